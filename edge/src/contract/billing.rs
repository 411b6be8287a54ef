//! How periods are billed and when, as `api/paylinkr/billing.rs` writes it: what packages,
//! subscriptions and plans have in common (seed 002, 06 to 08).

use shared::draft::{ExpiresIn, LANGUAGES, SubscriptionAct, limits};
use shared::invoice;
use shared::psp::Psp;
use shared::schedule::Interval;
use shared::subscription::{Reminders, Status};

use super::common::{amount_in, cents_in, email_in, https_url, instant, instant_in};
use super::operation::{Operation, op};
use super::schema::{
    Field, Schema, answer, case, count, flag, given_url, id, list, may, must, null, one_of, only,
    refer, text, text_like, text_of, whole, word,
};
use crate::http::Method::Get;

/// The components that these parts share.
pub(super) fn schemas() -> Vec<(&'static str, Schema)> {
    let date = answer([
        must("periodIndex", count().says("How many intervals behind the anchor.")),
        must("dueAt", instant()),
        must("asset", refer("Asset")),
        must("amount", refer("Amount").or_null()),
        must("pricingCurrency", refer("Currency").or_null()),
        must("pricingAmount", refer("Amount").or_null()),
    ]);
    let newest = answer([
        must("dueAt", instant()),
        must("id", id("inv")),
        must("payUrl", text().with("format", "uri")),
        must("publicId", text_like("^[0-9a-z]{16}$")),
        must("status", one_of(invoice::Status::ALL.map(invoice::Status::code))),
    ]);
    let charging = answer([
        must("psp", one_of(Psp::ALL.map(Psp::code))),
        must("since", instant().says("When the customer consented.")),
    ]);
    vec![
        ("BillingDate", date),
        ("BillingSchedule", answer([must("data", list(refer("BillingDate")))])),
        ("SubscriptionStatus", one_of(Status::ALL.map(Status::code))),
        ("LatestInvoice", newest),
        ("Charging", charging.says("It is charged by itself at the payment provider.")),
    ]
}

/// How a period is billed, as it is sent, but for its interval. A change has no defaults.
pub(super) fn billing_in(is_new: bool) -> [Field; 14] {
    let priced = "Instead of an amount; turned into the asset when an invoice is made.";
    [
        may("amount", amount_in().says("What one period costs.")),
        may("expectedAmount", amount_in().says("Says the same as `amount`.")),
        may("asset", refer("Asset").usual("USDC", is_new)),
        may("pricingCurrency", refer("Currency").says(priced)),
        may("pricingAmount", cents_in().says("With `pricingCurrency`.")),
        may("intervalCount", whole(1, limits::INTERVAL_COUNT).usual(1, is_new)),
        may("cycles", whole(1, limits::CYCLES).says("Periods; null: until it is cancelled.")),
        may("timezone", text_of(limits::NAME).says("An IANA zone.").like("Europe/Amsterdam")),
        may("invoiceExpiresIn", one_of(ExpiresIn::WORDS).usual("7d", is_new)),
        may("graceDays", whole(0, limits::GRACE_DAYS).usual(3, is_new)),
        may("reminderPreset", one_of(Reminders::WORDS).usual("STANDARD", is_new)),
        may("autoRemindersEnabled", flag().says("False is `NONE`, whatever the preset.")),
        may("successUrl", https_url().says("Where the customer goes afterwards.")),
        may("metadata", refer("MetadataIn")),
    ]
}

/// What lies between two dates.
pub(super) fn interval() -> Schema {
    one_of(Interval::ALL.map(Interval::code)).says("What lies between two dates.")
}

/// Exactly one price is given.
pub(super) fn one_price() -> [Schema; 3] {
    [price(&["amount"]), price(&["expectedAmount"]), price(&["pricingCurrency", "pricingAmount"])]
}

/// One price at most is given; the currency may stay as it was.
pub(super) fn one_price_at_most() -> impl Iterator<Item = Schema> {
    one_price().into_iter().chain([price(&["pricingAmount"]), price(&[])])
}

fn price(named: &[&str]) -> Schema {
    let all = ["amount", "expectedAmount", "pricingCurrency", "pricingAmount"];
    only(named, &[], &all, &[])
}

