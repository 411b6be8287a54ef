//! Every fault in PayRequest's shape (rulings 1.1): `{"success":false,"error","errors"}`, and 401
//! as Laravel's middleware writes it.

use shared::json::Object;

use crate::fault::Fault;

/// Status and body of a fault.
pub fn dress(fault: &Fault, request_id: &str) -> (u16, String) {
    let (status, error) = words(fault);
    let mut out = Object::new();
    if status == 401 {
        out.put("message", error);
        return (status, out.text());
    }
    out.put("success", false).put("error", error);
    if let Fault::Invalid(errors) = fault {
        let mut named = Object::new();
        for (field, texts) in &errors.0 {
            let sentences: Vec<String> =
                texts.iter().map(|text| format!("The {} {text}.", spaced(field))).collect();
            named.put(field, sentences.as_slice());
        }
        out.put("errors", named);
    }
    if status >= 500 {
        out.put("request_id", request_id);
    }
    (status, out.text())
}

fn words(fault: &Fault) -> (u16, String) {
    let own = str::to_owned;
    match fault {
        Fault::Unreadable(why) => (400, why.clone()),
        Fault::Unauthenticated(_) => (401, own("Unauthenticated.")),
        Fault::MissingScope(_) => (403, own("Invalid scope(s) provided.")),
        Fault::WrongOrigin => (403, own("This token does not allow this origin.")),
        Fault::WrongMode(text) => (403, own(text)),
        Fault::Missing(what) => (404, format!("There is no such {what}.")),
        Fault::WrongMethod(allow) => (405, format!("This path allows {allow}.")),
        Fault::InvalidState(act, status) => (400, format!("Cannot {act} that is {status}.")),
        Fault::Conflict(_, text) => (409, own(text)),
        Fault::KeyReused => {
            (409, own("This Idempotency-Key was already used for another request."))
        }
        Fault::TooLarge => (413, own("The body is larger than 64 KB.")),
        Fault::UnsupportedType => (415, own("Send the body as application/json.")),
        Fault::Invalid(_) => (422, own("The given data was invalid.")),
        Fault::Refused(_, text) => (422, text.clone()),
        Fault::TooMany(after) => (429, format!("Too many requests. Try again in {after} s.")),
        Fault::Busy(after) => (503, format!("PayLinkr is busy. Try again in {after} s.")),
        Fault::NoRate => (503, own("There is no reliable rate now. Try again soon.")),
        Fault::Broken(_) => (500, own("Something went wrong on our side.")),
    }
}

/// A field's name as Laravel writes it in sentences.
fn spaced(field: &str) -> String {
    field.replace('_', " ")
}
