// A merchant with a payment provider for a file of tests: the built worker, the stand-in of Mollie
// and Stripe, a browser. Knows the public API and the dev doors; SQL only to let time go by.
import { after, before } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { KEYS, startPsps, STRIPE_SECRET } from "../support/psp.mjs";
import { startWorker } from "../support/worker.mjs";

const WAIT_MS = 20_000;
const POLL_MS = 50;
// How often a payment is looked at, at most.
const LOOK_MS = 5_000;

/** Waits until `look` answers something. */
export const until = async (look, what) => {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${WAIT_MS / 1000} s`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
};

/**
 * Starts everything before the tests of a file, and stops it after them.
 *
 * @param {"mollie" | "stripe"} psp
 * @param {object} [options]
 * @param {"test" | "live"} [options.mode] live has no ledgers here: the provider alone is paid
 */
export const openPsp = (psp, { mode = "test" } = {}) => {
  const stage = { psp, mode };
  const closing = [];
  before(async () => {
    stage.psps = await startPsps();
    closing.push(() => stage.psps.stop());
    const bindings = { MOLLIE_URL: stage.psps.url, STRIPE_URL: stage.psps.url, PLAN: "paid" };
    stage.worker = await startWorker({ bindings, onLog: () => {} });
    closing.push(() => stage.worker.dispose());
    stage.url = stage.worker.url;
    const seeded = await (await fetch(`${stage.url}/dev/seed`, { method: "POST" })).json();
    stage.key = seeded[`${mode}Key`];
    Object.assign(stage, words(stage));
    await connect(stage);
    const chromium = await openBrowser();
    closing.push(() => chromium.close());
    stage.visit = (address, use, asked) =>
      withPage(chromium, asked, async (page) => {
        await page.goto(new URL(address, stage.url).href);
        return use(page);
      });
  });
  after(async () => {
    for (const close of closing.reverse()) await close();
  });
  return stage;
};

const connect = async (stage) => {
  const { psp, mode, call, psps } = stage;
  psps.stripeHook = (await call("GET", "/psp")).stripeWebhookUrl;
  const secret = psp === "stripe" ? { webhookSecret: STRIPE_SECRET } : {};
  await call("PUT", "/psp", { psp, apiKey: KEYS[psp][mode], ...secret });
};

const words = (stage) => {
  const call = async (method, path, body) => {
    const answer = await fetch(`${stage.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${stage.key}`,
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };
  const sql = async (text, ...params) => {
    const database = await stage.worker.database();
    const { results } = await database.prepare(text).bind(...params).all();
    return results;
  };
  return {
    call,
    sql,
    invoice: (fields = {}) =>
      call("POST", "/invoices", {
        title: "Walnut side table",
        pricingCurrency: "EUR",
        pricingAmount: "12.25",
        ...fields,
      }),
    read: ({ id }) => call("GET", `/invoices/${id}`),
    reaches: ({ id }, status) =>
      until(async () => {
        const now = await call("GET", `/invoices/${id}`);
        return now.status === status && now;
      }, `${id} ${status}`),
    attempts: async ({ id }) => {
      const text = "SELECT state FROM psp_attempt WHERE invoice = ?1 ORDER BY rowid";
      return (await sql(text, id)).map((row) => row.state);
    },
    told: async ({ id }) => {
      const { data } = await call("GET", "/events?limit=100");
      return data.filter((event) => event.objectId === id).map((event) => event.event);
    },
    /** The cron, as if what waits for its turn had waited long enough. */
    tick: async () => {
      await sql("UPDATE psp_attempt SET next_at = next_at - 60000 WHERE next_at IS NOT NULL");
      await stage.worker.tick();
    },
    /** As if nobody had looked for a while. */
    wait: () => sql("UPDATE psp_attempt SET looked_at = looked_at - ?1", LOOK_MS),
  };
};

/** The payer's words for the page and the provider's. */
export const payer = (page) => {
  const named = (name) => page.getByRole("button", { name, exact: true });
  const button = (amount = "12.25") => named(`Pay ${amount} EUR by bank or card`);
  return {
    button,
    leave: async (amount) => {
      await button(amount).click();
      await page.waitForURL(/\/checkout\/[a-z]{2}_/);
    },
    presses: (name) => named(name).click(),
    turns: (status) => page.locator(`main[data-status="${status}"]`).waitFor({ timeout: WAIT_MS }),
  };
};
