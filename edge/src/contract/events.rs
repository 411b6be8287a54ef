//! What merchants' servers are sent, as `actions` writes it and `outbox` signs it (seed 002, 09;
//! `payment.succeeded`: seed 000).

use shared::alert::AlertKind;
use shared::currency::{Fiat, Network};
use shared::invoice::Status;
use shared::json::Object;
use shared::schedule::Interval;
use shared::subscription::Status as SubscriptionStatus;
use shared::webhook::{API_VERSION, EventName};

use super::common::{amount, instant};
use super::invoices::{asset, exceptions, of_link};
use super::operation::media_types;
use super::schema::{
    Field, Schema, all_of, answer, any_of, count, flag, id, list, may, must, number, one_of, refer,
    request, text, text_like, whole, word,
};

/// The shapes, and which events have them.
const SHAPES: [&str; 7] = [
    "InvoiceEvent",
    "SubscriptionEvent",
    "SubscriptionInvoiceEvent",
    "SettlementEvent",
    "AlertEvent",
    "PaymentSucceeded",
    "TestEvent",
];

pub(super) fn schemas() -> Vec<(&'static str, Schema)> {
    let message = [must("message", text())];
    vec![
        ("Event", any_of(&SHAPES.map(refer)).says("The body of a webhook.")),
        ("InvoiceEvent", invoice()),
        ("SubscriptionEvent", subscription("SubscriptionEvent", Vec::new())),
        ("SubscriptionInvoiceEvent", subscription("SubscriptionInvoiceEvent", billed())),
        ("SettlementEvent", settlement()),
        ("AlertEvent", alert()),
        ("PaymentSucceeded", payment_succeeded()),
        ("TestEvent", answer(head("TestEvent").into_iter().chain(message))),
    ]
}

const fn shape(event: EventName) -> &'static str {
    match event {
        EventName::InvoiceCreated
        | EventName::InvoicePending
        | EventName::InvoicePartiallyPaid
        | EventName::InvoicePaid
        | EventName::InvoiceOverpaid
        | EventName::InvoiceUnderpaid
        | EventName::InvoiceExpired
        | EventName::InvoicePaidLate
        | EventName::InvoiceCancelled
        | EventName::InvoiceRefunded => "InvoiceEvent",
        EventName::SubscriptionCreated
        | EventName::TrialWillEnd
        | EventName::SubscriptionActive
        | EventName::SubscriptionPastDue
        | EventName::SubscriptionPaused
        | EventName::SubscriptionResumed
        | EventName::SubscriptionCancelled
        | EventName::SubscriptionCompleted => "SubscriptionEvent",
        EventName::SubscriptionInvoiceCreated => "SubscriptionInvoiceEvent",
        EventName::SettlementChanged => "SettlementEvent",
        EventName::Alert(_) => "AlertEvent",
        EventName::PaymentSucceeded => "PaymentSucceeded",
        EventName::WebhookTest => "TestEvent",
    }
}

const fn says(event: EventName) -> &'static str {
    match event {
        EventName::InvoiceCreated => "An invoice was made",
        EventName::InvoicePending => "A payment was sighted that is not final",
        EventName::InvoicePartiallyPaid => "A payment counted, and more is due",
        EventName::InvoicePaid => "What was asked arrived, or was accepted as enough",
        EventName::InvoiceOverpaid => "More arrived than was asked",
        EventName::InvoiceUnderpaid => "It closed with less than was asked",
        EventName::InvoiceExpired => "The time ran out, or you closed it",
        EventName::InvoicePaidLate => "Money came after the time had run out",
        EventName::InvoiceCancelled => "You took it back",
        EventName::InvoiceRefunded => "Money of it went back",
        EventName::SubscriptionCreated => "A subscription was made",
        EventName::TrialWillEnd => "Its trial ends in three days",
        EventName::SubscriptionActive => "It counts from now on, or is no longer past due",
        EventName::SubscriptionPastDue => "An invoice of it is overdue",
        EventName::SubscriptionPaused => "It makes no invoices until it goes on",
        EventName::SubscriptionResumed => "It goes on",
        EventName::SubscriptionCancelled => "It ended before its time",
        EventName::SubscriptionCompleted => "It ended after its last period",
        EventName::SubscriptionInvoiceCreated => "A period of it was billed",
        EventName::SettlementChanged => "A settlement address was set, or a change taken back",
        EventName::Alert(kind) => alarm(kind),
        EventName::PaymentSucceeded => "An invoice of a link of PayRequest v1 was paid",
        EventName::WebhookTest => "A test that you asked for",
    }
}

