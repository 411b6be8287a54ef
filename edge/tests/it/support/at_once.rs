//! Requests that are under way at the same time: each lets all others go first, at every call to
//! the database; or one comes whole between two calls of another.

use std::cell::{Cell, RefCell};
use std::mem::replace;
use std::rc::Rc;
use std::task::Poll;

use async_trait::async_trait;
use edge::app::App;
use edge::door;
use edge::http::Request;
use edge::platform::native::NativeSql;
use edge::platform::{Answers, Sql, SqlError, Statement};
use futures::executor::block_on;
use futures::future::{join_all, poll_fn};

use super::{Answer, Ask, World};

/// SQL that lets somebody else go first, each time.
struct Polite(Rc<NativeSql>);

#[async_trait(?Send)]
impl Sql for Polite {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        let mut waited = false;
        poll_fn(|context| {
            let before = replace(&mut waited, true);
            context.waker().wake_by_ref();
            if before { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        self.0.batch(statements).await
    }
}

/// SQL before whose call number `step` another request comes, which has `calm` SQL.
struct Between {
    sql: Rc<NativeSql>,
    calm: App,
    step: Cell<usize>,
    other: RefCell<Option<Request>>,
    answered: RefCell<Option<edge::app::Answer>>,
}

#[async_trait(?Send)]
impl Sql for Between {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        let step = self.step.get();
        self.step.set(step.wrapping_sub(1));
        let other = if step == 0 { self.other.take() } else { None };
        if let Some(other) = other {
            let answered = door::answer(&self.calm, other).await;
            self.answered.replace(Some(answered));
        }
        self.sql.batch(statements).await
    }
}

impl World {
    /// Sends both, the second one whole right before the first one's call number `step` (from 0) to
    /// the database, or after it where it has fewer.
    pub(crate) fn between(&self, step: usize, ask: Ask<'_>, other: Ask<'_>) -> [Answer; 2] {
        let between = Rc::new(Between {
            sql: self.sql.clone(),
            calm: self.app.clone(),
            step: Cell::new(step),
            other: RefCell::new(Some(other.into_request())),
            answered: RefCell::default(),
        });
        let mut app = self.app.clone();
        app.platform.sql = between.clone();
        let first = block_on(door::answer(&app, ask.into_request()));
        let second = match between.other.take() {
            Some(other) => block_on(door::answer(&self.app, other)),
            None => between.answered.take().unwrap(),
        };
        [first, second].map(|(response, after)| self.take(response, after))
    }

    /// Sends all of them at once; their answers, in the order of the requests.
    pub(crate) fn at_once<'a>(&self, asks: impl IntoIterator<Item = Ask<'a>>) -> Vec<Answer> {
        let mut app = self.app.clone();
        app.platform.sql = Rc::new(Polite(self.sql.clone()));
        let answers = asks.into_iter().map(|ask| door::answer(&app, ask.into_request()));
        let answers = block_on(join_all(answers));
        answers.into_iter().map(|(response, after)| self.take(response, after)).collect()
    }
}
