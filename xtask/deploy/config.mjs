// The configuration that is deployed: reads it, says what must not be deployed so, and writes ids
// into it. Must not know any account.

import { access, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { experimental_readRawConfig as readRaw } from "wrangler";

/** Who opens the doors of development. */
const DEV = "PAYLINKR_DEV";
/** What must never stand in a file. */
const SECRET = ["PAYLINKR_KEY", "PAYLINKR_ADMIN", "MAIL_KEY"];

/**
 * A configuration: as it stands in its file (`raw`), and what is asked of it.
 *
 * @param {string} path of a wrangler.toml
 */
export const readConfig = (path) => {
  const { rawConfig: raw } = readRaw({ config: path });
  const folder = dirname(resolve(path));
  const database = raw.d1_databases?.find(({ binding }) => binding === "DB");
  const namespace = raw.kv_namespaces?.find(({ binding }) => binding === "KV");
  return {
    path,
    folder,
    raw,
    database,
    namespace,
    name: raw.name,
    publicUrl: raw.vars?.PUBLIC_URL,
    migrations: resolve(folder, database?.migrations_dir ?? "migrations"),
    main: resolve(folder, raw.main ?? ""),
    assets: resolve(folder, raw.assets?.directory ?? ""),
  };
};

/** Why this must not be deployed: sentences that say what to change. */
export const faults = async (config) => {
  const { raw, name, database, namespace } = config;
  const found = [];
  if (!name) found.push('name is missing: write name = "paylinkr"');
  if (!database?.database_name) {
    found.push('[[d1_databases]] needs binding = "DB" and a database_name');
  }
  if (!namespace) found.push('[[kv_namespaces]] needs binding = "KV"');
  found.push(...addressFaults(config.publicUrl));
  if (mentions(raw, DEV)) {
    found.push(`${DEV} is set: it opens doors of development to everybody; take it out`);
  }
  for (const secret of SECRET.filter((one) => mentions(varsOf(raw), one))) {
    found.push(`${secret} stands in the file: take it out, and think of it as known to others`);
  }
  if (!raw.main || !(await exists(config.main)) || !(await exists(join(config.assets, "pkg")))) {
    found.push("the worker is not built: cargo xtask build");
  }
  return found;
};

/** What is odd, and may be right. */
export const doubts = ({ raw, publicUrl }) => {
  const { hostname } = new URL(publicUrl);
  const routes = [raw.route, ...(raw.routes ?? [])].filter(Boolean);
  const patterns = routes.map((route) => route.pattern ?? route);
  const leads = patterns.some((pattern) => pattern.replace(/^\*\.?/, "").startsWith(hostname));
  const isWorkersDev = raw.workers_dev && hostname.endsWith(".workers.dev");
  if (leads || isWorkersDev) return [];
  return [`no route of the configuration leads to ${hostname}; the README tells of [[routes]]`];
};

const addressFaults = (text) => {
  const example = 'PUBLIC_URL = "https://pay.example.com" under [vars]';
  if (!text) return [`PUBLIC_URL is missing: write ${example}`];
  let url;
  try {
    url = new URL(text);
  } catch {
    return [`PUBLIC_URL is no address: write ${example}`];
  }
  if (isLoopback(url.hostname)) {
    return [`PUBLIC_URL is ${text}, which is each payer's own machine: write ${example}`];
  }
  if (url.protocol !== "https:") return [`PUBLIC_URL is not https: write ${example}`];
  if (url.href !== `${url.origin}/`) {
    return [`PUBLIC_URL has more than a host: write PUBLIC_URL = "${url.origin}"`];
  }
  return [];
};

const isLoopback = (host) =>
  /^127\.|^0\.0\.0\.0$|(^|\.)localhost\.?$|^\[::1?\]$|^\[::ffff:7f/.test(host);

const varsOf = (raw) => [raw.vars, ...Object.values(raw.env ?? {}).map(({ vars }) => vars)];

/** Whether a name stands anywhere in a value: as a key, or as a text. */
const mentions = (value, name) => {
  if (value === name) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, part]) => key === name || mentions(part, name));
};

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * What wrangler reads instead of the file: the same from any folder, and without the build, so that
 * what is uploaded is what was tried.
 */
export const portable = ({ raw, main, assets, migrations }) => {
  const { build: _, ...rest } = raw;
  const databases = raw.d1_databases.map((one) =>
    one.binding === "DB" ? { ...one, migrations_dir: migrations } : one,
  );
  return { ...rest, main, assets: { ...raw.assets, directory: assets }, d1_databases: databases };
};

/**
 * Writes an id beside a binding, and nothing else; and reads it back before the file is replaced.
 *
 * @param {string} path
 * @param {{table: string, binding: string, key: string, id: string}} entry
 */
export const writeId = async (path, entry) => {
  const line = `${entry.key} = "${entry.id}"`;
  const by = `write ${line} beside binding = "${entry.binding}" in ${path}`;
  const text = withId(await readFile(path, "utf8"), entry);
  if (text === undefined) throw new Error(`the id has no place in the file: ${by}`);
  const beside = path.replace(/(\.\w+)?$/, ".new$1");
  try {
    await writeFile(beside, text, { mode: (await stat(path)).mode });
    const { rawConfig } = readRaw({ config: beside });
    const written = rawConfig[entry.table].find(({ binding }) => binding === entry.binding);
    if (written?.[entry.key] !== entry.id) throw new Error("it would not be read back");
    await rename(beside, path);
  } catch (trouble) {
    throw new Error(`${trouble.message}: ${by}`);
  } finally {
    await rm(beside, { force: true });
  }
};

/** The text with the id in the table that has the binding; undefined if there is no such table. */
export const withId = (text, { table, binding, key, id }) => {
  const lines = text.split("\n");
  const end = /\r$/.test(lines[0]) ? "\r" : "";
  const isHeader = (line) => /^\s*\[/.test(line);
  const header = new RegExp(`^\\s*\\[\\[\\s*${table}\\s*\\]\\]`);
  const bound = new RegExp(`^\\s*binding\\s*=\\s*["']${binding}["']`);
  const named = new RegExp(`^\\s*${key}\\s*=`);
  for (let start = 0; start < lines.length; start += 1) {
    if (!header.test(lines[start])) continue;
    const length = lines.slice(start + 1).findIndex(isHeader);
    const stop = length < 0 ? lines.length : start + 1 + length;
    const block = lines.slice(start, stop);
    const at = block.findIndex((line) => bound.test(line));
    if (at < 0) continue;
    const old = block.findIndex((line) => named.test(line));
    if (old >= 0) lines[start + old] = block[old].replace(/=\s*("[^"]*"|'[^']*')/, `= "${id}"`);
    else lines.splice(start + at + 1, 0, `${key} = "${id}"${end}`);
    return lines.join("\n");
  }
  return undefined;
};
