//! What all dialects' descriptions lean on: amounts, instants, refusals, ways to authenticate.

use shared::currency::{Asset, Fiat, Network, Unit};
use shared::draft::limits;
use shared::json::{Number, Object};
use shared::money::Amount;
use shared::slug;
use shared::url::URL_BYTES_MAX;

use super::events;
use super::examples::{self, Body, Example};
use super::operation::{media_types, parameter, prefix};
use super::schema::{
    Field, HIDDEN, Schema, answer, any_of, count, flag, list, map, may, must, note_of, number,
    one_of, refer, request, text, text_like, word,
};
use crate::api::dialect::Dialect;
use crate::api::legacy;
use crate::fault::Fault;

/// What [`Amount::parse_payable`] reads of a unit with so many places; texts below the last power
/// of ten that a ledger can hold.
fn above_zero(places: u32) -> Schema {
    let (more, less) = (17_u32.saturating_sub(places), places.saturating_sub(1));
    let text = text_like(&format!(
        "^(0*[1-9][0-9]{{0,{more}}}(\\.[0-9]{{1,{places}}}0*)?|0+\\.[0-9]{{0,{less}}}[1-9]0*)$"
    ));
    let bound = |minor| Number(Amount::from_minor(minor).print_short(places));
    any_of(&[text, number().with("minimum", bound(1)).with("maximum", bound(i64::MAX))])
}

/// What [`shared::id::is_uuid_v4`] takes.
const UUID_V4: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-\
    [0-9A-Fa-f]{12}$";

