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
beforeEach(async () => {
  psps.heal();
  await psps.settled();
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

const post = async (psp, path, fields, once = crypto.randomUUID()) => {
  const body = psp === "mollie" ? JSON.stringify(fields) : new URLSearchParams(fields);
  const headers = { "idempotency-key": once };
  const answer = await ask(psp, path, { method: "POST", headers, body });
  return { status: answer.status, body: await answer.json() };
};

const begin = (psp, once, more = {}) => {
  const order = { ...ORDER, webhookUrl: `${shop.url}/mollie`, ...more };
  if (psp === "mollie") return post(psp, "/v2/payments", order, once);
  return post(psp, "/v1/checkout/sessions", { ...FORM, ...more }, once);
};

// The types of Stripe's events, and the ids of what they are about.
const events = () => {
  const heard = shop.heard.map(({ body }) => JSON.parse(body));
  return heard.map(({ type, data }) => [type, data.object.id]);
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
    const now = await read(psp, body, EXPAND);
    if (psp === "mollie") {
      assert.deepEqual(shop.heard.map((one) => one.body), [`id=${body.id}`]);
      assert.equal(now.status, "paid");
    } else {
      const intent = body.id.replace("cs_", "pi_");
      assert.deepEqual(events(), [
        ["payment_intent.succeeded", intent],
        ["checkout.session.completed", body.id],
      ]);
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

// What a payment asks for whose payer lets later ones be charged.
const FIRST = {
  customer_creation: "always",
  customer_email: "alex.buyer@example.com",
  "payment_intent_data[setup_future_usage]": "off_session",
};

const newCustomer = async () => {
  const fields = { name: "Alex Buyer", email: "alex.buyer@example.com", metadata: { a: "1" } };
  return (await post("mollie", "/v2/customers", fields)).body;
};

// A payment whose payer lets later ones be charged, begun and not paid.
const beginFirst = async (psp) => {
  const customer = psp === "mollie" && (await newCustomer());
  const more = customer ? { customerId: customer.id, sequenceType: "first" } : FIRST;
  const { body } = await begin(psp, undefined, more);
  return { body, customer, sale: psps.sales.at(-1) };
};

const charge = (psp, { customer, mandate }, once) => {
  if (psp === "mollie") {
    const { amount, description, metadata } = ORDER;
    const whose = { customerId: customer, mandateId: mandate, sequenceType: "recurring" };
    const hook = { webhookUrl: `${shop.url}/mollie` };
    return post(psp, "/v2/payments", { amount, description, metadata, ...whose, ...hook }, once);
  }
  const form = {
    amount: "1225",
    currency: "eur",
    customer,
    payment_method: mandate,
    off_session: "true",
    confirm: "true",
    "automatic_payment_methods[enabled]": "true",
    "automatic_payment_methods[allow_redirects]": "never",
    description: "Walnut side table",
    "metadata[attempt]": "att_1",
    "expand[]": "latest_charge",
  };
  return post(psp, "/v1/payment_intents", form, once);
};

const CHARGED = { mollie: [201, "paid"], stripe: [200, "succeeded"] };

for (const psp of ["mollie", "stripe"]) {
  const isMollie = psp === "mollie";
  const refused = isMollie ? 422 : 400;
  const newest = () => psps.sales.at(-1);
  const mandateOf = async ({ customer, mandate }) => {
    const path = isMollie ? `/v2/customers/${customer}/mandates/` : "/v1/payment_methods/";
    return (await ask(psp, path + mandate)).json();
  };

  test(`${psp}: a mandate comes to be with the money, and names whose it is`, async () => {
    const { body, sale } = await beginFirst(psp);
    assert.deepEqual([sale.sequence, sale.mandate], ["first", null]);
    assert.ok(isMollie ? !("mandateId" in body) : body.customer === null);
    psps.act(sale, "paid");
    const now = await read(psp, body, EXPAND);
    const named = isMollie
      ? [now.customerId, now.mandateId]
      : [now.customer, now.payment_intent.payment_method];
    assert.deepEqual(named, [sale.customer, sale.mandate]);
    const mandate = await mandateOf(sale);
    assert.equal(isMollie ? mandate.customerId : mandate.customer, sale.customer);
  });

  test(`${psp}: what nobody agreed to cannot be charged`, async () => {
    await begin(psp);
    psps.act(newest(), "paid");
    const { sale } = await beginFirst(psp);
    const { mandate } = psps.sales.at(-2);
    assert.equal((await charge(psp, { ...sale, mandate })).status, refused);
  });

  test(`${psp}: one key charges once, and the mandate's end refuses the next`, async () => {
    const { sale } = await beginFirst(psp);
    psps.act(sale, "paid");
    await psps.settled();
    shop.heard.length = 0;
    const [before, once] = [psps.sales.length, crypto.randomUUID()];
    const [first, again] = [await charge(psp, sale, once), await charge(psp, sale, once)];
    assert.deepEqual(first, again);
    assert.deepEqual([first.status, first.body.status], CHARGED[psp]);
    assert.equal(psps.sales.length, before + 1);
    await psps.settled();
    const { id } = newest();
    const told = isMollie ? shop.heard.map((one) => one.body) : events();
    assert.deepEqual(told, isMollie ? [`id=${id}`] : [["payment_intent.succeeded", id]]);
    psps.revoke(sale);
    assert.equal((await charge(psp, sale)).status, refused);
    assert.equal(psps.sales.length, before + 1);
    const mandate = await mandateOf(sale);
    assert.ok(isMollie ? mandate.status === "invalid" : mandate.customer === null);
    assert.deepEqual(await charge(psp, sale, once), first, "what was done is still told");
  });

  test(`${psp}: charges end as planned, and then well again`, async () => {
    const { sale } = await beginFirst(psp);
    psps.act(sale, "paid");
    await psps.settled();
    psps.charges.push("pending", "failed");
    const [waits, fails] = [await charge(psp, sale), await charge(psp, sale)];
    const { error } = fails.body;
    if (isMollie) {
      assert.deepEqual([waits.body.status, fails.body.status], ["pending", "failed"]);
      assert.deepEqual([waits.status, fails.status, fails.body.redirectUrl], [201, 201, undefined]);
    } else {
      assert.deepEqual([waits.status, waits.body.status], [200, "processing"]);
      const why = [fails.status, error.type, error.code];
      assert.deepEqual(why, [402, "card_error", "card_declined"]);
      assert.equal(error.payment_intent.status, "requires_payment_method");
    }
    assert.equal((await charge(psp, sale)).body.status, CHARGED[psp][1]);
    assert.deepEqual(psps.charges, []);
    const { id } = psps.sales.at(-2);
    const path = isMollie ? "/v2/payments/" : "/v1/payment_intents/";
    const told = await (await ask(psp, `${path}${id}?expand[]=latest_charge`)).json();
    assert.equal(told.status, isMollie ? "failed" : "requires_payment_method");
    assert.deepEqual(psps.wrongs, []);
  });

  test(`${psp}: an answer that is lost leaves what was done`, async () => {
    const { sale } = await beginFirst(psp);
    psps.act(sale, "paid");
    const [before, once] = [psps.sales.length, crypto.randomUUID()];
    psps.fail(psp, { lost: true, times: 1 });
    await assert.rejects(charge(psp, sale, once));
    assert.equal(psps.sales.length, before + 1);
    assert.equal((await charge(psp, sale, once)).body.id, newest().id);
    assert.equal(psps.sales.length, before + 1);
  });
}

test("stripe: a card that was declined is told of, and one that waits is", async () => {
  const { sale } = await beginFirst("stripe");
  psps.act(sale, "paid");
  psps.charges.push("failed", "pending");
  await charge("stripe", sale);
  await charge("stripe", sale);
  psps.act(psps.sales.at(-1), "paid");
  await psps.settled();
  const [declined, waiting] = psps.sales.slice(-2).map(({ id }) => id);
  const told = events().filter(([, id]) => [declined, waiting].includes(id));
  assert.deepEqual(told.sort(), [
    ["payment_intent.payment_failed", declined],
    ["payment_intent.processing", waiting],
    ["payment_intent.succeeded", waiting],
  ]);
});

test("mollie: a customer is made once under one key, and is needed", async () => {
  const once = crypto.randomUUID();
  const make = () => post("mollie", "/v2/customers", { name: "Alex Buyer" }, once);
  const [first, again] = [await make(), await make()];
  assert.deepEqual([first.status, first.body.id], [201, again.body.id]);
  const more = { customerId: "cst_none", sequenceType: "first" };
  assert.equal((await begin("mollie", undefined, more)).status, 422);
});

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

test("mollie: customers and mandates are built as the recorded ones", async (t) => {
  if (!HAVE) return t.skip("PAYLINKR_FIXTURES is not set");
  const { customer, sale } = await beginFirst("mollie");
  psps.act(sale, "paid");
  const theirs = recorded("psp/mollie_customer.json");
  const ours = { ...customer, locale: "en_US" };
  assert.deepEqual(differences(ours, theirs, { skip: ["metadata"] }), []);
  const path = `/v2/customers/${sale.customer}/mandates/${sale.mandate}`;
  const mandate = await (await ask("mollie", path)).json();
  // Theirs is of a bank account: a card has other details, and no reference.
  const skip = ["details", "mandateReference"];
  assert.deepEqual(differences(mandate, recorded("psp/mollie_mandate.json"), { skip }), []);
  return undefined;
});

test("stripe: what is charged has no field that the recorded ones lack", async (t) => {
  if (!HAVE) return t.skip("PAYLINKR_FIXTURES is not set");
  const { sale } = await beginFirst("stripe");
  psps.act(sale, "paid");
  const { body } = await charge("stripe", sale);
  const method = await (await ask("stripe", `/v1/payment_methods/${sale.mandate}`)).json();
  const all = { payment_intent: body, charge: body.latest_charge, payment_method: method };
  for (const [name, ours] of Object.entries(all)) {
    const theirs = recorded(`psp/stripe_${name}.json`);
    assert.deepEqual(Object.keys(ours).filter((field) => !(field in theirs)), [], name);
  }
  return undefined;
});

test("stripe: sessions have no field that the recorded one lacks", async (t) => {
  if (!HAVE) return t.skip("PAYLINKR_FIXTURES is not set");
  const { body } = await begin("stripe");
  const theirs = recorded("psp/stripe_checkout.session.json");
  assert.deepEqual(Object.keys(body).filter((name) => !(name in theirs)), []);
  return undefined;
});
