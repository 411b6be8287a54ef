// Mollie and Stripe on one port, with a page where a payer pays, fails or goes back: their APIs in
// their shapes, their calls as they make them. What is asked of Stripe, and what it answers, is
// held to its own description. Must not know PayLinkr.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { stripe as description, unfold, wrongs } from "./describe.mjs";
import { newFaults, newLog } from "./faults.mjs";

export const KEYS = {
  mollie: { test: `test_${"m".repeat(30)}`, live: `live_${"m".repeat(30)}` },
  stripe: { test: `sk_test_${"s".repeat(24)}`, live: `sk_live_${"s".repeat(24)}` },
};
export const STRIPE_SECRET = `whsec_${"w".repeat(32)}`;
const CENT_PLACES = 2;

/**
 * Starts it on a free port. `url` is the base of both APIs.
 *
 * `sales` are the payments, the oldest first: `{ id, psp, status, cents, … }` in Mollie's words;
 * `act(sale, status)` is what its buttons do, and calls; `refund(sale, cents)` and `dispute(sale,
 * status)` are what merchants and banks do afterwards. `calls` false loses the calls; `callTwice`
 * makes each of them twice. `fail(psp, fault)` and `heal()`: a fault is a `status`, `delayMs` or
 * `hang`, for `times` requests. `requests` and `count()` tell what was asked. `wrongs` is what was
 * not as Stripe describes it. `settled()` waits for the calls that are under way.
 *
 * @param {object} [options]
 * @param {string} [options.stripeHook] where Stripe's endpoint is, if it has one; can be set later
 */
export const startPsps = async ({ stripeHook } = {}) => {
  const faults = newFaults();
  const psps = {
    sales: [],
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
  };
  psps.act = (sale, status) => act(psps, sale, status);
  psps.refund = (sale, cents) => tell(psps, Object.assign(sale, { refunded: cents }), "refunded");
  psps.dispute = (sale, status) => {
    const dispute = { cents: sale.cents, status };
    tell(psps, Object.assign(sale, { dispute }), "disputed");
  };
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
  const type = psp === "mollie" ? "application/hal+json" : "application/json";
  response.writeHead(said.status, { "content-type": type }).end(JSON.stringify(said.body));
};

const passed = (ms, stopped) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    stopped.addEventListener("abort", () => done(clearTimeout(timer)), { once: true });
  });

const TITLES = { 401: "Unauthorized Request", 404: "Not Found", 422: "Unprocessable Entity" };

/** An error in a provider's shape. */
const refuse = (psp, status, detail = "It is not so.", field = undefined) => {
  const href = "https://docs.mollie.com/overview/handling-errors";
  const links = { documentation: { href, type: "text/html" } };
  const title = TITLES[status] ?? "Error";
  const mollie = { status, title, detail, ...(field && { field }), _links: links };
  const stripe = { error: { type: "invalid_request_error", message: detail } };
  return { status, body: psp === "mollie" ? mollie : stripe };
};

const api = (psps, psp, request, url, body) => {
  const key = request.headers.authorization?.replace("Bearer ", "");
  const mode = Object.keys(KEYS[psp]).find((one) => KEYS[psp][one] === key);
  if (!mode) return refuse(psp, 401, "Missing authentication, or failed to authenticate");
  const expand = url.searchParams.getAll("expand[]");
  const [, , ...rest] = url.pathname.split("/");
  const list = psp === "mollie" ? "payments" : "checkout/sessions";
  const path = rest.join("/");
  if (path === "disputes") return disputes(psps, url.searchParams.get("payment_intent"));
  if (path === list && request.method === "POST") {
    return begin(psps, psp, mode, body, request.headers["idempotency-key"]);
  }
  if (path === list) return { status: 200, body: { count: 0, data: [], has_more: false } };
  const [id, verb] = path.slice(list.length + 1).split("/");
  const sale = psps.sales.find((one) => one.id === id && one.mode === mode && one.psp === psp);
  if (!sale) return refuse(psp, 404, `No payment exists with token ${id}.`);
  if (request.method === "DELETE" || verb === "expire") {
    if (sale.status !== "open") return refuse(psp, psp === "mollie" ? 422 : 400, "It is not open");
    sale.status = psp === "mollie" ? "canceled" : "expired";
  }
  return { status: 200, body: shape(psps, sale, expand) };
};

const begin = (psps, psp, mode, body, key) => {
  const known = psps.once.get(`${mode} ${key}`);
  if (known && known.body !== body) return refuse(psp, 400, "Another body under the same key");
  const sale = known?.sale ?? open(psps, psp, mode, body);
  if (sale.status === 422) return refuse(psp, 422, sale.detail, sale.field);
  psps.once.set(`${mode} ${key}`, { body, sale });
  const then = { ...sale, status: "open" };
  return { status: psp === "mollie" ? 201 : 200, body: shape(psps, then, []) };
};

