//! Changes where live money goes, or takes such a change back: what that writes and who is told.
//! One batch. What a wish means is decided in the domain.

use shared::currency::Network;
use shared::id::{AuditId, DeliveryId, EventId, SettlementId};
use shared::json::Object;
use shared::settlement::{self, Change, Holding, NOT_CHECKED};
use shared::time::{DAY_MS, HOUR_MS, Instant, SECOND_MS};
use shared::webhook::{self, EventName};

use crate::app::App;
use crate::fault::Fault;
use crate::gate::key::hash;
use crate::outbox::letter::{self, OwnerTopic};
use crate::platform::{Answers, Statement};
use crate::rails::{account, sandbox};
use crate::store::event::NewEvent;
use crate::store::merchant::Merchant;
use crate::store::settlement::{self as settlements, Record};
use crate::store::{Guard, Owner, audit, event, mail, merchant};

/// How often addresses may be changed in a day: each change is a mail to the owner, and the one
/// that matters must not drown.
const CHANGES_MAX: i64 = 10;

/// What a change is decided on.
pub struct Loaded {
    merchant: Merchant,
    version: i64,
    /// The address was the merchant's before.
    is_ours: bool,
    /// How many were set within a day.
    changes: i64,
    /// What holds and what waits, on every ledger.
    pub records: Vec<Record>,
}

/// Where an owner's test money goes; `None` in live mode.
pub fn in_test(owner: &Owner, network: Network) -> Option<String> {
    sandbox::destination(&owner.merchant, owner.mode, network)
}

/// What the ledger says about an address, as codes; `None` when nobody answered.
pub async fn ask(app: &App, wish: &Holding) -> Option<Vec<String>> {
    account::warnings(app, wish.network, &wish.address).await
}

/// What has to be known to set an address; read by [`read`].
pub fn load(owner: &Owner, wish: &Holding, now: Instant) -> Vec<Statement> {
    vec![
        merchant::load(owner),
        settlements::claimant(wish.network, &wish.chain, &wish.address),
        settlements::count_since(owner, now.plus_ms(-DAY_MS)),
        settlements::newest(owner),
    ]
}

/// Reads the answers of [`load`].
///
/// # Errors
/// [`Fault::Conflict`] `address_taken` when it is somebody else's.
pub fn read(answers: &mut Answers, owner: &Owner) -> Result<Loaded, Fault> {
    let row = answers.row().ok_or(Fault::Missing("merchant"))?;
    let claimant = answers.row().as_ref().and_then(settlements::read_claimant);
    if claimant.as_ref().is_some_and(|claimant| claimant != owner) {
        let text = "This address belongs to another merchant.";
        return Err(Fault::Conflict("address_taken", text));
    }
    Ok(Loaded {
        merchant: merchant::read(&row),
        version: merchant::read_mode(&row).version,
        is_ours: claimant.is_some(),
        changes: answers.row().map_or(0, |row| row.number("total")),
        records: answers.rows().iter().filter_map(settlements::read).collect(),
    })
}

/// Sets an address as `actor`, an API key: what that writes. `said` is what the ledger says about
/// it, if anybody answered. The records are as they are afterwards.
///
/// # Errors
/// [`Fault::TooMany`] changes in a day.
pub fn set(
    app: &App,
    loaded: &mut Loaded,
    owner: &Owner,
    wish: Holding,
    said: Option<Vec<String>>,
    [actor, lease]: [&str; 2],
) -> Result<Vec<Statement>, Fault> {
    let now = app.now();
    let Loaded { merchant, version, is_ours, changes, records } = loaded;
    let (version, is_ours) = (*version, *is_ours);
    let changer = Changer { app, owner, merchant, version, actor, lease, now };
    let all: Vec<Holding> = records.iter().map(|record| record.holding.clone()).collect();
    let (network, chain) = (wish.network, wish.chain.as_str());
    let waits = settlement::pending(&all, network, chain, now);
    let waits = records.iter().position(|record| Some(&record.holding) == waits);
    let change = settlement::change(&all, network, chain, &wish.address, now);
    if let Change::From(holds_from) = change {
        if *changes >= CHANGES_MAX {
            return Err(Fault::TooMany(HOUR_MS / SECOND_MS));
        }
        let previous = settlement::in_force(&all, network, chain, now);
        let mut record = Record {
            id: SettlementId::make(now, app.platform.roll()).as_str().to_owned(),
            owner: owner.clone(),
            previous: previous.map(|held| held.address.clone()),
            holding: Holding { holds_from, ..wish },
            cancelled_at: None,
            warnings: Vec::new(),
            checked_at: None,
            check_at: now,
        };
        note(&mut record, said, now);
        let waits = waits.map(|place| records.remove(place));
        let statements = changer.add(&record, is_ours, waits.as_ref());
        records.push(record);
        return Ok(statements);
    }
    // It is there, and was looked at again.
    let found = records.iter_mut().rfind(|record| {
        record.holding.address == wish.address
            && (record.holding.network, record.holding.chain.as_str()) == (network, chain)
    });
    let mut statements = Vec::new();
    if let Some(record) = found {
        note(record, said, now);
        statements.push(settlements::save_check(record));
    }
    if change == Change::Withdrawal
        && let Some(place) = waits
    {
        statements.extend(changer.cancel(&records.remove(place)));
    }
    Ok(statements)
}

