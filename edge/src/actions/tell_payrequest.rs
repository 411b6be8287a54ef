//! What the merchant's server is told of an invoice whose link seed 000 made: one event, in the
//! words of that (rulings 1.1). All others are kept for who lists them, and sent to nobody.

use shared::currency::Fiat;
use shared::id::{DeliveryId, EventId};
use shared::json::{Number, Object};
use shared::webhook::EventName;
use shared::zone::Zone;

use crate::actions::step::Writer;
use crate::store::event::NewEvent;
use crate::store::invoice::Record;

/// `payment.succeeded`, its body written once and for all.
pub fn succeeded(writer: &Writer<'_>, record: &Record) -> NewEvent {
    let app = writer.app;
    let real_now = app.now();
    NewEvent {
        id: EventId::make(real_now, app.platform.roll()).as_str().to_owned(),
        name: EventName::PaymentSucceeded.code(),
        object: record.id.as_str().to_owned(),
        sequence: record.sequence,
        body: payload(writer, record).text(),
        delivery: DeliveryId::make(real_now, app.platform.roll()).as_str().to_owned(),
    }
}

fn payload(writer: &Writer<'_>, record: &Record) -> Object {
    let zone = Zone::find(&writer.merchant.zone).unwrap_or_else(Zone::utc);
    let mut out = Object::new();
    out.put("event", EventName::PaymentSucceeded.code())
        .put("timestamp", zone.print(writer.now))
        .put("data", data(record, &zone));
    out
}

fn data(record: &Record, zone: &Zone) -> Object {
    let books = &record.books;
    let asset = books.terms.asset;
    let (currency, amount) = match record.price {
        Some((fiat, amount)) => (fiat.code(), amount.print(Fiat::SCALE)),
        None => (asset.code(), books.received().print(asset.scale())),
    };
    let newest = books.payments.iter().rev().find(|payment| payment.counts());
    let (name, email) = (record.customer_name.as_ref(), record.customer_email.as_ref());
    let customer = (name.is_some() || email.is_some()).then(|| {
        let mut out = Object::new();
        out.put("id", None::<i64>).put("name", name).put("email", email);
        out
    });
    let mut out = Object::new();
    out.put("id", record.number)
        .put("amount", Number(amount))
        .put("currency", currency)
        .put("description", &record.title)
        .put("payment_link_id", record.sale.as_ref().map(|sale| sale.number))
        .put("payment_method", newest.map(|payment| payment.seen.asset_code.to_ascii_lowercase()))
        .put("reference", newest.map(|payment| &payment.seen.transaction))
        .put("paid_at", books.paid_at.map(|at| zone.print(at)))
        .put("customer", customer);
    out
}
