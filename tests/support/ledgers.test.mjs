// Facts about the servers of ledgers.mjs that tests of watchers lean on: cursors, markers, what is
// final when, and what each fault does. The rules are those of rails.md 1.4 and 2.1.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { writeEnvelope } from "./envelope.mjs";
import { startLedgers, stellarAccount, stellarContract, xrplAccount } from "./ledgers.mjs";

const [ALEX, SHOP] = [stellarAccount("alex"), stellarAccount("shop")];
const [RIPPLE_ALEX, RIPPLE_SHOP] = [xrplAccount("alex"), xrplAccount("shop")];
const NOON = Date.parse("2026-03-01T12:00:00Z");
const FIRST = 1000;
let world;

before(async () => {
  const ledger = { firstLedger: FIRST, now: () => NOON };
  world = await startLedgers({
    stellar: { ...ledger, elder: 10 },
    xrpl: { ...ledger, elder: 10, networkId: 1 },
    prices: { now: () => NOON },
  });
});
after(() => world.stop());
beforeEach(() => {
  for (const part of [world.stellar, world.xrpl, world.prices]) {
    part.heal();
    part.forget();
  }
});

const horizon = (path, provider) => fetch(world.horizonUrl(provider) + path);
const read = async (path, provider) => (await horizon(path, provider)).json();
const listed = async (path, provider) => {
  const page = await read(path, provider);
  return page._embedded.records.map((record) => record.id);
};

const rippled = async (method, params = {}, provider) => {
  const body = JSON.stringify({ method, params: [{ api_version: 2, ...params }] });
  const answer = await fetch(world.xrplUrl(provider), { method: "POST", body });
  return (await answer.json()).result;
};

// `count` payments to a shop of its own, in ledgers of two; the shop and the ids.
const paidShop = (name, count) => {
  const to = stellarAccount(name);
  const ids = Array.from({ length: count }, (_, index) => {
    const { opIds } = world.stellar.pay({ from: ALEX, to, asset: "USDC", amount: `${index + 1}` });
    if (index % 2 === 1) world.stellar.close();
    return opIds[0];
  });
  if (count % 2 === 1) world.stellar.close();
  return { to, ids, path: `/accounts/${to}/payments` };
};

const paidRippleShop = (name, count) => {
  const to = xrplAccount(name);
  const hashes = Array.from({ length: count }, (_, index) => {
    const hash = world.xrpl.pay({ from: RIPPLE_ALEX, to, amount: `${index + 1}`, tag: index });
    if (index % 2 === 1) world.xrpl.close();
    return hash;
  });
  if (count % 2 === 1) world.xrpl.close();
  return { to, hashes };
};

test("a payment is seen when its ledger has closed, at its close time", async () => {
  const { hash } = world.stellar.pay({ from: ALEX, to: SHOP, asset: "XLM", amount: "10" });
  assert.deepEqual(await listed(`/accounts/${SHOP}/payments`), []);
  assert.equal((await horizon(`/transactions/${hash}`)).status, 404);
  const { sequence } = world.stellar.close({ at: "2026-03-01T12:00:30Z" });
  const [record] = (await read(`/accounts/${SHOP}/payments`))._embedded.records;
  assert.equal(record.created_at, "2026-03-01T12:00:30Z");
  assert.equal(record.amount, "10.0000000");
  const root = await read("/");
  assert.equal(root.history_latest_ledger, sequence);
  assert.equal(root.history_latest_ledger_closed_at, "2026-03-01T12:00:30Z");
  const answer = await horizon(`/accounts/${SHOP}/payments`);
  assert.equal(answer.headers.get("latest-ledger"), sequence.toString());
});

test("ids are the ledger, the transaction and the operation in 32, 20 and 12 bits", () => {
  const ledger = world.stellar.latest().sequence + 1;
  const one = { from: ALEX, to: SHOP, asset: "XLM", amount: "1" };
  world.stellar.pay(one);
  const { opIds } = world.stellar.pay({ ops: [one, one] });
  world.stellar.close();
  const expected = [1, 2].map((op) => BigInt(ledger) * 4294967296n + 2n * 4096n + BigInt(op));
  assert.deepEqual(opIds, expected.map(String));
});

