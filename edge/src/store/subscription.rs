//! Subscriptions and recurring plans: a row and the invoices that it still has to know.

use shared::draft::{Billing, Customer};
use shared::invoice::Status as InvoiceStatus;
use shared::key::Mode;
use shared::schedule::Schedule;
use shared::subscription::{Bill, BillState, Change, Status, Subscription};
use shared::time::Instant;

use super::billing::{self, Terms};
use super::psp_mandate::{self, Charging};
use super::{Columns, Guard, Owner, Page, insert, merchant, update};
use crate::platform::{Answers, Row, Statement, Value};

/// What a subscription is a subscription to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A package.
    Subscription,
    /// Nothing but its own price: a recurring plan.
    Plan,
}

impl Kind {
    /// The word in the column.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Subscription => "subscription",
            Kind::Plan => "plan",
        }
    }
}

/// The newest invoice of a subscription, as answers show it.
#[derive(Clone, Debug)]
pub struct Newest {
    /// Its id.
    pub id: String,
    /// The id in its page's address.
    pub public_id: String,
    /// Its status, as it was saved.
    pub status: String,
    /// When it was due.
    pub due_at: Instant,
}

/// A subscription as it is kept.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// The id in the address of the page after subscribing.
    pub public_id: String,
    /// What is in the address of the page where it is managed.
    pub token: String,
    /// Whose it is.
    pub owner: Owner,
    /// What it is a subscription to.
    pub kind: Kind,
    /// The package's id.
    pub package: Option<String>,
    /// Whether the customer may have the package only once.
    pub only_one: bool,
    /// What it is called.
    pub title: String,
    /// Who is billed.
    pub customer: Customer,
    /// How it is billed; charge and interval as they are now.
    pub billing: Billing,
    /// The last offer of its package that it was told of.
    pub offer_version: i64,
    /// An offer that it has not been told of.
    pub offer: Option<(i64, Terms)>,
    /// When it was made.
    pub created_at: Instant,
    /// The newest step.
    pub step: i64,
    /// How many events were told.
    pub sequence: i64,
    /// Its newest invoice.
    pub newest: Option<Newest>,
    /// That it is charged by itself.
    pub charging: Option<Charging>,
    /// Dates, status and invoices.
    pub books: Subscription,
}

impl Record {
    /// When the next period is billed, if one is.
    pub fn next_billing_at(&self) -> Option<Instant> {
        self.books.upcoming(1).first().map(|(_, at, _)| *at)
    }
}

/// A new subscription; `wake_at` is when to look at it again.
pub fn add(record: &Record, wake_at: Option<Instant>, guard: &Guard) -> Statement {
    let mut columns = moving(record, wake_at);
    let one_of = record.customer.email.as_ref().filter(|_| record.only_one);
    columns
        .put("id", record.id.as_str())
        .put("public_id", record.public_id.as_str())
        .put("token", record.token.as_str())
        .put("merchant", record.owner.merchant.as_str())
        .put("mode", record.owner.mode.code())
        .put("kind", record.kind.code())
        .put("package", record.package.as_ref())
        .put("one_of", one_of.map(|email| email.to_lowercase()))
        .put("trial_end_at", record.books.trial_end)
        .put("created_at", record.created_at);
    insert("subscription", &mut columns, guard)
}

/// Saves what steps and changes have changed.
pub fn save(record: &Record, wake_at: Option<Instant>) -> Statement {
    let rest = [vec![record.id.as_str().into()], record.owner.params()].concat();
    let clause = "id = ? AND merchant = ? AND mode = ?";
    update("subscription", &mut moving(record, wake_at), clause, rest)
}

