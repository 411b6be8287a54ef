// What a screen reader is told of every page, in order: Chromium's accessibility tree, compared
// with trees that somebody has read. UPDATE_TREES=1 writes them anew; read what changed.
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { openPlaces } from "./places.mjs";

const stage = openPlaces();
const FOLDER = new URL("trees/", import.meta.url);
const UPDATE = Boolean(process.env.UPDATE_TREES);

// Text as it is in its element; boxes that only hold others.
const SILENT = new Set(["InlineTextBox", "none", "generic", "RootWebArea"]);
const TOLD = ["level", "invalid", "required", "disabled", "expanded", "live", "checked", "busy"];
const MONTHS =
  "January|February|March|April|May|June|July|August|September|October|November|December";

// What differs from run to run: times, references, addresses, ids.
const steady = (text) =>
  text
    .replace(new RegExp(`\\d{1,2} (?:${MONTHS}) \\d{4}`, "g"), "<date>")
    .replace(/<date>, \d\d:\d\d [A-Z+:\d]+/g, "<moment>")
    .replace(/\b\d\d:\d\d [A-Z]{2,5}\b/g, "<time>")
    .replace(/\b[Gr][0-9A-Z]{25,55}\b/g, "<account>")
    .replace(/\bPLR-?[0-9A-Z]{8}\b/g, "<memo>")
    .replace(/- code "\d{8,10}"/g, '- code "<tag>"')
    .replace(/(?<=sandbox-|")[0-9a-z]{16}(?=")|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-\w{12}/g, "<id>");

const line = ({ role, name, description, properties = [] }, depth) => {
  const facts = properties
    .filter(({ name: fact, value }) => TOLD.includes(fact) && String(value.value) !== "false")
    .map(({ name: fact, value }) => (value.value === true ? fact : `${fact}=${value.value}`));
  const parts = [
    role.value,
    name?.value && JSON.stringify(name.value),
    description?.value && `(${description.value})`,
    facts.length > 0 && `[${facts.join(" ")}]`,
  ];
  return `${"  ".repeat(depth)}- ${parts.filter(Boolean).join(" ")}`;
};

// The tree as lines; a text is left out where its element's name says it already.
const treeOf = async (page) => {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const childrenOf = ({ childIds = [] }) => childIds.map((id) => byId.get(id)).filter(Boolean);
  // What stands in groups is one thing, such as an address.
  const textOf = (node) =>
    node.role?.value === "StaticText" ? node.name.value : childrenOf(node).map(textOf).join("");
  const walk = (node, depth, above) => {
    const role = node.role?.value;
    if (role === "code") node.name = { value: textOf(node) };
    const name = node.name?.value ?? "";
    const isText = role === "StaticText";
    const told = !node.ignored && !SILENT.has(role) && !(isText && above.includes(name.trim()));
    if (told && (name.trim() || !isText)) lines.push(line(node, depth));
    if (isText || role === "code") return;
    for (const child of childrenOf(node)) {
      walk(child, told ? depth + 1 : depth, told ? name : above);
    }
  };
  walk(nodes[0], 0, "");
  return `${steady([`# ${nodes[0].name.value}`, ...lines].join("\n"))}\n`;
};

test("every page tells a screen reader what was read and found right", async () => {
  const places = await stage.allPlaces();
  await mkdir(FOLDER, { recursive: true });
  for (const [name, place] of places) {
    const seen = await stage.visit("", async (page) => {
      await stage.open(page, place);
      return treeOf(page);
    });
    const file = new URL(`${name}.yml`, FOLDER);
    if (UPDATE) await writeFile(file, seen);
    else assert.equal(seen, await readFile(file, "utf8"), name);
  }
  const files = (await readdir(FOLDER)).sort();
  assert.deepEqual(files, places.map(([name]) => `${name}.yml`).sort(), "a tree for each page");
});
