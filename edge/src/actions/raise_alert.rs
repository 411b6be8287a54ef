//! Raises an alert: a row, an event, a mail to the owner; all of it once, while it stands.

use shared::alert::AlertKind;
use shared::id::{AlertId, DeliveryId, EventId};
use shared::webhook::{AlertPayload, EventName};

use crate::actions::step::{Writer, envelope};
use crate::platform::Statement;
use crate::store::alert::{self, Alert};
use crate::store::event::NewEvent;
use crate::store::{Owner, event};

/// What raising writes. Nothing of it, when the same stands already.
pub fn raise(
    writer: &Writer<'_>,
    owner: &Owner,
    kind: AlertKind,
    subject: &str,
    detail: String,
) -> Vec<Statement> {
    let app = writer.app;
    let now = app.now();
    let id = AlertId::make(now, app.platform.roll()).as_str().to_owned();
    let alert = Alert { id, kind, subject: subject.to_owned(), detail };
    let event = tell(writer, owner, &alert);
    vec![
        alert::raise(&alert, owner, now, &writer.guard),
        event::add(&event, owner, now, &alert::raised(&alert)),
        event::add_delivery(&event, owner, writer.lease, now),
    ]
}

fn tell(writer: &Writer<'_>, owner: &Owner, alert: &Alert) -> NewEvent {
    let app = writer.app;
    let now = app.now();
    let id = EventId::make(now, app.platform.roll()).as_str().to_owned();
    let name = EventName::Alert(alert.kind);
    let payload = AlertPayload {
        envelope: envelope(&id, name, owner.mode, 1, writer.now),
        alert_id: alert.id.clone(),
        alert: alert.kind.code(),
        subject: alert.subject.clone(),
        detail: alert.detail.clone(),
    };
    NewEvent {
        body: serde_json::to_string(&payload).unwrap_or_default(),
        name: name.code(),
        object: alert.id.clone(),
        sequence: 1,
        delivery: DeliveryId::make(now, app.platform.roll()).as_str().to_owned(),
        id,
    }
}
