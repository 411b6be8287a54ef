// Verifies PayLinkr's webhooks (Standard Webhooks 1.0.0) with WebCrypto, as Node 20, Deno, Workers
// and browsers have it. Must not know what an event means.
import type { webhooks } from "./schema.js";

type Bodies = {
  [Name in keyof webhooks]: webhooks[Name]["post"]["requestBody"]["content"]["application/json"];
};

/** What a webhook tells; `event` says which fields it has. A newer PayLinkr may tell of more. */
export type WebhookEvent = Bodies[keyof Bodies];

/** As `fetch` has headers, or as Node's `request.headers`, whose names are in lower case. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/** Why a webhook is not believed. */
export type WebhookProblem =
  | "header_missing"
  | "timestamp_invalid"
  | "timestamp_out_of_window"
  | "secret_invalid"
  | "signature_invalid"
  | "body_unreadable";

export class WebhookError extends Error {
  override readonly name = "WebhookError";

  constructor(readonly problem: WebhookProblem, message: string) {
    super(message);
  }
}

export interface WebhookWindow {
  /** When it is, in milliseconds; the runtime's own clock unless given. */
  now?: number;
  /** How far the signed time may be from that, in seconds; 300 unless given. */
  toleranceSeconds?: number;
}

/**
 * The event, if one of the signatures fits these bytes and the secret (`whsec_…`).
 *
 * `body` is what came over the wire, never JSON that was read and written again. The same event may
 * come twice and late: whoever handles it remembers its `id`.
 *
 * @throws {WebhookError} if it is not to be believed
 */
export async function verifyWebhook(
  body: Uint8Array,
  headers: WebhookHeaders,
  secret: string,
  { now = Date.now(), toleranceSeconds = 300 }: WebhookWindow = {},
): Promise<WebhookEvent> {
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature");
  // Digits only: what else `Number` reads was never signed by us.
  if (!/^[0-9]{1,12}$/.test(timestamp)) {
    throw new WebhookError("timestamp_invalid", "webhook-timestamp is no number of seconds");
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) {
    const text = `webhook-timestamp is not within ${toleranceSeconds} s of now`;
    throw new WebhookError("timestamp_out_of_window", text);
  }
  const key = await keyOf(secret);
  const signed = join(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  // While a secret is rotated, there are two. All are compared, and each in constant time, which
  // `verify` does.
  const fits = await Promise.all(
    versions(signatures).map((one) => crypto.subtle.verify("HMAC", key, one, signed)),
  );
  if (!fits.includes(true)) {
    throw new WebhookError("signature_invalid", "no signature fits body and secret");
  }
  return eventOf(body);
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value === "string" && value !== "") return value;
  throw new WebhookError("header_missing", `the header ${name} is missing`);
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.startsWith("whsec_") ? secret.slice(6) : secret);
  if (bytes === undefined || bytes.length === 0) {
    throw new WebhookError("secret_invalid", "the secret is not whsec_ and Base64");
  }
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
}

/** The signatures of version 1, as bytes: `v1,BASE64 v1,BASE64`. */
function versions(signatures: string): Uint8Array<ArrayBuffer>[] {
  return signatures
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .flatMap((one) => bytesOf(one.slice(3)) ?? []);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function eventOf(body: Uint8Array): WebhookEvent {
  try {
    const event: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (isEvent(event)) return event;
  } catch {
    // Told below.
  }
  throw new WebhookError("body_unreadable", "the body is signed, and is no event");
}

function isEvent(value: unknown): value is WebhookEvent {
  return typeof value === "object" && value !== null && "event" in value
    && typeof value.event === "string";
}
