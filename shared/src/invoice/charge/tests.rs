//! One invoice and two rails: what a PSP and a ledger make of it, in every order.

use proptest::prelude::*;

use super::super::{Event, GRACE_MS, PENDING_MS};
use super::*;
use crate::time::HOUR_MS;

const UNIT: i64 = 10_000_000;
const EXPIRES_MS: i64 = HOUR_MS;
const LATE_MS: i64 = 24 * HOUR_MS;

fn ms(ms: i64) -> Instant {
    Instant::from_ms(ms)
}

/// 12.25 EUR, asked as 13.32 USDC, an hour to pay.
fn on_ledger() -> Terms {
    Terms {
        asset: Asset::Usdc,
        due: Some(Amount::from_minor(13_320_000 * 10)),
        least: None,
        tolerance: Amount::ZERO,
        expires_at: Some(ms(EXPIRES_MS)),
        late_until: None,
    }
}

fn in_euros() -> Terms {
    on_ledger().in_euros(Amount::from_minor(1_225), Amount::ZERO, LATE_MS)
}

fn seen(key: &str, asset: Asset, minor: i64, at: i64, state: PaymentState) -> Seen {
    Seen {
        key: key.to_owned(),
        transaction: key.to_owned(),
        network: asset.network(),
        destination: "there".to_owned(),
        sender: None,
        reference: None,
        asset_code: asset.code().to_owned(),
        scale: asset.scale(),
        amount: Amount::from_minor(minor),
        at: ms(at),
        state,
    }
}

fn charge(key: &str, at: i64, state: PaymentState) -> Event {
    Event::Charged(seen(key, Asset::Eur, 1_225, at, state), in_euros())
}

fn paid(at: i64) -> Event {
    charge("tr_1", at, PaymentState::Final)
}

fn usdc(minor: i64, at: i64) -> Event {
    Event::Sighted(seen("hash", Asset::Usdc, minor, at, PaymentState::Final))
}

fn walk(events: Vec<Event>) -> (Invoice, Vec<EventName>) {
    let mut told = Vec::new();
    let invoice = events.into_iter().fold(Invoice::new(on_ledger()), |invoice, event| {
        let step = invoice.apply(event, ms(2)).expect("a step");
        told.extend(step.events);
        step.invoice
    });
    (invoice, told)
}

fn dispositions(invoice: &Invoice) -> Vec<(&str, &str)> {
    let payments = invoice.payments.iter();
    payments.map(|it| (it.seen.key.as_str(), it.disposition.code())).collect()
}

#[test]
fn a_psp_payment_settles_the_invoice_in_euros() {
    let (invoice, told) = walk(vec![paid(1)]);
    assert_eq!((invoice.status, invoice.terms.asset), (Status::Paid, Asset::Eur));
    assert_eq!(invoice.figures().expected.as_deref(), Some("12.25"));
    assert_eq!(
        (invoice.figures().received, invoice.figures().excess),
        ("12.25".into(), "0".into())
    );
    assert_eq!((invoice.exceptions.codes(), told), (vec![], vec![EventName::InvoicePaid]));
    assert_eq!(invoice.paid_at, Some(ms(1)));
}

#[test]
fn a_part_on_the_ledger_is_too_much_once_a_psp_pays_it_all() {
    let (invoice, told) = walk(vec![usdc(4 * UNIT, 1), paid(2)]);
    assert_eq!(dispositions(&invoice), [("hash", "duplicate"), ("tr_1", "counted")]);
    assert_eq!((invoice.status, invoice.received()), (Status::Paid, Amount::from_minor(1_225)));
    assert_eq!(invoice.exceptions.codes(), ["overpaid"]);
    let overpaid = EventName::InvoiceOverpaid;
    assert_eq!(told, [EventName::InvoicePartiallyPaid, EventName::InvoicePaid, overpaid]);
}

