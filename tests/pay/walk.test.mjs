// The main job, from the merchant's first call to the signed message back, with and without
// JavaScript. Knows what a merchant and a payer know.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openStage, until } from "./stage.mjs";

const stage = openStage();
const status = (page) => page.locator("main").getAttribute("data-status");
const turns = (page, wanted) => page.locator(`main[data-status="${wanted}"]`).waitFor();
const panel = (page, way) => page.locator(`button[name=pay][value=${way}]`);
const told = (publicId, event) => () =>
  stage.shop.received.find((one) => one.publicId === publicId && one.event === event);

test("an invoice made by fetch is paid in a browser, and a webhook tells it", async () => {
  const invoice = await stage.invoice({ orderId: "ORD-9001" });
  assert.equal(invoice.status, "unpaid");
  assert.equal(invoice.payUrl, `${stage.url}/pay/${invoice.publicId}`);
  await stage.visit(invoice.payUrl, async (watching) => {
    await watching.evaluate(() => (window.sameDocument = true));
    await stage.visit(invoice.payUrl, async (paying) => {
      await panel(paying, "exact").click();
      await turns(paying, "paid");
    });
    await turns(watching, "paid");
    assert.equal(await watching.evaluate(() => window.sameDocument), true, "without a reload");
    assert.deepEqual(watching.complaints.errors, []);
  });
  const event = await until(told(invoice.publicId, "invoice.paid"), "the webhook invoice.paid");
  assert.equal(event.status, "paid");
  assert.equal(event.receivedAmount, invoice.expectedAmount);
  assert.equal(event.orderId, "ORD-9001");
  const paid = await stage.call("GET", `/invoices/${invoice.id}`);
  assert.equal(paid.status, "paid");
});

test("a part arrives, the page asks for what is left, and the rest settles it", async () => {
  const invoice = await stage.invoice({ amount: "25.00" });
  await stage.visit(invoice.payUrl, async (page) => {
    await page.evaluate(() => (window.sameDocument = true));
    const code = await page.locator("figure svg path").getAttribute("d");
    await stage.call("POST", "/test/payments", { invoice: invoice.publicId, amount: "10.00" });
    await turns(page, "partially_paid");
    await page.getByText("15", { exact: false }).first().waitFor();
    assert.notEqual(await page.locator("figure svg path").getAttribute("d"), code, "a new QR code");
    await page.getByText(invoice.memo.slice(0, 4)).first().waitFor();
    await stage.call("POST", "/test/payments", { invoice: invoice.publicId, amount: "15.00" });
    await turns(page, "paid");
    assert.equal(await page.evaluate(() => window.sameDocument), true);
  });
});

test("a payment that is not final yet is shown as pending, and then as paid", async () => {
  const invoice = await stage.invoice();
  await stage.visit(invoice.payUrl, async (page) => {
    await stage.pay(invoice.publicId, "pending");
    await turns(page, "pending");
    await stage.pay(invoice.publicId, "final");
    await turns(page, "paid");
  });
});

const WITHOUT = { javaScriptEnabled: false };

test("without JavaScript the page is complete and is paid by its forms", async () => {
  const invoice = await stage.invoice({ amount: "12.50" });
  await stage.visit(
    invoice.payUrl,
    async (page) => {
      assert.equal(await status(page), "unpaid");
      const text = await page.locator("main").innerText();
      const bare = text.replace(/\s+/g, "");
      for (const fact of ["12.50", invoice.memo, invoice.destinationAddress]) {
        assert.ok(bare.includes(fact), `${fact} is on the page`);
      }
      assert.equal(await page.locator("figure svg path").isVisible(), true, "the QR code");
      const wallet = page.getByRole("link", { name: "Open wallet" });
      assert.match(await wallet.getAttribute("href"), /^web\+stellar:pay\?/);
      const refresh = page.locator('meta[http-equiv="refresh"]');
      assert.equal(await refresh.count(), 1);
      await panel(page, "half").click();
      await turns(page, "partially_paid");
      await panel(page, "exact").click();
      await turns(page, "paid");
      assert.equal(await refresh.count(), 0, "a final page asks no more");
      assert.equal(page.complaints.requests.filter((url) => !url.startsWith(stage.url)).length, 0);
    },
    WITHOUT,
  );
});

test("without JavaScript a payer chooses the amount by a form", async () => {
  const fields = { amount: undefined, allowCustomAmount: true, minAmount: "5.00" };
  const invoice = await stage.invoice(fields);
  await stage.visit(
    invoice.payUrl,
    async (page) => {
      await page.getByLabel("Amount in USDC").fill("3");
      await page.getByRole("button", { name: "Continue to payment" }).click();
      await page.getByText("or more").first().waitFor();
      await page.getByLabel("Amount in USDC").fill("12.5");
      await page.getByRole("button", { name: "Continue to payment" }).click();
      await page.getByRole("link", { name: "Open wallet" }).waitFor();
      await panel(page, "exact").click();
      await turns(page, "paid");
    },
    WITHOUT,
  );
});

test("the page without JavaScript is one request", async () => {
  const invoice = await stage.invoice();
  await stage.visit(
    invoice.payUrl,
    async (page) => assert.deepEqual(page.complaints.requests, [invoice.payUrl]),
    WITHOUT,
  );
});

test("forty requests in flight survive a panic in one of them", async () => {
  const invoice = await stage.invoice();
  const ask = (path) => fetch(stage.url + path).then((answer) => answer.status);
  const page = `/pay/${invoice.publicId}`;
  const before = Array.from({ length: 20 }, () => ask(page));
  const panic = ask("/dev/panic");
  const later = Array.from({ length: 20 }, () => ask(page));
  const answers = await Promise.all([...before, ...later]);
  assert.equal(await panic, 500);
  assert.deepEqual(answers, Array(40).fill(200));
});