const fn alarm(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::HistoryGap => "No server knows the ledger from where it was read last",
        AlertKind::LedgerReset => "The ledger is younger than what was read of it",
        AlertKind::WrongNetwork => "A server tells of another network than the one that was set",
        AlertKind::WatcherLag => "An address was not read for ten minutes",
        AlertKind::ServerDown => "A server has failed for ten minutes",
        AlertKind::NoRate => "There is no reliable rate any more",
        AlertKind::UnmatchedPayment => "Money came that pays no invoice",
        AlertKind::StrangeTransaction => "A transaction of a kind that is not known here",
    }
}

/// The events of a shape.
fn names(name: &str) -> impl Iterator<Item = &'static str> + '_ {
    EventName::ALL.into_iter().filter(move |one| shape(*one) == name).map(EventName::code)
}

/// Each event, with its body and the headers that sign it.
pub(super) fn webhooks() -> Object {
    let mut out = Object::new();
    for event in EventName::ALL {
        let mut path = Object::new();
        path.put("post", webhook(event));
        out.put(event.code(), path);
    }
    out
}

fn webhook(event: EventName) -> Object {
    let is_payrequest = matches!(event, EventName::PaymentSucceeded);
    let headers = headers().into_iter().map(|(component, ..)| component);
    let headers = headers.filter(|name| is_payrequest || *name != "PayrequestSignature");
    let headers = headers.map(|name| {
        let mut out = Object::new();
        out.put("$ref", format!("#/components/parameters/{name}"));
        out
    });
    let shape = shape(event);
    let schema = if names(shape).count() == 1 {
        refer(shape)
    } else {
        all_of(&[refer(shape), request([must("event", word(event.code()))])])
    };
    let mut body = Object::new();
    body.put("required", true)
        .put("content", media_types(&[("application/json", schema)], &Vec::new()));
    let mut taken = Object::new();
    taken.put("description", "Any 2xx says that it was taken. Else it is sent again.");
    let mut answers = Object::new();
    answers.put("2XX", taken);
    let mut out = Object::new();
    out.put("operationId", format!("on_{}", event.code().replace('.', "_")))
        .put("summary", says(event))
        .put("tags", ["Webhooks"].as_slice())
        .put("security", Vec::<Object>::new())
        .put("parameters", headers.collect::<Vec<_>>())
        .put("requestBody", body)
        .put("responses", answers);
    out
}

