// The codes of real ledgers' payment links on the smallest screen: large enough, and they say the
// link. Knows no worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { readCode } from "../support/code.mjs";
import { samplePage, withoutScript } from "../support/pages.mjs";

const SMALLEST_PX = 200;

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const viewport = { width: 320, height: 640 };
const LINKS = {
  live_stellar: /^web\+stellar:pay\?destination=G.{55}&amount=25&asset_code=USDC&asset_issuer=G/,
  live_xrp: /^https:\/\/xaman\.app\/detect\/request:r.+\?amount=48\.25&dt=1904711203/,
};

for (const [name, link] of Object.entries(LINKS)) {
  test(`the code of ${name} is read from a 320 px screenshot and is the link`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const seen = await withPage(browser, { viewport, colorScheme }, async (page) => {
        await page.setContent(withoutScript(await samplePage(name)));
        return {
          uri: await page.getByRole("link", { name: "Open wallet" }).getAttribute("href"),
          box: await page.locator("figure svg").boundingBox(),
          shot: await page.screenshot({ fullPage: true }),
        };
      });
      assert.match(seen.uri, link);
      const { width, height } = seen.box;
      assert.ok(Math.min(width, height) >= SMALLEST_PX, `${width} x ${height} px`);
      const read = await withPage(browser, {}, (page) => readCode(page, seen.shot));
      assert.equal(read, seen.uri, colorScheme);
    }
  });
}
