//! `/v1/payment-links`: a link with a price and a description by which it is reconciled.

use shared::currency::{Fiat, Unit};
use shared::draft::{FieldErrors, Fields, LinkDraft, Text, limits};
use shared::json::{Number, Object};
use shared::link::{MadeBy, Offer};

use super::wire::{amount_out, envelope, page_out, zone};
use crate::actions::create_link;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{BillingRead, BillingWrite};
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::store::link::{self as links, Filter, Link};

/// How many rows a page has unless somebody says otherwise (rulings 1.1).
pub(crate) const PER_PAGE: i64 = 25;

/// `POST /v1/payment-links`: one call to the database, whatever its slug will be.
pub async fn create(call: Call<BillingWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = draft(&fields).map_err(Fault::Invalid)?;
    let known = call.known();
    call.proved(create_link::payable(&call.app, (&*known).into(), &draft)).await?;
    let owner = call.owner();
    let link = create_link::draw(&call.app, &owner, MadeBy::Payrequest, draft, call.now());
    let (shown, room, blanks) = create_link::before_writing(&call.app, &link);
    let number = Number(format!("\"{}\"", room.number));
    let data = link_out(&call, &shown, number);
    let reply = Reply::new(201, envelope(&data)).heeding(&fields).filled(blanks);
    call.make(reply, vec![links::add(&link, &call.guard())]).await
}

/// `description` and `amount`, `currency` if it is not the euro, and `reference` where the
/// description alone is not what books are kept by.
fn draft(fields: &Fields) -> Result<LinkDraft, FieldErrors> {
    let mut errors = FieldErrors::default();
    let text = fields.text("description", Text::line(limits::TITLE));
    let title = errors.required("description", text);
    let amount = errors.required("amount", fields.amount("amount", Unit::SCALE));
    let fiat = fields.choice("currency", &Fiat::ALL.map(Fiat::code));
    let fiat = errors.optional("currency", fiat).and_then(Fiat::parse).unwrap_or(Fiat::Eur);
    let reference = fields.text("reference", Text::line(limits::ORDER_ID));
    let order_id = errors.optional("reference", reference);
    let draft = LinkDraft::plain(title, Unit::Fiat(fiat), Offer::Fixed(amount));
    errors.or(LinkDraft { order_id, ..draft })
}

/// `GET /v1/payment-links`: every link of the merchant, whoever made it.
pub async fn list(call: Call<BillingRead>) -> Outcome {
    let page = body::page_of(&call.request, "per_page", PER_PAGE)?;
    let statements = links::page(&call.owner(), &Filter::default(), page);
    let mut answers = call.load(statements).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<Link> = answers.rows().iter().filter_map(links::read).collect();
    let rows: Vec<Object> =
        found.iter().map(|link| link_out(&call, link, Number(link.number.to_string()))).collect();
    Ok(Reply::new(200, page_out(&rows, total, page)))
}

/// A link. What its payer chooses has no amount.
fn link_out(call: &Asked, link: &Link, number: Number) -> Object {
    let draft = &link.draft;
    let amount = match &draft.offer {
        Offer::Choice(_) => None,
        offer => offer.amount(),
    };
    let path = create_link::path(&call.known().handle, link);
    let mut out = Object::new();
    out.put("id", number)
        .put("url", call.app.url(&path))
        .put("description", &draft.title)
        .put("amount", amount.map(|amount| amount_out(amount, Unit::SCALE)))
        .put("currency", draft.unit.code())
        .put("reference", draft.order_id.as_ref())
        .put("created_at", zone(call).print(link.created_at));
    out
}
