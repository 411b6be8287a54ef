//! The page that a customer subscribes on, framed or by itself, and what it says afterwards. A GET
//! changes nothing, ever.

use shared::draft::{Customer, EnrolmentDraft, EntryError, Text, limits, read_email};
use shared::invoice;
use shared::key::Mode;
use shared::subscription::Status;
use shared::time::Instant;
use shared::view::{Entry, Outcome, PriceTag, SubscribeView, SubscribedView};
use widget::Notice;

use super::checkout::see;
use super::form::{Form, asked_language, attempt, attempt_from, language, param, query};
use super::{Framing, failed, frame, framing, html, merchant_view, not_found, once, too_often};
use crate::actions::open_checkout::Basket;
use crate::actions::quote;
use crate::actions::step::Writer;
use crate::actions::subscribe::{self, By};
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::outbox::letter::Topic;
use crate::platform::{Answers, SqlError, Statement};
use crate::store::attempt::{self as attempts, Attempt};
use crate::store::link::{self as links, Link};
use crate::store::merchant::{self, Merchant};
use crate::store::package::{self, Package};
use crate::store::subscription::{self as subscriptions, Record};
use crate::store::{self, Guard, billing};

/// How often one address may enrol in an hour, and how many mails one recipient gets.
const ENROLMENTS_MAX: i64 = 5;
const MAILS_MAX: i64 = 3;
/// How often an enrolment is done again after somebody else was faster.
const TRIES_MAX: usize = 4;
/// How many of the coming charges the page tells.
const CHARGES: usize = 3;

/// A package's page, loaded.
struct Loaded {
    package: Package,
    merchant: Merchant,
    now: Instant,
}

impl Loaded {
    fn framing(&self, embedded: bool) -> Framing {
        framing(&self.package.draft.allowed_origins, &self.merchant, embedded)
    }
}

/// What came with the form.
struct Entered {
    email: Entry,
    name: Entry,
    reference: String,
}

/// `GET /subscribe/:id`
pub async fn page(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, package::by_public_id(param(params, "id")), false).await
}

/// `GET /embed/subscription/:id`: the same page, made to be framed.
pub async fn embed(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, package::by_public_id(param(params, "id")), true).await
}

/// `GET /subscribe/:merchant/:slug`
pub async fn named(app: &App, request: &Request, params: &Params) -> Answer {
    let (handle, slug) = (param(params, "merchant"), param(params, "slug"));
    draw(app, request, package::by_slug(handle, Mode::Live, slug), false).await
}

/// `GET /subscribe/:merchant/test/:slug`
pub async fn named_test(app: &App, request: &Request, params: &Params) -> Answer {
    let (handle, slug) = (param(params, "merchant"), param(params, "slug"));
    draw(app, request, package::by_slug(handle, Mode::Test, slug), false).await
}

async fn draw(app: &App, request: &Request, load: [Statement; 2], embedded: bool) -> Answer {
    let loaded = match app.platform.sql.batch(load.to_vec()).await {
        Ok(mut answers) => read(app, &mut answers),
        Err(error) => return failed(app, &error.into(), request, embedded),
    };
    let Some(loaded) = loaded else { return (not_found(app, request), Vec::new()) };
    let entry = |name: &str| Entry {
        text: request.param(name).unwrap_or_default().chars().take(limits::EMAIL).collect(),
        error: None,
    };
    let reference = request.param("ref").unwrap_or_default().to_owned();
    let entered = Entered { email: entry("email"), name: entry("name"), reference };
    (show(app, request, loaded, entered, embedded), Vec::new())
}

fn read(app: &App, answers: &mut Answers) -> Option<Loaded> {
    let package = answers.row().as_ref().and_then(package::read)?;
    let row = answers.row()?;
    let now = app.now().plus_ms(merchant::read_mode(&row).clock_offset_ms);
    Some(Loaded { package, merchant: merchant::read(&row), now })
}

fn show(
    app: &App,
    request: &Request,
    loaded: Loaded,
    entered: Entered,
    embedded: bool,
) -> Response {
    let framing = loaded.framing(embedded);
    let Loaded { package, merchant, now } = loaded;
    if !package.draft.active {
        let words = language(request, &merchant.language);
        let page = widget::notice(Notice::Inactive, words, embedded, app.settings.boot);
        return html(404, page, &framing);
    }
    let refused = entered.email.error.is_some() || entered.name.error.is_some();
    let (price, trial_days, charges) = ahead(app, &package, &merchant, now);
    let view = SubscribeView {
        public_id: package.public_id.clone(),
        test: package.owner.mode == Mode::Test,
        merchant: merchant_view(app, &merchant, language(request, &merchant.language)),
        name: package.draft.name.clone(),
        description: package.draft.description.clone(),
        price,
        trial_days,
        charges,
        button_label: package.draft.button_label.clone(),
        email: entered.email,
        name_entry: entered.name,
        reference: Some(entered.reference).filter(|reference| !reference.is_empty()),
        asked_language: asked_language(request),
        once: app.token(),
        now,
    };
    let status = if refused { 422 } else { 200 };
    html(status, widget::subscribe(&view, frame(app, embedded)), &framing)
}

