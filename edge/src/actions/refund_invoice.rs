//! Writes down that a merchant gives money back. The merchant sends it; the watcher sees it leave.

use shared::address;
use shared::id::RefundId;
use shared::invoice::{Code, Entry, Event};
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::view::ReturnRefused;

use crate::actions::step::Writer;
use crate::app::App;
use crate::fault::Fault;
use crate::platform::Statement;
use crate::store::Guard;
use crate::store::invoice::Record;
use crate::store::refund::{self, Refund};

/// How long before it was written down a refund may have been sent, in milliseconds.
const BEFORE_MS: i64 = shared::time::HOUR_MS;

/// What can still be written down: all that arrived, less what went back or is to.
pub fn refundable(record: &Record, refunds: &[Refund]) -> Amount {
    let awaiting = refunds.iter().filter(|refund| refund.sent_at.is_none());
    let awaiting = Amount::sum(awaiting.map(|refund| refund.amount));
    record.books.refundable().less(awaiting)
}

/// Where a refund may go: an address of the invoice's ledger, read as people write them.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn read_address(app: &App, record: &Record, text: &str) -> Result<String, String> {
    if record.chain.is_none() {
        return Ok(text.trim().to_owned());
    }
    let network = record.books.terms.asset.network();
    let is_test = app.settings.ledgers.is_test(network);
    address::read_return(network, is_test, text).map_err(|error| error.to_string())
}

/// Keeps where the payer wants what is to go back. Whoever has the link can see the page, and none
/// of them may turn the money away from who came first.
///
/// # Errors
/// Why this address is none for it.
pub fn keep_return_address(
    text: &str,
    record: &mut Record,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, ReturnRefused> {
    let address = read_address(writer.app, record, text);
    let address = address.map_err(|_| ReturnRefused::NotAnAddress)?;
    if address::is_paid(&address, &record.destination, None) {
        return Err(ReturnRefused::Own);
    }
    let text = format!("Somebody on the page wants what is to go back at {address}.");
    let entry = Entry { text, ..Entry::new(Code::ReturnAddress, &record.books, None) };
    record.return_address = Some(address);
    Ok(writer.note(record, entry))
}

/// A refund of an invoice, not written yet.
pub fn draw(app: &App, record: &Record, amount: Amount, address: String) -> Refund {
    let asset = record.books.terms.asset;
    Refund {
        id: RefundId::make(app.now(), app.platform.roll()).as_str().to_owned(),
        invoice: record.id.as_str().to_owned(),
        network: asset.network(),
        chain: record.chain.clone(),
        source: record.destination.clone(),
        address,
        asset,
        amount,
        transaction: None,
        created_at: app.now(),
        sent_at: None,
    }
}

/// What writing it down writes. The line of the timeline is the lock: of two who give the same
/// money back, one decides anew.
pub fn statements(refund: &Refund, record: &mut Record, writer: &Writer<'_>) -> Vec<Statement> {
    let asset = refund.asset;
    let amount = refund.amount.print(asset.scale());
    let text = format!("A refund of {amount} {} to {} is awaited.", asset.code(), refund.address);
    let entry = Entry { text, ..Entry::new(Code::RefundAwaited, &record.books, None) };
    let mut statements = writer.note(record, entry);
    statements.push(refund::add(refund, &record.owner, &Guard::none()));
    statements
}

/// What taking it back writes, before it has left.
///
/// # Errors
/// [`Fault::Refused`] `already_sent`.
pub fn take_back(
    refund: &Refund,
    record: &mut Record,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, Fault> {
    assert_awaited(refund)?;
    let entry = Entry::new(Code::RefundTakenBack, &record.books, None);
    let mut statements = writer.note(record, entry);
    statements.push(refund::remove(&record.owner, &refund.id));
    Ok(statements)
}

fn assert_awaited(refund: &Refund) -> Result<(), Fault> {
    if refund.sent_at.is_none() {
        return Ok(());
    }
    Err(Fault::Refused("already_sent", "This refund was sent already.".to_owned()))
}

/// What it writes that the sandbox's merchant has sent a refund.
///
/// # Errors
/// [`Fault::Refused`] `already_sent`.
pub fn send_in_sandbox(
    refund: &Refund,
    record: &mut Record,
    writer: &Writer<'_>,
) -> Result<Vec<Statement>, Fault> {
    assert_awaited(refund)?;
    let transaction = format!("sandbox-{}", writer.app.token());
    let seen = Seen {
        key: transaction.clone(),
        transaction,
        network: refund.network,
        destination: refund.address.clone(),
        sender: Some(refund.source.clone()),
        reference: None,
        asset_code: refund.asset.code().to_owned(),
        scale: refund.asset.scale(),
        amount: refund.amount,
        at: writer.now,
        state: PaymentState::Final,
    };
    let mut statements = vec![refund::sent(&refund.id, &seen)];
    if let Ok(step) = record.books.apply(Event::Refunded(seen), writer.now) {
        statements.extend(writer.write(record, step));
    }
    Ok(statements)
}

/// Whether a payment that left is this refund: to the same address, with the id or tag that the
/// address carries, in the same asset, all of it.
pub fn is_paid_by(refund: &Refund, seen: &Seen) -> bool {
    let reference = seen.reference.as_deref();
    refund.created_at.plus_ms(-BEFORE_MS) <= seen.at
        && refund.amount == seen.amount
        && refund.asset.code() == seen.asset_code
        && address::is_paid(&refund.address, &seen.destination, reference)
}
