//! What people without a key tried in the last hour: enrolments by address, mails by recipient.

use shared::time::{HOUR_MS, Instant};

use super::Guard;
use crate::platform::{Answers, Statement};

/// One try of something that may be done only so often an hour.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// A fresh id.
    pub id: String,
    /// What is counted together.
    pub bucket: String,
    /// How often it may be done.
    pub most: i64,
}

/// Notes the try if `guard` holds, unless there were too many in the last hour.
pub fn add(attempt: &Attempt, now: Instant, guard: &Guard) -> Statement {
    let text = format!(
        "INSERT INTO attempt (id, bucket, at) SELECT ?, ?, ?
         WHERE (SELECT count(*) FROM attempt WHERE bucket = ? AND at > ?) < ? AND {}",
        guard.text
    );
    let mut statement = Statement::new(
        text,
        vec![
            attempt.id.as_str().into(),
            attempt.bucket.as_str().into(),
            now.into(),
            attempt.bucket.as_str().into(),
            now.plus_ms(-HOUR_MS).into(),
            attempt.most.into(),
        ],
    );
    statement.params.extend(guard.params.iter().cloned());
    statement
}

/// Holds if [`add`] of the same batch noted it.
pub fn noted(attempt: &Attempt) -> Guard {
    Guard::made("attempt", &attempt.id)
}

/// Two statements that note the try and tell whether it was; none where nothing is counted. Their
/// answers are read by [`read_noted`].
pub fn note(attempt: Option<&Attempt>, now: Instant) -> Vec<Statement> {
    let Some(attempt) = attempt else { return Vec::new() };
    let find = "SELECT id FROM attempt WHERE id = ?";
    vec![add(attempt, now, &Guard::none()), Statement::new(find, vec![attempt.id.as_str().into()])]
}

/// Reads the answers of [`note`]: whether it may be done.
pub fn read_noted(attempt: Option<&Attempt>, answers: &mut Answers) -> bool {
    if attempt.is_none() {
        return true;
    }
    answers.skip(1);
    answers.row().is_some()
}

/// Forgets what is older than an hour, a part at a time.
pub fn prune(now: Instant) -> Statement {
    Statement::new(
        "DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE at <= ? LIMIT 1000)",
        vec![now.plus_ms(-HOUR_MS).into()],
    )
}
