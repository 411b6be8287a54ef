//! Mollie's payments: JSON in and out, amounts as decimal texts, calls that name an id and are not
//! signed (`rails.md` 4.1).

use serde_json::Value as Json;
use shared::currency::Fiat;
use shared::json::Object;
use shared::money::Amount;
use shared::psp::{AttemptState, Psp, Sequence, is_name};
use shared::time::Instant;

use super::{Call, Doubt, NEWEST, Order, Said, Series, cut, wire};

/// A question that every key may ask: one row of a list.
pub(super) const CHECK: &str = "/v2/payments?limit=1";

/// The longest description that is taken.
const DESCRIPTION_CHARS: usize = 255;

const NOT_A_PAYMENT: Doubt = Doubt("not a payment of Mollie's shape");

/// A customer of one subscription: under it Mollie keeps the mandate.
pub(super) fn customer(order: &Order<'_>, name: Option<&str>, email: Option<&str>) -> Call {
    let mut metadata = Object::new();
    metadata.put("attempt", order.attempt);
    let mut body = Object::new();
    body.put_some("name", name).put_some("email", email).put("metadata", metadata);
    Call {
        path: "/v2/customers".to_owned(),
        body: Some(("application/json", body.text())),
        once: Some(format!("{}-customer", order.attempt)),
        deletes: false,
    }
}

/// The id of a customer.
pub(super) fn read_customer(customer: &Json) -> Result<&str, Doubt> {
    let id = wire::text(customer, "id")?;
    id.filter(|id| id.starts_with("cst_") && is_name(id)).ok_or(NOT_A_PAYMENT)
}

/// The question how a mandate stands.
pub(super) fn mandate(customer: &str, id: &str) -> Call {
    Call::get(format!("/v2/customers/{customer}/mandates/{id}"))
}

/// Whether a mandate may be used: one that waits for its first payment may, too.
pub(super) fn is_in_force(mandate: &Json) -> bool {
    let status = mandate.get("status").and_then(Json::as_str);
    matches!(status, Some("valid" | "pending"))
}

/// The question what was begun for a customer, the newest first.
pub(super) fn newest_of(customer: &str) -> Call {
    Call::get(format!("/v2/customers/{customer}/payments?limit={NEWEST}"))
}

/// Reads the answer to it.
pub(super) fn read_list(answer: &Json) -> Result<Vec<Said>, Doubt> {
    let embedded = wire::object(answer, "_embedded")?.ok_or(NOT_A_PAYMENT)?;
    wire::list(embedded, "payments")?.ok_or(NOT_A_PAYMENT)?.iter().map(read).collect()
}

/// `customer` is whose mandate a first payment makes.
pub(super) fn create(order: &Order<'_>, customer: Option<&str>) -> Call {
    let mut amount = Object::new();
    amount.put("currency", Fiat::Eur.code()).put("value", order.amount.print(Fiat::SCALE));
    let mut metadata = Object::new();
    metadata.put("attempt", order.attempt).put("invoice", order.invoice);
    let mut body = Object::new();
    body.put("amount", amount).put("description", cut(order.description, DESCRIPTION_CHARS));
    match order.series {
        Series::OneOff => {}
        Series::First(..) => {
            body.put("customerId", customer).put("sequenceType", Sequence::First.code());
        }
        Series::Recurring(customer, mandate) => {
            body.put("customerId", customer)
                .put("mandateId", mandate)
                .put("sequenceType", Sequence::Recurring.code());
        }
    }
    if !matches!(order.series, Series::Recurring(..)) {
        body.put("redirectUrl", order.return_url);
    }
    body.put_some("webhookUrl", order.webhook_url).put("metadata", metadata);
    Call {
        path: "/v2/payments".to_owned(),
        body: Some(("application/json", body.text())),
        once: Some(order.attempt.to_owned()),
        deletes: false,
    }
}

pub(super) fn fetch(id: &str) -> Call {
    Call::get(format!("/v2/payments/{id}"))
}

pub(super) fn cancel(id: &str) -> Call {
    Call { deletes: true, ..fetch(id) }
}

/// The id in the body of a call, if it has the form of one.
pub fn ping(body: &[u8]) -> Option<String> {
    let mut fields = form_urlencoded::parse(body);
    let (_, id) = fields.find(|(name, _)| name == "id")?;
    Psp::Mollie.is_id(&id).then(|| id.into_owned())
}

/// Reads a payment.
pub(super) fn read(payment: &Json) -> Result<Said, Doubt> {
    let text = |name| wire::text(payment, name);
    let id = text("id")?.filter(|id| Psp::Mollie.is_id(id)).ok_or(NOT_A_PAYMENT)?;
    let (amount, currency) = money(payment, "amount")?.ok_or(NOT_A_PAYMENT)?;
    let state = match text("status")? {
        Some("open") => AttemptState::Open,
        Some("pending" | "authorized") => AttemptState::Pending,
        Some("paid") => AttemptState::Paid,
        Some("failed") => AttemptState::Failed,
        Some("canceled") => AttemptState::Cancelled,
        Some("expired") => AttemptState::Expired,
        _ => return Err(NOT_A_PAYMENT),
    };
    let live = match text("mode")? {
        Some("live") => true,
        Some("test") => false,
        _ => return Err(NOT_A_PAYMENT),
    };
    let instant = |name| text(name).map(|text| text.and_then(Instant::parse));
    let given_back = |name| match money(payment, name)? {
        Some((back, in_what)) if in_what == currency => Ok(back),
        Some(_) => Err(NOT_A_PAYMENT),
        None => Ok(Amount::ZERO),
    };
    let attempt = payment.get("metadata").and_then(|metadata| metadata.get("attempt"));
    let named = |name| {
        let id = payment.get(name).and_then(Json::as_str).filter(|id| is_name(id));
        id.map(str::to_owned)
    };
    let links = wire::object(payment, "_links")?;
    let checkout = links.and_then(|links| links.get("checkout")?.get("href")?.as_str());
    Ok(Said {
        id: id.to_owned(),
        state,
        amount,
        currency: currency.to_owned(),
        live,
        attempt: attempt.and_then(Json::as_str).map(str::to_owned),
        refunded: given_back("amountRefunded")?,
        charged_back: given_back("amountChargedBack")?,
        paid_at: instant("paidAt")?,
        payment_id: None,
        checkout_url: checkout.map(str::to_owned),
        expires_at: instant("expiresAt")?,
        is_cancelable: wire::flag(payment, "isCancelable")? == Some(true),
        mandate: named("customerId").zip(named("mandateId")),
    })
}

/// An amount and its currency. Mollie writes all places of the currency; two is what euros have,
/// and what has more is no amount of ours.
fn money<'a>(payment: &'a Json, name: &str) -> Result<Option<(Amount, &'a str)>, Doubt> {
    let Some(money) = wire::object(payment, name)? else { return Ok(None) };
    let value = wire::text(money, "value")?.ok_or(NOT_A_PAYMENT)?;
    let currency = wire::text(money, "currency")?.ok_or(NOT_A_PAYMENT)?;
    let amount = Amount::parse(value, Fiat::SCALE).map_err(|_| NOT_A_PAYMENT)?;
    Ok(Some((amount, currency)))
}
