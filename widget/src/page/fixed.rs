//! The card's words that stay, for one invoice.

use shared::currency::Network;
use shared::view::{CheckoutView, read_choice};

use super::field::amount_errors;
use super::html::Element;
use super::parts::in_language;
use super::{Frame, psp, ways};
use crate::card::{Choose, Fact, Fixed};
use crate::compose::money;
use crate::reasons;
use crate::words::{Words, fill, known};

/// All of them.
pub(super) fn fixed(view: &CheckoutView, words: &'static Words, frame: Frame<'_>) -> Fixed {
    let pay = &words.pay;
    let network = view.asset.network();
    let (label, copy, rule, exchange) = match network {
        Network::Stellar => (pay.memo, pay.copy_memo, pay.memo_rule, pay.exchange_memo),
        Network::Xrpl => (pay.tag, pay.copy_tag, pay.tag_rule, pay.exchange_tag),
        // None of it is drawn.
        Network::Psp => Default::default(),
    };
    let names = [("asset", view.asset.code()), ("network", network.name())];
    Fixed {
        open_wallet: pay.open_wallet,
        scan: pay.scan,
        qr: pay.qr,
        copied: pay.copied,
        copy_failed: pay.copy_failed,
        time_left: pay.time_left,
        offline: words.say.offline,
        change: words.choose.change,
        change_to: change_to(view),
        details: words.receipt.details,
        print: words.receipt.print,
        rule,
        exchange,
        network_rule: fill(pay.network_rule, &names),
        amount: Fact { label: pay.amount, text: String::new(), copy: pay.copy_amount },
        address: Fact {
            label: pay.address,
            text: view.destination.clone(),
            copy: pay.copy_address,
        },
        reference: Fact { label, text: view.reference.clone(), copy },
        wallet: psp::beside(view, words, frame).html(),
        alternative: ways::alternative(view, words).map(Element::html).unwrap_or_default(),
        choose: choose(view, words),
    }
}

/// The page without an amount, in the language that was asked for.
fn change_to(view: &CheckoutView) -> String {
    let address = in_language("", known(view.asked_language.as_deref()));
    if address.is_empty() { "?".to_owned() } else { address }
}

/// The field for the payer's own amount, with what was typed and refused.
fn choose(view: &CheckoutView, words: &'static Words) -> Choose {
    let choose = &words.choose;
    let scale = view.asset.scale();
    let least = view.least.map(|least| money(least, view, words));
    let least = least.unwrap_or_default();
    let errors = amount_errors(&least, scale, words);
    let typed = view.refused_amount.clone().unwrap_or_default();
    let refused = view.refused_amount.as_deref();
    let refused = refused.and_then(|typed| read_choice(typed, scale, view.least).err());
    let error = refused.and_then(|error| errors.get(reasons::of_choice(error)).cloned());
    Choose {
        label: fill(choose.label, &[("asset", view.asset.code())]),
        typed,
        help: if least.is_empty() {
            choose.any.to_owned()
        } else {
            fill(choose.at_least, &[("least", &least)])
        },
        error: error.unwrap_or_default(),
        scale: scale.to_string(),
        least: view.least.map(|least| least.minor().to_string()).unwrap_or_default(),
        go_on: choose.go_on,
        language: known(view.asked_language.as_deref()).unwrap_or_default(),
        errors,
    }
}
