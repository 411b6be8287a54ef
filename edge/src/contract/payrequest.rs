//! PayRequest v1, as `api/payrequest` reads and writes it (seed 000, rulings 1.1): the same under
//! two paths.

use shared::currency::{Asset, Fiat};
use shared::draft::limits;
use shared::invoice::{Exceptions, Said, Status};

use super::Part;
use super::common::cents_in;
use super::operation::{Operation, op};
use super::schema::{
    Schema, answer, any_of, count, flag, list, may, must, null, number, one_of, refer, request,
    text, text_like, text_of, whole, word,
};
use crate::api::payrequest::links::PER_PAGE;
use crate::api::payrequest::payments::{FROM, TO};
use crate::http::Method::{Get, Post};

/// A day as [`shared::zone::Zone::begin_of`] reads it.
const DAY: &str = "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// An instant on the merchant's clocks.
const ZONED: &str = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[+-]\\d{2}:\\d{2}$";

pub(super) fn part() -> Part {
    let page = |row: &str| envelope(page_of(row));
    Part {
        name: "PayRequest v1",
        says: "For clients of `payrequest.app/api/v1`. `/v1` and `/api/v1` are the same; links \
            and payments are those of all the other APIs.",
        operations: operations(),
        schemas: vec![
            ("PayrequestLinkCreate", create()),
            ("PayrequestLink", link()),
            ("PayrequestLinkMade", envelope(refer("PayrequestLink"))),
            ("PayrequestLinkPage", page("PayrequestLink")),
            ("PayrequestPayment", payment()),
            ("PayrequestPaymentPage", page("PayrequestPayment")),
        ],
    }
}

fn operations() -> Vec<Operation> {
    let bases = [
        (
            "/v1/payment-links",
            "/v1/payments",
            ["create_payment_link", "list_payment_links", "list_payments"],
        ),
        (
            "/api/v1/payment-links",
            "/api/v1/payments",
            ["create_payment_link_api", "list_payment_links_api", "list_payments_api"],
        ),
    ];
    let both = bases.map(|(links, payments, [create, list_links, list_payments])| {
        [
            op(Post, links, create, "Make a payment link")
                .json(refer("PayrequestLinkCreate"))
                .answers(201, "The link.", refer("PayrequestLinkMade"))
                .fails(&[422]),
            pages(op(Get, links, list_links, "List payment links"))
                .says("Every link of the mode, whichever API made it.")
                .answers(200, "A page of them, the newest first.", refer("PayrequestLinkPage"))
                .fails(&[400, 422]),
            filters(pages(op(Get, payments, list_payments, "List payments")))
                .says("Every invoice of the mode, whichever API made it.")
                .answers(200, "A page of them, the newest first.", refer("PayrequestPaymentPage"))
                .fails(&[400, 422]),
        ]
    });
    both.into_iter().flatten().collect()
}

fn pages(operation: Operation) -> Operation {
    operation.query("page", whole(1, 1_000_000).with("default", 1), "Which page, from 1.").query(
        "per_page",
        whole(1, 100).with("default", PER_PAGE),
        "How many rows a page has.",
    )
}

fn filters(operation: Operation) -> Operation {
    let day = || any_of(&[text_like(DAY).with("format", "date"), word("")]);
    let named = operation
        .query("description", text(), "What has this in its description, in any letters.")
        .query("reference", text(), "Exactly this reference, description or transaction.")
        .query("status", any_of(&[one_of(statuses()), word("")]), "Only those.");
    let days = [(FROM, "The first day, in the merchant's zone."), (TO, "The last day.")];
    days.into_iter().fold(named, |operation, ([name, others @ ..], says)| {
        let operation = operation.query(name, day(), says);
        let same = format!("Another name of `{name}`.");
        others.into_iter().fold(operation, |operation, other| operation.query(other, day(), &same))
    })
}

/// This dialect's words for where an invoice stands.
fn statuses() -> Vec<&'static str> {
    let mut words =
        Status::ALL.map(|status| Said::of(status, Exceptions::default()).payrequest).to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

fn create() -> Schema {
    request([
        must(
            "description",
            text_of(limits::TITLE)
                .says("What it is for; the slug is made of it, `-2` behind one that is taken."),
        ),
        must("amount", cents_in()),
        may("currency", refer("Currency").with("default", Fiat::Eur.code())),
        may("reference", text_of(limits::ORDER_ID).says("What your books call it.")),
    ])
}

fn link() -> Schema {
    answer([
        must("id", number_of()),
        must("url", text().with("format", "uri")),
        must("description", text()),
        must("amount", money().says("Null: the payer chooses, or buys products.")),
        must("currency", unit()),
        must("reference", text().or_null()),
        must("created_at", zoned()),
    ])
}

fn payment() -> Schema {
    let assets = Asset::ON_LEDGERS.map(|asset| asset.code().to_ascii_lowercase());
    let methods = assets.iter().map(String::as_str).chain(["psp"]);
    answer([
        must("id", number_of()),
        must("amount", money().says("Null while the payer has not chosen it.")),
        must("currency", unit()),
        must("description", text()),
        must("payment_link_id", number_of().or_null()),
        must("payment_method", one_of(methods).or_null()),
        must("reference", text().says("The transaction that paid it.").or_null()),
        must("paid_at", zoned().or_null()),
        must("customer", customer().or_null()),
        must("status", one_of(statuses())),
        must("order_id", text().or_null()),
        must("url", text().with("format", "uri")),
        must("created_at", zoned()),
    ])
}

fn customer() -> Schema {
    answer([
        must("id", null().says("Customers have no integers here.")),
        must("name", text().or_null()),
        must("email", text().or_null()),
    ])
}

/// Links and payments are counted, in each mode.
fn number_of() -> Schema {
    whole(1, i64::MAX)
}

fn money() -> Schema {
    number().with("exclusiveMinimum", 0).or_null()
}

/// What prices are in: links and invoices of the other APIs may be priced in assets.
fn unit() -> Schema {
    let assets = Asset::ON_LEDGERS.map(Asset::code);
    one_of(Fiat::ALL.map(Fiat::code).into_iter().chain(assets))
}

fn zoned() -> Schema {
    text_like(ZONED).with("format", "date-time").like("2026-05-30T12:00:00+02:00")
}

fn envelope(data: Schema) -> Schema {
    answer([must("success", flag().with("const", true)), must("data", data)])
}

/// A page as Laravel makes it.
fn page_of(row: &str) -> Schema {
    answer([
        must("current_page", whole(1, 1_000_000)),
        must("data", list(refer(row))),
        must("per_page", whole(1, 100)),
        must("total", count()),
        must("last_page", whole(1, i64::MAX)),
    ])
}
