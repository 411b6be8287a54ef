// `cargo xtask doctor`: looks at a running PayLinkr from outside, and at a shop's page that embeds
// it, and says what to change. Must not know how anything is kept; reads only what anybody may, or
// what the key that it was given may.
import { setTimeout as passed } from "node:timers/promises";
import { parseArgs } from "node:util";
import { allows, directives } from "./csp.mjs";

const USAGE = `cargo xtask doctor --url URL [--shop PAGE] [--key KEY]
  --url   where PayLinkr is, like https://pay.example.com
  --shop  a page of the shop that has the script tag
  --key   a test key: a test webhook is sent with it`;
const TIMEOUT_MS = 10_000;
const TICK_MS = 2 * 60_000;
const DELIVERY_TRIES = 20;
const DELIVERY_LOOK_MS = 500;
const LOADER = "/widget/subscription.js";

/**
 * What is wrong, worst first: `{ code, text, mend }`; nothing wrong is an empty list.
 *
 * @param {object} asked
 * @param {string} asked.url where PayLinkr is
 * @param {string} [asked.shop] a page that embeds it
 * @param {string} [asked.key] a test key
 * @param {number} [asked.now] in ms since 1970
 */
export const examine = async ({ url, shop, key, now = Date.now() }) => {
  const base = new URL(url);
  const health = await get(new URL("/health", base));
  const findings = worker(base, health);
  if (findings.some(({ isFatal }) => isFatal)) return findings;
  findings.push(...settings(base, health.json, now));
  findings.push(...(await doors(base)));
  if (key) findings.push(...(await webhook(base, key)));
  if (shop) findings.push(...(await embedding(base, new URL(shop))));
  return findings;
};

const finding = (code, text, mend, isFatal = false) => ({ code, text, mend, isFatal });

const get = async (address, headers = {}) => {
  const options = { headers, redirect: "follow", signal: AbortSignal.timeout(TIMEOUT_MS) };
  const answer = await fetch(address, options).catch((trouble) => ({ trouble }));
  if (answer.trouble) return { trouble: String(answer.trouble.cause ?? answer.trouble) };
  const text = await answer.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, url: answer.url, text, json };
};

const worker = (base, { trouble, status, json }) => {
  if (trouble) {
    const mend = "Deploy the worker, and look at its route or custom domain in wrangler.toml.";
    return [finding("unreachable", `${base.origin} does not answer: ${trouble}`, mend, true)];
  }
  if (json?.version === undefined) {
    const text = `${base.origin}/health answered ${status}, and not as PayLinkr does.`;
    const mend =
      "A secret or setting is missing or cannot be read (PAYLINKR_KEY is 32 bytes in base64), or " +
      "this address leads elsewhere. `npx wrangler tail` names the setting.";
    return [finding("not_started", text, mend, true)];
  }
  if (!json.database) {
    const mend =
      "Apply the migrations (`npx wrangler d1 migrations apply paylinkr --remote`), and look at " +
      "the binding DB in wrangler.toml.";
    return [finding("database", "The database does not answer as it should.", mend, true)];
  }
  return [];
};

const settings = (base, { publicUrl, tickedAt, mail, watchers, alerts }, now) => {
  const findings = [];
  if (new URL(publicUrl).origin !== base.origin) {
    const text = `PUBLIC_URL is ${publicUrl}, and you asked ${base.origin}.`;
    const mend = `Set PUBLIC_URL = "${base.origin}" in wrangler.toml and deploy: links use it.`;
    findings.push(finding("public_url", text, mend));
  }
  if (!tickedAt || now - Date.parse(tickedAt) > TICK_MS) {
    const when = tickedAt ? `ran last at ${tickedAt}` : "never ran";
    const mend =
      'wrangler.toml needs crons = ["* * * * *"] under [triggers]; deploy, and wait two minutes.';
    findings.push(finding("cron", `The cron ${when}: nothing expires, bills or is sent.`, mend));
  }
  if (!mail) {
    const mend = "Set the secrets MAIL_URL, MAIL_KEY and MAIL_FROM; what waits is sent then.";
    findings.push(finding("mail", "No mail is sent: it gathers in the outbox.", mend));
  }
  for (const { network, problem } of watchers.filter((one) => one.problem)) {
    const mend = "Name more servers of this ledger (HORIZON_URLS, XRPL_URLS).";
    findings.push(finding("ledger", `${network} is not read: ${problem}`, mend));
  }
  for (const { kind, count } of alerts) {
    const mend = "GET /api/v1/alerts tells what of; docs/API.md, Alerts, what to do.";
    findings.push(finding("alert", `${count} alert(s) of the kind ${kind} stand.`, mend));
  }
  return findings;
};

