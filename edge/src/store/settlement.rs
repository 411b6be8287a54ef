//! Where live money goes, the changes of it, and the claim on an address. What holds is decided in
//! the domain; here is what was said.

use serde_json::Value;
use shared::chain::BEHIND_MS;
use shared::currency::Network;
use shared::json;
use shared::key::Mode;
use shared::settlement::{Holding, WATCHED_MS};
use shared::time::Instant;

use super::{Columns, Guard, Owner, insert, merchant, update};
use crate::platform::{Row, Statement};

/// Of a merchant's addresses on a ledger, `t`: the one that holds and the one that waits. At most
/// one waits, so they are the two newest; which is which is a matter of time.
const NEWEST: &str = "t.cancelled_at IS NULL AND (SELECT count(*) FROM settlement n
    WHERE n.merchant = t.merchant AND n.mode = t.mode AND n.network = t.network
      AND n.chain = t.chain AND n.cancelled_at IS NULL AND n.holds_from > t.holds_from) < 2";

/// An address that a merchant set.
#[derive(Clone, Debug)]
pub struct Record {
    /// The change's id.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Ledger, address and time.
    pub holding: Holding,
    /// What it replaces.
    pub previous: Option<String>,
    /// When it was cancelled, or replaced before it held.
    pub cancelled_at: Option<Instant>,
    /// What the ledger says about it, as codes.
    pub warnings: Vec<String>,
    /// When it said so.
    pub checked_at: Option<Instant>,
    /// When it is asked again.
    pub check_at: Instant,
}

/// A new address. `cancel_hash` is of the secret in the mail's link, where there is one.
pub fn add(record: &Record, by: &str, now: Instant, cancel_hash: Option<&str>) -> Statement {
    let Holding { network, chain, address, holds_from } = &record.holding;
    let mut columns = Columns::default();
    columns
        .put("id", record.id.as_str())
        .put("merchant", record.owner.merchant.as_str())
        .put("mode", record.owner.mode.code())
        .put("network", network.code())
        .put("chain", chain.as_str())
        .put("address", address.as_str())
        .put("previous", record.previous.as_ref())
        .put("holds_from", *holds_from)
        .put("set_at", now)
        .put("set_by", by)
        .put("cancel_hash", cancel_hash)
        .put("warnings", json::write(&record.warnings))
        .put("checked_at", record.checked_at)
        .put("check_at", record.check_at);
    insert("settlement", &mut columns, &Guard::none())
}

/// A change that will not hold.
pub fn cancel(record: &Record, now: Instant) -> Statement {
    let rest = [vec![record.id.as_str().into()], record.owner.params()].concat();
    let clause = "id = ? AND merchant = ? AND mode = ?";
    update("settlement", Columns::default().put("cancelled_at", now), clause, rest)
}

/// Writes down what the ledger said.
pub fn save_check(record: &Record) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("warnings", json::write(&record.warnings))
        .put("checked_at", record.checked_at)
        .put("check_at", record.check_at);
    let rest = [vec![record.id.as_str().into()], record.owner.params()].concat();
    update("settlement", &mut columns, "id = ? AND merchant = ? AND mode = ?", rest)
}

/// The addresses of an owner that hold or wait, on every ledger.
pub fn newest(owner: &Owner) -> Statement {
    let text = format!(
        "SELECT * FROM settlement t WHERE t.merchant = ? AND t.mode = ? AND {NEWEST}
         ORDER BY t.holds_from"
    );
    Statement::new(text, owner.params())
}

/// How many addresses an owner set since.
pub fn count_since(owner: &Owner, since: Instant) -> Statement {
    let params = [owner.params(), vec![since.into()]].concat();
    let text = "SELECT count(*) AS total FROM settlement
                WHERE merchant = ? AND mode = ? AND set_at > ?";
    Statement::new(text, params)
}

/// Two statements: the change that a mail's link is about, and its merchant.
pub fn by_cancel_hash(hash: &str) -> [Statement; 2] {
    let clause = "cancel_hash = ?";
    let params = [hash.into()];
    let text = format!("SELECT * FROM settlement WHERE {clause}");
    [Statement::new(text, params.to_vec()), merchant::of("settlement", clause, &params)]
}

