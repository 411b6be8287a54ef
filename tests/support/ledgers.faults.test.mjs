// Facts about what can be made to go wrong in ledgers.mjs: one provider fails, as told and as long
// as told, while the others of the same ledger are well; and the requests are counted.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startLedgers, stellarAccount, xrplAccount } from "./ledgers.mjs";

const [ALEX, SHOP] = [stellarAccount("alex"), stellarAccount("shop")];
const PATH = `/accounts/${SHOP}/payments`;
const RIPPLE_SHOP = xrplAccount("shop");
const FIRST = 1000;
let world;
let ids;
let hashes;

before(async () => {
  const ledger = { firstLedger: FIRST, elder: 10 };
  world = await startLedgers({ stellar: ledger, xrpl: ledger });
  const pay = () => {
    const one = { from: ALEX, to: SHOP, asset: "USDC", amount: "1" };
    const hash = world.xrpl.pay({ from: xrplAccount("alex"), to: RIPPLE_SHOP, amount: "1" });
    const { opIds } = world.stellar.pay(one);
    world.stellar.close();
    world.xrpl.close();
    return [opIds[0], hash];
  };
  const paid = [pay(), pay(), pay()];
  ids = paid.map(([id]) => id);
  hashes = paid.map(([, hash]) => hash);
});
after(() => world.stop());
beforeEach(() => {
  for (const part of [world.stellar, world.xrpl, world.prices]) {
    part.heal();
    part.forget();
  }
});

const horizon = (path = PATH, provider = 0) => fetch(world.horizonUrl(provider) + path);
const listed = async (query = "", provider = 0) => {
  const page = await (await horizon(PATH + query, provider)).json();
  return page._embedded.records.map((record) => record.id);
};
const rippled = (method, params, provider = 0) => {
  const body = JSON.stringify({ method, params: [{ api_version: 2, ...params }] });
  return fetch(world.xrplUrl(provider), { method: "POST", body });
};
const accountTx = async (provider = 0) => {
  const answer = await rippled("account_tx", { account: RIPPLE_SHOP }, provider);
  const { result } = await answer.json();
  return { ...result, hashes: result.transactions?.map((entry) => entry.hash) };
};

test("a status lasts as many requests as told, at one provider and one endpoint", async () => {
  world.stellar.fail(0, { status: 429, retryAfter: 30, times: 2, only: "payments" });
  assert.equal((await horizon("/")).status, 200);
  for (let turn = 0; turn < 2; turn += 1) {
    const refused = await horizon();
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "30"]);
    assert.equal((await refused.json()).status, 429);
    assert.equal((await horizon(PATH, 1)).status, 200);
  }
  assert.equal((await horizon()).status, 200);
  world.xrpl.fail(1, { status: 503 });
  const busy = await rippled("server_info", {}, 1);
  assert.equal(busy.status, 503);
  assert.match(await busy.text(), /^Server is overloaded/);
  assert.equal((await rippled("server_info", {}, 0)).status, 200);
  world.xrpl.heal(1);
  assert.equal((await rippled("server_info", {}, 1)).status, 200);
});

test("requests are counted by endpoint, account and provider", async () => {
  await horizon();
  await horizon(`${PATH}?limit=3`, 1);
  await horizon("/", 1);
  await accountTx();
  const { stellar, xrpl } = world;
  assert.equal(stellar.count(), 3);
  assert.equal(stellar.count({ endpoint: "payments", account: SHOP }), 2);
  assert.equal(stellar.count({ endpoint: "payments", provider: 1 }), 1);
  assert.equal(stellar.requests[1].query.limit, "3");
  assert.equal(xrpl.count({ endpoint: "account_tx", account: RIPPLE_SHOP }), 1);
  stellar.forget();
  assert.equal(stellar.count(), 0);
});

