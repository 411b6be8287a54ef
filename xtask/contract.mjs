// Writes what developers read of the API, from its description: www/contract (the description and
// its collection for Postman), the client's types, and www/docs. Must not know any operation.
//
// node xtask/contract.mjs FILE, which the edge's example `contract` wrote

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTypes, { astToString } from "openapi-typescript";
import { stringify } from "yaml";
import { collection } from "./postman.mjs";
import { FOLDERS } from "./postman/folders.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SITE = join(ROOT, "docs/site");
const RENDERER = join(ROOT, "node_modules/swagger-ui-dist");
const TYPES_HEAD = "// The API's types, written by `cargo xtask build` from its description.\n";

const document = JSON.parse(await readFile(process.argv[2], "utf8"));
await replace(join(ROOT, "www/contract"), {
  // For machines, so without white space: the worker reads it whole for each answer.
  "openapi.json": JSON.stringify(document),
  // For people. Without anchors: not every reader of YAML knows them.
  "openapi.yaml": stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }),
  "postman.json": JSON.stringify(collection(document, FOLDERS)),
});

// A field with a default may be left out of a request.
const types = astToString(await openapiTypes(document, { defaultNonNullable: false }));
await writeFile(join(ROOT, "clients/typescript/src/schema.ts"), TYPES_HEAD + types);

const entries = await readdir(SITE, { withFileTypes: true });
const pages = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
await replace(join(ROOT, "www/docs"), {
  ...Object.fromEntries(await Promise.all(pages.map(async (name) => [name, await page(name)]))),
  "swagger-ui.js": await readFile(join(RENDERER, "swagger-ui-bundle.js")),
  "swagger-ui.js.LICENSE.txt": await readFile(join(RENDERER, "swagger-ui-bundle.js.LICENSE.txt")),
  "swagger-ui.css": await readFile(join(RENDERER, "swagger-ui.css")),
  "LICENSE": await readFile(join(RENDERER, "LICENSE")),
});

/** A file of the site as it is served. */
async function page(name) {
  const bytes = await readFile(join(SITE, name));
  if (!name.endsWith(".html")) return bytes;
  const [first, ...rest] = bytes.toString().split("{{");
  const filled = rest.map(async (part) => {
    const [what, after] = part.split("}}");
    return (await piece(what, name)) + after;
  });
  return [first, ...(await Promise.all(filled))].join("");
}

/** What `{{path}}` stands for: a part that pages share, as it is, or a snippet, to be read. */
async function piece(path, page) {
  const text = (await readFile(join(SITE, path), "utf8")).trimEnd();
  if (!path.startsWith("parts/")) return escape(text);
  const own = `href="/docs/${page.replace(/(index)?\.html$/, "")}"`;
  return text.replace(own, `${own} aria-current="page"`);
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Writes these files into the folder and takes away all others; the new ones come first. */
async function replace(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(files)) await writeFile(join(folder, name), files[name]);
  for (const name of await readdir(folder)) {
    if (!(name in files)) await rm(join(folder, name), { recursive: true });
  }
}
