//! One subscription in every state that its pages were designed for. Everything in it is made up.

use shared::currency::{Asset, Fiat};
use shared::draft::EntryError;
use shared::invoice::Status as InvoiceStatus;
use shared::money::Amount;
use shared::psp::Psp;
use shared::schedule::{Interval, Schedule};
use shared::subscription::Status;
use shared::time::{DAY_MS, Instant};
use shared::view::{
    BillView, Entry, ManageView, MerchantView, Outcome, PriceTag, SubscribeView, SubscribedView,
};
use shared::zone::Zone;

use super::{NOON, merchant, units};

const LANGUAGES: [&str; 5] = ["nl", "de", "fr", "es", "pt"];

/// The page to subscribe on, by name.
pub fn subscribe() -> Vec<(&'static str, SubscribeView)> {
    let refused = |text: &str, error| Entry { text: text.to_owned(), error: Some(error) };
    let filled = |text: &str| Entry { text: text.to_owned(), error: None };
    let quarterly = PriceTag { interval: Interval::Quarterly, cycles: Some(12), ..price(99) };
    let quarters = dates(NOON, Interval::Quarterly);
    let fiat = Some((Fiat::Eur, Amount::from_minor(9_900)));
    let fiat = PriceTag { fiat, amount: None, ..price(0) };
    let long = "Everything of the small package, a seat for each of your colleagues, the archive \
                of the last ten years, and somebody who answers within one working day.";
    let name = "International Correspondence and Quarterly Review, with the Archive";
    let mut all = vec![
        ("subscribe", plain()),
        ("subscribe_trial", trial()),
        ("subscribe_fiat", SubscribeView { price: fiat, ..plain() }),
        ("subscribe_cycles", SubscribeView { price: quarterly, charges: quarters, ..plain() }),
        (
            "subscribe_prefilled",
            SubscribeView {
                email: filled("alex.buyer@example.com"),
                name_entry: filled("Alex Buyer"),
                reference: Some("customer-17".to_owned()),
                button_label: Some("Join the club".to_owned()),
                ..plain()
            },
        ),
        (
            "subscribe_refused_email",
            SubscribeView { email: refused("ada@example", EntryError::NotAnEmail), ..plain() },
        ),
        (
            "subscribe_refused_name",
            SubscribeView {
                email: filled("alex.buyer@example.com"),
                name_entry: refused(&"Ada ".repeat(26), EntryError::TooLong(100)),
                ..plain()
            },
        ),
        (
            "subscribe_long",
            SubscribeView {
                name: name.to_owned(),
                description: Some(long.to_owned()),
                price: PriceTag {
                    amount: Some(Amount::from_minor(12_345_678_912_345)),
                    ..price(0)
                },
                ..trial()
            },
        ),
        ("subscribe_live", SubscribeView { test: false, ..plain() }),
    ];
    let names = ["subscribe_nl", "subscribe_de", "subscribe_fr", "subscribe_es", "subscribe_pt"];
    for (name, language) in names.into_iter().zip(LANGUAGES) {
        let asked_language = Some(language.to_owned());
        all.push((name, SubscribeView { merchant: of(language), asked_language, ..trial() }));
    }
    all
}

/// The page after it, by name.
pub fn subscribed() -> Vec<(&'static str, SubscribedView)> {
    let trial = SubscribedView {
        public_id: "subpkg_4m8x2v6q".to_owned(),
        test: true,
        merchant: merchant(),
        name: "Workshop club".to_owned(),
        price: price(99),
        outcome: Outcome::Trial { ends_at: NOON.plus_ms(14 * DAY_MS) },
        success_url: Some("https://shop.example.com/welcome".to_owned()),
    };
    let mail = SubscribedView { outcome: Outcome::MailSent, success_url: None, ..trial.clone() };
    let german = SubscribedView { merchant: of("de"), ..trial.clone() };
    let french = SubscribedView { merchant: of("fr"), test: false, ..mail.clone() };
    vec![
        ("subscribed_trial", trial),
        ("subscribed_mail", mail),
        ("subscribed_trial_de", german),
        ("subscribed_mail_fr", french),
    ]
}