test("a page can be no page: HTML, half of one, or one without records", async () => {
  world.stellar.fail(0, { errorPage: true, times: 1 });
  const html = await horizon();
  assert.deepEqual([html.status, html.headers.get("content-type")], [
    200,
    "text/html; charset=utf-8",
  ]);
  world.stellar.fail(0, { truncate: true, times: 1 });
  const half = await horizon();
  assert.equal(half.status, 200);
  await assert.rejects(half.json(), SyntaxError);
  world.stellar.fail(0, { emptyPage: true });
  assert.deepEqual(await listed(), []);
  world.xrpl.fail(0, { emptyPage: true });
  assert.deepEqual((await accountTx()).hashes, []);
  assert.deepEqual(await listed("", 1), ids);
});

test("records can lack fields: those named, or those without which nothing is sure", async () => {
  world.stellar.fail(0, { dropFields: ["amount"], times: 1 });
  const named = (await (await horizon()).json())._embedded.records[0];
  assert.deepEqual([named.amount, named.paging_token], [undefined, ids[0]]);
  world.stellar.fail(0, { dropFields: true });
  const bare = (await (await horizon()).json())._embedded.records[0];
  assert.deepEqual([bare.amount, bare.paging_token], ["1.0000000", undefined]);
  world.xrpl.fail(0, { dropFields: true });
  assert.equal((await accountTx()).transactions[0].meta.delivered_amount, undefined);
});

test("records can come again, in a page that they are not of, and twice in one", async () => {
  world.stellar.fail(0, { repeat: true });
  assert.deepEqual(await listed(`?cursor=${ids[1]}`), ids);
  world.stellar.fail(0, { repeat: "twice" });
  assert.deepEqual(await listed(`?cursor=${ids[1]}`), [...ids, ids[2]]);
  world.xrpl.fail(0, { repeat: true });
  assert.deepEqual((await accountTx()).hashes.sort(), [...hashes, ...hashes].sort());
});

test("a stale provider knows no later ledger, until it is healed", async () => {
  world.stellar.fail(1, { stale: FIRST + 2 });
  world.xrpl.fail(1, { stale: true });
  const root = async (provider) => (await (await horizon("/", provider)).json());
  assert.equal((await root(1)).history_latest_ledger, FIRST + 2);
  assert.deepEqual(await listed("", 1), ids.slice(0, 2));
  const frozen = world.xrpl.latest().sequence;
  world.xrpl.close();
  assert.equal((await accountTx(1)).ledger_index_max, frozen);
  assert.equal((await accountTx(0)).ledger_index_max, frozen + 1);
  world.stellar.heal(1);
  assert.deepEqual(await listed("", 1), ids);
});

test("a provider can be of a network that began anew, or of another one", async () => {
  world.stellar.fail(1, { reset: true });
  const anew = await (await horizon("/", 1)).json();
  assert.deepEqual([anew.history_latest_ledger, anew.history_elder_ledger], [3, 1]);
  assert.deepEqual(await listed(`?cursor=${ids[0]}`, 1), []);
  world.xrpl.fail(1, { reset: true });
  assert.deepEqual((await accountTx(1)).hashes, []);
  world.stellar.fail(2, { passphrase: "Test SDF Network ; September 2015" });
  const other = await (await horizon("/", 2)).json();
  assert.equal(other.network_passphrase, "Test SDF Network ; September 2015");
  world.xrpl.fail(2, { networkId: 1 });
  const { result } = await (await rippled("server_info", {}, 2)).json();
  assert.equal(result.info.network_id, 1);
});

test("an error of rippled or of Kraken comes with status 200", async () => {
  world.xrpl.fail(0, { error: "slowDown" });
  const answer = await rippled("account_tx", { account: RIPPLE_SHOP });
  const { result } = await answer.json();
  assert.deepEqual([answer.status, result.status, result.error], [200, "error", "slowDown"]);
  world.prices.fail("kraken", { error: "EAPI:Rate limit exceeded" });
  const kraken = await fetch(`${world.pricesUrl}/0/public/Ticker?pair=XRPEUR`);
  assert.deepEqual([kraken.status, await kraken.json()], [
    200,
    { error: ["EAPI:Rate limit exceeded"] },
  ]);
});

