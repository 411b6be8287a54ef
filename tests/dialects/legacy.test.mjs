// A client of seed 001 after nothing but its base URL and its token were changed: create, send the
// customer away, take the customer back, ask. Knows that API, the MD5s that it writes down and the
// sandbox's panel.
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { openWorker } from "../api/worker.mjs";

const server = openWorker();
const RESPONSE = "https://payrequest.io/responsehandler?shop=7";
const md5 = (text) => createHash("md5").update(text).digest("hex");

// What a user of that system has: one function for each of its two addresses.
const legacy = ({ base, token }) => {
  const post = async (path, fields) => {
    const body = new URLSearchParams({ token, ...fields });
    const answer = await fetch(base + path, { method: "POST", body });
    return answer.json();
  };
  return {
    create: (fields) => post("/api/create/", fields),
    status: async (id) => (await post("/api/get/", { id })).status,
  };
};

const open = async (id, more = {}) => {
  const client = legacy({ base: server.url, token: server.testKey });
  const title = "Invoice #15123-14";
  const fields = { id, title, amount: "12,25", response: RESPONSE, ...more };
  const { status, url } = await client.create(fields);
  assert.equal(status, "success");
  assert.ok(url.startsWith(`${server.url}/pay/`), url);
  assert.equal(await client.status(id), "pending");
  return { client, url };
};

// Where the customer is led back to, and what hangs on it: all by our own arithmetic.
const cameBack = async (url, { id, word, status }) => {
  const back = await fetch(`${url}/return`, { redirect: "manual" });
  assert.equal(back.status, 303);
  const address = new URL(back.headers.get("location"));
  assert.equal(address.origin + address.pathname, "https://payrequest.io/responsehandler");
  const given = Object.fromEntries(address.searchParams);
  assert.equal(given.shop, "7");
  assert.equal(given.response, md5(word + id));
  assert.equal(given.return_id, md5(server.testKey + id));
  const publicId = url.split("/").at(-1);
  assert.deepEqual([given.invoice, given.status], [publicId, status]);
  const signed = `${publicId}.${status}.${given.ts}`;
  const sig = createHmac("sha256", server.webhookSecret).update(signed).digest("hex");
  assert.equal(given.sig, sig);
  return given;
};

const press = async (url, way) => {
  const body = new URLSearchParams({ pay: way, from: "pay" });
  assert.equal((await fetch(`${url}/test`, { method: "POST", body })).status, 200);
};

test("a customer is sent away, pays, and comes back with the right MD5s", async () => {
  const id = "PR-000012457";
  const { client, url } = await open(id, { name: "Alex Buyer", email: "alex.buyer@example.com" });
  const early = await fetch(`${url}/return`, { redirect: "manual" });
  assert.equal(early.headers.get("location"), url, "nothing is over yet");
  await press(url, "half");
  assert.equal(await client.status(id), "pending");
  await press(url, "exact");
  const { sig } = await cameBack(url, { id, word: "success", status: "paid" });
  const page = await fetch(url).then((answer) => answer.text());
  assert.ok(page.includes("https://payrequest.io/responsehandler?"));
  assert.match(sig, /^[0-9a-f]{64}$/);
  assert.equal(await client.status(id), "paid");
  const again = await client.create({ id, title: "Invoice #15123-14", amount: "12.25" });
  assert.deepEqual(again, { status: "success", url });
});

test("a customer who never pays comes back with the MD5 of failed", async () => {
  const id = "PR-000012458";
  const { client, url } = await open(id);
  // Its seven days, and two minutes of grace.
  assert.equal((await server.call("POST", "/test/clock", { advance: "10083m" })).status, 200);
  await cameBack(url, { id, word: "failed", status: "expired" });
  assert.equal(await client.status(id), "failed");
});

test("what a customer forges in the address changes nothing", async () => {
  const id = "PR-000012459";
  const { client, url } = await open(id);
  const forged = `${url}/return?response=${md5(`success${id}`)}&status=paid`;
  const back = await fetch(forged, { redirect: "manual" });
  assert.equal(back.headers.get("location"), url);
  assert.equal(await client.status(id), "pending");
});