/// Addresses that hold or wait and that the ledger is to be asked about, the longest due first.
pub fn to_check(now: Instant, most: i64) -> Statement {
    Statement::new(
        "SELECT * FROM settlement t WHERE t.check_at <= ? AND t.cancelled_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM settlement n
             WHERE n.merchant = t.merchant AND n.mode = t.mode AND n.network = t.network
               AND n.chain = t.chain AND n.cancelled_at IS NULL
               AND n.holds_from > t.holds_from AND n.holds_from <= ?)
         ORDER BY t.check_at LIMIT ?",
        vec![now.into(), now.into(), most.into()],
    )
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Record> {
    Some(Record {
        id: row.text("id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        holding: Holding {
            network: Network::parse(&row.text("network"))?,
            chain: row.text("chain"),
            address: row.text("address"),
            holds_from: row.instant("holds_from")?,
        },
        previous: row.maybe_text("previous"),
        cancelled_at: row.instant("cancelled_at"),
        warnings: json::read_texts(&row.text("warnings")),
        checked_at: row.instant("checked_at"),
        check_at: row.instant("check_at")?,
    })
}

/// A column `held` for a select that has a merchant's mode `s`; read by [`read_held`].
pub(super) fn held() -> String {
    format!(
        "(SELECT json_group_array(json_array(t.network, t.chain, t.address, t.holds_from))
          FROM settlement t WHERE t.merchant = s.merchant AND t.mode = s.mode AND {NEWEST}) AS held"
    )
}

/// Reads the column of [`held`]; nothing where it is missing.
pub(super) fn read_held(row: &Row) -> Vec<Holding> {
    let all = json::read(row.text("held").as_bytes());
    let holding = |one: &Value| {
        let text = |index: usize| one.get(index)?.as_str();
        Some(Holding {
            network: Network::parse(text(0)?)?,
            chain: text(1)?.to_owned(),
            address: text(2)?.to_owned(),
            holds_from: Instant::from_ms(one.get(3)?.as_i64()?),
        })
    };
    all.as_array().into_iter().flatten().filter_map(holding).collect()
}

/// Whose an address is, if it is anybody's: it belongs to one merchant of the install for ever.
pub fn claimant(network: Network, chain: &str, address: &str) -> Statement {
    let text = "SELECT merchant, mode FROM watch
                WHERE network = ? AND chain = ? AND address = ?";
    Statement::new(text, vec![network.code().into(), chain.into(), address.into()])
}

/// Reads the answer of [`claimant`].
pub fn read_claimant(row: &Row) -> Option<Owner> {
    Some(Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? })
}

/// Makes an address the owner's, and has it watched: from a little before, because the ledger may
/// date what is paid at once earlier than now. Fails the batch when it is somebody's.
pub fn claim(owner: &Owner, holding: &Holding, now: Instant, rescan_at: Instant) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("network", holding.network.code())
        .put("chain", holding.chain.as_str())
        .put("address", holding.address.as_str())
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("since", now.plus_ms(-BEHIND_MS))
        .put("looked_at", 0)
        .put("rescan_at", rescan_at)
        .put("server", 0)
        .put("failures", 0)
        .put("next_at", 0);
    insert("watch", &mut columns, &Guard::none())
}

/// Says anew until when an owner's addresses on a ledger are watched: the newest as long as it is
/// that, one that was replaced so long after, one that never held no longer.
pub fn watch_until(owner: &Owner, network: Network, chain: &str) -> Statement {
    let same = "t.merchant = watch.merchant AND t.mode = watch.mode
                AND t.network = watch.network AND t.chain = watch.chain";
    let text = format!(
        "UPDATE watch SET until = CASE
           WHEN address = (SELECT t.address FROM settlement t
                           WHERE {same} AND t.cancelled_at IS NULL
                           ORDER BY t.holds_from DESC LIMIT 1) THEN NULL
           ELSE coalesce(
             (SELECT min(t.holds_from) + CAST(? AS INTEGER) FROM settlement t
              WHERE {same} AND t.cancelled_at IS NULL AND t.holds_from >
                (SELECT max(o.holds_from) FROM settlement o
                 WHERE o.merchant = watch.merchant AND o.mode = watch.mode
                   AND o.network = watch.network AND o.chain = watch.chain
                   AND o.address = watch.address AND o.cancelled_at IS NULL)),
             (SELECT max(t.cancelled_at) FROM settlement t
              WHERE {same} AND t.address = watch.address)) END
         WHERE merchant = ? AND mode = ? AND network = ? AND chain = ?"
    );
    let ledger = vec![network.code().into(), chain.into()];
    Statement::new(text, [vec![WATCHED_MS.into()], owner.params(), ledger].concat())
}

/// Has every address that an open invoice is paid at watched until then: some never expire, and
/// some are opened again.
pub fn watch_open(before: Instant, until: Instant) -> Statement {
    Statement::new(
        "UPDATE watch SET until = ? WHERE until < ? AND EXISTS (SELECT 1 FROM invoice i
           WHERE i.destination = watch.address AND i.chain = watch.chain
             AND i.status IN ('unpaid', 'pending', 'partially_paid'))",
        vec![until.into(), before.into()],
    )
}
