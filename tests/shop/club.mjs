// The demo shop's subscription: two bags a month. Knows the package as the API has it, and the page
// with the script tag; of members only what signed webhooks tell.
import { ASSET, PRODUCTS } from "./products.mjs";
import { escape, page, TICK } from "./pages.mjs";

// Found by its slug, so that a shop that starts again sells the same one.
const PACKAGE = {
  slug: "tuesday-bags",
  name: "Tuesday Bags",
  description: "Two fresh bags a month, chosen by our roaster",
  asset: ASSET,
  amount: "24.00",
  interval: "MONTHLY",
  trialDays: 14,
  reminderPreset: "GENTLE",
};

/** The package, made when there is none yet; `call(method, path, body)` answers status and body. */
export async function findOrMakeClub(call) {
  const found = await call("GET", `/subscription-packages/${PACKAGE.slug}`);
  if (found.ok) return found.body;
  const made = await call("POST", "/subscription-packages", PACKAGE);
  if (made.ok) return made.body;
  throw new Error(`the API refused the package: ${made.status} ${JSON.stringify(made.body)}`);
}

/** Notes what a signed message says of a member; an older one never undoes a newer one. */
export function noteMember(members, event) {
  const { externalCustomerRef: ref, createdAt, sequence, status, subscriptionId } = event;
  if (!subscriptionId || !ref || !event.event.startsWith("subscription.")) return;
  const known = members.get(ref);
  const newer =
    known?.subscriptionId === subscriptionId
      ? sequence > known.sequence
      : !known || createdAt > known.createdAt;
  if (newer) members.set(ref, { subscriptionId, createdAt, sequence, status });
}

const WORDS = {
  trialing: "You are in: the first bags leave on Tuesday. Nothing is due before your trial ends.",
  active: "You are in. The next bags leave on the first Tuesday of the month.",
  past_due: "You are in, but a payment is missing. The mail we sent you has the link.",
  paused: "Your bags are paused. The link in our mails takes you on.",
};

const pair = [PRODUCTS[0], PRODUCTS[1]].map(({ picture }) => picture).join("");

export const clubTeaser = `<section class="club card"><div class="pair">${pair}</div>
<div class="stack"><h2>${PACKAGE.name}</h2>
<p class="soft">${PACKAGE.description}. ${PACKAGE.trialDays} days free, then
${PACKAGE.amount} ${ASSET} a month, until you have had enough.</p>
<p><a class="button" href="/club">See how it works</a></p></div></section>`;

const isMember = (member) => Boolean(member && WORDS[member.status]);

export const clubPage = (club, buyer, member, payOrigin) =>
  page(
    PACKAGE.name,
    `<main class="wide desk">
<div class="stack"><h1>Two bags, every first Tuesday</h1>
<div class="notice good" role="status" id="joined" ${isMember(member) ? "" : "hidden"}>
${TICK}<p>${WORDS[member?.status] ?? "You are in. We write to you before the first bags leave."}</p>
</div>
<div class="pair">${pair}</div>
<p>Our roaster picks what is best that week: one bag for milk, one for the filter. They are roasted
in the morning and in your letterbox on Thursday.</p>
<ul><li>The first two bags are on us</li>
<li>${PACKAGE.amount} ${ASSET} a month, delivery is free</li>
<li>Pause or stop at any time, by the link in every mail</li></ul>
<noscript><p><a class="button" href="${escape(club.subscribeUrl)}">Join ${PACKAGE.name}</a></p>
</noscript>
<p class="soft small">Signed in as ${escape(buyer.name)}. Nothing is taken by itself: each month you
get a mail and pay from your own wallet.</p></div>
<div class="inline" data-paylinkr-package="${escape(club.publicId)}" data-paylinkr-width="440"
data-paylinkr-height="760" data-paylinkr-label="Join ${PACKAGE.name}"
data-paylinkr-email="${escape(buyer.email)}" data-paylinkr-name="${escape(buyer.name)}"
data-paylinkr-ref="${escape(buyer.ref)}"></div>
</main>`,
    `<script src="${payOrigin}/widget/subscription.js" async></script>
<script src="/club.js" defer></script>`,
  );

// A browser's word is only a reason to say hello; who is a member is told by the webhook.
export const CLUB_SCRIPT = `document.addEventListener("paylinkr:subscribed", () => {
  document.getElementById("joined").hidden = false;
});
`;
