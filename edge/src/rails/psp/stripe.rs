//! Stripe's Checkout Sessions: forms in, JSON out, amounts as whole cents, calls that are signed
//! (`rails.md` 4.2). A session that is complete is not paid.

use serde_json::Value as Json;
use shared::json;
use shared::money::Amount;
use shared::psp::{AttemptState, Psp, is_name};
use shared::time::{Instant, SECOND_MS};
use shared::webhook::hmac;
use subtle::ConstantTimeEq;

use super::{Call, Doubt, NEWEST, Order, Said, Series, cut, wire};

/// The version of the API whose shapes are read here, whatever the account's own is.
pub(super) const VERSION: &str = "2024-06-20";

/// A question that every key may ask that begins payments: one row of a list.
pub(super) const CHECK: &str = "/v1/checkout/sessions?limit=1";

/// How old a signature may be, in seconds, as Stripe's own libraries have it.
const SIGNED_S_MAX: i64 = 300;

/// The longest name of what is sold.
const NAME_CHARS: usize = 250;

const NOT_A_SESSION: Doubt = Doubt("not a session of Stripe's shape");

pub(super) fn create(order: &Order<'_>) -> Call {
    let name = cut(order.description, NAME_CHARS);
    let cents = order.amount.minor().to_string();
    let expires_at = order.expires_at.seconds().to_string();
    let mut pairs = vec![
        ("mode", "payment"),
        ("success_url", order.return_url),
        ("cancel_url", order.return_url),
        ("client_reference_id", order.invoice),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", "eur"),
        ("line_items[0][price_data][unit_amount]", &cents),
        ("line_items[0][price_data][product_data][name]", &name),
        ("metadata[attempt]", order.attempt),
        ("metadata[invoice]", order.invoice),
        ("payment_intent_data[metadata][attempt]", order.attempt),
        ("payment_intent_data[metadata][invoice]", order.invoice),
        ("expires_at", &expires_at),
    ];
    if let Series::First(_, email) = order.series {
        pairs.push(("customer_creation", "always"));
        pairs.push(("payment_intent_data[setup_future_usage]", "off_session"));
        pairs.extend(email.map(|email| ("customer_email", email)));
    }
    post("/v1/checkout/sessions".to_owned(), &pairs, Some(order.attempt))
}

/// Charges a customer who is not there.
pub(super) fn charge(order: &Order<'_>, customer: &str, method: &str) -> Call {
    let description = cut(order.description, NAME_CHARS);
    let cents = order.amount.minor().to_string();
    let pairs = [
        ("amount", cents.as_str()),
        ("currency", "eur"),
        ("customer", customer),
        ("payment_method", method),
        ("off_session", "true"),
        ("confirm", "true"),
        // Nobody can be led anywhere.
        ("automatic_payment_methods[enabled]", "true"),
        ("automatic_payment_methods[allow_redirects]", "never"),
        ("description", &description),
        ("metadata[attempt]", order.attempt),
        ("metadata[invoice]", order.invoice),
        ("expand[]", "latest_charge"),
    ];
    post("/v1/payment_intents".to_owned(), &pairs, Some(order.attempt))
}

/// The question what a customer was charged, the newest first.
pub(super) fn newest_of(customer: &str) -> Call {
    let expand = "&expand%5B%5D=data.latest_charge";
    Call::get(format!("/v1/payment_intents?customer={customer}&limit={NEWEST}{expand}"))
}

/// Reads the answer to it.
pub(super) fn read_list(answer: &Json) -> Result<Vec<Said>, Doubt> {
    wire::list(answer, "data")?.ok_or(NOT_A_SESSION)?.iter().map(read).collect()
}

/// The question whose a way to pay is.
pub(super) fn method(id: &str) -> Call {
    Call::get(format!("/v1/payment_methods/{id}"))
}

/// Whether a way to pay is still this customer's: one that was taken away is nobody's.
pub(super) fn is_of(method: &Json, customer: &str) -> bool {
    method.get("customer").and_then(Json::as_str) == Some(customer)
}

fn post(path: String, pairs: &[(&str, &str)], once: Option<&str>) -> Call {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    let body = Some(("application/x-www-form-urlencoded", form.finish()));
    Call { path, body, once: once.map(str::to_owned), deletes: false }
}

