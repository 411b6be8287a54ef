// The script that merchants paste: it puts PayLinkr's framed pages into their page and relays what
// happens there. It must know nothing of money and of the pages it frames, keep nothing (no cookie,
// no storage), need nothing else, ask the network for nothing before somebody wants to pay, and
// stay ASCII, because it runs on hosts of any charset. Styles are set one by one on elements: a
// strict policy of the host (`script-src` and `frame-src` with our origin) is enough.
//
//   <script src="https://pay.example.com/widget/subscription.js" async></script>
//   <div data-paylinkr-invoice="publicId"></div>
//
// Attributes: -width (the most it takes, px), -height (reserved until the page says its own, px),
// -mode="overlay" (a button that opens a dialog), -label (its text; else the container's own text),
// -close (what the closing button is called aloud).
(() => {
  // Loaded twice, or by two parts of one page: the first one serves both.
  if (window.PayLinkr) return;

  // What can be mounted: the container's attribute, the framed page, the page of its own, the word.
  const KINDS = [
    ["data-paylinkr-invoice", "/embed/pay/", "/pay/", "Pay"],
    ["data-paylinkr-package", "/embed/subscription/", "/subscribe/", "Subscribe"],
  ];

  // The framed page names no colour scheme. A frame of another one gets a ground painted under it.
  const FRAME = "width:100%;border:0;display:block;color-scheme:light;";
  // It covers the reserved height, so that nothing moves when it comes and goes.
  const LINK =
    "position:absolute;inset:0;display:grid;place-content:center;" +
    "background:canvas;color:canvastext";
  // The browser's own modal dialog traps the focus, gives it back and closes on Esc, whatever the
  // frame does. Its shadow is the backdrop: the real one cannot be styled from here.
  const DIALOG =
    "width:100%;border:0;padding:0;top:60px;height:auto;background:#000b;" +
    "box-shadow:0 0 0 100vmax #000b;";

  // A module or a bundler's loader leaves no `currentScript`; the tag itself is still there.
  const { origin } = new URL(
    (document.currentScript || document.querySelector('[src*="/subscription.js"]')).src,
  );
  const root = document.documentElement.style;
  // Container -> the function that hears messages for it (version 1 of them; no other is for us)
  // and unmounts it when it is gone.
  const mounted = new Map();
  let overflow;
  let open = 0;

  const make = (tag, fields) => Object.assign(document.createElement(tag), fields);

  // What the overlay adds: the button that opens the dialog `stage`, and its cross.
  const cover = (stage, load, tell, title, closing) => {
    const button = make("button", { type: "button", textContent: title });
    const cross = make("button", {
      type: "button",
      textContent: "\u2715",
      ariaLabel: closing || "Close",
      style:
        "position:fixed;top:8px;right:8px;width:44px;height:44px;border:0;border-radius:50%;" +
        "background:canvas;color:canvastext",
    });
    button.onpointerenter = button.onfocus = load;
    button.onclick = () => {
      load();
      if (!open++) overflow = root.overflow;
      root.overflow = "hidden";
      stage.showModal();
      tell("open");
    };
    // Everything here that is not the frame or the link closes: the cross and what lies behind.
    stage.onclick = () => stage.close();
    stage.onclose = () => {
      if (!--open) root.overflow = overflow;
      tell("close");
    };
    stage.ariaLabel = title;
    stage.append(cross);
    return button;
  };

  // Puts the frame, or the button that opens it, into a container.
  const put = (container, [attribute, framed, alone, word]) => {
    const option = (name) => container.getAttribute("data-paylinkr-" + name);
    const id = container.getAttribute(attribute);
    if (!id || mounted.has(container)) return;
    const own = [...container.childNodes];
    const title = option("label") || container.textContent.trim() || word;
    const overlay = option("mode") === "overlay";
    const frame = make("iframe", {
      title,
      allow: "clipboard-write; payment",
      style: `${FRAME}height:${option("height") || 520}px`,
    });
    const link = make("a", { href: origin + alone + id, textContent: title, style: LINK });
    const stage = make(overlay ? "dialog" : "div", {
      style: `${overlay ? DIALOG : "position:relative;"}max-width:${option("width") || 440}px`,
    });
    let timer;

    const tell = (event, facts) =>
      container.dispatchEvent(
        new CustomEvent("paylinkr:" + event, { bubbles: true, detail: { ...facts, id } }),
      );

    const load = () => {
      if (timer) return;
      // The fragment names the only origin that the framed page may speak to.
      frame.src = origin + framed + id + "#" + location.origin;
      stage.append(frame);
      timer = setTimeout(() => {
        frame.inert = true;
        stage.append(link);
        tell("error", { message: "no answer" });
      }, 4000);
    };

    mounted.set(container, ({ data, origin: from, source }) => {
      if (!container.isConnected || container.getAttribute(attribute) !== id) {
        clearTimeout(timer);
        mounted.delete(container);
        if (overlay) stage.close();
        container.replaceChildren(...own);
      } else if (from === origin && source === frame.contentWindow && data?.paylinkr === 1) {
        // Whatever the frame says, it is there: also when it is late.
        clearTimeout(timer);
        frame.inert = false;
        link.remove();
        if (data.height) frame.style.height = data.height + "px";
        if (data.event === "close" && overlay) stage.close();
        else tell(data.event, data);
      }
    });

    if (overlay) {
      container.replaceChildren(cover(stage, load, tell, title, option("close")), stage);
    } else {
      container.replaceChildren(stage);
      load();
    }
  };

  // Brings a part of the page and what is mounted together. Calling it again is harmless.
  const mount = (part) => {
    mounted.forEach((attend) => attend({}));
    KINDS.forEach((kind) => {
      part.querySelectorAll(`[${kind[0]}]`).forEach((container) => put(container, kind));
    });
  };

  const start = () => {
    new MutationObserver(() => mount(document)).observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: KINDS.map(([attribute]) => attribute),
    });
    mount(document);
  };

  addEventListener("message", (message) => mounted.forEach((attend) => attend(message)));

  window.PayLinkr = {
    // For parts that the document does not show: `PayLinkr.mount(shadowRoot)`.
    mount,
    // Calls `heard(detail)` for every event of that name.
    on(event, heard) {
      addEventListener("paylinkr:" + event, ({ detail }) => heard(detail));
    },
  };

  // While the page is still being read, a container may lack half of its own text.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
