//! Amounts as integer minor units: read, printed, added. Knows no currency and no rate.
//!
//! The unit (its asset or currency) stands beside an amount, never inside it. No floats.

use std::fmt;

/// A number of minor units (Stellar's own range: a signed 64-bit integer). Never negative when
/// parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing but white space.
    Empty,
    /// Not plain digits with at most one point (`1e3`, `12,25`, `NaN`, `+1`, `1 000`).
    NotANumber,
    /// Below zero.
    Negative,
    /// Zero, where something is asked.
    Zero,
    /// More decimal places than the unit has.
    TooPrecise {
        /// The places it has.
        scale: u32,
    },
    /// More than a ledger can hold (2^63 - 1 minor units).
    TooLarge,
}

impl fmt::Display for AmountError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AmountError::Empty => out.write_str("is required"),
            AmountError::NotANumber => {
                out.write_str("must be a plain decimal number such as 12.50")
            }
            AmountError::Negative => out.write_str("must not be negative"),
            AmountError::Zero => out.write_str("must be greater than zero"),
            AmountError::TooPrecise { scale } => {
                write!(out, "must have at most {scale} decimal places")
            }
            AmountError::TooLarge => out.write_str("is too large"),
        }
    }
}

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// From minor units.
    pub const fn from_minor(minor: i64) -> Amount {
        Amount(minor)
    }

    /// In minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Whether it is zero or less.
    pub const fn is_nothing(self) -> bool {
        self.0 <= 0
    }

    /// Reads a plain decimal text of a unit with `scale` places. Zero is an amount here.
    ///
    /// Zeros behind the last place that the unit has are dropped: they change nothing.
    ///
    /// # Errors
    /// Every [`AmountError`] but [`AmountError::Zero`].
    pub fn parse(text: &str, scale: u32) -> Result<Amount, AmountError> {
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        if let Some(rest) = text.strip_prefix('-') {
            let number = is_plain(rest);
            return Err(if number { AmountError::Negative } else { AmountError::NotANumber });
        }
        if !is_plain(text) {
            return Err(AmountError::NotANumber);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let places = u32::try_from(fraction.len()).map_err(|_| AmountError::TooLarge)?;
        let missing = scale.checked_sub(places).ok_or(AmountError::TooPrecise { scale })?;
        let minor = whole
            .bytes()
            .chain(fraction.bytes())
            .chain(std::iter::repeat_n(b'0', missing as usize))
            .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(i64::from(digit - b'0')))
            .ok_or(AmountError::TooLarge)?;
        Ok(Amount(minor))
    }

    /// Reads an amount that somebody is asked to pay: [`Amount::parse`], and more than zero.
    ///
    /// # Errors
    /// Every [`AmountError`].
    pub fn parse_payable(text: &str, scale: u32) -> Result<Amount, AmountError> {
        match Amount::parse(text, scale)? {
            Amount(0) => Err(AmountError::Zero),
            amount => Ok(amount),
        }
    }

    /// The sum, or `None` beyond the range.
    pub const fn checked_add(self, other: Amount) -> Option<Amount> {
        match self.0.checked_add(other.0) {
            Some(minor) => Some(Amount(minor)),
            None => None,
        }
    }

    /// What is left of `self` after `other`; never below zero.
    pub fn less(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0).max(0))
    }

    /// The sum of many; stops at the largest amount that there is.
    pub fn sum(amounts: impl IntoIterator<Item = Amount>) -> Amount {
        Amount(amounts.into_iter().fold(0_i64, |sum, amount| sum.saturating_add(amount.0)))
    }

    /// Prints with at least two places and no needless zeros: `250.00`, `0.0000001`.
    pub fn print(self, scale: u32) -> String {
        let mut text = self.digits(scale);
        let least = text.find('.').map_or(text.len(), |point| point + 3);
        while text.len() > least && text.ends_with('0') {
            text.pop();
        }
        text
    }

    /// As [`Amount::print`], but nothing is the literal `0`, as seed 002 writes `receivedAmount`.
    pub fn print_received(self, scale: u32) -> String {
        if self.0 == 0 { "0".to_owned() } else { self.print(scale) }
    }

    /// The shortest text, as payment URIs want it: `250`, `0.5`.
    pub fn print_short(self, scale: u32) -> String {
        let text = self.digits(scale);
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    }

    /// All places: `250.0000000`.
    fn digits(self, scale: u32) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let digits = self.0.unsigned_abs().to_string();
        let scale = scale as usize;
        if scale == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        format!("{sign}{whole}.{fraction}")
    }
}

