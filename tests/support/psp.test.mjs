// Facts about the servers of psp.mjs that tests of payments lean on: what is begun once, what is
// over, who is called. The rules are those of rails.md 4.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { wrongs } from "./describe.mjs";
import { KEYS, startPsps, STRIPE_SECRET } from "./psp.mjs";
import { differences, recorded } from "./shape.mjs";

const HAVE = Boolean(process.env.PAYLINKR_FIXTURES);
let psps;
let shop;

before(async () => {
  psps = await startPsps();
  const heard = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    heard.push({ path: request.url, headers: request.headers, body });
    response.end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  shop = { server, heard, url: `http://127.0.0.1:${server.address().port}` };
  psps.stripeHook = `${shop.url}/stripe`;
});
after(async () => {
  await psps.stop();
  shop.server.closeAllConnections();
  shop.server.close();
});
beforeEach(() => {
  psps.heal();
  shop.heard.length = 0;
});

const ask = (psp, path, { key = KEYS[psp].test, ...options } = {}) => {
  const headers = { authorization: `Bearer ${key}`, ...options.headers };
  return fetch(psps.url + path, { ...options, headers });
};

const ORDER = {
  amount: { currency: "EUR", value: "12.25" },
  description: "Walnut side table",
  redirectUrl: "https://shop.example.com/back",
  metadata: { attempt: "att_1" },
};
const FORM = {
  mode: "payment",
  success_url: "https://shop.example.com/back",
  cancel_url: "https://shop.example.com/back",
  client_reference_id: "k3v9q2m7x4c8b5n1",
  "line_items[0][quantity]": "1",
  "line_items[0][price_data][currency]": "eur",
  "line_items[0][price_data][unit_amount]": "1225",
  "line_items[0][price_data][product_data][name]": "Walnut side table",
  "metadata[attempt]": "att_1",
  expires_at: "1768473000",
};

const begin = async (psp, once = crypto.randomUUID(), more = {}) => {
  const order = { ...ORDER, webhookUrl: `${shop.url}/mollie`, ...more };
  const isMollie = psp === "mollie";
  const path = isMollie ? "/v2/payments" : "/v1/checkout/sessions";
  const body = isMollie ? JSON.stringify(order) : new URLSearchParams({ ...FORM, ...more });
  const answer = await ask(psp, path, {
    method: "POST",
    headers: { "idempotency-key": once },
    body,
  });
  return { status: answer.status, body: await answer.json() };
};

const read = async (psp, { id }, query = "") => {
  const path = psp === "mollie" ? "/v2/payments/" : "/v1/checkout/sessions/";
  return (await ask(psp, path + id + query)).json();
};
const EXPAND = "?expand[]=payment_intent.latest_charge";

for (const psp of ["mollie", "stripe"]) {
  test(`${psp}: a payment is begun once under one key, and not with another body`, async () => {
    const once = crypto.randomUUID();
    const [first, again] = [await begin(psp, once), await begin(psp, once)];
    assert.equal(first.body.id, again.body.id);
    const more = psp === "mollie" ? { description: "x" } : { success_url: "https://x.example.com" };
    assert.equal((await begin(psp, once, more)).status, 400);
    assert.notEqual((await begin(psp)).body.id, first.body.id);
  });

  test(`${psp}: a key is for its own mode, and a wrong one for none`, async () => {
    const { body } = await begin(psp);
    const path = psp === "mollie" ? "/v2/payments/" : "/v1/checkout/sessions/";
    assert.equal((await ask(psp, path + body.id, { key: KEYS[psp].live })).status, 404);
    assert.equal((await ask(psp, path + body.id, { key: "x" })).status, 401);
  });

  test(`${psp}: a payer pays on its page and is led back, and the shop is called`, async () => {
    const { body } = await begin(psp);
    const url = psp === "mollie" ? body._links.checkout.href : body.url;
    const page = await (await fetch(url)).text();
    assert.match(page, /<button>Pay<\/button>/);
    const paid = await fetch(`${url}/paid`, { method: "POST", redirect: "manual" });
    assert.equal(paid.headers.get("location"), "https://shop.example.com/back");
    await psps.settled();
    assert.equal(shop.heard.length, 1);
    const now = await read(psp, body, EXPAND);
    if (psp === "mollie") {
      assert.equal(shop.heard[0].body, `id=${body.id}`);
      assert.equal(now.status, "paid");
    } else {
      const { type, data } = JSON.parse(shop.heard[0].body);
      assert.deepEqual([type, data.object.id], ["checkout.session.completed", body.id]);
      assert.match(shop.heard[0].headers["stripe-signature"], /^t=\d+,v1=[0-9a-f]{64}$/);
      assert.deepEqual([now.status, now.payment_status], ["complete", "paid"]);
      assert.equal(now.payment_intent.latest_charge.amount, 1225);
    }
    assert.match(await (await fetch(url)).text(), /This payment is over/);
  });

  test(`${psp}: what is open can be taken back, and what is over cannot`, async () => {
    const { body } = await begin(psp);
    const { id } = body;
    const path = psp === "mollie" ? `/v2/payments/${id}` : `/v1/checkout/sessions/${id}/expire`;
    const method = psp === "mollie" ? "DELETE" : "POST";
    const first = await ask(psp, path, { method });
    const ended = psp === "mollie" ? "canceled" : "expired";
    assert.deepEqual([first.status, (await first.json()).status], [200, ended]);
    assert.equal((await ask(psp, path, { method })).status, psp === "mollie" ? 422 : 400);
  });

  test(`${psp}: a fault lasts as often as was said`, async () => {
    psps.fail(psp, { status: 503, times: 1 });
    assert.equal((await begin(psp)).status, 503);
    assert.ok((await begin(psp)).status < 300);
  });
}