#[test]
fn ledger_money_after_the_psp_is_too_much_whatever_it_is() {
    for (asset, minor) in [(Asset::Usdc, 13 * UNIT), (Asset::Xlm, UNIT), (Asset::Xrp, 1_000_000)] {
        let late = Event::Sighted(seen("hash", asset, minor, 2, PaymentState::Final));
        let (invoice, told) = walk(vec![paid(1), late]);
        assert_eq!(dispositions(&invoice), [("tr_1", "counted"), ("hash", "duplicate")]);
        assert_eq!((invoice.received().minor(), invoice.excess().minor()), (1_225, 0));
        assert_eq!(told, [EventName::InvoicePaid, EventName::InvoiceOverpaid]);
    }
}

#[test]
fn dust_with_a_memo_says_nothing_about_an_invoice_that_a_psp_settled() {
    let (invoice, told) = walk(vec![paid(1), usdc(1, 2)]);
    assert_eq!(dispositions(&invoice), [("tr_1", "counted"), ("hash", "ignored")]);
    assert_eq!((told, invoice.exceptions.overpaid), (vec![EventName::InvoicePaid], false));
}

#[test]
fn a_psp_payment_on_an_invoice_that_a_ledger_paid_is_too_much() {
    let (invoice, told) = walk(vec![usdc(133_200_000, 1), paid(2)]);
    assert_eq!(dispositions(&invoice), [("hash", "counted"), ("tr_1", "duplicate")]);
    assert_eq!((invoice.status, invoice.terms.asset), (Status::Paid, Asset::Usdc));
    assert_eq!((invoice.received().minor(), invoice.excess().minor()), (133_200_000, 0));
    assert_eq!(invoice.exceptions.codes(), ["overpaid"]);
    assert_eq!(told, [EventName::InvoicePaid, EventName::InvoiceOverpaid]);
}

#[test]
fn a_second_payment_at_the_psp_is_excess_in_euros() {
    let (invoice, _) = walk(vec![paid(1), charge("tr_2", 2, PaymentState::Final)]);
    assert_eq!((invoice.received().minor(), invoice.excess().minor()), (1_225, 1_225));
    assert!(invoice.has_to_give_back());
}

#[test]
fn what_the_bank_has_not_confirmed_waits_as_long_as_it_takes() {
    let (invoice, told) = walk(vec![charge("tr_1", 1, PaymentState::Pending)]);
    assert_eq!((invoice.status, invoice.terms.asset), (Status::Pending, Asset::Usdc));
    assert_eq!(told, [EventName::InvoicePending]);
    let days = ms(20 * 24 * HOUR_MS);
    assert_eq!(invoice.at(days, days).status, Status::Pending);
    let paid = invoice.apply(paid(EXPIRES_MS), days).unwrap().invoice;
    assert_eq!((paid.status, paid.exceptions.codes()), (Status::Paid, vec![]));
}

#[test]
fn a_wallet_that_announces_does_not_end_the_waiting_for_a_bank() {
    let pending = charge("tr_1", 1, PaymentState::Pending);
    let (invoice, _) = walk(vec![Event::Announced, pending, Event::Announced]);
    let later = ms(2 + PENDING_MS + 1);
    assert_eq!(invoice.at(later, later).status, Status::Pending);
}

#[test]
fn an_invoice_paid_in_part_does_not_end_while_a_bank_confirms_the_whole() {
    let (invoice, _) = walk(vec![charge("tr_1", 1, PaymentState::Pending), usdc(4 * UNIT, 1)]);
    assert_eq!(invoice.status, Status::PartiallyPaid);
    let days = ms(3 * 24 * HOUR_MS);
    assert_eq!(invoice.at(days, days).status, Status::PartiallyPaid);
}

#[test]
fn a_failed_payment_leaves_the_invoice_to_be_paid() {
    let (invoice, told) = walk(vec![
        charge("tr_1", 1, PaymentState::Pending),
        charge("tr_1", 1, PaymentState::Failed),
    ]);
    assert_eq!((invoice.status, invoice.terms.asset), (Status::Unpaid, Asset::Usdc));
    assert_eq!(told, [EventName::InvoicePending]);
    let paid = invoice.apply(usdc(133_200_000, 2), ms(2)).unwrap().invoice;
    assert_eq!(paid.status, Status::Paid);
}

