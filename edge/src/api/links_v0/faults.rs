//! Every fault in the shape that clients of seed 003 read (rulings 1.4):
//! `{"statusCode","message","error","details"}`. A field that breaks a rule is 400 there.

use shared::json::Object;

use crate::fault::{Fault, KeyProblem};

/// Status and body of a fault.
pub fn dress(fault: &Fault, request_id: &str) -> (u16, String) {
    let (status, message) = words(fault);
    let mut out = Object::new();
    out.put("statusCode", i64::from(status)).put("message", message);
    out.put("error", reason(status));
    match fault {
        Fault::Invalid(errors) => {
            out.put("details", errors.sentences().as_slice());
        }
        Fault::Refused(code, _) | Fault::Conflict(code, _) => {
            out.put("details", *code);
        }
        Fault::TooMany(after) | Fault::Busy(after) => {
            out.put("retryAfter", *after);
        }
        Fault::Broken(_) => {
            out.put("details", format!("request {request_id}"));
        }
        _ => {}
    }
    (status, out.text())
}

fn words(fault: &Fault) -> (u16, String) {
    let own = str::to_owned;
    match fault {
        Fault::Unreadable(why) => (400, why.clone()),
        Fault::Unauthenticated(KeyProblem::Missing) => {
            (401, own("The headers x-client-key and x-client-secret are required"))
        }
        Fault::Unauthenticated(KeyProblem::Unknown) => {
            (401, own("Invalid client key or client secret"))
        }
        Fault::MissingScope(scope) => (403, format!("This client lacks the scope {scope}")),
        Fault::WrongOrigin => (403, own("This client does not allow this origin")),
        Fault::WrongMode(text) => (403, own(text)),
        Fault::Missing(what) => (404, format!("There is no such {what}")),
        Fault::WrongMethod(allow) => (405, format!("This path allows {allow}")),
        Fault::InvalidState(act, status) => (409, format!("Cannot {act} that is {status}")),
        Fault::Conflict(_, text) => (409, own(text)),
        Fault::KeyReused => {
            (409, own("Conflict: Idempotency key already used with different request data"))
        }
        Fault::TooLarge => (413, own("The body is larger than 64 KB")),
        Fault::UnsupportedType => (415, own("Send the body as application/json")),
        Fault::Invalid(errors) => (400, errors.first_sentence()),
        Fault::Refused(_, text) => (422, text.clone()),
        Fault::TooMany(_) => (429, own("Rate limit exceeded")),
        Fault::Busy(_) => (503, own("PayLinkr is busy")),
        Fault::NoRate => (503, own("There is no reliable rate now")),
        Fault::Broken(_) => (500, own("Internal server error")),
    }
}

/// The status in words (RFC 9110, 15).
const fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
