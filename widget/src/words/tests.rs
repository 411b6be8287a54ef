//! Every language says everything, with the same gaps, and shouts at nobody.

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
