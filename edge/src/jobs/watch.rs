//! Looks at the addresses on ledgers whose turn it is, and writes what was found. Cursor, sightings
//! and all that they do are one batch; whatever fails, the cursor stays.

use shared::alert::AlertKind;
use shared::currency::Network;
use shared::time::{DAY_MS, Instant, MINUTE_MS, SECOND_MS};

use crate::actions::raise_alert::{Cause, raise};
use crate::actions::record_look::{self, Found};
use crate::actions::step::Writer;
use crate::app::App;
use crate::platform::{Answers, SqlError, Statement};
use crate::rails::ask::Trouble;
use crate::rails::{Failed, Look, Looking, Position, Tips, stellar, xrpl};
use crate::store::merchant::{self, Merchant};
use crate::store::watch::{self as watches, LAG_MS, Watch};
use crate::store::{alert, fold, server};

/// The waits after looks that failed: 5 s, doubled each time, up to 5 min.
const WAIT_MS: i64 = 5 * SECOND_MS;
const WAIT_MS_MAX: i64 = 5 * MINUTE_MS;

/// How often the preferred server is asked again after another one has taken over.
const PREFER_MS: i64 = 10 * MINUTE_MS;

/// How often a look is saved again after somebody moved one of its invoices.
const TRIES_MAX: usize = 4;

/// Looks at the addresses that were looked at longest ago, as many as the budget allows.
pub(super) async fn run(app: &App) {
    let ledgers = &app.settings.ledgers;
    if ledgers.is_empty() {
        return;
    }
    let (lease, now) = (app.token(), app.now());
    let chain = |network| ledgers.chain(network).unwrap_or_default();
    let (stellar, xrpl) = (chain(Network::Stellar), chain(Network::Xrpl));
    let claim = watches::claim_due(stellar, xrpl, &lease, now, app.settings.budget.looks);
    look_at(app, claim, &lease, None).await;
}

/// Looks at one address, because somebody waits for its money.
pub(crate) async fn one(app: &App, network: Network, chain: &str, address: &str) {
    if app.settings.ledgers.chain(network) != Some(chain) {
        return;
    }
    let lease = app.token();
    let claim = watches::claim_one(network, chain, address, &lease, app.now());
    if look_at(app, claim, &lease, Some(&lease)).await {
        crate::outbox::send_held(app, &lease).await;
    }
}

/// Whether anything was there to look at.
async fn look_at(app: &App, claim: [Statement; 3], lease: &str, outbox: Option<&str>) -> bool {
    // When the database fails here, the lease runs out.
    let Ok(mut answers) = app.platform.sql.batch(claim.to_vec()).await else { return false };
    answers.skip(1);
    let claimed: Vec<Watch> = answers.rows().iter().filter_map(watches::read).collect();
    let merchants = answers.rows();
    let mut tips = Tips::default();
    for watch in &claimed {
        let Some(row) = merchant::find_owner(&merchants, &watch.owner) else { continue };
        let merchant = merchant::read(row);
        let watcher = Watcher { app, merchant: &merchant, lease, outbox };
        watcher.read(watch.clone(), &mut tips).await;
    }
    !claimed.is_empty()
}

struct Watcher<'a> {
    app: &'a App,
    merchant: &'a Merchant,
    lease: &'a str,
    /// Who sends what is told; `None`: whoever comes first.
    outbox: Option<&'a str>,
}

