//! Pages without an invoice: not found, closed, failed, refused, busy. In the same dress.

use super::Document;
use super::html::{el, paragraph};
use super::parts::{link, sign};
use super::shell::{Head, shell};
use crate::compose::icons;
use crate::words::{Words, fill};

/// Why there is no checkout to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'a> {
    /// No invoice has this address.
    NotFound,
    /// The package takes no new subscriptions.
    Inactive,
    /// The fault is ours.
    Failed {
        /// What support can look for.
        request_id: &'a str,
        /// The page to ask for once more; empty: this one.
        back: &'a str,
    },
    /// A form was posted that the invoice's state no longer allows.
    Refused {
        /// The page to go back to.
        back: &'a str,
    },
    /// Too many requests.
    Busy {
        /// The page to ask for once more; empty: this one.
        back: &'a str,
    },
    /// Too many tries from one address within an hour.
    TooOften {
        /// The page to ask for once more; empty: this one.
        back: &'a str,
    },
}

/// A page that says what happened and what to do. Inside a frame `boot` tells the host page so, as
/// it does for a checkout; outside there is nobody to tell.
pub fn notice(kind: Notice<'_>, language: &str, embedded: bool, boot: Option<&str>) -> Document {
    let words = Words::of(language);
    let texts = &words.notice;
    let (code, title, text) = match kind {
        Notice::NotFound => ("not_found", texts.not_found, texts.not_found_text),
        Notice::Inactive => ("inactive", texts.inactive, texts.inactive_text),
        Notice::Failed { .. } => ("failed", texts.failed, texts.failed_text),
        Notice::Refused { .. } => ("refused", texts.refused, texts.refused_text),
        Notice::Busy { .. } => ("busy", texts.busy, texts.busy_text),
        Notice::TooOften { .. } => ("too_often", texts.busy, texts.often_text),
    };
    let id = match kind {
        Notice::Failed { request_id, .. } => Some(fill(texts.failed_id, &[("id", request_id)])),
        _ => None,
    };
    let again = match kind {
        Notice::NotFound | Notice::Inactive => None,
        Notice::Refused { back } => Some((texts.go_back, back.to_owned())),
        Notice::Failed { back, .. } | Notice::Busy { back } | Notice::TooOften { back } => {
            Some((texts.again, back.to_owned()))
        }
    };
    let card = el("article")
        .class("card notice")
        .put(sign(&icons::ringed(icons::ATTENTION)))
        .put(el("h1").text(title))
        .put(el("p").text(text))
        .put_all(id.map(|id| paragraph("id", &id)))
        .put_all(again.map(|(word, href)| el("p").put(link(&href, word))));
    let main = el("main").with("data-paylinkr-page", "").with("data-status", code).put(card);
    let boot = boot.filter(|_| embedded).map(str::to_owned);
    let head = Head { title: title.to_owned(), boot, embedded, ..Head::plain(words) };
    shell(&head, None, main)
}
