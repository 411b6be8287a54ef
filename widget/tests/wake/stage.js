// A stage for the wake tests: a page without a network, whose clock, timers, answers and clipboard
// the test holds in its hand. Knows the browser, not the checkout.

const nothing = () => ({ calls: [], answers: [], complaints: [], copies: [] });
const held = { now: 0, beats: new Map(), next: 1, ...nothing() };
const real = { setTimeout: window.setTimeout.bind(window) };

// Once, and not before the first page: the runner loads the tests with the real ones.
const takeOver = () => {
  if (held.taken) return;
  held.taken = true;
  for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...words) => {
      held.complaints.push(`${kind}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
  window.addEventListener("unhandledrejection", ({ reason }) => {
    held.complaints.push(`rejection: ${reason}`);
  });
  Date.now = () => held.now;
  window.setInterval = (beat, every) => {
    held.beats.set(held.next, { beat, every });
    return held.next++;
  };
  window.clearInterval = (handle) => held.beats.delete(handle);
  window.fetch = async (url, { headers } = {}) => {
    held.calls.push({ url, tag: new Headers(headers).get("if-none-match") ?? "" });
    const answer = held.answers.shift() ?? { status: 304 };
    if (answer.status === 0) throw new TypeError("Failed to fetch");
    return new Response(answer.status === 200 ? answer.body : null, { status: answer.status });
  };
};

/** Shows a page and forgets the one before. */
export function show(html, now) {
  takeOver();
  Object.assign(held, { now, ...nothing() });
  held.beats.clear();
  hide(false);
  document.getElementById("stage")?.remove();
  const stage = document.createElement("div");
  stage.id = "stage";
  stage.innerHTML = html;
  document.body.append(stage);
  stage.addEventListener("submit", (event) => {
    held.sent = !event.defaultPrevented;
    event.preventDefault();
  });
}

/** What the console and the window complained of. */
export const complaints = () => held.complaints.join("\n");

/** Everything a payer can see or hear, element by element: names, attributes, texts. */
export function seen(selector) {
  const lines = [];
  const walk = (element, depth) => {
    if (element.localName === "noscript") return;
    const names = element.getAttributeNames().filter((name) => !/^data-(face|awake)$/.test(name));
    const code = (name, value) => (name === "d" && value.length > 80 ? "code" : value);
    const written = (name) => `${name}=${code(name, element.getAttribute(name))}`;
    const attributes = names.sort().map(written);
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = texts.map((node) => node.data).join("").trim();
    lines.push(`${" ".repeat(depth)}${element.localName} ${attributes.join(" ")} | ${text}`);
    for (const child of element.children) walk(child, depth + 1);
  };
  walk(document.querySelector(selector), 0);
  return lines.join("\n");
}

export const html = (selector) => document.querySelector(selector).innerHTML;
export const text = (selector) => document.querySelector(selector).textContent.trim();
export const attribute = (selector, name) =>
  document.querySelector(selector)?.getAttribute(name) ?? "";
export const title = () => document.title;

/** Sets an attribute, as other code of the page does. */
export const mark = (selector, name, value) =>
  document.querySelector(selector).setAttribute(name, value);

/** Whether it takes room on the page. */
export const visible = (selector) => document.querySelector(selector).closest("[hidden]") === null;

/** Lets time pass, a beat each second, and all that waits for it. */
export async function pass(ms) {
  for (const end = held.now + ms; held.now < end; ) {
    held.now += 1000;
    for (const { beat } of [...held.beats.values()]) beat();
    await rest();
  }
}

/** Lets everything that waits for nothing but its turn have it. */
export const rest = () => new Promise((done) => real.setTimeout(done, 0));

export const beating = () => held.beats.size;
export const calls = () => held.calls.length;
export const lastCall = () => `${held.calls.at(-1)?.url} ${held.calls.at(-1)?.tag}`;
export const answer = (status, body) => held.answers.push({ status, body });

/** As if the payer looked at another tab. */
export function hide(hidden) {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
}

/** Whether the old way of copying is allowed. */
export function permit(permitted, clipboard) {
  document.execCommand = () => {
    if (permitted) held.copies.push(document.activeElement.value);
    return permitted;
  };
  navigator.clipboard.writeText = async (text) => {
    if (!clipboard) throw new DOMException("Not allowed", "NotAllowedError");
    held.copies.push(`new ${text}`);
  };
}

export const copies = () => held.copies.join("\n");
export const click = (selector) => document.querySelector(selector).click();
export const focused = () => document.activeElement.getAttribute("data-copy") ?? "";
export const height = (selector) => document.querySelector(selector).getBoundingClientRect().height;

/** Types into a field; `how` is `input`, `change` or `submit`. */
export const typeInto = (selector, typed, how) => fill(selector, { value: typed }, how);

/** Ticks a box, or takes the tick away. */
export const tick = (selector, checked, how) => fill(selector, { checked }, how);

function fill(selector, what, how) {
  const field = Object.assign(document.querySelector(selector), what);
  field.focus();
  held.sent = undefined;
  if (how === "submit") field.form.requestSubmit();
  else field.dispatchEvent(new Event(how, { bubbles: true }));
}

/** Types an amount. */
export const type = (amount, how) => typeInto("#amount", amount, how);

/** Whether the form went off. */
export const went = () => held.sent === true;

/** Whether the form went off, and with what. */
export const sent = () => (held.sent ? document.querySelector("#amount").value : "");
