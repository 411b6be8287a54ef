//! Makes a subscription or a recurring plan: its books, and all that its beginning writes. One
//! batch.

use shared::draft::{Billing, Customer, EnrolmentDraft, PlanDraft};
use shared::id::{self, PlanId, SubscriptionId};
use shared::subscription::{Beginning, Charge, Code, Status, Subscription};
use shared::time::Instant;
use shared::webhook::EventName;

use crate::actions::create_invoice::{self, Rules};
use crate::actions::step::Writer;
use crate::app::App;
use crate::fault::Fault;
use crate::platform::Statement;
use crate::store::package::Package;
use crate::store::subscription::{self as subscriptions, Kind, Record};
use crate::store::{Guard, Owner};

/// How somebody came to subscribe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The merchant, through the API: it counts at once.
    Merchant,
    /// The customer, on the page: it counts once the first invoice is paid.
    Customer,
}

/// A customer's subscription to a package, not yet written.
pub fn to_package(
    app: &App,
    package: &Package,
    draft: EnrolmentDraft,
    by: By,
    now: Instant,
) -> Record {
    let mut billing = package.draft.billing.clone();
    billing.metadata = draft.metadata.unwrap_or(billing.metadata);
    let trial_days = if draft.skip_trial { 0 } else { package.draft.trial_days };
    let how = Beginning {
        trial_days,
        immediately: draft.immediately || by == By::Customer,
        until_paid: by == By::Customer,
        ..beginning(&billing)
    };
    let id = SubscriptionId::make(app.now(), app.platform.roll()).as_str().to_owned();
    Record {
        package: Some(package.id.clone()),
        only_one: !package.draft.allow_multiple,
        title: package.draft.name.clone(),
        offer_version: package.offer_version,
        ..record(app, id, &package.owner, billing, draft.customer, how, now)
    }
}

/// A recurring plan, not yet written.
pub fn to_plan(app: &App, owner: &Owner, draft: PlanDraft, now: Instant) -> Record {
    let how = Beginning {
        starts_at: draft.starts_at,
        immediately: draft.immediately,
        ..beginning(&draft.billing)
    };
    let id = PlanId::make(app.now(), app.platform.roll()).as_str().to_owned();
    Record {
        kind: Kind::Plan,
        title: draft.title,
        ..record(app, id, owner, draft.billing, draft.customer, how, now)
    }
}

fn beginning(billing: &Billing) -> Beginning {
    Beginning {
        charge: billing.charge,
        interval: billing.interval,
        interval_count: billing.interval_count,
        zone: billing.zone.clone(),
        cycles: billing.cycles,
        trial_days: 0,
        starts_at: None,
        immediately: false,
        until_paid: false,
        grace_days: billing.grace_days,
        reminders: billing.reminders,
    }
}

fn record(
    app: &App,
    id: String,
    owner: &Owner,
    billing: Billing,
    customer: Customer,
    how: Beginning,
    now: Instant,
) -> Record {
    Record {
        id,
        public_id: id::public_id(app.platform.roll()),
        // 160 bits: whoever has it may cancel.
        token: id::public_id(app.platform.roll()) + &id::public_id(app.platform.roll()),
        owner: owner.clone(),
        kind: Kind::Subscription,
        package: None,
        only_one: false,
        title: String::new(),
        customer,
        billing,
        offer_version: 0,
        offer: None,
        created_at: now,
        step: 0,
        sequence: 0,
        newest: None,
        charging: None,
        books: Subscription::begin(how, now),
    }
}

/// Everything that the new subscription writes, with what its beginning brings: the first row
/// depends on `guard`, the others on the first. The record is as it is afterwards.
///
/// # Errors
/// Those of [`create_invoice::rail`] where nobody could pay its invoices.
pub fn statements(
    writer: &Writer<'_>,
    record: &mut Record,
    guard: &Guard,
) -> Result<Vec<Statement>, Fault> {
    let Charge { asset, price } = record.billing.charge;
    let rules = Rules::of(&record.owner, writer.merchant);
    create_invoice::rail(writer.app, rules, asset, &price)?;
    record.step = 1;
    let at = [writer.now, writer.app.now()];
    let line =
        subscriptions::add_step(record, Code::Created.code(), writer.actor, at, &writer.guard);
    let mut rest = vec![line];
    rest.extend(writer.tell_subscription(record, EventName::SubscriptionCreated, None));
    if record.books.status == Status::Active {
        rest.extend(writer.tell_subscription(record, EventName::SubscriptionActive, None));
    }
    rest.extend(writer.catch_up(record)?);
    let mut statements = vec![subscriptions::add(record, writer.wake_at(record), guard)];
    statements.append(&mut rest);
    Ok(statements)
}
