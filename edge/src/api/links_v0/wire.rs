//! What this dialect writes: the shapes of seed 003 and of that system's own documents (rulings
//! 1.4). Where these spell a time in two ways, both are written.

use serde_json::Value;
use shared::currency::Unit;
use shared::draft::{LinkDraft, PERCENTAGE_SCALE};
use shared::json::{self, Number, Object};
use shared::link::{Chosen, Closed, CustomField, Offer};
use shared::money::Amount;
use shared::time::Instant;

use crate::actions::create_link::path;
use crate::gate::Asked;
use crate::store::customer::Customer;
use crate::store::link::{self as links, Link};
use crate::store::product::Product;
use crate::store::tax::Tax;

/// A product.
pub(super) fn product_out(product: &Product) -> Object {
    let draft = &product.draft;
    let mut out = Object::new();
    out.put("id", &product.id)
        .put("mode", product.owner.mode.code())
        .put("name", &draft.name)
        .put("description", draft.description.as_ref())
        .put("price", price_out(draft.price))
        .put("currency", draft.unit.code())
        .put("productType", draft.kind.code())
        .put("status", if draft.active { "ACTIVE" } else { "INACTIVE" })
        .put("images", &draft.images);
    put_times(&mut out, ["dateAdded", "dateUpdated"], product.created_at, product.updated_at);
    out
}

/// A tax. `inclusive` is ours.
pub(super) fn tax_out(tax: &Tax) -> Object {
    let draft = &tax.draft;
    let percentage = Amount::from_minor(draft.percentage).print_short(PERCENTAGE_SCALE);
    let mut out = Object::new();
    out.put("id", &tax.id)
        .put("mode", tax.owner.mode.code())
        .put("name", &draft.name)
        .put("description", draft.description.as_ref())
        .put("percentage", Number(percentage))
        .put("inclusive", draft.inclusive)
        .put("active", draft.active);
    put_times(&mut out, ["created_at", "updated_at"], tax.created_at, tax.updated_at);
    out
}

/// A customer. The application is the merchant.
pub(super) fn customer_out(customer: &Customer) -> Object {
    let draft = &customer.draft;
    let mut out = Object::new();
    out.put("id", &customer.id)
        .put("mode", customer.owner.mode.code())
        .put("first_name", &draft.first_name)
        .put("last_name", &draft.last_name)
        .put("email", draft.email.as_ref())
        .put("phone_number", &draft.phone_number)
        .put("customer_type", draft.kind.code())
        .put("status", draft.status.code())
        .put("appId", &customer.owner.merchant);
    put_times(&mut out, ["created_at", "updated_at"], customer.created_at, customer.updated_at);
    out
}

/// What links refer to.
#[derive(Default)]
pub(super) struct Catalogue {
    /// Products.
    pub(super) products: Vec<Product>,
    /// Taxes.
    pub(super) taxes: Vec<Tax>,
}

/// A link (seed 003, Response Fields; rulings 1.4). Its products and its tax are told whole where
/// they were looked up. `slug`, `mode`, `soldOut`, `packageId` and what became of the picture are
/// ours.
pub(super) fn link_out(call: &Asked, link: &Link, catalogue: &Catalogue) -> Object {
    let (draft, opening) = (&link.draft, &link.draft.opening);
    let closed = opening.closed(link.taken, call.now());
    let status = match closed {
        Some(Closed::Inactive) => "INACTIVE",
        Some(Closed::Expired) => "EXPIRED",
        Some(Closed::SoldOut) | None => "ACTIVE",
    };
    let amount = match &draft.offer {
        Offer::Choice(_) => None,
        offer => offer.amount(),
    };
    let package = match &draft.offer {
        Offer::Subscription(package) => Some(package),
        _ => None,
    };
    let tax = catalogue.taxes.iter().find(|tax| Some(&tax.id) == draft.tax.as_ref());
    let mut out = Object::new();
    out.put("id", &link.id)
        .put("title", &draft.title)
        .put("url", call.app.url(&path(&call.known().handle, link)))
        .put("slug", &link.slug)
        .put("mode", link.owner.mode.code())
        .put("description", draft.description.as_ref())
        .put("coverImage", draft.cover_url.as_ref())
        .put_some("coverImageProblem", link.cover_problem.as_ref())
        .put("linkType", draft.kind.code())
        .put("status", status)
        .put("soldOut", closed == Some(Closed::SoldOut))
        .put("amount", amount.map(price_out))
        .put("paymentForId", draft.order_id.as_ref())
        .put("currency", draft.asset.code().to_ascii_lowercase())
        .put("allowQuantityAdjustment", draft.adjustable)
        .put("allowMobilePayment", draft.allow_mobile)
        .put("collectTax", draft.tax.is_some())
        .put("taxId", draft.tax.as_ref())
        .put_some("tax", tax.map(tax_out))
        .put("collectAddress", draft.collect_address)
        .put("limitPayments", opening.max_payments.is_some())
        .put("maxPayments", opening.max_payments)
        .put("customFields", custom_fields(&draft.fields))
        .put("paymentLinkProducts", products(draft, catalogue))
        .put("isForAllProduct", draft.offer == Offer::AllProducts)
        .put("packageId", package)
        .put("appId", &link.owner.merchant)
        .put("customerId", draft.customer.as_ref())
        .put("expiration_date", opening.expires_at)
        .put("createdAt", link.created_at)
        .put("updatedAt", link.updated_at);
    out
}

/// As they were given: an object of examples, or the typed list.
fn custom_fields(fields: &[CustomField]) -> Value {
    let pair = |field: &CustomField| Some((field.key.clone(), field.example.clone()?.into()));
    let examples: Option<serde_json::Map<String, Value>> = fields.iter().map(pair).collect();
    match examples {
        _ if fields.is_empty() => Value::Null,
        Some(examples) => Value::Object(examples),
        None => json::read(links::fields(fields).as_bytes()),
    }
}

fn products(draft: &LinkDraft, catalogue: &Catalogue) -> Vec<Object> {
    let Offer::Products(chosen, _) = &draft.offer else { return Vec::new() };
    let one = |one: &Chosen| {
        let product = catalogue.products.iter().find(|product| product.id == one.product);
        let mut out = Object::new();
        out.put("productId", &one.product)
            .put("quantity", one.quantity)
            .put_some("product", product.map(product_out));
        out
    };
    chosen.iter().map(one).collect()
}

/// A price as a number: `29.99`, `30`.
pub(super) fn price_out(price: Amount) -> Number {
    Number(price.print_short(Unit::SCALE))
}

fn put_times(out: &mut Object, names: [&str; 2], created_at: Instant, updated_at: Instant) {
    let [created, updated] = names;
    out.put(created, created_at)
        .put(updated, updated_at)
        .put("createdAt", created_at)
        .put("updatedAt", updated_at);
}
