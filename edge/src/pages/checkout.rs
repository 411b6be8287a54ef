//! The pay page, its frame, its state, and the test panel. A GET decides nothing: that of an open
//! live invoice has the ledger looked at after the answer, which the cron would do, too.

use shared::currency::{Asset, Fiat};
use shared::key::Mode;
use shared::money::Amount;
use shared::payment::PaymentState;
use shared::price::Quote;
use shared::time::{HOUR_MS, Instant};
use shared::view::{CheckoutView, ConsentView, PaymentView, PriceView, PspOffer, read_choice};

use super::back::shop_url;
use super::form::{Form, asked_language, language, query};
use super::{Framing, failed, frame, html, merchant_view, not_found, ways};
use crate::actions::act_on_invoice::{Act, act};
use crate::actions::pay_sandbox::{self, Payment};
use crate::actions::step::Writer;
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::platform::{Answers, SqlError, Statement};
use crate::rails::uri::payment_uri;
use crate::store::billing::Terms;
use crate::store::invoice::{self as invoices, Record};
use crate::store::legacy::{self, Return};
use crate::store::merchant::{self, Merchant, ModeRow};
use crate::store::sale::Sale;
use crate::store::subscription::{self as subscriptions, Record as Subscription};
use crate::store::watch::EVERY_MS as LOOK_EVERY_MS;

/// How often a test payment is done again after somebody else was faster.
const TRIES_MAX: usize = 4;

/// An invoice's page, loaded.
pub(super) struct Loaded {
    pub(super) record: Record,
    pub(super) merchant: Merchant,
    pub(super) mode: ModeRow,
    /// A payment that is open at the PSP, and when it was looked at.
    attempt: Option<(String, Instant)>,
    /// Who may frame it.
    origins: Vec<String>,
    /// What its payer carries back, if it is a payment of seed 001.
    pub(super) carried: Option<Return>,
    /// Whose period it bills.
    subscription: Option<Subscription>,
    pub(super) now: Instant,
}

/// `GET /pay/:id`
pub async fn page(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, params, false).await
}

/// `GET /embed/pay/:id`: the same page, made to be framed.
pub async fn embed(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, params, true).await
}

async fn draw(app: &App, request: &Request, params: &Params, embedded: bool) -> Answer {
    let loaded = match load(app, params).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(fault) => return failed(app, &fault, request, embedded),
    };
    let view = view(app, &loaded, request);
    let after = look(app, &loaded);
    let frame = frame(app, embedded);
    let framing = if embedded { Framing::By(loaded.origins) } else { Framing::Never };
    (html(200, widget::checkout(&view, frame), &framing), after)
}

/// `GET /pay/:id/state`: the card as JSON, with an ETag; 304 when it says nothing new.
pub async fn state(app: &App, request: &Request, params: &Params) -> Answer {
    let loaded = match load(app, params).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return (Response::empty(404), Vec::new()),
        Err(_) => return (Response::empty(503).with("retry-after", "5"), Vec::new()),
    };
    let face = widget::face(&view(app, &loaded, request));
    let body = serde_json::to_vec(&face).unwrap_or_default();
    let tag = format!("\"{}\"", face.tag);
    let response = if request.has(&tag) {
        Response::empty(304)
    } else {
        Response::new(200, "application/json; charset=utf-8", body)
    };
    let response = response
        .with("etag", tag)
        .with("cache-control", "no-store")
        .with("x-content-type-options", "nosniff");
    (response, look(app, &loaded))
}

pub(super) async fn load(app: &App, params: &Params) -> Result<Option<Loaded>, Fault> {
    let mut statements = statements(public_id(params));
    statements.push(legacy::return_of_page(public_id(params)));
    statements.extend(subscriptions::one_of_invoice(public_id(params)));
    let mut answers = app.platform.sql.batch(statements).await?;
    Ok(read(app, &mut answers))
}

pub(super) fn statements(public_id: &str) -> Vec<Statement> {
    let mut statements = invoices::one_public(public_id).to_vec();
    statements.push(merchant::load_for_page(public_id));
    statements
}

