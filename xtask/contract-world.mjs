// What is there when `cargo xtask contract` begins: keys, things, and a world outside that knows
// neither. Knows no phase and no check.
import { DEV_BINDINGS } from "../tests/support/worker.mjs";

/** The most that a key may be given, in requests a minute. */
const RATE_MAX = 6_000;

/** A key of each kind, with every scope and as many requests a minute as a key may have. */
export async function makeKeys(url, described) {
  const merchant = { name: "Example Coffee", handle: "contract", email: "alex.buyer@example.com" };
  const { testKey } = await post(url, "admin/merchants", DEV_BINDINGS.PAYLINKR_ADMIN, merchant);
  const make = (more) => post(url, "keys", testKey, { name: "run", rateLimit: RATE_MAX, ...more });
  const [own, words, client, legacy] = [
    await make({ scopes: scopesOf(described).filter((scope) => !scope.startsWith("billing.")) }),
    await make({ scopes: ["billing.read", "billing.write"] }),
    await make({ kind: "client" }),
    await make({ kind: "legacy" }),
  ];
  return {
    API_KEY: own.key,
    PAYREQUEST_KEY: words.key,
    CLIENT_KEY: client.clientKey,
    CLIENT_SECRET: client.clientSecret,
    LEGACY_TOKEN: legacy.key,
    ADMIN_KEY: DEV_BINDINGS.PAYLINKR_ADMIN,
    OUR_KEYS: [own.id, words.id, client.id, legacy.id].join(" "),
  };
}

function scopesOf({ components }) {
  const [api] = components.schemas.KeyCreate.anyOf;
  return api.properties.scopes.items.enum.filter(Boolean);
}

/** Things in states that nobody gets to by chance, by the path below which they are found. */
export async function makeThings(url, key) {
  const make = (path, body) => post(url, path, key, body);
  const invoice = { title: "Consulting Deposit", amount: "250.00" };
  const mailed = await make("invoices", { ...invoice, customerEmail: "alex.buyer@example.com" });
  const paid = await make("invoices", invoice);
  await make("test/payments", { invoice: paid.id, amount: "260.00" });
  await make("test/payments", { invoice: mailed.id, memo: "ORD-9001" });
  const [unmatched] = (await list(url, "incoming-payments?disposition=unmatched", key)).data;
  return {
    "/api/v1/invoices": [mailed.id, paid.id],
    "/api/v1/incoming-payments": [unmatched.id],
  };
}

/** The rest of the world, to which the worker comes only through here: it knows no key of ours. */
export async function world() {
  return new Response("", { status: 401 });
}

async function post(url, path, key, body) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return answer(await fetch(`${url}/api/v1/${path}`, init), path, 201);
}

async function list(url, path, key) {
  const headers = { authorization: `Bearer ${key}` };
  return answer(await fetch(`${url}/api/v1/${path}`, { headers }), path, 200);
}

async function answer(got, path, status) {
  const body = await got.json();
  if (got.status !== status) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body;
}
