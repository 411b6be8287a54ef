//! What a payer can do beside sending as shown: another address, the wallet in this browser, a
//! payment to look for, an address for what goes back. Never woken; without a script all but the
//! wallet works.
//!
//! The card turns from state to state by itself, so these stand there from the start, and styles
//! show them in the states that they are for. `#claim` and `#return` lead to what became of a form
//! on the page itself; in a frame the fragment is the host's.

use shared::currency::Network;
use shared::view::{
    Alternative, CheckoutView, ClaimOutcome, ClaimView, ReturnRefused, ReturnView, WalletOffer,
};

use super::Frame;
use super::html::{Element, el, paragraph};
use super::parts::{button, form, in_language};
use crate::card::groups;
use crate::words::{Words, fill, known};

/// The longest link to a transaction that a field takes.
const LINK_MAX: &str = "300";
/// The longest address: an X-address has 47 characters, an M… address 69.
const ADDRESS_MAX: &str = "80";

/// The button for Freighter. A frame cannot ask it: extensions answer the top-level page only, and
/// a payer who signs must see whose page it is. There a link leads to that page.
pub(super) fn wallet(view: &CheckoutView, words: &Words, frame: Frame<'_>) -> Element {
    let place = el("div").class("wallet");
    match &view.wallet {
        Some(_) if frame.embedded => place.put(to_top(view, words)),
        Some(offer) if frame.boot.is_some() => place.put_all(freighter(offer, view, words)),
        _ => place,
    }
}

fn to_top(view: &CheckoutView, words: &Words) -> Element {
    let amount = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let amount = amount.map(|amount| format!("amount={amount}"));
    let language = known(view.asked_language.as_deref()).map(|code| format!("lang={code}"));
    let query: Vec<String> = [amount, language].into_iter().flatten().collect();
    let sign = if query.is_empty() { "" } else { "?" };
    let address = format!("/pay/{}{sign}{}", view.public_id, query.join("&"));
    let link = el("a").class("quiet").with("target", "_blank").with("rel", "noopener");
    link.with("href", &address).text(words.wallet.pay_top)
}

/// The button, and the place of everything that the wallet's code can say.
fn freighter(offer: &WalletOffer, view: &CheckoutView, words: &Words) -> [Element; 2] {
    let texts = &words.wallet;
    let asset = [("asset", view.asset.code())];
    let pay = el("button")
        .with("type", "button")
        .class("quiet")
        .with("data-wallet", "")
        .with("data-prepare", &offer.prepare_url)
        .with("data-submit", &offer.submit_url)
        .with("aria-describedby", "wallet-said")
        .text(texts.pay);
    let said = el("p")
        .with("id", "wallet-said")
        .with("role", "status")
        .with("data-asking", texts.asking)
        .with("data-sent", texts.sent)
        .with("data-missing", texts.missing)
        .with("data-declined", texts.declined)
        .with("data-network", texts.network)
        .with("data-no_account", texts.no_account)
        .with("data-no_trustline", &fill(texts.no_trustline, &asset))
        .with("data-too_little", &fill(texts.too_little, &asset))
        .with("data-busy", texts.busy)
        .with("data-over", texts.over)
        .with("data-failed", texts.failed)
        .with("data-unsure", texts.unsure);
    [pay, said]
}

/// The address that carries the reference, folded.
pub(super) fn alternative(view: &CheckoutView, words: &Words) -> Option<Element> {
    let (way, pay) = (&words.way, &words.pay);
    let done = pay.copied;
    let (summary, help, facts) = match view.alternative.as_ref()? {
        Alternative::Muxed(address) => {
            let fact = fact(way.with_memo, address, pay.copy_address, done);
            (way.no_memo, way.muxed, vec![fact])
        }
        Alternative::XAddress { x_address, plain } => {
            let first = fact(way.with_tag, x_address, pay.copy_address, done);
            (way.no_tag, way.x_address, vec![first, line(way.line, plain, way.copy_line, done)])
        }
    };
    let facts = el("dl").class("facts").put_all(facts);
    Some(el("details").put(el("summary").text(summary)).put(el("p").text(help)).put(facts))
}

