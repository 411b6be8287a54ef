//! Schemas as JSON Schema 2020-12 has them, in words that a table of fields reads like. Knows
//! nothing of what they describe.

use shared::json::{Json, Object, write};

/// A schema: its keywords, in the order in which they were said.
#[derive(Clone)]
pub(super) struct Schema(Vec<(&'static str, String)>);

/// A field of an object.
pub(super) struct Field {
    name: &'static str,
    schema: Schema,
    is_required: bool,
}

impl Schema {
    fn of(kind: &str) -> Schema {
        Schema(Vec::new()).with("type", kind)
    }

    /// Adds a keyword.
    pub(super) fn with(mut self, keyword: &'static str, value: impl Json) -> Schema {
        self.0.push((keyword, write(&value)));
        self
    }

    /// One of these cases holds, too.
    pub(super) fn cases(self, cases: impl IntoIterator<Item = Schema>) -> Schema {
        self.and(&any_of(&cases.into_iter().collect::<Vec<_>>()))
    }

    /// This holds, too. Programs that make types of schemas take `anyOf` beside fields for a choice
    /// that leaves the fields out, and `allOf` for what it is.
    pub(super) fn and(mut self, more: &Schema) -> Schema {
        match self.0.iter_mut().find(|(keyword, _)| *keyword == "allOf") {
            Some((_, all)) => {
                *all = format!("{},{}]", all.strip_suffix(']').unwrap_or(all), write(more))
            }
            None => self = self.with("allOf", vec![more.clone()]),
        }
        self
    }

    /// What a new one has unless it is given; a change keeps what there is.
    pub(super) fn usual(self, value: impl Json, is_new: bool) -> Schema {
        if is_new { self.with("default", value) } else { self }
    }

    fn has(&self, keyword: &str) -> bool {
        self.0.iter().any(|(known, _)| *known == keyword)
    }

    /// What it means.
    pub(super) fn says(self, text: &str) -> Schema {
        self.with("description", text)
    }

    /// A value for the eye.
    pub(super) fn like(self, value: impl Json) -> Schema {
        self.with("examples", vec![value])
    }

    /// Whether it has fields that are always there, itself or where it refers to.
    pub(super) fn needs_fields(&self, named: &[(&str, Schema)]) -> bool {
        self.0.iter().any(|(keyword, value)| match *keyword {
            "required" => true,
            "$ref" => {
                let name = value.trim_matches('"').rsplit('/').next();
                let target = named.iter().find(|(known, _)| Some(*known) == name);
                target.is_some_and(|(_, schema)| schema.needs_fields(named))
            }
            _ => false,
        })
    }

    /// The same, or null.
    pub(super) fn or_null(mut self) -> Schema {
        let nothing = "\"null\"".to_owned();
        if self.0.contains(&("type", nothing)) {
            return self;
        }
        if self.has("const") {
            return any_of(&[self, null()]);
        }
        if let Some((_, kind)) = self.0.iter_mut().find(|(keyword, _)| *keyword == "type") {
            *kind = format!("[{kind},\"null\"]");
            if let Some((_, codes)) = self.0.iter_mut().find(|(keyword, _)| *keyword == "enum") {
                *codes = codes.replace(']', ",null]");
            }
            return self;
        }
        any_of(&[self, null()])
    }
}

impl Json for Schema {
    fn write(&self, text: &mut String) {
        let mut out = Object::new();
        for (keyword, value) in &self.0 {
            out.put(keyword, Raw(value));
        }
        Json::write(&out, text);
    }
}

/// Text that is JSON already.
pub(super) struct Raw<'a>(pub(super) &'a str);

impl Json for Raw<'_> {
    fn write(&self, text: &mut String) {
        text.push_str(self.0);
    }
}

/// Any text.
pub(super) fn text() -> Schema {
    Schema::of("string")
}

/// What `shared::draft::Text` refuses: control characters, and those that turn the direction of a
/// text.
pub(super) const HIDDEN: &str = "\\u0000-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069";

/// The same without the end of a line.
const HIDDEN_IN_LINES: &str =
    "\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069";

/// A line that somebody types: something that can be seen, of so many characters at most.
pub(super) fn text_of(most: usize) -> Schema {
    typed(HIDDEN, most)
}

/// The same, and it may have lines.
pub(super) fn lines_of(most: usize) -> Schema {
    typed(HIDDEN_IN_LINES, most)
}

/// A note of so many characters: it may be empty, and have lines.
pub(super) fn note_of(most: usize) -> Schema {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    text_like(&format!("^[^{HIDDEN_IN_LINES}]*$")).with("maxLength", most)
}

