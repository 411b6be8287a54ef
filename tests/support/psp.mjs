// Mollie and Stripe on one port, with a page where a payer pays, fails or goes back: their APIs in
// their shapes (pspapi.mjs, pspshapes.mjs), their calls as they make them. Must not know PayLinkr.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { stripe as description } from "./describe.mjs";
import { newFaults, newLog } from "./faults.mjs";
import { api } from "./pspapi.mjs";
import { INTENTS, refuse, seconds, stripe } from "./pspshapes.mjs";

export { KEYS } from "./pspapi.mjs";
export const STRIPE_SECRET = `whsec_${"w".repeat(32)}`;

/**
 * Starts it on a free port. `url` is the base of both APIs.
 *
 * `sales` are the payments, the oldest first: `{ id, psp, status, cents, sequence, customer,
 * mandate, … }` in Mollie's words; `act(sale, status)` is what its buttons do, and calls;
 * `refund(sale, cents)` and `dispute(sale, status)` are what merchants and banks do afterwards.
 * `charges` says how the next payments end that nobody is there for, each `paid`, `pending` or
 * `failed`: `paid` where it says nothing; `revoke(sale)` takes the mandate of a payment back.
 * `calls` false loses the calls; `callTwice` makes each of them twice. `fail(psp, fault)` and
 * `heal()`: a fault is a `status`, `delayMs`, `hang`, or `lost` (it is done, and the answer never
 * sent), for `times` requests. `requests` and `count()` tell what was asked. `wrongs` is what was
 * not as Stripe describes it. `settled()` waits for the calls that are under way.
 *
 * @param {object} [options]
 * @param {string} [options.stripeHook] where Stripe's endpoint is, if it has one; can be set later
 */
export const startPsps = async ({ stripeHook } = {}) => {
  const psps = newState(stripeHook);
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    answer(psps, request, response, stopping.signal).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error?.stack));
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  psps.url = `http://127.0.0.1:${server.address().port}`;
  psps.stop = async () => {
    stopping.abort();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return psps;
};

const newState = (stripeHook) => {
  const faults = newFaults();
  const psps = {
    sales: [],
    customers: [],
    // Mollie's mandates, and Stripe's ways to pay.
    mandates: [],
    charges: [],
    wrongs: [],
    calls: true,
    callTwice: false,
    stripeHook,
    once: new Map(),
    underWay: new Set(),
    description: description(),
    ...newLog(),
    fail: (psp, fault) => faults.add(psp, fault),
    heal: faults.heal,
    take: faults.take,
    settled: async () => {
      while (psps.underWay.size > 0) await Promise.all(psps.underWay);
    },
    act: (sale, status) => act(psps, sale, status),
    revoke: (sale) => {
      psps.mandates.find((one) => one.id === sale.mandate).isRevoked = true;
    },
    refund: (sale, cents) => tell(psps, Object.assign(sale, { refunded: cents }), "refunded"),
    dispute: (sale, status) => {
      const dispute = { cents: sale.cents, status };
      tell(psps, Object.assign(sale, { dispute }), "disputed");
    },
  };
  return psps;
};

const answer = async (psps, request, response, stopped) => {
  const url = new URL(request.url, psps.url);
  const body = Buffer.concat(await Array.fromAsync(request)).toString();
  const [, area] = url.pathname.split("/");
  if (area === "checkout") return checkout(psps, request.method, url, response);
  const psp = { v1: "stripe", v2: "mollie" }[area];
  if (!psp) return response.writeHead(404).end();
  psps.requests.push({ psp, method: request.method, path: url.pathname });
  const fault = psps.take(psp);
  if (fault.hang) return;
  if (fault.delayMs !== undefined) await passed(fault.delayMs, stopped);
  const said = fault.status ? refuse(psp, fault.status) : api(psps, psp, request, url, body);
  if (fault.lost) return request.socket.destroy();
  const type = psp === "mollie" ? "application/hal+json" : "application/json";
  response.writeHead(said.status, { "content-type": type }).end(JSON.stringify(said.body));
};

const passed = (ms, stopped) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    stopped.addEventListener("abort", () => done(clearTimeout(timer)), { once: true });
  });

const BUTTONS = { paid: "Pay", pending: "Pay later", failed: "Fail", canceled: "Cancel" };

