// Invoices paid by bank and card in Chromium, at the stand-in of Mollie and Stripe: with and
// without scripts, from a frame, on the second try, and beside a ledger.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { openPsp, payer, until } from "./stage.mjs";

const ID = { mollie: /^tr_\d+$/, stripe: /^pi_test_\d+$/ };
const newest = (stage) => stage.psps.sales.at(-1);

for (const psp of ["mollie", "stripe"]) {
  describe(psp, { concurrency: 1 }, () => {
    const stage = openPsp(psp);

    for (const javaScriptEnabled of [true, false]) {
      test(`a payer pays and comes back, scripts ${javaScriptEnabled ? "on" : "off"}`, async () => {
        const invoice = await stage.invoice();
        const pay = async (page) => {
          const { leave, presses, turns } = payer(page);
          assert.equal(await page.getByText(invoice.memo.slice(4, 8)).count() > 0, true);
          await leave();
          await presses("Pay");
          await page.waitForURL(invoice.payUrl);
          await turns("paid");
          assert.equal(await page.getByText("12.25 EUR arrived").count(), 1);
          assert.deepEqual(page.complaints.errors, []);
        };
        await stage.visit(invoice.payUrl, pay, { javaScriptEnabled });
        const { reference, ...paid } = await stage.reaches(invoice, "paid");
        assert.match(reference, ID[psp]);
        const facts = [paid.paymentNetwork, paid.asset, paid.receivedAmount, paid.referenceLabel];
        assert.deepEqual(facts, ["PSP", "EUR", "12.25", "Reference"]);
        assert.deepEqual([paid.memo, paid.destinationAddress], [null, null]);
        assert.deepEqual(await stage.told(invoice), ["invoice.created", "invoice.paid"]);
      });
    }

    test("a payer who goes back pays on the second try", async () => {
      const invoice = await stage.invoice();
      await stage.visit(invoice.payUrl, async (page) => {
        const { leave, presses, turns } = payer(page);
        await leave();
        await presses("Cancel");
        await page.waitForURL(invoice.payUrl);
        await turns("unpaid");
        await stage.wait();
        await leave();
        await presses("Pay");
        await turns("paid");
      });
      const states = psp === "mollie" ? ["cancelled", "paid"] : ["paid"];
      assert.deepEqual(await stage.attempts(invoice), states);
    });

    test("a bank that takes its time is waited for, and one that refuses is told of", async () => {
      const invoice = await stage.invoice();
      await stage.visit(invoice.payUrl, async (page) => {
        const { button, leave, presses, turns } = payer(page);
        await leave();
        await presses("Pay later");
        await turns("pending");
        // Whoever opens the page now is led back to the bank by the same document, too.
        await page.reload();
        await page.getByText("Your payment of 12.25 EUR is with the bank").first().waitFor();
        assert.equal(await button().isVisible(), false, "nothing is paid twice");
        await page.evaluate(() => (window.sameDocument = true));
        stage.psps.act(newest(stage), "failed");
        await turns("unpaid");
        await page.getByText("by bank or card did not go through").waitFor();
        assert.equal(await page.evaluate(() => window.sameDocument), true, "without a reload");
        await leave();
        await presses("Pay");
        await turns("paid");
      });
      assert.deepEqual(await stage.attempts(invoice), ["failed", "paid"]);
    });

    test("what a ledger pays meanwhile is taken back at the provider", async () => {
      const invoice = await stage.invoice();
      await stage.visit(invoice.payUrl, async (page) => {
        const { leave, turns } = payer(page);
        await leave();
        const checkout = page.url();
        await stage.call("POST", "/test/payments", { invoice: invoice.id });
        await stage.tick();
        await page.goto(checkout);
        await page.getByText("This payment is over.").waitFor();
        await page.goto(invoice.payUrl);
        await turns("paid");
      });
      const ended = psp === "mollie" ? "cancelled" : "expired";
      assert.deepEqual(await stage.attempts(invoice), [ended]);
      const paid = await stage.read(invoice);
      assert.deepEqual([paid.asset, paid.exceptions], ["USDC", []]);
    });

    test("both rails land: the second is too much, and what goes back is seen", async () => {
      const invoice = await stage.invoice();
      await stage.visit(invoice.payUrl, async (page) => {
        const { leave, presses, turns } = payer(page);
        await leave();
        await stage.call("POST", "/test/payments", { invoice: invoice.id });
        await presses("Pay");
        await turns("paid");
        // A page that says paid asks no more.
        await until(async () => (await stage.read(invoice)).exceptions.length > 0, "the second");
        await page.reload();
        await page.getByText("12.25 EUR more than due arrived").first().waitFor();
      });
      stage.psps.refund(newest(stage), 1_225);
      const back = await until(async () => {
        const now = await stage.read(invoice);
        return now.exceptions.includes("refunded") && now;
      }, "the refund");
      assert.deepEqual([back.status, back.exceptions], ["paid", ["overpaid", "refunded"]]);
    });

    test("calls that are lost or doubled change nothing in the end", async () => {
      const invoice = await stage.invoice();
      await stage.visit(invoice.payUrl, async (page) => {
        const { leave, presses } = payer(page);
        await leave();
        stage.psps.calls = false;
        await presses("Pay");
        await page.waitForURL(invoice.payUrl);
      });
      await stage.tick();
      await stage.reaches(invoice, "paid");
      Object.assign(stage.psps, { calls: true, callTwice: true });
      stage.psps.dispute(newest(stage), "needs_response");
      await stage.psps.settled();
      await until(async () => (await stage.read(invoice)).exceptions.includes("disputed"), "it");
      stage.psps.callTwice = false;
      const told = ["invoice.created", "invoice.paid", "invoice.refunded"];
      assert.deepEqual(await stage.told(invoice), told);
    });

    test("an outage says so, and the next click begins one payment", async () => {
      const invoice = await stage.invoice();
      const before = stage.psps.sales.length;
      await stage.visit(invoice.payUrl, async (page) => {
        const { leave, presses, turns } = payer(page);
        stage.psps.fail(psp, { status: 503, times: 1 });
        await page.getByRole("button", { name: /by bank or card/ }).click();
        await page.locator('main[data-status="busy"]').waitFor();
        await page.getByRole("link", { name: "Try again" }).click();
        await leave();
        await presses("Pay");
        await turns("paid");
      });
      assert.equal(stage.psps.sales.length, before + 1);
    });

    test("nothing was asked of Stripe that its description does not have", () => {
      assert.deepEqual(stage.psps.wrongs, []);
    });
  });
}

