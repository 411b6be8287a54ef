// What can be asked of the stand-in of Mollie and Stripe, and what that does: payments are begun,
// taken back and told of, customers made, mandates used. Requests of Stripe's are held to its
// description. Knows the state that psp.mjs keeps; calls nobody.
import { unfold, wrongs } from "./describe.mjs";
import { declined, INTENTS, intentOf, mollie, refuse, stripe } from "./pspshapes.mjs";

export const KEYS = {
  mollie: { test: `test_${"m".repeat(30)}`, live: `live_${"m".repeat(30)}` },
  stripe: { test: `sk_test_${"s".repeat(24)}`, live: `sk_live_${"s".repeat(24)}` },
};
const DIGITS = 8;

/** The answer to a request: its status and its body. */
export const api = (psps, psp, request, url, body) => {
  const key = request.headers.authorization?.replace("Bearer ", "");
  const mode = Object.keys(KEYS[psp]).find((one) => KEYS[psp][one] === key);
  if (!mode) return refuse(psp, 401, "Missing authentication, or failed to authenticate");
  const asked = { psps, psp, mode, url, body, path: url.pathname, method: request.method };
  asked.once = request.headers["idempotency-key"];
  const called = `${request.method} ${url.pathname}`;
  const [pattern, act] = ROUTES.find(([one]) => one.test(called)) ?? [];
  if (!act) return refuse(psp, 404, `Unrecognized request URL (${called}).`);
  return act(asked, ...called.match(pattern).slice(1));
};

const done = (body, status = 200) => ({ status, body });
const isOf = ({ psp, mode }, one) => one.psp === psp && one.mode === mode;
const gone = ({ psp }, id) => refuse(psp, 404, `There is nothing with the id ${id}.`);

/** What is asked again under the same key is not done again: it is answered as it was. */
const once = (act) => (asked, ...names) => {
  const { psps, psp, mode, path, body } = asked;
  const key = asked.once && `${psp} ${mode} ${asked.once}`;
  const known = psps.once.get(key);
  if (known && (known.path !== path || known.body !== body)) {
    const type = psp === "stripe" && { type: "idempotency_error" };
    return refuse(psp, 400, "Another request under the same key", type || {});
  }
  const answer = known?.answer ?? act(asked, ...names);
  // A request that could not be taken has done nothing; a card that was declined has.
  const counts = answer.status < 400 || answer.status === 402;
  if (key && counts) psps.once.set(key, { path, body, answer: structuredClone(answer) });
  return answer;
};

const numberOf = (list) => String(list.length + 1).padStart(DIGITS, "0");

const newSale = ({ psps, psp, mode }, prefix, facts) => {
  const number = numberOf(psps.sales);
  const born = { status: "open", refunded: 0, dispute: null, createdAt: Date.now(), mandate: null };
  const sale = { id: prefix + number, number, psp, mode, ...born, sequence: "oneoff", ...facts };
  psps.sales.push(sale);
  return sale;
};

// Mollie.

const newCustomer = ({ psps, psp, mode, body }) => {
  const { name, email, locale, metadata } = JSON.parse(body);
  const id = `cst_${numberOf(psps.customers)}`;
  const customer = { id, psp, mode, name, email, locale, metadata, createdAt: Date.now() };
  psps.customers.push(customer);
  return done(mollie.customer(psps.url, customer), 201);
};

const mollieMandate = (asked, customer, id) => {
  const mandate = asked.psps.mandates.find((one) => isOf(asked, one) && one.id === id);
  if (mandate?.customer !== customer) return gone(asked, id);
  return done(mollie.mandate(asked.psps.url, mandate));
};

const molliePayment = (asked) => {
  const order = JSON.parse(asked.body);
  const { psps } = asked;
  const sequence = order.sequenceType ?? "oneoff";
  const no = (field, detail) => refuse("mollie", 422, detail, { field });
  // Nobody comes back from where nobody was.
  const needed = ["amount", "description", ...(sequence === "recurring" ? [] : ["redirectUrl"])];
  const missing = needed.find((field) => !order[field]);
  if (missing) return no(missing, `The ${missing} is missing`);
  const { currency, value } = order.amount;
  if (!/^\d+\.\d{2}$/.test(value)) return no("amount", "The amount is not valid");
  const { description, redirectUrl, webhookUrl, metadata, customerId: customer } = order;
  const isKnown = psps.customers.some((one) => isOf(asked, one) && one.id === customer);
  if (sequence !== "oneoff" && !isKnown) return no("customerId", "The customer is not known");
  const cents = Number(value.replace(".", ""));
  const facts = { cents, currency, description, back: redirectUrl, hook: webhookUrl, metadata };
  Object.assign(facts, { sequence, customer });
  if (sequence === "recurring") {
    const mandate = mandateOf(asked, customer, order.mandateId);
    if (!mandate) return no("mandateId", "There is no valid mandate");
    const sale = newSale(asked, "tr_", { ...facts, mandate: mandate.id });
    psps.act(sale, psps.charges.shift() ?? "paid");
    return done(mollie.payment(psps.url, sale), 201);
  }
  return done(mollie.payment(psps.url, newSale(asked, "tr_", facts)), 201);
};

/** A mandate that may be used: of this customer, of that name if one is asked for. */
const mandateOf = (asked, customer, id) =>
  asked.psps.mandates.find(
    (one) =>
      isOf(asked, one) && one.customer === customer && !one.isRevoked && (!id || one.id === id),
  );

/** What is of a customer, the newest first. */
const ofCustomer = (asked, customer) =>
  asked.psps.sales.filter((one) => isOf(asked, one) && one.customer === customer).reverse();

