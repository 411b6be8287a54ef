// The dry run of a deploy with everything real, and what it refuses: migrations that take away, a
// worker that does not start. Nothing here has an account.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deploy as deployHere } from "../../xtask/deploy.mjs";
import { applyMigrations, contents, lacking } from "../../xtask/deploy/account.mjs";
import { portable, readConfig, withId } from "../../xtask/deploy/config.mjs";
import {
  breaches, breachesOf, disorder, losses, migrationsIn,
} from "../../xtask/deploy/migrations.mjs";
import { rehearse } from "../../xtask/deploy/rehearsal.mjs";
import { wranglerAt } from "../../xtask/deploy/wrangler.mjs";
import { DEV_BINDINGS, ROOT, startWorker } from "../support/worker.mjs";

const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const PUBLIC_URL = "https://pay.example.com";
let folder, config, read, env;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "paylinkr-dry-"));
  config = join(folder, "wrangler.toml");
  read = join(folder, "wrangler.json");
  const text = await readFile(join(ROOT, "wrangler.toml"), "utf8");
  const at = (path) => JSON.stringify(join(ROOT, path));
  const edited = text
    .replace('"http://127.0.0.1:8787"', `"${PUBLIC_URL}"`)
    .replace('"edge/build/index.js"', at("edge/build/index.js"))
    .replace('"www"', at("www"))
    .replace('"migrations"', at("migrations"));
  await writeFile(config, edited);
  await writeFile(read, JSON.stringify(portable(readConfig(config))));
  // Nobody is logged in here, whoever runs the tests.
  const kept = Object.entries(process.env).filter(([name]) => !/^(CLOUDFLARE|CF)_/.test(name));
  env = { ...Object.fromEntries(kept), HOME: folder, XDG_CONFIG_HOME: join(folder, "config") };
});
after(() => rm(folder, { recursive: true, force: true }));

/** The command as it is typed; the code it ends with, and what it printed. */
const deploy = (...words) =>
  new Promise((done) => {
    const all = [join(ROOT, "xtask/deploy.mjs"), ...words];
    execFile(process.execPath, all, { env, cwd: ROOT }, (trouble, out, err) =>
      done({ code: trouble?.code ?? 0, out, err }),
    );
  });

test("a dry run does all but touch an account, and says what it would do", async () => {
  const text = await readFile(config, "utf8");
  const { code, out, err } = await deploy("--dry-run", "--config", config);
  assert.equal(code, 0, err);
  const count = (await migrationsIn(join(ROOT, "migrations"))).length;
  assert.match(out, new RegExp(`^✓ migrations +${count}, which only add$`, "m"));
  assert.match(out, /^✓ worker +\d+\.\d+\.\d+ is well on the new schema/m);
  assert.match(out, /^✓ bundle +\d+\.\d+ KiB \/ gzip: \d+\.\d+ KiB, and \d+ files beside it$/m);
  assert.match(out, /Nothing was touched\. A deploy would now\n {2}1\. find or make the database/);
  assert.match(out, /no route of the configuration leads to pay\.example\.com/);
  assert.equal(await readFile(config, "utf8"), text);
});

test("a developer's own configuration is not deployed, nor an unknown word heard", async () => {
  const own = await deploy("--dry-run");
  assert.equal(own.code, 1);
  assert.match(own.err, /^✗ configuration: PUBLIC_URL is http:\/\/127\.0\.0\.1:8787/);
  const odd = await deploy("--force");
  assert.equal(odd.code, 1);
  assert.match(odd.err, /--force.*cargo xtask deploy \[--dry-run\]/s);
});

test("without a login wrangler is understood, and nothing is asked", async () => {
  const path = join(folder, "login.toml");
  const text = await readFile(config, "utf8");
  await writeFile(path, text.replace('"cargo xtask build"', '"exit 0"'));
  const rehearsal = async () => "0.1.0";
  await assert.rejects(deployHere({ path, env, rehearsal, say: () => {} }), {
    message: /^account: nobody is logged in\n {2}Run `npx wrangler login`/,
  });
});

