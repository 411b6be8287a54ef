//! Merchants' accounts at payment providers. Keys and secrets are sealed here and opened elsewhere.

use shared::psp::Psp;
use shared::time::Instant;

use super::{Columns, Owner, update};
use crate::platform::{Row, Statement};

/// An account at a provider.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub owner: Owner,
    /// Where.
    pub psp: Psp,
    /// Sealed.
    pub api_key: String,
    /// Sealed; where the provider signs its calls.
    pub webhook_secret: Option<String>,
    /// The end of the key.
    pub last4: String,
    /// In the address that the provider calls.
    pub token: String,
    /// When it was connected.
    pub connected_at: Instant,
    /// When it was removed; it is still asked about what it began.
    pub removed_at: Option<Instant>,
}

/// The provider that a row of `merchant_mode s` has in use, as the column `psp`.
pub(super) const IN_USE: &str = "(SELECT p.psp FROM psp_account p
    WHERE p.merchant = s.merchant AND p.mode = s.mode AND p.removed_at IS NULL) AS psp";

/// Reads the column that [`IN_USE`] makes.
pub fn read_in_use(row: &Row) -> Option<Psp> {
    Psp::parse(&row.text("psp"))
}

/// All accounts of an owner.
pub fn all(owner: &Owner) -> Statement {
    let text = "SELECT * FROM psp_account WHERE merchant = ? AND mode = ?";
    Statement::new(text, owner.params())
}

/// The account that a provider's call is for.
pub fn of_token(psp: Psp, token: &str) -> Statement {
    let text = "SELECT * FROM psp_account WHERE psp = ? AND token = ?";
    Statement::new(text, vec![psp.code().into(), token.into()])
}

/// The account in use of an invoice's merchant, by any of the invoice's ids.
pub fn of_invoice(id: &str) -> Statement {
    Statement::new(
        "SELECT p.* FROM invoice i
         JOIN psp_account p ON p.merchant = i.merchant AND p.mode = i.mode
         WHERE (i.id = ? OR i.public_id = ?) AND p.removed_at IS NULL",
        vec![id.into(), id.into()],
    )
}

/// The accounts of attempts that a lease holds.
pub fn of_lease(lease: &str) -> Statement {
    Statement::new(
        "SELECT * FROM psp_account WHERE (merchant, mode, psp) IN (
           SELECT merchant, mode, psp FROM psp_attempt WHERE lease = ?)",
        vec![lease.into()],
    )
}

/// Takes an account into use, instead of all others of its owner.
pub fn connect(account: &Account) -> [Statement; 2] {
    let mut columns = Columns::default();
    columns
        .put("merchant", account.owner.merchant.as_str())
        .put("mode", account.owner.mode.code())
        .put("psp", account.psp.code())
        .put("api_key", account.api_key.as_str())
        .put("webhook_secret", account.webhook_secret.as_ref())
        .put("last4", account.last4.as_str())
        .put("token", account.token.as_str())
        .put("connected_at", account.connected_at);
    let tail = "ON CONFLICT (merchant, mode, psp) DO UPDATE SET
                  api_key = excluded.api_key, webhook_secret = excluded.webhook_secret,
                  last4 = excluded.last4, token = excluded.token,
                  connected_at = excluded.connected_at, removed_at = NULL";
    let put = super::insert_with("psp_account", &mut columns, &super::Guard::none(), tail);
    [remove(&account.owner, account.connected_at), put]
}

/// Takes an owner's account out of use.
pub fn remove(owner: &Owner, now: Instant) -> Statement {
    let clause = "merchant = ? AND mode = ? AND removed_at IS NULL";
    update("psp_account", Columns::default().put("removed_at", now), clause, owner.params())
}

/// Forgets the keys of accounts that were removed and have nothing open any more.
pub fn prune() -> Statement {
    Statement::new(
        "UPDATE psp_account SET api_key = '', webhook_secret = NULL
         WHERE removed_at IS NOT NULL AND api_key <> '' AND NOT EXISTS (
           SELECT 1 FROM psp_attempt a WHERE a.merchant = psp_account.merchant
             AND a.mode = psp_account.mode AND a.psp = psp_account.psp
             AND a.state IN ('creating', 'open', 'pending'))",
        Vec::new(),
    )
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Account> {
    Some(Account {
        owner: super::read_owner(row)?,
        psp: Psp::parse(&row.text("psp"))?,
        api_key: row.text("api_key"),
        webhook_secret: row.maybe_text("webhook_secret"),
        last4: row.text("last4"),
        token: row.text("token"),
        connected_at: row.instant("connected_at")?,
        removed_at: row.instant("removed_at"),
    })
}