/// What [`shared::time::Instant::parse`] reads.
const INSTANT_IN: &str = "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
    [Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?\
    ([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

/// What [`shared::url::parse_public`] takes, but for names that are reserved.
const HTTPS_URL: &str = "^[Hh][Tt][Tt][Pp][Ss]://([0-9A-Za-z_-]{1,63}\\.)+\
    [0-9A-Za-z_-]{0,31}[A-Za-z_-][0-9A-Za-z_-]{0,31}\\.?(:0*443)?\
    ([/?#][^ \\\\\\u0000-\\u001F\\u007F-\\u009F]*)?$";

/// What [`shared::url::parse_origin`] takes.
const ORIGIN: &str = "^\\s*[Hh][Tt][Tt][Pp][Ss]?://\
    (([0-9A-Za-z_-]{1,63}\\.)*[0-9A-Za-z_-]{0,31}[A-Za-z_-][0-9A-Za-z_-]{0,31}\\.?\
    |((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}\
    (25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))\
    (:0*([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?/?\\s*$";

/// What [`shared::draft::read_email`] takes. That is more than the format `email` has.
fn email() -> Schema {
    let part = format!("[^ @,;<>\"\\\\{HIDDEN}]{{1,64}}");
    let label = format!("[^. @,;<>\"\\\\{HIDDEN}]+");
    let pattern = format!("^\\s*{part}@{label}(\\.{label})+\\s*$");
    text_like(&pattern).with("maxLength", longest(limits::EMAIL))
}

/// The components that every part may name.
pub(super) fn schemas() -> Vec<(&'static str, Schema)> {
    [answered(), sent(), refusals()].into_iter().flatten().collect()
}

/// What answers hold, and words that are the same both ways.
fn answered() -> Vec<(&'static str, Schema)> {
    let digits = "^[0-9]+(\\.[0-9]+)?$";
    vec![
        ("Amount", text_like(digits).says("A decimal number, as a text.").like("250.00")),
        (
            "Instant",
            text()
                .with("format", "date-time")
                .with("pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$")
                .like("2026-01-15T10:00:00.000Z"),
        ),
        ("Mode", one_of(["test", "live"])),
        ("Asset", one_of(Asset::ON_LEDGERS.map(Asset::code))),
        ("Currency", one_of(Fiat::ALL.map(Fiat::code)).says("ISO 4217.")),
        ("Network", one_of(Network::ALL.map(Network::code))),
        (
            "Metadata",
            map(text()).says("What you keep there: 50 keys of 40 characters, values of 500."),
        ),
    ]
}

/// What requests hold.
fn sent() -> Vec<(&'static str, Schema)> {
    vec![
        (
            "AmountIn",
            above_zero(7).says(
                "A decimal number above zero: a text, or a number that is read by its digits.",
            ),
        ),
        ("CentsIn", above_zero(Unit::SCALE).says("The same with at most two places.")),
        // The format `date-time` has no blank in its middle.
        ("InstantIn", text_like(INSTANT_IN).says("ISO 8601.")),
        (
            "HttpsUrl",
            text_like(HTTPS_URL)
                .with("maxLength", longest(URL_BYTES_MAX))
                .says("https, on the standard port, with a public host name.")
                .like("https://shop.example.com/thanks"),
        ),
        ("OriginIn", text_like(ORIGIN).with("maxLength", longest(limits::EMAIL)).like(SHOP)),
        ("EmailIn", email()),
        (
            "SlugIn",
            text_like("^\\s*[0-9a-z]+(-[0-9a-z]+)*\\s*$")
                .with("maxLength", longest(slug::LONGEST))
                .like("pro-support"),
        ),
        (
            "MetadataIn",
            map(any_of(&[note_of(limits::METADATA_VALUE), number(), flag()]).or_null())
                .with("propertyNames", note_of(limits::METADATA_KEY).with("minLength", 1))
                .with("maxProperties", longest(limits::METADATA_KEYS))
                .says("Numbers and booleans become texts."),
        ),
    ]
}

/// A dialect's refusal each.
fn refusals() -> Vec<(&'static str, Schema)> {
    vec![
        ("PaylinkrError", error()),
        (
            "PayrequestError",
            any_of(&[
                answer([must("message", text())]),
                answer([
                    must("success", flag().with("const", false)),
                    must("error", text()),
                    may("errors", map(list(text()))),
                    may("request_id", text()),
                ]),
            ]),
        ),
        (
            "LegacyError",
            answer([
                must("status", word("error")),
                must("error", one_of(legacy_codes())),
                may("realerror", text().says("What is wrong; with `unknown` only.")),
            ]),
        ),
        (
            "LinksV0Error",
            answer([
                must("statusCode", count()),
                must("message", text()),
                must("error", text()),
                may("details", any_of(&[text(), list(text())])),
                may("retryAfter", count().says("Seconds.")),
            ]),
        ),
    ]
}

/// The ten codes of seed 001.
fn legacy_codes() -> impl Iterator<Item = &'static str> {
    ["notoken", "novalidtoken"].into_iter().chain(legacy::faults::CODES).chain(["unknown"])
}

fn error() -> Schema {
    answer([
        must("error", text().says("A sentence for people.")),
        must("code", text().says("A word for machines.").like("invalid")),
        may(
            "errors",
            map(list(text())).says("What is wrong with which field; with `invalid` only."),
        ),
        must("requestId", text().with("format", "uuid")),
    ])
}

const SHOP: &str = "https://shop.example.com";

fn longest(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// An instant.
pub(super) fn instant() -> Schema {
    refer("Instant")
}

/// An instant as it is sent.
pub(super) fn instant_in() -> Schema {
    refer("InstantIn")
}

/// An address that we send to, or lead people to.
pub(super) fn https_url() -> Schema {
    refer("HttpsUrl")
}

/// Pages that may frame ours, or requests that a key is for.
pub(super) fn origins_in() -> Schema {
    list(refer("OriginIn").or_null())
}

/// An e-mail address as it is sent.
pub(super) fn email_in() -> Schema {
    refer("EmailIn")
}

/// A name in addresses, as it is sent.
pub(super) fn slug_in() -> Schema {
    refer("SlugIn")
}

/// A percentage as it is sent: two places, from 0 to this.
pub(super) fn percentage_in(most: i64) -> Schema {
    let below = most - 1;
    let text = format!("^0*({most}(\\.0+)?|[0-{below}](\\.[0-9]{{1,2}}0*)?)$");
    let hundredth = Number("0.01".to_owned());
    let number = number().with("minimum", 0).with("maximum", most).with("multipleOf", hundredth);
    any_of(&[text_like(&text), number])
}

/// An amount as it is answered.
pub(super) fn amount() -> Schema {
    refer("Amount")
}

/// What a `returnUrl` is.
pub(super) const BACK: &str = "Where the payer goes afterwards, with `invoice`, `status`, `ts` and \
    `sig` added: HMAC-SHA256 in hex of `invoice.status.ts` under the whole text of the webhook \
    secret. It is for the next page to show; the webhook or the API says whether it is paid.";

/// An amount as it is sent.
pub(super) fn amount_in() -> Schema {
    refer("AmountIn")
}

/// An amount in hundredths as it is sent.
pub(super) fn cents_in() -> Schema {
    refer("CentsIn")
}

/// A price: fields that several requests have.
pub(super) fn price_in() -> [Field; 5] {
    [
        may("amount", amount_in().says("How much of the asset.")),
        may("asset", refer("Asset").with("default", "USDC")),
        may("pricingCurrency", refer("Currency").says("Prices it in a currency.")),
        may("pricingAmount", cents_in().says("With `pricingCurrency`.")),
        may("metadata", refer("MetadataIn")),
    ]
}

/// Parameters that several routes have.
pub(super) fn parameters() -> Object {
    let says = "Makes a repeated request the same one: the same answer comes again for 24 hours.";
    let plain = text_like("^[!-~]{1,255}$");
    let uuid = text_like(UUID_V4).with("format", "uuid");
    let mut out = Object::new();
    out.put("IdempotencyKey", parameter("Idempotency-Key", "header", false, plain, says));
    out.put("IdempotencyKeyV0", parameter("idempotency-key", "header", false, uuid, says));
    for (component, name, schema, says) in events::headers() {
        out.put(component, parameter(name, "header", true, schema, says));
    }
    out
}

/// The refusals of a dialect, by status: `Paylinkr404`.
pub(super) fn responses(recorded: &[Example]) -> Object {
    let all: [(Dialect, &[u16]); 4] = [
        (Dialect::Paylinkr, &[400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]),
        (Dialect::Payrequest, &[400, 401, 403, 405, 409, 413, 415, 422, 429, 500, 503]),
        (Dialect::Legacy, &[400, 403, 405, 409, 413, 422, 429, 500, 503]),
        (Dialect::LinksV0, &[400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]),
    ];
    let mut out = Object::new();
    for (dialect, statuses) in all {
        let prefix = prefix(Some(dialect));
        for status in statuses {
            let mut one = Object::new();
            one.put("description", meaning(*status));
            one.put("headers", headers(*status));
            let schema = refer(&format!("{prefix}Error"));
            let mut shown = examples::refused(recorded, prefix, *status);
            let told = told(dialect, *status);
            if let (true, Some(told)) = (shown.is_empty(), &told) {
                shown.push((meaning(*status), told));
            }
            one.put("content", media_types(&[("application/json", schema)], &shown));
            out.put(&format!("{prefix}{status}"), one);
        }
    }
    out
}

/// What is told when no story gets there.
fn told(dialect: Dialect, status: u16) -> Option<Body> {
    let fault = match status {
        405 => Fault::WrongMethod("GET, POST".to_owned()),
        413 => Fault::TooLarge,
        415 => Fault::UnsupportedType,
        429 => Fault::TooMany(20),
        500 => Fault::Broken(String::new()),
        503 => Fault::Busy(2),
        _ => return None,
    };
    let (_, text) = dialect.dress(&fault, "01a1f8f3-780a-70d4-98f3-6a47c6cac18e");
    Some(Body::json(text))
}

fn headers(status: u16) -> Object {
    let mut out = Object::new();
    let mut put = |name: &str, says: &str, schema: Schema| {
        let mut header = Object::new();
        header.put("description", says).put("schema", schema);
        out.put(name, header);
    };
    put("X-Request-Id", "Names the request.", text());
    if matches!(status, 429 | 503) {
        put("Retry-After", "Seconds to wait.", count());
    }
    out
}

const fn meaning(status: u16) -> &'static str {
    match status {
        400 => "It cannot be read.",
        401 => "No key, or one that is unknown, revoked or expired.",
        403 => "The key may not do this: scope, origin or mode.",
        404 => "There is no such thing, or it is somebody else's.",
        405 => "The path knows other methods; see `Allow`.",
        409 => "It clashes with what is there, or the idempotency key stands for another request.",
        413 => "The body is larger than 64 KB.",
        415 => "The body has another media type.",
        422 => "Fields or rules are broken.",
        429 => "Too many requests.",
        503 => "Not now: the database, a provider or the rates are out of reach.",
        _ => "It went wrong on our side; the request id says where.",
    }
}

/// Ways to authenticate, one for each system whose clients come here.
pub(super) fn security_schemes() -> Object {
    let bearer = |says: &str| {
        let mut one = Object::new();
        one.put("type", "http").put("scheme", "bearer").put("description", says);
        one
    };
    let header = |name: &str, says: &str| {
        let mut one = Object::new();
        one.put("type", "apiKey").put("in", "header").put("name", name).put("description", says);
        one
    };
    let mut out = Object::new();
    out.put("apiKey", bearer("A key of kind `api`: `plr_test_…` or `plr_live_…`."))
        .put(
            "payrequestKey",
            bearer("The same kind of key, with the scopes `billing.read` and `billing.write`."),
        )
        .put("clientKey", header("x-client-key", "The id of a key of kind `client`."))
        .put("clientSecret", header("x-client-secret", "Its secret."))
        .put("admin", bearer("The install's own secret, `PAYLINKR_ADMIN`."));
    out
}

/// A request without any field that counts.
pub(super) fn nothing_in() -> Schema {
    request([])
}
