//! What is owed to people, as `api/paylinkr/customers.rs` has it.

use super::Part;
use super::common::email_in;
use super::operation::op;
use super::schema::{Schema, answer, count, must, refer, request};
use crate::http::Method::Post;

pub(super) fn part() -> Part {
    let says = "Names, addresses and answers go, from rows, payloads and mails; ids and amounts \
                stay. 409 while a subscription goes on.";
    Part {
        name: "Customers",
        says: "To forget them.",
        operations: vec![
            op(Post, "/api/v1/customers/forget", "forget_customer", "Forget a customer")
                .says(says)
                .json(refer("CustomerForget"))
                .answers(200, "What was found, and is forgotten.", refer("CustomerForgotten"))
                .fails(&[422]),
        ],
        schemas: vec![
            ("CustomerForget", request([must("email", email_in())])),
            ("CustomerForgotten", forgotten()),
        ],
    }
}

fn forgotten() -> Schema {
    answer([
        must("invoices", count()),
        must("subscriptions", count()),
        must("links", count()),
        must("customers", count()),
        must("mails", count().says("Of the last 30 days; they are deleted.")),
    ])
}
