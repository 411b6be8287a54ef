//! What a merchant does to an invoice: settle, expire, cancel, notify, remind. Load, decide, save.

use shared::invoice::{Code, Entry, Event, Status};
use shared::price::Quote;
use shared::time::DAY_MS;

use crate::actions::step::Writer;
use crate::fault::Fault;
use crate::outbox::letter::Topic;
use crate::platform::Statement;
use crate::store::invoice::Record;

/// How long an invoice that was opened again can be paid.
pub const REOPENED_MS: i64 = 7 * DAY_MS;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Accepts what arrived as enough.
    Settle,
    /// Closes it.
    Expire,
    /// Takes it back.
    Cancel,
    /// Mails the payment request.
    Notify,
    /// Mails a reminder.
    Remind,
    /// Lets an expired one be paid again.
    Reopen,
}

impl Act {
    /// What cannot be done, for people.
    pub const fn word(self) -> &'static str {
        match self {
            Act::Settle => "settle an invoice",
            Act::Expire => "expire an invoice",
            Act::Cancel => "cancel an invoice",
            Act::Notify => "notify of an invoice",
            Act::Remind => "remind of an invoice",
            Act::Reopen => "reopen an invoice",
        }
    }
}

/// Does it to a loaded invoice; the record is as it is afterwards.
///
/// # Errors
/// [`Fault::InvalidState`] when its status does not allow it; [`Fault::Refused`] `no_recipient`
/// when there is nobody to mail to; [`Fault::NoRate`] when nobody can be told how much is asked.
pub fn act(act: Act, record: &mut Record, writer: &Writer<'_>) -> Result<Vec<Statement>, Fault> {
    // What time has already done is saved first, so that the timeline tells it in order.
    let mut statements = Vec::new();
    while let Some(event) = record.books.due_event(writer.now, record.known_until(writer.now)) {
        match record.books.apply(event, writer.now) {
            Ok(step) => statements.extend(writer.write(record, step)),
            Err(_) => break,
        }
    }
    record.ask_at(writer.now);
    let event = match act {
        Act::Settle => Event::Settle,
        Act::Expire => Event::Expire,
        Act::Cancel => Event::Cancel,
        Act::Reopen => reopened(record, writer)?,
        Act::Notify => {
            statements.extend(mail(act, Code::Notified, Topic::Request, record, writer)?);
            return Ok(statements);
        }
        Act::Remind => {
            statements.extend(mail(act, Code::Reminded, Topic::Reminder, record, writer)?);
            return Ok(statements);
        }
    };
    let status = record.books.status;
    let step = record.books.apply(event, writer.now);
    let step = step.map_err(|_| Fault::InvalidState(act.word(), status.code()))?;
    statements.extend(writer.write(record, step));
    Ok(statements)
}

fn reopened(record: &Record, writer: &Writer<'_>) -> Result<Event, Fault> {
    if record.can_reopen() {
        return Ok(Event::Reopen(writer.now.plus_ms(REOPENED_MS)));
    }
    let text = "Only the newest invoice of a subscription that goes on can be opened again.";
    match record.books.status {
        Status::Expired => Err(Fault::Refused("not_reopenable", text.to_owned())),
        status => Err(Fault::InvalidState(Act::Reopen.word(), status.code())),
    }
}

fn mail(
    act: Act,
    code: Code,
    topic: Topic,
    record: &mut Record,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, Fault> {
    let open = match act {
        Act::Notify => record.books.status.is_open(),
        _ => matches!(record.books.status, Status::Unpaid | Status::PartiallyPaid),
    };
    if !open {
        return Err(Fault::InvalidState(act.word(), record.books.status.code()));
    }
    if record.quote == Quote::Missing {
        return Err(Fault::NoRate);
    }
    let letter = writer.mail(record, topic).ok_or_else(|| {
        let text = "This invoice has no customerEmail to write to.";
        Fault::Refused("no_recipient", text.to_owned())
    })?;
    let entry = Entry::new(code, &record.books, None);
    let mut statements = writer.note(record, entry);
    statements.push(letter);
    Ok(statements)
}
