//! What a merchant or a customer does to a subscription: pause, resume, cancel. Load, decide, save.

use shared::draft::SubscriptionAct;
use shared::invoice::Event as InvoiceEvent;
use shared::subscription::{Event, Refusal};

use crate::actions::step::Writer;
use crate::fault::Fault;
use crate::platform::Statement;
use crate::store::invoice;
use crate::store::subscription::Record;

/// Does it to a loaded subscription; `unpaid` are its unpaid invoices, which a cancellation closes
/// (rulings B5). What time has done meanwhile is left to the job: whoever cancels is not billed
/// first.
///
/// # Errors
/// [`Fault::InvalidState`] when its status does not allow it.
pub fn act(
    act: SubscriptionAct,
    record: &mut Record,
    unpaid: Vec<invoice::Record>,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, Fault> {
    let (word, event) = match act {
        SubscriptionAct::Pause(resume_at) => ("pause a subscription", Event::Pause(resume_at)),
        SubscriptionAct::Resume => ("resume a subscription", Event::Resume),
        SubscriptionAct::Cancel { at_period_end: false } => {
            ("cancel a subscription", Event::Cancel)
        }
        SubscriptionAct::Cancel { at_period_end: true } => {
            ("cancel a subscription", Event::CancelAtPeriodEnd)
        }
    };
    let step = record.books.apply(event, writer.now).map_err(|refusal| match refusal {
        Refusal::WrongStatus(status) => Fault::InvalidState(word, status.code()),
        Refusal::Ending => Fault::InvalidState(word, "about to end"),
    })?;
    let closes_bills = step.closes_bills;
    let mut statements = writer.step_subscription(record, step)?;
    for mut invoice in unpaid.into_iter().filter(|_| closes_bills) {
        if let Ok(step) = invoice.books.apply(InvoiceEvent::Expire, writer.now) {
            statements.extend(writer.write(&mut invoice, step));
        }
    }
    statements.push(writer.save_subscription(record));
    Ok(statements)
}
