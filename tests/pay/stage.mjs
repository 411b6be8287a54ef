// The whole of PayLinkr for a file of tests: the built worker with an empty database, the demo shop
// on another site as the merchant's server, and a browser. Knows the public API and the dev doors.
import { after, before } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { startWorker } from "../support/worker.mjs";
import { startShop, WEBHOOK_PATH } from "../shop/server.mjs";

const WAIT_MS = 10_000;
const LOOK_MS = 20;

// Waits until `look` answers something.
export const until = async (look, what) => {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${WAIT_MS / 1000} s`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
};

// Starts everything; `openStage` is the same with node:test's own before and after.
export const raiseStage = async () => {
  const worker = await startWorker({ onLog: () => {} });
  const seeded = await fetch(`${worker.url}/dev/seed`, { method: "POST" });
  if (!seeded.ok) throw new Error(`/dev/seed answered ${seeded.status}: ${await seeded.text()}`);
  const merchant = await seeded.json();
  const api = `${worker.url}/api/v1`;
  const { testKey: key, webhookSecret } = merchant;
  const [shop, browser] = await Promise.all([
    startShop({ api, key, webhookSecret }),
    openBrowser(),
  ]);
  const stage = { worker, merchant, shop, browser, api, url: worker.url, ...caller(api, key) };
  await stage.call("PATCH", "/webhooks", { webhookUrl: shop.url + WEBHOOK_PATH });
  stage.visit = (address, use, options) =>
    withPage(browser, options, async (page) => {
      if (address) await page.goto(new URL(address, worker.url).href);
      return use(page);
    });
  stage.close = async () => {
    await browser.close();
    await shop.close();
    await worker.dispose();
  };
  return stage;
};

export const openStage = () => {
  const stage = {};
  before(async () => Object.assign(stage, await raiseStage()));
  after(() => stage.close?.());
  return stage;
};

// The calls of the merchant's server.
const caller = (api, key) => {
  const call = async (method, path, body) => {
    const answer = await fetch(api + path, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text && JSON.parse(text);
  };
  const root = new URL(api).origin;
  return {
    call,
    invoice: (fields = {}) =>
      call("POST", "/invoices", { title: "Walnut side table", amount: "25.00", ...fields }),
    // What the buttons of the test panel send.
    pay: async (publicId, way = "exact") => {
      const form = new URLSearchParams({ pay: way, from: "pay" });
      const answer = await fetch(`${root}/pay/${publicId}/test`, {
        method: "POST",
        body: form,
        redirect: "manual",
      });
      if (answer.status !== 303) {
        throw new Error(`paying ${way} answered ${answer.status}: ${await answer.text()}`);
      }
    },
  };
};
