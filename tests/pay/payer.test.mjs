// What a payer's browser is given: things to copy, a code to scan, nothing that leaks or complains,
// and pages that everybody can use. Knows the pages' outside only.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { startHost } from "../embed/sites.mjs";
import { readCode } from "../support/code.mjs";
import { openStage } from "./stage.mjs";
import { reachAll, STATES } from "./states.mjs";

const stage = openStage();
const { resolve } = createRequire(import.meta.url);

test("the copy button puts the memo into the clipboard and says so", async () => {
  const invoice = await stage.invoice();
  const permissions = ["clipboard-read", "clipboard-write"];
  await stage.visit(
    invoice.payUrl,
    async (page) => {
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: "Copy memo" }).click();
      await page.getByRole("status").getByText("Copied: Memo").waitFor();
      await page.locator("button.done").getByText("Copied").waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), invoice.memo);
    },
    { permissions },
  );
});

test("the QR code on a small phone's screen is the payment URI", async () => {
  const invoice = await stage.invoice();
  for (const colorScheme of ["light", "dark"]) {
    const seen = await stage.visit(
      invoice.payUrl,
      async (page) => {
        const uri = await page.getByRole("link", { name: "Open wallet" }).getAttribute("href");
        return { uri, shot: await page.screenshot({ fullPage: true }) };
      },
      { viewport: { width: 320, height: 640 }, colorScheme },
    );
    const read = await stage.visit("", (page) => readCode(page, seen.shot));
    assert.equal(read, seen.uri, colorScheme);
  }
});

// A browser reports the answer of the page itself as an error when it is 404 or 500.
const ownAnswer = /the server responded with a status of (404|500)/;

test("every state is reached, usable by everybody, and tells nobody", async () => {
  const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
  const paths = await reachAll(stage);
  for (const [name, path] of Object.entries(paths)) {
    const { status, exception } = STATES[name];
    for (const colorScheme of ["light", "dark"]) {
      const where = `${name}, ${colorScheme}`;
      await stage.visit(
        "",
        async (page) => {
          await page.goto(stage.url + path);
          await page.waitForLoadState("networkidle");
          const main = page.locator("main");
          assert.equal(await main.getAttribute("data-status"), status, where);
          const exceptions = (await main.getAttribute("data-exceptions")) ?? "";
          if (exception) assert.ok(exceptions.split(" ").includes(exception), where);
          assert.deepEqual(await violations(page, axe), [], where);
          const errors = page.complaints.errors.filter((text) => !ownAnswer.test(text));
          assert.deepEqual(errors, [], where);
          const foreign = page.complaints.requests.filter((url) => !url.startsWith(stage.url));
          assert.deepEqual(foreign, [], where);
          const { cookies, origins } = await page.context().storageState({ indexedDB: true });
          assert.deepEqual({ cookies, origins }, { cookies: [], origins: [] }, where);
        },
        { colorScheme },
      );
    }
  }
});

// What WCAG AA finds wrong.
const violations = async (page, axe) => {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

test("no page is wider than a small phone", async () => {
  const paths = await reachAll(stage);
  for (const [name, path] of Object.entries(paths)) {
    await stage.visit(
      "",
      async (page) => {
        await page.goto(stage.url + path);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${name} is ${width} wide`);
      },
      { viewport: { width: 320, height: 640 } },
    );
  }
});

test("a shop's page calls the API across origins and reads answers and errors", async () => {
  // The demo shop's own policy forbids such calls, so this is a shop without one.
  const host = await startHost();
  host.show("<!doctype html><title>Shop</title>");
  try {
    await stage.visit(host.origin, async (page) => {
      const answers = await page.evaluate(callFromPage, [stage.api, stage.merchant.testKey]);
      assert.deepEqual(answers.made, { status: 201, title: "From a page", requestId: true });
      assert.deepEqual(answers.refused, { status: 401, error: true });
    });
  } finally {
    await host.close();
  }
});

const callFromPage = async ([api, key]) => {
  const call = (bearer) =>
    fetch(`${api}/invoices`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${bearer}`,
        "content-type": "application/json",
        "idempotency-key": "from-a-page",
      },
      body: JSON.stringify({ title: "From a page", amount: "5.00" }),
    });
  const made = await call(key);
  const refused = await call("plr_test_wrong");
  return {
    made: {
      status: made.status,
      title: (await made.json()).title,
      requestId: made.headers.has("x-request-id"),
    },
    refused: { status: refused.status, error: Boolean((await refused.json()).error) },
  };
};
