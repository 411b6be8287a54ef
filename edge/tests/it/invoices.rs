//! Invoices over the API: ways of pricing, lists, acts, timeline, other people's invoices.

use serde_json::{Value as Json, json};

use crate::support::World;

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_price_in_a_currency_becomes_an_amount_that_rounds_up() {
    let world = World::new();
    let made = world
        .post("/api/v1/invoices")
        .json(&json!({"title": "t", "pricingCurrency": "EUR", "pricingAmount": "10.00"}))
        .send();
    // 10 / 0.92 = 10.86956521739…, up at the seventh place.
    assert_eq!(made.get("expectedAmount"), "10.8695653");
    assert_eq!((made.get("rate"), made.get("rateSource")), ("0.92".into(), "sandbox".into()));
    assert_eq!(made.get("pricingAmount"), "10.00");
}

#[test]
fn a_payer_may_choose_the_amount_from_the_least_on() {
    let world = World::new();
    let made = world
        .post("/api/v1/invoices")
        .json(&json!({"title": "Tip", "allowCustomAmount": true, "minAmount": "5"}))
        .send();
    assert_eq!(made.json["expectedAmount"], Json::Null);
    let id = made.get("id");
    world.pay(json!({"invoice": id, "amount": "4"}));
    assert_eq!(world.read(&id).get("status"), "partially_paid");
    world.pay(json!({"invoice": id, "amount": "3"}));
    let paid = world.read(&id);
    assert_eq!((paid.get("status"), paid.get("expectedAmount")), ("paid".into(), "7.00".into()));
}

#[test]
fn xrp_is_referenced_by_a_destination_tag() {
    let world = World::new();
    let made = world.invoice(json!({"asset": "XRP"}));
    assert_eq!(made.get("paymentNetwork"), "XRPL");
    assert_eq!(made.get("referenceLabel"), "Destination tag");
    assert_eq!(made.json["memo"], Json::Null);
    let tag: u32 = made.get("reference").parse().unwrap();
    assert!((1..1 << 31).contains(&tag));
    world.pay(json!({"memo": tag.to_string(), "asset": "XRP", "amount": "10"}));
    assert_eq!(world.read(&made.get("id")).get("status"), "paid");
}

#[test]
fn an_invoice_is_read_as_expired_before_any_job_ran() {
    let world = World::new();
    let id = world.invoice(json!({"expiresIn": "1h"})).get("id");
    world.pass_ms(HOUR_MS + 120_000);
    assert_eq!(world.read(&id).get("status"), "unpaid");
    world.pass_ms(1);
    assert_eq!(world.read(&id).get("status"), "expired");
    let list = |status: &str| {
        world.get(&format!("/api/v1/invoices?status={status}")).send().json["total"].clone()
    };
    assert_eq!((list("expired"), list("unpaid")), (json!(1), json!(0)));
}

