// How packages, subscriptions and plans are tried out: from a package to the invoice of a period
// that was closed and is opened again.
const PRO = {
  name: "Pro Support",
  slug: "pro-support-{{run}}",
  description: "Monthly support and account reviews",
  asset: "USDC",
  amount: "99.00",
  interval: "MONTHLY",
  widgetButtonLabel: "Start subscription",
};
const made = { id: "{{packageId}}" };
const it = { id: "{{subscriptionId}}" };
const bill = { id: "{{periodInvoiceId}}" };
const plan = { id: "{{planId}}" };

export const PACKAGES = {
  tag: "Subscription packages",
  steps: [
    { op: "create_package", body: PRO, expect: { amount: "99.00" }, keep: { packageId: "id" } },
    { op: "list_packages", query: { active: "true", limit: "10" } },
    { op: "get_package", path: { id: PRO.slug }, expect: { name: PRO.name } },
    {
      op: "change_package",
      path: made,
      body: { graceDays: 5 },
      expect: { graceDays: 5 },
    },
    { op: "get_package_schedule", path: made, query: { count: "3" }, expect: { "data.length": 3 } },
  ],
};

export const SUBSCRIPTIONS = {
  tag: "Subscriptions",
  steps: [
    {
      op: "create_subscription",
      body: {
        packageId: "{{packageId}}",
        customerEmail: "alex.buyer@example.com",
        customerName: "Alex Buyer",
        externalCustomerRef: "cust_2048",
        startImmediately: true,
      },
      expect: { status: "active", billedCycles: 1 },
      keep: { subscriptionId: "id", periodInvoiceId: "latestInvoice.id" },
    },
    { op: "list_subscriptions", query: { packageId: "{{packageId}}" }, expect: { total: 1 } },
    { op: "get_subscription", path: it, expect: { customerName: "Alex Buyer" } },
    { op: "get_subscription_schedule", path: it, query: { count: "12" } },
    {
      op: "expire_invoice",
      name: "Close the invoice of its first period",
      path: bill,
      body: {},
      expect: { status: "expired" },
    },
    { op: "reopen_invoice", path: bill, body: {}, expect: { status: "unpaid" } },
    {
      op: "change_subscription",
      name: "Pause it",
      path: it,
      body: { action: "pause" },
      expect: { status: "paused" },
    },
    {
      op: "change_subscription",
      name: "Go on",
      path: it,
      body: { action: "resume" },
      expect: { status: "active" },
    },
    {
      op: "change_subscription",
      name: "End it",
      path: it,
      body: { action: "cancel" },
      expect: { status: "cancelled" },
    },
    { op: "list_subscription_deliveries", query: { limit: "10" } },
  ],
};

export const PLANS = {
  tag: "Recurring plans",
  steps: [
    {
      op: "create_plan",
      body: {
        title: "Monthly Support Retainer",
        asset: "USDC",
        expectedAmount: "250.00",
        interval: "MONTHLY",
        invoiceExpiresIn: "7d",
        clientEmail: "alex.buyer@example.com",
        startsAt: "2026-04-15T09:00:00.000Z",
        autoRemindersEnabled: true,
        reminderPreset: "STANDARD",
      },
      expect: { expectedAmount: "250.00", active: true },
      keep: { planId: "id" },
    },
    { op: "list_plans", query: { limit: "10" } },
    { op: "get_plan", path: plan, expect: { title: "Monthly Support Retainer" } },
    { op: "get_plan_schedule", path: plan, query: { count: "12" }, expect: { "data.length": 12 } },
    { op: "change_plan", path: plan, body: { active: false }, expect: { active: false } },
  ],
};
