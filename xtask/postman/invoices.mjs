// How invoices are tried out: one for each way that an invoice can go.
const INVOICE = {
  title: "Consulting Deposit",
  amount: "250.00",
  asset: "USDC",
  orderId: "ORD-{{run}}",
  expiresIn: "24h",
};
const ASKED = {
  ...INVOICE,
  customerEmail: "alex.buyer@example.com",
  customerName: "Alex Buyer",
};
const it = { id: "{{invoiceId}}" };

export const INVOICES = {
  tag: "Invoices",
  steps: [
    {
      op: "create_invoice",
      body: ASKED,
      expect: { status: "unpaid", expectedAmount: "250.00", receivedAmount: "0" },
      keep: { invoiceId: "id", publicId: "publicId" },
    },
    { op: "get_invoice", path: { id: "{{publicId}}" }, expect: { title: INVOICE.title } },
    { op: "list_invoices", query: { orderId: INVOICE.orderId, limit: "10" }, expect: { total: 1 } },
    { op: "download_invoices", query: { status: "unpaid" } },
    { op: "notify_of_invoice", path: it, body: { channel: "EMAIL" } },
    { op: "remind_of_invoice", path: it, body: {} },
    { op: "expire_invoice", path: it, body: {}, expect: { status: "expired" } },
    {
      op: "reopen_invoice",
      name: "Open an expired one again: only those of subscriptions",
      path: it,
      body: {},
      status: 422,
      expect: { code: "not_reopenable" },
    },
    {
      op: "create_invoice",
      name: "Make another",
      body: INVOICE,
      keep: { invoiceId: "id" },
    },
    { op: "cancel_invoice", path: it, body: {}, expect: { status: "cancelled" } },
    {
      op: "settle_invoice",
      name: "Accept what arrived: it is cancelled",
      path: it,
      body: {},
      status: 409,
      expect: { code: "invalid_state" },
    },
  ],
};
