// Where and when the script tag puts its frames into a merchant's page, and takes them out again.
// Knows the loader's outside only: attributes, frames, events.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shippedLoader } from "./sites.mjs";
import { heard, hears, overlay, openSites } from "./visits.mjs";

const sites = openSites();
const { visit } = sites;
const framesAsked = () => sites.ours.seen.filter((path) => path.startsWith("/embed/"));
const inline = (id, more = "") => `<div data-paylinkr-invoice="${id}" ${more}></div>`;

test("the shipped loader is ASCII and within its budget", async () => {
  const { brotliCompressSync } = await import("node:zlib");
  const loader = await shippedLoader();
  assert.match(loader, /^[\x00-\x7f]+$/);
  assert.ok(brotliCompressSync(loader).length <= 1200, String(brotliCompressSync(loader).length));
});

test("an inline container holds the framed page with a title and what it may do", () =>
  visit(
    ({ tag }) => tag + inline("one", 'data-paylinkr-label="Pay order 7"'),
    async (page) => {
      await hears(page, "ready");
      const frame = page.locator("iframe");
      assert.equal(await frame.getAttribute("title"), "Pay order 7");
      assert.equal(await frame.getAttribute("allow"), "clipboard-write; payment");
      const { ours, host } = sites;
      assert.equal(await frame.getAttribute("src"), `${ours.origin}/embed/pay/one#${host.origin}`);
      await page.frameLocator("iframe").getByText("Invoice one").waitFor();
      assert.deepEqual(page.complaints.errors, []);
    },
  ));

test("a package is mounted by the same code", () =>
  visit(
    ({ tag }) => `${tag}<div data-paylinkr-package="subpkg_1"></div>`,
    async (page) => {
      await hears(page, "ready");
      const src = await page.locator("iframe").getAttribute("src");
      assert.equal(src, `${sites.ours.origin}/embed/subscription/subpkg_1#${sites.host.origin}`);
    },
  ));

test("a link is mounted by the same code, and is a link where no frame can be had", () =>
  visit(
    ({ tag }) => `${tag}<div data-paylinkr-link="link_1" data-paylinkr-locale="nl"></div>
      <div data-paylinkr-link="refused-1"></div>`,
    async (page) => {
      await hears(page, "resize");
      const src = await page.locator("iframe").first().getAttribute("src");
      const { ours, host } = sites;
      assert.equal(src, `${ours.origin}/embed/link/link_1?lang=nl#${host.origin}`);
      const told = await page.evaluate(() => window.heard.map(([event]) => event));
      assert.deepEqual([...new Set(told)], ["ready", "resize"], "neither a status nor an error");
      await page.clock.runFor(4100);
      const link = page.getByRole("link", { name: "Pay", exact: true });
      assert.equal(await link.getAttribute("href"), `${ours.origin}/l/refused-1`);
    },
    { clock: true },
  ));

test("what the host knows of its customer goes along to the frame and to the link", () =>
  visit(
    ({ tag }) => `${tag}<div data-paylinkr-package="refused-1" data-paylinkr-locale="nl"
      data-paylinkr-email="ada+1@example.com" data-paylinkr-name="Ada &amp; Bo"
      data-paylinkr-ref="locale=7#8"></div>`,
    async (page) => {
      await page.waitForSelector("iframe");
      await page.clock.runFor(4100);
      const frame = new URL(await page.locator("iframe").getAttribute("src"));
      const link = new URL(await page.getByRole("link").getAttribute("href"));
      for (const { searchParams } of [frame, link]) {
        assert.deepEqual(Object.fromEntries(searchParams), {
          email: "ada+1@example.com",
          name: "Ada & Bo",
          ref: "locale=7#8",
          lang: "nl",
        });
      }
      assert.equal(frame.pathname, "/embed/subscription/refused-1");
      assert.equal(frame.hash, `#${sites.host.origin}`);
      assert.equal(link.pathname, "/subscribe/refused-1");
      assert.equal(link.hash, "");
    },
    { clock: true },
  ));

test("the frame takes the host's width up to the one asked for", () =>
  visit(
    ({ tag }) => `${tag}${inline("one", 'data-paylinkr-width="420"')}
      <div style="width:300px">${inline("two", 'data-paylinkr-width="420"')}</div>`,
    async (page) => {
      await hears(page, "ready", 2);
      const frames = page.locator("iframe");
      const widths = await frames.evaluateAll((all) => all.map((one) => one.offsetWidth));
      assert.deepEqual(widths, [420, 300]);
    },
  ));

