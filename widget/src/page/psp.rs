//! Paying by bank or card: the form on the pay page, and the page that leads on to the provider.
//!
//! The answer to the form is a page that leads on by itself and has a link, not a redirect: the
//! policy of the pay page lets forms lead to us only. The provider's page cannot be framed, so a
//! framed form leaves the frame.

use shared::currency::{Asset, Network};
use shared::view::{CheckoutView, ConsentView, LeaveView, PspOffer};

use super::html::{Element, el, paragraph};
use super::parts::{self, button, form, link};
use super::shell::{Head, shell};
use super::{Document, Frame, ways};
use crate::compose::{day, moment, plain, price_each, with_code};
use crate::words::{Words, fill, known};

/// Beside the wallet, in one element, where a ledger can be paid, too.
pub(super) fn beside(view: &CheckoutView, words: &Words, frame: Frame<'_>) -> Element {
    let wallet = ways::wallet(view, words, frame);
    match &view.psp {
        Some(offer) => {
            el("div").class("both").put(way(offer, "quiet", view, words, frame)).put(wallet)
        }
        None => wallet,
    }
}

/// On its own, where no ledger can.
pub(super) fn alone(view: &CheckoutView, words: &Words, frame: Frame<'_>) -> Option<Element> {
    let offer = view.psp.as_ref().filter(|_| view.asset.network() == Network::Psp)?;
    let until = view.expires_at.map(|at| moment(at, &view.merchant.zone, words));
    let until = until.map(|at| paragraph("until", &fill(words.pay.until, &[("moment", &at)])));
    Some(way(offer, "button", view, words, frame).put_all(until))
}

fn way(
    offer: &PspOffer,
    class: &'static str,
    view: &CheckoutView,
    words: &Words,
    frame: Frame<'_>,
) -> Element {
    let names = [("psp", offer.psp.name()), ("merchant", &*view.merchant.name)];
    let carried = [("lang", known(view.asked_language.as_deref()))];
    let word = fill(words.psp.pay, &[("amount", &amount(offer, words))]);
    let form = form(&format!("/pay/{}/psp", view.public_id), &carried)
        .with_some("target", frame.embedded.then_some("_top"))
        .put_all(view.consent.as_ref().map(|asked| consent(asked, view, words)))
        .put(button(class, "", "", &word));
    let help = paragraph("network", &fill(words.psp.help, &names));
    el("section").class("psp").put(form).put(help)
}

/// What the payer may consent to: never ticked beforehand, and never needed.
fn consent(asked: &ConsentView, view: &CheckoutView, words: &Words) -> Element {
    let price = price_each(&asked.price, words);
    let date = day(asked.from, &view.merchant.zone, words);
    let text = fill(words.psp.consent, &[("price", &price), ("date", &date)]);
    let input = el("input").with("type", "checkbox").with("name", "consent").with("value", "1");
    // The browser would tick it again where the payer comes back.
    let input = input.with("autocomplete", "off");
    el("label").class("consent").put(input).put(el("span").text(&text))
}

fn amount(offer: &PspOffer, words: &Words) -> String {
    let number = plain(offer.amount, Asset::Eur.scale(), &words.manner);
    with_code(&number, Asset::Eur.code())
}

/// The page that leads on to the provider.
pub fn leave(view: &LeaveView) -> Document {
    let words = Words::of(&view.merchant.language);
    let amount = amount(&view.offer, words);
    let gaps =
        [("psp", view.offer.psp.name()), ("amount", &*amount), ("merchant", &*view.merchant.name)];
    let title = fill(words.psp.title, &gaps);
    let card = el("article")
        .class("card notice")
        .put(el("h1").text(&title))
        .put(el("p").text(&fill(words.psp.text, &gaps)))
        .put(el("p").put(link(&view.url, &fill(words.psp.go_on, &gaps))))
        .put(parts::foot(&view.merchant, &[], words));
    let main = el("main").with("data-paylinkr-page", "").with("data-status", "leaving").put(card);
    let leads_to = Some(view.url.clone());
    shell(&Head { title, leads_to, ..Head::plain(words) }, None, main)
}
