//! The only room with SQL in it: rows to domain and back, one file per table. Decides nothing.

pub mod alert;
pub mod attempt;
pub mod audit;
pub mod billing;
pub mod cron;
pub mod customer;
pub mod event;
pub mod fold;
pub mod forget;
pub mod idempotency;
pub mod invoice;
pub mod invoice_list;
pub mod key;
pub mod legacy;
pub mod link;
pub mod log;
pub mod mail;
pub mod merchant;
pub mod package;
pub mod payment;
pub mod product;
pub mod psp;
pub mod psp_attempt;
pub mod psp_mandate;
mod quote;
pub mod rate;
pub mod refund;
pub mod sale;
pub mod sandbox;
pub mod server;
pub mod settlement;
pub mod shelf;
pub mod subscription;
pub mod tax;
pub mod timeline;
pub mod watch;
mod ways;

use std::mem::take;

use shared::key::Mode;
use shared::time::Instant;

use crate::platform::{Row, Statement, Value};

/// Whose rows: every query takes the merchant and the mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The merchant's id.
    pub merchant: String,
    /// Test or live.
    pub mode: Mode,
}

impl Owner {
    fn params(&self) -> Vec<Value> {
        vec![self.merchant.as_str().into(), self.mode.code().into()]
    }
}

/// Whose a row is.
fn read_owner(row: &Row) -> Option<Owner> {
    Some(Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? })
}

/// Whether a row is there: one, or none.
pub fn is_there(table: &'static str, id: &str) -> Statement {
    Statement::new(format!("SELECT id FROM {table} WHERE id = ?"), vec![id.into()])
}

/// A condition that a write depends on. Guards, not constraint failures: those would undo the rate
/// count too (`feasibility.md` 1).
#[derive(Clone, Debug)]
pub struct Guard {
    text: String,
    params: Vec<Value>,
}

impl Guard {
    /// Always.
    pub fn none() -> Guard {
        Guard { text: "1".to_owned(), params: Vec::new() }
    }

    /// Only if this row is not there.
    pub fn missing(table: &str, id: &str) -> Guard {
        let made = Guard::made(table, id);
        Guard { text: format!("NOT {}", made.text), ..made }
    }

    /// Only if both hold.
    #[must_use]
    pub fn and(mut self, other: &Guard) -> Guard {
        self.text = format!("{} AND {}", self.text, other.text);
        self.params.extend(other.params.iter().cloned());
        self
    }

    /// Only if this row was just written by the same batch.
    pub fn made(table: &str, id: &str) -> Guard {
        Guard {
            text: format!("EXISTS (SELECT 1 FROM {table} WHERE id = ?)"),
            params: vec![id.into()],
        }
    }
}

/// Columns and what is written into them. They are put one after the other, because a list of
/// pairs costs the worker three times the code.
#[derive(Default)]
struct Columns {
    names: Vec<&'static str>,
    marks: Vec<&'static str>,
    values: Vec<Value>,
}

impl Columns {
    #[inline(never)]
    fn put<V: Into<Value>>(&mut self, name: &'static str, value: V) -> &mut Columns {
        self.put_by(name, "?", [value.into()])
    }

    /// Puts what the database computes, with the parameters that it is computed from.
    fn put_by<const N: usize>(
        &mut self,
        name: &'static str,
        mark: &'static str,
        values: [Value; N],
    ) -> &mut Columns {
        self.names.push(name);
        self.marks.push(mark);
        self.values.extend(values);
        self
    }

    fn extend(&mut self, others: Columns) {
        self.names.extend(others.names);
        self.marks.extend(others.marks);
        self.values.extend(others.values);
    }
}

/// `INSERT … SELECT … WHERE guard`, so that a row is written only if its condition holds.
fn insert(table: &str, columns: &mut Columns, guard: &Guard) -> Statement {
    insert_with(table, columns, guard, "")
}

