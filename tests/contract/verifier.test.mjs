// The webhook verifier of /docs in Chromium, with a webhook that the worker sent: what it says of
// it and of spoilt ones, that nothing leaves the page, and how it reads on a phone and in the dark.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { examine, readHeaders } from "../../docs/site/verify.js";
import { openWorker } from "../api/worker.mjs";
import { openBrowser, withPage } from "../support/browser.mjs";
import { hearPaid, openReceiver } from "./receiver.mjs";

const { resolve } = createRequire(import.meta.url);
const OTHER = `whsec_${Buffer.alloc(32, "another shop").toString("base64")}`;
const SCREENS = [
  ["light", { width: 1280, height: 900 }],
  ["dark", { width: 1280, height: 900 }],
  ["light", { width: 320, height: 700 }],
  ["dark", { width: 390, height: 844 }],
];

const server = openWorker();
let browser;
let receiver;
let paid;
before(async () => {
  browser = await openBrowser();
  receiver = await openReceiver();
});
after(async () => {
  await browser?.close();
  await receiver?.close();
});

/** The webhook as somebody copies it out of a log. */
const copied = async () => {
  paid = await hearPaid(receiver, server);
  const lines = Object.entries(paid.headers).map(([name, value]) => `${name}: ${value}`);
  return { headers: lines.join("\n"), body: paid.body.toString(), secret: paid.secret };
};

const LABELS = { headers: "Headers", body: "Body", secret: "Secret", received: "Received" };

const paste = async (page, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    await page.getByLabel(LABELS[name], { exact: true }).fill(value);
  }
};

const verdict = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();
const section = (page, title) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });

test("a webhook that was sent is accepted, by both signatures, and nothing leaves", async () => {
  const fields = await copied();
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}/docs/webhooks`);
    await verdict(page, "Nothing to verify yet");
    const before = page.complaints.requests.length;
    await paste(page, { headers: fields.headers });
    await verdict(page, "Still missing: body and secret");
    await paste(page, fields);
    await verdict(page, /^Accepted$/);

    const { headers, body } = paid;
    const start = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`;
    const key = Buffer.from(paid.secret.slice("whsec_".length), "base64");
    const due = createHmac("sha256", key).update(start).update(body).digest("base64");
    const shown = await section(page, "Standard Webhooks").locator("pre").allTextContents();
    assert.deepEqual(shown, [start + body, `v1,${due}`]);
    const time = headers["webhook-timestamp"];
    const hex = createHmac("sha256", paid.secret).update(`${time}.`).update(body).digest("hex");
    const own = await section(page, "X-PayLinkr-Signature").locator("pre").allTextContents();
    assert.deepEqual(own, [`${time}.${body}`, `v1=${hex}`]);
    assert.equal(await page.locator(".checks .passed").count(), 8);

    await paste(page, { secret: paid.secretBefore });
    await section(page, "Standard Webhooks").getByText("Number 2 of 2 signatures fits.").waitFor();
    await verdict(page, /^Accepted$/);
    assert.deepEqual(page.complaints.requests.slice(before), [], "asked while it verified");
    assert.deepEqual(page.complaints.errors, []);
    assert.equal(page.url(), `${server.url}/docs/webhooks`);
    const kept = () => [document.cookie, localStorage.length, sessionStorage.length];
    assert.deepEqual(await page.evaluate(kept), ["", 0, 0]);

    await page.getByRole("button", { name: "Empty all fields" }).click();
    await verdict(page, "Nothing to verify yet");
    assert.equal(await page.getByText(body.toString()).count(), 0);
  });
});

