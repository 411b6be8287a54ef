// Makes an invoice and reads it again. KEY is your API key.
const API = "https://pay.example.com/api/v1";

interface Invoice {
  publicId: string;
  payUrl: string;
  status: string;
}

async function ask(path: string, more: RequestInit = {}): Promise<Invoice> {
  const headers = { Authorization: `Bearer ${process.env.KEY}`, ...more.headers };
  const answer = await fetch(API + path, { ...more, headers });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

const made = await ask("/invoices", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    // One for each order: sent again, say after a lost connection, it makes no second invoice.
    "Idempotency-Key": "order-9002",
  },
  body: JSON.stringify({
    title: "Consulting deposit",
    amount: "250.00",
    asset: "USDC",
    orderId: "ORD-9002",
  }),
});
console.log(made.payUrl);

const invoice = await ask(`/invoices/${made.publicId}`);
console.log(invoice.status);

export {};
