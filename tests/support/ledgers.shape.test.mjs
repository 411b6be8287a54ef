// Facts about the servers of ledgers.mjs that the recorded answers decide: they answer with the
// same names and the same types. Skipped where no recordings lie beside the repository.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { stellarAccount, startLedgers, xrplAccount } from "./ledgers.mjs";
import { hashOf, readEnvelope, writeEnvelope } from "./envelope.mjs";
import { assertBuiltAs, differences, recorded } from "./shape.mjs";
import { PUBNET } from "./stellar.mjs";

const HAVE = Boolean(process.env.PAYLINKR_FIXTURES);
const [ALEX, SHOP] = [stellarAccount("alex"), stellarAccount("shop")];
const [RIPPLE_ALEX, RIPPLE_SHOP] = [xrplAccount("alex"), xrplAccount("shop")];
let world;

before(async () => (world = await startLedgers()));
after(() => world.stop());

const byRecord = (name, run) =>
  test(name, async (t) => (HAVE ? run(t) : t.skip("PAYLINKR_FIXTURES is not set")));

const horizon = async (path) => (await fetch(world.horizonUrl() + path)).json();

const rippled = async (method, params) => {
  const body = JSON.stringify({ method, params: [params] });
  return (await fetch(world.xrplUrl(), { method: "POST", body })).json();
};

// The record of one payment, as Horizon lists it at the shop's account.
const paid = async (payment) => {
  const { opIds } = world.stellar.pay({ from: ALEX, to: SHOP, amount: "4.0000000", ...payment });
  world.stellar.close();
  const page = await horizon(`/accounts/${payment.to ?? SHOP}/payments?limit=200&order=asc`);
  return page._embedded.records.find((record) => record.id === opIds[0]);
};

test("a value that lacks a name, has one more or has another type is found out", () => {
  const theirs = { id: "1", list: [{ type: "a", n: 1 }] };
  assert.deepEqual(differences({ id: "2", list: [] }, theirs), []);
  assert.deepEqual(differences({ list: [{ type: "a", n: "1" }] }, theirs), [
    "it.list.0.n is string, and was number",
    "it lacks id",
  ]);
  assert.deepEqual(differences({ id: 3, list: [], more: 1 }, theirs), [
    "it.id is number, and was string",
    "it has more",
  ]);
});

const OPERATIONS = {
  payment: { asset: "USDC" },
  path_payment_strict_send: {
    asset: { code: "BTC", issuer: stellarAccount("issuer") },
    type: "path_payment_strict_send",
  },
  path_payment_strict_receive: { type: "path_payment_strict_receive" },
  create_account: { type: "create_account", to: stellarAccount("new") },
  account_merge: { type: "account_merge" },
  invoke_host_function: {
    asset: { code: "Hello", issuer: stellarAccount("issuer") },
    type: "sac_transfer",
    toMuxedId: "123456789",
  },
};

for (const [name, payment] of Object.entries(OPERATIONS)) {
  byRecord(`an operation ${name} is built as the recorded one`, async () => {
    const theirs = recorded(`horizon/jsdk_operations_${name}.json`);
    const ours = await paid(payment);
    assertBuiltAs(ours, theirs);
    assert.deepEqual([ours.type, ours.type_i], [theirs.type, theirs.type_i]);
  });
}

byRecord("a page of payments is built as the recorded ones", async () => {
  const { _links, _embedded } = await horizon(`/accounts/${SHOP}/payments?limit=1`);
  const ours = { _links, keys: Object.keys(_embedded) };
  for (const name of ["jsdk_pages_payments", "docs_RetrieveAnAccountsPayments"]) {
    const page = recorded(`horizon/${name}.json`);
    assertBuiltAs(ours, { _links: page._links, keys: Object.keys(page._embedded) });
  }
});

byRecord("transactions are built as the recorded ones, alone and inside a payment", async () => {
  const theirs = recorded("horizon/jsdk_transaction.json");
  const { hash } = world.stellar.pay({
    ...{ from: ALEX, to: SHOP, asset: "USDC", amount: "1" },
    memo: { type: "text", value: "PLR-A1B2C3D4" },
  });
  world.stellar.close();
  const alone = await horizon(`/transactions/${hash}`);
  assertBuiltAs(alone, theirs, { optional: ["valid_before", "max_time"] });
  const page = await horizon(`/accounts/${SHOP}/payments?order=desc&limit=1&join=transactions`);
  assert.deepEqual(page._embedded.records[0].transaction, alone);
});

