//! Which browsers may call the API (DESIGN 7). Knows no route.

use crate::http::Response;

const ALLOWED: &str =
    "Authorization, Content-Type, Idempotency-Key, X-Api-Origin, x-client-key, x-client-secret";
const EXPOSED: &str = "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, \
     X-RateLimit-Reset, Retry-After, Idempotent-Replayed, ETag, Warnings, X-Total-Count";

/// The answer to OPTIONS: without a key, without knowing one.
pub fn preflight(origin: Option<&str>) -> Response {
    Response::empty(204)
        .with("access-control-allow-origin", origin.unwrap_or("*").to_owned())
        .with("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
        .with("access-control-allow-headers", ALLOWED)
        .with("access-control-max-age", "86400")
        .with("vary", "Origin")
}

/// Lets the page that asked read the answer: its origin is echoed if the key allows it, or while no
/// key is known, so that an error can be read too. Never with credentials.
pub fn dress(response: Response, origin: Option<&str>, allowed: Option<&[String]>) -> Response {
    let response = response.with("vary", "Origin");
    let Some(origin) = origin else { return response };
    let normal = shared::url::parse_origin(origin);
    let fits = allowed
        .is_none_or(|list| list.is_empty() || normal.is_ok_and(|normal| list.contains(&normal)));
    if !fits {
        return response;
    }
    response
        .with("access-control-allow-origin", origin.to_owned())
        .with("access-control-expose-headers", EXPOSED)
}
