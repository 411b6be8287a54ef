// The XDR of a Stellar transaction with one payment: read, written and hashed by hand (the layout
// is in rails.md 1.9). Knows bytes; no ledger and no rule of what is allowed.
import { accountOfKey, keyOfAccount, sha256, toUnits } from "./addresses.mjs";

const TX_V1 = 2;
const PAYMENT = 1;
const MUXED = 0x100;
const MEMOS = ["none", "text", "id", "hash", "return"];

/** The hash that the network `passphrase` knows a transaction by, in hex. */
export const hashOf = (body, passphrase) => {
  const kind = Buffer.from([0, 0, 0, TX_V1]);
  return sha256(Buffer.concat([sha256(passphrase), kind, body])).toString("hex");
};

/**
 * The parts of an envelope in base64. Throws at whatever is not one payment in a v1 envelope.
 * `body` is what is hashed: the transaction without its kind and signatures.
 */
export const readEnvelope = (base64) => {
  const bytes = Buffer.from(base64, "base64");
  const read = reader(bytes);
  if (read.u32() !== TX_V1) throw new Error("not a v1 envelope");
  const tx = { source: read.muxed().account, fee: read.u32(), sequence: read.u64() };
  Object.assign(tx, readBounds(read), { memo: readMemo(read) });
  if (read.u32() !== 1) throw new Error("not one operation");
  tx.operationSource = read.u32() === 1 ? read.muxed().account : undefined;
  if (read.u32() !== PAYMENT) throw new Error("not a payment");
  const to = read.muxed();
  Object.assign(tx, { destination: to.account, destinationId: to.id });
  Object.assign(tx, { asset: readAsset(read), units: read.u64() });
  if (read.u32() !== 0) throw new Error("an extension nobody knows");
  tx.body = bytes.subarray(4, read.at());
  tx.signatures = Array.from({ length: read.u32() }, () => {
    read.bytes(4);
    return read.opaque().toString("base64");
  });
  if (read.at() !== bytes.length) throw new Error("more bytes than a transaction");
  return tx;
};

const readBounds = (read) => {
  const kind = read.u32();
  if (kind > 1) throw new Error("preconditions other than time bounds");
  return kind === 0 ? { minTime: 0n, maxTime: 0n } : { minTime: read.u64(), maxTime: read.u64() };
};

const readMemo = (read) => {
  const type = MEMOS[read.u32()];
  if (type === "none") return undefined;
  if (type === "text") return { type, value: read.opaque() };
  if (type === "id") return { type, value: read.u64().toString() };
  if (type === undefined) throw new Error("a memo nobody knows");
  return { type, value: Buffer.from(read.bytes(32)) };
};

const readAsset = (read) => {
  const kind = read.u32();
  if (kind === 0) return "XLM";
  if (kind > 2) throw new Error("an asset nobody knows");
  const code = read.bytes(kind === 1 ? 4 : 12).toString("latin1").replace(/\0+$/, "");
  return { code, issuer: read.account() };
};

const reader = (bytes) => {
  let at = 0;
  const take = (length) => {
    if (at + length > bytes.length) throw new Error("the transaction ends too early");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const u32 = () => take(4).readUInt32BE();
  const u64 = () => take(8).readBigUInt64BE();
  const account = () => {
    if (u32() !== 0) throw new Error("not an ed25519 key");
    return accountOfKey(take(32));
  };
  const muxed = () => {
    const kind = u32();
    if (kind !== 0 && kind !== MUXED) throw new Error("not an account");
    const id = kind === MUXED ? u64().toString() : undefined;
    return { account: accountOfKey(take(32)), id };
  };
  const opaque = () => {
    const length = u32();
    const content = take(length);
    take((4 - (length % 4)) % 4);
    return content;
  };
  return { u32, u64, bytes: take, account, muxed, opaque, at: () => at };
};

/**
 * Writes a payment of `amount` ("10.0000000") as an envelope in base64, signed `signatures` times
 * with bytes that are no real signature. `memo.value` of a text is a string.
 */
export const writeEnvelope = (payment) => {
  const { source, fee = 100, sequence, minTime = 0, maxTime = 0, signatures = 0 } = payment;
  const { memo, destination, destinationId, asset = "XLM", amount } = payment;
  const to = destinationId === undefined ? [u32(0)] : [u32(MUXED), u64(destinationId)];
  return Buffer.concat([
    u32(TX_V1),
    u32(0),
    keyOfAccount(source),
    u32(fee),
    u64(sequence),
    u32(1),
    u64(minTime),
    u64(maxTime),
    writeMemo(memo),
    u32(1),
    u32(0),
    u32(PAYMENT),
    ...to,
    keyOfAccount(destination),
    writeAsset(asset),
    u64(toUnits(amount, 7)),
    u32(0),
    u32(signatures),
    ...Array(signatures).fill(Buffer.concat([Buffer.alloc(4, 1), u32(64), Buffer.alloc(64, 7)])),
  ]).toString("base64");
};

const writeMemo = (memo) => {
  if (memo === undefined) return u32(0);
  const kind = u32(MEMOS.indexOf(memo.type));
  if (memo.type === "id") return Buffer.concat([kind, u64(memo.value)]);
  if (memo.type !== "text") return Buffer.concat([kind, memo.value]);
  const text = Buffer.from(memo.value);
  return Buffer.concat([kind, u32(text.length), text, Buffer.alloc((4 - (text.length % 4)) % 4)]);
};

const writeAsset = (asset) => {
  if (asset === "XLM") return u32(0);
  const length = asset.code.length <= 4 ? 4 : 12;
  const code = Buffer.from(asset.code.padEnd(length, "\0"));
  return Buffer.concat([u32(length === 4 ? 1 : 2), code, u32(0), keyOfAccount(asset.issuer)]);
};

const u32 = (number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
};

const u64 = (number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};
