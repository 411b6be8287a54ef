// What the embed must never do and whom it must never believe; and what happens when the frame is
// refused. Knows the loader's and the boot module's outside only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, hears, overlay, openSites } from "./visits.mjs";

const sites = openSites();
const { visit } = sites;
const inline = (id) => `<div data-paylinkr-invoice="${id}"></div>`;

test("a refused frame becomes a plain link after four seconds, in the reserved place", () =>
  visit(
    ({ tag }) => `${tag}${inline("refused-1")}<p>Below</p>`,
    async (page) => {
      await page.waitForSelector("iframe");
      const top = () => page.locator("p").evaluate((it) => it.getBoundingClientRect().top);
      const before = await top();
      await page.clock.runFor(3000);
      assert.equal(await page.getByRole("link").count(), 0);
      await page.clock.runFor(1100);
      const link = page.getByRole("link", { name: "Pay" });
      assert.equal(await link.getAttribute("href"), `${sites.ours.origin}/pay/refused-1`);
      assert.equal(await link.isVisible(), true);
      assert.deepEqual(await heard(page, "error"), [{ id: "refused-1", message: "no answer" }]);
      assert.equal(await top(), before);
    },
    { clock: true },
  ));

test("a refused overlay shows the link in its dialog and still closes", () =>
  visit(
    ({ tag }) => tag + overlay("refused-1"),
    async (page) => {
      await page.getByRole("button", { name: "Pay now" }).click();
      await page.clock.runFor(4100);
      await page.getByRole("link", { name: "Pay now" }).waitFor();
      await page.keyboard.press("Escape");
      await hears(page, "close");
      assert.equal(await page.locator("dialog").isVisible(), false);
    },
    { clock: true },
  ));

test("a late ready undoes the link", () =>
  visit(
    ({ tag }) => tag + inline("dead-1"),
    async (page) => {
      await page.waitForSelector("iframe");
      await page.clock.runFor(4100);
      await page.getByRole("link", { name: "Pay" }).waitFor();
      const framed = page.frames()[1];
      await framed.waitForLoadState();
      await framed.evaluate((host) => {
        parent.postMessage({ paylinkr: 1, event: "ready", id: "dead-1" }, host);
      }, sites.host.origin);
      await hears(page, "ready");
      assert.equal(await page.getByRole("link").count(), 0);
      await page.frameLocator("iframe").getByText("Copy memo").click();
    },
    { clock: true },
  ));

test("an answer in time leaves no link behind", () =>
  visit(
    ({ tag }) => tag + inline("one"),
    async (page) => {
      await hears(page, "ready");
      await page.clock.runFor(10_000);
      assert.equal(await page.getByRole("link").count(), 0);
      assert.deepEqual(await heard(page, "error"), []);
    },
    { clock: true },
  ));

// Everything that was posted to the page before has been heard.
const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener("message", ({ data }) => data === "settled" && done());
        window.postMessage("settled", "*");
      }),
  );

const forged = (more) => ({ paylinkr: 1, event: "status", id: "one", status: "paid", ...more });
const postUp = (frame, message) =>
  frame.evaluate((it) => window.parent.postMessage(it, "*"), message);

test("nobody but the frame itself is believed", () =>
  visit(
    ({ tag, ours, stranger }) => `${tag}${inline("one")}
      <iframe name="stranger" src="${stranger.origin}/"></iframe>
      <iframe name="sibling" src="${ours.origin}/embed/pay/dead-2"></iframe>`,
    async (page) => {
      await page.waitForLoadState("load");
      await hears(page, "status");
      await page.evaluate((it) => window.postMessage(it, "*"), forged());
      await postUp(page.frame({ name: "stranger" }), forged());
      await postUp(page.frame({ name: "sibling" }), forged());
      await settled(page);
      const statuses = (await heard(page, "status")).map(({ status }) => status);
      assert.deepEqual(statuses, ["unpaid"]);
    },
  ));

test("what the frame says in another version, or not as a message of ours, is left alone", () =>
  visit(
    ({ tag }) => tag + inline("one"),
    async (page) => {
      await hears(page, "status");
      const [, framed] = page.frames();
      for (const message of [forged({ paylinkr: 2 }), forged({ paylinkr: "1" }), null, "paid", 7]) {
        await postUp(framed, message);
      }
      await postUp(framed, forged({ status: "pending" }));
      await hears(page, "status", 2);
      const statuses = (await heard(page, "status")).map(({ status }) => status);
      assert.deepEqual(statuses, ["unpaid", "pending"]);
      assert.deepEqual(page.complaints.errors, []);
    },
  ));

