//! Mandates: whose subscription may be charged at which provider without anybody being there. What
//! a customer asked for counts once the payment is paid that it was asked with.

use shared::psp::Psp;
use shared::time::Instant;

use super::psp_attempt::Attempt;
use super::{Columns, Guard, update};
use crate::platform::{Row, Statement};

/// A mandate, as the provider names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// The subscription.
    pub subscription: String,
    /// Where.
    pub psp: Psp,
    /// Whether it may be used.
    pub is_valid: bool,
    /// The customer there.
    pub customer: String,
    /// The mandate or the way to pay there.
    pub method: String,
}

/// That a subscription is charged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charging {
    /// Where.
    pub psp: Psp,
    /// When its customer consented, on the merchant's clock.
    pub since: Instant,
}

/// The mandate in force of a row of `subscription s`, as columns `charge_psp` and `charge_since`.
pub(super) const IN_FORCE: &str = "LEFT JOIN psp_mandate d ON d.subscription = s.id
    AND d.state = 'valid' AND EXISTS (SELECT 1 FROM psp_account c WHERE c.merchant = s.merchant
      AND c.mode = s.mode AND c.psp = d.psp AND c.removed_at IS NULL)";

/// Reads the columns that come with [`IN_FORCE`].
pub(super) fn read_charging(row: &Row) -> Option<Charging> {
    let psp = Psp::parse(&row.text("charge_psp"))?;
    Some(Charging { psp, since: row.instant("charge_since")? })
}

/// A customer consents with a payment, and has read why in a language. A mandate that is valid
/// stays; a subscription that is over gets none.
pub fn ask(attempt: &Attempt, subscription: &str, language: &str, now: Instant) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("subscription", subscription)
        .put("psp", attempt.psp.code())
        .put("merchant", attempt.owner.merchant.as_str())
        .put("mode", attempt.owner.mode.code())
        .put("attempt", attempt.id.as_str())
        .put("state", "asked")
        .put("consent_at", now)
        .put("language", language);
    let goes_on = Guard {
        text: "EXISTS (SELECT 1 FROM subscription WHERE id = ?
                 AND status NOT IN ('cancelled', 'completed'))"
            .to_owned(),
        params: vec![subscription.into()],
    };
    let tail = "ON CONFLICT (subscription, psp) DO UPDATE SET
                  attempt = excluded.attempt, state = 'asked',
                  consent_at = excluded.consent_at, language = excluded.language
                WHERE psp_mandate.state <> 'valid'";
    super::insert_with("psp_mandate", &mut columns, &goes_on, tail)
}

/// The payment will be made without the consent after all.
pub fn withdraw(attempt: &Attempt) -> Statement {
    let clause = "attempt = ? AND state = 'asked'";
    let mut columns = Columns::default();
    columns.put("state", "over");
    update("psp_mandate", &mut columns, clause, vec![attempt.id.as_str().into()])
}

/// The payment is paid that its customer consented with.
pub fn come_into_force(attempt: &Attempt, customer: &str, method: &str) -> Statement {
    let clause = "attempt = ? AND state = 'asked'";
    let mut columns = Columns::default();
    columns.put("state", "valid").put("customer", customer).put("method", method);
    update("psp_mandate", &mut columns, clause, vec![attempt.id.as_str().into()])
}

/// Nothing of a subscription is charged any more: it is over, or its customer has stopped it.
pub fn end(subscription: &str) -> Statement {
    let mut columns = Columns::default();
    columns.put("state", "over");
    update("psp_mandate", &mut columns, "subscription = ?", vec![subscription.into()])
}

/// The provider knows this one no more.
pub fn revoked(mandate: &Mandate) -> Statement {
    let clause = "subscription = ? AND psp = ? AND method = ?";
    let (subscription, psp) = (mandate.subscription.as_str(), mandate.psp.code());
    let rest = vec![subscription.into(), psp.into(), mandate.method.as_str().into()];
    let mut columns = Columns::default();
    columns.put("state", "over");
    update("psp_mandate", &mut columns, clause, rest)
}

/// The mandates under which a lease holds attempts.
pub(super) fn of_lease(lease: &str) -> Statement {
    Statement::new(
        "SELECT d.* FROM psp_mandate d WHERE (d.subscription, d.psp) IN (
           SELECT i.subscription, a.psp FROM psp_attempt a JOIN invoice i ON i.id = a.invoice
           WHERE a.lease = ? AND a.sequence = 'recurring')",
        vec![lease.into()],
    )
}

/// Reads a row; `None` for one that never came into force.
pub fn read(row: &Row) -> Option<Mandate> {
    Some(Mandate {
        subscription: row.text("subscription"),
        psp: Psp::parse(&row.text("psp"))?,
        is_valid: row.text("state") == "valid",
        customer: row.maybe_text("customer")?,
        method: row.maybe_text("method")?,
    })
}
