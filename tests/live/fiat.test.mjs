// Prices in a currency, from the sources to the payer's page: what is asked, what is paid, and what
// is said while nobody knows a rate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LEDGERS, openLive, until } from "./stage.mjs";

const stage = openLive({ browser: true });
const MINUTE_MS = 60_000;

// As if the rates had been told that much earlier.
const ageRates = async (ms) => {
  for (const { at, prices, report } of await stage.sql("SELECT * FROM rate ORDER BY at")) {
    const earlier = (json) => json.replace(/\b\d{13}\b/g, (time) => String(Number(time) - ms));
    await stage.sql("DELETE FROM rate WHERE at = ?1", at);
    const row = [at - ms, earlier(prices), earlier(report)];
    await stage.sql("INSERT INTO rate (at, prices, report) VALUES (?1, ?2, ?3)", ...row);
  }
};

// As if the newest rate held already: at the end of a minute it holds from the one after the next.
const reachRates = async () => {
  const [{ at }] = await stage.sql("SELECT max(at) AS at FROM rate");
  const minutes = Math.ceil((at - Date.now()) / MINUTE_MS);
  await ageRates(Math.max(1, minutes) * MINUTE_MS);
};

// A minute later the cron asks; what it hears holds from the next minute on, and that has come. The
// worker's memory of other times ends.
const priced = async () => {
  await reachRates();
  await stage.worker.tick();
  await reachRates();
  await stage.worker.kill();
};

const rateOf = async (asset) => {
  const { data } = await stage.call("GET", "/rates");
  return data.find((rate) => rate.asset === asset && rate.currency === "EUR");
};

const inEuro = (asset, pricingAmount) => ({
  asset,
  amount: undefined,
  pricingCurrency: "EUR",
  pricingAmount,
});

test("without a rate nothing is made", async () => {
  const refused = await stage.ask("POST", "/invoices", { title: "Chair", ...inEuro("XRP", "52") });
  assert.equal(refused.status, 503);
  assert.equal(refused.body.code, "no_reliable_rate");
  assert.match(refused.headers.get("retry-after"), /^[1-9]\d*$/);
  assert.deepEqual((await stage.call("GET", "/rates")).data, []);
});

test("three sources make a rate, and an invoice in euros asks for it, rounded up", async () => {
  await stage.call("PATCH", "/merchant", { spread: "0.5" });
  stage.world.prices.set("XRP/EUR", "0.521", "coinbase");
  stage.world.prices.set("XRP/EUR", "0.519", "coingecko");
  await priced();
  const rate = await rateOf("XRP");
  assert.equal(rate.price, "0.52");
  assert.deepEqual(rate.sources, ["kraken", "coinbase", "coingecko"]);
  assert.deepEqual(rate.dropped, []);

  // 52 / (0.52 * 0.995) = 100.5025125…
  const invoice = await stage.invoice(inEuro("XRP", "52"));
  assert.equal(invoice.expectedAmount, "100.502513");
  assert.deepEqual(
    [invoice.rate, invoice.rateSource, invoice.rateSources],
    ["0.52", "median", ["kraken", "coinbase", "coingecko"]],
  );
  const [from, until] = [invoice.createdAt, invoice.quoteExpiresAt].map((at) => Date.parse(at));
  assert.equal(until - from, 15 * MINUTE_MS);
  await stage.visit(invoice.payUrl, async (page) => {
    const text = await page.locator("main").innerText();
    assert.ok(text.replace(/\s/g, "").includes("100.502513"), text);
    await page.getByText("Kraken").first().waitFor();
    const wallet = page.getByRole("link", { name: "Open wallet" });
    assert.match(await wallet.getAttribute("href"), /amount=100\.502513&/);
  });
});

test("money sent by the first quote counts by it, and the file tells its worth", async () => {
  const invoice = await stage.invoice(inEuro("XLM", "5"));
  // 5 / (0.1 * 0.995) = 50.2512562814…
  assert.equal(invoice.expectedAmount, "50.2512563");
  LEDGERS.STELLAR.pay(stage, invoice, { amount: invoice.expectedAmount, asset: "XLM" });
  LEDGERS.STELLAR.close(stage);
  await stage.tick();
  const paid = await stage.reaches(invoice, "paid");
  assert.deepEqual([paid.rate, paid.exceptions], ["0.1", []]);
  const csv = await stage.call("GET", "/incoming-payments.csv");
  const [head, ...lines] = csv.trim().split("\r\n").map((line) => line.split(","));
  const row = lines.find((line) => line[head.indexOf("invoiceId")] === invoice.id);
  const cell = (name) => row[head.indexOf(name)];
  assert.equal(cell("value"), "5.03");
  assert.equal(cell("valueCurrency"), "EUR");
  assert.equal(cell("rate"), "0.1");
});

test("a source that is far off is dropped, and said to be", async () => {
  stage.world.prices.set("XRP/EUR", "0.6", "coingecko");
  await priced();
  const rate = await rateOf("XRP");
  assert.equal(rate.price, "0.5205");
  assert.deepEqual(rate.sources, ["kraken", "coinbase"]);
  assert.deepEqual(
    rate.dropped.map(({ source, reason, price }) => [source, reason, price]),
    [["coingecko", "outlier", "0.6"]],
  );
  stage.world.prices.set("XRP/EUR", "0.519", "coingecko");
});

test("when two sources are gone nothing is priced, and an open page says so", async () => {
  const [open, fixed] = [
    await stage.invoice(inEuro("XRP", "52")),
    await stage.invoice({ asset: "XRP" }),
  ];
  stage.world.prices.fail("kraken", { status: 503 });
  stage.world.prices.fail("coinbase", { status: 429, retryAfter: 60 });
  // Its first quote is over, and what was told before is stale.
  await stage.age(open, 16 * MINUTE_MS);
  await ageRates(7 * MINUTE_MS);
  await priced();
  const rate = await rateOf("XRP");
  assert.deepEqual([rate.price, rate.problem], [null, "too_few_sources"]);
  const refused = await stage.ask("POST", "/invoices", { title: "Chair", ...inEuro("XRP", "52") });
  assert.deepEqual([refused.status, refused.body.code], [503, "no_reliable_rate"]);
  assert.match(refused.headers.get("retry-after"), /^[1-9]\d*$/);
  const now = await stage.call("GET", `/invoices/${open.id}`);
  assert.deepEqual([now.quoteProblem, now.expectedAmount], ["no_reliable_rate", null]);
  assert.equal((await stage.call("GET", `/invoices/${fixed.id}`)).expectedAmount, "25.00");
  await stage.visit(open.payUrl, async (page) => {
    await page.evaluate(() => (window.sameDocument = true));
    await page.getByText("Please send nothing yet").waitFor();
    assert.equal(await page.getByRole("link", { name: "Open wallet" }).isVisible(), false);
    stage.world.prices.heal();
    await priced();
    await page.locator('main[data-stage="unpaid"]').waitFor();
    assert.equal(await page.evaluate(() => window.sameDocument), true, "without a reload");
  });
  await until(async () => (await rateOf("XRP")).price === "0.52", "the rate is back");
});
