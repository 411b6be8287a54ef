// A stand-in for the browser extension Freighter, put into a page before its own scripts. Answers
// the messages of @stellar/freighter-api 6 (rails.md 1.9); its signatures are none.

/**
 * Puts the extension into every document of a page that is opened from now on. What it was asked is
 * in `window.fakeFreighter.asked`, and `window.fakeFreighter.settings` can be changed later.
 *
 * @param {import("playwright-core").Page} page
 * @param {object} settings
 * @param {string} settings.address the account that it gives and signs for
 * @param {string} settings.networkPassphrase the network that it is set to
 * @param {boolean | "access" | "signature"} [settings.refuses] what its owner says no to
 * @param {boolean} [settings.absent] is not installed: nobody answers
 */
export const addFreighter = (page, settings) => page.addInitScript(freighter, settings);

/** The script itself. It runs in the page, and knows nothing that stands outside of it. */
export const freighter = (settings) => {
  const fake = { settings, asked: [] };
  window.fakeFreighter = fake;
  // stellar/freighter @shared/api/helpers/extensionMessaging.ts
  const declined = { code: -4, message: "The user rejected this request." };
  const internal = {
    code: -1,
    message:
      "The wallet encountered an internal error. " +
      "Please try again or contact the wallet if the problem persists.",
  };
  // Errors come twice: as older and as newer versions of the package read them.
  const no = (apiError) => ({ apiError, error: apiError.message });
  const refuses = (what) => [true, what].includes(fake.settings.refuses);
  const network = () => {
    const { networkPassphrase } = fake.settings;
    const isPublic = networkPassphrase.startsWith("Public");
    return {
      network: isPublic ? "PUBLIC" : "TESTNET",
      networkName: isPublic ? "Main Net" : "Test Net",
      networkUrl: "https://horizon.example.com",
      networkPassphrase,
    };
  };

  // Adds one signature to an unsigned envelope: of the key that is its source, 64 bytes that sign
  // nothing.
  const sign = (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const count = bytes.slice(-4);
    if (bytes.length < 44 || bytes[3] !== 2 || count.some((byte) => byte !== 0)) throw new Error();
    // The kind of the envelope and of its key are before the key's 32 bytes.
    const hint = bytes.slice(36, 40);
    const signature = new Uint8Array(64).fill(7);
    const signed = [...bytes.slice(0, -4), 0, 0, 0, 1, ...hint, 0, 0, 0, 64, ...signature];
    return btoa(String.fromCharCode(...signed));
  };

  const submit = ({ transactionXdr, networkPassphrase, accountToSign }) => {
    const { address, networkPassphrase: own } = fake.settings;
    if (refuses("signature")) return no(declined);
    // The real one shows a window that can only be closed.
    if (networkPassphrase && networkPassphrase !== own) return no(declined);
    if (accountToSign && accountToSign !== address) return no(declined);
    try {
      return { signedTransaction: sign(transactionXdr), signerAddress: address };
    } catch {
      return no(internal);
    }
  };

  const answers = {
    REQUEST_CONNECTION_STATUS: () => ({ isConnected: true }),
    REQUEST_ALLOWED_STATUS: () => ({ isAllowed: !refuses("access") }),
    SET_ALLOWED_STATUS: () => ({ isAllowed: !refuses("access") }),
    REQUEST_ACCESS: () =>
      refuses("access") ? no(declined) : { publicKey: fake.settings.address },
    REQUEST_PUBLIC_KEY: () => ({ publicKey: refuses("access") ? "" : fake.settings.address }),
    REQUEST_NETWORK_DETAILS: () => ({ networkDetails: network() }),
    SUBMIT_TRANSACTION: submit,
  };

  window.addEventListener("message", (event) => {
    if (event.source !== window || event.data?.source !== "FREIGHTER_EXTERNAL_MSG_REQUEST") return;
    const { source: _, messageId, ...request } = event.data;
    if (fake.settings.absent) return;
    fake.asked.push(request);
    const answer = answers[request.type]?.(request);
    if (answer === undefined) return;
    // Not a slip: the extension spells it `messagedId`.
    const reply = { source: "FREIGHTER_EXTERNAL_MSG_RESPONSE", messagedId: messageId, ...answer };
    window.postMessage(reply, window.location.origin);
  });
  if (!settings.absent) window.freighter = true;
};
