//! The fields of a legacy request, as JSON or as a form: a token stands among them, so that they
//! are read before anybody is known.

use shared::draft::{Fields, Input};

use crate::api::body;
use crate::fault::Fault;
use crate::http::{BODY_BYTES_MAX, Request, parse_query};

/// Reads the body. Of a form's fields with one name the first counts. What says nothing of itself
/// is read as JSON, which the seed shows; no body has no fields.
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
    let header = request.header("content-type").unwrap_or_default();
    let (media, rest) = header.split_once(';').unwrap_or((header, ""));
    let is = |name: &str| media.trim().eq_ignore_ascii_case(name);
    let text = || String::from_utf8_lossy(&request.body);
    let pairs = if is("application/x-www-form-urlencoded") {
        parse_query(&text())
    } else if is("multipart/form-data") {
        let parts = boundary(rest).and_then(|boundary| parts(&text(), boundary));
        parts.ok_or_else(|| Fault::Unreadable("The body is not a valid form.".to_owned()))?
    } else {
        return body::json_object(&request.body);
    };
    let mut fields: Vec<(String, Input)> = Vec::new();
    for (name, value) in pairs {
        if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, Input::Text(value)));
        }
    }
    Ok(Fields::new(fields))
}

/// What divides the parts of a form (RFC 2046, 5.1.1).
fn boundary(parameters: &str) -> Option<&str> {
    let mut parameters = parameters.split(';').filter_map(|one| one.trim().split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(value.trim_matches('"')).filter(|value| !value.is_empty())
}

/// The fields of a form in parts, which is what PHP's curl sends for an array (RFC 7578). Files are
/// passed over. `None` when it does not come to its end.
fn parts(text: &str, boundary: &str) -> Option<Vec<(String, String)>> {
    let (text, line) = (format!("\r\n{text}"), format!("\r\n--{boundary}"));
    let mut pieces = text.split(&line).skip(1);
    let mut fields = Vec::new();
    loop {
        let piece = pieces.next()?;
        if piece.starts_with("--") {
            return Some(fields);
        }
        let (head, value) = piece.split_once("\r\n\r\n")?;
        if let Some(name) =
            parameter(head, "name").filter(|_| parameter(head, "filename").is_none())
        {
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// A quoted parameter of a part's head.
fn parameter<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = head.split_once(&format!("; {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
