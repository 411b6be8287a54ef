// Paying with Freighter: the page's own boot and wallet code on a sample page, under the policy of
// the edge, with an extension and an edge that say what a test tells them. Knows no worker.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { openBrowser, withPage } from "../support/browser.mjs";
import { samplePage } from "../support/pages.mjs";

const ORIGIN = "https://pay.example.com";
const LOADER = fileURLToPath(new URL("../../widget/loader", import.meta.url));
const CODE = "/pkg/feedfacefeedface.wallet.js";
const PUBLIC = "Public Global Stellar Network ; September 2015";
const TEST = "Test SDF Network ; September 2015";
const PAYER = "GBZXN7PIRZGNMHGA7MUUUF4GWPY5AYPV6LY4UV2GL6VJGIQRXFDNMADI";
const PREPARED = { xdr: "AAAAAgA=", passphrase: PUBLIC, token: "t1" };

// What the extension answers, by the type of what it was asked; a type that lacks: nothing.
const WILLING = {
  REQUEST_CONNECTION_STATUS: { isConnected: true },
  REQUEST_ACCESS: { publicKey: PAYER },
  REQUEST_NETWORK_DETAILS: { networkDetails: { network: "PUBLIC", networkPassphrase: PUBLIC } },
  SUBMIT_TRANSACTION: { signedTransaction: "c2lnbmVk", signerAddress: PAYER },
};
const DECLINED = { apiError: { code: -4, message: "The user rejected this request." } };