/// A text to copy, in groups of four.
fn fact(label: &str, text: &str, word: &str, done: &str) -> Element {
    to_copy(label, grouped(text), text, word, done)
}

/// A text to copy that nobody types.
fn line(label: &str, text: &str, word: &str, done: &str) -> Element {
    to_copy(label, el("code").with("dir", "ltr").text(text), text, word, done)
}

fn to_copy(label: &str, code: Element, text: &str, word: &str, done: &str) -> Element {
    let copy = el("button").with("type", "button").class("quiet copy").with("data-copy", text);
    let copy =
        copy.put(el("span").text(word)).put(el("span").with("aria-hidden", "true").text(done));
    el("div").put(el("dt").text(label)).put(el("dd").put(code).put(copy))
}

/// In groups of four, that are copied as one word.
pub(super) fn grouped(text: &str) -> Element {
    let groups = groups(text).into_iter();
    let groups = groups.flat_map(|group| [el("span").text(&group), el("wbr")]);
    el("code").with("dir", "ltr").put_all(groups)
}

/// Whether the form for a payment that does not show is in use.
pub(super) fn is_held(claim: &ClaimView) -> bool {
    claim.outcome.is_some() || claim.typed.is_some()
}

/// The form for a payment that does not show.
pub(super) fn claim(view: &CheckoutView, words: &Words, embedded: bool) -> Option<Element> {
    let (claim, texts) = (view.claim.as_ref()?, &words.claim);
    let said = claim.outcome.map(|outcome| said_of(outcome, view, words));
    let refused = claim.outcome.is_some_and(|outcome| outcome == ClaimOutcome::NotAHash);
    let help = match view.asset.network() {
        Network::Stellar => texts.help_memo,
        Network::Xrpl | Network::Psp => texts.help_tag,
    };
    let field = Pasted {
        id: "hash",
        label: texts.label,
        longest: LINK_MAX,
        typed: claim.typed.as_deref(),
        note: said.as_deref().filter(|_| refused).unwrap_or(help),
        described: "hash-note",
        refused,
    };
    let found = said.as_deref().filter(|_| !refused).map(|said| {
        let found = paragraph("found", said).with("role", "status");
        found.with_some("data-tone", claim.outcome.map(tone))
    });
    let form = form_to("transaction", view, embedded)
        .put(field.draw())
        .put(button("quiet", "", "", texts.send));
    let again = claim.outcome.is_none_or(may_try_again);
    let held = is_held(claim);
    let hold = (view.status.is_open() && !held).then(|| hold(view, words));
    Some(
        el("details")
            .with("id", "claim")
            .class("claim")
            .with_some("open", held.then_some(""))
            .put(el("summary").text(texts.title))
            .put_all(found)
            .put_all(hold)
            .put_all(again.then_some(form)),
    )
}

/// The way out of the reloading that a page without scripts does.
fn hold(view: &CheckoutView, words: &Words) -> Element {
    let language = known(view.asked_language.as_deref());
    let amount = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let mut address = in_language("", language);
    address.push_str(if address.is_empty() { "?claim=" } else { "&claim=" });
    if let Some(amount) = amount {
        address.push_str("&amount=");
        address.push_str(&amount);
    }
    address.push_str("#claim");
    let link = el("a").with("href", &address).text(words.claim.hold);
    el("noscript").put(el("p").put(link))
}

/// Whether another hash, or the same a little later, may lead further.
fn may_try_again(outcome: ClaimOutcome) -> bool {
    use ClaimOutcome::{Attached, Known, NotFinal, Waiting};
    !matches!(outcome, Attached | Known | NotFinal | Waiting)
}

/// What became of a pasted transaction, in a sentence.
fn said_of(outcome: ClaimOutcome, view: &CheckoutView, words: &Words) -> String {
    let texts = &words.claim;
    let sentence = match outcome {
        ClaimOutcome::NotAHash => texts.not_a_hash,
        ClaimOutcome::NotFound => texts.not_found,
        ClaimOutcome::NotFinal => texts.not_final,
        ClaimOutcome::Attached => texts.attached,
        ClaimOutcome::Waiting => texts.waiting,
        ClaimOutcome::Failed => texts.failed,
        ClaimOutcome::Elsewhere => texts.elsewhere,
        ClaimOutcome::Known => texts.known,
        ClaimOutcome::TooOften => words.notice.often_text,
        ClaimOutcome::Busy => texts.busy,
    };
    fill(sentence, &named(view))
}

