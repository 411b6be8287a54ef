// Pay links from the merchant's call to the signed message back, in Chromium, with and without
// JavaScript. Knows what a merchant and a payer know.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { field, fillIn, goOn, openStand, payHere, turns, WITHOUT } from "./stand.mjs";

const stand = openStand();
const EMAIL = "alex.buyer@example.com";
const PICTURE = new URL("../support/pictures/plain.png", import.meta.url);

// Every test of a payer's way is played twice.
const both = (title, play) => {
  test(title, () => play({}));
  test(`${title}, without JavaScript`, () => play(WITHOUT));
};

// A shop of seed 003: two products, a tax on top, three questions, an address.
const makeShop = async (url) => {
  const make = (path, body) => stand.v0("POST", path, body);
  const mug = await make("/products", { name: "Mug", price: 29.99, currency: "EUR" });
  const pen = await make("/products", { name: "Pen", price: 10.5, currency: "EUR" });
  const vat = await make("/taxes", { name: "VAT", percentage: 21 });
  const link = await make("/payment-links", {
    title: "Walnut workshop",
    url,
    linkType: "PRODUCT",
    currency: "eurc",
    paymentLinkProducts: [{ productId: mug.id, quantity: 2 }, { productId: pen.id }],
    collectTax: true,
    taxId: vat.id,
    collectAddress: true,
    paymentForId: "sub_123456789",
    customFields: [
      { key: "engraving", label: "Engraving on the mug", required: true },
      { key: "size", label: "Shirt size", type: "select", options: ["S", "M"], required: true },
      { key: "gift", label: "Wrap it as a gift", type: "checkbox" },
    ],
  });
  return { link, mug, pen };
};

const ADDRESS = { line1: "Keizersgracht 1", postalCode: "1015 CN", city: "Amsterdam" };

const fillShop = async (page, { mug }) => {
  await fillIn(page, { [`quantity-${mug.id}`]: "3", email: EMAIL, name: "Alex Buyer" });
  await page.getByLabel("Engraving on the mug").fill("Ada");
  await page.getByLabel("Shirt size").selectOption("M");
  await page.getByLabel("Wrap it as a gift").check();
  await fillIn(page, { ...ADDRESS, country: "NL" });
};

// 3 x 29.99 = 89.97 and 1 x 10.50. 21 % of that: 18.8937 is 18.89, and 2.205 is half-even 2.20.
const SOLD = ({ mug, pen }) => ({
  lines: [
    { productId: mug.id, title: "Mug", quantity: 3, price: "29.99" },
    { productId: pen.id, title: "Pen", quantity: 1, price: "10.50" },
  ],
  linesCurrency: "EUR",
  tax: { name: "VAT", percentage: "21", inclusive: false, amount: "21.09" },
  customFields: { engraving: "Ada", size: "M", gift: "yes" },
  address: { ...ADDRESS, country: "NL" },
  orderId: "sub_123456789",
});
const TOTAL = "121.56";
const total = (page) => page.locator("[data-sum=total]", { hasText: TOTAL }).first();

both("products with quantity, tax, answers and an address are paid and told", async (options) => {
  const shop = await makeShop(options === WITHOUT ? "workshop-plain" : "workshop");
  const id = await stand.visit(
    shop.link.url,
    async (page) => {
      await fillShop(page, shop);
      if (options === WITHOUT) {
        await page.getByRole("button", { name: "Update the total" }).click();
        assert.equal(await page.getByLabel("Engraving on the mug").inputValue(), "Ada");
        assert.equal(await page.getByLabel("Wrap it as a gift").isChecked(), true);
      }
      await total(page).waitFor();
      await goOn(page);
      const paid = await payHere(page);
      assert.deepEqual(page.complaints.errors, []);
      const foreign = page.complaints.requests.filter((url) => !url.startsWith(stand.url));
      assert.deepEqual(foreign, []);
      return paid;
    },
    options,
  );
  const invoice = await stand.call("GET", `/invoices/${id}`);
  assert.deepEqual(
    [invoice.status, invoice.pricingCurrency, invoice.pricingAmount, invoice.asset],
    ["paid", "EUR", TOTAL, "EURC"],
  );
  assert.deepEqual([invoice.customerEmail, invoice.customerName], [EMAIL, "Alex Buyer"]);
  const event = await stand.told(id, "invoice.paid");
  for (const told of [invoice, event]) {
    assert.equal(told.linkId, shop.link.id);
    for (const [name, value] of Object.entries(SOLD(shop))) {
      assert.deepEqual(told[name], value, name);
    }
  }
});

test("without JavaScript the server tells a slip and keeps all that was typed", async () => {
  const shop = await makeShop("workshop-slip");
  await stand.visit(
    shop.link.url,
    async (page) => {
      await fillShop(page, shop);
      // The browser takes both, the server does not.
      await fillIn(page, { email: "alex.buyer@example", country: "XX" });
      await goOn(page);
      await page.getByText("Enter an address like name@example.com.").waitFor();
      for (const name of ["email", "country"]) {
        assert.equal(await field(page, name).getAttribute("aria-invalid"), "true", name);
      }
      const kept = { email: "alex.buyer@example", country: "XX", name: "Alex Buyer", ...ADDRESS };
      const typed = { ...kept, [`quantity-${shop.mug.id}`]: "3", "field-engraving": "Ada" };
      for (const [name, text] of Object.entries({ ...typed, "field-size": "M" })) {
        assert.equal(await field(page, name).inputValue(), text, name);
      }
      assert.equal(await page.getByLabel("Wrap it as a gift").isChecked(), true);
      await total(page).waitFor();
      await fillIn(page, { email: EMAIL, country: "nl" });
      await goOn(page);
      await payHere(page);
    },
    WITHOUT,
  );
});

