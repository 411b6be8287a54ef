//! What this dialect writes: the shapes of seed 003 and of that system's own documents (rulings
//! 1.4). Where these spell a time in two ways, both are written.

use shared::currency::Unit;
use shared::draft::PERCENTAGE_SCALE;
use shared::json::{Number, Object};
use shared::money::Amount;
use shared::time::Instant;

use crate::store::customer::Customer;
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
