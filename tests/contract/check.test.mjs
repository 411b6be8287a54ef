// The check of the whole description (`cargo xtask contract`) on one operation: it holds, and not
// when a field of the answers is misspelt. Knows how it is started; not how it looks.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../support/worker.mjs";

const TOOL = process.env.PAYLINKR_SCHEMATHESIS;
const skip = !TOOL && "PAYLINKR_SCHEMATHESIS names no schemathesis";

const check = async (...more) => {
  const script = join(ROOT, "xtask/contract-check.mjs");
  const words = [script, "40", "--tool", TOOL, "--only", "create_link", "--seed", "1", ...more];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const parts = [];
  for await (const part of child.stdout) parts.push(part);
  const code = child.exitCode ?? (await new Promise((done) => child.once("exit", done)));
  return { code, told: Buffer.concat(parts).toString() };
};

test("answers as they are described hold", { skip }, async () => {
  const { code, told } = await check();
  assert.equal(code, 0, told);
  assert.match(told, /contract: holds/);
});

test("an answer with a misspelt field does not", { skip }, async () => {
  const { code, told } = await check("--rename", "slug");
  assert.equal(code, 1, told);
  assert.match(told, /Response violates schema/);
  assert.match(told, /slugMisspelt/);
});
