// The button and the dialog of the overlay, by mouse, keyboard and touch. Knows the loader's
// outside only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, hears, overlay, openSites } from "./visits.mjs";

const sites = openSites();
const { visit } = sites;
const framesAsked = () => sites.ours.seen.filter((path) => path.startsWith("/embed/"));
const scrolling = (page) => page.evaluate(() => document.documentElement.style.overflow);
const payNow = (page) => page.getByRole("button", { name: "Pay now" });
const cross = (page) => page.getByRole("button", { name: "Close" });

test("an overlay asks for nothing before somebody wants to pay", () =>
  visit(
    ({ tag }) => tag + overlay("one"),
    async (page) => {
      await payNow(page).waitFor();
      await page.waitForLoadState("load");
      assert.deepEqual(sites.ours.seen, ["/widget/subscription.js"]);
      assert.equal(page.frames().length, 1);
      await payNow(page).hover();
      await hears(page, "ready");
      assert.deepEqual(framesAsked(), ["/embed/pay/one"]);
      assert.equal(await page.locator("dialog").isVisible(), false);
    },
  ));

test("the button's words are its label, else the container's own, else a plain word", () =>
  visit(
    ({ tag }) => `${tag}
      <div data-paylinkr-label="Order 7" data-paylinkr-invoice="a" data-paylinkr-mode="overlay">a
      </div>
      ${overlay("b", " Pay by wallet ")}${overlay("c", "")}
      <div data-paylinkr-package="d" data-paylinkr-mode="overlay"></div>
      <div data-paylinkr-link="e" data-paylinkr-mode="overlay"></div>`,
    async (page) => {
      await page.waitForSelector("dialog", { state: "attached" });
      const words = await page.locator("div > button").allTextContents();
      assert.deepEqual(words, ["Order 7", "Pay by wallet", "Pay", "Subscribe", "Pay"]);
    },
  ));

test("a link is paid in the overlay too", () =>
  visit(
    ({ tag }) => `${tag}<div data-paylinkr-link="link_1" data-paylinkr-mode="overlay">Buy</div>`,
    async (page) => {
      await page.getByRole("button", { name: "Buy" }).click();
      await hears(page, "ready");
      assert.deepEqual(await heard(page, "open"), [{ id: "link_1" }]);
      assert.deepEqual(framesAsked(), ["/embed/link/link_1"]);
      await cross(page).click();
      await hears(page, "close");
    },
  ));

test("it works by keyboard: opens, keeps the focus inside, gives it back on Esc", () =>
  visit(
    ({ tag }) => `${tag}<a href="#one">Before</a>${overlay("one")}<a href="#two">After</a>`,
    async (page) => {
      await payNow(page).waitFor();
      await page.evaluate(() => (document.documentElement.style.overflow = "scroll"));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await hears(page, "ready");
      assert.deepEqual(await heard(page, "open"), [{ id: "one" }]);
      assert.equal(await page.getByRole("dialog", { name: "Pay now" }).isVisible(), true);
      assert.equal(await scrolling(page), "hidden");
      const visited = new Set();
      for (let step = 0; step < 8; step += 1) {
        visited.add(await page.evaluate(() => document.activeElement.tagName));
        await page.keyboard.press("Tab");
      }
      assert.ok(visited.has("IFRAME") && !visited.has("A"), [...visited].join());
      await cross(page).focus();
      await page.keyboard.press("Escape");
      await hears(page, "close");
      assert.equal(await page.locator("dialog").isVisible(), false);
      assert.equal(await payNow(page).evaluate((it) => it === document.activeElement), true);
      assert.equal(await scrolling(page), "scroll");
    },
  ));

test("Esc inside the frame, the cross and a click beside it close it, and it opens again", () =>
  visit(
    ({ tag }) => tag + overlay("one"),
    async (page) => {
      const closers = [
        async () => {
          await page.frameLocator("iframe").getByText("Copy memo").focus();
          await page.keyboard.press("Escape");
        },
        () => cross(page).click(),
        () => page.mouse.click(5, 300),
      ];
      for (const [times, close] of closers.entries()) {
        await payNow(page).click();
        await page.frameLocator("iframe").getByText("Copy memo").waitFor();
        await hears(page, "ready");
        await close();
        await hears(page, "close", times + 1);
        assert.equal(await page.locator("dialog").isVisible(), false);
        assert.equal(await scrolling(page), "");
      }
      assert.deepEqual(framesAsked(), ["/embed/pay/one"], "the frame is kept while it is closed");
    },
  ));

test("an overlay whose frame never answers closes by Esc and by the cross", () =>
  visit(
    ({ tag }) => tag + overlay("dead-1"),
    async (page) => {
      for (const [times, close] of [
        () => page.keyboard.press("Escape"),
        () => cross(page).click(),
      ].entries()) {
        await payNow(page).click();
        await page.locator("dialog").waitFor();
        await close();
        await hears(page, "close", times + 1);
        assert.equal(await page.locator("dialog").isVisible(), false);
      }
    },
  ));

test("on a phone the cross and the frame are in sight and do not cover each other", () =>
  visit(
    ({ tag }) => tag + overlay("one"),
    async (page) => {
      await payNow(page).click();
      await hears(page, "resize");
      const frame = await page.locator("iframe").boundingBox();
      const button = await cross(page).boundingBox();
      assert.ok(frame.x >= 0 && frame.width >= 300 && frame.x + frame.width <= 320);
      assert.ok(button.y >= 0 && button.y + button.height <= frame.y);
      assert.ok(button.width >= 44 && button.height >= 44);
    },
    { options: { viewport: { width: 320, height: 480 }, hasTouch: true, isMobile: true } },
  ));

test("the end of a frame that is higher than the window can be scrolled to", () =>
  visit(
    ({ tag }) => tag + overlay("tall-1"),
    async (page) => {
      await payNow(page).click();
      await hears(page, "resize");
      await page.mouse.move(500, 300);
      // The frame may grow once more meanwhile: then one turns the wheel again.
      const turns = async () => {
        await page.mouse.wheel(0, 2000);
        return page.evaluate(
          () =>
            new Promise((done) => {
              const frame = document.querySelector("iframe");
              const look = () => done(frame.getBoundingClientRect().bottom <= innerHeight);
              requestAnimationFrame(() => requestAnimationFrame(look));
            }),
        );
      };
      let isSeen = false;
      for (let tries = 0; tries < 50 && !isSeen; tries += 1) isSeen = await turns();
      assert.ok(isSeen);
      assert.equal(await page.evaluate(() => scrollY), 0);
    },
    { options: { viewport: { width: 1000, height: 500 } } },
  ));

test("the page behind does not scroll while the overlay is open", () =>
  visit(
    ({ tag }) => `${tag}${overlay("one")}<div style="height:3000px"></div>`,
    async (page) => {
      await payNow(page).click();
      await hears(page, "resize");
      await page.mouse.move(5, 300);
      await page.mouse.wheel(0, 500);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
      );
      assert.equal(await page.evaluate(() => scrollY), 0);
    },
  ));

test("in a form of the host its buttons send nothing", () =>
  visit(
    ({ tag }) => `${tag}<form action="/sent">${overlay("one")}</form>`,
    async (page) => {
      await payNow(page).click();
      await cross(page).click();
      await hears(page, "close");
      assert.equal(new URL(page.url()).pathname, "/");
    },
  ));
