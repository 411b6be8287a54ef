// Starts the built worker in workerd, with its database, cache, assets and clock, and can tick,
// kill and restart it. For `cargo xtask dev` and the tests; must not know what the worker answers.

import childProcess from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as optionsOf } from "wrangler";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
// Wrangler warns of secrets that wrangler.toml asks for; they are in DEV_BINDINGS.
process.env.WRANGLER_LOG ??= "error";

const CONFIG = join(ROOT, "wrangler.toml");
const MIGRATIONS = join(ROOT, "migrations");

/** What a developer's worker is given and a deployed one never is. Everyone knows these. */
export const DEV_BINDINGS = {
  PAYLINKR_DEV: "1",
  PAYLINKR_KEY: Buffer.alloc(32, "paylinkr-dev-key").toString("base64"),
  PAYLINKR_ADMIN: "dev-admin-secret",
};

/**
 * @param {object} options
 * @param {number} [options.port] a free one when left out
 * @param {string} [options.persist] the folder wrangler calls --persist-to; in memory when left out
 * @param {object} [options.bindings] added to, or put over, those of wrangler.toml; `undefined`
 *   takes one away
 * @param {string} [options.config] another wrangler.toml
 * @param {string[]} [options.migrations] the files to apply; all of them when left out
 * @param {(line: {level: string, message: string}) => void} [options.onLog] what the worker logs
 * @param {(request: Request) => Response} [options.outbound] answers all that the worker fetches
 */
export async function startWorker(options = {}) {
  const { port, persist, bindings = {}, onLog, config = CONFIG, migrations, outbound } = options;
  const listenOn = port ?? (await freePort());
  const url = `http://127.0.0.1:${listenOn}`;
  const run = randomUUID();
  const logs = [];
  const restarts = waiter();
  const shared = {
    host: "127.0.0.1",
    port: listenOn,
    cf: false,
    log: new QuietLog(LogLevel.WARN),
    handleStructuredLogs: (line) => (onLog ? onLog(line) : logs.push(line)),
    resourcePersistencePath: persist && join(persist, "v3"),
    unsafeRuntimeEnv: { PAYLINKR_RUN: run },
    unsafeHandleRuntimeRestart: () => restarts.ring(),
  };
  const given = { PUBLIC_URL: url, ...DEV_BINDINGS, ...bindings };
  const mf = new Miniflare(await readOptions({ config, outbound }, shared, given));
  await mf.ready;
  await migrate(await mf.getD1Database("DB"), migrations);
  return {
    url,
    port: listenOn,
    logs,
    mf,
    database: () => mf.getD1Database("DB"),
    /** One run of the cron, at the time given. */
    async tick(at = Date.now()) {
      const worker = await mf.getWorker();
      return worker.scheduled({ scheduledTime: new Date(at), cron: "* * * * *" });
    },
    /** kill -9 of workerd; returns when it serves again, over the same data. */
    async kill() {
      const again = restarts.next();
      await endRuntime(run);
      await again;
    },
    /** Takes up a new build, new migrations and a changed wrangler.toml. */
    async reload() {
      await mf.setOptions(await readOptions({ config, outbound }, shared, given));
      await migrate(await mf.getD1Database("DB"), migrations);
    },
    dispose: () => mf.dispose(),
  };
}

async function readOptions({ config, outbound }, shared, bindings) {
  const { workerOptions, main } = optionsOf(config);
  // Rules for finding modules are wrangler's affair; here the modules are listed.
  const { modulesRules: _, ...worker } = workerOptions;
  const all = Object.entries({ ...worker.bindings, ...bindings });
  return convertV4MiniflareOptions({
    ...shared,
    ...worker,
    bindings: Object.fromEntries(all.filter(([, value]) => value !== undefined)),
    modules: await modules(main),
    modulesRoot: dirname(main),
    ...(outbound && { outboundService: outbound }),
  });
}

/** index.js first, because the first module is the worker's entry. */
async function modules(main) {
  const isEntry = (path) => path === main;
  const build = dirname(main);
  const found = await readdir(build, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found
    .filter((file) => file.isFile() && /\.(js|wasm)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .sort((a, b) => isEntry(b) - isEntry(a));
  if (!paths.some(isEntry)) throw new Error("edge/build/index.js is missing: cargo xtask build");
  return Promise.all(
    paths.map(async (path) => ({
      type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
      path,
      contents: await readFile(path, path.endsWith(".wasm") ? null : "utf8"),
    })),
  );
}

/**
 * What `wrangler d1 migrations apply` does, in its table, so that both work on one database.
 *
 * @param {object} db a D1 database
 * @param {string[]} [paths] the files; all of the repository's when left out
 */
export async function migrate(db, paths) {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS "d1_migrations"(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT UNIQUE,
        applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    )
    .run();
  const { results } = await db.prepare(`SELECT name FROM "d1_migrations"`).all();
  const applied = new Set(results.map((row) => row.name));
  const files = paths ?? (await readdir(MIGRATIONS)).map((name) => join(MIGRATIONS, name));
  const ours = files.filter((path) => path.endsWith(".sql")).sort();
  for (const path of ours.filter((path) => !applied.has(basename(path)))) {
    const name = basename(path);
    const sql = await readFile(path, "utf8");
    const note = db.prepare(`INSERT INTO "d1_migrations" (name) VALUES (?1)`).bind(name);
    const batch = [...splitStatements(sql).map((text) => db.prepare(text)), note];
    await db.batch(batch).catch((cause) => {
      throw new Error(`${name}: ${cause.message}`, { cause });
    });
  }
}

/** Splits at semicolons outside quotes, comments and trigger bodies. */
export function splitStatements(sql) {
  const statements = [];
  let start = 0;
  let depth = 0;
  const token = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\b\w+\b|;/g;
  const trigger = () => /^\s*CREATE\s+(TEMP\w*\s+)?TRIGGER\b/i.test(bare(sql.slice(start)));
  for (const { 0: text, index } of sql.matchAll(token)) {
    const word = text.toUpperCase();
    if (word === "CASE" || (word === "BEGIN" && trigger())) depth += 1;
    if (word === "END" && depth > 0) depth -= 1;
    if (text !== ";" || depth > 0) continue;
    statements.push(sql.slice(start, index + 1));
    start = index + 1;
  }
  statements.push(sql.slice(start));
  return statements.filter((text) => bare(text).trim() !== "");
}

function bare(sql) {
  return sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, "");
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Miniflare says at every start offline that it has no location, and that workerd was killed. */
class QuietLog extends Log {
  warn(message) {
    if (!/Request\.cf|crashed unexpectedly/.test(message)) super.warn(message);
  }
}

// Miniflare keeps its workerd to itself; kill() has to know the process. Every workerd started from
// here carries the mark of its run in its environment.
const runtimes = new Map();
const spawn = childProcess.spawn;
childProcess.spawn = (command, args, options) => {
  const child = spawn(command, args, options);
  const run = options?.env?.PAYLINKR_RUN;
  if (run) runtimes.set(run, child);
  return child;
};

async function endRuntime(run) {
  const child = runtimes.get(run);
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await ended;
}

function waiter() {
  let waiting = [];
  return {
    next: () => new Promise((done) => waiting.push(done)),
    ring() {
      for (const done of waiting) done();
      waiting = [];
    },
  };
}
