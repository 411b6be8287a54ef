//! Calls from outside that tell us to look: payment providers'. What they say is not believed; it
//! names what to ask about. They learn nothing from our answers.

use shared::psp::Psp;

use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::platform::SqlError;
use crate::rails::psp::{mollie, stripe};
use crate::store::attempt::{self as tries, Attempt as Try};
use crate::store::psp::{self as accounts, Account};
use crate::store::psp_attempt as attempts;

/// Calls an hour that name payments which are not known here, and so make us ask: an account.
const UNKNOWN_MAX: i64 = 60;

/// `POST /hooks/mollie/:token`: `id=tr_…`, which anybody can send. Unknown ids are answered alike.
pub async fn mollie(app: &App, request: &Request, params: &Params) -> Answer {
    let Some(id) = mollie::ping(&request.body) else { return done() };
    let account = match account(app, Psp::Mollie, params).await {
        Ok(Some(account)) => account,
        Ok(None) => return done(),
        Err(_) => return again(),
    };
    called(app, &account, &id, true).await
}

/// `POST /hooks/stripe/:token`: an event, signed.
pub async fn stripe(app: &App, request: &Request, params: &Params) -> Answer {
    let account = match account(app, Psp::Stripe, params).await {
        Ok(account) => account,
        Err(_) => return again(),
    };
    let secret = account.as_ref().and_then(|account| account.webhook_secret.as_ref());
    let secret = secret.and_then(|secret| app.settings.seal.open(secret));
    let header = request.header("stripe-signature").unwrap_or_default();
    let is_signed = |secret: String| stripe::is_signed(&secret, header, &request.body, app.now());
    let Some(account) = account.filter(|_| secret.is_some_and(is_signed)) else {
        return plain(400, "The signature is not right.");
    };
    match stripe::ping(&request.body) {
        Some(stripe::Named::Session(id)) => called(app, &account, &id, true).await,
        // A payment that was not begun here is none of ours.
        Some(stripe::Named::Intent(id)) => called(app, &account, &id, false).await,
        None => done(),
    }
}

async fn account(app: &App, psp: Psp, params: &Params) -> Result<Option<Account>, SqlError> {
    let token = params.iter().find(|(name, _)| name == "token");
    let token = token.map_or("", |(_, value)| value.as_str());
    let mut answers = app.platform.sql.batch(vec![accounts::of_token(psp, token)]).await?;
    Ok(answers.row().as_ref().and_then(accounts::read))
}

/// Notes the call, so that it is not forgotten if we are, and has the payment looked at after the
/// answer. `may_ask`: one that is not known may still have been begun here.
async fn called(app: &App, account: &Account, id: &str, may_ask: bool) -> Answer {
    match note(app, account, id, may_ask).await {
        Ok(after) => {
            let (response, _) = done();
            (response, after.into_iter().collect())
        }
        Err(_) => again(),
    }
}

async fn note(
    app: &App,
    account: &Account,
    id: &str,
    may_ask: bool,
) -> Result<Option<After>, Fault> {
    let Account { owner, psp, token, .. } = account;
    let known = attempts::ping(owner, *psp, id, app.now());
    let mut answers = app.platform.sql.batch(vec![known]).await?;
    if let Some(row) = answers.row() {
        return Ok(Some(After::Psp(row.text("id"))));
    }
    if !may_ask {
        return Ok(None);
    }
    let bucket = app.settings.seal.blind(&format!("psp {token}"));
    let one = Try { id: app.token(), bucket, most: UNKNOWN_MAX };
    let mut answers = app.platform.sql.batch(tries::note(Some(&one), app.now())).await?;
    let may = tries::read_noted(Some(&one), &mut answers);
    Ok(may.then(|| After::PspUnknown(*psp, token.clone(), id.to_owned())))
}

fn done() -> Answer {
    plain(200, "Thank you.")
}

/// The provider calls again later.
fn again() -> Answer {
    plain(503, "Please call again.")
}

fn plain(status: u16, text: &str) -> Answer {
    let body = format!("{text}\n").into_bytes();
    let response = Response::new(status, "text/plain; charset=utf-8", body);
    (response.with("cache-control", "no-store"), Vec::new())
}
