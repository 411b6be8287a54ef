//! Idempotency keys: what a caller may call a request, and what the request was.

use sha2::{Digest, Sha256};

use super::Stop;
use crate::app::App;
use crate::fault::Fault;
use crate::http::{Method, Request};
use crate::store::Owner;
use crate::store::idempotency::{Claim, Stored};
use shared::json;

/// The caller's claim, when a POST or a PUT brings a key.
///
/// # Errors
/// [`Fault::Unreadable`] when the key is not 1 to 255 visible ASCII characters, quoted or bare.
pub fn claim_of(app: &App, request: &Request, owner: &Owner) -> Result<Option<Claim>, Fault> {
    let Some(header) = request.header("idempotency-key") else { return Ok(None) };
    if !matches!(request.method, Method::Post | Method::Put) {
        return Ok(None);
    }
    let header = header.trim();
    let quoted = header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.unwrap_or(header);
    let visible = key.bytes().all(|byte| (0x21..=0x7E).contains(&byte));
    if key.is_empty() || key.len() > 255 || !visible {
        let text = "Idempotency-Key must be 1 to 255 visible ASCII characters";
        return Err(Fault::Unreadable(text.to_owned()));
    }
    Ok(Some(Claim {
        owner: owner.clone(),
        key: key.to_owned(),
        fingerprint: fingerprint(request),
        attempt: app.token(),
    }))
}

/// What a stored answer means for this request.
pub fn answered(claim: &Claim, stored: Stored) -> Stop {
    if stored.fingerprint == claim.fingerprint {
        Stop::Replay(stored)
    } else {
        Stop::Fault(Fault::KeyReused)
    }
}

/// Method, path and body, hashed. JSON is compared by what it says, not by its bytes: parameters,
/// as Stripe compares them (`reliability.md` 2.5).
fn fingerprint(request: &Request) -> String {
    let parsed = serde_json::from_slice::<serde_json::Value>(&request.body);
    let canonical = parsed.map(|value| json::write(&value).into_bytes());
    let body = canonical.unwrap_or_else(|_| without_boundary(request));
    let mut hash = Sha256::new();
    for part in
        [request.method.name().as_bytes(), request.path.trim_end_matches('/').as_bytes(), &body]
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The body without what divides its parts: clients draw that anew for each try (RFC 2046, 5.1.1).
fn without_boundary(request: &Request) -> Vec<u8> {
    let media = request.header("content-type").unwrap_or_default();
    let Some((_, rest)) = media.split_once("boundary=") else { return request.body.clone() };
    let boundary = rest.split(';').next().unwrap_or_default().trim().trim_matches('"');
    String::from_utf8_lossy(&request.body).replace(boundary, "").into_bytes()
}
