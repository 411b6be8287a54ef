// Every page of subscriptions and links as the worker serves it, in every state, by day and by
// night: held to WCAG 2.2 AA by axe. The pages to pay on are held to it beside their states, in
// tests/pay.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { openPlaces } from "./places.mjs";

const stage = openPlaces();
const { resolve } = createRequire(import.meta.url);
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const violations = async (page, axe) => {
  await page.evaluate(axe);
  const { violations: found, passes } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags }),
    WCAG,
  );
  assert.ok(passes.some(({ id }) => id === "color-contrast"), "contrast was looked at");
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

for (const colorScheme of ["light", "dark"]) {
  test(`no page of subscriptions or links breaks WCAG 2.2 AA, ${colorScheme}`, async () => {
    const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
    const look = { colorScheme, reducedMotion: "reduce", viewport: { width: 420, height: 800 } };
    await stage.visit(
      "",
      async (page) => {
        const places = [...(await stage.subscriptionPlaces()), ...(await stage.linkPlaces())];
        for (const [name, place] of places) {
          await stage.open(page, place);
          assert.deepEqual(await violations(page, axe), [], name);
        }
      },
      look,
    );
  });
}

test("axe sees what is wrong", async () => {
  const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
  const path = `/subscribe/${(await stage.makePackage({ slug: "spoilt" })).publicId}`;
  await stage.visit(path, async (page) => {
    await page.locator("label").first().evaluate((label) => label.remove());
    assert.match((await violations(page, axe)).join(), /label/);
  });
});
