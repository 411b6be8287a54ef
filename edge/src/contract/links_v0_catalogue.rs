//! Products, taxes and customers, to which payment links v0 refer (rulings 1.4): as
//! `api/links_v0/{products,taxes,customers}.rs` read and write them.

use shared::currency::{Fiat, Unit};
use shared::draft::{
    CustomerKind, CustomerStatus, ON_OR_OFF, PERCENTAGE_MAX, PERCENTAGE_SCALE, ProductDraft,
    ProductKind, limits,
};

use super::Part;
use super::common::{cents_in, https_url, instant};
use super::links_v0::{in_either_case, part_of_list, price_out};
use super::operation::{Operation, op};
use super::schema::{
    Field, Schema, answer, any_of, flag, form, given_url, id, lines_of, list, may, must, number,
    one_of, refer, request, text, text_like, text_of, word,
};
use crate::http::Method::{Delete, Get, Patch, Post, Put};

/// 0 to 100 with [`PERCENTAGE_SCALE`] places.
const PERCENTAGE: &str = "^0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]{1,4}0*)?)$";

/// What forms are sent as.
const FORMS: [&str; 2] = ["multipart/form-data", "application/x-www-form-urlencoded"];

pub(super) fn part() -> Part {
    let schemas = vec![
        ("LinksV0ProductCreate", request(product_in(true, false))),
        ("LinksV0ProductChange", request(product_in(false, false))),
        ("LinksV0ProductForm", form(product_in(true, true))),
        ("LinksV0ProductChangeForm", form(product_in(false, true))),
        ("LinksV0Product", answer(product())),
        ("LinksV0ProductDeleted", deleted(product())),
        ("LinksV0TaxCreate", request(tax_in(true))),
        ("LinksV0TaxChange", request(tax_in(false))),
        ("LinksV0Tax", answer(tax())),
        ("LinksV0TaxDeleted", deleted(tax())),
        ("LinksV0CustomerCreate", request(customer_in(true))),
        ("LinksV0CustomerChange", request(customer_in(false))),
        ("LinksV0Customer", customer()),
    ];
    Part {
        name: "Catalogue v0",
        says: "Products, taxes and customers, to which payment links v0 refer by their ids.",
        operations: products().into_iter().chain(taxes()).chain(customers()).collect(),
        schemas,
    }
}

fn products() -> Vec<Operation> {
    let (all, one, row) = ("/api/v0/products", "/api/v0/products/{id}", "LinksV0Product");
    let forms = |operation: Operation, name: &str| {
        FORMS.into_iter().fold(operation, |operation, media| operation.body(media, refer(name)))
    };
    let create = op(Post, all, "create_product", "Make a product");
    let put = by_id(op(Put, one, "put_product", "Change a product"));
    let kinds = one_of(ProductKind::WORDS.iter().copied());
    vec![
        forms(create.json(refer("LinksV0ProductCreate")), "LinksV0ProductForm").answers(
            201,
            "The product.",
            refer(row),
        ),
        part_of_list(
            op(Get, all, "list_products", "List products")
                .query("status", one_of(ON_OR_OFF), "Only those.")
                .query("productType", kinds, "Only those."),
            row,
        ),
        by_id(op(Get, one, "get_product", "Read a product")).answers(
            200,
            "The product.",
            refer(row),
        ),
        forms(put.json(refer("LinksV0ProductChange")), "LinksV0ProductChangeForm").answers(
            200,
            "The product.",
            refer(row),
        ),
        by_id(op(Delete, one, "delete_product", "Delete a product"))
            .says("It is sold no more. What was sold goes on to be told.")
            .answers(200, "The product as it was.", refer("LinksV0ProductDeleted")),
    ]
}

fn taxes() -> Vec<Operation> {
    let (all, one, row) = ("/api/v0/taxes", "/api/v0/taxes/{id}", "LinksV0Tax");
    vec![
        op(Post, all, "create_tax", "Make a tax").json(refer("LinksV0TaxCreate")).answers(
            201,
            "The tax.",
            refer(row),
        ),
        part_of_list(
            op(Get, all, "list_taxes", "List taxes").query("active", flag(), "Only those.").query(
                "name",
                text(),
                "What has this in its name, in either case.",
            ),
            row,
        ),
        by_id(op(Get, one, "get_tax", "Read a tax")).answers(200, "The tax.", refer(row)),
        by_id(op(Put, one, "put_tax", "Change a tax"))
            .says("For later checkouts only.")
            .json(refer("LinksV0TaxChange"))
            .answers(200, "The tax.", refer(row)),
        by_id(op(Delete, one, "delete_tax", "Delete a tax"))
            .says("It is collected no more. What was collected goes on to be told.")
            .answers(200, "The tax as it was.", refer("LinksV0TaxDeleted")),
    ]
}

