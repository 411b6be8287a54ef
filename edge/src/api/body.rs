//! Reads bodies and queries into plain fields. Knows no dialect's names.

use serde_json::Value;
use shared::draft::{FieldErrors, Fields, Input};
use shared::time::Instant;

use crate::fault::Fault;
use crate::http::{BODY_BYTES_MAX, Request};
use crate::store::Page;

/// The fields of a JSON object. No body at all is an object without fields.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::UnsupportedType`], [`Fault::Unreadable`].
pub fn json_fields(request: &Request) -> Result<Fields, Fault> {
    if request.body.len() > BODY_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    if request.body.is_empty() {
        return Ok(Fields::default());
    }
    let media = request.header("content-type").unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Fault::UnsupportedType);
    }
    json_object(&request.body)
}

/// The fields of a text that must be a JSON object.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn json_object(text: &[u8]) -> Result<Fields, Fault> {
    let unreadable = |why: String| Fault::Unreadable(format!("The body is not valid JSON: {why}"));
    match serde_json::from_slice(text) {
        Ok(Value::Object(map)) => {
            let nulls = map.iter().filter(|(_, value)| value.is_null());
            let nulls = nulls.map(|(name, _)| name.clone()).collect();
            Ok(Fields::new(map.into_iter().filter_map(field)).with_nulls(nulls))
        }
        Ok(_) => Err(unreadable("it must be an object".to_owned())),
        Err(error) => Err(unreadable(error.to_string())),
    }
}

fn field((name, value): (String, Value)) -> Option<(String, Input)> {
    input(value).map(|input| (name, input))
}

/// A null is a missing field. A number keeps its text: never through a float (rulings M1).
fn input(value: Value) -> Option<Input> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => Input::Flag(flag),
        Value::Number(number) => Input::Number(number.to_string()),
        Value::String(text) => Input::Text(text),
        Value::Array(items) => {
            let item = |item| input(item).unwrap_or(Input::Nothing);
            Input::List(items.into_iter().map(item).collect())
        }
        Value::Object(map) => Input::Map(map.into_iter().filter_map(field).collect()),
    })
}

/// A whole number in the query, within bounds; the default when it is missing.
///
/// # Errors
/// [`Fault::Unreadable`] when it is no whole number, [`Fault::Invalid`] when it is out of bounds.
pub fn whole(
    request: &Request,
    name: &str,
    default: i64,
    least: i64,
    most: i64,
) -> Result<i64, Fault> {
    let Some(text) = request.param(name) else { return Ok(default) };
    let number: i64 = text
        .parse()
        .map_err(|_| Fault::Unreadable(format!("The parameter {name} must be a whole number")))?;
    if (least..=most).contains(&number) {
        return Ok(number);
    }
    Err(invalid(name, &format!("must be from {least} to {most}")))
}

/// `page` and `limit` (rulings A4).
///
/// # Errors
/// As [`whole`].
pub fn page(request: &Request, limit: i64) -> Result<Page, Fault> {
    page_of(request, "limit", limit)
}

/// `page`, and how many rows a page has under the name that a dialect gives it.
///
/// # Errors
/// As [`whole`].
pub fn page_of(request: &Request, size: &str, usual: i64) -> Result<Page, Fault> {
    const PAGE_MAX: i64 = 1_000_000;
    Ok(Page {
        page: whole(request, "page", 1, 1, PAGE_MAX)?,
        limit: whole(request, size, usual, 1, 100)?,
    })
}

/// Yes or no in the query.
///
/// # Errors
/// [`Fault::Invalid`].
pub fn flag(request: &Request, name: &str) -> Result<Option<bool>, Fault> {
    match request.param(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(invalid(name, "must be true or false")),
    }
}

/// An instant in the query.
///
/// # Errors
/// [`Fault::Invalid`].
pub fn instant(request: &Request, name: &str) -> Result<Option<Instant>, Fault> {
    let Some(text) = request.param(name) else { return Ok(None) };
    let instant = Instant::parse(text);
    let text = "must be an instant such as 2026-01-15T10:00:00.000Z";
    instant.map(Some).ok_or_else(|| invalid(name, text))
}

/// One field that breaks a rule.
pub fn invalid(field: &str, message: &str) -> Fault {
    let mut errors = FieldErrors::default();
    errors.add(field, message);
    Fault::Invalid(errors)
}
