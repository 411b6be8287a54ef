// `cargo xtask backup` and `restore`: the whole database as a file of SQL, and back, by wrangler.
// Must not know what is in it.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../tests/support/worker.mjs";

const USAGE = `cargo xtask backup FILE [--remote]
cargo xtask restore FILE [--remote]   into a database without tables
  Without --remote: the one of cargo xtask dev, which must not run meanwhile.`;
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const BYTES_MAX = 64 * 2 ** 20;

/**
 * Writes all tables, and behind them all rows: a file of wrangler's own has each table with its
 * rows, and rows cannot refer to tables that are not there yet.
 *
 * @param {object} options
 * @param {string} options.file
 * @param {boolean} [options.remote] the deployed database
 * @param {string} [options.config] another wrangler.toml; local data lies beside it
 */
export const backup = async ({ file, ...where }) => {
  const folder = await mkdtemp(join(tmpdir(), "paylinkr-backup-"));
  try {
    const parts = [];
    for (const part of ["--no-data", "--no-schema"]) {
      const output = join(folder, `${part}.sql`);
      await d1(["export", "DB", part, "--output", output, "--skip-confirmation"], where);
      parts.push(await readFile(output, "utf8"));
    }
    await writeFile(file, `${parts.join("\n")}\n`, { mode: 0o600 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The way back. Wrangler refuses a database that has such tables. */
export const restore = ({ file, ...where }) =>
  d1(["execute", "DB", "--file", file, "--yes"], where);

const d1 = async (words, { remote = false, config = join(ROOT, "wrangler.toml") }) => {
  const place = [remote ? "--remote" : "--local", "--config", config];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const options = { env, cwd: ROOT, maxBuffer: BYTES_MAX };
  const node = promisify(execFile)(process.execPath, [WRANGLER, "d1", ...words, ...place], options);
  const { stdout } = await node;
  return stdout;
};

const main = async ([command, file, ...flags]) => {
  const known = flags.length === 0 || (flags.length === 1 && flags[0] === "--remote");
  const act = { backup, restore }[command];
  if (!act || !file || !known) throw new Error(USAGE);
  await act({ file: resolve(file), remote: flags.length === 1 });
  console.log(`${command}: ${file}`);
};

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((trouble) => {
    console.error([trouble.message, trouble.stdout].filter(Boolean).join("\n"));
    process.exit(1);
  });
}
