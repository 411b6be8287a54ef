//! What a link's page has to sell now: lines with how many of each may be taken, and the tax on
//! them. Page and edge add it up by the same function.

use super::{Bill, Chosen, Item, Offer, QUANTITY_MAX, Tax, bill};
use crate::currency::{Fiat, Unit};
use crate::draft::LinkDraft;
use crate::money::Amount;

/// A product as its merchant describes it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// More of that.
    pub description: Option<String>,
    /// What one costs.
    pub price: Amount,
    /// What the price is written in.
    pub unit: Unit,
    /// Whether it is sold at all.
    pub active: bool,
}

/// A line that the payer chooses a number of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The product's id; `None`: the whole link.
    pub product: Option<String>,
    /// What it is.
    pub title: String,
    /// More of that.
    pub description: Option<String>,
    /// What one costs.
    pub price: Amount,
    /// The fewest that can be taken.
    pub least: i64,
    /// How many it is unless the payer says otherwise.
    pub usual: i64,
    /// The most that can be taken.
    pub most: i64,
}

impl Line {
    /// Whether the payer has a say.
    pub const fn is_adjustable(&self) -> bool {
        self.least < self.most
    }
}

/// A tax with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTax {
    /// What it is called.
    pub name: String,
    /// How much it is.
    pub tax: Tax,
}

/// What there is to sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// What its prices are written in.
    pub unit: Unit,
    /// What is chosen from; empty where the payer chooses an amount, or nothing is left.
    pub lines: Vec<Line>,
    /// What is in the whole, where that has one price: names, and how many of each.
    pub inside: Vec<(String, i64)>,
    /// The tax on every line.
    pub tax: Option<NamedTax>,
}

impl Shelf {
    /// The shelf of a link, with those of its products that there are.
    pub fn of(draft: &LinkDraft, products: &[Product], tax: Option<NamedTax>) -> Shelf {
        let mut shelf = Shelf { unit: draft.unit, lines: Vec::new(), inside: Vec::new(), tax };
        match &draft.offer {
            Offer::Fixed(amount) => shelf.lines.push(whole(draft, *amount)),
            Offer::Products(chosen, Some(amount)) => {
                shelf.lines.push(whole(draft, *amount));
                let name = |one: &Chosen| Some((find(products, one)?.name.clone(), one.quantity));
                shelf.inside = chosen.iter().filter_map(name).collect();
            }
            Offer::Products(chosen, None) => {
                let line = |one: &Chosen| {
                    let product = find(products, one)?;
                    let sold = product.active && product.unit == draft.unit;
                    sold.then(|| line(product, draft.adjustable, one.quantity))
                };
                shelf.lines = chosen.iter().filter_map(line).collect();
            }
            Offer::AllProducts => {
                shelf.unit = unit_of_all(draft.unit, products);
                let most = if draft.adjustable { QUANTITY_MAX } else { 1 };
                let sold = products.iter().filter(|it| it.active && it.unit == shelf.unit);
                shelf.lines = sold.map(|it| Line { most, ..line(it, true, 0) }).collect();
            }
            Offer::Choice(_) | Offer::Subscription(_) => {}
        }
        shelf
    }

    /// What these numbers of its lines come to. `None`: a number that cannot be taken, nothing at
    /// all, or more than an amount can be.
    pub fn bill(&self, quantities: &[i64]) -> Option<Bill> {
        self.sum(quantities).filter(|bill| !bill.total.is_nothing())
    }

    /// As [`Shelf::bill`], and nothing at all comes to nothing.
    pub fn sum(&self, quantities: &[i64]) -> Option<Bill> {
        let fits = self.lines.len() == quantities.len()
            && self
                .lines
                .iter()
                .zip(quantities)
                .all(|(line, number)| (line.least..=line.most).contains(number));
        let items = self.lines.iter().zip(quantities);
        let items = items.map(|(line, number)| Item { price: line.price, quantity: *number });
        bill(items, self.tax.as_ref().map(|named| named.tax)).filter(|_| fits)
    }

    /// What an amount that the payer chose comes to, with its tax.
    pub fn bill_of(&self, amount: Amount) -> Option<Bill> {
        let one = Item { price: amount, quantity: 1 };
        bill([one], self.tax.as_ref().map(|named| named.tax))
    }

    /// How many it is of each line unless the payer says otherwise.
    pub fn usual(&self) -> Vec<i64> {
        self.lines.iter().map(|line| line.usual).collect()
    }
}

fn find<'a>(products: &'a [Product], chosen: &Chosen) -> Option<&'a Product> {
    products.iter().find(|product| product.id == chosen.product)
}

fn whole(draft: &LinkDraft, price: Amount) -> Line {
    Line {
        product: None,
        title: draft.title.clone(),
        description: None,
        price,
        least: 1,
        usual: 1,
        most: if draft.adjustable { QUANTITY_MAX } else { 1 },
    }
}

fn line(product: &Product, adjustable: bool, usual: i64) -> Line {
    Line {
        product: Some(product.id.clone()),
        title: product.name.clone(),
        description: product.description.clone(),
        price: product.price,
        least: if adjustable { 0 } else { usual },
        usual,
        most: if adjustable { QUANTITY_MAX } else { usual },
    }
}

