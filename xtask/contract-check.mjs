// `cargo xtask contract`: lets schemathesis ask a worker for everything that its own description
// allows and forbids. Knows keys and phases; not what an operation is, nor what is right.

import { spawn } from "node:child_process";
import { createServer, request as ask } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, startWorker } from "../tests/support/worker.mjs";
import { makeKeys, makeThings, world } from "./contract-world.mjs";

const USAGE = `cargo xtask contract [REQUESTS] [--seed NUMBER] [--only OPERATION] [--rename FIELD]
  REQUESTS          how many, 5000 unless given; the document's own examples are always sent
  --seed NUMBER     what they are drawn from; each run says its own
  --only OPERATION  one operation of the description, by its operationId
  --rename FIELD    misspells this field of every answer: the check of the check, which must fail`;
const DOCUMENT = "openapi.json";
const USUALLY = 5_000;
/** Up to which part of the requests each phase goes; what one leaves is the next one's. */
const PHASES = { examples: 0.1, coverage: 0.4, fuzzing: 0.7, stateful: 1 };
/** One operation alone has no stories, and not each has examples. */
const OF_ONE = { "examples,coverage,fuzzing": 0.5 };
/** Requests of a story of several, on average. */
const STEPS = 6;
/** How often the rest is drawn anew before the run ends with fewer requests. */
const ROUNDS_MAX = 5;

const asked = read(process.argv.slice(2));
process.exitCode = (await run(asked)) ? 0 : 1;

function read(words) {
  const text = { type: "string" };
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { rename: text, seed: text, only: text, tool: text },
    });
    const requests = Number(positionals[0] ?? USUALLY);
    const isNumber = Number.isInteger(requests) && requests > 0;
    if (positionals.length > 1 || !isNumber || !values.tool) end(USAGE);
    const seed = Number(values.seed ?? Math.floor(Date.now() / 1_000));
    if (!Number.isSafeInteger(seed) || seed < 0) end(USAGE);
    return { ...values, requests, seed };
  } catch (trouble) {
    return end(`${trouble.message}\n${USAGE}`);
  }
}

/** Whether the worker is as it is described. */
async function run({ requests, rename, seed, only, tool }) {
  const worker = await startWorker({ onLog: () => {}, outbound: world });
  const door = await openDoor(worker.port, rename);
  const cwd = await mkdtemp(join(tmpdir(), "paylinkr-"));
  try {
    const described = await (await fetch(`${worker.url}/api/openapi`)).json();
    const keys = await makeKeys(worker.url, described);
    const THERE = JSON.stringify(await makeThings(worker.url, keys.API_KEY));
    const count = operations(described, only);
    // As a file: the tool leaves out the operation that it has the document from.
    await writeFile(join(cwd, DOCUMENT), JSON.stringify(described));
    console.log(`contract: ${count} operations, ${requests} requests, --seed ${seed}`);
    const phase = (name, part, drawn) => {
      const left = Math.max(count, Math.floor(requests * part) - door.asked);
      const each = Math.ceil(left / (name === "stateful" ? STEPS : count));
      const words = wordsOf(name, { each, only, seed: String(drawn), url: door.url });
      return test(tool, words, { cwd, given: { ...keys, THERE, EACH: String(each) } });
    };
    const failed = await phases(phase, { door, requests, seed, only });
    const told = Object.entries(door.statuses).map(([status, n]) => `${n} times ${status}`);
    console.log(`contract: ${door.asked} requests; ${told.join(", ")}`);
    console.log(failed.length > 0 ? `contract: broken in ${failed.join(", ")}` : "contract: holds");
    return failed.length === 0;
  } finally {
    await door.close();
    await worker.dispose();
    await rm(cwd, { recursive: true });
  }
}

/** One phase after another; tells which of them failed. */
async function phases(phase, { door, requests, seed, only }) {
  const failed = [];
  for (const [name, part] of Object.entries(only ? OF_ONE : PHASES)) {
    if ((await phase(name, part, seed)) !== 0) failed.push(name);
  }
  // A phase ends early where an operation has no more to try: the rest is drawn anew.
  for (let more = 1; door.asked < requests && more <= ROUNDS_MAX; more += 1) {
    if ((await phase("fuzzing", 1, seed + more)) !== 0) failed.push("fuzzing");
  }
  return failed;
}

function wordsOf(phase, { each, only, seed, url }) {
  return [
    ["--config-file", join(ROOT, "xtask/schemathesis.toml"), "--no-color"],
    ["run", DOCUMENT, "--url", url, "--phases", phase],
    ["--max-examples", String(each), "--seed", seed, "--continue-on-failure"],
    only ? ["--include-operation-id", only] : [],
  ].flat();
}

/** One phase. Whatever is not on this machine is behind a door that does not open. */
function test(tool, words, { cwd, given }) {
  const nowhere = "http://127.0.0.1:1";
  const env = {
    ...process.env,
    ...given,
    PYTHONPATH: join(ROOT, "xtask"),
    PYTHONDONTWRITEBYTECODE: "1",
    SCHEMATHESIS_HOOKS: "contract_hooks",
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: "127.0.0.1",
  };
  return new Promise((done, failed) => {
    const child = spawn(tool, words, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", failed).once("exit", (code) => done(code ?? 1));
  });
}

function operations({ paths }, only) {
  const all = Object.values(paths).flatMap((path) => Object.values(path));
  const known = all.filter(({ operationId }) => operationId && (!only || operationId === only));
  if (known.length === 0) end(`the description has no operation ${only}`);
  return known.length;
}

/** Stands before the worker: counts requests, and misspells a field of its answers if asked to. */
async function openDoor(port, rename) {
  const door = { asked: 0, statuses: {} };
  const pass = (from, to) => {
    door.asked += 1;
    const { method, url: path } = from;
    const headers = { ...from.headers, "accept-encoding": "identity" };
    const onward = ask({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const { statusCode } = answer;
      door.statuses[statusCode] = (door.statuses[statusCode] ?? 0) + 1;
      if (rename && !path.startsWith("/api/openapi")) return misspell(answer, to, rename);
      to.writeHead(statusCode, answer.rawHeaders);
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

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
