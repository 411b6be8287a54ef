//! What arrived: lists, files, what unmatched money was for, what went back.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

fn unmatched(world: &World, amount: &str) -> String {
    world.pay(json!({"memo": "PLR-00000000", "amount": amount}));
    let list = world.get("/api/v1/incoming-payments?disposition=unmatched").send();
    list.json["data"][0]["id"].as_str().unwrap().to_owned()
}

fn assign(world: &World, payment: &str, invoice: &str) -> Answer {
    let path = format!("/api/v1/incoming-payments/{payment}/assign");
    world.post(&path).json(&json!({"invoice": invoice})).send()
}

fn refund(world: &World, invoice: &str, body: Json) -> Answer {
    world.post(&format!("/api/v1/invoices/{invoice}/refunds")).json(&body).send()
}

#[test]
fn unmatched_money_is_listed_and_pays_the_invoice_that_it_was_for() {
    let world = World::new();
    world.listen();
    let invoice = world.invoice(json!({})).get("id");
    let payment = unmatched(&world, "10");
    let paid = assign(&world, &payment, &invoice);
    assert_eq!((paid.status, paid.get("status")), (200, "paid".to_owned()));
    world.after();
    assert_eq!(world.events(), ["invoice.created", "invoice.paid"]);
    let list = world.get("/api/v1/incoming-payments").send();
    let one = &list.json["data"][0];
    assert_eq!(
        (&one["id"], &one["disposition"], &one["invoiceId"]),
        (&json!(payment), &json!("counted"), &json!(invoice))
    );
    let timeline = world.get(&format!("/api/v1/invoices/{invoice}/timeline")).send();
    assert!(timeline.text.contains("payment.assigned"), "{}", timeline.text);
}

#[test]
fn money_is_given_to_one_invoice_only() {
    let world = World::new();
    let first = world.invoice(json!({})).get("id");
    let second = world.invoice(json!({})).get("id");
    let payment = unmatched(&world, "10");
    assert_eq!(assign(&world, &payment, &first).status, 200);
    let again = assign(&world, &payment, &second);
    assert_eq!((again.status, again.get("code")), (409, "already_assigned".to_owned()));
    assert_eq!(world.read(&second).get("status"), "unpaid");
}

#[test]
fn what_cannot_be_assigned_is_said() {
    let world = World::new();
    let invoice = world.invoice(json!({})).get("id");
    let payment = unmatched(&world, "10");
    assert_eq!(assign(&world, "pay_nothing", &invoice).status, 404);
    let unknown = assign(&world, &payment, "inv_nothing");
    assert_eq!(
        (unknown.status, &unknown.json["errors"]["invoice"]),
        (422, &json!(["is no invoice of yours"]))
    );
    let xrp = world.invoice(json!({"asset": "XRP"})).get("id");
    assert_eq!(assign(&world, &payment, &xrp).get("code"), "other_address");
    let other = world.merchant("other");
    let path = format!("/api/v1/incoming-payments/{payment}/assign");
    let theirs = world.post(&path).key(&other.test).json(&json!({"invoice": invoice})).send();
    assert_eq!(theirs.status, 404);
    let wrong = world.get("/api/v1/incoming-payments?disposition=lost").send();
    assert_eq!(wrong.status, 422);
}

#[test]
fn excess_goes_back_once_it_is_seen_to_leave() {
    let world = World::new();
    world.listen();
    let invoice = world.invoice(json!({})).get("id");
    assert_eq!(refund(&world, &invoice, json!({})).get("code"), "nothing_to_refund");
    world.pay(json!({"invoice": invoice, "amount": "14"}));
    let none = refund(&world, &invoice, json!({}));
    assert!(none.text.contains("the payer left no address"), "{}", none.text);
    let made = refund(&world, &invoice, json!({"address": "GALEX"}));
    assert_eq!((made.status, made.get("amount")), (201, "4.00".to_owned()));
    assert_eq!(made.get("status"), "awaiting");
    let more = refund(&world, &invoice, json!({"address": "GALEX", "amount": "10.5"}));
    assert!(more.text.contains("is more than the 10.00 that can go back"), "{}", more.text);
    assert_eq!(world.read(&invoice).get("refundedAmount"), "0");
    let sent = world.pay(json!({"refund": made.get("id")}));
    assert_eq!(
        (sent.get("refundedAmount"), sent.get("status"), &sent.json["exceptions"]),
        ("4.00".into(), "paid".into(), &json!(["overpaid", "refunded"]))
    );
    world.after();
    assert_eq!(world.events().last().unwrap(), "invoice.refunded");
    let again = world.post("/api/v1/test/payments").json(&json!({"refund": made.get("id")})).send();
    assert_eq!(again.get("code"), "already_sent");
    let list = world.get(&format!("/api/v1/invoices/{invoice}/refunds")).send();
    assert_eq!(list.json["data"][0]["status"], json!("sent"));
}

