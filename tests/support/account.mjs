// Stands in for wrangler 4.164 and plays an account, in wrangler's words. As a program it keeps the
// account in the file that PAYLINKR_ACCOUNT names. Knows nothing of deploy.

import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";

/** An account with nothing in it. `fault`: `{ at, text, isLate }`; the command `at` fails once. */
export const emptyAccount = () => ({
  loggedIn: true,
  databases: [],
  namespaces: [],
  secrets: null,
  applied: [],
  tables: [],
  seals: [],
  deployed: null,
  calls: [],
  lines: [],
  fault: null,
});

class Failure extends Error {}

const flagOf = (words, name) => words[words.indexOf(name) + 1];
const table = (names) => names.map((name) => `│ ${name} │`).join("\n");

const COMMANDS = {
  whoami: (account) => {
    if (!account.loggedIn) throw new Failure("");
    return JSON.stringify({
      loggedIn: true,
      authType: "OAuth Token",
      email: "alex.buyer@example.com",
      accounts: [{ name: "Example Coffee", id: "0".repeat(32) }],
      tokenPermissions: ["account:read", "workers:write", "d1:write"],
    });
  },
  "d1 list": ({ databases }) => JSON.stringify(databases, null, 2),
  "d1 create": (account, { words: [, , name] }) => {
    if (account.databases.some((one) => one.name === name)) {
      throw new Failure("A database with that name already exists");
    }
    const created_at = "2026-11-21T20:00:00.000Z";
    const one = { uuid: randomUUID(), name, created_at, version: "production", num_tables: 0 };
    account.databases.push(one);
    const snippet = JSON.stringify({ binding: name, database_name: name, database_id: one.uuid });
    return `✅ Successfully created DB '${name}' in region WEUR\n${snippet}`;
  },
  "kv namespace list": ({ namespaces }) => JSON.stringify(namespaces, null, "  "),
  "kv namespace create": (account, { words: [, , , title] }) => {
    if (account.namespaces.some((one) => one.title === title)) {
      throw new Failure(`A KV namespace with the title "${title}" already exists.`);
    }
    const id = randomBytes(16).toString("hex");
    account.namespaces.push({ id, title, supports_url_encoding: true });
    return `🌀 Creating namespace with title "${title}"\n✨ Success!`;
  },
  "secret list": ({ secrets }, { config }) => {
    if (secrets === null) throw new Failure(`Worker "${config.name}" not found.`);
    const all = Object.keys(secrets).map((name) => ({ name, type: "secret_text" }));
    return JSON.stringify(all, null, "  ");
  },
  "secret bulk": (account, { config, input }) => {
    const values = JSON.parse(input);
    account.secrets = { ...account.secrets, ...values };
    const lines = Object.keys(values).map((key) => `✨ Successfully created secret for key: ${key}`);
    return [`🌀 Processing the secrets for the Worker "${config.name}"`, ...lines].join("\n");
  },
  "d1 time-travel info": (account, { config }) => {
    known(account, config);
    const bookmark = "00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683";
    return JSON.stringify({ bookmark }, null, 2);
  },
  "d1 execute": (account, { config, words }) => {
    known(account, config);
    const sql = flagOf(words, "--command");
    const all = sql.split(";").map((one) => resultsOf(account, one));
    const meta = { duration: 0.2 };
    return JSON.stringify(all.map((results) => ({ results, success: true, meta })), null, 2);
  },
  "d1 migrations apply": (account, { config }) => {
    known(account, config);
    const { migrations_dir: folder } = config.d1_databases[0];
    const due = readdirSync(folder).sort().filter((name) => !account.applied.includes(name));
    if (due.length === 0) return "✅ No migrations to apply!";
    account.tables = ["_cf_KV", "d1_migrations", "merchant_mode", "invoice"];
    const { fault } = account;
    // The last one breaks; those before it stay.
    const stop = fault?.at === "d1 migrations apply" && !fault.isLate ? -1 : due.length;
    account.applied.push(...due.slice(0, stop));
    return `Migrations to be applied:\n${table(due)}`;
  },
  deploy: (account, { config, words }) => {
    const size = `✨ Read 21 files from the assets directory ${config.assets.directory}
Total Upload: 1911.93 KiB / gzip: 737.27 KiB`;
    if (words.includes("--dry-run")) return `${size}\n--dry-run: exiting now.`;
    known(account, config);
    const [{ id }] = config.kv_namespaces;
    if (!account.namespaces.some((one) => one.id === id)) throw new Failure("KV not found");
    const lacks = config.secrets.required.filter((name) => !account.secrets?.[name]);
    if (lacks.length > 0) {
      throw new Failure(`The following required secrets have not been set: ${lacks.join(", ")}`);
    }
    account.deployed = config;
    return `${size}\nUploaded ${config.name} (3.21 sec)\nCurrent Version ID: ${randomUUID()}`;
  },
};

const known = ({ databases }, { d1_databases: [bound] }) => {
  if (databases.some(({ uuid }) => uuid === bound.database_id)) return;
  throw new Failure(`Couldn't find a D1 DB named '${bound.database_name}' in the API.`);
};

const resultsOf = ({ tables, applied, seals }, sql) => {
  if (/FROM sqlite_master/.test(sql)) return tables.map((name) => ({ name }));
  if (/FROM d1_migrations/.test(sql)) return applied.map((name) => ({ name }));
  if (/FROM merchant_mode/.test(sql)) return seals.map((seal) => ({ seal }));
  throw new Failure(`near "${sql}": syntax error at offset 0: SQLITE_ERROR`);
};

/** As wrangler says it: commands with --json on one side, the others on the other. */
const failure = (name, words) => {
  if (name === "whoami") return { out: JSON.stringify({ loggedIn: false }), err: "" };
  const json = JSON.stringify({ error: { text: words } }, null, 2);
  if (name === "d1 execute") return { out: json, err: "" };
  const mark = "\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m";
  const logs = '🪵  Logs were written to "wrangler-2026-11-21_20-59-49_939.log"';
  return { out: "", err: `${mark} \u001b[1m${words}\u001b[0m\n\n\n${logs}\n` };
};

/** One run of the program: what it does to the account, its code, and what it prints. */
export const play = (account, words, input) => {
  const names = Object.keys(COMMANDS);
  const name = names.find((one) => one.split(" ").every((word, index) => words[index] === word));
  if (!name) return { code: 1, ...failure("", `Unknown arguments: ${words.join(", ")}`) };
  const config = JSON.parse(readFileSync(flagOf(words, "--config"), "utf8"));
  const call = words.includes("--dry-run") ? `${name} --dry-run` : name;
  account.calls.push(call);
  account.lines.push(words.join(" "));
  const fault = account.fault?.at === call ? account.fault : null;
  try {
    const isHalf = name === "d1 migrations apply";
    const isDone = !fault || fault.isLate || isHalf;
    const out = isDone ? COMMANDS[name](account, { words, config, input }) : "";
    if (fault) throw new Failure(fault.text);
    return { code: 0, out: `${out}\n`, err: "" };
  } catch (trouble) {
    if (!(trouble instanceof Failure)) throw trouble;
    return { code: 1, ...failure(name, fault?.text ?? trouble.message) };
  } finally {
    if (fault) account.fault = null;
  }
};

if (process.argv[1] === import.meta.filename) {
  const path = process.env.PAYLINKR_ACCOUNT;
  const account = JSON.parse(readFileSync(path, "utf8"));
  const { code, out, err } = play(account, process.argv.slice(2), await text(process.stdin));
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
  writeFileSync(path, JSON.stringify(account, null, 2));
}
