// Two sites for the loader's tests: ours (the shipped loader and small framed pages that run the
// shipped boot module) on 127.0.0.1, and a host page on localhost, which is another site for the
// browser. Knows nothing of the real worker.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const LOADER = new URL("../../widget/loader/subscription.js", import.meta.url);
const BOOT = new URL("../../widget/loader/boot.js", import.meta.url);

// The loader as it is served.
export const shippedLoader = async () =>
  (await transform(await readFile(LOADER, "utf8"), { minify: true, target: "es2020" })).code.trim();

// The boot module with islands that wake without WebAssembly, or never.
const bundleBoot = async (wakes) => {
  const islands = `export default async () => { ${wakes ? "" : 'throw new Error("no wasm")'} };
    export const hydrate = () => { document.documentElement.dataset.awake = "yes"; };`;
  const { outputFiles } = await build({
    entryPoints: [BOOT.pathname],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    define: { WASM_URL: '"/pkg/none.wasm"' },
    plugins: [
      {
        name: "islands",
        setup: (made) => {
          made.onResolve({ filter: /widget\.js$/ }, () => ({ path: "islands", namespace: "here" }));
          made.onLoad({ filter: /.*/, namespace: "here" }, () => ({ contents: islands }));
        },
      },
    ],
  });
  return outputFiles[0].text;
};

// What a framed page is like is said by its id: `tall-1`, `dead-2`, `refused`, `asleep`, `begins`,
// `paid`, `subpkg_1` and `link_1` (a package and a link have no status), …
const framedPage = (id) => {
  const height = id.startsWith("tall") ? 900 : 520;
  const status = id.startsWith("paid") ? "paid" : "unpaid";
  const facts = [
    /^(subpkg|link)_/.test(id) ? "" : `data-status="${status}"`,
    id.startsWith("begins") ? "data-begins" : "",
  ];
  const boot = `<script type="module" src="/boot.js${id.startsWith("asleep") ? "?asleep" : ""}">`;
  return `<!doctype html><meta charset="utf-8"><title>Framed ${id}</title>
    <style>html,body{margin:0}main{display:flow-root;height:${height}px}</style>
    <main data-paylinkr-page ${facts.join(" ")} data-public-id="${id}">
    <h1>Invoice ${id}</h1><button>Copy memo</button>
    <a href="?">Change amount</a>
    <form method="post" action="/pay/${id}/test"><button>Pay exactly</button></form>
    </main>${id.startsWith("dead") ? "" : `${boot}</script>`}`;
};

const missingPage = `<!doctype html><title>Page not found</title>
<main data-paylinkr-page data-status="not_found"><h1>Page not found</h1></main>
<script type="module" src="/boot.js"></script>`;

const listen = async (host, answer) => {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push(request.url);
    answer(request, response, new URL(request.url, "http://site.example.com"));
  });
  await new Promise((done) => server.listen(0, host, done));
  return {
    seen,
    origin: `http://${host}:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
};

const send = (response, type, body, headers = {}) =>
  response.writeHead(200, { "content-type": type, ...headers }).end(body);

export const startOurs = async () => {
  const loader = await shippedLoader();
  const boots = { "": await bundleBoot(true), "?asleep": await bundleBoot(false) };
  return listen("127.0.0.1", (request, response, url) => {
    if (url.pathname === "/widget/subscription.js") {
      // Latin-1 on purpose: hosts of any charset run it.
      const everybody = { "access-control-allow-origin": "*" };
      return send(response, "text/javascript; charset=iso-8859-1", loader, everybody);
    }
    if (url.pathname === "/boot.js") return send(response, "text/javascript", boots[url.search]);
    const test = /^\/pay\/([^/]+)\/test$/.exec(url.pathname);
    if (test && request.method === "POST") {
      return response.writeHead(303, { location: `/embed/pay/${test[1]}?paid` }).end();
    }
    const page = /^\/embed\/(?:pay|subscription|link)\/([^/]+)$/.exec(url.pathname);
    if (!page) return response.writeHead(404).end();
    if (page[1] === "missing") return send(response, "text/html", missingPage);
    const refused = page[1].startsWith("refused");
    const headers = refused ? { "content-security-policy": "frame-ancestors 'none'" } : {};
    return send(response, "text/html", framedPage(page[1]), headers);
  });
};

// The merchant's site: every path shows the page that was set last.
export const startHost = async (address = "localhost") => {
  const shown = { html: "", csp: "" };
  const site = await listen(address, (request, response) => {
    const headers = shown.csp ? { "content-security-policy": shown.csp } : {};
    send(response, "text/html; charset=utf-8", shown.html, headers);
  });
  return Object.assign(site, {
    show: (html, csp = "") => Object.assign(shown, { html, csp }),
  });
};
