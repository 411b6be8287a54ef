// Doctor finds each mistake that is planted, says what to change, and finds nothing where nothing
// is wrong. The worker is the real one; the shop is a page that a test writes.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { allows, directives } from "../../xtask/csp.mjs";
import { examine } from "../../xtask/doctor.mjs";
import { DEV_BINDINGS, startWorker } from "../support/worker.mjs";

const MAIL = {
  MAIL_URL: "https://mail.example.com/emails",
  MAIL_KEY: "k",
  MAIL_FROM: "payments@example.com",
};
const stage = {};

/** A server on loopback whose answer is what `stage` says at that time. */
const serve = async (answer) => {
  const server = createServer((request, response) => {
    const { status = 200, headers = {}, body = "" } = answer(request);
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
};

before(async () => {
  stage.worker = await startWorker({ onLog: () => {}, bindings: MAIL });
  const { url } = stage.worker;
  stage.hook = await serve(() => ({ status: stage.hookStatus ?? 200 }));
  stage.shop = await serve(() => stage.page);
  const made = await fetch(`${url}/api/v1/admin/merchants`, {
    method: "POST",
    headers: { authorization: `Bearer ${DEV_BINDINGS.PAYLINKR_ADMIN}`, ...JSON_TYPE },
    body: JSON.stringify({
      name: "Example Coffee",
      handle: "doctor",
      email: "alex.buyer@example.com",
      zone: "Europe/Amsterdam",
    }),
  });
  stage.key = (await made.json()).testKey;
  stage.link = await call("POST", "/links", { title: "Tea", amount: "2" });
  stage.page = shopPage();
});
after(async () => {
  for (const { server } of [stage.hook, stage.shop]) {
    server.closeAllConnections();
    server.close();
  }
  await stage.worker.dispose();
});

const JSON_TYPE = { "content-type": "application/json" };

const call = async (method, path, body) => {
  const answer = await fetch(`${stage.worker.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.key}`, ...JSON_TYPE },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  assert.ok(answer.ok, JSON.stringify(said));
  return said;
};

const tag = (origin = stage.worker.url) =>
  `<script src="${origin}/widget/subscription.js" async></script>`;
const shopPage = ({ tags = tag(), id = stage.link.publicId, ...more } = {}) => ({
  body: `<!doctype html><title>Shop</title>${tags}<div data-paylinkr-link="${id}"></div>`,
  ...more,
});

/** The codes of what is found; a developer's worker has its doors open, which is told of it. */
const found = async (asked = {}) => {
  const findings = await examine({ url: stage.worker.url, ...asked });
  for (const { text, mend } of findings) assert.ok(text && mend);
  return findings.map(({ code }) => code).filter((code) => code !== "dev_doors");
};
const foundAt = async (page) => {
  stage.page = page;
  return found({ shop: `${stage.shop.url}/` });
};

const stop = (server) => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
};

test("a cron that never ran is found, and one that runs is not", async () => {
  assert.deepEqual(await found(), ["cron"]);
  await stage.worker.tick();
  assert.deepEqual(await found(), []);
  assert.deepEqual(await found({ now: Date.now() + 3 * 60_000 }), ["cron"]);
});

test("doors of development that stand open are found", async () => {
  const codes = (await examine({ url: stage.worker.url })).map(({ code }) => code);
  assert.deepEqual(codes, ["dev_doors"]);
});

test("an address that leads nowhere, or elsewhere, is found", async () => {
  const { server, url } = await serve(() => ({ body: "<h1>Parked</h1>" }));
  assert.deepEqual(await found({ url }), ["not_started"]);
  await stop(server);
  assert.deepEqual(await found({ url }), ["unreachable"]);
});

test("secrets that lack, another PUBLIC_URL, no mail and no schema are found", async () => {
  const worker = await startWorker({
    onLog: () => {},
    bindings: { PUBLIC_URL: "https://old.example.com" },
  });
  try {
    const codes = await found({ url: worker.url });
    assert.deepEqual(codes, ["public_url", "cron", "mail"]);
    const db = await worker.database();
    await db.prepare("DROP TABLE cron").run();
    assert.deepEqual(await found({ url: worker.url }), ["database"]);
  } finally {
    await worker.dispose();
  }
  const keyless = await startWorker({ onLog: () => {}, bindings: { PAYLINKR_KEY: "short" } });
  try {
    assert.deepEqual(await found({ url: keyless.url }), ["not_started"]);
  } finally {
    await keyless.dispose();
  }
});

test("a webhook that goes nowhere, or is refused, is found; one that is heard is not", async () => {
  const { key } = stage;
  assert.deepEqual(await found({ key }), ["webhook"]);
  await call("PATCH", "/webhooks", { webhookUrl: `${stage.hook.url}/hook` });
  assert.deepEqual(await found({ key }), []);
  stage.hookStatus = 500;
  assert.deepEqual(await found({ key }), ["webhook"]);
  stage.hookStatus = 200;
  assert.deepEqual(await found({ key: "plr_test_x" }), ["webhook"]);
  const { server, url } = await serve(() => ({}));
  await call("PATCH", "/webhooks", { webhookUrl: `${url}/hook` });
  await stop(server);
  const findings = await examine({ url: stage.worker.url, key });
  const { text } = findings.find(({ code }) => code === "webhook");
  assert.equal(text, `${url}/hook did not answer: Network connection lost.`);
});

test("a shop's page that is right has nothing to mend", async () => {
  assert.deepEqual(await foundAt(shopPage()), []);
  const policy = `default-src 'self'; script-src ${stage.worker.url}; frame-src http:`;
  const headers = { "content-security-policy": policy };
  assert.deepEqual(await foundAt(shopPage({ headers })), []);
});

test("a tag that lacks, stands twice or asks elsewhere is found", async () => {
  assert.deepEqual(await foundAt(shopPage({ tags: "" })), ["no_tag"]);
  assert.deepEqual(await foundAt(shopPage({ tags: tag() + tag() })), ["two_tags"]);
  const other = tag("https://old.example.com");
  assert.deepEqual(await foundAt(shopPage({ tags: other })), ["other_tag"]);
  assert.deepEqual(await foundAt({ status: 404 }), ["shop"]);
});

test("a shop's policy that shuts us out is found", async () => {
  const headers = { "content-security-policy": "default-src 'self'; frame-src 'none'" };
  const codes = await foundAt(shopPage({ headers }));
  assert.deepEqual(codes, ["csp_script-src", "csp_frame-src"]);
  const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`;
  assert.deepEqual(await foundAt(shopPage({ tags: meta + tag() })), ["csp_script-src"]);
});

test("what is not there, and what may not be framed by this shop, is found", async () => {
  assert.deepEqual(await foundAt(shopPage({ id: "nothing" })), ["unknown_id"]);
  const body = `<!doctype html>${tag()}`;
  assert.deepEqual(await foundAt({ body }), ["no_container"]);
  const only = { title: "Tea", amount: "2", allowedOrigins: ["https://other.example.com"] };
  const { publicId } = await call("POST", "/links", only);
  assert.deepEqual(await foundAt(shopPage({ id: publicId })), ["frame_ancestors"]);
});

test("sources of a policy allow what the specification says", () => {
  const may = (sources, address) =>
    allows(directives(`script-src ${sources}`), "script-src", address);
  const at = "https://pay.example.com/widget/subscription.js";
  for (const good of ["*", "https:", "pay.example.com", "*.example.com", "https://*:*"]) {
    assert.ok(may(good, at), good);
  }
  assert.ok(may("'self' http://pay.example.com:*", at), "http allows https");
  for (const bad of ["'none'", "example.com", "https://pay.example.com:8443", "data:"]) {
    assert.ok(!may(bad, at), bad);
  }
  assert.ok(allows(directives("img-src 'none'"), "script-src", at), "it does not speak of scripts");
  assert.ok(!allows(directives("default-src 'none'"), "frame-src", at));
});
