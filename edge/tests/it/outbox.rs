//! Webhooks and mails: signed, retried, replayed, never lost, never twice the same try.

use edge::platform::{Incoming, SqlError};
use serde_json::{Value as Json, json};
use shared::time::Instant;
use shared::webhook::{sign_paylinkr, sign_standard};

use crate::support::World;

const MINUTE_MS: i64 = 60_000;

fn answer(status: u16) -> Result<Incoming, String> {
    Ok(Incoming { status, headers: Vec::new(), body: b"no".to_vec() })
}

#[test]
fn an_event_is_signed_twice_over_the_bytes_that_are_sent() {
    let world = World::new();
    world.listen();
    world.invoice(json!({"orderId": "ORD-9001", "metadata": {"cart": "7"}}));
    world.after();
    let sent = world.fetch.sent.borrow();
    let one = &sent[0];
    let header =
        |name: &str| one.headers.iter().find(|(known, _)| *known == name).unwrap().1.clone();
    let secret = [world.keys.webhook_secret.as_str()];
    let at = Instant::from_ms(header("webhook-timestamp").parse::<i64>().unwrap() * 1_000);
    let id = header("webhook-id");
    assert_eq!(header("webhook-signature"), sign_standard(&secret, &id, at, one.bytes()));
    assert_eq!(header("x-paylinkr-signature"), sign_paylinkr(&secret, at, one.bytes()));
    let body: Json = serde_json::from_slice(one.bytes()).unwrap();
    assert_eq!(body["id"], json!(id));
    assert_eq!(
        (&body["event"], &body["type"]),
        (&json!("invoice.created"), &json!("invoice.created"))
    );
    assert_eq!((&body["mode"], &body["sequence"]), (&json!("test"), &json!(1)));
    assert_eq!((&body["orderId"], &body["metadata"]), (&json!("ORD-9001"), &json!({"cart": "7"})));
    for field in [
        "invoiceId",
        "publicId",
        "status",
        "expectedAmount",
        "receivedAmount",
        "asset",
        "paymentNetwork",
        "memo",
        "reference",
        "referenceLabel",
        "destinationAddress",
        "createdAt",
        "expiresAt",
        "timestamp",
        "apiVersion",
        "exceptions",
        "remainingAmount",
        "excessAmount",
        "refundedAmount",
    ] {
        assert!(body.get(field).is_some(), "{field}");
    }
    assert!(body.get("paidAt").is_none());
}

#[test]
fn without_an_address_nothing_is_sent_and_null_turns_it_off() {
    let world = World::new();
    world.invoice(json!({}));
    world.after();
    assert!(world.events().is_empty());
    world.listen();
    world.patch("/api/v1/webhooks").json(&json!({"webhookUrl": null})).send();
    world.invoice(json!({}));
    world.after();
    world.tick();
    assert!(world.events().is_empty());
    let test = world.post("/api/v1/webhooks/test").send();
    assert_eq!((test.status, test.get("code")), (422, "no_webhook_url".to_owned()));
}

#[test]
fn a_failed_delivery_is_tried_eight_times_with_the_same_bytes() {
    let world = World::new();
    world.listen();
    world.fetch.answers.borrow_mut().extend((0..20).map(|_| answer(500)));
    world.invoice(json!({"expiresIn": "never"}));
    world.after();
    for _ in 0..12 {
        world.pass_ms(41 * 60 * MINUTE_MS);
        world.tick();
    }
    let sent = world.fetch.sent.borrow();
    assert_eq!(sent.len(), 8);
    assert!(sent.iter().all(|one| one.body == sent[0].body));
    let id =
        |index: usize| sent[index].headers.iter().find(|(name, _)| *name == "webhook-id").cloned();
    assert_eq!(id(0), id(7));
    drop(sent);
    let logs = world.get("/api/v1/webhooks/logs").send();
    let row = &logs.json["data"][0];
    assert_eq!((&row["state"], &row["attempts"]), (&json!("failed"), &json!(8)));
    assert_eq!((&row["statusCode"], &row["error"]), (&json!(500), &json!("answered 500")));
}

