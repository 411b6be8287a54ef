// The outside world on one port: Horizon, rippled and three sources of prices, with ledgers that
// close when a test says so and providers that fail as it says. Must not know PayLinkr.
import { createServer } from "node:http";
import { newFaults, newLog, without } from "./faults.mjs";
import { HORIZON_FIELDS, horizonAsks, horizonSays, problem } from "./horizon.mjs";
import { newPrices, PRICE_FIELDS, pricesAsk, pricesSay } from "./prices.mjs";
import { newStellar } from "./stellar.mjs";
import { newXrpl } from "./xrpl.mjs";
import { XRPL_FIELDS, xrplAsks, xrplRefuses, xrplSays } from "./xrplrpc.mjs";

export { stellarAccount, stellarContract, xrplAccount } from "./addresses.mjs";

/**
 * Starts everything on a free port. `horizonUrl(1)` is another provider of the same ledger as
 * `horizonUrl(0)`: what one is made to do wrong, the other does not. A source of prices is its own
 * provider: "kraken", "coinbase" or "coingecko".
 *
 * `stellar`, `xrpl` and `prices` have, beside what their own files say:
 * `fail(provider, fault)`, `heal(provider)` or `heal()`, `requests`, `count({ endpoint, account,
 * provider })` and `forget()`. A fault is one or more of
 *   status, retryAfter   that status; Retry-After in seconds
 *   delayMs, hang        an answer that comes late, or not before stop()
 *   emptyPage, errorPage a page without records; HTML with status 200
 *   truncate, dropFields half the JSON; records without some fields (true, or their names)
 *   reset, elder         a network that began anew; the oldest ledger that is kept
 *   passphrase, networkId  another network
 *   stale                sees ledgers up to this one; true: up to the one that is the latest now
 *   repeat               records that were in an earlier page; "twice": and one of this page twice.
 *                        Of rippled: every transaction of the page twice
 *   error                of rippled and Kraken: status 200, and that error in it
 * and lasts `times` requests, if given, of the endpoint `only`, if given.
 *
 * @param {object} [options]
 * @param {object} [options.stellar] see stellar.mjs
 * @param {object} [options.xrpl] see xrpl.mjs
 * @param {object} [options.prices] see prices.mjs
 * @param {number} [options.port] a free one when left out
 */
export const startLedgers = async ({ stellar, xrpl, prices, port = 0 } = {}) => {
  const world = {
    horizon: withFaults(newStellar(stellar)),
    xrpl: withFaults(newXrpl(xrpl)),
    prices: withFaults(newPrices(prices)),
  };
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    answer(world, request, response, stopping.signal).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error?.stack));
    });
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    horizonUrl: (provider = 0) => `${url}/horizon/${provider}`,
    xrplUrl: (provider = 0) => `${url}/xrpl/${provider}`,
    pricesUrl: `${url}/prices`,
    stellar: world.horizon,
    xrpl: world.xrpl,
    prices: world.prices,
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};

const withFaults = (state) => {
  const faults = newFaults();
  const fail = (provider, fault) => {
    const frozen = fault.stale === true ? { stale: state.latest().sequence } : {};
    faults.add(provider, { ...fault, ...frozen });
  };
  return Object.assign(state, newLog(), { fail, heal: faults.heal, take: faults.take });
};

const DIALECTS = {
  horizon: {
    asks: horizonAsks,
    says: (state, ask, fault, { base }) => horizonSays(state, ask, fault, base),
    refuses: (status) => problem(status).body,
    fields: HORIZON_FIELDS,
  },
  xrpl: {
    asks: xrplAsks,
    says: (state, ask, fault, { provider }) => xrplSays(state, ask, fault, provider),
    refuses: xrplRefuses,
    fields: XRPL_FIELDS,
  },
  prices: {
    asks: pricesAsk,
    says: pricesSay,
    refuses: () => ({ error: "refused by a test" }),
    fields: PRICE_FIELDS,
  },
};

const answer = async (world, request, response, stopped) => {
  const asked = await readRequest(request);
  if (!asked) return response.writeHead(404).end();
  const { name } = asked;
  const state = world[name];
  const dialect = DIALECTS[name];
  const ask = dialect.asks(asked);
  const provider = name === "prices" ? ask.endpoint : asked.provider;
  const { endpoint, account, params } = ask;
  const { method, path } = asked;
  const query = Object.fromEntries(asked.query);
  const at = Date.now();
  state.requests.push({ at, provider, endpoint, account, method, path, query, params });
  const fault = state.take(provider, endpoint);
  if (fault.hang) return;
  if (fault.delayMs !== undefined) await passed(fault.delayMs, stopped);
  const says = () => dialect.says(state, ask, fault, { base: asked.base, provider });
  send(response, fault, fault.status ? refusal(dialect, fault) : says(), dialect);
};

const readRequest = async (request) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const found = /^\/(?:(horizon|xrpl)\/(\d+)|prices)(\/.*|$)/.exec(url.pathname);
  if (!found) return undefined;
  const [, name = "prices", number, path] = found;
  const body = Buffer.concat(await Array.fromAsync(request)).toString();
  const { method, headers } = request;
  const base = `${url.origin}/${name}/${number}`;
  const where = { name, provider: Number(number), base, path: path || "/" };
  return { ...where, method, headers, query: url.searchParams, body };
};

const passed = (ms, stopped) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    stopped.addEventListener("abort", () => done(clearTimeout(timer)), { once: true });
  });

const refusal = (dialect, { status, retryAfter }) => {
  const body = dialect.refuses(status);
  const type = typeof body === "string" ? "text/plain" : "application/problem+json";
  const wait = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { status, headers: { "content-type": type, ...wait }, body };
};

const HTML = "<!DOCTYPE html><title>Attention required</title><p>Checking your browser.</p>";

const send = (response, fault, { status, headers, body }, dialect) => {
  if (fault.errorPage) {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(HTML);
    return;
  }
  const dropped = fault.dropFields === true ? dialect.fields : fault.dropFields;
  const kept = dropped ? without(body, dropped) : body;
  const text = typeof kept === "string" ? kept : JSON.stringify(kept);
  const cut = fault.truncate ? text.slice(0, Math.floor(text.length / 2)) : text;
  response.writeHead(status, headers).end(cut);
};
