//! Every fault as seed 001 has it: `{"status":"error","error":code}` with HTTP 200 for its ten
//! codes, but 500 for `unknown`, which alone says more in `realerror`.

use shared::json::Object;

use crate::fault::{Fault, KeyProblem};

/// The codes that a handler refuses with; the others are told from the fault (seed 001).
pub const CODES: [&str; 7] = [
    "noid",
    "nosuchlink",
    "notitle",
    "noamount",
    "notvalidamount",
    "nointegration",
    "pspnotsupported",
];

/// Status and body of a fault.
pub fn dress(fault: &Fault, request_id: &str) -> (u16, String) {
    let (status, code, real) = words(fault, request_id);
    let mut out = Object::new();
    out.put("status", "error").put("error", code).put_some("realerror", real);
    (status, out.text())
}

fn words(fault: &Fault, request_id: &str) -> (u16, &'static str, Option<String>) {
    let known = |code| (200, code, None);
    let unknown = |status, text: String| (status, "unknown", Some(text));
    let own = str::to_owned;
    match fault {
        Fault::Unauthenticated(KeyProblem::Missing) => known("notoken"),
        Fault::Unauthenticated(KeyProblem::Unknown) | Fault::MissingScope(_) => {
            known("novalidtoken")
        }
        Fault::Refused("settlement_missing", _) => known("nointegration"),
        Fault::Refused("no_way_to_pay", _) => known("pspnotsupported"),
        Fault::Refused(code, text) => match CODES.into_iter().find(|known| known == code) {
            Some(code) => known(code),
            None => unknown(422, text.clone()),
        },
        Fault::Unreadable(why) => unknown(400, why.clone()),
        Fault::WrongOrigin => unknown(403, own("This token does not allow this origin.")),
        Fault::WrongMode(text) => unknown(403, own(text)),
        Fault::Missing(what) => unknown(404, format!("There is no such {what}.")),
        Fault::WrongMethod(allow) => unknown(405, format!("This path allows {allow}.")),
        Fault::InvalidState(act, status) => unknown(409, format!("Cannot {act} that is {status}.")),
        Fault::Conflict(_, text) => unknown(409, own(text)),
        Fault::KeyReused => {
            unknown(409, own("This Idempotency-Key was already used for another request."))
        }
        Fault::TooLarge => unknown(413, own("The body is larger than 64 KB.")),
        Fault::UnsupportedType => unknown(415, own("Send the body as JSON or as a form.")),
        Fault::Invalid(errors) => unknown(422, errors.first_sentence()),
        Fault::TooMany(after) => unknown(429, format!("Too many requests: wait {after} s.")),
        Fault::Busy(after) => unknown(503, format!("PayLinkr is busy: wait {after} s.")),
        Fault::NoRate => unknown(503, own("There is no reliable rate now.")),
        Fault::Broken(_) => unknown(500, format!("An error of ours: request {request_id}.")),
    }
}
