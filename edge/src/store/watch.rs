//! Addresses on ledgers and how far each was read. A look holds a lease, and what it found is
//! written only while cursor and lease are as they were.

use shared::currency::Network;
use shared::key::Mode;
use shared::time::{Instant, MINUTE_MS, SECOND_MS};

use super::{Columns, Guard, Owner, insert, merchant, update};
use crate::platform::{Row, Statement, Value};

/// How long a look may take before another one begins.
const LEASE_MS: i64 = MINUTE_MS;

/// How far behind a ledger may be read before somebody is told.
pub const LAG_MS: i64 = 10 * MINUTE_MS;

/// How often an address is looked at, at most, whoever asks.
pub const EVERY_MS: i64 = 5 * SECOND_MS;

/// An address and how far it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The ledger,
    pub network: Network,
    /// which of its kind,
    pub chain: String,
    /// and the address there.
    pub address: String,
    /// Whose it is.
    pub owner: Owner,
    /// Money before that is none of ours.
    pub since: Instant,
    /// What was read last; `None`: nothing yet.
    pub cursor: Option<u64>,
    /// How much is asked at a time, where a page is a range.
    pub span: Option<i64>,
    /// Ledger time until which everything is known.
    pub read_until: Option<Instant>,
    /// When the newest part is read once more.
    pub rescan_at: Instant,
    /// Which server is asked first.
    pub server: usize,
    /// Looks that failed, one after the other.
    pub failures: i64,
    /// Why the newest look failed.
    pub problem: Option<String>,
}

impl Watch {
    fn key(&self) -> Vec<Value> {
        key(self.network, &self.chain, &self.address)
    }
}

fn key(network: Network, chain: &str, address: &str) -> Vec<Value> {
    vec![network.code().into(), chain.into(), address.into()]
}

const KEY: &str = "network = ? AND chain = ? AND address = ?";

/// Three statements: takes the addresses of these chains that were looked at longest ago, as many
/// as the budget allows; tells them, and their merchants.
pub fn claim_due(
    stellar: &str,
    xrpl: &str,
    lease: &str,
    now: Instant,
    most: i64,
) -> [Statement; 3] {
    let clause = "(network, chain, address) IN (
        SELECT network, chain, address FROM watch
        WHERE ((network = 'STELLAR' AND chain = ?) OR (network = 'XRPL' AND chain = ?))
          AND (until IS NULL OR until > ?) AND next_at <= ? AND looked_at <= ?
          AND (lease_until IS NULL OR lease_until <= ?)
        ORDER BY looked_at LIMIT ?)";
    let params = vec![
        stellar.into(),
        xrpl.into(),
        now.into(),
        now.into(),
        now.plus_ms(-EVERY_MS).into(),
        now.into(),
        most.into(),
    ];
    claim(clause, params, lease, now)
}

/// The same for one address: nothing, when somebody looked at it a moment ago or is looking now.
pub fn claim_one(
    network: Network,
    chain: &str,
    address: &str,
    lease: &str,
    now: Instant,
) -> [Statement; 3] {
    let clause = format!(
        "{KEY} AND next_at <= ? AND looked_at <= ? AND (lease_until IS NULL OR lease_until <= ?)"
    );
    let times = vec![now.into(), now.plus_ms(-EVERY_MS).into(), now.into()];
    let params = [key(network, chain, address), times].concat();
    claim(&clause, params, lease, now)
}

fn claim(clause: &str, params: Vec<Value>, lease: &str, now: Instant) -> [Statement; 3] {
    let mut columns = Columns::default();
    columns.put("lease", lease).put("lease_until", now.plus_ms(LEASE_MS)).put("looked_at", now);
    [
        update("watch", &mut columns, clause, params),
        Statement::new("SELECT * FROM watch WHERE lease = ?", vec![lease.into()]),
        merchant::of("watch", "lease = ?", &[lease.into()]),
    ]
}

/// Undoes the batch unless the look still holds its lease and nobody moved the cursor: the row that
/// it adds is there.
pub fn assert_held(watch: &Watch, lease: &str) -> Statement {
    let held = Guard {
        text: format!("NOT EXISTS (SELECT 1 FROM watch WHERE {KEY} AND lease = ? AND cursor IS ?)"),
        params: [watch.key(), vec![lease.into(), cursor(watch.cursor)]].concat(),
    };
    let mut columns = Columns::default();
    columns
        .put("network", watch.network.code())
        .put("chain", watch.chain.as_str())
        .put("address", watch.address.as_str())
        .put("merchant", watch.owner.merchant.as_str())
        .put("mode", watch.owner.mode.code())
        .put("since", 0)
        .put("looked_at", 0)
        .put("rescan_at", 0)
        .put("server", 0)
        .put("failures", 0)
        .put("next_at", 0);
    insert("watch", &mut columns, &held)
}

fn cursor(cursor: Option<u64>) -> Value {
    cursor.map(|cursor| cursor.to_string()).into()
}

/// Saves how far a look came; it holds the lease on as long as it has more to read.
pub fn save(watch: &Watch, lease: &str, goes_on: Option<Instant>) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("cursor", cursor(watch.cursor))
        .put("span", watch.span)
        .put("read_until", watch.read_until)
        .put("rescan_at", watch.rescan_at)
        .put("server", i64::try_from(watch.server).unwrap_or_default())
        .put("failures", 0)
        .put("next_at", 0)
        .put("problem", Value::Null);
    columns.extend(held_on(lease, goes_on));
    let rest = [watch.key(), vec![lease.into()]].concat();
    update("watch", &mut columns, &format!("{KEY} AND lease = ?"), rest)
}

fn held_on(lease: &str, goes_on: Option<Instant>) -> Columns {
    let mut columns = Columns::default();
    columns
        .put("lease", goes_on.map(|_| lease))
        .put("lease_until", goes_on.map(|now| now.plus_ms(LEASE_MS)));
    columns
}

/// Writes down that a look failed; the next one begins with this server, and not before that.
pub fn fail(watch: &Watch, lease: &str, next_at: Instant) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("span", watch.span)
        .put("server", i64::try_from(watch.server).unwrap_or_default())
        .put("failures", watch.failures)
        .put("next_at", next_at)
        .put("problem", watch.problem.as_ref());
    columns.extend(held_on(lease, None));
    let rest = [watch.key(), vec![lease.into()]].concat();
    update("watch", &mut columns, &format!("{KEY} AND lease = ?"), rest)
}

/// How the addresses of a network are, for the health page: how many, the one that was read least,
/// what is wrong.
pub fn health(stellar: &str, xrpl: &str, now: Instant) -> Statement {
    Statement::new(
        "SELECT network, count(*) AS total, max(problem) AS problem,
                min(coalesce(read_until, since)) AS read_until
         FROM watch
         WHERE ((network = 'STELLAR' AND chain = ?) OR (network = 'XRPL' AND chain = ?))
           AND (until IS NULL OR until > ?)
         GROUP BY network",
        vec![stellar.into(), xrpl.into(), now.into()],
    )
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Watch> {
    Some(Watch {
        network: Network::parse(&row.text("network"))?,
        chain: row.text("chain"),
        address: row.text("address"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        since: row.instant("since")?,
        cursor: row.maybe_text("cursor").and_then(|cursor| cursor.parse().ok()),
        span: row.maybe_number("span"),
        read_until: row.instant("read_until"),
        rescan_at: row.instant("rescan_at")?,
        server: usize::try_from(row.number("server")).unwrap_or_default(),
        failures: row.number("failures"),
        problem: row.maybe_text("problem"),
    })
}
