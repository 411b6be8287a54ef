// The page behind the link in a mail: pause, resume, cancel, pay, with and without JavaScript.
// Knows what a subscriber sees and what the merchant's server then reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openCounter, WITHOUT } from "./counter.mjs";

const counter = openCounter();
const turns = (page, wanted) => page.locator(`main[data-status="${wanted}"]`).waitFor();
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

const begin = async (slug, fields) => {
  const made = await counter.makePackage({ slug, ...fields });
  return counter.enrol(made.id, {
    startImmediately: true,
    customerEmail: `${slug}@example.com`,
  });
};

const WAYS = { with: {}, without: WITHOUT };
for (const [how, options] of Object.entries(WAYS)) {
  test(`${how} JavaScript somebody pauses, resumes, cancels and keeps a subscription`, async () => {
    const { id, manageUrl } = await begin(`manage-${how}`);
    const now = () => counter.subscription(id);
    await counter.visit(
      manageUrl,
      async (page) => {
        await turns(page, "active");
        await press(page, "Pause subscription");
        await turns(page, "paused");
        assert.equal((await now()).status, "paused");
        await page.getByText("No invoices are made while it is paused.").waitFor();
        assert.equal(await page.getByRole("button", { name: "Pause subscription" }).count(), 0);

        await press(page, "Resume subscription");
        await turns(page, "active");
        assert.equal((await now()).status, "active");

        const confirm = page.getByRole("button", { name: "Confirm cancellation" });
        assert.equal(await confirm.isVisible(), false, "a slip of the thumb ends nothing");
        await page.getByText("Cancel subscription", { exact: true }).click();
        await confirm.click();
        await page.getByText("and is not renewed").waitFor();
        const ending = await now();
        assert.deepEqual([ending.status, ending.cancelAtPeriodEnd], ["active", true]);

        await press(page, "Keep subscription");
        await page.getByText("The next payment is due on").waitFor();
        assert.equal((await now()).cancelAtPeriodEnd, false);
        const foreign = page.complaints.requests.filter((url) => !url.startsWith(manageUrl));
        assert.deepEqual(foreign, [], "the page asks for nothing but itself");
        assert.deepEqual(page.complaints.errors, []);
      },
      options,
    );
  });
}

test("an invoice is paid from the page, and the page then says so", async () => {
  const { manageUrl, latestInvoice } = await begin("manage-pay");
  await counter.visit(
    manageUrl,
    async (page) => {
      await page.getByRole("link", { name: "Pay invoice" }).click();
      await turns(page, "unpaid");
      assert.ok(page.url().endsWith(`/pay/${latestInvoice.publicId}`));
      await page.locator("button[name=pay][value=exact]").click();
      await turns(page, "paid");
      await page.goto(manageUrl);
      await page.getByText("Paid", { exact: true }).waitFor();
      assert.equal(await page.getByRole("link", { name: "Pay invoice" }).count(), 0);
    },
    WITHOUT,
  );
});

test("a page that is out of date does nothing twice and says how it stands", async () => {
  const { id, manageUrl } = await begin("manage-stale");
  await counter.visit(manageUrl, async (page) => {
    await counter.call("PATCH", `/subscriptions/${id}`, { action: "pause" });
    await press(page, "Pause subscription");
    await page.getByText("That was no longer possible").waitFor();
    await turns(page, "paused");
  });
});

test("whoever cancels sees until when it goes on, and that it ended", async () => {
  const { id, manageUrl } = await begin("manage-end");
  await counter.call("PATCH", `/subscriptions/${id}`, { action: "cancel" });
  await counter.visit(manageUrl, async (page) => {
    await turns(page, "cancelled");
    await page.getByText("No more invoices are made.").waitFor();
    assert.equal(await page.getByRole("button").count(), 0, "nothing is left to do");
  });
});

test("a link that leads nowhere tells nothing", () =>
  counter.visit("/manage/zzzzzzzzzzzzzzzz", async (page) => {
    await page.getByRole("heading", { name: "Page not found" }).waitFor();
  }));