fn named(view: &CheckoutView) -> [(&'static str, &str); 2] {
    [("network", view.asset.network().name()), ("merchant", &view.merchant.name)]
}

/// `good`, `wait` or `warn`.
fn tone(outcome: ClaimOutcome) -> &'static str {
    match outcome {
        ClaimOutcome::Attached | ClaimOutcome::Known => "good",
        ClaimOutcome::NotFinal | ClaimOutcome::Waiting => "wait",
        _ => "warn",
    }
}

/// The form for the address that money goes back to, or the address that was left.
pub(super) fn return_address(
    view: &CheckoutView,
    words: &Words,
    embedded: bool,
) -> Option<Element> {
    let (back, texts) = (view.return_address.as_ref()?, &words.returns);
    let names = named(view);
    let title = el("h2").text(texts.title);
    let section = el("section").with("id", "return").class("returns").put(title);
    if let Some(saved) = &back.saved {
        let said = paragraph("more", &fill(texts.saved, &names));
        return Some(section.put(said).put(el("p").put(grouped(saved))));
    }
    let why = back.refused.map(|reason| why(reason, view, words));
    let help = paragraph("more", &fill(texts.help, &names)).with("id", "address-help");
    let field = Pasted {
        id: "address",
        label: &fill(texts.label, &names),
        longest: ADDRESS_MAX,
        typed: back.typed.as_deref(),
        note: why.as_deref().unwrap_or_default(),
        described: if why.is_some() { "address-help address-note" } else { "address-help" },
        refused: is_wrong(back),
    };
    let form = form_to("return-address", view, embedded)
        .put(field.draw())
        .put(button("quiet", "", "", texts.save));
    Some(section.put(help).put(form))
}

/// Whether the fault is in what was typed.
fn is_wrong(back: &ReturnView) -> bool {
    matches!(back.refused, Some(ReturnRefused::NotAnAddress | ReturnRefused::Own))
}

fn why(reason: ReturnRefused, view: &CheckoutView, words: &Words) -> String {
    let sentence = match reason {
        ReturnRefused::NotAnAddress => words.returns.not_an_address,
        ReturnRefused::Own => words.returns.own,
        ReturnRefused::TooOften => words.notice.often_text,
        ReturnRefused::Busy => words.notice.busy_text,
    };
    fill(sentence, &named(view))
}

/// A field that a machine's text is pasted into.
struct Pasted<'a> {
    id: &'static str,
    label: &'a str,
    longest: &'static str,
    typed: Option<&'a str>,
    /// The help, or what is wrong in its place; may be empty.
    note: &'a str,
    /// Ids of all that says more of it.
    described: &'static str,
    refused: bool,
}

impl Pasted<'_> {
    fn draw(&self) -> Element {
        let id = format!("{}-note", self.id);
        let note = (!self.note.is_empty()).then(|| paragraph("note", self.note).with("id", &id));
        let input = el("input")
            .with("id", self.id)
            .with("name", self.id)
            .with("dir", "ltr")
            .with("required", "")
            .with("maxlength", self.longest)
            .with("autocomplete", "off")
            .with("autocapitalize", "off")
            .with("spellcheck", "false")
            .with_some("value", self.typed)
            .with("aria-describedby", self.described)
            .with_some("aria-invalid", self.refused.then_some("true"))
            .with_some("autofocus", self.refused.then_some(""));
        let label = el("label").with("for", self.id).text(self.label);
        el("div").put(label).put(input).put_all(note)
    }
}

/// A form of the page, with what it carries along: the frame, the language, the payer's choice.
fn form_to(what: &str, view: &CheckoutView, embedded: bool) -> Element {
    let amount = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let carried = [
        ("from", Some(if embedded { "embed" } else { "pay" })),
        ("amount", amount.as_deref()),
        ("lang", known(view.asked_language.as_deref())),
    ];
    form(&format!("/pay/{}/{what}", view.public_id), &carried).class("entries")
}
