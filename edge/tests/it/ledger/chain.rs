//! A ledger that closes by the world's clock, the hosts that tell of it, and how they fail. Knows
//! neither Horizon nor rippled.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use edge::platform::Incoming;
use serde_json::Value as Json;

use crate::support::START_MS;

/// What a host does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Answers with this status and words for people.
    Status(u16),
    /// No answer comes.
    Silent,
    /// Somebody in between answers with a page and status 200.
    Html,
    /// The answer ends in the middle.
    Truncated,
    /// Tells of no payments.
    EmptyPage,
    /// Tells once more of what was before.
    Repeats,
    /// Tells the payments of a page in another order.
    Reorders,
    /// Leaves out the later half of a page, and does not say so.
    DropsTail,
    /// Leaves out the first payment of a page.
    Hides,
    /// Knows nothing of the newest so many ledgers.
    Lags(u32),
    /// The same, but what it says of itself is new: several servers behind one name.
    PagesLag(u32),
    /// Knows only the ledgers from this one on, or the newest alone.
    Begins(u32),
    /// Searches only the ledgers from this one on, whatever it was asked and says that it knows
    /// (version 1 of the XRP Ledger's API).
    Clips(u32),
    /// The same, without the newest so many.
    ClipsTail(u32),
    /// Tells of no payments, with this status.
    EmptyWith(u16),
    /// Tells of operations that failed, too (Horizon).
    TellsFailed,
    /// Tells of what no validated ledger has (the XRP Ledger).
    Unvalidated,
    /// Its network began anew.
    Reset,
    /// It is on another network.
    OtherNetwork,
}

/// A server by its name, and what is wrong with it.
pub(crate) struct Host {
    pub(crate) url: &'static str,
    /// Wrong until it is mended.
    pub(crate) fault: Cell<Option<Fault>>,
    /// Wrong with the next answers, one after the other.
    pub(crate) once: RefCell<VecDeque<Option<Fault>>>,
    /// What it was asked.
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Host {
    pub(crate) fn new(url: &'static str) -> Host {
        Host { url, fault: Cell::new(None), once: RefCell::default(), asked: RefCell::default() }
    }

    /// What is wrong with this answer.
    pub(crate) fn wrong(&self) -> Option<Fault> {
        self.once.borrow_mut().pop_front().unwrap_or(self.fault.get())
    }

    /// How often it was asked since this was asked.
    pub(crate) fn count(&self) -> usize {
        self.asked.take().len()
    }
}

/// What a host knows of the ledger.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) elder: u32,
    pub(crate) latest: u32,
    pub(crate) closed_at: i64,
}

/// A ledger of some kind of transaction.
pub(crate) struct Chain<T> {
    every_ms: i64,
    first: u32,
    latest: Cell<u32>,
    closed_at: Cell<i64>,
    open: RefCell<Vec<T>>,
    pub(crate) closed: RefCell<Vec<T>>,
    pub(crate) hosts: Vec<Host>,
    /// Keys of payments that a lie kept from the watcher.
    pub(crate) hidden: RefCell<Vec<String>>,
}

impl<T: Clone> Chain<T> {
    /// A ledger that closes so often, whose newest is that one.
    pub(crate) fn new(every_ms: i64, latest: u32, urls: [&'static str; 3]) -> Chain<T> {
        Chain {
            every_ms,
            first: latest - 2_000_000,
            latest: Cell::new(latest),
            closed_at: Cell::new(START_MS),
            open: RefCell::default(),
            closed: RefCell::default(),
            hosts: urls.map(Host::new).into_iter().collect(),
            hidden: RefCell::default(),
        }
    }

    /// Hands in a transaction; the next ledger has it.
    pub(crate) fn submit(&self, tx: T) {
        self.open.borrow_mut().push(tx);
    }

    /// One that was handed in and is in no ledger yet.
    pub(crate) fn waiting(&self, is_it: impl Fn(&T) -> bool) -> Option<T> {
        self.open.borrow().iter().find(|tx| is_it(tx)).cloned()
    }

    /// Closes the ledgers that are due. `stamp` is told ledger, time and place of each transaction.
    pub(crate) fn close(&self, now: i64, stamp: impl Fn(&mut T, u32, i64, usize)) {
        let due = (now - self.closed_at.get()) / self.every_ms;
        if due <= 0 {
            return;
        }
        let (ledger, at) = (self.latest.get() + 1, self.closed_at.get() + self.every_ms);
        for (place, mut tx) in self.open.take().into_iter().enumerate() {
            stamp(&mut tx, ledger, at, place + 1);
            self.closed.borrow_mut().push(tx);
        }
        self.latest.set(self.latest.get() + u32::try_from(due).unwrap());
        self.closed_at.set(self.closed_at.get() + due * self.every_ms);
    }

    /// What is so, before anything is wrong.
    pub(crate) fn truth(&self) -> Known {
        Known { elder: self.first, latest: self.latest.get(), closed_at: self.closed_at.get() }
    }

    /// What a host knows that is wrong in this way.
    pub(crate) fn known(&self, fault: Option<Fault>) -> Known {
        let truth = self.truth();
        match fault {
            Some(Fault::Lags(count)) => Known {
                latest: truth.latest - count,
                closed_at: truth.closed_at - i64::from(count) * self.every_ms,
                ..truth
            },
            Some(Fault::Begins(elder)) => Known { elder: elder.min(truth.latest), ..truth },
            Some(Fault::Reset) => Known { elder: 1, latest: 1_000, ..truth },
            _ => truth,
        }
    }

    /// The transactions that a host tells of.
    pub(crate) fn told(&self, fault: Option<Fault>, ledger: impl Fn(&T) -> u32) -> Vec<T> {
        let mut known = self.known(fault);
        match fault {
            Some(Fault::PagesLag(count) | Fault::ClipsTail(count)) => known.latest -= count,
            Some(Fault::Clips(elder)) => known.elder = elder.min(known.latest),
            _ => {}
        }
        let closed = self.closed.borrow();
        let told = closed.iter().filter(|tx| (known.elder..=known.latest).contains(&ledger(tx)));
        told.cloned().collect()
    }
}

/// Spoils a page's records; `before` are those that are older than what was asked for.
pub(crate) fn spoil_page(fault: Option<Fault>, page: &mut Vec<Json>, before: &[Json]) {
    match fault {
        Some(Fault::EmptyPage | Fault::EmptyWith(_)) => page.clear(),
        Some(Fault::Repeats) => {
            let again = before.iter().rev().take(3).rev().cloned();
            page.splice(0..0, again);
        }
        Some(Fault::Reorders) => page.reverse(),
        Some(Fault::DropsTail) => page.truncate(page.len() / 2),
        Some(Fault::Hides) if !page.is_empty() => drop(page.remove(0)),
        _ => {}
    }
}

/// Spoils an answer as a whole.
pub(crate) fn spoil(fault: Option<Fault>, mut answer: Incoming) -> Result<Incoming, String> {
    match fault {
        Some(Fault::Silent) => return Err("no answer within 8 s".to_owned()),
        Some(Fault::Status(status)) => {
            answer.status = status;
            answer.body = b"Server is overloaded".to_vec();
        }
        Some(Fault::EmptyWith(status)) => answer.status = status,
        Some(Fault::Html) => answer.body = b"<html><body>Just a moment</body></html>".to_vec(),
        Some(Fault::Truncated) => answer.body.truncate(answer.body.len() / 2),
        _ => {}
    }
    Ok(answer)
}

/// An answer of JSON.
pub(crate) fn answer(status: u16, body: &Json) -> Incoming {
    Incoming { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}
