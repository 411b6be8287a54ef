//! Where events go, their log and their feed, as `api/paylinkr/webhooks.rs`, `events.rs` and
//! `logs.rs` have it (seed 002, 09).

use shared::webhook::EventName;

use super::common::{https_url, instant, nothing_in};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{
    Schema, answer, count, flag, id, list, may, must, one_of, refer, request, text, text_like,
    whole,
};
use super::{Part, events};
use crate::http::Method::{Get, Patch, Post};

pub(super) fn part() -> Part {
    let mut schemas = vec![
        ("Webhook", webhook()),
        ("WebhookQueued", queued()),
        ("WebhookDelivery", delivery()),
        ("WebhookDeliveryPage", page_of("WebhookDelivery")),
        ("EventFeed", feed()),
        ("RequestLog", log()),
        ("RequestLogPage", page_of("RequestLog")),
    ];
    schemas.extend(events::schemas());
    Part {
        name: "Webhooks",
        says: "What your server is told, and what was told and asked before.",
        operations: operations(),
        schemas,
    }
}

fn operations() -> Vec<Operation> {
    let replay = "/api/v1/webhooks/logs/{id}/replay";
    vec![
        op(Get, "/api/v1/events", "list_events", "Read what happened in the last 30 days")
            .query("after", id("evt"), "The last event that is known: those behind it.")
            .query("limit", whole(1, 100).with("default", 100), "How many there are at most.")
            .answers(200, "Some of them, the oldest first.", refer("EventFeed"))
            .fails(&[400, 422]),
        op(Get, "/api/v1/webhooks", "get_webhook", "Read where events go").answers(
            200,
            "Where events of this mode go.",
            refer("Webhook"),
        ),
        op(Patch, "/api/v1/webhooks", "change_webhook", "Set where events go, or a new secret")
            .says("There is one address for each mode. What is due goes to the new one.")
            .json(request([
                may("webhookUrl", webhook_url()),
                may("regenerateSecret", flag().says("The old one signs for 24 hours more.")),
            ]))
            .answers(200, "The webhook, with `secret` if it is new.", refer("Webhook"))
            .fails(&[422]),
        op(Post, "/api/v1/webhooks/test", "test_webhook", "Send a test")
            .json(nothing_in())
            .answers(201, "What is being sent.", refer("WebhookQueued"))
            .fails(&[422]),
        op(Get, "/api/v1/webhooks/logs", "list_webhook_deliveries", "List deliveries")
            .pages(25)
            .answers(200, "A page of them, the newest first.", refer("WebhookDeliveryPage"))
            .fails(&[400, 422]),
        op(Post, replay, "replay_webhook_delivery", "Send an event again")
            .says("The same `webhook-id` and body, to the address that is set now.")
            .path("id", id_in_path(), "The delivery's `id`.")
            .json(nothing_in())
            .answers(201, "What is being sent.", refer("WebhookQueued"))
            .fails(&[422]),
        op(Get, "/api/v1/requests/logs", "list_requests", "List what was asked with your keys")
            .pages(25)
            .query("requestId", text(), "Exactly this one.")
            .query("method", text(), "Only those; upper or lower case.")
            .query("statusCode", whole(100, 599), "Only those.")
            .answers(200, "A page of them, the newest first.", refer("RequestLogPage"))
            .fails(&[400, 422]),
    ]
}

fn webhook_url() -> Schema {
    https_url().says(
        "Null turns delivery off. On a developer's machine (`cargo xtask dev`) `http` and loopback \
         are taken, too.",
    )
}

fn names() -> Schema {
    one_of(EventName::ALL.map(EventName::code))
}

fn webhook() -> Schema {
    let secret = text_like("^whsec_").says("Only in the answer that makes it.");
    answer([
        must("webhookUrl", text().or_null()),
        must("mode", refer("Mode")),
        must("events", list(names())),
        must("oldSecretValidUntil", instant().or_null()),
        may("secret", secret),
    ])
}

fn queued() -> Schema {
    answer([must("deliveryId", id("dlv")), must("eventId", id("evt")), must("event", names())])
}

fn delivery() -> Schema {
    let maybe = || text().or_null();
    answer([
        must("id", id("dlv")),
        must("eventId", id("evt")),
        must("event", names()),
        must("objectId", text().says("What it is about.")),
        must("url", text().says("Where it goes next, or went last.")),
        must("state", one_of(["due", "delivered", "failed"])),
        must("attempts", count()),
        must("statusCode", whole(100, 999).or_null()),
        must("error", maybe()),
        must("response", maybe().says("Its first 500 characters.")),
        must("durationMs", count().or_null()),
        must("payload", refer("Event")),
        must("createdAt", instant()),
        must("lastAttemptAt", instant().or_null()),
        must("deliveredAt", instant().or_null()),
        must("nextAttemptAt", instant().or_null()),
    ])
}

fn feed() -> Schema {
    let event = answer([
        must("id", id("evt")),
        must("event", names()),
        must("objectId", text().says("What it is about.")),
        must("sequence", count().says("Which event of that it is, from 1.")),
        must("createdAt", instant().says("The world's time.")),
        must("payload", refer("Event")),
    ]);
    answer([
        must("data", list(event)),
        must("hasMore", flag()),
        must("next", id("evt").or_null().says("What to ask `after` with.")),
    ])
}

fn log() -> Schema {
    let key = answer([must("id", text()), must("name", text()), must("last4", text())]);
    answer([
        must("requestId", text().with("format", "uuid")),
        must("method", text()),
        must("path", text().says("Without the query.")),
        must("statusCode", whole(100, 599)),
        must("durationMs", count()),
        must("idempotencyKey", text().or_null()),
        must("apiKey", key),
        must("mode", refer("Mode")),
        must("createdAt", instant()),
    ])
}
