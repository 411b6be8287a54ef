//! Whole documents, from `<!doctype html>` on: the checkout, the pages of subscriptions, and those
//! that say why there is neither.
//!
//! Drawn by the edge alone, from one value, without a clock. Nothing here needs a script.

mod accent;
mod field;
mod fixed;
mod html;
mod link;
pub(crate) mod mail;
mod manage;
mod markdown;
mod notice;
mod parts;
mod psp;
mod settlement;
mod shell;
mod subscribe;
mod test_panel;
mod ways;

use leptos::prelude::*;
use shared::view::CheckoutView;

pub use html::escape;
pub use link::{closed_link, link};
pub use manage::manage;
pub use notice::{Notice, notice};
pub use psp::leave;
pub use settlement::settlement_cancel;
pub use subscribe::{subscribe, subscribed};

use crate::card::{Live, card};
use crate::compose;
use crate::face::Face;
use crate::words::{Words, known};

use html::{Drawn, Element, el};
use shell::{Head, shell};

/// Where and how a checkout is shown.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Inside another page's frame.
    pub embedded: bool,
    /// Path of the script that wakes the page, such as `/pkg/abc.js`; without it nothing wakes.
    pub boot: Option<&'a str>,
    /// Our own origin, for the page's address in its `og:` tags.
    pub public_url: &'a str,
}

/// A document and its styles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// From `<!doctype html>` to the end.
    pub html: String,
    /// The exact text of every `<style>` element, for the hashes of the CSP.
    pub styles: Vec<String>,
}

/// The pay page of an invoice, in the state it is in.
pub fn checkout(view: &CheckoutView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let face = compose::face(view);
    // Whoever types without scripts must not be interrupted.
    let typing = face.choosing || view.claim.as_ref().is_some_and(ways::is_held);
    let refresh = !face.poll.is_empty() && !typing;
    let description = match view.description.as_deref() {
        Some(more) => format!("{} · {more}", view.title),
        None => view.title.clone(),
    };
    let head = Head {
        words,
        title: face.title.clone(),
        description: Some(description),
        url: Some(format!("{}/pay/{}", frame.public_url, view.public_id)),
        site: Some(view.merchant.name.clone()),
        image: view.merchant.logo_url.clone().filter(|url| url.starts_with("https://")),
        refresh,
        leads_to: None,
        boot: frame.boot.map(str::to_owned),
        embedded: frame.embedded,
    };
    let accent = view.merchant.accent.as_deref().and_then(accent::style);
    shell(&head, accent, main(view, face, words, frame))
}

/// Everything that is visible.
fn main(view: &CheckoutView, face: Face, words: &'static Words, frame: Frame<'_>) -> Element {
    let embedded = frame.embedded;
    let main = el("main")
        .with("data-paylinkr-page", "")
        .with("data-status", &face.status)
        .with("data-exceptions", &face.exceptions)
        .with("data-stage", &face.stage)
        .with("data-public-id", &view.public_id)
        .with_some("data-begins", view.begins_subscription.then_some(""));
    let fixed = fixed::fixed(view, words, frame);
    let island = el("div").with("data-island", "card").with("data-face", &props(&face));
    let drawn = draw(|| card(&ArcRwSignal::new(face), &Live::new(), &fixed));
    let order = view.order_id.as_deref().map(|order| (words.receipt.order, order));
    let invoice = Some((words.receipt.invoice, view.public_id.as_str()));
    let numbers: Vec<_> = [order, invoice].into_iter().flatten().collect();
    let card = parts::card(view.test, words)
        .put(parts::who(&view.merchant, &view.title, view.description.as_deref()))
        .put(island.drawn(&drawn))
        .put_all(psp::alone(view, words, frame))
        .put_all(link::sold(view, words))
        .put_all(ways::return_address(view, words, embedded))
        .put_all(ways::claim(view, words, embedded))
        .put(parts::foot(&view.merchant, &numbers, words));
    let panel = view.sandbox.then(|| test_panel::test_panel(view, words, embedded));
    main.put(card).put_all(view.can_reopen.then(|| reopen(view, words, embedded))).put_all(panel)
}

/// Draws what Leptos draws, with an owner for its signals.
fn draw<V: RenderHtml>(view: impl FnOnce() -> V) -> Drawn {
    let owner = Owner::new();
    Drawn(owner.with(|| view().to_html()))
}

/// What the card is woken with: the face but for the QR code, which is in the page already.
fn props(face: &Face) -> String {
    let light = Face { qr: String::new(), ..face.clone() };
    serde_json::to_string(&light).unwrap_or_default()
}

/// The way back for a subscriber whose time to pay ran out; outside the card, which has ended.
fn reopen(view: &CheckoutView, words: &Words, embedded: bool) -> Element {
    let carried = [
        ("from", Some(if embedded { "embed" } else { "pay" })),
        ("lang", known(view.asked_language.as_deref())),
    ];
    let form = parts::form(&format!("/pay/{}/reopen", view.public_id), &carried);
    let form = form.put(parts::button("quiet", "", "", words.manage.reopen));
    el("section").class("again").put(el("p").text(words.manage.reopen_text)).put(form)
}
