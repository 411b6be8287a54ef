// `cargo xtask contract`: lets schemathesis ask a worker for everything that its own description
// allows and forbids. Knows keys and phases; not what an operation is, nor what is right.

import { spawn } from "node:child_process";
import { createServer, request as ask } from "node:http";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEV_BINDINGS, ROOT, startWorker } from "../tests/support/worker.mjs";

const USAGE = `cargo xtask contract [REQUESTS] [--rename FIELD] [--seed NUMBER] [--only OPERATION]
  REQUESTS          how many at most; 5000 unless given
  --rename FIELD    misspells this field of every answer: a check of the check, which must fail
  --seed NUMBER     what it is drawn from; the run prints its own
  --only OPERATION  one operation of the description, by its operationId`;
const USUALLY = 5_000;
const OPERATIONS_MAX = 200;
/** How much of the requests each phase gets; what one leaves is the next one's. */
const SHARES = { examples: 0.1, coverage: 0.4, fuzzing: 0.7, stateful: 1 };
const RATE_MAX = 6_000;
const STEPS = 5;

const asked = read(process.argv.slice(2));
const failed = await run(asked);
process.exitCode = failed ? 1 : 0;

function read(words) {
  const text = { type: "string" };
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { rename: text, seed: text, only: text, tool: text },
    });
    const requests = Number(positionals[0] ?? USUALLY);
    if (positionals.length > 1 || !Number.isInteger(requests) || requests < 1) end(USAGE);
    const seed = values.seed ?? String(Math.floor(Date.now() / 1_000));
    return { ...values, requests, seed };
  } catch (trouble) {
    return end(`${trouble.message}\n${USAGE}`);
  }
}

async function run({ requests, rename, seed, only, tool }) {
  const worker = await startWorker({ onLog: () => {}, outbound: world });
  const door = await openDoor(worker.port, rename);
  const folder = join(ROOT, "target/contract");
  await mkdir(folder, { recursive: true });
  try {
    const keys = await makeKeys(worker.url);
    const count = await operations(worker.url, only);
    console.log(`contract: ${count} operations, ${requests} requests, --seed ${seed}`);
    let failed = false;
    for (const [phase, share] of Object.entries(SHARES)) {
      const left = Math.floor(requests * share) - door.asked;
      if (left < 1) continue;
      const words = wordsOf(phase, { left, count, only, seed, folder, url: door.url });
      const before = door.asked;
      const code = await test(tool, words, { ...keys, CAP: String(capOf(phase, left, count)) });
      console.log(`contract: ${phase}, ${door.asked - before} requests, exit ${code}`);
      failed ||= code !== 0;
    }
    console.log(`contract: ${door.asked} requests in all; ${failed ? "it fails" : "it holds"}`);
    return failed;
  } finally {
    await door.close();
    await worker.dispose();
  }
}

function capOf(phase, left, count) {
  return phase === "stateful" ? left : Math.max(1, Math.floor(left / count));
}

function wordsOf(phase, { left, count, only, seed, folder, url }) {
  const examples = phase === "stateful" ? Math.ceil(left / STEPS / 2) : capOf(phase, left, count);
  const one = only ? ["--include-operation-id", only] : [];
  return [
    "--config-file", join(ROOT, "xtask/schemathesis.toml"),
    "run", `${url}/api/openapi`, "--url", url,
    "--phases", phase, "--max-examples", String(examples), "--seed", seed,
    "--report", "ndjson", "--report-ndjson-path", join(folder, `${phase}.ndjson`),
    "--no-color", "--continue-on-failure", ...one,
  ];
}

/** Runs the tool over one phase. It may not ask anybody else. */
function test(tool, words, given) {
  const env = {
    ...process.env,
    ...given,
    PYTHONPATH: join(ROOT, "xtask"),
    SCHEMATHESIS_HOOKS: "contract_hooks",
    HTTP_PROXY: "http://127.0.0.1:1",
    HTTPS_PROXY: "http://127.0.0.1:1",
    NO_PROXY: "127.0.0.1",
  };
  const cwd = join(ROOT, "target/contract");
  return new Promise((done, failed) => {
    const child = spawn(tool, words, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", failed).once("exit", (code) => done(code ?? 1));
  });
}

async function operations(url, only) {
  const { paths } = await (await fetch(`${url}/api/openapi`)).json();
  const all = Object.values(paths).flatMap((path) => Object.values(path));
  const known = all.filter(({ operationId }) => operationId && (!only || operationId === only));
  if (known.length === 0 || known.length > OPERATIONS_MAX) end("no such operation");
  return known.length;
}

/** A key of each kind, with every scope and as many requests a minute as a key may have. */
async function makeKeys(url) {
  const merchant = { name: "Example Coffee", handle: "contract", email: "alex.buyer@example.com" };
  const { testKey } = await post(url, "admin/merchants", DEV_BINDINGS.PAYLINKR_ADMIN, merchant);
  const make = (more) => post(url, "keys", testKey, { name: "run", rateLimit: RATE_MAX, ...more });
  const [own, words, client, legacy] = [
    await make({ scopes: await scopesOf(url, (scope) => !scope.startsWith("billing.")) }),
    await make({ scopes: ["billing.read", "billing.write"] }),
    await make({ kind: "client" }),
    await make({ kind: "legacy" }),
  ];
  return {
    API_KEY: own.key,
    PAYREQUEST_KEY: words.key,
    CLIENT_KEY: client.clientKey,
    CLIENT_SECRET: client.clientSecret,
    LEGACY_TOKEN: legacy.key,
    ADMIN_KEY: DEV_BINDINGS.PAYLINKR_ADMIN,
    OUR_KEYS: [own.id, words.id, client.id, legacy.id].join(" "),
  };
}

async function scopesOf(url, wanted) {
  const { components } = await (await fetch(`${url}/api/openapi`)).json();
  const [api] = components.schemas.KeyCreate.anyOf;
  return api.properties.scopes.items.enum.filter((scope) => scope && wanted(scope));
}

async function post(url, path, key, body) {
  const answer = await fetch(`${url}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const made = await answer.json();
  if (answer.status !== 201) end(`${path}: ${JSON.stringify(made)}`);
  return made;
}

/** Stands before the worker: counts requests, and misspells a field of its answers if asked to. */
async function openDoor(port, rename) {
  const door = { asked: 0 };
  const pass = (from, to) => {
    door.asked += 1;
    const { method, url: path, headers } = from;
    const onward = ask({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      if (rename && !path.startsWith("/api/openapi")) return misspell(answer, to, rename);
      to.writeHead(answer.statusCode, answer.rawHeaders);
      return answer.pipe(to);
    });
    onward.once("error", (trouble) => to.destroy(trouble));
    from.pipe(onward);
  };
  const server = createServer(pass);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return Object.assign(door, { url: `http://127.0.0.1:${server.address().port}`, close });
}

async function misspell(answer, to, field) {
  const parts = [];
  for await (const part of answer) parts.push(part);
  const text = Buffer.concat(parts).toString().replaceAll(`"${field}":`, `"${field}Misspelt":`);
  const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
  to.writeHead(answer.statusCode, headers).end(text);
}

/** The rest of the world, to which the worker comes only through here: it knows no key of ours. */
async function world() {
  return new Response("", { status: 401 });
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
