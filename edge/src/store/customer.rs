//! Customers whom the merchant knows by name. An e-mail address is one customer's only.

use shared::draft::{CustomerDraft, CustomerKind, CustomerStatus};
use shared::key::Mode;
use shared::time::Instant;

use super::{Columns, Guard, Owner, Window, insert, newest, save_unless_changed};
use crate::platform::{Row, Statement};

/// A customer as it is kept.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Its id, a UUID.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Who it is.
    pub draft: CustomerDraft,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed, last of all.
    pub updated_at: Instant,
}

/// A new customer.
pub fn add(customer: &Customer, guard: &Guard) -> Statement {
    let mut columns = moving(customer);
    columns
        .put("id", customer.id.as_str())
        .put("merchant", customer.owner.merchant.as_str())
        .put("mode", customer.owner.mode.code())
        .put("created_at", customer.created_at);
    insert("customer", &mut columns, guard)
}

/// Saves all that can change, unless somebody else changed it since `read_at`: then the batch is
/// undone as a clash.
pub fn save(customer: &Customer, read_at: Instant) -> Vec<Statement> {
    save_unless_changed("customer", &mut moving(customer), &customer.id, &customer.owner, read_at)
}

fn moving(customer: &Customer) -> Columns {
    let draft = &customer.draft;
    let mut columns = Columns::default();
    columns
        .put("first_name", draft.first_name.as_str())
        .put("last_name", draft.last_name.as_str())
        .put("phone_number", draft.phone_number.as_str())
        .put("email", draft.email.as_ref())
        .put("kind", draft.kind.code())
        .put("status", draft.status.code())
        .put("updated_at", customer.updated_at);
    columns
}

/// One customer of the owner.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new(
        "SELECT * FROM customer WHERE merchant = ? AND mode = ? AND id = lower(?)",
        params,
    )
}

/// The customer of the owner who has an e-mail address, in upper or lower case.
pub fn by_email(owner: &Owner, email: &str) -> Statement {
    let params = [owner.params(), vec![email.into()]].concat();
    Statement::new(
        "SELECT * FROM customer
         WHERE merchant = ? AND mode = ? AND email IS NOT NULL AND lower(email) = lower(?)",
        params,
    )
}

/// Which customers a list has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Those who stand so with the merchant.
    pub status: Option<CustomerStatus>,
    /// Those with this in first name, a blank and last name, A to Z in either case.
    pub name: Option<&'a str>,
    /// Who has this address, in upper or lower case.
    pub email: Option<&'a str>,
}

/// Two statements for a part of the list: how many there are, and the newest first.
pub fn page(owner: &Owner, filter: Filter<'_>, window: Window) -> [Statement; 2] {
    let mut clause = "merchant = ? AND mode = ?".to_owned();
    let mut params = owner.params();
    if let Some(status) = filter.status {
        clause.push_str(" AND status = ?");
        params.push(status.code().into());
    }
    if let Some(name) = filter.name {
        clause.push_str(" AND instr(lower(first_name || ' ' || last_name), lower(?)) > 0");
        params.push(name.into());
    }
    if let Some(email) = filter.email {
        clause.push_str(" AND email IS NOT NULL AND lower(email) = lower(?)");
        params.push(email.into());
    }
    newest("customer", &clause, params, window)
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Customer> {
    Some(Customer {
        id: row.text("id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        draft: CustomerDraft {
            first_name: row.text("first_name"),
            last_name: row.text("last_name"),
            phone_number: row.text("phone_number"),
            email: row.maybe_text("email"),
            kind: CustomerKind::parse(&row.text("kind"))?,
            status: CustomerStatus::parse(&row.text("status"))?,
        },
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
    })
}
