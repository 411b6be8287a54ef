//! The patterns of what is sent, held to the readers: the same texts fit both.

use jsonschema::Validator;
use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};
use shared::draft::{FieldErrors, Text, read_email, read_origins};
use shared::money::Amount;
use shared::price::read_price;
use shared::slug::is_slug;
use shared::time::Instant;
use shared::url::{Reach, parse_public};

use super::schema::{lines_of, refer, text_of};
use super::{common, document, sandbox};

fn fits(schema: &impl shared::json::Json) -> impl Fn(&str) -> bool {
    let whole: Value = serde_json::from_str(&document()).unwrap();
    let schema: Value = serde_json::from_str(&shared::json::write(schema)).unwrap();
    let whole = json!({"components": whole["components"], "allOf": [schema]});
    let validator: Validator = jsonschema::draft202012::new(&whole).unwrap();
    move |text| validator.is_valid(&json!(text))
}

/// Tries texts that are made of these.
fn agree(
    schema: &impl shared::json::Json,
    made_of: &str,
    reads: impl Fn(&str) -> bool,
) -> (usize, usize) {
    let fits = fits(schema);
    let (mut taken, mut refused) = (0, 0);
    let strategy = proptest::string::string_regex(made_of).unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..4_000 {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        let is_read = reads(&text);
        assert_eq!(fits(&text), is_read, "{text:?}");
        if is_read { taken += 1 } else { refused += 1 }
    }
    (taken, refused)
}

/// Texts of both sorts were tried.
fn assert_agree(schema: &impl shared::json::Json, made_of: &str, reads: impl Fn(&str) -> bool) {
    let (taken, refused) = agree(schema, made_of, reads);
    assert!(taken >= 100 && refused >= 100, "{taken} taken, {refused} refused: {made_of}");
}

#[test]
fn a_text_that_fits_is_read() {
    // U+0085 is white space to us, and to patterns it is not.
    let odd = "[a ü\t\n\r\u{0}\u{7f}\u{a0}\u{202e}\u{2066}\u{2028}]{0,3}";
    assert_agree(&text_of(3), odd, |text| Text::line(3).read(text).is_ok());
    assert_agree(&lines_of(3), odd, |text| Text::lines(3).read(text).is_ok());
}

#[test]
fn an_email_that_fits_is_read() {
    let made_of = "[ab.@\"<, \t\u{202e}é]{0,1}[ab]{1,2}@[ab.]{1,2}\\.[ab @]{1,2}";
    assert_agree(&common::email_in(), made_of, |text| read_email(text).is_ok());
}

#[test]
fn an_address_that_fits_is_read() {
    let made_of = "(https|HTTPS|https|http)://[aB1_-]{1,2}\\.[a1.-]{1,2}\\.?\
         (:[0-9]?|:443|:0443)?([/?#][a%ü \\\\\t]{0,2})?";
    assert_agree(&common::https_url(), made_of, |text| parse_public(text, Reach::Public).is_ok());
}

#[test]
fn an_origin_that_fits_is_read() {
    let made_of = "[ \t]?(https|HTTP|ftp)://\
         ([aB1-]{1,2}\\.?[a1]{1,2}\\.?|[0-9]{1,3}(\\.[0-9]{1,3}){3})(:[0-9]{0,5})?[/? ]?";
    let reads = |text: &str| {
        let mut errors = FieldErrors::default();
        let text = Text::line(254).read(text).unwrap_or_default();
        read_origins("origins", &[text], &mut errors);
        errors.0.is_empty()
    };
    assert_agree(&refer("OriginIn"), made_of, reads);
}

#[test]
fn a_slug_that_fits_is_read() {
    let reads = |text: &str| Text::line(64).read(text).is_ok_and(|text| is_slug(&text));
    assert_agree(&common::slug_in(), "[ab1-]{1,5}[A ]?", reads);
}

#[test]
fn an_instant_that_fits_is_read() {
    // No day is tried that a month can lack.
    let made_of = "(19[67]|20[0-9])[0-9]-[01][0-9]-[0-2][0-8][Tt _]?\
         [0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,2})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])?";
    assert_agree(&common::instant_in(), made_of, |text| Instant::parse(text).is_some());
}

#[test]
fn an_amount_that_fits_is_read() {
    let reads = |text: &str| Amount::parse_payable(text, 7).is_ok();
    assert_agree(&common::amount_in(), "[-+ ]?[0-2e,]{0,3}\\.?[0-1]{0,3}", reads);
}

#[test]
fn a_percentage_that_fits_is_read() {
    let reads = |most: i64| {
        move |text: &str| Amount::parse(text, 2).is_ok_and(|bps| bps.minor() <= most * 100)
    };
    for most in [5, 10] {
        assert_agree(&common::percentage_in(most), "-?0?[0-9]{0,2}\\.?[0-5]{0,3}", reads(most));
    }
}

#[test]
fn a_price_that_fits_is_read() {
    let made_of = "-?[0-9]{0,10}\\.?[0-9]{0,5}";
    // What is rounded up to a whole 1,000,000,000 is not tried.
    assert_agree(&sandbox::price_in(), made_of, |text| read_price(text).is_some());
}
