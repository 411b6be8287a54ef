//! `/api/v0/payment-links` (seed 003): the same links as any, in the words and with the defaults of
//! that system.

use shared::draft::{LinkDraft, LinkV0Draft, PackageDraft};
use shared::id::{PackageId, PublicPackageId};
use shared::json;
use shared::link::{MadeBy, Offer};

use super::window;
use super::wire::{Catalogue, link_out};
use crate::actions::create_link::{self, Names};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{LinksRead, LinksWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::platform::{Answers, Statement};
use crate::store::link::{self as links, Filter, Link};
use crate::store::package::{self as packages, Package};
use crate::store::{Guard, product, tax};

/// What refers to something is called here.
const NAMES: Names = Names { slug: "url", products: "paymentLinkProducts" };

/// `POST /api/v0/payment-links`
pub async fn create(call: Call<LinksWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let LinkV0Draft { link: mut draft, package } =
        LinkV0Draft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let mut answers = call.load(create_link::load(&owner, &draft)).await?;
    let mut statements = Vec::new();
    if let Some(package) = package {
        let package = own_package(&call, *package);
        statements.push(packages::add(&package, &Guard::none()));
        let asked = LinkDraft { offer: Offer::Choice(None), ..draft.clone() };
        draft.offer = Offer::Subscription(package.id);
        draft = checked(draft, &asked, "", &mut answers)?;
    } else {
        let asked = draft.clone();
        draft = checked(draft, &asked, "", &mut answers)?;
    }
    need_rail(&call, &draft).await?;
    let mut link = create_link::draw(&call.app, &owner, MadeBy::LinksV0, draft, call.now());
    create_link::fetch_cover(&call.app, &mut link).await;
    statements.push(links::add(&link, &Guard::none()));
    let out = link_out(&call, &link, &Catalogue::default());
    call.save(Reply::new(201, out.text()).heeding(&fields), statements).await
}

/// A package that sells by this link alone, until somebody lists it.
fn own_package(call: &Asked, draft: PackageDraft) -> Package {
    let (real_now, app) = (call.real_now(), &call.app);
    let public_id = PublicPackageId::make(real_now, app.platform.roll()).as_str().to_owned();
    Package {
        id: PackageId::make(real_now, app.platform.roll()).as_str().to_owned(),
        slug: public_id.trim_start_matches(PublicPackageId::PREFIX).to_owned(),
        public_id,
        owner: call.owner(),
        draft,
        offer: None,
        offer_version: 0,
        created_at: call.now(),
        updated_at: call.now(),
    }
}

fn checked(
    draft: LinkDraft,
    asked: &LinkDraft,
    id: &str,
    answers: &mut Answers,
) -> Result<LinkDraft, Stop> {
    create_link::check(draft, asked, id, NAMES, answers)
        .map_err(|errors| Stop::Fault(Fault::Invalid(errors)))
}

/// What nobody could pay is not offered.
async fn need_rail(call: &Asked, draft: &LinkDraft) -> Result<(), Stop> {
    let known = call.known();
    call.proved(create_link::payable(&call.app, (&*known).into(), draft)).await
}

/// `GET /api/v0/payment-links`: the newest first; `paymentForId` narrows it.
pub async fn list(call: Call<LinksRead>) -> Outcome {
    let window = window(&call.request)?;
    let order_id = call.request.param("paymentForId").map(str::to_owned);
    let filter = Filter { order_id, ..Filter::default() };
    let owner = call.owner();
    let [count, rows, ids] = links::part(&owner, &filter, window);
    let mut statements = vec![count, rows];
    statements.extend(catalogue(&call, &ids));
    let mut answers = call.load(statements).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<Link> = answers.rows().iter().filter_map(links::read).collect();
    let catalogue = read_catalogue(&mut answers);
    let data: Vec<_> = found.iter().map(|link| link_out(&call, link, &catalogue)).collect();
    Ok(Reply::part(json::write(&data), total))
}

/// `GET /api/v0/payment-links/:id`
pub async fn get(call: Call<LinksRead>) -> Outcome {
    let owner = call.owner();
    let mut statements = vec![links::one(&owner, call.param("id"))];
    statements.extend(catalogue(&call, &links::id_of(&owner, call.param("id"))));
    let mut answers = call.load(statements).await?;
    let link = answers.row().as_ref().and_then(links::read);
    let link = link.ok_or(Fault::Missing("payment link"))?;
    let catalogue = read_catalogue(&mut answers);
    Ok(Reply::new(200, link_out(&call, &link, &catalogue).text()))
}

/// `PUT /api/v0/payment-links/:id`: what is given changes, as in that system.
pub async fn put(call: Call<LinksWrite>) -> Outcome {
    change(&call).await
}

/// `PATCH /api/v0/payment-links/:id`: the same.
pub async fn patch(call: Call<LinksWrite>) -> Outcome {
    change(&call).await
}

async fn change(call: &Asked) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let owner = call.owner();
    let asked = LinkV0Draft::referred(&fields);
    let mut load = vec![links::one(&owner, call.param("id"))];
    load.extend(create_link::load(&owner, &asked));
    let mut answers = call.load(load).await?;
    let link = answers.row().as_ref().and_then(links::read);
    let mut link = link.ok_or(Fault::Missing("payment link"))?;
    let (read_at, before) = (link.updated_at, link.draft.clone());
    let draft = LinkV0Draft::changed(before.clone(), &fields, call.app.reach());
    let draft = draft.map_err(Fault::Invalid)?;
    link.draft = checked(draft, &asked, &link.id, &mut answers)?;
    need_rail(call, &link.draft).await?;
    link.slug = link.draft.slug.clone().unwrap_or(link.slug);
    if link.draft.cover_url != before.cover_url {
        create_link::fetch_cover(&call.app, &mut link).await;
    }
    link.updated_at = call.now().max(read_at.plus_ms(1));
    let out = link_out(call, &link, &Catalogue::default());
    let reply = Reply::new(200, out.text()).heeding(&fields);
    call.save(reply, links::save(&link, read_at)).await
}

/// Products and taxes of the links that a statement finds.
fn catalogue(call: &Asked, ids: &Statement) -> [Statement; 2] {
    let owner = call.owner();
    [product::of_links(&owner, ids), tax::of_links(&owner, ids)]
}

fn read_catalogue(answers: &mut Answers) -> Catalogue {
    let products = answers.rows().iter().filter_map(product::read).collect();
    let taxes = answers.rows().iter().filter_map(tax::read).collect();
    Catalogue { products, taxes }
}
