//! What a merchant's owner gets: mails of every kind, and the page that takes a change back.
//!
//! Everything in it is made up; the addresses are those of SEP-23's examples.

use shared::currency::Network;
use shared::time::DAY_MS;
use shared::view::{MerchantView, SettlementCancel, SettlementChangeView};

use super::ledgers::{ACCOUNT, ISSUER};
use super::{NOON, merchant};
use shared::alert::AlertKind;

use crate::{OwnerLetter, OwnerTopic};

/// Every mail to an owner, in a language.
pub fn owner_letters(language: &str) -> Vec<(String, OwnerLetter)> {
    let of = |topic| OwnerLetter {
        topic,
        test: false,
        merchant: MerchantView { language: language.to_owned(), ..merchant() },
        network: Some(Network::Stellar),
        at: NOON,
    };
    let alarm = |alarm: AlertKind| {
        let view = of(OwnerTopic::Alarm(alarm, ACCOUNT.to_owned()));
        let network = view.network.filter(|_| alarm != AlertKind::NoRate);
        (format!("alarm_{}", alarm.code()), OwnerLetter { network, ..view })
    };
    let link = "https://pay.example.com/settlement/st_7c1e9a4f2b8d6350";
    let change = |old: Option<&str>, link: Option<&str>| OwnerTopic::SettlementChange {
        old: old.map(str::to_owned),
        new: ISSUER.to_owned(),
        cancel_link: link.map(str::to_owned),
    };
    let mut all: Vec<_> = AlertKind::ALL.into_iter().map(alarm).collect();
    let add = [
        ("settlement_change", of(change(Some(ACCOUNT), Some(link)))),
        ("settlement_set", of(change(None, None))),
        ("settlement_test", OwnerLetter { test: true, ..of(change(Some(ACCOUNT), None)) }),
    ];
    all.extend(add.map(|(name, view)| (name.to_owned(), view)));
    all
}

/// The page that takes a change back, in every state.
pub fn settlement(language: &str) -> Vec<(&'static str, SettlementCancel)> {
    let view = SettlementChangeView {
        merchant: MerchantView { language: language.to_owned(), ..merchant() },
        test: false,
        network: Network::Stellar,
        old: Some(ACCOUNT.to_owned()),
        new: ISSUER.to_owned(),
        holds_from: NOON.plus_ms(DAY_MS),
    };
    vec![
        ("settlement_ask", SettlementCancel::Ask(view.clone())),
        ("settlement_done", SettlementCancel::Done(view.clone())),
        ("settlement_too_late", SettlementCancel::TooLate(view)),
        ("settlement_gone", SettlementCancel::Gone),
    ]
}