/// What a package costs, the days of its trial, and the first dates for somebody who subscribes
/// now.
pub(super) fn ahead(
    app: &App,
    package: &Package,
    merchant: &Merchant,
    now: Instant,
) -> (PriceTag, i64, Vec<Instant>) {
    let draft = EnrolmentDraft::nobody();
    let books = subscribe::to_package(app, package, draft, By::Customer, now).books;
    let billing = &package.draft.billing;
    let terms = billing::Terms::of(billing);
    let price = merchant.price_tag(&terms, billing.cycles, package.owner.mode, false);
    let dates = books.upcoming(CHARGES).into_iter().map(|(_, at, _)| at).collect();
    (price, package.draft.trial_days, dates)
}

/// `POST /subscribe/:id`: enrols, and goes on to the first invoice or says when the trial ends.
pub async fn enrol(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let embedded = form.is_embedded();
    let request = &form.in_language(request);
    for _ in 0..TRIES_MAX {
        match try_enrol(app, request, param(params, "id"), &form).await {
            Ok(answer) => return answer,
            Err(Some(fault)) => return failed(app, &fault, request, embedded),
            Err(None) => {}
        }
    }
    failed(app, &Fault::Busy(1), request, embedded)
}

/// One try; `Err(None)`: somebody else was faster.
async fn try_enrol(
    app: &App,
    request: &Request,
    id: &str,
    form: &Form,
) -> Result<Answer, Option<Fault>> {
    let embedded = form.is_embedded();
    let email = form.get("email").trim();
    let once = once::id_of(app, request, form);
    let mut load = package::by_public_id(id).to_vec();
    load.extend(subscriptions::one_of_public(id, email));
    load.extend(once.iter().flat_map(|id| subscriptions::one_public(id)));
    let mut answers = app.platform.sql.batch(load).await.map_err(|error| Some(error.into()))?;
    let Some(loaded) = read(app, &mut answers) else {
        return Ok((not_found(app, request), Vec::new()));
    };
    let own = subscriptions::read_one(&mut answers);
    let earlier = once.as_ref().and_then(|_| subscriptions::read_one(&mut answers));
    if let Some(record) = earlier.as_ref().filter(|record| waits(record)) {
        return Ok((see_begun(app, form, record), Vec::new()));
    }
    // What the form has begun before is over: this is another one.
    let derived_id = once.filter(|_| earlier.is_none());
    let entered = entered(form);
    if !loaded.package.draft.active || entered.email.error.is_some() || entered.name.error.is_some()
    {
        return Ok((show(app, request, loaded, entered, embedded), Vec::new()));
    }
    let customer = Customer {
        email: Some(entered.email.text.clone()),
        name: Some(entered.name.text.clone()).filter(|name| !name.is_empty()),
        reference: Some(entered.reference.clone()).filter(|it| !it.is_empty()),
        language: None,
    };
    let Loaded { package, merchant, now } = &loaded;
    let visit = Visit { app, request, form, package, merchant, derived_id, now: *now };
    let draft = EnrolmentDraft { customer, ..EnrolmentDraft::nobody() };
    match enrolled(&visit, own, draft, None).await? {
        Some(answer) => Ok(answer),
        None => Ok(too_often(app, request, merchant, &loaded.framing(embedded))),
    }
}

/// Somebody who sent a form to subscribe.
pub(super) struct Visit<'a> {
    pub(super) app: &'a App,
    pub(super) request: &'a Request,
    pub(super) form: &'a Form,
    pub(super) package: &'a Package,
    pub(super) merchant: &'a Merchant,
    /// The public id of what is begun, where the form has one for it.
    pub(super) derived_id: Option<String>,
    pub(super) now: Instant,
}