impl Watcher<'_> {
    /// Reads on until nothing is left, a look fails, or the budget is used up.
    async fn read(&self, mut watch: Watch, tips: &mut Tips) {
        let pages = self.app.settings.budget.pages;
        let mut is_first = true;
        for page in 1..=pages {
            let now = self.app.now();
            let is_rescan = is_first && watch.rescan_at <= now && watch.cursor.is_some();
            let position = Position {
                address: &watch.address,
                since: watch.since,
                cursor: watch.cursor,
                span: watch.span,
                server: preferred(&watch, now),
                is_rescan,
            };
            let looking = Looking { app: self.app, tips };
            let looked = match watch.network {
                Network::Stellar => stellar::look::look(looking, &position).await,
                Network::Xrpl => xrpl::look::look(looking, &position).await,
                Network::Psp => return,
            };
            let look = match looked {
                Ok(look) => look,
                Err(failed)
                    if failed.trouble == Trouble::TooMuch
                        && failed.span != watch.span
                        && page < pages =>
                {
                    watch.span = failed.span;
                    continue;
                }
                Err(failed) => return self.fail(watch, failed).await,
            };
            is_first = false;
            let goes_on = look.goes_on && page < pages;
            let mut next = advanced(&watch, &look);
            if is_rescan {
                next.rescan_at = now.plus_ms(DAY_MS);
                // What was read once more to its end need not be read a third time.
                next.cursor = next.cursor.max(watch.cursor.filter(|_| !look.goes_on));
            }
            if !self.save(&watch, &next, &look, goes_on).await || !goes_on {
                return;
            }
            watch = next;
        }
    }

    /// Whether it was written. When somebody moved an invoice meanwhile it is decided anew; when
    /// somebody else reads the address, that one goes on.
    async fn save(&self, watch: &Watch, next: &Watch, look: &Look, goes_on: bool) -> bool {
        for _ in 0..TRIES_MAX {
            let mut found = Answers::default();
            if !look.moved.is_empty() {
                let load = record_look::load(watch, look);
                let Ok(answers) = self.app.platform.sql.batch(load).await else { return false };
                found = answers;
            }
            let mut found = Found::read(&mut found);
            let minutes = found.minutes();
            let writer = Writer { minutes: &minutes, ..self.writer() };
            let mut effects = found.record(&writer, watch, look);
            effects.extend(self.mended(watch, next, look));
            let held_on = goes_on.then_some(self.app.now());
            let mut batch = vec![watches::assert_held(watch, self.lease)];
            batch.extend(fold::fold(effects));
            batch.push(watches::save(next, self.lease, held_on));
            match self.app.platform.sql.batch(batch).await {
                Ok(_) => return true,
                Err(SqlError::Unique(columns)) if columns.contains("watch.") => return false,
                Err(SqlError::Unique(_)) => {}
                // Written or not: the next look begins where the cursor is.
                Err(_) => return false,
            }
        }
        false
    }

    /// What a look that went well puts right, and what it found out about servers.
    fn mended(&self, watch: &Watch, next: &Watch, look: &Look) -> Vec<Statement> {
        let now = self.app.now();
        let mut statements = Vec::new();
        if watch.problem.is_some() {
            let kinds = [AlertKind::HistoryGap, AlertKind::LedgerReset, AlertKind::WrongNetwork];
            let clear = |kind| alert::clear(&watch.owner, kind, &watch.address, now);
            statements.extend(kinds.map(clear));
        }
        if lag_ms(watch, now) > LAG_MS && lag_ms(next, now) <= LAG_MS {
            let kind = AlertKind::WatcherLag;
            statements.push(alert::clear(&watch.owner, kind, &watch.address, now));
        }
        let hosts = self.app.settings.ledgers.servers(watch.network);
        for (index, known) in hosts.iter().enumerate() {
            let host = known.host();
            if index == look.server && (watch.failures > 0 || watch.server != look.server) {
                statements.push(server::works(watch.network, host));
                let kind = AlertKind::ServerDown;
                statements.push(alert::clear(&watch.owner, kind, host, now));
            }
            if look.down.contains(&index) {
                statements.extend(self.server_fails(watch, host));
            }
        }
        statements
    }

    /// A server is dead when it has failed for long.
    fn server_fails(&self, watch: &Watch, host: &str) -> Vec<Statement> {
        let now = self.app.now();
        let detail = format!("{host} has not answered for ten minutes; other servers are asked.");
        let mut statements = vec![server::fails(watch.network, host, now)];
        let dead = server::is_dead(watch.network, host, now.plus_ms(-LAG_MS));
        let writer = Writer { guard: dead, ..self.writer() };
        let cause = Cause {
            kind: AlertKind::ServerDown,
            network: Some(watch.network),
            subject: host,
            detail,
            is_news: true,
        };
        statements.extend(raise(&writer, &watch.owner, cause));
        statements
    }

    /// Nothing of the look is used; the next one waits, and begins with another server.
    async fn fail(&self, mut watch: Watch, failed: Failed) {
        let (app, now) = (self.app, self.app.now());
        watch.failures += 1;
        watch.server = failed.server;
        watch.span = failed.span.or(watch.span);
        watch.problem = Some(failed.trouble.text());
        let writer = self.writer();
        let mut statements = Vec::new();
        let kind = match failed.trouble {
            Trouble::Gap => Some(AlertKind::HistoryGap),
            Trouble::Reset => Some(AlertKind::LedgerReset),
            Trouble::WrongNetwork(_) => Some(AlertKind::WrongNetwork),
            Trouble::Server(_) | Trouble::NoAccount | Trouble::TooMuch => None,
        };
        let lags = (lag_ms(&watch, now) > LAG_MS).then_some(AlertKind::WatcherLag);
        let why = failed.trouble.text();
        for kind in kind.into_iter().chain(lags) {
            let detail = format!("{} on {}: {why}.", watch.address, watch.network.name());
            let (network, subject) = (Some(watch.network), watch.address.as_str());
            let cause = Cause { kind, network, subject, detail, is_news: true };
            statements.extend(raise(&writer, &watch.owner, cause));
        }
        app.platform.log.error(&format!("{} cannot be read: {why}", watch.address));
        let next_at = match failed.trouble {
            Trouble::TooMuch => now,
            _ => now.plus_ms(wait_ms(watch.failures)),
        };
        let mut batch = fold::fold(statements);
        batch.push(watches::fail(&watch, self.lease, next_at));
        // When this is lost, the lease runs out.
        let _ = app.platform.sql.batch(batch).await;
    }

    fn writer(&self) -> Writer<'_> {
        // Live mode has no clock of its own.
        Writer::new(self.app, self.merchant, "ledger", self.outbox, self.app.now())
    }
}

/// The watch after a look.
fn advanced(watch: &Watch, look: &Look) -> Watch {
    Watch {
        cursor: Some(look.cursor),
        span: look.span,
        read_until: watch.read_until.max(look.read_until),
        server: look.server,
        failures: 0,
        problem: None,
        ..watch.clone()
    }
}

/// The server to ask first: the one that answered last, and now and then the preferred one.
fn preferred(watch: &Watch, now: Instant) -> usize {
    if now.ms().rem_euclid(PREFER_MS) < MINUTE_MS { 0 } else { watch.server }
}

/// How far behind an address is read, in milliseconds.
fn lag_ms(watch: &Watch, now: Instant) -> i64 {
    now.ms() - watch.read_until.unwrap_or(watch.since).ms()
}

fn wait_ms(failures: i64) -> i64 {
    let doubled = u32::try_from(failures - 1).ok().and_then(|times| WAIT_MS.checked_shl(times));
    doubled.filter(|wait| (0..WAIT_MS_MAX).contains(wait)).unwrap_or(WAIT_MS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_that_cannot_be_read_is_asked_ever_less_often_but_never_less_than_every_5_min() {
        let waits: Vec<i64> = (1..=8).map(|failures| wait_ms(failures) / SECOND_MS).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300]);
        assert_eq!(wait_ms(1_000), WAIT_MS_MAX);
    }
}
