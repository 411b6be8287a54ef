//! Begins the payment of an invoice at the merchant's PSP, or goes on with the one that is open.
//!
//! The attempt's row is there before the PSP is asked, and its id is the idempotency key: whoever
//! is killed, doubled or left without an answer begins the same payment again. Its checkout address
//! is handed out only once it is saved, so nobody can pay what is not known here.

use shared::currency::Fiat;
use shared::id::AttemptId;
use shared::invoice::WentBack;
use shared::money::Amount;
use shared::psp::{AttemptState, EVERY_MS, Psp, REPEATED_MS, Sequence};
use shared::time::{HOUR_MS, Instant, MINUTE_MS};

use crate::actions::connect_psp::webhook_url;
use crate::actions::look_at_attempt::{access, is_as_asked, look, read_claim};
use crate::app::App;
use crate::fault::Fault;
use crate::platform::{Answers, SqlError, Statement};
use crate::rails::psp::{self, Access, Order, Said, Series, Trouble};
use crate::store::invoice::Record;
use crate::store::psp::{self as accounts, Account};
use crate::store::psp_attempt::{self as attempts, Attempt};
use crate::store::psp_mandate as mandates;

/// How long a payer has at the PSP, at least and at most: what Stripe takes, less a minute for its
/// clock.
const OPEN_MS: (i64, i64) = (31 * MINUTE_MS, 23 * HOUR_MS);

/// How often it is begun anew after somebody else was faster, or what was open has ended.
const TRIES_MAX: usize = 3;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// The payer pays at this address.
    At(String, Psp),
    /// It is paid, and the bank has not confirmed.
    Waits,
    /// A PSP cannot be paid for it, now or ever.
    Never,
}

/// What has to be known; read from the answers of [`load`].
pub struct Ready {
    account: Option<Account>,
    live: Option<Attempt>,
}

/// The statements whose answers [`Ready::read`] reads, for any of an invoice's ids.
pub fn load(invoice: &str) -> [Statement; 2] {
    [accounts::of_invoice(invoice), attempts::live_of(invoice)]
}

impl Ready {
    /// Reads the answers of [`load`].
    pub fn read(answers: &mut Answers) -> Ready {
        let account = answers.row().as_ref().and_then(accounts::read);
        Ready { account, live: answers.row().as_ref().and_then(attempts::read) }
    }
}

/// Begins it for an invoice that was just made. `now` is the merchant's time.
///
/// # Errors
/// Those of [`start`].
pub async fn begin(app: &App, record: &Record, now: Instant) -> Result<Started, Fault> {
    let mut answers = app.platform.sql.batch(load(record.id.as_str()).to_vec()).await?;
    start(app, record.clone(), Ready::read(&mut answers), None, now).await
}

/// Begins it, or goes on with what is open. `consent` is the language in which its payer consented
/// to be charged for the subscription's next periods, too; `now` is the merchant's time.
///
/// # Errors
/// [`Fault::Refused`] `psp_refused` when the PSP will not begin it; [`Fault::Busy`] when it is not
/// known whether it has: the same again makes no second one.
pub async fn start(
    app: &App,
    mut record: Record,
    mut ready: Ready,
    consent: Option<&str>,
    now: Instant,
) -> Result<Started, Fault> {
    let consent = consent.filter(|_| record.period.is_some());
    for _ in 0..TRIES_MAX {
        let Some(account) = ready.account.take() else { return Ok(Started::Never) };
        let Some(amount) = record.psp_price(now) else {
            let waits = record.books.waits_for_psp();
            return Ok(if waits { Started::Waits } else { Started::Never });
        };
        let beginning = Beginning { app, record: &record, account: &account, amount, consent, now };
        let begun = match ready.live.take() {
            None => beginning.fresh(None).await?,
            // It is charged right now.
            Some(attempt) if attempt.sequence == Sequence::Recurring => Some(Started::Waits),
            Some(attempt) if attempt.psp_id.is_none() => beginning.again(attempt).await?,
            Some(attempt) => match go_on(app, attempt, beginning.sequence()).await? {
                Some(Ok((started, attempt))) => {
                    if attempt.sequence == Sequence::First
                        && let Some(asked) = beginning.ask_mandate(&attempt)
                    {
                        app.platform.sql.batch(vec![asked]).await?;
                    }
                    return Ok(started);
                }
                Some(Err(moved)) => {
                    record = *moved;
                    ready = Ready { account: Some(account), live: None };
                    continue;
                }
                None => None,
            },
        };
        if let Some(started) = begun {
            return Ok(started);
        }
        let again = load(record.id.as_str()).to_vec();
        ready = Ready::read(&mut app.platform.sql.batch(again).await?);
    }
    Err(Fault::Busy(1))
}

