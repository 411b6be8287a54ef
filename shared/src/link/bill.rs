//! What a checkout adds up to: lines, tax by line, total. Two places in every unit (rulings M7).
//! Knows no product and no page.

use crate::money::Amount;

/// What rates of tax are counted in: ten-thousandths of a per cent, a millionth of the price.
const WHOLE: i64 = 1_000_000;

/// A line before its tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What one costs.
    pub price: Amount,
    /// How many.
    pub quantity: i64,
}

/// A tax on every line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// In ten-thousandths of a per cent: 21 % is 210000. Not negative.
    pub rate: i64,
    /// The prices hold it already.
    pub inclusive: bool,
}

/// What is to be paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// The lines as they are priced: with the tax in them if it is inclusive.
    pub lines: Amount,
    /// The tax, rounded half-even by line.
    pub tax: Amount,
    /// What is paid.
    pub total: Amount,
}

/// Adds lines up. `None`: more than an amount can be, or a line that takes something away.
pub fn bill(items: impl IntoIterator<Item = Item>, tax: Option<Tax>) -> Option<Bill> {
    let mut bill = Bill::default();
    for item in items {
        if item.price.minor() < 0 || item.quantity < 0 {
            return None;
        }
        let line = item.price.minor().checked_mul(item.quantity)?;
        let part = match tax {
            Some(tax) => tax_of(line, tax)?,
            None => 0,
        };
        bill.lines = bill.lines.checked_add(Amount::from_minor(line))?;
        bill.tax = bill.tax.checked_add(Amount::from_minor(part))?;
    }
    bill.total = match tax {
        Some(Tax { inclusive: true, .. }) => bill.lines,
        _ => bill.lines.checked_add(bill.tax)?,
    };
    Some(bill)
}

/// The tax on a line, or the part of the line that is tax.
fn tax_of(line: i64, tax: Tax) -> Option<i64> {
    let whole = if tax.inclusive { WHOLE.checked_add(tax.rate)? } else { WHOLE };
    half_even(line.checked_mul(tax.rate)?, whole)
}

/// Divides; a half goes to the even neighbour.
fn half_even(number: i64, by: i64) -> Option<i64> {
    let (whole, rest) = (number.checked_div(by)?, number.checked_rem(by)?);
    let twice = rest.checked_mul(2)?;
    let up = twice > by || (twice == by && whole % 2 != 0);
    whole.checked_add(i64::from(up))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::{Decimal, RoundingStrategy};

    use super::*;

    fn item(minor: i64, quantity: i64) -> Item {
        Item { price: Amount::from_minor(minor), quantity }
    }

    fn sums(items: &[Item], tax: Option<Tax>) -> Option<[i64; 3]> {
        let bill = bill(items.iter().copied(), tax)?;
        Some([bill.lines, bill.tax, bill.total].map(Amount::minor))
    }

    #[test]
    fn lines_are_added_up_and_taxed_one_by_one() {
        let two = [item(2_999, 2), item(1_075, 1)];
        assert_eq!(sums(&two, None), Some([7_073, 0, 7_073]));
        // 59.98 x 21 % = 12.5958, 10.75 x 21 % = 2.2575: 12.60 + 2.26.
        let dutch = Tax { rate: 210_000, inclusive: false };
        assert_eq!(sums(&two, Some(dutch)), Some([7_073, 1_486, 8_559]));
        // Of 59.98 it is 10.4097…, of 10.75 it is 1.8657…: 10.41 + 1.87.
        assert_eq!(sums(&two, Some(Tax { inclusive: true, ..dutch })), Some([7_073, 1_228, 7_073]));
    }

    #[test]
    fn half_a_cent_goes_to_the_even_neighbour() {
        // 10 % of 0.05, 0.15, 0.25 and 0.35.
        let ten = Tax { rate: 100_000, inclusive: false };
        for (price, tax) in [(5, 0), (15, 2), (25, 2), (35, 4)] {
            assert_eq!(sums(&[item(price, 1)], Some(ten)), Some([price, tax, price + tax]));
        }
        // New York's 8.875 % of 24.99 is 2.2178625.
        let new_york = Tax { rate: 88_750, inclusive: false };
        assert_eq!(sums(&[item(2_499, 1)], Some(new_york)), Some([2_499, 222, 2_721]));
    }

    #[test]
    fn what_does_not_fit_is_no_bill() {
        let tax = Tax { rate: 1_000_000, inclusive: false };
        assert_eq!(sums(&[item(i64::MAX, 2)], None), None);
        assert_eq!(sums(&[item(i64::MAX / 10, 1)], Some(tax)), None);
        assert_eq!(sums(&[item(-1, 1)], None), None);
        assert_eq!(sums(&[item(1, -1)], None), None);
        assert_eq!(sums(&[], None), Some([0, 0, 0]));
    }

    proptest! {
        #[test]
        fn a_line_agrees_with_decimals(
            price in 0_i64..1_000_000_000, quantity in 0_i64..=999, rate in 0_i64..=1_000_000,
            inclusive in prop::bool::ANY,
        ) {
            let line = Decimal::new(price, 2) * Decimal::from(quantity);
            let share = Decimal::new(rate, 6);
            let part = line * share;
            let exact = if inclusive { part / (Decimal::ONE + share) } else { part };
            let half = (exact * Decimal::from(200)).fract().is_zero();
            // A quotient that rust_decimal had to round may stand on the wrong side of a half.
            prop_assume!(!(inclusive && half));
            let tax = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven);
            let bill = bill([item(price, quantity)], Some(Tax { rate, inclusive })).unwrap();
            prop_assert_eq!(Decimal::new(bill.tax.minor(), 2), tax);
            let total = if inclusive { line } else { line + tax };
            prop_assert_eq!(Decimal::new(bill.total.minor(), 2), total);
        }
    }
}
