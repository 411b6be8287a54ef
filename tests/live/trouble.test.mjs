// Ledgers' servers that fail, lie, forget or tell of another network: payments still arrive once,
// or nothing is believed and somebody is told. Knows the public API and what servers were asked.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { TESTNET } from "../support/stellar.mjs";
import { LEDGERS, LOOK_MS, openLive, SHOP, until } from "./stage.mjs";

const stage = openLive();
const NETWORKS = Object.keys(LEDGERS);
const parts = () => [stage.world.stellar, stage.world.xrpl];
// Everything works again, the longest wait after failures is over, and the preferred server is
// asked first once more.
const mend = async () => {
  for (const part of parts()) part.heal();
  await stage.passTime(5 * 60_000);
  await stage.sql("UPDATE watch SET server = 0");
};
beforeEach(() => mend());

const failAll = (stellar, xrpl = stellar) => {
  for (const provider of [0, 1]) {
    stage.world.stellar.fail(provider, stellar);
    stage.world.xrpl.fail(provider, xrpl);
  }
};

// An invoice on each ledger, paid in full; their ledgers have closed.
const payBoth = async () => {
  const made = [];
  for (const network of NETWORKS) {
    const { asset, pay } = LEDGERS[network];
    const invoice = await stage.invoice({ asset });
    made.push({ ...invoice, transaction: pay(stage, invoice, { amount: "25" }) });
  }
  stage.closeLedgers();
  return made;
};

const arePaidOnce = async (invoices) => {
  for (const { id, transaction } of invoices) {
    const { status, receivedAmount } = await stage.call("GET", `/invoices/${id}`);
    assert.deepEqual([status, receivedAmount], ["paid", "25.00"], id);
    const rows = await stage.sql("SELECT id FROM payment WHERE transaction_id = ?1", transaction);
    assert.equal(rows.length, 1, transaction);
  }
};

const areUnpaid = async (invoices) => {
  for (const { id } of invoices) {
    const { status, receivedAmount } = await stage.call("GET", `/invoices/${id}`);
    assert.deepEqual([status, receivedAmount], ["unpaid", "0"], id);
  }
};

const standing = async (kind) =>
  (await stage.call("GET", "/alerts")).data.filter((alert) => alert.kind === kind);

// The alarm of each address: once as a row, an event and a mail, however often it is raised.
const isRaised = async (kind, subject) => {
  const alerts = await standing(kind);
  assert.deepEqual(alerts.map((alert) => alert.subject).sort(), Object.values(SHOP).sort());
  const events = (await stage.events()).filter((event) => event.event === `alert.${kind}`);
  for (const { id } of alerts) {
    assert.equal(events.filter((event) => event.objectId === id).length, 1, kind);
  }
  const mails = await stage.mails();
  for (const network of ["Stellar", "XRP Ledger"]) {
    assert.match(mails, new RegExp(subject.replace("{network}", network)));
  }
  const health = await stage.health();
  assert.deepEqual([health.status, health.ok], [503, false]);
  assert.ok(health.alerts.some((alert) => alert.kind === kind));
};

const isOver = async (kind) => {
  assert.deepEqual(await standing(kind), []);
  const { status, ok } = await stage.health();
  assert.deepEqual([status, ok], [200, true]);
};

const FAULTS = {
  "asks to be asked less": { status: 429, retryAfter: 30 },
  "is overloaded": { status: 503 },
  "sends a page of HTML": { errorPage: true },
  "breaks off in the middle": { truncate: true },
  "leaves fields out": { dropFields: true },
  "tells everything twice": { repeat: "twice" },
};
for (const [name, fault] of Object.entries(FAULTS)) {
  test(`payments arrive once when the preferred server ${name}`, async () => {
    for (const part of parts()) part.fail(0, fault);
    const invoices = await payBoth();
    for (const part of parts()) part.forget();
    await stage.tick();
    for (const part of parts()) assert.ok(part.count({ provider: 0 }) > 0, "it was asked");
    await arePaidOnce(invoices);
    await mend();
    await stage.tick();
    await arePaidOnce(invoices);
  });
}