test("the height follows the framed page up and down", () =>
  visit(
    ({ tag }) => tag + inline("tall-1"),
    async (page) => {
      await hears(page, "resize");
      assert.equal(await page.locator("iframe").evaluate((frame) => frame.offsetHeight), 900);
      await page.frames()[1].evaluate(() => {
        document.querySelector("main").style.height = "333px";
      });
      await page.waitForFunction(() => document.querySelector("iframe").offsetHeight === 333);
    },
  ));

const shifts = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const seen = [];
        const watch = new PerformanceObserver((list) => seen.push(...list.getEntries()));
        watch.observe({ type: "layout-shift", buffered: true });
        const painted = (then) => requestAnimationFrame(() => setTimeout(then));
        painted(() => painted(() => done(seen.length)));
      }),
  );

test("nothing in the host page moves when the reserved height is the framed page's", () =>
  visit(
    ({ tag }) => `<div style="min-height:520px">${inline("one")}</div><p>Below</p>${tag}`,
    async (page) => {
      await hears(page, "resize");
      assert.equal(await shifts(page), 0);
    },
  ));

test("several widgets live on one page and hear only of themselves", () =>
  visit(
    ({ tag }) => inline("a") + tag + inline("tall-b") + overlay("c") + inline("d"),
    async (page) => {
      await hears(page, "resize", 3);
      const heights = await page
        .locator("div > div > iframe")
        .evaluateAll((all) => all.map((one) => one.offsetHeight));
      assert.deepEqual(heights, [520, 900, 520]);
      const readied = (await heard(page, "ready")).map(({ id }) => id).sort();
      assert.deepEqual(readied, ["a", "d", "tall-b"]);
    },
  ));

test("a container that is added late is mounted", () =>
  visit(
    ({ tag }) => `${tag}<main></main>`,
    async (page) => {
      await page.waitForFunction(() => window.PayLinkr);
      await page.evaluate(() => {
        document.querySelector("main").innerHTML =
          '<section><div data-paylinkr-invoice="late"></div></section>';
      });
      await hears(page, "ready");
      assert.deepEqual(framesAsked(), ["/embed/pay/late"]);
    },
  ));

test("a container that is removed is left as it was, and mounts again when it comes back", () =>
  visit(
    ({ tag }) => `${tag}<div id="box" data-paylinkr-invoice="one"><i>Loading</i></div>`,
    async (page) => {
      await hears(page, "ready");
      await page.evaluate(async () => {
        window.box = document.getElementById("box");
        window.box.remove();
        await new Promise((done) => setTimeout(done));
      });
      assert.equal(await page.evaluate(() => window.box.innerHTML), "<i>Loading</i>");
      await page.evaluate(() => document.body.append(window.box));
      await hears(page, "ready", 2);
      assert.equal(await page.locator("iframe").count(), 1);
      assert.equal(await page.getByText("Loading").count(), 0);
    },
  ));

test("a container that is moved stays one widget", () =>
  visit(
    ({ tag }) => `${tag}${inline("one", 'id="box"')}<footer></footer>`,
    async (page) => {
      await hears(page, "ready");
      await page.evaluate(() => {
        document.querySelector("footer").append(document.getElementById("box"));
      });
      await hears(page, "ready", 2);
      assert.equal(await page.locator("footer iframe").count(), 1);
    },
  ));

test("a container that changes its invoice shows the new one", () =>
  visit(
    ({ tag }) => tag + inline("one", 'id="box"'),
    async (page) => {
      await hears(page, "ready");
      await page.evaluate(() => {
        document.getElementById("box").dataset.paylinkrInvoice = "two";
      });
      await page.frameLocator("iframe").getByText("Invoice two").waitFor();
      assert.equal(await page.locator("iframe").count(), 1);
      await page.evaluate(() => delete document.getElementById("box").dataset.paylinkrInvoice);
      await page.waitForFunction(() => !document.querySelector("iframe"));
    },
  ));

test("an overlay that is removed while it is open gives the page its scrolling back", () =>
  visit(
    ({ tag }) => tag + overlay("one"),
    async (page) => {
      await page.getByRole("button", { name: "Pay now" }).click();
      await hears(page, "ready");
      await page.evaluate(() => document.querySelector("[data-paylinkr-invoice]").remove());
      await page.waitForFunction(() => document.documentElement.style.overflow === "");
      assert.equal(await page.locator("dialog").count(), 0);
    },
  ));

