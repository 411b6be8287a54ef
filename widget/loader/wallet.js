// Pays with Freighter, a wallet in the browser: asks it for an account, our edge for a transaction
// from there, the wallet to sign it, and hands it back to the edge. Fetched on the tap.
//
// Knows the wallet's messages (those of @stellar/freighter-api 6, rails.md 1.9) and no word of any
// language: whatever it says stands in the page.

const REQUEST = "FREIGHTER_EXTERNAL_MSG_REQUEST";
const RESPONSE = "FREIGHTER_EXTERNAL_MSG_RESPONSE";
/** Without the extension nobody answers at all. */
const THERE_MS = 2_000;
/** How long a payer may think. */
const THINK_MS = 300_000;

/** As Freighter itself names its networks, in every language. */
const NETWORKS = {
  "Public Global Stellar Network ; September 2015": "Main Net",
  "Test SDF Network ; September 2015": "Test Net",
};

const stop = (code, facts) => {
  throw Object.assign(new Error(code), { code, ...facts });
};

/** One message to the extension; nothing in the answer when none comes. */
const ask = (type, facts, waitMs = THINK_MS) =>
  new Promise((done) => {
    const messageId = Date.now() + Math.random();
    const end = (answer) => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      done(answer);
    };
    const timer = setTimeout(end, waitMs, {});
    // Not a slip: the extension spells it `messagedId`.
    const hear = ({ source, data }) => {
      const ours = source === window && data?.source === RESPONSE;
      if (ours && data.messagedId === messageId) end(data);
    };
    addEventListener("message", hear);
    postMessage({ source: REQUEST, messageId, type, ...facts }, location.origin);
  });

/** A form to the edge. `lost` is what is said when it is not known what became of it. */
const post = async (url, fields, lost) => {
  let answer;
  try {
    const body = new URLSearchParams(fields);
    answer = await (await fetch(url, { method: "POST", body })).json();
  } catch {
    stop(lost);
  }
  if (answer.error) stop(answer.error, { lost });
  return answer;
};

const send = async ({ prepare, submit }) => {
  const { isConnected } = await ask("REQUEST_CONNECTION_STATUS", {}, THERE_MS);
  if (!isConnected) stop("missing");
  const { publicKey, apiError } = await ask("REQUEST_ACCESS");
  if (apiError || !publicKey) stop("declined");
  const { networkDetails } = await ask("REQUEST_NETWORK_DETAILS");
  const { xdr, passphrase, token } = await post(prepare, { address: publicKey }, "failed");
  if (networkDetails?.networkPassphrase !== passphrase) {
    stop("network", { network: NETWORKS[passphrase] ?? passphrase });
  }
  const signed = await ask("SUBMIT_TRANSACTION", {
    transactionXdr: xdr,
    networkPassphrase: passphrase,
    accountToSign: publicKey,
  });
  if (signed.apiError || !signed.signedTransaction) stop("declined");
  const { ok } = await post(submit, { xdr: signed.signedTransaction, token }, "unsure");
  if (!ok) stop("unsure");
};

/** Pays, and says beside the button how it goes. One that paid is done. */
export const pay = async (button) => {
  if (button.hasAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  const said = button.nextElementSibling;
  const say = (code, { lost = "failed", network = "" } = {}) => {
    const text = said.dataset[code] ?? said.dataset[lost];
    said.textContent = text.replace("{network}", network);
  };
  say("asking");
  try {
    await send(button.dataset);
    say("sent");
    // The card looks at the state with its next beat.
    button.closest("[data-island]").dataset.look = "";
  } catch (stopped) {
    say(stopped.code ?? "failed", stopped);
    button.removeAttribute("aria-disabled");
  }
};