pub(super) fn fetch(id: &str) -> Call {
    if is_intent(id) {
        return Call::get(format!("/v1/payment_intents/{id}?expand%5B%5D=latest_charge"));
    }
    let expand = "?expand%5B%5D=payment_intent.latest_charge";
    Call::get(format!("/v1/checkout/sessions/{id}{expand}"))
}

pub(super) fn cancel(id: &str) -> Call {
    post(format!("/v1/checkout/sessions/{id}/expire"), &[], None)
}

/// Reads a session. Its PaymentIntent is an object where it was asked for, and an id elsewhere; one
/// that nobody was there for has no session.
pub(super) fn read(session: &Json) -> Result<Said, Doubt> {
    let text = |name| wire::text(session, name);
    let id = text("id")?.filter(|id| Psp::Stripe.is_id(id)).ok_or(NOT_A_SESSION)?;
    if is_intent(id) {
        return read_intent(session, id);
    }
    let intent = wire::any(session, "payment_intent");
    let payment_id = intent.and_then(|it| it.as_str().or_else(|| it.get("id")?.as_str()));
    let state = match (text("status")?, text("payment_status")?) {
        (Some("open"), _) => AttemptState::Open,
        (Some("expired"), _) => AttemptState::Expired,
        (Some("complete"), Some("paid")) => AttemptState::Paid,
        // A delayed method: the bank says later, or has said no.
        (Some("complete"), Some("unpaid")) => {
            let status = intent.and_then(|intent| intent.get("status")?.as_str());
            match status {
                Some("requires_payment_method" | "canceled") => AttemptState::Failed,
                _ => AttemptState::Pending,
            }
        }
        _ => return Err(NOT_A_SESSION),
    };
    let (amount, currency) = money(session)?;
    let (refunded, paid_at) = charged(intent)?;
    let attempt = session.get("metadata").and_then(|metadata| metadata.get("attempt")?.as_str());
    let expires_at = session.get("expires_at").and_then(Json::as_i64);
    let customer = session.get("customer").and_then(Json::as_str);
    let method = intent.and_then(reusable);
    Ok(Said {
        id: id.to_owned(),
        state,
        amount,
        currency: currency.to_ascii_uppercase(),
        live: wire::flag(session, "livemode")?.ok_or(NOT_A_SESSION)?,
        attempt: attempt.map(str::to_owned),
        refunded,
        charged_back: Amount::ZERO,
        paid_at,
        payment_id: payment_id.map(str::to_owned),
        checkout_url: text("url")?.map(str::to_owned),
        expires_at: expires_at.map(instant),
        is_cancelable: state == AttemptState::Open,
        mandate: customer.zip(method).map(|(who, how)| (who.to_owned(), how.to_owned())),
    })
}

/// Reads a PaymentIntent that was confirmed when it was made. Whatever the customer would have to
/// do is never done: nobody is there.
fn read_intent(intent: &Json, id: &str) -> Result<Said, Doubt> {
    let text = |name| wire::text(intent, name);
    let state = match text("status")?.ok_or(NOT_A_SESSION)? {
        "succeeded" => AttemptState::Paid,
        "processing" => AttemptState::Pending,
        "canceled" => AttemptState::Cancelled,
        _ => AttemptState::Failed,
    };
    let (refunded, paid_at) = charged(Some(intent))?;
    let attempt = intent.get("metadata").and_then(|metadata| metadata.get("attempt")?.as_str());
    Ok(Said {
        id: id.to_owned(),
        state,
        amount: Amount::from_minor(cents(intent, "amount")?),
        currency: text("currency")?.ok_or(NOT_A_SESSION)?.to_ascii_uppercase(),
        live: wire::flag(intent, "livemode")?.ok_or(NOT_A_SESSION)?,
        attempt: attempt.map(str::to_owned),
        refunded,
        charged_back: Amount::ZERO,
        paid_at,
        payment_id: None,
        checkout_url: None,
        expires_at: None,
        is_cancelable: false,
        mandate: None,
    })
}

/// What of a PaymentIntent's charge went back, and when it was made.
fn charged(intent: Option<&Json>) -> Result<(Amount, Option<Instant>), Doubt> {
    let charge = intent.and_then(|intent| intent.get("latest_charge")).filter(|it| it.is_object());
    let refunded = charge.map_or(Ok(0), |charge| cents(charge, "amount_refunded"))?;
    let paid_at = charge.and_then(|charge| charge.get("created")?.as_i64());
    Ok((Amount::from_minor(refunded), paid_at.map(instant)))
}

