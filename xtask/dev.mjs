// What `cargo xtask dev` serves: the worker with its data in .wrangler/state, a cron tick a minute,
// and the demo shop on another origin. Ends when its input closes. Must not know how anything is
// built.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, startWorker } from "../tests/support/worker.mjs";
import { startShop, WEBHOOK_PATH } from "../tests/shop/server.mjs";

const TICK_MS = 60_000;
const port = Number(process.argv[2] ?? 8787);

// Live mode on a developer's machine: STELLAR_NETWORK=testnet HORIZON_URLS=… cargo xtask dev
const SETTINGS = [
  "STELLAR_NETWORK", "HORIZON_URLS", "USDC_ISSUER", "EURC_ISSUER", "XRPL_NETWORK", "XRPL_URLS",
  "KRAKEN_URL", "COINBASE_URL", "COINGECKO_URL", "COINGECKO_KEY", "POLL_BUDGET", "PLAN",
];
const given = SETTINGS.filter((name) => process.env[name] !== undefined);
const bindings = Object.fromEntries(given.map((name) => [name, process.env[name]]));
const persist = join(ROOT, ".wrangler/state");
const worker = await startWorker({ port, persist, bindings, onLog: show }).catch(
  (trouble) => end(whyNot(trouble)),
);
// localhost and 127.0.0.1 are two sites to a browser; two ports of one host would be the same.
const shopPort = port + 1;
const shopUrl = `http://localhost:${shopPort}`;
const merchant = await seed(`${shopUrl}${WEBHOOK_PATH}`);
const api = `${worker.url}/api/v1`;
const { testKey, webhookSecret } = merchant;
const counter = { port: shopPort, api, key: testKey, webhookSecret };
const shop = await startShop(counter).catch((trouble) => end(whyNot(trouble)));
const clock = setInterval(() => worker.tick().catch(show), TICK_MS);
await tell();

process.stdin.on("end", stop).resume();
process.on("SIGINT", stop).on("SIGTERM", stop);

/** The demo merchant, made when the database lacks it. */
async function seed(webhookUrl) {
  const answer = await fetch(`${worker.url}/dev/seed`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ webhookUrl }),
  });
  const body = await answer.text();
  if (!answer.ok) end(`the worker answered /dev/seed with ${answer.status}: ${body}`);
  return JSON.parse(body);
}

async function tell() {
  const details = { api, demoShop: shop.url, ...merchant };
  await mkdir(join(ROOT, ".dev"), { recursive: true });
  await writeFile(join(ROOT, ".dev/info.json"), `${JSON.stringify(details, null, 2)}\n`);
  const invoice = JSON.stringify({ title: "Consulting deposit", amount: "250.00", asset: "USDC" });
  const key = `-H 'Authorization: Bearer ${testKey}'`;
  const curl = `curl ${api}/invoices ${key} -H 'Content-Type: application/json' -d '${invoice}'`;
  console.log(`
  PayLinkr is ready. Ctrl-C ends it; a change of source is built and served by itself.

  demo shop  ${shop.url}
  API        ${api}
  test key   ${testKey}
  docs       ${worker.url}/docs
  mail sent  ${worker.url}/dev/mail

  An invoice; open its payUrl and pay it from the test panel:

  ${curl}
`);
}

function show(line) {
  const text = line.message ?? String(line);
  if (text.trim() !== "") console.error(text.trimEnd());
}

function whyNot(trouble) {
  if (!/address.*in use|EADDRINUSE/i.test(String(trouble.message))) return trouble.stack;
  return `port ${port} or ${port + 1} is taken: end what runs there, or name another with --port`;
}

async function stop() {
  clearInterval(clock);
  await Promise.allSettled([shop.close(), worker.dispose()]);
  process.exit(0);
}

function end(words) {
  console.error(`dev: ${words}`);
  process.exit(1);
}