const open = (psps, psp, mode, body) => {
  const number = String(psps.sales.length + 1).padStart(8, "0");
  const facts = psp === "mollie" ? mollieOrder(body) : stripeOrder(psps, body);
  if (facts.status === 422) return facts;
  const id = psp === "mollie" ? `tr_${number}` : `cs_${mode}_${number}`;
  const createdAt = Date.now();
  const sale = { id, psp, mode, status: "open", refunded: 0, dispute: null, createdAt, ...facts };
  psps.sales.push(sale);
  return sale;
};

const mollieOrder = (body) => {
  const order = JSON.parse(body);
  for (const field of ["amount", "description", "redirectUrl"]) {
    if (!order[field]) return { status: 422, detail: `The ${field} is missing`, field };
  }
  const { currency, value } = order.amount;
  if (!/^\d+\.\d{2}$/.test(value)) return { status: 422, detail: "Bad amount", field: "amount" };
  const { description, redirectUrl, webhookUrl, metadata } = order;
  const cents = Number(value.replace(".", ""));
  return { cents, currency, description, back: redirectUrl, hook: webhookUrl, metadata };
};

const stripeOrder = (psps, body) => {
  const form = unfold(new URLSearchParams(body));
  psps.wrongs.push(...wrongs(form, psps.description.form, "the form", true));
  const [item] = form.line_items;
  const { currency, unit_amount: cents, product_data: product } = item.price_data;
  return {
    cents: Number(cents),
    currency: currency.toUpperCase(),
    description: product.name,
    back: form.success_url,
    cancel: form.cancel_url,
    hook: undefined,
    metadata: form.metadata,
    reference: form.client_reference_id,
    expiresAt: Number(form.expires_at) * 1_000,
  };
};

const disputes = (psps, intent) => {
  const sale = psps.sales.find((one) => intentOf(one) === intent && one.dispute);
  const data = sale ? [shapes.dispute(sale)] : [];
  psps.wrongs.push(...data.flatMap((one) => held(psps, "dispute", one)));
  return { status: 200, body: { object: "list", data, has_more: false, url: "/v1/disputes" } };
};

const held = (psps, name, value) => wrongs(value, psps.description.objects[name], name);
const intentOf = (sale) => sale.id.replace("cs_", "pi_");
const seconds = (ms) => Math.floor(ms / 1_000);
const isPaid = (sale) => sale.status === "paid";
// As Stripe has it: complete is not paid.
const STATES = { open: "open", expired: "expired", canceled: "expired" };
const INTENTS = { paid: "succeeded", pending: "processing", failed: "requires_payment_method" };

const shape = (psps, sale, expand) => {
  if (sale.psp === "mollie") return shapes.payment(psps, sale);
  const session = shapes.session(psps, sale);
  psps.wrongs.push(...held(psps, "checkout.session", session));
  if (INTENTS[sale.status] && expand.includes("payment_intent.latest_charge")) {
    const intent = shapes.intent(sale);
    psps.wrongs.push(...held(psps, "payment_intent", intent));
    if (isPaid(sale)) {
      intent.latest_charge = shapes.charge(sale);
      psps.wrongs.push(...held(psps, "charge", intent.latest_charge));
    }
    session.payment_intent = intent;
  }
  return session;
};

