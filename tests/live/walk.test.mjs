// Invoices paid with money of both ledgers, from the merchant's first setting to the receipt: what
// the API says, and what a payer sees without ever loading the page again.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addFreighter } from "../support/freighter.mjs";
import { muxedAccount, xAddress } from "../support/addresses.mjs";
import { stellarAccount } from "../support/ledgers.mjs";
import { PUBNET } from "../support/stellar.mjs";
import { ALEX, LEDGERS, openLive, SHOP } from "./stage.mjs";

const stage = openLive({ browser: true });
// Pays by tap only: a payment by hand between two taps would take its sequence number.
const TAPPER = stellarAccount("tapper");
const NETWORKS = Object.keys(LEDGERS);
// Each ledger's tests one after another, both ledgers side by side.
const onBoth = (use) =>
  describe("on both ledgers", { concurrency: NETWORKS.length }, () => {
    for (const network of NETWORKS) {
      describe(network, { concurrency: 1 }, () => use({ network, ...LEDGERS[network] }));
    }
  });

// Two of the page's own questions, each four seconds after the last one, and time to spare.
const TURN = { timeout: 20_000 };
const turns = (page, status) => page.locator(`main[data-status="${status}"]`).waitFor(TURN);
const stays = (page) => page.evaluate(() => (window.sameDocument = true));
const stayed = async (page) =>
  assert.equal(await page.evaluate(() => window.sameDocument), true, "without a reload");
const says = (page, text) => page.getByText(text).first().waitFor();

const pasteHash = async (page, hash) => {
  const claim = page.locator("#claim");
  if ((await claim.getAttribute("open")) === null) await claim.locator("summary").click();
  await page.getByLabel("Transaction hash or link").fill(`https://explorer.example.com/tx/${hash}`);
  await page.getByRole("button", { name: "Find my payment" }).click();
};

const told = async ({ id }) => {
  const events = await stage.events();
  return events.filter((event) => event.objectId === id).map((event) => event.event);
};

const unmatched = async () =>
  (await stage.call("GET", "/incoming-payments?disposition=unmatched")).data;

