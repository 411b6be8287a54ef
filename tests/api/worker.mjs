// A worker with an empty database for a file of tests, and the calls of the demo merchant, whose
// keys are those that `cargo xtask dev` writes into .dev/info.json. Knows no page.
import { after, before } from "node:test";
import { startWorker } from "../support/worker.mjs";

const WAIT_MS = 10_000;
const LOOK_MS = 20;

export const openWorker = (options) => {
  const server = {};
  before(async () => {
    const worker = await startWorker({ onLog: () => {}, ...options });
    const seeded = await fetch(`${worker.url}/dev/seed`, { method: "POST" });
    Object.assign(server, await seeded.json(), { worker, url: worker.url, until });
    server.call = (method, path, body, headers = {}) => call(server, method, path, body, headers);
  });
  after(() => server.worker?.dispose());
  return server;
};

const call = async ({ url, testKey }, method, path, body, headers) => {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${testKey}`,
      ...(body && { "content-type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text && JSON.parse(text) };
};

const until = async (look) => {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not happen within ${WAIT_MS / 1_000} s`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
};
