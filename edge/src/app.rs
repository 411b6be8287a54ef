//! What every room is handed: the ports, the settings, and what the isolate remembers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shared::currency::Network;
use shared::price::Minute;
use shared::psp::Psp;
use shared::time::Instant;
use shared::url::Reach;

use crate::http::Response;
use crate::ledgers::Ledgers;
use crate::platform::Platform;
use crate::seal::Seal;
use crate::store::key::Known;
use crate::store::log::LogRow;

/// How the install is set up. From the environment, never from a request.
#[derive(Clone)]
pub struct Settings {
    /// Where the world reaches us, without a slash at the end. Never from a Host header (DESIGN 3).
    pub public_url: String,
    /// Development: set by xtask alone; opens the doors under `/dev` and allows loopback.
    pub dev: bool,
    /// Closes and opens secrets that must be used again.
    pub seal: Seal,
    /// Who may make merchants; `None`: nobody.
    pub admin: Option<String>,
    /// Where mails go; `None`: they wait in the outbox.
    pub mail: Option<MailDoor>,
    /// The ledgers of live mode.
    pub ledgers: Ledgers,
    /// Who tells the prices of live mode.
    pub prices: Prices,
    /// Where payment providers are asked.
    pub psps: Psps,
    /// What one invocation may do.
    pub budget: Budget,
    /// The script of our pages, if it was built.
    pub boot: Option<&'static str>,
}

/// Who is asked for prices, by base address without a slash at the end. Empty: it is not asked.
#[derive(Clone)]
pub struct Prices {
    /// Kraken's public API.
    pub kraken: String,
    /// Coinbase's.
    pub coinbase: String,
    /// CoinGecko's.
    pub coingecko: String,
    /// What CoinGecko knows us by, if by anything.
    pub coingecko_key: Option<String>,
}

impl Default for Prices {
    fn default() -> Prices {
        Prices {
            kraken: "https://api.kraken.com".to_owned(),
            coinbase: "https://api.coinbase.com".to_owned(),
            coingecko: "https://api.coingecko.com".to_owned(),
            coingecko_key: None,
        }
    }
}

/// Where payment providers are asked, by base address without a slash at the end. Merchants bring
/// their keys.
#[derive(Clone)]
pub struct Psps {
    /// Mollie's API.
    pub mollie: String,
    /// Stripe's.
    pub stripe: String,
}

impl Default for Psps {
    fn default() -> Psps {
        Psps {
            mollie: "https://api.mollie.com".to_owned(),
            stripe: "https://api.stripe.com".to_owned(),
        }
    }
}

/// The HTTP API that sends mails.
#[derive(Clone)]
pub struct MailDoor {
    /// Its address.
    pub url: String,
    /// Its key.
    pub key: String,
    /// The address that mails come from.
    pub from: String,
}

/// What one tick may do, by the plan of the install. On the free plan 5 for prices, 10 for two
/// addresses on ledgers, 4 for a payment at a PSP, 5 for what is over, 6 for subscriptions, 2 for
/// reminders, 4 for settlement addresses, 12 for what is sent and 1 for what is forgotten stay
/// below the 50 subrequests of an invocation.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Deliveries a tick, and as many mails.
    pub sends: i64,
    /// Invoices that time has changed, a tick.
    pub overdue: i64,
    /// Batches of steps that subscriptions take, a tick.
    pub subscriptions: i64,
    /// Invoices whose customer is reminded, a tick.
    pub reminders: i64,
    /// Addresses that ledgers are asked about, a tick.
    pub settlements: i64,
    /// Payments that PSPs are asked about, a tick.
    pub attempts: i64,
    /// Requests to one outside at a time.
    pub concurrency: usize,
    /// Addresses on ledgers that are looked at, a tick (the var POLL_BUDGET).
    pub looks: i64,
    /// Pages that one address may take, a look.
    pub pages: usize,
}

impl Budget {
    /// The var PLAN: `paid`, or anything else for free (50 subrequests an invocation).
    pub fn of_plan(plan: &str) -> Budget {
        if plan == "paid" {
            Budget {
                sends: 200,
                overdue: 200,
                concurrency: 5,
                subscriptions: 100,
                reminders: 50,
                settlements: 10,
                attempts: 50,
                looks: 100,
                pages: 20,
            }
        } else {
            Budget {
                sends: 5,
                overdue: 4,
                concurrency: 4,
                subscriptions: 5,
                reminders: 10,
                settlements: 1,
                attempts: 1,
                looks: 2,
                pages: 1,
            }
        }
    }
}

/// What an isolate keeps between requests. All of it can be lost; none of it is believed unproved.
#[derive(Default)]
pub struct Memory {
    /// Callers by the hash of their key; every batch proves the version.
    pub known: RefCell<Vec<(String, Rc<Known>)>>,
    /// The newest rates of live mode, as many as new invoices need.
    pub rates: RefCell<Vec<Minute>>,
    /// Requests that are not in the log yet.
    pub log: RefCell<Vec<LogRow>>,
    /// Until when somebody writes the log. A lease: a writer can be killed at any line.
    pub logging_until: Cell<Instant>,
}

/// One request's or one tick's world.
#[derive(Clone)]
pub struct App {
    /// The ports.
    pub platform: Platform,
    /// The settings.
    pub settings: Rc<Settings>,
    /// The memory.
    pub memory: Rc<Memory>,
}

/// An answer and what waits until it is out.
pub type Answer = (Response, Vec<After>);

/// Work that can wait until the answer is out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// Send everything that is held under this lease.
    Send(String),
    /// Look at this subscription: an invoice of it moved.
    Bill(String),
    /// Look at this address on this chain of this network: somebody waits for its money.
    Look(Network, String, String),
    /// Look at this attempt: its PSP has called, or somebody waits for its money.
    Psp(String),
    /// A PSP has called this account about a payment that is not known.
    PspUnknown(Psp, String, String),
    /// Do what the cron does, because a test clock moved.
    Tick,
    /// Write the request log.
    Log,
}

impl App {
    /// Now, in the world.
    pub fn now(&self) -> Instant {
        self.platform.clock.now()
    }

    /// Which addresses may be called and linked to.
    pub fn reach(&self) -> Reach {
        if self.settings.dev { Reach::Development } else { Reach::Public }
    }

    /// An absolute address of ours.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.settings.public_url)
    }

    /// A fresh lease or attempt: 80 bits that nobody guesses.
    pub fn token(&self) -> String {
        shared::id::public_id(self.platform.roll())
    }
}
