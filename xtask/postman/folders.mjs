// The folders of the collection, in the order of a run: what a folder keeps, later ones use.
import { ACCOUNT, CUSTOMERS, HEALTH, WEBHOOKS } from "./account.mjs";
import { DESCRIPTION } from "./description.mjs";
import { CATALOGUE, LEGACY_API, LINKS_V0, PAYREQUEST } from "./dialects.mjs";
import { INVOICES } from "./invoices.mjs";
import { LINKS } from "./links.mjs";
import { PAYMENTS, SANDBOX } from "./payments.mjs";
import { PACKAGES, PLANS, SUBSCRIPTIONS } from "./subscriptions.mjs";

export const FOLDERS = [
  DESCRIPTION,
  INVOICES,
  LINKS,
  PACKAGES,
  SUBSCRIPTIONS,
  PLANS,
  PAYMENTS,
  WEBHOOKS,
  ACCOUNT,
  CUSTOMERS,
  SANDBOX,
  PAYREQUEST,
  LEGACY_API,
  CATALOGUE,
  LINKS_V0,
  HEALTH,
];