test("wrangler itself applies the migrations, and its answers are read", async () => {
  const real = wranglerAt({ program: WRANGLER, config: read, cwd: folder, env });
  const local = (words, input) => {
    const here = words.map((word) => (word === "--remote" ? "--local" : word));
    return real([...here, "--persist-to", join(folder, "state")], input);
  };
  const empty = { applied: [], seal: undefined, isForeign: false };
  assert.deepEqual(await contents(local), empty);
  const paths = await migrationsIn(join(ROOT, "migrations"));
  assert.equal(await applyMigrations(local, paths), paths.length);
});

test("what the worker seals names its key, and no other key is taken", async () => {
  const { PAYLINKR_KEY, PAYLINKR_ADMIN } = DEV_BINDINGS;
  const worker = await startWorker({ onLog: () => {} });
  try {
    const made = await fetch(`${worker.url}/api/v1/admin/merchants`, {
      method: "POST",
      headers: { authorization: `Bearer ${PAYLINKR_ADMIN}`, "content-type": "application/json" },
      body: JSON.stringify({
        name: "Example Coffee",
        handle: "sealed",
        email: "alex.buyer@example.com",
        zone: "Europe/Amsterdam",
      }),
    });
    assert.ok(made.ok);
    const db = await worker.database();
    const execute = async (words) => {
      const texts = words.at(-1).split(";\n").map((text) => db.prepare(text));
      return JSON.stringify(await db.batch(texts));
    };
    const { seal } = await contents(execute);
    const { values } = lacking(["PAYLINKR_ADMIN"], { PAYLINKR_KEY }, seal);
    assert.deepEqual(values, { PAYLINKR_KEY });
    const other = { PAYLINKR_KEY: Buffer.alloc(32).toString("base64") };
    assert.throws(() => lacking([], other, seal), /not the one that the database needs/);
    assert.throws(() => lacking([], {}, seal), /give the key that you kept/);
  } finally {
    await worker.dispose();
  }
});

test("a setting that the worker cannot read, or a migration that breaks, is found", async () => {
  const migrations = await migrationsIn(join(ROOT, "migrations"));
  const raw = JSON.parse(await readFile(read, "utf8"));
  const bad = join(folder, "bad.json");
  const vars = { ...raw.vars, MOLLIE_URL: "http://10.0.0.1" };
  await writeFile(bad, JSON.stringify({ ...raw, vars }));
  await assert.rejects(rehearse({ config: bad, migrations, publicUrl: PUBLIC_URL }), {
    message: /^the worker does not start with these settings: 500 .*MOLLIE_URL/,
  });
  const more = join(folder, "migrations");
  await cp(join(ROOT, "migrations"), more, { recursive: true });
  const newest = join(more, "9999_newest.sql");
  const attempt = async (sql) => {
    await writeFile(newest, sql);
    const files = await migrationsIn(more);
    return rehearse({ config: read, migrations: files, publicUrl: PUBLIC_URL });
  };
  await assert.rejects(attempt("ALTER TABLE absent ADD COLUMN note TEXT;"), {
    message: /^9999_newest.sql: .*no such table: absent/,
  });
  await assert.rejects(attempt("ALTER TABLE cron DROP COLUMN ticked_at;"), {
    message: /does not run on what 9999_newest.sql makes: cron.ticked_at is gone/,
  });
});

test("every migration of the repository only adds", async () => {
  assert.deepEqual(await breaches(await migrationsIn(join(ROOT, "migrations"))), []);
});

