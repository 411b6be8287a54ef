//! Strict reading of what ledgers say, alike for all of them: numbers, hashes, names, and texts for
//! people. Knows no ledger.

use serde_json::Value;
use shared::json::read;

use super::Doubt;

const NOT_OF_SHAPE: Doubt = Doubt("not JSON of the expected shape");

/// What people read of a reference, at most.
const PEOPLE_READ_CHARS: usize = 120;
/// The longest name of an account is a muxed address (SEP-23).
const NAME_CHARS_MAX: usize = 69;

/// An object of JSON, to be read with the functions below: one tree for all that ledgers say is
/// less code than a struct for each. Members that nobody asks for are passed over.
///
/// # Errors
/// Everything else, such as an error page that came with status 200 (`rails.md` 7.20).
pub(super) fn json(body: &[u8]) -> Result<Value, Doubt> {
    Some(read(body)).filter(Value::is_object).ok_or(NOT_OF_SHAPE)
}

/// A member that is a text; `None` if there is none, or null.
///
/// # Errors
/// [`Doubt`] if it is anything else; so in all of these.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> Result<Option<&'a str>, Doubt> {
    member(object, name, Value::as_str)
}

/// A member that is true or false.
pub(super) fn flag(object: &Value, name: &str) -> Result<Option<bool>, Doubt> {
    member(object, name, Value::as_bool)
}

/// A member that is a whole number of 32 bits.
pub(super) fn count(object: &Value, name: &str) -> Result<Option<u32>, Doubt> {
    member(object, name, |value| value.as_u64()?.try_into().ok())
}

/// A member that is an object.
pub(super) fn object<'a>(object: &'a Value, name: &str) -> Result<Option<&'a Value>, Doubt> {
    member(object, name, |value| Some(value).filter(|value| value.is_object()))
}

/// A member that is a list.
pub(super) fn list<'a>(object: &'a Value, name: &str) -> Result<Option<&'a [Value]>, Doubt> {
    member(object, name, |value| value.as_array().map(Vec::as_slice))
}

fn member<'a, T>(
    object: &'a Value,
    name: &str,
    read: impl FnOnce(&'a Value) -> Option<T>,
) -> Result<Option<T>, Doubt> {
    match any(object, name) {
        Some(value) => read(value).ok_or(NOT_OF_SHAPE).map(Some),
        None => Ok(None),
    }
}

/// A member, whatever it is; null is none.
pub(super) fn any<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// A number of 64 bits, written with digits only.
pub(super) fn number(text: &str) -> Option<u64> {
    is_digits(text).then(|| text.parse().ok()).flatten()
}

/// Digits, and at least one.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 32 bytes in hexadecimal, as both ledgers name transactions.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether it may be the name of an account; checksums are not looked at, because it is compared
/// and kept, and never paid without being read by `shared::address`.
pub(super) fn is_name(text: &str) -> bool {
    (1..=NAME_CHARS_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A text of strangers, as people may be shown it: short, and without what turns or breaks lines.
pub(super) fn for_people(text: &str) -> String {
    const TURNS: [(char, char); 3] =
        [('\u{200e}', '\u{200f}'), ('\u{2028}', '\u{202e}'), ('\u{2066}', '\u{2069}')];
    let turns = |letter: char| TURNS.iter().any(|(from, to)| (*from..=*to).contains(&letter));
    let shown = text.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    shown.take(PEOPLE_READ_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("18446744073709551615"), Some(u64::MAX));
        for text in ["", "+5", "-5", " 5", "5.0", "5e0", "٣", "18446744073709551616"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_hash_is_32_bytes_in_hexadecimal() {
        assert!(is_hash(&"aF".repeat(32)));
        for text in ["", &"a".repeat(63), &"a".repeat(65), &"g".repeat(64), &"é".repeat(32)] {
            assert!(!is_hash(text), "{text:?}");
        }
    }

    #[test]
    fn a_name_of_an_account_is_letters_and_digits() {
        assert!(is_name("rLNaPoKeeBjZe2qs6x52yVPZpZ8td4dc6w"));
        for text in ["", "G A", "GA/payments", "é", &"G".repeat(70)] {
            assert!(!is_name(text), "{text:?}");
        }
    }

    #[test]
    fn a_text_for_people_is_short_and_stays_on_its_line() {
        assert_eq!(for_people("a\0b\r\nc\u{202e}d\u{2067}é✅"), "abcdé✅");
        assert_eq!(for_people(&"é".repeat(500)), "é".repeat(120));
    }

    #[test]
    fn an_answer_is_an_object() {
        for body in ["", "<html>", "[]", "null", "1", r#"{"a":1"#, r#"{"a":1} 2"#] {
            assert_eq!(json(body.as_bytes()), Err(NOT_OF_SHAPE), "{body}");
        }
    }

    #[test]
    fn a_member_is_of_its_kind_or_a_doubt_and_null_is_none() {
        let body =
            r#"{"text":"a","flag":true,"count":4294967295,"object":{},"list":[1],"no":null}"#;
        let said = json(body.as_bytes()).unwrap();
        assert_eq!(text(&said, "text"), Ok(Some("a")));
        assert_eq!(flag(&said, "flag"), Ok(Some(true)));
        assert_eq!(count(&said, "count"), Ok(Some(u32::MAX)));
        assert_eq!(object(&said, "object"), Ok(Some(&said["object"])));
        assert_eq!(list(&said, "list").unwrap().unwrap().len(), 1);
        for name in ["text", "flag", "count", "object", "list"] {
            assert_eq!(text(&said, name).is_ok(), name == "text");
            assert_eq!(flag(&said, name).is_ok(), name == "flag");
            assert_eq!(count(&said, name).is_ok(), name == "count");
            assert_eq!(object(&said, name).is_ok(), name == "object");
            assert_eq!(list(&said, name).is_ok(), name == "list");
        }
        for name in ["no", "another"] {
            assert_eq!((text(&said, name), flag(&said, name)), (Ok(None), Ok(None)));
            assert_eq!((count(&said, name), list(&said, name)), (Ok(None), Ok(None)));
            assert_eq!((object(&said, name), any(&said, name)), (Ok(None), None));
        }
        for number in ["-1", "1.0", "1e2", "4294967296", "\"1\""] {
            let said = json(format!("{{\"count\":{number}}}").as_bytes()).unwrap();
            assert_eq!(count(&said, "count"), Err(NOT_OF_SHAPE), "{number}");
        }
    }
}
