//! Reads an address on the XRP Ledger: all pages of a range of ledgers in one look (`rails.md` 2).
//! Knows no invoices.

use shared::json::{Number, Object};
use shared::time::{Instant, MINUTE_MS};

use super::read::{self, OneTx};
use crate::app::App;
use crate::rails::ask::{Trouble, call};
use crate::rails::{Failed, Look, Looking, Position, Tips, first_word, look_in_turns};

/// The version of the servers' answers that is read.
const API_VERSION: i64 = 2;

/// Transactions a page, and pages a look.
const PAGE: i64 = 200;
const PAGES_MAX: usize = 5;

/// As many pages of the smallest span, which cannot be halved: more than two ledgers hold.
const PAGES_MAX_OF_LEAST: usize = 10;

/// The newest ledgers are read again by every look.
const OVERLAP_LEDGERS: u64 = 20;

/// A day of ledgers, with room: they close every four seconds or so.
const DAY_LEDGERS: u64 = 25_000;

/// How many ledgers are asked at a time, at most and at least.
const SPAN_MAX: i64 = 50_000;
const SPAN_MIN: i64 = 1;

/// No ledger closes faster, in milliseconds: for how far back a moment lies at most.
const LEDGER_MS_LEAST: i64 = 2_000;

/// A server whose newest ledger is older does not tell what is so now.
const STALE_MS: i64 = 3 * MINUTE_MS;

/// As many ledgers close in that time at most: so far may a server be behind another one.
const BEHIND_LEDGERS: u64 = 90;

/// What a server says of itself.
#[derive(Clone, Debug)]
pub struct Tip {
    network_id: u32,
    complete: Vec<(u32, u32)>,
    latest: u64,
    closed_at: Instant,
}

/// Looks once, at the first server that can be relied on.
///
/// # Errors
/// [`Failed`]; nothing of what was read may be used.
pub(crate) async fn look(
    mut looking: Looking<'_>,
    position: &Position<'_>,
) -> Result<Look, Failed> {
    let count = looking.app.settings.ledgers.xrpl.servers.len();
    let span = position.span.unwrap_or(SPAN_MAX);
    let look = async |server| look_at(&mut looking, server, position, span).await;
    look_in_turns(position.server, count, look).await.map_err(|failed| match failed.trouble {
        Trouble::TooMuch => Failed { span: Some((span / 2).max(SPAN_MIN)), ..failed },
        _ => failed,
    })
}

async fn look_at(
    looking: &mut Looking<'_>,
    server: usize,
    position: &Position<'_>,
    span: i64,
) -> Result<Look, Trouble> {
    let app = looking.app;
    let tip = tip(app, looking.tips, server).await?;
    check(app, &tip, position)?;
    let width = u64::try_from(span).unwrap_or(1);
    // A burst of payments must not be asked for over and over again.
    let overlap = OVERLAP_LEDGERS.min(width.saturating_sub(1));
    let pages_max = if span > SPAN_MIN { PAGES_MAX } else { PAGES_MAX_OF_LEAST };
    let first = begin(&tip, position, overlap);
    let last = tip.latest.min(first + width + overlap);
    if position.cursor.is_some() && !knows(&tip, first) {
        return Err(Trouble::Gap);
    }
    let range = [first, last];
    let mut look = Look::default();
    let mut marker = None;
    for page in 0.. {
        if page == pages_max {
            return Err(Trouble::TooMuch);
        }
        let found = ask_page(app, server, position.address, range, marker.as_ref()).await?;
        // The bounds are what was really searched: a server that lacks the beginning says so only
        // here (`rails.md` 2.1).
        if u64::from(found.ledger_min) > first {
            return Err(Trouble::Gap);
        }
        if u64::from(found.ledger_max) < last {
            return Err(Trouble::unfit("it searched less than it was asked"));
        }
        look.moved.extend(found.moved);
        look.strange.extend(found.strange);
        marker = found.marker;
        if marker.is_none() {
            break;
        }
    }
    look.moved.retain(|moved| moved.seen.at >= position.since);
    look.moved.sort_by_key(|moved| moved.seen.at);
    let is_tip = last == tip.latest;
    Ok(Look {
        cursor: last,
        span: Some(span.saturating_mul(2).min(SPAN_MAX)),
        read_until: is_tip.then_some(tip.closed_at),
        goes_on: !is_tip,
        ..look
    })
}

