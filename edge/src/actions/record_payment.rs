//! One payment was seen on the sandbox's ledger: finds what it means and says what that writes.
//! What real ledgers show comes many at once, and ends in `record_look`.

use shared::id::PaymentId;
use shared::invoice::{Event, Refusal};
use shared::payment::{Disposition, Payment, Seen};

use crate::actions::step::Writer;
use crate::platform::Statement;
use crate::store::Owner;
use crate::store::invoice::Record;
use crate::store::payment;

/// What a sighting did.
#[derive(Debug)]
pub struct Recorded {
    /// What it was taken for; `None` when it was known already.
    pub disposition: Option<Disposition>,
    /// What to write.
    pub statements: Vec<Statement>,
}

/// Records a sighting against the invoice that its reference names, or as unmatched.
///
/// A price in a currency is measured by the quote of the money's ledger time. The record comes with
/// the rates of the last minutes; for older money its quoting is to be extended by those of
/// [`crate::store::rate::around`] first.
pub fn record(
    seen: Seen,
    record: Option<&mut Record>,
    owner: &Owner,
    writer: &Writer<'_>,
) -> Recorded {
    let Some(record) = record else {
        return unmatched(seen, owner, writer);
    };
    record.measure_at(seen.at);
    let recorded = match record.books.apply(Event::Sighted(seen), writer.now) {
        Ok(step) => Recorded {
            disposition: step.payments.last().map(|payment| payment.disposition),
            statements: writer.write(record, step),
        },
        Err(Refusal::AlreadySeen | Refusal::WrongStatus(_) | Refusal::NothingReceived) => {
            Recorded { disposition: None, statements: Vec::new() }
        }
    };
    record.ask_at(writer.now);
    recorded
}

fn unmatched(seen: Seen, owner: &Owner, writer: &Writer<'_>) -> Recorded {
    let id = PaymentId::make(writer.now, writer.app.platform.roll());
    let worth = writer.worth(owner, &seen);
    let payment = Payment { seen, disposition: Disposition::Unmatched };
    Recorded {
        disposition: Some(Disposition::Unmatched),
        statements: vec![payment::put_unmatched(
            &payment,
            id.as_str(),
            owner,
            None,
            worth.as_ref(),
            writer.now,
        )],
    }
}
