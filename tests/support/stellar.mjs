// A Stellar network of one machine: accounts, ledgers that close when told to, and payments of
// every kind that Horizon lists. Knows what is true on it; horizon.mjs says it in Horizon's words.
import { keyOfAccount, muxedAccount, sha256, stellarAccount, toUnits } from "./addresses.mjs";
import { hashOf, readEnvelope } from "./envelope.mjs";

export const PUBNET = "Public Global Stellar Network ; September 2015";
export const TESTNET = "Test SDF Network ; September 2015";

// rails.md 1.5
const PUBNET_ISSUERS = {
  USDC: "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN",
  EURC: "GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2",
};
const TESTNET_ISSUERS = {
  USDC: "GBBD47IF6LWK7P7MDEVSCWR7DPUWV3NY3DTQEVFL4NAT4AQH3ZLLFLA5",
  EURC: "GB3Q6QDZYTHWT7E5PVS3W7FUT5GVAFC5KSZFFLPU25GO7VTC3NM2ZTVO",
};
const TYPES = {
  create_account: 0,
  payment: 1,
  path_payment_strict_receive: 2,
  account_merge: 8,
  path_payment_strict_send: 13,
  invoke_host_function: 24,
};
const LEDGER_MS = 5000;
// Brings in what contracts send, and pays for others.
const RELAYER = stellarAccount("relayer");
export const MAX_UNITS = 2n ** 63n - 1n;

/**
 * @param {object} [options]
 * @param {string} [options.passphrase] pubnet's when left out
 * @param {number} [options.firstLedger] the ledger that is the latest at first
 * @param {number} [options.elder] the oldest ledger that servers keep
 * @param {boolean} [options.acceptsUnsigned] takes transactions that nobody signed
 * @param {() => number} [options.now] milliseconds
 */
export const newStellar = (options = {}) => {
  const { passphrase = PUBNET, firstLedger = 52_000_000, elder = 2, now = Date.now } = options;
  const first = { sequence: firstLedger, closedAt: seconds(now() - LEDGER_MS) };
  const stellar = {
    passphrase,
    elder,
    now,
    acceptsUnsigned: options.acceptsUnsigned ?? false,
    accounts: new Map(),
    ledgers: [first],
    open: [],
    transactions: new Map(),
    operations: [],
    serial: 0,
    latest: () => stellar.ledgers.at(-1),
    asset: (asset) => findAsset(stellar.passphrase, asset),
    fund: (address, has) => fund(stellar, address, has),
    pay: (payment) => pay(stellar, payment),
    submit: (envelope) => submit(stellar, envelope),
    drop: (hash) => drop(stellar, hash),
    close: (when) => close(stellar, when),
    /** The network begins anew, as the testnet does: no history, low numbers, the same accounts. */
    reset() {
      stellar.ledgers = [{ sequence: 2, closedAt: seconds(now()) }];
      Object.assign(stellar, { open: [], operations: [], transactions: new Map(), elder: 1 });
      for (const account of stellar.accounts.values()) account.sequence = 2n << 32n;
    },
  };
  return stellar;
};

const seconds = (ms) => Math.floor(ms / 1000) * 1000;

const findAsset = (passphrase, asset) => {
  if (typeof asset !== "string") return asset;
  if (asset === "XLM") return { code: "XLM" };
  const issuer = (passphrase === TESTNET ? TESTNET_ISSUERS : PUBNET_ISSUERS)[asset];
  if (!issuer) throw new Error(`name the issuer of ${asset}`);
  return { code: asset, issuer };
};

export const assetKey = ({ code, issuer }) => (issuer ? `${code}:${issuer}` : "XLM");

/**
 * Makes an account, or adds to it. `trust` names the assets that it may hold: "USDC", or
 * `{ asset, balance: "0", limit, authorized: true }`.
 */
