//! The fields of a legacy request, as JSON or as a form: a token stands among them, so that they
//! are read before anybody is known.

use shared::draft::{Fields, Input};

use crate::api::{body, form};
use crate::fault::Fault;
use crate::http::{BODY_BYTES_MAX, Request};

/// Reads the body. Of a form's fields with one name the first counts, and files are passed over.
/// What says nothing of itself is read as JSON, which the seed shows; no body has no fields.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::Unreadable`].
pub(super) fn read(request: &Request) -> Result<Fields, Fault> {
    if request.body.len() > BODY_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    if request.body.is_empty() {
        return Ok(Fields::default());
    }
    let Some(form) = form::read(request)? else {
        return body::json_object(&request.body);
    };
    let mut fields: Vec<(String, Input)> = Vec::new();
    for (name, value) in form.fields {
        if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, Input::Text(value)));
        }
    }
    Ok(Fields::new(fields))
}
