//! Invoices, as `api/paylinkr/invoices.rs` reads and writes them (seed 002, 05).

use shared::currency::{Asset, Fiat, Network};
use shared::draft::ExpiresIn;
use shared::invoice::{Exceptions, Status};

use super::Part;
use super::common::{
    BACK, amount, amount_in, email_in, https_url, instant, instant_in, nothing_in, price_in,
};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{
    Field, Schema, answer, count, flag, id, lines_of, list, map, may, must, one_of, only, refer,
    request, text, text_like, text_of, word,
};
use crate::http::Method::{Get, Post};

pub(super) fn part() -> Part {
    Part {
        name: "Invoices",
        says: "What one payer is asked for once.",
        operations: operations(),
        schemas: vec![
            ("Invoice", invoice()),
            ("InvoicePage", page_of("Invoice")),
            ("InvoiceCreate", create()),
            ("InvoiceLine", line()),
            ("InvoiceTax", tax()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    let mut all = vec![
        op(Post, "/api/v1/invoices", "create_invoice", "Make an invoice")
            .says(
                "Exactly one of `amount`, `pricingCurrency` with `pricingAmount`, and \
                 `allowCustomAmount: true`.",
            )
            .json(refer("InvoiceCreate"))
            .answers(201, "The invoice.", refer("Invoice"))
            .fails(&[422]),
        filters(op(Get, "/api/v1/invoices", "list_invoices", "List invoices").pages(20))
            .answers(200, "A page of them, the newest first.", refer("InvoicePage"))
            .fails(&[400, 422]),
        filters(op(Get, "/api/v1/invoices.csv", "download_invoices", "Invoices as a file"))
            .answers_as(200, "The newest 2,000 of the list.", "text/csv", text())
            .fails(&[400, 422]),
        by_id(op(Get, "/api/v1/invoices/{id}", "get_invoice", "Read an invoice")).answers(
            200,
            "The invoice.",
            refer("Invoice"),
        ),
    ];
    let acts = [
        ("settle", "/api/v1/invoices/{id}/settle", "settle_invoice", "Accept what arrived"),
        ("expire", "/api/v1/invoices/{id}/expire", "expire_invoice", "Close it"),
        ("cancel", "/api/v1/invoices/{id}/cancel", "cancel_invoice", "Take it back"),
        ("reopen", "/api/v1/invoices/{id}/reopen", "reopen_invoice", "Open an expired one again"),
        ("remind", "/api/v1/invoices/{id}/remind", "remind_of_invoice", "Mail a reminder"),
        ("notify", "/api/v1/invoices/{id}/notify", "notify_of_invoice", "Mail the request"),
    ];
    for (act, pattern, id, summary) in acts {
        let body = match act {
            "notify" => request([may("channel", word("EMAIL"))]),
            _ => nothing_in(),
        };
        let one = by_id(op(Post, pattern, id, summary)).json(body);
        all.push(one.answers(200, "The invoice.", refer("Invoice")).fails(&[422]));
    }
    all
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its `id` or `publicId`.")
}

fn filters(operation: Operation) -> Operation {
    operation
        .query("status", one_of(Status::ALL.map(Status::code)), "Only those.")
        .query("orderId", text(), "Exactly this one.")
        .query("createdAfter", instant_in(), "From this instant on.")
        .query("createdBefore", instant_in(), "Before this instant.")
}

fn create() -> Schema {
    let own = [
        must("title", text_of(200).says("What it is for.")),
        may("allowCustomAmount", flag().says("The payer chooses the amount.")),
        may("minAmount", amount_in().says("The least of that.")),
        may("orderId", text_of(100).says("Your reference.")),
        may("expiresIn", one_of(ExpiresIn::WORDS).with("default", "24h")),
        may("customerEmail", email_in()),
        may("customerName", text_of(100)),
        may("description", lines_of(1_000)),
        may("returnUrl", https_url().says(BACK)),
    ];
    request(own.into_iter().chain(price_in())).cases(prices())
}

/// Exactly one of three ways to price it is given (M4).
fn prices() -> [Schema; 3] {
    let texts = ["amount", "pricingCurrency", "pricingAmount", "minAmount"];
    let flags = ["allowCustomAmount"];
    let price = |named: &[&str], beside: &[&str]| only(named, beside, &texts, &flags);
    [
        price(&["amount"], &[]),
        price(&["pricingCurrency", "pricingAmount"], &[]),
        price(&["allowCustomAmount"], &["minAmount"]),
    ]
}

fn invoice() -> Schema {
    let texts = || list(text());
    let own = [
        must("id", id("inv")),
        must("publicId", text_like("^[0-9a-z]{16}$")),
        must("mode", refer("Mode")),
        must("title", text()),
        must("description", text().or_null()),
        must("status", one_of(Status::ALL.map(Status::code))),
        must("exceptions", list(one_of(exceptions().codes()))),
        must("paymentNetwork", one_of(Network::ALL.map(Network::code))),
        must("expectedAmount", amount().or_null()),
        must("receivedAmount", amount()),
        must("remainingAmount", amount().or_null()),
        must("excessAmount", amount()),
        must("refundedAmount", amount()),
        must("asset", asset()),
        must("allowCustomAmount", flag()),
        must("minAmount", amount().or_null()),
        must("pricingCurrency", one_of(Fiat::ALL.map(Fiat::code)).or_null()),
        must("pricingAmount", amount().or_null()),
        must("rate", amount().or_null()),
        must("rateSource", one_of(["median", "sandbox"]).or_null()),
        must("rateSources", texts()),
        must("rateAt", instant().or_null()),
        must("quoteExpiresAt", instant().or_null()),
        may("quoteProblem", word("no_reliable_rate")),
        must("memo", text().or_null()),
        must("reference", text()),
        must("referenceLabel", text()),
        must("destinationAddress", text().or_null()),
        may("alternativeAddress", text()),
        may("returnAddress", text()),
        must("orderId", text().or_null()),
        must("customerEmail", text().or_null()),
        must("customerName", text().or_null()),
        must("returnUrl", text().or_null()),
        must("metadata", refer("Metadata")),
        must("payUrl", text().with("format", "uri")),
        must("createdAt", instant()),
        may("paidAt", instant()),
        must("expiresAt", instant().or_null()),
        may("subscriptionId", text()),
        may("dueAt", instant()),
    ];
    answer(own.into_iter().chain(of_link()))
}

/// What an invoice of a link has beside.
pub(super) fn of_link() -> [Field; 7] {
    let units = Fiat::ALL.map(Fiat::code).into_iter().chain(Asset::ON_LEDGERS.map(Asset::code));
    [
        may("linkId", text()),
        may("paymentForId", text().or_null()),
        may("lines", list(refer("InvoiceLine"))),
        may("linesCurrency", one_of(units)),
        may("tax", refer("InvoiceTax")),
        may("customFields", map(text())),
        may("address", map(text())),
    ]
}

/// What it is paid in.
pub(super) fn asset() -> Schema {
    one_of(Asset::ON_LEDGERS.into_iter().chain([Asset::Eur]).map(Asset::code))
}

/// What was sold by a link.
fn line() -> Schema {
    answer([
        must("productId", text().or_null()),
        must("title", text()),
        must("quantity", count()),
        must("price", amount()),
    ])
}

fn tax() -> Schema {
    answer([
        must("name", text()),
        must("percentage", amount()),
        must("inclusive", flag()),
        must("amount", amount()),
    ])
}

/// All that can hold.
pub(super) fn exceptions() -> Exceptions {
    Exceptions {
        overpaid: true,
        underpaid: true,
        paid_late: true,
        settled_short: true,
        refunded: true,
        disputed: true,
    }
}
