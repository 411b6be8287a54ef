// rippled's words (JSON-RPC, api_version 1 and 2) for an XRP Ledger: server_info, ledger,
// account_tx, account_info and tx (rails.md 2.1, 2.2; fixtures xrpl/). Knows no sockets.
import { isXrplAccount } from "./addresses.mjs";
import { EPOCH_S } from "./xrpl.mjs";

const ERRORS = {
  actMalformed: [35, "Account malformed."],
  actNotFound: [19, "Account not found."],
  invalidLgrRange: [79, "Ledger range is invalid."],
  invalidParams: [31, "Invalid parameters."],
  lgrIdxMalformed: [58, "Ledger index malformed."],
  lgrIdxsInvalid: [57, "Ledger indexes invalid."],
  lgrNotFound: [21, "ledgerNotFound"],
  slowDown: [10, "You are placing too much load on the server."],
  txnNotFound: [29, "Transaction not found."],
  unknownCmd: [32, "Unknown method."],
};
// Fields without which nobody can tell what was paid, or how far a page reached.
export const XRPL_FIELDS = [
  ...["delivered_amount", "validated", "ledger_index_max", "complete_ledgers"],
];

/** What a request asks for; `endpoint` is the method. */
export const xrplAsks = ({ method, body }) => {
  let call;
  try {
    call = method === "POST" ? JSON.parse(body) : undefined;
  } catch {
    call = undefined;
  }
  const params = call?.params?.[0] ?? {};
  const endpoint = call === undefined ? "malformed" : (call.method ?? "unknown");
  return { endpoint, params, account: params.account, body };
};

/** The answer: status, headers and a body that becomes JSON, or text. */
export const xrplSays = (xrpl, { endpoint, params }, fault, provider) => {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  if (endpoint === "malformed") {
    return { status: 400, headers: { "content-type": "text/plain" }, body: "Unable to parse" };
  }
  const view = look(xrpl, fault);
  const version = params.api_version ?? 1;
  const ask = { xrpl, view, fault, provider, params, version };
  const result = fault.error ?? METHODS[endpoint]?.(ask) ?? "unknownCmd";
  const request = { ...params, command: endpoint };
  const body = typeof result === "string" ? failure(result, request) : success(result);
  return { status: 200, headers, body };
};

const success = (result) => ({ result: { ...result, status: "success" } });

const failure = (error, request) => {
  const [error_code, error_message] = ERRORS[error] ?? [73, "Internal error."];
  return { result: { error, error_code, error_message, request, status: "error" } };
};

/** The text of a server that has too much to do. */
export const xrplRefuses = (status) =>
  status === 503 ? "Server is overloaded\r\n" : "Refused by a test\r\n";

// The ledger as this provider sees it.
const look = (xrpl, { stale, elder = xrpl.elder, reset, networkId = xrpl.networkId }) => {
  if (reset) {
    const latest = { ...xrpl.latest(), sequence: 3 };
    return { latest, elder: 1, networkId, holds: () => false };
  }
  const latest = xrpl.ledgers.find((one) => one.sequence === stale) ?? xrpl.latest();
  const holds = (tx) =>
    tx.ledger !== undefined &&
    tx.ledger.sequence >= elder &&
    tx.ledger.sequence <= latest.sequence;
  return { latest, elder, networkId, holds };
};

const seconds = (ms) => ms / 1000 - EPOCH_S;
const iso = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");

const serverInfo = ({ xrpl, view }) => ({
  info: {
    build_version: "2.4.0",
    complete_ledgers: `${view.elder}-${view.latest.sequence}`,
    hostid: "TEST",
    io_latency_ms: 1,
    last_close: { converge_time_s: 2, proposers: 35 },
    load_factor: 1,
    network_id: view.networkId,
    peers: 50,
    pubkey_node: "n94wWvFUmaKGYrKUGgpv1DyYgDeXRGdACkNQaSe7zJiy5Znio7UC",
    server_state: "full",
    time: new Date(xrpl.now()).toUTCString(),
    validated_ledger: {
      age: Math.max(0, Math.floor((xrpl.now() - view.latest.closedAt) / 1000)),
      base_fee_xrp: 0.00001,
      hash: view.latest.hash,
      reserve_base_xrp: 1,
      reserve_inc_xrp: 0.2,
      seq: view.latest.sequence,
    },
    validation_quorum: 28,
  },
});

