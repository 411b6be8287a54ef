// What deploy does in an account, by wrangler, a function for each step. Each looks first and does
// only what lacks, so that a second run goes on where the first one ended. Must not know files.

import { createHash, randomBytes } from "node:crypto";
import { basename } from "node:path";
import { disorder } from "./migrations.mjs";
import { json } from "./wrangler.mjs";

const MAIL = ["MAIL_URL", "MAIL_KEY", "MAIL_FROM"];

/** Who is logged in; refuses when nobody is. */
export const account = async (wrangler) => {
  const said = await wrangler(["whoami", "--json"]).catch(() => undefined);
  if (!said) throw new Error("nobody is logged in");
  const { accounts = [] } = json(said);
  return accounts.length === 1 ? accounts[0].name : `one of ${accounts.length}`;
};

/**
 * The id of the database or namespace of this name, which is made if there is none.
 *
 * @returns {Promise<{id: string, isNew: boolean}>}
 */
export const database = (wrangler, name) =>
  findOrMake({
    find: async () => {
      const all = json(await wrangler(["d1", "list", "--json"]));
      return all.filter((one) => one.name === name).map(({ uuid }) => uuid);
    },
    make: () => wrangler(["d1", "create", name]),
    what: `database ${name}`,
  });

/** The same for the KV namespace. */
export const namespace = (wrangler, title) =>
  findOrMake({
    find: async () => {
      const all = json(await wrangler(["kv", "namespace", "list"]));
      return all.filter((one) => one.title === title).map(({ id }) => id);
    },
    make: () => wrangler(["kv", "namespace", "create", title]),
    what: `namespace ${title}`,
  });

/** Asks for the id after it was made, too: what a list says is JSON, what making says is not. */
const findOrMake = async ({ find, make, what }) => {
  const [known] = await find();
  if (known) return { id: known, isNew: false };
  await make();
  const [made] = await find();
  if (!made) throw new Error(`the ${what} was made, and is not in the list yet`);
  return { id: made, isNew: true };
};

/** The rows that each statement answers. */
const query = async (wrangler, ...texts) => {
  const words = ["d1", "execute", "DB", "--remote", "--json", "--yes", "--command"];
  return json(await wrangler([...words, texts.join(";\n")])).map(({ results }) => results);
};

/**
 * What is in the database: which migrations, and by what the key is known that secrets are sealed
 * under (`seal`; undefined while there are none).
 *
 * @returns {Promise<{applied: string[], seal: string | undefined, isForeign: boolean}>}
 */
export const contents = async (wrangler) => {
  const [rows] = await query(wrangler, "SELECT name FROM sqlite_master WHERE type = 'table'");
  const tables = rows.map(({ name }) => name).filter((name) => !/^(sqlite_|_cf_)/.test(name));
  const texts = [
    ["d1_migrations", "SELECT name FROM d1_migrations ORDER BY id"],
    ["merchant_mode", "SELECT substr(webhook_secret, 1, 8) AS seal FROM merchant_mode LIMIT 1"],
  ];
  const due = texts.filter(([table]) => tables.includes(table));
  const answers = due.length > 0 ? await query(wrangler, ...due.map(([, text]) => text)) : [];
  const rowsOf = (name) => answers[due.findIndex(([table]) => table === name)] ?? [];
  const applied = rowsOf("d1_migrations").map(({ name }) => name);
  const isForeign = applied.length === 0 && tables.some((name) => name !== "d1_migrations");
  return { applied, seal: rowsOf("merchant_mode")[0]?.seal, isForeign };
};

/** The names of the worker's secrets; none when there is no worker yet. */
export const secretNames = async (wrangler) => {
  try {
    return json(await wrangler(["secret", "list", "--format", "json"])).map(({ name }) => name);
  } catch (trouble) {
    if (/^Worker ".*not found/m.test(trouble.message)) return [];
    throw trouble;
  }
};

/**
 * What has to be set, and what of it was made here.
 *
 * @param {string[]} known names of secrets that are set
 * @param {object} env the environment
 * @param {string} [seal] what the key is known by that the database is sealed under
 * @returns {{values: Object<string, string>, made: string[]}}
 */
export const lacking = (known, env, seal) => {
  if (known.includes("PAYLINKR_DEV")) {
    const mend = "npx wrangler secret delete PAYLINKR_DEV";
    throw new Error(`the worker has PAYLINKR_DEV, which opens doors to everybody: ${mend}`);
  }
  const values = {};
  const made = [];
  const take = (name, make) => {
    if (known.includes(name)) return;
    values[name] = env[name] || make();
    if (!env[name]) made.push(name);
  };
  take("PAYLINKR_KEY", () => {
    if (!seal) return randomBytes(32).toString("base64");
    throw new Error(
      "the worker has no PAYLINKR_KEY, and secrets in the database are sealed under one: " +
        "give the key that you kept, PAYLINKR_KEY=… in the environment",
    );
  });
  take("PAYLINKR_ADMIN", () => randomBytes(32).toString("base64url"));
  if (values.PAYLINKR_KEY) refuseKey(values.PAYLINKR_KEY, seal);
  const given = MAIL.filter((name) => env[name]);
  const lacks = MAIL.filter((name) => !env[name] && !known.includes(name));
  if (given.length > 0 && lacks.length > 0) {
    throw new Error(`mails need ${lacks.join(" and ")}, too: set it in the environment, or none`);
  }
  for (const name of given.filter((one) => !known.includes(one))) values[name] = env[name];
  return { values, made };
};

const refuseKey = (text, seal) => {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 32 || bytes.toString("base64") !== text.trim()) {
    throw new Error("PAYLINKR_KEY in the environment is not 32 bytes in base64");
  }
  // A sealed text begins with the first bytes of its key's hash.
  const known = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  if (seal && seal !== known) {
    throw new Error("PAYLINKR_KEY in the environment is not the one that the database needs");
  }
};

/** Sets all of them at once; they are never on the disk nor on a command line. */
export const setSecrets = (wrangler, values) =>
  wrangler(["secret", "bulk"], `${JSON.stringify(values)}\n`);

/** Where the database stands now, for the way back. */
export const bookmark = async (wrangler) => {
  const said = json(await wrangler(["d1", "time-travel", "info", "DB", "--json"]));
  if (!said.bookmark) throw new Error("wrangler told no bookmark");
  return said.bookmark;
};

/** Applies what is due, and looks afterwards: wrangler can end well with a migration undone. */
export const applyMigrations = async (wrangler, paths) => {
  await wrangler(["d1", "migrations", "apply", "DB", "--remote"]);
  const { applied } = await contents(wrangler);
  const due = paths.map((path) => basename(path)).filter((name) => !applied.includes(name));
  if (due.length > 0) throw new Error(`${due.join(", ")} was not applied`);
  return applied.length;
};

/** Refuses a database that these migrations do not belong on. */
export const refuseDisorder = ({ applied, isForeign }, paths) => {
  if (isForeign) {
    throw new Error("the database has tables that no migration made: name another database");
  }
  const why = disorder(applied, paths);
  if (why) throw new Error(why);
};
