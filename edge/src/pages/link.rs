//! The page of a pay link, framed or by itself, and the checkout that its form begins. A GET
//! changes nothing, ever.

use shared::currency::Unit;
use shared::draft::{ChosenError, EntryError, LinkDraft, Text, limits, read_email};
use shared::invoice::Status;
use shared::key::Mode;
use shared::link::{Address, AddressPart, Bill, Closed, Line, Offer, Shelf};
use shared::money::{Amount, AmountError};
use shared::time::Instant;
use shared::view::{ChoiceView, ClosedLinkView, Entry, LinkView, SubscriptionView, read_choice};

use super::checkout::see;
use super::form::{Form, asked_language, attempt_from, language, param, query};
use super::{
    Framing, failed, frame, framing, html, merchant_view, not_found, once, subscribe, too_often,
};
use crate::actions::create_invoice::{self, Rules};
use crate::actions::open_checkout::{self, Basket};
use crate::actions::{create_link, quote};
use crate::app::{After, Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::platform::{Answers, SqlError, Statement};
use crate::store::invoice as invoices;
use crate::store::link::{self as links, Link};
use crate::store::merchant::{self, Merchant};
use crate::store::package::Package;
use crate::store::{self, Guard, attempt as attempts, shelf, subscription as subscriptions};

/// How many checkouts one address may begin in an hour.
const CHECKOUTS_MAX: i64 = 60;
/// How often a checkout is begun again after dice fell on what is taken.
const TRIES_MAX: usize = 4;

/// A link's page, loaded.
struct Loaded {
    link: Link,
    merchant: Merchant,
    shelf: Shelf,
    package: Option<Package>,
    now: Instant,
}

impl Loaded {
    fn framing(&self, embedded: bool) -> Framing {
        framing(&self.link.draft.allowed_origins, &self.merchant, embedded)
    }
}

/// What was filled in: as it was typed, and what it means if it is good.
struct Filled {
    quantities: Vec<Entry>,
    choice: Option<ChoiceView>,
    email: Entry,
    name: Entry,
    fields: Vec<Entry>,
    address: [Entry; 6],
    nothing_chosen: bool,
    bill: Option<Bill>,
    /// `None`: something is wrong.
    basket: Option<Basket>,
}

/// `GET /l/:id`
pub async fn page(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, links::by_public_id(param(params, "id")), false).await
}

/// `GET /embed/link/:id`: the same page, made to be framed.
pub async fn embed(app: &App, request: &Request, params: &Params) -> Answer {
    draw(app, request, links::by_public_id(param(params, "id")), true).await
}

/// `GET /l/:merchant/:slug`
pub async fn named(app: &App, request: &Request, params: &Params) -> Answer {
    let (handle, slug) = (param(params, "merchant"), param(params, "slug"));
    draw(app, request, links::by_slug(handle, Mode::Live, slug), false).await
}

/// `GET /l/:merchant/test/:slug`
pub async fn named_test(app: &App, request: &Request, params: &Params) -> Answer {
    let (handle, slug) = (param(params, "merchant"), param(params, "slug"));
    draw(app, request, links::by_slug(handle, Mode::Test, slug), false).await
}

async fn draw(app: &App, request: &Request, load: Vec<Statement>, embedded: bool) -> Answer {
    let loaded = match app.platform.sql.batch(load).await {
        Ok(mut answers) => read(app, &mut answers),
        Err(error) => return failed(app, &error.into(), request, embedded),
    };
    let Some(loaded) = loaded else { return (not_found(app, request), Vec::new()) };
    let filled = fill(&loaded, &|name| request.param(name), false);
    (show(app, request, &loaded, filled, embedded, 200), Vec::new())
}

fn read(app: &App, answers: &mut Answers) -> Option<Loaded> {
    let link = answers.row().as_ref().and_then(links::read)?;
    let row = answers.row()?;
    let (shelf, package) = shelf::read(&link, answers);
    let now = app.now().plus_ms(merchant::read_mode(&row).clock_offset_ms);
    Some(Loaded { link, merchant: merchant::read(&row), shelf, package, now })
}

/// Why the link cannot be paid now. Where all that it sold is gone, it is off.
fn closed(loaded: &Loaded) -> Option<Closed> {
    let Loaded { link, shelf, package, now, .. } = loaded;
    let gone = match link.draft.offer {
        Offer::Fixed(_) | Offer::Choice(_) => false,
        Offer::Products(..) | Offer::AllProducts => shelf.lines.is_empty(),
        Offer::Subscription(_) => package.as_ref().is_none_or(|package| !package.draft.active),
    };
    let closed = link.draft.opening.closed(link.taken, *now);
    closed.or(gone.then_some(Closed::Inactive))
}

