//! Descriptions as merchants write them, and as nobody should.

use serde_json::Value;
use shared::view::LinkView;

use super::links;
use crate::{Document, Frame, link};

/// Everything that a description can have.
pub(super) const OAK: &str = "\
A table of **solid oak**, made *by hand* in [our workshop](https://example.com/workshop).
Oiled, not varnished.

- 180 × 90 cm, 74 cm high
- seats ***six***, or *eight* who like each other
- four legs, taken off with [the key that comes along](https://example.com/key)

What happens next:

1. You pay.
2. We write to you within a day. Nothing heard? Write to [us](mailto:help@example.com).
3. It stands in your kitchen.";

/// Every text of `tests/support/hostile_markdown.json`.
pub fn hostile() -> Vec<String> {
    let texts = include_bytes!("../../../tests/support/hostile_markdown.json");
    let Value::Array(texts) = shared::json::read(texts) else { return Vec::new() };
    let text = |text: &Value| {
        let times = text.get("times").and_then(Value::as_u64).unwrap_or(1);
        let piece = text.get("text").unwrap_or(text).as_str().unwrap_or_default();
        piece.repeat(usize::try_from(times).unwrap_or_default())
    };
    texts.iter().map(text).collect()
}

/// The page of a link with this description, and without a script.
pub fn described(text: &str) -> Document {
    let view = LinkView { description: Some(text.to_owned()), ..links::covered() };
    link(&view, Frame { embedded: false, boot: None, public_url: "https://pay.example.com" })
}
