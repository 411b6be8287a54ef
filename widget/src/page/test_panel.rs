//! The panel that pays with test money: one form, a button for each way a payment can go.
//!
//! It is outside the card and never woken: what depends on a payment on its way is shown by style.

use leptos::prelude::*;
use shared::currency::Network;
use shared::view::CheckoutView;

use crate::words::Words;

/// The panel, for test mode only.
pub(super) fn test_panel(
    view: &CheckoutView,
    words: &'static Words,
    embedded: bool,
) -> impl IntoView + use<> {
    let test = &words.test;
    let wrong_reference = match view.asset.network() {
        Network::Stellar => test.wrong_memo,
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
    let ways = ways.into_iter().map(|(pay, word)| button(pay, word)).collect::<Vec<_>>();
    let chosen = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let chosen = chosen.map(|it| view! { <input type="hidden" name="amount" value=it /> });
    let action = format!("/pay/{}/test", view.public_id);
    view! {
        <aside class="test" aria-labelledby="test">
            <h2 id="test">{test.title}</h2>
            <p>{test.help}</p>
            <form method="post" action=action>
                <input type="hidden" name="from" value=if embedded { "embed" } else { "pay" } />
                {chosen}
                <div class="pending">
                    {button("final", test.make_final)}{button("failed", test.make_failed)}
                </div>
                {ways}
            </form>
        </aside>
    }
}

fn button(pay: &'static str, word: &'static str) -> impl IntoView {
    view! { <button class="quiet" name="pay" value=pay>{word}</button> }
}
