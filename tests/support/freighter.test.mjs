// Facts about the stand-in for Freighter, in Chromium: it answers whoever asks as Freighter does,
// and a network takes what it signed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { stellarAccount } from "./addresses.mjs";
import { openBrowser, withPage } from "./browser.mjs";
import { readEnvelope, writeEnvelope } from "./envelope.mjs";
import { addFreighter } from "./freighter.mjs";
import { newStellar, PUBNET, TESTNET } from "./stellar.mjs";

const [ALEX, SHOP] = [stellarAccount("alex"), stellarAccount("shop")];
const DECLINED = { code: -4, message: "The user rejected this request." };
const SETTINGS = { address: ALEX, networkPassphrase: PUBNET };
const PAYMENT = { source: ALEX, destination: SHOP, amount: "2.5", sequence: 8 };
const UNSIGNED = writeEnvelope({ ...PAYMENT, memo: { type: "text", value: "PLR-A1B2C3D4" } });
let browser;

before(async () => (browser = await openBrowser()));
after(() => browser?.close());

// Asks as @stellar/freighter-api does, for the answer to this very message.
const ask = (page, request) =>
  page.evaluate((asked) => {
    const messageId = Date.now() + Math.random();
    return new Promise((done) => {
      addEventListener("message", ({ source, data }) => {
        if (source !== window || data?.messagedId !== messageId) return;
        const { source: from, messagedId: _, ...answer } = data;
        done({ ...answer, from });
      });
      const source = "FREIGHTER_EXTERNAL_MSG_REQUEST";
      window.postMessage({ source, messageId, ...asked }, location.origin);
    });
  }, request);

const FROM = "FREIGHTER_EXTERNAL_MSG_RESPONSE";

const visit = (settings, use) =>
  withPage(browser, {}, async (page) => {
    await page.route("https://pay.example.com/**", (route) => route.fulfill({ body: "" }));
    await addFreighter(page, { ...SETTINGS, ...settings });
    await page.goto("https://pay.example.com/");
    return use(page);
  });

const sign = { type: "SUBMIT_TRANSACTION", transactionXdr: UNSIGNED };

test("it is there, gives its account and names its network", () =>
  visit({ networkPassphrase: TESTNET }, async (page) => {
    const type = ["REQUEST_CONNECTION_STATUS", "REQUEST_ACCESS", "REQUEST_NETWORK_DETAILS"];
    assert.deepEqual(await ask(page, { type: type[0] }), { from: FROM, isConnected: true });
    assert.deepEqual(await ask(page, { type: type[1] }), { from: FROM, publicKey: ALEX });
    const { networkDetails } = await ask(page, { type: type[2] });
    assert.equal(networkDetails.networkPassphrase, TESTNET);
    assert.equal(await page.evaluate(() => window.freighter), true);
    const asked = await page.evaluate(() => window.fakeFreighter.asked);
    assert.deepEqual(asked, type.map((one) => ({ type: one })));
  }));

test("what it signed is the same transaction with one signature, and the network takes it", () =>
  visit({}, async (page) => {
    const request = { ...sign, networkPassphrase: PUBNET, accountToSign: ALEX };
    const { signedTransaction, signerAddress } = await ask(page, request);
    assert.equal(signerAddress, ALEX);
    const signed = readEnvelope(signedTransaction);
    assert.deepEqual(signed.body, readEnvelope(UNSIGNED).body);
    assert.deepEqual(signed.signatures.map((one) => Buffer.from(one, "base64").length), [64]);
    const stellar = newStellar();
    stellar.fund(ALEX, { sequence: 7 });
    stellar.fund(SHOP);
    assert.deepEqual(stellar.submit(UNSIGNED).refused, { transaction: "tx_bad_auth" });
    assert.equal(stellar.submit(signedTransaction).refused, undefined);
  }));

test("its owner can say no, to the account or to the signature, and think again", () =>
  visit({ refuses: true }, async (page) => {
    const no = { from: FROM, apiError: DECLINED, error: DECLINED.message };
    assert.deepEqual(await ask(page, { type: "REQUEST_ACCESS" }), no);
    assert.deepEqual(await ask(page, sign), no);
    await page.evaluate(() => (window.fakeFreighter.settings.refuses = "signature"));
    assert.equal((await ask(page, { type: "REQUEST_ACCESS" })).publicKey, ALEX);
    assert.deepEqual(await ask(page, sign), no);
    await page.evaluate(() => (window.fakeFreighter.settings.refuses = false));
    assert.equal((await ask(page, sign)).apiError, undefined);
  }));

test("it signs for its own network and account only, and nothing that is signed or broken", () =>
  visit({}, async (page) => {
    const codes = [];
    const signed = writeEnvelope({ ...PAYMENT, signatures: 1 });
    for (const changed of [
      { networkPassphrase: TESTNET },
      { accountToSign: SHOP },
      { transactionXdr: signed },
      { transactionXdr: "no base64" },
    ]) {
      codes.push((await ask(page, { ...sign, ...changed })).apiError.code);
    }
    assert.deepEqual(codes, [-4, -4, -1, -1]);
  }));

// What comes back on a question before two messages after it have come, one because of the other:
// messages arrive in order, so an answer would have been among them.
const heard = (page) =>
  page.evaluate(() => {
    const source = "FREIGHTER_EXTERNAL_MSG_REQUEST";
    const type = "REQUEST_CONNECTION_STATUS";
    return new Promise((done) => {
      const answers = [];
      addEventListener("message", ({ data }) => {
        if (data === "first") window.postMessage("second", location.origin);
        if (data === "second") done(answers);
        if (data.messagedId) answers.push(data.isConnected);
      });
      window.postMessage({ source, type, messageId: 1 }, location.origin);
      window.postMessage("first", location.origin);
    });
  });

test("one that is absent answers nothing, until it is installed", () =>
  visit({ absent: true }, async (page) => {
    assert.equal(await page.evaluate(() => window.freighter), undefined);
    assert.deepEqual(await heard(page), []);
    await page.evaluate(() => (window.fakeFreighter.settings.absent = false));
    assert.deepEqual(await heard(page), [true]);
  }));