test("pages go on after the cursor, and an empty one keeps it", async () => {
  const { ids, path } = paidShop("pages", 5);
  assert.deepEqual(await listed(`${path}?limit=2`), ids.slice(0, 2));
  const second = await read(`${path}?cursor=${ids[1]}&limit=2&order=asc`);
  assert.match(second._links.next.href, new RegExp(`cursor=${ids[3]}&`));
  assert.deepEqual(await listed(`${path}?cursor=${ids[3]}&limit=2`), ids.slice(4));
  const end = await read(`${path}?cursor=${ids[4]}`);
  assert.deepEqual(end._embedded.records, []);
  assert.match(end._links.next.href, new RegExp(`cursor=${ids[4]}&`));
  assert.deepEqual(await listed(`${path}?order=desc&limit=2`), [ids[4], ids[3]]);
  assert.deepEqual(await listed(`${path}?cursor=now`), []);
  for (const limit of ["0", "201", "many"]) {
    assert.equal((await horizon(`${path}?limit=${limit}`)).status, 400);
  }
});

test("an ascending cursor before history jumps silently, a descending one is refused", async () => {
  const { ids, path } = paidShop("gap", 4);
  const elder = world.stellar.latest().sequence;
  world.stellar.fail(1, { elder });
  assert.equal((await read("/", 1)).history_elder_ledger, elder);
  const old = `${path}?cursor=${BigInt(ids[0]) - 1n}`;
  assert.deepEqual(await listed(old, 1), ids.slice(2));
  assert.deepEqual(await listed(old, 0), ids);
  assert.equal((await horizon(`${old}&order=desc`, 1)).status, 410);
});

test("the payer sees it too, and a failed payment only under its transaction", async () => {
  const from = stellarAccount("payer");
  const one = { from, to: stellarAccount("paid"), asset: "XLM", amount: "2" };
  const good = world.stellar.pay(one);
  const failed = world.stellar.pay({ ...one, successful: false });
  world.stellar.close();
  for (const account of [one.from, one.to]) {
    assert.deepEqual(await listed(`/accounts/${account}/payments`), good.opIds);
  }
  const [record] = (await read(`/transactions/${failed.hash}/payments`))._embedded.records;
  assert.deepEqual([record.transaction_successful, record.amount], [false, "2.0000000"]);
});

test("memos are told as Horizon tells them, and operations share theirs", async () => {
  const one = { from: ALEX, to: stellarAccount("memos"), asset: "XLM", amount: "1" };
  const bytes = Buffer.from([0x61, 0, 0x62, 0xff]);
  const hash = "ab".repeat(32);
  const memos = [
    [{ type: "text", value: bytes }, "ab\u{fffd}", bytes.toString("base64")],
    [{ type: "text", value: "" }, "", ""],
    [{ type: "id", value: "18446744073709551615" }, "18446744073709551615", undefined],
    [{ type: "hash", value: hash }, Buffer.from(hash, "hex").toString("base64"), undefined],
    [undefined, undefined, undefined],
  ];
  for (const [memo] of memos) world.stellar.pay({ memo, ops: [one, one] });
  world.stellar.close();
  const page = await read(`/accounts/${one.to}/payments?join=transactions`);
  const said = page._embedded.records.map(({ transaction: t }) => [t.memo, t.memo_bytes]);
  const expected = memos.flatMap(([, ...told]) => [told, told]);
  assert.deepEqual(said, expected);
  const alone = await read(`/accounts/${one.to}/payments?limit=1`);
  assert.equal(alone._embedded.records[0].transaction, undefined, "without join");
  const contract = { ...one, from: stellarContract("wallet"), type: "sac_transfer" };
  assert.throws(() => world.stellar.pay({ ...contract, memo: memos[0][0] }));
  assert.throws(() => world.stellar.pay({ ...one, memo: { type: "text", value: "x".repeat(29) } }));
});

