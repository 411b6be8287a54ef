//! What arrived, what goes back and what went wrong, as `api/paylinkr/payments.rs`, `refunds.rs`,
//! `timeline.rs` and `alerts.rs` have it (seed 002, 05 and 08).

use shared::alert::AlertKind;
use shared::currency::{Asset, Network};
use shared::draft::limits;
use shared::invoice::Code;
use shared::payment::{Disposition, PaymentState};

use super::Part;
use super::common::{amount, amount_in, instant, instant_in, nothing_in};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{
    Schema, answer, count, id, list, may, must, one_of, refer, request, text, text_of, whole,
};
use crate::api::paylinkr::timeline;
use crate::http::Method::{Delete, Get, Post};

pub(super) fn part() -> Part {
    Part {
        name: "Payments",
        says: "What arrived, what goes back, and what needs you.",
        operations: [incoming(), of_invoices(), alerts()].into_iter().flatten().collect(),
        schemas: vec![
            ("IncomingPayment", payment()),
            ("IncomingPaymentPage", page_of("IncomingPayment")),
            ("Refund", refund()),
            ("RefundList", refunds()),
            (
                "Timeline",
                answer([must("data", list(refer("TimelineEntry")).says("The oldest first."))]),
            ),
            ("TimelineEntry", entry()),
            ("Alert", alert()),
            ("AlertPage", page_of("Alert")),
        ],
    }
}

fn incoming() -> Vec<Operation> {
    let (all, file) = ("/api/v1/incoming-payments", "/api/v1/incoming-payments.csv");
    let assign = "/api/v1/incoming-payments/{id}/assign";
    let whose = "The invoice's `id` or `publicId`.";
    vec![
        filters(op(Get, all, "list_incoming_payments", "List all money that was seen").pages(20))
            .answers(200, "A page of it, the newest first.", refer("IncomingPaymentPage"))
            .fails(&[400, 422]),
        filters(op(Get, file, "download_incoming_payments", "The same as a file"))
            .answers_as(200, "The newest 5,000 of the list.", "text/csv", text())
            .fails(&[422]),
        op(Post, assign, "assign_incoming_payment", "Say what unmatched money was for")
            .says("It cannot be undone.")
            .path("id", id_in_path(), "The payment's `id`.")
            .json(request([must("invoice", text_of(limits::NAME).says(whose))]))
            .answers(200, "The invoice.", refer("Invoice"))
            .fails(&[422]),
    ]
}

fn filters(operation: Operation) -> Operation {
    operation
        .query("disposition", one_of(Disposition::ALL.map(Disposition::code)), "Only those.")
        .query("after", instant_in(), "From this instant of ledger time on.")
        .query("before", instant_in(), "Before this instant.")
}

fn of_invoices() -> Vec<Operation> {
    let (all, one) = ("/api/v1/invoices/{id}/refunds", "/api/v1/invoices/{id}/refunds/{refund}");
    let whose = "The invoice's `id` or `publicId`.";
    let by_id = |operation: Operation| operation.path("id", id_in_path(), whose);
    vec![
        by_id(op(Post, all, "create_refund", "Write down that money goes back"))
            .says("You send it from your wallet; it is `sent` once the ledger shows it.")
            .json(request([
                may(
                    "amount",
                    amount_in().says("What arrived beyond what was asked, unless given."),
                ),
                may("address", text_of(limits::NAME).says("`returnAddress`, unless given.")),
            ]))
            .answers(201, "The refund.", refer("Refund"))
            .fails(&[422]),
        by_id(op(Get, all, "list_refunds", "List an invoice's refunds")).answers(
            200,
            "All of them, the oldest first.",
            refer("RefundList"),
        ),
        by_id(op(Delete, one, "delete_refund", "Take a refund back that has not left"))
            .path("refund", id_in_path(), "The refund's `id`.")
            .answers(200, "The refund as it was.", refer("Refund"))
            .fails(&[422]),
        by_id(op(Get, "/api/v1/invoices/{id}/timeline", "get_timeline", "All that happened to it"))
            .answers(200, "What is known of the invoice.", refer("Timeline")),
    ]
}

fn alerts() -> Vec<Operation> {
    vec![
        op(Get, "/api/v1/alerts", "list_alerts", "List what needs you").answers(
            200,
            "Those that stand, the newest first, 100 at most.",
            refer("AlertPage"),
        ),
        op(Post, "/api/v1/alerts/{id}/clear", "clear_alert", "End an alert by hand")
            .says("What is still wrong is raised again when it is noticed again.")
            .path("id", id_in_path(), "The alert's `id`.")
            .json(nothing_in())
            .answers(200, "The alert.", refer("Alert")),
    ]
}

fn payment() -> Schema {
    let maybe = || text().or_null();
    answer([
        must("id", id("pay")),
        must("mode", refer("Mode")),
        must("disposition", one_of(Disposition::ALL.map(Disposition::code))),
        must("state", one_of(PaymentState::ALL.map(PaymentState::code))),
        must("invoiceId", id("inv").or_null()),
        must("paymentNetwork", refer("Network")),
        must("asset", text().says("The code; `CODE:ISSUER` for one that is none of ours.")),
        must("amount", amount()),
        must("destinationAddress", text()),
        must("senderAddress", maybe()),
        must("reference", maybe().says("What the payer sent along.")),
        must("transaction", text().says("The ledger's name for it.")),
        must("at", instant().says("When the ledger closed it.")),
        must("note", maybe().says("A way that pays no invoice by itself.")),
        must("valueCurrency", refer("Currency").or_null()),
        must("value", amount().or_null().says("What it was worth at `at`.")),
        must("rate", amount().or_null()),
        must("rateSources", maybe().says("Names, with blanks between.")),
        must("rateAt", instant().or_null()),
        must("createdAt", instant().says("When it was seen.")),
    ])
}

fn refund() -> Schema {
    answer([
        must("id", id("ref")),
        must("invoiceId", id("inv")),
        must("status", one_of(["awaiting", "sent"])),
        must("amount", amount()),
        must("asset", one_of(Asset::ON_LEDGERS.map(Asset::code))),
        must("paymentNetwork", one_of([Network::Stellar, Network::Xrpl].map(Network::code))),
        must("address", text().says("Where it goes.")),
        must("sourceAddress", text().says("Where it leaves from.")),
        must("transaction", text().or_null()),
        must("createdAt", instant()),
        must("sentAt", instant().or_null()),
    ])
}

/// All on one page, however many there are.
fn refunds() -> Schema {
    answer([
        must("data", list(refer("Refund")).says("The oldest first.")),
        must("total", count()),
        must("page", whole(1, 1)),
        must("limit", count()),
        must("pages", whole(1, 1)),
    ])
}

fn entry() -> Schema {
    let codes = Code::ALL.map(Code::code).into_iter().chain(timeline::LEAVING);
    let actors = "The key that acted, `customer`, `ledger`, `sandbox`, `clock` or `paylinkr`.";
    answer([
        must("seq", count().says("From 1.")),
        must("at", instant()),
        must("code", one_of(codes)),
        must("text", text().says("A sentence.")),
        must("actor", text().says(actors)),
        may("amount", amount()),
        may("asset", text()),
        may("transaction", text()),
    ])
}

fn alert() -> Schema {
    answer([
        must("id", id("alr")),
        must("kind", one_of(AlertKind::ALL.map(AlertKind::code))),
        must("subject", text().says("The address, server, pair, payment or transaction.")),
        must("detail", text().says("A sentence.")),
        must("raisedAt", instant()),
    ])
}
