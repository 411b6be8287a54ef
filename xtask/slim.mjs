// Takes exports out of the built worker that nothing calls: the classes of streams, containers and
// buckets that its libraries bring along. Afterwards wasm-opt finds their code dead. Knows the wasm
// format as far as its export section; not what the worker does.
import { readFile, writeFile } from "node:fs/promises";
import { read, write } from "./leb128.mjs";

const EXPORTS = 7;
const UNUSED = /intounderlying|containerstartupoptions|minifyconfig|r2range/;

const [, , file] = process.argv;
const wasm = await readFile(file);
const parts = [wasm.subarray(0, 8)];
let removed = 0;
for (let at = 8; at < wasm.length; ) {
  const [size, body] = read(wasm, at + 1);
  const end = body + size;
  parts.push(wasm[at] === EXPORTS ? section(body) : wasm.subarray(at, end));
  at = end;
}
if (removed === 0) throw new Error("slim.mjs found no unused export: is it still needed?");
await writeFile(file, Buffer.concat(parts));

// The export section again, without what is unused.
function section(body) {
  const [count, first] = read(wasm, body);
  const kept = [];
  for (let index = 0, at = first; index < count; index += 1) {
    const [length, name] = read(wasm, at);
    const [, end] = read(wasm, name + length + 1);
    const unused = UNUSED.test(wasm.toString("utf8", name, name + length));
    if (unused) removed += 1;
    else kept.push(wasm.subarray(at, end));
    at = end;
  }
  const entries = Buffer.concat([write(kept.length), ...kept]);
  return Buffer.concat([Buffer.from([EXPORTS]), write(entries.length), entries]);
}
