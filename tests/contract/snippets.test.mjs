// The snippets of the quick start, run against the real worker in every language that this machine
// has: each makes an invoice and reads it, believes a webhook that came, and no other.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { openWorker } from "../api/worker.mjs";
import { ROOT } from "../support/worker.mjs";
import { LANGUAGES, run, SNIPPETS } from "./snippets/languages.mjs";

const SECRET = `whsec_${Buffer.alloc(32, "another shop").toString("base64")}`;
const server = openWorker();
const shop = { heard: [] };
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "paylinkr-"));
  const listener = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    shop.heard.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(204).end();
  });
  await new Promise((done) => listener.listen(0, "127.0.0.1", done));
  shop.close = () => {
    listener.closeAllConnections();
    return new Promise((done) => listener.close(done));
  };
  shop.url = `http://127.0.0.1:${listener.address().port}/`;
});
after(async () => {
  await shop.close?.();
  if (folder) await rm(folder, { recursive: true });
});

/** The webhook of a payment, once there is one. */
const hear = async () => {
  if (shop.paid) return;
  const { call, until } = server;
  // For a day the old secret signs, too: what comes has two signatures.
  const heard = await call("PATCH", "/webhooks", { webhookUrl: shop.url, regenerateSecret: true });
  shop.secret = heard.body.secret;
  const { body } = await call("POST", "/invoices", { title: "Café, 2 × €3", amount: "6" });
  await call("POST", "/test/payments", { invoice: body.publicId });
  shop.paid = await until(() =>
    shop.heard.find((one) => JSON.parse(one.body).event === "invoice.paid"),
  );
};

/** A folder for one snippet, and its command; skips the test where it cannot be run. */
const built = async (t, language, part, fill = (text) => text) => {
  const lacks = await language.lacks();
  if (lacks) return t.skip(lacks);
  const cwd = await mkdtemp(join(folder, `${part}-`));
  await writeFile(join(cwd, "package.json"), '{"type": "module"}');
  const command = await language[part](cwd, fill);
  return command ? { cwd, command } : t.skip("its libraries are not on this machine");
};

for (const [name, language] of Object.entries(LANGUAGES)) {
  test(`${name}: an invoice is made and read, and made once only`, async (t) => {
    const order = `9001-${name}`;
    const fill = (text) =>
      text.replaceAll("https://pay.example.com", server.url).replaceAll("9001", order);
    const snippet = await built(t, language, "invoice", fill);
    if (!snippet) return;
    const { cwd, command } = snippet;
    const ask = (key) => run(...command, { cwd, env: { ...process.env, KEY: key } });
    const { stdout } = await ask(server.testKey);
    const [payUrl, status] = stdout.trim().split("\n");
    const { body } = await server.call("GET", `/invoices/${payUrl.split("/").at(-1)}`);
    assert.deepEqual(
      [body.payUrl, body.orderId, body.title, body.expectedAmount, body.asset, status],
      [payUrl, `ORD-${order}`, "Consulting deposit", "250.00", "USDC", "unpaid"],
    );
    assert.equal((await ask(server.testKey)).stdout, stdout, "the same key, the same invoice");
    await assert.rejects(ask("plr_test_wrong"), "what is refused ends the program");
  });

  test(`${name}: a webhook of the worker's is believed, and no other`, async (t) => {
    const snippet = await built(t, language, "webhook");
    if (!snippet) return;
    await hear();
    for (const [what, told, due] of webhooks()) {
      const said = await verdict(snippet, told);
      assert.match(said, due, `${what}: ${said}`);
    }
  });
}

/** What a snippet says of a webhook: `accepted`, or `refused: ` and why. */
const verdict = async ({ cwd, command: [name, words] }, { headers, body, secret }) => {
  await writeFile(join(cwd, "body"), body);
  const env = {
    ...process.env,
    ID: headers["webhook-id"],
    TIMESTAMP: headers["webhook-timestamp"],
    SIGNATURE: headers["webhook-signature"],
    SECRET: secret,
  };
  // A shell's refusal is its exit status, and a reason on stderr.
  const { stdout, stderr } = await run(name, words, { cwd, env }).catch((trouble) => trouble);
  return stdout || stderr;
};

/** The webhook that came, and what others may make of it. */
const webhooks = () => {
  const { headers, body } = shop.paid;
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
  const real = { headers, body, secret: shop.secret };
  const changed = Buffer.from(body);
  changed[changed.length - 2] ^= 1;
  const [accepted, unsigned, old] = [/^accepted/, /^refused: no signature fits/, /^refused: .*sign/];
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  const [first] = headers["webhook-signature"].split(" ");
  return [
    ["as it came", real, accepted],
    ["with the secret before", { ...real, secret: server.webhookSecret }, accepted],
    ["signed 200 s ago", signed(-200), accepted],
    ["signed 200 s ahead", signed(200), accepted],
    ["a changed byte", { ...real, body: changed }, unsigned],
    ["a byte more", { ...real, body: Buffer.concat([body, Buffer.from("\n")]) }, unsigned],
    ["a wrong secret", { ...real, secret: SECRET }, unsigned],
    ["signed 400 s ago", signed(-400), old],
    ["signed 400 s ahead", signed(400), old],
    ["a changed time", with_(real, "webhook-timestamp", later), unsigned],
    ["another id", with_(real, "webhook-id", "evt_other"), unsigned],
    ["half a signature", with_(real, "webhook-signature", first.slice(0, 19)), unsigned],
    ["no signature", with_(real, "webhook-signature", ""), unsigned],
    ["no time", with_(real, "webhook-timestamp", ""), /^refused: /],
    ["a time that is code", with_(real, "webhook-timestamp", "a[$(id)]"), /^refused: /],
    ["no secret", { ...real, secret: "" }, /^refused: /],
  ];
};

const with_ = (told, name, value) => ({ ...told, headers: { ...told.headers, [name]: value } });

/** Signed by the field's own library, so many seconds from now. */
const signed = (seconds) => {
  const { headers, body } = shop.paid;
  const at = new Date(Date.now() + seconds * 1_000);
  const told = {
    "webhook-id": headers["webhook-id"],
    "webhook-timestamp": String(Math.floor(at / 1_000)),
    "webhook-signature": new Webhook(SECRET).sign(headers["webhook-id"], at, body.toString()),
  };
  return { headers: told, body, secret: SECRET };
};

test("those in TypeScript are typed", async () => {
  const cwd = await mkdtemp(join(folder, "types-"));
  await writeFile(join(cwd, "package.json"), '{"type": "module"}');
  const mains = join(ROOT, "tests/contract/snippets");
  for (const name of ["invoice.ts", "webhook.ts"]) {
    await copyFile(join(SNIPPETS, name), join(cwd, name));
  }
  for (const name of ["main.ts", "types.d.ts"]) await copyFile(join(mains, name), join(cwd, name));
  const flags = "--noEmit --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes "
    + "--noUnusedLocals --target ES2022 --lib ES2022,DOM,DOM.Iterable --module NodeNext "
    + "--allowImportingTsExtensions --erasableSyntaxOnly";
  const files = ["invoice.ts", "main.ts", "types.d.ts"];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, ...flags.split(" "), ...files], { cwd })
    .catch((trouble) => trouble);
  assert.equal(stdout, "");
});

test("every language has both snippets", async () => {
  const endings = ["go", "php", "py", "rs", "sh", "ts"];
  const due = ["invoice", "webhook"].flatMap((part) => endings.map((one) => `${part}.${one}`));
  assert.deepEqual((await readdir(SNIPPETS)).sort(), due);
});
