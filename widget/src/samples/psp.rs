//! What a payment provider brings: another way to pay, waiting for a bank, receipts in euros.

use shared::currency::{Asset, Fiat};
use shared::invoice::{Exceptions, Status};
use shared::money::Amount;
use shared::payment::{Disposition, PaymentState};
use shared::psp::Psp;
use shared::schedule::Interval;
use shared::time::Instant;
use shared::view::{CheckoutView, ConsentView, LeaveView, PaymentView, PriceTag, PspOffer};

use super::{due, euros, in_language, ledgers, merchant, receipt, sent, unpayable};

/// 230.00 EUR.
const CENTS: Amount = Amount::from_minor(23_000);

/// All of them by name.
pub(super) fn all() -> Vec<(&'static str, CheckoutView)> {
    let pending = PaymentView { state: PaymentState::Pending, ..charge() };
    let failed =
        PaymentView { state: PaymentState::Failed, disposition: Disposition::Ignored, ..charge() };
    let too_much = PaymentView { disposition: Disposition::Duplicate, ..charge() };
    let overpaid = Exceptions { overpaid: true, ..Exceptions::default() };
    let on_ledger = PaymentView { disposition: Disposition::Duplicate, ..sent(4) };
    let pending =
        CheckoutView { status: Status::Pending, payments: vec![pending], ..unpayable(both()) };
    let mut all = vec![
        ("psp_both", both()),
        ("psp_alone", alone()),
        ("psp_consent", CheckoutView { consent: Some(monthly()), ..alone() }),
        ("psp_consent_both", CheckoutView { consent: Some(monthly()), ..both() }),
        ("psp_pending", pending.clone()),
        ("psp_failed", CheckoutView { payments: vec![failed], ..alone() }),
        ("psp_paid", paid()),
        (
            "psp_over",
            CheckoutView { exceptions: overpaid, payments: vec![on_ledger, charge()], ..paid() },
        ),
        (
            "psp_too",
            CheckoutView {
                exceptions: overpaid,
                payments: vec![sent(25), too_much],
                ..receipt(25)
            },
        ),
    ];
    for (name, language) in
        [("psp_nl", "nl"), ("psp_de", "de"), ("psp_fr", "fr"), ("psp_es", "es"), ("psp_pt", "pt")]
    {
        let asked = CheckoutView { consent: Some(monthly()), ..alone() };
        all.push((name, in_language(asked, language)));
    }
    all.push(("psp_pending_de", in_language(pending, "de")));
    all
}

/// On its way to a provider.
pub(super) fn leaving(language: &str) -> LeaveView {
    let merchant = shared::view::MerchantView { language: language.to_owned(), ..merchant() };
    let url = "https://www.mollie.com/checkout/select-method/7UhSN1zuXS".to_owned();
    LeaveView { merchant, offer: offer(), url }
}

fn offer() -> PspOffer {
    PspOffer { psp: Psp::Mollie, amount: CENTS }
}

/// 230.00 EUR each month from 20 February 2026 on.
fn monthly() -> ConsentView {
    let price = PriceTag {
        asset: Asset::Eur,
        amount: None,
        fiat: Some((Fiat::Eur, CENTS)),
        interval: Interval::Monthly,
        interval_count: 1,
        cycles: None,
    };
    ConsentView { price, from: Instant::parse("2026-02-20T09:00:00Z").unwrap_or_default() }
}

fn both() -> CheckoutView {
    CheckoutView { price: Some(euros()), psp: Some(offer()), ..ledgers::live() }
}

fn alone() -> CheckoutView {
    CheckoutView {
        test: false,
        sandbox: false,
        asset: Asset::Eur,
        due: Some(CENTS),
        psp: Some(offer()),
        destination: String::new(),
        reference: "k3v9q2m7x4c8b5n1".to_owned(),
        payment_uri: None,
        alternative: None,
        claim: None,
        return_address: None,
        ..due(230)
    }
}

fn charge() -> PaymentView {
    PaymentView {
        amount: CENTS,
        asset_code: Asset::Eur.code().to_owned(),
        scale: Asset::Eur.scale(),
        transaction: "tr_7UhSN1zuXS".to_owned(),
        ..sent(1)
    }
}

fn paid() -> CheckoutView {
    CheckoutView {
        psp: None,
        asset: Asset::Eur,
        due: Some(CENTS),
        received: CENTS,
        reference: "tr_7UhSN1zuXS".to_owned(),
        payments: vec![charge()],
        destination: String::new(),
        alternative: None,
        claim: None,
        return_address: None,
        test: false,
        sandbox: false,
        ..receipt(25)
    }
}