/// White space around it is not looked at; what is white to patterns is, but for U+0085, to us.
fn typed(hidden: &str, most: usize) -> Schema {
    let pattern = format!("^\\s*[^\\s{hidden}](?:[^{hidden}]*[^\\s{hidden}])?\\s*$");
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    text_like(&pattern).with("minLength", 1).with("maxLength", most)
}

/// A text of a form.
pub(super) fn text_like(pattern: &str) -> Schema {
    text().with("pattern", pattern)
}

/// An address that somebody gave us: what browsers take, which is more than RFC 3986 (`uri`) does.
pub(super) fn given_url() -> Schema {
    text_like("^https?://[!-~]+$")
}

/// One of these words.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Schema {
    text().with("enum", words.into_iter().collect::<Vec<_>>())
}

/// This word.
pub(super) fn word(word: &str) -> Schema {
    text().with("const", word)
}

/// An id with its prefix.
pub(super) fn id(prefix: &str) -> Schema {
    text_like(&format!("^{prefix}_[0-9a-z]{{26}}$"))
}

/// Yes or no.
pub(super) fn flag() -> Schema {
    Schema::of("boolean")
}

/// A whole number within bounds.
pub(super) fn whole(least: i64, most: i64) -> Schema {
    Schema::of("integer").with("minimum", least).with("maximum", most)
}

/// A number that counts something: zero or more.
pub(super) fn count() -> Schema {
    Schema::of("integer").with("minimum", 0)
}

/// Any number.
pub(super) fn number() -> Schema {
    Schema::of("number")
}

/// A list of such.
pub(super) fn list(items: Schema) -> Schema {
    Schema::of("array").with("items", items)
}

/// An object of any fields with such values.
pub(super) fn map(values: Schema) -> Schema {
    Schema::of("object").with("additionalProperties", values)
}

/// Whatever is JSON.
pub(super) fn anything() -> Schema {
    Schema(Vec::new())
}

/// What stands under this name among the components.
pub(super) fn refer(name: &str) -> Schema {
    Schema(Vec::new()).with("$ref", format!("#/components/schemas/{name}"))
}

/// Null.
pub(super) fn null() -> Schema {
    Schema::of("null")
}

/// One of these.
pub(super) fn any_of(schemas: &[Schema]) -> Schema {
    Schema(Vec::new()).with("anyOf", schemas)
}

/// All of these.
pub(super) fn all_of(schemas: &[Schema]) -> Schema {
    Schema(Vec::new()).with("allOf", schemas)
}

/// A field that is always there.
pub(super) fn must(name: &'static str, schema: Schema) -> Field {
    Field { name, schema, is_required: true }
}

/// A field that may be missing.
pub(super) fn may(name: &'static str, schema: Schema) -> Field {
    Field { name, schema, is_required: false }
}

/// A case of what fields are together; others are free.
pub(super) fn case(fields: impl IntoIterator<Item = Field>) -> Schema {
    object(fields)
}

/// Of these fields those that are named are given, and those beside them may be. Of the others none
/// is: a text is null or missing, and a flag may be false, too.
pub(super) fn only(
    named: &[&str],
    beside: &[&str],
    texts: &[&'static str],
    flags: &[&'static str],
) -> Schema {
    let is_named = |name: &str| named.contains(&name);
    let text = |name| if is_named(name) { must(name, given()) } else { may(name, null()) };
    let switch = |name| match is_named(name) {
        true => must(name, flag().with("const", true)),
        false => may(name, flag().with("const", false).or_null()),
    };
    let rest = |names: &[&'static str]| {
        let names = names.iter().copied().filter(|name| !beside.contains(name));
        names.collect::<Vec<_>>()
    };
    case(rest(texts).into_iter().map(text).chain(rest(flags).into_iter().map(switch)))
}

/// Whatever there is.
pub(super) fn given() -> Schema {
    Schema(Vec::new()).with("not", null())
}

/// An object that we write: it has these fields and no others.
pub(super) fn answer(fields: impl IntoIterator<Item = Field>) -> Schema {
    object(fields).with("additionalProperties", false)
}

/// An object that we read: other fields are not looked at, and null is a missing field.
pub(super) fn request(fields: impl IntoIterator<Item = Field>) -> Schema {
    object(fields.into_iter().map(|field| match field.is_required {
        true => field,
        false => Field { schema: field.schema.or_null(), ..field },
    }))
}

/// A form that we read: other fields are not looked at.
pub(super) fn form(fields: impl IntoIterator<Item = Field>) -> Schema {
    object(fields)
}

fn object(fields: impl IntoIterator<Item = Field>) -> Schema {
    let mut properties = Object::new();
    let mut required = Vec::new();
    for Field { name, schema, is_required } in fields {
        properties.put(name, &schema);
        required.extend(is_required.then_some(name));
    }
    let schema = Schema::of("object").with("properties", properties);
    if required.is_empty() { schema } else { schema.with("required", required) }
}