fn show(
    app: &App,
    request: &Request,
    loaded: &Loaded,
    filled: Filled,
    embedded: bool,
    status: u16,
) -> Response {
    let framing = loaded.framing(embedded);
    let language = language(request, &loaded.merchant.language);
    let frame = frame(app, embedded);
    if let Some(closed) = closed(loaded) {
        let view = ClosedLinkView {
            test: loaded.link.owner.mode == Mode::Test,
            merchant: merchant_view(app, &loaded.merchant, language),
            title: loaded.link.draft.title.clone(),
            closed,
            expired_at: loaded.link.draft.opening.expires_at,
        };
        return html(status_of(closed), widget::closed_link(&view, frame), &framing);
    }
    let Loaded { link, merchant, shelf, package, now } = loaded;
    let draft = &link.draft;
    let opening = &draft.opening;
    let sold = package.as_ref().map(|package| subscribe::ahead(app, package, merchant, *now));
    let sold =
        sold.map(|(price, trial_days, charges)| SubscriptionView { price, trial_days, charges });
    let asks_name = sold.is_some() || draft.collect_address || draft.customer_name.is_some();
    let view = LinkView {
        public_id: link.public_id.clone(),
        path: create_link::path(&merchant.handle, link),
        test: link.owner.mode == Mode::Test,
        merchant: merchant_view(app, merchant, language),
        title: draft.title.clone(),
        description: draft.description.clone(),
        cover: link.cover.as_ref().map(|name| format!("/img/{name}")),
        shelf: shelf.clone(),
        quantities: filled.quantities,
        nothing_chosen: filled.nothing_chosen,
        choice: filled.choice,
        bill: filled.bill,
        subscription: sold,
        places_left: opening.max_payments.map(|most| most - link.taken),
        fields: draft.fields.iter().cloned().zip(filled.fields).collect(),
        address: draft.collect_address.then_some(filled.address),
        email: filled.email,
        name: asks_name.then_some(filled.name),
        asked_language: asked_language(request),
        once: app.token(),
    };
    html(status, widget::link(&view, frame), &framing)
}

fn status_of(closed: Closed) -> u16 {
    match closed {
        Closed::Inactive => 404,
        Closed::SoldOut => 200,
        Closed::Expired => 410,
    }
}

/// Something that was typed, and what it is read as.
type Read<'a> = (&'a str, Result<Option<String>, EntryError>);

/// What the fields of a form or an address hold; `sent`: what must be there and is not is wrong.
/// An address that brings some of it along is only a beginning.
struct Reading<'a, 'b> {
    loaded: &'b Loaded,
    get: &'b dyn Fn(&str) -> Option<&'a str>,
    sent: bool,
}

impl<'a, 'b: 'a> Reading<'a, 'b> {
    fn typed(&self, name: &str) -> &'a str {
        (self.get)(name).unwrap_or_default()
    }

    fn is_subscription(&self) -> bool {
        matches!(self.loaded.link.draft.offer, Offer::Subscription(_))
    }

    fn entry(&self, (text, read): &Read<'_>) -> Entry {
        Entry {
            text: text.chars().take(limits::DESCRIPTION).collect(),
            error: read.as_ref().err().copied().filter(|_| self.sent),
        }
    }

    /// The address, or the one that the link knows.
    fn email(&self) -> Read<'a> {
        let given = (self.get)("email").map(str::trim);
        let given = given.filter(|text| !text.is_empty() || self.sent);
        let known = self.loaded.link.draft.customer_email.as_deref();
        let text = given.or(known).unwrap_or_default();
        match read_email(text) {
            Err(EntryError::Empty) if !self.is_subscription() => (text, Ok(None)),
            read => (text, read.map(Some)),
        }
    }

    fn name(&self) -> Read<'a> {
        let known = self.loaded.link.draft.customer_name.as_deref();
        let text = (self.get)("name").or(known).unwrap_or_default();
        match Text::line(limits::NAME).read(text) {
            Err(EntryError::Empty) => (text, Ok(None)),
            read => (text, read.map(Some)),
        }
    }

    fn answers(&self) -> Vec<Read<'a>> {
        let fields = self.loaded.link.draft.fields.iter();
        fields
            .map(|field| {
                let text = self.typed(&format!("field-{}", field.key));
                (text, field.read(text))
            })
            .collect()
    }

    fn address(&self) -> [Read<'a>; 6] {
        AddressPart::ALL.map(|part| {
            let text = self.typed(part.name());
            (text, part.read(text))
        })
    }
}

/// The good part of what was read.
fn good(read: &Read<'_>) -> Option<String> {
    read.1.clone().ok().flatten()
}

