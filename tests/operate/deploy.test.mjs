// Deploys: into an empty account, once more, through a failure of every step, and not at all where
// something is wrong. A program stands in for wrangler and plays the account.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deploy } from "../../xtask/deploy.mjs";
import { emptyAccount, play } from "../support/account.mjs";
import { ROOT } from "../support/worker.mjs";

const PROGRAM = join(ROOT, "tests/support/account.mjs");
const PUBLIC_URL = "https://pay.example.com";
/** 32 zero bytes, whose SHA-256 begins with 66687aad. */
const KEY = Buffer.alloc(32).toString("base64");
const MAIL = {
  MAIL_URL: "https://mail.example.com/emails",
  MAIL_KEY: "a key for mails",
  MAIL_FROM: "payments@example.com",
};
let folder;
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "paylinkr-deploy-test-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** wrangler.toml as somebody has it who has read the README. */
const configText = async () => {
  const text = await readFile(join(ROOT, "wrangler.toml"), "utf8");
  const at = (path) => JSON.stringify(join(ROOT, path));
  return text
    .replace('"http://127.0.0.1:8787"', `"${PUBLIC_URL}"`)
    .replace('"edge/build/index.js"', at("edge/build/index.js"))
    .replace('"www"', at("www"))
    .replace('"migrations"', at("migrations"))
    .replace('"cargo xtask build"', '"exit 0"')
    .replace("[triggers]", '[[routes]]\npattern = "pay.example.com"\ncustom_domain = true\n\n$&');
};

/** An account, a configuration, and what deploys the one into the other. */
const stage = async ({ account: given = {}, edit = (text) => text } = {}) => {
  count += 1;
  const path = join(folder, `wrangler${count}.toml`);
  const text = edit(await configText());
  await writeFile(path, text);
  const account = { ...emptyAccount(), ...given };
  const ask = async (url) => {
    const { deployed, applied } = account;
    if (!deployed || url.href !== `${PUBLIC_URL}/health`) return new Response("", { status: 522 });
    const told = { ok: true, version: "0.1.0", database: applied.length > 0 };
    return Response.json({ ...told, publicUrl: deployed.vars.PUBLIC_URL });
  };
  const run = async (more = {}) => {
    const { env = {}, ...others } = more;
    const lines = [];
    const trouble = await deploy({
      path,
      env: { PATH: process.env.PATH, ...env },
      start: async ({ words, input }) => play(account, words, input),
      rehearsal: async () => "0.1.0",
      ask,
      wait: async () => {},
      say: (line) => lines.push(line),
      ...others,
    }).then(
      () => undefined,
      (error) => error.message,
    );
    return { trouble, said: lines.join("\n") };
  };
  return { path, text, account, run, config: () => readFile(path, "utf8") };
};

const shown = (said, name) =>
  [...said.matchAll(new RegExp(`${name}=(\\S+)`, "g"))].map(([, value]) => value);

/** Everything that an install needs is there, once. */
const assertWhole = async ({ account, config }) => {
  const { databases, namespaces, secrets, applied, deployed } = account;
  assert.deepEqual(databases.map(({ name }) => name), ["paylinkr"]);
  assert.deepEqual(namespaces.map(({ title }) => title), ["paylinkr-kv"]);
  assert.equal(Buffer.from(secrets.PAYLINKR_KEY, "base64").length, 32);
  assert.ok(secrets.PAYLINKR_ADMIN.length >= 32);
  assert.equal(new Set(applied).size, applied.length);
  assert.ok(applied.includes("0001_merchants.sql") && applied.includes("0013_cron.sql"));
  assert.equal(deployed.d1_databases[0].database_id, databases[0].uuid);
  const text = await config();
  assert.match(text, new RegExp(`\ndatabase_id = "${databases[0].uuid}"\n`));
  assert.match(text, new RegExp(`\nid = "${namespaces[0].id}"\n`));
};