test("the framed page speaks to no origin but the one in its fragment", () =>
  visit(
    ({ ours, host, stranger }) =>
      [host.origin, stranger.origin, "", "*", "null", "javascript:0", `${host.origin}/path`]
        .map((named) => `${ours.origin}/embed/pay/one#${named}`)
        .map((address) => `<iframe src="${address}"></iframe>`)
        .join(""),
    async (page) => {
      for (const framed of page.frames().slice(1)) {
        await framed.waitForFunction(() => document.documentElement.dataset.awake);
      }
      await settled(page);
      const spoke = await page.evaluate(() => {
        const all = [...document.querySelectorAll("iframe")];
        return window.speakers.map((one) => all.findIndex((it) => it.contentWindow === one));
      });
      assert.deepEqual([...new Set(spoke)].sort(), [-1, 0], "the page itself and the first frame");
    },
  ));

test("a page without an invoice tells the host of an error", () =>
  visit(
    ({ tag }) => tag + inline("missing"),
    async (page) => {
      await hears(page, "error");
      const [{ id, message }] = await heard(page, "error");
      assert.deepEqual({ id, message }, { id: "missing", message: "Page not found" });
    },
  ));

test("a page that a link of the frame leads to still speaks to the host", () =>
  visit(
    ({ tag }) => tag + inline("one"),
    async (page) => {
      await hears(page, "ready");
      await page.frameLocator("iframe").getByText("Change amount").click();
      await hears(page, "ready", 2);
      assert.match(page.frames()[1].url(), /\?#http/);
    },
  ));

test("a page that a form of the frame leads to still speaks to the host", () =>
  visit(
    ({ tag }) => tag + inline("one"),
    async (page) => {
      await hears(page, "ready");
      await page.frameLocator("iframe").getByText("Pay exactly").click();
      await hears(page, "ready", 2);
      assert.match(page.frames()[1].url(), /\?paid#http/);
    },
  ));

test("a host with a strict policy has to name our origin twice and nothing else", () =>
  visit(
    ({ tag }) => `${tag}${inline("one")}${overlay("two")}`,
    async (page) => {
      await hears(page, "resize");
      await page.getByRole("button", { name: "Pay now" }).click();
      await hears(page, "resize", 2);
      await page.getByRole("button", { name: "Close" }).click();
      await hears(page, "close");
      assert.deepEqual(page.complaints.errors, []);
    },
    {
      csp: ({ ours }) =>
        `default-src 'none'; script-src ${ours.origin}; frame-src ${ours.origin}; ` +
        "style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
  ));

// A browser may deny a framed page its storage altogether.
const kept = () => {
  try {
    return sessionStorage.length + localStorage.length + window.name.length;
  } catch {
    return window.name.length;
  }
};

test("nothing is stored: no cookie and nothing else, neither by host nor by frame", () =>
  visit(
    ({ tag }) => `${tag}${inline("one")}${overlay("two")}`,
    async (page) => {
      await page.getByRole("button", { name: "Pay now" }).click();
      await hears(page, "ready", 2);
      const { cookies, origins } = await page.context().storageState({ indexedDB: true });
      assert.deepEqual({ cookies, origins }, { cookies: [], origins: [] });
      for (const frame of page.frames()) assert.equal(await frame.evaluate(kept), 0);
    },
  ));

test("nothing is asked of anybody but the two sites", () =>
  visit(
    ({ tag }) => tag + inline("one"),
    async (page) => {
      await hears(page, "ready");
      const asked = new Set(page.complaints.requests.map((url) => new URL(url).origin));
      assert.deepEqual([...asked].sort(), [sites.host.origin, sites.ours.origin].sort());
    },
  ));

test("the names of the events are the protocol's", () =>
  visit(
    ({ tag }) => tag + overlay("one"),
    async (page) => {
      await page.getByRole("button", { name: "Pay now" }).click();
      await hears(page, "resize");
      await page.getByRole("button", { name: "Close" }).click();
      await hears(page, "close");
      const told = await page.evaluate(() => window.heard.map(([event]) => event));
      for (const event of ["open", "ready", "status", "resize", "close"]) {
        assert.ok(told.includes(event), `${event} of ${told}`);
      }
    },
  ));

test("a framed page without WebAssembly says ready, and asks anew for its status by itself", () =>
  visit(
    ({ tag }) => tag + inline("asleep-1"),
    async (page) => {
      await hears(page, "ready");
      assert.equal((await heard(page, "status"))[0].status, "unpaid");
      await page.clock.runFor(16_000);
      await hears(page, "ready", 2);
    },
    { clock: true },
  ));
