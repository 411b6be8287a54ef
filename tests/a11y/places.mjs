// Every page in every state as the built worker serves it, for what all pages are held to. Knows
// how a merchant, a payer and a subscriber get there; what is found there is the tests' affair.
import { until, withLinks } from "../links/stand.mjs";
import { STATES } from "../pay/states.mjs";
import { openCounter } from "../subscribe/counter.mjs";

const LONG = `Support by a person, within a day, for as many questions as there are. Reviews of the
account are monthly, with a report and a call. Cancel at any time.`;

const enrolled = async (counter, slug, fields = {}, more = {}) => {
  const made = await counter.makePackage({ slug, ...fields });
  const body = { startImmediately: true, customerEmail: `${slug}@example.com`, ...more };
  return counter.enrol(made.id, body);
};
const pathOf = (url) => new URL(url).pathname;
const managed = async (counter, slug, fields, act) => {
  const { id, manageUrl } = await enrolled(counter, slug, fields);
  if (act) await counter.call("PATCH", `/subscriptions/${id}`, act);
  return pathOf(manageUrl);
};
const subscribing = async (counter, slug, fields) =>
  `/subscribe/${(await counter.makePackage({ slug, ...fields })).publicId}`;

// Past the page's own script, as a browser without it would.
const sendForm = (email) => async (page) => {
  await page.getByLabel("E-mail address").fill(email());
  await Promise.all([
    page.waitForEvent("load"),
    page.locator("form").evaluate((form) => form.submit()),
  ]);
};
// Somebody else each time, because whoever has it already is told something else.
let buyers = 0;
const somebody = () => `buyer${++buyers}@example.com`;
const unfold = (page) => page.locator("summary").click();

// Name -> how to get the address, and what is then done on the page. Those that set the clock
// forward come first.
const SUBSCRIPTIONS = {
  manage_reopen: {
    reach: async (counter) => {
      const path = await managed(counter, "reopen");
      await counter.advance("9d");
      return path;
    },
  },
  manage_past_due: {
    reach: async (counter) => {
      const path = await managed(counter, "overdue");
      await counter.advance("5d");
      return path;
    },
  },
  manage_paid: {
    reach: async (counter) => {
      const { manageUrl, latestInvoice } = await enrolled(counter, "paid");
      await counter.call("POST", "/test/payments", { invoice: latestInvoice.id });
      return pathOf(manageUrl);
    },
  },
  manage_active: { reach: (counter) => managed(counter, "active") },
  manage_cancelling: { reach: (counter) => managed(counter, "asked"), act: unfold },
  manage_trial: { reach: (counter) => managed(counter, "trying", { trialDays: 14 }) },
  manage_paused: { reach: (counter) => managed(counter, "paused", {}, { action: "pause" }) },
  manage_ending: {
    reach: (counter) =>
      managed(counter, "ending", {}, { action: "cancel", atPeriodEnd: true }),
  },
  manage_cancelled: { reach: (counter) => managed(counter, "over", {}, { action: "cancel" }) },
  manage_refused: {
    reach: async (counter) => `${await managed(counter, "late")}?refused=1`,
  },
  subscribe: { reach: (counter) => subscribing(counter, "plain", {}) },
  subscribe_trial: {
    reach: (counter) => subscribing(counter, "trial", { trialDays: 14, cycles: 12 }),
  },
  subscribe_long: {
    reach: (counter) =>
      subscribing(counter, "long", {
        description: LONG,
        amount: undefined,
        pricingCurrency: "EUR",
        pricingAmount: "1250.00",
        interval: "WEEKLY",
        intervalCount: 2,
      }),
  },
  subscribe_framed: {
    reach: async (counter) => {
      const path = await subscribing(counter, "framed");
      return path.replace("/subscribe/", "/embed/subscription/");
    },
  },
  subscribe_refused: {
    reach: (counter) => subscribing(counter, "refused"),
    act: sendForm(() => "typo@example"),
  },
  subscribe_slip: {
    reach: (counter) => subscribing(counter, "slip"),
    act: async (page) => {
      await page.locator("[data-awake]").waitFor();
      await page.getByLabel("E-mail address").fill("alex@");
      await page.getByLabel("Name", { exact: true }).focus();
      await page.locator("[aria-invalid]").waitFor();
    },
  },
  subscribe_off: { reach: (counter) => subscribing(counter, "off", { active: false }) },
  subscribed_trial: {
    reach: (counter) =>
      subscribing(counter, "begun", { trialDays: 14, successUrl: "https://shop.example.com/on" }),
    act: sendForm(somebody),
  },
  subscribed_mail: {
    reach: async (counter) => {
      const path = await subscribing(counter, "had", { trialDays: 14 });
      return path.replace("/subscribe/", "/subscribed/");
    },
  },
};