/** The provider's own page, with a button for each end, and back to the shop from there. */
const checkout = async (psps, method, url, response) => {
  const [, , id, status] = url.pathname.split("/");
  const sale = psps.sales.find((one) => one.id === id && one.back);
  if (!sale) return response.writeHead(404).end();
  if (method === "POST") {
    // Nobody waits for the call: the payer is back before it, or after.
    if (sale.status === "open" && BUTTONS[status]) act(psps, sale, status);
    return response.writeHead(303, { location: sale.back }).end();
  }
  const headers = { "content-type": "text/html; charset=utf-8", "x-frame-options": "DENY" };
  const buttons = Object.entries(BUTTONS).map(([to, word]) => {
    const action = `/checkout/${id}/${to}`;
    return `<form method="post" action="${action}"><button>${word}</button></form>`;
  });
  const over = sale.status === "open" ? buttons.join("") : "<p>This payment is over.</p>";
  const head = `<!doctype html><title>Checkout</title><link rel="icon" href="data:,">`;
  const page = `${head}<h1>${sale.description}</h1>${over}`;
  response.writeHead(200, headers).end(page);
};

/** A payment gets to a state, and the provider calls. */
const act = (psps, sale, status) => {
  const event = sale.status === "pending" && status === "paid" ? "arrived" : status;
  // A payer who fails at Stripe stays on its page.
  sale.status = sale.psp === "stripe" && status === "canceled" ? "open" : status;
  if (status === "paid") sale.paidAt = Date.now();
  if (status === "failed") sale.failedAt = Date.now();
  agree(psps, sale);
  tell(psps, sale, event);
};

/** What a payer has paid with can be charged again where that was asked for. */
const agree = (psps, sale) => {
  const { psp, mode, number, sequence, status } = sale;
  // Mollie's mandate comes to be with the money; Stripe keeps what a payer has tried.
  const isMade = psp === "mollie" ? sequence === "first" && status === "paid" : INTENTS[status];
  if (sale.mandate || !isMade) return;
  sale.mandate = (psp === "mollie" ? "mdt_" : "pm_") + number;
  if (psp === "stripe" && sale.customerCreation === "always") sale.customer = `cus_${number}`;
  const customer = sequence === "first" ? (sale.customer ?? null) : null;
  const born = { isRevoked: false, createdAt: Date.now() };
  psps.mandates.push({ id: sale.mandate, psp, mode, customer, ...born });
};

const tell = (psps, sale, event) => {
  if (!psps.calls) return;
  for (let times = psps.callTwice ? 2 : 1; times > 0; times -= 1) {
    const calling = call(psps, sale, event).finally(() => psps.underWay.delete(calling));
    psps.underWay.add(calling);
  }
};

const EVENTS = {
  paid: ["payment_intent.succeeded", "checkout.session.completed"],
  pending: ["payment_intent.processing", "checkout.session.completed"],
  arrived: ["payment_intent.succeeded", "checkout.session.async_payment_succeeded"],
  failed: ["payment_intent.payment_failed", "checkout.session.async_payment_failed"],
  expired: ["checkout.session.expired"],
  refunded: ["charge.refunded"],
  disputed: ["charge.dispute.created"],
};
const OBJECTS = ["checkout.session", "payment_intent", "charge.dispute", "charge"];

/** Mollie names the payment; Stripe signs events. Neither cares for the answers here. */
const call = async (psps, sale, event) => {
  if (sale.psp === "mollie") {
    // Mollie calls once there is an end.
    if (!sale.hook || event === "pending") return;
    const body = new URLSearchParams({ id: sale.id });
    await fetch(sale.hook, { method: "POST", body }).catch(() => {});
    return;
  }
  if (!psps.stripeHook) return;
  for (const type of EVENTS[event] ?? []) {
    const name = OBJECTS.find((one) => type.startsWith(`${one}.`));
    if (name === "checkout.session" && sale.sequence === "recurring") continue;
    const object = stripe(psps, name.replace("charge.", ""), sale);
    const body = JSON.stringify(stripe(psps, "event", { type, object }));
    const t = seconds(Date.now());
    const v1 = createHmac("sha256", STRIPE_SECRET).update(`${t}.${body}`).digest("hex");
    const headers = { "stripe-signature": `t=${t},v1=${v1}`, "content-type": "application/json" };
    await fetch(psps.stripeHook, { method: "POST", headers, body }).catch(() => {});
  }
};