fn read(app: &App, answers: &mut Answers) -> Option<Loaded> {
    let record = invoices::read_one(answers)?;
    let row = answers.row()?;
    let (merchant, mode) = (merchant::read(&row), merchant::read_mode(&row));
    let now = app.now().plus_ms(mode.clock_offset_ms);
    let origins = merchant::read_frame_origins(&row);
    let attempt = merchant::read_attempt(&row);
    let carried = answers.row().as_ref().map(legacy::read_return);
    let subscription = subscriptions::read_one(answers);
    let record = record.at(now);
    Some(Loaded { record, merchant, mode, attempt, origins, carried, subscription, now })
}

pub(super) fn public_id(params: &Params) -> &str {
    params.iter().find(|(name, _)| name == "id").map_or("", |(_, value)| value)
}

fn view(app: &App, loaded: &Loaded, request: &Request) -> CheckoutView {
    let Loaded { record, merchant, now, .. } = loaded;
    let books = &record.books;
    let terms = &books.terms;
    let scale = terms.asset.scale();
    let typed = request.param("amount").filter(|_| terms.due.is_none());
    let checked = typed.map(|text| read_choice(text, scale, terms.least));
    let chosen = checked.as_ref().and_then(|checked| checked.ok());
    let refused_amount = checked.and_then(|checked| checked.err()).and(typed).map(str::to_owned);
    let mut view = CheckoutView {
        public_id: record.public_id.clone(),
        test: record.owner.mode == Mode::Test || is_worthless(app, record),
        sandbox: record.owner.mode == Mode::Test && record.address().is_some(),
        merchant: merchant_view(app, merchant, language(request, &merchant.language)),
        title: record.title.clone(),
        description: record.description.clone(),
        order_id: record.order_id.clone(),
        sold: record.sale.as_ref().and_then(Sale::sold),
        status: books.status,
        exceptions: books.exceptions,
        asset: terms.asset,
        due: terms.due,
        least: terms.least,
        chosen,
        refused_amount,
        received: books.received(),
        excess: books.excess(),
        refunded: books.refunded,
        price: price(record),
        no_rate: record.quote == Quote::Missing,
        destination: record.destination.clone(),
        reference: record.reference(),
        payment_uri: None,
        psp: psp(loaded),
        consent: consent(loaded),
        alternative: None,
        wallet: None,
        claim: None,
        return_address: None,
        created_at: record.created_at,
        expires_at: terms.expires_at,
        paid_at: books.paid_at,
        now: *now,
        payments: payments(record),
        return_url: shop_url(&app.settings.seal, loaded, app.now()),
        begins_subscription: request.param("begun").is_some() && record.period.is_some(),
        can_reopen: record.can_reopen(),
        asked_language: asked_language(request),
    };
    if view.payable() && !view.no_rate {
        let amount = view.remaining().filter(|amount| !amount.is_nothing());
        let (ledgers, chain) = (&app.settings.ledgers, record.chain.as_deref());
        let (destination, references) = (&record.destination, &record.references);
        view.payment_uri =
            payment_uri(ledgers, terms.asset, chain, destination, references, amount);
    }
    ways::fill(app, record, request, &mut view);
    view
}

/// Live mode on a test network: its money buys nothing, and the page must say so.
fn is_worthless(app: &App, record: &Record) -> bool {
    let network = record.books.terms.asset.network();
    record.chain.is_some() && app.settings.ledgers.is_test(network)
}

/// What the merchant's PSP takes for it, or will again when what is on its way comes to nothing:
/// the card turns to that without being loaded anew.
fn psp(loaded: &Loaded) -> Option<PspOffer> {
    let amount = loaded.record.psp_price_if_refused(loaded.now)?;
    loaded.merchant.psp.map(|psp| PspOffer { psp, amount })
}

/// What its payer may consent to: that the next periods are charged by themselves.
fn consent(loaded: &Loaded) -> Option<ConsentView> {
    psp(loaded)?;
    let Loaded { subscription, merchant, .. } = loaded;
    let subscription = subscription.as_ref().filter(|one| one.charging.is_none())?;
    let (_, from, charge) = subscription.books.upcoming(1).pop()?;
    let terms = Terms { charge, ..Terms::of(&subscription.billing) };
    let mode = subscription.owner.mode;
    let price = merchant.price_tag(&terms, subscription.billing.cycles, mode, false);
    let is_chargeable = price.fiat.is_some_and(|(fiat, _)| fiat == Fiat::Eur);
    is_chargeable.then_some(ConsentView { price, from })
}