fn customers() -> Vec<Operation> {
    let (all, one, row) = ("/api/v0/customers", "/api/v0/customers/{id}", "LinksV0Customer");
    let statuses = one_of(CustomerStatus::WORDS.iter().copied());
    vec![
        op(Post, all, "create_customer", "Make a customer")
            .json(refer("LinksV0CustomerCreate"))
            .answers(201, "The customer.", refer(row)),
        part_of_list(
            op(Get, all, "list_customers", "List customers")
                .query("status", statuses, "Only those.")
                .query("name", text(), "What has this in first and last name, in either case.")
                .query("email", text(), "Exactly this address, in either case."),
            row,
        ),
        by_id(op(Get, one, "get_customer", "Read a customer")).answers(
            200,
            "The customer.",
            refer(row),
        ),
        by_id(op(Patch, one, "change_customer", "Change a customer"))
            .json(refer("LinksV0CustomerChange"))
            .answers(200, "The customer.", refer(row))
            .fails(&[409]),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", uuid(), "Its id.")
}

fn uuid() -> Schema {
    text().with("format", "uuid")
}

/// A field that a new one must have.
fn needed(name: &'static str, schema: Schema, is_new: bool) -> Field {
    if is_new { must(name, schema) } else { may(name, schema) }
}

/// Of a form, an empty text is a missing field.
fn product_in(is_new: bool, is_form: bool) -> Vec<Field> {
    let blank = |schema: Schema| if is_form { any_of(&[schema, word("")]) } else { schema };
    let need = |name, schema| needed(name, if is_new { schema } else { blank(schema) }, is_new);
    let most = i64::try_from(limits::IMAGES).unwrap_or(i64::MAX);
    let currency = in_either_case(ProductDraft::UNITS.map(Unit::code));
    let kind = one_of(ProductKind::WORDS.iter().copied()).usual("PRODUCT", is_new);
    let images = match is_form {
        // Empty ones are missing, so that there may be any number of them.
        true => {
            list(text().says("Addresses like `HttpsUrl`, with commas between them; 10 at most."))
        }
        false => list(https_url().or_null()).with("maxItems", most),
    };
    vec![
        need("name", text_of(limits::PRODUCT_NAME)),
        need("price", cents_in()),
        may("currency", blank(currency.usual(Fiat::Usd.code(), is_new))),
        may("description", blank(lines_of(limits::PRODUCT_DESCRIPTION))),
        may("productType", blank(kind)),
        may("status", blank(one_of(ON_OR_OFF)).usual("ACTIVE", is_new)),
        may("images", images.says("Kept as they are, never fetched.")),
    ]
}

fn product() -> Vec<Field> {
    let own = [
        must("id", uuid()),
        must("mode", refer("Mode")),
        must("name", text()),
        must("description", text().or_null()),
        must("price", price_out()),
        must("currency", one_of(ProductDraft::UNITS.map(Unit::code))),
        must("productType", one_of(ProductKind::WORDS.iter().copied())),
        must("status", one_of(ON_OR_OFF)),
        must("images", list(given_url())),
    ];
    own.into_iter().chain(times(["dateAdded", "dateUpdated"])).collect()
}

/// Where that system spells a time in two ways, both are there.
fn times(names: [&'static str; 2]) -> impl Iterator<Item = Field> {
    names.into_iter().chain(["createdAt", "updatedAt"]).map(|name| must(name, instant()))
}

fn deleted(fields: Vec<Field>) -> Schema {
    answer(fields.into_iter().chain([must("deleted", flag().with("const", true))]))
}

fn tax_in(is_new: bool) -> Vec<Field> {
    let number = number().with("minimum", 0).with("maximum", whole_percent());
    vec![
        needed("name", text_of(limits::NAME), is_new),
        needed(
            "percentage",
            any_of(&[text_like(PERCENTAGE), number]).says("At most four places.").like("8.875"),
            is_new,
        ),
        may("inclusive", flag().usual(false, is_new).says("Prices have it in them already.")),
        may("active", flag().usual(true, is_new).says("Whether it can be collected.")),
        may("description", lines_of(limits::TAX_DESCRIPTION)),
    ]
}

fn whole_percent() -> i64 {
    PERCENTAGE_MAX / 10_i64.pow(PERCENTAGE_SCALE)
}

fn tax() -> Vec<Field> {
    let own = [
        must("id", uuid()),
        must("mode", refer("Mode")),
        must("name", text()),
        must("description", text().or_null()),
        must("percentage", number().with("minimum", 0).with("maximum", whole_percent())),
        must("inclusive", flag()),
        must("active", flag()),
    ];
    own.into_iter().chain(times(["created_at", "updated_at"])).collect()
}

fn customer_in(is_new: bool) -> Vec<Field> {
    let status = one_of(CustomerStatus::WORDS.iter().copied());
    vec![
        needed("first_name", text_of(limits::NAME), is_new),
        needed("last_name", text_of(limits::NAME), is_new),
        needed("phone_number", text_of(limits::PHONE).like("+1-555-123-4567"), is_new),
        may("email", refer("EmailIn").says("One customer's only.")),
        may(
            "customer_type",
            one_of(CustomerKind::WORDS.iter().copied())
                .usual(CustomerKind::Individual.code(), is_new),
        ),
        may("status", status.usual(CustomerStatus::Active.code(), is_new)),
    ]
}

fn customer() -> Schema {
    let own = [
        must("id", uuid()),
        must("mode", refer("Mode")),
        must("first_name", text()),
        must("last_name", text()),
        must("email", text().or_null()),
        must("phone_number", text()),
        must("customer_type", one_of(CustomerKind::WORDS.iter().copied())),
        must("status", one_of(CustomerStatus::WORDS.iter().copied())),
        must("appId", id("mer").says("The merchant.")),
    ];
    answer(own.into_iter().chain(times(["created_at", "updated_at"])))
}