/// Reads all that was filled in.
fn fill<'a>(loaded: &'a Loaded, get: &'a dyn Fn(&str) -> Option<&'a str>, sent: bool) -> Filled {
    let reading = Reading { loaded, get, sent };
    let (draft, shelf) = (&loaded.link.draft, &loaded.shelf);
    let choice = matches!(draft.offer, Offer::Choice(_));
    let choice = choice.then(|| choose(draft, reading.typed("amount"), sent));
    let numbers: Vec<Result<i64, String>> =
        shelf.lines.iter().map(|line| number(line, get)).collect();
    let (email, name) = (reading.email(), reading.name());
    let (answers, address) = (reading.answers(), reading.address());
    let asked_address = draft.collect_address.then_some(&address);
    let basket = Basket {
        quantities: numbers.iter().map(|it| *it.as_ref().unwrap_or(&-1)).collect(),
        amount: choice.as_ref().and_then(|choice| chosen(draft, &choice.typed)),
        email: good(&email),
        name: good(&name),
        address: asked_address.map(|parts| Address(parts.each_ref().map(good))),
        answers: answers.iter().map(good).collect(),
    };
    let bill = basket.bill(&draft.offer, shelf);
    let mut texts =
        [&email, &name].into_iter().chain(&answers).chain(asked_address.into_iter().flatten());
    let is_good = texts.all(|read| read.1.is_ok()) && (reading.is_subscription() || bill.is_some());
    let sells = !reading.is_subscription() && choice.is_none();
    let shown = if sells { shelf.sum(&basket.quantities) } else { bill };
    Filled {
        quantities: numbers.into_iter().map(quantity_entry).collect(),
        nothing_chosen: sent && sells && shown.is_some() && bill.is_none(),
        bill: shown,
        choice,
        email: reading.entry(&email),
        name: reading.entry(&name),
        fields: answers.iter().map(|read| reading.entry(read)).collect(),
        address: address.each_ref().map(|read| reading.entry(read)),
        basket: is_good.then_some(basket),
    }
}

fn quantity_entry(number: Result<i64, String>) -> Entry {
    match number {
        Ok(number) => Entry { text: number.to_string(), error: None },
        Err(text) => Entry { text, error: Some(EntryError::NotANumber) },
    }
}

/// How many of a line: as it was asked for, or as many as it usually is.
fn number<'a>(line: &Line, get: &dyn Fn(&str) -> Option<&'a str>) -> Result<i64, String> {
    let name = match &line.product {
        Some(id) => format!("quantity-{id}"),
        None => "quantity".to_owned(),
    };
    let Some(text) = get(&name).map(str::trim).filter(|_| line.is_adjustable()) else {
        return Ok(line.usual);
    };
    let number: Option<i64> = text.parse().ok();
    let fits = number.filter(|number| (line.least..=line.most).contains(number));
    fits.ok_or_else(|| text.chars().take(12).collect())
}

fn choose(draft: &LinkDraft, typed: &str, sent: bool) -> ChoiceView {
    let least = draft.offer.amount();
    let read = read_choice(typed, Unit::SCALE, least);
    let empty = ChosenError::Amount(AmountError::Empty);
    let error = read.err().filter(|error| sent || *error != empty);
    ChoiceView { typed: typed.chars().take(40).collect(), least, error }
}

fn chosen(draft: &LinkDraft, typed: &str) -> Option<Amount> {
    read_choice(typed, Unit::SCALE, draft.offer.amount()).ok()
}

/// `POST /l/:id`: begins a checkout, and goes on to its invoice; or, with `update`, adds up what
/// was chosen and makes nothing.
pub async fn begin(app: &App, request: &Request, params: &Params) -> Answer {
    let form = Form::of(request);
    let embedded = form.is_embedded();
    let request = &form.in_language(request);
    for _ in 0..TRIES_MAX {
        match try_begin(app, request, param(params, "id"), &form).await {
            Ok(answer) => return answer,
            Err(Some(fault)) => return failed(app, &fault, request, embedded),
            Err(None) => {}
        }
    }
    failed(app, &Fault::Busy(1), request, embedded)
}

