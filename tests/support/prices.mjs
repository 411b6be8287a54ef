// Kraken, Coinbase and CoinGecko with prices that a test sets (rails.md 5.1, fixtures rates/).
// Knows how each of them names things; no sockets.
import { fromUnits, toUnits } from "./addresses.mjs";

// Dollars for one, so that prices in one currency are round in the others, too.
const FX = { USD: "1", EUR: "1.25", GBP: "1.6" };
const FIRST = { "XRP/EUR": "0.52", "XLM/EUR": "0.1", "USDC/USD": "1", "EURC/EUR": "1" };
export const SOURCES = ["kraken", "coinbase", "coingecko"];
const SCALE = 18;
const ONE = 10n ** BigInt(SCALE);

// The older pairs answer under another name than the one they are asked by.
const KRAKEN_KEYS = {
  XRPUSD: "XXRPZUSD",
  XRPEUR: "XXRPZEUR",
  XLMUSD: "XXLMZUSD",
  XLMEUR: "XXLMZEUR",
  EURUSD: "ZEURZUSD",
  GBPUSD: "ZGBPZUSD",
};
const COINS = { stellar: "XLM", ripple: "XRP", "usd-coin": "USDC", "euro-coin": "EURC" };
const ROUTES = {
  "/0/public/Ticker": "kraken",
  "/v2/exchange-rates": "coinbase",
  "/api/v3/simple/price": "coingecko",
};
export const PRICE_FIELDS = ["b", "rates", "usd", "eur", "gbp"];

/**
 * @param {object} [options]
 * @param {Record<string, string>} [options.rates] "XRP/EUR": "0.52", put over those at first
 * @param {{EUR?: string, GBP?: string}} [options.fx] dollars for one euro and one pound
 * @param {() => number} [options.now] milliseconds
 */
export const newPrices = ({ rates = {}, fx = {}, now = Date.now } = {}) => {
  const dollars = Object.entries({ ...FX, ...fx }).map(([fiat, text]) => [fiat, parse(text)]);
  const prices = {
    now,
    fx: new Map(dollars),
    tables: Object.fromEntries(SOURCES.map((source) => [source, new Map()])),
    /**
     * Sets "XRP/EUR" to "0.52" or `{ bid, ask }`, and XRP in the other currencies with it, as they
     * stand to each other; at all sources, if none is named.
     */
    set: (pair, price, source) => chosen(source).forEach((one) => set(prices, one, pair, price)),
    /** Sets one pair and no other. Coinbase has one value of each asset: there it is `set`. */
    setOne: (pair, price, source) => {
      const alone = (one) => one !== "coinbase" && prices.tables[one].set(pair, sides(price));
      chosen(source).forEach((one) => alone(one) || set(prices, one, pair, price));
    },
    /** A pair that is no longer traded there; at Coinbase, an asset that it no longer lists. */
    remove: (pair, source) => {
      const asset = pair.split("/")[0];
      const gone = (one, known) =>
        one === "coinbase" ? known.startsWith(`${asset}/`) : known === pair;
      for (const one of chosen(source)) {
        const table = prices.tables[one];
        for (const known of [...table.keys()]) if (gone(one, known)) table.delete(known);
      }
    },
  };
  for (const [pair, price] of Object.entries({ ...FIRST, ...rates })) prices.set(pair, price);
  return prices;
};

const chosen = (source) => (source === undefined ? SOURCES : [source]);
const parse = (text) => toUnits(text, SCALE);
const print = (units) => fromUnits(units, SCALE).replace(/\.?0+$/, "");

// "0.52" and { bid, ask } as one shape.
const sides = (price) => (typeof price === "string" ? { bid: price, ask: price } : price);

const set = ({ tables, fx }, source, pair, price) => {
  const [asset, own] = pair.split("/");
  const { bid, ask } = sides(price);
  const cross = (text, fiat) => print((parse(text) * fx.get(own)) / fx.get(fiat));
  for (const fiat of fx.keys()) {
    const there = { bid: cross(bid, fiat), ask: cross(ask, fiat) };
    tables[source].set(`${asset}/${fiat}`, fiat === own ? { bid, ask } : there);
  }
};

/** Which source a request asks, if any. */
export const pricesAsk = ({ path, query }) => ({ endpoint: ROUTES[path] ?? "unknown", query });

/** The answer: status, headers and a body that becomes JSON. */
export const pricesSay = (prices, { endpoint, query }, fault) => {
  const headers = { "content-type": "application/json; charset=utf-8" };
  const says = { kraken, coinbase, coingecko }[endpoint];
  if (!says) return { status: 404, headers, body: { error: "not found" } };
  const { status = 200, body } = says(prices, query, fault);
  return { status, headers, body };
};

const kraken = ({ tables }, query, fault) => {
  if (fault.error) return { body: { error: [fault.error] } };
  const traded = [...tables.kraken].filter(([pair]) => pair !== "EURC/GBP");
  const known = new Map(traded.map(([pair, price]) => [pair.replace("/", ""), price]));
  const asked = query.get("pair")?.split(",") ?? [...known.keys()];
  const pairs = fault.emptyPage ? [] : asked;
  if (!pairs.every((pair) => known.has(pair))) {
    return { body: { error: ["EQuery:Unknown asset pair"] } };
  }
  const named = pairs.map((pair) => [KRAKEN_KEYS[pair] ?? pair, ticker(known.get(pair))]);
  return { body: { error: [], result: Object.fromEntries(named) } };
};

const ticker = ({ bid, ask }) => ({
  a: [ask, "1", "1.000"],
  b: [bid, "1", "1.000"],
  c: [bid, "0.01447739"],
  v: ["84.23095922", "600.91850325"],
  p: [bid, bid],
  t: [305, 2783],
  l: [bid, bid],
  h: [ask, ask],
  o: bid,
});

// So much of everything for one of `currency`: of currencies, and of assets beside them.
const coinbase = ({ tables, fx }, query, fault) => {
  const currency = query.get("currency") ?? "USD";
  const assets = [...tables.coinbase].filter(([pair]) => pair.endsWith("/USD"));
  const dollars = assets.map(([pair, { bid }]) => [pair.split("/")[0], parse(bid)]);
  const values = new Map([...fx, ...dollars]);
  const own = values.get(currency);
  if (own === undefined) {
    const error = { id: "invalid_request", message: "Currency is invalid" };
    return { status: 400, body: { errors: [error] } };
  }
  const rates = [...values].map(([name, value]) => [name, print((own * ONE) / value)]);
  return { body: { data: { currency, rates: Object.fromEntries(fault.emptyPage ? [] : rates) } } };
};

// CoinGecko writes JSON numbers, with as many digits as it has.
const coingecko = ({ tables, now }, query, fault) => {
  const ids = fault.emptyPage ? [] : (query.get("ids") ?? "").split(",");
  const quotes = (query.get("vs_currencies") ?? "").split(",");
  const timed = query.get("include_last_updated_at") === "true";
  const coins = ids
    .filter((id) => COINS[id])
    .map((id) => {
      const priced = quotes
        .map((quote) => [quote, tables.coingecko.get(`${COINS[id]}/${quote.toUpperCase()}`)])
        .filter(([, price]) => price !== undefined)
        .map(([quote, price]) => [quote, JSON.rawJSON(price.bid)]);
      const updated = timed ? [["last_updated_at", Math.floor(now() / 1000)]] : [];
      return [id, Object.fromEntries([...priced, ...updated])];
    });
  return { body: Object.fromEntries(coins) };
};
