// Subscriptions that are charged by themselves, in Chromium, at the stand-in of Mollie and Stripe:
// the box, the months that follow, a charge that fails, the button that ends it. Knows what a
// customer sees and reads, and what the merchant's server is told.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { awake, fillIn, withCounter } from "../subscribe/counter.mjs";
import { openPsp, payer } from "./stage.mjs";

const NAME = { mollie: "Mollie", stripe: "Stripe" };
// Whose customers have no scripts.
const OPTIONS = { mollie: { javaScriptEnabled: false }, stripe: {} };
// Longer than providers are sure to remember a key.
const FORGOTTEN_MS = 31 * 60_000;
const EUR_9 = { amount: undefined, pricingCurrency: "EUR", pricingAmount: "9.00" };
const CLUB = { name: "Workshop club", reminderPreset: "GENTLE", ...EUR_9 };

const inWords = (instant) =>
  new Date(instant).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "Europe/Amsterdam",
  });

// A merchant with a club, at a provider; `joins` makes its members.
const openClub = (psp) => {
  const stage = withCounter(openPsp(psp));
  const visit = (address, use) => stage.visit(address, use, OPTIONS[psp]);
  const { javaScriptEnabled = true } = OPTIONS[psp];
  // The page says by itself that it is paid; without scripts only every 15 seconds.
  const notices = async (page, invoice) => {
    if (!javaScriptEnabled) {
      await stage.reaches(invoice, "paid");
      await page.reload();
    }
    await payer(page).turns("paid");
  };
  // Somebody ticks the box of the first invoice and pays at the provider.
  const consents = async (page, { nextBillingAt, latestInvoice }) => {
    const { leave, presses } = payer(page);
    const from = inWords(nextBillingAt);
    const words = `charge 9.00 EUR per month automatically from ${from} on, until I cancel.`;
    const box = page.getByRole("checkbox", { name: words });
    assert.equal(await box.isChecked(), false, "it is never ticked beforehand");
    await box.check();
    await leave("9.00");
    await presses("Pay");
    await page.waitForURL(latestInvoice.payUrl);
    await notices(page, latestInvoice);
  };
  const joins = async (name) => {
    const made = await stage.makePackage({ ...CLUB, slug: name });
    const email = `${name}@example.com`;
    await visit(`/subscribe/${made.publicId}`, async (page) => {
      if (javaScriptEnabled) await awake(page);
      await fillIn(page, email, "Alex Buyer");
      await page.getByRole("button", { name: "Subscribe" }).click();
      await payer(page).turns("unpaid");
      const begun = await stage.subscriptionOf(email);
      assert.equal(begun.charge, null);
      await consents(page, begun);
      assert.deepEqual(page.complaints.errors, []);
    });
    return member(stage, await stage.subscriptionOf(email), stage.psps.sales.at(-1));
  };
  // A month later, when the cron has run and the provider's calls are answered.
  const month = async () => {
    await stage.advance("31d");
    await stage.tick();
    await stage.psps.settled();
  };
  return Object.assign(stage, { see: visit, joins, notices, month });
};

// What is known of a subscription whose customer has paid `first`.
const member = (stage, { id, customerEmail, manageUrl }, first) => {
  const now = () => stage.subscription(id);
  const count = async (wanted) => {
    const mails = await stage.mails(customerEmail);
    return mails.filter(({ subject }) => subject === `[Test] ${wanted}: Workshop club`).length;
  };
  return {
    manageUrl,
    first,
    now,
    newest: async () => stage.read((await now()).latestInvoice),
    charges: () =>
      stage.psps.sales.filter(
        ({ sequence, customer }) => sequence === "recurring" && customer === first.customer,
      ),
    /** How many payment requests, failures and receipts were mailed. */
    mailed: async () => [
      await count("Example Coffee"),
      await count("Payment failed"),
      await count("Receipt"),
    ],
    newestMail: async () => (await stage.mails(customerEmail))[0].text,
    leaves: () => stage.call("PATCH", `/subscriptions/${id}`, { action: "cancel" }),
  };
};