const fund = (stellar, address, { xlm = "10000", trust = [], ...settings } = {}) => {
  if (!keyOfAccount(address)) throw new Error(`no Stellar account: ${address}`);
  const account = stellar.accounts.get(address) ?? newAccount(stellar, address);
  stellar.accounts.set(address, account);
  const { data = {}, memoRequired = false, sequence, flags = {} } = settings;
  // SEP-29: the entry's value is the text "1".
  Object.assign(account.data, memoRequired ? { "config.memo_required": "MQ==" } : {}, data);
  Object.assign(account.flags, flags);
  if (sequence !== undefined) account.sequence = BigInt(sequence);
  account.merged = false;
  hold(account, { code: "XLM" }).units = toUnits(xlm, 7);
  for (const line of trust) {
    const { asset, balance = "0", ...rest } = typeof line === "string" ? { asset: line } : line;
    const held = hold(account, stellar.asset(asset));
    held.units = toUnits(balance, 7);
    if (rest.limit !== undefined) held.limit = toUnits(rest.limit, 7);
    held.authorized = rest.authorized ?? true;
  }
  return account;
};

const newAccount = (stellar, address) => ({
  address,
  sequence: BigInt(stellar.latest().sequence) << 32n,
  balances: new Map(),
  data: {},
  flags: {},
  merged: false,
});

const hold = (account, asset) => {
  const key = assetKey(asset);
  if (!account.balances.has(key)) {
    account.balances.set(key, { asset, units: 0n, limit: MAX_UNITS, authorized: true });
  }
  return account.balances.get(key);
};

/**
 * Puts a transaction into the ledger that closes next. Who pays this way always can: what an
 * account lacks is given to it first.
 *
 * @param {object} payment
 * @param {string} payment.from
 * @param {string} payment.to
 * @param {string | {code: string, issuer: string}} payment.asset "XLM", "USDC", "EURC" or another
 * @param {string} payment.amount "10.0000000"; of an account_merge, all that `from` has if left out
 * @param {string} [payment.type] payment, path_payment_strict_send, path_payment_strict_receive,
 *   create_account, account_merge or sac_transfer
 * @param {string} [payment.toMuxedId] the 64-bit id of a muxed `to`
 * @param {{asset: object, amount: string}} [payment.sent] what a path payment took from the payer
 * @param {object[]} [payment.changes] the balance changes of a sac_transfer, if not just one
 * @param {{type: string, value: string | Buffer}} [payment.memo] of type text, id, hash or return
 * @param {boolean} [payment.successful] false: the transaction failed
 * @param {boolean} [payment.feeBump] true: another account paid the fee
 * @param {object[]} [payment.ops] several operations, each with the fields above
 * @returns {{hash: string, innerHash?: string, opIds: string[]}}
 */
const pay = (stellar, { memo, successful = true, feeBump = false, ops, ...single }) => {
  const operations = (ops ?? [single]).map((op) => describe(stellar, { ...single, ...op }));
  if (memo && operations.some((op) => op.type === "invoke_host_function")) {
    throw new Error("a Soroban transaction cannot carry a memo");
  }
  const source = operations[0].sourceAccount;
  stellar.serial += 1;
  const named = (what) => sha256(`${stellar.passphrase} ${stellar.serial} ${what}`);
  const tx = {
    hash: named("outer").toString("hex"),
    innerHash: feeBump ? named("inner").toString("hex") : undefined,
    source,
    feeAccount: feeBump ? RELAYER : source,
    sequence: pendingSequence(stellar, source) + 1n,
    memo: checkedMemo(memo),
    successful,
    fee: 100,
    maxTime: 0n,
    signatures: [named("signature").toString("base64")],
  };
  return enter(stellar, tx, operations);
};

const checkedMemo = (memo) => {
  if (memo === undefined) return undefined;
  const { type, value } = memo;
  if (type === "id") return { type, value: BigInt.asUintN(64, BigInt(value)).toString() };
  const bytes = Buffer.from(value, type === "text" || Buffer.isBuffer(value) ? "utf8" : "hex");
  const fits = type === "text" ? bytes.length <= 28 : bytes.length === 32;
  if (!["text", "hash", "return"].includes(type) || !fits) throw new Error(`no memo: ${value}`);
  return { type, value: bytes };
};

const pendingSequence = (stellar, source) => {
  const waiting = stellar.open.filter((tx) => tx.source === source).length;
  return (stellar.accounts.get(source)?.sequence ?? 0n) + BigInt(waiting);
};