async fn ask_page(
    app: &App,
    server: usize,
    address: &str,
    [first, last]: [u64; 2],
    marker: Option<&serde_json::Value>,
) -> Result<read::Page, Trouble> {
    let settings = &app.settings.ledgers.xrpl;
    let known = settings.servers.get(server).ok_or_else(Trouble::nobody)?;
    let mut params = Object::new();
    params
        .put("account", address)
        .put("ledger_index_min", Number(first.to_string()))
        .put("ledger_index_max", Number(last.to_string()))
        .put("binary", false)
        .put("forward", true)
        .put("limit", PAGE)
        .put("api_version", API_VERSION)
        .put_some("marker", marker);
    let body = call(app, known, "account_tx", &params).await?;
    Ok(read::account_tx(&body, address, settings)?)
}

/// The server's word of itself, asked once a tick.
async fn tip(app: &App, tips: &mut Tips, server: usize) -> Result<Tip, Trouble> {
    if let Some((_, tip)) = tips.xrpl.iter().find(|(known, _)| *known == server) {
        return tip.clone();
    }
    let tip = ask_tip(app, server).await;
    tips.xrpl.push((server, tip.clone()));
    tip
}

async fn ask_tip(app: &App, server: usize) -> Result<Tip, Trouble> {
    let known = app.settings.ledgers.xrpl.servers.get(server).ok_or_else(Trouble::nobody)?;
    let info = read::server_info(&call(app, known, "server_info", &Object::new()).await?)?;
    let mut newest = Object::new();
    newest.put("ledger_index", "validated").put("api_version", API_VERSION);
    let (latest, closed_at) = read::ledger(&call(app, known, "ledger", &newest).await?)?;
    Ok(Tip {
        network_id: info.network_id,
        complete: info.complete,
        latest: u64::from(latest),
        closed_at,
    })
}

/// Whether the server tells of our network, of now, and from where we stopped.
fn check(app: &App, tip: &Tip, position: &Position<'_>) -> Result<(), Trouble> {
    if tip.network_id != app.settings.ledgers.xrpl.network_id {
        return Err(Trouble::WrongNetwork(format!("network id {}", tip.network_id)));
    }
    if tip.closed_at.plus_ms(STALE_MS) < app.now() {
        return Err(Trouble::unfit("it lags behind the ledger"));
    }
    if position.cursor.is_some_and(|cursor| cursor > tip.latest + BEHIND_LEDGERS) {
        return Err(Trouble::Reset);
    }
    Ok(())
}

/// Whether the server has this ledger and all that follow.
fn knows(tip: &Tip, first: u64) -> bool {
    let newest = tip.complete.iter().max_by_key(|(_, last)| *last);
    newest.is_some_and(|(oldest, _)| u64::from(*oldest) <= first)
}

/// With which ledger to begin: some that were read before, as far as the server has them, and never
/// behind the first that was not.
fn begin(tip: &Tip, position: &Position<'_>, overlap: u64) -> u64 {
    let oldest = tip.complete.iter().max_by_key(|(_, last)| *last);
    let oldest = oldest.map_or(1, |(oldest, _)| u64::from(*oldest));
    match position.cursor {
        Some(cursor) => {
            let back = if position.is_rescan { DAY_LEDGERS } else { overlap };
            cursor.min(tip.latest).saturating_sub(back).max(oldest).min(cursor + 1)
        }
        None => {
            let past_ms = (tip.closed_at.ms() - position.since.ms()).max(0);
            let back = u64::try_from(past_ms / LEDGER_MS_LEAST).unwrap_or_default();
            tip.latest.saturating_sub(back + 2 * OVERLAP_LEDGERS).max(oldest)
        }
    }
}

/// What a transaction that somebody named paid to an address.
///
/// # Errors
/// [`Trouble`].
pub async fn transaction(app: &App, address: &str, hash: &str) -> Result<OneTx, Trouble> {
    let settings = &app.settings.ledgers.xrpl;
    let mut params = Object::new();
    params.put("transaction", hash).put("binary", false).put("api_version", API_VERSION);
    first_word(&settings.servers, async |server| {
        Ok(read::tx(&call(app, server, "tx", &params).await?, address, settings)?)
    })
    .await
}