byRecord("failed and fee-bumped transactions are built as the recorded ones", async () => {
  const one = { from: ALEX, to: SHOP, asset: "XLM", amount: "1" };
  const failed = world.stellar.pay({ ...one, successful: false });
  const bumped = world.stellar.pay({ ...one, feeBump: true });
  world.stellar.close();
  const theirFailed = recorded("horizon/jsdk_transaction_failed.json");
  const options = { optional: ["valid_before", "max_time"] };
  const ourFailed = await horizon(`/transactions/${failed.hash}`);
  assertBuiltAs(ourFailed, theirFailed, options);
  assert.equal(ourFailed.successful, theirFailed.successful);
  const muxed = { optional: ["account_muxed", "account_muxed_id"] };
  const theirBumped = recorded("horizon/jsdk_transaction_muxed_id.json");
  assertBuiltAs(await horizon(`/transactions/${bumped.hash}`), theirBumped, muxed);
});

byRecord("the root and an account are built as the recorded ones", async () => {
  assertBuiltAs(await horizon("/"), recorded("horizon/jsdk_root.json"), { skip: ["_links"] });
  const address = stellarAccount("with a trustline");
  world.stellar.fund(address, { trust: ["USDC"], memoRequired: true });
  const options = { optional: ["home_domain", "inflation_destination"], skip: ["data"] };
  const account = await horizon(`/accounts/${address}`);
  assertBuiltAs(account, recorded("horizon/jsdk_account.json"), options);
});

byRecord("the golden envelopes are read, written and hashed", () => {
  const { params, cases } = recorded("vectors/stellar_payment_xdr.json");
  const usdc = { code: "USDC", issuer: params.usdc_issuer_testnet };
  const memo = { type: "text", value: "PLR-A1B2C3D4" };
  const own = [{ asset: usdc, memo }, { memo }, { destinationId: "1234567890123" }];
  for (const [index, { envelope_xdr, hash }] of cases.entries()) {
    const { min_time: minTime, max_time: maxTime, ...rest } = params;
    assert.equal(writeEnvelope({ ...rest, minTime, maxTime, ...own[index] }), envelope_xdr);
    const read = readEnvelope(envelope_xdr);
    assert.equal(hashOf(read.body, params.network_passphrase), hash);
    assert.deepEqual([read.source, read.destination], [params.source, params.destination]);
    assert.equal(read.units, 2_500_000_000n);
    assert.equal(read.destinationId, own[index].destinationId);
    assert.equal(read.memo?.value.toString(), own[index].memo?.value);
  }
});

byRecord("a signed payment of the real network has its real hash", () => {
  const theirs = recorded("horizon/jsdk_transaction.json");
  const read = readEnvelope(theirs.envelope_xdr);
  assert.equal(hashOf(read.body, PUBNET), theirs.hash);
  assert.deepEqual(read.signatures, theirs.signatures);
  assert.equal(read.memo.value.toString("base64"), theirs.memo_bytes);
  assert.equal(read.maxTime.toString(), theirs.preconditions.timebounds.max_time);
});

// What a payment has depends on who sent it: flags, and nodes of more than two accounts.
const XRPL = { optional: ["Flags", "ctid", "LastLedgerSequence", "marker"] };

byRecord("a page of account_tx is built as the recorded ones, in both versions", async () => {
  world.xrpl.pay({ from: RIPPLE_ALEX, to: RIPPLE_SHOP, amount: "25", tag: 997786069 });
  world.xrpl.close();
  const ask = (version) =>
    rippled("account_tx", { account: RIPPLE_SHOP, limit: 1, api_version: version });
  const old = recorded("xrpl/account_tx_v1_rpc_payments.json");
  // A node has the sequence of the payer only, who is the first here and not always there.
  assertBuiltAs(await ask(1), old, { ...XRPL, optional: [...XRPL.optional, "Sequence"] });
  const today = recorded("xrpl/account_tx_v2_ws_two_tagged_payments.json");
  // These accounts have a domain and more; what is in a node is held to version 1 above.
  const plain = { ...XRPL, skip: ["AffectedNodes"] };
  assertBuiltAs((await ask(2)).result, { ...today.result, status: today.status }, plain);
});

