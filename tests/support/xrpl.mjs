// An XRP Ledger of one machine: accounts, ledgers that close when told to, and transactions that do
// or do not move money. Knows what is true on it; xrplrpc.mjs says it in rippled's words.
import { isXrplAccount, sha256, toUnits } from "./addresses.mjs";

/** Seconds between 1970 and 2000, from where XRPL counts. */
export const EPOCH_S = 946_684_800;
export const DROPS_SCALE = 6;
const LEDGER_MS = 4000;
const PARTIAL = 0x00020000;
export const FLAGS = {
  requireDest: 0x00020000,
  disallowXrp: 0x00080000,
  depositAuth: 0x01000000,
};
const TYPES = ["Payment", "CheckCreate", "AccountDelete", "EscrowFinish", "TrustSet"];

/**
 * @param {object} [options]
 * @param {number} [options.networkId] 0 of the main network, 1 of the testnet
 * @param {number} [options.firstLedger] the ledger that is the latest at first
 * @param {number} [options.elder] the oldest ledger that servers keep
 * @param {number} [options.pageLimit] what servers give at most, whatever `limit` says
 * @param {() => number} [options.now] milliseconds
 */
export const newXrpl = (options = {}) => {
  const { networkId = 0, firstLedger = 90_000_000, elder = 32570, now = Date.now } = options;
  const xrpl = {
    networkId,
    elder,
    now,
    pageLimit: options.pageLimit ?? 200,
    accounts: new Map(),
    ledgers: [newLedger(firstLedger, now() - LEDGER_MS, networkId)],
    open: [],
    transactions: new Map(),
    validated: [],
    markers: new Set(),
    serial: 0,
    latest: () => xrpl.ledgers.at(-1),
    fund: (address, has) => fund(xrpl, address, has),
    pay: (payment) => pay(xrpl, payment),
    drop: (hash) => drop(xrpl, hash),
    close: (when) => close(xrpl, when),
    /** No marker given out so far works any more, as after ten minutes. */
    expireMarkers: () => xrpl.markers.clear(),
    /** The network begins anew: no history, low numbers, the same accounts. */
    reset() {
      const ledgers = [newLedger(2, now(), networkId)];
      const empty = { open: [], validated: [], transactions: new Map(), elder: 1 };
      Object.assign(xrpl, { ledgers, ...empty, markers: new Set() });
    },
  };
  return xrpl;
};

const hex = (text) => sha256(text).toString("hex").toUpperCase();

const newLedger = (sequence, closedAt, networkId) => ({
  sequence,
  closedAt: Math.floor(closedAt / 1000) * 1000,
  hash: hex(`ledger ${networkId} ${sequence}`),
});

/**
 * Makes an account, or adds to it.
 * @param {{xrp?: string, flags?: number, requireDest?: boolean, depositAuth?: boolean,
 *   disallowXrp?: boolean}} [has]
 */
const fund = (xrpl, address, { xrp = "1000", flags = 0, ...wanted } = {}) => {
  if (!isXrplAccount(address)) throw new Error(`no XRPL account: ${address}`);
  const named = Object.entries(FLAGS).filter(([name]) => wanted[name]);
  const account = {
    address,
    drops: toUnits(xrp, DROPS_SCALE),
    flags: named.reduce((sum, [, flag]) => sum | flag, flags),
    sequence: xrpl.latest().sequence,
    lastHash: hex(`first ${address}`),
    lastLedger: xrpl.latest().sequence,
  };
  xrpl.accounts.set(address, account);
  return account;
};

/** "10" XRP in drops; a token as it is; "unavailable", as in ledgers before 2014, too. */
const amountOf = (amount) =>
  typeof amount === "string" && amount !== "unavailable"
    ? toUnits(amount, DROPS_SCALE).toString()
    : amount;

/**
 * Puts a transaction into the ledger that closes next; `tx` finds it at once, as not validated.
 * Who pays this way always can: XRP that an account lacks is given to it first.
 *
 * @param {object} payment
 * @param {string} payment.from
 * @param {string} payment.to
 * @param {string | {currency: string, issuer: string, value: string}} payment.amount "10" is XRP
 * @param {number} [payment.tag] the destination tag; 0 is one
 * @param {{delivered: string | object}} [payment.partial] a partial payment, and what arrived
 * @param {string} [payment.result] tesSUCCESS when left out
 * @param {string} [payment.type] Payment, CheckCreate, AccountDelete, EscrowFinish or TrustSet
 * @param {string | object} [payment.sendMax] what the payer gives at most
 * @returns {string} the hash
 */
