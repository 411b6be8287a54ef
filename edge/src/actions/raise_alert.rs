//! Raises an alert: a row, an event, a mail to the owner; all of it once, while it stands.

use shared::alert::AlertKind;
use shared::currency::Network;
use shared::id::{AlertId, DeliveryId, EventId};
use shared::webhook::{self, EventName};

use crate::actions::step::Writer;
use crate::outbox::letter::{OwnerTopic, write_to_owner};
use crate::platform::Statement;
use crate::store::alert::{self, Alert};
use crate::store::event::NewEvent;
use crate::store::{Owner, event, mail};

/// What is wrong, not raised yet.
pub struct Cause<'a> {
    /// The kind.
    pub kind: AlertKind,
    /// The ledger that it concerns, if any.
    pub network: Option<Network>,
    /// The address, server, pair or payment that it is about.
    pub subject: &'a str,
    /// A sentence for people.
    pub detail: String,
    /// Whether the owner is mailed: of many at once, the first is news enough.
    pub is_news: bool,
}

/// What raising writes. Nothing of it, when the same stands already.
pub fn raise(writer: &Writer<'_>, owner: &Owner, cause: Cause<'_>) -> Vec<Statement> {
    let app = writer.app;
    let now = app.now();
    let id = AlertId::make(now, app.platform.roll()).as_str().to_owned();
    let Cause { kind, network, subject, detail, is_news } = cause;
    let alert = Alert { id, kind, subject: subject.to_owned(), detail };
    let (event, raised) = (tell(writer, owner, &alert), alert::raised(&alert));
    let mut statements = vec![
        alert::raise(&alert, owner, now, &writer.guard),
        event::add(&event, owner, now, &raised),
        event::add_delivery(&event, owner, writer.lease, now),
    ];
    if is_news {
        let topic = OwnerTopic::Alarm(kind, subject.to_owned());
        let letter = write_to_owner(app, writer.merchant, topic, owner.mode, network, writer.now);
        statements.push(mail::add(&letter, owner, None, writer.lease, now, &raised));
    }
    statements
}

fn tell(writer: &Writer<'_>, owner: &Owner, alert: &Alert) -> NewEvent {
    let app = writer.app;
    let now = app.now();
    let id = EventId::make(now, app.platform.roll()).as_str().to_owned();
    let name = EventName::Alert(alert.kind);
    let mut payload = webhook::payload(&id, name, owner.mode, 1, writer.now);
    payload
        .put("alertId", &alert.id)
        .put("alert", alert.kind.code())
        .put("subject", &alert.subject)
        .put("detail", &alert.detail);
    NewEvent {
        body: payload.text(),
        name: name.code(),
        object: alert.id.clone(),
        sequence: 1,
        delivery: DeliveryId::make(now, app.platform.roll()).as_str().to_owned(),
        id,
    }
}
