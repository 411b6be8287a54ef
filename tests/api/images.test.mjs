// Pictures out of workerd's KV, as the native tests have them out of a map: the same bytes, and
// headers under which nothing in them can do anything.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openWorker } from "./worker.mjs";

const server = openWorker();
const PICTURE = new URL("../support/pictures/plain.png", import.meta.url);

test("a picture comes out of KV byte for byte, and may be kept for ever", async () => {
  const bytes = await readFile(PICTURE);
  const name = `${createHash("sha256").update(bytes).digest("hex")}.png`;
  const missing = await fetch(`${server.url}/img/${name}`);
  assert.deepEqual([missing.status, missing.headers.get("cache-control")], [404, "no-store"]);
  const kv = await server.worker.mf.getKVNamespace("KV");
  await kv.put(name, bytes);
  const shown = await fetch(`${server.url}/img/${name}`);
  assert.equal(shown.status, 200);
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), bytes);
  const headers = ["content-type", "cache-control", "content-security-policy"];
  assert.deepEqual(
    headers.map((header) => shown.headers.get(header)),
    ["image/png", "public, max-age=31536000, immutable", "default-src 'none'; sandbox"],
  );
});