// Gives a transaction its place in the open ledger.
const enter = (stellar, tx, operations) => {
  const ledger = stellar.latest().sequence + 1;
  stellar.open.push(tx);
  Object.assign(tx, { ledger, order: stellar.open.length, closedAt: undefined });
  tx.operations = operations.map((op, index) => {
    const id = (BigInt(ledger) << 32n) | BigInt((tx.order << 12) | (index + 1));
    return Object.assign(op, { id, tx });
  });
  stellar.transactions.set(tx.hash, tx);
  if (tx.innerHash) stellar.transactions.set(tx.innerHash, tx);
  const opIds = tx.operations.map((op) => op.id.toString());
  return { hash: tx.hash, ...(tx.innerHash && { innerHash: tx.innerHash }), opIds };
};

// An operation: what it moves, who takes part, and what only its own kind has.
const describe = (stellar, op) => {
  const { from, to, type = "payment", toMuxedId, asset = "XLM" } = op;
  const contract = type === "sac_transfer";
  const name = contract ? "invoke_host_function" : type;
  if (TYPES[name] === undefined) throw new Error(`no type of payment: ${type}`);
  const made = { type: name, typeNumber: TYPES[name], toMuxedId };
  made.toMuxed = toMuxedId === undefined ? undefined : muxedAccount(to, toMuxedId);
  made.sourceAccount = op.source ?? (keyOfAccount(from) ? from : RELAYER);
  if (op.sent) made.sent = { ...op.sent, asset: stellar.asset(op.sent.asset) };
  const changes = contract && op.changes ? op.changes : [{ ...op, asset }];
  made.moves = changes.map((change) => ({
    from: change.from,
    to: change.to,
    kind: change.kind ?? "transfer",
    muxedId: change.toMuxedId,
    asset: stellar.asset(change.asset ?? asset),
  }));
  for (const [index, move] of made.moves.entries()) ready(stellar, made, move, changes[index]);
  const people = made.moves.flatMap((move) => [move.from, move.to]);
  made.participants = new Set([made.sourceAccount, op.sponsor, ...people].filter(Boolean));
  return made;
};

// Sees to it that both sides of a movement are there and that the payer has the money.
const ready = (stellar, made, move, { amount }) => {
  const payee = made.type === "create_account" ? undefined : move.to;
  for (const address of [made.sourceAccount, move.from, payee]) {
    if (keyOfAccount(address) && !stellar.accounts.get(address)) fund(stellar, address);
  }
  const payer = stellar.accounts.get(move.from);
  const held = payer && hold(payer, move.asset);
  const leaving = payer ? pendingUnits(stellar, move.from, move.asset) : 0n;
  const all = made.type === "account_merge" && amount === undefined;
  move.units = all ? held.units - leaving : toUnits(amount, 7);
  if (held && held.units - leaving < move.units) held.units = leaving + move.units;
};

// What an account pays out in the open ledger already.
const pendingUnits = (stellar, from, asset) =>
  stellar.open
    .filter((tx) => tx.successful)
    .flatMap((tx) => tx.operations.flatMap((op) => op.moves))
    .filter((move) => move.from === from && assetKey(move.asset) === assetKey(asset))
    .reduce((sum, move) => sum + move.units, 0n);

/** A transaction that was handed in and never comes into a ledger. */
const drop = (stellar, hash) => {
  stellar.open = stellar.open.filter((tx) => tx.hash !== hash);
  stellar.transactions.delete(hash);
};

/**
 * Closes the open ledger; what was paid since the last one is then final.
 * @param {{at?: number | string | Date}} [when] its close time, later than the last one's
 */
const close = (stellar, { at } = {}) => {
  const last = stellar.latest();
  const closedAt = seconds(at === undefined ? stellar.now() : new Date(at).getTime());
  if (at !== undefined && closedAt <= last.closedAt) throw new Error("ledgers close in order");
  const ledger = {
    sequence: last.sequence + 1,
    closedAt: Math.max(closedAt, last.closedAt + 1000),
    transactions: stellar.open.length,
  };
  for (const tx of stellar.open) settle(stellar, tx, ledger);
  stellar.operations.push(...stellar.open.flatMap((tx) => tx.operations));
  stellar.open = [];
  stellar.ledgers.push(ledger);
  return ledger;
};