/// Goes on with a payment that the PSP has begun, as the PSP says that it stands: one that has
/// ended leads nowhere. One with a consent that is not given any more, or without one that now is,
/// is taken back where that can be; where it cannot, its consent is. `Err` is the invoice after
/// that; `None`: it is not known.
async fn go_on(
    app: &App,
    mut attempt: Attempt,
    wanted: Sequence,
) -> Result<Option<Result<(Started, Attempt), Box<Record>>>, Fault> {
    let open = |attempt: &Attempt| match (attempt.state, &attempt.checkout_url) {
        (AttemptState::Open, Some(url)) => {
            Some(Ok((Started::At(url.clone(), attempt.psp), attempt.clone())))
        }
        (AttemptState::Pending, _) => Some(Ok((Started::Waits, attempt.clone()))),
        _ => None,
    };
    let is_other = attempt.sequence != wanted;
    if is_other && attempt.state == AttemptState::Open {
        let mut first = vec![attempts::hurry(&attempt, app.now())];
        first.push(mandates::withdraw(&attempt));
        app.platform.sql.batch(first).await?;
        attempt.looked_at = Instant::from_ms(0);
    }
    let is_fresh = app.now() < attempt.looked_at.plus_ms(EVERY_MS);
    if is_fresh && let Some(started) = open(&attempt) {
        return Ok(Some(started));
    }
    let lease = app.token();
    let claim = attempts::claim_one(&attempt.id, &lease, app.now()).to_vec();
    let Ok(mut answers) = app.platform.sql.batch(claim).await else { return Ok(None) };
    let Some(mut held) = read_claim(&mut answers).pop() else {
        // Somebody looks right now; what was true a moment ago is good enough.
        return Ok(open(&attempt));
    };
    held.is_unwanted = is_other;
    if !look(app, &mut held, &lease, None).await {
        return Ok(open(&attempt));
    }
    Ok(open(&held.attempt).or_else(|| {
        let is_over = !held.attempt.state.is_live();
        is_over.then(|| Err(Box::new(held.record)))
    }))
}

/// Who begins what.
struct Beginning<'a> {
    app: &'a App,
    record: &'a Record,
    account: &'a Account,
    amount: Amount,
    /// The language of its payer's consent.
    consent: Option<&'a str>,
    now: Instant,
}

