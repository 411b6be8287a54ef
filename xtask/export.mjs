// `cargo xtask export`: all that there is of one merchant, as JSON lines, by wrangler. Must not
// know what tables mean; only which columns are secrets.

import { execFile } from "node:child_process";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../tests/support/worker.mjs";

const USAGE = `cargo xtask export --merchant HANDLE FILE [--remote]
  Without --remote: from the database of cargo xtask dev, which must not run meanwhile.`;
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const BYTES_MAX = 256 * 2 ** 20;
/** A row may have a payload of some 10 KB, and wrangler answers with all of them at once. */
const ROWS = 200;

// What opens a door, or only says how work is divided between ticks.
const SECRETS = {
  api_key: ["hash"],
  merchant_mode: ["webhook_secret", "webhook_secret_old"],
  psp_account: ["api_key", "webhook_secret", "token"],
  settlement: ["cancel_hash"],
  subscription: ["token"],
};
const LEASES = ["lease", "lease_until"];
// Answers that are kept for a day, for requests that are repeated.
const LEFT_OUT = ["idempotency"];

/**
 * Writes a line for each row: `{"table": …, "row": {…}}`, and answers how many there are.
 *
 * @param {object} options
 * @param {string} options.merchant its handle
 * @param {string} options.file
 * @param {boolean} [options.remote] the deployed database
 * @param {string} [options.config] another wrangler.toml; local data lies beside it
 */
export const exportMerchant = async ({ merchant, file, ...where }) => {
  const ask = (texts) => query(texts, where);
  const [[known]] = await ask([`SELECT id FROM merchant WHERE handle = ${quote(merchant)}`]);
  if (!known) throw new Error(`there is no merchant with the handle ${merchant}`);
  const output = await open(file, "w", 0o600);
  let count = 0;
  try {
    let open = await tables(ask, known.id);
    for (let offset = 0; open.length > 0; offset += ROWS) {
      const page = `LIMIT ${ROWS} OFFSET ${offset}`;
      const pages = await ask(open.map(({ select }) => `${select} ${page}`));
      for (const [index, rows] of pages.entries()) {
        const { table } = open[index];
        const lines = rows.map((row) => `${JSON.stringify({ table, row })}\n`);
        await output.write(lines.join(""));
        count += rows.length;
      }
      open = open.filter((_, index) => pages[index].length === ROWS);
    }
  } finally {
    await output.close();
  }
  return count;
};

/** Each table that has rows of a merchant's: by a column of its own, or by what it belongs to. */
const tables = async (ask, merchant) => {
  const text = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name";
  const isOurs = ({ name }) => !/^(sqlite_|_cf_|d1_)/.test(name) && !LEFT_OUT.includes(name);
  const all = (await ask([text]))[0].filter(isOurs);
  const infos = await ask(all.map(({ name }) => `PRAGMA table_info(${name})`));
  const columnsOf = new Map(all.map(({ name }, index) => [name, infos[index]]));
  const has = (name, column) => columnsOf.get(name)?.some((info) => info.name === column);
  return all.flatMap(({ name, sql }) => {
    const clause = clauseOf(name, sql, has, quote(merchant));
    if (!clause) return [];
    const hidden = [...LEASES, ...(SECRETS[name] ?? [])];
    const info = columnsOf.get(name);
    const columns = info.filter((one) => !hidden.includes(one.name)).map((one) => one.name);
    const keys = info.filter(({ pk }) => pk > 0).map((one) => one.name);
    const order = `ORDER BY ${keys.join(", ")}`;
    const select = `SELECT ${columns.join(", ")} FROM ${name} WHERE ${clause} ${order}`;
    return [{ table: name, select }];
  });
};

const clauseOf = (name, sql, has, merchant) => {
  if (name === "merchant") return `id = ${merchant}`;
  if (has(name, "merchant")) return `merchant = ${merchant}`;
  const owner = [...sql.matchAll(/^\s*(\w+) [^,\n]*?REFERENCES (\w+) \(id\)/gm)].find(
    ([, , parent]) => has(parent, "merchant"),
  );
  if (!owner) return undefined;
  const [, column, parent] = owner;
  return `${column} IN (SELECT id FROM ${parent} WHERE merchant = ${merchant})`;
};

const quote = (text) => `'${text.replaceAll("'", "''")}'`;

/** The rows that each statement answers. */
const query = async (texts, { remote = false, config = join(ROOT, "wrangler.toml") }) => {
  const words = ["d1", "execute", "DB", "--json", "--yes", "--command", texts.join(";\n")];
  const place = [remote ? "--remote" : "--local", "--config", config];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "log" };
  const options = { env, cwd: ROOT, maxBuffer: BYTES_MAX };
  const asked = promisify(execFile)(process.execPath, [WRANGLER, ...words, ...place], options);
  return JSON.parse((await asked).stdout).map(({ results }) => results);
};

const main = async (words) => {
  const remote = words.includes("--remote");
  const [flag, merchant, file, ...others] = words.filter((word) => word !== "--remote");
  if (flag !== "--merchant" || !file || others.length > 0) throw new Error(USAGE);
  const rows = await exportMerchant({ merchant, file: resolve(file), remote });
  console.log(`export: ${rows} rows of ${merchant} in ${file}`);
};

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((trouble) => {
    console.error([trouble.message, trouble.stdout].filter(Boolean).join("\n"));
    process.exit(1);
  });
}
