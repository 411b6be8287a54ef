//! The page behind the link in an owner's mail: it takes back a change of the address that the
//! money goes to. It needs no script and tells nobody of itself: the token in its address is all
//! that proves who asks.

use shared::view::{SettlementCancel, SettlementChangeView};

use super::Document;
use super::html::{Element, el, paragraph};
use super::parts::{button, card, form};
use super::shell::{Head, shell};
use super::ways::grouped;
use crate::compose;
use crate::words::{Words, fill};

/// The page in one of its states. `action` is the path that its button posts to; `language` is for
/// a link that leads to no merchant.
pub fn settlement_cancel(state: &SettlementCancel, action: &str, language: &str) -> Document {
    let (view, code) = match state {
        SettlementCancel::Ask(view) => (Some(view), "ask"),
        SettlementCancel::Done(view) => (Some(view), "done"),
        SettlementCancel::TooLate(view) => (Some(view), "too_late"),
        SettlementCancel::Gone => (None, "gone"),
    };
    let words = Words::of(view.map_or(language, |view| &view.merchant.language));
    let texts = &words.owner;
    let (tone, title, text) = match state {
        SettlementCancel::Ask(_) => ("wait", texts.ask_title, texts.ask),
        SettlementCancel::Done(_) => ("good", texts.done_title, texts.done),
        SettlementCancel::TooLate(_) => ("warn", texts.late_title, texts.late),
        SettlementCancel::Gone => ("warn", texts.gone_title, texts.gone),
    };
    let at = view.map(|view| compose::moment(view.holds_from, &view.merchant.zone, words));
    let text = fill(text, &[("moment", &at.unwrap_or_default())]);
    let who = view.map(|view| format!("{} · {}", view.merchant.name, view.network.name()));
    let who = who.map(|who| paragraph("who", &who).with("dir", "auto"));
    let header = el("header").class("plain").put_all(who).put(el("h1").text(title));
    let ask = matches!(state, SettlementCancel::Ask(_));
    let ask = ask.then(|| form(action, &[]).put(button("button", "", "", texts.cancel)));
    let card = card(view.is_some_and(|view| view.test), words)
        .put(header)
        .put(paragraph("found", &text).with("data-tone", tone))
        .put_all(view.map(|view| addresses(view, words)))
        .put_all(ask);
    let main = el("main").with("data-paylinkr-page", "").with("data-status", code).put(card);
    let head = Head { title: title.to_owned(), ..Head::plain(words) };
    shell(&head, None, main)
}

/// Both addresses, whole: one that differs in the middle must not look the same.
fn addresses(view: &SettlementChangeView, words: &Words) -> Element {
    let texts = &words.owner;
    let row = |(label, address): (&str, &str)| {
        let address = el("dd").put(grouped(address));
        el("div").put(el("dt").text(label)).put(address)
    };
    let old = view.old.as_deref().map(|old| (texts.old, old));
    let rows = [old, Some((texts.new, view.new.as_str()))].into_iter().flatten().map(row);
    el("dl").class("facts").put_all(rows)
}
