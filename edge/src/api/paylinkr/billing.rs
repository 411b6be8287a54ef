//! What packages, subscriptions and plans look like (seed 002, 06 to 08), and their coming dates.

use shared::draft::Billing;
use shared::json::{Object, read};
use shared::subscription::{Charge, Reminders, Status, Subscription};
use shared::time::Instant;

use super::wire::data_out;
use crate::actions::step_subscription::Tag;
use crate::api::body;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::scope::{RecurringPlansWrite, Scope, SubscriptionsWrite, allows};
use crate::gate::{Asked, Reply};
use crate::store::billing::metadata;
use crate::store::package::Package;
use crate::store::psp_mandate::Charging;
use crate::store::subscription::{Kind, Record};

/// How a period is billed; `amount` is what the amount is called.
fn put_billing(out: &mut Object, billing: &Billing, amount: &str) {
    let asset = billing.charge.asset;
    let tag = Tag::of(&billing.charge.price, asset.scale());
    out.put("asset", asset.code())
        .put("paymentNetwork", asset.network().code())
        .put(amount, tag.amount)
        .put("pricingCurrency", tag.currency)
        .put("pricingAmount", tag.priced)
        .put("interval", billing.interval.code())
        .put("intervalCount", billing.interval_count)
        .put("cycles", billing.cycles)
        .put("timezone", billing.zone.name())
        .put("invoiceExpiresIn", billing.invoice_expires_in.code())
        .put("graceDays", billing.grace_days)
        .put("autoRemindersEnabled", billing.reminders != Reminders::None)
        .put("reminderPreset", billing.reminders.code())
        .put("successUrl", billing.success_url.as_ref())
        .put("metadata", read(metadata(&billing.metadata).as_bytes()));
}

/// A package.
pub(super) fn package_out(app: &App, package: &Package) -> Object {
    let draft = &package.draft;
    let id = &package.public_id;
    let mut out = Object::new();
    out.put("id", package.id.as_str())
        .put("publicId", id.as_str())
        .put("mode", package.owner.mode.code())
        .put("slug", package.slug.as_str())
        .put("name", draft.name.as_str())
        .put("description", draft.description.as_ref())
        .put("active", draft.active);
    put_billing(&mut out, &draft.billing, "amount");
    out.put("trialDays", draft.trial_days)
        .put("widgetButtonLabel", draft.button_label.as_ref())
        .put("allowMultiple", draft.allow_multiple)
        .put("allowedOrigins", draft.allowed_origins.clone())
        .put("subscribeUrl", app.url(&format!("/subscribe/{id}")))
        .put("embedUrl", app.url(&format!("/embed/subscription/{id}")))
        .put("createdAt", package.created_at)
        .put("updatedAt", package.updated_at);
    out
}

/// A subscription, or a plan in its own words (rulings B1). Whoever may only read does not get the
/// link by which it is cancelled.
pub(super) fn subscription_out(call: &Asked, record: &Record) -> Object {
    let app = &call.app;
    let Record { books, customer, .. } = record;
    let plan = record.kind == Kind::Plan;
    let (amount, email, name) = match record.kind {
        Kind::Plan => ("expectedAmount", "clientEmail", "clientName"),
        Kind::Subscription => ("amount", "customerEmail", "customerName"),
    };
    let mut out = Object::new();
    out.put("id", record.id.as_str())
        .put("publicId", record.public_id.as_str())
        .put("mode", record.owner.mode.code())
        .put("status", books.status.code());
    if plan {
        let active = !books.status.is_over() && books.status != Status::Paused;
        out.put("active", active);
    } else {
        out.put("packageId", record.package.as_ref());
    }
    out.put("title", record.title.as_str())
        .put(email, customer.email.as_ref())
        .put(name, customer.name.as_ref())
        .put("externalCustomerRef", customer.reference.as_ref())
        .put("locale", customer.language.as_ref());
    put_billing(&mut out, &record.billing, amount);
    out.put("startsAt", books.schedule.anchor)
        .put("trialEndsAt", books.trial_end)
        .put("nextBillingAt", record.next_billing_at())
        .put("billedCycles", books.billed)
        .put("cancelAtPeriodEnd", books.ends_at_next)
        .put("resumeAt", books.resume_at)
        .put("charge", record.charging.map(charge))
        .put("endedAt", books.ended_at)
        .put("latestInvoice", newest(app, record))
        .put("createdAt", record.created_at);
    let scope = if plan { RecurringPlansWrite::NAME } else { SubscriptionsWrite::NAME };
    if allows(&call.known().scopes, scope) {
        out.put("manageUrl", app.url(&format!("/manage/{}", record.token)));
    }
    out
}

fn charge(charging: Charging) -> Object {
    let mut out = Object::new();
    out.put("psp", charging.psp.code()).put("since", charging.since);
    out
}

fn newest(app: &App, record: &Record) -> Option<Object> {
    let invoice = record.newest.as_ref()?;
    let mut out = Object::new();
    out.put("dueAt", invoice.due_at)
        .put("id", &invoice.id)
        .put("payUrl", app.url(&format!("/pay/{}", invoice.public_id)))
        .put("publicId", &invoice.public_id)
        .put("status", &invoice.status);
    Some(out)
}

/// How many dates `GET …/schedule` tells.
///
/// # Errors
/// [`Fault::Unreadable`], [`Fault::Invalid`].
pub(super) fn count(call: &Asked) -> Result<usize, Fault> {
    let count = body::whole(&call.request, "count", 24, 1, 120)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The answer of `GET …/schedule`: coming dates and amounts, as it stands now.
pub(super) fn schedule(books: &Subscription, count: usize) -> Reply {
    let date = |(index, at, charge): &(i64, Instant, Charge)| {
        let tag = Tag::of(&charge.price, charge.asset.scale());
        let mut out = Object::new();
        out.put("periodIndex", *index)
            .put("dueAt", *at)
            .put("asset", charge.asset.code())
            .put("amount", tag.amount)
            .put("pricingCurrency", tag.currency)
            .put("pricingAmount", tag.priced);
        out
    };
    let dates: Vec<Object> = books.upcoming(count).iter().map(date).collect();
    Reply::new(200, data_out(&dates))
}
