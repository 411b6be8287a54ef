// How pay links are tried out.
const link = { id: "{{linkId}}" };

export const LINKS = {
  tag: "Pay links",
  steps: [
    {
      op: "create_link",
      body: {
        title: "Tea for two {{run}}",
        amount: "12.50",
        asset: "USDC",
        allowQuantity: true,
        customFields: [{ key: "table", label: "Your table", type: "number" }],
      },
      expect: { amount: "12.50", active: true },
      keep: { linkId: "id" },
    },
    { op: "list_links", query: { active: "true", limit: "10" } },
    { op: "get_link", path: link, expect: { allowQuantity: true } },
    {
      op: "change_link",
      path: link,
      body: { maxPayments: 2, active: false },
      expect: { maxPayments: 2, active: false },
    },
  ],
};
