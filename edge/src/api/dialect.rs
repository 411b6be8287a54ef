//! Whose words a path speaks, and what the door asks of each dialect: where the key stands, what an
//! idempotency key looks like, how a fault is dressed. Knows no route and no handler.

use super::{legacy, links_v0, paylinkr, payrequest};
use crate::fault::Fault;
use crate::gate::key::{self, Presented};
use crate::http::Request;

/// A public API that we speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Seed 002.
    Paylinkr,
    /// Seed 000: PayRequest v1.
    Payrequest,
    /// Seed 001: PayRequest's legacy API.
    Legacy,
    /// Seed 003: `/api/v0/payment-links`.
    LinksV0,
}

impl Dialect {
    /// Who is asked by a path, be there a route or not; `None`: a page.
    pub fn of_path(path: &str) -> Option<Dialect> {
        let under = |start: &str| {
            path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match () {
            () if under("/api/v0") => Some(Dialect::LinksV0),
            () if under("/api/create") || under("/api/get") => Some(Dialect::Legacy),
            () if under("/v1") => Some(Dialect::Payrequest),
            () if under("/api/v1/payment-links") || under("/api/v1/payments") => {
                Some(Dialect::Payrequest)
            }
            () if under("/api") => Some(Dialect::Paylinkr),
            () => None,
        }
    }

    /// What the caller shows of itself.
    ///
    /// # Errors
    /// [`Fault::Unauthenticated`], without a look at the database.
    pub fn presented(self, request: &Request) -> Result<Presented, Fault> {
        match self {
            Dialect::Paylinkr | Dialect::Payrequest => key::bearer(request),
            Dialect::Legacy => legacy::key::presented(request),
            Dialect::LinksV0 => links_v0::key::presented(request),
        }
    }

    /// Whether an idempotency key has the form that this dialect asks for.
    ///
    /// # Errors
    /// [`Fault::Unreadable`].
    pub fn check_claim(self, claim: &str) -> Result<(), Fault> {
        match self {
            Dialect::Paylinkr | Dialect::Payrequest | Dialect::Legacy => Ok(()),
            Dialect::LinksV0 => links_v0::key::check_claim(claim),
        }
    }

    /// Status and body of a fault.
    pub fn dress(self, fault: &Fault, request_id: &str) -> (u16, String) {
        match self {
            Dialect::Paylinkr => paylinkr::faults::dress(fault, request_id),
            Dialect::Payrequest => payrequest::faults::dress(fault, request_id),
            Dialect::Legacy => legacy::faults::dress(fault, request_id),
            Dialect::LinksV0 => links_v0::faults::dress(fault, request_id),
        }
    }

    /// What a 401 tells of how to authenticate, if HTTP has a word for it (RFC 9110, 11.6.1).
    pub const fn challenge(self) -> Option<&'static str> {
        match self {
            Dialect::Paylinkr | Dialect::Payrequest => Some("Bearer"),
            Dialect::Legacy | Dialect::LinksV0 => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_speaks_one_dialect_with_and_without_a_slash_at_its_end() {
        let dialects = [
            ("/api/v0/payment-links", Some(Dialect::LinksV0)),
            ("/api/v0", Some(Dialect::LinksV0)),
            ("/api/create/", Some(Dialect::Legacy)),
            ("/api/get", Some(Dialect::Legacy)),
            ("/v1/payments", Some(Dialect::Payrequest)),
            ("/api/v1/payment-links/", Some(Dialect::Payrequest)),
            ("/api/v1/payments", Some(Dialect::Payrequest)),
            ("/api/v1/invoices", Some(Dialect::Paylinkr)),
            ("/api/created", Some(Dialect::Paylinkr)),
            ("/api/nothing", Some(Dialect::Paylinkr)),
            ("/pay/x", None),
            ("/v10", None),
        ];
        for (path, dialect) in dialects {
            assert_eq!(Dialect::of_path(path), dialect, "{path}");
        }
    }
}
