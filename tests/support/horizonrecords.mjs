// The records of Horizon, field by field as in go protocols/horizon (rails.md 1.2, 1.3): operations
// that pay, transactions, effects. Knows what a network did and nothing of who asks.
import { assetKey } from "./stellar.mjs";
import { fromUnits } from "./addresses.mjs";

const instant = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");
const amount = (units) => fromUnits(units, 7);

const assetFields = (asset, prefix = "") => {
  if (assetKey(asset) === "XLM") return { [`${prefix}asset_type`]: "native" };
  return {
    [`${prefix}asset_type`]: asset.code.length <= 4 ? "credit_alphanum4" : "credit_alphanum12",
    [`${prefix}asset_code`]: asset.code,
    [`${prefix}asset_issuer`]: asset.issuer,
  };
};

/** An operation of `/payments`, with the whole transaction in it when `joined`. */
export const paymentRecord = (op, base, joined) => {
  const id = op.id.toString();
  const { tx } = op;
  return {
    _links: {
      self: { href: `${base}/operations/${id}` },
      transaction: { href: `${base}/transactions/${tx.hash}` },
      effects: { href: `${base}/operations/${id}/effects` },
      succeeds: { href: `${base}/effects?order=desc&cursor=${id}` },
      precedes: { href: `${base}/effects?order=asc&cursor=${id}` },
    },
    id,
    paging_token: id,
    transaction_successful: tx.successful,
    source_account: op.sourceAccount,
    type: op.type,
    type_i: op.typeNumber,
    created_at: instant(tx.closedAt),
    transaction_hash: tx.hash,
    ...(joined && { transaction: transactionRecord(tx, base, tx.hash) }),
    ...KINDS[op.type](op),
  };
};

const muxed = (op, name) =>
  op.toMuxed && { [`${name}_muxed`]: op.toMuxed, [`${name}_muxed_id`]: op.toMuxedId.toString() };

const payment = (op) => {
  const [{ asset, from, to, units }] = op.moves;
  return { ...assetFields(asset), from, to, amount: amount(units), ...muxed(op, "to") };
};

// What a path payment takes from the payer; as many lumens as arrive when nobody says.
const spent = (op) => {
  const sent = op.sent ?? { asset: { code: "XLM" }, amount: amount(op.moves[0].units) };
  return { source_amount: sent.amount, ...assetFields(sent.asset, "source_") };
};

const KINDS = {
  payment,
  path_payment_strict_receive: (op) => {
    const paid = spent(op);
    return { ...payment(op), path: [], ...paid, source_max: paid.source_amount };
  },
  path_payment_strict_send: (op) => {
    const least = { destination_min: amount(op.moves[0].units) };
    return { ...payment(op), path: [], ...spent(op), ...least };
  },
  create_account: ({ moves: [{ from, to, units }] }) => ({
    starting_balance: amount(units),
    funder: from,
    account: to,
  }),
  account_merge: (op) => {
    const [{ from, to }] = op.moves;
    return { account: from, into: to, ...muxed(op, "into") };
  },
  invoke_host_function: ({ moves }) => ({
    function: "HostFunctionTypeHostFunctionTypeInvokeContract",
    parameters: [{ value: "AAAADwAAAAh0cmFuc2Zlcg==", type: "Sym" }],
    address: "",
    salt: "",
    asset_balance_changes: moves.map((move) => ({
      ...assetFields(move.asset),
      type: move.kind,
      ...(move.from && { from: move.from }),
      ...(move.to && { to: move.to }),
      amount: amount(move.units),
      ...(move.muxedId !== undefined && { destination_muxed_id: move.muxedId.toString() }),
    })),
  }),
};

// go protocols/horizon/main.go: `memo` is there unless there is none, even when it is empty;
// `memo_bytes` for text only, since `memo` has lost NULs and bytes that are no UTF-8.
const memoFields = (memo) => {
  if (memo === undefined) return { memo_type: "none" };
  const { type, value } = memo;
  if (type === "id") return { memo_type: type, memo: value };
  if (type !== "text") return { memo_type: type, memo: value.toString("base64") };
  const scrubbed = value.toString("utf8").replaceAll("\0", "");
  return { memo_type: type, memo: scrubbed, memo_bytes: value.toString("base64") };
};

