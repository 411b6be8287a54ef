//! The page that a merchant's owner cancels a change of the settlement address on, from a link in
//! a mail. Whoever has the link may. A GET changes nothing, ever: mail scanners follow links.

use shared::settlement;
use shared::view::{SettlementCancel, SettlementChangeView};

use super::form::{asked_language, language, param, query};
use super::{Framing, failed, html, merchant_view};
use crate::actions::change_settlement::Changer;
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::gate::key::hash;
use crate::http::{Params, Request, Response};
use crate::platform::SqlError;
use crate::store::merchant::{self, Merchant};
use crate::store::settlement::{self as settlements, Record};

/// How often it is done again after somebody else changed the merchant's settings.
const TRIES_MAX: usize = 4;

/// A change, its merchant, and the version that was loaded with it.
type Loaded = (Record, Merchant, i64);

/// `GET /settlement/cancel/:token`: both addresses, and a button while the change waits.
pub async fn page(app: &App, request: &Request, params: &Params) -> Answer {
    let loaded = match load(app, param(params, "token")).await {
        Ok(loaded) => loaded,
        Err(fault) => return failed(app, &fault, request, false),
    };
    let fallback = loaded.as_ref().map_or("en", |(_, merchant, _)| &merchant.language);
    let language = language(request, fallback);
    let state = match &loaded {
        Some((record, merchant, _)) => state(app, record, merchant, language),
        None => SettlementCancel::Gone,
    };
    let status = if state == SettlementCancel::Gone { 404 } else { 200 };
    let action = path(request);
    let page = widget::settlement_cancel(&state, &action, language);
    (html(status, page, &Framing::Never), Vec::new())
}

async fn load(app: &App, token: &str) -> Result<Option<Loaded>, Fault> {
    let statements = settlements::by_cancel_hash(&hash(token)).to_vec();
    let mut answers = app.platform.sql.batch(statements).await?;
    let record = answers.row().as_ref().and_then(settlements::read);
    let row = answers.row();
    let loaded = record.zip(row);
    Ok(loaded
        .map(|(record, row)| (record, merchant::read(&row), merchant::read_mode(&row).version)))
}

fn state(app: &App, record: &Record, merchant: &Merchant, language: &str) -> SettlementCancel {
    let (now, holding) = (app.now(), &record.holding);
    let view = SettlementChangeView {
        merchant: merchant_view(app, merchant, language),
        test: false,
        network: holding.network,
        old: record.previous.clone(),
        new: holding.address.clone(),
        holds_from: holding.holds_from,
    };
    let waits = settlement::pending(&merchant.held, holding.network, &holding.chain, now);
    match record.cancelled_at {
        // Another one took its place: that the old address stays would be a false comfort.
        Some(_) if waits.is_some() => SettlementCancel::Gone,
        Some(_) => SettlementCancel::Done(view),
        None if now < holding.holds_from => SettlementCancel::Ask(view),
        None => SettlementCancel::TooLate(view),
    }
}

/// `POST /settlement/cancel/:token`: cancels the change while it waits, and shows how it stands.
pub async fn cancel(app: &App, request: &Request, params: &Params) -> Answer {
    let token = param(params, "token");
    for _ in 0..TRIES_MAX {
        match try_cancel(app, token).await {
            Ok(after) => {
                let location = app.url(&path(request));
                return (Response::empty(303).with("location", location), after);
            }
            Err(Some(fault)) => return failed(app, &fault, request, false),
            Err(None) => {}
        }
    }
    failed(app, &Fault::Busy(1), request, false)
}

/// One try; what cannot be cancelled any more is left. `Err(None)`: somebody else was faster.
async fn try_cancel(app: &App, token: &str) -> Result<Vec<After>, Option<Fault>> {
    let Some((record, merchant, version)) = load(app, token).await.map_err(Some)? else {
        return Ok(Vec::new());
    };
    let now = app.now();
    if record.cancelled_at.is_some() || record.holding.holds_from <= now {
        return Ok(Vec::new());
    }
    let (lease, owner) = (app.token(), &record.owner);
    let (merchant, actor) = (&merchant, "owner");
    let changer = Changer { app, owner, merchant, version, actor, lease: &lease, now };
    match app.platform.sql.batch(changer.cancel(&record)).await {
        Ok(_) => Ok(vec![After::Send(lease)]),
        Err(SqlError::Unique(_)) => Err(None),
        Err(error) => Err(Some(error.into())),
    }
}

/// Where the page is, as it was asked for.
fn path(request: &Request) -> String {
    let lang = asked_language(request).unwrap_or_default();
    format!("{}{}", request.path, query(&[("lang", &lang)]))
}
