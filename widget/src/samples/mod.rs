//! One invoice in every state that the card was designed for: for tests, sizes and screenshots.
//!
//! Everything in it is made up; the addresses cannot be paid.

mod descriptions;
mod ledgers;
mod letters;
mod links;
mod owner;
mod pages;
mod psp;
mod subscriptions;

pub use descriptions::{described, hostile};
pub use letters::letters;
pub use links::{closed as closed_links, links};
pub use owner::{owner_letters, settlement};
pub use pages::pages;
pub use subscriptions::{manage, subscribe, subscribed};

use shared::currency::{Asset, Fiat};
use shared::invoice::{Exceptions, Status};
use shared::money::Amount;
use shared::payment::{Disposition, PaymentState};
use shared::time::{HOUR_MS, Instant, MINUTE_MS};
use shared::view::{
    Alternative, CheckoutView, ClaimView, MerchantView, PaymentView, PriceView, ReturnView,
};

/// Thursday, 15 January 2026, 10:00 UTC.
const NOON: Instant = Instant::from_ms(1_768_471_200_000);

/// The muxed twin of the made-up address.
const MUXED: &str = "MSANDBOXPAYLINKR7QH2M5WD3KX6TYC4ZB9RNVJ8E2ALS5PFUG3TOI4XAAAAAAAAAAB2Q";

/// Every state by name, in the order of an invoice's life.
pub fn all() -> Vec<(&'static str, CheckoutView)> {
    let mut all = open();
    all.extend(paid());
    all.extend(closed());
    all.extend(variants());
    all.extend(ledgers::all());
    all.extend(psp::all());
    all.extend(links::sold());
    all
}

/// States in which money is awaited.
fn open() -> Vec<(&'static str, CheckoutView)> {
    let wrong = PaymentView { asset_code: "XLM".to_owned(), ..sent(12) };
    let wrong = PaymentView { disposition: Disposition::WrongAsset, ..wrong };
    let failed = PaymentView { disposition: Disposition::Ignored, ..sent(25) };
    let failed = PaymentView { state: PaymentState::Failed, ..failed };
    vec![
        ("unpaid", due(25)),
        ("unpaid_last_quarter", at(due(25), 55 * MINUTE_MS)),
        ("pending", pending()),
        ("partial", partial()),
        ("wrong_asset", CheckoutView { payments: vec![wrong], ..due(25) }),
        ("payment_failed", CheckoutView { payments: vec![failed], ..due(25) }),
        ("ended", unpayable(at(due(25), HOUR_MS + MINUTE_MS))),
        ("partial_ended", unpayable(at(partial(), HOUR_MS + MINUTE_MS))),
        ("choosing", choosing()),
        ("choosing_refused", refused("3,50")),
        ("chosen", CheckoutView { chosen: Some(units(12)), payment_uri: uri(12), ..choosing() }),
    ]
}

/// Receipts.
fn paid() -> Vec<(&'static str, CheckoutView)> {
    let settled = Exceptions { settled_short: true, ..Exceptions::default() };
    let late = Exceptions { paid_late: true, ..Exceptions::default() };
    let again = PaymentView { disposition: Disposition::Duplicate, ..sent(5) };
    let over = Exceptions { overpaid: true, ..Exceptions::default() };
    let overpaid = CheckoutView { excess: units(5), exceptions: over, ..receipt(25) };
    let payments = vec![sent(25), again];
    vec![
        ("paid", receipt(25)),
        ("overpaid", CheckoutView { payments, ..overpaid }),
        ("paid_late", CheckoutView { exceptions: late, ..receipt(25) }),
        ("settled_short", CheckoutView { exceptions: settled, ..receipt(20) }),
    ]
}

/// States in which nothing is to be sent.
fn closed() -> Vec<(&'static str, CheckoutView)> {
    let expired = |view| {
        let view = at(unpayable(view), 2 * HOUR_MS);
        CheckoutView { status: Status::Expired, ..view }
    };
    let late = Exceptions { paid_late: true, ..Exceptions::default() };
    let short = Exceptions { underpaid: true, ..Exceptions::default() };
    let came_late = vec![sent_late()];
    let cancelled = CheckoutView { status: Status::Cancelled, ..unpayable(due(25)) };
    let payments = came_late.clone();
    vec![
        ("expired", expired(due(25))),
        ("closed", CheckoutView { now: NOON, ..expired(due(25)) }),
        ("late", CheckoutView { exceptions: late, payments: came_late, ..expired(due(25)) }),
        ("short", CheckoutView { exceptions: short, ..expired(partial()) }),
        ("cancelled", cancelled.clone()),
        ("cancelled_late", CheckoutView { payments, ..cancelled }),
    ]
}

