// Requests whose fields go together: what the compiler must take, and what it must refuse. It is
// compiled by the tests, never run.
import type { Schema } from "../src/index.js";

export const fixed: Schema<"LinkCreate"> = { title: "Tea", amount: "4.00", slug: "tea" };
export const chosen: Schema<"LinkCreate"> = { title: "Tea", allowCustomAmount: true };
// @ts-expect-error `title` is required
export const untitled: Schema<"LinkCreate"> = { amount: "4.00" };
// @ts-expect-error it is sold for an amount or for one that the payer chooses
export const both: Schema<"LinkCreate"> = { title: "Tea", amount: "1", allowCustomAmount: true };
// @ts-expect-error an amount is no list
export const listed: Schema<"LinkCreate"> = { title: "Tea", amount: ["4.00"] };
export const renamed: Schema<"LinkChange"> = { title: "Green tea" };

export const deposit: Schema<"InvoiceCreate"> = { title: "Consulting deposit", amount: "250.00" };
// @ts-expect-error it has no price
export const unpriced: Schema<"InvoiceCreate"> = { title: "Consulting deposit" };

const monthly = { title: "Support", interval: "MONTHLY", amount: "9.00" } as const;
export const plan: Schema<"PlanCreate"> = { ...monthly, customerEmail: "alex.buyer@example.com" };
// @ts-expect-error an interval is one of five words
export const hourly: Schema<"PlanCreate"> = { ...monthly, interval: "HOURLY" };
export const paused: Schema<"PlanChange"> = { action: "pause" };
// @ts-expect-error one price is given, and not two
export const priced: Schema<"PlanCreate"> = { ...monthly, expectedAmount: "9.00" };

export const donation: Schema<"LinksV0Create"> = {
  title: "Donation",
  url: "donation",
  linkType: "DONATION",
};
// @ts-expect-error a product has a price
export const free: Schema<"LinksV0Create"> = { ...donation, linkType: "PRODUCT" };
