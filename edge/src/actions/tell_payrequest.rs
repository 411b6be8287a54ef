//! What the merchant's server is told of an invoice whose link seed 000 made: one event, in the
//! words of that (rulings 1.1). All others are kept for who lists them, and sent to nobody.

use shared::currency::{Fiat, Network};
use shared::id::{DeliveryId, EventId};
use shared::json::{Number, Object};
use shared::payment::Seen;
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

/// An invoice as that system tells of a payment. The amount is what was asked, or what a payer
/// chose and paid.
pub fn data(record: &Record, zone: &Zone) -> Object {
    let books = &record.books;
    let asset = books.terms.asset;
    let (currency, amount) = match record.price {
        Some((fiat, amount)) => (fiat.code(), Some(amount.print(Fiat::SCALE))),
        None => {
            let paid = Some(books.received()).filter(|received| !received.is_nothing());
            let amount = books.terms.due.or(paid);
            (asset.code(), amount.map(|amount| amount.print(asset.scale())))
        }
    };
    let newest = books.payments.iter().rev().find(|payment| payment.counts());
    let mut out = Object::new();
    out.put("id", record.number)
        .put("amount", amount.map(Number))
        .put("currency", currency)
        .put("description", &record.title)
        .put("payment_link_id", record.sale.as_ref().map(|sale| sale.number))
        .put("payment_method", newest.map(|payment| method(&payment.seen)))
        .put("reference", newest.map(|payment| &payment.seen.transaction))
        .put("paid_at", books.paid_at.map(|at| zone.print(at)))
        .put("customer", customer(record));
    out
}

/// What it was paid by: an asset, or a payment provider, which tells us no more.
fn method(seen: &Seen) -> String {
    match seen.network {
        Network::Psp => "psp".to_owned(),
        Network::Stellar | Network::Xrpl => seen.asset_code.to_ascii_lowercase(),
    }
}

/// Who is asked, if anybody is known. Customers have no integers here.
fn customer(record: &Record) -> Option<Object> {
    let (name, email) = (record.customer_name.as_ref(), record.customer_email.as_ref());
    (name.is_some() || email.is_some()).then(|| {
        let mut out = Object::new();
        out.put("id", None::<i64>).put("name", name).put("email", email);
        out
    })
}
