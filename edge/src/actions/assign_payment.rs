//! Gives money that named no invoice to one: the merchant says so, or the payer proves it. The
//! money belongs to one invoice at most, whoever is faster.

use shared::alert::AlertKind;
use shared::currency::Network;
use shared::invoice::Event;
use shared::payment::{Disposition, PaymentState, Seen};

use crate::actions::step::Writer;
use crate::fault::Fault;
use crate::platform::Statement;
use crate::store::invoice::Record;
use crate::store::payment::Listed;
use crate::store::{alert, payment};

/// The merchant says what a payment was for.
///
/// # Errors
/// [`Fault::Conflict`] `already_assigned`; [`Fault::Refused`] `not_final` or `other_address`.
pub fn assign(
    listed: &Listed,
    record: &mut Record,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, Fault> {
    let seen = &listed.payment.seen;
    if listed.invoice.is_some() || listed.payment.disposition == Disposition::Ignored {
        let text = "This payment belongs to an invoice already, or is too small to count.";
        return Err(Fault::Conflict("already_assigned", text));
    }
    if seen.state != PaymentState::Final {
        let text = "This payment is not final yet.".to_owned();
        return Err(Fault::Refused("not_final", text));
    }
    // Money at a PSP is in no address: it can be given to what a PSP settles.
    let same = if seen.network == Network::Psp {
        record.address().is_none()
    } else {
        seen.destination == record.destination
    };
    let chain = record.chain.as_ref().map(|chain| format!("{chain}:")).unwrap_or_default();
    if !same || !seen.key.starts_with(&chain) {
        let text = "This payment went to another address than the invoice asks for.".to_owned();
        return Err(Fault::Refused("other_address", text));
    }
    let mut statements = attach(seen.clone(), record, writer);
    let kind = AlertKind::UnmatchedPayment;
    let now = writer.app.now();
    statements.push(alert::clear(&record.owner, kind, &listed.id, now));
    Ok(statements)
}

/// What giving it to the invoice writes; the record knows the rates around the money's time
/// ([`crate::store::rate::around`]); the batch is undone where somebody else was given it.
pub fn attach(seen: Seen, record: &mut Record, writer: &Writer<'_>) -> Vec<Statement> {
    let mut statements = vec![payment::assert_free(&record.owner, &seen)];
    record.measure_at(seen.at);
    if let Ok(step) = record.books.apply(Event::Assigned(seen), writer.now) {
        statements.extend(writer.write(record, step));
    }
    statements
}