/** Doors that must be shut, or open. */
const doors = async (base) => {
  const findings = [];
  const mails = await get(new URL("/dev/mail", base));
  if (mails.status === 200) {
    const text = "The doors of development are open: anybody can read the mails at /dev/mail.";
    const mend = "Take PAYLINKR_DEV out of the worker's settings at once, and deploy.";
    findings.push(finding("dev_doors", text, mend));
  }
  const loader = await get(new URL(LOADER, base));
  if (loader.status !== 200 || !/javascript/.test(loader.headers?.get("content-type") ?? "")) {
    const text = `${LOADER} answered ${loader.status ?? loader.trouble}: no shop can embed it.`;
    const mend = "Run `cargo xtask build` before the deploy; look at [assets] in wrangler.toml.";
    findings.push(finding("loader", text, mend));
  }
  return findings;
};

/** A test webhook, until it is delivered. */
const webhook = async (base, key) => {
  const headers = { authorization: `Bearer ${key}` };
  const api = (path) => new URL(`/api/v1${path}`, base);
  const sent = await fetch(api("/webhooks/test"), {
    method: "POST",
    headers,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const said = await sent.json().catch(() => ({}));
  if (!sent.ok) {
    const mend =
      said.code === "no_webhook_url"
        ? "PATCH /api/v1/webhooks with webhookUrl: where your server hears of payments."
        : "Give doctor a test key with the scope webhooks:write.";
    return [finding("webhook", `No test webhook was sent: ${said.error ?? sent.status}`, mend)];
  }
  for (let tries = 0; tries < DELIVERY_TRIES; tries += 1) {
    const { json } = await get(api("/webhooks/logs?limit=20"), headers);
    const delivery = json?.data?.find(({ id }) => id === said.deliveryId);
    if (delivery?.state === "delivered") return [];
    if (delivery?.attempts > 0) return [undelivered(delivery)];
    await passed(DELIVERY_LOOK_MS);
  }
  const mend = "Look at GET /api/v1/webhooks/logs, and whether the cron runs.";
  return [finding("webhook", "The test webhook was not tried within ten seconds.", mend)];
};

const undelivered = ({ url, statusCode, error }) => {
  const why = statusCode ? `answered ${statusCode}` : `did not answer: ${error}`;
  const mend =
    "It must answer 2xx within 5 seconds: look at its log. A 401 or 400 is mostly a signature " +
    "that is checked over parsed JSON, and not over the bytes as they came.";
  return finding("webhook", `${url} ${why}.`, mend);
};

/** How the shop's page is, and whether it may show ours. */
const embedding = async (base, shop) => {
  const page = await get(shop);
  if (page.trouble || page.status !== 200) {
    const text = `${shop.href} answered ${page.status ?? page.trouble}.`;
    return [finding("shop", text, "Give the address of a page that has the script tag.")];
  }
  const findings = [];
  const here = new URL(page.url);
  const isSecure = (address) => address.protocol === "https:" || isLoopback(address);
  if (!isSecure(here)) {
    const mend = "Serve the shop over https: without it browsers hide what payers need.";
    findings.push(finding("shop_http", `${here.origin} is not https.`, mend));
  }
  findings.push(...tag(base, here, page.text));
  findings.push(...policy(base, page));
  findings.push(...(await frames(base, here, page.text)));
  return findings;
};

const isLoopback = ({ hostname }) => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

/** The script tag. */
const tag = (base, here, html) => {
  const sources = [...html.matchAll(/<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)/gi)];
  const tags = sources
    .map(([, source]) => new URL(source, here))
    .filter(({ pathname }) => pathname === LOADER);
  const right = `<script src="${base.origin}${LOADER}" async></script>`;
  if (tags.length === 0) {
    return [finding("no_tag", "The page has no script tag of PayLinkr.", `Put in: ${right}`)];
  }
  if (tags.some(({ origin }) => origin !== base.origin)) {
    const text = `The script tag asks ${tags.map(({ origin }) => origin).join(", ")}.`;
    return [finding("other_tag", text, `Write: ${right}`)];
  }
  if (tags.length > 1) {
    const mend = "Leave one of them: each would mount the same containers.";
    return [finding("two_tags", `The script tag stands there ${tags.length} times.`, mend)];
  }
  return [];
};

/** The shop's Content-Security-Policy: the loader is a script, and shows a frame. */
const policy = (base, { headers, text }) => {
  const inPage = text.matchAll(
    /<meta[^>]+http-equiv=["']?content-security-policy["']?[^>]+content="([^"]+)"/gi,
  );
  const policies = [headers.get("content-security-policy"), ...[...inPage].map(([, csp]) => csp)];
  const findings = [];
  for (const csp of policies.filter(Boolean)) {
    for (const kind of ["script-src", "frame-src"]) {
      if (allows(directives(csp), kind, base.href)) continue;
      const text = `The shop's Content-Security-Policy does not allow ${base.origin} in ${kind}.`;
      findings.push(finding(`csp_${kind}`, text, `Add ${base.origin} to its ${kind}.`));
    }
  }
  return findings;
};

const FRAMES = { invoice: "pay", package: "subscription", link: "link" };

/** Whether what the containers name is there, and may be framed by this page. */
const frames = async (base, here, html) => {
  const findings = [];
  const named = [...html.matchAll(/data-paylinkr-(invoice|package|link)\s*=\s*["']([^"']+)["']/gi)];
  if (named.length === 0) {
    const mend = 'Put in: <div data-paylinkr-link="PUBLIC_ID"></div>';
    findings.push(finding("no_container", "The page names nothing that could be paid.", mend));
  }
  for (const [, kind, id] of named) {
    const page = await get(new URL(`/embed/${FRAMES[kind]}/${encodeURIComponent(id)}`, base));
    if (page.status !== 200) {
      const text = `data-paylinkr-${kind}="${id}" names nothing: ${page.status ?? page.trouble}.`;
      const mend = `Write the publicId of one of this install's ${kind}s, in the mode of its key.`;
      findings.push(finding("unknown_id", text, mend));
      continue;
    }
    const csp = directives(page.headers.get("content-security-policy") ?? "");
    if (csp["frame-ancestors"] && !allows(csp, "frame-ancestors", here.href)) {
      const text = `${here.origin} may not frame the ${kind} ${id}.`;
      const where = kind === "invoice" ? "embedOrigins of the merchant" : "its allowedOrigins";
      findings.push(finding("frame_ancestors", text, `Add ${here.origin} to ${where}.`));
    }
  }
  return findings;
};

const main = async (words) => {
  const text = { type: "string" };
  const { values } = parseArgs({ args: words, options: { url: text, shop: text, key: text } });
  if (!values.url) throw new Error(USAGE);
  const findings = await examine(values);
  for (const { code, text: what, mend } of findings) {
    console.log(`✗ ${code}: ${what}\n  ${mend}`);
  }
  const looked = ["the worker", values.key && "a webhook", values.shop && "the shop's page"];
  const all = looked.filter(Boolean).join(", ");
  console.log(findings.length > 0 ? `${findings.length} to mend` : `✓ nothing to mend: ${all}`);
  return findings.length > 0 ? 1 : 0;
};

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.slice(2)).catch((trouble) => {
    console.error(trouble.message);
    return 1;
  });
}
