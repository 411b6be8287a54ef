//! The page that a customer manages a subscription on, from a link in a mail. Whoever has the link
//! may; there is no account. A GET changes nothing, ever.

use shared::draft::SubscriptionAct;
use shared::invoice::Status as InvoiceStatus;
use shared::key::Mode;
use shared::price::Quote;
use shared::time::Instant;
use shared::view::{BillView, ManageView};

use super::form::{Form, asked_language, language, param, query};
use super::{Framing, failed, frame, html, merchant_view, not_found};
use crate::actions::act_on_invoice::{self, Act};
use crate::actions::act_on_subscription;
use crate::actions::step::Writer;
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::platform::{SqlError, Statement};
use crate::store::billing::Terms;
use crate::store::merchant::{self, Merchant};
use crate::store::subscription::{self as subscriptions, Record};
use crate::store::{invoice, psp_mandate};

/// How many invoices the page shows, the newest first.
const BILLS: i64 = 12;
/// How often an act is done again after somebody else was faster.
const TRIES_MAX: usize = 4;

/// A subscription's page, loaded.
struct Loaded {
    record: Record,
    merchant: Merchant,
    bills: Vec<invoice::Record>,
    now: Instant,
}

/// `GET /manage/:token`
pub async fn page(app: &App, request: &Request, params: &Params) -> Answer {
    let loaded = match load(app, param(params, "token")).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(fault) => return failed(app, &fault, request, false),
    };
    let view = view(app, request, loaded);
    (html(200, widget::manage(&view, frame(app, false)), &Framing::Never), Vec::new())
}

async fn load(app: &App, token: &str) -> Result<Option<Loaded>, Fault> {
    let mut statements: Vec<Statement> = subscriptions::one_managed(token).to_vec();
    statements.extend(invoice::newest_managed(token, BILLS));
    let mut answers = app.platform.sql.batch(statements).await?;
    let record = subscriptions::read_one(&mut answers);
    let row = answers.row();
    let Some((record, row)) = record.zip(row) else { return Ok(None) };
    let bills = invoice::read_many(&mut answers);
    let now = app.now().plus_ms(merchant::read_mode(&row).clock_offset_ms);
    Ok(Some(Loaded { record, merchant: merchant::read(&row), bills, now }))
}

fn view(app: &App, request: &Request, loaded: Loaded) -> ManageView {
    let Loaded { record, merchant, bills, now } = loaded;
    let own = record.customer.language.as_deref().unwrap_or(&merchant.language);
    let books = &record.books;
    let (cycles, mode) = (record.billing.cycles, record.owner.mode);
    let is_charged = record.charging.is_some();
    let tag = |terms: Terms| merchant.price_tag(&terms, cycles, mode, is_charged);
    let change = books
        .change
        .map(|change| (books.schedule.date(change.from_index), tag(Terms::of_change(&change))));
    ManageView {
        token: record.token.clone(),
        test: mode == Mode::Test,
        merchant: merchant_view(app, &merchant, language(request, own)),
        name: record.title.clone(),
        email: record.customer.email.clone(),
        price: tag(Terms::of(&record.billing)),
        change,
        status: books.status,
        next_at: if books.ends_at_next { Some(books.next_at()) } else { record.next_billing_at() },
        ends_at_next: books.ends_at_next,
        charging: record.charging.map(|charging| charging.psp),
        resume_at: books.resume_at,
        ended_at: books.ended_at,
        bills: bills.into_iter().map(|bill| bill_view(bill.at(now))).collect(),
        refused: request.param("refused").is_some(),
        asked_language: asked_language(request),
        now,
    }
}

fn bill_view(bill: invoice::Record) -> BillView {
    let period = bill.period.as_ref();
    BillView {
        due_at: period.map_or(bill.created_at, |period| period.due_at),
        amount: bill.books.terms.due.filter(|_| bill.quote != Quote::Missing),
        asset: bill.books.terms.asset,
        status: bill.books.status,
        can_reopen: bill.can_reopen(),
        public_id: bill.public_id,
    }
}

/// `POST /manage/:token`: `action` is pause, resume, cancel, stop (charging by itself), or pay with
/// an `invoice`.
pub async fn act(app: &App, request: &Request, params: &Params) -> Answer {
    let token = param(params, "token");
    let form = Form::of(request);
    for _ in 0..TRIES_MAX {
        match try_act(app, token, &form).await {
            Ok(Some(answer)) => return answer,
            Ok(None) => return (not_found(app, request), Vec::new()),
            Err(Some(fault)) => return failed(app, &fault, request, false),
            Err(None) => {}
        }
    }
    failed(app, &Fault::Busy(1), request, false)
}

/// One try. `Ok(None)`: no such page; `Err(None)`: somebody else was faster.
async fn try_act(app: &App, token: &str, form: &Form) -> Result<Option<Answer>, Option<Fault>> {
    let Some(mut loaded) = load(app, token).await.map_err(Some)? else { return Ok(None) };
    let lease = app.token();
    let writer = Writer::new(app, &loaded.merchant, "customer", Some(&lease), loaded.now);
    let lang = form.get("lang");
    let mut back = format!("/manage/{token}{}", query(&[("lang", lang)]));
    if form.get("action") == "stop" {
        let stop = vec![psp_mandate::end(&loaded.record.id)];
        app.platform.sql.batch(stop).await.map_err(|error| Some(error.into()))?;
        return Ok(Some((Response::empty(303).with("location", app.url(&back)), Vec::new())));
    }
    let act = match form.get("action") {
        "pause" => Some(SubscriptionAct::Pause(None)),
        "resume" => Some(SubscriptionAct::Resume),
        "cancel" => Some(SubscriptionAct::Cancel { at_period_end: true }),
        _ => None,
    };
    let written = match act {
        Some(act) => {
            let unpaid = loaded.bills.into_iter();
            let unpaid = unpaid.filter(|bill| bill.books.status == InvoiceStatus::Unpaid);
            act_on_subscription::act(act, &mut loaded.record, unpaid.collect(), &writer)
        }
        None => {
            let wanted = form.get("invoice");
            let mut bills = loaded.bills.into_iter();
            let Some(mut bill) = bills.find(|bill| bill.public_id == wanted) else {
                return Ok(None);
            };
            back = format!("/pay/{wanted}{}", query(&[("lang", lang)]));
            act_on_invoice::act(Act::Reopen, &mut bill, &writer)
        }
    };
    match written {
        Ok(statements) => match app.platform.sql.batch(statements).await {
            Ok(_) => {}
            Err(SqlError::Unique(_)) => return Err(None),
            Err(error) => return Err(Some(error.into())),
        },
        // It moved on since the page was made.
        Err(Fault::InvalidState(..) | Fault::Refused(..)) => {
            back = format!("/manage/{token}{}", query(&[("refused", "1"), ("lang", lang)]));
        }
        Err(fault) => return Err(Some(fault)),
    }
    let response = Response::empty(303).with("location", app.url(&back));
    Ok(Some((response, vec![After::Send(lease)])))
}
