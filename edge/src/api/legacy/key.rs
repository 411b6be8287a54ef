//! Where a legacy request carries its token: in the body (seed 001).

use shared::draft::Text;
use shared::key::Kind;

use super::fields;
use crate::fault::{Fault, KeyProblem};
use crate::gate::key::Presented;
use crate::http::Request;

/// The longest text that is looked at as a token, in characters.
const TOKEN_LENGTH_MAX: usize = 200;

/// The token of the body.
///
/// # Errors
/// [`Fault::Unauthenticated`]; what is wrong with a body that cannot be read.
pub fn presented(request: &Request) -> Result<Presented, Fault> {
    let fields = fields::read(request)?;
    if !fields.has("token") {
        return Err(Fault::Unauthenticated(KeyProblem::Missing));
    }
    match fields.text("token", Text::line(TOKEN_LENGTH_MAX)) {
        Ok(Some(token)) => Presented::new(Kind::Legacy, token),
        _ => Err(Fault::Unauthenticated(KeyProblem::Missing)),
    }
}
