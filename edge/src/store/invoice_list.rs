//! Lists of invoices: which ones, a page at a time. Knows no invoice's columns but those that lists
//! are chosen by.

use shared::invoice::Status;
use shared::json;
use shared::time::Instant;

use super::invoice::{all_known, with_payments};
use super::{Owner, Page};
use crate::platform::{Statement, Value};

/// Which invoices a list holds.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only these statuses, as they are at the merchant's time; empty: all.
    pub statuses: Vec<Status>,
    /// Only those whose title has this in it, in small or large letters of any alphabet.
    pub title_has: Option<String>,
    /// Only what goes by this name: the merchant's reference, the whole title, or a transaction.
    pub named: Option<String>,
    /// Only this reference of the merchant's.
    pub order_id: Option<String>,
    /// Made at or after.
    pub created_after: Option<Instant>,
    /// Made before.
    pub created_before: Option<Instant>,
}

/// Three statements for a page of a list: how many there are, the invoices, their payments.
pub fn page(owner: &Owner, filter: &Filter, page: Page, now: Instant) -> [Statement; 3] {
    let (clause, params) = filter.clause(owner, now);
    let (part, part_params) = part(owner, filter, page, now);
    let [invoices, payments] = with_payments(&part, &part_params);
    let count = format!("SELECT count(*) AS total FROM invoice WHERE {clause}");
    [Statement::new(count, params), invoices, payments]
}

fn part(owner: &Owner, filter: &Filter, page: Page, now: Instant) -> (String, Vec<Value>) {
    let (clause, mut params) = filter.clause(owner, now);
    params.extend([page.limit.into(), page.offset().into()]);
    (format!("{clause} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"), params)
}

/// The payments of the same page that were worth something.
pub fn worths(owner: &Owner, filter: &Filter, page: Page, now: Instant) -> Statement {
    let (part, params) = part(owner, filter, page, now);
    let ids = format!("SELECT id FROM invoice WHERE {part}");
    let text = format!(
        "SELECT * FROM payment WHERE invoice IN ({ids}) AND value IS NOT NULL
           AND disposition = 'counted' AND state = 'final'"
    );
    Statement::new(text, params)
}

impl Filter {
    fn clause(&self, owner: &Owner, now: Instant) -> (String, Vec<Value>) {
        let mut clause = "merchant = ? AND mode = ?".to_owned();
        let mut params = owner.params();
        let mut add = |text: &str, values: Vec<Value>| {
            clause.push_str(text);
            params.extend(values);
        };
        if !self.statuses.is_empty() {
            // The same as `Invoice::at`: what time alone has changed is seen before the cron saves
            // it.
            let codes: Vec<&str> = self.statuses.iter().map(|status| status.code()).collect();
            let now = Value::from(now);
            let over = format!("(deadline_at < ? AND {})", all_known());
            add(
                &format!(
                    " AND CASE WHEN status IN ('unpaid', 'partially_paid') AND {over}
                        THEN 'expired' WHEN status = 'pending' AND pending_until < ?
                        THEN CASE WHEN {over} THEN 'expired' ELSE 'unpaid' END
                        ELSE status END IN (SELECT value FROM json_each(?))"
                ),
                vec![now.clone(), now.clone(), now, json::write(&codes).into()],
            );
        }
        if let Some(part) = &self.title_has {
            // LIKE folds Latin letters only, and takes fifty bytes at most.
            add(" AND instr(coalesce(search, title), ?) > 0", vec![part.to_lowercase().into()]);
        }
        if let Some(name) = &self.named {
            add(
                " AND (order_id = ? OR title = ? OR id IN (SELECT p.invoice FROM payment p
                    WHERE p.merchant = invoice.merchant AND p.mode = invoice.mode
                      AND p.transaction_id = ?))",
                vec![Value::from(name); 3],
            );
        }
        if let Some(order_id) = &self.order_id {
            add(" AND order_id = ?", vec![order_id.into()]);
        }
        if let Some(after) = self.created_after {
            add(" AND created_at >= ?", vec![after.into()]);
        }
        if let Some(before) = self.created_before {
            add(" AND created_at < ?", vec![before.into()]);
        }
        (clause, params)
    }
}
