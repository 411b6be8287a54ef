// Addresses of both ledgers made from names, so that tests need no list of them, and taken apart.
// By SEP-23 and by XRPL's own documents; knows nothing of PayLinkr's way of doing the same.
import { createHash } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
const VERSIONS = { G: 6 << 3, M: 12 << 3, C: 2 << 3 };

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

// CRC16-XModem, as SEP-23 wants it.
const crc16 = (bytes) => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc;
};

const base32 = (bytes) => {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives.map((five) => BASE32[parseInt(five.padEnd(5, "0"), 2)]).join("");
};

const unbase32 = (text) => {
  const bits = Array.from(text, (char) => BASE32.indexOf(char).toString(2).padStart(5, "0"));
  const eights = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(eights.map((eight) => parseInt(eight, 2)));
};

const strkey = (kind, payload) => {
  const body = Buffer.concat([Buffer.from([VERSIONS[kind]]), payload]);
  const check = Buffer.alloc(2);
  check.writeUInt16LE(crc16(body));
  return base32(Buffer.concat([body, check]));
};

/** A G address from its 32 bytes. */
export const accountOfKey = (key) => strkey("G", key);

/** The 32 bytes of a G address; `undefined` when it is none. */
export const keyOfAccount = (address) => {
  if (!/^G[A-Z2-7]{55}$/.test(address ?? "")) return undefined;
  const key = unbase32(address).subarray(1, 33);
  return strkey("G", key) === address ? key : undefined;
};

/** The M address (SEP-23) of an account and a 64-bit id. */
export const muxedAccount = (address, id) => {
  const tail = Buffer.alloc(8);
  tail.writeBigUInt64BE(BigInt(id));
  return strkey("M", Buffer.concat([keyOfAccount(address), tail]));
};

/** A Stellar account, a contract and an XRPL account that belong to a name, always the same. */
export const stellarAccount = (name) => strkey("G", sha256(`stellar ${name}`));
export const stellarContract = (name) => strkey("C", sha256(`contract ${name}`));
export const xrplAccount = (name) => classic(sha256(`xrpl ${name}`).subarray(0, 20));

const classic = (accountId) => base58(Buffer.concat([Buffer.from([0]), accountId]));

/** The X-address (XLS-5d) of the main network, of an account and a destination tag. */
export const xAddress = (address, tag) => {
  const tail = Buffer.alloc(9);
  tail.writeUInt8(1);
  tail.writeUInt32LE(tag, 1);
  const accountId = unbase58(address).subarray(1, 21);
  return base58(Buffer.concat([Buffer.from([0x05, 0x44]), accountId, tail]));
};

// With the checksum behind it.
const base58 = (body) => {
  const bytes = Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = BASE58[Number(number % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return BASE58[0].repeat(zeros) + text;
};

// The 25 bytes of a classic address.
const unbase58 = (text) => {
  const digits = Array.from(text, (char) => BigInt(BASE58.indexOf(char)));
  const number = digits.reduce((sum, digit) => sum * 58n + digit, 0n);
  return Buffer.from(number.toString(16).padStart(50, "0"), "hex");
};

export const isXrplAccount = (text) => {
  if (!/^r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text ?? "")) return false;
  const bytes = unbase58(text);
  return bytes.length === 25 && classic(bytes.subarray(1, 21)) === text;
};

/** A decimal text as whole units of 10^-scale, and back; no floats near money. */
export const toUnits = (text, scale) => {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > scale) throw new Error(`no amount: ${text}`);
  return BigInt(whole + fraction.padEnd(scale, "0"));
};

export const fromUnits = (units, scale) => {
  const digits = units.toString().padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};
