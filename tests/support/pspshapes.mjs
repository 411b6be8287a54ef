// What Mollie's and Stripe's APIs answer, in their shapes: payments, customers, mandates, errors,
// events. Knows what a sale and a mandate of psp.mjs are; asks nobody and changes nothing.
import { wrongs } from "./describe.mjs";

const CENT_PLACES = 2;
const OPEN_MS = 900_000;

export const seconds = (ms) => Math.floor(ms / 1_000);
/** The PaymentIntent of a session; of one that nobody was there for it is the id. */
export const intentOf = (sale) => sale.id.replace("cs_", "pi_");
const chargeOf = (sale) => sale.id.replace(/^(cs|pi)_/, "ch_");
const isPaid = (sale) => sale.status === "paid";
// As Stripe has it: complete is not paid.
const STATES = { open: "open", expired: "expired", canceled: "expired" };
/** The state of a sale in Stripe's words; none before its payer has paid or failed. */
export const INTENTS = {
  paid: "succeeded",
  pending: "processing",
  failed: "requires_payment_method",
};

const TITLES = { 401: "Unauthorized Request", 404: "Not Found", 422: "Unprocessable Entity" };

/** An error in a provider's shape; `more` is what it has besides. */
export const refuse = (psp, status, detail = "It is not so.", more = {}) => {
  const href = "https://docs.mollie.com/overview/handling-errors";
  const links = { documentation: { href, type: "text/html" } };
  const title = TITLES[status] ?? "Error";
  const mollie = { status, title, detail, ...more, _links: links };
  const stripe = { error: { type: "invalid_request_error", message: detail, ...more } };
  return { status, body: psp === "mollie" ? mollie : stripe };
};

const instant = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");
const link = (href) => ({ href, type: "text/html" });
const self = (href) => ({ href, type: "application/hal+json" });
const docs = (page) => link(`https://docs.mollie.com/reference/${page}`);

/** Mollie's objects; `url` is the base of its API. */
export const mollie = {
  payment: (url, sale) => {
    const { currency, status } = sale;
    const money = (cents) => ({ value: (cents / 100).toFixed(CENT_PLACES), currency });
    const isOpen = status === "open";
    return {
      resource: "payment",
      id: sale.id,
      mode: sale.mode,
      createdAt: instant(sale.createdAt),
      amount: money(sale.cents),
      description: sale.description,
      // Who lets later ones be charged pays by card.
      method: isOpen ? null : sale.sequence === "oneoff" ? "ideal" : "creditcard",
      metadata: sale.metadata,
      status,
      isCancelable: isOpen,
      details: null,
      profileId: "pfl_2A1gacu42V",
      ...(sale.customer && { customerId: sale.customer }),
      ...(sale.mandate && { mandateId: sale.mandate }),
      sequenceType: sale.sequence,
      ...(sale.back && { redirectUrl: sale.back }),
      ...(sale.hook && { webhookUrl: sale.hook }),
      ...(isOpen && { expiresAt: instant(sale.createdAt + OPEN_MS) }),
      ...(sale.paidAt && { paidAt: instant(sale.paidAt) }),
      ...(sale.failedAt && { failedAt: instant(sale.failedAt) }),
      ...(sale.refunded && { amountRefunded: money(sale.refunded) }),
      ...(sale.dispute && { amountChargedBack: money(sale.dispute.cents) }),
      _links: {
        self: self(`${url}/v2/payments/${sale.id}`),
        ...(isOpen && { checkout: link(`${url}/checkout/${sale.id}`) }),
        documentation: docs("get-payment"),
      },
    };
  },
  customer: (url, customer) => ({
    resource: "customer",
    id: customer.id,
    mode: customer.mode,
    name: customer.name ?? null,
    email: customer.email ?? null,
    locale: customer.locale ?? null,
    metadata: customer.metadata ?? null,
    createdAt: instant(customer.createdAt),
    _links: {
      self: self(`${url}/v2/customers/${customer.id}`),
      dashboard: link(`https://www.mollie.com/dashboard/org_1/customers/${customer.id}`),
      documentation: docs("create-customer"),
    },
  }),
  mandate: (url, mandate) => ({
    resource: "mandate",
    id: mandate.id,
    mode: mandate.mode,
    status: mandate.isRevoked ? "invalid" : "valid",
    method: "creditcard",
    details: { cardHolder: "Alex Buyer", cardNumber: "4242", cardLabel: "Visa" },
    mandateReference: null,
    signatureDate: instant(mandate.createdAt).slice(0, 10),
    customerId: mandate.customer,
    createdAt: instant(mandate.createdAt),
    _links: {
      self: self(`${url}/v2/customers/${mandate.customer}/mandates/${mandate.id}`),
      customer: self(`${url}/v2/customers/${mandate.customer}`),
      documentation: docs("get-mandate"),
    },
  }),
};