const ledger = ({ xrpl, view, params, version }) => {
  const wanted = params.ledger_index ?? "validated";
  const found = ["validated", "closed", "current"].includes(wanted)
    ? view.latest
    : xrpl.ledgers.find((one) => one.sequence === Number(wanted));
  const inside = found && found.sequence >= view.elder && found.sequence <= view.latest.sequence;
  if (!inside) return "lgrNotFound";
  const { sequence, closedAt, hash } = found;
  return {
    ledger: {
      close_flags: 0,
      close_time: seconds(closedAt),
      close_time_human: new Date(closedAt).toUTCString(),
      close_time_iso: iso(closedAt),
      close_time_resolution: 10,
      closed: true,
      ledger_hash: hash,
      ledger_index: version === 1 ? sequence.toString() : sequence,
      total_coins: "99985687626634189",
    },
    ledger_hash: hash,
    ledger_index: sequence,
    validated: true,
  };
};

const accountTx = (ask) => {
  const { xrpl, view, fault, provider, params } = ask;
  if (!isXrplAccount(params.account)) return "actMalformed";
  if (params.binary) return "invalidParams";
  const bounds = searched(ask);
  if (typeof bounds === "string") return bounds;
  const forward = params.forward ?? false;
  const mine = xrpl.validated.filter(
    (one) =>
      view.holds(one) &&
      one.ledger.sequence >= bounds.min &&
      one.ledger.sequence <= bounds.max &&
      [one.from, one.to].includes(params.account),
  );
  if (!forward) mine.reverse();
  let start = 0;
  if (params.marker !== undefined) {
    // A marker belongs to the server that gave it and to nobody else.
    if (!xrpl.markers.has(markerKey(provider, params.marker))) return "invalidParams";
    start = mine.findIndex((one) => isAt(one, params.marker));
    if (start < 0) return "invalidParams";
  }
  const limit = Math.min(params.limit ?? 200, xrpl.pageLimit);
  const next = mine[start + limit];
  const shown = fault.emptyPage ? [] : mine.slice(start, start + limit);
  // Pages need not be in order inside (markers-and-pagination.md): here they never are.
  const page = [...shown, ...(fault.repeat ? shown : [])].reverse();
  const marker = next && { ledger: next.ledger.sequence, seq: next.index };
  if (marker) xrpl.markers.add(markerKey(provider, marker));
  return {
    account: params.account,
    ledger_index_min: bounds.min,
    ledger_index_max: bounds.max,
    limit,
    ...(marker && { marker }),
    transactions: page.map((one) => entry(one, ask)),
    validated: true,
  };
};

const markerKey = (provider, marker) => `${provider} ${marker?.ledger} ${marker?.seq}`;

const isAt = (one, marker) => one.ledger.sequence === marker.ledger && one.index === marker.seq;

// The bounds that are searched. A version 2 server refuses what it does not have; version 1 clips.
const searched = ({ view, params, version }) => {
  const least = params.ledger_index_min ?? -1;
  const most = params.ledger_index_max ?? -1;
  const [elder, latest] = [view.elder, view.latest.sequence];
  // A minimum of 0 means no minimum, to rippled.
  const outside = (least > 0 && least < elder) || most > latest;
  if (version > 1 && outside) return "lgrIdxMalformed";
  const min = Math.max(elder, least);
  const max = most < 0 ? latest : Math.min(latest, most);
  if (min > max) return version > 1 ? "invalidLgrRange" : "lgrIdxsInvalid";
  return { min, max };
};

const entry = (one, { version, view }) => {
  const { sequence, closedAt, hash } = one.ledger;
  if (version === 1) return { meta: meta(one), tx: flat(one), validated: true };
  return {
    meta: meta(one),
    tx_json: { ...common(one), ledger_index: sequence, ctid: ctid(one, view), ...dateOf(one) },
    ledger_index: sequence,
    hash: one.hash,
    ledger_hash: hash,
    close_time_iso: iso(closedAt),
    validated: true,
  };
};

