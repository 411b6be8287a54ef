//! A page of a picture and a description alone: to look at both, and to try hostile descriptions
//! on. Nobody is sent to it.

use shared::view::MerchantView;

use super::parts::{card, cover, who};
use super::shell::{Head, shell};
use super::{Document, html::el};
use super::{markdown::markdown, subscribe::style};
use crate::words::Words;

/// The page.
pub(crate) fn specimen(merchant: &MerchantView, title: &str, text: &str) -> Document {
    let words = Words::of(&merchant.language);
    let head = Head { title: title.to_owned(), ..Head::plain(words) };
    let card = card(true, words)
        .put(who(merchant, title, None))
        .put(cover("/img/specimen.png", ""))
        .put(markdown(text));
    shell(&head, style(merchant), el("main").put(card))
}
