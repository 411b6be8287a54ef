//! What can go wrong, told without HTTP. Each dialect dresses every case in its own shape.

use shared::draft::FieldErrors;

use crate::platform::SqlError;

/// Why a request was not done. The first text of a case is for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be parsed.
    Unreadable(String),
    /// Its body has another type than the route reads.
    UnsupportedType,
    /// Its body is too large.
    TooLarge,
    /// No key, or one that is unknown, revoked or expired.
    Unauthenticated(KeyProblem),
    /// The key lacks this scope.
    MissingScope(&'static str),
    /// The key does not allow this origin (or asks for one).
    WrongOrigin,
    /// The key's mode cannot do this.
    WrongMode(&'static str),
    /// There is no such thing, or it is somebody else's.
    Missing(&'static str),
    /// The path knows other methods: these.
    WrongMethod(String),
    /// Fields break rules.
    Invalid(FieldErrors),
    /// The object's status does not allow it: what was asked, and the status.
    InvalidState(&'static str, &'static str),
    /// A rule that is not about one field: a machine word and a sentence.
    Refused(&'static str, String),
    /// Something is there already: a machine word and a sentence.
    Conflict(&'static str, &'static str),
    /// The idempotency key stands for another request.
    KeyReused,
    /// The rate limit is used up; seconds until it is not.
    TooMany(i64),
    /// The database sheds load or is out of reach; seconds until a retry makes sense.
    Busy(i64),
    /// No rate is reliable enough to make an amount of a price.
    NoRate,
    /// Our own slip; the text is for the log alone.
    Broken(String),
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// There is none.
    Missing,
    /// It is no key, is unknown, revoked or over.
    Unknown,
}

impl Fault {
    /// Whether a repeated request with the same idempotency key gets this answer again: what was
    /// decided after the checks, never 400, 401, 403, 429 or 5xx (DESIGN 7).
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Fault::Missing(_)
                | Fault::Invalid(_)
                | Fault::InvalidState(..)
                | Fault::Refused(..)
                | Fault::Conflict(..)
        )
    }
}

impl From<SqlError> for Fault {
    fn from(error: SqlError) -> Fault {
        match error {
            SqlError::Overloaded => Fault::Busy(2),
            SqlError::Lost(_) => Fault::Busy(1),
            SqlError::Unique(columns) => Fault::Broken(format!("unexpected clash on {columns}")),
            SqlError::Other(message) => Fault::Broken(message),
        }
    }
}
