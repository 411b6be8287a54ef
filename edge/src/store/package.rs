//! Subscription packages: what anybody may subscribe to.

use shared::draft::PackageDraft;
use shared::json;
use shared::key::Mode;
use shared::time::Instant;

use super::billing::{self, Terms};
use super::{Columns, Guard, Owner, Page, insert, merchant, save_unless_changed};
use crate::platform::{Row, Statement, Value};

/// A package as it is kept.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its id.
    pub id: String,
    /// The id in its pages' addresses.
    pub public_id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Its name in addresses.
    pub slug: String,
    /// What it is and how it is billed.
    pub draft: PackageDraft,
    /// The terms that every subscription is to get, if any were announced.
    pub offer: Option<Terms>,
    /// How often that happened.
    pub offer_version: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed, last of all.
    pub updated_at: Instant,
}

/// A new package.
pub fn add(package: &Package, guard: &Guard) -> Statement {
    let mut columns = moving(package);
    columns
        .put("id", package.id.as_str())
        .put("public_id", package.public_id.as_str())
        .put("merchant", package.owner.merchant.as_str())
        .put("mode", package.owner.mode.code())
        .put("created_at", package.created_at);
    insert("subscription_package", &mut columns, guard)
}

/// Saves all that can change, unless somebody else changed it since `read_at`: then the batch is
/// undone as a clash.
pub fn save(package: &Package, read_at: Instant) -> Vec<Statement> {
    let mut columns = moving(package);
    save_unless_changed("subscription_package", &mut columns, &package.id, &package.owner, read_at)
}

fn moving(package: &Package) -> Columns {
    let draft = &package.draft;
    let mut columns = billing::columns(&draft.billing);
    columns
        .put("slug", package.slug.as_str())
        .put("name", draft.name.as_str())
        .put("description", draft.description.as_ref())
        .put("trial_days", draft.trial_days)
        .put("button_label", draft.button_label.as_ref())
        .put("allow_multiple", draft.allow_multiple)
        .put("allowed_origins", json::write(&draft.allowed_origins))
        .put("active", draft.active)
        .put("offer", package.offer.as_ref().map(Terms::print))
        .put("offer_version", package.offer_version)
        .put("updated_at", package.updated_at);
    columns
}

/// One package of the owner by id, public id or slug.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![Value::from(id); 3]].concat();
    Statement::new(
        "SELECT * FROM subscription_package
         WHERE merchant = ? AND mode = ? AND (id = ? OR public_id = ? OR slug = ?)",
        params,
    )
}

/// Two statements for a package's page: the package by its public id, and its merchant.
pub fn by_public_id(public_id: &str) -> [Statement; 2] {
    with_merchant("public_id = ?", &[public_id.into()])
}

/// The same by the merchant's name in addresses and the package's slug.
pub fn by_slug(handle: &str, mode: Mode, slug: &str) -> [Statement; 2] {
    let clause = "merchant = (SELECT id FROM merchant WHERE handle = ?) AND mode = ? AND slug = ?";
    with_merchant(clause, &[handle.into(), mode.code().into(), slug.into()])
}

/// The same by the public id of the package, or of a subscription or a link to it.
pub fn by_any_public_id(public_id: &str) -> [Statement; 2] {
    let clause = "public_id = ? OR id = (SELECT package FROM subscription WHERE public_id = ?)
                  OR id = (SELECT package FROM link WHERE public_id = ?)";
    with_merchant(clause, &[public_id.into(), public_id.into(), public_id.into()])
}

fn with_merchant(clause: &str, params: &[Value]) -> [Statement; 2] {
    let text = format!("SELECT * FROM subscription_package WHERE {clause}");
    let merchant = merchant::of("subscription_package", clause, params);
    [Statement::new(text, params.to_vec()), merchant]
}

/// The owner's slugs that begin like this one.
pub fn slugs_like(owner: &Owner, slug: &str) -> Statement {
    let params = [owner.params(), vec![slug.into(), slug.into()]].concat();
    Statement::new(
        "SELECT slug FROM subscription_package
         WHERE merchant = ? AND mode = ? AND substr(slug, 1, length(?)) = ?",
        params,
    )
}

/// Two statements for a page of a list: how many there are, and the newest first.
pub fn page(owner: &Owner, active: Option<bool>, page: Page) -> [Statement; 2] {
    let mut clause = "FROM subscription_package WHERE merchant = ? AND mode = ?".to_owned();
    let mut params = owner.params();
    if let Some(active) = active {
        clause.push_str(" AND active = ?");
        params.push(active.into());
    }
    let rows = [params.clone(), vec![page.limit.into(), page.offset().into()]].concat();
    [
        Statement::new(format!("SELECT count(*) AS total {clause}"), params),
        Statement::new(
            format!("SELECT * {clause} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"),
            rows,
        ),
    ]
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Package> {
    let slug = row.text("slug");
    Some(Package {
        id: row.text("id"),
        public_id: row.text("public_id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        draft: PackageDraft {
            name: row.text("name"),
            slug: Some(slug.clone()),
            description: row.maybe_text("description"),
            billing: billing::read(row)?,
            trial_days: row.number("trial_days"),
            button_label: row.maybe_text("button_label"),
            allow_multiple: row.number("allow_multiple") != 0,
            allowed_origins: json::read_texts(&row.text("allowed_origins")),
            active: row.number("active") != 0,
        },
        slug,
        offer: row.maybe_text("offer").and_then(|text| Terms::read(&text)),
        offer_version: row.number("offer_version"),
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
    })
}
