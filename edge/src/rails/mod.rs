//! One file per way money arrives. A rail says where to pay and reports what it saw; it decides
//! nothing.

pub mod account;
pub mod ask;
pub mod prices;
pub mod psp;
pub mod sandbox;
pub mod stellar;
pub mod uri;
mod wire;
pub mod xrpl;

use shared::payment::Seen;
use shared::reference::Pointer;
use shared::time::Instant;

use self::ask::Trouble;
use crate::app::App;
use crate::ledgers::LedgerServer;

/// A movement of money at an address of ours, as a ledger tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What is kept of it. Its key names the chain, too. For money that left, its destination is
    /// whoever got it, and its sender is ours.
    pub seen: Seen,
    /// The invoice that the payer named, in a way that can be trusted.
    pub pointer: Option<Pointer>,
    /// Which way, and whether it may be credited.
    pub way: Way,
}

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It came, and is credited to the invoice that it names.
    In,
    /// It came in a way that no invoice may be paid by; the merchant decides. Holds why.
    Odd(&'static str),
    /// It left.
    Out,
}

/// An answer that cannot be relied on: nothing of it is used, and the cursor stays. Holds why, for
/// the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt(pub &'static str);

impl From<Doubt> for Trouble {
    fn from(doubt: Doubt) -> Trouble {
        Trouble::Server(format!("the answer cannot be relied on: {}", doubt.0))
    }
}

/// From where on an address is read.
#[derive(Clone, Debug)]
pub struct Position<'a> {
    /// The address.
    pub address: &'a str,
    /// Money before that is none of ours.
    pub since: Instant,
    /// What was read last; `None`: nothing yet.
    pub cursor: Option<u64>,
    /// How much is asked at a time, where a page is a range.
    pub span: Option<i64>,
    /// Which server is asked first.
    pub server: usize,
    /// Whether what was read is read once more, as far back as a day.
    pub is_rescan: bool,
}

/// What a look at an address found.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The movements of money, in the ledger's order.
    pub moved: Vec<Moved>,
    /// Transactions that may have moved money in a way that is not known here.
    pub strange: Vec<String>,
    /// Everything up to here was read.
    pub cursor: u64,
    /// How much to ask at a time from now on.
    pub span: Option<i64>,
    /// Ledger time until which everything is known; `None`: it cannot be told.
    pub read_until: Option<Instant>,
    /// Whether there is more to read at once.
    pub goes_on: bool,
    /// The server that told it.
    pub server: usize,
    /// The servers that were asked in vain before it.
    pub down: Vec<usize>,
}

/// A look that failed.
#[derive(Clone, Debug)]
pub struct Failed {
    /// The gravest thing that a server said.
    pub trouble: Trouble,
    /// Which server to begin with the next time.
    pub server: usize,
    /// How much to ask at a time from now on; `None`: as before.
    pub span: Option<i64>,
}

/// What one tick asked servers about themselves, so that it asks once, and waits once for one that
/// does not answer.
#[derive(Default)]
pub struct Tips {
    stellar: Vec<(usize, Result<stellar::read::Root, Trouble>)>,
    xrpl: Vec<(usize, Result<xrpl::look::Tip, Trouble>)>,
}

/// How many servers one look may ask.
const SERVERS_MAX: usize = 3;

/// Looks at one of so many servers after the other, until one can be relied on.
///
/// # Errors
/// [`Failed`], which says nothing of spans.
async fn look_in_turns(
    first: usize,
    count: usize,
    mut look_at: impl AsyncFnMut(usize) -> Result<Look, Trouble>,
) -> Result<Look, Failed> {
    let mut worst = Trouble::nobody();
    let mut down = Vec::new();
    for server in (0..count.min(SERVERS_MAX)).map(|turn| (first + turn) % count) {
        match look_at(server).await {
            Ok(look) => return Ok(Look { server, down, ..look }),
            // Every server would say the same.
            Err(trouble @ Trouble::TooMuch) => return Err(Failed { trouble, server, span: None }),
            Err(trouble) => {
                down.push(server);
                worst = worst.max(trouble);
            }
        }
    }
    Err(Failed { trouble: worst, server: (first + 1) % count.max(1), span: None })
}

/// What the first of the servers says that can be relied on.
///
/// # Errors
/// The gravest of what they said instead.
async fn first_word<T>(
    servers: &[LedgerServer],
    ask: impl AsyncFn(&LedgerServer) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let mut worst = Trouble::nobody();
    for server in servers.iter().take(SERVERS_MAX) {
        match ask(server).await {
            Err(trouble) => worst = worst.max(trouble),
            word => return word,
        }
    }
    Err(worst)
}

/// What a look needs of the world.
pub(crate) struct Looking<'a> {
    /// The world.
    pub(crate) app: &'a App,
    /// What this tick knows of servers.
    pub(crate) tips: &'a mut Tips,
}
