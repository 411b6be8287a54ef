// The check of the whole description (`cargo xtask contract`): the worker holds to it, and one that
// misspells a field does not. Knows how it is started; not how it looks.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../support/worker.mjs";

const TOOL = process.env.PAYLINKR_SCHEMATHESIS;
const skip = !TOOL && "PAYLINKR_SCHEMATHESIS names no schemathesis";

const check = async (...more) => {
  const script = join(ROOT, "xtask/contract-check.mjs");
  const words = [script, "--tool", TOOL, "--seed", "1", ...more];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const parts = [];
  for await (const part of child.stdout) parts.push(part);
  const code = child.exitCode ?? (await new Promise((done) => child.once("exit", done)));
  return { code, told: Buffer.concat(parts).toString() };
};

test("5,000 requests are answered as it is described", { skip }, async () => {
  const { code, told } = await check("5000");
  assert.equal(code, 0, told);
  const [, operations] = told.match(/contract: (\d+) operations, 5000 requests/);
  assert.ok(Number(operations) > 90, operations);
  const [, requests] = told.match(/contract: (\d+) requests; /);
  assert.ok(Number(requests) >= 5_000, requests);
  assert.match(told, /contract: holds\n$/);
});

test("an answer with a misspelt field does not", { skip }, async () => {
  const { code, told } = await check("40", "--only", "create_link", "--rename", "slug");
  assert.equal(code, 1, told);
  assert.match(told, /Response violates schema/);
  assert.match(told, /slugMisspelt/);
});