test("the script may be there twice", () =>
  visit(
    ({ tag }) => tag + inline("one") + tag + overlay("two"),
    async (page) => {
      await page.waitForLoadState("load");
      await hears(page, "ready");
      assert.equal(await page.locator("iframe").count(), 1);
      assert.equal(await page.getByRole("button", { name: "Pay now" }).count(), 1);
      assert.equal((await heard(page, "ready")).length, 1);
    },
  ));

test("the script finds its own origin when it was loaded as a module", () =>
  visit(
    ({ ours }) => `<script type="module" src="${ours.origin}/widget/subscription.js"></script>
      ${inline("one")}`,
    async (page) => {
      await hears(page, "ready");
      assert.deepEqual(framesAsked(), ["/embed/pay/one"]);
    },
  ));

test("the script works when a tag manager adds it after everything else", () =>
  visit(
    () => inline("one"),
    async (page) => {
      await page.waitForLoadState("load");
      await page.addScriptTag({ url: `${sites.ours.origin}/widget/subscription.js` });
      await hears(page, "ready");
    },
  ));

test("a widget in a shadow tree is mounted on demand", () =>
  visit(
    ({ tag }) => `${tag}<article></article>`,
    async (page) => {
      await page.waitForFunction(() => window.PayLinkr);
      await page.evaluate(() => {
        const shadow = document.querySelector("article").attachShadow({ mode: "open" });
        shadow.innerHTML = '<div data-paylinkr-invoice="one"></div>';
        shadow.addEventListener("paylinkr:ready", () => (window.woke = true));
        window.PayLinkr.mount(shadow);
        window.PayLinkr.mount(shadow);
      });
      await page.waitForFunction(() => window.woke);
      assert.deepEqual(framesAsked(), ["/embed/pay/one"]);
    },
  ));

test("the host is told of every event by a callback too", () =>
  visit(
    ({ tag }) => `${tag}<main></main>`,
    async (page) => {
      await page.waitForFunction(() => window.PayLinkr);
      await page.evaluate(() => {
        window.called = [];
        for (const event of ["ready", "status"]) {
          window.PayLinkr.on(event, ({ id, status }) => window.called.push([event, id, status]));
        }
        document.querySelector("main").innerHTML = '<div data-paylinkr-invoice="one"></div>';
      });
      await page.waitForFunction(() => window.called.length === 2);
      await page.frames()[1].evaluate(() => {
        document.querySelector("main").dataset.status = "paid";
      });
      await page.waitForFunction(() => window.called.length === 3);
      assert.deepEqual(await page.evaluate(() => window.called), [
        ["ready", "one", undefined],
        ["status", "one", "unpaid"],
        ["status", "one", "paid"],
      ]);
    },
  ));

test("a page to subscribe on is ready, and has neither a status nor an error to tell", () =>
  visit(
    ({ tag }) => `${tag}<div data-paylinkr-package="subpkg_1"></div>`,
    async (page) => {
      await hears(page, "resize");
      const told = await page.evaluate(() => window.heard.map(([event]) => event));
      assert.deepEqual([...new Set(told)], ["ready", "resize"]);
    },
  ));

test("the host is told once that somebody subscribed, also when the page is loaded again", () =>
  visit(
    ({ tag }) => tag + inline("begins-1"),
    async (page) => {
      await hears(page, "subscribed");
      const told = await page.evaluate(() => window.heard.map(([event]) => event));
      assert.equal(told[0], "ready");
      await page.frames()[1].evaluate(() => location.reload());
      await hears(page, "ready", 2);
      await hears(page, "resize", 2);
      assert.deepEqual(await heard(page, "subscribed"), [
        { id: "begins-1", event: "subscribed", paylinkr: 1 },
      ]);
    },
  ));

test("the host is told once that an invoice is paid, or becomes so", () =>
  visit(
    ({ tag }) => tag + inline("paid-1") + inline("one"),
    async (page) => {
      await hears(page, "paid");
      await hears(page, "ready", 2);
      const become = (frame, status) =>
        frame.evaluate((it) => (document.querySelector("main").dataset.status = it), status);
      const one = page.frames().find((frame) => frame.url().includes("/one"));
      await become(one, "paid");
      await hears(page, "paid", 2);
      await become(one, "pending");
      await become(one, "paid");
      await hears(page, "status", 5);
      assert.deepEqual((await heard(page, "paid")).map(({ id }) => id), ["paid-1", "one"]);
    },
  ));