#[test]
fn a_refund_that_has_not_left_is_taken_back_and_two_at_once_give_back_once() {
    let world = World::new();
    let invoice = world.invoice(json!({})).get("id");
    world.pay(json!({"invoice": invoice, "amount": "14"}));
    let all = json!({"address": "GALEX", "amount": "14"});
    let made = refund(&world, &invoice, all.clone()).get("id");
    assert_eq!(refund(&world, &invoice, all.clone()).get("code"), "nothing_to_refund");
    let take_back = |id: &str| {
        let path = format!("/api/v1/invoices/{invoice}/refunds/{id}");
        world.ask(Method::Delete, &path).send()
    };
    assert_eq!(take_back("ref_nothing").status, 404);
    assert_eq!(take_back(&made).status, 200);
    let again = refund(&world, &invoice, all);
    assert_eq!(again.status, 201, "{}", again.text);
    world.pay(json!({"refund": again.get("id")}));
    assert_eq!(take_back(&again.get("id")).get("code"), "already_sent");
    let timeline = world.get(&format!("/api/v1/invoices/{invoice}/timeline")).send();
    for code in ["refund.awaited", "refund.taken_back", "\"refunded\""] {
        assert!(timeline.text.contains(code), "{code}");
    }
}

/// The ids, which begin with the time and go on with dice, are put out of the way.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (index, cell) in text.split_inclusive([',', '\n']).enumerate() {
        let body = cell.trim_end_matches([',', '\r', '\n']);
        let ends = &cell[body.len()..];
        let id = ["pay_", "inv_", "sandbox-", "GSANDBOX0", "rSANDBOX0", "PLR-"]
            .iter()
            .find(|start| body.starts_with(**start) && body != "PLR-00000000");
        let is_public = body.len() == 16 && body.bytes().all(|it| it.is_ascii_alphanumeric());
        let is_tag = body.len() > 5 && body.bytes().all(|it| it.is_ascii_digit());
        match id {
            _ if is_tag => plain.push_str("tag…"),
            Some(start) => plain.push_str(&format!("{start}…")),
            None if is_public && index > 20 => plain.push_str("public…"),
            None => plain.push_str(body),
        }
        plain.push_str(&ends.replace("\r\n", "\n"));
    }
    plain
}

#[test]
fn files_tell_what_money_was_worth_when_it_came() {
    let world = World::new();
    let hostile = json!({"title": "=2+3", "asset": "XLM", "orderId": "order, \"7\""});
    let first = world.invoice(hostile).get("id");
    world.pass_ms(1_000);
    let second = world.invoice(json!({"pricingCurrency": "EUR", "pricingAmount": "46",
        "amount": null, "asset": "XRP"}));
    world.pay(json!({"invoice": first, "amount": "12"}));
    world.pass_ms(1_000);
    world.pay(json!({"invoice": second.get("id")}));
    world.pass_ms(1_000);
    world.pay(json!({"memo": "PLR-00000000", "amount": "0.5", "asset": "USDC"}));
    let payments = world.get("/api/v1/incoming-payments.csv").send();
    assert_eq!(payments.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
    assert_eq!(
        payments.header("content-disposition"),
        Some("attachment; filename=\"incoming-payments.csv\"")
    );
    assert_eq!(payments.text.matches("\r\n").count(), 4);
    expect_test::expect_file!["golden/incoming-payments.csv"].assert_eq(&plain(&payments.text));
    let invoices = world.get("/api/v1/invoices.csv").send();
    expect_test::expect_file!["golden/invoices.csv"].assert_eq(&plain(&invoices.text));
}

#[test]
fn a_refund_that_is_no_text_is_refused() {
    let world = World::new();
    let invoice = world.invoice(json!({})).get("id");
    let body = json!({"invoice": invoice, "refund": 7});
    let answer = world.post("/api/v1/test/payments").json(&body).send();
    assert_eq!((answer.status, answer.json["errors"]["refund"].is_array()), (422, true));
}
