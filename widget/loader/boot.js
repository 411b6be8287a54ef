// What our own pages run: it wakes the islands with WebAssembly and, inside a frame, tells the host
// page how the framed page does. It must know nothing of money. The page is complete without it.
import init, { hydrate } from "./widget.js";

const VERSION = 1;
const RELOAD_MS = 15000;
const main = document.querySelector("main");

// The loader names the host page's origin in the fragment; we speak to that origin and no other.
const hostOrigin = () => {
  if (window.parent === window) return null;
  try {
    const named = location.hash.slice(1);
    const { origin, protocol } = new URL(named);
    return /^https?:$/.test(protocol) && origin === named ? origin : null;
  } catch {
    return null;
  }
};

const speakTo = (host) => {
  const id = main.dataset.publicId || location.pathname.split("/").pop();
  const say = (event, facts) =>
    window.parent.postMessage({ paylinkr: VERSION, event, id, ...facts }, host);

  // What is told once stays told when this page is loaded again: its place in the history knows.
  const sayOnce = (event) => {
    const told = history.state ?? [];
    if (told.includes(event)) return;
    history.replaceState([...told, event], "");
    say(event);
  };

  const sayStatus = () => {
    const { status } = main.dataset;
    say("status", { status });
    if (status === "paid") sayOnce("paid");
  };

  say("ready");
  if ("begins" in main.dataset) sayOnce("subscribed");
  // Without an invoice or a package it is a page that says what went wrong.
  if (!main.dataset.publicId) say("error", { message: document.title });
  else if (main.dataset.status) sayStatus();
  new MutationObserver(sayStatus).observe(main, { attributeFilter: ["data-status"] });

  // Observers sleep while a frame is out of sight, so the first height is told without them. A
  // closed overlay measures nothing; what it measures when it opens comes by itself.
  const sayHeight = () => {
    const height = Math.ceil(main.getBoundingClientRect().height);
    if (height) say("resize", { height });
  };
  sayHeight();
  new ResizeObserver(sayHeight).observe(main);

  addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape" && !pressed.defaultPrevented) say("close");
  });

  // The next page in this frame must know the host too: a redirect keeps the fragment of its form.
  const withHost = (address) => address.split("#")[0] + location.hash;
  addEventListener("submit", ({ target }) => {
    // As an attribute: a field called `action` would stand before the property.
    target.setAttribute("action", withHost(target.getAttribute("action") ?? ""));
  });
  addEventListener("click", ({ target }) => {
    const link = target.closest("a:not([target])");
    if (link?.origin !== location.origin) return;
    link.href = withHost(link.href);
    // The page itself, once more: with its fragment that would only be a jump.
    if (link.href === location.href) location.reload();
  });
};

// Without islands nobody asks for the status, so the page asks anew, unless the payer is typing.
const reloadLater = () => {
  const { stage, status } = main.dataset;
  const open = /^(unpaid|pending|partially_paid)$/.test(status);
  if (open && stage !== "choosing") setTimeout(() => location.reload(), RELOAD_MS);
};

// A wallet's code is a file of its own, fetched when it is wanted.
const wallet = document.querySelector("[data-wallet]");
wallet?.addEventListener("click", async () => {
  try {
    const { pay } = await import(WALLET_URL);
    await pay(wallet);
  } catch {
    const said = wallet.nextElementSibling;
    said.textContent = said.dataset.failed;
  }
});

const host = hostOrigin();
if (host) speakTo(host);
init({ module_or_path: WASM_URL })
  .then(() => hydrate())
  .catch(reloadLater);
