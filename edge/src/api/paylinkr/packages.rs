//! `/api/v1/subscription-packages`: what anybody may subscribe to.

use shared::draft::{EnrolmentDraft, PackageDraft};
use shared::id::{PackageId, PublicPackageId};
use shared::slug;
use shared::subscription::Charge;

use super::billing::{count, package_out, schedule};
use super::wire::list_out;
use crate::actions::create_invoice;
use crate::actions::subscribe::{self, By};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{SubscriptionPackagesRead, SubscriptionPackagesWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::platform::Answers;
use crate::store::billing::Terms;
use crate::store::package::{self as packages, Package};
use crate::store::{Guard, subscription};

/// `POST /api/v1/subscription-packages`
pub async fn create(call: Call<SubscriptionPackagesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = PackageDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let owner = call.owner();
    need_rail(&call, draft.billing.charge).await?;
    let (real_now, dice) = (call.real_now(), call.app.platform.roll());
    let public_id = PublicPackageId::make(real_now, dice).as_str().to_owned();
    let made = slug::of_name(&draft.name);
    let wanted = draft.slug.clone().unwrap_or(made);
    let mut answers = call.load(vec![packages::slugs_like(&owner, &wanted)]).await?;
    let slug = match (&draft.slug, wanted.is_empty()) {
        (None, true) => public_id.trim_start_matches(PublicPackageId::PREFIX).to_owned(),
        (None, false) => slug::free(&wanted, &taken(&mut answers)),
        (Some(_), _) if taken(&mut answers).contains(&wanted) => return Err(is_taken().into()),
        (Some(_), _) => wanted,
    };
    let package = Package {
        id: PackageId::make(real_now, call.app.platform.roll()).as_str().to_owned(),
        public_id,
        owner,
        slug,
        draft,
        offer: None,
        offer_version: 0,
        created_at: call.now(),
        updated_at: call.now(),
    };
    let reply = Reply::new(201, package_out(&call.app, &package).text()).heeding(&fields);
    call.save(reply, vec![packages::add(&package, &Guard::none())]).await
}

/// `GET /api/v1/subscription-packages/:id`
pub async fn get(call: Call<SubscriptionPackagesRead>) -> Outcome {
    let package = load(&call).await?;
    Ok(Reply::new(200, package_out(&call.app, &package).text()))
}

/// `GET /api/v1/subscription-packages`; `active` is true or false.
pub async fn list(call: Call<SubscriptionPackagesRead>) -> Outcome {
    let page = body::page(&call.request, 20)?;
    let active = body::flag(&call.request, "active")?;
    let mut answers = call.load(packages::page(&call.owner(), active, page).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<_> = answers.rows().iter().filter_map(packages::read).collect();
    let data: Vec<_> = found.iter().map(|package| package_out(&call.app, package)).collect();
    Ok(Reply::new(200, list_out(&data, total, page)))
}

/// `PATCH /api/v1/subscription-packages/:id`: what is given changes, for new subscribers; with
/// `applyTo: "all"` for the others too, from the first period at least 7 days ahead.
pub async fn patch(call: Call<SubscriptionPackagesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let all = fields.choice("applyTo", &PackageDraft::APPLY_TO);
    let all = all.map_err(|text| body::invalid("applyTo", &text))? == Some("all");
    let owner = call.owner();
    let wanted = fields.text("slug", shared::draft::Text::line(64)).ok().flatten();
    let wanted = wanted.unwrap_or_default();
    let statements =
        vec![packages::one(&owner, call.param("id")), packages::slugs_like(&owner, &wanted)];
    let mut answers = call.load(statements).await?;
    let package = answers.row().as_ref().and_then(packages::read);
    let mut package = package.ok_or(Fault::Missing("subscription package"))?;
    let (before, read_at) = (Terms::of(&package.draft.billing), package.updated_at);
    package.draft =
        package.draft.changed(&fields, call.app.reach(), false).map_err(Fault::Invalid)?;
    let slug = package.draft.slug.clone().unwrap_or_default();
    if slug != package.slug && taken(&mut answers).contains(&slug) {
        return Err(is_taken().into());
    }
    package.slug = slug;
    package.updated_at = call.now().max(read_at.plus_ms(1));
    let terms = Terms::of(&package.draft.billing);
    need_rail(&call, terms.charge).await?;
    let offers = all && (terms != before || package.offer.as_ref() != Some(&terms));
    if offers {
        package.offer = Some(terms);
        package.offer_version += 1;
    }
    let mut statements = packages::save(&package, read_at);
    if offers {
        statements.push(subscription::wake_package(&owner, &package.id, call.real_now()));
    }
    let reply = Reply::new(200, package_out(&call.app, &package).text()).heeding(&fields);
    call.save(reply, statements).await
}

/// `GET /api/v1/subscription-packages/:id/schedule`: for somebody who subscribes now.
pub async fn dates(call: Call<SubscriptionPackagesRead>) -> Outcome {
    let count = count(&call)?;
    let package = load(&call).await?;
    let now = call.now();
    let draft = EnrolmentDraft::nobody();
    let record = subscribe::to_package(&call.app, &package, draft, By::Customer, now);
    Ok(schedule(&record.books, count))
}

async fn load(call: &Asked) -> Result<Package, Stop> {
    let mut answers = call.load(vec![packages::one(&call.owner(), call.param("id"))]).await?;
    let package = answers.row().as_ref().and_then(packages::read);
    Ok(package.ok_or(Fault::Missing("subscription package"))?)
}

/// What nobody could pay is not offered.
async fn need_rail(call: &Asked, charge: Charge) -> Result<(), Stop> {
    let (known, Charge { asset, price }) = (call.known(), charge);
    call.proved(create_invoice::rail(&call.app, (&*known).into(), asset, &price)).await.map(drop)
}

fn taken(answers: &mut Answers) -> Vec<String> {
    answers.rows().iter().map(|row| row.text("slug")).collect()
}

fn is_taken() -> Fault {
    body::invalid("slug", "is taken")
}
