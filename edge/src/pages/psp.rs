//! The way to the merchant's PSP. The answer is a page that leads on, never a redirect: the policy
//! of our pages lets forms lead to us only.

use shared::view::{LeaveView, PspOffer};

use super::checkout::{self, Loaded, read_unmoved, see};
use super::form::{Form, attempt_from, param, query};
use super::{Framing, failed, html, merchant_view, not_found};
use crate::actions::start_psp::{self, Ready, Started};
use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request};
use crate::store::attempt as tries;

/// Payments that one address may begin, an hour.
const STARTS_MAX: i64 = 60;

/// `POST /pay/:id/psp`: begins the payment there, or goes on with the one that is open.
pub async fn start(app: &App, request: &Request, params: &Params) -> Answer {
    let (form, id) = (Form::of(request), param(params, "id"));
    let started = match try_start(app, request, &form, id).await {
        Ok(Some(started)) => started,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(fault) => return failed(app, &fault, request, false),
    };
    let (Loaded { record, merchant, now, .. }, started) = started;
    match started {
        Started::At(url, psp) => {
            let language = language_of(&form, request, &merchant.language);
            let amount = record.psp_price(now).unwrap_or_default();
            let merchant = merchant_view(app, &merchant, language);
            let view = LeaveView { merchant, offer: PspOffer { psp, amount }, url };
            (html(200, widget::leave(&view), &Framing::Never), Vec::new())
        }
        // The page says how it stands.
        Started::Waits | Started::Never => {
            (see(app, false, id, &query(&[("lang", form.get("lang"))])), Vec::new())
        }
    }
}

async fn try_start(
    app: &App,
    request: &Request,
    form: &Form,
    id: &str,
) -> Result<Option<(Loaded, Started)>, Fault> {
    let one = attempt_from(app, request, "psp", STARTS_MAX);
    let mut statements = tries::note(one.as_ref(), app.now());
    statements.extend(start_psp::load(id));
    statements.extend(checkout::statements(id));
    let mut answers = app.platform.sql.batch(statements).await?;
    let may = tries::read_noted(one.as_ref(), &mut answers);
    let ready = Ready::read(&mut answers);
    let Some(loaded) = read_unmoved(app, &mut answers) else { return Ok(None) };
    if !may {
        return Err(Fault::TooMany(60));
    }
    let record = loaded.record.clone().at(loaded.now);
    let read_in = language_of(form, request, &loaded.merchant.language);
    // The words that the page had are those that the customer consented to.
    let consent = Some(read_in).filter(|_| form.get("consent") == "1");
    let started = start_psp::start(app, record, ready, consent, loaded.now).await?;
    Ok(Some((loaded, started)))
}

/// The language of the page that a form was on.
fn language_of<'a>(form: &Form, request: &Request, own: &'a str) -> &'a str {
    widget::language(Some(form.get("lang")), request.header("accept-language"), own)
}
