// What the tests of subscriptions share: packages, the test clock, the mails that were sent, and a
// merchant's page on another site that listens. Knows the public API, the script tag and /dev/mail.
import { after, before } from "node:test";
import { startHost } from "../embed/sites.mjs";
import { openStage, until } from "../pay/stage.mjs";
import { stopClock } from "../support/browser.mjs";

const EVENTS = "ready resize open close status error subscribed paid".split(" ");
const MONTHLY = {
  name: "Pro Support",
  description: "Monthly support and account reviews",
  asset: "USDC",
  amount: "99.00",
  interval: "MONTHLY",
};

export const WITHOUT = { javaScriptEnabled: false };

// Every event of the host page goes into `heard`, before any script of the page runs.
const listen = (names) => {
  window.heard = [];
  for (const name of names) {
    const note = ({ detail }) => window.heard.push([name, detail]);
    document.addEventListener(`paylinkr:${name}`, note);
  }
};

const wholePage = (body) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Host</title>${body}`;

// The stage with a counter for subscriptions; `host` is on another site than the worker.
export const openCounter = () => {
  const stage = openStage();
  before(async () => {
    const host = await startHost();
    withCounter(Object.assign(stage, { host }), host);
  });
  after(() => stage.host?.close());
  return stage;
};

// A stage that has a counter, too; without a `host` nothing is framed.
export const withCounter = (stage, host) => Object.assign(stage, counter(stage, host));

const counter = (stage, host) => ({
  makePackage: (fields = {}) =>
    stage.call("POST", "/subscription-packages", { ...MONTHLY, ...fields }),

  // An enrolment by the merchant's server, as the API answers it.
  enrol: (packageId, fields = {}) =>
    stage.call("POST", "/subscriptions", {
      packageId,
      customerEmail: "alex.buyer@example.com",
      customerName: "Alex Buyer",
      ...fields,
    }),

  subscription: (id) => stage.call("GET", `/subscriptions/${id}`),

  // The subscription of a customer.
  subscriptionOf: async (email) => {
    const { data } = await stage.call("GET", "/subscriptions?limit=100");
    return data.find(({ customerEmail }) => customerEmail === email);
  },

  // Sets the test clock forward and lets all of it happen, as the cron would.
  advance: async (by) => {
    await stage.call("POST", "/test/clock", { advance: by });
    await until(async () => {
      const { status } = await stage.call("GET", "/test/clock");
      if (status !== "ready") await stage.worker.tick();
      return status === "ready";
    }, "everything up to the new time");
  },

  // The mails to somebody, the newest first: subject and text.
  mails: async (email) => {
    const page = await fetch(`${stage.url}/dev/mail`).then((answer) => answer.text());
    const found = page.matchAll(/<h2>(.*?)<\/h2><p>To (\S+) .*?<\/p><pre>(.*?)<\/pre>/gs);
    return [...found]
      .filter(([, , recipient]) => recipient === email)
      .map(([, subject, , text]) => ({ subject, text }));
  },

  // Opens a page of the merchant's with the script tag in it.
  visitHost: (body, use, { options, clock, route } = {}) =>
    stage.visit(
      "",
      async (page) => {
        const tag = `<script src="${stage.url}/widget/subscription.js" async></script>`;
        host.show(wholePage(tag + body));
        if (clock) await stopClock(page);
        if (route) await page.route(...route);
        await page.addInitScript(listen, EVENTS);
        await page.goto(`${host.origin}/`);
        return use(page, page.frameLocator("iframe"));
      },
      options,
    ),
});

export const container = (publicId, more = "") =>
  `<div data-paylinkr-package="${publicId}" ${more}></div>`;

// Waits until the host page was told so; answers the details of the first time.
export const hears = async (page, event) => {
  await page.waitForFunction((name) => window.heard.some(([one]) => one === name), event);
  return page.evaluate((name) => window.heard.find(([one]) => one === name)[1], event);
};

// How often the host page was told so.
export const heardTimes = (page, event) =>
  page.evaluate((name) => window.heard.filter(([one]) => one === name).length, event);

// Waits until the islands of a page or frame are awake.
export const awake = (place) => place.locator("[data-awake]").first().waitFor();

// Fills in the form of a package's page, in a page or a frame.
export const fillIn = async (place, email, name = "") => {
  await place.getByLabel("E-mail address").fill(email);
  await place.getByLabel("Name", { exact: true }).fill(name);
};