#[test]
fn a_payment_is_told_once_however_often_it_is_fetched() {
    let (invoice, _) = walk(vec![paid(1)]);
    assert_eq!(invoice.apply(paid(1), ms(3)), Err(Refusal::AlreadySeen));
    let pending = charge("tr_1", 1, PaymentState::Pending);
    assert_eq!(invoice.apply(pending, ms(3)), Err(Refusal::AlreadySeen));
}

#[test]
fn euros_count_late_as_long_as_the_merchant_rules_though_the_ledger_no_longer_would() {
    let end = EXPIRES_MS + GRACE_MS;
    let (late, last) = (end + 1, EXPIRES_MS + LATE_MS);
    let expired = Invoice::new(on_ledger()).at(ms(late), ms(late));
    assert_eq!(expired.status, Status::Expired);
    for (at, status, codes) in [
        (end, Status::Paid, vec![]),
        (late, Status::Paid, vec!["paid_late"]),
        (last, Status::Paid, vec!["paid_late"]),
        (last + 1, Status::Expired, vec!["paid_late"]),
    ] {
        let after = expired.apply(paid(at), ms(at)).unwrap().invoice;
        assert_eq!((after.status, after.exceptions.codes()), (status, codes), "{at}");
    }
    let waiting = expired.apply(paid(last + 1), ms(last + 1)).unwrap().invoice;
    let settled = waiting.apply(Event::Settle, ms(last + 2)).unwrap().invoice;
    assert_eq!((settled.status, settled.received().minor()), (Status::Paid, 1_225));
    assert!(!settled.exceptions.settled_short);
}

#[test]
fn settling_counts_late_money_of_one_asset_only() {
    let late = EXPIRES_MS + GRACE_MS + 1;
    let later = EXPIRES_MS + LATE_MS + 1;
    let expired = Invoice::new(on_ledger()).at(ms(late), ms(late));
    let both = expired.apply(usdc(133_200_000, late), ms(late)).unwrap().invoice;
    let both = both.apply(paid(later), ms(later)).unwrap().invoice;
    assert_eq!(dispositions(&both), [("hash", "late"), ("tr_1", "late")]);
    let settled = both.apply(Event::Settle, ms(later)).unwrap().invoice;
    assert_eq!(dispositions(&settled), [("hash", "duplicate"), ("tr_1", "counted")]);
    assert_eq!(settled.received().minor(), 1_225);
}

#[test]
fn money_for_a_cancelled_invoice_pays_nothing() {
    let (invoice, told) = walk(vec![Event::Cancel, paid(1)]);
    assert_eq!((invoice.status, invoice.received()), (Status::Cancelled, Amount::ZERO));
    assert_eq!(told, [EventName::InvoiceCancelled, EventName::InvoicePaidLate]);
    assert!(invoice.has_to_give_back());
}

#[test]
fn what_a_merchant_says_is_for_it_does_not_switch_it() {
    let other = seen("tr_9", Asset::Eur, 1_200, 1, PaymentState::Final);
    let (invoice, _) = walk(vec![Event::Assigned(other)]);
    assert_eq!((invoice.status, invoice.terms.asset), (Status::Unpaid, Asset::Usdc));
    assert_eq!(dispositions(&invoice), [("tr_9", "wrong_asset")]);
}

fn back(refunded: i64, charged_back: i64) -> WentBack {
    let [refunded, charged_back] = [refunded, charged_back].map(Amount::from_minor);
    WentBack { refunded, charged_back }
}

fn sent_back(invoice: &Invoice, before: WentBack, now: WentBack) -> Result<Step, Refusal> {
    let seen = seen("tr_1", Asset::Eur, 1_225, 1, PaymentState::Final);
    invoice.apply(Event::SentBack(seen, before, now), ms(3))
}

