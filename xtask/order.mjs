// Gives the functions of the built worker the order in which they compress best: gzip looks back
// 32 KB, so what is alike must stand close together. The order is written as names, by which
// wasm-opt sorts (--reorder-functions-by-name). Knows the wasm format as far as its code section;
// not what the worker does.
import { readFile, writeFile } from "node:fs/promises";

const CUSTOM = 0;
const CODE = 10;
// How far gzip looks back, in bytes.
const WINDOW = 32_000;
// Functions are alike by the runs of so many bytes that they share.
const RUN = 6;
// A run that more functions have says nothing.
const SHARED_MAX = 100;

const [, , file] = process.argv;
const wasm = await readFile(file);
const parts = [wasm.subarray(0, 8)];
let bodies = [];
for (let at = 8; at < wasm.length; ) {
  const [size, body] = read(wasm, at + 1);
  const end = body + size;
  if (wasm[at] === CODE) bodies = functions(body);
  if (!(wasm[at] === CUSTOM && section(body) === "name")) parts.push(wasm.subarray(at, end));
  at = end;
}
const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
const first = imports.filter(({ kind }) => kind === "function").length;
const places = [];
order(bodies).forEach((index, place) => (places[index] = place));
parts.push(names(places.map((place, index) => [first + index, String(place).padStart(6, "0")])));
await writeFile(file, Buffer.concat(parts));

// One after the other, the function that shares most, for its length, with those in the window.
function order(bodies) {
  const runs = bodies.map(runsOf);
  const havers = new Map();
  runs.forEach((own, index) => {
    for (const run of own) {
      const known = havers.get(run);
      if (known) known.push(index);
      else havers.set(run, [index]);
    }
  });
  const says = (run) => havers.get(run).length > 1 && havers.get(run).length <= SHARED_MAX;
  const shared = runs.map((own) => [...own].filter(says));
  const scores = new Float64Array(bodies.length);
  const inWindow = new Map();
  const count = (index, step) => {
    for (const run of shared[index]) {
      const before = inWindow.get(run) ?? 0;
      inWindow.set(run, before + step);
      const isNews = before === 0 || before + step === 0;
      if (isNews) for (const other of havers.get(run)) scores[other] += step;
    }
  };
  const left = new Set(bodies.keys());
  const ordered = [];
  let bytes = 0;
  let oldest = 0;
  while (left.size > 0) {
    let best = -1;
    let most = -1;
    for (const index of left) {
      // Less than by length: what is long and alike should not come last.
      const score = scores[index] / (runs[index].size + RUN) ** 0.8;
      if (score > most) [best, most] = [index, score];
    }
    left.delete(best);
    ordered.push(best);
    count(best, 1);
    bytes += bodies[best].length;
    while (bytes > WINDOW && oldest < ordered.length - 1) {
      count(ordered[oldest], -1);
      bytes -= bodies[ordered[oldest]].length;
      oldest += 1;
    }
  }
  return ordered;
}

function runsOf(body) {
  const runs = new Set();
  for (let at = 0; at + RUN <= body.length; at += 1) {
    runs.add(body.latin1Slice(at, at + RUN));
  }
  return runs;
}

function functions(at) {
  let [count, start] = read(wasm, at);
  const bodies = [];
  for (; count > 0; count -= 1) {
    const [size, body] = read(wasm, start);
    start = body + size;
    bodies.push(wasm.subarray(body, start));
  }
  return bodies;
}

// The name of a custom section.
function section(at) {
  const [length, name] = read(wasm, at);
  return wasm.toString("utf8", name, name + length);
}

// The section of names, with functions' names only.
function names(list) {
  const entries = list.flatMap(([index, name]) => [write(index), text(name)]);
  const all = Buffer.concat([write(list.length), ...entries]);
  const body = Buffer.concat([text("name"), Buffer.from([1]), write(all.length), all]);
  return Buffer.concat([Buffer.from([CUSTOM]), write(body.length), body]);
}

function text(words) {
  return Buffer.concat([write(words.length), Buffer.from(words)]);
}

// The unsigned LEB128 number at a place of the bytes, and where it ends.
function read(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

function write(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}
