//! Paying from a wallet in the browser (Freighter): the edge writes the transaction, the wallet
//! signs it, and the edge hands in that transaction and no other. Knows no widget.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use shared::address::strkey::{self, Key};
use shared::currency::{Asset, Network};
use shared::invoice::Event;
use shared::json::Object;
use shared::money::Amount;
use shared::price::Quote;
use shared::stellar_tx::{PayAsset, PaymentTx, signed_hash};
use shared::time::{Instant, MINUTE_MS};
use shared::view::read_choice;
use subtle::ConstantTimeEq;

use super::checkout::{self, Loaded, read_unmoved};
use super::form::{Form, attempt_from, param};
use crate::actions::step::Writer;
use crate::app::{After, Answer, App};
use crate::http::{Params, Request, Response};
use crate::platform::SqlError;
use crate::rails::ask::Trouble;
use crate::rails::stellar::look;
use crate::rails::stellar::read::{Account, Submitted};
use crate::store::attempt as attempts;
use crate::store::invoice::Record;

/// How often one address may ask, an hour.
const TRIES_MAX: i64 = 60;

/// The most that the network may take for it, in stroops: a hundred times the least.
const FEE_STROOPS: u32 = 10_000;

/// How long the wallet may take to sign, in milliseconds.
const SIGN_MS: i64 = 10 * MINUTE_MS;

/// Why nothing can be paid; the widget has a sentence for each.
#[derive(Clone, Copy)]
enum Refusal {
    /// The ledger does not know the payer's account.
    UnknownAccount,
    /// It does not hold the asset.
    Untrusted,
    /// It holds less than is due.
    TooLittle,
    /// The ledger or we are out of reach.
    Busy,
    /// It can no longer be paid.
    Over,
    /// The transaction was refused.
    Failed,
    /// It may have gone through.
    Unsure,
}

impl Refusal {
    const fn code(self) -> &'static str {
        match self {
            Refusal::UnknownAccount => "no_account",
            Refusal::Untrusted => "no_trustline",
            Refusal::TooLittle => "too_little",
            Refusal::Busy => "busy",
            Refusal::Over => "over",
            Refusal::Failed => "failed",
            Refusal::Unsure => "unsure",
        }
    }
}

/// `POST /pay/:id/wallet`: `address` of the payer; answers the transaction to sign.
pub async fn prepare(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let written = write(app, request, param(params, "id"), form.get("address")).await;
    let mut body = Object::new();
    match written {
        Ok((xdr, token)) => body
            .put("xdr", BASE64.encode(xdr))
            .put("passphrase", &app.settings.ledgers.stellar.passphrase)
            .put("token", token),
        Err(no) => body.put("error", no.code()),
    };
    (answer(body), Vec::new())
}

fn answer(body: Object) -> Response {
    let body = body.text().into_bytes();
    Response::new(200, "application/json; charset=utf-8", body)
        .with("cache-control", "no-store")
        .with("x-content-type-options", "nosniff")
}

/// The envelope, and the word by which it is known again.
async fn write(
    app: &App,
    request: &Request,
    id: &str,
    address: &str,
) -> Result<(Vec<u8>, String), Refusal> {
    let Loaded { record, now, .. } = load(app, request, id).await?;
    let record = record.at(now);
    let Some(Key::Account(source)) = strkey::read(address.trim()) else {
        return Err(Refusal::UnknownAccount);
    };
    let amount = due(&record, request).ok_or(Refusal::Over)?;
    let over = record.books.terms.expires_at.is_some_and(|end| end <= now);
    if !record.books.status.is_open() || over {
        return Err(Refusal::Over);
    }
    let account = look::account(app, address.trim()).await;
    let account = account.map_err(|_| Refusal::Busy)?.ok_or(Refusal::UnknownAccount)?;
    let asset = record.books.terms.asset;
    can_pay(app, &account, asset, amount)?;
    // Money that a ledger closes later than its quote would be short.
    let ends = [record.books.terms.expires_at, quote_end(&record)];
    let until = ends.into_iter().flatten().fold(now.plus_ms(SIGN_MS), Instant::min);
    let transaction = PaymentTx {
        source,
        sequence: account.sequence.checked_add(1).ok_or(Refusal::Failed)?,
        fee: FEE_STROOPS,
        min_time: 0,
        max_time: u64::try_from(until.seconds()).map_err(|_| Refusal::Failed)?,
        memo: Some(record.references.memo.clone()),
        destination: strkey::read(&record.destination).ok_or(Refusal::Failed)?,
        asset: pay_asset(app, asset).ok_or(Refusal::Failed)?,
        stroops: amount.minor(),
    };
    let passphrase = &app.settings.ledgers.stellar.passphrase;
    let hash = transaction.hash(passphrase).ok_or(Refusal::Failed)?;
    let envelope = transaction.unsigned_envelope().ok_or(Refusal::Failed)?;
    Ok((envelope, token(app, &record.public_id, &hash)))
}

