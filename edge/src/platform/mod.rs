//! The ports: what the worker needs of the outside world. Knows no other room.

#[cfg(target_arch = "wasm32")]
pub mod cloudflare;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod together;

pub use together::together;

use std::collections::VecDeque;
use std::rc::Rc;

use async_trait::async_trait;
use shared::time::Instant;

/// A value that goes into a statement or comes out of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// Text; also everything that must stay exact beyond 2^53.
    Text(String),
    /// A whole number below 2^53 (D1 carries numbers as floats).
    Number(i64),
}

/// One SQL statement with its parameters, in the order of its `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text; one statement only.
    pub text: String,
    /// At most 100 values.
    pub params: Vec<Value>,
}

/// A row by the names of its columns.
#[derive(Clone, Debug, Default)]
pub struct Row(pub Vec<(Rc<str>, Value)>);

/// The rows of one statement.
pub type Rows = Vec<Row>;

/// The answers of a batch, in the order of its statements.
#[derive(Debug, Default)]
pub struct Answers(VecDeque<Rows>);

/// Why a batch did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlError {
    /// A uniqueness rule refused it; nothing was written. Holds the columns, as `table.column`.
    Unique(String),
    /// The database sheds load; nothing was written.
    Overloaded,
    /// The answer was lost: it may have been written or not.
    Lost(String),
    /// Anything else; nothing was written.
    Other(String),
}

/// The database. A batch is one round trip and one transaction.
#[async_trait(?Send)]
pub trait Sql {
    /// Runs the statements in order; all of them or none.
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError>;
}

/// An HTTP request that we make.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Absolute; checked by whoever stored it.
    pub url: String,
    /// Sent as they are.
    pub headers: Vec<(String, String)>,
    /// The body of a POST; `None`: a GET.
    pub body: Option<Vec<u8>>,
    /// A DELETE instead, which has no body.
    pub deletes: bool,
    /// When to give up.
    pub timeout_ms: i64,
    /// How much of the answer is read; the rest is let go.
    pub bytes_max: usize,
}

impl Outgoing {
    /// The body; empty for a GET.
    pub fn bytes(&self) -> &[u8] {
        self.body.as_deref().unwrap_or_default()
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The HTTP status; redirects are not followed.
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, or its beginning.
    pub body: Vec<u8>,
}

impl Incoming {
    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The outside's HTTP servers.
#[async_trait(?Send)]
pub trait Fetch {
    /// Asks, once.
    ///
    /// # Errors
    /// A sentence for the log when no answer came.
    async fn ask(&self, request: Outgoing) -> Result<Incoming, String>;
}

/// Bytes by name, near everybody who reads them. What was written may take a minute to be read
/// everywhere, and one name is written once a second at most.
#[async_trait(?Send)]
pub trait Kv {
    /// The bytes under a name, or `None`.
    ///
    /// # Errors
    /// A sentence for the log.
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String>;

    /// Keeps bytes under a name, in place of those that were there.
    ///
    /// # Errors
    /// A sentence for the log.
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String>;
}

/// The built files of `www`.
#[async_trait(?Send)]
pub trait Files {
    /// A file's bytes, or `None`.
    async fn read(&self, path: &str) -> Option<Vec<u8>>;
}

/// The time, and nothing else.
pub trait Clock {
    /// Now.
    fn now(&self) -> Instant;
}

/// Randomness fit for secrets.
pub trait Dice {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Where the operator reads what went wrong.
pub trait Log {
    /// One line; never a secret, never a body.
    fn error(&self, line: &str);
}

/// All the ports together.
#[derive(Clone)]
pub struct Platform {
    /// The database.
    pub sql: Rc<dyn Sql>,
    /// The outside's HTTP servers.
    pub fetch: Rc<dyn Fetch>,
    /// Bytes by name.
    pub kv: Rc<dyn Kv>,
    /// The built files.
    pub files: Rc<dyn Files>,
    /// The time.
    pub clock: Rc<dyn Clock>,
    /// Randomness.
    pub dice: Rc<dyn Dice>,
    /// The operator's log.
    pub log: Rc<dyn Log>,
}

impl Platform {
    /// So many random bytes.
    pub fn roll<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.dice.fill(&mut bytes);
        bytes
    }
}

impl From<&str> for Value {
    #[inline(never)]
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    #[inline(never)]
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    #[inline(never)]
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Number(i64::from(flag))
    }
}

impl From<Instant> for Value {
    #[inline(never)]
    fn from(instant: Instant) -> Value {
        Value::Number(instant.ms())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(option: Option<T>) -> Value {
        option.map_or(Value::Null, Into::into)
    }
}

impl Statement {
    /// A statement; the values are in the order of its `?`.
    pub fn new(text: impl Into<String>, params: Vec<Value>) -> Statement {
        Statement { text: text.into(), params }
    }
}

impl Row {
    /// A text column; empty when it is NULL or missing.
    #[inline(never)]
    pub fn text(&self, name: &str) -> String {
        self.maybe_text(name).unwrap_or_default()
    }

    /// A text column that may be NULL.
    #[inline(never)]
    pub fn maybe_text(&self, name: &str) -> Option<String> {
        match self.value(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        }
    }

    /// A number column; 0 when it is NULL or missing.
    #[inline(never)]
    pub fn number(&self, name: &str) -> i64 {
        self.maybe_number(name).unwrap_or_default()
    }

    /// A number column that may be NULL.
    #[inline(never)]
    pub fn maybe_number(&self, name: &str) -> Option<i64> {
        match self.value(name) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(text)) => text.parse().ok(),
            _ => None,
        }
    }

    /// An instant column that may be NULL.
    #[inline(never)]
    pub fn instant(&self, name: &str) -> Option<Instant> {
        self.maybe_number(name).map(Instant::from_ms)
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(column, _)| &**column == name).map(|(_, value)| value)
    }
}

impl Answers {
    /// From the rows of each statement.
    pub fn new(answers: impl IntoIterator<Item = Rows>) -> Answers {
        Answers(answers.into_iter().collect())
    }

    /// The next statement's rows.
    pub fn rows(&mut self) -> Rows {
        self.0.pop_front().unwrap_or_default()
    }

    /// The next statement's first row.
    pub fn row(&mut self) -> Option<Row> {
        self.rows().into_iter().next()
    }

    /// Passes over the answers of so many statements.
    pub fn skip(&mut self, count: usize) {
        self.0.drain(..count.min(self.0.len()));
    }
}

impl SqlError {
    /// Reads what SQLite and D1 say; both share these words (`feasibility.md` 9).
    pub fn from_message(message: &str) -> SqlError {
        const UNIQUE: &str = "UNIQUE constraint failed: ";
        const LOST: [&str; 6] = [
            "Network connection lost",
            "storage caused object to be reset",
            "because its code was updated",
            "transient issue on remote node",
            "starting up D1 DB",
            "client disconnected",
        ];
        if let Some((_, rest)) = message.split_once(UNIQUE) {
            let columns = rest.split(": ").next().unwrap_or(rest);
            return SqlError::Unique(columns.to_owned());
        }
        if message.contains("overloaded") || message.contains("exceeded") {
            return SqlError::Overloaded;
        }
        if LOST.iter().any(|part| message.contains(part)) {
            return SqlError::Lost(message.to_owned());
        }
        SqlError::Other(message.to_owned())
    }
}
