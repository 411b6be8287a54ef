//! Which language a page speaks: what the address asks for, what the browser wishes, what the
//! merchant writes. Knows no words.

use super::Words;

/// The code of the first that we have: the asked one, the best of an `Accept-Language` header, the
/// fallback, English.
pub fn language(
    asked: Option<&str>,
    accept_language: Option<&str>,
    fallback: &str,
) -> &'static str {
    let wished = || accept_language.and_then(best);
    known(asked).or_else(wished).unwrap_or_else(|| Words::of(fallback).manner.code)
}

/// The code of a language, if we have it: what may be written into an address.
pub(crate) fn known(language: Option<&str>) -> Option<&'static str> {
    Words::find(language?).map(|words| words.manner.code)
}

/// The language of a header with the highest weight; the first of several (RFC 9110, 12.5.4). What
/// weighs nothing is not wanted, and `*` says nothing of what we have.
fn best(header: &str) -> Option<&'static str> {
    let mut best = None;
    for wish in header.split(',') {
        let mut parts = wish.split(';').map(str::trim);
        let code = known(parts.next());
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1_000), weight);
        let Some((code, weight)) = code.zip(weight) else { continue };
        if weight > best.map_or(0, |(_, highest)| highest) {
            best = Some((code, weight));
        }
    }
    best.map(|(code, _)| code)
}

/// `0.85` in thousandths.
fn weight(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let thousandths = format!("{part:0<3}");
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = thousandths.parse().ok()?;
    (whole <= 1 && thousandths.len() == 3).then_some(whole * 1_000 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_have_is_spoken() {
        assert_eq!(language(Some("nl"), Some("de"), "fr"), "nl");
        assert_eq!(language(Some("pt-BR"), None, "fr"), "pt");
        assert_eq!(language(Some("tlh"), Some("de"), "fr"), "de");
        assert_eq!(language(None, Some("tlh"), "fr"), "fr");
        assert_eq!(language(None, None, "es"), "es");
        assert_eq!(language(None, None, "tlh"), "en");
        assert_eq!(language(Some(""), Some(""), ""), "en");
    }

    #[test]
    fn a_header_is_read_with_its_weights() {
        let wish = |header| language(None, Some(header), "en");
        assert_eq!(wish("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), "fr");
        assert_eq!(wish("tlh, de;q=0.2,nl ; q=0.35"), "nl");
        assert_eq!(wish("de;q=0.5, es;q=0.5"), "de", "the first of equals");
        assert_eq!(wish("de;q=0, *"), "en", "not wanted, and anything else");
        assert_eq!(wish("de;q=x, nl;q=2, es;q=0.0001, fr;q=0.001"), "fr", "not what is no weight");
        assert_eq!(wish(",;, ;q=1"), "en");
    }
}
