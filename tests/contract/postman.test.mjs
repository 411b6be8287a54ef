// The collection for Postman against the real worker: in order, twice over the same data, with the
// keys of the demo merchant. Knows how it is run; not what it asks.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import newman from "newman";
import { collection } from "../../xtask/postman.mjs";
import { FOLDERS } from "../../xtask/postman/folders.mjs";
import { openWorker } from "../api/worker.mjs";
import { DEV_BINDINGS, ROOT } from "../support/worker.mjs";

const SHOWN = 160;

const server = openWorker();
const shop = createServer((request, response) => {
  request.resume();
  response.writeHead(204).end();
});
before(() => new Promise((done) => shop.listen(0, "127.0.0.1", done)));
after(() => {
  shop.closeAllConnections();
  return new Promise((done) => shop.close(done));
});

const read = async (name) => JSON.parse(await readFile(join(ROOT, "www/contract", name), "utf8"));

/** What a developer fills in. */
const settings = () => ({
  baseUrl: server.url,
  apiKey: server.testKey,
  apiOrigin: "https://shop.example.com",
  // In development the demo merchant's key is a token of the legacy API, too.
  legacyToken: server.testKey,
  clientKey: server.clientKey,
  clientSecret: server.clientSecret,
  adminKey: DEV_BINDINGS.PAYLINKR_ADMIN,
  webhookUrl: `http://127.0.0.1:${shop.address().port}/webhooks/paylinkr`,
});

test("the collection runs green, and once more over what it left", async (t) => {
  const made = await read("postman.json");
  const envVar = Object.entries(settings()).map(([key, value]) => ({ key, value }));
  for (const round of ["first", "second"]) {
    const { run } = await promisify(newman.run)({ collection: made, envVar, reporters: [] });
    const told = run.failures.map(
      ({ error, source }) => `${source?.name}: ${error.message.slice(0, SHOWN)}`,
    );
    assert.deepEqual(told, [], `the ${round} round`);
    const { requests, assertions } = run.stats;
    const asked = made.item.reduce((sum, folder) => sum + folder.item.length, 0);
    assert.equal(requests.total, asked, "every request was sent");
    assert.ok(assertions.total >= asked, "every request asserts");
    t.diagnostic(`${requests.total} requests, ${assertions.total} assertions`);
  }
});

test("its variables are those that developers know", async () => {
  const names = (await read("postman.json")).variable.map(({ key }) => key);
  const due = Object.keys(settings());
  assert.deepEqual(names.slice(0, due.length), due);
});

test("an operation that no step asks is no collection", async () => {
  const document = await read("openapi.json");
  const [{ get }] = [document.paths["/api/v1/invoices/{id}"]];
  document.paths["/api/v1/new"] = { get: { ...get, operationId: "get_new" } };
  assert.throws(() => collection(document, FOLDERS), /no step asks get_new/);
  delete document.paths["/api/v1/new"];
  delete document.paths["/api/v1/invoices/{id}"];
  assert.throws(() => collection(document, FOLDERS), /there is no operation get_invoice/);
});
