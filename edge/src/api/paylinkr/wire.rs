//! What this dialect writes: the shapes of seed 002, with additions.

use serde::Serialize;
use shared::money::Amount;
use shared::price::Quote;

use crate::app::App;
use crate::fault::Fault;
use crate::platform::Row;
use crate::rails::alternative_address;
use crate::store::Page;
use crate::store::invoice::Record;
use crate::store::key::KeyRow;
use crate::store::merchant::Merchant;

/// An invoice (seed 002, 05), as it is at the moment that its record was taken for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvoiceOut<'a> {
    id: &'a str,
    public_id: &'a str,
    mode: &'static str,
    title: &'a str,
    description: Option<&'a str>,
    status: &'static str,
    exceptions: Vec<&'static str>,
    payment_network: &'static str,
    expected_amount: Option<String>,
    received_amount: String,
    remaining_amount: Option<String>,
    excess_amount: String,
    refunded_amount: String,
    asset: &'static str,
    allow_custom_amount: bool,
    min_amount: Option<String>,
    pricing_currency: Option<&'static str>,
    pricing_amount: Option<String>,
    rate: Option<String>,
    rate_source: Option<&'static str>,
    rate_sources: Vec<&'a str>,
    rate_at: Option<String>,
    quote_expires_at: Option<String>,
    /// Why there is no amount, when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote_problem: Option<&'static str>,
    memo: Option<&'a str>,
    reference: String,
    reference_label: &'static str,
    destination_address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    return_address: Option<&'a str>,
    order_id: Option<&'a str>,
    customer_email: Option<&'a str>,
    customer_name: Option<&'a str>,
    return_url: Option<&'a str>,
    metadata: serde_json::Value,
    pay_url: String,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_at: Option<String>,
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
}

impl<'a> InvoiceOut<'a> {
    /// Writes a record.
    pub(super) fn new(app: &App, record: &'a Record) -> InvoiceOut<'a> {
        let books = &record.books;
        let terms = &books.terms;
        let figures = books.figures();
        let network = terms.asset.network();
        let rate = record.rate.as_ref();
        let is_missing = record.quote == Quote::Missing;
        InvoiceOut {
            id: record.id.as_str(),
            public_id: &record.public_id,
            mode: record.owner.mode.code(),
            title: &record.title,
            description: record.description.as_deref(),
            status: books.status.code(),
            exceptions: books.exceptions.codes(),
            payment_network: network.code(),
            expected_amount: figures.expected.filter(|_| !is_missing),
            received_amount: figures.received,
            remaining_amount: figures.remaining.filter(|_| !is_missing),
            excess_amount: figures.excess,
            refunded_amount: books.refunded.print_received(terms.asset.scale()),
            asset: terms.asset.code(),
            allow_custom_amount: terms.due.is_none(),
            min_amount: terms.least.map(|least| least.print(terms.asset.scale())),
            pricing_currency: record.price.map(|(fiat, _)| fiat.code()),
            pricing_amount: record.price.map(|(_, amount)| amount.print(2)),
            rate: rate.map(|rate| rate.value.to_string()),
            rate_source: rate.map(|_| record.rate_source()),
            rate_sources: rate.map(|rate| rate.sources.split(' ').collect()).unwrap_or_default(),
            rate_at: rate.map(|rate| rate.at.to_string()),
            quote_expires_at: match record.quote {
                Quote::Until(until) => Some(until.to_string()),
                Quote::Fixed | Quote::Missing => None,
            },
            quote_problem: is_missing.then_some("no_reliable_rate"),
            memo: record.memo(),
            reference: record.references.on(network),
            reference_label: network.reference_label(),
            destination_address: &record.destination,
            alternative_address: alternative_address(&app.settings.ledgers, record),
            return_address: record.return_address.as_deref(),
            order_id: record.order_id.as_deref(),
            customer_email: record.customer_email.as_deref(),
            customer_name: record.customer_name.as_deref(),
            return_url: record.return_url.as_deref(),
            metadata: serde_json::from_str(&record.metadata).unwrap_or_default(),
            pay_url: app.url(&format!("/pay/{}", record.public_id)),
            created_at: record.created_at.to_string(),
            paid_at: books.paid_at.map(|at| at.to_string()),
            expires_at: terms.expires_at.map(|at| at.to_string()),
            subscription_id: record.period.as_ref().map(|period| period.subscription.as_str()),
            due_at: record.period.as_ref().map(|period| period.due_at.to_string()),
        }
    }
}

/// A page of a list (rulings A4).
#[derive(Serialize)]
pub(super) struct ListOut<T> {
    data: Vec<T>,
    total: i64,
    page: i64,
    limit: i64,
    pages: i64,
}

impl<T: Serialize> ListOut<T> {
    /// The page's rows and how many there are in all.
    pub(super) fn new(data: Vec<T>, total: i64, page: Page) -> ListOut<T> {
        let pages = ((total + page.limit - 1) / page.limit).max(1);
        ListOut { data, total, page: page.page, limit: page.limit, pages }
    }
}

/// A key, without its secret unless it was just made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyOut<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    mode: &'static str,
    last4: &'a str,
    scopes: &'a [String],
    origins: &'a [String],
    rate_limit: i64,
    created_at: String,
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
}

