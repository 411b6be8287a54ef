//! Asks a PSP how a payment stands that was begun there, and writes what that means. Whoever looks
//! holds the lease; what was asked for and what the PSP tells must be the same, or nothing counts.

use shared::currency::{Fiat, Network};
use shared::invoice::{Event, Terms, WentBack};
use shared::key::Mode;
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::price::share;
use shared::psp::{AttemptState, wait_ms};
use shared::time::{DAY_MS, HOUR_MS, Instant};

use crate::actions::charge_mandate;
use crate::actions::record_look::unmatched;
use crate::actions::step::Writer;
use crate::app::App;
use crate::platform::{Answers, SqlError, Statement};
use crate::rails::psp::{self, Access, Said, Trouble};
use crate::rails::{Moved, Way};
use crate::store::invoice::{self as invoices, Record};
use crate::store::merchant::{self, Merchant};
use crate::store::psp::{self as accounts, Account};
use crate::store::psp_attempt::{self as attempts, Attempt};
use crate::store::psp_mandate::{self as mandates, Mandate};

/// How often what was found is saved again after somebody moved the invoice.
const TRIES_MAX: usize = 4;

/// How long a PSP that does not answer is asked, in milliseconds: after a payment could be made for
/// the last time, and about one that a bank may still confirm. If it calls afterwards, it is asked.
const ASKED_MS: (i64, i64) = (3 * DAY_MS, 100 * DAY_MS);

/// Money that is not what was asked for: why no invoice may be paid by it.
const NOT_AS_ASKED: &str = "not what was asked for";

/// An attempt under a lease, with all that a look needs.
pub struct Held {
    /// The attempt.
    pub attempt: Attempt,
    /// Its invoice, as it is saved.
    pub record: Record,
    /// The account that it is asked with.
    pub account: Account,
    /// What it is charged under, if nobody is there.
    pub mandate: Option<Mandate>,
    /// It is taken back if nobody has paid it yet.
    pub is_unwanted: bool,
    merchant: Merchant,
    /// How far the merchant's clock is ahead, in milliseconds.
    pub offset_ms: i64,
}

/// Reads what a claim has brought.
pub fn read_claim(answers: &mut Answers) -> Vec<Held> {
    answers.skip(1);
    let held: Vec<Attempt> = answers.rows().iter().filter_map(attempts::read).collect();
    let accounts: Vec<Account> = answers.rows().iter().filter_map(accounts::read).collect();
    let records = invoices::read_many(answers);
    let merchants = answers.rows();
    let mandates: Vec<Mandate> = answers.rows().iter().filter_map(mandates::read).collect();
    let all = held.into_iter().filter_map(|attempt| {
        let row = merchant::find_owner(&merchants, &attempt.owner)?;
        let is_own = |one: &&Account| one.owner == attempt.owner && one.psp == attempt.psp;
        let record = records.iter().find(|one| one.id.as_str() == attempt.invoice)?;
        Some(Held {
            account: accounts.iter().find(is_own)?.clone(),
            mandate: record.period.as_ref().and_then(|period| {
                let mut own = mandates.iter().filter(|one| one.psp == attempt.psp);
                own.find(|one| one.subscription == period.subscription).cloned()
            }),
            is_unwanted: false,
            record: record.clone(),
            merchant: merchant::read(row),
            offset_ms: merchant::read_mode(row).clock_offset_ms,
            attempt,
        })
    });
    all.collect()
}

/// The key of an account; `None` when it was sealed under another key of the install.
pub fn access(app: &App, account: &Account) -> Option<Access> {
    let key = app.settings.seal.open(&account.api_key)?;
    Some(Access { psp: account.psp, key })
}

/// Asks, decides and saves; attempt and invoice are as they are afterwards. `outbox` is who sends
/// what is told. False: nothing was written, and the lease runs out.
pub async fn look(app: &App, held: &mut Held, lease: &str, outbox: Option<&str>) -> bool {
    let said = ask(app, held).await;
    let is_revoked = charge_mandate::is_revoked(app, held, &said).await;
    for _ in 0..TRIES_MAX {
        let before = (held.attempt.clone(), held.record.clone());
        let statements = decide(app, held, &said, is_revoked, outbox);
        let mut batch = vec![
            attempts::assert_held(&before.0, lease),
            // Before the invoice closes, which looks at all that is open of it.
            attempts::save(&held.attempt, app.now()),
        ];
        batch.extend(statements);
        match app.platform.sql.batch(batch).await {
            Ok(_) => return true,
            Err(SqlError::Unique(columns)) if !columns.starts_with("psp_attempt.") => {}
            // Somebody else looks, or the database fails: written or not, it is asked again.
            Err(_) => return false,
        }
        let again = invoices::one(&before.0.owner, before.0.invoice.as_str()).to_vec();
        let Ok(mut answers) = app.platform.sql.batch(again).await else { return false };
        let Some(record) = invoices::read_one(&mut answers) else { return false };
        (held.attempt, held.record) = (before.0, record);
    }
    false
}

