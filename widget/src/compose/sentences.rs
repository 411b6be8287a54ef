//! What the card says of a state: one sentence on what happened, one on what to do next.

use shared::currency::Network;
use shared::payment::{Disposition, PaymentState};
use shared::view::CheckoutView;

use super::numbers::{asked, excess, money, number, plain, with_code};
use super::stage::{came_late, is_psp, on_its_way, psp_pending};
use super::{Stage, moment};
use crate::words::{Words, fill};

/// How long a ledger usually takes, in seconds (the rails' own figures).
const fn usual_seconds(network: Network) -> &'static str {
    match network {
        Network::Stellar => "5",
        Network::Xrpl => "4",
        Network::Psp => "",
    }
}

/// The sentence of a state.
pub(crate) fn say(view: &CheckoutView, stage: Stage, words: &Words) -> String {
    let say = &words.say;
    let network = view.asset.network();
    let print = |amount| money(amount, view, words);
    let due = asked(view).unwrap_or_default();
    let at = view.expires_at.map(|at| moment(at, &view.merchant.zone, words)).unwrap_or_default();
    let late = came_late(view);
    let psp_pending = psp_pending(view);
    let is_at_bank = psp_pending.is_some();
    let psp_pending = psp_pending
        .map(|one| with_code(&plain(one.amount, one.scale, &words.manner), &one.asset_code));
    let values: [(&str, &str); 13] = [
        ("asset", view.asset.code()),
        ("network", network.name()),
        ("seconds", usual_seconds(network)),
        ("amount", &psp_pending.unwrap_or_else(|| print(on_its_way(view)))),
        ("part", &number(view.received, view, words)),
        ("received", &print(view.received)),
        ("due", &print(due)),
        ("remaining", &print(due.less(view.received))),
        ("excess", &excess(view, words)),
        ("refunded", &print(view.refunded)),
        ("late", &print(if late.is_nothing() { view.received } else { late })),
        ("moment", &at),
        ("merchant", &view.merchant.name),
    ];
    let came_back = !view.refunded.is_nothing();
    let sentences: &[&str] = match stage {
        Stage::Choosing => &[say.choosing],
        Stage::NoRate => &[say.no_rate],
        Stage::Unpaid if network == Network::Psp => &[words.psp.unpaid],
        Stage::Unpaid => &[say.unpaid],
        Stage::Pending if is_at_bank => &[words.psp.pending],
        // The wallet has answered; the ledger has not.
        Stage::Pending if on_its_way(view).is_nothing() => &[say.announced],
        Stage::Pending => &[say.pending],
        Stage::Partial if network == Network::Stellar => &[say.partial_memo],
        Stage::Partial if network == Network::Xrpl => &[say.partial_tag],
        // Nobody can send the rest of it.
        Stage::Partial => &[say.partial_ended],
        Stage::Ended => &[say.ended],
        Stage::PartialEnded => &[say.partial_ended],
        Stage::Paid => &[say.paid],
        Stage::Overpaid if came_back => &[say.over_back],
        Stage::Overpaid if view.exceptions.paid_late => &[say.overpaid, say.paid_late],
        Stage::Overpaid => &[say.overpaid],
        Stage::PaidLate => &[say.paid_late],
        Stage::SettledShort => &[say.settled_short],
        // What to do next stands beside the card.
        Stage::Expired if view.can_reopen => &[words.manage.over],
        Stage::Expired => &[say.expired],
        Stage::Closed => &[say.closed],
        Stage::Late | Stage::Short | Stage::CancelledLate if came_back => &[say.came_back],
        Stage::Late => &[say.came_late],
        Stage::Short if !late.is_nothing() => &[say.short, say.came_late],
        Stage::Short => &[say.short],
        Stage::Cancelled => &[say.cancelled],
        Stage::CancelledLate => &[say.cancelled_late],
    };
    let told = matches!(stage, Stage::Overpaid | Stage::Late | Stage::Short | Stage::CancelledLate);
    let back = (came_back && !told).then_some(&say.back);
    let sentences = sentences.iter().chain(back).map(|it| fill(it, &values));
    sentences.collect::<Vec<String>>().join(" ")
}

/// What went wrong with the newest payment, if it changed nothing; empty otherwise.
pub(crate) fn trouble(view: &CheckoutView, words: &Words) -> String {
    let Some(last) = view.payments.last().filter(|_| view.status.is_open()) else {
        return String::new();
    };
    let sentence = match (last.state, last.disposition) {
        (PaymentState::Failed, _) if is_psp(last) => words.psp.failed,
        (PaymentState::Failed, _) => words.say.failed,
        (PaymentState::Final, Disposition::WrongAsset) => words.say.wrong_asset,
        _ => return String::new(),
    };
    let amount = with_code(&plain(last.amount, last.scale, &words.manner), &last.asset_code);
    let merchant = view.merchant.name.as_str();
    fill(sentence, &[("amount", &amount), ("asset", view.asset.code()), ("merchant", merchant)])
}