/// Notes what the ledger says about an address, and when to ask again. When nobody answered, what
/// was said before still stands.
pub fn note(record: &mut Record, said: Option<Vec<String>>, now: Instant) {
    if let Some(warnings) = said {
        record.warnings = warnings;
        record.checked_at = Some(now);
        record.check_at = now.plus_ms(DAY_MS);
        return;
    }
    record.check_at = now.plus_ms(HOUR_MS);
    if !record.warnings.iter().any(|warning| warning == NOT_CHECKED) {
        record.warnings.push(NOT_CHECKED.to_owned());
    }
}

/// Who changes it, on which version of what, and under which lease what is told will be sent.
pub struct Changer<'a> {
    /// The world.
    pub app: &'a App,
    /// Whose money it is.
    pub owner: &'a Owner,
    /// The same, loaded.
    pub merchant: &'a Merchant,
    /// The version that was loaded with it.
    pub version: i64,
    /// An API key's id, or `owner` for the link of a mail.
    pub actor: &'a str,
    /// Who sends what is told.
    pub lease: &'a str,
    /// Now, in the world: live mode has no other clock.
    pub now: Instant,
}

impl Changer<'_> {
    /// Everything that a new address writes. `waits` is the change that it replaces before that
    /// held. The owner gets a mail, with a link to cancel the change while it waits.
    fn add(&self, record: &Record, is_ours: bool, waits: Option<&Record>) -> Vec<Statement> {
        let (now, holding) = (self.now, &record.holding);
        let token = (now < holding.holds_from).then(|| self.app.token() + &self.app.token());
        let hash = token.as_deref().map(hash);
        let mut statements = vec![self.lock()];
        statements.extend(waits.into_iter().flat_map(|waits| self.drop_one(waits)));
        if !is_ours {
            statements.push(settlements::claim(self.owner, holding, now, now.plus_ms(DAY_MS)));
        }
        statements.push(settlements::add(record, self.actor, now, hash.as_deref()));
        statements.extend(self.tell(record, "settlement.set", false));
        let link = token.map(|token| self.app.url(&format!("/settlement/cancel/{token}")));
        statements.push(self.mail(record, link));
        statements.extend(self.rest(holding));
        statements
    }

    fn mail(&self, record: &Record, cancel_link: Option<String>) -> Statement {
        let Holding { network, address, holds_from, .. } = &record.holding;
        let (old, new) = (record.previous.clone(), address.clone());
        let topic = OwnerTopic::SettlementChange { old, new, cancel_link };
        let (mode, network) = (self.owner.mode, Some(*network));
        let mail =
            letter::write_to_owner(self.app, self.merchant, topic, mode, network, *holds_from);
        mail::add(&mail, self.owner, None, Some(self.lease), self.now, &Guard::none())
    }

    /// Everything that taking back a change writes, while it waits.
    pub fn cancel(&self, record: &Record) -> Vec<Statement> {
        let mut statements = vec![self.lock()];
        statements.extend(self.drop_one(record));
        statements.extend(self.rest(&record.holding));
        statements
    }

    /// Of two who change something at once, one is undone and decides again.
    fn lock(&self) -> Statement {
        merchant::assert_version(self.owner, self.version)
    }

    fn rest(&self, holding: &Holding) -> [Statement; 2] {
        [
            settlements::watch_until(self.owner, holding.network, &holding.chain),
            merchant::touch(&self.owner.merchant, Some(self.owner.mode)),
        ]
    }

    fn drop_one(&self, record: &Record) -> Vec<Statement> {
        let mut statements = vec![settlements::cancel(record, self.now)];
        statements.extend(self.tell(record, "settlement.cancelled", true));
        statements
    }

    /// A line of the audit, the event and its delivery.
    fn tell(&self, record: &Record, act: &str, cancelled: bool) -> [Statement; 3] {
        let now = self.now;
        let Holding { network, chain, address, holds_from } = &record.holding;
        let mut detail = Object::new();
        detail
            .put("address", address)
            .put("chain", chain)
            .put("holdsFrom", *holds_from)
            .put("id", &record.id)
            .put("network", network.code())
            .put("previousAddress", record.previous.as_ref());
        let id = AuditId::make(now, self.app.platform.roll());
        let (id, detail) = (id.as_str(), detail.text());
        let line = audit::Line { id, actor: self.actor, act, detail: &detail };
        let event = self.event(record, cancelled);
        [
            audit::add(line, self.owner, now),
            event::add(&event, self.owner, now, &Guard::none()),
            event::add_delivery(&event, self.owner, Some(self.lease), now),
        ]
    }

    /// A change is told once, and once more if it is taken back.
    fn event(&self, record: &Record, cancelled: bool) -> NewEvent {
        let (name, now) = (EventName::SettlementChanged, self.now);
        let sequence = 1 + i64::from(cancelled);
        let id = EventId::make(now, self.app.platform.roll()).as_str().to_owned();
        let Holding { network, chain, address, holds_from } = &record.holding;
        let mut payload = webhook::payload(&id, name, self.owner.mode, sequence, now);
        payload
            .put("settlementId", &record.id)
            .put("network", network.code())
            .put("chain", chain)
            .put("address", address)
            .put("previousAddress", record.previous.as_ref())
            .put("holdsFrom", *holds_from)
            .put("cancelled", cancelled);
        NewEvent {
            body: payload.text(),
            name: name.code(),
            object: record.id.clone(),
            sequence,
            delivery: DeliveryId::make(now, self.app.platform.roll()).as_str().to_owned(),
            id,
        }
    }
}
