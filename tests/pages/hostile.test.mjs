// The hostile descriptions of tests/support/hostile_markdown.json, each on the page of a link as
// the widget's example `pages` drew it for `cargo xtask size`: opened without the policy that would
// stop a script, none of them runs one. Knows no worker.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "../support/browser.mjs";
import { hostilePages } from "../support/pages.mjs";

const HOSTILE = new URL("../support/hostile_markdown.json", import.meta.url);

let pages;
let browser;
before(async () => {
  pages = await hostilePages();
  browser = await openBrowser();
});
after(() => browser?.close());

// What a script would do here, and what the browser itself makes of the description.
const watchFor = (context) =>
  context.addInitScript(() => {
    window.ran = [];
    for (const name of ["alert", "msgbox", "print"]) window[name] = () => window.ran.push(name);
    document.addEventListener("securitypolicyviolation", () => window.ran.push("policy"));
  });

const look = (page) =>
  page.evaluate(async () => {
    const [prose, ...others] = document.querySelectorAll(".prose");
    const [form, ...forms] = document.querySelectorAll("form");
    const all = [...prose.querySelectorAll("*")];
    for (const element of [prose, ...all]) {
      for (const type of ["mouseover", "focus", "pointerover", "animationstart", "toggle"]) {
        element.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
    await new Promise((resolve) => setTimeout(resolve));
    const names = (element) =>
      element.getAttributeNames().map((name) => `${element.localName} ${name}`);
    return {
      ran: window.ran,
      inside: prose.parentElement.matches("main > .card") && prose.nextElementSibling === form,
      alone: others.length + forms.length === 0,
      elements: [...new Set(all.map((element) => element.tagName))],
      attributes: [...new Set(all.flatMap(names))],
      protocols: [...new Set([...prose.querySelectorAll("a")].map((link) => link.protocol))],
      head: [...new Set([...document.head.children].map((element) => element.tagName))],
    };
  });

const within = (found, allowed, text) =>
  assert.deepEqual(found.filter((one) => !allowed.includes(one)), [], text);

test("no hostile description runs a script, asks for anything or leaves its place", () =>
  withPage(browser, {}, async (page) => {
    const texts = JSON.parse(await readFile(HOSTILE, "utf8"));
    assert.ok(texts.length >= 200, `${texts.length} texts`);
    assert.equal(pages.length, texts.length, "run cargo xtask size");
    await watchFor(page.context());
    await page.goto("about:blank");
    const links = new Set();
    for (const [number, html] of pages.entries()) {
      const text = JSON.stringify(texts[number]);
      await page.setContent(html);
      const seen = await look(page);
      assert.deepEqual(seen.ran, [], text);
      assert.ok(seen.inside && seen.alone, text);
      within(seen.elements, ["P", "UL", "OL", "LI", "A", "STRONG", "EM"], text);
      const allowed = ["p dir", "ul dir", "ol dir", "ol start"];
      within(seen.attributes, [...allowed, "a target", "a rel", "a href"], text);
      within(seen.protocols, ["https:", "http:", "mailto:"], text);
      for (const protocol of seen.protocols) links.add(protocol);
      within(seen.head, ["META", "TITLE", "LINK", "STYLE"], text);
      assert.deepEqual(page.complaints.requests, [], text);
      assert.deepEqual(page.complaints.errors, [], text);
    }
    assert.ok(links.has("https:"), "good links among them stay links");
  }));

test("the same look sees a script that runs", () =>
  withPage(browser, {}, async (page) => {
    await watchFor(page.context());
    await page.goto("about:blank");
    const html = pages[0].replace(/(<div class="prose">)/, "$1<img src=data: onerror=alert(1)>");
    await page.setContent(html);
    const seen = await look(page);
    assert.deepEqual([seen.ran, seen.elements.includes("IMG")], [["alert"], true]);
  }));
