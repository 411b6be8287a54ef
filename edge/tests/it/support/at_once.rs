//! Requests that are under way at the same time: each lets all others go first, at every call to
//! the database.

use std::mem::replace;
use std::rc::Rc;
use std::task::Poll;

use async_trait::async_trait;
use edge::door;
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

impl World {
    /// Sends all of them at once; their answers, in the order of the requests.
    pub(crate) fn at_once<'a>(&self, asks: impl IntoIterator<Item = Ask<'a>>) -> Vec<Answer> {
        let mut app = self.app.clone();
        app.platform.sql = Rc::new(Polite(self.sql.clone()));
        let answers = asks.into_iter().map(|ask| door::answer(&app, ask.into_request()));
        let answers = block_on(join_all(answers));
        answers.into_iter().map(|(response, after)| self.take(response, after)).collect()
    }
}
