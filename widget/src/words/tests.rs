//! Every language says everything in its own words, with the same gaps, and shouts at nobody.

use super::*;

/// The texts of a language with the names of their fields, as its `Debug` prints them.
fn texts(words: &Words) -> Vec<(String, String)> {
    let printed = format!("{words:#?}").replace("\\u{202f}", "\u{202f}");
    let printed = printed.replace("\\u{a0}", "\u{a0}");
    let lines = printed.lines().filter_map(|line| line.trim().split_once(": \""));
    let texts = lines.map(|(name, text)| {
        (name.to_owned(), text.trim_end_matches(',').trim_end_matches('"').to_owned())
    });
    texts.collect()
}

fn gaps(text: &str) -> Vec<&str> {
    let mut gaps: Vec<&str> = text
        .split('{')
        .skip(1)
        .map(|rest| rest.split_once('}').expect("a gap is closed").0)
        .collect();
    gaps.sort_unstable();
    gaps.dedup();
    gaps
}

#[test]
fn every_language_says_everything_with_the_same_gaps() {
    let english = texts(&en::WORDS);
    assert!(english.len() > 100, "{}", english.len());
    for words in Words::ALL {
        let code = words.manner.code;
        let texts = texts(words);
        assert_eq!(texts.len(), english.len(), "{code}");
        for ((name, text), (english_name, english)) in texts.iter().zip(&english) {
            assert_eq!(name, english_name, "{code}");
            assert!(!text.is_empty(), "{code} {name}");
            assert!(!text.contains('!') && !text.contains("  "), "{code} {name}: {text}");
            assert_eq!(gaps(text), gaps(english), "{code} {name}: {text}");
        }
    }
}

/// What is really the same as in English, in which languages, and why.
const SAME: [(&str, &str, &str); 14] = [
    ("[Test]", "nl de fr", "the same word"),
    ("{merchant}: {title}", "nl de es pt", "an order, and no word"),
    ("{label}: {value}", "nl de es pt", "an order, and no word"),
    ("ltr", "nl de fr es pt", "a direction, and no word"),
    ("1", "nl de es pt", "a number"),
    ("{day} {month} {year}", "nl fr", "an order, and no word"),
    ("{word} · {merchant}", "nl de fr es pt", "an order, and no word"),
    ("Memo", "nl de es pt", "what the ledger and every wallet call it"),
    ("Destination tag", "nl fr es pt", "what the ledger and every wallet call it"),
    ("Open wallet", "nl", "both words are Dutch too"),
    ("per week", "nl", "both words are Dutch too"),
    ("Name", "de", "the same word"),
    ("Total", "fr es pt", "the same word"),
    ("Subtotal", "es pt", "the same word"),
];

#[test]
fn no_text_was_left_in_english() {
    let english = texts(&en::WORDS);
    let mut found = Vec::new();
    for words in Words::ALL.into_iter().skip(1) {
        let same = texts(words).into_iter().zip(&english).filter(|(text, en)| text.1 == en.1);
        found.extend(same.map(|((_, text), _)| (text, words.manner.code)));
    }
    let listed = |text: &str, code: &str| {
        SAME.iter().any(|(same, codes, _)| *same == text && codes.split(' ').any(|it| it == code))
    };
    for (text, code) in &found {
        assert!(listed(text, code), "{code} says {text:?} in English");
    }
    for (same, codes, reason) in SAME {
        for code in codes.split(' ') {
            let is_found = found.iter().any(|(text, it)| text == same && *it == code);
            assert!(is_found, "{code} no longer says {same:?} ({reason})");
        }
    }
}

#[test]
fn a_language_is_found_by_its_base_and_english_stands_in() {
    assert_eq!(Words::of("pt-BR").manner.code, "pt");
    assert_eq!(Words::of("NL").manner.code, "nl");
    assert_eq!(Words::of("de_AT").manner.code, "de");
    assert_eq!(Words::of("tlh").manner.code, "en");
    assert_eq!(Words::of("").manner.code, "en");
}

#[test]
fn a_value_is_never_searched_for_gaps() {
    let text = fill("{a} and {b}{lacks}.", &[("a", "{b}"), ("b", "2")]);
    assert_eq!(text, "{b} and 2.");
}
