//! One effect per key, for exactly 24 hours, with the same bytes.

use edge::platform::SqlError;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

const DAY_MS: i64 = 86_400_000;

fn create(world: &World, key: &str, body: &Json) -> Answer {
    world.post("/api/v1/invoices").header("idempotency-key", key).json(body).send()
}

fn body() -> Json {
    json!({"title": "t", "amount": "1"})
}

fn invoices(world: &World) -> i64 {
    world.count("SELECT count(*) FROM invoice")
}

#[test]
fn the_same_request_again_gets_the_same_bytes() {
    let world = World::new();
    let first = create(&world, "k1", &body());
    let again = create(&world, "k1", &json!({"amount": "1", "title": "t"}));
    let quoted = create(&world, "\"k1\"", &body());
    assert_eq!((first.status, again.status, quoted.status), (201, 201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!(first.text, quoted.text);
    assert_eq!(first.header("idempotent-replayed"), None);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(invoices(&world), 1);
}

#[test]
fn another_body_or_another_route_is_a_conflict() {
    let world = World::new();
    let id = create(&world, "k1", &body()).get("id");
    let other = create(&world, "k1", &json!({"title": "t", "amount": "2"}));
    assert_eq!((other.status, other.get("code")), (409, "idempotency_key_reused".to_owned()));
    let route =
        world.post(&format!("/api/v1/invoices/{id}/cancel")).header("idempotency-key", "k1").send();
    assert_eq!((route.status, route.get("code")), (409, "idempotency_key_reused".to_owned()));
    assert_eq!(world.read(&id).get("status"), "unpaid");
}

#[test]
fn a_key_lives_for_exactly_24_hours() {
    let world = World::new();
    let first = create(&world, "k1", &body());
    world.pass_ms(DAY_MS - 1);
    assert_eq!(create(&world, "k1", &body()).text, first.text);
    world.pass_ms(1);
    assert_ne!(create(&world, "k1", &body()).text, first.text);
    assert_eq!(invoices(&world), 2);
}

#[test]
fn merchants_and_modes_have_their_own_keys() {
    let world = World::new();
    create(&world, "k1", &body());
    let other = world.merchant("other");
    let made = world
        .post("/api/v1/invoices")
        .key(&other.test)
        .header("idempotency-key", "k1")
        .json(&body())
        .send();
    assert_eq!(made.status, 201);
    assert_eq!(made.header("idempotent-replayed"), None);
}

#[test]
fn an_act_is_done_once_and_answered_twice() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    let cancel = || {
        world.post(&format!("/api/v1/invoices/{id}/cancel")).header("idempotency-key", "c1").send()
    };
    let (first, again) = (cancel(), cancel());
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.text, again.text);
}

#[test]
fn a_refusal_after_the_checks_is_kept_and_others_are_not() {
    let world = World::new();
    let bad = json!({"title": "t", "amount": "0"});
    let first = create(&world, "k1", &bad);
    let again = create(&world, "k1", &bad);
    assert_eq!((first.status, &first.text), (422, &again.text));
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    let unreadable = |body: &str| {
        world
            .post("/api/v1/invoices")
            .header("idempotency-key", "k2")
            .header("content-type", "application/json")
            .body(body)
            .send()
    };
    assert_eq!(unreadable("{").status, 400);
    assert_eq!(unreadable("{\"title\":\"t\",\"amount\":\"1\"}").status, 201);
}

#[test]
fn a_refusal_is_kept_although_settings_changed_since_the_isolate_learned_them() {
    let world = World::new();
    world.invoice(json!({}));
    let changed = world.patch("/api/v1/merchant").json(&json!({"name": "Other Coffee"})).send();
    assert_eq!(changed.status, 200);
    let bad = json!({"title": "t", "amount": "0"});
    let first = create(&world, "k1", &bad);
    assert_eq!((first.status, first.header("idempotent-replayed")), (422, None));
    let again = create(&world, "k1", &bad);
    assert_eq!(again.text, first.text);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
}

#[test]
fn a_key_that_is_no_key_is_refused() {
    let world = World::new();
    let long = "x".repeat(256);
    for key in ["", "\"\"", "a b", "a\u{e9}", "a\tb", long.as_str()] {
        assert_eq!(create(&world, key, &body()).status, 400, "{key:?}");
    }
    assert_eq!(create(&world, &"x".repeat(255), &body()).status, 201);
    assert_eq!(invoices(&world), 1);
}

#[test]
fn a_lost_reply_is_resolved_by_asking_again() {
    let world = World::new();
    world.invoice(json!({}));
    world.sql.fail_next(SqlError::Lost("Network connection lost".to_owned()));
    let lost = create(&world, "k1", &body());
    assert_eq!((lost.status, lost.header("retry-after")), (503, Some("1")));
    let again = create(&world, "k1", &body());
    assert_eq!((again.status, again.header("idempotent-replayed")), (201, Some("true")));
    assert_eq!(invoices(&world), 2);
}

#[test]
fn an_overloaded_database_is_503_and_writes_nothing() {
    let world = World::new();
    world.invoice(json!({}));
    world.sql.fail_next(SqlError::Overloaded);
    let busy = create(&world, "k1", &body());
    assert_eq!((busy.status, busy.header("retry-after")), (503, Some("2")));
    assert_eq!(create(&world, "k1", &body()).header("idempotent-replayed"), None);
}