const shapes = {
  payment(psps, sale) {
    const { currency } = sale;
    const money = (cents) => ({ value: (cents / 100).toFixed(CENT_PLACES), currency });
    const instant = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");
    const link = (href) => ({ href, type: "text/html" });
    const page = link(`${psps.url}/checkout/${sale.id}`);
    const checkout = sale.status === "open" && { checkout: page };
    return {
      resource: "payment",
      id: sale.id,
      mode: sale.mode,
      createdAt: instant(sale.createdAt),
      amount: money(sale.cents),
      description: sale.description,
      method: sale.status === "open" ? null : "ideal",
      metadata: sale.metadata,
      status: sale.status,
      isCancelable: sale.status === "open",
      details: null,
      profileId: "pfl_2A1gacu42V",
      sequenceType: "oneoff",
      redirectUrl: sale.back,
      ...(sale.hook && { webhookUrl: sale.hook }),
      ...(sale.status === "open" && { expiresAt: instant(sale.createdAt + 900_000) }),
      ...(sale.paidAt && { paidAt: instant(sale.paidAt) }),
      ...(sale.refunded && { amountRefunded: money(sale.refunded) }),
      ...(sale.dispute && { amountChargedBack: money(sale.dispute.cents) }),
      _links: {
        self: { href: `${psps.url}/v2/payments/${sale.id}`, type: "application/hal+json" },
        ...checkout,
        documentation: link("https://docs.mollie.com/reference/get-payment"),
      },
    };
  },
  session: (psps, sale) => ({
    id: sale.id,
    object: "checkout.session",
    amount_subtotal: sale.cents,
    amount_total: sale.cents,
    automatic_tax: { enabled: false, liability: null, status: null },
    cancel_url: sale.cancel,
    client_reference_id: sale.reference,
    created: seconds(sale.createdAt),
    currency: sale.currency.toLowerCase(),
    custom_fields: [],
    custom_text: {},
    expires_at: seconds(sale.expiresAt),
    livemode: sale.mode === "live",
    metadata: sale.metadata,
    mode: "payment",
    payment_intent: INTENTS[sale.status] ? intentOf(sale) : null,
    payment_method_types: ["card", "ideal"],
    payment_status: isPaid(sale) ? "paid" : "unpaid",
    shipping_options: [],
    status: STATES[sale.status] ?? "complete",
    success_url: sale.back,
    url: sale.status === "open" ? `${psps.url}/checkout/${sale.id}` : null,
  }),
  intent: (sale) => ({
    id: intentOf(sale),
    object: "payment_intent",
    amount: sale.cents,
    created: seconds(sale.createdAt),
    currency: sale.currency.toLowerCase(),
    latest_charge: null,
    livemode: sale.mode === "live",
    metadata: sale.metadata,
    payment_method_types: ["card", "ideal"],
    status: INTENTS[sale.status],
  }),
  charge: (sale) => ({
    id: sale.id.replace("cs_", "ch_"),
    object: "charge",
    amount: sale.cents,
    amount_captured: sale.cents,
    amount_refunded: sale.refunded,
    captured: true,
    created: seconds(sale.paidAt),
    currency: sale.currency.toLowerCase(),
    disputed: sale.dispute !== null,
    livemode: sale.mode === "live",
    metadata: {},
    paid: true,
    payment_intent: intentOf(sale),
    refunded: sale.refunded === sale.cents,
    status: "succeeded",
  }),
  dispute: (sale) => ({
    id: sale.id.replace("cs_", "dp_"),
    object: "dispute",
    amount: sale.dispute.cents,
    charge: sale.id.replace("cs_", "ch_"),
    created: seconds(Date.now()),
    currency: sale.currency.toLowerCase(),
    livemode: sale.mode === "live",
    metadata: {},
    payment_intent: intentOf(sale),
    reason: "fraudulent",
    status: sale.dispute.status,
  }),
};

const BUTTONS = { paid: "Pay", pending: "Pay later", failed: "Fail", canceled: "Cancel" };

/** The provider's own page, with a button for each end, and back to the shop from there. */
const checkout = async (psps, method, url, response) => {
  const [, , id, status] = url.pathname.split("/");
  const sale = psps.sales.find((one) => one.id === id);
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
  // A payer who fails at Stripe stays on its page.
  sale.status = sale.psp === "stripe" && status === "canceled" ? "open" : status;
  if (status === "paid") sale.paidAt = Date.now();
  tell(psps, sale, status);
};

const tell = (psps, sale, status) => {
  if (!psps.calls) return;
  for (let times = psps.callTwice ? 2 : 1; times > 0; times -= 1) {
    const calling = call(psps, sale, status).finally(() => psps.underWay.delete(calling));
    psps.underWay.add(calling);
  }
};

const EVENTS = {
  paid: "checkout.session.completed",
  pending: "checkout.session.completed",
  failed: "checkout.session.async_payment_failed",
  expired: "checkout.session.expired",
  refunded: "charge.refunded",
  disputed: "charge.dispute.created",
};

/** Mollie names the payment; Stripe signs an event. Neither cares for the answer here. */
const call = async (psps, sale, status) => {
  if (sale.psp === "mollie") {
    const body = new URLSearchParams({ id: sale.id });
    return sale.hook && fetch(sale.hook, { method: "POST", body }).catch(() => {});
  }
  if (!EVENTS[status] || !psps.stripeHook) return undefined;
  const isOfCharge = EVENTS[status].startsWith("charge.");
  const object = isOfCharge ? shapes.charge(sale) : shapes.session(psps, sale);
  const event = { id: `evt_${crypto.randomUUID()}`, object: "event", type: EVENTS[status] };
  const body = JSON.stringify({ ...event, livemode: sale.mode === "live", data: { object } });
  const t = seconds(Date.now());
  const v1 = createHmac("sha256", STRIPE_SECRET).update(`${t}.${body}`).digest("hex");
  const headers = { "stripe-signature": `t=${t},v1=${v1}`, "content-type": "application/json" };
  return fetch(psps.stripeHook, { method: "POST", headers, body }).catch(() => {});
};
