// A subscription from the merchant's page to its end, through the built worker and a browser:
// trial, payment, a missed month, cancellation. Knows what a merchant and a subscriber know.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../pay/stage.mjs";
import { awake, container, fillIn, heardTimes, hears, openCounter } from "./counter.mjs";

const counter = openCounter();
const day = (instant) => instant.slice(0, 10);

// The events of one subscription, in the order in which they happened.
const toldOf = async (id) => {
  const { data } = await counter.call("GET", "/events?limit=100");
  const own = data.filter(({ payload, subscriptionId }) =>
    [subscriptionId, payload?.subscriptionId, payload?.id].includes(id),
  );
  return own.map(({ event }) => event);
};

test("a subscription goes from its trial to its cancellation", async () => {
  const email = "second.buyer@example.com";
  const made = await counter.makePackage({ slug: "walk", trialDays: 14 });
  await counter.visitHost(container(made.publicId), async (page, frame) => {
    await awake(frame);
    await fillIn(frame, email, "Sam Walker");
    await frame.getByRole("button", { name: "Start free trial" }).click();
    const { id } = await hears(page, "subscribed");
    assert.equal(id, made.publicId);
    await frame.getByText("Your free trial has begun").waitFor();
    assert.equal(await heardTimes(page, "subscribed"), 1);
    assert.equal(await heardTimes(page, "paid"), 0);
    assert.deepEqual(page.complaints.errors, []);
  });
  const { id, trialEndsAt, latestInvoice } = await counter.subscriptionOf(email);
  const now = () => counter.subscription(id);
  const status = async () => (await now()).status;
  assert.equal(await status(), "trialing");
  assert.equal(latestInvoice, null, "nothing is due before the trial ends");

  await counter.advance("15d");
  const first = await now();
  assert.equal(day(first.latestInvoice.dueAt), day(trialEndsAt));
  await counter.visit(`/pay/${first.latestInvoice.publicId}`, async (page) => {
    await page.locator("button[name=pay][value=exact]").click();
    await page.locator('main[data-status="paid"]').waitFor();
  });
  assert.equal(await status(), "active");

  await counter.advance("31d");
  const missed = await now();
  assert.notEqual(missed.latestInvoice.id, first.latestInvoice.id);
  await counter.advance("2d");
  await counter.advance("5d");
  assert.equal(await status(), "past_due");
  const reminders = async () =>
    (await counter.mails(email)).filter(({ subject }) => subject.includes("Reminder: Pro Support"));
  const texts = await reminders();
  assert.ok(texts.length >= 2, `${texts.length} reminders`);
  assert.ok(texts.every(({ text }) => text.includes(`/pay/${missed.latestInvoice.publicId}`)));

  await counter.call("POST", "/test/payments", { invoice: missed.latestInvoice.id });
  assert.equal(await status(), "active");

  const cancel = { action: "cancel", atPeriodEnd: true };
  const ending = await counter.call("PATCH", `/subscriptions/${id}`, cancel);
  assert.equal(ending.cancelAtPeriodEnd, true);
  assert.equal(ending.status, "active", "what is paid for is had");
  await counter.advance("31d");
  const ended = await now();
  assert.equal(ended.status, "cancelled");
  assert.equal(ended.latestInvoice.id, missed.latestInvoice.id, "nothing more was asked for");
  const wanted = "created active past_due active cancelled".split(" ");
  const told = (await toldOf(id)).filter((event) => wanted.includes(event.split(".")[1]));
  assert.deepEqual(
    told.filter((event) => event.startsWith("subscription.")),
    wanted.map((event) => `subscription.${event}`),
  );
  await until(
    () => counter.shop.received.find(({ event }) => event === "subscription.cancelled"),
    "the webhook subscription.cancelled",
  );
});

test("an enrolment without a trial is paid in the same frame; the host hears both", async () => {
  const email = "third.buyer@example.com";
  const made = await counter.makePackage({ slug: "at-once" });
  await counter.visitHost(container(made.publicId), async (page, frame) => {
    await awake(frame);
    await fillIn(frame, email);
    await frame.getByRole("button", { name: "Subscribe" }).click();
    await hears(page, "subscribed");
    assert.equal((await counter.subscriptionOf(email)).status, "incomplete");
    await frame.locator("button[name=pay][value=exact]").click();
    await frame.locator('main[data-status="paid"]').waitFor();
    await hears(page, "paid");
    assert.equal(await heardTimes(page, "subscribed"), 1);
    assert.equal(await page.locator("iframe").count(), 1);
    assert.equal(new URL(page.url()).origin, counter.host.origin, "the host page stayed");
    assert.deepEqual(page.complaints.errors, []);
  });
  const active = await until(async () => {
    const found = await counter.subscriptionOf(email);
    return found.status === "active" && found;
  }, "the subscription's beginning");
  assert.equal(active.latestInvoice.status, "paid");
});
