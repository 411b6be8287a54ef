//! Pay links: what one offers, until when and how often it can be paid, and what a checkout of it
//! asks. Page and edge ask the same functions. Knows no merchant, no row and no wire.

mod bill;
mod form;
mod shelf;

pub use bill::{Bill, Item, Tax, bill};
pub use form::{
    ANSWER_MAX, Address, AddressPart, CustomField, CustomKind, FIELDS_MAX, PART_MAX, Typed,
    country_is_known,
};
pub use shelf::{Line, NamedTax, Product, Shelf};

use crate::money::Amount;
use crate::time::{Instant, MINUTE_MS};

/// How long a checkout of a limited link keeps its place (issue of the pay links: 15 minutes).
pub const RESERVED_MS: i64 = 15 * MINUTE_MS;

/// The most of one thing that one checkout may take.
pub const QUANTITY_MAX: i64 = 999;

/// The most payments that a link can be limited to.
pub const PAYMENTS_MAX: i64 = 1_000_000;

/// The most lines that a link may have.
pub const LINES_MAX: usize = 50;

/// A product of a link, and how many of it unless the payer says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The product's id.
    pub product: String,
    /// 1 to [`QUANTITY_MAX`].
    pub quantity: i64,
}

/// What is paid for. Amounts have two places of the link's unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// So much.
    Fixed(Amount),
    /// The payer chooses, from this on if it is given.
    Choice(Option<Amount>),
    /// Products; their prices are added up, unless the whole has a price of its own.
    Products(Vec<Chosen>, Option<Amount>),
    /// Every active product.
    AllProducts,
    /// A package to subscribe to, by its id.
    Subscription(String),
}

impl Offer {
    /// The word in columns.
    pub const fn code(&self) -> &'static str {
        match self {
            Offer::Fixed(_) => "fixed",
            Offer::Choice(_) => "choice",
            Offer::Products(..) => "products",
            Offer::AllProducts => "all_products",
            Offer::Subscription(_) => "subscription",
        }
    }

    /// The price of the whole, or the least of what the payer chooses.
    pub const fn amount(&self) -> Option<Amount> {
        match self {
            Offer::Fixed(amount) => Some(*amount),
            Offer::Choice(amount) | Offer::Products(_, amount) => *amount,
            Offer::AllProducts | Offer::Subscription(_) => None,
        }
    }
}

/// What a link is for, in the words of seed 003.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Things or services.
    Product,
    /// A gift.
    Donation,
    /// What is paid again and again.
    Subscription,
}

impl LinkKind {
    /// Every kind, in the order in which errors name them.
    pub const ALL: [LinkKind; 3] = [LinkKind::Product, LinkKind::Donation, LinkKind::Subscription];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            LinkKind::Product => "PRODUCT",
            LinkKind::Donation => "DONATION",
            LinkKind::Subscription => "SUBSCRIPTION",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<LinkKind> {
        LinkKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What an offer is, where nobody says.
    pub const fn of(offer: &Offer) -> LinkKind {
        match offer {
            Offer::Fixed(_) | Offer::Products(..) | Offer::AllProducts => LinkKind::Product,
            Offer::Choice(_) => LinkKind::Donation,
            Offer::Subscription(_) => LinkKind::Subscription,
        }
    }
}

/// Which API a link was made by: it is told of in the words of that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeBy {
    /// Seed 002.
    Paylinkr,
    /// Seed 000.
    Payrequest,
    /// Seed 003.
    LinksV0,
}

impl MadeBy {
    /// The word in columns.
    pub const fn code(self) -> &'static str {
        match self {
            MadeBy::Paylinkr => "paylinkr",
            MadeBy::Payrequest => "payrequest",
            MadeBy::LinksV0 => "links_v0",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<MadeBy> {
        [MadeBy::Paylinkr, MadeBy::Payrequest, MadeBy::LinksV0]
            .into_iter()
            .find(|made_by| made_by.code() == code)
    }
}

/// Why a link cannot be paid now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The merchant switched it off.
    Inactive,
    /// Its time is over.
    Expired,
    /// It was paid as often as it may be; what is reserved counts.
    SoldOut,
}

/// When a link can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The merchant's switch.
    pub active: bool,
    /// Until when; `None`: for ever.
    pub expires_at: Option<Instant>,
    /// How often; `None`: as often as anybody likes.
    pub max_payments: Option<i64>,
}

impl Opening {
    /// Why it cannot be paid now, when so many places are taken; `None`: it can.
    pub fn closed(&self, taken: i64, now: Instant) -> Option<Closed> {
        if !self.active {
            Some(Closed::Inactive)
        } else if self.is_over(now) {
            Some(Closed::Expired)
        } else {
            self.max_payments.is_some_and(|most| most <= taken).then_some(Closed::SoldOut)
        }
    }

    /// Whether its time has passed.
    pub fn is_over(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_why_it_cannot_be_paid_and_the_switch_comes_first() {
        let now = Instant::from_ms(1_000);
        let open = Opening { active: true, expires_at: None, max_payments: None };
        assert_eq!(open.closed(1_000_000, now), None);
        let limited = Opening { max_payments: Some(2), ..open };
        assert_eq!(limited.closed(1, now), None);
        assert_eq!(limited.closed(2, now), Some(Closed::SoldOut));
        let over = Opening { expires_at: Some(now), ..limited };
        assert_eq!(over.closed(2, now), Some(Closed::Expired));
        assert_eq!(over.closed(0, now.plus_ms(-1)), None);
        assert_eq!(Opening { active: false, ..over }.closed(2, now), Some(Closed::Inactive));
    }
}
