// How money is tried out: paid into the sandbox, too much of it, sent back, and found without an
// invoice.
const it = { id: "{{paidId}}" };
const INVOICE = { title: "Consulting Deposit", amount: "250.00", asset: "USDC" };

export const PAYMENTS = {
  tag: "Payments",
  steps: [
    {
      op: "create_invoice",
      name: "Make an invoice to pay",
      body: INVOICE,
      keep: { paidId: "id" },
    },
    {
      op: "create_test_payment",
      name: "Pay it, and 10 too much",
      body: { invoice: "{{paidId}}", amount: "260.00" },
      expect: { disposition: "counted" },
    },
    {
      op: "get_invoice",
      name: "Read that it is paid",
      path: it,
      expect: { status: "paid", receivedAmount: "260.00", excessAmount: "10.00" },
    },
    { op: "list_incoming_payments", query: { disposition: "counted", limit: "10" } },
    { op: "download_incoming_payments" },
    { op: "get_timeline", path: it },
    {
      op: "create_refund",
      name: "Write down a refund, and take it back",
      path: it,
      body: { amount: "5.00", address: "the address of Alex Buyer" },
      expect: { status: "awaiting" },
      keep: { refundId: "id" },
    },
    { op: "delete_refund", path: { ...it, refund: "{{refundId}}" } },
    {
      op: "create_refund",
      path: it,
      body: { address: "the address of Alex Buyer" },
      expect: { status: "awaiting", amount: "10.00" },
      keep: { refundId: "id" },
    },
    {
      op: "create_test_payment",
      name: "Send it",
      body: { refund: "{{refundId}}" },
      expect: { refundedAmount: "10.00" },
    },
    { op: "list_refunds", path: it, expect: { "data[0].status": "sent" } },
    {
      op: "create_invoice",
      name: "Make an invoice that is paid without its memo",
      body: INVOICE,
      keep: { paidId: "id" },
    },
    {
      op: "create_test_payment",
      name: "Pay it with a wrong memo",
      body: { invoice: "{{paidId}}", memo: "ORD-9001" },
      expect: { disposition: "unmatched" },
    },
    {
      op: "list_incoming_payments",
      name: "Find what names no invoice",
      query: { disposition: "unmatched", limit: "1" },
      keep: { paymentId: "data[0].id" },
    },
    {
      op: "assign_incoming_payment",
      path: { id: "{{paymentId}}" },
      body: { invoice: "{{paidId}}" },
      expect: { status: "paid" },
    },
    { op: "list_alerts" },
    {
      op: "clear_alert",
      name: "End an alert by hand: there is none of this id",
      path: { id: "alr_00000000000000000000000000" },
      body: {},
      status: 404,
      expect: { code: "not_found" },
    },
  ],
};

export const SANDBOX = {
  tag: "Rates and sandbox",
  steps: [
    { op: "list_rates" },
    {
      op: "set_test_rates",
      name: "Let a source of rates fall silent",
      body: { asset: "USDC", currency: "EUR", prices: ["0.92", "0.93", null] },
    },
    { op: "set_test_rates", name: "Let all speak again", body: { reset: true } },
    {
      op: "create_invoice",
      name: "Make an invoice to pay in the sandbox",
      body: INVOICE,
      keep: { paidId: "id" },
    },
    {
      op: "create_test_payment",
      body: { invoice: "{{paidId}}" },
      expect: { state: "final", amount: "250.00" },
    },
    { op: "get_test_clock" },
    { op: "set_test_clock", body: { advance: "90s" }, expect: { status: "advancing" } },
  ],
};