/// One try; `Err(None)`: somebody else was faster, or dice fell badly.
async fn try_begin(
    app: &App,
    request: &Request,
    id: &str,
    form: &Form,
) -> Result<Answer, Option<Fault>> {
    let embedded = form.is_embedded();
    let begins = form.given("update").is_none();
    let once = once::id_of(app, request, form).filter(|_| begins);
    let mut load = links::by_public_id(id);
    load.extend(once.iter().flat_map(|id| earlier(id)));
    let mut answers = app.platform.sql.batch(load).await.map_err(|error| Some(error.into()))?;
    let Some(loaded) = read(app, &mut answers) else {
        return Ok((not_found(app, request), Vec::new()));
    };
    let derived_id = match once.map(|id| (read_earlier(app, form, loaded.now, &mut answers), id)) {
        Some((Earlier::Waits(response), _)) => return Ok((response, Vec::new())),
        Some((Earlier::Nothing, id)) => Some(id),
        // This is another one.
        Some((Earlier::Over, _)) | None => None,
    };
    let filled = fill(&loaded, &|name| form.given(name), begins);
    if !begins {
        return Ok((show(app, request, &loaded, filled, embedded, 200), Vec::new()));
    }
    let basket = match (&filled.basket, closed(&loaded)) {
        (Some(basket), None) => basket.clone(),
        _ => return Ok((show(app, request, &loaded, filled, embedded, 422), Vec::new())),
    };
    let refused = || too_often(app, request, &loaded.merchant, &loaded.framing(embedded));
    if let Some(package) = &loaded.package {
        let Loaded { link, merchant, now, .. } = &loaded;
        let visit =
            subscribe::Visit { app, request, form, package, merchant, derived_id, now: *now };
        let enrolled = subscribe::enrol_by_link(&visit, link, &basket).await?;
        return Ok(enrolled.unwrap_or_else(refused));
    }
    let (public_id, lease) = match write(app, request, &loaded, &basket, derived_id).await? {
        Written::Begun { public_id, lease } => (public_id, lease),
        Written::TooOften => return Ok(refused()),
        // Somebody else has got the last place, or the merchant changed it meanwhile.
        Written::Closed => return Err(None),
    };
    Ok((go_on(app, form, &public_id), vec![After::Send(lease)]))
}

/// What the same form has begun before.
enum Earlier {
    Nothing,
    /// It is not paid yet: on to there.
    Waits(Response),
    Over,
}

fn earlier(id: &str) -> impl Iterator<Item = Statement> {
    invoices::one_public(id).into_iter().chain(subscriptions::one_public(id))
}

fn read_earlier(app: &App, form: &Form, now: Instant, answers: &mut Answers) -> Earlier {
    let (invoice, subscription) = (invoices::read_one(answers), subscriptions::read_one(answers));
    match (invoice.map(|record| record.at(now)), subscription) {
        (None, None) => Earlier::Nothing,
        // What is on its way is waited for, whatever the time is.
        (Some(record), _) if record.is_payable(now) || record.books.status == Status::Pending => {
            Earlier::Waits(go_on(app, form, &record.public_id))
        }
        (None, Some(record)) if subscribe::waits(&record) => {
            Earlier::Waits(subscribe::see_begun(app, form, &record))
        }
        _ => Earlier::Over,
    }
}

/// On to the checkout.
fn go_on(app: &App, form: &Form, id: &str) -> Response {
    see(app, form.is_embedded(), id, &query(&[("lang", form.get("lang"))]))
}

enum Written {
    Begun { public_id: String, lease: String },
    TooOften,
    Closed,
}

async fn write(
    app: &App,
    request: &Request,
    loaded: &Loaded,
    basket: &Basket,
    derived_id: Option<String>,
) -> Result<Written, Option<Fault>> {
    let Loaded { link, merchant, shelf, now, .. } = loaded;
    let owner = &link.owner;
    quote::load(app, owner.mode).await;
    let rates = quote::rates(app, owner.mode, &merchant.script);
    let rules = Rules::of(owner, merchant);
    let mut record =
        open_checkout::draw(app, rules, link, shelf, basket, rates, *now).map_err(Some)?;
    record.language = Some(language(request, &merchant.language).to_owned());
    record.public_id = derived_id.unwrap_or(record.public_id);
    let attempt = attempt_from(app, request, "checkout", CHECKOUTS_MAX);
    let mut batch = attempts::note(attempt.as_ref(), app.now());
    let allowed = attempt.as_ref().map_or_else(Guard::none, attempts::noted);
    let guard = links::has_place(link).and(&allowed);
    let lease = app.token();
    let held = Some(lease.as_str());
    let statements = create_invoice::statements(app, &record, "customer", held, &guard);
    let written = statements.len();
    batch.extend(statements);
    batch.push(store::is_there("invoice", record.id.as_str()));
    let mut answers = match app.platform.sql.batch(batch).await {
        Ok(answers) => answers,
        Err(SqlError::Unique(_)) => return Err(None),
        Err(error) => return Err(Some(error.into())),
    };
    if !attempts::read_noted(attempt.as_ref(), &mut answers) {
        return Ok(Written::TooOften);
    }
    answers.skip(written);
    if answers.row().is_none() {
        return Ok(Written::Closed);
    }
    Ok(Written::Begun { public_id: record.public_id, lease })
}