const molliePayments = (asked, customer) => {
  const payments = ofCustomer(asked, customer).map((sale) => mollie.payment(asked.psps.url, sale));
  const _links = { self: { href: asked.url.href, type: "application/hal+json" } };
  return done({ count: payments.length, _embedded: { payments }, _links });
};

// Stripe.

const formOf = ({ psps, path, body }) => {
  const form = unfold(new URLSearchParams(body));
  psps.wrongs.push(...wrongs(form, psps.description.forms[path], "the form", true));
  return form;
};

const newSession = (asked) => {
  const form = formOf(asked);
  const [item] = form.line_items;
  const { currency, unit_amount: cents, product_data: product } = item.price_data;
  const isFirst = form.payment_intent_data?.setup_future_usage === "off_session";
  const sale = newSale(asked, `cs_${asked.mode}_`, {
    cents: Number(cents),
    currency: currency.toUpperCase(),
    description: product.name,
    back: form.success_url,
    cancel: form.cancel_url,
    metadata: form.metadata,
    reference: form.client_reference_id,
    expiresAt: Number(form.expires_at) * 1_000,
    customerCreation: form.customer_creation ?? "if_required",
    email: form.customer_email,
    sequence: isFirst ? "first" : "oneoff",
  });
  return done(stripe(asked.psps, "checkout.session", sale));
};

const newIntent = (asked) => {
  const form = formOf(asked);
  const { psps, mode } = asked;
  if (form.confirm !== "true" || form.off_session !== "true") {
    return refuse("stripe", 400, "Only what nobody is there for is charged here.");
  }
  const mandate = mandateOf(asked, form.customer, form.payment_method);
  if (!mandate) {
    const why = "The provided PaymentMethod was detached from a Customer, or is of another.";
    return refuse("stripe", 400, why);
  }
  const sale = newSale(asked, `pi_${mode}_`, {
    cents: Number(form.amount),
    currency: form.currency.toUpperCase(),
    description: form.description,
    metadata: form.metadata,
    customer: form.customer,
    mandate: mandate.id,
    sequence: "recurring",
  });
  psps.act(sale, psps.charges.shift() ?? "paid");
  if (sale.status === "failed") return declined(psps, sale, mandate);
  return done(stripe(psps, "payment_intent", sale, form.expand));
};

const anIntent = (asked, id) => {
  const sale = asked.psps.sales.find((one) => isOf(asked, one) && intentOf(one) === id);
  // A session has one once its payer has tried.
  if (!INTENTS[sale?.status]) return gone(asked, id);
  return done(stripe(asked.psps, "payment_intent", sale, expanded(asked)));
};

const intents = (asked) => {
  const expand = expanded(asked).map((path) => path.replace("data.", ""));
  const begun = ofCustomer(asked, asked.url.searchParams.get("customer"));
  const data = begun
    .filter((sale) => INTENTS[sale.status])
    .map((sale) => stripe(asked.psps, "payment_intent", sale, expand));
  return done({ object: "list", data, has_more: false, url: asked.path });
};

const aMethod = (asked, id) => {
  const method = asked.psps.mandates.find((one) => isOf(asked, one) && one.id === id);
  return method ? done(stripe(asked.psps, "payment_method", method)) : gone(asked, id);
};

const disputes = ({ psps, url }) => {
  const intent = url.searchParams.get("payment_intent");
  const sale = psps.sales.find((one) => intentOf(one) === intent && one.dispute);
  const data = sale ? [stripe(psps, "dispute", sale)] : [];
  return done({ object: "list", data, has_more: false, url: "/v1/disputes" });
};

// Both.

const expanded = ({ url }) => url.searchParams.getAll("expand[]");
const list = () => done({ count: 0, data: [], has_more: false });

const aSale = (asked, id, verb) => {
  const { psps, psp } = asked;
  const isMollie = psp === "mollie";
  const sale = psps.sales.find((one) => isOf(asked, one) && one.id === id);
  if (!sale) return gone(asked, id);
  if (asked.method === "DELETE" || verb) {
    if (sale.status !== "open") return refuse(psp, isMollie ? 422 : 400, "It is not open");
    sale.status = isMollie ? "canceled" : "expired";
  }
  if (isMollie) return done(mollie.payment(psps.url, sale));
  return done(stripe(psps, "checkout.session", sale, expanded(asked)));
};

const ROUTES = [
  [/^POST \/v2\/customers$/, once(newCustomer)],
  [/^GET \/v2\/customers\/(\w+)\/mandates\/(\w+)$/, mollieMandate],
  [/^GET \/v2\/customers\/(\w+)\/payments$/, molliePayments],
  [/^POST \/v2\/payments$/, once(molliePayment)],
  [/^GET \/v2\/payments$/, list],
  [/^(?:GET|DELETE) \/v2\/payments\/(\w+)$/, aSale],
  [/^POST \/v1\/checkout\/sessions$/, once(newSession)],
  [/^GET \/v1\/checkout\/sessions$/, list],
  [/^GET \/v1\/checkout\/sessions\/(\w+)$/, aSale],
  [/^POST \/v1\/checkout\/sessions\/(\w+)\/(expire)$/, aSale],
  [/^POST \/v1\/payment_intents$/, once(newIntent)],
  [/^GET \/v1\/payment_intents$/, intents],
  [/^GET \/v1\/payment_intents\/(\w+)$/, anIntent],
  [/^GET \/v1\/payment_methods\/(\w+)$/, aMethod],
  [/^GET \/v1\/disputes$/, disputes],
];
