//! JSON: read as one tree, written field by field. There is one reader and one writer for all of
//! it, because each shape that serde reads or writes by itself costs the worker code of its own.
//! Knows no shape.

use serde_json::Value;

use crate::time::Instant;

/// Reads a text; null if it is not JSON. Numbers keep all their digits.
pub fn read(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap_or_default()
}

/// Reads an array of texts; nothing if it is anything else.
pub fn read_texts(text: &str) -> Vec<String> {
    let Value::Array(items) = read(text.as_bytes()) else { return Vec::new() };
    let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().unwrap_or_default()
}

/// Writes a value, without spaces.
pub fn write(value: &impl Json) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

/// What can be written.
pub trait Json {
    /// Adds it to a text.
    fn write(&self, text: &mut String);
}

/// An object. Its fields stand in the order in which they are put.
#[derive(Debug)]
pub struct Object(String);

impl Object {
    /// An object without fields.
    #[expect(clippy::new_without_default, reason = "an object without fields is of no use")]
    pub fn new() -> Object {
        Object("{".to_owned())
    }

    /// Adds a field.
    #[inline(never)]
    pub fn put<V: Json>(&mut self, name: &str, value: V) -> &mut Object {
        self.name(name);
        value.write(&mut self.0);
        self
    }

    /// Adds a field if there is something to put.
    #[inline(never)]
    pub fn put_some<V: Json>(&mut self, name: &str, value: Option<V>) -> &mut Object {
        if let Some(value) = value {
            self.put(name, value);
        }
        self
    }

    /// Adds the fields of another object.
    pub fn put_all(&mut self, other: &Object) -> &mut Object {
        if let Some(fields) = other.0.strip_prefix('{').filter(|fields| !fields.is_empty()) {
            self.comma();
            self.0.push_str(fields);
        }
        self
    }

    /// The object as it is written.
    pub fn text(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn comma(&mut self) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        name.write(&mut self.0);
        self.0.push(':');
    }
}

/// A number by its digits: a plain decimal text, never through a float.
#[derive(Debug)]
pub struct Number(pub String);

impl Json for Number {
    fn write(&self, text: &mut String) {
        text.push_str(&self.0);
    }
}

impl Json for Object {
    fn write(&self, text: &mut String) {
        text.push_str(&self.0);
        text.push('}');
    }
}

impl Json for str {
    #[inline(never)]
    fn write(&self, text: &mut String) {
        text.push_str(&serde_json::to_string(self).unwrap_or_default());
    }
}

impl Json for String {
    fn write(&self, text: &mut String) {
        self.as_str().write(text);
    }
}

impl Json for Value {
    #[inline(never)]
    fn write(&self, text: &mut String) {
        text.push_str(&serde_json::to_string(self).unwrap_or_default());
    }
}

impl Json for i64 {
    fn write(&self, text: &mut String) {
        text.push_str(&self.to_string());
    }
}

impl Json for bool {
    fn write(&self, text: &mut String) {
        text.push_str(if *self { "true" } else { "false" });
    }
}

/// As people and machines read it: `2026-01-15T10:00:00.000Z`.
impl Json for Instant {
    fn write(&self, text: &mut String) {
        self.to_string().write(text);
    }
}

impl<T: Json + ?Sized> Json for &T {
    fn write(&self, text: &mut String) {
        (**self).write(text);
    }
}

/// Nothing is null.
impl<T: Json> Json for Option<T> {
    fn write(&self, text: &mut String) {
        match self {
            Some(value) => value.write(text),
            None => text.push_str("null"),
        }
    }
}

impl<T: Json> Json for [T] {
    fn write(&self, text: &mut String) {
        text.push('[');
        for (index, value) in self.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            value.write(text);
        }
        text.push(']');
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, text: &mut String) {
        self.as_slice().write(text);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_is_written_in_the_order_in_which_it_is_put() {
        let mut inner = Object::new();
        inner.put("b", "x\"\n\u{1}é").put("a", Some(-1)).put("none", None::<i64>);
        let mut outer = Object::new();
        outer.put("list", vec![true, false]).put_some("left", None::<i64>).put("in", &inner);
        outer.put_all(&inner).put_all(&Object::new()).put("at", Instant::from_ms(0));
        let fields = r#""b":"x\"\n\u0001é","a":-1,"none":null"#;
        let at = r#""at":"1970-01-01T00:00:00.000Z""#;
        let expected = format!(r#"{{"list":[true,false],"in":{{{fields}}},{fields},{at}}}"#);
        assert_eq!(write(&outer), expected);
        assert_eq!(outer.text(), expected);
        assert_eq!(Object::new().put_all(&inner).put("c", 1).0, format!("{{{fields},\"c\":1"));
    }

    #[test]
    fn an_empty_object_and_an_empty_list_are_written() {
        assert_eq!(Object::new().text(), "{}");
        assert_eq!(write(&Vec::<String>::new()), "[]");
    }

    #[test]
    fn a_tree_is_written_as_serde_writes_it() {
        let tree = json!({"b": [1, null, "é\t"], "a": {"deep": 0.25}});
        assert_eq!(write(&tree), tree.to_string());
        assert_eq!(read(write(&tree).as_bytes()), tree);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let text = "[123456789012345678901234567890.10]";
        assert_eq!(write(&read(text.as_bytes())), text);
        let number = Number("9007199254740993.01".to_owned());
        assert_eq!(Object::new().put("n", number).0, "{\"n\":9007199254740993.01");
    }

    #[test]
    fn what_is_no_json_is_null() {
        for text in ["", "{", "[1] 2", "nul"] {
            assert_eq!(read(text.as_bytes()), Value::Null, "{text}");
        }
    }

    #[test]
    fn texts_are_texts_throughout() {
        assert_eq!(read_texts(r#"["a","é"]"#), ["a", "é"]);
        for text in ["", "null", r#"["a",1]"#, r#"{"a":"b"}"#] {
            assert!(read_texts(text).is_empty(), "{text}");
        }
    }
}
