// The sample pages, as the widget's example `pages` drew them for `cargo xtask size`. Knows no
// worker.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "pages");

// One page, with its script.
export const samplePage = (name) => readFile(join(FOLDER, `${name}.html`), "utf8");

// Every page by name, without scripts.
export const samplePages = async () => {
  const pages = new Map();
  for (const file of (await readdir(FOLDER)).filter((name) => name.endsWith(".html"))) {
    const name = file.replace(".html", "");
    pages.set(name, staying(withoutScript(await samplePage(name))));
  }
  return pages;
};

// The hostile descriptions, in the order of hostile_markdown.json; none has a script.
export const hostilePages = async () => {
  const files = (await readdir(join(FOLDER, "hostile"))).sort();
  return Promise.all(files.map((file) => readFile(join(FOLDER, "hostile", file), "utf8")));
};

// One that leads on by itself would be gone before it is looked at.
const staying = (html) => html.replace(/<meta http-equiv="refresh" content="0;url=[^"]*">/, "");

export const withoutScript = (html) => html.replace(/<script[^>]*><\/script>/, "");
