// A pay link in a merchant's page on another site: in the frame of the script tag, in the overlay,
// in a plain frame without JavaScript, and when no frame can be had. Knows the outside of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { awake, hears, heardTimes, openCounter, WITHOUT } from "../subscribe/counter.mjs";
import { goOn, withLinks } from "./stand.mjs";

const stand = withLinks(openCounter());
const container = (link, more = "") => `<div data-paylinkr-link="${link.publicId}" ${more}></div>`;
const total = (frame, text) => frame.locator("[data-sum=total]", { hasText: text }).first();
const events = (page) => page.evaluate(() => window.heard.map(([event]) => event));
const pay = async (frame) => {
  await frame.locator("button[name=pay][value=exact]").click();
  await frame.locator('main[data-status="paid"]').waitFor();
};

const fill = async (frame) => {
  await frame.getByLabel("Mug").fill("3");
  await frame.getByLabel("Engraving").fill("Ada");
  await frame.getByLabel("Size").selectOption("M");
};

test("in the frame the total follows, somebody pays, and the host hears of it", async () => {
  const link = await stand.makeShop("framed");
  const known = 'data-paylinkr-email="alex.buyer@example.com"';
  await stand.visitHost(container(link, known), async (page, frame) => {
    await awake(frame);
    // 2 x 29.99 and 10.50, with 12.60 and half-even 2.20 of tax.
    await total(frame, "85.28").waitFor();
    const email = await frame.getByLabel("E-mail address").inputValue();
    assert.equal(email, "alex.buyer@example.com");
    await fill(frame);
    // 89.97 and 10.50, with 18.89 and 2.20.
    await total(frame, "121.56").waitFor();
    const before = await page.locator("iframe").evaluate((it) => it.offsetHeight);
    await goOn(frame);
    await frame.getByText("3\u{a0}× 29.99\u{a0}EUR").waitFor();
    await pay(frame);
    const { id } = await hears(page, "paid");
    assert.equal(id, link.publicId, "the host knows the link, and hears of it by that name");
    const told = await events(page);
    assert.deepEqual(told.slice(0, 2), ["ready", "resize"]);
    assert.ok(told.indexOf("status") < told.indexOf("paid"));
    assert.equal(await heardTimes(page, "paid"), 1);
    assert.equal(await heardTimes(page, "error"), 0);
    const after = await page.locator("iframe").evaluate((it) => it.offsetHeight);
    assert.notEqual(after, before, "the frame is as high as the page that is in it");
    assert.equal(new URL(page.url()).origin, stand.host.origin);
    assert.deepEqual(page.complaints.errors, []);
  });
  const { data } = await stand.call("GET", "/invoices?limit=1");
  assert.deepEqual([data[0].status, data[0].linkId], ["paid", link.id]);
  assert.deepEqual(data[0].customFields, { engraving: "Ada", size: "M" });
});

test("in a plain frame without JavaScript the server adds up, and somebody pays", async () => {
  const link = await stand.makeShop("framed-plain");
  const plain = `<iframe src="${link.embedUrl}" width="420" height="520"></iframe>`;
  await stand.visitHost(
    plain,
    async (page, frame) => {
      await fill(frame);
      await frame.getByRole("button", { name: "Update the total" }).click();
      await total(frame, "121.56").waitFor();
      assert.equal(await frame.getByLabel("Engraving").inputValue(), "Ada");
      assert.equal(await frame.getByLabel("Size").inputValue(), "M");
      await frame.locator("body.embedded").waitFor();
      await goOn(frame);
      await pay(frame);
      assert.equal(new URL(page.url()).origin, stand.host.origin);
    },
    { options: WITHOUT },
  );
});

test("in the overlay a donor chooses the amount and pays", async () => {
  const fields = { title: "Help us", allowCustomAmount: true, minAmount: "5", slug: "help" };
  const link = await stand.link(fields);
  const overlay = 'data-paylinkr-mode="overlay"';
  await stand.visitHost(container(link, overlay), async (page, frame) => {
    await page.getByRole("button", { name: "Pay" }).click();
    await hears(page, "open");
    await awake(frame);
    await frame.getByLabel("Amount in USDC").fill("4");
    await goOn(frame);
    await frame.getByText("Enter 5.00\u{a0}USDC or more.").waitFor();
    await frame.getByLabel("Amount in USDC").fill("7,50");
    await goOn(frame);
    await pay(frame);
    await hears(page, "paid");
    assert.deepEqual(page.complaints.errors, []);
  });
});

test("a link that is switched off says so in the frame, and the host hears an error", async () => {
  const link = await stand.link({ title: "Off", amount: "1", active: false });
  await stand.visitHost(container(link), async (page, frame) => {
    await frame.getByText("This payment link is closed").waitFor();
    const { message } = await hears(page, "error");
    assert.match(message, /^This payment link is closed/);
  });
});

test("where another origin may frame it only, a link takes the frame's place", async () => {
  const allowedOrigins = ["https://shop.example.com"];
  const link = await stand.link({ title: "Elsewhere", amount: "1", allowedOrigins });
  await stand.visitHost(
    container(link),
    async (page) => {
      await page.locator("iframe").waitFor();
      await page.clock.runFor(4100);
      const away = page.getByRole("link", { name: "Pay" });
      assert.equal(await away.getAttribute("href"), `${stand.url}/l/${link.publicId}`);
      await away.click();
      await goOn(page);
      await page.locator('main[data-status="unpaid"]').waitFor();
    },
    { clock: true },
  );
});

test("its invoices are framed by the origins that frame the link", async () => {
  const allowedOrigins = [stand.host.origin];
  const link = await stand.link({ title: "Here", amount: "1", allowedOrigins });
  await stand.visitHost(container(link), async (page, frame) => {
    await awake(frame);
    await goOn(frame);
    await pay(frame);
    await hears(page, "paid");
  });
});

for (const [options, how] of [[{}, "with"], [WITHOUT, "without"]]) {
  test(`by the keys alone, ${how} JavaScript, Enter goes on to pay`, async () => {
    const fields = { title: "Tea", amount: "12.50", allowQuantity: true, slug: `keys-${how}` };
    const link = await stand.link(fields);
    await stand.visit(
      link.url,
      async (page) => {
        if (how === "with") await awake(page);
        await page.keyboard.press("Tab");
        assert.equal(await page.locator(":focus").getAttribute("name"), "quantity");
        await page.keyboard.press("ArrowUp");
        if (how === "with") {
          await total(page, "25.00").waitFor();
          assert.equal(await page.locator("form .said").textContent(), "Total 25.00\u{a0}USDC");
        }
        await page.keyboard.press("Tab");
        await page.keyboard.type("alex.buyer@example.com");
        await page.keyboard.press("Enter");
        await page.locator('main[data-status="unpaid"]').waitFor();
        await page.getByText("2\u{a0}× 12.50\u{a0}USDC").waitFor();
      },
      options,
    );
  });
}