onBoth(({ network, asset, pay, close, giveBack }) => {
  const stellar = network === "STELLAR";

  test("an invoice says all that a payer has to send along", async () => {
    const invoice = await stage.invoice({ asset });
    assert.equal(invoice.mode, "live");
    assert.equal(invoice.paymentNetwork, network);
    assert.equal(invoice.destinationAddress, SHOP[network]);
    const { stellar_id: id, tag } = (
      await stage.sql("SELECT stellar_id, tag FROM invoice WHERE id = ?1", invoice.id)
    )[0];
    const expected = stellar
      ? {
          memo: invoice.reference,
          referenceLabel: "Memo",
          alternativeAddress: muxedAccount(SHOP.STELLAR, id),
        }
      : {
          memo: null,
          reference: tag,
          referenceLabel: "Destination tag",
          alternativeAddress: xAddress(SHOP.XRPL, Number(tag)),
        };
    for (const [name, value] of Object.entries(expected)) assert.equal(invoice[name], value, name);
    assert.match(invoice.reference, stellar ? /^PLR-[0-9A-Z]{8}$/ : /^[1-9]\d{0,9}$/);
    await stage.visit(invoice.payUrl, async (page) => {
      const text = (await page.locator("body").textContent()).replace(/\s+/g, "");
      const facts = [invoice.reference, SHOP[network], invoice.alternativeAddress];
      for (const fact of facts) assert.ok(text.includes(fact), fact);
      assert.equal(await page.getByText("Test mode").count(), 0);
      assert.deepEqual(page.complaints.errors, []);
    });
  });

  test("unpaid, pending, partly paid and paid, while the page turns by itself", async () => {
    const invoice = await stage.invoice({ asset, orderId: `WALK-${network}` });
    await stage.visit("", async (page) => {
      const wallet = { address: TAPPER, networkPassphrase: PUBNET };
      stage.world.stellar.fund(TAPPER, { trust: [{ asset: "USDC", balance: "100" }] });
      if (stellar) await addFreighter(page, wallet);
      await page.goto(invoice.payUrl);
      await turns(page, "unpaid");
      const proposed = stellar ? undefined : pay(stage, invoice, { amount: "10" });
      if (stellar) {
        await stays(page);
        await page.getByRole("button", { name: "Pay with Freighter" }).click();
      } else {
        await pasteHash(page, proposed);
        await says(page, "it is not final yet");
        await stays(page);
      }
      await turns(page, "pending");
      assert.equal((await stage.call("GET", `/invoices/${invoice.id}`)).receivedAmount, "0");
      if (stellar) {
        // The network drops what the wallet sent; the payer sends a part by hand.
        stage.world.stellar.drop(stage.world.stellar.open.at(-1).hash);
        pay(stage, invoice, { amount: "10" });
      }
      close(stage);
      // Nobody ticks: the page's own asking makes the edge look.
      await turns(page, "partially_paid");
      await says(page, /^10\.00 of 25\.00/);
      const partly = await stage.call("GET", `/invoices/${invoice.id}`);
      assert.deepEqual([partly.receivedAmount, partly.remainingAmount], ["10.00", "15.00"]);
      pay(stage, invoice, { amount: "15" });
      close(stage);
      await stage.tick();
      await turns(page, "paid");
      await stayed(page);
      assert.deepEqual(page.complaints.errors, []);
    });
    const events = ["created", "pending", "partially_paid", "paid"].map((it) => `invoice.${it}`);
    assert.deepEqual(await told(invoice), events);
  });

  test("money that comes late counts for a day, and then waits for the merchant", async () => {
    const [late, later] = [
      await stage.invoice({ asset, expiresIn: "30min" }),
      await stage.invoice({ asset, expiresIn: "30min" }),
    ];
    const day = 24 * 60 * 60_000;
    await stage.age(late, 60 * 60_000);
    await stage.age(later, day + 60 * 60_000);
    close(stage);
    await stage.tick();
    for (const invoice of [late, later]) await stage.reaches(invoice, "expired");
    await stage.visit(late.payUrl, (page) => says(page, "Please send nothing"));
    for (const invoice of [late, later]) pay(stage, invoice, { amount: "25" });
    close(stage);
    await stage.tick();
    const paid = await stage.reaches(late, "paid");
    assert.deepEqual(paid.exceptions, ["paid_late"]);
    const waits = await stage.reaches(later, "expired");
    assert.deepEqual([waits.exceptions, waits.receivedAmount], [["paid_late"], "0"]);
    await stage.visit(late.payUrl, (page) => says(page, "and was accepted"));
    await stage.visit(later.payUrl, async (page) => {
      await says(page, "came late");
      await page.locator("#return").waitFor();
    });
    await stage.call("POST", `/invoices/${later.id}/settle`);
    await stage.reaches(later, "paid");
  });

  test("what was too much goes back to the address that the payer left", async () => {
    const invoice = await stage.invoice({ asset });
    pay(stage, invoice, { amount: "30" });
    close(stage);
    await stage.tick();
    const over = await stage.reaches(invoice, "paid");
    assert.deepEqual([over.exceptions, over.excessAmount], [["overpaid"], "5.00"]);
    await stage.visit(invoice.payUrl, async (page) => {
      const field = page.getByLabel(/^Your address on/);
      await field.fill(SHOP[network]);
      await page.getByRole("button", { name: "Save address" }).click();
      await says(page, "Enter one of your own");
      await field.fill(ALEX[network]);
      await page.getByRole("button", { name: "Save address" }).click();
      await says(page, "can send it back to this address");
      const refund = await stage.call("POST", `/invoices/${invoice.id}/refunds`, {});
      const awaited = [refund.status, refund.amount, refund.address];
      assert.deepEqual(awaited, ["awaiting", "5.00", ALEX[network]]);
      const hash = giveBack(stage, { to: ALEX[network], amount: "5" });
      close(stage);
      await stage.tick();
      const [sent] = (await stage.call("GET", `/invoices/${invoice.id}/refunds`)).data;
      assert.deepEqual([sent.status, sent.transaction], ["sent", hash]);
      await page.reload();
      await says(page, "was sent back");
    });
    const after = await stage.call("GET", `/invoices/${invoice.id}`);
    assert.deepEqual(after.exceptions, ["overpaid", "refunded"]);
    assert.ok((await told(invoice)).includes("invoice.refunded"));
  });

  test("money in another asset is seen, said, and does not count", async () => {
    const invoice = await stage.invoice({ asset });
    const token = { currency: "USD", issuer: ALEX.XRPL, value: "25" };
    const other = stellar ? { amount: "25", asset: "EURC" } : { amount: token };
    await stage.visit(invoice.payUrl, async (page) => {
      await stays(page);
      pay(stage, invoice, other);
      close(stage);
      await stage.tick();
      await says(page, "It does not count");
      await stayed(page);
    });
    const seen = await stage.call("GET", `/invoices/${invoice.id}`);
    assert.deepEqual([seen.status, seen.receivedAmount], ["unpaid", "0"]);
    const path = "/incoming-payments?disposition=wrong_asset";
    const [row] = (await stage.call("GET", path)).data.filter((it) => it.invoiceId === invoice.id);
    assert.equal(row.asset, stellar ? "EURC" : `USD:${ALEX.XRPL}`);
  });

  test("money without a reference is told of, and counts where the merchant says", async () => {
    const invoice = await stage.invoice({ asset });
    const hash = pay(stage, invoice, { amount: "25", reference: null });
    close(stage);
    await stage.tick();
    const row = (await unmatched()).find((it) => it.transaction === hash);
    assert.equal(row.invoiceId, null);
    assert.equal(Number(row.amount), 25);
    const alerts = async () => (await stage.call("GET", "/alerts")).data;
    const isOurs = (alert) => alert.kind === "unmatched_payment" && alert.subject === row.id;
    assert.equal((await alerts()).filter(isOurs).length, 1);
    assert.match(await stage.mails(), /fits no invoice/);
    await stage.call("POST", `/incoming-payments/${row.id}/assign`, { invoice: invoice.id });
    await stage.reaches(invoice, "paid");
    assert.equal((await alerts()).filter(isOurs).length, 0);
    assert.deepEqual((await unmatched()).filter((it) => it.id === row.id), []);
  });

  test("a payer who forgot the reference pastes the transaction, and it counts", async () => {
    const invoice = await stage.invoice({ asset, amount: stellar ? "31.07" : "32.07" });
    const hash = pay(stage, invoice, { amount: invoice.expectedAmount, reference: null });
    close(stage);
    await stage.visit(invoice.payUrl, async (page) => {
      await pasteHash(page, "00".repeat(32));
      await says(page, "knows no such transaction");
      await pasteHash(page, hash);
      await turns(page, "paid");
    });
    await stage.tick();
    const rows = (await stage.call("GET", "/incoming-payments?limit=100")).data;
    const own = rows.filter((it) => it.transaction === hash);
    assert.deepEqual(own.map((it) => [it.disposition, it.invoiceId]), [["counted", invoice.id]]);
  });

  test("a payment that fits another open invoice, too, waits for the merchant", async () => {
    const fields = { asset, amount: stellar ? "33.07" : "34.07" };
    const [invoice, other] = [await stage.invoice(fields), await stage.invoice(fields)];
    const hash = pay(stage, invoice, { amount: fields.amount, reference: null });
    close(stage);
    await stage.visit(invoice.payUrl, async (page) => {
      await pasteHash(page, hash);
      await says(page, "will look at it");
    });
    await stage.tick();
    const waiting = (await unmatched()).filter((it) => it.transaction === hash);
    assert.equal(waiting.length, 1);
    for (const { id } of [invoice, other]) {
      assert.equal((await stage.call("GET", `/invoices/${id}`)).status, "unpaid");
    }
  });

  test("without JavaScript the page reloads itself, and its forms work", async () => {
    const invoice = await stage.invoice({ asset, amount: stellar ? "41.50" : "42.50" });
    const hash = pay(stage, invoice, { amount: invoice.expectedAmount, reference: null });
    close(stage);
    const visit = async (page) => {
      assert.equal(await page.locator('meta[http-equiv="refresh"]').count(), 1);
      assert.equal(await page.getByRole("button", { name: /Freighter/ }).isVisible(), false);
      await page.locator("#claim summary").click();
      await page.getByRole("link", { name: "Stop reloading this page" }).click();
      assert.equal(await page.locator('meta[http-equiv="refresh"]').count(), 0);
      await page.getByLabel("Transaction hash or link").fill("a memo");
      await page.getByRole("button", { name: "Find my payment" }).click();
      await says(page, "There is no hash in this");
      await page.getByLabel("Transaction hash or link").fill(hash);
      await page.getByRole("button", { name: "Find my payment" }).click();
      await turns(page, "paid");
    };
    await stage.visit(invoice.payUrl, visit, { javaScriptEnabled: false });
  });
});