test("what is wrong with a webhook is named", async () => {
  const good = await copied();
  const event = JSON.parse(good.body);
  const without = (name) => good.headers.split("\n").filter((line) => !line.startsWith(name));
  const old = new Date((Number(paid.headers["webhook-timestamp"]) + 301) * 1_000);
  const local = new Date(old - old.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  const cases = [
    [{ body: good.body.replace("6", "7") }, "signature", "The body is not what was signed"],
    [{ body: `${good.body}\n` }, "signature", "Without the white space around the body it fits"],
    [{ body: JSON.stringify(event, null, 2) }, "signature", "JSON written without white space"],
    [{ secret: OTHER }, "signature", "None of 2 signatures is the expected one."],
    [{ secret: "hunter2!" }, "secret", "It must be whsec_ and Base64"],
    [{ received: local }, "time", "301 s before it was received"],
    [{ received: local, secret: OTHER }, "time, signature", "None of 2 signatures"],
    [{ headers: without("webhook-id").join("\n") }, "headers", "Missing: webhook-id."],
    [{ headers: "content-type: text/plain" }, "no header of a signature", "Missing: webhook-id,"],
  ];
  await withPage(browser, {}, async (page) => {
    await page.goto(`${server.url}/docs/webhooks`);
    for (const [spoilt, due, why] of cases) {
      await paste(page, { ...good, received: "", ...spoilt });
      await verdict(page, new RegExp(`^Refused: ${due}`));
      await page.locator(".checks .failed").filter({ hasText: why }).first().waitFor();
    }
    await paste(page, { ...good, received: "" });
    await verdict(page, /^Accepted$/);
    assert.deepEqual(page.complaints.errors, []);
  });
});

test("without JavaScript the page says that it needs it, and where else to look", async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.url}/docs/webhooks`);
    const note = page.locator("noscript .note");
    await note.waitFor();
    assert.match(await note.textContent(), /needs JavaScript/);
    assert.equal(await page.getByLabel("Secret").isVisible(), false);
    await note.locator("a").click();
    await page.getByText("hmac.compare_digest").waitFor({ state: "attached" });
    await page.getByRole("radio", { name: "Python" }).check();
    await page.getByText("hmac.compare_digest").waitFor();
    assert.equal(await page.getByText("hash_equals").isVisible(), false);
  });
});

test("it is read by everybody, on a phone, on a desk and in the dark", async () => {
  const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
  const fields = await copied();
  for (const [colorScheme, viewport] of SCREENS) {
    await withPage(browser, { colorScheme, viewport, bypassCSP: true }, async (page) => {
      await page.goto(`${server.url}/docs/webhooks`);
      await page.evaluate(axe);
      for (const due of ["Accepted", "Refused: signature"]) {
        const secret = due === "Accepted" ? fields.secret : OTHER;
        await paste(page, { ...fields, secret });
        await verdict(page, due);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(over, 0, `wider than ${viewport.width} px`);
        const { violations } = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), []);
        if (process.env.PICTURES) {
          const name = `webhooks-${viewport.width}-${colorScheme}-${due.slice(0, 7)}.png`;
          await page.screenshot({ path: `${process.env.PICTURES}/${name}`, fullPage: true });
        }
      }
    });
  }
});

test("headers are read as tools write them", () => {
  const due = [["webhook-id", "evt_1"], ["x-paylinkr-signature", "t=1,v1=ab"]];
  const forms = [
    "Webhook-Id: evt_1\r\nX-PayLinkr-Signature:t=1,v1=ab  \r\n",
    "> POST /hook HTTP/1.1\n> webhook-id: evt_1\n> x-paylinkr-signature: t=1,v1=ab\n>",
    '{"webhook-id": "evt_1", "x-paylinkr-signature": ["t=1,v1=ab"]}',
    "{\n  'webhook-id': 'evt_1',\n  'x-paylinkr-signature': 't=1,v1=ab'\n}",
  ];
  for (const form of forms) assert.deepEqual([...readHeaders(form)], due, form);
  for (const none of ["", "null", "[]", "7", "nothing here"]) {
    assert.equal(readHeaders(none).size, 0, none);
  }
});

test("300 seconds are allowed to either side, and what is no time is refused", async () => {
  const timeOf = async (t, now) => {
    const headers = new Map([["x-paylinkr-signature", `t=${t},v1=00`]]);
    const [, { checks }] = await examine({ headers, body: "{}", secret: OTHER, now });
    return checks.find(({ name }) => name === "Time").state;
  };
  const cases = [[1_299, "failed"], [1_300, "passed"], [1_900, "passed"], [1_901, "failed"]];
  for (const [t, due] of cases) assert.equal(await timeOf(t, 1_600_000), due, String(t));
  for (const t of ["", "1e3", "999999999999"]) {
    assert.equal(await timeOf(t, 1_600_000), "failed", t);
  }
});
