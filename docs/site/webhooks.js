// The page of the verifier: its fields, and what `verify.js` says of them. Sends nothing.

import { examine, readHeaders } from "./verify.js";

const WORDS = { passed: "✓ passed", failed: "✗ failed", open: "– not looked at" };

const field = (id) => document.getElementById(id);
const FIELDS = ["headers", "body", "secret", "received"].map(field);
const [headers, body, secret, received] = FIELDS;
const verdict = field("verdict");
let latest = 0;

field("verifier").hidden = false;
for (const one of FIELDS) one.addEventListener("input", show);
field("empty").addEventListener("click", () => {
  for (const one of FIELDS) one.value = "";
  headers.focus();
  show();
});
show();

async function show() {
  const turn = ++latest;
  const { text, state, schemes } = await judged();
  // Another letter came meanwhile.
  if (turn !== latest) return;
  verdict.textContent = text;
  verdict.className = state;
  field("schemes").replaceChildren(...schemes.map(drawn));
}

async function judged() {
  const lacks = [headers, body, secret].filter((one) => one.value.trim() === "");
  if (lacks.length === 3) return { text: "Nothing to verify yet", state: "open", schemes: [] };
  if (!globalThis.crypto?.subtle) {
    const text = "This browser computes signatures on https pages only. Open this one so.";
    return { text, state: "failed", schemes: [] };
  }
  const now = received.value ? new Date(received.value).getTime() : Date.now();
  const read = readHeaders(headers.value);
  const all = await examine({ headers: read, body: body.value, secret: secret.value.trim(), now });
  if (lacks.length > 0) {
    const names = lacks.map((one) => one.labels[0].textContent.toLowerCase());
    return { text: `Still missing: ${names.join(" and ")}`, state: "open", schemes: [] };
  }
  const sent = all.filter((scheme) => scheme.isSent);
  if (sent.length === 0) {
    const text = "Refused: no header of a signature is among these";
    return { text, state: "failed", schemes: all };
  }
  const failed = [...new Set(sent.flatMap(({ checks }) => checks.filter(isFailed).map(nameOf)))];
  if (failed.length === 0) return { text: "Accepted", state: "passed", schemes: sent };
  return { text: `Refused: ${failed.join(", ").toLowerCase()}`, state: "failed", schemes: sent };
}

const isFailed = ({ state }) => state === "failed";
const nameOf = ({ name }) => name;

/** One kind of signature: its checks, what is signed, what comes of it. */
function drawn({ title, checks, signed, expected }) {
  const rows = checks.map(({ name, state, text }) =>
    made("li", { className: state }, made("strong", {}, name), ` ${WORDS[state]}. ${text}`),
  );
  const texts = [["Signed string", signed], ["Expected signature", expected]];
  const shown = texts.filter(([, text]) => text !== null).flatMap(([name, text]) => [
    made("h4", {}, name),
    made("pre", { tabIndex: 0, className: "long" }, made("code", {}, text)),
  ]);
  const list = made("ul", { className: "checks" }, ...rows);
  return made("section", {}, made("h3", {}, title), list, ...shown);
}

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
