//! Reads an address on Stellar through Horizon: one page of its payments at a time (`rails.md` 1).
//! Knows no invoices.

use shared::time::MINUTE_MS;

use super::read::{self, Root};
use crate::app::App;
use crate::platform::Incoming;
use crate::rails::ask::{Trouble, get, good, post_form};
use crate::rails::{Failed, Look, Looking, Moved, Position, Tips, first_word, look_in_turns};

/// Records a page; Horizon gives no more.
const PAGE: usize = 200;

/// A ledger number is the upper half of a paging token (SEP-35).
const LEDGER_BITS: u32 = 32;

/// The newest ledgers are read again by every look: a server may lag behind what it told of itself.
const OVERLAP_LEDGERS: u64 = 60;

/// A day of ledgers, with room: they close every five seconds or more.
const DAY_LEDGERS: u64 = 20_000;

/// A quiet address is held to be read this far behind the newest ledger, so that its cursor never
/// falls out of what servers remember.
const QUIET_LEDGERS: u64 = 7 * DAY_LEDGERS;

/// No ledger closes faster, in milliseconds: for how far back a moment lies at most.
const LEDGER_MS_LEAST: i64 = 3_000;

/// A server whose newest ledger is older does not tell what is so now.
const STALE_MS: i64 = 3 * MINUTE_MS;

/// Looks once, at the first server that can be relied on.
///
/// # Errors
/// [`Failed`]; nothing of what was read may be used.
pub(crate) async fn look(
    mut looking: Looking<'_>,
    position: &Position<'_>,
) -> Result<Look, Failed> {
    let count = looking.app.settings.ledgers.stellar.servers.len();
    let look = async |server| look_at(&mut looking, server, position).await;
    look_in_turns(position.server, count, look).await
}

async fn look_at(
    looking: &mut Looking<'_>,
    server: usize,
    position: &Position<'_>,
) -> Result<Look, Trouble> {
    let app = looking.app;
    let root = root(app, looking.tips, server).await?;
    check(app, &root, position)?;
    let after = begin(&root, position);
    let settings = &app.settings.ledgers.stellar;
    let address = position.address;
    let known = settings.servers.get(server).ok_or_else(Trouble::nobody)?;
    let path = format!(
        "/accounts/{address}/payments?order=asc&limit={PAGE}&join=transactions&cursor={after}"
    );
    let answer = get(app, known, &path).await?;
    let told: Option<u64> = answer.header("latest-ledger").and_then(|text| text.parse().ok());
    let body = found(answer)?.ok_or(Trouble::NoAccount)?;
    let page = read::page(&body, address, settings, PAGE, after)?;
    let mut moved = page.moved;
    for merge in &page.merges {
        let path = format!("/operations/{}/effects?limit={PAGE}", merge.operation);
        let effects = good(get(app, known, &path).await?)?;
        let amount = read::effects(&effects, address)?;
        moved.push(read::merged(merge, amount));
    }
    moved.retain(|moved| moved.seen.at >= position.since);
    let latest = u64::from(root.latest);
    let tip_is_in = told.is_none_or(|told| told >= latest);
    let (cursor, read_until) = match page.last {
        Some(last) if page.is_full => (last, page.last_at.map(|at| at.plus_ms(-1))),
        None if page.is_full => return Err(Trouble::unfit("a full page says nothing new")),
        last => (
            rest(after, last, told.unwrap_or(latest).min(latest)),
            tip_is_in.then_some(root.latest_closed_at),
        ),
    };
    Ok(Look {
        moved,
        strange: page.strange,
        cursor,
        read_until,
        goes_on: page.is_full,
        ..Look::default()
    })
}

/// The server's word of itself, asked once a tick.
async fn root(app: &App, tips: &mut Tips, server: usize) -> Result<Root, Trouble> {
    if let Some((_, root)) = tips.stellar.iter().find(|(known, _)| *known == server) {
        return root.clone();
    }
    let root = ask_root(app, server).await;
    tips.stellar.push((server, root.clone()));
    root
}

async fn ask_root(app: &App, server: usize) -> Result<Root, Trouble> {
    let known = app.settings.ledgers.stellar.servers.get(server).ok_or_else(Trouble::nobody)?;
    Ok(read::root(&good(get(app, known, "/").await?)?)?)
}

