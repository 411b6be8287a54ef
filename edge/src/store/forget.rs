//! Forgets a customer: what names them goes from every table that has it; ids and amounts stay. An
//! address counts in upper or lower case.

use super::Owner;
use crate::platform::{Row, Statement, Value};

/// How much there is of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Subscriptions that have not ended: they would go on naming them.
    pub running: i64,
    /// Invoices.
    pub invoices: i64,
    /// Subscriptions and plans.
    pub subscriptions: i64,
    /// Links that were made for them.
    pub links: i64,
    /// Customers of the catalogue.
    pub customers: i64,
    /// Mails, of the last 30 days.
    pub mails: i64,
}

const OWN: &str = "merchant = ? AND mode = ?";
const NAMED: &str = "merchant = ? AND mode = ? AND lower(customer_email) = lower(?)";

const SOLD: &str = "SELECT id FROM subscription
    WHERE merchant = ? AND mode = ? AND lower(customer_email) = lower(?) AND link IS NOT NULL";

/// One that began a moment ago keeps its customer.
const OVER: &str = "status IN ('cancelled', 'completed')";

/// Counts what names whoever has an address.
pub fn count(owner: &Owner, email: &str) -> Statement {
    let of = |table: &str, clause: &str| format!("(SELECT count(*) FROM {table} WHERE {clause})");
    let running = format!("{NAMED} AND NOT {OVER}");
    let by = |column: &str| format!("{OWN} AND lower({column}) = lower(?)");
    let text = format!(
        "SELECT {} AS running, {} AS invoices, {} AS subscriptions, {} AS links,
           {} AS customers, {} AS mails",
        of("subscription", &running),
        of("invoice", NAMED),
        of("subscription", NAMED),
        of("link", NAMED),
        of("customer", &by("email")),
        of("mail", &by("recipient")),
    );
    Statement::new(text, vec![whose(owner, email); 6].concat())
}

/// Reads the answer.
pub fn read(row: &Row) -> Found {
    Found {
        running: row.number("running"),
        invoices: row.number("invoices"),
        subscriptions: row.number("subscriptions"),
        links: row.number("links"),
        customers: row.number("customers"),
        mails: row.number("mails"),
    }
}

/// Forgets them: payloads first, which are found by what the rows still say.
pub fn forget(owner: &Owner, email: &str) -> Vec<Statement> {
    [payloads(owner, email), rows(owner, email)].concat()
}

fn payloads(owner: &Owner, email: &str) -> Vec<Statement> {
    let objects = format!(
        "object IN (SELECT id FROM invoice WHERE {NAMED}
           UNION ALL SELECT id FROM subscription WHERE {NAMED})"
    );
    let texts = [
        // What the merchant's server answered may repeat what it was told.
        format!(
            "UPDATE delivery SET response_start = NULL
             WHERE event IN (SELECT id FROM event WHERE {OWN} AND {objects})"
        ),
        format!(
            "UPDATE event SET body = json_remove(json_replace(body, '$.customerEmail', NULL,
               '$.customerName', NULL, '$.data.customer', NULL), '$.customFields', '$.address')
             WHERE {OWN} AND {objects}"
        ),
        // What the form of a link asked is in the metadata of the subscription that it sold, and
        // of its invoices.
        format!(
            "UPDATE event SET body = json_replace(body, '$.metadata', json('{{}}'))
             WHERE {OWN} AND (object IN ({SOLD})
               OR object IN (SELECT id FROM invoice WHERE subscription IN ({SOLD})))"
        ),
    ];
    let own = whose(owner, email);
    let params = [owner.params(), own.clone(), own].concat();
    texts.map(|text| Statement::new(text, params.clone())).into()
}

fn rows(owner: &Owner, email: &str) -> Vec<Statement> {
    let own = whose(owner, email);
    let sold = Statement::new(
        format!("UPDATE invoice SET metadata = '{{}}' WHERE {OWN} AND subscription IN ({SOLD})"),
        [owner.params(), own.clone()].concat(),
    );
    let texts = [
        format!(
            "UPDATE invoice SET customer_email = NULL, customer_name = NULL,
               return_address = NULL, sale = json_remove(sale, '$.customFields', '$.address')
             WHERE {NAMED}"
        ),
        format!(
            "UPDATE subscription SET customer_email = NULL, customer_name = NULL,
               one_of = NULL, metadata = CASE WHEN link IS NULL THEN metadata ELSE '{{}}' END
             WHERE {NAMED} AND {OVER}"
        ),
        format!("UPDATE link SET customer_email = NULL, customer_name = NULL WHERE {NAMED}"),
        format!(
            "UPDATE customer SET first_name = '', last_name = '', phone_number = '',
               email = NULL, status = 'DELETED'
             WHERE {OWN} AND lower(email) = lower(?)"
        ),
        format!("DELETE FROM mail WHERE {OWN} AND lower(recipient) = lower(?)"),
    ];
    let others = texts.into_iter().map(|text| Statement::new(text, own.clone()));
    std::iter::once(sold).chain(others).collect()
}

fn whose(owner: &Owner, email: &str) -> Vec<Value> {
    [owner.params(), vec![email.into()]].concat()
}