const DESCRIPTION = `A mug, **turned by hand** in [our workshop](https://example.com/workshop).

- holds 300 ml
- survives the dishwasher`;
const pathOfLink = async (link) => pathOf((await link).url);
const tea = { title: "Tea for two", amount: "12.50" };
const sendEmpty = async (page) => {
  await Promise.all([
    page.waitForEvent("load"),
    page.locator("form").evaluate((form) => form.submit()),
  ]);
};
const openPaid = async (page) => {
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.locator("button[name=pay][value=exact]").click();
  await page.locator('main[data-status="paid"]').waitFor();
};

// The pages of pay links.
const LINKS = {
  link_fixed: {
    reach: (counter) => pathOfLink(counter.link({ ...tea, description: DESCRIPTION })),
  },
  link_framed: {
    reach: async (counter) => `/embed/link/${(await counter.link(tea)).publicId}`,
  },
  link_choice: {
    reach: (counter) =>
      pathOfLink(counter.link({ title: "Help us", allowCustomAmount: true, minAmount: "5" })),
  },
  link_shop: {
    reach: (counter) => pathOfLink(counter.makeShop("shop", { collectAddress: true })),
  },
  link_shop_refused: {
    reach: (counter) => pathOfLink(counter.makeShop("missing", { collectAddress: true })),
    act: sendEmpty,
  },
  link_shop_slip: {
    reach: (counter) => pathOfLink(counter.makeShop("slip")),
    act: async (page) => {
      await page.locator("[data-awake]").waitFor();
      await page.getByLabel("Mug").fill("1000");
      await page.getByLabel("Pen").fill("0");
      await page.getByRole("button", { name: "Continue to payment" }).click();
      await page.locator("select[aria-invalid]").waitFor();
    },
  },
  link_shop_nothing: {
    reach: (counter) => pathOfLink(counter.makeShop("nothing", { customFields: [] })),
    act: async (page) => {
      await page.locator("[data-awake]").waitFor();
      for (const name of ["Mug", "Pen"]) await page.getByLabel(name).fill("0");
      await page.getByRole("button", { name: "Continue to payment" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  link_paid: {
    reach: (counter) => pathOfLink(counter.makeShop("sold", { customFields: [] })),
    act: openPaid,
  },
  link_closed: {
    reach: (counter) => pathOfLink(counter.link({ ...tea, active: false })),
  },
  link_sold_out: {
    reach: async (counter) => {
      const { url, publicId } = await counter.link({ ...tea, maxPayments: 1 });
      await fetch(`${counter.url}/l/${publicId}`, { method: "POST", redirect: "manual" });
      return pathOf(url);
    },
  },
  link_over: {
    reach: async (counter) => {
      const { now } = await counter.call("GET", "/test/clock");
      const expiresAt = new Date(Date.parse(now) + 1000).toISOString();
      const { url } = await counter.link({ ...tea, expiresAt });
      await until(async () => (await fetch(url)).status === 410, "the end of its time");
      return pathOf(url);
    },
  },
};

// Brings about these states, one after another.
const reachAll = async (counter, states) => {
  const places = [];
  for (const [name, { reach, act }] of Object.entries(states)) {
    places.push([name, { path: await reach(counter), act }]);
  }
  return places;
};

// Each answers [name, place]s; the states are brought about once for a file.
export const openPlaces = () => {
  const counter = withLinks(openCounter());
  let subscriptions;
  let payments;
  let links;
  return Object.assign(counter, {
    subscriptionPlaces: () => (subscriptions ??= reachAll(counter, SUBSCRIPTIONS)),
    linkPlaces: () => (links ??= reachAll(counter, LINKS)),
    allPlaces: async () => [
      ...(await counter.subscriptionPlaces()),
      ...(await (payments ??= reachAll(counter, STATES))),
      ...(await counter.linkPlaces()),
    ],
    // Opens one of them as far as its state asks.
    open: async (page, { path, act }) => {
      await page.goto(counter.url + path);
      await act?.(page);
      const sleeping = page.locator("[data-island]:not([data-awake])");
      await sleeping.waitFor({ state: "detached" });
    },
  });
};
