//! `/api/v1/links`: what can be paid many times, each time as an invoice of its own.

use shared::currency::Unit;
use shared::draft::LinkDraft;
use shared::json::{Object, read};
use shared::link::{Closed, MadeBy, Offer};

use super::wire::list_out;
use crate::actions::create_link::{self, Names};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{LinksRead, LinksWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::billing::metadata;
use crate::store::link::{self as links, Filter, Link};

/// What refers to something is called here.
const NAMES: Names = Names { slug: "slug", products: "products" };

/// `POST /api/v1/links`
pub async fn create(call: Call<LinksWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let mut draft = LinkDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let refers = create_link::refers(&draft);
    if refers {
        let mut answers = call.load(create_link::load(&owner, &draft)).await?;
        let asked = draft.clone();
        let checked = create_link::check(draft, &asked, "", NAMES, &mut answers);
        draft = checked.map_err(Fault::Invalid)?;
    }
    need_rail(&call, &draft).await?;
    let mut link = create_link::draw(&call.app, &owner, MadeBy::Paylinkr, draft, call.now());
    create_link::fetch_cover(&call.app, &mut link).await;
    let (shown, _, blanks) = create_link::before_writing(&call.app, &link);
    let reply = Reply::new(201, link_out(&call, &shown).text()).heeding(&fields).filled(blanks);
    if refers {
        let statement = links::add(&link, &crate::store::Guard::none());
        return call.save(reply, vec![statement]).await;
    }
    let statement = links::add(&link, &call.guard());
    call.make(reply, vec![statement]).await
}

/// `GET /api/v1/links/:id`
pub async fn get(call: Call<LinksRead>) -> Outcome {
    let mut answers = call.load(vec![links::one(&call.owner(), call.param("id"))]).await?;
    let link = answers.row().as_ref().and_then(links::read).ok_or(Fault::Missing("link"))?;
    Ok(Reply::new(200, link_out(&call, &link).text()))
}

/// `GET /api/v1/links`; `active` is true or false, `orderId` exact.
pub async fn list(call: Call<LinksRead>) -> Outcome {
    let page = body::page(&call.request, 20)?;
    let active = body::flag(&call.request, "active")?;
    let order_id = call.request.param("orderId").map(str::to_owned);
    let filter = Filter { active, order_id, made_by: None };
    let mut answers = call.load(links::page(&call.owner(), &filter, page)).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<Link> = answers.rows().iter().filter_map(links::read).collect();
    let data: Vec<_> = found.iter().map(|link| link_out(&call, link)).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `PATCH /api/v1/links/:id`: what is given changes, for checkouts to come.
pub async fn patch(call: Call<LinksWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let owner = call.owner();
    let reach = call.app.reach();
    let asked = LinkDraft::blank().changed(&fields, reach, false).map_err(Fault::Invalid)?;
    let mut load = vec![links::one(&owner, call.param("id"))];
    load.extend(create_link::load(&owner, &asked));
    let mut answers = call.load(load).await?;
    let link = answers.row().as_ref().and_then(links::read);
    let mut link = link.ok_or(Fault::Missing("link"))?;
    let (read_at, before) = (link.updated_at, link.draft.clone());
    let draft = before.clone().changed(&fields, reach, false).map_err(Fault::Invalid)?;
    let checked = create_link::check(draft, &asked, &link.id, NAMES, &mut answers);
    link.draft = checked.map_err(Fault::Invalid)?;
    need_rail(&call, &link.draft).await?;
    link.slug = link.draft.slug.clone().unwrap_or(link.slug);
    if link.draft.cover_url != before.cover_url {
        create_link::fetch_cover(&call.app, &mut link).await;
    }
    link.updated_at = call.now().max(read_at.plus_ms(1));
    let reply = Reply::new(200, link_out(&call, &link).text()).heeding(&fields);
    call.save(reply, links::save(&link, read_at)).await
}

/// What nobody could pay is not offered.
async fn need_rail(call: &Asked, draft: &LinkDraft) -> Result<(), Stop> {
    let known = call.known();
    call.proved(create_link::payable(&call.app, (&*known).into(), draft)).await
}

/// A link.
fn link_out(call: &Asked, link: &Link) -> Object {
    let (app, draft) = (&call.app, &link.draft);
    let opening = &draft.opening;
    let id = &link.public_id;
    let mut out = Object::new();
    out.put("id", &link.id)
        .put("publicId", id)
        .put("mode", link.owner.mode.code())
        .put("title", &draft.title)
        .put("slug", &link.slug)
        .put("url", app.url(&create_link::path(&call.known().handle, link)))
        .put("embedUrl", app.url(&format!("/embed/link/{id}")))
        .put("description", draft.description.as_ref())
        .put("orderId", draft.order_id.as_ref());
    put_offer(&mut out, draft);
    out.put("allowQuantity", draft.adjustable)
        .put("taxId", draft.tax.as_ref())
        .put("collectAddress", draft.collect_address)
        .put("customFields", read(links::fields(&draft.fields).as_bytes()))
        .put("coverImage", draft.cover_url.as_ref())
        .put("coverImageUrl", link.cover.as_ref().map(|name| app.url(&format!("/img/{name}"))))
        .put("coverImageProblem", link.cover_problem.as_ref())
        .put("active", opening.active)
        .put("expiresAt", opening.expires_at)
        .put("expired", opening.is_over(call.now()))
        .put("maxPayments", opening.max_payments)
        .put("soldOut", opening.closed(link.taken, call.now()) == Some(Closed::SoldOut))
        .put("customerId", draft.customer.as_ref())
        .put("customerEmail", draft.customer_email.as_ref())
        .put("customerName", draft.customer_name.as_ref())
        .put("returnUrl", draft.return_url.as_ref())
        .put("metadata", read(metadata(&draft.metadata).as_bytes()))
        .put("allowedOrigins", draft.allowed_origins.as_slice())
        .put("createdAt", link.created_at)
        .put("updatedAt", link.updated_at);
    out
}

/// What is paid for: the fields in which it was asked for.
fn put_offer(out: &mut Object, draft: &LinkDraft) {
    let print = |amount: shared::money::Amount| amount.print(Unit::SCALE);
    let is_choice = matches!(draft.offer, Offer::Choice(_));
    let amount = draft.offer.amount().map(print);
    let (whole, least) = if is_choice { (None, amount) } else { (amount, None) };
    let (fiat, priced, whole) = match draft.unit {
        Unit::Fiat(fiat) => (Some(fiat.code()), whole, None),
        Unit::Asset(_) => (None, None, whole),
    };
    let products = match &draft.offer {
        Offer::Products(chosen, _) => chosen.as_slice(),
        _ => &[],
    };
    let products: Vec<Object> = products
        .iter()
        .map(|one| {
            let mut out = Object::new();
            out.put("productId", &one.product).put("quantity", one.quantity);
            out
        })
        .collect();
    let package = match &draft.offer {
        Offer::Subscription(package) => Some(package),
        _ => None,
    };
    out.put("asset", draft.asset.code())
        .put("paymentNetwork", draft.asset.network().code())
        .put("amount", whole)
        .put("pricingCurrency", fiat)
        .put("pricingAmount", priced)
        .put("allowCustomAmount", is_choice)
        .put("minAmount", least)
        .put("products", products)
        .put("allProducts", draft.offer == Offer::AllProducts)
        .put("packageId", package);
}
