// Every page in every state, as the widget's example `pages` drew it for `cargo xtask size`: held
// to WCAG 2.2 AA by axe, to small screens, to both directions. Knows no worker and no script.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { samplePages } from "../support/pages.mjs";

const { resolve } = createRequire(import.meta.url);
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let pages;
let browser;
before(async () => {
  pages = await samplePages();
  browser = await openBrowser();
});
after(() => browser?.close());

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const unfold = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

for (const colorScheme of ["light", "dark"]) {
  test(`no page breaks WCAG 2.2 AA or a small screen, ${colorScheme}`, async () => {
    assert.ok(pages.size > 80, `${pages.size} pages: run cargo xtask size`);
    const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
    const viewport = { width: 320, height: 700 };
    await withPage(browser, { colorScheme, viewport }, async (page) => {
      for (const [name, html] of pages) {
        await page.setContent(html);
        await unfold(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(
          (tags) => window.axe.run(document, { runOnly: tags }),
          WCAG,
        );
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html: it }) => it)]);
        assert.deepEqual(found, [], name);
        assert.equal(await overflow(page), 0, `${name}: wider than the screen`);
      }
    });
  });
}

test("the total can be asked for where there are no scripts, and only there", async () => {
  for (const javaScriptEnabled of [false, true]) {
    await withPage(browser, { javaScriptEnabled }, async (page) => {
      for (const name of ["link_shop", "link_choice_taxed", "link_all"]) {
        await page.setContent(pages.get(name));
        const update = page.getByRole("button", { name: "Update the total" });
        assert.equal(await update.isVisible(), !javaScriptEnabled, name);
        await page.getByRole("button", { name: "Continue to payment" }).waitFor();
      }
    });
  }
});

test("a page that is written from right to left fits as well", () =>
  withPage(browser, { viewport: { width: 320, height: 700 } }, async (page) => {
    for (const [name, html] of pages) {
      await page.setContent(html.replace('dir="ltr"', 'dir="rtl"'));
      await unfold(page);
      assert.equal(await overflow(page), 0, name);
      const card = await page.locator(".card").boundingBox();
      assert.ok(card.x >= 0 && card.x + card.width <= 320, name);
    }
  }));

test("a small frame shows the price, the first field and the button at once", () =>
  withPage(browser, { viewport: { width: 420, height: 520 } }, async (page) => {
    for (const [name, price] of [
      ["subscribe_embedded", ".amount"],
      ["subscribe_trial_embedded", ".amount"],
      ["link_fixed_embedded", ".amount"],
      ["link_subscription_embedded", ".amount"],
      ["link_choice_embedded", "#amount"],
      ["link_box_embedded", ".amount"],
    ]) {
      await page.setContent(pages.get(name));
      for (const part of [price, "#email", ".entries .button"]) {
        const box = await page.locator(part).boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= 520, `${name}: ${part}`);
      }
    }
  }));
