// Pictures of live pages, to look at: node tests/live/screenshots.mjs FOLDER [STATE…]
// On both ledgers, at 320, 390 and 1280 px, light and dark. Needs a built worker.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ALEX, LEDGERS, raiseLive } from "./stage.mjs";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node tests/live/screenshots.mjs FOLDER [STATE…]");
  process.exit(2);
}
const WIDTHS = [320, 390, 1280];
const LOOKS = WIDTHS.flatMap((width) => [
  { width, colorScheme: "light" },
  { width, colorScheme: "dark" },
]);
const HOUR_MS = 60 * 60_000;

await mkdir(folder, { recursive: true });
const stage = await raiseLive({ browser: true });

// A form of the page, as a browser without JavaScript sends it; answers where it leads to.
const send = async ({ publicId }, what, fields) => {
  const body = new URLSearchParams({ from: "pay", ...fields });
  const options = { method: "POST", body, redirect: "manual" };
  const answer = await fetch(`${stage.url}/pay/${publicId}/${what}`, options);
  return answer.headers.get("location");
};

// Name -> what happens to an invoice; answers the page if it is not just the invoice's.
const statesOf = ({ asset, pay, close, giveBack }, network) => {
  const seen = async () => {
    close(stage);
    await stage.tick();
  };
  const paid = async (invoice, amount, facts) => {
    const hash = pay(stage, invoice, { amount, ...facts });
    await seen();
    return hash;
  };
  const other = { STELLAR: { asset: "EURC" }, XRPL: { amount: token } };
  return {
    unpaid: async () => {},
    asking: ({ payUrl }) => `${payUrl}?claim=#claim`,
    no_hash: (invoice) => send(invoice, "transaction", { hash: "PLR-12345678" }),
    not_found: (invoice) => send(invoice, "transaction", { hash: "00".repeat(32) }),
    waiting: async (invoice) => {
      const hash = await paid(invoice, "7", { reference: null });
      return send(invoice, "transaction", { hash });
    },
    attached: async (invoice) => {
      pay(stage, invoice, { amount: "27.31", reference: null });
      const hash = pay(stage, invoice, { amount: invoice.expectedAmount, reference: null });
      close(stage);
      return send(invoice, "transaction", { hash });
    },
    pending: async (invoice) => {
      if (network === "STELLAR") {
        await stage.sql(
          "UPDATE invoice SET status = 'pending', pending_until = ?2 WHERE id = ?1",
          ...[invoice.id, Date.now() + HOUR_MS / 4],
        );
        return undefined;
      }
      return send(invoice, "transaction", { hash: pay(stage, invoice, { amount: "25" }) });
    },
    partial: (invoice) => paid(invoice, "10").then(() => undefined),
    paid: (invoice) => paid(invoice, "25").then(() => undefined),
    overpaid: (invoice) => paid(invoice, "30").then(() => undefined),
    return_refused: async (invoice) => {
      await paid(invoice, "30");
      return send(invoice, "return-address", { address: "alex@example.com" });
    },
    return_saved: async (invoice) => {
      await paid(invoice, "30");
      return send(invoice, "return-address", { address: ALEX[network] });
    },
    refunded: async (invoice) => {
      await paid(invoice, "30");
      await stage.call("POST", `/invoices/${invoice.id}/refunds`, { address: ALEX[network] });
      giveBack(stage, { to: ALEX[network], amount: "5" });
      await seen();
    },
    wrong_asset: (invoice) => paid(invoice, "25", other[network]).then(() => undefined),
    expired: async (invoice) => {
      await stage.age(invoice, 25 * HOUR_MS);
      await seen();
    },
    paid_late: async (invoice) => {
      await stage.age(invoice, 25 * HOUR_MS);
      await paid(invoice, "25");
    },
    too_late: async (invoice) => {
      await stage.age(invoice, 50 * HOUR_MS);
      await seen();
      await paid(invoice, "25");
    },
    ending: (invoice) => stage.age(invoice, 24 * HOUR_MS - 100_000),
  };
};

const token = { currency: "USD", issuer: ALEX.XRPL, value: "25" };

const take = async (name, address) => {
  for (const { width, colorScheme } of LOOKS) {
    const viewport = { width, height: width < 500 ? 720 : 900 };
    await stage.visit(
      address,
      async (page) => {
        await page.waitForLoadState("networkidle");
        const path = join(folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      },
      { viewport, colorScheme },
    );
  }
  console.log(name);
};

try {
  for (const [network, ledger] of Object.entries(LEDGERS)) {
    for (const [state, reach] of Object.entries(statesOf(ledger, network))) {
      const name = `${network.toLowerCase()}-${state}`;
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const fields = { orderId: "ORD-9001", expiresIn: "24h" };
      const invoice = await stage.invoice({ asset: ledger.asset, ...fields });
      await take(name, (await reach(invoice)) ?? invoice.payUrl);
    }
  }
} finally {
  await stage.close();
}