/// The headers of a webhook: the component's name, the header's, what it holds, what that means.
pub(super) fn headers() -> [(&'static str, &'static str, Schema, &'static str); 5] {
    let base64 = "[0-9A-Za-z+/]{43}=";
    let standard = format!("^v1,{base64}( v1,{base64})?$");
    [
        ("WebhookId", "webhook-id", id("evt"), "The event's id: the same on every try."),
        ("WebhookTimestamp", "webhook-timestamp", text_like("^[0-9]+$"), "Seconds since 1970."),
        (
            "WebhookSignature",
            "webhook-signature",
            text_like(&standard),
            "Standard Webhooks 1.0.0: one for each secret that is valid.",
        ),
        (
            "PaylinkrSignature",
            "X-PayLinkr-Signature",
            text_like("^t=[0-9]+(,v1=[0-9a-f]{64}){1,2}$"),
            "HMAC-SHA256 over `t`, a point and the body, keyed with the whole text of the secret.",
        ),
        (
            "PayrequestSignature",
            "X-PayRequest-Signature",
            text_like("^sha256=[0-9a-f]{64}$"),
            "HMAC-SHA256 over the body, keyed with the whole text of the newest secret.",
        ),
    ]
}

/// How every event begins.
fn head(shape: &str) -> Vec<Field> {
    let name = || one_of(names(shape));
    vec![
        must("id", id("evt")),
        must("event", name()),
        must("type", name().says("The same as `event`.")),
        must("apiVersion", word(API_VERSION)),
        must("mode", refer("Mode")),
        must("sequence", whole(1, i64::MAX).says("Which event of its object it is.")),
        must("timestamp", instant().says("On the merchant's clock.")),
    ]
}

fn invoice() -> Schema {
    let own = [
        must("invoiceId", id("inv")),
        must("publicId", text()),
        must("status", one_of(Status::ALL.map(Status::code))),
        must("exceptions", list(one_of(exceptions().codes()))),
        must("title", text()),
        must("expectedAmount", amount().or_null()),
        must("receivedAmount", amount()),
        must("remainingAmount", amount().or_null()),
        must("excessAmount", amount()),
        must("refundedAmount", amount()),
        must("asset", asset()),
        must("paymentNetwork", refer("Network")),
        must("memo", text().or_null()),
        must("reference", text()),
        must("referenceLabel", one_of(Network::ALL.map(Network::reference_label))),
        must("destinationAddress", text().or_null()),
        must("orderId", text().or_null()),
        must("metadata", refer("Metadata")),
        must("createdAt", instant()),
        may("paidAt", instant()),
        must("expiresAt", instant().or_null()),
        may("subscriptionId", text()),
        may("dueAt", instant()),
    ];
    answer(head("InvoiceEvent").into_iter().chain(own).chain(of_link()))
}

fn subscription(shape: &str, more: Vec<Field>) -> Schema {
    let maybe = || text().or_null();
    let own = [
        must("subscriptionId", text().says("`cusub_…`, or `plan_…`.")),
        must("packageId", id("pkg").or_null().says("Null for a plan.")),
        must("status", one_of(SubscriptionStatus::ALL.map(SubscriptionStatus::code))),
        must("title", text()),
        must("customerEmail", maybe()),
        must("customerName", maybe()),
        must("externalCustomerRef", maybe()),
        must("amount", amount().or_null()),
        must("asset", asset()),
        must("pricingCurrency", refer("Currency").or_null()),
        must("pricingAmount", amount().or_null()),
        must("interval", one_of(Interval::ALL.map(Interval::code))),
        must("intervalCount", count()),
        must("nextBillingAt", instant().or_null()),
        must("trialEndsAt", instant().or_null()),
        must("cancelAtPeriodEnd", flag()),
        must("resumeAt", instant().or_null()),
        must("metadata", refer("Metadata")),
        must("createdAt", instant()),
    ];
    answer(head(shape).into_iter().chain(own).chain(more))
}

fn billed() -> Vec<Field> {
    vec![
        must("invoiceId", id("inv")),
        must("payUrl", text().with("format", "uri")),
        must("dueAt", instant()),
        must("periodIndex", count()),
    ]
}

fn settlement() -> Schema {
    let own = [
        must("settlementId", id("set")),
        must("network", one_of([Network::Stellar, Network::Xrpl].map(Network::code))),
        must("chain", text()),
        must("address", text()),
        must("previousAddress", text().or_null()),
        must("holdsFrom", instant()),
        must("cancelled", flag()),
    ];
    answer(head("SettlementEvent").into_iter().chain(own))
}

fn alert() -> Schema {
    let own = [
        must("alertId", id("alr")),
        must("alert", one_of(AlertKind::ALL.map(AlertKind::code))),
        must("subject", text().says("The address, server, pair, payment or transaction.")),
        must("detail", text().says("A sentence.")),
    ];
    answer(head("AlertEvent").into_iter().chain(own))
}

/// In the words of seed 000: it has another shape, and instants with an offset.
fn payment_succeeded() -> Schema {
    let maybe = || text().or_null();
    let on_the_wall = || text_like("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[+-]\\d{2}:\\d{2}$");
    let customer =
        answer([must("id", count().or_null()), must("name", maybe()), must("email", maybe())]);
    let currencies = Fiat::ALL.map(Fiat::code).into_iter();
    let assets = shared::currency::Asset::ON_LEDGERS.map(shared::currency::Asset::code);
    let data = answer([
        must("id", count()),
        must("amount", number().or_null()),
        must("currency", one_of(currencies.chain(assets))),
        must("description", text()),
        must("payment_link_id", count().or_null()),
        must("payment_method", maybe()),
        must("reference", maybe()),
        must("paid_at", on_the_wall().or_null()),
        must("customer", customer.or_null()),
    ]);
    answer([
        must("event", word(EventName::PaymentSucceeded.code())),
        must("timestamp", on_the_wall()),
        must("data", data),
    ])
}
