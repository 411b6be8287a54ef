//! Taxes that links collect. A deleted one stays for those that tell of it.

use shared::draft::TaxDraft;
use shared::key::Mode;
use shared::time::Instant;

use super::{Columns, Guard, Owner, Window, insert, newest, save_unless_changed};
use crate::platform::{Row, Statement};

/// A tax as it is kept.
#[derive(Clone, Debug)]
pub struct Tax {
    /// Its id, a UUID.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// What it is.
    pub draft: TaxDraft,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed, last of all.
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// A new tax.
pub fn add(tax: &Tax, guard: &Guard) -> Statement {
    let mut columns = moving(tax);
    columns
        .put("id", tax.id.as_str())
        .put("merchant", tax.owner.merchant.as_str())
        .put("mode", tax.owner.mode.code())
        .put("created_at", tax.created_at);
    insert("tax", &mut columns, guard)
}

/// Saves all that can change, unless somebody else changed it since `read_at`: then the batch is
/// undone as a clash.
pub fn save(tax: &Tax, read_at: Instant) -> Vec<Statement> {
    save_unless_changed("tax", &mut moving(tax), &tax.id, &tax.owner, read_at)
}

fn moving(tax: &Tax) -> Columns {
    let draft = &tax.draft;
    let mut columns = Columns::default();
    columns
        .put("name", draft.name.as_str())
        .put("description", draft.description.as_ref())
        .put("percentage", draft.percentage)
        .put("inclusive", draft.inclusive)
        .put("active", draft.active)
        .put("updated_at", tax.updated_at)
        .put("deleted_at", tax.deleted_at);
    columns
}

/// One tax of the owner that is not deleted.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new(
        "SELECT * FROM tax
         WHERE merchant = ? AND mode = ? AND id = lower(?) AND deleted_at IS NULL",
        params,
    )
}

/// The taxes that links refer to, the deleted ones too: those of a statement that finds ids of
/// links.
pub fn of_links(owner: &Owner, links: &Statement) -> Statement {
    let text = format!(
        "SELECT * FROM tax WHERE merchant = ? AND mode = ? AND id IN (
           SELECT link.tax FROM link WHERE link.id IN ({}))",
        links.text
    );
    Statement::new(text, [owner.params(), links.params.clone()].concat())
}

/// Which taxes a list has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Those that can be collected, or those that cannot.
    pub active: Option<bool>,
    /// Those with this in their names, A to Z in either case.
    pub name: Option<&'a str>,
}

/// Two statements for a part of the list: how many there are, and the newest first.
pub fn page(owner: &Owner, filter: Filter<'_>, window: Window) -> [Statement; 2] {
    let mut clause = "merchant = ? AND mode = ? AND deleted_at IS NULL".to_owned();
    let mut params = owner.params();
    if let Some(active) = filter.active {
        clause.push_str(" AND active = ?");
        params.push(active.into());
    }
    if let Some(name) = filter.name {
        clause.push_str(" AND instr(lower(name), lower(?)) > 0");
        params.push(name.into());
    }
    newest("tax", &clause, params, window)
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Tax> {
    Some(Tax {
        id: row.text("id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        draft: TaxDraft {
            name: row.text("name"),
            description: row.maybe_text("description"),
            percentage: row.number("percentage"),
            inclusive: row.number("inclusive") != 0,
            active: row.number("active") != 0,
        },
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        deleted_at: row.instant("deleted_at"),
    })
}
