//! JSON objects field by field, in the order in which people read them. Knows no object's meaning.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// An object.
pub(super) struct Object(pub(super) Vec<(&'static str, Value)>);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A text, or null.
pub(super) fn maybe(text: Option<impl ToString>) -> Value {
    text.map_or(Value::Null, |text| text.to_string().into())
}
