//! A payer shows the transaction of a payment that named no invoice. It is theirs only where
//! address, asset, amount and time fit this one open invoice and no other; else the merchant
//! decides.

use shared::alert::AlertKind;
use shared::chain::BEHIND_MS;
use shared::currency::Network;
use shared::invoice::GRACE_MS;
use shared::money::Amount;
use shared::payment::Seen;
use shared::reference::{Pointer, pointer_of_text};
use shared::view::ClaimOutcome;

use crate::actions::assign_payment::attach;
use crate::actions::record_look::unmatched;
use crate::actions::step::Writer;
use crate::app::App;
use crate::platform::Statement;
use crate::rails::xrpl::read::OneTx;
use crate::rails::{Moved, Way, stellar, xrpl};
use crate::store::alert;
use crate::store::invoice::{self as invoices, Record};
use crate::store::payment::Listed;

/// Digits of a transaction's hash, on both ledgers.
const HASH_DIGITS: usize = 64;

/// The transaction's hash in what somebody pasted, which may be the address of an explorer's page,
/// as the ledger writes it.
pub fn read_hash(network: Network, text: &str) -> Option<String> {
    let mut runs = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let is_hash =
        |run: &&str| run.len() == HASH_DIGITS && run.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hash = runs.find(is_hash)?;
    Some(match network {
        Network::Stellar => hash.to_ascii_lowercase(),
        Network::Xrpl => hash.to_ascii_uppercase(),
        Network::Psp => return None,
    })
}

/// What the ledger says that a transaction paid to the invoice's address.
///
/// # Errors
/// What to tell the payer where nothing final did.
pub async fn look_up(app: &App, record: &Record, hash: &str) -> Result<Vec<Moved>, ClaimOutcome> {
    let address = &record.destination;
    let moved = match record.books.terms.asset.network() {
        Network::Stellar => {
            let found = stellar::look::transaction(app, address, hash).await;
            let found = found.map_err(|_| ClaimOutcome::Busy)?;
            found.ok_or(ClaimOutcome::NotFound)?
        }
        Network::Xrpl => match xrpl::look::transaction(app, address, hash).await {
            Err(_) => return Err(ClaimOutcome::Busy),
            Ok(OneTx::Unknown) => return Err(ClaimOutcome::NotFound),
            Ok(OneTx::Proposed) => return Err(ClaimOutcome::NotFinal),
            Ok(OneTx::Failed) => return Err(ClaimOutcome::Failed),
            Ok(OneTx::Final(moved)) => moved,
        },
        Network::Psp => return Err(ClaimOutcome::Elsewhere),
    };
    let came: Vec<Moved> = moved.into_iter().filter(|moved| moved.way != Way::Out).collect();
    if came.is_empty() { Err(ClaimOutcome::Elsewhere) } else { Ok(came) }
}

/// What was known of the transaction already; `None`: the ledger must be asked.
pub fn recall(record: &Record, known: &[Listed]) -> Option<Result<Vec<Moved>, ClaimOutcome>> {
    let invoice = known.first()?.invoice.as_deref();
    if invoice.is_some() {
        let own = invoice == Some(record.id.as_str());
        return Some(Err(if own { ClaimOutcome::Known } else { ClaimOutcome::Elsewhere }));
    }
    let moved = |listed: &Listed| Moved {
        seen: listed.payment.seen.clone(),
        pointer: pointer_of(&listed.payment.seen),
        way: if listed.note.is_some() { Way::Odd("odd") } else { Way::In },
    };
    Some(Ok(known.iter().map(moved).collect()))
}

/// What a kept payment named, as far as that was kept. Digits may have been a text; they are taken
/// for a number, which nobody is given by claiming it.
fn pointer_of(seen: &Seen) -> Option<Pointer> {
    let reference = seen.reference.as_deref()?;
    match seen.network {
        Network::Stellar => pointer_of_text(reference.as_bytes())
            .or_else(|| reference.parse().ok().map(Pointer::Number)),
        Network::Xrpl => reference.parse().ok().map(Pointer::Tag),
        Network::Psp => None,
    }
}

/// What becomes of it; the record knows the rates around the money's time
/// ([`crate::store::rate::around`]). `known` is what of it the merchant has in the list already.
pub fn decide(
    came: &[Moved],
    known: &[Listed],
    record: &mut Record,
    writer: &Writer<'_>,
) -> (ClaimOutcome, Vec<Statement>) {
    if came.iter().any(|one| one.pointer.as_ref().is_some_and(|it| record.references.is(it))) {
        // It names this invoice: whoever reads the address finds it.
        return (ClaimOutcome::NotFinal, Vec::new());
    }
    if came.iter().all(|one| one.pointer.is_some()) {
        return (ClaimOutcome::Elsewhere, Vec::new());
    }
    let fitting = came.iter().find(|one| {
        // Asked is what its quote asked then.
        record.measure_at(one.seen.at);
        one.way == Way::In && one.pointer.is_none() && fits(record, &one.seen)
    });
    if let Some(one) = fitting {
        let mut statements = vec![invoices::assert_alone(record, &one.seen)];
        statements.extend(attach(one.seen.clone(), record, writer));
        let listed = known.iter().find(|listed| listed.payment.seen.key == one.seen.key);
        let now = writer.app.now();
        statements.extend(listed.map(|listed| {
            alert::clear(&record.owner, AlertKind::UnmatchedPayment, &listed.id, now)
        }));
        return (ClaimOutcome::Attached, statements);
    }
    (ClaimOutcome::Waiting, wait(came, known, record, writer))
}

/// The merchant is told of it, unless it was before.
pub fn wait(
    came: &[Moved],
    known: &[Listed],
    record: &Record,
    writer: &Writer<'_>,
) -> Vec<Statement> {
    if !known.is_empty() {
        return Vec::new();
    }
    came.iter().flat_map(|one| unmatched(writer, &record.owner, one, true)).collect()
}

/// Whether money is what this invoice waits for.
fn fits(record: &Record, seen: &Seen) -> bool {
    let terms = &record.books.terms;
    let Some(remaining) = record.books.remaining().filter(|_| terms.due.is_some()) else {
        return false;
    };
    let most = Amount::sum([remaining, terms.dust()]);
    let opened = record.created_at.plus_ms(-BEHIND_MS) <= seen.at;
    let closed = terms.expires_at.is_some_and(|end| end.plus_ms(GRACE_MS) < seen.at);
    record.books.status.is_open()
        && seen.destination == record.destination
        && seen.asset_code == terms.asset.code()
        && (remaining.less(terms.tolerance)..=most).contains(&seen.amount)
        && opened
        && !closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_in_the_address_of_an_explorer() {
        let hash = "a1".repeat(32);
        let read = |text: &str| read_hash(Network::Stellar, text);
        assert_eq!(read(&format!(" {hash} ")), Some(hash.clone()));
        let url = format!("https://explorer.example.com/public/tx/{}?x=1", hash.to_uppercase());
        assert_eq!(read(&url), Some(hash.clone()));
        assert_eq!(read_hash(Network::Xrpl, &hash), Some(hash.to_uppercase()));
        assert_eq!(read(&format!("{hash}0")), None);
        assert_eq!(read("PLR-A1B2C3D4"), None);
    }
}
