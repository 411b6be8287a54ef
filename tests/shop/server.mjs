// A small shop on another origin than PayLinkr's: it makes orders, asks for invoices with its key,
// pastes the script tag, and believes nothing but signed webhooks. Knows the public API only.
import { randomInt, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { CLUB_SCRIPT, clubPage, clubTeaser, findOrMakeClub, noteMember } from "./club.mjs";
import { checkoutPage, orderPage, policyFor, SCRIPTS, shopPage, troublePage } from "./pages.mjs";
import { ASSET, productOf } from "./products.mjs";

export const WEBHOOK_PATH = "/webhooks/paylinkr";
const BUYER = { email: "alex.buyer@example.com", name: "Alex Buyer", ref: "cust_2048" };
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const API_PATIENCE_MS = 10_000;
const LARGEST_BODY = 64 * 1024;

/**
 * @param {object} options
 * @param {number} [options.port] a free one when left out
 * @param {string} options.api where the API is, `https://…/api/v1`
 * @param {string} options.key the merchant's test key
 * @param {string} options.webhookSecret `whsec_…`
 * @param {string} [options.publicUrl] where browsers reach PayLinkr; the API's origin when left out
 * @returns {Promise<{url: string, received: object[], close: () => Promise<void>}>}
 */
export async function startShop({ port = 0, api, key, webhookSecret, publicUrl }) {
  const shop = {
    api: api.replace(/\/$/, ""),
    key,
    payOrigin: new URL(publicUrl ?? api).origin,
    webhook: new Webhook(webhookSecret),
    orders: new Map(),
    received: [],
    members: new Map(),
    club: null,
    url: "",
  };
  const server = createServer((request, response) => {
    answer(shop, request, response).catch((error) => {
      console.error(`shop: ${error.stack}`);
      if (!response.headersSent) {
        html(shop, response, 500, troublePage("That did not work", "The shop made a mistake."));
      }
    });
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, "localhost", done));
  shop.url = `http://localhost:${server.address().port}`;
  await openClub(shop);
  return {
    url: shop.url,
    received: shop.received,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

async function answer(shop, request, response) {
  const { pathname } = new URL(request.url, shop.url);
  const [, room, id, more] = pathname.split("/");
  const order = shop.orders.get(id);
  if (request.method === "POST") {
    if (pathname === WEBHOOK_PATH) return hearWebhook(shop, request, response);
    if (pathname === "/orders") return makeOrder(shop, request, response);
  } else if (pathname === "/") {
    return html(shop, response, 200, shopPage(shop.club ? clubTeaser : ""));
  } else if (pathname === "/club") {
    return showClub(shop, response);
  } else if (pathname === "/club.js") {
    return send(response, 200, "text/javascript; charset=utf-8", CLUB_SCRIPT);
  } else if (SCRIPTS[pathname]) {
    return send(response, 200, "text/javascript; charset=utf-8", SCRIPTS[pathname]);
  } else if (order?.invoice && room === "checkout") {
    return html(shop, response, 200, checkoutPage(order, shop.payOrigin));
  } else if (order && room === "orders" && more === "status") {
    return send(response, 200, "text/plain; charset=utf-8", order.status);
  } else if (order && room === "orders") {
    return html(shop, response, 200, orderPage(order));
  }
  return html(shop, response, 404, troublePage("Not on our shelf", "There is no such page here."));
}

async function makeOrder(shop, request, response) {
  const form = new URLSearchParams((await bodyOf(request)).toString());
  const order = shop.orders.get(form.get("order")) ?? newOrder(shop, form.get("product"));
  if (!order) {
    return html(shop, response, 404, troublePage("Sold out", "We do not have this coffee."));
  }
  const trouble = order.invoice ? null : await askForInvoice(shop, order);
  if (trouble) return html(shop, response, 502, troublePage(...trouble, order));
  response.writeHead(303, { location: `/checkout/${order.id}` }).end();
}

function newOrder(shop, productId) {
  const product = productOf(productId);
  if (!product) return null;
  const letters = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]);
  const order = {
    id: `EC-${letters.join("")}`,
    product,
    email: BUYER.email,
    // A second try of the same order must not become a second invoice.
    attempt: randomUUID(),
    status: "unpaid",
    sequence: -1,
  };
  shop.orders.set(order.id, order);
  return order;
}

// Without its package the shop sells all the rest.
async function openClub(shop) {
  const call = async (method, path, body) => {
    const reply = await fetch(shop.api + path, {
      method,
      headers: { authorization: `Bearer ${shop.key}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(API_PATIENCE_MS),
    });
    return { ok: reply.ok, status: reply.status, body: await reply.json() };
  };
  try {
    shop.club = await findOrMakeClub(call);
  } catch (error) {
    console.error(`shop: there is no club: ${error.cause ?? error}`);
  }
}

async function showClub(shop, response) {
  if (!shop.club) await openClub(shop);
  if (!shop.club) {
    const words = "Nobody can join at the moment. Please come back in a minute.";
    return html(shop, response, 502, troublePage("The payment service does not answer", words));
  }
  const text = clubPage(shop.club, BUYER, shop.members.get(BUYER.ref), shop.payOrigin);
  return html(shop, response, 200, text);
}

// Answers nothing when it went well, else a heading and a sentence for the buyer.
async function askForInvoice(shop, order) {
  let reply;
  try {
    reply = await fetch(`${shop.api}/invoices`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${shop.key}`,
        "content-type": "application/json",
        "idempotency-key": order.attempt,
      },
      body: JSON.stringify({
        title: order.product.name,
        amount: order.product.amount,
        asset: ASSET,
        orderId: order.id,
        returnUrl: `${shop.url}/orders/${order.id}`,
        customerEmail: BUYER.email,
        customerName: BUYER.name,
      }),
      signal: AbortSignal.timeout(API_PATIENCE_MS),
    });
  } catch (error) {
    console.error(`shop: the API at ${shop.api} does not answer: ${error.cause ?? error}`);
    return [
      "The payment service does not answer",
      `Your order ${order.id} is kept and nothing was paid. Please try again in a minute.`,
    ];
  }
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) {
    console.error(`shop: the API refused order ${order.id}: ${reply.status}`, body);
    return [
      "The payment could not be prepared",
      `Your order ${order.id} is kept and nothing was paid. We were told: ${body.error}`,
    ];
  }
  Object.assign(order, { invoice: body.publicId, payUrl: body.payUrl });
  return null;
}

// Only a signed message changes an order, and an older one never undoes a newer one.
async function hearWebhook(shop, request, response) {
  let event;
  try {
    event = shop.webhook.verify((await bodyOf(request)).toString(), request.headers);
  } catch (error) {
    console.error(`shop: a webhook was refused: ${error.message}`);
    return send(response, 400, "text/plain; charset=utf-8", "signature does not match\n");
  }
  shop.received.push(event);
  noteMember(shop.members, event);
  const order = shop.orders.get(event.orderId);
  if (order && event.publicId === order.invoice && event.sequence > order.sequence) {
    Object.assign(order, { status: event.status, sequence: event.sequence });
  }
  response.writeHead(204).end();
}

async function bodyOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > LARGEST_BODY) throw new Error("a body over 64 KB");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function html(shop, response, status, text) {
  send(response, status, "text/html; charset=utf-8", text, {
    "content-security-policy": policyFor(shop.payOrigin),
  });
}

function send(response, status, type, text, headers = {}) {
  const kept = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  response.writeHead(status, { "content-type": type, ...kept, ...headers }).end(text);
}
