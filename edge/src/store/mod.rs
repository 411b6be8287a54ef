//! The only room with SQL in it: rows to domain and back, one file per table. Decides nothing.

pub mod alert;
pub mod attempt;
pub mod audit;
pub mod billing;
pub mod event;
pub mod fold;
pub mod idempotency;
pub mod invoice;
pub mod invoice_list;
pub mod key;
pub mod log;
pub mod mail;
pub mod merchant;
pub mod package;
pub mod payment;
pub mod psp;
pub mod psp_attempt;
mod quote;
pub mod rate;
pub mod refund;
pub mod sandbox;
pub mod server;
pub mod settlement;
pub mod subscription;
pub mod timeline;
pub mod watch;
mod ways;

use std::mem::take;

use shared::key::Mode;

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
    values: Vec<Value>,
}

impl Columns {
    #[inline(never)]
    fn put<V: Into<Value>>(&mut self, name: &'static str, value: V) -> &mut Columns {
        self.names.push(name);
        self.values.push(value.into());
        self
    }

    fn extend(&mut self, others: Columns) {
        self.names.extend(others.names);
        self.values.extend(others.values);
    }
}

/// `INSERT … SELECT … WHERE guard`, so that a row is written only if its condition holds.
fn insert(table: &str, columns: &mut Columns, guard: &Guard) -> Statement {
    insert_with(table, columns, guard, "")
}

fn insert_with(table: &str, columns: &mut Columns, guard: &Guard, tail: &str) -> Statement {
    let Columns { names, values: mut params } = take(columns);
    let marks = vec!["?"; names.len()].join(", ");
    let names = names.join(", ");
    let text = format!("INSERT INTO {table} ({names}) SELECT {marks} WHERE {} {tail}", guard.text);
    params.extend(guard.params.iter().cloned());
    Statement::new(text, params)
}

/// `UPDATE … SET … WHERE …`.
fn update(table: &str, columns: &mut Columns, clause: &str, rest: Vec<Value>) -> Statement {
    let Columns { names, values: mut params } = take(columns);
    let sets = names.join(" = ?, ");
    params.extend(rest);
    Statement::new(format!("UPDATE {table} SET {sets} = ? WHERE {clause}"), params)
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
