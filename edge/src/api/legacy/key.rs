//! Where a legacy request carries its token: in the body (seed 001).

use shared::draft::Fields;
use shared::key::Kind;

use super::fields;
use crate::fault::{Fault, KeyProblem};
use crate::gate::key::Presented;
use crate::http::Request;

/// What the body shows.
///
/// # Errors
/// [`Fault::Unauthenticated`]; what is wrong with a body that cannot be read.
pub fn presented(request: &Request) -> Result<Presented, Fault> {
    Presented::new(Kind::Legacy, token(&fields::read(request)?)?)
}

/// The token among the fields, as it is: it is part of what the client hashes.
///
/// # Errors
/// [`Fault::Unauthenticated`].
pub(super) fn token(fields: &Fields) -> Result<String, Fault> {
    let problem = match fields.number_text("token") {
        Ok(Some(token)) if !token.is_empty() => return Ok(token.to_owned()),
        Ok(_) => KeyProblem::Missing,
        Err(_) => KeyProblem::Unknown,
    };
    Err(Fault::Unauthenticated(problem))
}
