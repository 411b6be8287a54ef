//! A client of seed 003, with its key and its secret; and somebody else who writes in between.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use edge::http::Method;
use edge::platform::native::NativeSql;
use edge::platform::{Answers, Sql, SqlError, Statement};
use serde_json::{Value as Json, json};

use super::{Ask, World};

/// Key and secret of a client.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub(crate) key: String,
    pub(crate) secret: String,
}

impl Client {
    /// A client of the demo merchant, in test mode.
    pub(crate) fn new(world: &World) -> Client {
        Client::of(world, &world.keys.test, json!({}))
    }

    /// A client that an API key makes, with these fields more.
    pub(crate) fn of(world: &World, key: &str, more: Json) -> Client {
        let mut body = json!({"name": "shop", "kind": "client"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let made = world.post("/api/v1/keys").key(key).json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        Client { key: made.get("clientKey"), secret: made.get("clientSecret") }
    }

    pub(crate) fn ask<'a>(&self, world: &'a World, method: Method, path: &str) -> Ask<'a> {
        let ask = world.ask(method, path).without("authorization");
        ask.header("x-client-key", &self.key).header("x-client-secret", &self.secret)
    }

    pub(crate) fn get<'a>(&self, world: &'a World, path: &str) -> Ask<'a> {
        self.ask(world, Method::Get, path)
    }

    pub(crate) fn post<'a>(&self, world: &'a World, path: &str) -> Ask<'a> {
        self.ask(world, Method::Post, path)
    }
}

/// The database, with somebody else who writes once, right before a batch that has these words.
struct Meddled {
    sql: Rc<NativeSql>,
    words: &'static str,
    theirs: RefCell<Vec<Statement>>,
}

impl World {
    /// Writes this right before the next batch in which a statement has these words.
    pub(crate) fn meddle(&mut self, words: &'static str, text: &str) {
        let theirs = RefCell::new(vec![Statement::new(text, Vec::new())]);
        self.app.platform.sql = Rc::new(Meddled { sql: self.sql.clone(), words, theirs });
    }
}

#[async_trait(?Send)]
impl Sql for Meddled {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        if statements.iter().any(|statement| statement.text.contains(self.words)) {
            let theirs = self.theirs.take();
            self.sql.batch(theirs).await?;
        }
        self.sql.batch(statements).await
    }
}
