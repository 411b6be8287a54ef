// Horizon's words for a Stellar network: which path asks what, and records of exactly its shape
// (rails.md 1.1-1.4, fixtures horizon/). Knows no sockets; a fault makes it say what it should not.
import { assetKey, MAX_UNITS } from "./stellar.mjs";
import { fromUnits, keyOfAccount } from "./addresses.mjs";
import { effectsOf, paymentRecord, transactionRecord } from "./horizonrecords.mjs";

const ERRORS = "https://stellar.org/horizon-errors";
const REFUSALS = {
  400: ["bad_request", "Bad Request"],
  404: ["not_found", "Resource Missing"],
  410: ["before_history", "Data Requested Is Before Recorded History"],
  415: ["unsupported_media_type", "Unsupported Media Type"],
  429: ["rate_limit_exceeded", "Rate Limit Exceeded"],
  500: ["server_error", "Internal Server Error"],
  503: ["stale_history", "Historical DB Is Too Stale"],
  504: ["timeout", "Timeout"],
};
const ROUTES = [
  ["GET", /^\/$/, "root"],
  ["GET", /^\/accounts\/([^/]+)$/, "account"],
  ["GET", /^\/accounts\/([^/]*)\/payments$/, "payments"],
  ["GET", /^\/transactions\/([^/]+)$/, "transaction"],
  ["GET", /^\/transactions\/([^/]+)\/payments$/, "transactionPayments"],
  ["GET", /^\/operations\/(\d+)\/effects$/, "effects"],
  ["POST", /^\/transactions$/, "submit"],
];
// Fields without which nobody can tell what was paid, or how far a page reached.
export const HORIZON_FIELDS = [
  ...["transaction_successful", "paging_token", "history_latest_ledger", "sequence", "hash"],
];

/** What a request asks for: the endpoint's name, and of which account or id. */
export const horizonAsks = ({ method, path, query, body, headers }) => {
  const clean = path.replace(/\/+$/, "") || "/";
  for (const [verb, pattern, endpoint] of ROUTES) {
    const found = verb === method && pattern.exec(clean);
    if (!found) continue;
    const subject = found[1] && decodeURIComponent(found[1]);
    const account = ["account", "payments"].includes(endpoint) ? subject : undefined;
    return { endpoint, subject, account, method, path: clean, query, body, headers };
  }
  return { endpoint: "unknown", method, path: clean, query, body, headers };
};

/** The answer: status, headers and a body that becomes JSON. */
export const horizonSays = (stellar, ask, fault, base) => {
  const view = look(stellar, fault);
  const say = { root, account, payments, transaction, transactionPayments, effects, submit }[
    ask.endpoint
  ];
  const answer = say ? say({ stellar, view, fault, base, ask }) : problem(404);
  const type = answer.status === 200 ? "application/hal+json" : "application/problem+json";
  const latest = view.latest.sequence.toString();
  const headers = { "content-type": `${type}; charset=utf-8`, "latest-ledger": latest };
  return { ...answer, headers };
};

/** A refusal in Horizon's form. */
export const problem = (status, detail = "The request was refused by a test.", extras) => {
  const [kind, title] = REFUSALS[status] ?? REFUSALS[500];
  const body = { type: `${ERRORS}/${kind}`, title, status, detail, ...(extras && { extras }) };
  return { status, body };
};

// The network as this provider sees it.
const look = (stellar, { stale, elder = stellar.elder, reset, passphrase }) => {
  const name = passphrase ?? stellar.passphrase;
  if (reset) {
    const latest = { sequence: 3, closedAt: stellar.latest().closedAt, transactions: 0 };
    return { latest, elder: 1, passphrase: name, operations: [], holds: () => false };
  }
  const latest = stellar.ledgers.find((one) => one.sequence === stale) ?? stellar.latest();
  const holds = ({ ledger, closedAt }) =>
    closedAt !== undefined && ledger >= elder && ledger <= latest.sequence;
  const operations = stellar.operations.filter((op) => holds(op.tx));
  return { latest, elder, passphrase: name, operations, holds };
};

const instant = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");

