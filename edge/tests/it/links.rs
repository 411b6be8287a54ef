//! Pay links through the API: made, named, read, listed, changed.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

pub(crate) fn link(world: &World, body: &Json) -> Answer {
    let made = world.post("/api/v1/links").json(body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

fn refused(world: &World, body: &Json) -> Vec<String> {
    let made = world.post("/api/v1/links").json(body).send();
    assert_eq!(made.status, 422, "{body}: {}", made.text);
    made.json["errors"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn a_link_is_answered_with_all_that_was_asked_for_and_read_back_the_same() {
    let world = World::new();
    let made = link(
        &world,
        &json!({"title": "Tea for two", "amount": "12.50", "asset": "EURC", "orderId": "T-2",
            "description": "**Hot** tea", "allowQuantity": true, "maxPayments": 10,
            "expiresAt": "2026-02-01T00:00:00.000Z", "collectAddress": true,
            "customFields": [{"key": "size", "label": "Size", "type": "select",
                "options": ["S", "M"], "required": true}],
            "customerEmail": "alex.buyer@example.com", "returnUrl": "https://example.com/thanks",
            "metadata": {"campaign": "winter"}}),
    );
    for (field, value) in [
        ("slug", "tea-for-two"),
        ("url", "https://pay.example.com/l/example/test/tea-for-two"),
        ("amount", "12.50"),
        ("asset", "EURC"),
        ("paymentNetwork", "STELLAR"),
        ("orderId", "T-2"),
        ("expiresAt", "2026-02-01T00:00:00.000Z"),
        ("mode", "test"),
        ("createdAt", "2026-01-15T10:00:00.000Z"),
    ] {
        assert_eq!(made.get(field), value, "{field}");
    }
    assert_eq!(made.json["maxPayments"], json!(10));
    let field = json!({"key": "size", "label": "Size", "type": "select", "required": true,
        "options": ["S", "M"], "maxLength": 200});
    assert_eq!(made.json["customFields"], json!([field]));
    for name in [made.get("id"), made.get("publicId"), made.get("slug")] {
        let read = world.get(&format!("/api/v1/links/{name}")).send();
        assert_eq!((read.status, &read.json), (200, &made.json), "{name}");
    }
    let list = world.get("/api/v1/links?orderId=T-2&active=true").send();
    assert_eq!(list.json["data"], json!([made.json]));
    assert_eq!(world.get("/api/v1/links?orderId=T").send().json["total"], json!(0));
}

#[test]
fn a_slug_that_is_taken_gets_a_number_and_one_that_was_asked_for_is_refused() {
    let world = World::new();
    let slugs: Vec<String> = (0..3)
        .map(|_| link(&world, &json!({"title": "JMIT-githubuser", "amount": 49})).get("slug"))
        .collect();
    assert_eq!(slugs, ["jmit-githubuser", "jmit-githubuser-2", "jmit-githubuser-3"]);
    let chosen = json!({"title": "x", "slug": "jmit-githubuser-2", "amount": 1});
    assert_eq!(refused(&world, &chosen), ["slug"]);
    let own = json!({"title": "x", "slug": "my-own", "amount": 1});
    assert_eq!(link(&world, &own).get("slug"), "my-own");
    let nameless = link(&world, &json!({"title": "日本", "amount": 1}));
    assert_eq!(nameless.get("slug"), nameless.get("publicId"));
    let long = "ab ".repeat(40);
    let first = link(&world, &json!({"title": long, "amount": 1})).get("slug");
    let second = link(&world, &json!({"title": long, "amount": 1})).get("slug");
    assert_eq!((first.len(), second.len()), (64, 64));
    assert!(second.ends_with("-2") && !second.contains("--"), "{second}");
}

#[test]
fn a_repeated_request_gets_the_link_that_it_made_with_its_slug() {
    let world = World::new();
    let body = json!({"title": "Tea", "amount": 1});
    let ask = || world.post("/api/v1/links").header("idempotency-key", "k").json(&body).send();
    let (first, second) = (ask(), ask());
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.get("slug"), "tea");
    assert_eq!(first.text, second.text);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(world.count("SELECT count(*) FROM link"), 1);
    assert_eq!(world.count("SELECT number FROM link"), 1);
}

#[test]
fn a_link_costs_one_call_to_the_database_and_two_where_it_refers_to_something() {
    let world = World::new();
    link(&world, &json!({"title": "warm", "amount": 1}));
    world.sql.calls();
    link(&world, &json!({"title": "Tea", "amount": 1}));
    assert_eq!(world.sql.calls(), 1);
    link(&world, &json!({"title": "Tea", "slug": "own", "amount": 1}));
    assert_eq!(world.sql.calls(), 2);
    world.ask(Method::Patch, "/api/v1/links/own").json(&json!({"active": false})).send();
    assert_eq!(world.sql.calls(), 2);
}

#[test]
fn what_a_link_may_not_hold_is_told_by_field() {
    let world = World::new();
    let plain = json!({"title": "Tea", "amount": "1"});
    let with = |name: &str, value: Json| {
        let mut body = plain.clone();
        body[name] = value;
        refused(&world, &body)
    };
    assert_eq!(refused(&world, &json!({})), ["amount", "title"]);
    assert_eq!(refused(&world, &json!({"title": "Tea"})), ["amount"]);
    assert_eq!(with("amount", json!("1.001")), ["amount"]);
    assert_eq!(with("amount", json!(0)), ["amount"]);
    assert_eq!(with("allowCustomAmount", json!(true)), ["amount"]);
    assert_eq!(with("minAmount", json!("1")), ["minAmount"]);
    assert_eq!(with("pricingCurrency", json!("EUR")), ["amount"]);
    assert_eq!(with("slug", json!("A b")), ["slug"]);
    assert_eq!(with("slug", json!(format!("tea{}", " ".repeat(62)))), ["slug"]);
    assert_eq!(with("maxPayments", json!(0)), ["maxPayments"]);
    assert_eq!(with("expiresAt", json!("tomorrow")), ["expiresAt"]);
    assert_eq!(with("taxId", json!("none")), ["taxId"]);
    assert_eq!(with("customerId", json!("none")), ["customerId"]);
    assert_eq!(with("products", json!([])), ["products"]);
    assert_eq!(with("products", json!([{"productId": "none"}])), ["products"]);
    assert_eq!(
        with("products", json!([{"quantity": 0}])),
        ["products.0.productId", "products.0.quantity"]
    );
    let field = |field: Json| with("customFields", json!([{"key": "first"}, field]));
    assert_eq!(field(json!({})), ["customFields.1.key"]);
    assert_eq!(field(json!({"key": "a", "type": "select"})), ["customFields.1.options"]);
    assert_eq!(field(json!({"key": "a", "type": "date"})), ["customFields.1.type"]);
    let package = json!({"title": "Tea", "packageId": "none"});
    assert_eq!(refused(&world, &package), ["packageId"]);
}

#[test]
fn a_change_changes_what_is_given_and_loses_nothing_that_somebody_else_changed() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "orderId": "A"}));
    let path = format!("/api/v1/links/{}", made.get("id"));
    let change = |body: Json| world.patch(&path).json(&body).send();
    let changed = change(json!({"amount": "2.50", "orderId": null, "active": false}));
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(changed.get("amount"), "2.50");
    assert_eq!(
        (changed.json["orderId"].clone(), changed.json["active"].clone()),
        (Json::Null, json!(false))
    );
    assert_eq!(changed.get("slug"), "tea");
    let fiat = change(json!({"pricingCurrency": "EUR", "pricingAmount": "3"}));
    assert_eq!((fiat.get("pricingAmount"), fiat.get("asset")), ("3.00".into(), "EURC".into()));
    assert_eq!(fiat.json["amount"], Json::Null);
    let other = link(&world, &json!({"title": "Other", "amount": "1"}));
    assert_eq!(change(json!({"slug": other.get("slug")})).status, 422);
    assert_eq!(change(json!({"slug": "tea"})).status, 200);
    assert_eq!(change(json!({"title": ""})).status, 422);
}

#[test]
fn another_merchant_and_the_other_mode_see_no_link_of_ours() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1"}));
    let stranger = world.merchant("stranger");
    for key in [&stranger.test, &world.keys.live] {
        for name in [made.get("id"), made.get("publicId"), made.get("slug")] {
            let path = format!("/api/v1/links/{name}");
            assert_eq!(world.get(&path).key(key).send().status, 404);
            let body = json!({"title": "mine"});
            assert_eq!(world.patch(&path).key(key).json(&body).send().status, 404);
        }
    }
    let theirs = world.post("/api/v1/links").key(&stranger.test);
    let theirs = theirs.json(&json!({"title": "Tea", "amount": "1"})).send();
    assert_eq!(theirs.get("slug"), "tea");
    assert_eq!(theirs.get("url"), "https://pay.example.com/l/stranger/test/tea");
}

#[test]
fn a_live_link_that_nobody_could_pay_is_refused() {
    let world = World::new();
    let body = json!({"title": "Tea", "amount": "1"});
    let made = world.post("/api/v1/links").key(&world.keys.live).json(&body).send();
    assert_eq!((made.status, made.get("code")), (422, "settlement_missing".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM link"), 0);
}