#[test]
fn the_first_retry_comes_after_a_minute_and_succeeds() {
    let world = World::new();
    world.listen();
    world.fetch.answers.borrow_mut().push_back(Err("connection refused".to_owned()));
    world.invoice(json!({}));
    world.after();
    world.pass_ms(MINUTE_MS / 2);
    world.tick();
    assert_eq!(world.events().len(), 1);
    world.pass_ms(MINUTE_MS);
    world.tick();
    assert_eq!(world.events().len(), 2);
    let logs = world.get("/api/v1/webhooks/logs").send();
    assert_eq!(logs.json["data"][0]["state"], json!("delivered"));
}

#[test]
fn redirects_are_failures() {
    let world = World::new();
    world.listen();
    world.fetch.answers.borrow_mut().push_back(answer(302));
    world.invoice(json!({}));
    world.after();
    let logs = world.get("/api/v1/webhooks/logs").send();
    assert_eq!(logs.json["data"][0]["error"], json!("answered 302"));
}

#[test]
fn a_request_that_died_before_sending_is_taken_over_by_the_cron() {
    let world = World::new();
    world.listen();
    world.invoice(json!({}));
    world.waiting.borrow_mut().clear();
    world.tick();
    assert!(world.events().is_empty(), "the lease still holds");
    world.pass_ms(MINUTE_MS);
    world.tick();
    assert_eq!(world.events(), ["invoice.created"]);
    world.pass_ms(MINUTE_MS);
    world.tick();
    assert_eq!(world.events().len(), 1);
}

#[test]
fn a_database_that_fails_after_the_answer_delays_and_loses_nothing() {
    let world = World::new();
    world.listen();
    world.invoice(json!({}));
    world.sql.fail_next(SqlError::Overloaded);
    world.after();
    world.pass_ms(MINUTE_MS);
    world.tick();
    assert_eq!(world.events(), ["invoice.created"]);
}

#[test]
fn a_rotated_secret_signs_beside_the_old_one_for_a_day() {
    let world = World::new();
    world.listen();
    let body = json!({"regenerateSecret": true});
    let rotated = world.patch("/api/v1/webhooks").json(&body).send();
    let fresh = rotated.get("secret");
    assert!(fresh.starts_with("whsec_"));
    assert_eq!(world.get("/api/v1/webhooks").send().json.get("secret"), None);
    world.invoice(json!({}));
    world.after();
    let signature = |index: usize| {
        let sent = world.fetch.sent.borrow();
        let found = sent[index].headers.iter().find(|(name, _)| *name == "webhook-signature");
        found.unwrap().1.clone()
    };
    assert_eq!(signature(0).split(' ').count(), 2);
    world.pass_ms(24 * 60 * MINUTE_MS);
    world.invoice(json!({}));
    world.after();
    assert_eq!(signature(1).split(' ').count(), 1);
}

#[test]
fn a_delivery_is_replayed_with_the_same_event() {
    let world = World::new();
    world.listen();
    world.invoice(json!({}));
    world.after();
    let logs = world.get("/api/v1/webhooks/logs").send();
    let id = logs.json["data"][0]["id"].as_str().unwrap().to_owned();
    let replayed = world.post(&format!("/api/v1/webhooks/logs/{id}/replay")).send();
    assert_eq!(replayed.status, 201, "{}", replayed.text);
    world.after();
    let sent = world.fetch.sent.borrow();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].body, sent[1].body);
    drop(sent);
    let other = world.merchant("other");
    let path = format!("/api/v1/webhooks/logs/{id}/replay");
    assert_eq!(world.post(&path).key(&other.test).send().status, 404);
}

#[test]
fn secrets_rest_sealed() {
    let world = World::new();
    let secret = &world.keys.webhook_secret;
    let kept =
        format!("SELECT count(*) FROM merchant_mode WHERE instr(webhook_secret, '{secret}') > 0");
    assert_eq!(world.count(&kept), 0);
    assert_eq!(world.count("SELECT count(*) FROM merchant_mode WHERE webhook_secret <> ''"), 2);
}

