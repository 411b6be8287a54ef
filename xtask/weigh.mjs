// Prints, for each file named, its size in bytes as it is and as browsers and Cloudflare get it:
// path, plain, brotli 4, 5 and 11, gzip 9, with tabs between. Must not know what the files are.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const sizes = [bytes.length, ...[4, 5, 11].map((quality) => brotli(bytes, quality))];
  console.log([path, ...sizes, gzipSync(bytes, { level: 9 }).length].join("\t"));
}

function brotli(bytes, quality) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}
