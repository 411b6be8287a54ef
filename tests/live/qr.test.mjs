// The codes of served live pages on the smallest screen: read from a picture, they say what the
// merchant's invoice says, in the form that wallets of that ledger take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCode } from "../support/code.mjs";
import { LEDGERS, openLive, SHOP } from "./stage.mjs";

const stage = openLive({ browser: true });
const viewport = { width: 320, height: 640 };
// rails.md 1.5
const USDC_ISSUER = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const LINKS = {
  STELLAR: ({ memo }) =>
    `web+stellar:pay?destination=${SHOP.STELLAR}&amount=25&asset_code=USDC` +
    `&asset_issuer=${USDC_ISSUER}&memo=${memo}&memo_type=MEMO_TEXT`,
  XRPL: ({ reference }) =>
    `https://xaman.app/detect/request:${SHOP.XRPL}?amount=25&dt=${reference}&network=XRPL`,
};

for (const [network, link] of Object.entries(LINKS)) {
  test(`the code of a live page at 320 px is the payment link: ${network}`, async () => {
    const invoice = await stage.invoice({ asset: LEDGERS[network].asset });
    for (const colorScheme of ["light", "dark"]) {
      const seen = await stage.visit(
        invoice.payUrl,
        async (page) => ({
          uri: await page.getByRole("link", { name: "Open wallet" }).getAttribute("href"),
          shot: await page.screenshot({ fullPage: true }),
          width: await page.evaluate(() => document.documentElement.scrollWidth),
        }),
        { viewport, colorScheme },
      );
      assert.equal(seen.uri, link(invoice));
      assert.equal(seen.width, viewport.width, "nothing is wider than the screen");
      const read = await stage.visit("", (page) => readCode(page, seen.shot));
      assert.equal(read, seen.uri, colorScheme);
    }
  });
}
