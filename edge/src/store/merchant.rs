//! Merchants and what test and live have apart.

use shared::currency::{Asset, Fiat};
use shared::json;
use shared::key::Mode;
use shared::price::Script;
use shared::psp::Psp;
use shared::settlement::Holding;
use shared::time::Instant;
use shared::view::PriceTag;

use super::billing::Terms;
use super::{Columns, Guard, Owner, insert, psp, rate, settlement, update};
use crate::platform::{Row, Statement, Value};

/// A merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchant {
    /// Its id.
    pub id: String,
    /// Unique, in addresses.
    pub handle: String,
    /// What payers know it as.
    pub name: String,
    /// The owner's e-mail address.
    pub email: String,
    /// IANA name.
    pub zone: String,
    /// `en nl de fr es pt`.
    pub language: String,
    /// `USD EUR GBP`.
    pub currency: String,
    /// A picture over https.
    pub logo_url: Option<String>,
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// Shown where there is trouble.
    pub support_email: Option<String>,
    /// Shown where there is trouble.
    pub support_url: Option<String>,
    /// Where answers to its mails go.
    pub reply_to: Option<String>,
    /// Who may frame its pages; empty: anybody.
    pub embed_origins: Vec<String>,
    /// How much less is enough, in hundredths of a per cent.
    pub tolerance_bps: i64,
    /// How long after expiry late money still counts.
    pub accept_late_hours: i64,
    /// What is taken off a rate, in hundredths of a per cent.
    pub spread_bps: i64,
    /// What the sources of test mode say, where the mode was loaded too. It is saved by itself.
    pub script: Script,
    /// When it was made.
    pub created_at: Instant,
    /// Where live money goes, and will; only as [`load`] and lists of rows tell it.
    pub held: Vec<Holding>,
    /// The payment provider of the mode that was loaded with it, if there is one.
    pub psp: Option<Psp>,
}

/// What test and live have apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeRow {
    /// Goes up with every change.
    pub version: i64,
    /// Where events go.
    pub webhook_url: Option<String>,
    /// Sealed.
    pub webhook_secret: String,
    /// Sealed; signs too until `webhook_old_until`.
    pub webhook_secret_old: Option<String>,
    /// Until when the old one signs.
    pub webhook_old_until: Option<Instant>,
    /// How far business time is ahead.
    pub clock_offset_ms: i64,
}

/// A new merchant.
pub fn add(merchant: &Merchant) -> Statement {
    let mut columns = settings(merchant);
    columns
        .put("id", merchant.id.as_str())
        .put("email", merchant.email.as_str())
        .put("created_at", merchant.created_at);
    insert("merchant", &mut columns, &Guard::none())
}

/// One of its modes, with a sealed webhook secret.
pub fn add_mode(owner: &Owner, webhook_url: Option<&str>, sealed: &str) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("version", 1)
        .put("webhook_url", webhook_url)
        .put("webhook_secret", sealed)
        .put("clock_offset_ms", 0);
    insert("merchant_mode", &mut columns, &Guard::none())
}

/// The merchant and the mode, by its id.
pub fn load(owner: &Owner) -> Statement {
    let text = format!(
        "SELECT m.*, s.version, s.webhook_url, s.webhook_secret, s.webhook_secret_old,
                s.webhook_old_until, s.clock_offset_ms, s.rates, {}, {}
         FROM merchant m JOIN merchant_mode s ON s.merchant = m.id
         WHERE m.id = ? AND s.mode = ?",
        settlement::held(),
        psp::IN_USE
    );
    Statement::new(text, owner.params())
}

/// The merchant and the mode of an invoice's page.
pub fn load_for_page(public_id: &str) -> Statement {
    let text = format!(
        "SELECT m.*, s.version, s.webhook_url, s.webhook_secret, s.webhook_secret_old,
                s.webhook_old_until, s.clock_offset_ms, s.rates, {}, a.id AS attempt,
                a.looked_at AS attempt_looked_at,
                coalesce((SELECT l.allowed_origins FROM link l
                          WHERE l.id = coalesce(i.link, c.link)),
                         (SELECT p.allowed_origins FROM subscription_package p
                          WHERE p.id = c.package)
                ) AS own_origins
         FROM invoice i JOIN merchant m ON m.id = i.merchant
         JOIN merchant_mode s ON s.merchant = i.merchant AND s.mode = i.mode
         LEFT JOIN subscription c ON c.id = i.subscription
         LEFT JOIN psp_attempt a ON a.invoice = i.id AND a.state IN ('open', 'pending')
         WHERE i.public_id = ?",
        psp::IN_USE
    );
    Statement::new(text, vec![public_id.into()])
}

