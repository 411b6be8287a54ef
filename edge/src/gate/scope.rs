//! The scopes, as types: a handler's signature says which one it needs.

use shared::key::Kind;

/// What a key must be allowed for a route. A type, so that a handler names it in its signature.
pub trait Scope: 'static {
    /// The word in keys and documents.
    const NAME: &'static str;
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Scope for $name {
                const NAME: &'static str = $word;
            }
        )*
    };
}

scopes! {
    /// Reading invoices.
    InvoicesRead = "invoices:read";
    /// Making invoices and acting on them.
    InvoicesWrite = "invoices:write";
    /// Reading packages.
    SubscriptionPackagesRead = "subscription_packages:read";
    /// Making and changing packages.
    SubscriptionPackagesWrite = "subscription_packages:write";
    /// Reading subscriptions and what was told of them.
    SubscriptionsRead = "subscriptions:read";
    /// Making subscriptions and acting on them.
    SubscriptionsWrite = "subscriptions:write";
    /// Reading recurring plans.
    RecurringPlansRead = "recurring_plans:read";
    /// Making recurring plans and acting on them.
    RecurringPlansWrite = "recurring_plans:write";
    /// Reading what arrived, whoever it was for.
    PaymentsRead = "payments:read";
    /// Saying what unmatched money was for.
    PaymentsWrite = "payments:write";
    /// Reading the webhook's settings and log.
    WebhooksRead = "webhooks:read";
    /// Changing the webhook, testing and replaying.
    WebhooksWrite = "webhooks:write";
    /// Reading the request log.
    ApiLogsRead = "api_logs:read";
    /// Reading the merchant's settings.
    MerchantRead = "merchant:read";
    /// Changing the merchant's settings.
    MerchantWrite = "merchant:write";
    /// Making, rolling and revoking keys; reading them too.
    KeysWrite = "keys:write";
    /// Where live money goes; reading it too.
    SettlementWrite = "settlement:write";
    /// Reading links.
    LinksRead = "links:read";
    /// Making and changing links.
    LinksWrite = "links:write";
    /// Reading products.
    ProductsRead = "products:read";
    /// Making, changing and deleting products.
    ProductsWrite = "products:write";
    /// Reading customers.
    CustomersRead = "customers:read";
    /// Making and changing customers.
    CustomersWrite = "customers:write";
    /// Reading taxes.
    TaxesRead = "taxes:read";
    /// Making, changing and deleting taxes.
    TaxesWrite = "taxes:write";
    /// Reading links and payments in the words of seed 000.
    BillingRead = "billing.read";
    /// Making links in the words of seed 000.
    BillingWrite = "billing.write";
    /// All that the token of seed 001 may do.
    Legacy = "legacy";
    /// The merchant's own payment provider; reading of it too.
    PspWrite = "psp:write";
    /// The sandbox's ledger and clock.
    TestWrite = "test:write";
    /// Nobody's key: the page is open to all.
    Public = "public";
    /// The install's own secret.
    Admin = "admin";
}

/// Every scope that a key may hold (DESIGN 7).
pub const ALL: [&str; 30] = [
    "invoices:read",
    "invoices:write",
    "links:read",
    "links:write",
    "subscription_packages:read",
    "subscription_packages:write",
    "subscriptions:read",
    "subscriptions:write",
    "recurring_plans:read",
    "recurring_plans:write",
    "webhooks:read",
    "webhooks:write",
    "payments:read",
    "payments:write",
    "products:read",
    "products:write",
    "customers:read",
    "customers:write",
    "taxes:read",
    "taxes:write",
    "merchant:read",
    "merchant:write",
    "api_logs:read",
    "keys:write",
    "test:write",
    "settlement:write",
    "psp:write",
    "billing.read",
    "billing.write",
    "legacy",
];

/// Scopes that are in no key unless somebody asks for them: whoever has them takes the money.
pub const ONLY_WHEN_ASKED: [&str; 4] = ["keys:write", "settlement:write", "psp:write", "legacy"];

/// Whether scopes allow what a route needs. Writing a thing includes reading it.
pub fn allows(held: &[String], needed: &str) -> bool {
    held.iter().any(|scope| {
        scope == needed
            || (scope.strip_suffix("write") == needed.strip_suffix("read")
                && scope.ends_with("write"))
    })
}

/// What a client of seed 003 may do.
const OF_CLIENT: [&str; 4] = ["links:write", "products:write", "customers:write", "taxes:write"];

/// What a key of a kind gets when nothing is asked for.
pub fn usual(kind: Kind) -> Vec<String> {
    let all = ALL.into_iter();
    let usual: Vec<&str> = match kind {
        Kind::Api => all.filter(|scope| !ONLY_WHEN_ASKED.contains(scope)).collect(),
        Kind::Legacy => vec![Legacy::NAME],
        Kind::Client => OF_CLIENT.to_vec(),
    };
    usual.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_includes_reading_and_nothing_else() {
        let held =
            |scopes: &[&str]| scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>();
        assert!(allows(&held(&["invoices:write"]), "invoices:read"));
        assert!(allows(&held(&["billing.write"]), "billing.read"));
        assert!(!allows(&held(&["invoices:read"]), "invoices:write"));
        assert!(!allows(&held(&["webhooks:write"]), "invoices:read"));
        assert!(!allows(&held(&["legacy"]), "invoices:read"));
        assert!(!allows(&[], "invoices:read"));
    }

    #[test]
    fn what_takes_the_money_is_in_no_key_by_itself() {
        let usual = usual(Kind::Api);
        for scope in ONLY_WHEN_ASKED {
            assert!(!usual.iter().any(|held| held == scope), "{scope}");
        }
    }
}
