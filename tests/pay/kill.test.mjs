// What a killed worker owes: an event that was promised and not delivered goes out after all, as
// the same message under the same id. Knows the public API, the cron and how long a lease is held.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { startWorker } from "../support/worker.mjs";
import { until } from "./stage.mjs";

const LEASE_MS = 60_000;
const LONGEST_FIRST_WAIT_MS = 10 * 60_000;
const stage = {};

before(async () => {
  stage.worker = await startWorker({ onLog: () => {} });
  const seeded = await fetch(`${stage.worker.url}/dev/seed`, { method: "POST" });
  Object.assign(stage, await seeded.json());
});
after(() => stage.worker?.dispose());

// A merchant's server that keeps all it is told, and answers when `silent` is not set.
const startReceiver = async (port = 0) => {
  const heard = [];
  const receiver = { heard, silent: false };
  const server = createServer(async (request, response) => {
    const parts = await Array.fromAsync(request);
    heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    if (!receiver.silent) response.writeHead(204).end();
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return Object.assign(receiver, {
    port: server.address().port,
    url: `http://127.0.0.1:${server.address().port}/hooks`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  });
};

const call = async (method, path, body) => {
  const answer = await fetch(`${stage.worker.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.testKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path} answered ${answer.status}`);
  return answer.json();
};

const invoice = (orderId) => call("POST", "/invoices", { title: "Chair", amount: "5.00", orderId });

// As if that much time went by: leases and waits end that much earlier than they would.
const passTime = async (ms) => {
  const database = await stage.worker.database();
  const earlier = "UPDATE delivery SET lease_until = lease_until - ?1, next_at = next_at - ?1";
  await database.prepare(earlier).bind(ms).run();
};

const verified = ({ headers, body }) => new Webhook(stage.webhookSecret).verify(body, headers);

test("what a killed worker was sending is sent again under the same id", async () => {
  const receiver = await startReceiver();
  try {
    await call("PATCH", "/webhooks", { webhookUrl: receiver.url });
    receiver.silent = true;
    const made = await invoice("KILL-1");
    await until(() => receiver.heard.length === 1, "the first try");
    await stage.worker.kill();

    receiver.silent = false;
    await stage.worker.tick();
    assert.equal(receiver.heard.length, 1, "nobody else sends while the lease is held");
    await passTime(LEASE_MS);
    await stage.worker.tick();
    await stage.worker.tick();
    assert.equal(receiver.heard.length, 2, "once more, and once only");
    const [first, second] = receiver.heard;
    assert.equal(second.headers["webhook-id"], first.headers["webhook-id"]);
    assert.equal(second.body, first.body);
    const event = verified(second);
    assert.deepEqual([event.event, event.publicId], ["invoice.created", made.publicId]);
  } finally {
    await receiver.close();
  }
});

test("what a killed worker had not begun to send reaches a server that comes back", async () => {
  const away = await startReceiver();
  await call("PATCH", "/webhooks", { webhookUrl: away.url });
  await away.close();
  const made = await invoice("KILL-2");
  await stage.worker.kill();

  const receiver = await startReceiver(away.port);
  try {
    await passTime(LONGEST_FIRST_WAIT_MS);
    await stage.worker.tick();
    await stage.worker.tick();
    assert.equal(receiver.heard.length, 1);
    const event = verified(receiver.heard[0]);
    assert.deepEqual([event.event, event.publicId], ["invoice.created", made.publicId]);
  } finally {
    await receiver.close();
  }
});