/// The merchants and modes of rows of a table.
pub(super) fn of(table: &str, clause: &str, params: &[Value]) -> Statement {
    let (held, psp) = (settlement::held(), psp::IN_USE);
    let text = format!(
        "SELECT m.*, s.mode, s.version, s.webhook_url, s.webhook_secret, s.webhook_secret_old,
                s.webhook_old_until, s.clock_offset_ms, s.rates, {held}, {psp}
         FROM merchant m JOIN merchant_mode s ON s.merchant = m.id
         WHERE (s.merchant, s.mode) IN (SELECT merchant, mode FROM {table} WHERE {clause})"
    );
    Statement::new(text, params.to_vec())
}

/// The merchants whose open live invoices are priced in a currency and paid in an asset.
pub fn with_open_invoices(asset: Asset, fiat: Fiat) -> Statement {
    let clause = "chain IS NOT NULL AND status IN ('unpaid', 'pending')
                  AND asset = ? AND price_currency = ?";
    of("invoice", clause, &[asset.code().into(), fiat.code().into()])
}

impl Merchant {
    /// What a period costs, as people are told: in euros where the PSP charges it, or where nobody
    /// but the PSP could take it.
    pub fn price_tag(
        &self,
        terms: &Terms,
        cycles: Option<i64>,
        mode: Mode,
        is_charged: bool,
    ) -> PriceTag {
        let mut tag = terms.price_tag(cycles);
        let network = tag.asset.network();
        let is_held = mode == Mode::Test || self.held.iter().any(|one| one.network == network);
        let in_euros = tag.fiat.is_some_and(|(fiat, _)| fiat == Fiat::Eur);
        if in_euros && (is_charged || !is_held && self.psp.is_some()) {
            tag.asset = Asset::Eur;
        }
        tag
    }
}

/// Whose row of [`of`] it is.
pub fn read_owner(row: &Row) -> Option<Owner> {
    Some(Owner { merchant: row.text("id"), mode: Mode::parse(&row.text("mode"))? })
}

/// The one of [`of`] that is this owner's.
pub fn find_owner<'a>(rows: &'a [Row], owner: &Owner) -> Option<&'a Row> {
    rows.iter()
        .find(|row| row.text("id") == owner.merchant && row.text("mode") == owner.mode.code())
}

/// The merchant with this handle, if any.
pub fn by_handle(handle: &str) -> Statement {
    Statement::new("SELECT id FROM merchant WHERE handle = ?", vec![handle.into()])
}

/// Reads the merchant of [`load`].
pub fn read(row: &Row) -> Merchant {
    Merchant {
        id: row.text("id"),
        handle: row.text("handle"),
        name: row.text("name"),
        email: row.text("email"),
        zone: row.text("zone"),
        language: row.text("language"),
        currency: row.text("currency"),
        logo_url: row.maybe_text("logo_url"),
        accent: row.maybe_text("accent"),
        support_email: row.maybe_text("support_email"),
        support_url: row.maybe_text("support_url"),
        reply_to: row.maybe_text("reply_to"),
        embed_origins: json::read_texts(&row.text("embed_origins")),
        tolerance_bps: row.number("tolerance_bps"),
        accept_late_hours: row.number("accept_late_hours"),
        spread_bps: row.number("spread_bps"),
        script: rate::read_script(&row.text("rates")),
        created_at: row.instant("created_at").unwrap_or_default(),
        held: settlement::read_held(row),
        psp: psp::read_in_use(row),
    }
}

/// Who may frame the page of [`load_for_page`]: as the link that brought it has it, or its
/// package, or the merchant.
pub fn read_frame_origins(row: &Row) -> Vec<String> {
    let own = json::read_texts(&row.text("own_origins"));
    if own.is_empty() { json::read_texts(&row.text("embed_origins")) } else { own }
}

