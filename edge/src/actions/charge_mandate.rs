//! Charges the invoice of a period under the mandate that its subscription's customer gave: nobody
//! is there. The attempt is written with the invoice, and its id is the idempotency key; once the
//! provider may have forgotten that key it is only asked what it has charged, and where that is
//! nothing the customer gets the invoice.

use shared::invoice::Status;
use shared::psp::{AttemptState, REPEATED_MS, Sequence};
use shared::time::DAY_MS;

use crate::actions::look_at_attempt::{Held, access};
use crate::actions::start_psp::{draw, order};
use crate::actions::step::Writer;
use crate::app::App;
use crate::outbox::letter::Topic;
use crate::platform::Statement;
use crate::rails::psp::{self, Said, Series, Trouble};
use crate::store::invoice::Record;
use crate::store::psp_attempt::{self as attempts, Attempt};
use crate::store::psp_mandate::{self as mandates, Charging, Mandate};

/// How long a provider that does not answer is asked what it has charged, in milliseconds.
const LOST_MS: i64 = DAY_MS;

/// The attempt on the invoice of a period that was just made; `None` where it cannot be charged.
pub(super) fn begin(
    writer: &Writer<'_>,
    charging: Option<Charging>,
    invoice: &Record,
) -> Option<Statement> {
    let (psp, now) = (charging?.psp, writer.now);
    let amount = invoice.psp_price(now)?;
    let attempt = draw(writer.app, invoice, psp, amount, Sequence::Recurring, now);
    Some(attempts::add_with_invoice(&attempt))
}

/// Asks the provider to charge it, unless there is no reason any more and it was never asked. One
/// that may have forgotten that it was asked is asked what it has charged instead.
///
/// # Errors
/// [`Trouble`]. After `Unknown` it may have been charged.
pub(super) async fn ask(app: &App, held: &Held) -> Result<Said, Trouble> {
    let Held { attempt, record, account, mandate, .. } = held;
    let was_asked = attempt.called_at != Some(attempt.looked_at);
    let refuse = |why: &str| Err(Trouble::Refused(why.to_owned()));
    let now = app.now().plus_ms(held.offset_ms);
    if !was_asked && record.psp_price(now) != Some(attempt.amount) {
        return refuse("the invoice is not waiting for money");
    }
    let is_usable = |it: &&Mandate| was_asked || it.is_valid && account.removed_at.is_none();
    let Some(mandate) = mandate.as_ref().filter(is_usable) else {
        return refuse("the mandate has ended");
    };
    let access = access(app, account).ok_or(Trouble::Key)?;
    if was_called_before(app, attempt, REPEATED_MS) {
        let charged = psp::find(app, &access, &mandate.customer, &attempt.id).await?;
        return charged.map_or_else(|| refuse("the provider never answered"), Ok);
    }
    let series = Series::Recurring(&mandate.customer, &mandate.method);
    order(app, &access, record, attempt, series).await
}

/// Whether nobody will know any more what became of it: the customer is told as if it were
/// nothing, and what comes all the same is counted.
pub(super) fn is_lost(app: &App, attempt: &Attempt) -> bool {
    was_called_before(app, attempt, LOST_MS)
}

fn was_called_before(app: &App, attempt: &Attempt, ms: i64) -> bool {
    attempt.called_at.is_some_and(|at| at.plus_ms(ms) <= app.now())
}

/// Whether the mandate of a charge that failed is gone at the provider. Best effort: the next
/// period finds out otherwise.
pub(super) async fn is_revoked(app: &App, held: &Held, said: &Result<Said, Trouble>) -> bool {
    let Held { attempt, account, mandate, .. } = held;
    let has_failed = match said {
        Ok(said) => said.state == AttemptState::Failed,
        Err(Trouble::Refused(_) | Trouble::Gone) => attempt.is_to_charge(),
        Err(Trouble::Key | Trouble::Unknown(_)) => false,
    };
    if !has_failed || attempt.sequence != Sequence::Recurring {
        return false;
    }
    let (Some(mandate), Some(access)) = (mandate.as_ref(), access(app, account)) else {
        return false;
    };
    psp::stands(app, &access, &mandate.customer, &mandate.method).await == Ok(false)
}

/// What follows for the mandate and the customer from what a look found; `was_live` is how the
/// attempt was before.
pub(super) fn follow(
    writer: &Writer<'_>,
    held: &Held,
    said: Option<&Said>,
    was_live: bool,
    is_revoked: bool,
) -> Vec<Statement> {
    let Held { attempt, record, mandate, .. } = held;
    let mut statements = Vec::new();
    let consented = said.and_then(|said| said.mandate.as_ref());
    if attempt.sequence == Sequence::First
        && attempt.state == AttemptState::Paid
        && let Some((customer, method)) = consented
    {
        statements.push(mandates::come_into_force(attempt, customer, method));
    }
    if let Some(mandate) = mandate.as_ref().filter(|_| is_revoked) {
        statements.push(mandates::revoked(mandate));
    }
    let has_ended = was_live
        && matches!(
            attempt.state,
            AttemptState::Failed | AttemptState::Cancelled | AttemptState::Expired
        );
    let is_payable = record.books.status == Status::Unpaid
        && record.books.terms.expires_at.is_none_or(|at| writer.now < at);
    if has_ended && is_payable && attempt.sequence == Sequence::Recurring {
        // What a ledger would take now, not when it was made.
        let mut record = record.clone();
        record.ask_at(writer.now);
        statements.extend(writer.mail(&record, Topic::ChargeFailed));
    }
    statements
}
