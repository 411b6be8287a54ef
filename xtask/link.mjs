// Links the worker, in place of the linker that rustc would call, without exports that nothing
// calls: the classes of streams, containers and buckets that its libraries bring along. Whatever
// an export calls stays in, and what is in cannot be told from what is used later on. Knows the
// linker's --export; not what the worker does.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const UNUSED = /intounderlying|containerstartupoptions|minifyconfig|r2range/;

const [, , sysroot, ...words] = process.argv;
const rustlib = join(sysroot, "lib/rustlib");
const places = readdirSync(rustlib).map((host) => join(rustlib, host, "bin/rust-lld"));
const linker = places.find((path) => existsSync(path));
if (!linker) throw new Error(`link.mjs found no rust-lld in ${rustlib}`);

const isUnused = (word, at) => words[at - 1] === "--export" && UNUSED.test(word);
const goes = (word, at) => isUnused(word, at) || isUnused(words[at + 1], at + 1);
const kept = words.filter((word, at) => !goes(word, at));
if (kept.length === words.length) {
  throw new Error("link.mjs found no unused export: is it still needed?");
}
const { status, error } = spawnSync(linker, kept, { stdio: "inherit" });
if (error) throw error;
process.exit(status ?? 1);