/// How the payment stands; one that nobody has paid and nobody needs is taken back, and one that
/// nobody is there for is begun.
async fn ask(app: &App, held: &Held) -> Result<Said, Trouble> {
    if held.attempt.is_to_charge() {
        return charge_mandate::ask(app, held).await;
    }
    let Held { attempt, record, account, .. } = held;
    let access = access(app, account).ok_or(Trouble::Key)?;
    let id = attempt.psp_id.as_deref().ok_or(Trouble::Gone)?;
    let said = psp::fetch(app, &access, id).await?;
    let is_over = held.is_unwanted || !record.books.status.is_open();
    if is_over && said.state == AttemptState::Open && said.is_cancelable {
        // Best effort: if it is paid all the same, that is told.
        return psp::cancel(app, &access, id).await.or(Ok(said));
    }
    Ok(said)
}

/// What an answer means. The attempt is moved, too.
fn decide(
    app: &App,
    held: &mut Held,
    said: &Result<Said, Trouble>,
    is_revoked: bool,
    outbox: Option<&str>,
) -> Vec<Statement> {
    let now = app.now().plus_ms(held.offset_ms);
    let merchant = held.merchant.clone();
    let Held { attempt, record, .. } = held;
    let was_live = attempt.state.is_live();
    let writer = Writer::new(app, &merchant, attempt.psp.code(), outbox, now);
    let mut statements = match said {
        Ok(said) => found(&writer, record, attempt, said),
        Err(trouble) => {
            missed(app, attempt, trouble);
            Vec::new()
        }
    };
    attempt.next_at = next_at(&writer, record, attempt, said.is_err());
    let said = said.as_ref().ok();
    statements.extend(charge_mandate::follow(&writer, held, said, was_live, is_revoked));
    statements
}

/// There was no answer: nothing is known, but that a payment which is not there is none.
fn missed(app: &App, attempt: &mut Attempt, trouble: &Trouble) {
    let why = trouble.text();
    app.platform.log.error(&format!("{} at {}: {why}", attempt.id, attempt.psp.name()));
    attempt.problem = Some(why);
    let last = match attempt.state {
        AttemptState::Pending => attempt.created_at.plus_ms(ASKED_MS.1),
        _ => attempt.expires_at.plus_ms(ASKED_MS.0),
    };
    // What never began is given up by whoever asks for it.
    let is_over = match (attempt.is_to_charge(), trouble) {
        (true, Trouble::Unknown(_)) => charge_mandate::is_lost(app, attempt),
        (true, _) | (false, Trouble::Gone) => true,
        (false, _) => last <= app.now(),
    };
    if attempt.state.is_live() && is_over {
        attempt.state = AttemptState::Failed;
    }
}

/// When it is looked at again. When the invoice's time is over, at once: its end waits for that.
fn next_at(
    writer: &Writer<'_>,
    record: &Record,
    attempt: &Attempt,
    has_failed: bool,
) -> Option<Instant> {
    let now = writer.app.now();
    let next = now.plus_ms(wait_ms(now.ms() - attempt.created_at.ms()));
    let end = record.books.deadline().map(|end| writer.in_the_world(end).plus_ms(1));
    let end = end.filter(|end| now < *end && !has_failed);
    match attempt.state {
        state if state.is_live() => Some(end.map_or(next, |end| end.min(next))),
        // The provider has called, and what it wanted to tell is not known yet.
        AttemptState::Paid if has_failed => Some(next),
        _ => None,
    }
}