byRecord("partial payments and checks are built as the recorded ones", async () => {
  const token = { currency: "USD", issuer: xrplAccount("issuer"), value: "10" };
  const partial = { delivered: { ...token, value: "9.98" } };
  const one = { from: RIPPLE_ALEX, to: xrplAccount("partial"), amount: token };
  const hash = world.xrpl.pay({ ...one, partial });
  world.xrpl.pay({ ...one, type: "CheckCreate", tag: 13 });
  world.xrpl.close();
  const { tx_json, meta } = (await rippled("tx", { transaction: hash, api_version: 2 })).result;
  const theirs = recorded("xrpl/partial_payment_iou.json");
  const { hash: _, ...theirTx } = theirs.tx_json;
  const options = {
    optional: ["LastLedgerSequence", "ledger_index", "date", "ctid", "DeliveredAmount"],
    skip: ["AffectedNodes"],
  };
  assertBuiltAs({ tx_json, meta }, { tx_json: theirTx, meta: theirs.meta }, options);
  assert.equal(tx_json.Flags, theirs.tx_json.Flags);
  const page = await rippled("account_tx", { account: one.to, api_version: 2 });
  const check = page.result.transactions.find(
    (entry) => entry.tx_json.TransactionType === "CheckCreate",
  );
  const theirPage = recorded("xrpl/account_tx_v2_checkcreate.json").result;
  const { hash: __, inLedger: ___, ...theirCheck } = theirPage.transactions[0].tx_json;
  assertBuiltAs(check.tx_json, theirCheck, XRPL);
  assert.deepEqual(Object.keys(check.meta).sort(), Object.keys(theirPage.transactions[0].meta));
});

byRecord("tx and server_info are built as the recorded ones", async () => {
  const hash = world.xrpl.pay({
    ...{ from: RIPPLE_ALEX, to: RIPPLE_SHOP, sendMax: "1.112209" },
    amount: { currency: "USD", issuer: RIPPLE_SHOP, value: "0.001" },
  });
  world.xrpl.close();
  const ours = (await rippled("tx", { transaction: hash, api_version: 2 })).result;
  const theirs = recorded("xrpl/tx_cross_currency_payment.json").result;
  // What newer servers say of the ledger, and what some say beside tx_json and others inside.
  const newer = ["close_time_iso", "ledger_hash", "ledger_index", "ctid", "status", "hash"];
  const optional = ["Paths", "inLedger", "LastLedgerSequence", "delivered_amount", ...newer];
  assertBuiltAs(ours, theirs, { optional, skip: ["AffectedNodes"] });
  const info = recorded("xrpl/server_info.json").result;
  const { status: _, ...said } = (await rippled("server_info", {})).result;
  assertBuiltAs(said, info, { optional: ["network_id", "time"] });
});

byRecord("prices are built as the recorded ones, under Kraken's own names", async () => {
  const ask = async (path) => (await fetch(world.pricesUrl + path)).json();
  const kraken = await ask("/0/public/Ticker?pair=XRPEUR,XLMUSD,USDCEUR");
  const theirs = recorded("rates/kraken_ticker.json");
  assert.deepEqual(kraken.error, theirs.error);
  for (const ticker of Object.values(kraken.result)) {
    const { a, b, ...rest } = ticker;
    const { a: theirA, b: theirB, ...theirRest } = theirs.result.XXBTZEUR;
    assertBuiltAs(rest, theirRest);
    assert.deepEqual([a, b].map((side) => typeof side[0]), ["string", "string"]);
  }
  const pairs = recorded("rates/kraken_assetpairs.json").result;
  for (const key of ["XXRPZEUR", "XXLMZUSD"]) assert.ok(key in kraken.result && key in pairs);
  const coinbase = await ask("/v2/exchange-rates?currency=XRP");
  const { data } = recorded("rates/coinbase_v2_exchange_rates.json");
  const { EUR, USD, GBP } = data.rates;
  const optional = ["XRP", "XLM", "USDC", "EURC"];
  assertBuiltAs(coinbase, { data: { ...data, rates: { EUR, USD, GBP } } }, { optional });
});
