//! The ports for tests: real SQL on SQLite that imitates D1, a clock set by hand, scripted HTTP.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use async_trait::async_trait;
use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use shared::time::Instant;

use super::{
    Answers, Clock, Dice, Fetch, Files, Incoming, Kv, Log, Outgoing, Row, Rows, Sql, SqlError,
    Statement, Value,
};

/// SQLite with D1's limits, which counts its calls.
pub struct NativeSql {
    connection: RefCell<Connection>,
    calls: Cell<usize>,
    failures: RefCell<VecDeque<SqlError>>,
}

impl NativeSql {
    /// A database in memory with these migrations applied.
    ///
    /// # Errors
    /// SQLite's message.
    pub fn open(migrations: &[String]) -> Result<NativeSql, String> {
        let connection = Connection::open_in_memory().map_err(|error| error.to_string())?;
        let limits = [
            (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
            (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
            (Limit::SQLITE_LIMIT_FUNCTION_ARG, 32),
        ];
        for migration in migrations {
            connection.execute_batch(migration).map_err(|error| error.to_string())?;
        }
        connection.execute_batch("PRAGMA foreign_keys = ON").map_err(|error| error.to_string())?;
        for (limit, value) in limits {
            connection.set_limit(limit, value).map_err(|error| error.to_string())?;
        }
        Ok(NativeSql {
            connection: RefCell::new(connection),
            calls: Cell::new(0),
            failures: RefCell::default(),
        })
    }

    /// How many batches were asked for since the last time this was asked.
    pub fn calls(&self) -> usize {
        self.calls.replace(0)
    }

    /// Makes the next batch fail in this way: `Lost` after it was written, others before.
    pub fn fail_next(&self, error: SqlError) {
        self.failures.borrow_mut().push_back(error);
    }

    fn transact(&self, statements: &[Statement]) -> Result<Answers, SqlError> {
        let mut connection = self.connection.borrow_mut();
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(to_sql_error)?;
        let mut answers = Vec::new();
        for statement in statements {
            answers.push(run(&transaction, statement)?);
        }
        transaction.commit().map_err(to_sql_error)?;
        Ok(Answers::new(answers))
    }
}

#[async_trait(?Send)]
impl Sql for NativeSql {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        self.calls.set(self.calls.get() + 1);
        match self.failures.borrow_mut().pop_front() {
            Some(SqlError::Lost(message)) => {
                self.transact(&statements)?;
                Err(SqlError::Lost(message))
            }
            Some(error) => Err(error),
            None => self.transact(&statements),
        }
    }
}

fn run(connection: &Connection, statement: &Statement) -> Result<Rows, SqlError> {
    let mut prepared = connection.prepare(&statement.text).map_err(to_sql_error)?;
    let columns: Vec<Rc<str>> = prepared.column_names().map(Rc::from).collect();
    let params = rusqlite::params_from_iter(statement.params.iter());
    let mut found = prepared.query(params).map_err(to_sql_error)?;
    let mut rows = Rows::new();
    while let Some(row) = found.next().map_err(to_sql_error)? {
        let mut cells = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let value = row.get_ref(index).map_err(to_sql_error)?;
            cells.push((column.clone(), from_sqlite(value)?));
        }
        rows.push(Row(cells));
    }
    Ok(rows)
}

/// As D1 binds: every number is a float.
impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Number(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number as f64)),
        })
    }
}

fn from_sqlite(value: ValueRef<'_>) -> Result<Value, SqlError> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Text(text) => Ok(Value::Text(String::from_utf8_lossy(text).into_owned())),
        ValueRef::Integer(number) if number.unsigned_abs() < 1 << 53 => Ok(Value::Number(number)),
        ValueRef::Real(number) if number.fract() == 0.0 => Ok(Value::Number(number as i64)),
        other => Err(SqlError::Other(format!("D1 cannot carry {other:?} exactly"))),
    }
}

fn to_sql_error(error: rusqlite::Error) -> SqlError {
    SqlError::from_message(&error.to_string())
}

/// A clock that stands still until it is set.
pub struct HandClock(pub Cell<Instant>);

impl Clock for HandClock {
    fn now(&self) -> Instant {
        self.0.get()
    }
}

/// Dice whose every roll is known: a counter, spread out (SplitMix64).
pub struct CountingDice(pub Cell<u64>);

impl Dice for CountingDice {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
            self.0.set(state);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            for (byte, value) in chunk.iter_mut().zip((mixed ^ (mixed >> 31)).to_le_bytes()) {
                *byte = value;
            }
        }
    }
}

/// A receiver that remembers what it got and answers as it is told; 200 when it is told nothing.
#[derive(Default)]
pub struct ScriptedFetch {
    /// What was sent.
    pub sent: RefCell<Vec<Outgoing>>,
    /// What to answer next.
    pub answers: RefCell<VecDeque<Result<Incoming, String>>>,
    /// A server that may answer before them: `None` when it does not know the address.
    pub server: RefCell<Option<Server>>,
}

/// Answers requests by what they ask.
pub type Server = Box<dyn Fn(&Outgoing) -> Option<Result<Incoming, String>>>;

#[async_trait(?Send)]
impl Fetch for ScriptedFetch {
    async fn ask(&self, request: Outgoing) -> Result<Incoming, String> {
        self.sent.borrow_mut().push(request.clone());
        let served = self.server.borrow().as_ref().and_then(|server| server(&request));
        if let Some(answer) = served {
            return answer;
        }
        let told = self.answers.borrow_mut().pop_front();
        told.unwrap_or(Ok(Incoming { status: 200, headers: Vec::new(), body: Vec::new() }))
    }
}

/// Bytes by name, in memory.
#[derive(Default)]
pub struct KeptKv {
    /// What was put.
    pub kept: RefCell<BTreeMap<String, Vec<u8>>>,
    /// How the next calls go wrong, each once.
    pub failures: RefCell<VecDeque<String>>,
}

impl KeptKv {
    fn fail(&self) -> Result<(), String> {
        self.failures.borrow_mut().pop_front().map_or(Ok(()), Err)
    }
}

#[async_trait(?Send)]
impl Kv for KeptKv {
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        self.fail().map(|()| self.kept.borrow().get(name).cloned())
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.fail()?;
        self.kept.borrow_mut().insert(name.to_owned(), bytes.to_owned());
        Ok(())
    }
}

/// Files by their paths, as a build would have left them; none at first.
#[derive(Default)]
pub struct KeptFiles(pub RefCell<BTreeMap<String, Vec<u8>>>);

#[async_trait(?Send)]
impl Files for KeptFiles {
    async fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.borrow().get(path).cloned()
    }
}

/// A log that is read by tests.
#[derive(Default)]
pub struct KeptLog(pub RefCell<Vec<String>>);

impl Log for KeptLog {
    fn error(&self, line: &str) {
        self.0.borrow_mut().push(line.to_owned());
    }
}
