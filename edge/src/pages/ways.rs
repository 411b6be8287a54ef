//! What a payer can do beside sending as shown: another form of the address, a payment to look for,
//! an address for what goes back. Knows no wallet.

use shared::currency::Network;
use shared::invoice::Status;
use shared::payment_uri::plain_xrp;
use shared::time::Instant;
use shared::view::{
    Alternative, CheckoutView, ClaimOutcome, ClaimView, ReturnRefused, ReturnView, WalletOffer,
};

use super::checkout::{self, Loaded, read_unmoved, see};
use super::form::{Form, attempt_from, param, query};
use super::{failed, not_found};
use crate::actions::claim_payment::{decide, look_up, read_hash, recall, wait};
use crate::actions::refund_invoice::keep_return_address;
use crate::actions::step::Writer;
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request};
use crate::platform::{SqlError, Statement};
use crate::rails::Moved;
use crate::rails::uri::alternative_address;
use crate::store::invoice::Record;
use crate::store::payment::{self, Listed};
use crate::store::{attempt as attempts, rate};

/// Transactions that one address may ask for, an hour.
const CLAIMS_MAX: i64 = 20;

/// How often a decision is taken again after somebody else was faster.
const TRIES_MAX: usize = 3;

/// Adds them to a live invoice's page; the sandbox has its own panel.
pub(super) fn fill(app: &App, record: &Record, request: &Request, view: &mut CheckoutView) {
    if record.chain.is_none() || record.address().is_none() {
        return;
    }
    let claim = ClaimView {
        outcome: request.param("claim").and_then(ClaimOutcome::parse),
        typed: request.param("hash").or(request.param("claim").map(|_| "")).map(cut),
    };
    let waits = view.status.is_open() || view.status == Status::Expired;
    view.claim = Some(claim).filter(|claim| waits || claim.outcome.is_some());
    let over = !record.books.refunded.is_nothing() && !record.books.has_to_give_back();
    view.return_address = (!over).then(|| ReturnView {
        saved: record.return_address.clone(),
        typed: request.param("address").map(cut),
        refused: request.param("return").and_then(ReturnRefused::parse),
    });
    if view.payable() && !view.no_rate {
        view.alternative = alternative(app, record, view);
        view.wallet = wallet(record, view);
    }
}

/// As much of a text as a field takes.
fn cut(text: &str) -> String {
    text.chars().take(300).collect()
}

/// The address with the reference in it.
fn alternative(app: &App, record: &Record, view: &CheckoutView) -> Option<Alternative> {
    let (network, chain) = (record.books.terms.asset.network(), record.chain.as_deref());
    let (ledgers, references) = (&app.settings.ledgers, &record.references);
    let address = alternative_address(ledgers, network, chain, &record.destination, references)?;
    Some(match network {
        Network::Psp => return None,
        Network::Stellar => Alternative::Muxed(address),
        Network::Xrpl => {
            let amount = view.remaining().filter(|amount| !amount.is_nothing());
            let amount = amount.map(|amount| amount.print_short(view.asset.scale()));
            let tag = record.references.tag;
            let plain = plain_xrp(&record.destination, tag, amount.as_deref());
            Alternative::XAddress { x_address: address, plain }
        }
    })
}

fn wallet(record: &Record, view: &CheckoutView) -> Option<WalletOffer> {
    let known = view.remaining().is_some_and(|amount| !amount.is_nothing());
    if record.books.terms.asset.network() != Network::Stellar || !known {
        return None;
    }
    let amount = view.chosen.map(|amount| amount.print_short(view.asset.scale()));
    let query = query(&[("amount", amount.as_deref().unwrap_or_default())]);
    let start = format!("/pay/{}/wallet", record.public_id);
    Some(WalletOffer {
        prepare_url: format!("{start}{query}"),
        submit_url: format!("{start}/submit"),
    })
}

/// `POST /pay/:id/transaction`: `hash` of a payment that the page does not show.
pub async fn transaction(app: &App, request: &Request, params: &Params) -> Answer {
    let (form, id) = (Form::of(request), param(params, "id"));
    let typed = form.get("hash");
    let (outcome, after) = match claim(app, request, id, typed).await {
        Ok(Some(found)) => found,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(Fault::Busy(_)) => (ClaimOutcome::Busy, Vec::new()),
        Err(fault) => return failed(app, &fault, request, form.is_embedded()),
    };
    let kept = if outcome == ClaimOutcome::Attached { "" } else { typed };
    let kept = cut(kept);
    let query = query(&[
        ("claim", outcome.code()),
        ("hash", &kept),
        ("amount", form.amount()),
        ("lang", form.get("lang")),
    ]);
    (see(app, form.is_embedded(), id, &at(&query, "#claim", &form)), after)
}

/// With the place on the page to go on at. In a frame the fragment is the host's business.
fn at(query: &str, place: &str, form: &Form) -> String {
    let place = if form.is_embedded() { "" } else { place };
    format!("{query}{place}")
}