#[test]
fn what_went_back_is_told_once_for_each_change_of_the_sum() {
    let (invoice, _) = walk(vec![paid(1)]);
    let (none, part, all) = (WentBack::default(), back(500, 0), back(1_225, 0));
    let step = sent_back(&invoice, none, part).unwrap();
    assert_eq!(step.events, [EventName::InvoiceRefunded]);
    assert_eq!(step.entries[0].text, "5.00 EUR went back to the payer.");
    assert_eq!(step.invoice.refunded.minor(), 500);
    assert_eq!(sent_back(&step.invoice, part, part), Err(Refusal::AlreadySeen));
    let step = sent_back(&step.invoice, part, all).unwrap();
    assert_eq!(step.entries[0].text, "7.25 EUR went back to the payer.");
    assert_eq!((step.invoice.refunded.minor(), step.invoice.status), (1_225, Status::Paid));
    assert_eq!(step.invoice.exceptions.codes(), ["refunded"]);
}

#[test]
fn a_bank_that_takes_money_back_disputes_and_one_that_returns_it_no_longer_does() {
    let (invoice, _) = walk(vec![paid(1)]);
    let taken = sent_back(&invoice, WentBack::default(), back(0, 1_225)).unwrap();
    assert_eq!(taken.invoice.exceptions.codes(), ["disputed"]);
    assert_eq!(taken.entries[0].text, "The payer's bank took 12.25 EUR back.");
    let won = sent_back(&taken.invoice, back(0, 1_225), WentBack::default()).unwrap();
    assert_eq!((won.invoice.exceptions.codes(), won.invoice.refunded.minor()), (vec![], 0));
    assert_eq!(won.entries[0].code, Code::BackAgain);
    assert_eq!(won.events, [EventName::InvoiceRefunded]);
}

#[test]
fn euros_that_go_back_are_no_part_of_what_went_back_of_a_ledgers_asset() {
    let (invoice, _) = walk(vec![usdc(133_200_000, 1), paid(2)]);
    let after = sent_back(&invoice, WentBack::default(), back(1_225, 0)).unwrap().invoice;
    assert_eq!((after.refunded, after.exceptions.refunded), (Amount::ZERO, true));
}

proptest! {
    /// Whatever both rails show in whatever order, the sum is of one asset, every sighting is one
    /// row, and paid is paid once.
    #[test]
    fn two_rails_never_add_up(
        steps in prop::collection::vec((0_u8..4, 0_u8..3, 0_i64..60), 0..30)
    ) {
        let mut invoice = Invoice::new(on_ledger());
        let mut paid = 0;
        for (index, (rail, state, hours)) in steps.into_iter().enumerate() {
            let state = [PaymentState::Final, PaymentState::Pending, PaymentState::Failed]
                .into_iter().nth(state.into()).unwrap();
            let at = hours * HOUR_MS;
            let event = match rail {
                0 => charge("tr_1", at, state),
                1 => charge("tr_2", at, state),
                2 => Event::Sighted(seen(&index.to_string(), Asset::Usdc, 5 * UNIT, at, state)),
                _ => Event::TimeRanOut,
            };
            let Ok(step) = invoice.apply(event, ms(at)) else { continue };
            paid += step.events.iter().filter(|it| **it == EventName::InvoicePaid).count();
            invoice = step.invoice;
            let counted = invoice.payments.iter().filter(|payment| payment.counts());
            let codes: std::collections::BTreeSet<_> =
                counted.clone().map(|payment| payment.seen.asset_code.as_str()).collect();
            prop_assert!(codes.iter().all(|code| *code == invoice.terms.asset.code()));
            let sum: i64 = counted.map(|payment| payment.seen.amount.minor()).sum();
            prop_assert_eq!(invoice.received().minor(), sum);
            let keys: std::collections::BTreeSet<_> =
                invoice.payments.iter().map(|payment| &payment.seen.key).collect();
            prop_assert_eq!(keys.len(), invoice.payments.len());
        }
        prop_assert!(paid <= 1);
        prop_assert_eq!(paid == 1, invoice.status == Status::Paid);
    }
}