/// Whether the server tells of our network, of now, and from where we stopped (`rails.md` 7.6,
/// 7.18, 7.19: an ascending page silently begins at the oldest ledger that is left).
fn check(app: &App, root: &Root, position: &Position<'_>) -> Result<(), Trouble> {
    if root.passphrase != app.settings.ledgers.stellar.passphrase {
        return Err(Trouble::WrongNetwork(root.passphrase.chars().take(80).collect()));
    }
    if root.latest_closed_at.plus_ms(STALE_MS) < app.now() {
        return Err(Trouble::unfit("it lags behind the ledger"));
    }
    let Some(cursor) = position.cursor else { return Ok(()) };
    let ledger = cursor >> LEDGER_BITS;
    if ledger > u64::from(root.latest) + OVERLAP_LEDGERS {
        return Err(Trouble::Reset);
    }
    // What is left of the cursor's own ledger must be known, too.
    if ledger < u64::from(root.elder) {
        return Err(Trouble::Gap);
    }
    Ok(())
}

/// After which paging token to read.
fn begin(root: &Root, position: &Position<'_>) -> u64 {
    let elder = u64::from(root.elder);
    match position.cursor {
        Some(cursor) if position.is_rescan => {
            let back = (cursor >> LEDGER_BITS).saturating_sub(DAY_LEDGERS).max(elder);
            cursor.min(back << LEDGER_BITS)
        }
        Some(cursor) => cursor,
        None => {
            let past_ms = (root.latest_closed_at.ms() - position.since.ms()).max(0);
            let back = u64::try_from(past_ms / LEDGER_MS_LEAST).unwrap_or_default();
            let back = back + 2 * OVERLAP_LEDGERS;
            u64::from(root.latest).saturating_sub(back).max(elder) << LEDGER_BITS
        }
    }
}

/// Where the next look begins after a page that was not full: never past what was read, never in
/// the newest ledgers, never long ago.
fn rest(after: u64, last: Option<u64>, latest: u64) -> u64 {
    let overlap = latest.saturating_sub(OVERLAP_LEDGERS) << LEDGER_BITS;
    let quiet = latest.saturating_sub(QUIET_LEDGERS) << LEDGER_BITS;
    after.max(quiet).max(last.unwrap_or(after).min(overlap))
}

/// What a transaction that somebody named paid to an address; `None`: the ledger does not know it.
///
/// # Errors
/// [`Trouble`].
pub async fn transaction(
    app: &App,
    address: &str,
    hash: &str,
) -> Result<Option<Vec<Moved>>, Trouble> {
    let settings = &app.settings.ledgers.stellar;
    let path = format!("/transactions/{hash}/payments?limit={PAGE}&join=transactions");
    first_word(&settings.servers, async |server| {
        let Some(body) = found(get(app, server, &path).await?)? else { return Ok(None) };
        Ok(Some(read::of_transaction(&body, address, settings)?))
    })
    .await
}

/// What the ledger says of an account; `None`: it knows none.
///
/// # Errors
/// [`Trouble`].
pub async fn account(app: &App, address: &str) -> Result<Option<read::Account>, Trouble> {
    let path = format!("/accounts/{address}");
    first_word(&app.settings.ledgers.stellar.servers, async |server| {
        let Some(body) = found(get(app, server, &path).await?)? else { return Ok(None) };
        Ok(Some(read::account(&body)?))
    })
    .await
}

/// Hands in a signed transaction, in base 64, at the preferred server: another one would get it
/// from the network.
///
/// # Errors
/// [`Trouble::Server`] when no answer came: it may have gone through.
pub async fn submit(app: &App, envelope: &str) -> Result<read::Submitted, Trouble> {
    let server = app.settings.ledgers.stellar.servers.first().ok_or_else(Trouble::nobody)?;
    let form = form_urlencoded::Serializer::new(String::new()).append_pair("tx", envelope).finish();
    let answer = post_form(app, server, "/transactions", form).await?;
    Ok(read::submit(answer.status, &answer.body))
}

/// The body of an answer; `None` when Horizon itself says that there is none.
///
/// # Errors
/// [`Trouble::Server`] for every other status.
fn found(answer: Incoming) -> Result<Option<Vec<u8>>, Trouble> {
    if read::is_not_found(answer.status, &answer.body) {
        return Ok(None);
    }
    good(answer).map(Some)
}
