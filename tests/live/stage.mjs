// Live mode for a file of tests: the built worker between scripted ledgers, with a merchant who is
// paid on both of them, and a browser where one is asked for. Knows the public API and the dev
// doors; SQL only to let time go by, which no door of live mode can.
import { mkdtemp, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { startLedgers, stellarAccount, xrplAccount } from "../support/ledgers.mjs";
import { startWorker } from "../support/worker.mjs";

export const SHOP = { STELLAR: stellarAccount("example shop"), XRPL: xrplAccount("example shop") };
export const ALEX = { STELLAR: stellarAccount("alex buyer"), XRPL: xrplAccount("alex buyer") };

/** How often an address is looked at, at most. */
export const LOOK_MS = 5_000;
const WAIT_MS = 20_000;
const POLL_MS = 50;

/** Waits until `look` answers something. */
export const until = async (look, what, waitMs = WAIT_MS) => {
  const end = Date.now() + waitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${waitMs / 1000} s`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
};

/**
 * Starts everything; `openLive` is the same with node:test's own before and after.
 *
 * @param {object} [options]
 * @param {boolean} [options.browser] with Chromium
 * @param {boolean} [options.settled] false: the merchant has not said where money goes
 * @param {number} [options.servers] how many providers of each ledger the worker knows
 * @param {object} [options.ledgers] of an earlier stage, which go on; else new ones
 * @param {object} [options.bindings] put over the worker's own
 * @param {string} [options.persist] see worker.mjs
 */
export const raiseLive = async ({ browser, settled = true, ...options } = {}) => {
  const world = options.ledgers ?? (await startLedgers());
  if (!options.ledgers) fundAll(world);
  const stage = { world, ...clocks() };
  const closing = options.ledgers ? [] : [() => world.stop()];
  stage.close = async () => {
    for (const close of closing.reverse()) await close();
  };
  try {
    await raiseWorker(stage, options);
    closing.push(() => stage.worker.dispose());
    if (settled) await settle(stage);
    if (browser) {
      const chromium = await openBrowser();
      closing.push(() => chromium.close());
      stage.visit = (address, use, asked) =>
        withPage(chromium, asked, async (page) => {
          if (address) await page.goto(new URL(address, stage.url).href);
          return use(page);
        });
    }
  } catch (trouble) {
    await stage.close();
    throw trouble;
  }
  return stage;
};

export const openLive = (options) => {
  const stage = {};
  before(async () => Object.assign(stage, await raiseLive(options)));
  after(() => stage.close?.());
  return stage;
};

/** Accounts that can be paid, and one that can pay. */
export const fundAll = ({ stellar, xrpl }) => {
  const trust = ["USDC", "EURC"];
  const rich = trust.map((asset) => ({ asset, balance: "100000" }));
  stellar.fund(SHOP.STELLAR, { trust, memoRequired: true });
  stellar.fund(ALEX.STELLAR, { trust: rich });
  xrpl.fund(SHOP.XRPL, { requireDest: true });
  xrpl.fund(ALEX.XRPL, { xrp: "100000" });
};

/** What the worker is told of the world. */
export const bindingsOf = (world, servers = 2) => {
  const urls = (url) => Array.from({ length: servers }, (_, at) => url(at)).join(" ");
  return {
    HORIZON_URLS: urls(world.horizonUrl),
    XRPL_URLS: urls(world.xrplUrl),
    KRAKEN_URL: world.pricesUrl,
    COINBASE_URL: world.pricesUrl,
    COINGECKO_URL: world.pricesUrl,
    PLAN: "paid",
  };
};

const raiseWorker = async (stage, { servers, bindings = {}, persist }) => {
  const given = { ...bindingsOf(stage.world, servers), ...bindings };
  stage.worker = await startWorker({ persist, bindings: given, onLog: () => {} });
  stage.url = stage.worker.url;
  const seeded = await fetch(`${stage.url}/dev/seed`, { method: "POST" });
  if (!seeded.ok) throw new Error(`/dev/seed answered ${seeded.status}: ${await seeded.text()}`);
  Object.assign(stage, await seeded.json(), caller(stage));
  // Of all that tests ask, more than the first key may.
  const { key } = await stage.call("POST", "/keys", { name: "Tests", rateLimit: 6_000 });
  Object.assign(stage, { ownerKey: stage.liveKey, liveKey: key });
};

/** Says where money goes, by the API; with the one key that may. */
export const settle = async (stage) => {
  const owner = { key: stage.ownerKey };
  for (const network of ["STELLAR", "XRPL"]) {
    await stage.call("PUT", "/settlement", { network, address: SHOP[network] }, owner);
  }
};

// The calls of the merchant's server, with the live key.
const caller = (stage) => {
  const ask = async (method, path, body, { key = stage.liveKey } = {}) => {
    const answer = await fetch(`${stage.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    const { status, headers } = answer;
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  };
  const call = async (method, path, ...rest) => {
    const { status, body } = await ask(method, path, ...rest);
    if (status > 299) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    ask,
    call,
    invoice: (fields = {}) =>
      call("POST", "/invoices", { title: "Walnut side table", amount: "25.00", ...fields }),
    /** The invoice, as often as it is asked for, until it has that status. */
    reaches: ({ id }, status) =>
      until(async () => {
        const now = await call("GET", `/invoices/${id}`);
        return now.status === status && now;
      }, `${id} ${status}`),
    health: async () => {
      const answer = await fetch(`${stage.url}/health`);
      return { status: answer.status, ...(await answer.json()) };
    },
    mails: async () => (await fetch(`${stage.url}/dev/mail`)).text(),
    events: () => allEvents(call),
  };
};

/** The whole feed of events. */
const allEvents = async (call) => {
  const events = [];
  let next;
  do {
    const page = await call("GET", `/events${next ? `?after=${next}` : ""}`);
    events.push(...page.data);
    next = page.hasMore && page.next;
  } while (next);
  return events;
};

// Every time that something waits for, in the world's time.
const WAITS = {
  watch: ["looked_at", "next_at", "rescan_at", "lease_until"],
  settlement: ["check_at"],
  delivery: ["next_at", "lease_until"],
  mail: ["next_at", "lease_until"],
  ledger_server: ["failing_since"],
};

const clocks = () => ({
  async sql(text, ...params) {
    const database = await this.worker.database();
    const { results } = await database.prepare(text).bind(...params).all();
    return results;
  },
  /** As if that much time had gone by: what waits, waits that much less. */
  async passTime(ms) {
    for (const [table, columns] of Object.entries(WAITS)) {
      const earlier = columns.map((name) => `${name} = ${name} - ?1`).join(", ");
      await this.sql(`UPDATE ${table} SET ${earlier}`, ms);
    }
  },
  /** As if the invoice had been made that much earlier. */
  async age({ id }, ms) {
    const names = ["created_at", "expires_at", "deadline_at", "late_until", "pending_until"];
    const earlier = names.map((name) => `${name} = ${name} - ?2`).join(", ");
    await this.sql(`UPDATE invoice SET ${earlier} WHERE id = ?1`, id, ms);
  },
  /** A run of the cron that looks at every address, and what else looks meanwhile. */
  async tick() {
    await this.isQuiet();
    await this.passTime(LOOK_MS);
    await this.worker.tick();
    await this.isQuiet();
  },
  /** Nobody looks at an address. */
  isQuiet() {
    const held = () => this.sql("SELECT 1 FROM watch WHERE lease IS NOT NULL");
    return until(async () => (await held()).length === 0, "the end of all looks");
  },
  /** Closes both ledgers: what was paid since they closed is final. */
  closeLedgers() {
    this.world.stellar.close();
    this.world.xrpl.close();
  },
});

/** A folder for data, in memory where there is room: these tests are not about the disk. */
export const makeFolder = async (name) => {
  const memory = await statfs("/dev/shm").catch(() => undefined);
  const roomy = memory && memory.bavail * memory.bsize > 2 ** 30;
  return mkdtemp(join(roomy ? "/dev/shm" : tmpdir(), `paylinkr-${name}-`));
};

/** Both ledgers in the same words: what a test of live mode does on each of them. */
export const LEDGERS = {
  STELLAR: {
    asset: "USDC",
    close: ({ world }) => world.stellar.close(),
    /** Pays; `reference: null` forgets it. Answers the transaction. */
    pay(stage, invoice, { amount, reference = invoice.memo, ...facts } = {}) {
      const memo = reference === null ? undefined : { type: "text", value: reference };
      const usual = { from: ALEX.STELLAR, to: SHOP.STELLAR, asset: "USDC", amount, memo };
      return stage.world.stellar.pay({ ...usual, ...facts }).hash;
    },
    giveBack: (stage, { to, amount }) =>
      stage.world.stellar.pay({ from: SHOP.STELLAR, to, asset: "USDC", amount }).hash,
  },
  XRPL: {
    asset: "XRP",
    close: ({ world }) => world.xrpl.close(),
    pay(stage, invoice, { amount, reference = invoice.reference, ...facts } = {}) {
      const tag = reference === null ? undefined : Number(reference);
      return stage.world.xrpl.pay({ from: ALEX.XRPL, to: SHOP.XRPL, amount, tag, ...facts });
    },
    giveBack: (stage, { to, amount }) => stage.world.xrpl.pay({ from: SHOP.XRPL, to, amount }),
  },
};
