//! The examples of seed 002, step by step: each uses the ids of the one before.

use serde_json::json;

use crate::support::World;

#[test]
fn the_seeds_invoice_is_answered_as_the_seed_writes_it() {
    let world = World::new();
    let made = world
        .post("/api/v1/invoices")
        .json(&json!({
            "title": "Consulting Deposit",
            "amount": "250.00",
            "asset": "USDC",
            "orderId": "ORD-9001",
            "expiresIn": "24h"
        }))
        .send();
    assert_eq!(made.status, 201);
    for (field, value) in [
        ("title", "Consulting Deposit"),
        ("status", "unpaid"),
        ("paymentNetwork", "STELLAR"),
        ("expectedAmount", "250.00"),
        ("receivedAmount", "0"),
        ("asset", "USDC"),
        ("referenceLabel", "Memo"),
        ("orderId", "ORD-9001"),
        ("createdAt", "2026-01-15T10:00:00.000Z"),
        ("expiresAt", "2026-01-16T10:00:00.000Z"),
    ] {
        assert_eq!(made.get(field), value, "{field}");
    }
    assert_eq!(made.get("publicId").len(), 16);
    assert_eq!(made.get("memo"), made.get("reference"));
    assert!(made.get("memo").starts_with("PLR-") && made.get("memo").len() == 12);
    assert!(made.get("destinationAddress").starts_with('G'));
    let public_id = made.get("publicId");
    assert_eq!(made.get("payUrl"), format!("https://pay.example.com/pay/{public_id}"));
    assert!(made.json.get("paidAt").is_none());
    assert!(made.header("x-request-id").is_some());
}

#[test]
fn the_seeds_walk_of_an_invoice_works_step_by_step() {
    let world = World::new();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    let (id, public_id) = (made.get("id"), made.get("publicId"));
    for name in [&id, &public_id] {
        let read = world.read(name);
        assert_eq!((read.status, read.json["id"].as_str()), (200, Some(id.as_str())));
    }
    let at = format!("/api/v1/invoices/{public_id}");
    let notified = world.post(&format!("{at}/notify")).json(&json!({"channel": "EMAIL"})).send();
    assert_eq!(notified.status, 200, "{}", notified.text);
    assert_eq!(world.post(&format!("{at}/remind")).send().status, 200);
    world.pay(json!({"invoice": id, "amount": "4"}));
    let settled = world.post(&format!("{at}/settle")).send();
    assert_eq!((settled.status, settled.get("status")), (200, "paid".to_owned()));
    let expired = world.post(&format!("{at}/expire")).send();
    assert_eq!((expired.status, expired.get("code")), (409, "invalid_state".to_owned()));
    let list = world.get("/api/v1/invoices?page=1&limit=10&status=paid").send();
    assert_eq!(list.json["total"], json!(1));
    assert_eq!(
        (&list.json["page"], &list.json["limit"], &list.json["pages"]),
        (&json!(1), &json!(10), &json!(1))
    );
}

#[test]
fn the_seeds_webhook_calls_work() {
    let world = World::new();
    let set = world
        .patch("/api/v1/webhooks")
        .json(&json!({"webhookUrl": "https://example.com/paylinkr/webhooks",
                      "regenerateSecret": false}))
        .send();
    assert_eq!(set.status, 200, "{}", set.text);
    assert!(set.json.get("secret").is_none());
    let read = world.get("/api/v1/webhooks").send();
    assert_eq!(read.get("webhookUrl"), "https://example.com/paylinkr/webhooks");
    let test = world.post("/api/v1/webhooks/test").send();
    assert_eq!(test.status, 201);
    world.after();
    let logs = world.get("/api/v1/webhooks/logs?limit=25").send();
    assert_eq!(logs.json["data"][0]["event"], json!("webhook.test"));
    assert_eq!(logs.json["data"][0]["state"], json!("delivered"));
    assert_eq!(logs.json["data"][0]["attempts"], json!(1));
}

#[test]
fn the_seeds_log_queries_find_requests() {
    let world = World::new();
    let bad = world.post("/api/v1/invoices").json(&json!({"title": "x"})).send();
    assert_eq!(bad.status, 422);
    world.after();
    let id = bad.header("x-request-id").unwrap();
    let one = world.get(&format!("/api/v1/requests/logs?requestId={id}")).send();
    assert_eq!(one.json["total"], json!(1));
    let row = &one.json["data"][0];
    assert_eq!(row["method"], json!("POST"));
    assert_eq!(row["statusCode"], json!(422));
    assert_eq!(row["path"], json!("/api/v1/invoices"));
    assert_eq!(row["apiKey"]["last4"], json!(world.keys.test[world.keys.test.len() - 4..]));
    let many = world.get("/api/v1/requests/logs?method=POST&statusCode=422").send();
    assert_eq!(many.json["total"], json!(1));
    assert_eq!(world.get("/api/v1/requests/logs?limit=25").send().status, 200);
}
