// A watcher that is killed over and over while money keeps coming: afterwards every payment is one
// row, every invoice has its sum, every event was written once. Kills at moments that a seed draws.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { LEDGERS, LOOK_MS, makeFolder, raiseLive, until } from "./stage.mjs";

const KILLS = 40;
const LEASE_MS = 60_000;
const INVOICES = 6;
const A_ROUND = 12;
// More than a page holds.
const BURST = 230;
const ASKED = "1000000.00";
const NETWORKS = Object.keys(LEDGERS);
const CENT = 100n;

let stage;
let folder;
before(async () => {
  folder = await makeFolder("kill");
  stage = await raiseLive({ persist: folder });
});
after(async () => {
  await stage?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

// Numerical Recipes' generator: the same numbers in every run.
const draws = (seed) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const draw = draws(2026);
const written = (cents) => `${cents / CENT}.${String(cents % CENT).padStart(2, "0")}`;
const asCents = (text) => BigInt(text.replace(".", ""));

// Pays `count` times on a ledger, each a random sum to a random invoice; the last one to none.
const payMany = (network, invoices, count, paid) => {
  for (let made = 0; made < count; made += 1) {
    const invoice = invoices[draw(invoices.length)];
    const cents = BigInt(1 + draw(500));
    const forgotten = made === count - 1 && { reference: null };
    const amount = written(cents);
    const hash = LEDGERS[network].pay(stage, invoice, { amount, ...forgotten });
    paid.push({ hash, cents, invoice: forgotten ? undefined : invoice.id });
  }
};

const asked = () =>
  stage.world.stellar.requests.length + stage.world.xrpl.requests.length;

// Whoever was killed still holds its lease; its time passes.
const nextLook = () => stage.passTime(LOOK_MS + LEASE_MS);

// Looks at both addresses, by the cron and for payers who wait; kills it after that many requests
// to the ledgers and some milliseconds more. Answers whether a look was cut off.
const killDuringLook = async (invoices, requests, ms) => {
  await nextLook();
  const before = asked();
  const broken = () => {};
  stage.worker.tick().catch(broken);
  for (const { publicId } of invoices) {
    fetch(`${stage.url}/pay/${publicId}/state`).catch(broken);
  }
  await until(() => asked() >= before + requests, "the look");
  await new Promise((done) => setTimeout(done, ms));
  await stage.worker.kill();
  const held = await stage.sql("SELECT 1 FROM watch WHERE lease IS NOT NULL");
  return held.length > 0;
};

const isWhole = async (paid) => {
  const [{ total }] = await stage.sql("SELECT count(*) AS total FROM payment");
  return total >= paid.length;
};

test("forty kills while money comes lose no payment and count none twice", async () => {
  const invoices = {};
  const paid = [];
  for (const network of NETWORKS) {
    const { asset } = LEDGERS[network];
    const make = () => stage.invoice({ asset, amount: ASKED });
    invoices[network] = await Promise.all(Array.from({ length: INVOICES }, make));
    payMany(network, invoices[network], BURST, paid);
  }
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const network of NETWORKS) payMany(network, invoices[network], A_ROUND, paid);
    stage.closeLedgers();
    const waiting = NETWORKS.map((network) => invoices[network][0]);
    if (await killDuringLook(waiting, 1 + (kill % 5), draw(60))) cut += 1;
  }
  assert.ok(cut >= KILLS / 4, `only ${cut} kills hit a look`);

  await until(async () => {
    await nextLook();
    await stage.worker.tick();
    return isWhole(paid);
  }, "everything is read");
  await nextLook();
  await stage.worker.tick();
  await agrees(Object.values(invoices).flat(), paid);
});

const agrees = async (invoices, paid) => {
  const rows = await stage.sql("SELECT transaction_id AS hash, invoice, disposition FROM payment");
  const found = rows.map(({ hash, invoice }) => `${hash} ${invoice ?? ""}`).sort();
  assert.deepEqual(found, paid.map(({ hash, invoice }) => `${hash} ${invoice ?? ""}`).sort());

  const forgotten = paid.filter(({ invoice }) => invoice === undefined).length;
  const unmatched = rows.filter(({ disposition }) => disposition === "unmatched").length;
  const [{ alerts }] = await stage.sql("SELECT count(*) AS alerts FROM alert");
  assert.deepEqual([unmatched, alerts], [forgotten, forgotten]);

  const events = await stage.sql("SELECT id, object, sequence, type FROM event");
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
  for (const { id } of invoices) {
    const own = paid.filter(({ invoice }) => invoice === id);
    const sum = own.reduce((all, { cents }) => all + cents, 0n);
    const now = await stage.call("GET", `/invoices/${id}`);
    assert.deepEqual([now.status, asCents(now.receivedAmount)], ["partially_paid", sum]);
    const told = events.filter(({ object }) => object === id);
    const order = told.map(({ sequence }) => sequence).sort((one, other) => one - other);
    assert.deepEqual(order, told.map((_, at) => at + 1));
    const parts = told.filter(({ type }) => type === "invoice.partially_paid").length;
    assert.deepEqual([parts, told.length], [own.length, own.length + 1]);
  }
};