const CARD = { brand: "visa", exp_month: 8, exp_year: 2030, funding: "credit", last4: "4242" };
const BILLING = { address: null, email: null, name: null, phone: null };
const DECLINED = {
  code: "card_declined",
  decline_code: "insufficient_funds",
  doc_url: "https://stripe.com/docs/error-codes/card-declined",
  message: "Your card has insufficient funds.",
};

/** Stripe's objects, each without those that only `expand` brings. */
const plain = {
  "checkout.session": (sale, url) => ({
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
    // There is one once the payer has paid.
    customer: sale.customer ?? null,
    customer_creation: sale.customerCreation,
    customer_email: sale.email ?? null,
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
    url: sale.status === "open" ? `${url}/checkout/${sale.id}` : null,
  }),
  payment_intent: (sale) => {
    const hasFailed = sale.status === "failed";
    const isLater = sale.sequence === "recurring";
    return {
      id: intentOf(sale),
      object: "payment_intent",
      amount: sale.cents,
      capture_method: "automatic_async",
      confirmation_method: "automatic",
      created: seconds(sale.createdAt),
      currency: sale.currency.toLowerCase(),
      customer: sale.customer ?? null,
      description: isLater ? sale.description : null,
      last_payment_error: hasFailed ? { type: "card_error", ...DECLINED } : null,
      latest_charge: isPaid(sale) || hasFailed ? chargeOf(sale) : null,
      livemode: sale.mode === "live",
      metadata: sale.metadata,
      // What was declined is taken off it.
      payment_method: hasFailed ? null : sale.mandate,
      payment_method_types: ["card", "ideal"],
      setup_future_usage: sale.sequence === "first" ? "off_session" : null,
      status: INTENTS[sale.status],
    };
  },
  charge: (sale) => ({
    id: chargeOf(sale),
    object: "charge",
    amount: sale.cents,
    amount_captured: isPaid(sale) ? sale.cents : 0,
    amount_refunded: sale.refunded,
    billing_details: BILLING,
    captured: isPaid(sale),
    created: seconds(sale.paidAt ?? sale.failedAt),
    currency: sale.currency.toLowerCase(),
    customer: sale.customer ?? null,
    disputed: sale.dispute !== null,
    failure_code: isPaid(sale) ? null : DECLINED.code,
    failure_message: isPaid(sale) ? null : DECLINED.message,
    livemode: sale.mode === "live",
    metadata: {},
    paid: isPaid(sale),
    payment_intent: intentOf(sale),
    payment_method: sale.mandate,
    payment_method_details: { type: "card", card: CARD },
    refunded: sale.refunded === sale.cents,
    status: isPaid(sale) ? "succeeded" : "failed",
  }),
  payment_method: (mandate) => ({
    id: mandate.id,
    object: "payment_method",
    billing_details: BILLING,
    card: CARD,
    created: seconds(mandate.createdAt),
    // One that was taken away is nobody's.
    customer: mandate.isRevoked ? null : mandate.customer,
    livemode: mandate.mode === "live",
    metadata: {},
    type: "card",
  }),
  dispute: (sale) => ({
    id: sale.id.replace(/^(cs|pi)_/, "dp_"),
    object: "dispute",
    amount: sale.dispute.cents,
    charge: chargeOf(sale),
    created: seconds(Date.now()),
    currency: sale.currency.toLowerCase(),
    livemode: sale.mode === "live",
    metadata: {},
    payment_intent: intentOf(sale),
    reason: "fraudulent",
    status: sale.dispute.status,
  }),
  event: ({ type, object }) => ({
    id: `evt_${crypto.randomUUID().replaceAll("-", "")}`,
    object: "event",
    api_version: "2024-06-20",
    created: seconds(Date.now()),
    data: { object },
    livemode: object.livemode,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }),
};

/**
 * One of Stripe's objects, by its name; what is not as Stripe describes it goes to `psps.wrongs`.
 * `expand` are the names of what is to be an object and not an id, as Stripe's paths.
 */
export const stripe = (psps, name, from, expand = []) => {
  const object = plain[name](from, psps.url);
  psps.wrongs.push(...wrongs(object, psps.description.objects[name], name));
  const inner = (prefix) =>
    expand.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  if (expand.includes("latest_charge") && object.latest_charge) {
    object.latest_charge = stripe(psps, "charge", from);
  }
  if (expand.some((path) => path.startsWith("payment_intent")) && object.payment_intent) {
    object.payment_intent = stripe(psps, "payment_intent", from, inner("payment_intent."));
  }
  return object;
};

/** What is answered to a charge that was declined while nobody was there. */
export const declined = (psps, sale, mandate) => {
  const error = {
    type: "card_error",
    charge: chargeOf(sale),
    ...DECLINED,
    payment_intent: stripe(psps, "payment_intent", sale),
    payment_method: stripe(psps, "payment_method", mandate),
  };
  psps.wrongs.push(...wrongs(error, psps.description.objects.api_errors, "the error"));
  return { status: 402, body: { error } };
};
