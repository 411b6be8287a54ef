// The snippets of the quick start, run against the real worker in every language that this machine
// has: each makes an invoice and reads it, believes a webhook that came, and no other.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openWorker } from "../api/worker.mjs";
import { ROOT } from "../support/worker.mjs";
import { hearPaid, openReceiver } from "./receiver.mjs";
import { LANGUAGES, run, SNIPPETS } from "./snippets/languages.mjs";

const SECRET = `whsec_${Buffer.alloc(32, "another shop").toString("base64")}`;
const server = openWorker();
let receiver;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "paylinkr-"));
  receiver = await openReceiver();
});
after(async () => {
  await receiver?.close();
  if (folder) await rm(folder, { recursive: true });
});

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
    const order = `9002-${name}`;
    const fill = (text) =>
      text.replaceAll("https://pay.example.com", server.url).replaceAll("9002", order);
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
    // Anew for each: what was heard before another language was built may be too old by now.
    const paid = await hearPaid(receiver, server);
    for (const [what, told, due] of webhooks(paid)) {
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
const webhooks = ({ headers, body, secret, secretBefore }) => {
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
  const real = { headers, body, secret };
  const changed = Buffer.from(body);
  changed[changed.length - 2] ^= 1;
  const [accepted, unsigned] = [/^accepted/, /^refused: no signature fits/];
  const old = /^refused: it was not signed (just now|within 300 s)/;
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  const [first] = headers["webhook-signature"].split(" ");
  return [
    ["as it came", real, accepted],
    ["with the secret before", { ...real, secret: secretBefore }, accepted],
    ["signed 200 s ago", signed(real, -200), accepted],
    ["signed 200 s ahead", signed(real, 200), accepted],
    ["a changed byte", { ...real, body: changed }, unsigned],
    ["a byte more", { ...real, body: Buffer.concat([body, Buffer.from("\n")]) }, unsigned],
    ["a wrong secret", { ...real, secret: SECRET }, unsigned],
    ["signed 400 s ago", signed(real, -400), old],
    ["signed 400 s ahead", signed(real, 400), old],
    ["a changed time", withHeader(real, "webhook-timestamp", later), unsigned],
    ["another id", withHeader(real, "webhook-id", "evt_other"), unsigned],
    ["half a signature", withHeader(real, "webhook-signature", first.slice(0, 19)), unsigned],
    ["no signature", withHeader(real, "webhook-signature", ""), unsigned],
    ["no time", withHeader(real, "webhook-timestamp", ""), /^refused: /],
    ["a time that is code", withHeader(real, "webhook-timestamp", "a[$(id)]"), /^refused: /],
    ["no secret, and its empty key", signed(real, 0, ""), /^refused: /],
    ["an empty secret, and its empty key", signed(real, 0, "whsec_"), /^refused: /],
  ];
};

const withHeader = (told, name, value) => {
  return { ...told, headers: { ...told.headers, [name]: value } };
};

/** Signed so many seconds from now, as Standard Webhooks 1.0.0 has it, also with an empty key. */
const signed = ({ headers, body }, seconds, secret = SECRET) => {
  const id = headers["webhook-id"];
  const timestamp = String(Math.floor(Date.now() / 1_000) + seconds);
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const told = {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac}`,
  };
  return { headers: told, body, secret };
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
