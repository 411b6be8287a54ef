//! Makes a pay link, or changes one: what it refers to must be there and fit together, its picture
//! is fetched once. Load, decide, save one batch.

use shared::currency::Unit;
use shared::draft::{FieldErrors, LinkDraft, Price};
use shared::id::{self, LinkId};
use shared::key::Mode;
use shared::link::{MadeBy, Offer};
use shared::money::Amount;
use shared::slug;
use shared::time::Instant;

use crate::actions::create_invoice::{self, Rules};
use crate::actions::keep_image;
use crate::app::App;
use crate::fault::Fault;
use crate::platform::{Answers, Statement};
use crate::store::link::{self as links, Link};
use crate::store::{Blanks, Owner, shelf};

/// What a dialect calls the fields that refer to something.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The slug.
    pub slug: &'static str,
    /// The list of products.
    pub products: &'static str,
}

/// Where an answer leaves room for what the database decides.
pub struct Room {
    /// In place of the slug.
    pub slug: String,
    /// In place of the number, quoted.
    pub number: String,
}

/// A new link, not yet written. Its slug is what it would like to be.
pub fn draw(app: &App, owner: &Owner, made_by: MadeBy, draft: LinkDraft, now: Instant) -> Link {
    let public_id = id::public_id(app.platform.roll());
    let made = slug::of_name(&draft.title);
    let made = if made.is_empty() { public_id.clone() } else { made };
    Link {
        id: LinkId::make(app.now(), app.platform.roll()).as_str().to_owned(),
        slug: draft.slug.clone().unwrap_or(made),
        public_id,
        owner: owner.clone(),
        number: 0,
        made_by,
        draft,
        cover: None,
        cover_problem: None,
        taken: 0,
        created_at: now,
        updated_at: now,
    }
}

/// The link as an answer tells of it before it is written, and what is then filled in.
pub fn before_writing(app: &App, link: &Link) -> (Link, Room, Blanks) {
    let room = Room { slug: app.token(), number: app.token() };
    let blanks = links::blanks(&link.id, &room.slug, &room.number);
    (Link { slug: room.slug.clone(), ..link.clone() }, room, blanks)
}

/// The path of a link's page.
pub fn path(handle: &str, link: &Link) -> String {
    let slug = &link.slug;
    match link.owner.mode {
        Mode::Live => format!("/l/{handle}/{slug}"),
        Mode::Test => format!("/l/{handle}/test/{slug}"),
    }
}

/// Whether anybody could pay what a link asks.
///
/// # Errors
/// Those of [`create_invoice::rail`].
pub fn payable(app: &App, rules: Rules<'_>, draft: &LinkDraft) -> Result<(), Fault> {
    let price = match draft.unit {
        Unit::Fiat(fiat) => Price::Fiat(fiat, Amount::ZERO),
        Unit::Asset(_) => Price::Custom(None),
    };
    create_invoice::rail(app, rules, draft.asset, &price).map(drop)
}

/// Whether a draft refers to anything that must be looked up.
pub fn refers(draft: &LinkDraft) -> bool {
    let sells = matches!(draft.offer, Offer::Products(..) | Offer::Subscription(_));
    sells || draft.slug.is_some() || draft.tax.is_some() || draft.customer.is_some()
}

/// Looks up all that a draft refers to; read by [`check`].
pub fn load(owner: &Owner, draft: &LinkDraft) -> Vec<Statement> {
    let mut statements = vec![links::of_slug(owner, draft.slug.as_deref().unwrap_or_default())];
    statements.extend(shelf::referred(owner, draft));
    statements
}

/// The draft of a link with what it refers to: the unit of its products, the name of its customer,
/// the id of its package. `asked` is the same draft, or in a change what was given of it: what was
/// not given has been looked up before.
///
/// # Errors
/// What is not there, or does not fit together, by field.
pub fn check(
    mut draft: LinkDraft,
    asked: &LinkDraft,
    id: &str,
    names: Names,
    answers: &mut Answers,
) -> Result<LinkDraft, FieldErrors> {
    let mut errors = FieldErrors::default();
    if answers.row().is_some_and(|row| row.text("id") != id) {
        errors.add(names.slug, "is taken");
    }
    let found = shelf::read_referred(answers);
    if let Offer::Products(chosen, _) = &asked.offer {
        let missing = |id: &String| !found.products.iter().any(|(known, _)| known == id);
        if chosen.iter().any(|one| missing(&one.product)) {
            errors.add(names.products, "has a product that there is not");
        }
    }
    if matches!(asked.offer, Offer::Products(..)) {
        match unit(&draft, &found.products) {
            Ok(unit) => draft.unit = unit,
            Err(text) => errors.add(names.products, text),
        }
    }
    if asked.tax.is_some() && !found.has_tax {
        errors.add("taxId", "is no tax that is active");
    }
    match (&asked.customer, found.customer) {
        (Some(_), None) => errors.add("customerId", "is no customer"),
        (Some(_), Some(customer)) if !customer.is_active => {
            errors.add("customerId", "is a customer who is not active");
        }
        (Some(_), Some(customer)) => {
            draft.customer_name = draft.customer_name.or(Some(customer.name));
            draft.customer_email = draft.customer_email.or(customer.email);
        }
        (None, _) => {}
    }
    if matches!(asked.offer, Offer::Subscription(_))
        && let Offer::Subscription(package) = &mut draft.offer
    {
        match found.package {
            Some(id) => *package = id,
            None => errors.add("packageId", "is no subscription package"),
        }
    }
    errors.or(draft)
}

/// Prices are added up in one unit.
fn unit(draft: &LinkDraft, products: &[(String, Unit)]) -> Result<Unit, &'static str> {
    let Offer::Products(_, whole) = &draft.offer else { return Ok(draft.unit) };
    if whole.is_some() {
        return Ok(draft.unit);
    }
    let Some((_, first)) = products.first() else { return Ok(draft.unit) };
    if products.iter().any(|(_, unit)| unit != first) {
        return Err("must be products that are priced in one currency");
    }
    match first {
        Unit::Asset(asset) if *asset != draft.asset => {
            Err("must be products that are priced in the link's asset or in a currency")
        }
        unit => Ok(*unit),
    }
}

/// Fetches the picture that the draft names, once. What goes wrong is told, and stops nothing.
pub async fn fetch_cover(app: &App, link: &mut Link) {
    (link.cover, link.cover_problem) = match &link.draft.cover_url {
        None => (None, None),
        Some(url) => match keep_image::keep(app, url).await {
            Ok(name) => (Some(name), None),
            Err(problem) => (None, Some(problem.to_string())),
        },
    };
}
