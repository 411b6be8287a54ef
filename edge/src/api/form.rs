//! Reads bodies that are forms, whole or in parts. Knows no dialect's names.

use crate::fault::Fault;
use crate::http::{Request, parse_query};

/// A form as it was sent.
#[derive(Default)]
pub struct Form {
    /// Names and texts, in order.
    pub fields: Vec<(String, String)>,
    /// The names of the fields that are files, which nobody reads.
    pub files: Vec<String>,
}

/// The form in a body; `None` when the body says that it is something else.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn read(request: &Request) -> Result<Option<Form>, Fault> {
    let header = request.header("content-type").unwrap_or_default();
    let (media, rest) = header.split_once(';').unwrap_or((header, ""));
    let is = |name: &str| media.trim().eq_ignore_ascii_case(name);
    let text = || String::from_utf8_lossy(&request.body);
    if is("application/x-www-form-urlencoded") {
        return Ok(Some(Form { fields: parse_query(&text()), files: Vec::new() }));
    }
    if !is("multipart/form-data") {
        return Ok(None);
    }
    let form = boundary(rest).and_then(|boundary| parts(&text(), boundary));
    let unreadable = || Fault::Unreadable("The body is not a valid form.".to_owned());
    form.map(Some).ok_or_else(unreadable)
}

/// What divides the parts of a form (RFC 2046, 5.1.1).
fn boundary(parameters: &str) -> Option<&str> {
    let mut parameters = parameters.split(';').filter_map(|one| one.trim().split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(value.trim_matches('"')).filter(|value| !value.is_empty())
}

/// A form in parts, which is what browsers and PHP's curl send (RFC 7578). `None` when it does not
/// come to its end.
fn parts(text: &str, boundary: &str) -> Option<Form> {
    let (text, line) = (format!("\r\n{text}"), format!("\r\n--{boundary}"));
    let mut pieces = text.split(&line).skip(1);
    let mut form = Form::default();
    loop {
        let piece = pieces.next()?;
        if piece.starts_with("--") {
            return Some(form);
        }
        let (head, value) = piece.split_once("\r\n\r\n")?;
        let Some(name) = parameter(head, "name") else { continue };
        match parameter(head, "filename") {
            None => form.fields.push((name.to_owned(), value.to_owned())),
            Some(_) => form.files.push(name.to_owned()),
        }
    }
}

/// A quoted parameter of a part's head.
fn parameter<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = head.split_once(&format!("; {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
