//! What this dialect writes: the shapes of seed 002, with additions.

use shared::json::{self, Object};
use shared::key::Kind;
use shared::money::Amount;
use shared::price::Quote;

use crate::app::App;
use crate::platform::Row;
use crate::rails::uri::alternative_address;
use crate::store::Page;
use crate::store::invoice::Record;
use crate::store::key::KeyRow;
use crate::store::merchant::Merchant;
use crate::store::sale;

/// An invoice (seed 002, 05), as it is at the moment that its record was taken for.
pub(super) fn invoice_out(app: &App, record: &Record) -> Object {
    let books = &record.books;
    let terms = &books.terms;
    let figures = books.figures();
    let network = terms.asset.network();
    let is_missing = record.quote == Quote::Missing;
    let (chain, destination) = (record.chain.as_deref(), record.destination.as_str());
    let (ledgers, references) = (&app.settings.ledgers, &record.references);
    let alternative = alternative_address(ledgers, network, chain, destination, references);
    let mut out = Object::new();
    out.put("id", record.id.as_str())
        .put("publicId", &record.public_id)
        .put("mode", record.owner.mode.code())
        .put("title", &record.title)
        .put("description", record.description.as_ref())
        .put("status", books.status.code())
        .put("exceptions", books.exceptions.codes())
        .put("paymentNetwork", network.code())
        .put("expectedAmount", figures.expected.filter(|_| !is_missing))
        .put("receivedAmount", figures.received)
        .put("remainingAmount", figures.remaining.filter(|_| !is_missing))
        .put("excessAmount", figures.excess)
        .put("refundedAmount", books.refunded.print_received(terms.asset.scale()))
        .put("asset", terms.asset.code())
        .put("allowCustomAmount", terms.due.is_none())
        .put("minAmount", terms.least.map(|least| least.print(terms.asset.scale())));
    put_price(&mut out, record);
    out.put("memo", record.memo())
        .put("reference", record.reference())
        .put("referenceLabel", network.reference_label())
        .put("destinationAddress", record.address())
        .put_some("alternativeAddress", alternative)
        .put_some("returnAddress", record.return_address.as_ref())
        .put("orderId", record.order_id.as_ref())
        .put("customerEmail", record.customer_email.as_ref())
        .put("customerName", record.customer_name.as_ref())
        .put("returnUrl", record.return_url.as_ref())
        .put("metadata", json::read(record.metadata.as_bytes()))
        .put("payUrl", app.url(&format!("/pay/{}", record.public_id)))
        .put("createdAt", record.created_at)
        .put_some("paidAt", books.paid_at)
        .put("expiresAt", terms.expires_at);
    let period = record.period.as_ref();
    out.put_some("subscriptionId", period.map(|period| &period.subscription))
        .put_some("dueAt", period.map(|period| period.due_at));
    sale::put(&mut out, record);
    out
}

/// What it asks in a currency, and the quote of that; why there is no amount, when there is none.
fn put_price(out: &mut Object, record: &Record) {
    let rate = record.rate.as_ref();
    let sources = rate.map(|rate| rate.sources.split(' ').collect::<Vec<_>>());
    let until = match record.quote {
        Quote::Until(until) => Some(until),
        Quote::Fixed | Quote::Missing => None,
    };
    let is_missing = record.quote == Quote::Missing;
    out.put("pricingCurrency", record.price.map(|(fiat, _)| fiat.code()))
        .put("pricingAmount", record.price.map(|(_, amount)| amount.print(2)))
        .put("rate", rate.map(|rate| rate.value.to_string()))
        .put("rateSource", rate.map(|_| record.rate_source()))
        .put("rateSources", sources.unwrap_or_default())
        .put("rateAt", rate.map(|rate| rate.at))
        .put("quoteExpiresAt", until)
        .put_some("quoteProblem", is_missing.then_some("no_reliable_rate"));
}

/// A page of a list (rulings A4): its rows, and how many there are in all.
pub(super) fn list_out(data: &[Object], total: i64, page: Page) -> String {
    let mut out = Object::new();
    out.put("data", data)
        .put("total", total)
        .put("page", page.page)
        .put("limit", page.limit)
        .put("pages", ((total + page.limit - 1) / page.limit).max(1));
    out.text()
}

/// All there is of something, in no pages.
pub(super) fn data_out(data: &[Object]) -> String {
    let mut out = Object::new();
    out.put("data", data);
    out.text()
}

/// A key; `secret` only in the answer that makes it.
pub(super) fn key_out(key: &KeyRow, mode: &str, secret: Option<&str>) -> Object {
    let is_client = key.kind == Kind::Client;
    let mut out = Object::new();
    out.put("id", &key.id)
        .put("name", &key.name)
        .put("kind", key.kind.code())
        .put("mode", mode)
        .put("last4", &key.last4)
        .put("scopes", key.scopes.as_slice())
        .put("origins", key.origins.as_slice())
        .put("rateLimit", key.rate_limit)
        .put("createdAt", key.created_at)
        .put("expiresAt", key.expires_at)
        .put_some("clientKey", is_client.then_some(&key.id))
        .put_some(if is_client { "clientSecret" } else { "key" }, secret);
    out
}

/// A merchant's settings.
pub(super) fn merchant_out(merchant: &Merchant) -> String {
    let mut out = Object::new();
    out.put("id", &merchant.id)
        .put("handle", &merchant.handle)
        .put("name", &merchant.name)
        .put("email", &merchant.email)
        .put("zone", &merchant.zone)
        .put("language", &merchant.language)
        .put("currency", &merchant.currency)
        .put("logoUrl", merchant.logo_url.as_ref())
        .put("accent", merchant.accent.as_ref())
        .put("supportEmail", merchant.support_email.as_ref())
        .put("supportUrl", merchant.support_url.as_ref())
        .put("replyTo", merchant.reply_to.as_ref())
        .put("embedOrigins", merchant.embed_origins.as_slice())
        .put("tolerance", percentage(merchant.tolerance_bps))
        .put("spread", percentage(merchant.spread_bps))
        .put("acceptLateHours", merchant.accept_late_hours)
        .put("createdAt", merchant.created_at);
    out.text()
}

/// Hundredths of a per cent as a percentage: `0.5`.
pub(super) fn percentage(bps: i64) -> String {
    Amount::from_minor(bps).print_short(2)
}

/// One delivery of the log: when it was queued, tried and delivered.
pub(super) fn delivery_out(row: &Row) -> Object {
    let state = row.text("state");
    let next_at = row.instant("next_at").filter(|_| state == "due");
    let mut out = Object::new();
    out.put("id", row.text("id"))
        .put("eventId", row.text("event"))
        .put("event", row.text("type"))
        .put("objectId", row.text("object"))
        .put("url", row.text("url"))
        .put("state", state)
        .put("attempts", row.number("tries"))
        .put("statusCode", row.maybe_number("response_status"))
        .put("error", row.maybe_text("problem"))
        .put("response", row.maybe_text("response_start"))
        .put("durationMs", row.maybe_number("duration_ms"))
        .put("payload", json::read(row.text("body").as_bytes()))
        .put("createdAt", row.instant("created_at"))
        .put("lastAttemptAt", row.instant("tried_at"))
        .put("deliveredAt", row.instant("delivered_at"))
        .put("nextAttemptAt", next_at);
    out
}
