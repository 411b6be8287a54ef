// The examples of seed 002 against the real worker, in its order, each step with the ids of the one
// before. Knows the public API only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWorker } from "./worker.mjs";

const server = openWorker();

const INVOICE = {
  title: "Consulting Deposit",
  amount: "250.00",
  asset: "USDC",
  orderId: "ORD-9001",
  expiresIn: "24h",
};

test("the seed's invoice is made, read, listed and acted on", async () => {
  const { call } = server;
  const made = await call("POST", "/invoices", INVOICE);
  assert.equal(made.status, 201);
  assert.equal(made.body.expectedAmount, "250.00");
  assert.equal(made.body.receivedAmount, "0");
  assert.equal(made.body.payUrl, `${server.url}/pay/${made.body.publicId}`);
  const read = await call("GET", `/invoices/${made.body.id}`);
  assert.deepEqual(read.body, made.body);
  await call("POST", "/test/payments", { invoice: made.body.id });
  const paid = await call("GET", `/invoices/${made.body.publicId}`);
  assert.equal(paid.body.status, "paid");
  assert.match(paid.body.paidAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const list = await call("GET", "/invoices?page=1&limit=10&status=paid");
  assert.deepEqual(
    { ...list.body, data: list.body.data.map(({ id }) => id) },
    { data: [made.body.id], total: 1, page: 1, limit: 10, pages: 1 },
  );

  const asked = await call("POST", "/invoices", {
    ...INVOICE,
    customerEmail: "alex.buyer@example.com",
  });
  const at = `/invoices/${asked.body.publicId}`;
  assert.equal((await call("POST", `${at}/notify`, { channel: "EMAIL" })).status, 200);
  assert.equal((await call("POST", `${at}/remind`)).status, 200);
  await call("POST", "/test/payments", { invoice: asked.body.id, amount: "100" });
  assert.equal((await call("POST", `${at}/settle`)).body.status, "paid");
  const other = await call("POST", "/invoices", INVOICE);
  const closed = await call("POST", `/invoices/${other.body.publicId}/expire`);
  assert.equal(closed.body.status, "expired");
});

test("the seed's idempotency key gives the original answer, and 409 for another body", async () => {
  const { call } = server;
  const headers = { "idempotency-key": "inv_01hzyouruniqueclientkey" };
  const body = { title: "Consulting Deposit", amount: "250.00", asset: "USDC" };
  const first = await call("POST", "/invoices", body, headers);
  const again = await call("POST", "/invoices", body, headers);
  assert.equal(again.text, first.text);
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  const changed = await call("POST", "/invoices", { ...body, amount: "251.00" }, headers);
  assert.equal(changed.status, 409);
  assert.deepEqual(Object.keys(changed.body).sort(), ["code", "error", "requestId"]);
});

test("the seed's webhook and log calls answer", async () => {
  const { call } = server;
  assert.equal((await call("GET", "/webhooks")).status, 200);
  const set = await call("PATCH", "/webhooks", {
    webhookUrl: "https://example.com/paylinkr/webhooks",
    regenerateSecret: false,
  });
  assert.equal(set.body.webhookUrl, "https://example.com/paylinkr/webhooks");
  assert.equal((await call("POST", "/webhooks/test")).status, 201);
  assert.equal((await call("GET", "/webhooks/logs?limit=25")).body.limit, 25);
  assert.equal((await call("GET", "/requests/logs?limit=25")).status, 200);
  const bad = await call("POST", "/invoices", {});
  assert.equal(bad.status, 422);
  const found = await server.until(async () => {
    const id = bad.headers.get("x-request-id");
    const log = await call("GET", `/requests/logs?requestId=${id}`);
    return log.body.total === 1 && log.body.data[0];
  });
  assert.equal(found.statusCode, 422);
  const many = await call("GET", "/requests/logs?method=POST&statusCode=422");
  assert.equal(many.body.total, 1);
  await call("PATCH", "/webhooks", { webhookUrl: null });
});

test("the seed's examples of packages, subscriptions and plans work as written", async () => {
  const package_ = await server.call("POST", "/subscription-packages", {
    name: "Pro Support",
    slug: "pro-support",
    description: "Monthly support and account reviews",
    asset: "USDC",
    amount: "99.00",
    interval: "MONTHLY",
    trialDays: 14,
    widgetButtonLabel: "Start subscription",
  });
  assert.equal(package_.status, 201);
  const off = await server.call("PATCH", "/subscription-packages/pro-support", { active: false });
  assert.equal(off.body.active, false);
  await server.call("PATCH", "/subscription-packages/pro-support", { active: true });
  const enrolled = await server.call("POST", "/subscriptions", {
    packageId: package_.body.id,
    customerEmail: "buyer@example.com",
    customerName: "Alex Buyer",
    externalCustomerRef: "cust_2048",
    startImmediately: true,
  });
  assert.equal(enrolled.status, 201);
  assert.match(enrolled.body.id, /^cusub_/);
  const path = `/subscriptions/${enrolled.body.id}`;
  const paused = await server.call("PATCH", path, { action: "pause" });
  assert.equal(paused.body.status, "paused");
  const logs = await server.call("GET", "/subscriptions/webhook-logs?limit=10");
  assert.equal(logs.status, 200);
  const plan = await server.call("POST", "/recurring-plans", {
    title: "Monthly Support Retainer",
    asset: "USDC",
    expectedAmount: "250.00",
    interval: "MONTHLY",
    invoiceExpiresIn: "7d",
    clientEmail: "client@example.com",
    startsAt: "2026-04-15T09:00:00.000Z",
    autoRemindersEnabled: true,
    reminderPreset: "STANDARD",
  });
  assert.equal(plan.status, 201);
  assert.match(plan.body.nextBillingAt, /-15T09:00:00\.000Z$/);
  const stopped = await server.call("PATCH", `/recurring-plans/${plan.body.id}`, { active: false });
  assert.equal(stopped.body.active, false);
  const list = await server.call("GET", "/recurring-plans");
  assert.equal(list.body.total, 1);
});