/// The payment that is open at a PSP for the invoice of [`load_for_page`], and when it was looked
/// at.
pub fn read_attempt(row: &Row) -> Option<(String, Instant)> {
    Some((row.maybe_text("attempt")?, row.instant("attempt_looked_at")?))
}

/// Reads the mode of [`load`].
pub fn read_mode(row: &Row) -> ModeRow {
    ModeRow {
        version: row.number("version"),
        webhook_url: row.maybe_text("webhook_url"),
        webhook_secret: row.text("webhook_secret"),
        webhook_secret_old: row.maybe_text("webhook_secret_old"),
        webhook_old_until: row.instant("webhook_old_until"),
        clock_offset_ms: row.number("clock_offset_ms"),
    }
}

/// Saves all that a merchant can change.
pub fn save(merchant: &Merchant) -> Statement {
    update("merchant", &mut settings(merchant), "id = ?", vec![merchant.id.as_str().into()])
}

/// Saves the webhook's address and secrets, which raises the version.
pub fn save_webhook(owner: &Owner, mode: &ModeRow) -> Statement {
    let mut columns = Columns::default();
    columns
        .put("webhook_url", mode.webhook_url.as_ref())
        .put("webhook_secret", mode.webhook_secret.as_str())
        .put("webhook_secret_old", mode.webhook_secret_old.as_ref())
        .put("webhook_old_until", mode.webhook_old_until)
        .put("version", mode.version + 1);
    update("merchant_mode", &mut columns, "merchant = ? AND mode = ?", owner.params())
}

/// Moves the test clock forward, never back, which raises the version.
pub fn advance_clock(owner: &Owner, offset_ms: i64, guard: &Guard) -> Statement {
    let mut params = vec![offset_ms.into()];
    params.extend(owner.params());
    params.extend(guard.params.iter().cloned());
    let text = format!(
        "UPDATE merchant_mode
         SET clock_offset_ms = max(clock_offset_ms, CAST(? AS INTEGER)), version = version + 1
         WHERE merchant = ? AND mode = ? AND {}",
        guard.text
    );
    Statement::new(text, params)
}

/// Undoes the batch when somebody else changed the settings meanwhile: the row it adds is there.
pub fn assert_version(owner: &Owner, version: i64) -> Statement {
    let same = Guard {
        text: "NOT EXISTS (SELECT 1 FROM merchant_mode
               WHERE merchant = ? AND mode = ? AND version = ?)"
            .to_owned(),
        params: [owner.params(), vec![version.into()]].concat(),
    };
    let mut columns = Columns::default();
    columns
        .put("merchant", owner.merchant.as_str())
        .put("mode", owner.mode.code())
        .put("version", 0)
        .put("webhook_secret", "")
        .put("clock_offset_ms", 0);
    insert("merchant_mode", &mut columns, &same)
}

/// Raises the version: what isolates remember of this merchant no longer holds.
pub fn touch(merchant: &str, mode: Option<Mode>) -> Statement {
    match mode {
        Some(mode) => Statement::new(
            "UPDATE merchant_mode SET version = version + 1 WHERE merchant = ? AND mode = ?",
            vec![merchant.into(), mode.code().into()],
        ),
        None => Statement::new(
            "UPDATE merchant_mode SET version = version + 1 WHERE merchant = ?",
            vec![merchant.into()],
        ),
    }
}

fn settings(merchant: &Merchant) -> Columns {
    let mut columns = Columns::default();
    columns
        .put("handle", merchant.handle.as_str())
        .put("name", merchant.name.as_str())
        .put("zone", merchant.zone.as_str())
        .put("language", merchant.language.as_str())
        .put("currency", merchant.currency.as_str())
        .put("logo_url", merchant.logo_url.as_ref())
        .put("accent", merchant.accent.as_ref())
        .put("support_email", merchant.support_email.as_ref())
        .put("support_url", merchant.support_url.as_ref())
        .put("reply_to", merchant.reply_to.as_ref())
        .put("embed_origins", json::write(&merchant.embed_origins))
        .put("tolerance_bps", merchant.tolerance_bps)
        .put("accept_late_hours", merchant.accept_late_hours)
        .put("spread_bps", merchant.spread_bps);
    columns
}