both("a donor gives as much as they like", async (options) => {
  const url = options === WITHOUT ? "help-plain" : "help";
  const body = { title: "Help us", url, linkType: "DONATION", amount: null, currency: "eurc" };
  const link = await stand.v0("POST", "/payment-links", body);
  assert.equal(link.amount, null);
  const id = await stand.visit(
    link.url,
    async (page) => {
      await field(page, "amount").fill("7.50");
      await goOn(page);
      return payHere(page);
    },
    options,
  );
  const { receivedAmount, lines } = await stand.call("GET", `/invoices/${id}`);
  assert.equal(receivedAmount, "7.50");
  const gift = { productId: null, title: "Help us", quantity: 1, price: "7.50" };
  assert.deepEqual(lines, [gift]);
  assert.equal((await stand.told(id, "invoice.paid")).receivedAmount, "7.50");
});

// A link of the kind SUBSCRIPTION, paid for the first time; answers the subscription.
const subscribe = async (fields, email, options) => {
  const link = await stand.v0("POST", "/payment-links", {
    title: "Coffee club",
    linkType: "SUBSCRIPTION",
    customFields: { grind: "fine" },
    ...fields,
  });
  const id = await stand.visit(
    link.url,
    async (page) => {
      await fillIn(page, { email, name: "Alex Buyer" });
      await page.getByLabel("grind").fill("coarse");
      await page.getByRole("button", { name: "Subscribe" }).click();
      return payHere(page);
    },
    options,
  );
  const { data } = await stand.call("GET", "/subscriptions?limit=100");
  const subscription = data.find(({ customerEmail }) => customerEmail === email);
  assert.equal(subscription.packageId, link.packageId);
  assert.equal(subscription.status, "active");
  assert.deepEqual(subscription.metadata, { grind: "coarse" });
  assert.equal((await stand.told(id, "invoice.paid")).subscriptionId, subscription.id);
  return subscription;
};

both("a link subscribes to the package that it names", async (options) => {
  const plain = options === WITHOUT ? "-plain" : "";
  const made = await stand.call("POST", "/subscription-packages", {
    name: `Weekly beans${plain}`,
    amount: "9.00",
    interval: "WEEKLY",
  });
  const fields = { url: `club${plain}`, packageId: made.id };
  const { amount, interval } = await subscribe(fields, `club${plain}@example.com`, options);
  assert.deepEqual([amount, interval], ["9.00", "WEEKLY"]);
});

both("a link without a package subscribes to one of its own, each month", async (options) => {
  const plain = options === WITHOUT ? "-plain" : "";
  const fields = { url: `own-club${plain}`, amount: 29.99 };
  const { amount, interval } = await subscribe(fields, `own${plain}@example.com`, options);
  assert.deepEqual([amount, interval], ["29.99", "MONTHLY"]);
});

test("a cover image is fetched once, when the link is saved, and comes from us", async () => {
  const bytes = await readFile(PICTURE);
  let asked = 0;
  const host = createServer((_, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "image/png" }).end(bytes);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  try {
    const coverImage = `http://127.0.0.1:${host.address().port}/cover.png`;
    const link = await stand.link({ title: "Seen", amount: "1", coverImage });
    assert.equal(link.coverImageProblem, null);
    await stand.visit(link.url, async (page) => {
      const picture = page.locator("main img").first();
      const isDrawn = (image) => image.decode().then(() => image.naturalWidth > 0);
      assert.equal(await picture.evaluate(isDrawn), true);
      assert.equal(await picture.evaluate((image) => image.src), link.coverImageUrl);
      assert.ok(link.coverImageUrl.startsWith(`${stand.url}/img/`));
      assert.deepEqual(page.complaints.errors, []);
    });
    assert.equal(asked, 1);
  } finally {
    host.closeAllConnections();
    await new Promise((done) => host.close(done));
  }
});

// The page says so, and has no form.
const isClosed = (link, status, code) =>
  stand.visit("", async (page) => {
    const answer = await page.goto(link.url);
    assert.equal(answer.status(), status);
    if (code) await turns(page, code);
    assert.equal(await page.getByRole("heading").first().isVisible(), true);
    assert.equal(await page.locator("form").count(), 0);
    const { publicId } = await stand.call("GET", `/links/${link.id}`);
    const posted = await fetch(`${stand.url}/l/${publicId}`, { method: "POST" });
    assert.equal(posted.status, status);
  });

both("a double tap takes the last place, and then the link is sold out", async (options) => {
  const link = await stand.link({ title: "One left", amount: "1", maxPayments: 1 });
  const tapTwice = async (page) => {
    await page.getByText("1 left").waitFor();
    await page.getByRole("button", { name: "Continue to payment" }).dblclick();
    await payHere(page);
  };
  await stand.visit(link.url, tapTwice, options);
  await isClosed(link, 200, "sold_out");
});

test("a link that is over, and one that was switched off, take nothing", async () => {
  const fields = { title: "Over", url: "over", linkType: "PRODUCT", amount: 1 };
  const end = { expiration_date: "2024-12-31T23:59:59Z" };
  const over = await stand.v0("POST", "/payment-links", { ...fields, ...end });
  assert.equal(over.status, "EXPIRED");
  await isClosed(over, 410, "over");
  const off = await stand.link({ title: "Off", amount: "1" });
  await stand.visit(off.url, async (page) => {
    await stand.call("PATCH", `/links/${off.id}`, { active: false });
    await goOn(page);
    await page.waitForLoadState();
    assert.equal(await page.locator("form").count(), 0, "whoever was slow is told");
  });
  await isClosed(off, 404);
});
