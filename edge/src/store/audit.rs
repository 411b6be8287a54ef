//! What was done that leads to money, and by whom. Lines are added and never changed.

use shared::time::Instant;

use super::{Columns, Guard, Owner, insert};
use crate::platform::Statement;

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its id.
    pub id: &'a str,
    /// An API key's id, or `owner`.
    pub actor: &'a str,
    /// What was done.
    pub act: &'a str,
    /// To what: a JSON object.
    pub detail: &'a str,
}

/// Adds a line.
pub fn add(line: Line<'_>, owner: &Owner, now: Instant) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("id", line.id)
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("actor", line.actor)
        .put("act", line.act)
        .put("detail", line.detail)
        .put("at", now);
    insert("audit", &mut columns, &Guard::none())
}