for (const psp of ["mollie", "stripe"]) {
  describe(psp, { concurrency: 1 }, () => {
    const club = openClub(psp);

    test("who ticks the box is charged each month until the button stops it", async () => {
      const member = await club.joins("alex");
      const begun = await member.now();
      assert.deepEqual([begun.status, begun.charge?.psp], ["active", psp]);
      assert.deepEqual(await member.mailed(), [1, 0, 1]);

      await club.month();
      const second = await member.newest();
      assert.notEqual(second.id, begun.latestInvoice.id);
      const [charge, ...others] = member.charges();
      const facts = [second.status, second.paymentNetwork, second.receivedAmount];
      assert.deepEqual(facts, ["paid", "PSP", "9.00"]);
      assert.deepEqual([charge.cents, charge.status, others], [900, "paid", []]);
      assert.equal(second.reference, charge.id);
      assert.equal(charge.back, undefined, "nobody is led anywhere");
      assert.deepEqual(await member.mailed(), [1, 0, 2]);

      club.psps.charges.push("failed");
      await club.month();
      const third = await member.newest();
      assert.deepEqual([third.status, await club.attempts(third)], ["unpaid", ["failed"]]);
      assert.deepEqual(await member.mailed(), [1, 1, 2]);
      const mail = await member.newestMail();
      assert.ok(mail.includes(third.payUrl), "the newest mail leads to it");
      assert.equal((await member.now()).charge?.psp, psp, "the next period may find money");
      assert.equal(member.charges().length, 2);
      await club.see(third.payUrl, async (page) => {
        const { leave, presses } = payer(page);
        assert.equal(await page.getByRole("checkbox").count(), 0, "what is agreed is not asked");
        await leave("9.00");
        await presses("Pay");
        await page.waitForURL(third.payUrl);
        await club.notices(page, third);
      });

      await club.see(member.manageUrl, async (page) => {
        const sentence = page.getByText(`Each invoice is charged automatically at ${NAME[psp]}.`);
        const stop = page.getByRole("button", { name: "Stop automatic charges" });
        await sentence.waitFor();
        await stop.click();
        await sentence.waitFor({ state: "detached" });
        assert.equal(await stop.count(), 0);
        assert.deepEqual(page.complaints.errors, []);
      });
      const stopped = await member.now();
      assert.deepEqual([stopped.status, stopped.charge], ["active", null]);
      await club.month();
      const fourth = await member.newest();
      assert.notEqual(fourth.id, third.id);
      assert.deepEqual([fourth.status, await club.attempts(fourth)], ["unpaid", []]);
      assert.equal(member.charges().length, 2, "nothing was charged");
      assert.deepEqual(await member.mailed(), [2, 1, 3]);
      await member.leaves();
    });

    test("a charge whose answer is lost is made once", async () => {
      const member = await club.joins("lost");
      await club.advance("31d");
      const path = psp === "mollie" ? "/v2/payments" : "/v1/payment_intents";
      club.psps.requests.length = 0;
      club.psps.calls = false;
      club.psps.fail(psp, { lost: true, times: 1 });
      await club.tick();
      await club.tick();
      club.psps.calls = true;
      assert.equal(club.psps.count({ method: "POST", path }), 2, "it was asked for again");
      assert.equal(member.charges().length, 1);
      assert.equal((await member.newest()).status, "paid");
      assert.deepEqual(await member.mailed(), [1, 0, 2]);
      await member.leaves();
    });

    test("a charge whose answer was lost is found once the key may be forgotten", async () => {
      const member = await club.joins("found");
      await club.advance("31d");
      club.psps.calls = false;
      club.psps.fail(psp, { lost: true, times: 1 });
      await club.tick();
      const path = psp === "mollie" ? "/v2/payments" : "/v1/payment_intents";
      club.psps.requests.length = 0;
      await club.sql(
        `UPDATE psp_attempt SET called_at = called_at - ?1, next_at = next_at - ?1
         WHERE state = 'creating'`,
        FORGOTTEN_MS,
      );
      await club.tick();
      club.psps.calls = true;
      assert.equal(club.psps.count({ method: "POST", path }), 0, "it is not asked for again");
      assert.equal(member.charges().length, 1);
      assert.equal((await member.newest()).status, "paid");
      assert.deepEqual(await member.mailed(), [1, 0, 2]);
      await member.leaves();
    });

    test("a bank that takes days is waited for", async () => {
      const member = await club.joins("slow");
      club.psps.charges.push("pending");
      await club.month();
      assert.equal((await member.newest()).status, "pending");
      await club.advance("5d");
      const waiting = await member.now();
      assert.deepEqual([waiting.status, waiting.latestInvoice.status], ["active", "pending"]);
      assert.deepEqual(await member.mailed(), [1, 0, 1]);
      await club.wait();
      club.psps.act(member.charges()[0], "paid");
      await club.psps.settled();
      await club.reaches(waiting.latestInvoice, "paid");
      assert.deepEqual(await member.mailed(), [1, 0, 2]);
      await member.leaves();
    });

    test("a mandate that was taken back there ends, and the invoice is mailed", async () => {
      const member = await club.joins("gone");
      club.psps.revoke(member.first);
      await club.month();
      const { status, charge, latestInvoice } = await member.now();
      assert.deepEqual([status, charge, latestInvoice.status], ["active", null, "unpaid"]);
      assert.deepEqual(member.charges(), []);
      assert.deepEqual(await member.mailed(), [1, 1, 1]);
      await member.leaves();
    });

    if (psp === "stripe") {
      test("nothing was asked of Stripe that its description does not have", () => {
        assert.deepEqual(club.psps.wrongs, []);
      });
    }
  });
}