/// Enrols whom a pay link brings. What it asked beside is noted with the subscription. `None`: this
/// address tried too often.
pub(super) async fn enrol_by_link(
    visit: &Visit<'_>,
    link: &Link,
    basket: &Basket,
) -> Result<Option<Answer>, Option<Fault>> {
    let Visit { app, package, .. } = *visit;
    let email = basket.email.as_deref().unwrap_or_default();
    let load = subscriptions::one_of_public(&package.public_id, email).to_vec();
    let mut answers = app.platform.sql.batch(load).await.map_err(|error| Some(error.into()))?;
    let own = subscriptions::read_one(&mut answers);
    let customer = Customer {
        email: basket.email.clone(),
        name: basket.name.clone(),
        reference: link.draft.order_id.clone(),
        language: None,
    };
    let metadata = Some(basket.notes(&link.draft));
    let draft = EnrolmentDraft { customer, metadata, ..EnrolmentDraft::nobody() };
    enrolled(visit, own, draft, Some(link)).await
}

/// Enrols, or mails the link to whoever has it already. `None`: this address tried too often.
async fn enrolled(
    visit: &Visit<'_>,
    own: Option<Record>,
    mut draft: EnrolmentDraft,
    link: Option<&Link>,
) -> Result<Option<Answer>, Option<Fault>> {
    let Visit { app, request, form, package, merchant, now, .. } = *visit;
    draft.customer.language = Some(language(request, &merchant.language).to_owned());
    let lease = app.token();
    let writer = Writer::new(app, merchant, "customer", Some(&lease), now);
    let own = own.filter(|_| !package.draft.allow_multiple);
    if let Some(record) =
        own.as_ref().filter(|own| visit.derived_id.as_ref() == Some(&own.public_id))
    {
        // The same form was sent at the same moment, and was faster.
        return Ok(Some((see_begun(app, form, record), Vec::new())));
    }
    if let Some(record) = own {
        let sent = send_link(app, request, &record, &writer).await;
        let sent = sent.map_err(|error| Some(error.into()))?;
        let page = link.map_or(&package.public_id, |link| &link.public_id);
        return Ok(sent.then(|| (see_subscribed(app, form, page), vec![After::Send(lease)])));
    }
    let mut record = subscribe::to_package(app, package, draft, By::Customer, now);
    record.public_id = visit.derived_id.clone().unwrap_or(record.public_id);
    if !save(app, request, &mut record, &writer, link).await? {
        return Ok(None);
    }
    Ok(Some((see_begun(app, form, &record), vec![After::Send(lease)])))
}

/// Whether a subscription still waits for its first payment.
pub(super) fn waits(record: &Record) -> bool {
    let newest = record.newest.as_ref().and_then(|newest| invoice::Status::parse(&newest.status));
    match record.books.status {
        Status::Trialing => true,
        Status::Incomplete => newest.is_some_and(invoice::Status::is_open),
        _ => false,
    }
}

/// On to the first invoice of a subscription that was just begun, or to when its trial ends.
pub(super) fn see_begun(app: &App, form: &Form, record: &Record) -> Response {
    let Some(invoice) = &record.newest else {
        return see_subscribed(app, form, &record.public_id);
    };
    let query = query(&[("begun", "1"), ("lang", form.get("lang"))]);
    see(app, form.is_embedded(), &invoice.public_id, &query)
}

/// On to what is said when nothing is to be paid yet.
fn see_subscribed(app: &App, form: &Form, id: &str) -> Response {
    let start = if form.is_embedded() { "/embed" } else { "" };
    let query = query(&[("lang", form.get("lang"))]);
    let location = app.url(&format!("{start}/subscribed/{id}{query}"));
    Response::empty(303).with("location", location)
}

/// Writes the enrolment. False: this address enrolled too often.
async fn save(
    app: &App,
    request: &Request,
    record: &mut Record,
    writer: &Writer<'_>,
    link: Option<&Link>,
) -> Result<bool, Option<Fault>> {
    let attempt = attempt_from(app, request, "enrol", ENROLMENTS_MAX);
    let mut batch = attempts::note(attempt.as_ref(), app.now());
    let guard = attempt.as_ref().map_or_else(Guard::none, attempts::noted);
    let guard = match link {
        Some(link) => links::has_place(link).and(&guard),
        None => guard,
    };
    // Everything hangs on the subscription's row, and that on the attempt; mails also on how many
    // the recipient got.
    let made = Guard::made("subscription", &record.id);
    let mails = mail_attempt(app, record);
    let mail_guard = Some(attempts::noted(&mails));
    let writer = Writer { guard: made.clone(), mail_guard, ..*writer };
    quote::load(app, record.owner.mode).await;
    let mut statements = subscribe::statements(&writer, record, &guard).map_err(Some)?;
    if record.newest.is_none() {
        statements.extend(writer.mail_of_subscription(record, Topic::Started));
    }
    statements.insert(1, attempts::add(&mails, app.now(), &made));
    statements.extend(link.map(|link| links::mark_subscription(&record.id, link)));
    let written = statements.len();
    batch.append(&mut statements);
    batch.push(store::is_there("subscription", &record.id));
    match app.platform.sql.batch(batch).await {
        Ok(mut answers) => {
            if !attempts::read_noted(attempt.as_ref(), &mut answers) {
                return Ok(false);
            }
            answers.skip(written);
            // The link's last place went to somebody else: its page says so.
            answers.row().map(|_| true).ok_or(None)
        }
        Err(SqlError::Unique(_)) => Err(None),
        Err(error) => Err(Some(error.into())),
    }
}