/// The invoice of a page, if it is one on Stellar, and the address did not ask too often.
async fn load(app: &App, request: &Request, id: &str) -> Result<Loaded, Refusal> {
    let attempt = attempt_from(app, request, "wallet", TRIES_MAX);
    let mut statements = attempts::note(attempt.as_ref(), app.now());
    statements.extend(checkout::statements(id));
    let mut answers = app.platform.sql.batch(statements).await.map_err(|_| Refusal::Busy)?;
    if !attempts::read_noted(attempt.as_ref(), &mut answers) {
        return Err(Refusal::Busy);
    }
    let loaded = read_unmoved(app, &mut answers).ok_or(Refusal::Over)?;
    let asset = loaded.record.books.terms.asset;
    let live = loaded.record.chain.as_deref() == app.settings.ledgers.chain(Network::Stellar);
    let here = asset.network() == Network::Stellar && loaded.record.chain.is_some() && live;
    if here { Ok(loaded) } else { Err(Refusal::Over) }
}

fn quote_end(record: &Record) -> Option<Instant> {
    match record.quote {
        Quote::Until(until) => Some(until),
        Quote::Fixed | Quote::Missing => None,
    }
}

/// What is still to be sent: what is due, or what the payer chose.
fn due(record: &Record, request: &Request) -> Option<Amount> {
    let terms = &record.books.terms;
    let chosen = || {
        let typed = request.param("amount")?;
        read_choice(typed, terms.asset.scale(), terms.least).ok()
    };
    let due = record.books.remaining().filter(|_| terms.due.is_some()).or_else(chosen)?;
    (!due.is_nothing() && record.quote != Quote::Missing).then_some(due)
}

fn can_pay(app: &App, account: &Account, asset: Asset, amount: Amount) -> Result<(), Refusal> {
    let name = match app.settings.ledgers.stellar.issuer(asset) {
        Some(issuer) => format!("{}:{issuer}", asset.code()),
        None => asset.code().to_owned(),
    };
    let held = account.balances.iter().find(|balance| balance.asset == name);
    let held = held.ok_or(Refusal::Untrusted)?;
    if held.balance < amount { Err(Refusal::TooLittle) } else { Ok(()) }
}

fn pay_asset(app: &App, asset: Asset) -> Option<PayAsset> {
    let Some(issuer) = app.settings.ledgers.stellar.issuer(asset) else {
        return Some(PayAsset::Native);
    };
    let Some(Key::Account(issuer)) = strkey::read(issuer) else { return None };
    let code = <[u8; 4]>::try_from(asset.code().as_bytes()).ok()?;
    Some(PayAsset::Credit4 { code, issuer })
}

/// What only we can say of a transaction: that it was written for this invoice.
fn token(app: &App, public_id: &str, hash: &[u8; 32]) -> String {
    app.settings.seal.blind(&format!("wallet {public_id} {}", BASE64.encode(hash)))
}

/// `POST /pay/:id/wallet/submit`: `xdr`, signed, and the `token` that came with it.
pub async fn submit(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let (id, xdr) = (param(params, "id"), form.get("xdr"));
    let (no, after) = match hand_in(app, request, id, xdr, form.get("token")).await {
        Ok(handed_in) => handed_in,
        Err(no) => (Some(no), Vec::new()),
    };
    let mut body = Object::new();
    match no {
        None => body.put("ok", true),
        Some(no) => body.put("error", no.code()),
    };
    (answer(body), after)
}

async fn hand_in(
    app: &App,
    request: &Request,
    id: &str,
    xdr: &str,
    sent: &str,
) -> Result<(Option<Refusal>, Vec<After>), Refusal> {
    let Loaded { mut record, merchant, now, .. } = load(app, request, id).await?;
    let bytes = BASE64.decode(xdr.trim()).map_err(|_| Refusal::Failed)?;
    let passphrase = &app.settings.ledgers.stellar.passphrase;
    let hash = signed_hash(&bytes, passphrase).ok_or(Refusal::Failed)?;
    let ours = token(app, &record.public_id, &hash);
    if !bool::from(ours.as_bytes().ct_eq(sent.as_bytes())) {
        return Err(Refusal::Failed);
    }
    let no = match look::submit(app, xdr.trim()).await {
        Ok(Submitted::Accepted { .. }) => None,
        Ok(Submitted::Refused(code)) => return Err(refused(&code)),
        Ok(Submitted::Unsure) | Err(Trouble::Server(_)) => Some(Refusal::Unsure),
        Err(_) => return Err(Refusal::Busy),
    };
    // Nothing is paid by what a server answers here: the ledger's page decides (`rails.md` 7.10).
    let lease = app.token();
    let writer = Writer::new(app, &merchant, "customer", Some(&lease), now);
    let mut after = Vec::new();
    if let Ok(step) = record.books.apply(Event::Announced, now) {
        match app.platform.sql.batch(writer.write(&mut record, step)).await {
            Ok(_) => after.extend(writer.after(&record)),
            // Somebody moved it meanwhile, most likely the watcher.
            Err(SqlError::Unique(_)) => {}
            Err(error) => app.platform.log.error(&format!("{id} is not announced: {error:?}")),
        }
    }
    let chain = record.chain.clone().unwrap_or_default();
    after.push(After::Look(Network::Stellar, chain, record.destination.clone()));
    Ok((no, after))
}

/// Codes of operations and transactions, as Horizon names them.
fn refused(code: &str) -> Refusal {
    match code {
        "op_underfunded" | "tx_insufficient_balance" => Refusal::TooLittle,
        "op_src_no_trust" | "op_src_not_authorized" => Refusal::Untrusted,
        "tx_no_source_account" => Refusal::UnknownAccount,
        "tx_too_late" => Refusal::Over,
        "tx_insufficient_fee" => Refusal::Busy,
        _ => Refusal::Failed,
    }
}