fn moving(record: &Record, wake_at: Option<Instant>) -> Columns {
    let books = &record.books;
    let mut columns = billing::columns(&record.billing);
    let change = books
        .change
        .map(|change| format!("{} {}", change.from_index, Terms::of_change(&change).print()));
    columns
        .put("title", record.title.as_str())
        .put("customer_email", record.customer.email.as_ref())
        .put("customer_name", record.customer.name.as_ref())
        .put("customer_ref", record.customer.reference.as_ref())
        .put("language", record.customer.language.as_ref())
        .put("anchor_at", books.schedule.anchor)
        .put("base_index", books.schedule.base_index)
        .put("base_units", books.schedule.base_units)
        .put("status", books.status.code())
        .put("next_index", books.next_index)
        .put("next_at", books.next_at())
        .put("billed", books.billed)
        .put("billed_index", books.billed_index)
        .put("owed_from", books.owed_from)
        .put("trial_told", books.trial_told)
        .put("noticed_index", books.noticed_index)
        .put("ends_at_next", books.ends_at_next)
        .put("resume_at", books.resume_at)
        .put("change", change)
        .put("offer_version", record.offer_version)
        .put("ended_at", books.ended_at)
        .put("step", record.step)
        .put("sequence", record.sequence)
        .put("wake_at", wake_at);
    columns
}

/// Adds a step's line. Fails the batch when somebody else took this step.
pub fn add_step(
    record: &Record,
    code: &str,
    actor: &str,
    [at, noted_at]: [Instant; 2],
    guard: &Guard,
) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("subscription", record.id.as_str())
        .put("step", record.step)
        .put("at", at)
        .put("noted_at", noted_at)
        .put("code", code)
        .put("actor", actor);
    insert("subscription_event", &mut columns, guard)
}

/// Has it looked at as soon as possible: an invoice of it moved.
pub fn wake(id: &str, now: Instant) -> Statement {
    let text = "UPDATE subscription SET wake_at = ? WHERE id = ?";
    Statement::new(text, vec![now.into(), id.into()])
}

/// The same for all of a package that are not over: there is an offer for them.
pub fn wake_package(owner: &Owner, package: &str, now: Instant) -> Statement {
    let params = [vec![now.into()], owner.params(), vec![package.into()]].concat();
    Statement::new(
        "UPDATE subscription SET wake_at = ? WHERE merchant = ? AND mode = ? AND package = ?
           AND status NOT IN ('cancelled', 'completed')",
        params,
    )
}

/// Moves what an owner's subscriptions wait for so much nearer: the test clock was set forward.
pub fn hasten(owner: &Owner, ms: i64, guard: &Guard) -> Statement {
    let mut params = [vec![ms.into()], owner.params()].concat();
    params.extend(guard.params.iter().cloned());
    let text = format!(
        "UPDATE subscription SET wake_at = wake_at - CAST(? AS INTEGER)
         WHERE merchant = ? AND mode = ? AND wake_at IS NOT NULL AND {}",
        guard.text
    );
    Statement::new(text, params)
}

/// Two statements that load one of the owner by id or public id; read by [`read_one`].
pub fn one(owner: &Owner, kind: Kind, id: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND kind = ? AND (id = ? OR public_id = ?)";
    let rest = vec![kind.code().into(), id.into(), id.into()];
    with_bills(clause, &[owner.params(), rest].concat())
}

/// The same for the page where it is managed, by what is in its address; and its merchant.
pub fn one_managed(token: &str) -> [Statement; 3] {
    let (clause, params) = ("token = ?", [token.into()]);
    let [records, bills] = with_bills(clause, &params);
    [records, bills, merchant::of("subscription", clause, &params)]
}

/// The same for the page after subscribing.
pub fn one_public(public_id: &str) -> [Statement; 2] {
    with_bills("public_id = ?", &[public_id.into()])
}

/// The same for the one that an invoice is of, by the id in the invoice's address.
pub fn one_of_invoice(public_id: &str) -> [Statement; 2] {
    let clause = "id = (SELECT subscription FROM invoice WHERE public_id = ?)";
    with_bills(clause, &[public_id.into()])
}

/// The same for the one that a customer has of a package, by the package's public id.
pub fn one_of_public(package: &str, email: &str) -> [Statement; 2] {
    let clause = "one_of = ? AND status NOT IN ('cancelled', 'completed')
                  AND package = (SELECT id FROM subscription_package WHERE public_id = ?)";
    with_bills(clause, &[email.to_lowercase().into(), package.into()])
}