// The boot module with a glue that wakes nothing.
const bootCode = async () => {
  const asleep = { path: "glue", namespace: "asleep" };
  const contents = "export default () => new Promise(() => {}); export const hydrate = () => {};";
  const glue = {
    name: "glue",
    setup: (setup) => {
      setup.onResolve({ filter: /^\.\/widget\.js$/ }, () => asleep);
      setup.onLoad({ filter: /./, namespace: "asleep" }, () => ({ contents }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [`${LOADER}/boot.js`],
    bundle: true,
    format: "esm",
    target: "es2022",
    define: { WASM_URL: '"/pkg/none.wasm"', WALLET_URL: JSON.stringify(CODE) },
    external: ["/pkg/*"],
    plugins: [glue],
    write: false,
  });
  return outputFiles[0].text;
};

let browser;
let boot;
before(async () => {
  boot = await bootCode();
  browser = await openBrowser();
});
after(() => browser?.close());

// As in edge/src/pages/mod.rs.
const policy = (html) => {
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => {
    return `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
  });
  return (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; " +
    `style-src ${styles.join(" ")}; img-src 'self' data:; connect-src 'self'; ` +
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"
  );
};

// The extension's half, as a script of the page: what it was asked is kept in `asked`.
const extension = (answers) => {
  window.asked = [];
  addEventListener("message", ({ source, data }) => {
    if (source !== window || data?.source !== "FREIGHTER_EXTERNAL_MSG_REQUEST") return;
    const { messageId, source: _, ...rest } = data;
    window.asked.push(rest);
    const answer = answers[data.type];
    const source_ = "FREIGHTER_EXTERNAL_MSG_RESPONSE";
    // What is meant for somebody else comes first.
    postMessage({ source: source_, messagedId: 1, isConnected: false, apiError: {} }, "*");
    if (answer) postMessage({ source: source_, messagedId: messageId, ...answer }, "*");
  });
};

// A page whose extension and edge answer so. `use` gets the page and what was posted.
const visit = (wallet, edge, use, sample = "live_stellar") =>
  withPage(browser, {}, async (page) => {
    const html = await samplePage(sample);
    const posts = [];
    const json = (route, body) =>
      route.fulfill({ contentType: "application/json", body: JSON.stringify(body) });
    const script = (route, body) => route.fulfill({ contentType: "text/javascript", body });
    await page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (route.request().method() === "POST") {
        posts.push([pathname, Object.fromEntries(new URLSearchParams(route.request().postData()))]);
        const answer = pathname.endsWith("/submit") ? edge.submit : edge.prepare;
        return answer ? json(route, answer) : route.abort();
      }
      if (pathname === CODE) return script(route, await readFile(`${LOADER}/wallet.js`, "utf8"));
      if (pathname.endsWith(".js")) return script(route, boot);
      const headers = { "content-security-policy": policy(html) };
      return route.fulfill({ contentType: "text/html; charset=utf-8", body: html, headers });
    });
    await page.addInitScript(extension, wallet);
    await page.goto(`${ORIGIN}/pay/k3v9q2m7x4c8b5n1`);
    const button = page.getByRole("button", { name: "Pay with Freighter" });
    const said = page.locator("#wallet-said");
    await use({ page, posts, button, said });
  });

const edge = { prepare: PREPARED, submit: { ok: true } };

test("a tap fetches the wallet's code, has the edge's transaction signed and hands it back", () =>
  visit(WILLING, edge, async ({ page, posts, button, said }) => {
    const fetched = () => page.complaints.requests.filter((url) => url.endsWith(".wallet.js"));
    assert.deepEqual(fetched(), [], "not before the tap");
    assert.equal(await said.textContent(), "");
    await button.click();
    await page.getByText("Sent. Waiting for the ledger.").waitFor();
    assert.deepEqual(fetched(), [ORIGIN + CODE]);
    assert.deepEqual(posts, [
      ["/pay/k3v9q2m7x4c8b5n1/wallet", { address: PAYER }],
      ["/pay/k3v9q2m7x4c8b5n1/wallet/submit", { xdr: "c2lnbmVk", token: "t1" }],
    ]);
    assert.deepEqual(await page.evaluate(() => window.asked), [
      { type: "REQUEST_CONNECTION_STATUS" },
      { type: "REQUEST_ACCESS" },
      { type: "REQUEST_NETWORK_DETAILS" },
      {
        type: "SUBMIT_TRANSACTION",
        transactionXdr: PREPARED.xdr,
        networkPassphrase: PUBLIC,
        accountToSign: PAYER,
      },
    ]);
    assert.equal(await page.locator("[data-island][data-look]").count(), 1, "the card is told");
    await button.click({ force: true });
    assert.equal(posts.length, 2, "what was sent is not sent twice");
    assert.deepEqual(page.complaints.errors, [], "nothing against the policy");
    const elsewhere = page.complaints.requests.filter((url) => !url.startsWith(ORIGIN));
    assert.deepEqual(elsewhere.filter((url) => !url.startsWith("data:")), []);
  }));

const refuses = (code) => ({ ...edge, prepare: { error: code } });
const without = (type, answer) => ({ ...WILLING, [type]: answer });
const onTest = { networkDetails: { networkPassphrase: TEST } };
const FAILURES = {
  "no extension": [{}, edge, "Freighter did not answer. Check that it is installed"],
  "access declined": [without("REQUEST_ACCESS", DECLINED), edge, "Freighter did not confirm it."],
  "no signature": [without("SUBMIT_TRANSACTION", DECLINED), edge, "Freighter did not confirm it."],
  "another network": [
    without("REQUEST_NETWORK_DETAILS", onTest),
    edge,
    "Freighter is on another network. Switch it to Main Net, then try again.",
  ],
  "a network of one's own": [
    WILLING,
    { ...edge, prepare: { ...PREPARED, passphrase: "My {network}" } },
    "Switch it to My {network}, then",
  ],
  no_account: [WILLING, refuses("no_account"), "This account is not on the ledger yet."],
  no_trustline: [WILLING, refuses("no_trustline"), "This account holds no USDC."],
  too_little: [WILLING, refuses("too_little"), "This account holds too little USDC."],
  busy: [WILLING, refuses("busy"), "The ledger cannot be reached right now. Nothing was sent"],
  over: [WILLING, refuses("over"), "This can no longer be paid. Nothing was sent"],
  "a new word": [WILLING, refuses("moon"), "That did not work. Nothing was sent"],
  "no edge": [WILLING, {}, "That did not work. Nothing was sent"],
  "an answer lost on its way": [
    WILLING,
    { prepare: PREPARED },
    "It is not known whether it was sent. Wait a few minutes before you pay again",
  ],
  "a new word after signing": [
    WILLING,
    { prepare: PREPARED, submit: { error: "moon" } },
    "It is not known whether it was sent.",
  ],
};

for (const [name, [wallet, answers, sentence]] of Object.entries(FAILURES)) {
  test(`a tap that fails says why, and can be repeated: ${name}`, () =>
    visit(wallet, answers, async ({ page, button }) => {
      await button.click();
      await page.getByText(sentence).waitFor();
      assert.equal(await button.getAttribute("aria-disabled"), null);
      assert.equal(await page.locator("[data-look]").count(), 0);
      const asked = await page.evaluate(() => window.asked.length);
      await button.click();
      await page.waitForFunction((before) => window.asked.length > before, asked);
    }));
}

test("an extension that came in the meantime is found with the second tap", () =>
  visit({}, edge, async ({ page, button }) => {
    await button.click();
    await page.getByText("Freighter did not answer.").waitFor();
    await page.evaluate(extension, WILLING);
    await button.click();
    await page.getByText("Sent. Waiting for the ledger.").waitFor();
  }));

test("a framed page asks no wallet: it leads to the page itself", () =>
  visit(WILLING, edge, async ({ page, button }) => {
    assert.equal(await button.count(), 0);
    const link = page.getByRole("link", { name: "Pay with Freighter in a new window" });
    assert.equal(await link.getAttribute("href"), "/pay/k3v9q2m7x4c8b5n1");
    assert.equal(await link.getAttribute("target"), "_blank");
  }, "live_embedded"));
