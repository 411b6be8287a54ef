//! Numbers as people write them, the same by the edge and by the browser. Knows no language's
//! signs, no word and no unit.

/// What stands where a sum cannot be told: of what is filled in, something is missing or wrong.
pub(crate) const UNKNOWN: &str = "\u{2014}";

/// How a language writes a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs<'a> {
    /// Between whole and fraction.
    pub(crate) decimal: &'a str,
    /// Between groups of three digits.
    pub(crate) group: &'a str,
    /// From how many whole digits on groups are written.
    pub(crate) group_from: usize,
}

/// A plain decimal text with a language's signs.
pub(crate) fn localized(text: &str, signs: Signs<'_>) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::with_capacity(text.len() + 8);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left.is_multiple_of(3) && whole.len() >= signs.group_from {
            out.push_str(signs.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(signs.decimal);
        out.push_str(fraction);
    }
    out
}

/// Long numbers are set smaller, so that they stay on one line of a small screen.
pub(crate) fn size(number: &str) -> &'static str {
    match number.len() {
        0..=9 => "",
        10..=14 => "long",
        _ => "longest",
    }
}
