//! What every room is handed: the ports, the settings, and what the isolate remembers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shared::currency::Network;
use shared::time::Instant;
use shared::url::Reach;

use crate::http::Response;
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
    /// What one invocation may do.
    pub budget: Budget,
    /// The script of our pages, if it was built.
    pub boot: Option<&'static str>,
}

/// The ledgers that live money is paid on. Empty lists: there is no live mode on that ledger.
#[derive(Clone, Default)]
pub struct Ledgers {
    /// Stellar.
    pub stellar: Stellar,
    /// The XRP Ledger.
    pub xrpl: Xrpl,
}

impl Ledgers {
    /// Which ledger of a kind this install works on; `None`: on none, as nobody tells of it.
    pub fn chain(&self, network: Network) -> Option<&str> {
        let chain = match network {
            Network::Stellar => &self.stellar.chain,
            Network::Xrpl => &self.xrpl.chain,
        };
        Some(chain.as_str()).filter(|chain| !chain.is_empty() && !self.servers(network).is_empty())
    }

    /// Who tells of it, the preferred one first.
    pub fn servers(&self, network: Network) -> &[LedgerServer] {
        match network {
            Network::Stellar => &self.stellar.servers,
            Network::Xrpl => &self.xrpl.servers,
        }
    }

    /// Whether money is not real there.
    pub fn is_test(&self, network: Network) -> bool {
        !matches!(self.chain(network), Some("public" | "main"))
    }
}

/// Which Stellar network this install works on, and who tells of it.
#[derive(Clone, Default)]
pub struct Stellar {
    /// Horizon servers, the preferred one first.
    pub servers: Vec<LedgerServer>,
    /// The network's own name, which its transactions are signed for.
    pub passphrase: String,
    /// The same in short: `public`, `testnet`, or a hash of it.
    pub chain: String,
    /// Who issues USDC there.
    pub usdc_issuer: String,
    /// Who issues EURC there.
    pub eurc_issuer: String,
}

/// Which XRP Ledger network this install works on, and who tells of it.
#[derive(Clone, Default)]
pub struct Xrpl {
    /// JSON-RPC servers, the preferred one first.
    pub servers: Vec<LedgerServer>,
    /// 0 is the main network, 1 the test network.
    pub network_id: u32,
    /// The same in short: `main`, `testnet`, or the number.
    pub chain: String,
}

/// A server that tells of a ledger.
#[derive(Clone)]
pub struct LedgerServer {
    /// Its base address, without a slash at the end.
    pub url: String,
    /// What it wants to be sent, such as a key.
    pub headers: Vec<(String, String)>,
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

/// What one tick may do, by the plan of the install. On the free plan 5 reads, 15 saves, 12
/// webhooks, 12 mails and 4 notes stay below the 50 subrequests of an invocation.
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
    /// Requests to one outside at a time.
    pub concurrency: usize,
}

impl Budget {
    /// The var PLAN: `paid`, or anything else for free (50 subrequests an invocation).
    pub fn of_plan(plan: &str) -> Budget {
        if plan == "paid" {
            Budget { sends: 200, overdue: 200, concurrency: 5, subscriptions: 100, reminders: 50 }
        } else {
            Budget { sends: 12, overdue: 9, concurrency: 4, subscriptions: 5, reminders: 10 }
        }
    }
}

/// What an isolate keeps between requests. All of it can be lost; none of it is believed unproved.
#[derive(Default)]
pub struct Memory {
    /// Callers by the hash of their key; every batch proves the version.
    pub known: RefCell<Vec<(String, Rc<Known>)>>,
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
