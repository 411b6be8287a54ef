//! Seed 000: links by description, payments by reference, one webhook.

use serde_json::{Value as Json, json};
use shared::webhook;

use crate::links::link;
use crate::support::{Answer, World};

fn make(world: &World, body: &Json) -> Answer {
    let made = world.post("/v1/payment-links").json(body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

/// A number with its digits, which JSON's own would lose.
fn number(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// The public id of the invoice that a checkout of the link begins.
fn begin(world: &World, made: &Answer) -> String {
    let url = made.json["data"]["url"].as_str().unwrap();
    let slug = url.rsplit('/').next().unwrap();
    let id = world.get(&format!("/api/v1/links/{slug}")).send().get("publicId");
    let begun = world.post(&format!("/l/{id}")).without("authorization").send();
    assert_eq!(begun.status, 303, "{}", begun.text);
    begun.header("location").unwrap().rsplit('/').next().unwrap().to_owned()
}

fn payments(world: &World, query: &str) -> Vec<Json> {
    let list = world.get(&format!("/v1/payments?{query}")).send();
    assert_eq!(list.status, 200, "{query}: {}", list.text);
    list.json["data"]["data"].as_array().unwrap().clone()
}

/// Prices in a currency need rates.
fn with_rates() -> World {
    let world = World::new();
    let script = json!({"USDC": {"EUR": ["0.9", "0.9", "0.9"]}, "EURC": {"EUR": ["1", "1", "1"]}});
    let set = world.post("/api/v1/test/rates").json(&script).send();
    assert!(set.status < 500, "{}", set.text);
    world
}

#[test]
fn the_seeds_link_is_answered_with_a_slug_of_its_description_and_an_integer() {
    let world = with_rates();
    let body = json!({"description": "JMIT-githubuser", "amount": 49.00});
    for (id, slug) in [(1, "jmit-githubuser"), (2, "jmit-githubuser-2")] {
        let made = make(&world, &body);
        let expected = json!({"success": true, "data": {
            "id": id,
            "url": format!("https://pay.example.com/l/example/test/{slug}"),
            "description": "JMIT-githubuser",
            "amount": number("49.00"),
            "currency": "EUR",
            "reference": null,
            "created_at": "2026-01-15T11:00:00+01:00",
        }});
        assert_eq!(made.json, expected);
        assert!(made.text.contains("\"amount\":49.00,"), "{}", made.text);
    }
}

#[test]
fn both_addresses_are_the_same_handler_and_no_redirect() {
    let world = with_rates();
    make(&world, &json!({"description": "One", "amount": 1}));
    for path in ["/v1/payment-links", "/api/v1/payment-links", "/v1/payment-links/"] {
        let list = world.get(path).send();
        assert_eq!((list.status, &list.json["data"]["total"]), (200, &json!(1)), "{path}");
    }
    for path in ["/v1/payments", "/api/v1/payments"] {
        assert_eq!(world.get(path).send().status, 200, "{path}");
    }
}

#[test]
fn a_link_costs_one_call_to_the_database() {
    let world = with_rates();
    make(&world, &json!({"description": "warm", "amount": 1}));
    world.sql.calls();
    make(&world, &json!({"description": "One", "amount": 1}));
    assert_eq!(world.sql.calls(), 1);
    world.get("/v1/payments").send();
    assert_eq!(world.sql.calls(), 1);
}

#[test]
fn a_repeated_request_gets_the_same_integer_and_slug() {
    let world = with_rates();
    let body = json!({"description": "One", "amount": 1});
    let ask = || world.post("/v1/payment-links").header("idempotency-key", "k").json(&body).send();
    assert_eq!(ask().text, ask().text);
    assert_eq!(world.count("SELECT count(*) FROM link"), 1);
}

#[test]
fn links_come_in_pages_as_laravel_makes_them() {
    let world = with_rates();
    for number in 1..=3 {
        make(&world, &json!({"description": format!("N{number}"), "amount": number}));
    }
    link(&world, &json!({"title": "Help", "allowCustomAmount": true}));
    let first = world.get("/v1/payment-links?per_page=3").send();
    let data = &first.json["data"];
    assert_eq!(data["data"].as_array().unwrap().len(), 3);
    assert_eq!(data["data"][0]["amount"], Json::Null);
    assert_eq!(data["data"][0]["currency"], "USDC");
    let page = |name: &str| data[name].as_i64().unwrap();
    assert_eq!(["current_page", "per_page", "total", "last_page"].map(page), [1, 3, 4, 2]);
    let second = world.get("/v1/payment-links?per_page=3&page=2").send();
    assert_eq!(second.json["data"]["data"][0]["id"], json!(1));
    let wide = world.get("/v1/payment-links?per_page=101").send();
    assert_eq!(wide.status, 422);
    assert_eq!(wide.json["errors"], json!({"per_page": ["The per page must be from 1 to 100."]}));
    assert_eq!(world.get("/v1/payment-links?per_page=x").send().status, 400);
}

#[test]
fn what_is_wrong_is_told_in_laravels_shape() {
    let world = with_rates();
    let refused = world.post("/v1/payment-links").json(&json!({"amount": "12,25"})).send();
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json,
        json!({"success": false, "error": "The given data was invalid.",
        "errors": {
            "amount": ["The amount must be a plain decimal number such as 12.50."],
            "description": ["The description is required."],
        }})
    );
    for (body, field) in [
        (json!({"description": "x", "amount": 0}), "amount"),
        (json!({"description": "x", "amount": 1.001}), "amount"),
        (json!({"description": "x", "amount": 1, "currency": "JPY"}), "currency"),
        (json!({"description": "x", "amount": 1, "reference": 7}), "reference"),
    ] {
        let refused = world.post("/v1/payment-links").json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"].get(field).is_some(), "{body}: {}", refused.text);
    }
    let broken =
        world.post("/v1/payment-links").body("{").header("content-type", "application/json").send();
    assert_eq!((broken.status, broken.json["success"].clone()), (400, json!(false)));
}

#[test]
fn each_scope_opens_its_own_half() {
    let world = with_rates();
    let key = |scopes: Json| {
        let body = json!({"name": "x", "scopes": scopes});
        world.post("/api/v1/keys").json(&body).send().get("key")
    };
    let (reads, writes) = (key(json!(["billing.read"])), key(json!(["billing.write"])));
    let body = json!({"description": "x", "amount": 1});
    let refused = world.post("/v1/payment-links").key(&reads).json(&body).send();
    let expected = json!({"success": false, "error": "Invalid scope(s) provided."});
    assert_eq!((refused.status, refused.json), (403, expected));
    assert_eq!(world.post("/v1/payment-links").key(&writes).json(&body).send().status, 201);
    for key in [&reads, &writes] {
        assert_eq!(world.get("/v1/payments").key(key).send().status, 200);
    }
}

#[test]
fn payments_are_found_by_part_of_their_description_in_any_letters() {
    let world = with_rates();
    for description in ["JMIT-1", "JMIT-10", "Été à Zürich", "100%_sure"] {
        let made = make(&world, &json!({"description": description, "amount": 1}));
        begin(&world, &made);
    }
    let found = |query: &str| payments(&world, query).len();
    assert_eq!(found("description=jmit-1"), 2);
    assert_eq!(found("reference=JMIT-1"), 1);
    assert_eq!(found("reference=jmit-1"), 0);
    assert_eq!(found("description=%C3%89T%C3%89%20%C3%80"), 1);
    assert_eq!(found("description=%25_"), 1);
    assert_eq!(found("description=%25"), 1);
    let long = "x".repeat(80);
    let made = make(&world, &json!({"description": long, "amount": 1}));
    begin(&world, &made);
    assert_eq!(found(&format!("description={}", &long[..79])), 1);
    assert_eq!(found(""), 5);
}

#[test]
fn a_payment_tells_where_it_stands_in_four_words() {
    let world = with_rates();
    let made = make(&world, &json!({"description": "One", "amount": 1, "reference": "R-7"}));
    let id = begin(&world, &made);
    let open = payments(&world, "status=open");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["payment_link_id"], json!(1));
    assert_eq!((&open[0]["id"], &open[0]["amount"]), (&json!(1), &number("1.00")));
    assert_eq!(open[0]["order_id"], "R-7");
    let due = world.read(&id).get("remainingAmount");
    world.pay(json!({"invoice": id, "amount": due, "transaction": "tx-1"}));
    let paid = payments(&world, "status=paid&reference=R-7");
    assert_eq!((&paid[0]["status"], &paid[0]["reference"]), (&json!("paid"), &json!("tx-1")));
    assert_eq!(paid[0]["payment_method"], "eurc");
    assert_eq!(paid[0]["paid_at"], "2026-01-15T11:00:00+01:00");
    assert_eq!(payments(&world, "reference=tx-1").len(), 1);
    let other = begin(&world, &made);
    world.post(&format!("/api/v1/invoices/{other}/cancel")).send();
    assert_eq!(payments(&world, "status=failed").len(), 1);
    assert_eq!(payments(&world, "status=pending").len(), 0);
    let refused = world.get("/v1/payments?status=unpaid").send();
    assert_eq!(refused.status, 422);
}

#[test]
fn days_are_the_merchants_and_go_by_all_their_names() {
    let world = with_rates();
    // 10:00 UTC on the 15th; then 23:30 UTC, which is the 16th in Amsterdam.
    let made = make(&world, &json!({"description": "One", "amount": 1}));
    begin(&world, &made);
    world.pass_ms(13 * 3_600_000 + 1_800_000);
    begin(&world, &made);
    for (from, to) in [("date_from", "date_to"), ("from", "to"), ("start_date", "end_date")] {
        let found =
            |range: &str| payments(&world, &range.replace("FROM", from).replace("TO", to)).len();
        assert_eq!(found("FROM=2026-01-15&TO=2026-01-15"), 1, "{from}");
        assert_eq!(found("FROM=2026-01-16"), 1);
        assert_eq!(found("TO=2026-01-16"), 2);
        assert_eq!(found("FROM=2026-01-17"), 0);
    }
    let unread = world.get("/v1/payments?date_from=2026-01-15&from=15-01-2026").send();
    assert_eq!(unread.status, 422, "a day under a second name is read, too");
    let wrong = world.get("/v1/payments?from=15-01-2026").send();
    assert_eq!(wrong.json["errors"]["from"][0], "The from must be a day such as 2026-01-15.");
}

#[test]
fn the_one_event_of_such_a_link_is_told_in_the_seeds_words_and_signed_its_way() {
    let world = with_rates();
    world.listen();
    let made = make(&world, &json!({"description": "JMIT-githubuser", "amount": 49}));
    let id = begin(&world, &made);
    let due = world.read(&id).get("remainingAmount");
    world.pay(json!({"invoice": id, "amount": due, "transaction": "tx-1"}));
    world.after();
    let sent = world.fetch.sent.borrow();
    let hooks: Vec<_> =
        sent.iter().filter(|one| one.url.starts_with("https://shop.example.com")).collect();
    assert_eq!(hooks.len(), 1);
    let body: Json = serde_json::from_slice(hooks[0].bytes()).unwrap();
    assert_eq!(
        body,
        json!({"event": "payment.succeeded",
        "timestamp": "2026-01-15T11:00:00+01:00",
        "data": {"id": 1, "amount": number("49.00"), "currency": "EUR",
            "description": "JMIT-githubuser",
            "payment_link_id": 1, "payment_method": "eurc", "reference": "tx-1",
            "paid_at": "2026-01-15T11:00:00+01:00", "customer": null}})
    );
    let header = |name: &str| {
        let found = hooks[0].headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let mac = webhook::hmac(world.keys.webhook_secret.as_bytes(), &[hooks[0].bytes()]);
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(header("x-payrequest-signature"), Some(format!("sha256={hex}")));
    assert!(header("x-paylinkr-signature").is_some());
    // The others are kept for whoever asks for them.
    let events = world.get("/api/v1/events").send();
    let names: Vec<_> =
        events.json["data"].as_array().unwrap().iter().map(|it| it["event"].clone()).collect();
    assert!(names.contains(&json!("invoice.created")) && names.contains(&json!("invoice.paid")));
}