/// A payer waits: ledger and PSP are looked at, unless somebody has just done so.
fn look(app: &App, loaded: &Loaded) -> Vec<After> {
    let (record, now) = (&loaded.record, app.now());
    if !record.books.status.is_open() {
        return Vec::new();
    }
    let network = record.books.terms.asset.network();
    let is_due = |looked_at: &Instant| looked_at.plus_ms(LOOK_EVERY_MS) <= now;
    let ledger = record.chain.as_ref().filter(|_| record.looked_at.as_ref().is_some_and(is_due));
    let ledger =
        ledger.map(|chain| After::Look(network, chain.clone(), record.destination.clone()));
    let attempt = loaded.attempt.as_ref().filter(|(_, looked_at)| is_due(looked_at));
    ledger.into_iter().chain(attempt.map(|(id, _)| After::Psp(id.clone()))).collect()
}

fn price(record: &Record) -> Option<PriceView> {
    let (fiat, amount) = record.price?;
    let rate = record.rate.as_ref();
    Some(PriceView {
        fiat,
        amount,
        rate: rate.map(|rate| rate.value.to_string()).unwrap_or_default(),
        rate_at: rate.map(|rate| rate.at),
        sources: rate.map(|rate| rate.sources.clone()).unwrap_or_default(),
        quote_until: match record.quote {
            Quote::Until(until) => Some(until),
            Quote::Fixed | Quote::Missing => None,
        },
    })
}

fn payments(record: &Record) -> Vec<PaymentView> {
    let payments = record.books.payments.iter();
    payments
        .map(|payment| PaymentView {
            amount: payment.seen.amount,
            asset_code: payment.seen.asset_code.clone(),
            scale: payment.seen.scale,
            at: payment.seen.at,
            transaction: payment.seen.transaction.clone(),
            state: payment.seen.state,
            disposition: payment.disposition,
        })
        .collect()
}

/// `POST /pay/:id/test`: the test panel's buttons. Test mode only; elsewhere it is not there.
pub async fn pay_test(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let id = public_id(params).to_owned();
    let embedded = form.is_embedded();
    for _ in 0..TRIES_MAX {
        match try_pay_test(app, &id, form.get("pay"), form.get("amount")).await {
            Ok(Some(after)) => {
                let query = query(&[("amount", form.amount()), ("lang", form.get("lang"))]);
                return (see(app, embedded, &id, &query), after);
            }
            Ok(None) => return (not_found(app, request), Vec::new()),
            Err(None) => {}
            Err(Some(fault)) => return failed(app, &fault, request, embedded),
        }
    }
    failed(app, &Fault::Busy(1), request, embedded)
}

/// On to the page of an invoice.
pub(super) fn see(app: &App, embedded: bool, id: &str, query: &str) -> Response {
    let start = if embedded { "/embed" } else { "" };
    let location = app.url(&format!("{start}/pay/{id}{query}"));
    Response::empty(303).with("location", location)
}

/// `POST /pay/:id/reopen`: the newest invoice of a subscription can be paid again.
pub async fn reopen(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let (id, embedded) = (public_id(params), form.is_embedded());
    let mut answers = match app.platform.sql.batch(statements(id)).await {
        Ok(answers) => answers,
        Err(error) => return failed(app, &error.into(), request, embedded),
    };
    let Some(Loaded { mut record, merchant, now, .. }) = read_unmoved(app, &mut answers) else {
        return (not_found(app, request), Vec::new());
    };
    let writer = Writer::new(app, &merchant, "customer", None, now);
    // One that moved on meanwhile is shown as it stands; so is one that somebody else opened.
    if let Ok(statements) = act(Act::Reopen, &mut record, &writer)
        && let Err(error) = app.platform.sql.batch(statements).await
        && !matches!(error, SqlError::Unique(_))
    {
        return failed(app, &error.into(), request, embedded);
    }
    (see(app, embedded, id, &query(&[("lang", form.get("lang"))])), Vec::new())
}

