//! Before an action: the key becomes a caller; scope, origin, rate and idempotency are settled in
//! the same D1 call as the action's own. Knows no dialect and no action.

pub mod cors;
pub mod key;
pub mod log;
pub mod repeat;
pub mod scope;

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use shared::draft::Fields;
use shared::time::{Instant, MINUTE_MS};

use crate::app::{After, App};
use crate::fault::{Fault, KeyProblem};
use crate::http::{Params, Request};
use crate::platform::{Answers, SqlError, Statement};
use crate::store::idempotency::{self, Claim, Stored};
use crate::store::key::{self as keys, Known};
use crate::store::{Blanks, Guard, Owner};

/// Why a handler stopped before its own answer.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Something is wrong with the request or with us.
    Fault(Fault),
    /// Somebody else was faster, or dice fell on a number that is taken: do it all again.
    Again,
    /// What the isolate remembered no longer holds: load it and do it all again.
    Stale,
    /// This request was answered before; these are the bytes.
    Replay(Stored),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

/// A handler's answer, before it is dressed.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body's bytes.
    pub body: String,
    /// The name of the file that they are; `None`: they are JSON.
    pub csv: Option<&'static str>,
    /// What a repeated request gets instead: a secret is shown once and never kept.
    pub kept: Option<String>,
    /// Work that waits until the answer is out.
    pub after: Vec<After>,
    /// How long the list is of which it shows a part, where its body has no place for that.
    pub total: Option<i64>,
    /// Fields that were sent and not read.
    pub unknown_fields: Vec<String>,
    /// What of it the database decides.
    pub blanks: Option<Blanks>,
    /// It was given before.
    pub is_replay: bool,
}

impl Reply {
    /// An answer with a JSON body.
    pub fn new(status: u16, body: String) -> Reply {
        Reply {
            status,
            body,
            csv: None,
            kept: None,
            after: Vec::new(),
            total: None,
            unknown_fields: Vec::new(),
            blanks: None,
            is_replay: false,
        }
    }

    /// A file of comma-separated values.
    pub fn csv(name: &'static str, body: String) -> Reply {
        Reply { csv: Some(name), ..Reply::new(200, body) }
    }

    /// A part of a list that is so long, as a bare array.
    pub fn part(body: String, total: i64) -> Reply {
        Reply { total: Some(total), ..Reply::new(200, body) }
    }

    /// With another body for repeated requests.
    #[must_use]
    pub fn keeping(self, kept: String) -> Reply {
        Reply { kept: Some(kept), ..self }
    }

    /// With blanks that the batch which writes it fills in.
    #[must_use]
    pub fn filled(self, blanks: Blanks) -> Reply {
        Reply { blanks: Some(blanks), ..self }
    }

    /// With a warning of the fields that were sent and that nothing asked for.
    #[must_use]
    pub fn heeding(self, fields: &Fields) -> Reply {
        Reply { unknown_fields: fields.unread(), ..self }
    }

    fn body_to_keep(&self) -> &str {
        self.kept.as_deref().unwrap_or(&self.body)
    }

    /// With all this work that waits until it is out.
    #[must_use]
    pub fn then_all(mut self, after: Vec<After>) -> Reply {
        self.after.extend(after);
        self
    }

    /// With work that waits until it is out.
    #[must_use]
    pub fn then(mut self, after: After) -> Reply {
        self.after.push(after);
        self
    }
}

/// What every handler gives back.
pub type Outcome = Result<Reply, Stop>;

/// The rate limit as the answer tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests a minute.
    pub limit: i64,
    /// What is left of them.
    pub remaining: i64,
    /// When the minute ends, in seconds since 1970.
    pub reset_at_s: i64,
}

/// One request at the gate.
pub struct Gate {
    /// Who asks.
    pub known: RefCell<Rc<Known>>,
    /// The rate after this request was counted.
    pub rate: Cell<Option<Rate>>,
    /// The caller's idempotency key and what it stands for.
    pub claim: Option<Claim>,
    is_proved: Cell<bool>,
    now: Instant,
}

/// A request that a handler gets: who asks is proved, and may do what `S` names.
pub struct Call<S> {
    asked: Asked,
    scope: PhantomData<S>,
}

/// A request at its gate. Apart from [`Call`], so that its code is there once and not once a scope.
pub struct Asked {
    /// The world.
    pub app: App,
    /// What was asked.
    pub request: Rc<Request>,
    /// The parts of the path that the pattern names.
    pub params: Params,
    /// The gate it came through.
    pub gate: Rc<Gate>,
}