test("the first deploy makes all that lacks, in an order that is safe", async () => {
  const install = await stage();
  const { trouble, said } = await install.run();
  assert.equal(trouble, undefined);
  await assertWhole(install);
  const { calls, secrets, deployed } = install.account;
  const doing = ["d1 create", "kv namespace create", "secret bulk", "d1 time-travel info"];
  const order = [...doing, "d1 migrations apply", "deploy"];
  assert.deepEqual(calls.filter((name) => order.includes(name)), order);
  assert.equal(calls[0], "deploy --dry-run");
  assert.deepEqual(shown(said, "PAYLINKR_KEY"), [secrets.PAYLINKR_KEY]);
  assert.deepEqual(shown(said, "PAYLINKR_ADMIN"), [secrets.PAYLINKR_ADMIN]);
  assert.match(said, /Keep these now/);
  assert.match(said, /time-travel restore paylinkr --bookmark=00000085-/);
  assert.equal(deployed.build, undefined);
  // Only two lines came to the file: comments and all else are as they were.
  const lines = (await install.config()).split("\n");
  const rest = lines.filter((line) => !/^(database_)?id = "/.test(line));
  assert.equal(rest.join("\n"), install.text);
  assert.equal(lines.length, install.text.split("\n").length + 2);
});

test("a program is understood, and what is set is not on its command line", async () => {
  const install = await stage();
  const file = join(folder, "account.json");
  const state = async () => JSON.parse(await readFile(file, "utf8"));
  const text = "A request to the Cloudflare API failed.";
  const fault = { at: "secret bulk", text, isLate: true };
  await writeFile(file, JSON.stringify({ ...emptyAccount(), fault }));
  const env = { PAYLINKR_ACCOUNT: file };
  const ask = async () => Response.json({ version: "0.1.0", database: true, ok: true });
  const program = { program: PROGRAM, start: undefined, env, ask };
  assert.ok((await install.run(program)).trouble.startsWith(`secrets: ${text}\n`));
  assert.equal((await install.run(program)).trouble, undefined);
  const account = await state();
  await assertWhole({ account, config: install.config });
  const lines = account.lines.join("\n");
  for (const value of Object.values(account.secrets)) assert.ok(!lines.includes(value));
});

test("a second deploy makes nothing twice and shows no secret", async () => {
  const install = await stage();
  await install.run();
  const config = await install.config();
  const { secrets, calls } = structuredClone(install.account);
  const { trouble, said } = await install.run();
  assert.equal(trouble, undefined);
  await assertWhole(install);
  assert.deepEqual(install.account.secrets, secrets);
  assert.equal(await install.config(), config);
  const again = install.account.calls.slice(calls.length);
  assert.ok(!again.some((name) => /create|bulk/.test(name)), again.join());
  assert.deepEqual(shown(said, "PAYLINKR_KEY"), []);
});

const STEPS = {
  "deploy --dry-run": /^bundle: .*\n {2}Nothing was touched/s,
  whoami: /^account: nobody is logged in\n.*wrangler login/s,
  "d1 list": /^D1: .*Deploy again/s,
  "d1 create": /^D1: .*Deploy again/s,
  "kv namespace list": /^KV: .*Deploy again/s,
  "kv namespace create": /^KV: .*Deploy again/s,
  "d1 execute": /^database: .*Nothing was changed/s,
  "secret list": /^secrets: .*No secret was set/s,
  "secret bulk": /^secrets: .*If it shows new values, those count/s,
  "d1 time-travel info": /^bookmark: .*Nothing was migrated/s,
  "d1 migrations apply": /^migrate: .*stays.*deploy again/s,
  deploy: /^upload: .*The worker before still runs.*Deploy again/s,
};

for (const [at, sentence] of Object.entries(STEPS)) {
  test(`after «${at}» failed, before or behind the fact, the next run mends all`, async () => {
    for (const isLate of [false, true]) {
      const text = "A request to the Cloudflare API failed.";
      const install = await stage({ account: { fault: { at, text, isLate } } });
      const first = await install.run();
      assert.match(first.trouble, sentence);
      if (at !== "whoami") assert.ok(first.trouble.includes(text), first.trouble);
      assert.doesNotMatch(first.trouble, /\u001b|Logs were written/);
      const second = await install.run();
      assert.equal(second.trouble, undefined);
      await assertWhole(install);
      // The value that holds was shown, and it was the last one.
      const { secrets } = install.account;
      for (const name of ["PAYLINKR_KEY", "PAYLINKR_ADMIN"]) {
        assert.equal(shown(first.said + second.said, name).at(-1), secrets[name]);
      }
    }
  });
}

test("migrations that wrangler says nothing bad of, and did not apply, are missed", async () => {
  const install = await stage();
  const start = async ({ words, input }) =>
    words.includes("apply")
      ? { code: 0, out: "│ 0001_merchants.sql │ ❌ │\n", err: "" }
      : play(install.account, words, input);
  const { trouble } = await install.run({ start });
  assert.match(trouble, /^migrate: 0001_merchants.sql, .*0013_cron.sql was not applied/);
  assert.ok(!install.account.calls.includes("deploy"));
});

test("an id that cannot be written is told, and found at the next run", async () => {
  const table = '[[kv_namespaces]]\nbinding = "KV"';
  const line = 'kv_namespaces = [{ binding = "KV" }]';
  const install = await stage({ edit: (text) => `${line}\n${text.replace(table, "")}` });
  const { trouble } = await install.run();
  const { namespaces } = install.account;
  const [{ id }] = namespaces;
  assert.match(trouble, new RegExp(`^KV: .*write id = "${id}" beside binding = "KV"`));
  const text = (await install.config()).replace("{ binding", `{ id = "${id}", binding`);
  await writeFile(install.path, text);
  assert.equal((await install.run()).trouble, undefined);
  assert.equal(install.account.namespaces.length, 1);
});

test("what must not be deployed is refused before any account is asked", async () => {
  const url = (other) => (text) => text.replace(PUBLIC_URL, other);
  const vars = (line) => (text) => text.replace("[vars]", `[vars]\n${line}`);
  const cases = [
    [url("http://127.0.0.1:8787"), /each payer's own machine/],
    [url("https://127.8.0.1"), /each payer's own machine/],
    [url("https://localhost"), /each payer's own machine/],
    [url("https://pay.localhost"), /each payer's own machine/],
    [url("https://[::1]"), /each payer's own machine/],
    [url("http://pay.example.com"), /not https/],
    [url("https://pay.example.com/shop"), /more than a host/],
    [url("pay.example.com"), /no address/],
    [(text) => text.replace(/^PUBLIC_URL.*$/m, ""), /PUBLIC_URL is missing/],
    [vars('PAYLINKR_DEV = "1"'), /PAYLINKR_DEV is set/],
    [vars('PAYLINKR_DEV = "0"'), /PAYLINKR_DEV is set/],
    [(text) => `${text}\n[env.staging.vars]\nPAYLINKR_DEV = "1"\n`, /PAYLINKR_DEV is set/],
    [(text) => text.replace('["PAYLINKR_KEY"', '["PAYLINKR_DEV"'), /PAYLINKR_DEV is set/],
    [vars('PAYLINKR_KEY = "k"'), /PAYLINKR_KEY stands in the file/],
    [vars('MAIL_KEY = "k"'), /MAIL_KEY stands in the file/],
    [(text) => text.replace("edge/build/index.js", "edge/build/nothing.js"), /not built/],
    [(text) => text.replace(/^directory = .*$/m, `directory = "${folder}"`), /not built/],
    [(text) => text.replace('binding = "DB"', 'binding = "DATA"'), /binding = "DB"/],
    [(text) => text.replace('"exit 0"', '"exit 3"'), /^build: exit 3 failed \(3\)/],
  ];
  for (const [edit, reason] of cases) {
    const install = await stage({ edit });
    const { trouble } = await install.run();
    assert.match(trouble ?? "it was deployed", reason);
    assert.match(trouble, /Nothing was touched/);
    assert.deepEqual(install.account.calls, []);
  }
  const install = await stage();
  assert.match((await install.run({ env: { CLOUDFLARE_ENV: "x" } })).trouble, /CLOUDFLARE_ENV/);
});

test("a database that these migrations do not belong on is refused", async () => {
  const cases = [
    [{ applied: ["0001_merchants.sql", "0099_later.sql"] }, /0099_later.sql is applied, and not/],
    [{ applied: ["0013_cron.sql"] }, /comes before 0013_cron.sql/],
    [{ applied: [], tables: ["guestbook"] }, /tables that no migration made/],
  ];
  for (const [given, reason] of cases) {
    const account = { tables: ["d1_migrations"], ...given };
    const install = await stage({ account });
    const { trouble } = await install.run();
    assert.match(trouble, reason);
    assert.match(trouble, /^database: .*Nothing was changed/s);
    const { calls, secrets } = install.account;
    assert.ok(!calls.includes("d1 migrations apply") && !calls.includes("deploy"));
    assert.equal(secrets, null);
  }
});

test("a key that got lost is not replaced while something is sealed under it", async () => {
  const install = await stage();
  await install.run();
  Object.assign(install.account, { seals: ["66687aad"], secrets: { PAYLINKR_ADMIN: "kept" } });
  const { trouble } = await install.run();
  assert.match(trouble, /^secrets: .*give the key that you kept/);
  assert.deepEqual(install.account.secrets, { PAYLINKR_ADMIN: "kept" });
  const short = await install.run({ env: { PAYLINKR_KEY: "c2hvcnQ=" } });
  assert.match(short.trouble, /not 32 bytes/);
  const other = Buffer.alloc(32, "another").toString("base64");
  const wrong = await install.run({ env: { PAYLINKR_KEY: other } });
  assert.match(wrong.trouble, /not the one that the database needs/);
  const given = await install.run({ env: { PAYLINKR_KEY: KEY } });
  assert.equal(given.trouble, undefined);
  assert.ok(!given.said.includes(KEY));
  assert.deepEqual(install.account.secrets, { PAYLINKR_ADMIN: "kept", PAYLINKR_KEY: KEY });
});

test("mails are set from the environment, whole or not at all, and never over others", async () => {
  const install = await stage();
  const { MAIL_KEY, ...half } = MAIL;
  assert.match((await install.run({ env: half })).trouble, /mails need MAIL_KEY, too/);
  assert.equal(install.account.secrets, null);
  const { trouble, said } = await install.run({ env: MAIL });
  assert.equal(trouble, undefined);
  assert.ok(!said.includes(MAIL_KEY));
  const { secrets } = structuredClone(install.account);
  assert.equal(secrets.MAIL_KEY, MAIL_KEY);
  await install.run({ env: { MAIL_KEY: "another" } });
  assert.deepEqual(install.account.secrets, secrets);
});

test("a worker with open doors is refused", async () => {
  const install = await stage({ account: { secrets: { PAYLINKR_DEV: "1" } } });
  assert.match((await install.run()).trouble, /secret delete PAYLINKR_DEV/);
});

test("a worker that does not answer, or answers for another, is told of", async () => {
  const install = await stage();
  const health = (body) => async () => Response.json(body);
  const good = { version: "0.1.0", database: true, publicUrl: PUBLIC_URL, ok: true };
  const cases = [
    [async () => Promise.reject(new Error("ENOTFOUND")), /does not answer: ENOTFOUND/],
    [async () => new Response("parked"), /answered 200, not as we do/],
    [health({ ...good, database: false }), /database does not answer/],
    [health({ ...good, publicUrl: "https://old.example.com" }), /old\.example\.com/],
  ];
  for (const [ask, reason] of cases) {
    const { trouble } = await install.run({ ask });
    assert.match(trouble, reason);
    assert.match(trouble, /^health: .*wrangler rollback/s);
  }
  const answers = [async () => new Response("", { status: 522 }), health({ ...good, ok: false })];
  let waits = 0;
  const slow = (url) => answers[Math.min(waits, 1)](url);
  const { trouble, said } = await install.run({ ask: slow, wait: async () => (waits += 1) });
  assert.equal(trouble, undefined);
  assert.equal(waits, 1);
  assert.match(said, /tells of trouble: see doctor/);
});