test("payments arrive once when the preferred server does not answer at all", async () => {
  for (const part of parts()) part.fail(0, { hang: true });
  const invoices = await payBoth();
  // Two payers wait at once: one look for each ledger.
  const asks = invoices.map(({ publicId }) => fetch(`${stage.url}/pay/${publicId}/state`));
  for (const answer of await Promise.all(asks)) assert.equal(answer.status, 200);
  for (const invoice of invoices) await stage.reaches(invoice, "paid");
  await arePaidOnce(invoices);
});

test("while every server fails nothing is believed, and then everything is read", async () => {
  failAll({ status: 503 });
  const invoices = await payBoth();
  await stage.tick();
  await areUnpaid(invoices);
  const { watchers } = await stage.health();
  for (const { problem } of watchers) assert.equal(problem, "the server answered 503");
  await mend();
  await stage.tick();
  await arePaidOnce(invoices);
  for (const { problem } of (await stage.health()).watchers) assert.equal(problem, null);
});

test("servers of another network are named by /health, and nothing of theirs counts", async () => {
  failAll({ passphrase: TESTNET }, { networkId: 1 });
  const invoices = await payBoth();
  await stage.tick();
  await stage.tick();
  await areUnpaid(invoices);
  await isRaised("wrong_network", "The settings for {network} name another network");
  const { watchers } = await stage.health();
  const problems = Object.fromEntries(watchers.map((one) => [one.network, one.problem]));
  assert.match(problems.STELLAR, /another network: Test SDF Network ; September 2015$/);
  assert.match(problems.XRPL, /another network: network id 1$/);
  await mend();
  await stage.tick();
  await arePaidOnce(invoices);
  await isOver("wrong_network");
});

test("history that no server has any more is an alarm, and waits for one that has it", async () => {
  const cursors = () => stage.sql("SELECT address, cursor FROM watch ORDER BY address");
  const invoices = await payBoth();
  const before = await cursors();
  for (const part of parts()) {
    for (let ledgers = 0; ledgers < 70; ledgers += 1) {
      part.close({ at: part.latest().closedAt + 1_000 });
    }
  }
  const elder = (part) => ({ elder: part.latest().sequence });
  failAll(elder(stage.world.stellar), elder(stage.world.xrpl));
  await stage.tick();
  await stage.tick();
  await areUnpaid(invoices);
  assert.deepEqual(await cursors(), before);
  await isRaised("history_gap", "Payments on {network} may be missing");
  // Another server has the older ledgers, too.
  for (const part of parts()) part.heal(1);
  await stage.passTime(5 * 60_000);
  await stage.tick();
  await arePaidOnce(invoices);
  await isOver("history_gap");
});

test("a network that began anew is an alarm, and its cursor stays", async () => {
  failAll({ reset: true });
  const invoices = await payBoth();
  await stage.tick();
  await stage.tick();
  await areUnpaid(invoices);
  await isRaised("ledger_reset", "{network} was reset");
  await mend();
  await stage.tick();
  await arePaidOnce(invoices);
  await isOver("ledger_reset");
});

test("however many payers wait, an address is looked at once in five seconds", async () => {
  const invoices = [];
  for (const network of NETWORKS) {
    invoices.push(await stage.invoice({ asset: LEDGERS[network].asset }));
  }
  for (const part of parts()) part.forget();
  let watching = true;
  const view = async ({ publicId }) => {
    while (watching) await (await fetch(`${stage.url}/pay/${publicId}/state`)).arrayBuffer();
  };
  const viewers = Array.from({ length: 20 }, (_, at) => view(invoices[at % 2]));
  const looks = (part, endpoint) =>
    part.requests.filter((request) => request.endpoint === endpoint).map((request) => request.at);
  const all = () => [
    looks(stage.world.stellar, "payments"),
    looks(stage.world.xrpl, "account_tx"),
  ];
  try {
    await until(() => all().every((times) => times.length >= 3), "three looks at each");
  } finally {
    watching = false;
    await Promise.all(viewers);
  }
  for (const times of all()) {
    // A look begins before its request, on a busy machine by more than a moment.
    const least = (times.length - 1) * LOOK_MS - 2_000;
    assert.ok(times.at(-1) - times[0] > least, `${times.length} looks at ${times}`);
  }
});