impl Beginning<'_> {
    fn sequence(&self) -> Sequence {
        if self.consent.is_some() { Sequence::First } else { Sequence::OneOff }
    }

    /// Notes the consent that a payment is begun with.
    fn ask_mandate(&self, attempt: &Attempt) -> Option<Statement> {
        let period = self.record.period.as_ref()?;
        Some(mandates::ask(attempt, &period.subscription, self.consent?, self.now))
    }

    /// With a row of its own, instead of one that was never answered. `None`: somebody was faster.
    async fn fresh(&self, given_up: Option<&Attempt>) -> Result<Option<Started>, Fault> {
        let Beginning { app, record, account, amount, now, .. } = *self;
        let attempt = draw(app, record, account.psp, amount, self.sequence(), now);
        let mut statements: Vec<Statement> = given_up.map(attempts::end).into_iter().collect();
        statements.push(attempts::add(&attempt));
        statements.extend(self.ask_mandate(&attempt));
        match self.app.platform.sql.batch(statements).await {
            Ok(_) => self.call(attempt).await.map(Some),
            Err(SqlError::Unique(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The same call again, as long as the PSP remembers it.
    async fn again(&self, mut attempt: Attempt) -> Result<Option<Started>, Fault> {
        let is_old = attempt.created_at.plus_ms(REPEATED_MS) <= self.app.now();
        let is_other = attempt.sequence != self.sequence();
        if is_old || is_other || attempt.psp != self.account.psp {
            attempt.state = AttemptState::Failed;
            return self.fresh(Some(&attempt)).await;
        }
        self.call(attempt).await.map(Some)
    }

    /// Asks the PSP, and notes what it has answered before anybody is led there.
    async fn call(&self, mut attempt: Attempt) -> Result<Started, Fault> {
        let app = self.app;
        let answer = match access(app, self.account) {
            Some(access) => {
                let Record { customer_name, customer_email, .. } = self.record;
                let series = match attempt.sequence {
                    Sequence::First => {
                        Series::First(customer_name.as_deref(), customer_email.as_deref())
                    }
                    _ => Series::OneOff,
                };
                order(app, &access, self.record, &attempt, series).await
            }
            None => Err(Trouble::Key),
        };
        let answer = answer.and_then(|said| match said.checkout_url.clone() {
            Some(url) if is_as_asked(&attempt, &said) => Ok((said, url)),
            _ => Err(Trouble::Refused("what was begun is not what was asked for".to_owned())),
        });
        match answer {
            Ok((said, url)) => {
                attempt.psp_id = Some(said.id);
                attempt.payment_id = said.payment_id;
                attempt.state = AttemptState::Open;
                attempt.checkout_url = Some(url.clone());
                attempt.expires_at = said.expires_at.unwrap_or(attempt.expires_at);
                attempt.next_at = Some(app.now().plus_ms(MINUTE_MS));
                app.platform.sql.batch(vec![attempts::begun(&attempt)]).await?;
                Ok(Started::At(url, attempt.psp))
            }
            Err(Trouble::Unknown(why)) => {
                app.platform.log.error(&format!("{} was perhaps not begun: {why}", attempt.id));
                Err(Fault::Busy(2))
            }
            Err(trouble) => {
                let why = trouble.text();
                app.platform.log.error(&format!("{} cannot be begun: {why}", attempt.id));
                attempt.state = AttemptState::Failed;
                attempt.problem = Some(why);
                app.platform.sql.batch(vec![attempts::end(&attempt)]).await?;
                let text = "The payment provider refused to begin this payment.";
                Err(Fault::Refused("psp_refused", text.to_owned()))
            }
        }
    }
}

/// A payment of an invoice, not yet written. `now` is the merchant's time.
pub(super) fn draw(
    app: &App,
    record: &Record,
    psp: Psp,
    amount: Amount,
    sequence: Sequence,
    now: Instant,
) -> Attempt {
    let (real_now, merchant_now) = (app.now(), now);
    let (least, most) = (real_now.plus_ms(OPEN_MS.0), real_now.plus_ms(OPEN_MS.1));
    let end = record.books.terms.expires_at;
    let end = end.map_or(most, |end| end.plus_ms(real_now.ms() - merchant_now.ms()));
    Attempt {
        id: AttemptId::make(real_now, app.platform.roll()).as_str().to_owned(),
        owner: record.owner.clone(),
        invoice: record.id.as_str().to_owned(),
        psp,
        sequence,
        psp_id: None,
        payment_id: None,
        amount,
        currency: Fiat::Eur.code().to_owned(),
        state: AttemptState::Creating,
        checkout_url: None,
        back: WentBack::default(),
        problem: None,
        created_at: real_now,
        expires_at: end.clamp(least, most),
        looked_at: real_now,
        known_until: merchant_now,
        // The next tick charges it; a payer is led there at once.
        next_at: (sequence == Sequence::Recurring).then_some(real_now),
        pings: 0,
        called_at: None,
    }
}

/// Has a PSP begin the payment of an attempt.
///
/// # Errors
/// [`Trouble`]. After `Unknown` it may have been begun.
pub(super) async fn order(
    app: &App,
    access: &Access,
    record: &Record,
    attempt: &Attempt,
    series: Series<'_>,
) -> Result<Said, Trouble> {
    let number = record.order_id.as_ref().unwrap_or(&record.public_id);
    let webhook_url = webhook_url(app, &attempt.owner, attempt.psp);
    // A provider cannot call a developer's own machine, and refuses to try.
    let psps = &app.settings.psps;
    let can_call = !app.settings.dev || !psps.mollie.starts_with("https://");
    // A shop that waits for the payer is gone back to at once.
    let back = if record.return_url.is_some() { "/return" } else { "" };
    let order = Order {
        attempt: &attempt.id,
        invoice: &record.public_id,
        amount: attempt.amount,
        description: &format!("{} ({number})", record.title),
        return_url: &app.url(&format!("/pay/{}{back}", record.public_id)),
        webhook_url: Some(webhook_url.as_str()).filter(|_| can_call),
        expires_at: attempt.expires_at,
        series,
    };
    psp::create(app, access, &order).await
}