/// Other ledgers, prices, languages, and a merchant who gave nothing but a name.
fn variants() -> Vec<(&'static str, CheckoutView)> {
    let priced = CheckoutView { price: Some(euros()), ..due(250) };
    let bare = MerchantView {
        logo_url: None,
        accent: None,
        support_email: None,
        support_url: None,
        ..priced.merchant.clone()
    };
    let lapsed = at(unpayable(due(99)), 2 * HOUR_MS);
    let lapsed = CheckoutView { status: Status::Expired, order_id: None, ..lapsed };
    let chosen = CheckoutView { chosen: Some(units(12)), payment_uri: uri(12), ..choosing() };
    let chosen = in_language(chosen, "nl");
    let large = Amount::from_minor(12_345_678_912_345_678);
    let large = CheckoutView { due: Some(large), ..due(1) };
    let mut all = vec![
        ("priced", CheckoutView { price: priced.price.clone(), ..german(priced.clone()) }),
        ("xrp", xrp()),
        ("bare", CheckoutView { merchant: bare, description: None, order_id: None, ..due(25) }),
        ("large", large),
        ("live", CheckoutView { test: false, sandbox: false, ..due(25) }),
        ("begins", CheckoutView { begins_subscription: true, order_id: None, ..due(99) }),
        ("reopen", CheckoutView { can_reopen: true, ..lapsed }),
        ("asked", CheckoutView { asked_language: Some("nl".to_owned()), ..chosen }),
    ];
    for language in ["nl", "de", "fr", "es", "pt"] {
        all.push((language, in_language(partial(), language)));
    }
    all
}

/// `units` of USDC asked an hour ago from now.
pub fn due(whole: i64) -> CheckoutView {
    CheckoutView {
        public_id: "k3v9q2m7x4c8b5n1".to_owned(),
        test: true,
        sandbox: true,
        merchant: merchant(),
        title: "Walnut side table".to_owned(),
        description: Some("Oiled, 45 cm, with delivery to your door".to_owned()),
        order_id: Some("ORD-9001".to_owned()),
        sold: None,
        status: Status::Unpaid,
        exceptions: Exceptions::default(),
        asset: Asset::Usdc,
        due: Some(units(whole)),
        least: None,
        chosen: None,
        refused_amount: None,
        received: Amount::ZERO,
        excess: Amount::ZERO,
        refunded: Amount::ZERO,
        price: None,
        no_rate: false,
        destination: "GSANDBOXPAYLINKR7QH2M5WD3KX6TYC4ZB9RNVJ8E2ALS5PFUG3TOI4X".to_owned(),
        reference: "PLR-7K2M9XQD".to_owned(),
        payment_uri: uri(whole),
        psp: None,
        consent: None,
        alternative: Some(Alternative::Muxed(MUXED.to_owned())),
        wallet: None,
        claim: Some(ClaimView::default()),
        return_address: Some(ReturnView::default()),
        created_at: NOON,
        expires_at: Some(NOON.plus_ms(HOUR_MS)),
        paid_at: None,
        now: NOON.plus_ms(MINUTE_MS),
        payments: Vec::new(),
        return_url: None,
        begins_subscription: false,
        can_reopen: false,
        asked_language: None,
    }
}

/// A price in euros, with its rate.
fn euros() -> PriceView {
    PriceView {
        fiat: Fiat::Eur,
        amount: Amount::from_minor(23_000),
        rate: "0.92".to_owned(),
        rate_at: Some(NOON),
        sources: "kraken coinbase".to_owned(),
        quote_until: Some(NOON.plus_ms(15 * MINUTE_MS)),
    }
}