test("muxed payees are told by G, M and id, and contracts tell the id alone", async () => {
  // SEP-23's own example of an address and its muxed form.
  const to = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
  const toMuxedId = "9223372036854775808";
  const one = { to, asset: "USDC", amount: "3", toMuxedId };
  world.stellar.pay({ ...one, from: ALEX });
  world.stellar.pay({ ...one, from: stellarContract("wallet"), type: "sac_transfer" });
  world.stellar.close();
  const [paid, sent] = (await read(`/accounts/${to}/payments`))._embedded.records;
  const muxed = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK";
  assert.deepEqual([paid.to, paid.to_muxed, paid.to_muxed_id], [to, muxed, toMuxedId]);
  const [change] = sent.asset_balance_changes;
  assert.deepEqual([change.to, change.destination_muxed_id], [to, toMuxedId]);
});

test("both hashes of a fee bump lead to it, its operations name the outer one", async () => {
  const one = { from: ALEX, to: SHOP, asset: "XLM", amount: "1", feeBump: true };
  const { hash, innerHash, opIds } = world.stellar.pay(one);
  world.stellar.close();
  for (const either of [hash, innerHash]) {
    assert.equal((await read(`/transactions/${either}`)).hash, either);
    assert.deepEqual(await listed(`/transactions/${either}/payments`), opIds);
  }
  const [record] = (await read(`/transactions/${innerHash}/payments`))._embedded.records;
  assert.equal(record.transaction_hash, hash);
});

test("what a merge paid is in its effects, and the merged account is gone", async () => {
  const from = stellarAccount("merged");
  world.stellar.fund(from, { xlm: "4.5" });
  const { opIds } = world.stellar.pay({ from, to: SHOP, type: "account_merge" });
  world.stellar.close();
  const { records } = (await read(`/operations/${opIds[0]}/effects`))._embedded;
  const credited = records.find((effect) => effect.type === "account_credited");
  assert.deepEqual([credited.account, credited.amount], [SHOP, "4.5000000"]);
  assert.equal((await horizon(`/accounts/${from}`)).status, 404);
  assert.deepEqual(await listed(`/accounts/${from}/payments`), opIds);
});

test("accounts that never were are 404, and an empty address is refused", async () => {
  const nobody = stellarAccount("nobody");
  for (const path of [`/accounts/${nobody}`, `/accounts/${nobody}/payments`]) {
    const answer = await horizon(path);
    assert.equal(answer.status, 404);
    assert.equal((await answer.json()).type, "https://stellar.org/horizon-errors/not_found");
  }
  assert.equal((await horizon("/accounts//payments")).status, 400);
});

const submit = async (tx) => {
  const body = new URLSearchParams({ tx });
  const answer = await fetch(`${world.horizonUrl()}/transactions`, { method: "POST", body });
  return { status: answer.status, body: await answer.json() };
};

test("a submitted payment is in the next ledger, and once however often it is sent", async () => {
  const source = stellarAccount("wallet");
  const destination = stellarAccount("submitted");
  world.stellar.fund(source, { xlm: "100", sequence: "4294967296" });
  world.stellar.fund(destination);
  const memo = { type: "text", value: "PLR-A1B2C3D4" };
  const payment = { source, destination, amount: "20", sequence: "4294967297", signatures: 1 };
  const envelope = writeEnvelope({ ...payment, memo });
  const first = await submit(envelope);
  assert.deepEqual([first.status, first.body.memo], [200, memo.value]);
  assert.deepEqual(await listed(`/accounts/${destination}/payments`), []);
  const { sequence } = world.stellar.close();
  assert.equal(first.body.ledger, sequence);
  assert.deepEqual(await submit(envelope), first);
  world.stellar.close();
  const page = await read(`/accounts/${destination}/payments?join=transactions`);
  const [record, ...more] = page._embedded.records;
  assert.deepEqual([record.amount, record.transaction.hash], ["20.0000000", first.body.hash]);
  assert.deepEqual(more, []);
  const { balances, sequence: used } = await read(`/accounts/${source}`);
  assert.deepEqual([balances[0].balance, used], ["80.0000000", "4294967297"]);
});

