//! One mail of every kind, in a language. Everything in it is made up.

use shared::currency::{Asset, Fiat};
use shared::money::Amount;
use shared::schedule::Interval;
use shared::time::{DAY_MS, HOUR_MS};
use shared::view::{MerchantView, PriceTag};

use super::{NOON, merchant, units};
use crate::{LetterView, Topic};

/// Every topic by name, with its variants.
pub fn letters(language: &str) -> Vec<(&'static str, LetterView)> {
    let merchant = MerchantView { language: language.to_owned(), ..merchant() };
    let mut all = of_invoices(&merchant);
    all.extend(of_subscriptions(&merchant));
    all
}

fn of_invoices(merchant: &MerchantView) -> Vec<(&'static str, LetterView)> {
    let of = |topic| LetterView { topic, ..invoice(merchant) };
    let billed = |topic| LetterView {
        at: Some(NOON.plus_ms(17 * DAY_MS)),
        manage_link: Some("https://pay.example.com/manage/mt_7c1e9a4f2b8d6350".to_owned()),
        ..of(topic)
    };
    let open = |topic| LetterView { due: None, remaining: None, ..of(topic) };
    let part =
        |topic| LetterView { received: units(450), remaining: Some(units(800)), ..of(topic) };
    let drops = |whole: i64| Amount::from_minor(whole * 1_000_000);
    let tagged = LetterView {
        asset: Asset::Xrp,
        due: Some(drops(1_250)),
        received: drops(450),
        remaining: Some(drops(800)),
        ..of(Topic::PartlyPaid)
    };
    let long = LetterView {
        title: "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenbescheid".to_owned(),
        order_id: Some("2026-01-15-0198f0c27d1e7b529c1a5b0f6f1c2d3e0198f0c27d1e7b52".to_owned()),
        ..of(Topic::Request)
    };
    let paid = |whole: i64| LetterView {
        received: units(whole),
        excess: units(whole - 1_250),
        remaining: Some(Amount::ZERO),
        paid_at: Some(NOON),
        ..of(Topic::Receipt)
    };
    vec![
        ("request", of(Topic::Request)),
        ("request_open", open(Topic::Request)),
        ("request_billed", billed(Topic::Request)),
        ("charge_failed", billed(Topic::ChargeFailed)),
        ("reminder", of(Topic::Reminder)),
        ("reminder_open", open(Topic::Reminder)),
        ("reminder_billed", billed(Topic::Reminder)),
        ("partly_paid", part(Topic::PartlyPaid)),
        ("partly_paid_tag", tagged),
        ("receipt", paid(1_250)),
        ("receipt_over", paid(1_300)),
        ("receipt_live", LetterView { test: false, name: None, ..paid(1_250) }),
        ("long", long),
        ("expired", of(Topic::Expired)),
        ("expired_short", part(Topic::Expired)),
        ("expired_billed", LetterView { can_reopen: true, ..billed(Topic::Expired) }),
    ]
}

fn of_subscriptions(merchant: &MerchantView) -> Vec<(&'static str, LetterView)> {
    let of = |topic| LetterView {
        topic,
        title: "Workshop club".to_owned(),
        order_id: None,
        invoice: None,
        due: None,
        remaining: None,
        expires_at: None,
        at: Some(NOON.plus_ms(17 * DAY_MS)),
        price: Some(price(1_250)),
        link: "https://pay.example.com/manage/mt_7c1e9a4f2b8d6350".to_owned(),
        ..invoice(merchant)
    };
    let fiat = Some((Fiat::Eur, Amount::from_minor(125_000)));
    let fiat = PriceTag { amount: None, fiat, cycles: Some(12), ..price(0) };
    vec![
        ("started", of(Topic::Started)),
        ("started_fiat", LetterView { price: Some(fiat), ..of(Topic::Started) }),
        ("trial_will_end", of(Topic::TrialWillEnd)),
        ("upcoming", of(Topic::Upcoming)),
        ("changed", LetterView { new_price: Some(price(1_400)), ..of(Topic::Changed) }),
        ("ended", of(Topic::Ended)),
        ("manage_link", of(Topic::ManageLink)),
    ]
}

fn invoice(merchant: &MerchantView) -> LetterView {
    LetterView {
        topic: Topic::Request,
        test: true,
        merchant: merchant.clone(),
        name: Some("Alex Buyer".to_owned()),
        title: "Walnut side table".to_owned(),
        order_id: Some("ORD-9001".to_owned()),
        invoice: Some("k3v9q2m7x4c8b5n1".to_owned()),
        asset: Asset::Usdc,
        due: Some(units(1_250)),
        remaining: Some(units(1_250)),
        received: Amount::ZERO,
        excess: Amount::ZERO,
        paid_at: None,
        expires_at: Some(NOON.plus_ms(DAY_MS + HOUR_MS)),
        can_reopen: false,
        at: None,
        price: None,
        new_price: None,
        link: "https://pay.example.com/pay/k3v9q2m7x4c8b5n1".to_owned(),
        manage_link: None,
    }
}

fn price(whole: i64) -> PriceTag {
    PriceTag {
        asset: Asset::Usdc,
        amount: Some(units(whole)),
        fiat: None,
        interval: Interval::Monthly,
        interval_count: 1,
        cycles: None,
    }
}