fn merchant() -> MerchantView {
    MerchantView {
        name: "Alder & Pine".to_owned(),
        logo_url: None,
        accent: Some("#2f6b4f".to_owned()),
        support_email: Some("help@example.com".to_owned()),
        support_url: Some("https://example.com/help".to_owned()),
        language: "en".to_owned(),
        zone: "Europe/Amsterdam".to_owned(),
    }
}

/// Whole units of a Stellar asset.
fn units(whole: i64) -> Amount {
    Amount::from_minor(whole * 10_000_000)
}

fn uri(whole: i64) -> Option<String> {
    Some(format!(
        "web+stellar:pay?destination=GSANDBOXPAYLINKR7QH2M5WD3KX6TYC4ZB9RNVJ8E2ALS5PFUG3TOI4X\
         &amount={whole}&asset_code=USDC\
         &asset_issuer=GSANDBOXISSUER5QH2M5WD3KX6TYC4ZB9RNVJ8E2ALS5PFUG3TOI4XU0\
         &memo=PLR-7K2M9XQD&memo_type=MEMO_TEXT&network_passphrase=PayLinkr%20Sandbox"
    ))
}

fn sent(whole: i64) -> PaymentView {
    PaymentView {
        amount: units(whole),
        asset_code: "USDC".to_owned(),
        scale: 7,
        at: NOON.plus_ms(5 * MINUTE_MS),
        transaction: "sandbox-7f3a9c21d4e8b605".to_owned(),
        state: PaymentState::Final,
        disposition: Disposition::Counted,
    }
}

fn sent_late() -> PaymentView {
    PaymentView { disposition: Disposition::Late, ..sent(25) }
}

fn at(view: CheckoutView, ms: i64) -> CheckoutView {
    CheckoutView { now: NOON.plus_ms(ms), ..view }
}

fn unpayable(view: CheckoutView) -> CheckoutView {
    CheckoutView { payment_uri: None, ..view }
}

fn pending() -> CheckoutView {
    let payment = PaymentView { state: PaymentState::Pending, ..sent(25) };
    CheckoutView { status: Status::Pending, payments: vec![payment], ..due(25) }
}

fn partial() -> CheckoutView {
    CheckoutView {
        status: Status::PartiallyPaid,
        received: units(10),
        payments: vec![sent(10)],
        payment_uri: uri(15),
        ..due(25)
    }
}

fn choosing() -> CheckoutView {
    let title = "Support the workshop".to_owned();
    let least = Some(units(5));
    CheckoutView { due: None, least, title, payment_uri: None, order_id: None, ..due(5) }
}

/// A payer typed an amount that is not allowed.
pub fn refused(typed: &str) -> CheckoutView {
    CheckoutView { refused_amount: Some(typed.to_owned()), ..choosing() }
}

fn receipt(whole: i64) -> CheckoutView {
    let back = "https://shop.example.com/thanks?invoice=k3v9q2m7x4c8b5n1&status=paid&ts=1&sig=ab";
    CheckoutView {
        status: Status::Paid,
        received: units(whole),
        payments: vec![sent(whole)],
        paid_at: Some(NOON.plus_ms(5 * MINUTE_MS)),
        return_url: Some(back.to_owned()),
        ..unpayable(at(due(25), 6 * MINUTE_MS))
    }
}

fn xrp() -> CheckoutView {
    let destination = "rSANDBOXpaylinkr7qh2m5wd3kx6ty0".to_owned();
    CheckoutView {
        asset: Asset::Xrp,
        due: Some(Amount::from_minor(48_250_000)),
        payment_uri: Some(format!("xrpl:{destination}?amount=48.25&dt=1904711203")),
        alternative: Some(Alternative::XAddress {
            x_address: "XSANDBOXpaylinkr7qh2m5wd3kx6tyc4zb9rnvj8e2als5p".to_owned(),
            plain: format!("{destination}?dt=1904711203&amount=48.25"),
        }),
        destination,
        reference: "1904711203".to_owned(),
        ..due(1)
    }
}

fn german(view: CheckoutView) -> CheckoutView {
    in_language(view, "de")
}

fn in_language(view: CheckoutView, language: &str) -> CheckoutView {
    let merchant = MerchantView { language: language.to_owned(), ..view.merchant.clone() };
    CheckoutView { merchant, ..view }
}
