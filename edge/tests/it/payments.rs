//! Money that arrives in every shape, and the test clock.

use serde_json::{Value as Json, json};

use crate::support::World;

const HOUR_MS: i64 = 3_600_000;

#[test]
fn exact_money_pays_and_everything_is_told() {
    let world = World::new();
    world.listen();
    let id = world.invoice(json!({})).get("id");
    let paid = world.pay(json!({"invoice": id}));
    assert_eq!(paid.json["disposition"], json!("counted"));
    assert_eq!(paid.json["invoice"]["status"], json!("paid"));
    let read = world.read(&id);
    assert_eq!(read.get("receivedAmount"), "10.00");
    assert_eq!(read.get("paidAt"), "2026-01-15T10:00:00.000Z");
    world.after();
    assert_eq!(world.events(), ["invoice.created", "invoice.paid"]);
}

#[test]
fn half_then_half_is_paid_and_more_is_excess() {
    let world = World::new();
    world.listen();
    let id = world.invoice(json!({})).get("id");
    world.pay(json!({"invoice": id, "amount": "5"}));
    assert_eq!(world.read(&id).get("remainingAmount"), "5.00");
    world.pay(json!({"invoice": id, "amount": "5"}));
    let again = world.pay(json!({"invoice": id, "amount": "2.5"}));
    assert_eq!(again.json["disposition"], json!("duplicate"));
    let read = world.read(&id);
    assert_eq!(
        (read.get("receivedAmount"), read.get("excessAmount")),
        ("10.00".into(), "2.50".into())
    );
    assert_eq!(read.json["exceptions"], json!(["overpaid"]));
    world.after();
    assert_eq!(
        world.events(),
        ["invoice.created", "invoice.partially_paid", "invoice.paid", "invoice.overpaid",]
    );
}

#[test]
fn pending_money_counts_when_it_is_final_and_not_when_it_fails() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    let first = world.pay(json!({"invoice": id, "state": "pending"})).get("transaction");
    assert_eq!(world.read(&id).get("status"), "pending");
    assert_eq!(world.read(&id).get("receivedAmount"), "0");
    world.pay(json!({"transaction": first, "state": "failed"}));
    assert_eq!(world.read(&id).get("status"), "unpaid");
    let second = world.pay(json!({"invoice": id, "state": "pending"})).get("transaction");
    world.pay(json!({"transaction": second, "state": "final"}));
    assert_eq!(world.read(&id).get("status"), "paid");
    let over = world
        .post("/api/v1/test/payments")
        .json(&json!({"transaction": second, "state": "final"}))
        .send();
    assert_eq!((over.status, over.get("code")), (422, "already_final".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM payment"), 2);
}

#[test]
fn a_pending_invoice_falls_back_after_a_quarter_of_an_hour() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    world.pay(json!({"invoice": id, "state": "pending"}));
    world.pass_ms(15 * 60_000 + 1);
    assert_eq!(world.read(&id).get("status"), "unpaid");
    world.tick();
    assert_eq!(world.count("SELECT count(*) FROM invoice WHERE status = 'unpaid'"), 1);
}

#[test]
fn late_money_counts_for_a_day_and_then_waits_for_the_merchant() {
    let world = World::new();
    let late = world.invoice(json!({"expiresIn": "1h"})).get("id");
    let too_late = world.invoice(json!({"expiresIn": "1h"})).get("id");
    let priced = world
        .post("/api/v1/invoices")
        .json(&json!({"title": "t", "pricingCurrency": "USD", "pricingAmount": 10,
                      "expiresIn": "1h"}))
        .send()
        .get("id");
    world.pass_ms(2 * HOUR_MS);
    world.tick();
    world.pay(json!({"invoice": late}));
    let read = world.read(&late);
    assert_eq!(
        (read.get("status"), &read.json["exceptions"]),
        ("paid".into(), &json!(["paid_late"]))
    );
    world.pay(json!({"invoice": priced}));
    assert_eq!(world.read(&priced).get("status"), "expired");
    world.pass_ms(25 * HOUR_MS);
    let paid = world.pay(json!({"invoice": too_late}));
    assert_eq!(paid.json["disposition"], json!("late"));
    assert_eq!(world.read(&too_late).json["exceptions"], json!(["paid_late"]));
    let settled = world.post(&format!("/api/v1/invoices/{too_late}/settle")).send();
    assert_eq!(
        (settled.get("status"), settled.get("receivedAmount")),
        ("paid".into(), "10.00".into())
    );
}