async fn claim(
    app: &App,
    request: &Request,
    id: &str,
    typed: &str,
) -> Result<Option<(ClaimOutcome, Vec<After>)>, Fault> {
    let mut asked: Option<Result<Vec<Moved>, ClaimOutcome>> = None;
    for _ in 0..TRIES_MAX {
        let is_first = asked.is_none();
        let Some((loaded, known, may)) = load(app, request, id, typed, is_first).await? else {
            return Ok(None);
        };
        let Loaded { mut record, merchant, now, .. } = loaded;
        let network = record.books.terms.asset.network();
        let Some(chain) = record.chain.clone() else { return Ok(None) };
        let Some(hash) = read_hash(network, typed) else {
            return Ok(Some((ClaimOutcome::NotAHash, Vec::new())));
        };
        if !may {
            return Ok(Some((ClaimOutcome::TooOften, Vec::new())));
        }
        let found = match recall(&record, &known).or(asked) {
            Some(found) => found,
            None => look_up(app, &record, &hash).await,
        };
        asked = Some(found.clone());
        if let Ok(came) = &found {
            learn_rates(app, &mut record, came).await?;
        }
        let lease = app.token();
        let writer = Writer::new(app, &merchant, "customer", Some(&lease), now);
        let look = After::Look(network, chain, record.destination.clone());
        let (outcome, statements) = match &found {
            Err(ClaimOutcome::NotFinal) => (ClaimOutcome::NotFinal, announce(&mut record, &writer)),
            Err(outcome) => (*outcome, Vec::new()),
            Ok(came) => decide(came, &known, &mut record, &writer),
        };
        let mut after = writer.after(&record);
        if outcome == ClaimOutcome::NotFinal {
            after.push(look);
        }
        match save(app, statements).await {
            Ok(()) => return Ok(Some((outcome, after))),
            // It fits another open invoice as well: the merchant decides.
            Err(SqlError::Unique(columns)) if columns.starts_with("invoice.") => {
                let came = found.unwrap_or_default();
                let statements = wait(&came, &known, &record, &writer);
                save(app, statements).await?;
                return Ok(Some((ClaimOutcome::Waiting, vec![After::Send(lease)])));
            }
            Err(SqlError::Unique(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Fault::Busy(1))
}

/// What money asked for in another time is measured by the rates of that time.
async fn learn_rates(app: &App, record: &mut Record, came: &[Moved]) -> Result<(), SqlError> {
    if record.quoting.is_some() {
        let moments: Vec<Instant> = came.iter().map(|moved| moved.seen.at).collect();
        let mut answers = app.platform.sql.batch(vec![rate::around(&moments)]).await?;
        record.know(&rate::read_minutes(&answers.rows()));
    }
    Ok(())
}

async fn save(app: &App, statements: Vec<Statement>) -> Result<(), SqlError> {
    if statements.is_empty() {
        return Ok(());
    }
    app.platform.sql.batch(statements).await.map(|_| ())
}

/// The invoice, what is known of the transaction, and whether this address may ask again.
async fn load(
    app: &App,
    request: &Request,
    id: &str,
    typed: &str,
    counts: bool,
) -> Result<Option<(Loaded, Vec<Listed>, bool)>, Fault> {
    let attempt = attempt_from(app, request, "claim", CLAIMS_MAX).filter(|_| counts);
    let mut statements = attempts::note(attempt.as_ref(), app.now());
    let names = [Network::Stellar, Network::Xrpl];
    let names = names.map(|network| read_hash(network, typed).unwrap_or_default());
    statements.push(payment::named_on_page(id, names));
    statements.extend(checkout::statements(id));
    let mut answers = app.platform.sql.batch(statements).await?;
    let may = attempts::read_noted(attempt.as_ref(), &mut answers);
    let known = answers.rows().iter().filter_map(payment::read_listed).collect();
    let loaded = read_unmoved(app, &mut answers);
    Ok(loaded.map(|loaded| (loaded, known, may)))
}

/// A payment that the ledger has not closed: the invoice waits for it.
fn announce(record: &mut Record, writer: &Writer<'_>) -> Vec<Statement> {
    let step = record.books.apply(shared::invoice::Event::Announced, writer.now);
    step.map(|step| writer.write(record, step)).unwrap_or_default()
}

/// `POST /pay/:id/return-address`: `address` for what is to go back. It is kept once.
pub async fn return_address(app: &App, request: &Request, params: &Params) -> Answer {
    let (form, id) = (Form::of(request), param(params, "id"));
    let embedded = form.is_embedded();
    let typed = form.get("address");
    let refused = match keep_address(app, request, id, typed).await {
        Ok(Some(refused)) => refused,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(Fault::Busy(_)) => Some(ReturnRefused::Busy),
        Err(fault) => return failed(app, &fault, request, embedded),
    };
    let why = refused.map(ReturnRefused::code).unwrap_or_default();
    let kept = refused.map(|_| cut(typed)).unwrap_or_default();
    let query = query(&[
        ("return", why),
        ("address", &kept),
        ("amount", form.amount()),
        ("lang", form.get("lang")),
    ]);
    (see(app, embedded, id, &at(&query, "#return", &form)), Vec::new())
}

/// `None`: there is no such live invoice. `Some(None)`: it is kept, or nothing is to go back.
async fn keep_address(
    app: &App,
    request: &Request,
    id: &str,
    typed: &str,
) -> Result<Option<Option<ReturnRefused>>, Fault> {
    let Some((loaded, _, may)) = load(app, request, id, "", true).await? else { return Ok(None) };
    let Loaded { mut record, merchant, now, .. } = loaded;
    if record.chain.is_none() {
        return Ok(None);
    }
    if record.return_address.is_some() || !record.books.has_to_give_back() {
        return Ok(Some(None));
    }
    if !may {
        return Ok(Some(Some(ReturnRefused::TooOften)));
    }
    let writer = Writer::new(app, &merchant, "customer", None, now);
    let statements = match keep_return_address(typed, &mut record, &writer) {
        Ok(statements) => statements,
        Err(refused) => return Ok(Some(Some(refused))),
    };
    match app.platform.sql.batch(statements).await {
        Ok(_) => Ok(Some(None)),
        Err(SqlError::Unique(_)) => Ok(Some(Some(ReturnRefused::Busy))),
        Err(error) => Err(error.into()),
    }
}
