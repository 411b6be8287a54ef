//! Payments that were begun at payment providers. A look holds a lease, and what it found is
//! written only while it holds it.

use shared::invoice::WentBack;
use shared::money::Amount;
use shared::psp::{AttemptState, EVERY_MS, Psp, Sequence};
use shared::time::{Instant, MINUTE_MS};

use super::{Columns, Guard, Owner, insert, invoice as invoices, merchant, psp_mandate, update};
use crate::platform::{Row, Statement, Value};

/// How long a look may take before another one begins.
const LEASE_MS: i64 = MINUTE_MS;

/// The states in which a payment may still become money.
const LIVE: &str = "state IN ('creating', 'open', 'pending')";

/// A payment that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: String,
    /// Whose.
    pub owner: Owner,
    /// The invoice that it is for.
    pub invoice: String,
    /// Where.
    pub psp: Psp,
    /// What it has to do with later ones.
    pub sequence: Sequence,
    /// Its id there; `None`: the provider has not answered.
    pub psp_id: Option<String>,
    /// Another name of it there.
    pub payment_id: Option<String>,
    /// In minor units of the currency.
    pub amount: Amount,
    /// ISO 4217.
    pub currency: String,
    /// How it stands.
    pub state: AttemptState,
    /// Where the payer pays.
    pub checkout_url: Option<String>,
    /// What has gone back of it.
    pub back: WentBack,
    /// Why the newest look failed, or what is doubted.
    pub problem: Option<String>,
    /// When it was begun.
    pub created_at: Instant,
    /// Until when it can be paid, as far as that is known.
    pub expires_at: Instant,
    /// When the newest look began.
    pub looked_at: Instant,
    /// The same on the merchant's clock.
    pub known_until: Instant,
    /// When it is looked at again; `None`: when the provider calls.
    pub next_at: Option<Instant>,
    /// How often the provider called.
    pub pings: i64,
    /// When a look was first begun, which asks the provider for a recurring one.
    pub called_at: Option<Instant>,
}

impl Attempt {
    /// Whether nobody is there, and the provider has not told of it yet.
    pub fn is_to_charge(&self) -> bool {
        self.sequence == Sequence::Recurring && self.psp_id.is_none()
    }
}

/// A new one. Fails the batch where the invoice has one that may still become money.
pub fn add(attempt: &Attempt) -> Statement {
    insert_row(attempt, &Guard::none())
}

/// The same with the invoice that it is for, in one batch.
pub fn add_with_invoice(attempt: &Attempt) -> Statement {
    insert_row(attempt, &Guard::made("invoice", &attempt.invoice))
}

fn insert_row(attempt: &Attempt, guard: &Guard) -> Statement {
    let mut columns = moving(attempt);
    columns
        .put("id", attempt.id.as_str())
        .put("merchant", attempt.owner.merchant.as_str())
        .put("mode", attempt.owner.mode.code())
        .put("invoice", attempt.invoice.as_str())
        .put("psp", attempt.psp.code())
        .put("sequence", attempt.sequence.code())
        .put("amount", attempt.amount.minor().to_string())
        .put("currency", attempt.currency.as_str())
        .put("created_at", attempt.created_at)
        .put("next_at", attempt.next_at)
        .put("pings", attempt.pings);
    insert("psp_attempt", &mut columns, guard)
}

/// The columns that looks change, but for when the next one is.
fn moving(attempt: &Attempt) -> Columns {
    let mut columns = Columns::default();
    columns
        .put("psp_id", attempt.psp_id.as_ref())
        .put("payment_id", attempt.payment_id.as_ref())
        .put("state", attempt.state.code())
        .put("checkout_url", attempt.checkout_url.as_ref())
        .put("refunded", attempt.back.refunded.minor().to_string())
        .put("charged_back", attempt.back.charged_back.minor().to_string())
        .put("problem", attempt.problem.as_ref())
        .put("expires_at", attempt.expires_at)
        .put("looked_at", attempt.looked_at)
        .put("known_until", attempt.known_until);
    columns
}

