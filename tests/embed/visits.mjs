// Opens host pages with the script tag in them and listens to what they are told. Shared by the
// loader's tests; knows nothing of what each of them proves.
import { after, before } from "node:test";
import { openBrowser, stopClock, withPage } from "../support/browser.mjs";
import { startHost, startOurs } from "./sites.mjs";

const EVENTS = "ready resize open close status error subscribed paid".split(" ");

const wholePage = (body) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Host</title>${body}`;

// Every event of the page goes into `heard`, and who posted anything to it into `speakers`, before
// any script of the page runs.
const listen = (names) => {
  window.heard = [];
  window.speakers = [];
  addEventListener("message", ({ source }) => window.speakers.push(source));
  for (const name of names) {
    const note = ({ detail }) => window.heard.push([name, detail]);
    document.addEventListener(`paylinkr:${name}`, note);
  }
};

// Our site, the host's, a stranger's and the browser of one file of tests; filled before its first
// test.
export const openSites = () => {
  const sites = {};
  before(async () => {
    const [browser, ours, host, stranger] = await Promise.all([
      openBrowser(),
      startOurs(),
      startHost(),
      startHost("127.0.0.1"),
    ]);
    Object.assign(sites, { browser, ours, host, stranger });
    sites.tag = `<script src="${ours.origin}/widget/subscription.js" async></script>`;
  });
  after(async () => {
    await sites.browser?.close();
    await sites.ours?.close();
    await sites.host?.close();
    await sites.stranger?.close();
  });

  // Opens a host page whose body may use the tag: `visit(({ tag }) => "…", async (page) => …)`.
  sites.visit = (body, use, { options, csp, clock } = {}) =>
    withPage(sites.browser, options, async (page) => {
      sites.host.show(wholePage(body(sites)), csp?.(sites));
      if (clock) await stopClock(page);
      await page.addInitScript(listen, EVENTS);
      sites.ours.seen.length = 0;
      await page.goto(`${sites.host.origin}/`);
      return use(page);
    });
  return sites;
};

// What the host page was told by events of that name.
export const heard = (page, event) =>
  page.evaluate((name) => window.heard.filter(([one]) => one === name).map(([, it]) => it), event);

// Waits until the host page was told so.
export const hears = (page, event, times = 1) =>
  page.waitForFunction(
    ([name, least]) => window.heard.filter(([one]) => one === name).length >= least,
    [event, times],
  );

export const overlay = (id, words = "Pay now") =>
  `<div data-paylinkr-invoice="${id}" data-paylinkr-mode="overlay">${words}</div>`;