impl<'a> KeyOut<'a> {
    /// Writes a key; `secret` only in the answer that makes it.
    pub(super) fn new(key: &'a KeyRow, mode: &'static str, secret: Option<&'a str>) -> KeyOut<'a> {
        KeyOut {
            id: &key.id,
            name: &key.name,
            kind: "api",
            mode,
            last4: &key.last4,
            scopes: &key.scopes,
            origins: &key.origins,
            rate_limit: key.rate_limit,
            created_at: key.created_at.to_string(),
            expires_at: key.expires_at.map(|at| at.to_string()),
            key: secret,
        }
    }
}

/// A merchant's settings.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MerchantOut<'a> {
    id: &'a str,
    handle: &'a str,
    name: &'a str,
    email: &'a str,
    zone: &'a str,
    language: &'a str,
    currency: &'a str,
    logo_url: Option<&'a str>,
    accent: Option<&'a str>,
    support_email: Option<&'a str>,
    support_url: Option<&'a str>,
    reply_to: Option<&'a str>,
    embed_origins: &'a [String],
    tolerance: String,
    spread: String,
    accept_late_hours: i64,
    created_at: String,
}

impl<'a> From<&'a Merchant> for MerchantOut<'a> {
    fn from(merchant: &'a Merchant) -> MerchantOut<'a> {
        MerchantOut {
            id: &merchant.id,
            handle: &merchant.handle,
            name: &merchant.name,
            email: &merchant.email,
            zone: &merchant.zone,
            language: &merchant.language,
            currency: &merchant.currency,
            logo_url: merchant.logo_url.as_deref(),
            accent: merchant.accent.as_deref(),
            support_email: merchant.support_email.as_deref(),
            support_url: merchant.support_url.as_deref(),
            reply_to: merchant.reply_to.as_deref(),
            embed_origins: &merchant.embed_origins,
            tolerance: percentage(merchant.tolerance_bps),
            spread: percentage(merchant.spread_bps),
            accept_late_hours: merchant.accept_late_hours,
            created_at: merchant.created_at.to_string(),
        }
    }
}

/// Hundredths of a per cent as a percentage: `0.5`.
pub(super) fn percentage(bps: i64) -> String {
    Amount::from_minor(bps).print_short(2)
}

/// One delivery of the log: when it was queued, tried and delivered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeliveryOut {
    id: String,
    event_id: String,
    event: String,
    object_id: String,
    url: String,
    state: String,
    attempts: i64,
    status_code: Option<i64>,
    error: Option<String>,
    response: Option<String>,
    duration_ms: Option<i64>,
    payload: serde_json::Value,
    created_at: Option<String>,
    last_attempt_at: Option<String>,
    delivered_at: Option<String>,
    next_attempt_at: Option<String>,
}

impl DeliveryOut {
    /// Writes a row of the log.
    pub(super) fn new(row: &Row) -> DeliveryOut {
        let at = |name: &str| row.instant(name).map(|at| at.to_string());
        let state = row.text("state");
        DeliveryOut {
            id: row.text("id"),
            event_id: row.text("event"),
            event: row.text("type"),
            object_id: row.text("object"),
            url: row.text("url"),
            attempts: row.number("tries"),
            status_code: row.maybe_number("response_status"),
            error: row.maybe_text("problem"),
            response: row.maybe_text("response_start"),
            duration_ms: row.maybe_number("duration_ms"),
            payload: serde_json::from_str(&row.text("body")).unwrap_or_default(),
            created_at: at("created_at"),
            last_attempt_at: at("tried_at"),
            delivered_at: at("delivered_at"),
            next_attempt_at: (state == "due").then(|| at("next_at")).flatten(),
            state,
        }
    }
}

/// JSON bytes; a value that cannot be written is our own slip.
pub(super) fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Broken(error.to_string()))
}
