// Looks at a webhook as a receiver does, and tells of every check how it went: both signatures
// that PayLinkr sends. Pure but for WebCrypto; must not know the page.

const TOLERANCE_SECONDS = 300;
const TEXT = new TextEncoder();

/** The headers of a pasted text, by lower-case name: lines of any tool, or JSON. */
export function readHeaders(text) {
  const lines = entriesOf(text) ?? text.split(/\r?\n/).map((line) => {
    const [, name, value] = line.match(/^[\s<>*'"]*([\w-]+)['"]?\s*:\s*(.*)$/) ?? [];
    return [name, value?.trim().replace(/,$/, "").replace(/^(['"])(.*)\1$/, "$2")];
  });
  const named = lines.filter(([name, value]) => name && value);
  return new Map(named.map(([name, value]) => [name.toLowerCase(), String(value).trim()]));
}

function entriesOf(text) {
  try {
    return Object.entries(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * What a receiver finds at `now` (milliseconds), one entry for each kind of signature: what is
 * `signed` and `expected` (null while something for it lacks), and the `checks` in their order,
 * with a `state` of `passed`, `failed` or `open`. `isSent` is whether any header of it came.
 */
export async function examine({ headers, body, secret, now }) {
  const schemes = [standard(headers, secret), paylinkr(headers, secret)];
  return Promise.all(schemes.map((scheme) => look(scheme, body, now)));
}

/** Standard Webhooks 1.0.0. */
function standard(headers, secret) {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const [id, timestamp, signature] = names.map((name) => headers.get(name));
  const key = bytesOf(secret.replace(/^whsec_/, ""));
  const sent = signature?.split(" ").filter((one) => one.startsWith("v1,")) ?? [];
  return {
    title: "Standard Webhooks",
    isSent: names.some((name) => headers.has(name)),
    missing: names.filter((name) => !headers.has(name)),
    names,
    timestamp,
    start: `${id}.${timestamp}.`,
    key: key?.length ? key : undefined,
    keyWords: "the Base64 behind whsec_",
    sent,
    write: (mac) => `v1,${btoa(String.fromCharCode(...mac))}`,
  };
}

/** `t=SECONDS,v1=HEX`, with a `v1` for each secret. */
function paylinkr(headers, secret) {
  const name = "x-paylinkr-signature";
  const parts = (headers.get(name) ?? "").split(",").map((part) => part.trim());
  const timestamp = parts.find((part) => part.startsWith("t="))?.slice(2);
  return {
    title: "X-PayLinkr-Signature",
    isSent: headers.has(name),
    missing: headers.has(name) ? [] : [name],
    names: [name],
    timestamp,
    start: `${timestamp}.`,
    key: secret.startsWith("whsec_") ? TEXT.encode(secret) : undefined,
    keyWords: "the whole text, whsec_ included",
    sent: parts.filter((part) => part.startsWith("v1=")).map((part) => part.toLowerCase()),
    write: (mac) => `v1=${[...mac].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`,
  };
}

async function look(scheme, body, now) {
  const { title, isSent, missing, names, key, start } = scheme;
  const isWhole = missing.length === 0;
  const sign = async (text) => scheme.write(await hmac(key, TEXT.encode(start + text)));
  const expected = isWhole && key ? await sign(body) : null;
  const checks = [
    check("Headers", isWhole, isWhole ? listed(names) : `Missing: ${missing.join(", ")}.`),
    isWhole ? timeCheck(scheme.timestamp, now) : open("Time"),
    check("Secret", key !== undefined, key
      ? `The key is ${scheme.keyWords}.`
      : "It must be whsec_ and Base64, as it was shown when it was made."),
    expected ? await signatureCheck(scheme.sent, expected, body, sign) : open("Signature"),
  ];
  return { title, isSent, signed: isWhole ? start + body : null, expected, checks };
}

const check = (name, isGood, text) => ({ name, state: isGood ? "passed" : "failed", text });
const open = (name) => ({ name, state: "open", text: "What is needed for it lacks." });
const listed = (names) => `${names.join(", ")} ${names.length > 1 ? "are" : "is"} there.`;

function timeCheck(timestamp, now) {
  // Digits only: what else `Number` reads was never signed by us.
  if (!/^[0-9]{1,12}$/.test(timestamp ?? "")) {
    return check("Time", false, "The signed time is no number of seconds.");
  }
  const seconds = Math.round(now / 1000 - Number(timestamp));
  const at = moment(Number(timestamp));
  const apart = `${span(Math.abs(seconds))} ${seconds < 0 ? "after" : "before"} it was received`;
  const isGood = Math.abs(seconds) <= TOLERANCE_SECONDS;
  const limit = `no more than ${TOLERANCE_SECONDS} s`;
  return check("Time", isGood, `Signed at ${at}, ${apart}; ${limit} are allowed.`);
}

async function signatureCheck(sent, expected, body, sign) {
  const place = sent.indexOf(expected);
  const of = sent.length === 1 ? "1 signature" : `${sent.length} signatures`;
  if (place >= 0) return check("Signature", true, `Number ${place + 1} of ${of} fits.`);
  if (sent.length === 0) return check("Signature", false, "The header has no signature v1.");
  const hint = await hintOf(sent, body, sign);
  return check("Signature", false, `None of ${of} is the expected one. ${hint}`);
}

/** Bodies are mostly spoilt in two ways, which can be tried. */
async function hintOf(sent, body, sign) {
  const fits = async (text) => sent.includes(await sign(text));
  if (await fits(body.trim())) {
    return "Without the white space around the body it fits: that was not sent.";
  }
  const compact = rewritten(body);
  if (compact !== undefined && (await fits(compact))) {
    return "With the JSON written without white space it fits: this is not the body as it came. "
      + "Verify the bytes before anything reads them.";
  }
  return "The body is not what was signed, or the secret is another: each mode has its own.";
}

function rewritten(json) {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return undefined;
  }
}

async function hmac(bytes, signed) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
}

function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** A moment as people and logs write it; twelve digits may be beyond the calendar. */
function moment(seconds) {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().replace(".000", "");
}

function span(seconds) {
  // Exact near the limit.
  if (seconds < 1_000) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}
