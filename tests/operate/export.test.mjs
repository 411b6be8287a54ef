// What one merchant may take along: every row of theirs, nothing of anybody else's, and no secret.
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { exportMerchant } from "../../xtask/export.mjs";
import { ROOT, startWorker } from "../support/worker.mjs";

const ADMIN = "an admin secret of a test";
let install;

// An install of its own: wrangler keeps local data beside its configuration.
before(async () => {
  const folder = await mkdtemp(join(tmpdir(), "paylinkr-export-"));
  const persist = join(folder, ".wrangler/state");
  await mkdir(persist, { recursive: true });
  const config = join(folder, "wrangler.toml");
  await copyFile(join(ROOT, "wrangler.toml"), config);
  install = { folder, config, persist, file: join(folder, "merchant.jsonl") };
});
after(() => rm(install.folder, { recursive: true, force: true }));

const send = async (url, key, path, body, method = "POST") => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
};

/** A merchant with something in many tables. */
const trade = async (url, handle) => {
  const made = await send(url, ADMIN, "/admin/merchants", {
    name: handle,
    handle,
    email: `${handle}@example.com`,
    zone: "Europe/Amsterdam",
  });
  const call = (path, body, method) => send(url, made.testKey, path, body, method);
  await call("/webhooks", { webhookUrl: "https://shop.example.com/hook" }, "PATCH");
  const buyer = { customerEmail: `buyer-of-${handle}@example.com`, customerName: "Alex Buyer" };
  const bill = await call("/invoices", { title: `It's ${handle}'s`, amount: "5", ...buyer });
  await call("/test/payments", { invoice: bill.id, amount: "6" });
  const offer = { name: "Club", amount: "5", interval: "MONTHLY" };
  const { id: packageId } = await call("/subscription-packages", offer);
  await call("/subscriptions", { packageId, customerEmail: buyer.customerEmail });
  await call("/links", { title: `Tea of ${handle}`, amount: "2" });
  return { ...made, bill };
};

test("a merchant's rows are all in the file, without secrets or anybody else's", async () => {
  const worker = await startWorker({
    onLog: () => {},
    persist: install.persist,
    bindings: { PAYLINKR_ADMIN: ADMIN },
  });
  let ours, counts;
  try {
    ours = await trade(worker.url, "ours");
    await trade(worker.url, "theirs");
    const db = await worker.database();
    const count = async (table) => {
      const text = `SELECT count(*) AS n FROM ${table} WHERE merchant = ?1`;
      return (await db.prepare(text).bind(ours.id).first()).n;
    };
    const owned = ["invoice", "payment", "subscription", "link", "event", "mail", "api_key"];
    counts = new Map(await Promise.all(owned.map(async (name) => [name, await count(name)])));
  } finally {
    await worker.dispose();
  }
  const rows = await exportMerchant({ merchant: "ours", ...install });
  const text = await readFile(install.file, "utf8");
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(lines.length, rows);
  const of = (name) => lines.filter(({ table }) => table === name).map(({ row }) => row);
  for (const [name, wanted] of counts) {
    assert.ok(wanted > 0, name);
    assert.equal(of(name).length, wanted, name);
  }
  assert.deepEqual(of("merchant").map(({ handle }) => handle), ["ours"]);
  // What belongs to rows of theirs is there, too, although it does not say whose it is.
  const steps = of("invoice_event").filter(({ invoice }) => invoice === ours.bill.id);
  assert.ok(steps.length >= 2 && of("subscription_event").length > 0);
  assert.ok(of("invoice").some(({ title }) => title === "It's ours's"));
  assert.doesNotMatch(text, /theirs/);
  for (const name of ["hash", "webhook_secret", "token", "lease"]) {
    assert.ok(!lines.some(({ row }) => name in row), name);
  }
  await assert.rejects(exportMerchant({ merchant: "nobody", ...install }), /no merchant/);
});
