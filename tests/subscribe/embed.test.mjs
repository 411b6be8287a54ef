// A package in a merchant's page on another site: in the frame of the script tag, in the overlay,
// in the seed's plain frame, and when no frame can be had. Knows the outside of all of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../pay/stage.mjs";
import {
  awake,
  container,
  fillIn,
  heardTimes,
  hears,
  openCounter,
  WITHOUT,
} from "./counter.mjs";

const counter = openCounter();
const PATIENCE_MS = 4100;

test("what the host knows of its customer is in the form, and goes along", async () => {
  const made = await counter.makePackage({ slug: "prefill", trialDays: 14 });
  const known = `data-paylinkr-email="known@example.com" data-paylinkr-name="Kim &amp; Bo"
    data-paylinkr-ref="cust_2048" data-paylinkr-locale="nl"`;
  await counter.visitHost(container(made.publicId, known), async (page, frame) => {
    await awake(frame);
    assert.equal(await frame.locator("html").getAttribute("lang"), "nl");
    assert.equal(await frame.locator("#email").inputValue(), "known@example.com");
    assert.equal(await frame.locator("#name").inputValue(), "Kim & Bo");
    await frame.locator("form button").click();
    await hears(page, "subscribed");
    assert.equal(await frame.locator("html").getAttribute("lang"), "nl");
  });
  const found = await counter.subscriptionOf("known@example.com");
  assert.equal(found.customerName, "Kim & Bo");
  assert.equal(found.externalCustomerRef, "cust_2048");
  assert.equal(found.locale, "nl");
});

test("in the overlay somebody subscribes, and Esc inside the frame closes it", async () => {
  const made = await counter.makePackage({ slug: "overlay", trialDays: 14 });
  const overlay = 'data-paylinkr-mode="overlay" data-paylinkr-label="Try Pro Support"';
  await counter.visitHost(container(made.publicId, overlay), async (page, frame) => {
    const button = page.getByRole("button", { name: "Try Pro Support" });
    await button.waitFor();
    assert.equal(page.frames().length, 1, "nothing is loaded before somebody wants it");
    await button.click();
    await hears(page, "open");
    await awake(frame);
    await fillIn(frame, "overlay@example.com");
    await frame.getByRole("button", { name: "Start free trial" }).click();
    await hears(page, "subscribed");
    await frame.getByRole("link").first().focus();
    await page.keyboard.press("Escape");
    await hears(page, "close");
    await page.locator("dialog").waitFor({ state: "hidden" });
    assert.equal(await button.evaluate((one) => one === document.activeElement), true);
    assert.deepEqual(page.complaints.errors, []);
  });
  assert.equal((await counter.subscriptionOf("overlay@example.com")).status, "trialing");
});

test("in a frame too, whoever has it already is told of a mail, the host of nothing", async () => {
  const email = "framed-again@example.com";
  const made = await counter.makePackage({ slug: "framed-again", trialDays: 14 });
  await counter.enrol(made.id, { customerEmail: email });
  await counter.visitHost(container(made.publicId), async (page, frame) => {
    await awake(frame);
    await fillIn(frame, email);
    await frame.getByRole("button", { name: "Start free trial" }).click();
    await frame.getByText("Check your mail").waitFor();
    // The page after the form speaks too: once it is ready, nothing more comes.
    const twice = () => window.heard.filter(([name]) => name === "ready").length === 2;
    await page.waitForFunction(twice);
    assert.equal(await heardTimes(page, "subscribed"), 0);
  });
});

test("a package that is off says so in the frame, and the host hears an error", async () => {
  const made = await counter.makePackage({ slug: "framed-off", active: false });
  await counter.visitHost(container(made.publicId), async (page, frame) => {
    await frame.getByRole("heading", { name: "This subscription is not available" }).waitFor();
    const { message } = await hears(page, "error");
    assert.equal(message, "This subscription is not available");
  });
});

// The frame stays empty for longer than the loader waits; then the page is a link away.
const linkInstead = async (page, publicId) => {
  await page.locator("iframe").waitFor();
  await page.clock.runFor(PATIENCE_MS);
  const { message } = await hears(page, "error");
  assert.equal(message, "no answer");
  const link = page.getByRole("link", { name: "Subscribe" });
  const address = `${counter.url}/subscribe/${publicId}?email=link%40example.com`;
  assert.equal(await link.getAttribute("href"), address);
  return link;
};

