// Kraken, Coinbase and CoinGecko with prices that a test sets (rails.md 5.1, fixtures rates/).
// Knows how each of them names things; no sockets.

const FIRST = { "XRP/EUR": "0.52", "XRP/USD": "0.56", "XLM/EUR": "0.1", "XLM/USD": "0.11" };
const PEGGED = { "USDC/USD": "1", "USDC/EUR": "0.92", "EURC/EUR": "1", "EURC/USD": "1.08" };
export const SOURCES = ["kraken", "coinbase", "coingecko"];

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
 * @param {() => number} [options.now] milliseconds
 */
export const newPrices = ({ rates = {}, now = Date.now } = {}) => {
  const first = Object.entries({ ...FIRST, ...PEGGED, ...rates });
  const tables = Object.fromEntries(SOURCES.map((source) => [source, new Map(first)]));
  const chosen = (source) => (source === undefined ? SOURCES : [source]);
  return {
    now,
    tables,
    /** Sets "XRP/EUR" to "0.52" or `{ bid, ask }`; of all sources, if none is named. */
    set: (pair, price, source) => chosen(source).forEach((one) => tables[one].set(pair, price)),
    /** A pair that is no longer traded there. */
    remove: (pair, source) => chosen(source).forEach((one) => tables[one].delete(pair)),
  };
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

// "0.52" and { bid, ask } as one shape.
const sides = (price) => (typeof price === "string" ? { bid: price, ask: price } : price);

const kraken = ({ tables }, query, fault) => {
  if (fault.error) return { body: { error: [fault.error] } };
  const known = new Map([...tables.kraken].map(([pair, price]) => [pair.replace("/", ""), price]));
  const asked = query.get("pair")?.split(",") ?? [...known.keys()];
  const pairs = fault.emptyPage ? [] : asked;
  if (!pairs.every((pair) => known.has(pair))) {
    return { body: { error: ["EQuery:Unknown asset pair"] } };
  }
  const named = pairs.map((pair) => [KRAKEN_KEYS[pair] ?? pair, ticker(sides(known.get(pair)))]);
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

const coinbase = ({ tables }, query, fault) => {
  const currency = query.get("currency") ?? "USD";
  const quotes = [...tables.coinbase]
    .map(([pair, price]) => [...pair.split("/"), sides(price).bid])
    .filter(([base]) => base === currency);
  if (quotes.length === 0) {
    const error = { id: "invalid_request", message: "Currency is invalid" };
    return { status: 400, body: { errors: [error] } };
  }
  const shown = fault.emptyPage ? [] : quotes.map(([, quote, bid]) => [quote, bid]);
  return { body: { data: { currency, rates: Object.fromEntries(shown) } } };
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
        .map(([quote, price]) => [quote, JSON.rawJSON(sides(price).bid)]);
      const updated = timed ? [["last_updated_at", Math.floor(now() / 1000)]] : [];
      return [id, Object.fromEntries([...priced, ...updated])];
    });
  return { body: Object.fromEntries(coins) };
};