/** A transaction under one of its hashes; `expectedAt` stands in until its ledger has closed. */
export const transactionRecord = (tx, base, hash, expectedAt) => {
  const token = ((BigInt(tx.ledger) << 32n) | BigInt(tx.order << 12)).toString();
  const self = { href: `${base}/transactions/${hash}` };
  const below = (name) => ({ href: `${self.href}/${name}{?cursor,limit,order}`, templated: true });
  const fee = (tx.fee * tx.operations.length).toString();
  const ends = { timebounds: { min_time: "0" } };
  if (tx.maxTime) ends.timebounds.max_time = tx.maxTime.toString();
  return {
    ...memoFields(tx.memo),
    _links: {
      self,
      account: { href: `${base}/accounts/${tx.source}` },
      ledger: { href: `${base}/ledgers/${tx.ledger}` },
      operations: below("operations"),
      effects: below("effects"),
      precedes: { href: `${base}/transactions?order=asc&cursor=${token}` },
      succeeds: { href: `${base}/transactions?order=desc&cursor=${token}` },
      transaction: self,
    },
    id: hash,
    paging_token: token,
    successful: tx.successful,
    hash,
    ledger: tx.ledger,
    created_at: instant(tx.closedAt ?? expectedAt),
    source_account: tx.source,
    source_account_sequence: tx.sequence.toString(),
    fee_account: tx.feeAccount,
    fee_charged: fee,
    max_fee: fee,
    operation_count: tx.operations.length,
    // Only what was submitted has its real envelope; results and changes nobody here works out.
    envelope_xdr: tx.envelope ?? "AAAA",
    result_xdr: "AAAA",
    result_meta_xdr: "AAAA",
    fee_meta_xdr: "AAAA",
    signatures: tx.signatures,
    valid_after: "1970-01-01T00:00:00Z",
    ...(tx.maxTime && { valid_before: instant(Number(tx.maxTime) * 1000) }),
    preconditions: ends,
    ...(tx.innerHash && feeBumpFields(tx)),
  };
};

const feeBumpFields = (tx) => ({
  fee_bump_transaction: { hash: tx.hash, signatures: tx.signatures },
  inner_transaction: { hash: tx.innerHash, signatures: tx.signatures, max_fee: "100" },
});

/** What an operation did to accounts; an account_merge tells its amount nowhere else. */
export const effectsOf = (op, base) => {
  if (!op.tx.successful) return [];
  const moved = op.moves.flatMap((move) => [
    ["account_credited", 2, move.to, move],
    ["account_debited", 3, move.from, move],
  ]);
  const effects = op.type === "create_account" ? created(op) : moved;
  if (op.type === "account_merge") effects.push(["account_removed", 1, op.moves[0].from]);
  const id = op.id.toString();
  const known = effects.filter(([, , account]) => account);
  return known.map(([type, typeNumber, account, move], index) => ({
    _links: {
      operation: { href: `${base}/operations/${id}` },
      succeeds: { href: `${base}/effects?order=desc&cursor=${id}-${index + 1}` },
      precedes: { href: `${base}/effects?order=asc&cursor=${id}-${index + 1}` },
    },
    id: `${id.padStart(19, "0")}-${(index + 1).toString().padStart(10, "0")}`,
    paging_token: `${id}-${index + 1}`,
    account,
    type,
    type_i: typeNumber,
    created_at: instant(op.tx.closedAt),
    ...(type === "account_created" && { starting_balance: amount(move.units) }),
    ...(move && type !== "account_created" && changed(move)),
  }));
};

const created = ({ moves: [move] }) => [
  ["account_created", 0, move.to, move],
  ["account_debited", 3, move.from, move],
];

const changed = (move) => ({ ...assetFields(move.asset), amount: amount(move.units) });