/// The same, with any name of the owner's package.
pub fn one_of_named(owner: &Owner, package: &str, email: &str) -> [Statement; 2] {
    let clause = "one_of = ? AND status NOT IN ('cancelled', 'completed')
                  AND package IN (SELECT id FROM subscription_package
                    WHERE merchant = ? AND mode = ? AND (id = ? OR public_id = ? OR slug = ?))";
    let email = vec![email.to_lowercase().into()];
    with_bills(clause, &[email, owner.params(), vec![Value::from(package); 3]].concat())
}

/// Three statements: those that are to be looked at, of every merchant, the longest due first;
/// their invoices; their merchants.
pub fn awake_ones(now: Instant, most: i64) -> [Statement; 3] {
    let clause = "id IN (SELECT id FROM subscription WHERE wake_at <= ?
                         ORDER BY wake_at, id LIMIT ?)";
    let params = [now.into(), most.into()];
    let [records, bills] = with_bills(clause, &params);
    [records, bills, merchant::of("subscription", clause, &params)]
}

/// The same for one of them.
pub fn one_awake(id: &str, now: Instant) -> [Statement; 3] {
    let (clause, params) = ("id = ? AND wake_at <= ?", [id.into(), now.into()]);
    let [records, bills] = with_bills(clause, &params);
    [records, bills, merchant::of("subscription", clause, &params)]
}

/// Who has to know: the row with its package's offer and its newest invoice, then the invoices that
/// are open, the newest one, and those since it was owed.
fn with_bills(clause: &str, params: &[Value]) -> [Statement; 2] {
    let records = format!(
        "SELECT s.*, p.offer, p.offer_version AS package_offer_version,
                i.id AS bill_id, i.public_id AS bill_public_id, i.status AS bill_status,
                i.due_at AS bill_due_at, d.psp AS charge_psp, d.consent_at AS charge_since
         FROM (SELECT * FROM subscription WHERE {clause}) s
         {}
         LEFT JOIN subscription_package p ON p.id = s.package
         LEFT JOIN invoice i ON i.subscription = s.id AND i.period_index = s.billed_index
         ORDER BY s.created_at DESC, s.id DESC",
        psp_mandate::IN_FORCE
    );
    let bills = format!(
        "SELECT i.subscription, i.period_index, i.due_at, i.status
         FROM (SELECT * FROM subscription WHERE {clause}) s
         JOIN invoice i ON i.subscription = s.id
         WHERE i.status IN ('unpaid', 'pending', 'partially_paid')
            OR i.period_index >= coalesce(s.owed_from, s.billed_index)
         ORDER BY i.period_index"
    );
    [Statement::new(records, params.to_vec()), Statement::new(bills, params.to_vec())]
}

/// Three statements for a page of a list: how many there are, the rows, their invoices.
pub fn page(
    owner: &Owner,
    kind: Kind,
    status: Option<Status>,
    package: Option<&str>,
    page: Page,
) -> [Statement; 3] {
    let mut clause = "merchant = ? AND mode = ? AND kind = ?".to_owned();
    let mut params = [owner.params(), vec![kind.code().into()]].concat();
    if let Some(status) = status {
        clause.push_str(" AND status = ?");
        params.push(status.code().into());
    }
    if let Some(package) = package {
        clause.push_str(
            " AND package IN (SELECT id FROM subscription_package
               WHERE merchant = ? AND mode = ? AND (id = ? OR public_id = ? OR slug = ?))",
        );
        params.extend(owner.params());
        params.extend(vec![Value::from(package); 3]);
    }
    let count = format!("SELECT count(*) AS total FROM subscription WHERE {clause}");
    let count = Statement::new(count, params.clone());
    clause.push_str(" ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?");
    params.extend([page.limit.into(), page.offset().into()]);
    let [records, bills] = with_bills(&clause, &params);
    [count, records, bills]
}

/// Reads the two answers of [`one`] and its sisters.
pub fn read_one(answers: &mut Answers) -> Option<Record> {
    read_many(answers).into_iter().next()
}

