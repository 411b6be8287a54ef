//! Pages without an invoice: not found, failed, refused, busy. In the same dress.

use leptos::prelude::*;

use super::shell::{Head, shell};
use super::{Document, draw};
use crate::words::{Words, fill};

/// A sign of attention, on a 24 by 24 field.
const ICON: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 7v6M12 16v.5";

/// Why there is no checkout to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'a> {
    /// No invoice has this address.
    NotFound,
    /// The fault is ours.
    Failed {
        /// What support can look for.
        request_id: &'a str,
    },
    /// A form was posted that the invoice's state no longer allows.
    Refused {
        /// The page to go back to.
        back: &'a str,
    },
    /// Too many requests.
    Busy,
}

/// A page that says what happened and what to do. Inside a frame `boot` tells the host page so, as
/// it does for a checkout; outside there is nobody to tell.
pub fn notice(kind: Notice<'_>, language: &str, embedded: bool, boot: Option<&str>) -> Document {
    let words = Words::of(language);
    let texts = &words.notice;
    let (code, title, text) = match kind {
        Notice::NotFound => ("not_found", texts.not_found, texts.not_found_text),
        Notice::Failed { .. } => ("failed", texts.failed, texts.failed_text),
        Notice::Refused { .. } => ("refused", texts.refused, texts.refused_text),
        Notice::Busy => ("busy", texts.busy, texts.busy_text),
    };
    let id = match kind {
        Notice::Failed { request_id } => Some(fill(texts.failed_id, &[("id", request_id)])),
        _ => None,
    };
    let again = match kind {
        Notice::NotFound => None,
        Notice::Refused { back } => Some((texts.go_back, back.to_owned())),
        // The page itself, asked for once more.
        Notice::Failed { .. } | Notice::Busy => Some((texts.again, String::new())),
    };
    let main = draw(|| {
        let id = id.map(|id| view! { <p class="id">{id}</p> });
        let again = again.map(|(word, href)| {
            view! { <p><a class="button" href=href>{word}</a></p> }
        });
        view! {
            <main data-paylinkr-page="" data-status=code>
                <article class="card notice">
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d=ICON></path>
                    </svg>
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {id}
                    {again}
                </article>
            </main>
        }
    });
    let boot = boot.filter(|_| embedded).map(str::to_owned);
    let head = Head { title: title.to_owned(), boot, embedded, ..Head::plain(words) };
    shell(&head, None, &main)
}
