//! What a link refers to in the tables of others: products, tax, customer, package. Loaded beside
//! the link in one call.

use shared::currency::Unit;
use shared::draft::LinkDraft;
use shared::json;
use shared::link::{LINES_MAX, NamedTax, Offer, Product, Shelf, Tax};
use shared::money::Amount;

use super::Owner;
use super::link::Link;
use super::package::{self, Package};
use crate::platform::{Answers, Row, Statement, Value};

/// Three statements: the products of the link that a clause finds, its tax, its package.
pub fn of_link(clause: &str, params: &[Value]) -> [Statement; 3] {
    let link = format!("(SELECT id FROM link WHERE {clause})");
    let products = format!(
        "SELECT p.*, p.deleted_at IS NULL AND p.active AS sold
         FROM link JOIN product p ON p.merchant = link.merchant AND p.mode = link.mode
         WHERE link.id = {link}
           AND (link.offer = 'all_products' AND p.active AND p.deleted_at IS NULL
             OR link.offer = 'products'
               AND p.id IN (SELECT value ->> 0 FROM json_each(link.products)))
         ORDER BY p.created_at, p.id LIMIT {LINES_MAX}"
    );
    let tax = format!(
        "SELECT t.* FROM link JOIN tax t
           ON t.id = link.tax AND t.merchant = link.merchant AND t.mode = link.mode
         WHERE link.id = {link} AND t.active AND t.deleted_at IS NULL"
    );
    let package = format!(
        "SELECT p.* FROM link JOIN subscription_package p
           ON p.id = link.package AND p.merchant = link.merchant AND p.mode = link.mode
         WHERE link.id = {link}"
    );
    [products, tax, package].map(|text| Statement::new(text, params.to_vec()))
}

/// Reads the three answers of [`of_link`].
pub fn read(link: &Link, answers: &mut Answers) -> (Shelf, Option<Package>) {
    let products: Vec<Product> = answers.rows().iter().filter_map(product).collect();
    let tax = answers.row().as_ref().map(tax);
    let package = answers.row().as_ref().and_then(package::read);
    (Shelf::of(&link.draft, &products, tax), package)
}

fn product(row: &Row) -> Option<Product> {
    Some(Product {
        id: row.text("id"),
        name: row.text("name"),
        description: row.maybe_text("description"),
        price: Amount::from_minor(row.text("price").parse().ok()?),
        unit: Unit::parse(&row.text("unit"))?,
        active: row.number("sold") != 0,
    })
}

fn tax(row: &Row) -> NamedTax {
    let (rate, inclusive) = (row.number("percentage"), row.number("inclusive") != 0);
    NamedTax { name: row.text("name"), tax: Tax { rate, inclusive } }
}

/// What a new link refers to, as far as it is there.
pub struct Referred {
    /// Ids of products, and what they are priced in.
    pub products: Vec<(String, Unit)>,
    /// Whether the tax is there and active.
    pub has_tax: bool,
    /// Whom the link is for.
    pub customer: Option<Customer>,
    /// The id of the package, however it was named.
    pub package: Option<String>,
}

/// A customer, as far as a link asks.
pub struct Customer {
    /// First and last name.
    pub name: String,
    /// Where mails go.
    pub email: Option<String>,
    /// Whether anything may be sold to them.
    pub is_active: bool,
}

/// Four statements: products, tax, customer and package that a draft names; read by
/// [`read_referred`].
pub fn referred(owner: &Owner, draft: &LinkDraft) -> [Statement; 4] {
    let of = |id: Value| [owner.params(), vec![id]].concat();
    let id = |id: &Option<String>| of(Value::from(id.as_deref().unwrap_or_default()));
    let (mut products, mut package) = (Vec::new(), Value::Null);
    match &draft.offer {
        Offer::Products(chosen, _) => products.extend(chosen.iter().map(|one| one.product.clone())),
        Offer::Subscription(id) => package = id.into(),
        Offer::Fixed(_) | Offer::Choice(_) | Offer::AllProducts => {}
    }
    [
        Statement::new(
            "SELECT id, unit FROM product WHERE merchant = ? AND mode = ? AND deleted_at IS NULL
               AND id IN (SELECT value FROM json_each(?))",
            of(json::write(&products).into()),
        ),
        Statement::new(
            "SELECT 1 AS has FROM tax
             WHERE merchant = ? AND mode = ? AND id = ? AND active AND deleted_at IS NULL",
            id(&draft.tax),
        ),
        Statement::new(
            "SELECT first_name || ' ' || last_name AS name, email, status = 'ACTIVE' AS is_active
             FROM customer WHERE merchant = ? AND mode = ? AND id = ?",
            id(&draft.customer),
        ),
        Statement::new(
            "SELECT id FROM subscription_package
             WHERE merchant = ? AND mode = ? AND ? IN (id, public_id, slug)",
            of(package),
        ),
    ]
}

/// Reads the four answers of [`referred`].
pub fn read_referred(answers: &mut Answers) -> Referred {
    let products = answers.rows();
    let products = products.iter().filter_map(|row| {
        let unit = Unit::parse(&row.text("unit"))?;
        Some((row.text("id"), unit))
    });
    Referred {
        products: products.collect(),
        has_tax: answers.row().is_some(),
        customer: answers.row().map(|row| Customer {
            name: row.text("name"),
            email: row.maybe_text("email"),
            is_active: row.number("is_active") != 0,
        }),
        package: answers.row().map(|row| row.text("id")),
    }
}