test("a transaction is refused with the codes of the network", async () => {
  const [source, destination] = [stellarAccount("poor"), stellarAccount("receiver")];
  world.stellar.fund(source, { xlm: "5", trust: [{ asset: "USDC", balance: "9" }], sequence: 7 });
  world.stellar.fund(destination);
  const usdc = world.stellar.asset("USDC");
  const good = { source, destination, amount: "1", sequence: 8, signatures: 1 };
  const codes = async (changed) => {
    const { status, body } = await submit(writeEnvelope({ ...good, ...changed }));
    const { transaction, operations = [] } = body.extras.result_codes;
    return [status, transaction, ...operations];
  };
  const maxTime = Math.floor(NOON / 1000) - 1;
  assert.deepEqual(await codes({ sequence: 9 }), [400, "tx_bad_seq"]);
  assert.deepEqual(await codes({ maxTime }), [400, "tx_too_late"]);
  assert.deepEqual(await codes({ signatures: 0 }), [400, "tx_bad_auth"]);
  assert.deepEqual(await codes({ fee: 99 }), [400, "tx_insufficient_fee"]);
  const nobody = stellarAccount("nobody");
  assert.deepEqual(await codes({ source: nobody }), [400, "tx_no_source_account"]);
  assert.deepEqual(await codes({ asset: usdc }), [400, "tx_failed", "op_no_trust"]);
  const poorer = { amount: "6", sequence: 9 };
  assert.deepEqual(await codes(poorer), [400, "tx_failed", "op_underfunded"]);
  const away = { destination: nobody, sequence: 10 };
  assert.deepEqual(await codes(away), [400, "tx_failed", "op_no_destination"]);
  const broken = await submit("AAAAAgAAAAA=");
  assert.equal(broken.body.type, "https://stellar.org/horizon-errors/transaction_malformed");
  const json = await fetch(`${world.horizonUrl()}/transactions`, { method: "POST", body: "{}" });
  assert.equal(json.status, 415);
});

test("an XRPL transaction is proposed at first, then validated, or never", async () => {
  const one = { from: RIPPLE_ALEX, to: RIPPLE_SHOP, amount: "10", tag: 0 };
  const [kept, dropped] = [world.xrpl.pay(one), world.xrpl.pay(one)];
  const proposed = await rippled("tx", { transaction: kept });
  assert.deepEqual([proposed.validated, proposed.meta], [false, undefined]);
  world.xrpl.drop(dropped);
  const { sequence } = world.xrpl.close();
  const final = await rippled("tx", { transaction: kept });
  assert.deepEqual([final.validated, final.ledger_index], [true, sequence]);
  assert.equal(final.meta.delivered_amount, "10000000");
  assert.equal(final.tx_json.DestinationTag, 0);
  assert.equal((await rippled("tx", { transaction: dropped })).error, "txnNotFound");
});

test("close times count from the year 2000", async () => {
  world.xrpl.close({ at: "2026-03-01T13:00:00Z" });
  const { ledger, ledger_index } = await rippled("ledger", { ledger_index: "validated" });
  // `date -d 2026-03-01T13:00:00Z +%s` is 1772370000.
  assert.equal(ledger.close_time, 1772370000 - 946684800);
  assert.equal(ledger_index, world.xrpl.latest().sequence);
  const { info } = await rippled("server_info");
  assert.equal(info.complete_ledgers, `10-${ledger_index}`);
  assert.deepEqual([info.network_id, info.validated_ledger.seq], [1, ledger_index]);
});

