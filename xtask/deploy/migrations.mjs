// Whether migrations only add, so that the worker of the release before runs on the new schema, and
// whether their order is the database's. Must not know any table.

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { splitStatements } from "../../tests/support/worker.mjs";

/** The files of a folder, in the order in which they are applied. */
export const migrationsIn = async (folder) => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return names.map((name) => join(folder, name));
};

/** What these files do that the worker of the release before may not outlive. */
export const breaches = async (paths) => {
  const all = paths.map(async (path) => breachesOf(basename(path), await readFile(path, "utf8")));
  return (await Promise.all(all)).flat();
};

/** The same of one file's text. */
export const breachesOf = (name, sql) => {
  const statements = splitStatements(sql).map(plain);
  const made = new Set(statements.flatMap((text) => TABLE.exec(text)?.[1] ?? []));
  const columns = new Set(
    statements.flatMap((text) => {
      const [, table, column] = COLUMN.exec(text) ?? [];
      return table ? [`${table}.${column}`] : [];
    }),
  );
  return statements.flatMap((text) => {
    const why = breach(text, made, columns);
    return why ? [`${name}: ${why}: ${text.slice(0, 80)}`] : [];
  });
};

const TABLE = /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/i;
const COLUMN = /^ALTER TABLE "?(\w+)"? ADD (?:COLUMN )?"?(\w+)"?(.*)$/i;
const UNIQUE = /^CREATE UNIQUE INDEX (?:IF NOT EXISTS )?"?\w+"? ON "?(\w+)"? ?\(([^]*?)\)/i;
const TRIGGER = /^CREATE (?:TEMP(?:ORARY)? )?TRIGGER [^]*? ON "?(\w+)"?/i;
const HARMLESS = [TABLE, /^CREATE INDEX /i, /^CREATE VIEW /i, /^INSERT INTO /i, /^UPDATE /i];

/** Why a statement is no addition; undefined when it is one. */
const breach = (text, made, columns) => {
  if (HARMLESS.some((kind) => kind.test(text))) return undefined;
  const [, , column, rest] = COLUMN.exec(text) ?? [];
  if (column) {
    const isNeeded = /\bNOT NULL\b/i.test(rest);
    const hasDefault = /\bDEFAULT (?!NULL\b)/i.test(rest);
    return isNeeded && !hasDefault ? "a column that the worker before does not fill" : undefined;
  }
  const [, indexed, parts] = UNIQUE.exec(text) ?? [];
  if (indexed) {
    // What the worker before writes has NULL in a new column, and NULLs do not clash.
    const isNew = parts.split(",").some((part) => columns.has(`${indexed}.${part.trim()}`));
    return made.has(indexed) || isNew ? undefined : "a rule that the worker before does not know";
  }
  const [, watched] = TRIGGER.exec(text) ?? [];
  if (watched) return made.has(watched) ? undefined : "a trigger on a table that is in use";
  return "not an addition";
};

/** A statement without comments, its white space as single blanks, its texts empty. */
const plain = (statement) =>
  statement
    .replace(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'/g, (part) => (part[0] === "'" ? "''" : " "))
    .replace(/\s+/g, " ")
    .trim();

/**
 * Why these migrations cannot follow those that a database has; undefined when they can.
 *
 * @param {string[]} applied names, as the database has them
 * @param {string[]} paths the files
 */
export const disorder = (applied, paths) => {
  const names = paths.map((path) => basename(path));
  const unknown = applied.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const mend = "this source is older than the database; take the newest";
    return `${unknown.join(", ")} is applied, and not in the folder: ${mend}`;
  }
  const due = names.filter((name) => !applied.includes(name));
  const last = applied.toSorted().at(-1) ?? "";
  const late = due.filter((name) => name < last);
  if (late.length === 0) return undefined;
  return `${late.join(", ")} comes before ${last}, which is applied: give it the next number`;
};

/**
 * What of one schema is not in another as it was; both as `schemaOf` answers.
 *
 * @returns {string[]} sentences
 */
export const losses = (before, after) =>
  [...before].flatMap(([table, columns]) => {
    const now = after.get(table);
    if (!now) return [`the table ${table} is gone`];
    const old = columns.flatMap((column) => {
      const same = now.find(({ name }) => name === column.name);
      if (!same) return [`${table}.${column.name} is gone`];
      const isSame = ["type", "notnull", "dflt_value", "pk"].every(
        (part) => same[part] === column[part],
      );
      return isSame ? [] : [`${table}.${column.name} is another column`];
    });
    const needed = now.filter(
      ({ name, notnull, dflt_value }) =>
        notnull && dflt_value === null && !columns.some((column) => column.name === name),
    );
    return [...old, ...needed.map(({ name }) => `${table}.${name} must be filled`)];
  });

/** The tables of a D1 database and their columns. */
export const schemaOf = async (db) => {
  const text = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
  const names = (await db.prepare(text).all()).results
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite_|_cf_|d1_)/.test(name));
  if (names.length === 0) return new Map();
  const infos = await db.batch(names.map((name) => db.prepare(`PRAGMA table_info(${name})`)));
  return new Map(names.map((name, index) => [name, infos[index].results]));
};