fn insert_with(table: &str, columns: &mut Columns, guard: &Guard, tail: &str) -> Statement {
    let Columns { names, marks, values: mut params } = take(columns);
    let (names, marks) = (names.join(", "), marks.join(", "));
    let text = format!("INSERT INTO {table} ({names}) SELECT {marks} WHERE {} {tail}", guard.text);
    params.extend(guard.params.iter().cloned());
    Statement::new(text, params)
}

/// `UPDATE … SET … WHERE …`.
fn update(table: &str, columns: &mut Columns, clause: &str, rest: Vec<Value>) -> Statement {
    let Columns { names, marks, values: mut params } = take(columns);
    let sets: Vec<String> =
        names.iter().zip(marks).map(|(name, mark)| format!("{name} = {mark}")).collect();
    let sets = sets.join(", ");
    params.extend(rest);
    Statement::new(format!("UPDATE {table} SET {sets} WHERE {clause}"), params)
}

/// The next number of an owner's rows of a table, from 1: what clients get that want integers.
macro_rules! next_number {
    ($table:literal) => {
        concat!(
            "(SELECT coalesce(max(x.number), 0) + 1 FROM ",
            $table,
            " x WHERE x.merchant = ? AND x.mode = ?)"
        )
    };
}
use next_number;

/// What only the database decides of a new row, and where its answer leaves room for it.
#[derive(Clone, Debug)]
pub struct Blanks {
    table: &'static str,
    id: String,
    /// What stands in the answer, and the column that takes its place.
    marks: Vec<(String, &'static str)>,
}

impl Blanks {
    /// Blanks that are filled from a row of a table.
    pub const fn of(table: &'static str, id: String, marks: Vec<(String, &'static str)>) -> Blanks {
        Blanks { table, id, marks }
    }

    /// Reads what takes their places.
    pub fn read(&self) -> Statement {
        let columns: Vec<&str> = self.marks.iter().map(|(_, column)| *column).collect();
        let text = format!("SELECT {} FROM {} WHERE id = ?", columns.join(", "), self.table);
        Statement::new(text, vec![self.id.as_str().into()])
    }

    /// The text with its blanks filled in from the row of [`Blanks::read`].
    pub fn fill(&self, text: &str, row: &Row) -> String {
        self.marks.iter().fold(text.to_owned(), |text, (mark, column)| {
            let value = row.maybe_text(column);
            text.replace(mark, &value.unwrap_or_else(|| row.number(column).to_string()))
        })
    }
}

/// A page of a list: its number from 1, and how many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub page: i64,
    /// 1 to 100.
    pub limit: i64,
}

impl Page {
    fn offset(self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }
}

/// A part of a list: how many rows are passed over, and how many are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From 0.
    pub skip: i64,
    /// 1 to 100.
    pub take: i64,
}

/// Two statements for a part of a table: how many rows there are, and the newest of them first.
fn newest(table: &str, clause: &str, params: Vec<Value>, window: Window) -> [Statement; 2] {
    let rows = [params.clone(), vec![window.take.into(), window.skip.into()]].concat();
    [
        Statement::new(format!("SELECT count(*) AS total FROM {table} WHERE {clause}"), params),
        Statement::new(
            format!(
                "SELECT * FROM {table} WHERE {clause}
                 ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"
            ),
            rows,
        ),
    ]
}

/// Two statements that save an owner's row, unless somebody else changed it since `read_at`: then
/// the first undoes the batch as a clash, for the row it adds is there.
fn save_unless_changed(
    table: &str,
    columns: &mut Columns,
    id: &str,
    owner: &Owner,
    read_at: Instant,
) -> Vec<Statement> {
    let clause = "id = ? AND merchant = ? AND mode = ?";
    let row = [vec![id.into()], owner.params()].concat();
    let params = [row.clone(), vec![read_at.into()]].concat();
    let text =
        format!("INSERT INTO {table} SELECT * FROM {table} WHERE {clause} AND updated_at <> ?");
    vec![Statement::new(text, params), update(table, columns, clause, row)]
}
