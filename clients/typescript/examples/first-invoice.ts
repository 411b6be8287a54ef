// The README's example, and what the compiler must refuse. It is compiled by the tests, never run.
import { createPaylinkr } from "../src/index.js";
import type { Schema, WebhookEvent } from "../src/index.js";

const paylinkr = createPaylinkr({ baseUrl: "https://pay.example.com", apiKey: "plr_test_…" });

const { data, error, response } = await paylinkr.POST("/api/v1/invoices", {
  params: { header: { "Idempotency-Key": "order-9001" } },
  body: { title: "Consulting deposit", amount: "250.00", asset: "USDC", orderId: "ORD-9001" },
});
if (error) throw new Error(`${response.status} ${error.code}: ${error.error}`);
export const invoice: Schema<"Invoice"> = data;
export const payUrl: string = data.payUrl;

// @ts-expect-error there is no such path
await paylinkr.GET("/api/v1/nothing");

// @ts-expect-error `title` is required
await paylinkr.POST("/api/v1/invoices", { body: { amount: "250.00" } });

await paylinkr.POST("/api/v1/invoices", {
  // @ts-expect-error it is no asset
  body: { title: "Consulting deposit", amount: "250.00", asset: "DOGE" },
});

// @ts-expect-error answers have no such field
export const colour = data.colour;

export function orderOf(event: WebhookEvent): string | null {
  // @ts-expect-error not every event has an order
  event.orderId;
  return event.event === "invoice.paid" ? event.orderId : null;
}
