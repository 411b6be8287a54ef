// The page that a customer subscribes on, by itself: without JavaScript, by the keyboard, with
// slips while typing, for somebody who has it already. Knows the page's outside only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { awake, fillIn, openCounter, WITHOUT } from "./counter.mjs";

const counter = openCounter();
const pathOf = ({ publicId }) => `/subscribe/${publicId}`;
const turns = (page, wanted) => page.locator(`main[data-status="${wanted}"]`).waitFor();
const note = (page, name) => page.locator(`#${name}-note`);
const NOT_AN_EMAIL = "Enter an address like name@example.com.";

test("without JavaScript a trial is begun by a plain form", async () => {
  const made = await counter.makePackage({ slug: "plain-trial", trialDays: 14 });
  await counter.visit(
    pathOf(made),
    async (page) => {
      await page.getByText("14 days free, then").waitFor();
      await page.getByText("99.00", { exact: true }).waitFor();
      await fillIn(page, "plain@example.com", "Plain Buyer");
      await page.getByRole("button", { name: "Start free trial" }).click();
      await page.getByText("Your free trial has begun").waitFor();
      const { trialEndsAt, customerName } = await counter.subscriptionOf("plain@example.com");
      assert.equal(customerName, "Plain Buyer");
      const ends = new Date(trialEndsAt).toLocaleDateString("en-GB", {
        day: "numeric",
        month: "long",
        year: "numeric",
        timeZone: "Europe/Amsterdam",
      });
      await page.getByText(ends).waitFor();
      const foreign = page.complaints.requests.filter((url) => !url.startsWith(counter.url));
      assert.deepEqual(foreign, []);
    },
    WITHOUT,
  );
  const [mail] = await counter.mails("plain@example.com");
  assert.match(mail.subject, /Your trial has begun: Pro Support/);
  assert.match(mail.text, /\/manage\/\w+/);
});

test("without JavaScript somebody subscribes and pays the first period", async () => {
  const made = await counter.makePackage({ slug: "plain-paid" });
  await counter.visit(
    pathOf(made),
    async (page) => {
      await fillIn(page, "payer@example.com");
      await page.getByRole("button", { name: "Subscribe" }).click();
      await turns(page, "unpaid");
      await page.locator("button[name=pay][value=exact]").click();
      await turns(page, "paid");
    },
    WITHOUT,
  );
  assert.equal((await counter.subscriptionOf("payer@example.com")).status, "active");
});

test("without JavaScript the page asks for nothing but itself before the form", async () => {
  const made = await counter.makePackage({ slug: "one-request" });
  await counter.visit(
    pathOf(made),
    (page) => assert.deepEqual(page.complaints.requests, [counter.url + pathOf(made)]),
    WITHOUT,
  );
});

test("without JavaScript the server says what was typed wrong and keeps it", async () => {
  const made = await counter.makePackage({ slug: "plain-wrong", trialDays: 7 });
  await counter.visit(
    pathOf(made),
    async (page) => {
      // The browser takes it, the server does not.
      await fillIn(page, "typo@example", "Tia");
      await page.getByRole("button", { name: "Start free trial" }).click();
      await page.getByText(NOT_AN_EMAIL).waitFor();
      const email = page.getByLabel("E-mail address");
      assert.equal(await email.getAttribute("aria-invalid"), "true");
      assert.equal(await email.inputValue(), "typo@example");
      assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Tia");
      await email.fill("typo@example.com");
      await page.getByRole("button", { name: "Start free trial" }).click();
      await page.getByText("Your free trial has begun").waitFor();
    },
    WITHOUT,
  );
});

// Presses Tab until something has that name; answers the names of all stops. Every stop is seen.
const tabTo = async (page, wanted) => {
  const stops = [];
  for (let press = 0; press < 30; press++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth, borderWidth } = getComputedStyle(element);
      const name = element.labels?.[0]?.innerText ?? element.innerText;
      const { top, bottom } = element.getBoundingClientRect();
      const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return { name, ringed, inView: top >= 0 && bottom <= innerHeight, borderWidth };
    });
    assert.ok(stop.ringed, `${stop.name}: the focus is seen`);
    assert.ok(stop.inView, `${stop.name} is scrolled into view`);
    stops.push(stop.name);
    if (stop.name === wanted) return stops;
  }
  throw new Error(`${wanted} is not reached by Tab: ${stops.join(", ")}`);
};

