// The pages under /docs in Chromium, as the worker serves them: drawn without asking anybody else,
// under a strict policy, on a phone and in the dark. Knows a few operations by their summaries.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openWorker } from "../api/worker.mjs";
import { openBrowser, withPage } from "../support/browser.mjs";

const { resolve } = createRequire(import.meta.url);
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
const WAIT_MS = 30_000;
const SCREENS = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
];

const server = openWorker();
let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** A page whose requests to other hosts fail, and are remembered. */
const shut = async (page) => {
  const others = [];
  await page.route(
    (url) => url.origin !== server.url,
    (route) => {
      others.push(route.request().url());
      return route.abort();
    },
  );
  return others;
};

/** Unfolds an operation of the invoices. */
const unfold = async (page, id) => {
  const operation = page.locator(`.opblock[id$="-${id}"]`);
  await operation.locator("button").first().click();
  return operation;
};

const look = async (page) => {
  // The renderer is heavy, and the machine may be busy.
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(`${server.url}/docs`);
  await page.getByText("What one payer is asked for once.").click();
  const made = await unfold(page, "create_invoice");
  await made.locator(".opblock-summary-description").getByText("Make an invoice").waitFor();
  return made;
};

for (const screen of SCREENS) {
  const { colorScheme, viewport } = screen;
  test(`the reference asks nobody else and complains of nothing, ${colorScheme}`, async () => {
    await withPage(browser, screen, async (page) => {
      const others = await shut(page);
      const made = await look(page);
      await made.getByText("allowCustomAmount: true").first().waitFor();
      await made.getByText("Consulting Deposit").first().waitFor();
      const isDark = await page.evaluate(() => {
        const [red] = getComputedStyle(document.body).backgroundColor.match(/\d+/g);
        return Number(red) < 128;
      });
      assert.equal(isDark, colorScheme === "dark");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(over, 0, `wider than ${viewport.width} px`);
      assert.deepEqual(others, []);
      const { errors, requests } = page.complaints;
      assert.deepEqual(errors, []);
      const ours = (url) => url.startsWith(server.url) || url.startsWith("data:");
      assert.ok(requests.every(ours), requests.join("\n"));
      if (process.env.PICTURES) {
        const path = `${process.env.PICTURES}/docs-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    });
  });
}

test("an operation is tried out from the reference, with a key, on this install", async () => {
  await withPage(browser, { viewport: { width: 1280, height: 900 } }, async (page) => {
    await shut(page);
    await look(page);
    await page.getByRole("button", { name: "Authorize" }).first().click();
    await page.getByLabel("auth-bearer-value").first().fill(server.testKey);
    await page.getByRole("button", { name: /Apply credentials/ }).first().click();
    await page.getByRole("button", { name: "Close" }).first().click();
    const list = await unfold(page, "list_invoices");
    await list.getByRole("button", { name: "Try it out" }).click();
    await list.getByRole("button", { name: "Execute" }).click();
    await list.locator(".live-responses-table").getByText('"total"').first().waitFor();
    assert.deepEqual(page.complaints.errors, []);
  });
});

test("its pages have a policy without exceptions, and nobody frames them", async () => {
  for (const path of ["/docs/", "/docs/start", "/docs/webhooks", "/docs/swagger-ui.js"]) {
    const { headers, status } = await fetch(server.url + path);
    assert.equal(status, 200, path);
    assert.deepEqual(headers.get("content-security-policy").split("; "), POLICY, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
  }
});

test("what the quick start shows is copied as it stands there", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  await withPage(browser, { permissions }, async (page) => {
    await page.goto(`${server.url}/docs/start`);
    await page.getByRole("button", { name: "Copy" }).nth(1).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.startsWith(`curl ${server.url}/api/v1/invoices -H "Authorization:`), copied);
    assert.ok(copied.endsWith(`"orderId": "ORD-9001"}'`), copied);
  });
});

test("the quick start is readable on a phone and names this install", async () => {
  const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    const viewport = { width: 320, height: 700 };
    await withPage(browser, { colorScheme, viewport, bypassCSP: true }, async (page) => {
      const others = await shut(page);
      await page.goto(`${server.url}/docs/start`);
      await page.getByText(`curl ${server.url}/api/v1/invoices`).first().waitFor();
      assert.equal(await page.getByText("https://pay.example.com").count(), 0);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(over, 0, "wider than the screen");
      await page.getByRole("radio", { name: "Go" }).check();
      await page.getByText(/^\/\/ Package paylinkr verifies webhooks/).waitFor();
      const headings = page.locator("section.language h3").filter({ visible: true });
      assert.deepEqual(await headings.allTextContents(), ["Go"]);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
      assert.deepEqual([others, page.complaints.errors], [[], []]);
      if (process.env.PICTURES) {
        const path = `${process.env.PICTURES}/start-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    });
  }
});