#[test]
fn a_payer_is_mailed_at_each_turn() {
    let world = World::new();
    let brand = json!({"replyTo": "desk@example.com", "logoUrl": "https://example.com/logo.png"});
    world.patch("/api/v1/merchant").json(&brand).send();
    let made = world.invoice(json!({
        "customerEmail": "alex.buyer@example.com", "customerName": "Alex <Buyer>"
    }));
    let id = made.get("id");
    world.post(&format!("/api/v1/invoices/{id}/notify")).send();
    world.pay(json!({"invoice": id, "amount": "4"}));
    world.post(&format!("/api/v1/invoices/{id}/remind")).send();
    world.pay(json!({"invoice": id, "amount": "6"}));
    world.after();
    let sent = world.fetch.sent.borrow();
    let mails: Vec<Json> = sent
        .iter()
        .filter(|one| one.url == "https://mail.example.com/emails")
        .map(|one| serde_json::from_slice(one.bytes()).unwrap())
        .collect();
    let subjects: Vec<_> = mails.iter().map(|mail| mail["subject"].as_str().unwrap()).collect();
    assert_eq!(
        subjects,
        [
            "[Test] Example Coffee: Consulting Deposit",
            "[Test] 6.00 USDC left to pay: Consulting Deposit",
            "[Test] Reminder: Consulting Deposit",
            "[Test] Receipt: Consulting Deposit",
        ]
    );
    let first = &mails[0];
    assert_eq!(first["from"], json!("Example Coffee <payments@example.com>"));
    assert_eq!(first["reply_to"], json!("desk@example.com"));
    assert_eq!(first["to"], json!(["alex.buyer@example.com"]));
    let html = first["html"].as_str().unwrap();
    assert!(html.contains("Alex &lt;Buyer&gt;") && html.contains("https://example.com/logo.png"));
    assert!(first["text"].as_str().unwrap().contains("https://pay.example.com/pay/"));
}

#[test]
fn a_failed_mail_is_tried_again() {
    let world = World::new();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    let id = made.get("id");
    world.fetch.answers.borrow_mut().push_back(answer(500));
    world.post(&format!("/api/v1/invoices/{id}/notify")).send();
    world.after();
    world.pass_ms(2 * MINUTE_MS);
    world.tick();
    assert_eq!(world.fetch.sent.borrow().len(), 2);
    assert_eq!(world.count("SELECT count(*) FROM mail WHERE state = 'sent'"), 1);
}

#[test]
fn a_new_address_gets_what_is_still_due_and_none_ends_it() {
    let world = World::new();
    world.listen();
    world.fetch.answers.borrow_mut().push_back(answer(500));
    world.invoice(json!({}));
    world.after();
    let moved = json!({"webhookUrl": "https://shop.example.com/new"});
    world.patch("/api/v1/webhooks").json(&moved).send();
    world.fetch.answers.borrow_mut().push_back(answer(500));
    world.pass_ms(2 * MINUTE_MS);
    world.tick();
    assert_eq!(world.fetch.sent.borrow()[1].url, "https://shop.example.com/new");
    world.patch("/api/v1/webhooks").json(&json!({"webhookUrl": null})).send();
    world.pass_ms(60 * MINUTE_MS);
    world.tick();
    assert_eq!(world.fetch.sent.borrow().len(), 2);
    let logs = world.get("/api/v1/webhooks/logs").send();
    assert_eq!(logs.json["data"][0]["error"], json!("delivery was turned off"));
}

#[test]
fn a_mail_that_nobody_could_send_for_a_day_is_not_sent() {
    let world = World::new();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    world.post(&format!("/api/v1/invoices/{}/notify", made.get("id"))).send();
    world.waiting.borrow_mut().clear();
    world.pass_ms(24 * 60 * MINUTE_MS);
    world.tick();
    let mailed = |kind: &str| {
        let sent = world.fetch.sent.borrow();
        sent.iter().filter(|one| String::from_utf8_lossy(one.bytes()).contains(kind)).count()
    };
    assert_eq!(mailed("asks you for"), 0);
}