const root = ({ view, base }) => ({
  status: 200,
  body: {
    _links: { self: { href: `${base}/` } },
    horizon_version: "28.0.0-tests",
    core_version: "stellar-core 23.0.0 (tests)",
    ingest_latest_ledger: view.latest.sequence,
    history_latest_ledger: view.latest.sequence,
    history_latest_ledger_closed_at: instant(view.latest.closedAt),
    history_elder_ledger: view.elder,
    core_latest_ledger: view.latest.sequence,
    network_passphrase: view.passphrase,
    current_protocol_version: 23,
    supported_protocol_version: 23,
    core_supported_protocol_version: 23,
  },
});

const account = ({ stellar, view, base, ask }) => {
  if (!keyOfAccount(ask.subject)) return problem(400, "Account ID must start with `G`");
  const found = stellar.accounts.get(ask.subject);
  if (!found || found.merged) return problem(404, "The resource was not found.");
  const { address, sequence, data } = found;
  const flag = (name) => found.flags[name] ?? false;
  const links = ["transactions", "operations", "payments", "effects", "offers", "trades"];
  const href = (rest) => ({ href: `${base}/accounts/${address}${rest}`, templated: true });
  const self = { self: { href: `${base}/accounts/${address}` }, data: href("/data/{key}") };
  const listed = links.map((name) => [name, href(`/${name}{?cursor,limit,order}`)]);
  const lines = [...found.balances.values()].map((line) => balance(line, view));
  const body = {
    _links: { ...self, ...Object.fromEntries(listed) },
    id: address,
    account_id: address,
    sequence: sequence.toString(),
    sequence_ledger: view.latest.sequence,
    sequence_time: (view.latest.closedAt / 1000).toString(),
    subentry_count: lines.length - 1 + Object.keys(data).length,
    last_modified_ledger: view.latest.sequence,
    last_modified_time: instant(view.latest.closedAt),
    thresholds: { low_threshold: 0, med_threshold: 0, high_threshold: 0 },
    flags: {
      auth_required: flag("auth_required"),
      auth_revocable: flag("auth_revocable"),
      auth_immutable: flag("auth_immutable"),
      auth_clawback_enabled: flag("auth_clawback_enabled"),
    },
    // The native balance comes last.
    balances: lines.sort((a, b) => (a.asset_type === "native") - (b.asset_type === "native")),
    signers: [{ weight: 1, key: address, type: "ed25519_public_key" }],
    data,
    num_sponsoring: 0,
    num_sponsored: 0,
    paging_token: address,
  };
  return { status: 200, body };
};

const balance = ({ asset, units, limit, authorized }, view) => {
  const none = { buying_liabilities: "0.0000000", selling_liabilities: "0.0000000" };
  if (assetKey(asset) === "XLM") {
    return { balance: fromUnits(units, 7), ...none, asset_type: "native" };
  }
  return {
    balance: fromUnits(units, 7),
    limit: fromUnits(limit ?? MAX_UNITS, 7),
    ...none,
    last_modified_ledger: view.latest.sequence,
    is_authorized: authorized,
    is_authorized_to_maintain_liabilities: authorized,
    asset_type: asset.code.length <= 4 ? "credit_alphanum4" : "credit_alphanum12",
    asset_code: asset.code,
    asset_issuer: asset.issuer,
  };
};

const payments = (asked) => {
  const { stellar, view, ask } = asked;
  if (!keyOfAccount(ask.subject)) return problem(400, "Account ID must start with `G`");
  if (!stellar.accounts.has(ask.subject)) return problem(404, "The resource was not found.");
  const failed = ask.query.get("include_failed") === "true";
  const mine = view.operations.filter(
    (op) => op.participants.has(ask.subject) && (failed || op.tx.successful),
  );
  return page(asked, mine);
};

const transactionPayments = (asked) => {
  const tx = findTransaction(asked);
  return tx ? page(asked, tx.operations) : problem(404, "The resource was not found.");
};