const LINK = 'data-paylinkr-email="link@example.com"';

test("where another origin may frame it only, a link takes the frame's place", async () => {
  const allowedOrigins = ["https://shop.example.com"];
  const made = await counter.makePackage({ slug: "elsewhere", trialDays: 14, allowedOrigins });
  await counter.visitHost(
    container(made.publicId, LINK),
    async (page) => {
      const link = await linkInstead(page, made.publicId);
      const refused = () => page.complaints.errors.some((text) => /frame-ancestors/.test(text));
      await until(refused, "the browser's word that the frame is refused");
      await link.click();
      await page.getByRole("button", { name: "Start free trial" }).waitFor();
      assert.equal(await page.getByLabel("E-mail address").inputValue(), "link@example.com");
    },
    { clock: true },
  );
});

test("where the frame cannot be reached, a link takes its place", async () => {
  const made = await counter.makePackage({ slug: "away", trialDays: 14 });
  await counter.visitHost(
    container(made.publicId, LINK),
    (page) => linkInstead(page, made.publicId),
    { clock: true, route: ["**/embed/**", (route) => route.abort("connectionrefused")] },
  );
});

// The seed's own lines, with our address and a package of ours.
const seedFrame = (publicId) => `<iframe
  src="${counter.url}/embed/subscription/${publicId}"
  width="420"
  height="520"
  frameborder="0"
  style="border:none;border-radius:16px;overflow:hidden;"
  title="Subscribe with PayLinkr"
></iframe>`;

for (const trialDays of [14, 0]) {
  const what = trialDays ? "a trial" : "no trial";
  test(`the seed's plain frame shows price, first field and button at once: ${what}`, async () => {
    const made = await counter.makePackage({ slug: `seed-${trialDays}`, trialDays });
    await counter.visitHost(seedFrame(made.publicId), async (page, frame) => {
      const name = trialDays ? "Start free trial" : "Subscribe";
      await awake(frame);
      const box = await page.locator("iframe").boundingBox();
      for (const [part, place] of [
        ["the price", frame.getByText("99.00", { exact: true }).first()],
        ["the first field", frame.getByLabel("E-mail address")],
        ["the button", frame.getByRole("button", { name })],
      ]) {
        const { y, height } = await place.boundingBox();
        const bottom = Math.ceil(y + height - box.y);
        assert.ok(y >= box.y && bottom <= box.height, `${part} ends at ${bottom} px`);
      }
    });
  });
}

test("the seed's plain frame works without JavaScript", async () => {
  const made = await counter.makePackage({ slug: "seed-plain" });
  await counter.visitHost(
    seedFrame(made.publicId),
    async (page, frame) => {
      await fillIn(frame, "seed-plain@example.com");
      await frame.getByRole("button", { name: "Subscribe" }).click();
      await frame.locator("button[name=pay][value=exact]").click();
      await frame.locator('main[data-status="paid"]').waitFor();
      assert.equal(new URL(page.url()).origin, counter.host.origin);
    },
    { options: WITHOUT },
  );
  const { status } = await counter.subscriptionOf("seed-plain@example.com");
  assert.equal(status, "active");
});

test("a slip that the server finds is told in the frame, and is mended there", async () => {
  const allowedOrigins = [counter.host.origin];
  const made = await counter.makePackage({ slug: "framed-slip", trialDays: 14, allowedOrigins });
  await counter.visitHost(
    container(made.publicId) + seedFrame(made.publicId),
    async (page, frame) => {
      await fillIn(frame, "typo@example");
      await frame.getByRole("button", { name: "Start free trial" }).click();
      await frame.getByText("Enter an address like name@example.com.").waitFor();
      assert.equal(await frame.getByLabel("E-mail address").inputValue(), "typo@example");
      await fillIn(frame, "mended@example.com");
      await frame.getByRole("button", { name: "Start free trial" }).click();
      await frame.getByText("Your free trial has begun").waitFor();
      assert.equal(await page.locator("iframe").count(), 1);
    },
    { options: WITHOUT },
  );
});
