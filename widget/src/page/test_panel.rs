//! The panel that pays with test money: one form, a button for each way a payment can go.
//!
//! It is outside the card and never woken: what depends on a payment on its way is shown by style.

use shared::currency::Network;
use shared::view::CheckoutView;

use super::html::{Element, el};
use super::parts::{button, form};
use crate::words::{Words, known};

/// The panel, for test mode only.
pub(super) fn test_panel(view: &CheckoutView, words: &Words, embedded: bool) -> Element {
    let test = &words.test;
    let wrong_reference = match view.asset.network() {
        Network::Stellar | Network::Psp => test.wrong_memo,
        Network::Xrpl => test.wrong_tag,
    };
    let ways = [
        ("exact", test.exact),
        ("half", test.half),
        ("double", test.double),
        ("late", test.late),
        ("wrong_memo", wrong_reference),
        ("wrong_asset", test.wrong_asset),
        ("pending", test.pending),
    ];
    let chosen = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let carried = [
        ("from", Some(if embedded { "embed" } else { "pay" })),
        ("amount", chosen.as_deref()),
        ("lang", known(view.asked_language.as_deref())),
    ];
    let pay = |(way, word): (&str, &str)| button("quiet", "pay", way, word);
    let pending = [("final", test.make_final), ("failed", test.make_failed)];
    let form = form(&format!("/pay/{}/test", view.public_id), &carried)
        .put(el("div").class("pending").put_all(pending.map(pay)))
        .put_all(ways.map(pay));
    el("aside")
        .class("test")
        .with("aria-labelledby", "test")
        .put(el("h2").with("id", "test").text(test.title))
        .put(el("p").text(test.help))
        .put(form)
}
