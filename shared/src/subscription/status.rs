//! Where a subscription can stand. Knows none of the rules.

/// Where a subscription stands (rulings B6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Begun on the page, and its first invoice is not paid yet.
    Incomplete,
    /// Before the first payment.
    Trialing,
    /// It runs, and nothing is overdue.
    Active,
    /// It runs, and an invoice is overdue.
    PastDue,
    /// It makes no invoices until it goes on.
    Paused,
    /// Ended before its time, or for good.
    Cancelled,
    /// Ended after its last period.
    Completed,
}

impl Status {
    /// Every status, in the order of a subscription's life.
    pub const ALL: [Status; 7] = [
        Status::Incomplete,
        Status::Trialing,
        Status::Active,
        Status::PastDue,
        Status::Paused,
        Status::Cancelled,
        Status::Completed,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Status::Incomplete => "incomplete",
            Status::Trialing => "trialing",
            Status::Active => "active",
            Status::PastDue => "past_due",
            Status::Paused => "paused",
            Status::Cancelled => "cancelled",
            Status::Completed => "completed",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether its periods go on.
    pub const fn is_running(self) -> bool {
        matches!(self, Status::Trialing | Status::Active | Status::PastDue)
    }

    /// Whether it has ended.
    pub const fn is_over(self) -> bool {
        matches!(self, Status::Cancelled | Status::Completed)
    }
}
