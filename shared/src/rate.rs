//! A price in a currency as an amount of an asset. What a payer owes rounds up (rulings M5).

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::currency::{Asset, Fiat};
use crate::money::Amount;

/// What one unit of an asset costs, and where that came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The currency of the price.
    pub fiat: Fiat,
    /// The asset.
    pub asset: Asset,
    /// The price of one unit of the asset.
    pub price: Decimal,
    /// Who said so.
    pub source: &'static str,
}

impl Rate {
    /// How much of the asset a price is, rounded up to the asset's last place.
    ///
    /// `None` when the price of the asset is not above zero or the amount leaves the range.
    pub fn convert(&self, price: Amount) -> Option<Amount> {
        if self.price <= Decimal::ZERO {
            return None;
        }
        let fiat = Decimal::new(price.minor(), Fiat::SCALE);
        let units = fiat.checked_div(self.price)?;
        let minor = units.checked_mul(Decimal::from(10_u64.pow(self.asset.scale())))?;
        let up = minor.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
        up.to_i64().map(Amount::from_minor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rate(price: Decimal) -> Rate {
        Rate { fiat: Fiat::Eur, asset: Asset::Usdc, price, source: "test" }
    }

    #[test]
    fn what_a_payer_owes_rounds_up() {
        // 10.00 / 0.92 = 10.869565217391…
        let owed = rate(Decimal::new(92, 2)).convert(Amount::from_minor(1_000));
        assert_eq!(owed, Some(Amount::from_minor(108_695_653)));
        let even = rate(Decimal::new(50, 2)).convert(Amount::from_minor(1_000));
        assert_eq!(even, Some(Amount::from_minor(200_000_000)));
    }

    #[test]
    fn a_price_of_nothing_converts_to_nothing() {
        assert_eq!(rate(Decimal::ZERO).convert(Amount::from_minor(1)), None);
        assert_eq!(rate(Decimal::new(1, 20)).convert(Amount::from_minor(i64::MAX)), None);
    }

    proptest! {
        /// The same by integers: ceil(cents * 10^7 * 10^4 / (100 * rate in 10^-4)).
        #[test]
        fn it_agrees_with_integer_division(
            cents in 1_i64..1_000_000_000,
            rate4 in 1_i64..10_000_000,
        ) {
            let owed = rate(Decimal::new(rate4, 4)).convert(Amount::from_minor(cents)).unwrap();
            let top = i128::from(cents) * 10_i128.pow(11);
            let bottom = 100 * i128::from(rate4);
            prop_assert_eq!(i128::from(owed.minor()), (top + bottom - 1) / bottom);
        }
    }
}
