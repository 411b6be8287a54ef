// Plays the files of tests/recorded against the real worker, as edge/tests/it/recorded.rs does
// natively. What they may hold is in their README. Knows no dialect.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { DEV_BINDINGS } from "../support/worker.mjs";
import { openWorker } from "./worker.mjs";

const ROOT = new URL("../recorded/", import.meta.url);
const HOLE = /\{([a-zA-Z0-9]*)([*#]?)\}/g;

const server = openWorker();

/** Every story, and how it is called: `legacy/seed.json`. */
const stories = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(new URL(`${name}/`, ROOT)).map((file) => `${name}/${file}`))
  .sort();

test("there are stories to play", () => assert.notEqual(stories.length, 0));

for (const name of stories) {
  test(`recorded: ${name}`, async () => {
    const { steps } = JSON.parse(readFileSync(new URL(name, ROOT)));
    const kept = await begin(name);
    for (const step of steps) await play(step, kept);
  });
}

const post = async (path, key, body) => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const url = `${server.url}/api/v1${path}`;
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 201, path);
  return answer.json();
};

/** What the merchant of a story has before it begins. */
const begin = async (story) => {
  const { testKey, liveKey } = await post("/admin/merchants", DEV_BINDINGS.PAYLINKR_ADMIN, {
    name: "Example Coffee",
    handle: story.replace(/\.json$/, "").replaceAll(/[^a-z0-9]+/g, "-"),
    email: "alex.buyer@example.com",
    zone: "Europe/Amsterdam",
  });
  const make = (key, kind) => post("/keys", key, { name: "Recorded", kind });
  const client = await make(testKey, "client");
  return {
    origin: server.url,
    admin: DEV_BINDINGS.PAYLINKR_ADMIN,
    testKey,
    liveKey,
    token: (await make(testKey, "legacy")).key,
    liveToken: (await make(liveKey, "legacy")).key,
    clientKey: client.clientKey,
    clientSecret: client.clientSecret,
  };
};

const play = async ({ says, request, response }, kept) => {
  const answer = await fetch(new URL(fill(request.path, kept), server.url), {
    method: request.method,
    redirect: "manual",
    ...bodyOf(request, kept),
  });
  const text = await answer.text();
  const place = `${says}: ${answer.status} ${text}`;
  assert.equal(answer.status, response.status, place);
  const check = { kept, found: {} };
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    compare(value, answer.headers.get(name), check, `${place}\n${name}`);
  }
  if ("body" in response) compare(response.body, JSON.parse(text), check, place);
  Object.assign(kept, check.found);
};

const bodyOf = ({ body, headers = {} }, kept) => {
  const written = fillAll(headers, kept);
  if (body === undefined) return { headers: written };
  // Bytes have no type of their own: nothing is sent that is not written.
  if (typeof body === "string") {
    return { headers: written, body: new TextEncoder().encode(fill(body, kept)) };
  }
  const json = { "content-type": "application/json" };
  return { headers: { ...json, ...written }, body: JSON.stringify(fillAll(body, kept)) };
};

/** The text with what is known in its placeholders. */
const fill = (text, kept) =>
  text.replaceAll(HOLE, (hole, name, kind) => {
    if (hole === "{}") return hole;
    assert.equal(kind, "", `a request cannot keep anything: ${hole}`);
    assert.ok(name in kept, `nothing is called ${name}`);
    return kept[name];
  });

const fillAll = (value, kept) => {
  if (typeof value === "string") return fill(value, kept);
  if (Array.isArray(value)) return value.map((item) => fillAll(item, kept));
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).map(([name, one]) => [name, fillAll(one, kept)]);
  return Object.fromEntries(fields);
};

const compare = (expected, got, check, place) => {
  if (typeof expected === "string") {
    return assert.ok(fits(expected, got, check), `${place}: ${got} instead of ${expected}`);
  }
  if (expected === null || typeof expected !== "object") {
    return assert.deepEqual(got, expected, place);
  }
  assert.equal(Array.isArray(got), Array.isArray(expected), place);
  assert.ok(got !== null && typeof got === "object", place);
  const wanted = Object.keys(expected).filter((name) => name !== "...");
  for (const name of wanted) {
    assert.ok(name in got, `${place}: no ${name}`);
    compare(expected[name], got[name], check, `${place}\n${name}`);
  }
  const more = Object.keys(got).filter((name) => !(name in expected));
  if (!("..." in expected)) assert.deepEqual(more, [], `${place}: more than is written`);
};

/** Whether a value is what the pattern says; keeps what it names. */
const fits = (pattern, got, { kept, found }) => {
  const number = pattern.match(/^\{([a-zA-Z0-9]*)#\}$/);
  if (number) {
    found[number[1]] = String(got);
    return typeof got === "number";
  }
  const names = [];
  const plain = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  let source = "";
  let from = 0;
  for (const { 0: hole, 1: name, 2: kind, index } of pattern.matchAll(HOLE)) {
    source += plain(pattern.slice(from, index));
    from = index + hole.length;
    if (kind === "*") {
      names.push(name);
      source += "(.+?)";
    } else {
      source += plain(fill(hole, kept));
    }
  }
  const whole = new RegExp(`^${source}${plain(pattern.slice(from))}$`, "s");
  const match = typeof got === "string" && got.match(whole);
  names.forEach((name, index) => {
    if (match) found[name] = match[index + 1];
  });
  return Boolean(match);
};
