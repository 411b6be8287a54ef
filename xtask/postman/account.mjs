// How webhooks and the account are tried out. What only a live key may do is asked with a test key,
// and refused: nothing here moves real money, or says where it goes.
export const WEBHOOKS = {
  tag: "Webhooks",
  steps: [
    { op: "get_webhook" },
    { op: "change_webhook", body: { webhookUrl: "{{webhookUrl}}", regenerateSecret: false } },
    {
      op: "test_webhook",
      body: {},
      expect: { event: "webhook.test" },
      keep: { deliveryId: "deliveryId" },
    },
    { op: "list_webhook_deliveries", query: { limit: "25" } },
    { op: "replay_webhook_delivery", path: { id: "{{deliveryId}}" }, body: {} },
    { op: "list_events", query: { limit: "1" }, keep: { eventId: "next" } },
    { op: "list_events", name: "Read on", query: { after: "{{eventId}}", limit: "100" } },
    { op: "list_requests", query: { method: "POST", limit: "25" } },
  ],
};

export const CUSTOMERS = {
  tag: "Customers",
  steps: [
    {
      op: "forget_customer",
      body: { email: "nobody-{{run}}@example.com" },
      expect: { invoices: 0 },
    },
  ],
};

export const ACCOUNT = {
  tag: "Account",
  steps: [
    { op: "get_merchant", keep: { zone: "zone", language: "language" } },
    { op: "change_merchant", body: { zone: "{{zone}}", language: "{{language}}" } },
    {
      op: "create_merchant",
      body: {
        name: "Example Coffee",
        handle: "example-{{run}}",
        email: "alex.buyer@example.com",
        zone: "Europe/Amsterdam",
      },
    },
    {
      op: "create_key",
      body: { name: "Reads invoices", scopes: ["invoices:read"] },
      keep: { keyId: "id" },
    },
    { op: "list_keys" },
    { op: "roll_key", path: { id: "{{keyId}}" }, body: {}, keep: { keyId: "id" } },
    { op: "delete_key", path: { id: "{{keyId}}" } },
    { op: "get_settlement" },
    {
      op: "set_settlement",
      name: "Say where live money goes: not with a test key",
      body: {
        network: "STELLAR",
        address: "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",
      },
      status: 403,
      expect: { code: "wrong_mode" },
    },
    { op: "get_psp" },
    {
      op: "set_psp",
      name: "Connect a payment provider: not with a key of the other mode",
      body: { psp: "mollie", apiKey: "live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM" },
      status: 422,
      expect: { code: "invalid" },
    },
    {
      op: "delete_psp",
      name: "Take it away: there is none",
      status: 404,
      expect: { code: "not_found" },
    },
  ],
};

export const HEALTH = { tag: "Health", steps: [{ op: "get_health", expect: { database: true } }] };
