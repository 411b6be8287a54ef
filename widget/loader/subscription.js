// The script that merchants paste: it puts PayLinkr's framed pages into their page and relays what
// happens there. It must know nothing of money and of the pages it frames, keep nothing (no cookie,
// no storage), need nothing else, ask the network for nothing before somebody wants to pay, and
// stay ASCII, because it runs on hosts of any charset. Styles are set one by one on elements: a
// strict policy of the host (`script-src` and `frame-src` with our origin) is enough.
//
//   <script src="https://pay.example.com/widget/subscription.js" async></script>
//   <div data-paylinkr-invoice="publicId"></div>
//
// or data-paylinkr-link, data-paylinkr-package.
// Attributes: -width (the most it takes, px), -height (reserved until the page says its own, px),
// -mode="overlay" (a button that opens a dialog), -label (its text; else the container's own text),
// -close (what the closing button is called aloud); for the page inside: -email, -name, -ref (the
// host's own reference of the customer) and -locale.
//
// The order of many a thing here is the one that compresses best.
(() => {
  // Loaded twice, or by two parts of one page: the first one serves both.
  if (window.PayLinkr) return;

  // What can be mounted: the container's attribute, the word, the page of its own, the framed page.
  const KINDS = [
    ["data-paylinkr-invoice", "Pay", "/pay/", "/embed/pay/"],
    ["data-paylinkr-link", "Pay", "/l/", "/embed/link/"],
    ["data-paylinkr-package", "Subscribe", "/subscribe/", "/embed/subscription/"],
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
    "width:100%;border:0;padding:0;background:#000b;box-shadow:0 0 0 100vmax #000b;" +
    "top:60px;height:auto;";

  // A module or a bundler's loader leaves no `currentScript`; the tag itself is still there.
  const { origin } = new URL(
    (document.currentScript || document.querySelector("[src*='/subscription.js']")).src,
  );
  // Container -> the function that hears messages for it (version 1 of them; no other is for us)
  // and unmounts it when it is gone.
  const mounted = new Map();
  let open = 0;
  let overflow;

  const root = document.documentElement.style;
  const make = (tag, fields) => Object.assign(document.createElement(tag), fields);

  // Puts the frame, or the button that opens it, into a container.
  const put = (container, [attribute, word, alone, framed]) => {
    const option = (name) => container.getAttribute("data-paylinkr-" + name);
    const id = container.getAttribute(attribute);
    if (mounted.has(container) || !id) return;
    const own = [...container.childNodes];
    const title = option("label") || container.textContent.trim() || word;
    const overlay = option("mode") == "overlay";
    const page = new URL(origin + alone + id);
    "locale email name ref".split(" ").forEach((name) => {
      if (option(name)) page.searchParams.append(name.replace("locale", "lang"), option(name));
    });
    const frame = make("iframe", {
      allow: "clipboard-write; payment",
      title,
      style: `${FRAME}height:${option("height") || 520}px`,
    });
    const link = make("a", { textContent: title, href: page, style: LINK });
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
      frame.src = origin + framed + id + page.search + "#" + location.origin;
      stage.append(frame);
      timer = setTimeout(() => {
        frame.inert = 1;
        stage.append(link);
        tell("error", { message: "no answer" });
      }, 4000);
    };

    mounted.set(container, ({ data, origin: from, source }) => {
      if (id != container.getAttribute(attribute) || !container.isConnected) {
        mounted.delete(container);
        if (overlay) stage.close();
        container.replaceChildren(...own);
        clearTimeout(timer);
      } else if (source == frame.contentWindow && from == origin && data?.paylinkr === 1) {
        // Whatever the frame says, it is there: also when it is late.
        clearTimeout(timer);
        frame.inert = 0;
        link.remove();
        if (data.height) frame.style.height = data.height + "px";
        if (overlay && data.event == "close") stage.close();
        else tell(data.event, data);
      }
    });

    container.replaceChildren(stage);
    if (!overlay) load();
    else {
      container.prepend(
        make("button", {
          textContent: title,
          type: "button",
          onpointerenter: load,
          onfocus: load,
          onclick() {
            load();
            if (!open++) overflow = root.overflow;
            root.overflow = "hidden";
            stage.ariaLabel = title;
            stage.showModal();
            tell("open");
          },
        }),
      );
      // Everything here that is not the frame or the link closes: the cross and what lies behind.
      stage.onclick = () => stage.close();
      stage.onclose = () => {
        if (!--open) root.overflow = overflow;
        tell("close");
      };
      stage.append(
        make("button", {
          textContent: "\u2715",
          type: "button",
          ariaLabel: option("close") || "Close",
          style:
            "position:fixed;top:8px;right:8px;height:44px;width:44px;border:0;border-radius:50%;" +
            "background:canvas;color:canvastext",
        }),
      );
    }
  };

  const hear = (message) => mounted.forEach((attend) => attend(message));

  // Brings a part of the page and what is mounted together. Calling it again is harmless.
  const mount = (part) => {
    hear({});
    KINDS.forEach((kind) => {
      part.querySelectorAll("[" + kind[0] + "]").forEach((container) => put(container, kind));
    });
  };

  const start = () => {
    new MutationObserver(() => mount(document)).observe(document, {
      childList: true,
      subtree: true,
      // The attributes; what else is in there is the name of none.
      attributeFilter: KINDS.flat(),
    });
    mount(document);
  };

  addEventListener("message", hear);

  window.PayLinkr = {
    // For parts that the document does not show: `PayLinkr.mount(shadowRoot)`.
    mount,
    // Calls `heard(detail)` for every event of that name.
    on(event, heard) {
      addEventListener("paylinkr:" + event, (told) => heard(told.detail));
    },
  };

  // While the page is still being read, a container may lack half of its own text.
  if (document.readyState == "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
