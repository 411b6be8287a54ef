//! The page of a link that cannot be paid: whose it is, what it was for, why, and whom to ask.

use shared::link::Closed;
use shared::view::ClosedLinkView;

use super::super::html::{el, paragraph};
use super::super::parts::{card, foot, status, who};
use super::super::shell::{Head, shell};
use super::super::subscribe::style;
use super::super::{Document, Frame};
use crate::compose::{self, icons};
use crate::words::{Words, fill};

/// The page. Without a public id: to a host page it is an error, as every page is that says why
/// there is nothing to pay.
pub fn closed_link(view: &ClosedLinkView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let texts = &words.link;
    let moment = view.expired_at.map(|at| compose::moment(at, &view.merchant.zone, words));
    let (code, icon, title, text) = match view.closed {
        Closed::Inactive => ("closed", icons::CROSS, texts.closed_title, texts.closed),
        Closed::Expired => ("over", icons::CLOCK, texts.over_title, texts.over),
        Closed::SoldOut => ("sold_out", icons::CROSS, texts.sold_out_title, texts.sold_out),
    };
    let moment = moment.unwrap_or_default();
    let text = fill(text, &[("merchant", &view.merchant.name), ("moment", &moment)]);
    let head = Head {
        title: format!("{title} · {}", view.merchant.name),
        // There is nothing to wake, and outside of a frame there is nobody to tell.
        boot: frame.boot.filter(|_| frame.embedded).map(str::to_owned),
        embedded: frame.embedded,
        ..Head::plain(words)
    };
    let said = el("div").put(status("stop", &icons::ringed(icon), title));
    let card = card(view.test, words)
        .put(who(&view.merchant, &view.title, None))
        .put(said.put(paragraph("say", &text)))
        .put(foot(&view.merchant, &[], words));
    let main = el("main").with("data-paylinkr-page", "").with("data-status", code);
    shell(&head, style(&view.merchant), main.class("subscribe").put(card))
}