const settle = (stellar, tx, ledger) => {
  tx.closedAt = ledger.closedAt;
  const source = stellar.accounts.get(tx.source);
  if (source) source.sequence = tx.sequence;
  if (!tx.successful) return;
  for (const op of tx.operations) {
    for (const { from, to, asset, units } of op.moves) {
      if (op.type === "create_account" && !stellar.accounts.get(to)) {
        fund(stellar, to, { xlm: "0" });
      }
      const [payer, payee] = [stellar.accounts.get(from), stellar.accounts.get(to)];
      // An issuer has no balance of its own asset: it makes the asset by paying.
      if (payer && asset.issuer !== from) hold(payer, asset).units -= units;
      if (payee && asset.issuer !== to) hold(payee, asset).units += units;
      if (op.type === "account_merge") payer.merged = true;
    }
  }
};

/**
 * What happens to an envelope that is handed in: `{ tx }`, or `{ refused: { transaction,
 * operations? } }` with the codes of the network. The same envelope has the same outcome.
 */
const submit = (stellar, base64) => {
  const envelope = readEnvelope(base64);
  const hash = hashOf(envelope.body, stellar.passphrase);
  const known = stellar.transactions.get(hash);
  if (known) return known.successful ? { tx: known } : { tx: known, refused: known.refused };
  const transaction = refusedWhole(stellar, envelope);
  if (transaction) return { hash, refused: { transaction } };
  const refused = refusedOperation(stellar, envelope);
  const tx = {
    hash,
    source: envelope.source,
    feeAccount: envelope.source,
    sequence: envelope.sequence,
    memo: envelope.memo,
    successful: refused === undefined,
    refused: refused && { transaction: "tx_failed", operations: [refused] },
    fee: envelope.fee,
    maxTime: envelope.maxTime,
    signatures: envelope.signatures,
    envelope: base64,
  };
  const { source, destination, destinationId, asset, units } = envelope;
  const from = envelope.operationSource ?? source;
  const move = { from, to: destination, kind: "transfer", asset: stellar.asset(asset), units };
  const op = { type: "payment", typeNumber: TYPES.payment, sourceAccount: from, moves: [move] };
  op.toMuxedId = destinationId;
  op.toMuxed = destinationId && muxedAccount(destination, destinationId);
  op.participants = new Set([from, destination]);
  enter(stellar, tx, [op]);
  return { tx, refused: tx.refused };
};

// Such a transaction never comes into a ledger.
const refusedWhole = (stellar, { source, sequence, maxTime, minTime, fee, signatures }) => {
  const time = BigInt(Math.floor(stellar.now() / 1000));
  if (minTime > time) return "tx_too_early";
  if (maxTime !== 0n && maxTime < time) return "tx_too_late";
  if (fee < 100) return "tx_insufficient_fee";
  const account = stellar.accounts.get(source);
  if (!account || account.merged) return "tx_no_source_account";
  if (sequence !== pendingSequence(stellar, source) + 1n) return "tx_bad_seq";
  return signatures.length === 0 && !stellar.acceptsUnsigned ? "tx_bad_auth" : undefined;
};

// Such a transaction comes into a ledger as a failed one.
const refusedOperation = (stellar, { source, operationSource, destination, asset, units }) => {
  const key = assetKey(stellar.asset(asset));
  const payer = stellar.accounts.get(operationSource ?? source);
  const payee = stellar.accounts.get(destination);
  if (!payer?.balances.has(key)) return "op_src_no_trust";
  const leaving = pendingUnits(stellar, payer.address, stellar.asset(asset));
  if (payer.balances.get(key).units - leaving < units) return "op_underfunded";
  if (!payee || payee.merged) return "op_no_destination";
  const held = payee.balances.get(key);
  if (!held) return "op_no_trust";
  if (!held.authorized) return "op_not_authorized";
  return held.limit - held.units < units ? "op_line_full" : undefined;
};
