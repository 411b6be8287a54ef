// The demo shop's subscription, as a customer of the shop and its owner see it: joined in the
// frame, believed only by signed webhook, one package however often the shop starts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../pay/stage.mjs";
import { startShop, WEBHOOK_PATH } from "../shop/server.mjs";
import { awake, openCounter } from "./counter.mjs";

const counter = openCounter();
const BUYER = "alex.buyer@example.com";

test("a customer joins in the shop, and the shop knows by the webhook", () =>
  counter.visit(counter.shop.url, async (page) => {
    await page.getByRole("link", { name: "See how it works" }).click();
    const frame = page.frameLocator("iframe");
    await awake(frame);
    assert.equal(await frame.getByLabel("E-mail address").inputValue(), BUYER);
    assert.equal(await page.locator("#joined").isVisible(), false);
    await frame.getByRole("button", { name: "Start free trial" }).click();
    await frame.getByText("Your free trial has begun").waitFor();
    await page.getByText("You are in. We write to you").waitFor();
    const { id } = await counter.subscriptionOf(BUYER);
    const created = ({ event, subscriptionId }) =>
      event === "subscription.created" && subscriptionId === id;
    await until(() => counter.shop.received.some(created), "the webhook");
    await page.reload();
    await page.getByText("You are in: the first bags leave on Tuesday").waitFor();
    assert.deepEqual(page.complaints.errors, []);
    const asked = new Set(page.complaints.requests.map((url) => new URL(url).origin));
    assert.deepEqual([...asked].sort(), [counter.shop.url, counter.url].sort());
  }));

test("a shop that starts again sells the same package", async () => {
  const packages = () => counter.call("GET", "/subscription-packages?limit=100");
  const before = await packages();
  const { testKey: key, webhookSecret } = counter.merchant;
  const again = await startShop({ api: counter.api, key, webhookSecret });
  await again.close();
  const { data, total } = await packages();
  assert.equal(total, before.total);
  assert.equal(data.filter(({ slug }) => slug === "tuesday-bags").length, 1);
});

test("a message that nobody signed makes no member", async () => {
  const { testKey: key, webhookSecret } = counter.merchant;
  const shop = await startShop({ api: counter.api, key, webhookSecret });
  try {
    const answer = await fetch(shop.url + WEBHOOK_PATH, {
      method: "POST",
      headers: {
        "webhook-id": "evt_forged",
        "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
        "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
      },
      body: JSON.stringify({
        event: "subscription.created",
        subscriptionId: "cusub_forged",
        externalCustomerRef: "cust_2048",
        status: "active",
        sequence: 1,
      }),
    });
    assert.equal(answer.status, 400);
    await counter.visit(`${shop.url}/club`, async (page) => {
      await page.getByRole("heading", { name: "Two bags, every first Tuesday" }).waitFor();
      assert.equal(await page.locator("#joined").isVisible(), false);
    });
  } finally {
    await shop.close();
  }
});

test("a shop whose payment service is away says that nobody can join", async () => {
  const { webhookSecret } = counter.merchant;
  const api = "http://127.0.0.1:9/api/v1";
  const shop = await startShop({ api, key: "plr_test_none", webhookSecret });
  try {
    await counter.visit(shop.url, async (page) => {
      assert.equal(await page.getByRole("link", { name: "See how it works" }).count(), 0);
      await page.getByRole("button", { name: "Buy Sunrise Espresso" }).waitFor();
      await page.goto(`${shop.url}/club`);
      await page.getByText("Nobody can join at the moment").waitFor();
    });
  } finally {
    await shop.close();
  }
});
