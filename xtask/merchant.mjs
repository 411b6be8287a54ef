// `cargo xtask merchant add`: makes a merchant on a running PayLinkr and prints its secrets, which
// are shown this once. Must not know how merchants are kept.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEV_BINDINGS, ROOT } from "../tests/support/worker.mjs";

const USAGE = `cargo xtask merchant add --name NAME --handle HANDLE --email EMAIL --zone ZONE
  --url  where PayLinkr is, like https://pay.example.com; without it, the one of cargo xtask dev
  PAYLINKR_ADMIN in the environment is the secret of that name of the worker.`;

const asked = read(process.argv.slice(2));
const { api, secret } = await place(asked.url);
const made = await make(api, secret, asked.merchant);
console.log(`merchant             ${made.handle} (${made.id})`);
console.log(`test key             ${made.testKey}`);
console.log(`live key             ${made.liveKey}`);
console.log(`test webhook secret  ${made.testWebhookSecret}`);
console.log(`live webhook secret  ${made.liveWebhookSecret}`);
console.log("Keep them now: they are not shown again.");

function read(words) {
  const text = { type: "string" };
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { name: text, handle: text, email: text, zone: text, url: text },
    });
    const { url, ...merchant } = values;
    const lacks = ["name", "handle", "email", "zone"].filter((field) => !merchant[field]);
    if (positionals.join(" ") !== "add" || lacks.length > 0) end(USAGE);
    return { url, merchant };
  } catch (trouble) {
    return end(`${trouble.message}\n${USAGE}`);
  }
}

/** The worker at the URL; or the one that dev runs, whose secret everyone knows. */
async function place(url) {
  const given = process.env.PAYLINKR_ADMIN;
  if (url) {
    return { api: new URL("/api/v1", url).href, secret: given ?? end("PAYLINKR_ADMIN is not set") };
  }
  const file = await readFile(join(ROOT, ".dev/info.json"), "utf8").catch(() => null);
  if (!file) end("cargo xtask dev does not run here; name the place with --url");
  return { api: JSON.parse(file).api, secret: given ?? DEV_BINDINGS.PAYLINKR_ADMIN };
}

async function make(api, secret, merchant) {
  const answer = await fetch(`${api}/admin/merchants`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: JSON.stringify(merchant),
  }).catch((trouble) => end(`${api} does not answer: ${trouble.cause ?? trouble}`));
  const body = await answer.text();
  if (!answer.ok) end(`${api} answered ${answer.status}: ${body}`);
  return JSON.parse(body);
}

function end(words) {
  console.error(words);
  process.exit(1);
}
