// The splitting of migrations into statements, which the database is given one by one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { splitStatements } from "./worker.mjs";

function check(sql, expected) {
  assert.deepEqual(
    splitStatements(sql).map((text) => text.trim()),
    expected,
  );
}

test("statements end at semicolons, and the last one may lack it", () => {
  check("CREATE TABLE a (b TEXT);\nCREATE INDEX c ON a (b)", [
    "CREATE TABLE a (b TEXT);",
    "CREATE INDEX c ON a (b)",
  ]);
});

test("semicolons in text and in comments end nothing", () => {
  const one = `INSERT INTO a VALUES ('it''s; so', "b;c"); -- d; e`;
  check(one, [`INSERT INTO a VALUES ('it''s; so', "b;c");`]);
  check("/* a; b */ SELECT 1;", ["/* a; b */ SELECT 1;"]);
});

test("a trigger is one statement, whatever it holds", () => {
  const trigger = `-- keeps the ledger's rows
    CREATE TRIGGER a BEFORE UPDATE ON b BEGIN
      SELECT CASE WHEN new.c THEN RAISE(ABORT, 'no; never') END;
      DELETE FROM d;
    END;`;
  check(`${trigger}\nSELECT 1;`, [trigger, "SELECT 1;"]);
});

test("a file of comments holds no statement", () => check("-- nothing;\n/* here; */\n", []));