#[test]
fn money_with_a_wrong_memo_is_kept_as_unmatched() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    let paid = world.pay(json!({"memo": "PLR-00000000", "amount": "10"}));
    assert_eq!(paid.json["disposition"], json!("unmatched"));
    assert_eq!(paid.json["invoice"], Json::Null);
    assert_eq!(world.read(&id).get("status"), "unpaid");
    let unmatched = "SELECT count(*) FROM payment WHERE disposition = 'unmatched'";
    assert_eq!(world.count(unmatched), 1);
}

#[test]
fn a_memo_copied_by_hand_finds_its_invoice() {
    let world = World::new();
    let made = world.invoice(json!({}));
    let memo = format!(" {} ", made.get("memo").to_lowercase());
    let paid = world.pay(json!({"memo": memo.trim(), "amount": "10"}));
    assert_eq!(paid.json["disposition"], json!("counted"));
}

#[test]
fn the_test_clock_moves_business_time_and_nothing_else() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    let set = world.post("/api/v1/test/clock").json(&json!({"advance": "25h"})).send();
    assert_eq!((set.status, set.get("now")), (200, "2026-01-16T11:00:00.000Z".to_owned()));
    assert_eq!(set.get("realNow"), "2026-01-15T10:00:00.000Z");
    assert_eq!(world.read(&id).get("status"), "expired");
    world.after();
    assert_eq!(world.count("SELECT count(*) FROM invoice WHERE status = 'expired'"), 1);
    assert_eq!(world.invoice(json!({})).get("createdAt"), "2026-01-16T11:00:00.000Z");
    let reset = world.read(&id).header("x-ratelimit-reset").unwrap().to_owned();
    assert_eq!(reset, "1768471260");
    for (body, field) in [
        (json!({"advance": "-1h"}), "advance"),
        (json!({"now": "2026-01-15T10:00:00Z"}), "now"),
        (json!({"advance": "9999d"}), "advance"),
        (json!({}), "advance"),
        (json!({"advance": "5"}), "advance"),
        (json!({"advance": "1h", "now": "2026-01-17T10:00:00Z"}), "now"),
    ] {
        let refused = world.post("/api/v1/test/clock").json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"][field].is_array(), "{}", refused.json);
    }
    assert_eq!(world.get("/api/v1/test/clock").send().json["offsetMs"], json!(25 * HOUR_MS));
}

#[test]
fn the_sandbox_is_closed_to_live_keys() {
    let world = World::new();
    let live = world.keys.live.clone();
    let body = json!({"memo": "PLR-00000000", "amount": "1"});
    let paid = world.post("/api/v1/test/payments").key(&live).json(&body).send();
    assert_eq!((paid.status, paid.get("code")), (403, "wrong_mode".to_owned()));
    assert_eq!(world.get("/api/v1/test/clock").key(&live).send().status, 403);
}

#[test]
fn ten_who_pay_at_once_are_all_seen_and_the_ledger_has_one_order() {
    let world = World::new();
    let ids: Vec<String> = (0..10).map(|_| world.invoice(json!({})).get("id")).collect();
    let pay = |id: &String| world.post("/api/v1/test/payments").json(&json!({"invoice": id}));
    let paid = world.at_once(ids.iter().map(pay));
    for (id, paid) in ids.iter().zip(&paid) {
        assert_eq!((paid.status, &paid.json["invoice"]["id"]), (201, &json!(id)), "{}", paid.text);
        assert_eq!(world.read(id).get("status"), "paid");
    }
    let places = "SELECT count(*) FROM sandbox_entry WHERE position BETWEEN 1 AND 10";
    assert_eq!(world.count(places), 10);
}

#[test]
fn of_two_who_end_one_transaction_at_once_the_second_is_told_that_it_is_final() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    for (transaction, known) in [("fresh", false), ("pending", true)] {
        let state =
            |state: &str| json!({"invoice": id, "transaction": transaction, "state": state});
        if known {
            world.pay(state("pending"));
        }
        let ends =
            ["failed", "final"].map(|end| world.post("/api/v1/test/payments").json(&state(end)));
        let ended = world.at_once(ends);
        assert_eq!((ended[0].status, ended[1].status), (201, 422), "{}", ended[1].text);
        assert_eq!(ended[1].get("code"), "already_final");
    }
    assert_eq!(world.read(&id).get("status"), "unpaid");
}
