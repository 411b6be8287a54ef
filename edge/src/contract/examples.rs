//! Examples: what stories of `tests/recorded` sent and got. A test writes `examples.json` from
//! what it plays, and fails when that is something else. Knows no schema.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use shared::json::Object;

use super::operation::prefix;
use super::schema::Raw;
use crate::api::dialect::Dialect;

const RECORDED: &str = include_str!("examples.json");

type Fields = BTreeMap<String, Box<RawValue>>;

/// A request and its answer.
pub(super) struct Example {
    /// `POST /api/v1/invoices`.
    operation: String,
    status: u16,
    /// What it shows.
    says: String,
    /// `None`: nothing was sent, or it was refused.
    sent: Option<Body>,
    got: Option<Body>,
}

/// A body, as JSON.
pub(super) struct Body {
    media: String,
    text: String,
}

impl Body {
    /// What an answer says.
    pub(super) fn json(text: String) -> Body {
        Body { media: "application/json".to_owned(), text }
    }
}

/// All of them.
pub(super) fn read() -> Vec<Example> {
    let all: Vec<Fields> = serde_json::from_str(RECORDED).unwrap_or_default();
    all.iter().filter_map(example).collect()
}

fn example(fields: &Fields) -> Option<Example> {
    let text = |name: &str| serde_json::from_str(fields.get(name)?.get()).ok();
    let body = |name: &str| {
        let bodies: Fields = serde_json::from_str(fields.get(name)?.get()).ok()?;
        let (media, text) = bodies.into_iter().next()?;
        Some(Body { media, text: text.get().to_owned() })
    };
    Some(Example {
        operation: text("operation")?,
        status: fields.get("status")?.get().parse().ok()?,
        says: text("says")?,
        sent: body("sent"),
        got: body("got"),
    })
}

/// Examples by what they show.
pub(super) type Shown<'a> = Vec<(&'a str, &'a Body)>;

/// What was sent to an operation.
pub(super) fn sent<'a>(all: &'a [Example], operation: &str) -> Shown<'a> {
    let own = all.iter().filter(|one| one.operation == operation);
    own.filter_map(|one| Some((&*one.says, one.sent.as_ref()?))).collect()
}

/// What an operation answered with a status.
pub(super) fn got<'a>(all: &'a [Example], operation: &str, status: u16) -> Shown<'a> {
    let own = all.iter().filter(|one| one.operation == operation && one.status == status);
    own.filter_map(|one| Some((&*one.says, one.got.as_ref()?))).collect()
}

/// What any operation of a dialect answered with a status that all of them share.
pub(super) fn refused<'a>(all: &'a [Example], dialect: &str, status: u16) -> Shown<'a> {
    let is_its = |one: &&Example| {
        let path = one.operation.split_once(' ').map_or("", |(_, path)| path);
        one.status == status && prefix(Dialect::of_path(path)) == dialect
    };
    let own = all.iter().filter(is_its);
    own.filter_map(|one| Some((&*one.says, one.got.as_ref()?))).collect()
}

/// Those of a media type, as OpenAPI has them; `None`: there are none.
pub(super) fn of_media(shown: &Shown<'_>, media: &str) -> Option<Object> {
    let mut out = Object::new();
    let mut own = shown.iter().filter(|(_, body)| body.media == media).peekable();
    own.peek()?;
    for (says, body) in own {
        let mut one = Object::new();
        one.put("value", Raw(&body.text));
        out.put(says, one);
    }
    Some(out)
}