/// How a period is billed, as it is answered; `amount` is what the amount is called.
fn billing_out(amount: &'static str) -> [Field; 15] {
    [
        must("asset", refer("Asset")),
        must("paymentNetwork", refer("Network")),
        must(amount, refer("Amount").or_null()),
        must("pricingCurrency", refer("Currency").or_null()),
        must("pricingAmount", refer("Amount").or_null()),
        must("interval", interval()),
        must("intervalCount", whole(1, limits::INTERVAL_COUNT)),
        must("cycles", whole(1, limits::CYCLES).or_null()),
        must("timezone", text().says("An IANA zone.")),
        must("invoiceExpiresIn", one_of(ExpiresIn::WORDS)),
        must("graceDays", whole(0, limits::GRACE_DAYS)),
        must("autoRemindersEnabled", flag()),
        must("reminderPreset", one_of(Reminders::WORDS)),
        must("successUrl", given_url().or_null()),
        must("metadata", refer("Metadata")),
    ]
}

/// A package.
pub(super) fn package() -> Schema {
    let own = [
        must("id", id("pkg")),
        must("publicId", id("subpkg")),
        must("mode", refer("Mode")),
        must("slug", text()),
        must("name", text()),
        must("description", text().or_null()),
        must("active", flag().says("Whether it can be subscribed to.")),
    ];
    let rest = [
        must("trialDays", whole(0, limits::TRIAL_DAYS)),
        must("widgetButtonLabel", text().or_null()),
        must("allowMultiple", flag()),
        must("allowedOrigins", list(text())),
        must("subscribeUrl", text().with("format", "uri")),
        must("embedUrl", text().with("format", "uri")),
        must("createdAt", instant()),
        must("updatedAt", instant()),
    ];
    answer(own.into_iter().chain(billing_out("amount")).chain(rest))
}

/// A subscription: `own` is what a plan has not, or in another place; then what its amount, its
/// customer's e-mail address and name are called.
pub(super) fn subscription(prefix: &str, own: Field, names: [&'static str; 3]) -> Schema {
    let [amount, email, name] = names;
    let first = [
        must("id", id(prefix)),
        must("publicId", text_like("^[0-9a-z]{16}$")),
        must("mode", refer("Mode")),
        must("status", refer("SubscriptionStatus")),
        own,
        must("title", text()),
        must(email, text().or_null()),
        must(name, text().or_null()),
        must("externalCustomerRef", text().or_null()),
        must("locale", one_of(LANGUAGES).or_null()),
    ];
    let rest = [
        must("startsAt", instant().says("The anchor of its dates.")),
        must("trialEndsAt", instant().or_null()),
        must("nextBillingAt", instant().or_null()),
        must("billedCycles", count()),
        must("cancelAtPeriodEnd", flag()),
        must("resumeAt", instant().or_null()),
        must("charge", refer("Charging").or_null()),
        must("endedAt", instant().or_null()),
        must("latestInvoice", refer("LatestInvoice").or_null()),
        must("createdAt", instant()),
        may("manageUrl", text().with("format", "uri").says("Only for keys that may write.")),
    ];
    answer(first.into_iter().chain(billing_out(amount)).chain(rest))
}

/// Who is billed, as it is sent.
pub(super) fn customer_in() -> [Field; 6] {
    [
        may("customerEmail", email_in().says("Where mails go.")),
        may("clientEmail", email_in().says("Says the same; it wins.")),
        may("customerName", text_of(limits::NAME)),
        may("clientName", text_of(limits::NAME).says("Says the same; it wins.")),
        may("externalCustomerRef", text_of(limits::NAME).says("Your reference.")),
        may("locale", one_of(LANGUAGES).says("The language of mails.")),
    ]
}

/// What is done to a subscription, as it is sent.
pub(super) fn act_in() -> [Field; 2] {
    [
        may("resumeAt", instant_in().says("With `pause`: when it goes on by itself.")),
        may("atPeriodEnd", flag().says("With `cancel`: it ends when the next period begins.")),
    ]
}

/// The words of `action`.
pub(super) fn action() -> Schema {
    one_of(SubscriptionAct::WORDS).says("`pause`, `resume` or `cancel`.")
}

/// What goes with each action.
pub(super) fn acts() -> [Schema; 3] {
    let with = |action: &str, none: &[&'static str]| {
        let none = none.iter().map(|name| may(name, null()));
        case([must("action", word(action))].into_iter().chain(none))
    };
    [
        with("pause", &["atPeriodEnd"]),
        with("resume", &["resumeAt", "atPeriodEnd"]),
        with("cancel", &["resumeAt"]),
    ]
}

/// The coming dates of something.
pub(super) fn dates(pattern: &'static str, id: &'static str) -> Operation {
    op(Get, pattern, id, "Coming dates and amounts")
        .says("Computed from the anchor, as it stands now; announced prices are in it.")
        .query("count", whole(1, 120).with("default", 24), "How many dates.")
        .answers(200, "The dates, the next one first.", refer("BillingSchedule"))
        .fails(&[400, 422])
}