/// One checkout adds up one unit: the link's own if any product has it, else the currency that its
/// asset stands for.
fn unit_of_all(own: Unit, products: &[Product]) -> Unit {
    let has = |unit| products.iter().any(|product| product.active && product.unit == unit);
    let twin = match own.code() {
        "USDC" => Unit::Fiat(Fiat::Usd),
        "EURC" => Unit::Fiat(Fiat::Eur),
        _ => own,
    };
    if has(own) || !has(twin) { own } else { twin }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Asset;

    const USDC: Unit = Unit::Asset(Asset::Usdc);
    const USD: Unit = Unit::Fiat(Fiat::Usd);

    fn product(id: &str, price: i64, unit: Unit) -> Product {
        Product {
            id: id.to_owned(),
            name: id.to_uppercase(),
            description: None,
            price: Amount::from_minor(price),
            unit,
            active: true,
        }
    }

    fn chosen(product: &str, quantity: i64) -> Chosen {
        Chosen { product: product.to_owned(), quantity }
    }

    fn draft(offer: Offer, adjustable: bool) -> LinkDraft {
        LinkDraft { adjustable, ..LinkDraft::plain("Box".to_owned(), USDC, offer) }
    }

    fn total(shelf: &Shelf, numbers: &[i64]) -> Option<i64> {
        shelf.bill(numbers).map(|bill| bill.total.minor())
    }

    #[test]
    fn products_are_sold_in_the_numbers_that_the_merchant_gave_or_the_payer_chooses() {
        let products = [product("mug", 1_250, USDC), product("pen", 300, USDC)];
        let offer = Offer::Products(vec![chosen("pen", 2), chosen("mug", 1)], None);
        let fixed = Shelf::of(&draft(offer.clone(), false), &products, None);
        assert_eq!(fixed.usual(), [2, 1]);
        assert_eq!(total(&fixed, &[2, 1]), Some(1_850));
        assert_eq!(total(&fixed, &[1, 1]), None);
        let free = Shelf::of(&draft(offer, true), &products, None);
        assert_eq!(total(&free, &[0, 3]), Some(3_750));
        assert_eq!(total(&free, &[0, 0]), None);
        assert_eq!(free.sum(&[0, 0]), Some(Bill::default()));
        assert_eq!(free.sum(&[1_000, 0]), None);
        assert_eq!(total(&free, &[1_000, 0]), None);
        assert_eq!(total(&free, &[-1, 2]), None);
        assert_eq!(total(&free, &[1]), None);
    }

    #[test]
    fn a_whole_with_a_price_of_its_own_tells_what_is_in_it() {
        let products = [product("mug", 1_250, USD)];
        let whole = Some(Amount::from_minor(2_000));
        let offer = Offer::Products(vec![chosen("mug", 2), chosen("gone", 1)], whole);
        let shelf = Shelf::of(&draft(offer, true), &products, None);
        assert_eq!(shelf.inside, [("MUG".to_owned(), 2)]);
        assert_eq!(total(&shelf, &[3]), Some(6_000));
        assert_eq!(total(&shelf, &[0]), None);
    }

    #[test]
    fn what_is_off_or_priced_in_something_else_is_not_sold() {
        let off = Product { active: false, ..product("pen", 300, USDC) };
        let products = [product("mug", 1_250, USD), off, product("cup", 100, USDC)];
        let all = ["mug", "pen", "cup"].map(|id| chosen(id, 1));
        let shelf = Shelf::of(&draft(Offer::Products(all.to_vec(), None), false), &products, None);
        assert_eq!(shelf.lines.iter().map(|it| &*it.title).collect::<Vec<_>>(), ["CUP"]);
    }

    #[test]
    fn all_products_are_those_in_the_links_unit_or_else_in_the_currency_behind_it() {
        let both = [product("mug", 1_250, USD), product("cup", 100, USDC)];
        let shelf = Shelf::of(&draft(Offer::AllProducts, true), &both, None);
        assert_eq!((shelf.unit, shelf.lines.len()), (USDC, 1));
        let dollars = Shelf::of(&draft(Offer::AllProducts, false), &both[..1], None);
        assert_eq!((dollars.unit, dollars.usual()), (USD, vec![0]));
        assert_eq!(total(&dollars, &[1]), Some(1_250));
        assert_eq!(total(&dollars, &[2]), None);
        assert!(Shelf::of(&draft(Offer::AllProducts, true), &[], None).lines.is_empty());
    }

    #[test]
    fn a_chosen_amount_bears_the_tax_too() {
        let tax =
            Some(NamedTax { name: "VAT".to_owned(), tax: Tax { rate: 210_000, inclusive: false } });
        let shelf = Shelf::of(&draft(Offer::Choice(None), false), &[], tax);
        let bill = shelf.bill_of(Amount::from_minor(1_000)).unwrap();
        assert_eq!((bill.tax.minor(), bill.total.minor()), (210, 1_210));
    }
}
