// A client of seed 000 after nothing but its base URL and its token were changed: the workflow that
// the seed calls reconciliation. Knows that API, the payer's form, and the webhook's signature.
import assert from "node:assert/strict";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { openWorker } from "../api/worker.mjs";

const server = openWorker();
const hook = { heard: [] };

// The merchant's server.
before(async () => {
  const listener = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    hook.heard.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(204).end();
  });
  await new Promise((done) => listener.listen(0, "127.0.0.1", done));
  hook.close = () => {
    listener.closeAllConnections();
    return new Promise((done) => listener.close(done));
  };
  hook.url = `http://127.0.0.1:${listener.address().port}/payrequest`;
});
after(() => hook.close?.());

// What a user of that system has: axios without axios.
const payRequest = ({ base, token }) => {
  const send = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
    if (body) headers["content-type"] = "application/json";
    const answer = await fetch(base + path, { method, headers, body: JSON.stringify(body) });
    const { success, data } = await answer.json();
    assert.equal(success, true, `${method} ${path}: ${answer.status}`);
    return data;
  };
  const query = (fields) => new URLSearchParams(fields);
  return {
    createLink: (fields) => send("POST", "/payment-links", fields),
    links: (fields) => send("GET", `/payment-links?${query(fields)}`),
    payments: (fields) => send("GET", `/payments?${query(fields)}`),
  };
};

// As the documents of that system check it.
const isSigned = ({ headers, body }, secret) => {
  const wanted = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const given = headers["x-payrequest-signature"] ?? "";
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
};

// The customer opens the address, presses the button and pays from the test panel.
const payByLink = async (url) => {
  const page = await fetch(url).then((answer) => answer.text());
  const [, action] = page.match(/<form[^>]* action="(\/l\/[^"]+)"/);
  const begun = await fetch(server.url + action, { method: "POST", redirect: "manual" });
  assert.equal(begun.status, 303);
  const pay = begun.headers.get("location");
  const body = new URLSearchParams({ pay: "exact", from: "pay" });
  assert.equal((await fetch(`${pay}/test`, { method: "POST", body })).status, 200);
};

for (const base of ["/v1", "/api/v1"]) {
  test(`a payment is reconciled by its description at ${base}`, async () => {
    hook.heard.length = 0;
    const set = await server.call("PATCH", "/webhooks", { webhookUrl: hook.url });
    assert.equal(set.status, 200);
    const api = payRequest({ base: server.url + base, token: server.testKey });
    const description = `JMIT-githubuser ${base}`;
    const link = await api.createLink({ description, amount: 49.0 });
    assert.deepEqual([link.amount, link.currency], [49, "EUR"]);
    const { data: links } = await api.links({ per_page: 10 });
    assert.deepEqual(links[0], link);
    await payByLink(link.url);

    await server.until(() => hook.heard.length > 0);
    const [message] = hook.heard;
    assert.ok(isSigned(message, server.webhookSecret));
    assert.ok(!isSigned({ ...message, body: Buffer.from("{}") }, server.webhookSecret));
    const { event, data: told } = JSON.parse(message.body);
    assert.equal(event, "payment.succeeded");
    assert.equal(told.payment_link_id, link.id);
    assert.deepEqual([told.description, told.amount, told.currency], [description, 49, "EUR"]);

    const found = await api.payments({ description: "jmit-GITHUBUSER", status: "paid" });
    const paid = found.data.find(({ id }) => id === told.id);
    assert.equal(paid.payment_link_id, link.id);
    for (const name of ["amount", "description", "reference", "payment_method", "paid_at"]) {
      assert.equal(paid[name], told[name], name);
    }
    const today = paid.paid_at.slice(0, 10);
    const narrowed = { reference: paid.reference, date_from: today, date_to: today };
    const { data: one } = await api.payments(narrowed);
    assert.deepEqual(one, [paid]);
    assert.equal(hook.heard.length, 1, "of all that happened one event is told");
  });
}
