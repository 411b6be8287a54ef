//! What a subscriber may see: a package to subscribe to, what became of that, and what they manage.

use super::MerchantView;
use crate::currency::{Asset, Fiat};
use crate::draft::EntryError;
use crate::invoice::Status as InvoiceStatus;
use crate::money::Amount;
use crate::psp::Psp;
use crate::schedule::Interval;
use crate::subscription::Status;
use crate::time::Instant;

/// What one period costs, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceTag {
    /// What it is paid in.
    pub asset: Asset,
    /// So much of the asset, unless it is priced in a currency.
    pub amount: Option<Amount>,
    /// So much of a currency, turned into the asset on each date.
    pub fiat: Option<(Fiat, Amount)>,
    /// A period is this long,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
    /// How many periods there are; `None`: until it is cancelled.
    pub cycles: Option<i64>,
}

/// What was typed into a field, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// As it was typed, or filled in beforehand.
    pub text: String,
    /// Why it was refused.
    pub error: Option<EntryError>,
}

/// The page that a customer subscribes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribeView {
    /// The package's public id, `subpkg_…`; the form posts to `/subscribe/{public_id}`.
    pub public_id: String,
    /// Test money: the page must say so.
    pub test: bool,
    /// Who asks; `language` is the page's.
    pub merchant: MerchantView,
    /// The package's name.
    pub name: String,
    /// More of that.
    pub description: Option<String>,
    /// What it costs.
    pub price: PriceTag,
    /// Days before the first payment; 0: none.
    pub trial_days: i64,
    /// What is charged when, if one subscribed now: the next three dates, fewer if it ends before.
    pub charges: Vec<Instant>,
    /// What the merchant wants on the button.
    pub button_label: Option<String>,
    /// `email`.
    pub email: Entry,
    /// `name`; need not be given.
    pub name_entry: Entry,
    /// `ref`: the merchant's own reference of the customer, carried along unseen.
    pub reference: Option<String>,
    /// The language that the address asks for (`?lang=`), to be carried along.
    pub asked_language: Option<String>,
    /// Dice of this page alone, carried along: the form sent twice subscribes once.
    pub once: String,
    /// Now, on the merchant's clock.
    pub now: Instant,
}

/// What is said after the form was sent, when there is nothing to pay yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A trial began.
    Trial {
        /// When it ends, and the first payment is due.
        ends_at: Instant,
    },
    /// A mail was sent, and nothing more is said: perhaps somebody else asks.
    MailSent,
}

/// The page after subscribing, where no invoice waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribedView {
    /// The package's public id.
    pub public_id: String,
    /// Test money: the page must say so.
    pub test: bool,
    /// Who asks; `language` is the page's.
    pub merchant: MerchantView,
    /// The package's name.
    pub name: String,
    /// What it costs.
    pub price: PriceTag,
    /// What became of it.
    pub outcome: Outcome,
    /// Where the merchant wants the customer to go on; https.
    pub success_url: Option<String>,
}

/// An invoice in the list of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillView {
    /// The id in its page's address, `/pay/{public_id}`.
    pub public_id: String,
    /// When it was due.
    pub due_at: Instant,
    /// What it asked, in its asset.
    pub amount: Option<Amount>,
    /// Its asset.
    pub asset: Asset,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// It ended unpaid, and can be opened again.
    pub can_reopen: bool,
}

/// The page that a customer manages a subscription on, from a link in a mail: `/manage/{token}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManageView {
    /// What the address holds; the forms post to `/manage/{token}`.
    pub token: String,
    /// Test money: the page must say so.
    pub test: bool,
    /// Who asks; `language` is the page's.
    pub merchant: MerchantView,
    /// What is subscribed to.
    pub name: String,
    /// Whose subscription it is.
    pub email: Option<String>,
    /// What it costs now.
    pub price: PriceTag,
    /// What it will cost from a date on, when the merchant changed it.
    pub change: Option<(Instant, PriceTag)>,
    /// Where it stands.
    pub status: Status,
    /// When the next period begins and is paid for, if it goes on.
    pub next_at: Option<Instant>,
    /// It is charged by itself there.
    pub charging: Option<Psp>,
    /// It ends at `next_at`.
    pub ends_at_next: bool,
    /// When a paused one goes on by itself.
    pub resume_at: Option<Instant>,
    /// When it was cancelled or completed.
    pub ended_at: Option<Instant>,
    /// Its invoices, the newest first; at most 12.
    pub bills: Vec<BillView>,
    /// What was asked for could not be done, because the subscription had moved on.
    pub refused: bool,
    /// The language that the address asks for (`?lang=`), to be carried along.
    pub asked_language: Option<String>,
    /// Now, on the merchant's clock.
    pub now: Instant,
}

impl ManageView {
    /// Whether a running subscription can be paused.
    pub const fn can_pause(&self) -> bool {
        self.status.is_running() && !self.ends_at_next
    }

    /// Whether it can go on: it is paused, or about to end.
    pub fn can_resume(&self) -> bool {
        self.status == Status::Paused || (self.status.is_running() && self.ends_at_next)
    }

    /// Whether it can be cancelled.
    pub const fn can_cancel(&self) -> bool {
        !self.status.is_over() && !self.ends_at_next
    }
}
