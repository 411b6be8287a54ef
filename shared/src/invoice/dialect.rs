//! Where an invoice stands, in the words of the dialects that have fewer of them. One table without
//! wildcards: a new status or exception does not compile before it is decided here.

use super::{Exceptions, Invoice, Status};

/// An invoice's state in each dialect's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Seed 001, `POST /api/get/`.
    pub legacy: &'static str,
    /// Seed 000, `GET /v1/payments`.
    pub payrequest: &'static str,
}

impl Said {
    /// The words for a status with its exceptions.
    pub const fn of(status: Status, exceptions: Exceptions) -> Said {
        // None of them changes a word: what came late or was too little is told by the status, and
        // what was given back or is disputed afterwards was paid.
        let Exceptions {
            overpaid: _,
            underpaid: _,
            paid_late: _,
            settled_short: _,
            refunded: _,
            disputed: _,
        } = exceptions;
        match status {
            Status::Unpaid => Said { legacy: "pending", payrequest: "open" },
            Status::Pending => Said { legacy: "pending", payrequest: "pending" },
            Status::PartiallyPaid => Said { legacy: "pending", payrequest: "open" },
            Status::Paid => Said { legacy: "paid", payrequest: "paid" },
            Status::Expired | Status::Cancelled => Said { legacy: "failed", payrequest: "failed" },
        }
    }
}

impl Invoice {
    /// Its state in each dialect's word.
    pub const fn said(&self) -> Said {
        Said::of(self.status, self.exceptions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the issue has it, by status.
    const TABLE: [(Status, &str, &str); 6] = [
        (Status::Unpaid, "pending", "open"),
        (Status::Pending, "pending", "pending"),
        (Status::PartiallyPaid, "pending", "open"),
        (Status::Paid, "paid", "paid"),
        (Status::Expired, "failed", "failed"),
        (Status::Cancelled, "failed", "failed"),
    ];

    fn every_set() -> impl Iterator<Item = Exceptions> {
        (0..64).map(|bits| Exceptions {
            overpaid: bits & 1 != 0,
            underpaid: bits & 2 != 0,
            paid_late: bits & 4 != 0,
            settled_short: bits & 8 != 0,
            refunded: bits & 16 != 0,
            disputed: bits & 32 != 0,
        })
    }

    #[test]
    fn every_status_has_its_words_with_every_set_of_exceptions() {
        assert_eq!(TABLE.map(|(status, ..)| status), Status::ALL);
        for (status, legacy, payrequest) in TABLE {
            for exceptions in every_set() {
                let said = Said::of(status, exceptions);
                assert_eq!(said, Said { legacy, payrequest }, "{status:?} {exceptions:?}");
            }
        }
    }
}
