//! What a request of seed 003 shows of itself: a client's key and its secret, and idempotency keys
//! that are UUIDs of version 4.

use shared::id::is_uuid_v4;
use shared::key::Kind;

use crate::fault::{Fault, KeyProblem};
use crate::gate::key::Presented;
use crate::http::Request;

/// Key and secret of the headers (seed 003, Authentication).
///
/// # Errors
/// [`Fault::Unauthenticated`].
pub fn presented(request: &Request) -> Result<Presented, Fault> {
    let missing = Fault::Unauthenticated(KeyProblem::Missing);
    let (Some(key), Some(secret)) =
        (request.header("x-client-key"), request.header("x-client-secret"))
    else {
        return Err(missing);
    };
    let presented = Presented::new(Kind::Client, secret.trim().to_owned())?;
    Ok(Presented { id: Some(key.trim().to_owned()), ..presented })
}

/// An idempotency key is a UUID of version 4 (seed 003, Idempotency).
///
/// # Errors
/// [`Fault::Unreadable`] for any other.
pub fn check_claim(claim: &str) -> Result<(), Fault> {
    if is_uuid_v4(claim) {
        return Ok(());
    }
    Err(Fault::Unreadable("idempotency-key must be a UUID of version 4".to_owned()))
}