test("markers lead through all pages of one server, and no other knows them", async () => {
  const { to, hashes } = paidRippleShop("markers", 5);
  const ask = { account: to, limit: 2, forward: true };
  const pages = [await rippled("account_tx", ask)];
  while (pages.at(-1).marker) {
    pages.push(await rippled("account_tx", { ...ask, marker: pages.at(-1).marker }));
  }
  const found = pages.map((page) => page.transactions.map((entry) => entry.hash));
  const [a, b, c, d, e] = hashes;
  assert.deepEqual(found, [[b, a], [d, c], [e]], "inside, a page is not in order");
  const { marker } = pages[0];
  assert.equal((await rippled("account_tx", { ...ask, marker }, 1)).error, "invalidParams");
  world.xrpl.expireMarkers();
  assert.equal((await rippled("account_tx", { ...ask, marker })).error, "invalidParams");
});

test("version 2 refuses ledgers that it lacks, version 1 clips them", async () => {
  const { to, hashes } = paidRippleShop("bounds", 3);
  const latest = world.xrpl.latest().sequence;
  const ask = { account: to, ledger_index_min: latest - 1, ledger_index_max: latest };
  const both = await rippled("account_tx", ask);
  assert.deepEqual([both.ledger_index_min, both.ledger_index_max], [latest - 1, latest]);
  world.xrpl.fail(1, { elder: latest });
  assert.equal((await rippled("account_tx", ask, 1)).error, "lgrIdxMalformed");
  const clipped = await rippled("account_tx", { ...ask, api_version: 1 }, 1);
  assert.equal(clipped.ledger_index_min, latest);
  assert.deepEqual(clipped.transactions.map((entry) => entry.tx.hash), [hashes[2]]);
  const beyond = { ...ask, ledger_index_max: latest + 1 };
  assert.equal((await rippled("account_tx", beyond)).error, "lgrIdxMalformed");
  const open = await rippled("account_tx", { account: to, ledger_index_min: -1 }, 1);
  assert.deepEqual([open.ledger_index_min, open.ledger_index_max], [latest, latest]);
});

test("only what moved XRP tells a delivered amount", async () => {
  const to = xrplAccount("delivered");
  const token = { currency: "USD", issuer: RIPPLE_ALEX, value: "5" };
  const one = { from: RIPPLE_ALEX, to, amount: "2", tag: 7 };
  world.xrpl.pay({ ...one, partial: { delivered: "1" } });
  world.xrpl.pay({ ...one, amount: token });
  world.xrpl.pay({ ...one, result: "tecPATH_DRY" });
  world.xrpl.pay({ ...one, type: "CheckCreate" });
  world.xrpl.pay({ ...one, partial: { delivered: "unavailable" } });
  world.xrpl.close();
  const { transactions } = await rippled("account_tx", { account: to, limit: 200 });
  // The newest first is how it is asked for, and pages are turned around.
  const delivered = transactions.map((entry) => entry.meta.delivered_amount);
  assert.deepEqual(delivered, ["1000000", token, undefined, undefined, "unavailable"]);
  assert.equal(transactions[0].tx_json.DeliverMax, "2000000");
});

test("what was paid leaves one account and reaches the other", async () => {
  const [from, to] = [xrplAccount("leaves"), xrplAccount("reaches")];
  world.xrpl.fund(from, { xrp: "30" });
  world.xrpl.fund(to, { xrp: "1" });
  world.xrpl.pay({ from, to, amount: "10.5" });
  world.xrpl.close();
  const balances = [from, to].map(async (account) => {
    const { account_data } = await rippled("account_info", { account });
    return account_data.Balance;
  });
  assert.deepEqual(await Promise.all(balances), ["19500000", "11500000"]);
});

test("an account tells its flags, and one that is not funded is not found", async () => {
  const address = xrplAccount("flags");
  const ask = { account: address, ledger_index: "validated" };
  assert.equal((await rippled("account_info", ask)).error, "actNotFound");
  world.xrpl.fund(address, { xrp: "20", requireDest: true });
  const { account_data } = await rippled("account_info", ask);
  assert.deepEqual([account_data.Flags, account_data.Balance], [131072, "20000000"]);
});