/// The PSP has answered.
fn found(
    writer: &Writer<'_>,
    record: &mut Record,
    attempt: &mut Attempt,
    said: &Said,
) -> Vec<Statement> {
    attempt.problem = None;
    attempt.psp_id = Some(said.id.clone());
    attempt.known_until = writer.now;
    attempt.payment_id = said.payment_id.clone().or(attempt.payment_id.take());
    attempt.checkout_url.clone_from(&said.checkout_url);
    attempt.expires_at = said.expires_at.unwrap_or(attempt.expires_at);
    if !is_as_asked(attempt, said) {
        return doubted(writer, record, attempt, said);
    }
    if attempt.state != AttemptState::Paid {
        attempt.state = said.state;
    }
    let mut events = Vec::new();
    if let Some(state) = payment_state(record, said) {
        let seen = seen(writer, record, attempt, said, state);
        events.push(Event::Charged(seen, in_euros(writer, record, attempt.amount)));
    }
    let back = WentBack { refunded: said.refunded, charged_back: said.charged_back };
    if attempt.state == AttemptState::Paid && back != attempt.back {
        let seen = seen(writer, record, attempt, said, PaymentState::Final);
        events.push(Event::SentBack(seen, attempt.back, back));
        attempt.back = back;
    }
    let mut statements = Vec::new();
    for event in events {
        if let Ok(step) = record.books.apply(event, writer.now) {
            statements.extend(writer.write(record, step));
        }
    }
    statements
}

/// What the invoice sees of it. One that ended without money is nothing, unless it was on its way.
fn payment_state(record: &Record, said: &Said) -> Option<PaymentState> {
    match said.state {
        AttemptState::Paid => Some(PaymentState::Final),
        AttemptState::Pending => Some(PaymentState::Pending),
        AttemptState::Failed | AttemptState::Cancelled | AttemptState::Expired => {
            let was_seen = record.books.payments.iter().any(|it| it.seen.key == said.id);
            was_seen.then_some(PaymentState::Failed)
        }
        AttemptState::Creating | AttemptState::Open | AttemptState::Doubted => None,
    }
}

/// `rails.md` 7.28: amount, currency, mode and our reference, all of them.
pub fn is_as_asked(attempt: &Attempt, said: &Said) -> bool {
    said.amount == attempt.amount
        && said.currency == attempt.currency
        && said.live == (attempt.owner.mode == Mode::Live)
        && said.attempt.as_deref() == Some(&attempt.id)
}

/// Money that is not what was asked for waits for the merchant; as long as there is none it may
/// still be another slip, and is only watched.
fn doubted(
    writer: &Writer<'_>,
    record: &Record,
    attempt: &mut Attempt,
    said: &Said,
) -> Vec<Statement> {
    attempt.problem = Some(NOT_AS_ASKED.to_owned());
    if attempt.state == AttemptState::Doubted || said.state != AttemptState::Paid {
        if !said.state.is_live() {
            attempt.state = AttemptState::Doubted;
        }
        return Vec::new();
    }
    attempt.state = AttemptState::Doubted;
    let mut seen = seen(writer, record, attempt, said, PaymentState::Final);
    seen.reference.clone_from(&said.attempt);
    let moved = Moved { seen, pointer: None, way: Way::Odd(NOT_AS_ASKED) };
    unmatched(writer, &attempt.owner, &moved, true)
}

/// The payment in the words of all rails. Its time is on the merchant's clock, as all are: when the
/// payer paid, not when a bank got around to confirm it.
fn seen(
    writer: &Writer<'_>,
    record: &Record,
    attempt: &Attempt,
    said: &Said,
    state: PaymentState,
) -> Seen {
    let now = writer.app.now();
    let paid_at = said.paid_at.filter(|at| *at <= now && state == PaymentState::Final);
    let ahead_ms = writer.now.ms() - now.ms();
    let before = record.books.payments.iter().find(|payment| payment.seen.key == said.id);
    let at = before.map(|payment| payment.seen.at);
    Seen {
        key: said.id.clone(),
        transaction: attempt.payment_id.clone().unwrap_or_else(|| said.id.clone()),
        network: Network::Psp,
        destination: attempt.psp.code().to_owned(),
        sender: None,
        reference: Some(record.public_id.clone()),
        asset_code: said.currency.clone(),
        scale: Fiat::SCALE,
        amount: said.amount,
        at: at.unwrap_or_else(|| paid_at.unwrap_or(now).plus_ms(ahead_ms)),
        state,
    }
}

/// The terms that the payment settles.
fn in_euros(writer: &Writer<'_>, record: &Record, cents: Amount) -> Terms {
    let Merchant { tolerance_bps, accept_late_hours, .. } = writer.merchant;
    let late_ms = accept_late_hours.saturating_mul(HOUR_MS);
    record.books.terms.in_euros(cents, share(cents, *tolerance_bps), late_ms)
}
