// Every page written from right to left, though no language of ours is yet: on a phone nothing is
// cut or wider than the screen, and what stands at the start stands at the right. SHOTS=FOLDER
// keeps a picture of each.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openPlaces } from "./places.mjs";

const stage = openPlaces();
const { SHOTS } = process.env;

// What is wrong with a page that was turned round, in words.
const faults = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide`);
    const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
    const hidden = (element) => getComputedStyle(element).clipPath !== "none";
    const all = [...document.querySelectorAll("main, main *")];
    for (const element of all.filter((one) => seen(one) && !one.closest("svg"))) {
      if (hidden(element)) continue;
      const what = `${element.tagName} ${element.className} "${element.textContent.slice(0, 30)}"`;
      const { left, right } = element.getBoundingClientRect();
      if (left < -0.5 || right > root.clientWidth + 0.5) found.push(`${what} sticks out`);
      const inline = getComputedStyle(element).display.startsWith("inline");
      if (!inline && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${what} is cut: ${element.scrollWidth} in ${element.clientWidth}`);
      }
    }
    return found;
  });

// Whether the logo, the labels and the text begin at the right edge of the card.
const begins = (page) =>
  page.evaluate(() => {
    const card = document.querySelector(".card");
    const { paddingRight } = getComputedStyle(card);
    const edge = card.getBoundingClientRect().right - parseFloat(paddingRight);
    const inside = "header p, h1, code, .tick label, fieldset label";
    const wanted = `header .logo, label, h2, .say, .next, footer > p, ${inside}`;
    const lines = card.querySelectorAll(wanted);
    const shown = [...lines].filter((line) => line.checkVisibility());
    return shown.map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const logo = line.classList.contains("logo");
      const box = (logo ? line : range).getBoundingClientRect();
      const right = line.matches(inside) ? line.getBoundingClientRect().right : edge;
      return { text: line.textContent.slice(0, 30), off: Math.abs(right - box.right) };
    });
  });

for (const width of [320, 420]) {
  test(`from right to left nothing is cut at ${width} px, all begins at the right`, async () => {
    if (SHOTS) await mkdir(SHOTS, { recursive: true });
    await stage.visit(
      "",
      async (page) => {
        for (const [name, place] of await stage.allPlaces()) {
          await stage.open(page, place);
          const root = page.locator("html");
          await root.evaluate((html) => html.setAttribute("dir", "rtl"));
          assert.deepEqual(await faults(page), [], name);
          const late = (await begins(page)).filter(({ off }) => off > 24);
          assert.deepEqual(late, [], name);
          if (!SHOTS) continue;
          await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
        }
      },
      { viewport: { width, height: 720 } },
    );
  });
}

test("a page that is too wide or keeps to the left is seen", async () => {
  const path = `/subscribe/${(await stage.makePackage({ slug: "left" })).publicId}`;
  await stage.visit(path, async (page) => {
    await page.locator("html").evaluate((html) => html.setAttribute("dir", "rtl"));
    // As the browser's own debugger would, past the page's policy.
    await page.locator(".next").evaluate((next) => {
      next.style.textAlign = "left";
      next.style.width = "200px";
      next.style.marginInlineStart = "-900px";
    });
    assert.notDeepEqual(await faults(page), []);
    assert.ok((await begins(page)).some(({ off }) => off > 24));
  });
});
