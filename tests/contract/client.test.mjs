// The typed client, compiled strictly and used against the real worker: an invoice is made, paid in
// the sandbox, and the webhook that comes of it is verified. Knows the client's words only.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Webhook } from "standardwebhooks";
import { openWorker } from "../api/worker.mjs";
import { ROOT } from "../support/worker.mjs";
import { openReceiver } from "./receiver.mjs";

const CLIENT = join(ROOT, "clients/typescript");
const SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const BODY = Buffer.from('{"id":"evt_1","event":"invoice.paid","title":"Café"}');
const NOW = 1_768_471_200_000;

const tsc = (...words) =>
  promisify(execFile)(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), ...words]);

const server = openWorker();
const client = {};
let shop;

before(async () => {
  await tsc("--project", CLIENT);
  Object.assign(client, await import(pathToFileURL(join(CLIENT, "dist/index.js"))));
  shop = await openReceiver();
});
after(() => shop?.close());

/** The headers of a webhook, signed by the field's own library. */
const signed = (secret = SECRET, body = BODY, at = NOW) => ({
  "webhook-id": "evt_1",
  "webhook-timestamp": String(at / 1_000),
  "webhook-signature": new Webhook(secret).sign("evt_1", new Date(at), body.toString()),
});

const problemOf = (...call) =>
  client.verifyWebhook(...call).then(
    () => "none",
    (trouble) => (trouble instanceof client.WebhookError ? trouble.problem : trouble),
  );

test("the example of its README compiles, and what is wrong with a request does not", async () => {
  await tsc("--project", join(CLIENT, "examples"));
});

test("an invoice is made and paid, and its webhook verified", async () => {
  const { createPaylinkr, verifyWebhook } = client;
  const paylinkr = createPaylinkr({ baseUrl: server.url, apiKey: server.testKey });
  const { call } = server;
  const heard = await call("PATCH", "/webhooks", { webhookUrl: shop.url, regenerateSecret: true });
  const made = await paylinkr.POST("/api/v1/invoices", {
    params: { header: { "Idempotency-Key": "order-9001" } },
    body: { title: "Consulting deposit", amount: "250.00", orderId: "ORD-9001" },
  });
  assert.equal(made.response.status, 201);
  const id = made.data.publicId;
  assert.equal(made.data.payUrl, `${server.url}/pay/${id}`);
  await call("POST", "/test/payments", { invoice: id });
  const read = await paylinkr.GET("/api/v1/invoices/{id}", { params: { path: { id } } });
  assert.equal(read.data.status, "paid");

  const told = await server.until(() =>
    shop.heard.find(({ body }) => JSON.parse(body).event === "invoice.paid"),
  );
  const bytes = new Uint8Array(told.body);
  // For a day both secrets sign, so either of the two fits.
  for (const secret of [heard.body.secret, server.webhookSecret]) {
    const event = await verifyWebhook(bytes, told.headers, secret);
    assert.deepEqual([event.event, event.publicId], ["invoice.paid", id]);
  }
  const changed = Uint8Array.from(bytes);
  changed[changed.length - 2] ^= 1;
  assert.equal(await problemOf(changed, told.headers, heard.body.secret), "signature_invalid");
});

test("what is refused comes as data, and a key without its origin is refused", async () => {
  const paylinkr = client.createPaylinkr({ baseUrl: server.url, apiKey: server.testKey });
  const refused = await paylinkr.POST("/api/v1/invoices", { body: { title: "", amount: "1" } });
  assert.deepEqual([refused.response.status, refused.error.code], [422, "invalid"]);
  const origin = "https://shop.example.com";
  const made = await server.call("POST", "/keys", { name: "origin", origins: [origin] });
  const ask = (more) =>
    client
      .createPaylinkr({ baseUrl: server.url, apiKey: made.body.key, ...more })
      .GET("/api/v1/invoices");
  assert.equal((await ask({})).error.code, "origin_not_allowed");
  assert.equal((await ask({ apiOrigin: origin })).response.status, 200);
});

test("a webhook that the field's library signed is believed, however headers come", async () => {
  const headers = signed();
  const forms = [headers, new Headers(headers), { ...headers, "x-other": ["a", "b"] }];
  for (const form of forms) {
    const event = await client.verifyWebhook(BODY, form, SECRET, { now: NOW });
    assert.equal(event.title, "Café");
  }
  const both = `${signed(OTHER)["webhook-signature"]} v2,AAAA ${headers["webhook-signature"]}`;
  const event = await client.verifyWebhook(
    BODY,
    { ...headers, "webhook-signature": both },
    SECRET,
    { now: NOW },
  );
  assert.equal(event.event, "invoice.paid");
});

test("a webhook is believed for 300 seconds around its time, and no longer", async () => {
  for (const [seconds, due] of [[-301, false], [-300, true], [300, true], [301, false]]) {
    const now = NOW + seconds * 1_000;
    const expected = due ? "none" : "timestamp_out_of_window";
    assert.equal(await problemOf(BODY, signed(), SECRET, { now }), expected, `${seconds} s`);
  }
  const narrow = { now: NOW + 11_000, toleranceSeconds: 10 };
  assert.equal(await problemOf(BODY, signed(), SECRET, narrow), "timestamp_out_of_window");
});

test("every other webhook is refused with its reason", async () => {
  const good = signed();
  const { "webhook-id": _, ...withoutId } = good;
  const cases = [
    [BODY, good, OTHER, "signature_invalid"],
    [Buffer.from("{}"), good, SECRET, "signature_invalid"],
    [BODY, { ...good, "webhook-id": "evt_2" }, SECRET, "signature_invalid"],
    [BODY, { ...good, "webhook-timestamp": "1768471201" }, SECRET, "signature_invalid"],
    [BODY, { ...good, "webhook-timestamp": "1768471200.0" }, SECRET, "timestamp_invalid"],
    [BODY, { ...good, "webhook-timestamp": "NaN" }, SECRET, "timestamp_invalid"],
    [BODY, { ...good, "webhook-signature": "v1," }, SECRET, "signature_invalid"],
    [BODY, { ...good, "webhook-signature": "v1,?" }, SECRET, "signature_invalid"],
    [BODY, { ...good, "webhook-signature": "" }, SECRET, "header_missing"],
    [BODY, withoutId, SECRET, "header_missing"],
    [BODY, good, "whsec_", "secret_invalid"],
    [BODY, good, "whsec_?", "secret_invalid"],
  ];
  for (const [body, headers, secret, due] of cases) {
    const problem = await problemOf(body, headers, secret, { now: NOW });
    assert.equal(problem, due, JSON.stringify(headers));
  }
  const list = Buffer.from("[]");
  const unread = await problemOf(list, signed(SECRET, list), SECRET, { now: NOW });
  assert.equal(unread, "body_unreadable");
});
