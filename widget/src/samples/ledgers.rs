//! What only a real ledger brings: long payment links, claims, returns, a price without a rate.
//!
//! Addresses and hashes are in the form of real ones, so that codes have their real size; they are
//! nobody's.

use shared::invoice::{Exceptions, Status};
use shared::payment::PaymentState;
use shared::time::HOUR_MS;
use shared::view::{
    Alternative, CheckoutView, ClaimOutcome, ClaimView, PaymentView, PriceView, ReturnRefused,
    ReturnView, WalletOffer,
};

use super::{
    at, due, euros, in_language, partial, receipt, sent, sent_late, units, unpayable, xrp,
};

/// The account of SEP-23's examples.
pub(super) const ACCOUNT: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
/// The same with the number 1904711203 in it.
const MUXED: &str = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAHDB4WEPKGI";
/// Who issues USDC on the public network.
pub(super) const ISSUER: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const HASH: &str = "3389e9f0f1a65f19736cacf544c2e825313e8447f569233bb8db39aa607c8889";

/// All of them by name.
pub(super) fn all() -> Vec<(&'static str, CheckoutView)> {
    let mut all = open();
    all.extend(claims());
    all.extend(returns());
    all
}

/// Open invoices.
fn open() -> Vec<(&'static str, CheckoutView)> {
    let priced = CheckoutView { price: Some(euros()), ..on_public(due(250)) };
    vec![
        ("live_stellar", live()),
        ("live_xrp", live_xrp()),
        ("live_testnet", CheckoutView { test: true, ..live() }),
        ("live_announced", CheckoutView { status: Status::Pending, ..live() }),
        ("live_partial", on_public(partial())),
        ("live_priced", priced.clone()),
        ("no_rate", no_rate(priced.clone())),
        ("no_rate_nl", in_language(no_rate(priced), "nl")),
        ("live_fr", in_language(live(), "fr")),
        ("live_de", in_language(live(), "de")),
    ]
}

/// 25 USDC on the public network, with everything that a payer is offered.
pub(super) fn live() -> CheckoutView {
    on_public(due(25))
}

/// An invoice as the public network has it.
fn on_public(view: CheckoutView) -> CheckoutView {
    let amount = view.remaining().unwrap_or_default().print_short(view.asset.scale());
    let uri = format!(
        "web+stellar:pay?destination={ACCOUNT}&amount={amount}&asset_code=USDC\
         &asset_issuer={ISSUER}&memo=PLR-7K2M9XQD&memo_type=MEMO_TEXT"
    );
    let path = "/pay/k3v9q2m7x4c8b5n1/wallet";
    CheckoutView {
        test: false,
        sandbox: false,
        destination: ACCOUNT.to_owned(),
        payment_uri: view.payment_uri.map(|_| uri),
        alternative: Some(Alternative::Muxed(MUXED.to_owned())),
        wallet: Some(WalletOffer {
            prepare_url: path.to_owned(),
            submit_url: format!("{path}/submit"),
        }),
        ..view
    }
}

/// XRP on the main network.
fn live_xrp() -> CheckoutView {
    let destination = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf";
    CheckoutView {
        test: false,
        sandbox: false,
        payment_uri: Some(format!(
            "https://xaman.app/detect/request:{destination}\
             ?amount=48.25&dt=1904711203&network=XRPL"
        )),
        alternative: Some(Alternative::XAddress {
            x_address: "XVLhHMPHU98es4dbozjVtdWzVrDjtV8AqEL4xcZj5whKbmc".to_owned(),
            plain: format!("{destination}?dt=1904711203&amount=48.25"),
        }),
        destination: destination.to_owned(),
        ..xrp()
    }
}

/// Priced in euros while nobody tells a rate.
fn no_rate(priced: CheckoutView) -> CheckoutView {
    let price = PriceView {
        rate: String::new(),
        rate_at: None,
        sources: String::new(),
        quote_until: None,
        ..euros()
    };
    CheckoutView { price: Some(price), no_rate: true, due: None, ..unpayable(priced) }
}

/// Every outcome of a pasted transaction, and the form held open.
fn claims() -> Vec<(&'static str, CheckoutView)> {
    let names = [
        ("claim_not_a_hash", ClaimOutcome::NotAHash),
        ("claim_not_found", ClaimOutcome::NotFound),
        ("claim_not_final", ClaimOutcome::NotFinal),
        ("claim_attached", ClaimOutcome::Attached),
        ("claim_waiting", ClaimOutcome::Waiting),
        ("claim_failed", ClaimOutcome::Failed),
        ("claim_elsewhere", ClaimOutcome::Elsewhere),
        ("claim_known", ClaimOutcome::Known),
        ("claim_too_often", ClaimOutcome::TooOften),
        ("claim_busy", ClaimOutcome::Busy),
    ];
    let of = |(name, outcome)| {
        let typed = match outcome {
            ClaimOutcome::NotAHash => "I paid on Monday",
            _ => HASH,
        };
        let claim = ClaimView { outcome: Some(outcome), typed: Some(typed.to_owned()) };
        let view = match outcome {
            ClaimOutcome::Attached | ClaimOutcome::Known => over(5),
            ClaimOutcome::NotFinal => {
                let payment = PaymentView { state: PaymentState::Pending, ..sent(25) };
                CheckoutView { status: Status::Pending, payments: vec![payment], ..live() }
            }
            _ => live(),
        };
        (name, CheckoutView { claim: Some(claim), ..view })
    };
    let held = ClaimView { outcome: None, typed: Some(String::new()) };
    let mut all: Vec<_> = names.into_iter().map(of).collect();
    all.push(("claim_held", CheckoutView { claim: Some(held), ..live() }));
    all
}

/// More arrived than was due.
fn over(excess: i64) -> CheckoutView {
    let exceptions = Exceptions { overpaid: true, ..Exceptions::default() };
    CheckoutView { excess: units(excess), exceptions, ..on_public(receipt(25 + excess)) }
}

/// All of it came too late.
fn late() -> CheckoutView {
    let exceptions = Exceptions { paid_late: true, ..Exceptions::default() };
    CheckoutView {
        status: Status::Expired,
        exceptions,
        payments: vec![sent_late()],
        ..on_public(at(unpayable(due(25)), 2 * HOUR_MS))
    }
}

/// Addresses for what goes back, and what went back.
fn returns() -> Vec<(&'static str, CheckoutView)> {
    let back = |view: ReturnView| CheckoutView { return_address: Some(view), ..over(5) };
    let saved = ReturnView { saved: Some(ACCOUNT.to_owned()), ..ReturnView::default() };
    let refused = |refused| ReturnView {
        typed: Some("GA7QYNF7SOWQ3GLR2BGM".to_owned()),
        refused: Some(refused),
        saved: None,
    };
    let refunded = CheckoutView { refunded: units(5), ..back(saved.clone()) };
    let all_back = CheckoutView { refunded: units(25), ..on_public(receipt(25)) };
    let late_back = CheckoutView { return_address: Some(saved.clone()), ..late() };
    vec![
        ("return", back(ReturnView::default())),
        ("return_saved", back(saved)),
        ("return_not_an_address", back(refused(ReturnRefused::NotAnAddress))),
        ("return_own", back(refused(ReturnRefused::Own))),
        ("return_busy", back(refused(ReturnRefused::Busy))),
        ("return_late", late()),
        ("refunded", refunded.clone()),
        ("refunded_all", all_back),
        ("refunded_late", CheckoutView { refunded: units(25), ..late_back }),
        ("refunded_de", in_language(refunded, "de")),
    ]
}