test("stripe: what waits for a bank is complete, and not paid", async () => {
  const { body } = await begin("stripe");
  psps.act(psps.sales.at(-1), "pending");
  const now = await read("stripe", body, EXPAND);
  assert.deepEqual([now.status, now.payment_status], ["complete", "unpaid"]);
  assert.equal(now.payment_intent.status, "processing");
});

test("what goes back is told, and by whom", async () => {
  await begin("mollie");
  const sale = psps.sales.at(-1);
  psps.act(sale, "paid");
  psps.refund(sale, 500);
  psps.dispute(sale, "needs_response");
  await psps.settled();
  const now = await read("mollie", sale);
  assert.equal(now.amountRefunded.value, "5.00");
  assert.equal(now.amountChargedBack.value, "12.25");
  assert.equal(shop.heard.length, 3);
});

test("nothing that was asked of Stripe or answered by it is otherwise than it says", async () => {
  const { body } = await begin("stripe");
  for (const status of ["pending", "failed", "paid"]) {
    psps.act(psps.sales.at(-1), status);
    await read("stripe", body, EXPAND);
  }
  psps.dispute(psps.sales.at(-1), "lost");
  await ask("stripe", `/v1/disputes?payment_intent=${body.id.replace("cs_", "pi_")}`);
  assert.deepEqual(psps.wrongs, []);
  await begin("stripe", undefined, { "line_items[0][price_data][unit_amount]": "12.25", x: "1" });
  const asked = psps.wrongs.splice(0).filter((wrong) => wrong.startsWith("the form"));
  assert.deepEqual(asked, [
    "the form.line_items.0.price_data.unit_amount is no integer",
    "the form has x",
  ]);
});

test("a value is held to a description", () => {
  const schema = {
    type: "object",
    required: ["a"],
    properties: { a: { type: "integer" }, b: { enum: ["x"], type: "string", nullable: true } },
  };
  assert.deepEqual(wrongs({ a: 1, b: null }, schema), []);
  assert.deepEqual(wrongs({ b: "y", c: 1 }, schema), ["it lacks a", "it.b is y", "it has c"]);
  assert.deepEqual(wrongs({ a: "1" }, schema), ["it.a is no integer"]);
  assert.equal(STRIPE_SECRET.startsWith("whsec_"), true);
});

test("mollie: payments and errors are built as the recorded ones", async (t) => {
  if (!HAVE) return t.skip("PAYLINKR_FIXTURES is not set");
  const { body } = await begin("mollie");
  const optional = ["method", "checkout"];
  const metadata = { skip: ["metadata"] };
  const theirs = recorded("psp/mollie_payment.json");
  const ours = { ...body, method: "ideal" };
  assert.deepEqual(differences(ours, theirs, { optional, ...metadata }), []);
  psps.fail("mollie", { status: 401, times: 1 });
  const refused = await begin("mollie");
  const error = { ...recorded("psp/mollie_error.json"), status: 401 };
  assert.deepEqual(differences(refused.body, error, { optional: ["field"] }), []);
  return undefined;
});

test("stripe: sessions have no field that the recorded one lacks", async (t) => {
  if (!HAVE) return t.skip("PAYLINKR_FIXTURES is not set");
  const { body } = await begin("stripe");
  const theirs = recorded("psp/stripe_checkout.session.json");
  assert.deepEqual(Object.keys(body).filter((name) => !(name in theirs)), []);
  return undefined;
});