/// Digits, or digits, a point and digits.
pub(crate) fn is_plain(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && fraction.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn an_amount_is_read_exactly_or_refused_with_the_reason() {
        use AmountError::*;
        let cases: &[(&str, Result<i64, AmountError>)] = &[
            ("250.00", Ok(2_500_000_000)),
            ("0.0000001", Ok(1)),
            ("1.00000000", Ok(10_000_000)),
            ("007", Ok(70_000_000)),
            ("0", Ok(0)),
            ("922337203685.4775807", Ok(i64::MAX)),
            ("922337203685.4775808", Err(TooLarge)),
            ("123456789012345678901234567890", Err(TooLarge)),
            ("0.00000001", Err(TooPrecise { scale: 7 })),
            ("-1", Err(Negative)),
            ("-", Err(NotANumber)),
            ("1e3", Err(NotANumber)),
            ("12,25", Err(NotANumber)),
            ("1.2.3", Err(NotANumber)),
            (".5", Err(NotANumber)),
            ("5.", Err(NotANumber)),
            ("+5", Err(NotANumber)),
            (" 5", Err(NotANumber)),
            ("NaN", Err(NotANumber)),
            ("٣", Err(NotANumber)),
            ("", Err(Empty)),
        ];
        for (text, expected) in cases {
            assert_eq!(Amount::parse(text, 7).map(Amount::minor), *expected, "{text:?}");
        }
        assert_eq!(Amount::parse_payable("0.00", 7), Err(Zero));
        assert_eq!(Amount::parse("0.1234567", 6), Err(TooPrecise { scale: 6 }));
    }

    #[test]
    fn an_amount_is_printed_as_the_seed_prints_it() {
        let print = |minor| Amount::from_minor(minor).print(7);
        assert_eq!(print(2_500_000_000), "250.00");
        assert_eq!(print(2_505_000_000), "250.50");
        assert_eq!(print(1), "0.0000001");
        assert_eq!(print(0), "0.00");
        assert_eq!(Amount::ZERO.print_received(7), "0");
        assert_eq!(Amount::from_minor(2_500_000_000).print_short(7), "250");
        assert_eq!(Amount::from_minor(5_000_000).print_short(7), "0.5");
        assert_eq!(Amount::from_minor(1_234).print(2), "12.34");
        assert_eq!(Amount::from_minor(100).print_short(0), "100");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(minor in 0_i64.., scale in 0_u32..=9) {
            let amount = Amount::from_minor(minor);
            prop_assert_eq!(Amount::parse(&amount.print(scale), scale), Ok(amount));
            prop_assert_eq!(Amount::parse(&amount.print_short(scale), scale), Ok(amount));
        }

        #[test]
        fn reading_agrees_with_rust_decimal(whole in 0_u64..900_000_000_000, part in "[0-9]{1,7}") {
            let text = format!("{whole}.{part}");
            let decimal: Decimal = text.parse().unwrap();
            let minor = (decimal * Decimal::from(10_000_000)).normalize().to_string();
            let read = Amount::parse(&text, 7).unwrap().minor().to_string();
            prop_assert_eq!(read, minor);
        }

        #[test]
        fn a_sum_does_not_depend_on_the_order(
            minors in prop::collection::vec(0_i64..1 << 40, 0..50)
        ) {
            let there = Amount::sum(minors.iter().copied().map(Amount::from_minor));
            let back = Amount::sum(minors.iter().rev().copied().map(Amount::from_minor));
            prop_assert_eq!(there, back);
            let exact: i128 = minors.iter().map(|minor| i128::from(*minor)).sum();
            prop_assert_eq!(i128::from(there.minor()), exact);
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,40}", scale in 0_u32..=9) {
            let _ = Amount::parse(&text, scale);
        }
    }
}
