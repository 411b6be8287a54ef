// A hundred payers at once on a link with ten places, against the real worker: ten get one, ninety
// are told that it is sold out, and nobody is told anything else. Knows the public API and forms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWorker } from "../api/worker.mjs";

const PAYERS = 100;
const PLACES = 10;
const SOLD_OUT = 'data-status="sold_out"';

const server = openWorker();

const makeLink = async (title) => {
  const body = { title, amount: "5.00", maxPayments: PLACES };
  const made = await server.call("POST", "/links", body);
  assert.equal(made.status, 201, made.text);
  return made.body;
};

// One payer presses the button; answers the invoice's public id, or nothing where it is sold out.
const begin = async (link) => {
  const url = `${server.url}/l/${link.publicId}`;
  const answer = await fetch(url, { method: "POST", redirect: "manual" });
  const text = await answer.text();
  if (answer.status === 303) return answer.headers.get("location").split("/").at(-1);
  assert.equal(answer.status, 200, text);
  assert.ok(text.includes(SOLD_OUT), text);
  return undefined;
};

// All of them press it at once; answers the invoices that there are.
const rush = async (link) => {
  const begun = await Promise.all(Array.from({ length: PAYERS }, () => begin(link)));
  return begun.filter((invoice) => invoice !== undefined);
};

const pay = async (invoice) => {
  const paid = await server.call("POST", "/test/payments", { invoice });
  assert.equal(paid.status, 201, paid.text);
  return paid.body.invoice;
};

const statusesOf = async (invoices) => {
  const read = await Promise.all(invoices.map((id) => server.call("GET", `/invoices/${id}`)));
  return read.map(({ body }) => body.status);
};

const isSoldOut = async (link) => {
  assert.equal((await server.call("GET", `/links/${link.id}`)).body.soldOut, true);
  const page = await fetch(`${server.url}/l/${link.publicId}`);
  assert.ok((await page.text()).includes(SOLD_OUT));
  assert.equal(await begin(link), undefined);
};

const count = async (sql, ...params) => {
  const database = await server.worker.database();
  return database.prepare(sql).bind(...params).first("n");
};

test("of a hundred payers at once ten get a place, and all ten pay", async () => {
  const link = await makeLink("Ten places");
  const begun = await rush(link);
  assert.equal(new Set(begun).size, PLACES);
  assert.equal(await count("SELECT count(*) AS n FROM invoice WHERE link = ?", link.id), PLACES);
  await isSoldOut(link);
  const paid = await Promise.all(begun.map(pay));
  assert.deepEqual(
    paid.map(({ status }) => status),
    Array(PLACES).fill("paid"),
  );
  await isSoldOut(link);
});

test("places that lapse go to five of the next hundred, and late money takes none", async () => {
  const link = await makeLink("Five lapse");
  const first = await rush(link);
  assert.equal(first.length, PLACES);
  const [payers, sleepers] = [first.slice(0, 5), first.slice(5)];
  await Promise.all(payers.map(pay));
  // A reservation of 15 minutes, and the grace of two.
  assert.equal((await server.call("POST", "/test/clock", { advance: "18m" })).status, 200);
  await server.until(async () => {
    await server.worker.tick();
    return (await server.call("GET", "/test/clock")).body.status === "ready";
  });
  assert.deepEqual(await statusesOf(sleepers), Array(5).fill("expired"));
  const second = await rush(link);
  assert.equal(second.length, 5);
  await Promise.all(second.map(pay));
  assert.deepEqual(await statusesOf([...payers, ...second]), Array(PLACES).fill("paid"));
  await isSoldOut(link);
  const late = await Promise.all(sleepers.map(pay));
  assert.deepEqual(
    late.map(({ status, exceptions }) => [status, ...exceptions]),
    Array(5).fill(["expired", "paid_late"]),
  );
  const sold = "SELECT count(*) AS n FROM invoice WHERE link = ? AND status = 'paid'";
  assert.equal(await count(sold, link.id), PLACES);
});

test("money that comes late at once takes the places that are free, and no more", async () => {
  const link = await makeLink("Late at once");
  const first = await rush(link);
  assert.equal((await server.call("POST", "/test/clock", { advance: "18m" })).status, 200);
  await server.until(async () => {
    await server.worker.tick();
    return (await server.call("GET", "/test/clock")).body.status === "ready";
  });
  const second = (await Promise.all(Array.from({ length: 7 }, () => begin(link)))).filter(Boolean);
  assert.equal(second.length, 7);
  await Promise.all(second.map(pay));
  const late = await Promise.all(first.map(pay));
  assert.equal(late.filter(({ status }) => status === "paid").length, PLACES - 7);
  assert.ok(late.every(({ exceptions }) => exceptions.includes("paid_late")));
  await isSoldOut(link);
});