/// Reads subscriptions and their invoices from two answers.
pub fn read_many(answers: &mut Answers) -> Vec<Record> {
    let rows = answers.rows();
    let bills = answers.rows();
    rows.iter().filter_map(|row| read(row, &bills)).collect()
}

fn read(row: &Row, bills: &[Row]) -> Option<Record> {
    let id = row.text("id");
    let billing = billing::read(row)?;
    let offer_version = row.number("offer_version");
    let offered = row.number("package_offer_version");
    let offer = row.maybe_text("offer").and_then(|text| Terms::read(&text));
    let kind = if row.text("kind") == "plan" { Kind::Plan } else { Kind::Subscription };
    Some(Record {
        public_id: row.text("public_id"),
        token: row.text("token"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        kind,
        package: row.maybe_text("package"),
        only_one: row.maybe_text("one_of").is_some(),
        title: row.text("title"),
        customer: Customer {
            email: row.maybe_text("customer_email"),
            name: row.maybe_text("customer_name"),
            reference: row.maybe_text("customer_ref"),
            language: row.maybe_text("language"),
        },
        offer_version,
        offer: offer.filter(|_| offer_version < offered).map(|terms| (offered, terms)),
        created_at: row.instant("created_at")?,
        step: row.number("step"),
        sequence: row.number("sequence"),
        newest: newest(row),
        charging: psp_mandate::read_charging(row),
        books: books(row, &billing, bills.iter().filter(|bill| bill.text("subscription") == id))?,
        billing,
        id,
    })
}

fn newest(row: &Row) -> Option<Newest> {
    Some(Newest {
        id: row.maybe_text("bill_id")?,
        public_id: row.text("bill_public_id"),
        status: row.text("bill_status"),
        due_at: row.instant("bill_due_at")?,
    })
}

fn books<'a>(
    row: &Row,
    billing: &Billing,
    bills: impl Iterator<Item = &'a Row>,
) -> Option<Subscription> {
    Some(Subscription {
        charge: billing.charge,
        schedule: Schedule {
            anchor: row.instant("anchor_at")?,
            interval: billing.interval,
            interval_count: billing.interval_count,
            zone: billing.zone.clone(),
            base_index: row.number("base_index"),
            base_units: row.number("base_units"),
        },
        cycles: billing.cycles,
        trial_end: row.instant("trial_end_at"),
        grace_days: billing.grace_days,
        reminders: billing.reminders,
        status: Status::parse(&row.text("status"))?,
        next_index: row.number("next_index"),
        billed: row.number("billed"),
        billed_index: row.maybe_number("billed_index"),
        owed_from: row.maybe_number("owed_from"),
        trial_told: row.number("trial_told") != 0,
        noticed_index: row.maybe_number("noticed_index"),
        ends_at_next: row.number("ends_at_next") != 0,
        resume_at: row.instant("resume_at"),
        change: row.maybe_text("change").and_then(|text| read_change(&text)),
        ended_at: row.instant("ended_at"),
        bills: bills.filter_map(read_bill).collect(),
    })
}

fn read_change(text: &str) -> Option<Change> {
    let (from_index, terms) = text.split_once(' ')?;
    let terms = Terms::read(terms)?;
    Some(Change {
        from_index: from_index.parse().ok()?,
        charge: terms.charge,
        interval: terms.interval,
        interval_count: terms.interval_count,
    })
}

fn read_bill(row: &Row) -> Option<Bill> {
    let state = match InvoiceStatus::parse(&row.text("status"))? {
        InvoiceStatus::Paid => BillState::Paid,
        InvoiceStatus::Cancelled => BillState::Waived,
        InvoiceStatus::Expired => BillState::Closed,
        InvoiceStatus::Pending => BillState::Pending,
        InvoiceStatus::Unpaid | InvoiceStatus::PartiallyPaid => BillState::Open,
    };
    Some(Bill { index: row.number("period_index"), due_at: row.instant("due_at")?, state })
}