const pay = (xrpl, payment) => {
  const { from, to, type = "Payment", result = "tesSUCCESS" } = payment;
  if (!TYPES.includes(type)) throw new Error(`no type of transaction: ${type}`);
  for (const address of [from, to]) if (!xrpl.accounts.has(address)) fund(xrpl, address);
  xrpl.serial += 1;
  const hash = hex(`tx ${xrpl.networkId} ${xrpl.serial} ${from} ${to}`);
  const whole = () => xrpl.accounts.get(from).drops.toString();
  const amount =
    type === "AccountDelete" && payment.amount === undefined ? whole() : amountOf(payment.amount);
  const delivered = payment.partial ? amountOf(payment.partial.delivered) : amount;
  const moves = ["Payment", "AccountDelete", "EscrowFinish"].includes(type);
  const tx = {
    ...{ hash, type, from, to, result, amount, delivered, tag: payment.tag },
    ...{ partial: payment.partial !== undefined, sendMax: amountOf(payment.sendMax) },
    moves: moves && result === "tesSUCCESS",
    sequence: xrpl.accounts.get(from).sequence + xrpl.open.filter((tx) => tx.from === from).length,
    ledger: undefined,
  };
  tx.flags = tx.partial ? PARTIAL : 0;
  xrpl.transactions.set(hash, tx);
  xrpl.open.push(tx);
  return hash;
};

/** A transaction that was seen and never comes into a ledger. */
const drop = (xrpl, hash) => {
  xrpl.open = xrpl.open.filter((tx) => tx.hash !== hash);
  xrpl.transactions.delete(hash);
};

/**
 * Validates the open ledger; what is in it is then final.
 * @param {{at?: number | string | Date}} [when] its close time, later than the last one's
 */
const close = (xrpl, { at } = {}) => {
  const last = xrpl.latest();
  const closedAt = at === undefined ? xrpl.now() : new Date(at).getTime();
  if (at !== undefined && closedAt <= last.closedAt) throw new Error("ledgers close in order");
  const then = Math.max(closedAt, last.closedAt + 1000);
  const ledger = newLedger(last.sequence + 1, then, xrpl.networkId);
  for (const [index, tx] of xrpl.open.entries()) {
    Object.assign(tx, { ledger, index, nodes: settle(xrpl, tx, ledger) });
    xrpl.validated.push(tx);
  }
  xrpl.open = [];
  xrpl.ledgers.push(ledger);
  return ledger;
};

// Moves the XRP and answers the AffectedNodes of the metadata.
const settle = (xrpl, tx, ledger) => {
  const [payer, payee] = [xrpl.accounts.get(tx.from), xrpl.accounts.get(tx.to)];
  const drops = tx.moves && /^\d+$/.test(tx.delivered ?? "") ? BigInt(tx.delivered) : 0n;
  if (payer.drops < drops) payer.drops = drops;
  const people = tx.from === tx.to ? [payer] : [payer, payee];
  const before = people.map(({ drops: had, lastHash, lastLedger }) => ({
    ...{ had, lastHash, lastLedger },
  }));
  payer.drops -= drops;
  payer.sequence = tx.sequence + 1;
  payee.drops += drops;
  return people.map((account, index) => {
    Object.assign(account, { lastHash: tx.hash, lastLedger: ledger.sequence });
    return accountNode(account, before[index], account === payer ? tx.sequence : undefined);
  });
};

const accountNode = (account, before, sequence) => ({
  ModifiedNode: {
    FinalFields: {
      Account: account.address,
      Balance: account.drops.toString(),
      Flags: account.flags,
      OwnerCount: 0,
      Sequence: account.sequence,
    },
    LedgerEntryType: "AccountRoot",
    LedgerIndex: hex(`root ${account.address}`),
    PreviousFields: {
      Balance: before.had.toString(),
      ...(sequence !== undefined && { Sequence: sequence }),
    },
    PreviousTxnID: before.lastHash,
    PreviousTxnLgrSeq: before.lastLedger,
  },
});
