//! What packages, subscriptions and plans look like (seed 002, 06 to 08), and their coming dates.

use serde_json::Value;
use shared::draft::Billing;
use shared::subscription::{Reminders, Status, Subscription};

use super::object::{Object, maybe};
use super::wire::json;
use crate::actions::step_subscription::Tag;
use crate::api::body;
use crate::app::App;
use crate::fault::Fault;
use crate::gate::scope::{RecurringPlansWrite, Scope, SubscriptionsWrite, allows};
use crate::gate::{Asked, Reply};
use crate::store::billing::metadata;
use crate::store::package::Package;
use crate::store::subscription::{Kind, Record};

/// How a period is billed; `amount` is what the amount is called.
fn billing_fields(billing: &Billing, amount: &'static str) -> Vec<(&'static str, Value)> {
    let asset = billing.charge.asset;
    let tag = Tag::of(&billing.charge.price, asset.scale());
    vec![
        ("asset", asset.code().into()),
        ("paymentNetwork", asset.network().code().into()),
        (amount, maybe(tag.amount)),
        ("pricingCurrency", maybe(tag.currency)),
        ("pricingAmount", maybe(tag.priced)),
        ("interval", billing.interval.code().into()),
        ("intervalCount", billing.interval_count.into()),
        ("cycles", billing.cycles.map_or(Value::Null, Value::from)),
        ("timezone", billing.zone.name().into()),
        ("invoiceExpiresIn", billing.invoice_expires_in.code().into()),
        ("graceDays", billing.grace_days.into()),
        ("autoRemindersEnabled", (billing.reminders != Reminders::None).into()),
        ("reminderPreset", billing.reminders.code().into()),
        ("successUrl", maybe(billing.success_url.as_ref())),
        ("metadata", serde_json::from_str(&metadata(&billing.metadata)).unwrap_or_default()),
    ]
}

/// A package.
pub(super) fn package_out(app: &App, package: &Package) -> Object {
    let draft = &package.draft;
    let id = &package.public_id;
    let mut fields = vec![
        ("id", package.id.as_str().into()),
        ("publicId", id.as_str().into()),
        ("mode", package.owner.mode.code().into()),
        ("slug", package.slug.as_str().into()),
        ("name", draft.name.as_str().into()),
        ("description", maybe(draft.description.as_ref())),
        ("active", draft.active.into()),
    ];
    fields.extend(billing_fields(&draft.billing, "amount"));
    fields.extend([
        ("trialDays", draft.trial_days.into()),
        ("widgetButtonLabel", maybe(draft.button_label.as_ref())),
        ("allowMultiple", draft.allow_multiple.into()),
        ("allowedOrigins", draft.allowed_origins.clone().into()),
        ("subscribeUrl", app.url(&format!("/subscribe/{id}")).into()),
        ("embedUrl", app.url(&format!("/embed/subscription/{id}")).into()),
        ("createdAt", package.created_at.to_string().into()),
        ("updatedAt", package.updated_at.to_string().into()),
    ]);
    Object(fields)
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
    let mut fields = vec![
        ("id", record.id.as_str().into()),
        ("publicId", record.public_id.as_str().into()),
        ("mode", record.owner.mode.code().into()),
        ("status", books.status.code().into()),
    ];
    if plan {
        let active = !books.status.is_over() && books.status != Status::Paused;
        fields.push(("active", active.into()));
    } else {
        fields.push(("packageId", maybe(record.package.as_ref())));
    }
    fields.extend([
        ("title", record.title.as_str().into()),
        (email, maybe(customer.email.as_ref())),
        (name, maybe(customer.name.as_ref())),
        ("externalCustomerRef", maybe(customer.reference.as_ref())),
        ("locale", maybe(customer.language.as_ref())),
    ]);
    fields.extend(billing_fields(&record.billing, amount));
    fields.extend([
        ("startsAt", books.schedule.anchor.to_string().into()),
        ("trialEndsAt", maybe(books.trial_end)),
        ("nextBillingAt", maybe(record.next_billing_at())),
        ("billedCycles", books.billed.into()),
        ("cancelAtPeriodEnd", books.ends_at_next.into()),
        ("resumeAt", maybe(books.resume_at)),
        ("endedAt", maybe(books.ended_at)),
        ("latestInvoice", newest(app, record)),
        ("createdAt", record.created_at.to_string().into()),
    ]);
    let scope = if plan { RecurringPlansWrite::NAME } else { SubscriptionsWrite::NAME };
    if allows(&call.known().scopes, scope) {
        fields.push(("manageUrl", app.url(&format!("/manage/{}", record.token)).into()));
    }
    Object(fields)
}

fn newest(app: &App, record: &Record) -> Value {
    let Some(invoice) = &record.newest else { return Value::Null };
    serde_json::json!({
        "id": invoice.id,
        "publicId": invoice.public_id,
        "status": invoice.status,
        "dueAt": invoice.due_at.to_string(),
        "payUrl": app.url(&format!("/pay/{}", invoice.public_id)),
    })
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
///
/// # Errors
/// [`Fault::Broken`].
pub(super) fn schedule(books: &Subscription, count: usize) -> Result<Reply, Fault> {
    let dates = books.upcoming(count);
    let data: Vec<Object> = dates
        .iter()
        .map(|(index, at, charge)| {
            let tag = Tag::of(&charge.price, charge.asset.scale());
            Object(vec![
                ("periodIndex", (*index).into()),
                ("dueAt", at.to_string().into()),
                ("asset", charge.asset.code().into()),
                ("amount", maybe(tag.amount)),
                ("pricingCurrency", maybe(tag.currency)),
                ("pricingAmount", maybe(tag.priced)),
            ])
        })
        .collect();
    let out = serde_json::to_value(data).map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(Reply::new(200, json(&Object(vec![("data", out)]))?))
}