describe("in a frame", () => {
  const stage = openPsp("mollie");
  let shop;
  before(async () => {
    const server = createServer((request, response) => {
      const id = new URL(request.url, "http://shop").searchParams.get("invoice");
      const frame = `<iframe src="${stage.url}/embed/pay/${id}" width="420" height="900"></iframe>`;
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><title>Shop</title>${frame}`);
    });
    await new Promise((done) => server.listen(0, "localhost", done));
    shop = { server, url: `http://localhost:${server.address().port}` };
  });
  after(() => shop.server.close());

  test("the provider's page opens on the top level, and leads back to ours", async () => {
    const invoice = await stage.invoice();
    await stage.visit(`${shop.url}/?invoice=${invoice.publicId}`, async (page) => {
      const frame = page.frameLocator("iframe");
      await frame.getByRole("button", { name: /by bank or card/ }).click();
      await page.waitForURL(/\/checkout\/tr_/);
      const { presses, turns } = payer(page);
      await presses("Pay");
      await page.waitForURL(invoice.payUrl);
      await turns("paid");
    });
  });
});

describe("in live mode without a ledger", () => {
  const stage = openPsp("mollie", { mode: "live" });

  test("an invoice shows the one way that there is, at 320 px, too", async () => {
    const invoice = await stage.invoice();
    const facts = [invoice.asset, invoice.memo, invoice.reference];
    assert.deepEqual(facts, ["EUR", null, invoice.publicId]);
    const pay = async (page) => {
      const { leave, presses, turns } = payer(page);
      const wide = () => document.documentElement.scrollWidth - window.innerWidth;
      assert.ok((await page.evaluate(wide)) <= 0);
      for (const part of ["figure", ".facts", ".wallet", ".test"]) {
        assert.equal(await page.locator(part).count(), 0, part);
      }
      await leave();
      await presses("Pay");
      await turns("paid");
      assert.deepEqual(page.complaints.errors, []);
    };
    await stage.visit(invoice.payUrl, pay, { viewport: { width: 320, height: 700 } });
    assert.equal((await stage.reaches(invoice, "paid")).mode, "live");
  });
});
