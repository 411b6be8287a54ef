//! The cron: what time has changed, once, however often it runs.

use serde_json::json;

use crate::support::World;

const HOUR_MS: i64 = 3_600_000;

#[test]
fn an_overdue_invoice_is_expired_once_and_told_once() {
    let world = World::new();
    world.listen();
    let made = world.invoice(json!({"expiresIn": "1h", "customerEmail": "alex.buyer@example.com"}));
    world.after();
    world.pass_ms(2 * HOUR_MS);
    for _ in 0..3 {
        world.tick();
    }
    assert_eq!(world.events(), ["invoice.created", "invoice.expired"]);
    assert_eq!(world.count("SELECT count(*) FROM mail WHERE kind = 'expired'"), 1);
    assert_eq!(world.read(&made.get("id")).get("status"), "expired");
}

#[test]
fn a_short_invoice_expires_as_underpaid() {
    let world = World::new();
    world.listen();
    let id = world.invoice(json!({"expiresIn": "1h"})).get("id");
    world.pay(json!({"invoice": id, "amount": "4"}));
    world.after();
    world.pass_ms(2 * HOUR_MS);
    world.tick();
    let events = world.events();
    assert_eq!(events[2..], ["invoice.expired", "invoice.underpaid"]);
}

#[test]
fn invoices_that_never_expire_are_left_alone() {
    let world = World::new();
    let id = world.invoice(json!({"expiresIn": "never"})).get("id");
    world.pass_ms(1_000_000 * HOUR_MS);
    world.tick();
    assert_eq!(world.read(&id).get("status"), "unpaid");
}

#[test]
fn a_tick_does_what_its_budget_allows_and_the_next_goes_on() {
    let world = World::with(|settings| settings.budget.overdue = 3);
    for _ in 0..5 {
        world.invoice(json!({"expiresIn": "1h"}));
    }
    world.pass_ms(2 * HOUR_MS);
    let expired = "SELECT count(*) FROM invoice WHERE status = 'expired'";
    world.tick();
    assert_eq!(world.count(expired), 3);
    world.tick();
    assert_eq!(world.count(expired), 5);
}

#[test]
fn what_is_old_is_forgotten_and_money_is_not() {
    let world = World::new();
    world.listen();
    let id = world.invoice(json!({"customerEmail": "alex.buyer@example.com"})).get("id");
    world.post(&format!("/api/v1/invoices/{id}/notify")).header("idempotency-key", "k").send();
    world.pay(json!({"invoice": id}));
    world.after();
    world.pass_ms(31 * 24 * HOUR_MS);
    world.tick();
    for table in ["request_log", "delivery", "event", "mail", "idempotency"] {
        assert_eq!(world.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(world.count("SELECT count(*) FROM payment"), 1);
    assert!(world.count("SELECT count(*) FROM invoice_event") > 0);
}
