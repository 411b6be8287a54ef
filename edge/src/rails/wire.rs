//! Strict reading of what ledgers say, alike for all of them: numbers, hashes, names, and texts for
//! people. Knows no ledger.

use serde::de::DeserializeOwned;

use super::Doubt;

/// What people read of a reference, at most.
const PEOPLE_READ_CHARS: usize = 120;
/// The longest name of an account is a muxed address (SEP-23).
const NAME_CHARS_MAX: usize = 69;

/// JSON of one shape. Members that nobody asks for are passed over, a member told twice is not.
///
/// # Errors
/// Everything else, such as an error page that came with status 200 (`rails.md` 7.20).
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Doubt> {
    serde_json::from_slice(body).map_err(|_| Doubt("not JSON of the expected shape"))
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
    fn a_member_told_twice_is_a_doubt() {
        #[derive(serde::Deserialize)]
        struct One {
            #[serde(rename = "a")]
            _a: Option<u32>,
        }
        assert!(json::<One>(br#"{"a":1,"b":2,"b":3}"#).is_ok());
        assert!(json::<One>(br#"{"a":1,"a":1}"#).is_err());
        assert!(json::<One>(b"<html>").is_err());
    }
}
