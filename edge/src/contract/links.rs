//! Pay links, as `api/paylinkr/links.rs` reads and writes them.

use shared::draft::limits;
use shared::link::{ANSWER_MAX, CustomKind, FIELDS_MAX, LINES_MAX, PAYMENTS_MAX, QUANTITY_MAX};

use super::Part;
use super::common::{
    BACK, cents_in, email_in, https_url, instant, instant_in, origins_in, slug_in,
};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{
    Field, Schema, answer, case, flag, given_url, id, lines_of, list, may, must, null, one_of,
    only, refer, request, text, text_like, text_of, whole, word,
};
use crate::http::Method::{Get, Patch, Post};

pub(super) fn part() -> Part {
    Part {
        name: "Pay links",
        says: "What can be paid many times, each time as an invoice of its own.",
        operations: operations(),
        schemas: vec![
            ("Link", link()),
            ("LinkPage", page_of("Link")),
            ("LinkCreate", create()),
            ("LinkChange", change()),
            ("LinkProduct", product()),
            ("LinkProductIn", product_in()),
            ("LinkField", field()),
            ("LinkFieldIn", field_in()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    const ALL: &str = "/api/v1/links";
    const ONE: &str = "/api/v1/links/{id}";
    vec![
        op(Post, ALL, "create_link", "Make a link")
            .says(
                "Exactly one of `amount`, `pricingCurrency` with `pricingAmount`, \
                 `allowCustomAmount`, `products`, `allProducts` and `packageId`; an amount or a \
                 price beside `products` is that of the whole.",
            )
            .json(refer("LinkCreate"))
            .answers(201, "The link.", refer("Link"))
            .fails(&[422]),
        op(Get, ALL, "list_links", "List links")
            .pages(20)
            .query("active", flag(), "Only those that are on, or off.")
            .query("orderId", text(), "Exactly this one.")
            .answers(200, "A page of them, the newest first.", refer("LinkPage"))
            .fails(&[400, 422]),
        by_id(op(Get, ONE, "get_link", "Read a link")).answers(200, "The link.", refer("Link")),
        by_id(op(Patch, ONE, "change_link", "Change a link"))
            .says("What is given changes, for checkouts to come.")
            .json(refer("LinkChange"))
            .answers(200, "The link.", refer("Link"))
            .fails(&[422]),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its `id`, `publicId` or `slug`.")
}

fn create() -> Schema {
    let own = [must("title", title())];
    request(own.into_iter().chain(offer_in()).chain(fields_in())).cases(offers())
}

fn change() -> Schema {
    let own = [may("title", title())];
    let none = offer(&[], &["pricingCurrency"]);
    request(own.into_iter().chain(offer_in()).chain(fields_in()))
        .cases(offers().into_iter().chain([none]))
}

fn title() -> Schema {
    text_of(limits::TITLE).says("What it is for.")
}

/// What is paid for, as it is sent.
fn offer_in() -> [Field; 9] {
    let products = list(refer("LinkProductIn"));
    [
        may("asset", refer("Asset").says("What is paid; USDC, or EURC for prices in EUR.")),
        may("amount", cents_in().says("What it costs.")),
        may("pricingCurrency", refer("Currency")),
        may("pricingAmount", cents_in().says("What it costs in that currency.")),
        may("allowCustomAmount", flag().says("The payer chooses the amount.")),
        may("minAmount", cents_in().says("The least of that.")),
        may("products", products.with("minItems", 1).with("maxItems", LINES_MAX as i64)),
        may("allProducts", flag().says("Every active product.")),
        may("packageId", text_of(limits::NAME).says("Enrols into that package.")),
    ]
}

/// The ways in which it can be said what is paid for.
fn offers() -> [Schema; 8] {
    let currency = "pricingCurrency";
    [
        offer(&["amount"], &[]),
        offer(&[currency, "pricingAmount"], &[]),
        offer(&["allowCustomAmount"], &[currency, "minAmount"]),
        offer(&["products"], &[currency]),
        offer(&["products", "amount"], &[]),
        offer(&["products", currency, "pricingAmount"], &[]),
        offer(&["allProducts"], &[currency]),
        offer(&["packageId"], &[currency]),
    ]
}

/// One of them: what is given, and what may be beside it; the other fields are not given.
fn offer(named: &[&str], beside: &[&str]) -> Schema {
    let flags = ["allowCustomAmount", "allProducts"];
    let texts =
        ["amount", "pricingCurrency", "pricingAmount", "minAmount", "products", "packageId"];
    only(named, beside, &texts, &flags)
}

/// All the rest, as it is sent.
fn fields_in() -> [Field; 17] {
    let fields = list(refer("LinkFieldIn")).with("maxItems", FIELDS_MAX as i64);
    [
        may("slug", slug_in().says("Its name in addresses; else made of the title.")),
        may("description", lines_of(limits::LINK_DESCRIPTION).says("A part of Markdown.")),
        may("orderId", text_of(limits::ORDER_ID).says("Your reference, on its invoices.")),
        may("allowQuantity", flag().says("The payer chooses how many.")),
        may("taxId", text_of(limits::NAME).says("A tax on each line.")),
        may("collectAddress", flag().says("Asks where the payer lives.")),
        may("customFields", fields.says("What else is asked.")),
        may("coverImage", https_url().says("A picture, fetched once.")),
        may("active", flag().says("Whether it can be paid.")),
        may("expiresAt", instant_in().says("Until when.")),
        may("maxPayments", whole(1, PAYMENTS_MAX).says("How often.")),
        may("customerId", text_of(limits::NAME).says("Whom it is for.")),
        may("customerEmail", email_in()),
        may("customerName", text_of(limits::NAME)),
        may("returnUrl", https_url().says(BACK)),
        may("metadata", refer("MetadataIn")),
        may("allowedOrigins", origins_in().says("Who may frame its page and its invoices.")),
    ]
}

fn product_in() -> Schema {
    request([
        must("productId", text_of(64)),
        may("quantity", whole(1, QUANTITY_MAX).with("default", 1)),
    ])
}

fn product() -> Schema {
    answer([must("productId", text()), must("quantity", whole(1, QUANTITY_MAX))])
}

fn kind() -> Schema {
    one_of(CustomKind::ALL.map(CustomKind::code))
}

/// A field that the payer fills in. Options belong to a select.
fn field_in() -> Schema {
    let select = CustomKind::Select;
    let others = CustomKind::ALL.into_iter().filter(|kind| *kind != select);
    request([
        must("key", text_of(limits::METADATA_KEY).says("Its name in answers.")),
        may("label", text_of(limits::NAME).says("What the payer reads; else the key.")),
        may("type", kind().with("default", CustomKind::Text.code())),
        may("required", flag()),
        may("options", list(text_of(limits::NAME).or_null()).says("Of a select.")),
        may("maxLength", whole(1, ANSWER_MAX as i64).with("default", 200)),
        may("example", text_of(limits::TITLE)),
    ])
    .cases([
        case([
            must("type", word(select.code())),
            must("options", list(text_of(limits::NAME).or_null()).with("contains", text())),
        ]),
        case([
            may("type", one_of(others.map(CustomKind::code)).or_null()),
            may("options", list(null()).or_null()),
        ]),
    ])
}

fn field() -> Schema {
    answer([
        must("key", text()),
        must("label", text()),
        must("type", kind()),
        must("required", flag()),
        may("options", list(text()).says("Of a select.")),
        must("maxLength", whole(1, ANSWER_MAX as i64)),
        may("example", text()),
    ])
}

fn link() -> Schema {
    answer([
        must("id", id("pl")),
        must("publicId", text_like("^[0-9a-z]{16}$")),
        must("mode", refer("Mode")),
        must("title", text()),
        must("slug", text()),
        must("url", text().with("format", "uri")),
        must("embedUrl", text().with("format", "uri")),
        must("description", text().or_null()),
        must("orderId", text().or_null()),
        must("asset", refer("Asset")),
        must("paymentNetwork", refer("Network")),
        must("amount", refer("Amount").or_null()),
        must("pricingCurrency", refer("Currency").or_null()),
        must("pricingAmount", refer("Amount").or_null()),
        must("allowCustomAmount", flag()),
        must("minAmount", refer("Amount").or_null()),
        must("products", list(refer("LinkProduct"))),
        must("allProducts", flag()),
        must("packageId", id("pkg").or_null()),
        must("allowQuantity", flag()),
        must("taxId", text().or_null()),
        must("collectAddress", flag()),
        must("customFields", list(refer("LinkField"))),
        must("coverImage", given_url().or_null()),
        must("coverImageUrl", text().with("format", "uri").or_null().says("The copy of it.")),
        must("coverImageProblem", text().or_null().says("Why there is none.")),
        must("active", flag()),
        must("expiresAt", instant().or_null()),
        must("expired", flag()),
        must("maxPayments", whole(1, PAYMENTS_MAX).or_null()),
        must("soldOut", flag()),
        must("customerId", text().or_null()),
        must("customerEmail", text().or_null()),
        must("customerName", text().or_null()),
        must("returnUrl", given_url().or_null()),
        must("metadata", refer("Metadata")),
        must("allowedOrigins", list(text())),
        must("createdAt", instant()),
        must("updatedAt", instant()),
    ])
}
