//! What was done that leads to money, and by whom. Lines are added and never changed.

use shared::time::Instant;

use super::{Guard, Owner, insert};
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
    let columns = vec![
        ("id", line.id.into()),
        ("merchant", owner.merchant.as_str().into()),
        ("mode", owner.mode.code().into()),
        ("actor", line.actor.into()),
        ("act", line.act.into()),
        ("detail", line.detail.into()),
        ("at", now.into()),
    ];
    insert("audit", columns, &Guard::none())
}
