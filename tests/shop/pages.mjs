// The pages of the demo shop as text. Knows orders as the shop keeps them, and of PayLinkr only the
// script tag that any merchant would paste.
import { createHash } from "node:crypto";
import { ASSET, PRODUCTS } from "./products.mjs";
import { STYLE } from "./style.mjs";

const CUP = `<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2.4" stroke-linecap="round"><path d="M5 13h18v7a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7z"/>
  <path d="M23 15h2a3 3 0 0 1 0 6h-2M11 4q-2 2 0 4M17 4q-2 2 0 4"/></svg>`;
export const TICK = `<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">
  <circle cx="12" cy="12" r="10"/>
  <path d="M7.5 12.5l3 3 6-7"/></svg>`;
const CLOCK = `<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2.5" stroke-linecap="round"><circle cx="12" cy="12" r="10"/>
  <path d="M12 7v5l3 2"/></svg>`;

export const escape = (text) =>
  String(text).replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);

// A policy as strict as a careful shop's: our sheet by its hash, PayLinkr's origin by its name.
export const policyFor = (payOrigin) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
    `script-src 'self' ${payOrigin}`,
    `frame-src ${payOrigin}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export const page = (title, body, head = "") => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Example Coffee</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
${head}
</head>
<body>
<header><div class="wide"><a class="brand" href="/">${CUP}Example Coffee</a>
<span class="soft small">Delivery is free</span></div></header>
${body}
<footer><div class="wide soft small">Example Coffee, example.com. A demonstration shop: it takes
test money only and sends nothing.</div></footer>
</body>
</html>
`;

const shelfItem = ({ id, name, notes, about, amount, picture }) => `<li>
${picture}
<h2>${name}</h2>
<p class="soft">${notes}</p>
<p class="small">${about}</p>
<p class="price">${amount} ${ASSET}</p>
<form method="post" action="/orders"><input type="hidden" name="product" value="${id}">
<button>Buy ${name}</button></form>
</li>`;

// `more` stands below the shelf.
export const shopPage = (more = "") =>
  page(
    "Fresh beans",
    `<main class="wide">
<div class="hero"><h1>Small batches, roasted on Tuesdays</h1>
<p class="soft">Three coffees, always fresh. Ordered by Monday night, roasted in the morning, in
your letterbox on Thursday.</p></div>
<ul class="shelf">${PRODUCTS.map(shelfItem).join("\n")}</ul>
${more}
</main>`,
  );

const summary = ({ id, product }) => `<div class="line">${product.picture}
<div><h2>${product.name}</h2><p class="soft small">${product.notes}</p></div></div>
<dl><dt>Order</dt><dd>${id}</dd><dt>1 bag, 250&nbsp;g</dt><dd>${product.amount} ${ASSET}</dd>
<dt>Delivery</dt><dd>Free</dd>
<dt class="sum">Total</dt><dd class="sum">${product.amount} ${ASSET}</dd></dl>`;

const container = ({ id, product, invoice }) =>
  product.mode === "overlay"
    ? `<div class="card stack"><h2>Payment</h2>
<p class="soft">You pay from your own wallet. A window opens over this page.</p>
<div data-paylinkr-invoice="${escape(invoice)}" data-paylinkr-mode="overlay"
data-paylinkr-width="440">Pay ${product.amount} ${ASSET}</div></div>`
    : `<div class="inline" data-paylinkr-invoice="${escape(invoice)}" data-paylinkr-width="440"
data-paylinkr-height="560" data-paylinkr-label="Pay order ${id}"></div>`;

export const checkoutPage = (order, payOrigin) =>
  page(
    `Pay order ${order.id}`,
    `<main class="wide desk">
<div class="stack"><h1>Almost yours</h1>
<div class="card stack">${summary(order)}</div>
<div class="notice good" role="status" id="paid" hidden>${TICK}<p>Your payment was seen.
<a href="/orders/${order.id}">View order ${order.id}</a></p></div>
<noscript><p><a class="button" href="${escape(order.payUrl)}">Pay ${sum(order)}</a></p></noscript>
<p class="soft small">We send the bill to ${escape(order.email)}. Questions? Write to
<a href="mailto:hello@example.com">hello@example.com</a>.</p></div>
${container(order)}
</main>`,
    `<script src="${payOrigin}/widget/subscription.js" async></script>
<script src="/checkout.js" defer></script>`,
  );

const sum = (order) => `${order.product.amount} ${ASSET}`;

// What the shop says of an order, by the status that the last signed webhook told.
const SAYS = {
  paid: ["Paid", "Thank you. We roast on Tuesday and write to you when your bag is on its way."],
  pending: ["Payment on its way", "Your payment was seen and is being confirmed."],
  partially_paid: ["Partly paid", "A part of the sum arrived. The rest can be paid any time."],
  expired: ["Not paid in time", "The time to pay is over. Nothing is lost: write to us."],
  cancelled: ["Cancelled", "This order was cancelled."],
  unpaid: ["Waiting for your payment", "This page changes by itself when it arrives."],
};

const payAgain = (order) =>
  `<a class="button" href="/checkout/${order.id}">Pay ${sum(order)}</a>`;

export const orderPage = (order) => {
  const [heading, words] = SAYS[order.status] ?? SAYS.unpaid;
  const paid = order.status === "paid";
  const open = ["unpaid", "pending", "partially_paid"].includes(order.status);
  return page(
    `Order ${order.id}`,
    `<main class="narrow stack" data-order="${order.id}" data-status="${escape(order.status)}">
<h1>Order ${order.id}</h1>
<div class="notice ${paid ? "good" : ""}" role="status">${paid ? TICK : CLOCK}
<p><strong>${heading}</strong><br>${words}</p></div>
<div class="card stack">${summary(order)}</div>
<p class="actions">${open ? payAgain(order) : ""}<a href="/">Back to the shop</a></p>
</main>`,
    open
      ? `<script src="/order.js" defer></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>`
      : "",
  );
};

const again = ({ id }) => `<form method="post" action="/orders">
<input type="hidden" name="order" value="${id}"><button>Try again</button></form>`;

// Whatever kept the shop from showing a payment, with the way on.
export const troublePage = (heading, words, order) =>
  page(
    heading,
    `<main class="narrow stack"><h1>${escape(heading)}</h1><p>${escape(words)}</p>
${order ? again(order) : ""}
<p><a href="/">Back to the shop</a></p></main>`,
  );

// The shop's own two scripts. A browser's word is only a reason to look; the webhook decides.
export const SCRIPTS = {
  "/checkout.js": `document.addEventListener("paylinkr:status", ({ detail }) => {
  if (detail.status === "paid") document.getElementById("paid").hidden = false;
});
`,
  "/order.js": `const main = document.querySelector("main");
const look = async () => {
  const answer = await fetch("/orders/" + main.dataset.order + "/status").catch(() => null);
  const status = answer && answer.ok ? await answer.text() : main.dataset.status;
  if (status === main.dataset.status) setTimeout(look, 1000);
  else location.reload();
};
setTimeout(look, 1000);
`,
};
