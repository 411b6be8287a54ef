//! The fields of a legacy request, as JSON or as a form: a token stands among them, so that they
//! are read before anybody is known.

use shared::draft::{Fields, Input};

use crate::api::body;
use crate::fault::Fault;
use crate::http::{BODY_BYTES_MAX, Request, parse_query};

/// Reads the body. Of a form's fields with one name the first counts.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::Unreadable`].
pub(super) fn read(request: &Request) -> Result<Fields, Fault> {
    if request.body.len() > BODY_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let media = request.header("content-type").unwrap_or_default();
    if !is_form(media) {
        return body::json_object(&request.body);
    }
    let mut fields: Vec<(String, Input)> = Vec::new();
    for (name, value) in parse_query(&String::from_utf8_lossy(&request.body)) {
        if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, Input::Text(value)));
        }
    }
    Ok(Fields::new(fields))
}

/// Whether a body is a form's. What says nothing of itself is read as JSON, which the seed shows.
fn is_form(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