/// The page to manage it on, by name.
pub fn manage() -> Vec<(&'static str, ManageView)> {
    let in_status = |status| ManageView { status, ..active() };
    let over = |status| ManageView {
        next_at: None,
        ended_at: Some(NOON.plus_ms(-3 * DAY_MS)),
        bills: vec![bill(1, InvoiceStatus::Paid), bill(2, InvoiceStatus::Paid)],
        ..in_status(status)
    };
    let paused = ManageView { next_at: None, ..in_status(Status::Paused) };
    let unpaid = vec![bill(0, InvoiceStatus::Unpaid)];
    let overdue = vec![bill(0, InvoiceStatus::PartiallyPaid), bill(1, InvoiceStatus::Paid)];
    let lapsed = BillView { can_reopen: true, ..bill(0, InvoiceStatus::Expired) };
    let lapsed = vec![lapsed, bill(1, InvoiceStatus::Paid), bill(2, InvoiceStatus::Cancelled)];
    let incomplete = ManageView { bills: unpaid, ..in_status(Status::Incomplete) };
    let past_due = ManageView { bills: overdue, ..in_status(Status::PastDue) };
    let dearer = Some((NOON.plus_ms(30 * DAY_MS), price(120)));
    let mut all = vec![
        ("manage_incomplete", incomplete),
        ("manage_trialing", ManageView { bills: Vec::new(), ..in_status(Status::Trialing) }),
        ("manage_active", active()),
        ("manage_past_due", past_due.clone()),
        ("manage_reopen", ManageView { bills: lapsed, ..past_due }),
        ("manage_paused", paused.clone()),
        (
            "manage_paused_until",
            ManageView { resume_at: Some(NOON.plus_ms(40 * DAY_MS)), ..paused },
        ),
        ("manage_cancelled", over(Status::Cancelled)),
        ("manage_completed", over(Status::Completed)),
        ("manage_ends", ManageView { ends_at_next: true, ..active() }),
        ("manage_change", ManageView { change: dearer, ..active() }),
        ("manage_refused", ManageView { refused: true, ..over(Status::Cancelled) }),
        ("manage_charging", ManageView { charging: Some(Psp::Mollie), ..active() }),
        ("manage_live", ManageView { test: false, ..active() }),
    ];
    let names = ["manage_nl", "manage_de", "manage_fr", "manage_es", "manage_pt"];
    for (name, language) in names.into_iter().zip(LANGUAGES) {
        let asked_language = Some(language.to_owned());
        all.push((name, ManageView { merchant: of(language), asked_language, ..active() }));
    }
    all
}

/// So many USDC a month.
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

fn plain() -> SubscribeView {
    SubscribeView {
        public_id: "subpkg_4m8x2v6q".to_owned(),
        test: true,
        merchant: merchant(),
        name: "Workshop club".to_owned(),
        description: Some("A box of offcuts each month, and the bench on Saturdays".to_owned()),
        price: price(99),
        trial_days: 0,
        charges: dates(NOON, Interval::Monthly),
        button_label: None,
        email: Entry::default(),
        name_entry: Entry::default(),
        reference: None,
        asked_language: None,
        once: "t6w0z4p9r1d5h8f3".to_owned(),
        now: NOON,
    }
}

fn trial() -> SubscribeView {
    SubscribeView {
        trial_days: 14,
        charges: dates(NOON.plus_ms(14 * DAY_MS), Interval::Monthly),
        ..plain()
    }
}

/// Three dates.
fn dates(anchor: Instant, interval: Interval) -> Vec<Instant> {
    let dates = Schedule::new(anchor, interval, 1, Zone::utc());
    (0..3).map(|index| dates.date(index)).collect()
}

fn active() -> ManageView {
    ManageView {
        token: "mt_7c1e9a4f2b8d6350".to_owned(),
        test: true,
        merchant: merchant(),
        name: "Workshop club".to_owned(),
        email: Some("alex.buyer@example.com".to_owned()),
        price: price(99),
        change: None,
        status: Status::Active,
        next_at: Some(NOON.plus_ms(17 * DAY_MS)),
        charging: None,
        ends_at_next: false,
        resume_at: None,
        ended_at: None,
        bills: (0..4).map(|months| bill(months, InvoiceStatus::Paid)).collect(),
        refused: false,
        asked_language: None,
        now: NOON,
    }
}

/// An invoice of so many months ago.
fn bill(months: i64, status: InvoiceStatus) -> BillView {
    BillView {
        public_id: format!("k3v9q2m7x4c8b5n{months}"),
        due_at: NOON.plus_ms(-30 * DAY_MS * months),
        amount: Some(units(99)),
        asset: Asset::Usdc,
        status,
        can_reopen: false,
    }
}

fn of(language: &str) -> MerchantView {
    MerchantView { language: language.to_owned(), ..merchant() }
}