fn instant(seconds: i64) -> Instant {
    Instant::from_ms(seconds.saturating_mul(SECOND_MS))
}

/// What can be charged again: some methods cannot, and make a direct debit that can.
fn reusable(intent: &Json) -> Option<&str> {
    let made = || {
        let details = intent.get("latest_charge")?.get("payment_method_details")?;
        details.get(details.get("type")?.as_str()?)?.get("generated_sepa_debit")?.as_str()
    };
    let own = || intent.get("payment_method")?.as_str();
    made().or_else(own).filter(|id| is_name(id))
}

/// What was asked for. Where the payer saw another currency, that stands beside it.
fn money(session: &Json) -> Result<(Amount, &str), Doubt> {
    let converted = wire::object(session, "currency_conversion")?;
    let (asked, currency) = match converted {
        Some(converted) => (converted, "source_currency"),
        None => (session, "currency"),
    };
    let currency = wire::text(asked, currency)?.ok_or(NOT_A_SESSION)?;
    Ok((Amount::from_minor(cents(asked, "amount_total")?), currency))
}

fn cents(object: &Json, name: &str) -> Result<i64, Doubt> {
    object.get(name).and_then(Json::as_i64).filter(|cents| *cents >= 0).ok_or(NOT_A_SESSION)
}

/// The question what a bank has taken back, where a charge is disputed.
pub(super) fn disputes(session: &Json) -> Option<Call> {
    let intent = session.get("payment_intent").unwrap_or(session);
    let disputed = intent.get("latest_charge")?.get("disputed")?.as_bool()?;
    let id = intent.get("id")?.as_str().filter(|id| is_intent(id) && disputed)?;
    Some(Call::get(format!("/v1/disputes?payment_intent={id}")))
}

/// The sum of what disputes have taken. One that was won, or that a bank only asks about, takes
/// nothing.
pub(super) fn read_disputes(list: &Json) -> Result<Amount, Doubt> {
    let data = wire::list(list, "data")?.ok_or(NOT_A_SESSION)?;
    let mut taken = Vec::new();
    for dispute in data {
        let status = wire::text(dispute, "status")?.ok_or(NOT_A_SESSION)?;
        if !status.starts_with("warning_") && !["won", "prevented"].contains(&status) {
            taken.push(Amount::from_minor(cents(dispute, "amount")?));
        }
    }
    Ok(Amount::sum(taken))
}

fn is_intent(text: &str) -> bool {
    text.starts_with("pi_") && is_name(text)
}

/// What a call speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A session.
    Session(String),
    /// A PaymentIntent: a charge of it was refunded or disputed.
    Intent(String),
}

/// Whether a call is Stripe's: HMAC-SHA256 over the raw bytes, keyed with the whole secret. Of
/// several signatures one is enough, and they are good for 300 seconds.
pub fn is_signed(secret: &str, header: &str, body: &[u8], now: Instant) -> bool {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let Some((_, t)) = parts().find(|(name, _)| *name == "t") else { return false };
    let Ok(at) = t.parse::<i64>() else { return false };
    if (now.seconds() - at).abs() > SIGNED_S_MAX {
        return false;
    }
    let mac = hmac(secret.as_bytes(), &[t.as_bytes(), b".", body]);
    let ours: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut signatures = parts().filter(|(name, _)| *name == "v1");
    signatures.any(|(_, sent)| bool::from(ours.as_bytes().ct_eq(sent.as_bytes())))
}

/// What a call that is Stripe's speaks of; `None`: nothing of ours.
pub fn ping(body: &[u8]) -> Option<Named> {
    let event = json::read(body);
    let object = event.get("data")?.get("object")?;
    let text = |name: &str| object.get(name).and_then(Json::as_str);
    match event.get("type")?.as_str()? {
        kind if kind.starts_with("checkout.session.") => {
            text("id").filter(|id| Psp::Stripe.is_id(id)).map(|id| Named::Session(id.to_owned()))
        }
        kind if kind.starts_with("charge.") || kind.starts_with("payment_intent.") => {
            let id = if kind.starts_with("charge.") { text("payment_intent") } else { text("id") };
            id.filter(|id| is_intent(id)).map(|id| Named::Intent(id.to_owned()))
        }
        _ => None,
    }
}
