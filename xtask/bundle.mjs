// Makes the files that browsers load from what the compiler made: one module, one wasm, the code of
// the wallet, the loader.
// Prints the module's path. Must not know what is in them.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transform } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const TARGET = "es2022";
const glue = process.argv[2];

const wasm = await readFile(join(glue, "widget.wasm"));
const wasmName = `${hash(wasm)}.wasm`;
const wallet = await smaller("widget/loader/wallet.js", TARGET);
const walletName = `${hash(wallet)}.wallet.js`;
const module = await bundle(join(ROOT, "widget/loader/boot.js"), {
  WASM_URL: `/pkg/${wasmName}`,
  WALLET_URL: `/pkg/${walletName}`,
});
const moduleName = `${hash(module)}.js`;
await replace(join(ROOT, "www/pkg"), {
  [moduleName]: module,
  [walletName]: wallet,
  // Only the compressed file, so that no asset answers the plain path and the worker can.
  [`${wasmName}.br`]: brotli(wasm),
});

const loader = await smaller("widget/loader/subscription.js", "es2020");
await replace(join(ROOT, "www/widget"), { "subscription.js": loader });
console.log(`/pkg/${moduleName}`);

/** A file that stands by itself, made small. */
async function smaller(path, target) {
  const code = await readFile(join(ROOT, path), "utf8");
  const small = await transform(code, { minify: true, target, legalComments: "none" });
  return small.code.trim();
}

/** boot.js and the glue of wasm-bindgen as one module, with the paths of what it loads later. */
async function bundle(entry, urls) {
  const texts = Object.entries(urls).map(([name, url]) => [name, JSON.stringify(url)]);
  const fromGlue = {
    name: "glue",
    setup: (setup) =>
      setup.onResolve({ filter: /^\.\/widget\.js$/ }, () => ({ path: join(glue, "widget.js") })),
  };
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    legalComments: "none",
    define: Object.fromEntries(texts),
    external: ["/pkg/*"],
    plugins: [fromGlue],
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

/** Writes these files into the folder and takes away all others; the new ones come first. */
async function replace(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(files)) await writeFile(join(folder, name), files[name]);
  for (const name of await readdir(folder)) {
    if (!(name in files)) await rm(join(folder, name), { recursive: true });
  }
}

function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
