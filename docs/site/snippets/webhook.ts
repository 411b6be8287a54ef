// Verifies a webhook with WebCrypto, as Node, Deno, Bun and Workers have it.
const TOLERANCE_SECONDS = 300;

export interface WebhookEvent {
  id: string;
  event: string;
  [field: string]: unknown;
}

/** The event, if it is to be believed. `body` is what came over the wire, not JSON read before. */
export async function verify(
  body: Uint8Array<ArrayBuffer>,
  headers: Headers,
  secret: string,
): Promise<WebhookEvent> {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signatures = headers.get("webhook-signature") ?? "";
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^[0-9]{1,12}$/.test(timestamp) || age > TOLERANCE_SECONDS) {
    throw new Error("it was not signed just now");
  }
  const raw = bytes(secret.replace(/^whsec_/, ""));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", raw, hmac, false, ["verify"]);
  const signed = await new Blob([`${id}.${timestamp}.`, body]).arrayBuffer();
  // Two, while a secret is rotated. `verify` compares in constant time.
  for (const one of signatures.split(" ").filter((one) => one.startsWith("v1,"))) {
    if (await crypto.subtle.verify("HMAC", key, bytes(one.slice(3)), signed)) {
      return JSON.parse(new TextDecoder().decode(body));
    }
  }
  throw new Error("no signature fits body and secret");
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
