//! Subscriptions, as `api/paylinkr/subscriptions.rs` reads and writes them (seed 002, 08).

use shared::draft::limits;

use super::Part;
use super::billing::{act_in, action, acts, customer_in, dates, subscription};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{Schema, case, flag, given, id, may, must, refer, request, text, text_of};
use crate::http::Method::{Get, Patch, Post};

pub(super) fn part() -> Part {
    let names = ["amount", "customerEmail", "customerName"];
    let own = must("packageId", id("pkg"));
    Part {
        name: "Subscriptions",
        says: "Who pays again and again for a package.",
        operations: operations(),
        schemas: vec![
            ("Subscription", subscription("cusub", own, names)),
            ("SubscriptionPage", page_of("Subscription")),
            ("SubscriptionCreate", create()),
            ("SubscriptionAct", act()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    const ALL: &str = "/api/v1/subscriptions";
    const ONE: &str = "/api/v1/subscriptions/{id}";
    const LOGS: &str = "/api/v1/subscriptions/webhook-logs";
    const DATES: &str = "/api/v1/subscriptions/{id}/schedule";
    vec![
        op(Post, ALL, "create_subscription", "Subscribe a customer to a package")
            .says(
                "It is active at once, or trialing. Its first invoice comes one interval from \
                 now; now with `startImmediately: true`; when the trial ends, if there is one.",
            )
            .json(refer("SubscriptionCreate"))
            .answers(201, "The subscription.", refer("Subscription"))
            .fails(&[404, 422]),
        op(Get, ALL, "list_subscriptions", "List subscriptions")
            .pages(20)
            .query("status", refer("SubscriptionStatus"), "Only those.")
            .query("packageId", text(), "The package's id, public id or slug.")
            .answers(200, "A page of them, the newest first.", refer("SubscriptionPage"))
            .fails(&[400, 422]),
        op(Get, LOGS, "list_subscription_deliveries", "Webhooks about subscriptions")
            .pages(25)
            .answers(200, "A page of deliveries, the newest first.", refer("WebhookDeliveryPage"))
            .fails(&[400, 422]),
        by_id(op(Get, ONE, "get_subscription", "Read a subscription")).answers(
            200,
            "The subscription.",
            refer("Subscription"),
        ),
        by_id(op(Patch, ONE, "change_subscription", "Pause, resume or cancel"))
            .json(refer("SubscriptionAct"))
            .answers(200, "The subscription.", refer("Subscription"))
            .fails(&[409, 422]),
        by_id(dates(DATES, "get_subscription_schedule")),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its `id` or `publicId`.")
}

fn create() -> Schema {
    let own = [
        must("packageId", text_of(limits::NAME).says("The package's id, public id or slug.")),
        may(
            "startImmediately",
            flag().with("default", false).says(
                "True: the first period begins now, with an invoice. False: one interval from now. \
             With a trial it makes no difference.",
            ),
        ),
        may("skipTrial", flag().with("default", false).says("Leaves the package's trial out.")),
        may("metadata", refer("MetadataIn").says("Else the package's.")),
    ];
    request(own.into_iter().chain(customer_in()))
        .cases(["customerEmail", "clientEmail"].map(|name| case([must(name, given())])))
}

fn act() -> Schema {
    request([must("action", action())].into_iter().chain(act_in())).cases(acts())
}