/// What the provider has answered to the call that began it, unless somebody noted that before.
pub fn begun(attempt: &Attempt) -> Statement {
    let mut columns = moving(attempt);
    columns.put("next_at", attempt.next_at);
    update(
        "psp_attempt",
        &mut columns,
        "id = ? AND psp_id IS NULL",
        vec![attempt.id.as_str().into()],
    )
}

/// An attempt that no provider will answer any more has ended, unless one did meanwhile.
pub fn end(attempt: &Attempt) -> Statement {
    let mut columns = Columns::default();
    columns.put("state", attempt.state.code()).put("problem", attempt.problem.as_ref());
    let clause = "id = ? AND psp_id IS NULL AND state = 'creating'";
    update("psp_attempt", &mut columns, clause, vec![attempt.id.as_str().into()])
}

/// Saves what a look found and lets the lease go. Where the provider called meanwhile, the next
/// look is at once.
pub fn save(attempt: &Attempt, now: Instant) -> Statement {
    let mut columns = moving(attempt);
    columns.put("lease", None::<String>).put("lease_until", None::<Instant>);
    let mut statement =
        update("psp_attempt", &mut columns, "id = ?", vec![attempt.id.as_str().into()]);
    let next = "UPDATE psp_attempt SET next_at = CASE WHEN pings = ? THEN ? ELSE ? END, ";
    statement.text = statement.text.replacen("UPDATE psp_attempt SET ", next, 1);
    let first = [attempt.pings.into(), attempt.next_at.into(), now.into()];
    statement.params.splice(0..0, first);
    statement
}

/// Undoes the batch when the lease is lost: the row that it adds is there.
pub fn assert_held(attempt: &Attempt, lease: &str) -> Statement {
    let lost = Guard {
        text: "NOT EXISTS (SELECT 1 FROM psp_attempt WHERE id = ? AND lease = ?)".to_owned(),
        params: vec![attempt.id.as_str().into(), lease.into()],
    };
    insert_row(attempt, &lost)
}

/// What a lease holds: the statements of [`claim_due`] and its sisters. Their answers are nothing,
/// attempts, accounts, two of invoices, merchants, mandates.
pub type Claim = [Statement; 7];

/// Takes the attempts whose turn it is, as many as the budget allows.
pub fn claim_due(lease: &str, now: Instant, most: i64) -> Claim {
    let clause = "id IN (SELECT id FROM psp_attempt
        WHERE next_at <= ? AND (psp_id IS NOT NULL OR sequence = 'recurring')
          AND (lease_until IS NULL OR lease_until <= ?)
        ORDER BY next_at LIMIT ?)";
    claim(clause, vec![now.into(), now.into(), most.into()], lease, now)
}

/// Takes one, unless somebody looks at it now, or did a moment ago and nobody has called since.
pub fn claim_one(id: &str, lease: &str, now: Instant) -> Claim {
    let clause = "id = ? AND psp_id IS NOT NULL AND (looked_at <= ? OR next_at <= ?)
        AND (lease_until IS NULL OR lease_until <= ?)";
    let params = vec![id.into(), now.plus_ms(-EVERY_MS).into(), now.into(), now.into()];
    claim(clause, params, lease, now)
}

fn claim(clause: &str, params: Vec<Value>, lease: &str, now: Instant) -> Claim {
    let set = vec![lease.into(), now.plus_ms(LEASE_MS).into(), now.into(), now.into()];
    let take = Statement::new(
        format!(
            "UPDATE psp_attempt SET lease = ?, lease_until = ?, looked_at = ?,
               called_at = coalesce(called_at, ?)
             WHERE {clause}"
        ),
        [set, params].concat(),
    );
    let held = [Value::from(lease)];
    let read = Statement::new("SELECT * FROM psp_attempt WHERE lease = ?", held.to_vec());
    let invoices = "id IN (SELECT invoice FROM psp_attempt WHERE lease = ?)";
    let [records, payments] = invoices::with_payments(invoices, &held);
    let merchants = merchant::of("psp_attempt", "lease = ?", &held);
    let mandates = psp_mandate::of_lease(lease);
    [take, read, super::psp::of_lease(lease), records, payments, merchants, mandates]
}