impl<S> Call<S> {
    /// A call at its gate. The router makes it; the door checks the scope first.
    pub fn new(app: App, request: Rc<Request>, params: Params, gate: Rc<Gate>) -> Call<S> {
        Call { asked: Asked { app, request, params, gate }, scope: PhantomData }
    }
}

impl<S> Deref for Call<S> {
    type Target = Asked;

    fn deref(&self) -> &Asked {
        &self.asked
    }
}

impl Asked {
    /// Who asks.
    pub fn known(&self) -> Rc<Known> {
        self.gate.known.borrow().clone()
    }

    /// Whose rows it may touch.
    pub fn owner(&self) -> Owner {
        self.known().owner.clone()
    }

    /// Now, on the merchant's clock.
    pub fn now(&self) -> Instant {
        self.gate.now.plus_ms(self.known().clock_offset_ms)
    }

    /// Now, in the world.
    pub fn real_now(&self) -> Instant {
        self.gate.now
    }

    /// The part of the path that the pattern calls `name`.
    pub fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// What the first write of [`Asked::make`] depends on.
    pub fn guard(&self) -> Guard {
        self.gate.guard()
    }

    /// Tells a refusal that rests on what the isolate remembers only once that is proved.
    ///
    /// # Errors
    /// The refusal; [`Stop::Stale`] when something else holds by now.
    pub async fn proved<T>(&self, decided: Result<T, Fault>) -> Result<T, Stop> {
        if decided.is_err() {
            self.gate.count_alone(&self.app).await?;
        }
        Ok(decided?)
    }

    /// Reads: counts the request, looks for an answer given before, and loads, in one D1 call.
    ///
    /// # Errors
    /// [`Stop`] when the gate is shut or the answer is known.
    pub async fn load(&self, statements: Vec<Statement>) -> Result<Answers, Stop> {
        self.gate.load(&self.app, statements).await
    }

    /// Makes something new in one D1 call: counts, claims the idempotency key, writes, answers.
    /// The first of the statements depends on [`Asked::guard`], the others on the first.
    ///
    /// # Errors
    /// [`Stop`] when the gate is shut, the answer is known, or something is taken.
    pub async fn make(&self, reply: Reply, statements: Vec<Statement>) -> Outcome {
        self.gate.make(&self.app, reply, statements).await
    }

    /// Saves what was decided after [`Asked::load`], together with the answer, in one D1 call.
    ///
    /// # Errors
    /// [`Stop::Again`] when somebody else was faster.
    pub async fn save(&self, reply: Reply, statements: Vec<Statement>) -> Outcome {
        self.gate.save(&self.app, reply, statements).await
    }
}

impl Gate {
    /// A gate for a caller. `now` is the world's time.
    pub fn new(known: Rc<Known>, claim: Option<Claim>, now: Instant) -> Gate {
        Gate {
            known: RefCell::new(known),
            rate: Cell::new(None),
            is_proved: Cell::new(false),
            claim,
            now,
        }
    }

    fn is_counted(&self) -> bool {
        self.rate.get().is_some()
    }

    /// Counts this request once, and proves what the isolate remembers as often as it is loaded.
    fn count(&self) -> Statement {
        let requests = i64::from(!self.is_counted());
        keys::count(&self.known.borrow(), requests, self.window(), self.now)
    }

    fn window(&self) -> i64 {
        self.now.ms().div_euclid(MINUTE_MS) * 60
    }

    /// Counts this request and reads what the count says.
    fn pass(&self, answers: &mut Answers) -> Result<(), Stop> {
        let known = self.known.borrow().clone();
        let unknown = Fault::Unauthenticated(KeyProblem::Unknown);
        let row = answers.row().ok_or(unknown)?;
        let reset_at_s = self.window() + 60;
        let n = row.number("n");
        let limit = known.rate_limit;
        self.rate.set(Some(Rate { limit, remaining: (limit - n).max(0), reset_at_s }));
        if n > limit {
            return Err(Fault::TooMany((reset_at_s - self.now.seconds()).max(1)).into());
        }
        if row.number("version") != known.version {
            return Err(Stop::Stale);
        }
        self.is_proved.set(true);
        Ok(())
    }

