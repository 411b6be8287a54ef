//! Pays into the sandbox's ledger and lets the rail see it: one batch for entry, sighting and
//! effects.

use shared::currency::{Asset, Network};
use shared::key::Mode;
use shared::money::Amount;
use shared::payment::{Disposition, PaymentState, Seen};
use shared::time::Instant;

use crate::actions::record_payment;
use crate::actions::step::Writer;
use crate::fault::Fault;
use crate::platform::{Answers, Statement};
use crate::rails::sandbox;
use crate::store::Owner;
use crate::store::invoice::Record;
use crate::store::sandbox as ledger;

/// A payment that somebody wants to see on the fake ledger.
#[derive(Clone, Debug)]
pub struct Payment {
    /// How much; `None`: what is still due.
    pub amount: Option<String>,
    /// In what; `None`: what the invoice asks for.
    pub asset_code: Option<String>,
    /// The reference that goes with it; `None`: the invoice's own.
    pub reference: Option<String>,
    /// When the ledger closes it; `None`: now.
    pub at: Option<Instant>,
    /// How sure it is.
    pub state: PaymentState,
    /// The transaction that it goes on with; a fresh one otherwise.
    pub transaction: String,
}

/// What became of it.
#[derive(Debug)]
pub struct Paid {
    /// What the ledger says.
    pub seen: Seen,
    /// What it was taken for; `None` when nothing new was seen.
    pub disposition: Option<Disposition>,
    /// What to write.
    pub statements: Vec<Statement>,
}

/// The statement whose answer [`pay`] reads: the transaction so far.
pub fn load(owner: &Owner, transaction: &str) -> Statement {
    ledger::newest(owner, transaction)
}

/// Decides what to write. `record` is the invoice that the reference names, if any.
///
/// # Errors
/// [`Fault::WrongMode`] outside test mode; [`Fault::Invalid`] for a bad amount or asset;
/// [`Fault::Refused`] `already_final` when the transaction is over.
pub fn pay(
    owner: &Owner,
    payment: &Payment,
    mut record: Option<&mut Record>,
    answers: &mut Answers,
    writer: &Writer<'_>,
) -> Result<Paid, Fault> {
    if let Some(record) = &mut record {
        record.ask_at(writer.now);
    }
    if owner.mode == Mode::Live {
        return Err(Fault::WrongMode("The sandbox works with test keys only."));
    }
    let row = answers.row();
    let known = row.as_ref().map_or(0, ledger::position);
    let before = row.as_ref().and_then(ledger::read);
    let seen = match before {
        Some(before) if before.state != PaymentState::Pending => {
            let text = "This transaction is final already; a ledger never changes its mind.";
            return Err(Fault::Refused("already_final", text.to_owned()));
        }
        Some(before) => Seen { state: payment.state, ..before },
        None => fresh(owner, payment, record.as_deref(), writer.now)?,
    };
    let matched = record.filter(|record| is_referenced(record, seen.reference.as_deref()));
    let mut recorded = record_payment::record(seen.clone(), matched, owner, writer);
    let mut statements = vec![ledger::add(owner, &seen, known)];
    statements.append(&mut recorded.statements);
    Ok(Paid { seen, disposition: recorded.disposition, statements })
}

fn fresh(
    owner: &Owner,
    payment: &Payment,
    record: Option<&Record>,
    now: Instant,
) -> Result<Seen, Fault> {
    let wanted = record.map(|record| record.books.terms.asset);
    // What a PSP has settled can still be paid on the ledger, once more.
    let wanted = wanted.filter(|asset| asset.network() != Network::Psp);
    let code = payment.asset_code.as_deref().or(wanted.map(Asset::code)).unwrap_or("USDC");
    let asset = Asset::parse_on_ledger(code);
    let scale = asset.map_or(7, Asset::scale);
    let network = asset.or(wanted).map_or(Network::Stellar, Asset::network);
    let paid = wanted.map_or(network, Asset::network);
    let destination = sandbox::destination(&owner.merchant, owner.mode, paid);
    let own = record.map(|record| record.references.on(paid));
    Ok(Seen {
        key: payment.transaction.clone(),
        transaction: payment.transaction.clone(),
        network,
        destination: destination.unwrap_or_default(),
        sender: None,
        reference: payment.reference.clone().or(own),
        asset_code: code.to_owned(),
        scale,
        amount: amount(payment, record, scale)?,
        at: payment.at.unwrap_or(now),
        state: payment.state,
    })
}

fn amount(payment: &Payment, record: Option<&Record>, scale: u32) -> Result<Amount, Fault> {
    let invalid = |message: &str| {
        let mut errors = shared::draft::FieldErrors::default();
        errors.add("amount", message);
        Fault::Invalid(errors)
    };
    match &payment.amount {
        Some(text) => {
            Amount::parse_payable(text, scale).map_err(|error| invalid(&error.to_string()))
        }
        None => record
            .and_then(|record| record.books.remaining())
            .filter(|amount| !amount.is_nothing())
            .ok_or_else(|| invalid("is required: nothing is due by itself")),
    }
}

fn is_referenced(record: &Record, reference: Option<&str>) -> bool {
    let reference = reference.map(shared::reference::normal_memo);
    let references = &record.references;
    reference.is_some_and(|reference| {
        reference == references.memo
            || reference == references.stellar_id.to_string()
            || reference == references.tag.to_string()
    })
}
