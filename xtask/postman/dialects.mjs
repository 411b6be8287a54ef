// How the three other APIs are tried out, each as its own clients ask.
const PAYMENT = { description: "JMIT-{{run}}", amount: 49.0 };
const LEGACY = { token: "{{legacyToken}}", id: "PR-{{run}}" };

export const PAYREQUEST = {
  tag: "PayRequest v1",
  steps: [
    { op: "create_payment_link", body: PAYMENT, expect: { "data.amount": 49 } },
    { op: "list_payment_links", query: { per_page: "10" } },
    { op: "list_payments", query: { description: PAYMENT.description, status: "paid" } },
    { op: "create_payment_link_api", body: PAYMENT, expect: { "data.currency": "EUR" } },
    { op: "list_payment_links_api", query: { per_page: "10" } },
    { op: "list_payments_api", query: { per_page: "10" } },
  ],
};

export const LEGACY_API = {
  tag: "PayRequest legacy",
  steps: [
    {
      op: "create_legacy_payment",
      body: {
        ...LEGACY,
        title: "Invoice #15123-14",
        amount: "12,25",
        response: "https://example.com/back",
      },
      expect: { status: "success" },
    },
    { op: "get_legacy_payment", body: LEGACY, expect: { status: "pending" } },
    {
      op: "get_legacy_payment",
      name: "Ask for another that there is not",
      body: { ...LEGACY, id: "none-{{run}}" },
      expect: { status: "error", error: "nosuchlink" },
    },
  ],
};

const product = { id: "{{productId}}" };
const tax = { id: "{{taxId}}" };
const customer = { id: "{{customerId}}" };

export const CATALOGUE = {
  tag: "Catalogue v0",
  steps: [
    {
      op: "create_product",
      body: { name: "Premium Widget", price: 29.99, currency: "EUR" },
      expect: { price: 29.99, status: "ACTIVE" },
      keep: { productId: "id" },
    },
    { op: "list_products", query: { skip: "0", take: "10" } },
    { op: "get_product", path: product, expect: { name: "Premium Widget" } },
    { op: "put_product", path: product, body: { price: 24.99 }, expect: { price: 24.99 } },
    {
      op: "create_tax",
      body: { name: "VAT", percentage: 21, inclusive: true },
      expect: { percentage: 21 },
      keep: { taxId: "id" },
    },
    { op: "list_taxes", query: { active: "true" } },
    { op: "get_tax", path: tax, expect: { inclusive: true } },
    { op: "put_tax", path: tax, body: { percentage: 8.875 }, expect: { percentage: 8.875 } },
    {
      op: "create_customer",
      body: {
        first_name: "Alex",
        last_name: "Buyer",
        phone_number: "+1-555-123-4567",
        email: "alex.buyer+{{run}}@example.com",
      },
      keep: { customerId: "id" },
    },
    { op: "list_customers", query: { name: "alex", take: "10" } },
    { op: "get_customer", path: customer, expect: { first_name: "Alex" } },
    {
      op: "change_customer",
      path: customer,
      body: { customer_type: "Startup" },
      expect: { customer_type: "Startup" },
    },
  ],
};

const link = { id: "{{linkV0Id}}" };

export const LINKS_V0 = {
  tag: "Payment links v0",
  steps: [
    {
      op: "create_payment_link_v0",
      body: {
        title: "Premium Widget",
        url: "premium-widget-{{run}}",
        linkType: "PRODUCT",
        paymentLinkProducts: [{ productId: "{{productId}}", quantity: 2 }],
        collectTax: true,
        taxId: "{{taxId}}",
      },
      expect: { status: "ACTIVE" },
      keep: { linkV0Id: "id" },
    },
    { op: "list_payment_links_v0", query: { skip: "0", take: "10" } },
    { op: "get_payment_link_v0", path: link, expect: { title: "Premium Widget" } },
    { op: "put_payment_link_v0", path: link, body: { limitPayments: true, maxPayments: 5 } },
    {
      op: "change_payment_link_v0",
      path: link,
      body: { status: "INACTIVE" },
      expect: { status: "INACTIVE" },
    },
    {
      op: "delete_product",
      path: { id: "{{productId}}" },
      expect: { deleted: true },
    },
    { op: "delete_tax", path: { id: "{{taxId}}" }, expect: { deleted: true } },
  ],
};
