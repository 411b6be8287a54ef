//! The details under the card's sentence: the exact money words, each payment, the receipt's facts.

use shared::currency::Network;
use shared::payment::{Disposition, PaymentState};
use shared::view::{CheckoutView, PaymentView};

use super::numbers::{asked, excess, money, plain, with_code};
use super::{Stage, moment};
use crate::face::Row;
use crate::words::Words;

/// All rows of a state; none while nothing was seen.
pub(crate) fn rows(view: &CheckoutView, stage: Stage, words: &Words) -> Vec<Row> {
    let mut rows = Vec::new();
    if !view.received.is_nothing() {
        balance(view, words, &mut rows);
    }
    if !view.refunded.is_nothing() {
        rows.push(row(words.money.refunded, money(view.refunded, view, words)));
    }
    if stage.is_receipt() {
        receipt(view, words, &mut rows);
    }
    rows.extend(view.payments.iter().map(|payment| of_payment(payment, view, words)));
    rows
}

fn row(label: &str, text: String) -> Row {
    Row { label: label.to_owned(), text, more: String::new() }
}

fn balance(view: &CheckoutView, words: &Words, rows: &mut Vec<Row>) {
    let asked = asked(view);
    if let Some(due) = asked {
        rows.push(row(words.money.due, money(due, view, words)));
    }
    rows.push(row(words.money.received, money(view.received, view, words)));
    let left = asked.map(|asked| asked.less(view.received)).filter(|left| !left.is_nothing());
    if let Some(left) = left.filter(|_| view.status.is_open()) {
        rows.push(row(words.money.remaining, money(left, view, words)));
    }
    let excess = excess(view, words);
    if !excess.is_empty() {
        rows.push(row(words.money.excess, excess));
    }
}

fn receipt(view: &CheckoutView, words: &Words, rows: &mut Vec<Row>) {
    if let Some(at) = view.paid_at {
        let at = moment(at, &view.merchant.zone, words);
        rows.push(row(words.receipt.paid_on, at));
    }
    let network = match view.asset.network() {
        Network::Psp => words.psp.way,
        network => network.name(),
    };
    rows.push(row(words.pay.network, network.to_owned()));
    rows.push(row(reference_label(view, words), view.reference.clone()));
}

/// What the reference is called on the invoice's ledger.
pub(crate) fn reference_label(view: &CheckoutView, words: &Words) -> &'static str {
    match view.asset.network() {
        Network::Stellar => words.pay.memo,
        Network::Xrpl => words.pay.tag,
        Network::Psp => words.psp.reference,
    }
}

fn of_payment(payment: &PaymentView, view: &CheckoutView, words: &Words) -> Row {
    let money = &words.money;
    let fate = match (payment.state, payment.disposition) {
        (PaymentState::Failed, _) => money.failed,
        (PaymentState::Pending, _) => money.pending,
        (_, Disposition::Counted) => money.counted,
        (_, Disposition::Duplicate) => words.money.excess,
        (_, Disposition::Late) => money.late,
        (_, Disposition::WrongAsset) => money.wrong_asset,
        (_, Disposition::Unmatched | Disposition::Ignored) => money.ignored,
    };
    let amount = plain(payment.amount, payment.scale, &words.manner);
    Row {
        label: moment(payment.at, &view.merchant.zone, words),
        text: with_code(&amount, &payment.asset_code),
        more: format!("{fate}\n{}", payment.transaction),
    }
}
