// Every state that a payer can meet, and how a merchant and a payer get there. Each answers the
// path of the page. Knows the public API and the test panel; shared by tests and screenshots.
const RETURN = "https://shop.example.com/thanks";

const made = async (stage, ways = [], fields = {}) => {
  const invoice = await stage.invoice({ orderId: "ORD-9001", ...fields });
  for (const way of ways) await stage.pay(invoice.publicId, way);
  return invoice;
};

const page = ({ publicId }) => `/pay/${publicId}`;
const acted = async (stage, invoice, action) => {
  await stage.call("POST", `/invoices/${invoice.id}/${action}`);
  return page(invoice);
};

const chosen = (stage) =>
  made(stage, [], {
    title: "Support the workshop",
    amount: undefined,
    allowCustomAmount: true,
    minAmount: "5.00",
  });

// Name -> how to get there, and what `data-status` then says.
export const STATES = {
  // These two set the merchant's clock forward, which ends what is pending, so they come first.
  expired: {
    status: "expired",
    reach: async (stage) => {
      const invoice = await made(stage, [], { expiresIn: "30min" });
      await stage.call("POST", "/test/clock", { advance: "1h" });
      await stage.worker.tick();
      return page(invoice);
    },
  },
  paid_late: {
    status: "paid",
    exception: "paid_late",
    reach: async (stage) => {
      const invoice = await made(stage, [], { expiresIn: "30min" });
      await stage.call("POST", "/test/clock", { advance: "1h" });
      await stage.worker.tick();
      await stage.call("POST", "/test/payments", { invoice: invoice.publicId, amount: "25.00" });
      return page(invoice);
    },
  },
  unpaid: { status: "unpaid", reach: async (stage) => page(await made(stage)) },
  pending: { status: "pending", reach: async (stage) => page(await made(stage, ["pending"])) },
  partial: { status: "partially_paid", reach: async (stage) => page(await made(stage, ["half"])) },
  paid: {
    status: "paid",
    reach: async (stage) => page(await made(stage, ["exact"], { returnUrl: RETURN })),
  },
  overpaid: {
    status: "paid",
    exception: "overpaid",
    reach: async (stage) => page(await made(stage, ["double"])),
  },
  wrong_asset: {
    status: "unpaid",
    reach: async (stage) => page(await made(stage, ["wrong_asset"])),
  },
  wrong_memo: {
    status: "unpaid",
    reach: async (stage) => page(await made(stage, ["wrong_memo"])),
  },
  failed_payment: {
    status: "unpaid",
    reach: async (stage) => page(await made(stage, ["pending", "failed"])),
  },
  priced: {
    status: "unpaid",
    reach: async (stage) => {
      const price = { amount: undefined, pricingCurrency: "EUR", pricingAmount: "230" };
      return page(await made(stage, [], price));
    },
  },
  xrp: { status: "unpaid", reach: async (stage) => page(await made(stage, [], { asset: "XRP" })) },
  choosing: { status: "unpaid", reach: async (stage) => page(await chosen(stage)) },
  choosing_refused: {
    status: "unpaid",
    reach: async (stage) => `${page(await chosen(stage))}?amount=3,50`,
  },
  chosen: { status: "unpaid", reach: async (stage) => `${page(await chosen(stage))}?amount=12.5` },
  settled_short: {
    status: "paid",
    exception: "settled_short",
    reach: async (stage) => acted(stage, await made(stage, ["half"]), "settle"),
  },
  closed: { status: "expired", reach: async (stage) => acted(stage, await made(stage), "expire") },
  short: {
    status: "expired",
    exception: "underpaid",
    reach: async (stage) => acted(stage, await made(stage, ["half"]), "expire"),
  },
  cancelled: {
    status: "cancelled",
    reach: async (stage) => acted(stage, await made(stage), "cancel"),
  },
  not_found: { status: "not_found", reach: () => "/pay/zzzzzzzzzzzzzzzz" },
  failed: { status: "failed", reach: () => "/dev/panic" },
};

// Brings about every state, one after another; answers name -> path.
export const reachAll = async (stage) => {
  const paths = {};
  for (const [name, { reach }] of Object.entries(STATES)) paths[name] = await reach(stage);
  return paths;
};