test("somebody with nothing but a keyboard subscribes and pays", async () => {
  const made = await counter.makePackage({ slug: "keys" });
  await counter.visit(
    pathOf(made),
    async (page) => {
      await awake(page);
      assert.deepEqual(await tabTo(page, "E-mail address"), ["E-mail address"]);
      await page.keyboard.type("keys@example.com");
      assert.deepEqual(await tabTo(page, "Subscribe"), ["Name", "Subscribe"]);
      await page.keyboard.press("Enter");
      await turns(page, "unpaid");
      await awake(page);
      await tabTo(page, "Open wallet");
      await tabTo(page, "Pay exactly");
      await page.keyboard.press("Enter");
      await turns(page, "paid");
    },
    { viewport: { width: 420, height: 700 } },
  );
  assert.equal((await counter.subscriptionOf("keys@example.com")).status, "active");
});

test("a slip is told when the field is left, and is forgiven while it is mended", async () => {
  const made = await counter.makePackage({ slug: "typing", trialDays: 7 });
  await counter.visit(pathOf(made), async (page) => {
    await awake(page);
    const email = page.getByLabel("E-mail address");
    const help = await note(page, "email").innerText();
    await email.pressSequentially("alex@");
    assert.equal(await note(page, "email").innerText(), help, "nobody is hurried");
    await page.keyboard.press("Tab");
    assert.equal(await note(page, "email").innerText(), NOT_AN_EMAIL);
    assert.equal(await email.getAttribute("aria-invalid"), "true");
    await email.press("End");
    await email.pressSequentially("example.com");
    assert.equal(await note(page, "email").innerText(), help);
    assert.equal(await email.getAttribute("aria-invalid"), null);
    assert.deepEqual(page.complaints.errors, []);
  });
});

test("a form with nothing in it goes nowhere and says what is missing", async () => {
  const made = await counter.makePackage({ slug: "empty", trialDays: 7 });
  await counter.visit(pathOf(made), async (page) => {
    await awake(page);
    const asked = page.complaints.requests.length;
    await page.getByRole("button", { name: "Start free trial" }).click();
    await page.getByText("Enter your e-mail address.").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "email");
    assert.equal(page.complaints.requests.length, asked, "nothing was sent");
  });
});

test("whoever has it already is told only of a mail, and the mail has the link", async () => {
  const email = "again@example.com";
  const made = await counter.makePackage({ slug: "again", trialDays: 14 });
  await counter.enrol(made.id, { customerEmail: email, customerName: "Agnes Again" });
  await counter.visit(pathOf(made), async (page) => {
    await fillIn(page, email, "Somebody Else");
    await page.getByRole("button", { name: "Start free trial" }).click();
    await page.getByText("Check your mail").waitFor();
    const text = await page.locator("body").innerText();
    for (const secret of [email, "Agnes", "trial", "manage", "already"]) {
      assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), `${secret} is not told`);
    }
    const [mail] = await counter.mails(email);
    assert.match(mail.subject, /Your subscription: Pro Support/);
    const [link] = mail.text.match(/http\S+\/manage\/\S+/);
    await page.goto(link);
    await page.getByText("Free trial", { exact: true }).waitFor();
    await page.getByText(email).waitFor();
  });
  const { data } = await counter.call("GET", "/subscriptions?limit=100");
  assert.equal(data.filter(({ customerEmail }) => customerEmail === email).length, 1);
});

test("a package that is off takes nobody, and says so with a page of its own", async () => {
  const made = await counter.makePackage({ slug: "off", trialDays: 14 });
  await counter.visit(pathOf(made), async (page) => {
    await counter.call("PATCH", "/subscription-packages/off", { active: false });
    await fillIn(page, "late@example.com");
    await page.getByRole("button", { name: "Start free trial" }).click();
    await page.getByRole("heading", { name: "This subscription is not available" }).waitFor();
    const answer = await page.goto(counter.url + pathOf(made));
    assert.equal(answer.status(), 404);
    await page.getByRole("heading", { name: "This subscription is not available" }).waitFor();
  });
  assert.equal(await counter.subscriptionOf("late@example.com"), undefined);
});
