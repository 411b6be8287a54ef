// The statements of statements.json on D1, as the native tests run them on SQLite: where the two
// differ, the native tests would prove nothing. Knows no table of ours.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openWorker } from "./worker.mjs";

const server = openWorker();
const statements = JSON.parse(await readFile(new URL("../statements.json", import.meta.url)));

for (const { name, setup = [], sql, params, rows, error } of statements) {
  test(`D1: ${name}`, async () => {
    const database = await server.worker.database();
    for (const text of setup) await database.prepare(text).run();
    const run = async () => {
      const [result] = await database.batch([database.prepare(sql).bind(...params)]);
      return result.results;
    };
    if (error === undefined) return assert.deepEqual(await run(), rows);
    const columns = error.match(/^unique (.*)$/)?.[1];
    const expected = columns ? `UNIQUE constraint failed: ${columns}` : "";
    await assert.rejects(run, ({ message }) => message.includes(expected));
  });
}
