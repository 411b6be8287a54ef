// A real small shop with nothing but the script tag, against the real worker: bought inline and in
// the overlay, believed only by signed webhook. Knows what a customer of the shop sees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startHost } from "../embed/sites.mjs";
import { startShop, WEBHOOK_PATH } from "../shop/server.mjs";
import { openStage } from "./stage.mjs";

const stage = openStage();
const frame = (page) => page.frameLocator("iframe");
const pay = (page, way) => frame(page).locator(`button[name=pay][value=${way}]`);
const paidInFrame = (page) => frame(page).locator('main[data-status="paid"]').waitFor();

test("a customer buys inline and the order is paid by the webhook", () =>
  stage.visit(stage.shop.url, async (page) => {
    await page.getByRole("button", { name: "Buy Sunrise Espresso" }).click();
    await frame(page).getByText("14.00", { exact: true }).first().waitFor();
    await pay(page, "exact").click();
    await paidInFrame(page);
    await page.getByRole("link", { name: /View order/ }).click();
    await page.getByText("Paid", { exact: true }).waitFor();
    assert.deepEqual(page.complaints.errors, []);
    const asked = new Set(page.complaints.requests.map((url) => new URL(url).origin));
    assert.deepEqual([...asked].sort(), [stage.shop.url, stage.url].sort());
  }));

test("a customer buys in the overlay, closes it with Esc inside, and finds the order paid", () =>
  stage.visit(stage.shop.url, async (page) => {
    await page.getByRole("button", { name: "Buy High Valley Filter" }).click();
    const button = page.getByRole("button", { name: /^Pay 16.50/ });
    await button.waitFor();
    assert.equal(page.frames().length, 1, "nothing is loaded before somebody wants to pay");
    await button.click();
    await pay(page, "exact").click();
    await paidInFrame(page);
    await frame(page).getByRole("link").first().focus();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: /View order/ }).click();
    await page.getByText("Paid", { exact: true }).waitFor();
    assert.deepEqual(page.complaints.errors, []);
  }));

test("the frame is as high as its page, on a phone and on a desk, in every state", async () => {
  for (const width of [320, 420, 1280]) {
    await stage.visit(
      stage.shop.url,
      async (page) => {
        await page.getByRole("button", { name: "Buy Sunrise Espresso" }).click();
        for (const way of ["half", "exact"]) {
          await fits(page);
          await pay(page, way).click();
          const status = way === "half" ? "partially_paid" : "paid";
          await frame(page).locator(`main[data-status="${status}"]`).waitFor();
        }
        await fits(page);
      },
      { viewport: { width, height: 800 } },
    );
  }
});

// Neither a scroll bar inside nor an empty band below.
const fits = async (page) => {
  await frame(page).locator("main").waitFor();
  await page.waitForFunction(() => document.querySelector("iframe").style.height !== "560px");
  const inside = await page
    .frames()[1]
    .evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]);
  const { height, width } = await page.locator("iframe").boundingBox();
  assert.ok(inside[0] <= height + 1, `${inside[0]} high inside ${height}`);
  assert.ok(inside[1] <= width, `${inside[1]} wide inside ${width}`);
};

test("in the seed's plain frame the amount and the main button show at once", async () => {
  const invoice = await stage.invoice();
  const host = await startHost();
  host.show(`<!doctype html><title>Shop</title>
    <iframe src="${stage.url}/embed/pay/${invoice.publicId}" width="420" height="520"
    frameborder="0" style="border:none" title="Pay"></iframe>`);
  try {
    await stage.visit(host.origin, showsAtOnce);
  } finally {
    await host.close();
  }
});

// Without scrolling inside the frame, and its buttons work there.
const showsAtOnce = async (page) => {
  const box = await page.locator("iframe").boundingBox();
  for (const part of [
    frame(page).getByText("25.00", { exact: true }).first(),
    frame(page).getByRole("link", { name: "Open wallet" }),
  ]) {
    await part.waitFor();
    const { y, height } = await part.boundingBox();
    assert.ok(y >= box.y && y + height <= box.y + box.height, `${y} + ${height}`);
  }
  await frame(page).locator("[data-awake]").waitFor();
  await frame(page).getByRole("button", { name: "Copy memo" }).click();
  await frame(page).getByRole("status").getByText("Copied: Memo").waitFor();
  assert.deepEqual(page.complaints.errors, []);
};

test("a webhook that nobody signed changes no order", async () => {
  const event = { event: "invoice.paid", orderId: "EC-AAAAAA", status: "paid", sequence: 9 };
  const answer = await fetch(stage.shop.url + WEBHOOK_PATH, {
    method: "POST",
    headers: {
      "webhook-id": "evt_forged",
      "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
      "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
    },
    body: JSON.stringify(event),
  });
  assert.equal(answer.status, 400);
});

test("a shop whose payment service is away keeps the order and says what to do", async () => {
  const { webhookSecret } = stage.merchant;
  const api = "http://127.0.0.1:9/api/v1";
  const shop = await startShop({ api, key: "plr_test_none", webhookSecret });
  try {
    await stage.visit(shop.url, async (page) => {
      await page.getByRole("button", { name: "Buy Sunrise Espresso" }).click();
      await page.getByRole("heading", { name: "The payment service does not answer" }).waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("nothing was paid").waitFor();
    });
  } finally {
    await shop.close();
  }
});
