//! Payment providers: begin a payment there, ask how it stands, take it back. Truth is what `fetch`
//! reads, strictly; a call of theirs only names what to ask about. Knows no invoice and no row.
//!
//! `rails.md` 4.

pub mod mollie;
pub mod stripe;

use serde_json::Value as Json;
use shared::money::Amount;
use shared::psp::{AttemptState, Psp, is_name};
use shared::time::{Instant, SECOND_MS};
use shared::url::parse_public;

use super::{Doubt, wire};
use crate::app::App;
use crate::platform::Outgoing;

/// How long a provider may take, in milliseconds: a payer may wait for it.
const TIMEOUT_MS: i64 = 10 * SECOND_MS;

/// How much of an answer is read: a session of Stripe's with its charge has some 12 KB.
const ANSWER_BYTES_MAX: usize = 200_000;

/// How many of a customer's payments are looked through for one whose answer was lost: more than
/// can be begun before it is missed.
const NEWEST: usize = 20;

/// Whose account is asked.
#[derive(Clone)]
pub struct Access {
    /// Which provider.
    pub psp: Psp,
    /// The API key.
    pub key: String,
}

/// A payment that is to be begun. The same one, repeated under the same attempt, is begun once.
pub struct Order<'a> {
    /// The attempt's id: the idempotency key, and our reference there.
    pub attempt: &'a str,
    /// The invoice's public id.
    pub invoice: &'a str,
    /// In cents of a euro.
    pub amount: Amount,
    /// What it is for; people see it on their statements.
    pub description: &'a str,
    /// Where the payer comes back to, whatever happened.
    pub return_url: &'a str,
    /// Whom the provider calls, where that is said with each payment.
    pub webhook_url: Option<&'a str>,
    /// Until when it can be paid, where that can be said.
    pub expires_at: Instant,
    /// What it has to do with later ones.
    pub series: Series<'a>,
}

/// What a payment has to do with later ones.
#[derive(Clone, Copy)]
pub enum Series<'a> {
    /// Nothing.
    OneOff,
    /// Its payer, of this name and this address, lets later ones be charged.
    First(Option<&'a str>, Option<&'a str>),
    /// It is charged to this customer by this method: nobody is there.
    Recurring(&'a str, &'a str),
}

/// What a provider says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its id there.
    pub id: String,
    /// How it stands. Never `Creating` and never `Doubted`.
    pub state: AttemptState,
    /// In minor units of a currency with two places.
    pub amount: Amount,
    /// ISO 4217, in upper case.
    pub currency: String,
    /// Whether the money is real.
    pub live: bool,
    /// The attempt that it was begun for, as we had it written there.
    pub attempt: Option<String>,
    /// By the merchant.
    pub refunded: Amount,
    /// By the payer's bank.
    pub charged_back: Amount,
    /// When the money was there.
    pub paid_at: Option<Instant>,
    /// The name by which the merchant finds it there, once there is another than its id.
    pub payment_id: Option<String>,
    /// Where the payer pays, while that is possible.
    pub checkout_url: Option<String>,
    /// Until when.
    pub expires_at: Option<Instant>,
    /// Whether it can be taken back now.
    pub is_cancelable: bool,
    /// Customer and method that later ones can be charged to, once it is paid.
    pub mandate: Option<(String, String)>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The key is not accepted.
    Key,
    /// The provider does not know the payment.
    Gone,
    /// It will not do this, however often it is asked. Holds why.
    Refused(String),
    /// Nobody knows: no answer, too many requests, an outage, an answer that cannot be relied on.
    Unknown(String),
}

impl Trouble {
    /// A sentence for people.
    pub fn text(&self) -> String {
        match self {
            Trouble::Key => "the API key is not accepted".to_owned(),
            Trouble::Gone => "it does not know this payment".to_owned(),
            Trouble::Refused(why) | Trouble::Unknown(why) => why.clone(),
        }
    }
}

impl From<Doubt> for Trouble {
    fn from(doubt: Doubt) -> Trouble {
        Trouble::Unknown(format!("the answer cannot be relied on: {}", doubt.0))
    }
}

