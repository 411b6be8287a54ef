//! What a link's page sells, from the tables of others: products, tax, package. Loaded beside the
//! link in one call.

use shared::currency::Unit;
use shared::link::{LINES_MAX, NamedTax, Product, Shelf, Tax};
use shared::money::Amount;

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