#[test]
fn lists_are_paged_filtered_and_newest_first() {
    let world = World::new();
    for number in 0..5 {
        world.invoice(json!({"orderId": format!("ORD-{number}")}));
        world.pass_ms(1_000);
    }
    let page = world.get("/api/v1/invoices?page=2&limit=2").send();
    assert_eq!(page.json["total"], json!(5));
    assert_eq!(page.json["pages"], json!(3));
    let orders = |page: &Json| {
        let rows = page["data"].as_array().unwrap();
        rows.iter().map(|row| row["orderId"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(orders(&page.json), ["ORD-2", "ORD-1"]);
    let one = world.get("/api/v1/invoices?orderId=ORD-3").send();
    assert_eq!(orders(&one.json), ["ORD-3"]);
    let some = world
        .get(
            "/api/v1/invoices?createdAfter=2026-01-15T10:00:01.000Z\
              &createdBefore=2026-01-15T10:00:03.000Z",
        )
        .send();
    assert_eq!(orders(&some.json), ["ORD-2", "ORD-1"]);
    let beyond = world.get("/api/v1/invoices?page=9&limit=2").send();
    assert_eq!(beyond.json["data"], json!([]));
}

#[test]
fn other_merchants_and_the_other_mode_see_nothing() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    let other = world.merchant("other");
    for key in [&other.test, &other.live, &world.keys.live] {
        let path = format!("/api/v1/invoices/{id}");
        assert_eq!(world.get(&path).key(key).send().status, 404);
        assert_eq!(world.get(&format!("{path}/timeline")).key(key).send().status, 404);
        for act in ["settle", "expire", "cancel", "notify", "remind"] {
            let acted = world.post(&format!("{path}/{act}")).key(key).send();
            assert_eq!(acted.status, 404, "{act}");
        }
        let list = world.get("/api/v1/invoices").key(key).send();
        assert_eq!(list.json["total"], json!(0));
    }
}

#[test]
fn a_live_invoice_needs_somewhere_to_be_paid() {
    let world = World::new();
    let body = json!({"title": "t", "amount": "1"});
    let made = world.post("/api/v1/invoices").key(&world.keys.live).json(&body).send();
    assert_eq!((made.status, made.get("code")), (422, "settlement_missing".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
}

#[test]
fn acts_are_refused_where_the_status_does_not_allow_them() {
    let world = World::new();
    let act = |id: &str, act: &str| world.post(&format!("/api/v1/invoices/{id}/{act}")).send();
    let id = world.invoice(json!({})).get("id");
    let refused = act(&id, "settle");
    assert_eq!((refused.status, refused.get("code")), (409, "invalid_state".into()));
    assert_eq!(refused.get("error"), "Cannot settle an invoice that is unpaid.");
    let refused = act(&id, "notify");
    assert_eq!((refused.status, refused.get("code")), (422, "no_recipient".into()));
    assert_eq!(act(&id, "cancel").get("status"), "cancelled");
    for again in ["cancel", "expire", "settle", "remind", "notify"] {
        assert_eq!(act(&id, again).status, 409, "{again}");
    }
    let short = world.invoice(json!({})).get("id");
    world.pay(json!({"invoice": short, "amount": "4"}));
    let closed = act(&short, "expire");
    assert_eq!(closed.get("status"), "expired");
    assert_eq!(closed.json["exceptions"], json!(["underpaid"]));
    let settled = act(&short, "settle");
    assert_eq!(settled.json["exceptions"], json!(["settled_short"]));
    let empty = world.invoice(json!({})).get("id");
    act(&empty, "expire");
    assert_eq!(act(&empty, "settle").status, 409);
}

#[test]
fn the_timeline_tells_everything_in_order() {
    let world = World::new();
    world.listen();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    let id = made.get("id");
    world.pass_ms(1_000);
    world.pay(json!({"invoice": id, "amount": "4"}));
    world.after();
    world.pass_ms(1_000);
    world.pay(json!({"invoice": id, "amount": "1", "asset": "EURC"}));
    world.pass_ms(1_000);
    world.post(&format!("/api/v1/invoices/{id}/settle")).send();
    let timeline = world.get(&format!("/api/v1/invoices/{id}/timeline")).send();
    let rows = timeline.json["data"].as_array().unwrap().clone();
    let codes: Vec<_> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(
        codes,
        [
            "created",
            "payment.counted",
            "partially_paid",
            "webhook.delivered",
            "webhook.delivered",
            "mail.sent",
            "payment.wrong_asset",
            "settled",
            "mail.queued",
        ]
    );
    assert_eq!(rows[1]["amount"], json!("4.00"));
    assert_eq!(rows[1]["asset"], json!("USDC"));
    assert!(rows[1]["transaction"].as_str().unwrap().starts_with("sandbox-"));
    assert_eq!(rows[2]["text"], json!("4.00 USDC received, 6.00 USDC still due."));
    assert!(rows[7]["actor"].as_str().unwrap().starts_with("key_"));
    let numbers: Vec<_> = rows.iter().map(|row| row["seq"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
}

#[test]
fn what_time_has_done_is_told_before_an_act() {
    let world = World::new();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    let id = made.get("id");
    world.pay(json!({"invoice": id, "state": "pending"}));
    world.pass_ms(HOUR_MS);
    world.post(&format!("/api/v1/invoices/{id}/remind")).send();
    let timeline = world.get(&format!("/api/v1/invoices/{id}/timeline")).send();
    let rows = timeline.json["data"].as_array().unwrap().clone();
    let codes: Vec<_> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["created", "payment.pending", "pending_ended", "reminded", "mail.queued"]);
}

#[test]
fn a_timeline_keeps_its_order_when_the_clock_moves() {
    let world = World::new();
    world.listen();
    let id = world.invoice(json!({"expiresIn": "never"})).get("id");
    world.after();
    world.pass_ms(1_000);
    world.post("/api/v1/test/clock").json(&json!({"advance": "48h"})).send();
    world.pay(json!({"invoice": id}));
    let timeline = world.get(&format!("/api/v1/invoices/{id}/timeline")).send();
    let rows = timeline.json["data"].as_array().unwrap().clone();
    let codes: Vec<_> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["created", "webhook.delivered", "payment.counted", "paid"]);
}