const dateOf = ({ ledger: { closedAt } }) => ({ date: seconds(closedAt) });

const ctid = ({ ledger: { sequence }, index }, { networkId }) => {
  const part = (number, length) => number.toString(16).padStart(length, "0");
  return `C${part(sequence, 7)}${part(index, 4)}${part(networkId, 4)}`.toUpperCase();
};

// What all versions call by the same name; `named` is Amount in version 1, DeliverMax in 2.
const common = (one, named = "DeliverMax") => ({
  Account: one.from,
  ...fieldsOf(one, named),
  ...(one.tag !== undefined && one.type !== "EscrowFinish" && { DestinationTag: one.tag }),
  Fee: "12",
  Flags: one.flags,
  ...(one.ledger && { LastLedgerSequence: one.ledger.sequence + 20 }),
  Sequence: one.sequence,
  SigningPubKey: "02".padEnd(66, "A"),
  TransactionType: one.type,
  TxnSignature: "3044".padEnd(140, "B"),
});

const fieldsOf = ({ type, to, from, amount, sendMax, sequence }, named) => {
  if (type === "CheckCreate") return { Destination: to, SendMax: amount };
  if (type === "AccountDelete") return { Destination: to };
  if (type === "EscrowFinish") return { Owner: from, OfferSequence: sequence - 1 };
  if (type === "TrustSet") return { LimitAmount: amount };
  return { [named]: amount, Destination: to, ...(sendMax && { SendMax: sendMax }) };
};

const flat = (one) => ({
  ...common(one, "Amount"),
  hash: one.hash,
  ...(one.ledger && {
    ...dateOf(one),
    inLedger: one.ledger.sequence,
    ledger_index: one.ledger.sequence,
  }),
});

// delivered_amount is worked out by the server, for what moved money only.
const meta = (one) => {
  const delivers = one.moves && one.type !== "EscrowFinish";
  return {
    AffectedNodes: [...one.nodes, ...escrowNode(one)],
    ...(one.partial && one.moves && { DeliveredAmount: one.delivered }),
    TransactionIndex: one.index,
    TransactionResult: one.result,
    ...(delivers && { delivered_amount: one.delivered }),
  };
};

const escrowNode = ({ type, from, to, tag, amount, hash }) => {
  if (type !== "EscrowFinish") return [];
  const FinalFields = { Account: from, Amount: amount, Destination: to, DestinationTag: tag };
  return [{ DeletedNode: { FinalFields, LedgerEntryType: "Escrow", LedgerIndex: hash } }];
};

const accountInfo = ({ xrpl, view, params }) => {
  if (!isXrplAccount(params.account)) return "actMalformed";
  const account = xrpl.accounts.get(params.account);
  if (!account) return "actNotFound";
  return {
    account_data: {
      Account: account.address,
      Balance: account.drops.toString(),
      Flags: account.flags,
      LedgerEntryType: "AccountRoot",
      OwnerCount: 0,
      PreviousTxnID: account.lastHash,
      PreviousTxnLgrSeq: account.lastLedger,
      Sequence: account.sequence,
      index: account.lastHash,
    },
    ledger_hash: view.latest.hash,
    ledger_index: view.latest.sequence,
    validated: true,
  };
};

const tx = ({ xrpl, view, fault, params, version }) => {
  if (!/^[0-9A-F]{64}$/i.test(params.transaction ?? "")) return "invalidParams";
  const one = xrpl.transactions.get(params.transaction.toUpperCase());
  if (!one || fault.reset) return "txnNotFound";
  if (one.ledger === undefined) {
    const unvalidated = { hash: one.hash, validated: false };
    return version === 1
      ? { ...flat(one), ...unvalidated }
      : { tx_json: common(one), ...unvalidated };
  }
  if (!view.holds(one)) return "txnNotFound";
  if (version === 1) return { ...flat(one), meta: meta(one), validated: true };
  return { ...entry(one, { version, view }), ctid: ctid(one, view) };
};

const METHODS = {
  server_info: serverInfo,
  ledger,
  account_tx: accountTx,
  account_info: accountInfo,
  tx,
};
