// A client of seed 003 after nothing but its base URL and its two headers were changed: stock a
// shop, make a link, watch it sell out. Knows that API, the payer's form and the sandbox's panel.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { openWorker } from "../api/worker.mjs";

const server = openWorker();

// What a user of that system has: its SDK's shape, fetch inside.
const devdraft = ({ base, clientKey, clientSecret }) => {
  const send = async (method, path, body, more = {}) => {
    const answer = await fetch(`${base}/api/v0${path}`, {
      method,
      headers: {
        "x-client-key": clientKey,
        "x-client-secret": clientSecret,
        ...(body && { "content-type": "application/json" }),
        ...more,
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  return {
    get: (path) => send("GET", path),
    put: (path, body) => send("PUT", path, body),
    patch: (path, body) => send("PATCH", path, body),
    post: (path, body, key = randomUUID()) => send("POST", path, body, { "idempotency-key": key }),
  };
};

const open = () => devdraft({ ...server, base: server.url });

// The customer opens the address, fills in the form and pays from the test panel.
const payByLink = async (url, fields) => {
  const page = await fetch(url).then((answer) => answer.text());
  const [, action] = page.match(/<form[^>]* action="(\/l\/[^"]+)"/);
  const form = { method: "POST", body: new URLSearchParams(fields), redirect: "manual" };
  const begun = await fetch(server.url + action, form);
  assert.equal(begun.status, 303, await begun.text());
  const pay = begun.headers.get("location");
  const body = new URLSearchParams({ pay: "exact", from: "pay" });
  assert.equal((await fetch(`${pay}/test`, { method: "POST", body })).status, 200);
  return (await server.call("GET", `/invoices/${pay.split("/").at(-1)}`)).body;
};

test("a link with a product, a tax and a customer is made, read, changed and paid", async () => {
  const api = open();
  const create = async (path, fields) => {
    const { status, body } = await api.post(path, fields);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const { id: productId } = await create("/products", { name: "Course", price: "120.00" });
  const { id: taxId } = await create("/taxes", { name: "VAT", percentage: 20, inclusive: true });
  const { id: customerId } = await create("/customers", {
    first_name: "Alex",
    last_name: "Buyer",
    phone_number: "+1-555-123-4567",
    email: "alex.buyer@example.com",
  });
  const fields = {
    title: "Course with a book",
    url: "course",
    linkType: "PRODUCT",
    allowQuantityAdjustment: true,
    allowMobilePayment: false,
    currency: "usdc",
    paymentLinkProducts: [{ productId, quantity: 1 }],
    collectTax: true,
    taxId,
    customerId,
    limitPayments: true,
    maxPayments: 1,
    paymentForId: "order-7",
    customFields: { diet: "vegetarian" },
  };
  const key = randomUUID();
  const first = await api.post("/payment-links", fields, key);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  const again = await api.post("/payment-links", fields, key);
  assert.deepEqual(again.body, first.body);
  const link = first.body;
  const { body: listed, headers } = await api.get("/payment-links?skip=0&take=10");
  assert.equal(headers.get("x-total-count"), "1");
  assert.deepEqual(listed[0].tax.percentage, 20);
  assert.equal(listed[0].paymentLinkProducts[0].product.name, "Course");

  const invoice = await payByLink(link.url, {
    [`quantity-${productId}`]: "2",
    "field-diet": "vegan",
  });
  assert.equal(invoice.status, "paid");
  assert.deepEqual([invoice.pricingCurrency, invoice.pricingAmount], ["USD", "240.00"]);
  // 20 / 120 of 240.00 was in it all the time.
  assert.deepEqual([invoice.tax.inclusive, invoice.tax.amount], [true, "40.00"]);
  assert.equal(invoice.customerEmail, "alex.buyer@example.com");
  assert.equal(invoice.customerName, "Alex Buyer");
  assert.deepEqual(invoice.customFields, { diet: "vegan" });
  assert.equal(invoice.orderId, "order-7");

  const { body: sold } = await api.get(`/payment-links/${link.id}`);
  assert.deepEqual([sold.status, sold.soldOut], ["ACTIVE", true]);
  const { body: more } = await api.patch(`/payment-links/${link.id}`, { maxPayments: 2 });
  assert.equal(more.soldOut, false);
  const { body: off } = await api.put(`/payment-links/${link.id}`, { status: "INACTIVE" });
  assert.equal(off.status, "INACTIVE");
  assert.equal((await fetch(link.url)).status, 404);
});

test("a client that is somebody else's, or of another kind, is refused in that shape", async () => {
  const body = { title: "Mug", url: "mug", linkType: "PRODUCT", amount: 1 };
  for (const wrong of [{ clientKey: "key_nobody" }, { clientSecret: server.testKey }]) {
    const api = devdraft({ ...server, base: server.url, ...wrong });
    const refused = await api.post("/payment-links", body);
    assert.deepEqual(refused.body, {
      statusCode: 401,
      message: "Invalid client key or client secret",
      error: "Unauthorized",
    });
  }
});