/// The newest attempt of an invoice that may still become money, by any of the invoice's ids.
pub fn live_of(invoice: &str) -> Statement {
    let text = format!(
        "SELECT * FROM psp_attempt WHERE invoice = (
           SELECT id FROM invoice WHERE id = ? OR public_id = ?) AND {LIVE}"
    );
    Statement::new(text, vec![invoice.into(), invoice.into()])
}

/// The provider called: it is looked at now, or by the next tick. Its answer is the attempt's id,
/// if it is known; by its id there, or another name of it.
pub fn ping(owner: &Owner, psp: Psp, id: &str, now: Instant) -> Statement {
    let mut params = vec![now.into()];
    params.extend(owner.params());
    params.extend([psp.code().into(), id.into(), id.into()]);
    Statement::new(
        "UPDATE psp_attempt SET pings = pings + 1, next_at = ?
         WHERE merchant = ? AND mode = ? AND psp = ? AND (psp_id = ? OR payment_id = ?)
         RETURNING id",
        params,
    )
}

/// The provider tells of a payment that it began for this attempt and whose answer never came. Its
/// answer is the attempt's id, if it has no other payment.
pub fn adopt(owner: &Owner, psp: Psp, id: &str, psp_id: &str, now: Instant) -> Statement {
    let mut params = vec![psp_id.into(), now.into(), id.into()];
    params.extend(owner.params());
    params.push(psp.code().into());
    Statement::new(
        "UPDATE psp_attempt SET psp_id = ?, next_at = ?
         WHERE id = ? AND merchant = ? AND mode = ? AND psp = ? AND psp_id IS NULL
         RETURNING id",
        params,
    )
}

/// Looks at what an invoice has open at once: it needs no more money.
pub fn wake(invoice: &str, now: Instant) -> Statement {
    let text = format!(
        "UPDATE psp_attempt SET next_at = ?, pings = pings + 1
         WHERE invoice = ? AND psp_id IS NOT NULL AND {LIVE}"
    );
    Statement::new(text, vec![now.into(), invoice.into()])
}

/// Lets one be looked at now, however fresh the newest look is.
pub fn hurry(attempt: &Attempt, now: Instant) -> Statement {
    let mut columns = Columns::default();
    columns.put("next_at", now);
    update("psp_attempt", &mut columns, "id = ?", vec![attempt.id.as_str().into()])
}

/// Gives up attempts that no provider ever answered, a part at a time; but for those that nobody
/// waits for, whose customers have to be told.
pub fn give_up(before: Instant) -> Statement {
    Statement::new(
        "UPDATE psp_attempt SET state = 'failed', problem = 'the provider never answered'
         WHERE id IN (SELECT id FROM psp_attempt
           WHERE state = 'creating' AND psp_id IS NULL AND sequence <> 'recurring'
             AND created_at <= ? LIMIT 1000)",
        vec![before.into()],
    )
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Attempt> {
    let minor = |name: &str| row.text(name).parse().ok().map(Amount::from_minor);
    Some(Attempt {
        id: row.text("id"),
        owner: super::read_owner(row)?,
        invoice: row.text("invoice"),
        psp: Psp::parse(&row.text("psp"))?,
        sequence: Sequence::parse(&row.text("sequence"))?,
        psp_id: row.maybe_text("psp_id"),
        payment_id: row.maybe_text("payment_id"),
        amount: minor("amount")?,
        currency: row.text("currency"),
        state: AttemptState::parse(&row.text("state"))?,
        checkout_url: row.maybe_text("checkout_url"),
        back: WentBack { refunded: minor("refunded")?, charged_back: minor("charged_back")? },
        problem: row.maybe_text("problem"),
        created_at: row.instant("created_at")?,
        expires_at: row.instant("expires_at")?,
        looked_at: row.instant("looked_at")?,
        known_until: row.instant("known_until")?,
        next_at: row.instant("next_at"),
        pings: row.number("pings"),
        called_at: row.instant("called_at"),
    })
}
