//! Every fault in the seed's shape, with additions (DESIGN 7): error, code, errors, requestId.

use shared::json::Object;

use crate::fault::{Fault, KeyProblem};

/// Status and body of a fault. What is wrong with which field is an object, by the fields' names.
pub fn dress(fault: &Fault, request_id: &str) -> (u16, String) {
    let (status, code, error) = words(fault);
    let mut out = Object::new();
    out.put("error", error).put("code", code);
    if let Fault::Invalid(errors) = fault {
        let mut named = Object::new();
        for (field, texts) in &errors.0 {
            named.put(field, texts);
        }
        out.put("errors", named);
    }
    out.put("requestId", request_id);
    (status, out.text())
}

fn words(fault: &Fault) -> (u16, &'static str, String) {
    let own = str::to_owned;
    match fault {
        Fault::Unreadable(why) => (400, "unreadable", why.clone()),
        Fault::Unauthenticated(KeyProblem::Missing) => {
            let text = "Send your API key as a header: Authorization: Bearer plr_…";
            (401, "key_missing", own(text))
        }
        Fault::Unauthenticated(KeyProblem::Unknown) => {
            (401, "key_invalid", own("This API key is not valid: unknown, revoked or expired."))
        }
        Fault::MissingScope(scope) => {
            (403, "missing_scope", format!("This API key lacks the scope {scope}."))
        }
        Fault::WrongOrigin => {
            let text = "This API key does not allow this origin. Send an Origin or X-Api-Origin \
                        header that the key lists.";
            (403, "origin_not_allowed", own(text))
        }
        Fault::WrongMode(text) => (403, "wrong_mode", own(text)),
        Fault::Missing(what) => (404, "not_found", format!("There is no such {what}.")),
        Fault::WrongMethod(allow) => {
            (405, "method_not_allowed", format!("This path allows {allow}."))
        }
        Fault::InvalidState(act, status) => {
            (409, "invalid_state", format!("Cannot {act} that is {status}."))
        }
        Fault::Conflict(code, text) => (409, code, own(text)),
        Fault::KeyReused => {
            let text = "This Idempotency-Key was already used for another request.";
            (409, "idempotency_key_reused", own(text))
        }
        Fault::TooLarge => (413, "too_large", own("The body is larger than 64 KB.")),
        Fault::UnsupportedType => {
            (415, "unsupported_media_type", own("Send the body as application/json."))
        }
        Fault::Invalid(errors) => (422, "invalid", errors.first_sentence()),
        Fault::Refused(code, text) => (422, code, text.clone()),
        Fault::TooMany(after) => {
            (429, "rate_limited", format!("Too many requests. Try again in {after} s."))
        }
        Fault::Busy(after) => (503, "busy", format!("PayLinkr is busy. Try again in {after} s.")),
        Fault::NoRate => {
            let text = "There is no reliable rate for this asset and currency. Try again soon.";
            (503, "no_reliable_rate", own(text))
        }
        Fault::Broken(_) => (500, "internal", own("Something went wrong on our side.")),
    }
}