    /// Counts the request when nothing else of it reaches the database.
    ///
    /// # Errors
    /// [`Stop`] when the gate is shut.
    pub async fn count_alone(&self, app: &App) -> Result<(), Stop> {
        if self.is_counted() {
            return Ok(());
        }
        let mut answers = app.platform.sql.batch(vec![self.count()]).await.map_err(Fault::from)?;
        self.pass(&mut answers)
    }

    async fn load(&self, app: &App, statements: Vec<Statement>) -> Result<Answers, Stop> {
        let is_proved = self.is_proved.get();
        let mut batch = Vec::new();
        if !is_proved {
            batch.push(self.count());
        }
        batch.extend(self.claim.iter().map(|claim| idempotency::load(claim, self.now)));
        batch.extend(statements);
        let mut answers = app.platform.sql.batch(batch).await.map_err(Fault::from)?;
        if !is_proved {
            self.pass(&mut answers)?;
        }
        if let Some(claim) = &self.claim
            && let Some(row) = answers.row()
        {
            return Err(repeat::answered(claim, idempotency::read(&row)));
        }
        Ok(answers)
    }

    fn guard(&self) -> Guard {
        match &self.claim {
            Some(claim) => idempotency::claimed(claim),
            None => self.open(),
        }
    }

    /// Holds while the gate is open; once that is proved, it was.
    fn open(&self) -> Guard {
        let known = self.known.borrow();
        if self.is_proved.get() { Guard::none() } else { keys::gate(&known, self.now) }
    }

    async fn make(&self, app: &App, reply: Reply, statements: Vec<Statement>) -> Outcome {
        let is_proved = self.is_proved.get();
        let mut batch = Vec::new();
        if !is_proved {
            batch.push(self.count());
        }
        if let Some(claim) = &self.claim {
            let (open, kept) = (self.open(), reply.body_to_keep());
            batch.push(idempotency::claim(claim, reply.status, kept, self.now, &open));
            batch.push(idempotency::load(claim, self.now));
        }
        let written = statements.len();
        batch.extend(statements);
        self.fill(&reply, &mut batch);
        let mut answers = app.platform.sql.batch(batch).await.map_err(clash_is_again)?;
        if !is_proved {
            self.pass(&mut answers)?;
        }
        if let Some(claim) = &self.claim {
            answers.skip(1);
            let row = answers.row().ok_or(Stop::Again)?;
            let stored = idempotency::read(&row);
            if stored.attempt != claim.attempt {
                return Err(repeat::answered(claim, stored));
            }
        }
        answers.skip(written);
        filled(reply, &mut answers)
    }

    /// Adds what fills in the blanks of the answer that is kept, and reads them.
    fn fill(&self, reply: &Reply, batch: &mut Vec<Statement>) {
        if let Some(blanks) = &reply.blanks {
            batch.push(blanks.read());
            batch.extend(self.claim.iter().map(|claim| idempotency::fill(claim, blanks)));
        }
    }

    async fn save(&self, app: &App, reply: Reply, statements: Vec<Statement>) -> Outcome {
        let mut batch = Vec::new();
        if let Some(claim) = &self.claim {
            let none = Guard::none();
            batch.push(idempotency::claim(
                claim,
                reply.status,
                reply.body_to_keep(),
                self.now,
                &none,
            ));
            batch.push(idempotency::assert_claimed(claim));
        }
        batch.extend(statements);
        let written = batch.len();
        self.fill(&reply, &mut batch);
        let mut answers = app.platform.sql.batch(batch).await.map_err(clash_is_again)?;
        answers.skip(written);
        filled(reply, &mut answers)
    }

    /// Keeps a refusal for the next request with the same idempotency key.
    ///
    /// # Errors
    /// [`Stop`] when the gate is shut or the answer was known.
    pub async fn keep(&self, app: &App, reply: Reply) -> Outcome {
        self.make(app, reply, Vec::new()).await
    }
}

/// The answer with its blanks filled in; without the row nothing was written.
fn filled(reply: Reply, answers: &mut Answers) -> Outcome {
    let Some(blanks) = &reply.blanks else { return Ok(reply) };
    let row = answers.row().ok_or(Stop::Again)?;
    Ok(Reply { body: blanks.fill(&reply.body, &row), ..reply })
}

/// Somebody else was faster or dice fell badly; everything else is a fault.
fn clash_is_again(error: SqlError) -> Stop {
    match error {
        SqlError::Unique(_) => Stop::Again,
        other => Stop::Fault(other.into()),
    }
}
