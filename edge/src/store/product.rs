//! Products: what links sell. A deleted one stays for those that tell of it.

use shared::currency::Unit;
use shared::draft::{ProductDraft, ProductKind};
use shared::json;
use shared::key::Mode;
use shared::money::Amount;
use shared::time::Instant;

use super::{Columns, Guard, Owner, Window, insert, newest, save_unless_changed};
use crate::platform::{Row, Statement};

/// A product as it is kept.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its id, a UUID.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// What it is.
    pub draft: ProductDraft,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed, last of all.
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// A new product.
pub fn add(product: &Product, guard: &Guard) -> Statement {
    let mut columns = moving(product);
    columns
        .put("id", product.id.as_str())
        .put("merchant", product.owner.merchant.as_str())
        .put("mode", product.owner.mode.code())
        .put("created_at", product.created_at);
    insert("product", &mut columns, guard)
}

/// Saves all that can change, unless somebody else changed it since `read_at`: then the batch is
/// undone as a clash.
pub fn save(product: &Product, read_at: Instant) -> Vec<Statement> {
    save_unless_changed("product", &mut moving(product), &product.id, &product.owner, read_at)
}

fn moving(product: &Product) -> Columns {
    let draft = &product.draft;
    let mut columns = Columns::default();
    columns
        .put("name", draft.name.as_str())
        .put("description", draft.description.as_ref())
        .put("price", draft.price.minor().to_string())
        .put("unit", draft.unit.code())
        .put("active", draft.active)
        .put("kind", draft.kind.code())
        .put("images", json::write(&draft.images))
        .put("updated_at", product.updated_at)
        .put("deleted_at", product.deleted_at);
    columns
}

/// One product of the owner that is not deleted.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![id.into()]].concat();
    Statement::new(
        "SELECT * FROM product
         WHERE merchant = ? AND mode = ? AND id = lower(?) AND deleted_at IS NULL",
        params,
    )
}

/// The products that links refer to, the deleted ones too: those of a statement that finds ids of
/// links.
pub fn of_links(owner: &Owner, links: &Statement) -> Statement {
    let text = format!(
        "SELECT * FROM product WHERE merchant = ? AND mode = ? AND id IN (
           SELECT chosen.value ->> 0 FROM link, json_each(link.products) chosen
           WHERE link.id IN ({}))",
        links.text
    );
    Statement::new(text, [owner.params(), links.params.clone()].concat())
}

/// Which products a list has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Those that can be bought, or those that cannot.
    pub active: Option<bool>,
    /// Those of this kind.
    pub kind: Option<ProductKind>,
}

/// Two statements for a part of the list: how many there are, and the newest first.
pub fn page(owner: &Owner, filter: Filter, window: Window) -> [Statement; 2] {
    let mut clause = "merchant = ? AND mode = ? AND deleted_at IS NULL".to_owned();
    let mut params = owner.params();
    if let Some(active) = filter.active {
        clause.push_str(" AND active = ?");
        params.push(active.into());
    }
    if let Some(kind) = filter.kind {
        clause.push_str(" AND kind = ?");
        params.push(kind.code().into());
    }
    newest("product", &clause, params, window)
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Product> {
    Some(Product {
        id: row.text("id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        draft: ProductDraft {
            name: row.text("name"),
            description: row.maybe_text("description"),
            price: Amount::from_minor(row.text("price").parse().ok()?),
            unit: Unit::parse(&row.text("unit"))?,
            active: row.number("active") != 0,
            kind: ProductKind::parse(&row.text("kind"))?,
            images: json::read_texts(&row.text("images")),
        },
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        deleted_at: row.instant("deleted_at"),
    })
}
