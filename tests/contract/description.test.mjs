// The description as the worker hands it out: both forms say the same, and a browser asks for it
// again for nothing. Knows no operation.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { openWorker } from "../api/worker.mjs";

const server = openWorker();

test("the description is the same in JSON and in YAML", async () => {
  const json = await fetch(`${server.url}/api/openapi`);
  const yaml = await fetch(`${server.url}/api/openapi?format=yaml`);
  assert.equal(json.headers.get("content-type"), "application/json; charset=utf-8");
  assert.equal(yaml.headers.get("content-type"), "application/yaml");
  const document = await json.json();
  assert.equal(document.openapi, "3.1.0");
  assert.deepEqual(parse(await yaml.text()), document);
});

test("description and collection name this install", async () => {
  const document = await (await fetch(`${server.url}/api/openapi`)).json();
  assert.equal(document.servers[0].variables.baseUrl.default, server.url);
  const collection = await (await fetch(`${server.url}/api/postman/collection`)).text();
  const base = JSON.parse(collection).variable.find(({ key }) => key === "baseUrl");
  assert.equal(base.value, server.url);
  assert.ok(!collection.includes("https://pay.example.com"));
});

test("it is not sent to whom has it", async () => {
  const first = await fetch(`${server.url}/api/openapi`);
  await first.arrayBuffer();
  const headers = { "if-none-match": first.headers.get("etag") };
  const again = await fetch(`${server.url}/api/openapi`, { headers });
  assert.deepEqual([again.status, await again.text()], [304, ""]);
});

test("a method that nobody knows is not taken for a GET", async () => {
  for (const path of ["/health", "/api/openapi", "/api/v1/invoices"]) {
    const status = await new Promise((done, failed) => {
      const asked = request(server.url + path, { method: "PROPFIND" }, (answer) => {
        answer.resume();
        done(answer.statusCode);
      });
      asked.once("error", failed).end();
    });
    assert.equal(status, 405, path);
  }
});

const hasCurl = await promisify(execFile)("curl", ["--version"]).then(() => true, () => false);

test("curl -OJ saves the collection under its name", { skip: !hasCurl }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "paylinkr-"));
  try {
    const words = ["-sSOJ", `${server.url}/api/postman/collection`];
    await promisify(execFile)("curl", words, { cwd: folder });
    assert.deepEqual(await readdir(folder), ["paylinkr.postman_collection.json"]);
    const saved = await readFile(join(folder, "paylinkr.postman_collection.json"), "utf8");
    assert.equal(JSON.parse(saved).info.name, "PayLinkr");
  } finally {
    await rm(folder, { recursive: true });
  }
});