// One page of operations, as `cursor`, `order` and `limit` say.
const page = ({ view, fault, base, ask }, all) => {
  const { cursor, order, limit } = paging(ask.query, view);
  if (cursor === undefined) return problem(400, "The cursor or the limit is not valid.");
  const ascending = order === "asc";
  const before = (BigInt(view.elder) << 32n) - 1n;
  // hz internal/actions/helpers.go: only a descending cursor before history is refused.
  if (!ascending && ask.query.get("cursor") && cursor < before) return problem(410);
  const sorted = ascending ? all : all.toReversed();
  const beyond = (op) => (ascending ? op.id > cursor : op.id < cursor);
  const rest = sorted.filter(beyond);
  let shown = fault.emptyPage ? [] : rest.slice(0, limit);
  if (fault.repeat) {
    const known = sorted.filter((op) => !beyond(op)).slice(-3);
    const twice = fault.repeat === "twice" ? shown.slice(0, 1) : [];
    shown = [...known, ...twice, ...shown].slice(0, limit);
  }
  const joined = ask.query.get("join") === "transactions";
  const records = shown.map((op) => paymentRecord(op, base, joined));
  const href = (at, way) => ({
    href: `${base}${ask.path}?cursor=${at}&limit=${limit}&order=${way}`,
  });
  const given = ask.query.get("cursor") ?? "";
  const ends = [shown.at(-1)?.id ?? given, shown.at(0)?.id ?? given];
  const _links = {
    self: href(given, order),
    next: href(ends[0], order),
    prev: href(ends[1], ascending ? "desc" : "asc"),
  };
  return { status: 200, body: { _links, _embedded: { records } } };
};

const paging = (query, view) => {
  const order = query.get("order") === "desc" ? "desc" : "asc";
  const limit = Number(query.get("limit") ?? 10);
  const cursor = query.get("cursor") ?? "";
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) return {};
  if (cursor === "now") return { cursor: (BigInt(view.latest.sequence) + 1n) << 32n, order, limit };
  if (cursor === "") return { cursor: order === "asc" ? 0n : 2n ** 63n, order, limit };
  return /^\d{1,19}$/.test(cursor) ? { cursor: BigInt(cursor), order, limit } : {};
};

const findTransaction = ({ stellar, view, ask }) => {
  const tx = stellar.transactions.get(ask.subject);
  return tx && view.holds(tx) ? tx : undefined;
};

const transaction = (asked) => {
  const { ask, base } = asked;
  if (!/^[0-9a-f]{64}$/i.test(ask.subject)) return problem(400, "Transaction hash is not valid.");
  const tx = findTransaction(asked);
  if (!tx) return problem(404, "The resource was not found.");
  // A fee bump answers to both of its hashes, each time under the one that was asked for.
  return { status: 200, body: transactionRecord(tx, base, ask.subject) };
};

const effects = ({ view, base, ask }) => {
  const op = view.operations.find((one) => one.id.toString() === ask.subject);
  if (!op) return problem(404, "The resource was not found.");
  const href = `${base}${ask.path}?cursor=&limit=10&order=asc`;
  const _links = { self: { href }, next: { href }, prev: { href } };
  return { status: 200, body: { _links, _embedded: { records: effectsOf(op, base) } } };
};

const submit = ({ stellar, base, ask }) => {
  const type = ask.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return problem(415);
  const envelope = new URLSearchParams(ask.body).get("tx") ?? "";
  let outcome;
  try {
    outcome = stellar.submit(envelope);
  } catch (error) {
    const extras = { envelope_xdr: envelope };
    return named("transaction_malformed", "Transaction Malformed", String(error), extras);
  }
  const { tx, hash = tx.hash, refused } = outcome;
  if (refused) {
    const extras = { envelope_xdr: envelope, hash, result_codes: refused, result_xdr: "AAAA" };
    return named("transaction_failed", "Transaction Failed", "See result_codes.", extras);
  }
  // The same transaction has the same reply, whether or not its ledger has closed by now.
  tx.reply ??= transactionRecord(tx, base, hash, stellar.latest().closedAt);
  return { status: 200, body: tx.reply };
};

const named = (kind, title, detail, extras) => {
  const answer = problem(400, detail, extras);
  Object.assign(answer.body, { type: `${ERRORS}/${kind}`, title });
  return answer;
};