test("an answer that is delayed comes after one that is not; one that hangs, never", async (t) => {
  const own = await startLedgers();
  t.after(() => own.stop());
  const ask = (provider) => fetch(`${own.horizonUrl(provider)}/`).then(() => provider);
  own.stellar.fail(0, { delayMs: 20 });
  assert.equal(await Promise.race([ask(0), ask(1)]), 1);
  own.stellar.fail(2, { hang: true });
  const hanging = assert.rejects(ask(2));
  while (own.stellar.count({ provider: 2 }) === 0) await ask(1);
  await own.stop();
  await hanging;
});

test("a network that begins anew keeps the accounts and no payment", async (t) => {
  const own = await startLedgers();
  t.after(() => own.stop());
  own.stellar.pay({ from: ALEX, to: SHOP, asset: "XLM", amount: "1" });
  own.stellar.close();
  own.stellar.reset();
  const { opIds } = own.stellar.pay({ from: ALEX, to: SHOP, asset: "XLM", amount: "2" });
  own.stellar.close();
  const page = await (await fetch(own.horizonUrl() + PATH)).json();
  assert.deepEqual(page._embedded.records.map((record) => record.id), opIds);
  assert.equal(opIds[0], (3n * 4294967296n + 4097n).toString());
});

const price = async (path) => (await fetch(world.pricesUrl + path)).json();
const KRAKEN = "/0/public/Ticker?pair=XRPEUR,XRPUSD";
const GECKO = "/api/v3/simple/price?ids=ripple&vs_currencies=eur,gbp";

test("a price is the same at all sources, and in all currencies that it is quoted in", async () => {
  // A euro is 1.25 dollars and a pound 1.6, so half a euro is 0.625 dollars and 0.390625 pounds.
  world.prices.set("XRP/EUR", "0.5");
  const { result } = await price(KRAKEN);
  assert.deepEqual([result.XXRPZEUR.b[0], result.XXRPZUSD.a[0]], ["0.5", "0.625"]);
  assert.deepEqual(await price(GECKO), { ripple: { eur: 0.5, gbp: 0.390625 } });
  const { rates } = (await price("/v2/exchange-rates?currency=USD")).data;
  assert.deepEqual([rates.XRP, rates.EUR, rates.GBP, rates.USD], ["1.6", "0.8", "0.625", "1"]);
  assert.equal((await price("/v2/exchange-rates?currency=XRP")).data.rates.EUR, "0.5");
});

test("each source of prices can be on its own, and numbers keep their digits", async () => {
  const { prices, pricesUrl } = world;
  prices.set("XRP/EUR", "0.5");
  prices.set("XRP/EUR", { bid: "0.5", ask: "0.52" }, "kraken");
  const { result } = await price(KRAKEN);
  assert.deepEqual([result.XXRPZEUR.b[0], result.XXRPZEUR.a[0]], ["0.5", "0.52"]);
  prices.setOne("XRP/EUR", "0.123456789012345678", "coingecko");
  const gecko = await (await fetch(pricesUrl + GECKO)).text();
  assert.equal(gecko, '{"ripple":{"eur":0.123456789012345678,"gbp":0.390625}}');
  prices.remove("XRP/EUR", "kraken");
  assert.deepEqual(await price(KRAKEN), { error: ["EQuery:Unknown asset pair"] });
  assert.deepEqual(await price("/0/public/Ticker?pair=EURCGBP"), {
    error: ["EQuery:Unknown asset pair"],
  });
  prices.remove("XRP/EUR", "coinbase");
  const { rates } = (await price("/v2/exchange-rates?currency=USD")).data;
  assert.deepEqual([rates.XRP, rates.EUR], [undefined, "0.8"]);
  prices.fail("coinbase", { status: 500 });
  const failing = await fetch(`${pricesUrl}/v2/exchange-rates?currency=USD`);
  assert.deepEqual([failing.status, prices.count({ endpoint: "coinbase" })], [500, 2]);
});
