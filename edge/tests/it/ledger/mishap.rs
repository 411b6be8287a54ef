//! What happens to the watcher itself: its database fails, its answers are lost, somebody else is
//! faster, it is killed between any two steps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::pending;
use std::rc::Rc;

use async_trait::async_trait;
use edge::platform::{
    Answers, Fetch, Incoming, Outgoing, Sql, SqlError, Statement, native::NativeSql,
};

use crate::support::contract::HeldFetch;

/// What happens at a step: a batch of SQL, or a request.
pub(crate) enum Mishap {
    /// Killed before it.
    KilledBefore,
    /// Killed after it was done, before its answer came.
    KilledAfter,
    /// It fails; nothing was done.
    Fails,
    /// It is done, and its answer is lost.
    Lost,
    /// Nothing is done, and nobody knows.
    LostUndone,
    /// Somebody else does this before it.
    Meanwhile(Box<dyn FnOnce()>),
}

/// The steps of a tick, and what happens at which.
#[derive(Default)]
pub(crate) struct Mishaps {
    step: Cell<usize>,
    plan: RefCell<BTreeMap<usize, Mishap>>,
    statements_max: Cell<usize>,
    batches: RefCell<Vec<Vec<String>>>,
}

impl Mishaps {
    /// Begins to count steps anew; what was planned and did not happen is forgotten.
    pub(crate) fn plan(&self, plan: impl IntoIterator<Item = (usize, Mishap)>) {
        self.step.set(0);
        *self.plan.borrow_mut() = plan.into_iter().collect();
    }

    /// How many steps there were since.
    pub(crate) fn steps(&self) -> usize {
        self.step.get()
    }

    /// The texts of all statements, by batch, since this was asked.
    pub(crate) fn batches(&self) -> Vec<Vec<String>> {
        self.batches.take()
    }

    /// The most statements that one batch had.
    pub(crate) fn statements_max(&self) -> usize {
        self.statements_max.get()
    }

    fn next(&self) -> Option<Mishap> {
        let step = self.step.get();
        self.step.set(step + 1);
        let mishap = self.plan.borrow_mut().remove(&step);
        if let Some(Mishap::Meanwhile(act)) = mishap {
            act();
            return None;
        }
        mishap
    }
}

/// A database to which things happen.
pub(crate) struct ShakySql {
    pub(crate) inner: Rc<NativeSql>,
    pub(crate) mishaps: Rc<Mishaps>,
}

#[async_trait(?Send)]
impl Sql for ShakySql {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        let mishaps = &self.mishaps;
        mishaps.statements_max.set(mishaps.statements_max.get().max(statements.len()));
        let texts = statements.iter().map(|statement| statement.text.clone()).collect();
        mishaps.batches.borrow_mut().push(texts);
        let lost = || Err(SqlError::Lost("Network connection lost".to_owned()));
        match mishaps.next() {
            Some(Mishap::KilledBefore) => pending().await,
            Some(Mishap::KilledAfter) => {
                drop(self.inner.batch(statements).await);
                pending().await
            }
            Some(Mishap::Fails) => Err(SqlError::Overloaded),
            Some(Mishap::Lost) => {
                drop(self.inner.batch(statements).await);
                lost()
            }
            Some(Mishap::LostUndone) => lost(),
            Some(Mishap::Meanwhile(_)) | None => self.inner.batch(statements).await,
        }
    }
}

/// A network to which things happen.
pub(crate) struct ShakyFetch {
    pub(crate) inner: Rc<HeldFetch>,
    pub(crate) mishaps: Rc<Mishaps>,
}

#[async_trait(?Send)]
impl Fetch for ShakyFetch {
    async fn ask(&self, request: Outgoing) -> Result<Incoming, String> {
        match self.mishaps.next() {
            Some(Mishap::KilledBefore) => pending().await,
            Some(Mishap::KilledAfter) => {
                drop(self.inner.ask(request).await);
                pending().await
            }
            Some(Mishap::Fails | Mishap::LostUndone) => Err("connection refused".to_owned()),
            Some(Mishap::Lost) => {
                drop(self.inner.ask(request).await);
                Err("connection reset".to_owned())
            }
            Some(Mishap::Meanwhile(_)) | None => self.inner.ask(request).await,
        }
    }
}