/// Mails the customer the link to manage what they have, unless they got enough mails. False: this
/// address asked too often.
async fn send_link(
    app: &App,
    request: &Request,
    record: &Record,
    writer: &Writer<'_>,
) -> Result<bool, SqlError> {
    let attempt = attempt_from(app, request, "enrol", ENROLMENTS_MAX);
    let mut batch = attempts::note(attempt.as_ref(), app.now());
    let guard = attempt.as_ref().map_or_else(Guard::none, attempts::noted);
    let mails = mail_attempt(app, record);
    let writer = Writer { guard: attempts::noted(&mails), mail_guard: None, ..*writer };
    batch.push(attempts::add(&mails, app.now(), &guard));
    batch.extend(writer.mail_of_subscription(record, Topic::ManageLink));
    let mut answers = app.platform.sql.batch(batch).await?;
    Ok(attempts::read_noted(attempt.as_ref(), &mut answers))
}

fn mail_attempt(app: &App, record: &Record) -> Attempt {
    let email = record.customer.email.as_deref().unwrap_or_default();
    attempt(app, "mail", email, MAILS_MAX)
}

/// Reads the form by the rules that the page knows too.
fn entered(form: &Form) -> Entered {
    let entry = |text: &str, read: Result<String, EntryError>| match read {
        Ok(text) => Entry { text, error: None },
        Err(error) => Entry { text: text.to_owned(), error: Some(error) },
    };
    let (email, name) = (form.get("email"), form.get("name"));
    let read_name = match Text::line(limits::NAME).read(name) {
        Err(EntryError::Empty) => Ok(String::new()),
        read => read,
    };
    let reference = Text::line(limits::NAME).read(form.get("ref")).unwrap_or_default();
    Entered { email: entry(email, read_email(email)), name: entry(name, read_name), reference }
}

/// `GET /subscribed/:id`: with a subscription's public id when its trial ends; with a package's or
/// a link's, that a mail was sent.
pub async fn done(app: &App, request: &Request, params: &Params) -> Answer {
    draw_done(app, request, param(params, "id"), false).await
}

/// `GET /embed/subscribed/:id`: the same, made to be framed.
pub async fn done_embedded(app: &App, request: &Request, params: &Params) -> Answer {
    draw_done(app, request, param(params, "id"), true).await
}

async fn draw_done(app: &App, request: &Request, id: &str, embedded: bool) -> Answer {
    let mut load = subscriptions::one_public(id).to_vec();
    load.extend(package::by_any_public_id(id));
    load.push(links::allowed_origins(id));
    let mut answers = match app.platform.sql.batch(load).await {
        Ok(answers) => answers,
        Err(error) => return failed(app, &error.into(), request, embedded),
    };
    let record = subscriptions::read_one(&mut answers);
    let Some(loaded) = read(app, &mut answers) else {
        return (not_found(app, request), Vec::new());
    };
    let by_link = answers.row().map(|row| links::read_allowed_origins(&row));
    let own = by_link.as_ref().unwrap_or(&loaded.package.draft.allowed_origins);
    let framing = framing(own, &loaded.merchant, embedded);
    let Loaded { package, merchant, .. } = loaded;
    let mode = package.owner.mode;
    let ends_at = record.as_ref().and_then(|record| record.books.trial_end);
    let billing = record.map_or(package.draft.billing, |record| record.billing);
    let view = SubscribedView {
        public_id: package.public_id,
        test: mode == Mode::Test,
        merchant: merchant_view(app, &merchant, language(request, &merchant.language)),
        name: package.draft.name,
        price: merchant.price_tag(&billing::Terms::of(&billing), billing.cycles, mode, false),
        outcome: ends_at.map_or(Outcome::MailSent, |ends_at| Outcome::Trial { ends_at }),
        success_url: billing.success_url,
    };
    (html(200, widget::subscribed(&view, frame(app, embedded)), &framing), Vec::new())
}
