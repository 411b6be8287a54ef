// A typed client of PayLinkr's API: `openapi-fetch` with the types of its description. Knows where
// the API is and which key it shows; no operation.
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export { verifyWebhook, WebhookError } from "./webhook.js";
export type { WebhookEvent, WebhookHeaders, WebhookProblem } from "./webhook.js";
export type { components, operations, paths } from "./schema.js";

/** A schema of the description by its name, such as `Schema<"Invoice">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** `GET`, `POST` and so on, each typed by the description's paths. */
export type Paylinkr = Client<paths>;

export interface PaylinkrOptions {
  /** Where PayLinkr runs, such as `https://pay.example.com`. */
  baseUrl: string;
  /** `plr_test_…` or `plr_live_…`; left out, only what asks for no key is answered. */
  apiKey?: string;
  /** Sent as `X-Api-Origin`, for keys that list origins. */
  apiOrigin?: string;
  /** Instead of the runtime's own `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Nothing is kept, tried again or thrown away: one call is one request. */
export function createPaylinkr(options: PaylinkrOptions): Paylinkr {
  const { baseUrl, apiKey, apiOrigin, fetch } = options;
  return createClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    headers: {
      ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
      ...(apiOrigin !== undefined && { "X-Api-Origin": apiOrigin }),
    },
  });
}
