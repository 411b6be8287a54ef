// The quick start, command by command, as somebody copies it into a shell: each is done, and what
// one answers the next one takes. Knows the names of what is filled in.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { openWorker } from "../api/worker.mjs";
import { ROOT } from "../support/worker.mjs";

const server = openWorker();
const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(() => true, () => false);

const CHARACTERS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** The commands of the page, in order. */
const commands = async () => {
  const page = await readFile(join(ROOT, "docs/site/start.html"), "utf8");
  const blocks = [...page.matchAll(/<pre[^>]*><code>([^]*?)<\/code>/g)].map(([, text]) => text);
  return blocks
    .map((text) => text.replace(/&\w+;/g, (one) => CHARACTERS[one]).replaceAll("\\\n", ""))
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.startsWith("curl "));
};

test("every command of the quick start is done", { skip: !hasCurl }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "paylinkr-"));
  const filled = { KEY: server.testKey };
  let publicId = "";
  const statuses = [];
  try {
    for (const command of await commands()) {
      const line = command
        .replace(/^curl /, "curl -sS --fail-with-body ")
        .replaceAll("https://pay.example.com", server.url)
        .replaceAll("https://shop.example.com", "http://127.0.0.1:9")
        .replaceAll("PUBLIC_ID", publicId);
      const options = { cwd: folder, env: { ...process.env, ...filled } };
      const { stdout } = await run("bash", ["-c", line], options).catch((trouble) => {
        throw new Error(`${command}\n${trouble.stdout}${trouble.stderr}`);
      });
      const answer = stdout.startsWith("{") ? JSON.parse(stdout) : {};
      publicId = answer.publicId ?? publicId;
      if (answer.kind === "legacy") filled.TOKEN = answer.key;
      if (answer.kind === "client") {
        Object.assign(filled, { CLIENT_KEY: answer.clientKey, CLIENT_SECRET: answer.clientSecret });
      }
      if (answer.status !== undefined) statuses.push(answer.status);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  // The first invoice before and after it is paid; the legacy payment made, and waited for; the
  // link of v0.
  const due = ["unpaid", "paid", "success", "pending", "ACTIVE"];
  assert.deepEqual(statuses, due);
});
