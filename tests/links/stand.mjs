// What the tests of pay links share: links made in the words of today and of seed 003, their
// forms, and the invoice and webhook that a checkout ends in. Knows the public API and the page's
// form.
import { openStage, until } from "../pay/stage.mjs";

export { until };
export const WITHOUT = { javaScriptEnabled: false };

// The stage with a stand for links.
export const openStand = () => withLinks(openStage());

// A stage that can make links, too.
export const withLinks = (stage) => {
  stage.link = (fields) => stage.call("POST", "/links", fields);
  stage.v0 = async (method, path, body) => {
    const { clientKey, clientSecret } = stage.merchant;
    const answer = await fetch(`${stage.url}/api/v0${path}`, {
      method,
      headers: {
        "x-client-key": clientKey,
        "x-client-secret": clientSecret,
        "content-type": "application/json",
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  // A link to two products with a tax on top and three questions.
  stage.makeShop = async (slug, fields = {}) => {
    const make = (path, body) => stage.v0("POST", path, body);
    const mug = await make("/products", { name: "Mug", price: 29.99, currency: "EUR" });
    const pen = await make("/products", { name: "Pen", price: 10.5, currency: "EUR" });
    const vat = await make("/taxes", { name: "VAT", percentage: 21 });
    return stage.link({
      title: "Walnut workshop",
      slug,
      asset: "EURC",
      products: [{ productId: mug.id, quantity: 2 }, { productId: pen.id }],
      allowQuantity: true,
      taxId: vat.id,
      customFields: [
        { key: "engraving", label: "Engraving", required: true, example: "Ada" },
        { key: "size", label: "Size", type: "select", options: ["S", "M"], required: true },
        { key: "gift", label: "Wrap it as a gift", type: "checkbox" },
      ],
      ...fields,
    });
  };
  // The webhook of an invoice.
  stage.told = (publicId, event) =>
    until(
      () => stage.shop.received.find((one) => one.publicId === publicId && one.event === event),
      `the webhook ${event}`,
    );
  return stage;
};

export const field = (page, name) => page.locator(`form [name="${name}"]`);

// Types into the fields of these names.
export const fillIn = async (page, texts) => {
  for (const [name, text] of Object.entries(texts)) await field(page, name).fill(text);
};

export const goOn = (page) => page.getByRole("button", { name: "Continue to payment" }).click();

export const turns = (page, wanted) => page.locator(`main[data-status="${wanted}"]`).waitFor();

// Pays from the test panel; answers the public id of what was paid.
export const payHere = async (page) => {
  await turns(page, "unpaid");
  await page.locator("button[name=pay][value=exact]").click();
  await turns(page, "paid");
  return new URL(page.url()).pathname.split("/").at(-1);
};