/// A request to a provider, in its own words.
struct Call {
    /// From the base address on.
    path: String,
    /// Media type and bytes of a POST.
    body: Option<(&'static str, String)>,
    /// What makes a repeated POST the same one.
    once: Option<String>,
    /// It is a DELETE.
    deletes: bool,
}

impl Call {
    fn get(path: String) -> Call {
        Call { path, body: None, once: None, deletes: false }
    }
}

/// Begins a payment; one that was begun under the same attempt is that one.
///
/// # Errors
/// [`Trouble`]. After `Unknown` it may have been begun.
pub async fn create(app: &App, access: &Access, order: &Order<'_>) -> Result<Said, Trouble> {
    let call = match (access.psp, order.series) {
        (Psp::Mollie, Series::First(name, email)) => {
            let answer = ask(app, access, mollie::customer(order, name, email)).await?;
            mollie::create(order, Some(mollie::read_customer(&answer)?))
        }
        (Psp::Mollie, _) => mollie::create(order, None),
        (Psp::Stripe, Series::Recurring(customer, method)) => {
            stripe::charge(order, customer, method)
        }
        (Psp::Stripe, _) => stripe::create(order),
    };
    said(app, access, call, None).await
}

/// Whether a customer may still be charged by a method.
///
/// # Errors
/// [`Trouble`].
pub async fn stands(
    app: &App,
    access: &Access,
    customer: &str,
    method: &str,
) -> Result<bool, Trouble> {
    if !is_name(customer) || !is_name(method) {
        return Ok(false);
    }
    let call = match access.psp {
        Psp::Mollie => mollie::mandate(customer, method),
        Psp::Stripe => stripe::method(method),
    };
    match ask(app, access, call).await {
        Ok(answer) => Ok(match access.psp {
            Psp::Mollie => mollie::is_in_force(&answer),
            Psp::Stripe => stripe::is_of(&answer, customer),
        }),
        Err(Trouble::Gone) => Ok(false),
        Err(trouble) => Err(trouble),
    }
}

/// How a payment stands.
///
/// # Errors
/// [`Trouble`].
pub async fn fetch(app: &App, access: &Access, id: &str) -> Result<Said, Trouble> {
    if !access.psp.is_id(id) {
        return Err(Trouble::Gone);
    }
    match access.psp {
        Psp::Mollie => said(app, access, mollie::fetch(id), Some(id)).await,
        Psp::Stripe => {
            let answer = ask(app, access, stripe::fetch(id)).await?;
            let mut said = stripe::read(&answer)?;
            if let Some(disputes) = stripe::disputes(&answer) {
                said.charged_back = stripe::read_disputes(&ask(app, access, disputes).await?)?;
            }
            same(said, Some(id), app)
        }
    }
}

/// What was charged to a customer for an attempt; `None`: nothing was, of what is new.
///
/// # Errors
/// [`Trouble`].
pub async fn find(
    app: &App,
    access: &Access,
    customer: &str,
    attempt: &str,
) -> Result<Option<Said>, Trouble> {
    let call = match access.psp {
        _ if !is_name(customer) => return Ok(None),
        Psp::Mollie => mollie::newest_of(customer),
        Psp::Stripe => stripe::newest_of(customer),
    };
    let answer = ask(app, access, call).await?;
    let list = match access.psp {
        Psp::Mollie => mollie::read_list(&answer)?,
        Psp::Stripe => stripe::read_list(&answer)?,
    };
    Ok(list.into_iter().find(|said| said.attempt.as_deref() == Some(attempt)))
}

/// Takes back a payment that nobody has paid yet, and tells how it stands then.
///
/// # Errors
/// [`Trouble`]; `Refused` when it can be taken back no more.
pub async fn cancel(app: &App, access: &Access, id: &str) -> Result<Said, Trouble> {
    let call = match access.psp {
        Psp::Mollie => mollie::cancel(id),
        Psp::Stripe => stripe::cancel(id),
    };
    said(app, access, call, Some(id)).await
}

/// Whether the key is accepted: the cheapest question that needs one.
///
/// # Errors
/// [`Trouble`].
pub async fn check(app: &App, access: &Access) -> Result<(), Trouble> {
    let path = match access.psp {
        Psp::Mollie => mollie::CHECK,
        Psp::Stripe => stripe::CHECK,
    };
    ask(app, access, Call::get(path.to_owned())).await.map(drop)
}

async fn said(app: &App, access: &Access, call: Call, id: Option<&str>) -> Result<Said, Trouble> {
    let answer = ask(app, access, call).await?;
    let said = match access.psp {
        Psp::Mollie => mollie::read(&answer)?,
        Psp::Stripe => stripe::read(&answer)?,
    };
    same(said, id, app)
}

/// What was asked for, and an address that a payer can be led to.
fn same(mut said: Said, id: Option<&str>, app: &App) -> Result<Said, Trouble> {
    if id.is_some_and(|id| id != said.id) {
        return Err(Doubt("it tells of another payment").into());
    }
    let url = said.checkout_url.take();
    said.checkout_url = url.filter(|url| parse_public(url, app.reach()).is_ok());
    Ok(said)
}

async fn ask(app: &App, access: &Access, call: Call) -> Result<Json, Trouble> {
    let psps = &app.settings.psps;
    let base = match access.psp {
        Psp::Mollie => &psps.mollie,
        Psp::Stripe => &psps.stripe,
    };
    let mut headers = vec![
        ("authorization".to_owned(), format!("Bearer {}", access.key)),
        ("accept".to_owned(), "application/json".to_owned()),
        ("user-agent".to_owned(), "PayLinkr/1".to_owned()),
    ];
    if access.psp == Psp::Stripe {
        headers.push(("stripe-version".to_owned(), stripe::VERSION.to_owned()));
    }
    headers.extend(call.once.map(|key| ("idempotency-key".to_owned(), key)));
    let body = call.body.map(|(media, body)| {
        headers.push(("content-type".to_owned(), media.to_owned()));
        body.into_bytes()
    });
    let request = Outgoing {
        url: format!("{base}{}", call.path),
        headers,
        body,
        deletes: call.deletes,
        timeout_ms: TIMEOUT_MS,
        bytes_max: ANSWER_BYTES_MAX,
    };
    let answer = app.platform.fetch.ask(request).await.map_err(Trouble::Unknown)?;
    let name = access.psp.name();
    match answer.status {
        200..=299 => Ok(wire::json(&answer.body)?),
        401 | 403 => Err(Trouble::Key),
        404 | 410 => Err(Trouble::Gone),
        409 | 429 | 500.. => Err(Trouble::Unknown(format!("{name} answered {}", answer.status))),
        status => {
            let said = wire::json(&answer.body).unwrap_or_default();
            let why = match access.psp {
                Psp::Mollie => said.get("detail"),
                Psp::Stripe => said.get("error").and_then(|error| error.get("message")),
            };
            let why = wire::for_people(why.and_then(Json::as_str).unwrap_or_default());
            Err(Trouble::Refused(format!("{name} answered {status}: {why}")))
        }
    }
}

/// So many letters of a text.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests;