test("what takes away, or asks more of the worker before, is refused", () => {
  const refused = [
    "DROP TABLE invoice;",
    "drop index invoice_by_number;",
    "ALTER TABLE invoice DROP COLUMN note;",
    "ALTER TABLE invoice RENAME TO bill;",
    "ALTER TABLE invoice RENAME COLUMN note TO words;",
    "ALTER TABLE invoice ADD COLUMN note TEXT NOT NULL;",
    "ALTER TABLE invoice ADD note TEXT NOT\n  NULL DEFAULT NULL;",
    "ALTER TABLE invoice ADD COLUMN note TEXT NOT NULL -- DEFAULT ''\n;",
    "CREATE UNIQUE INDEX one_title ON invoice (title);",
    "CREATE TRIGGER t AFTER INSERT ON invoice BEGIN UPDATE invoice SET a = 1; END;",
    "DELETE FROM invoice;",
    "INSERT OR REPLACE INTO invoice (id) VALUES ('a');",
    "REPLACE INTO invoice (id) VALUES ('a');",
    "PRAGMA writable_schema = 1;",
    "CREATE TABLE a (b TEXT); /* and */ DROP TABLE invoice;",
    "UPDATE invoice SET title = 'a;'; DROP TABLE invoice;",
  ];
  for (const sql of refused) assert.equal(breachesOf("0014_x.sql", sql).length, 1, sql);
  const fine = [
    "-- DROP TABLE invoice;\nCREATE TABLE note (words TEXT NOT NULL) STRICT;",
    "ALTER TABLE invoice ADD COLUMN note TEXT;",
    "ALTER TABLE invoice ADD COLUMN sequence TEXT NOT NULL DEFAULT 'oneoff';",
    "ALTER TABLE invoice ADD COLUMN n TEXT;\nCREATE UNIQUE INDEX i ON invoice (merchant, n);",
    "CREATE TABLE a (b TEXT);\nCREATE UNIQUE INDEX i ON a (b);",
    "CREATE INDEX i ON invoice (title);",
    "UPDATE invoice SET search = 'DROP TABLE invoice;';",
  ];
  for (const sql of fine) assert.deepEqual(breachesOf("0014_x.sql", sql), [], sql);
});

test("a schema keeps every column as it was, and asks for no other", () => {
  const column = (name, more = {}) => ({
    name, type: "TEXT", notnull: 0, dflt_value: null, pk: 0, ...more,
  });
  const before = new Map([["a", [column("id"), column("n")]]]);
  const after = (...columns) => new Map([["a", columns], ["b", [column("x", { notnull: 1 })]]]);
  const lost = (...columns) => losses(before, after(...columns));
  assert.deepEqual(lost(column("id"), column("n"), column("more")), []);
  assert.deepEqual(lost(column("id")), ["a.n is gone"]);
  assert.deepEqual(lost(column("id"), column("n", { notnull: 1 })), ["a.n is another column"]);
  const needed = column("more", { notnull: 1 });
  assert.deepEqual(lost(column("id"), column("n"), needed), ["a.more must be filled"]);
  assert.deepEqual(losses(before, new Map()), ["the table a is gone"]);
});

test("migrations follow those that are applied", () => {
  const paths = ["/m/0001_a.sql", "/m/0002_b.sql", "/m/0003_c.sql"];
  assert.equal(disorder([], paths), undefined);
  assert.equal(disorder(["0001_a.sql", "0002_b.sql"], paths), undefined);
  assert.match(disorder(["0001_a.sql", "0002_x.sql"], paths), /0002_x.sql is applied, and not/);
  assert.match(disorder(["0001_a.sql", "0003_c.sql"], paths), /0002_b.sql comes before 0003/);
});

test("an id is written beside its binding and nowhere else", () => {
  const entry = { table: "kv_namespaces", binding: "KV", key: "id", id: "f00" };
  const toml = [
    "# first",
    "[[kv_namespaces]]",
    'binding = "OTHER"',
    "[[ kv_namespaces ]] # ours",
    "",
    "binding = 'KV' # pictures",
    "# last",
    "[vars]",
    'id = ""',
  ];
  const written = toml.toSpliced(6, 0, 'id = "f00"');
  assert.equal(withId(toml.join("\n"), entry), written.join("\n"));
  assert.equal(withId(toml.join("\r\n"), entry), written.join("\r\n"));
  const blank = toml.toSpliced(6, 0, 'id = "" # ours');
  const filled = toml.toSpliced(6, 0, 'id = "f00" # ours');
  assert.equal(withId(blank.join("\n"), entry), filled.join("\n"));
  assert.equal(withId(toml.slice(0, 3).join("\n"), entry), undefined);
});
