//! What a payer may see of a pay link: what it offers now, and what was filled in so far.

use super::{Entry, MerchantView, PriceTag};
use crate::draft::ChosenError;
use crate::link::{Bill, Closed, CustomField, Item, Shelf, bill};
use crate::money::Amount;
use crate::time::Instant;

/// What a link sells that is paid again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionView {
    /// What it costs.
    pub price: PriceTag,
    /// Days before the first payment; 0: none.
    pub trial_days: i64,
    /// What is charged when, if one subscribed now: the next dates.
    pub charges: Vec<Instant>,
}

/// An amount that the payer chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// As it was typed.
    pub typed: String,
    /// The least, in hundredths.
    pub least: Option<Amount>,
    /// Why it was refused.
    pub error: Option<ChosenError>,
}

/// The page of a link that can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// The link's public id; the form posts to `/l/{public_id}`.
    pub public_id: String,
    /// The path of its page, for `og:` tags.
    pub path: String,
    /// Test money: the page must say so.
    pub test: bool,
    /// Who asks; `language` is the page's.
    pub merchant: MerchantView,
    /// What it is for.
    pub title: String,
    /// More of that, in Markdown.
    pub description: Option<String>,
    /// The path of its picture, on our origin.
    pub cover: Option<String>,
    /// What there is to choose from.
    pub shelf: Shelf,
    /// How many of each line of the shelf, as it was typed.
    pub quantities: Vec<Entry>,
    /// Nothing was chosen where something must be.
    pub nothing_chosen: bool,
    /// The amount, where the payer chooses that.
    pub choice: Option<ChoiceView>,
    /// What is to be paid, as far as it is known.
    pub bill: Option<Bill>,
    /// What is subscribed to, instead of all this.
    pub subscription: Option<SubscriptionView>,
    /// How many may still buy; `None`: nobody counts.
    pub places_left: Option<i64>,
    /// What the merchant asks beside.
    pub fields: Vec<(CustomField, Entry)>,
    /// The lines of an address, in the order of [`crate::link::AddressPart::ALL`], if it is asked.
    pub address: Option<[Entry; 6]>,
    /// `email`.
    pub email: Entry,
    /// `name`, if it is asked.
    pub name: Option<Entry>,
    /// The language that the address asks for (`?lang=`), to be carried along.
    pub asked_language: Option<String>,
    /// Dice of this page alone, carried along: the form sent twice begins one checkout.
    pub once: String,
}

/// The page of a link that cannot be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedLinkView {
    /// Test money: the page must say so.
    pub test: bool,
    /// Who asked; `language` is the page's.
    pub merchant: MerchantView,
    /// What it was for.
    pub title: String,
    /// Why it cannot be paid.
    pub closed: Closed,
    /// When its time was over; for [`Closed::Expired`].
    pub expired_at: Option<Instant>,
}

/// What a checkout of a link sold, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldView {
    /// The code of what its prices are written in, in hundredths.
    pub currency: String,
    /// What was sold.
    pub lines: Vec<SoldLine>,
    /// The tax on all of it.
    pub tax: Option<SoldTax>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldLine {
    /// What it is.
    pub title: String,
    /// How many.
    pub quantity: i64,
    /// What one cost; nothing: it is in a whole that has one price.
    pub price: Amount,
}

/// The tax on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldTax {
    /// What it is called.
    pub name: String,
    /// Per cent, as a plain decimal text.
    pub percentage: String,
    /// The prices hold it already.
    pub inclusive: bool,
    /// How much it is.
    pub amount: Amount,
}

impl SoldView {
    /// What was to be paid. `None`: more than an amount can be.
    pub fn total(&self) -> Option<Amount> {
        let lines = self.lines.iter();
        let items = lines.map(|line| Item { price: line.price, quantity: line.quantity });
        let added = self.tax.as_ref().filter(|tax| !tax.inclusive).map(|tax| tax.amount);
        bill(items, None)?.total.checked_add(added.unwrap_or_default())
    }
}
