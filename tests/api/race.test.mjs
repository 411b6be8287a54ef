// Many requests at once against the real worker: one effect for each key, one winner for each step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWorker } from "./worker.mjs";

const server = openWorker();

const count = async (sql) => {
  const database = await server.worker.database();
  return database.prepare(sql).first("n");
};

test("sixty-four equal requests at once make one invoice and get the same bytes", async () => {
  const body = { title: "Once", amount: "1" };
  const headers = { "idempotency-key": "once" };
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => server.call("POST", "/invoices", body, headers)),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  const fresh = answers.filter(({ headers }) => !headers.has("idempotent-replayed"));
  assert.equal(fresh.length, 1);
  assert.equal(await count("SELECT count(*) AS n FROM invoice WHERE title = 'Once'"), 1);
});

test("two bodies under one key at once: one is made, the other refused", async () => {
  const headers = { "idempotency-key": "either" };
  const answers = await Promise.all(
    ["1", "2"].map((amount) =>
      server.call("POST", "/invoices", { title: "Either", amount }, headers),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test("thirty-two payments of seed 001 with one id at once are one, at one address", async () => {
  const body = { token: server.testKey, id: "PR-000012457", title: "Legacy", amount: "12,25" };
  const url = `${server.url}/api/create/`;
  const create = () => fetch(url, { method: "POST", body: JSON.stringify(body) });
  const answers = await Promise.all(Array.from({ length: 32 }, create));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.equal(new Set(texts).size, 1);
  assert.equal(JSON.parse(texts[0]).status, "success");
  assert.equal(await count("SELECT count(*) AS n FROM invoice WHERE title = 'Legacy'"), 1);
});

test("twenty links of seed 000 with one description get twenty slugs and numbers", async () => {
  const body = { description: "JMIT-githubuser", amount: 49 };
  const create = () => server.call("POST", "/payment-links", body);
  const answers = await Promise.all(Array.from({ length: 20 }, create));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  const made = answers.map(({ body }) => body.data);
  const slugs = made.map(({ url }) => url.split("/").at(-1)).sort();
  const wanted = Array.from({ length: 20 }, (_, at) => (at ? `-${at + 1}` : ""));
  assert.deepEqual(slugs, wanted.map((suffix) => `jmit-githubuser${suffix}`).sort());
  const numbers = made.map(({ id }) => id).sort((one, other) => one - other);
  assert.deepEqual(numbers, Array.from({ length: 20 }, (_, at) => at + 1));
});

test("payments that race are all recorded, and the events are told in one order", async () => {
  const made = await server.call("POST", "/invoices", { title: "Race", amount: "4" });
  const { id } = made.body;
  const pay = () => server.call("POST", "/test/payments", { invoice: id, amount: "1" });
  const answers = await Promise.all(Array.from({ length: 4 }, pay));
  const again = answers.filter(({ status }) => status === 503).length;
  for (let missing = again; missing > 0; missing -= 1) assert.equal((await pay()).status, 201);
  const read = await server.call("GET", `/invoices/${id}`);
  assert.equal(read.body.status, "paid");
  assert.equal(read.body.receivedAmount, "4.00");
  const steps = `SELECT count(*) AS n FROM invoice_event WHERE invoice = '${id}' AND code = 'paid'`;
  assert.equal(await count(steps), 1);
  const told = `SELECT count(DISTINCT sequence) = count(*) AS n FROM event WHERE object = '${id}'`;
  assert.equal(await count(told), 1);
});

test("twenty enrolments of one customer at once make one subscription", async () => {
  const made = await server.call("POST", "/subscription-packages", {
    name: "Race",
    amount: "1",
    interval: "MONTHLY",
  });
  const customerEmail = "alex.buyer@example.com";
  const body = { packageId: made.body.id, customerEmail, startImmediately: true };
  const enrol = () => server.call("POST", "/subscriptions", body);
  const answers = await Promise.all(Array.from({ length: 20 }, enrol));
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 1);
  assert.deepEqual([...new Set(statuses)].sort(), [201, 409]);
  const of = `subscription IN (SELECT id FROM subscription WHERE package = '${made.body.id}')`;
  assert.equal(await count(`SELECT count(*) AS n FROM invoice WHERE ${of}`), 1);
});

test("exactly the limit is let through when everybody comes at once", async () => {
  const made = await server.call("POST", "/keys", { name: "Narrow", rateLimit: 20 });
  const headers = { authorization: `Bearer ${made.body.key}` };
  const ask = () => server.call("GET", "/invoices", undefined, headers);
  const answers = await Promise.all(Array.from({ length: 60 }, ask));
  const minutes = new Set(answers.map(({ headers }) => headers.get("x-ratelimit-reset")));
  const good = answers.filter(({ status }) => status === 200).length;
  assert.equal(good, 20 * minutes.size);
});