/// One try. `Ok(None)`: no such invoice; `Err(None)`: somebody else was faster.
async fn try_pay_test(
    app: &App,
    id: &str,
    button: &str,
    chosen: &str,
) -> Result<Option<Vec<After>>, Option<Fault>> {
    let answers = app.platform.sql.batch(statements(id)).await;
    let mut answers = answers.map_err(|error| Some(error.into()))?;
    let Some(Loaded { mut record, merchant, now, .. }) = read_unmoved(app, &mut answers) else {
        return Ok(None);
    };
    let Some(payment) = payment_of(app, button, chosen, &record, now) else { return Ok(None) };
    let owner = record.owner.clone();
    let load = pay_sandbox::load(&owner, &payment.transaction);
    let mut answers =
        app.platform.sql.batch(vec![load]).await.map_err(|error| Some(error.into()))?;
    let lease = app.token();
    let writer = Writer::new(app, &merchant, "sandbox", Some(&lease), now);
    match pay_sandbox::pay(&owner, &payment, Some(&mut record), &mut answers, &writer) {
        Err(Fault::WrongMode(_)) => return Ok(None),
        // The page was older than the invoice: it is shown as it stands.
        Err(_) => {}
        Ok(paid) => match app.platform.sql.batch(paid.statements).await {
            Err(SqlError::Unique(_)) => return Err(None),
            other => drop(other.map_err(|error| Some(error.into()))?),
        },
    }
    Ok(Some(writer.after(&record)))
}

/// As [`read`], but as it is saved: a step starts from there.
pub(super) fn read_unmoved(app: &App, answers: &mut Answers) -> Option<Loaded> {
    let mut record = invoices::read_one(answers)?;
    let row = answers.row()?;
    let (merchant, mode) = (merchant::read(&row), merchant::read_mode(&row));
    let now = app.now().plus_ms(mode.clock_offset_ms);
    record.ask_at(now);
    let (attempt, origins, carried, subscription) = (None, Vec::new(), None, None);
    Some(Loaded { record, merchant, mode, attempt, origins, carried, subscription, now })
}

/// What a button of the panel sends. `None` for a button that is not there.
fn payment_of(
    app: &App,
    button: &str,
    chosen: &str,
    record: &Record,
    now: Instant,
) -> Option<Payment> {
    let terms = &record.books.terms;
    let scale = terms.asset.scale();
    let chosen = read_choice(chosen, scale, terms.least).ok();
    let due = record.books.remaining().filter(|due| !due.is_nothing());
    let fallback = terms.least.unwrap_or(Amount::from_minor(10_i64.pow(scale)));
    let due = due.or(chosen).or(terms.due).unwrap_or(fallback).minor();
    let pending = record.books.payments.iter().find(|one| one.seen.state == PaymentState::Pending);
    let mut payment = Payment {
        amount: None,
        asset_code: None,
        reference: None,
        at: None,
        state: PaymentState::Final,
        transaction: format!("sandbox-{}", app.token()),
    };
    let minor = match button {
        "exact" => due,
        "half" => due / 2,
        "double" => due.checked_mul(2)?,
        "late" => {
            payment.at = terms.expires_at.map(|at| at.plus_ms(HOUR_MS).max(now));
            due
        }
        "wrong_memo" => {
            payment.reference = Some("PLR-00000000".to_owned());
            due
        }
        "wrong_asset" => {
            let other = if terms.asset == Asset::Xlm { Asset::Usdc } else { Asset::Xlm };
            payment.asset_code = Some(other.code().to_owned());
            due
        }
        "pending" => {
            payment.state = PaymentState::Pending;
            due
        }
        "final" | "failed" => {
            payment.transaction = pending?.seen.transaction.clone();
            payment.state = PaymentState::parse(button)?;
            due
        }
        _ => return None,
    };
    let amount = Amount::from_minor(minor.max(1));
    payment.amount = Some(amount.print_short(scale));
    Some(payment)
}
