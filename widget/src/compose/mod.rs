//! From an invoice to the face of its card: picks the words for every state. Knows no HTML.

pub(crate) mod dates;
pub(crate) mod icons;
pub(crate) mod numbers;
pub(crate) mod periods;
mod qr;
mod rows;
mod sentences;
mod stage;

use shared::currency::Network;
use shared::invoice::Status;
use shared::money::Amount;
use shared::view::CheckoutView;

pub(crate) use dates::{day, moment};
pub(crate) use numbers::{asked, localized, money, plain, with_code};
pub(crate) use periods::{each, price_code, price_each, price_number, price_once, small_print};
pub(crate) use stage::Stage;

use crate::face::Face;
use crate::words::{Words, fill, known};

/// The face of the card for an invoice as it stands.
pub fn face(view: &CheckoutView) -> Face {
    let words = Words::of(&view.merchant.language);
    let stage = Stage::of(view);
    let (label, amount) = large_number(view, stage, words);
    let amount = amount.map(|amount| (numbers::number(amount, view, words), view.asset.code()));
    let no_rate = stage == Stage::NoRate;
    let amount = if no_rate { numbers::fiat_price(view, words) } else { amount };
    let (amount, unit) = amount.unwrap_or((String::new(), view.asset.code()));
    let on_ledger = view.asset.network() != Network::Psp;
    let payable = stage.takes_money() && on_ledger;
    let uri = view.payment_uri.as_deref().filter(|uri| payable && is_wallet_link(uri));
    let (qr_box, qr) = uri.and_then(qr::draw).unwrap_or_else(qr::none);
    let back = view.return_url.as_deref().filter(|url| is_web_link(url)).unwrap_or_default();
    let mut face = Face {
        now_ms: view.now.ms(),
        expires_ms: view.expires_at.map_or(0, |at| at.ms()),
        hurry_ms: view.expires_at.map_or(0, |at| at.ms() - (at.ms() - view.created_at.ms()) / 4),
        poll: poll(view),
        status: view.status.code().to_owned(),
        exceptions: view.exceptions.codes().join(" "),
        stage: stage.code().to_owned(),
        tone: stage.tone().to_owned(),
        icon: stage.icon().to_owned(),
        title: title(view, stage, words),
        word: stage.word(words).to_owned(),
        label: label.to_owned(),
        amount,
        asset: unit.to_owned(),
        price: numbers::price(view, payable, words),
        say: sentences::say(view, stage, words),
        trouble: sentences::trouble(view, words),
        choosable: view.due.is_none() && !view.no_rate,
        choosing: stage == Stage::Choosing,
        chosen: payable && view.due.is_none() && view.received.is_nothing(),
        on_ledger,
        payable,
        uri: uri.unwrap_or_default().to_owned(),
        qr_box,
        qr,
        send: to_send(view, payable),
        until: until(view, payable || stage == Stage::Choosing || no_rate, words),
        rows: rows::rows(view, stage, words),
        back: back.to_owned(),
        back_word: back_word(back, words),
        tag: String::new(),
    };
    face.tag = tag(&face);
    face
}

/// The number that the payer sees first, and what it is.
fn large_number(
    view: &CheckoutView,
    stage: Stage,
    words: &Words,
) -> (&'static str, Option<Amount>) {
    let money = &words.money;
    let left = if view.received.is_nothing() { money.due } else { money.remaining };
    match stage {
        Stage::Choosing | Stage::NoRate => (money.due, None),
        Stage::Unpaid | Stage::Pending | Stage::Partial | Stage::Ended | Stage::PartialEnded => {
            (left, asked(view).map(|asked| asked.less(view.received)))
        }
        Stage::Paid | Stage::Overpaid | Stage::PaidLate | Stage::SettledShort | Stage::Short => {
            (money.received, Some(view.received))
        }
        Stage::Expired | Stage::Closed | Stage::Late | Stage::Cancelled | Stage::CancelledLate => {
            // Nothing is due any more.
            (words.pay.amount, asked(view))
        }
    }
}

fn title(view: &CheckoutView, stage: Stage, words: &Words) -> String {
    let merchant = ("merchant", view.merchant.name.as_str());
    let left = asked(view).map(|asked| money(asked.less(view.received), view, words));
    match (stage.takes_money(), left) {
        (true, Some(left)) => fill(words.status.title_pay, &[("amount", &left), merchant]),
        _ if stage == Stage::Choosing => fill(words.status.title_choose, &[merchant]),
        _ => fill(words.status.title, &[("word", stage.word(words)), merchant]),
    }
}

/// The state's address while something can still change by itself, with the payer's choice.
fn poll(view: &CheckoutView) -> String {
    if !view.status.is_open() {
        return String::new();
    }
    let choice = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let choice = choice.map(|amount| format!("amount={amount}"));
    let language = known(view.asked_language.as_deref()).map(|code| format!("lang={code}"));
    let asked: Vec<String> = [choice, language].into_iter().flatten().collect();
    let sign = if asked.is_empty() { "" } else { "?" };
    format!("/pay/{}/state{sign}{}", view.public_id, asked.join("&"))
}

/// What to copy: the digits that the card shows, as machines write them.
fn to_send(view: &CheckoutView, payable: bool) -> String {
    let left = asked(view).filter(|_| payable).map(|asked| asked.less(view.received));
    left.map(|left| left.print(view.asset.scale())).unwrap_or_default()
}

fn until(view: &CheckoutView, open: bool, words: &Words) -> String {
    let at = view.expires_at.filter(|_| open && view.status != Status::Pending);
    let at = at.map(|at| moment(at, &view.merchant.zone, words));
    at.map(|at| fill(words.pay.until, &[("moment", &at)])).unwrap_or_default()
}

/// "Back to …" with the host's name.
pub(crate) fn back_word(url: &str, words: &Words) -> String {
    host(url).map(|host| fill(words.receipt.back, &[("host", host)])).unwrap_or_default()
}

/// The name behind `://`, without user, port, path or query.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let name = authority.rsplit('@').next()?;
    let name = name.split(':').next()?;
    (!name.is_empty()).then_some(name)
}

/// Whether a link leads to a web page: https, or this machine in development.
pub(crate) fn is_web_link(url: &str) -> bool {
    ["https://", "http://localhost:", "http://127.0.0.1:"].iter().any(|it| url.starts_with(it))
}

/// Whether a link opens a wallet: a scheme, and none that runs in the page.
fn is_wallet_link(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let plain = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let runs = ["javascript", "data", "vbscript", "blob", "file", "about"];
    plain && scheme.len() < uri.len() && !runs.contains(&scheme.as_str())
}

/// A name for a face (FNV-1a of all but the time), so that a poll that finds nothing new says so.
fn tag(face: &Face) -> String {
    let still = Face { now_ms: 0, tag: String::new(), ..face.clone() };
    let json = serde_json::to_vec(&still).unwrap_or_default();
    let hash = json.into_iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
