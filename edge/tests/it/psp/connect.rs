//! `/api/v1/psp`: connecting a provider, and taking it away.

use edge::http::Method;
use serde_json::{Value as Json, json};
use shared::psp::Psp;

use super::shop::{connection, key_of, live_shop, put_till, shop};
use super::till::Mess;
use crate::support::{Answer, World};

fn put(world: &World, key: &str, body: &Json) -> Answer {
    world.ask(Method::Put, "/api/v1/psp").key(key).json(body).send()
}

#[test]
fn a_provider_is_connected_with_a_key_that_is_never_shown_again() {
    for psp in Psp::ALL {
        let world = World::new();
        let till = put_till(&world);
        let none = world.get("/api/v1/psp").send();
        assert_eq!(
            (none.status, none.get("psp"), none.get("mode")),
            (200, "null".into(), "test".into())
        );
        let body = connection(psp, false);
        let made = put(&world, &world.keys.test, &body);
        assert_eq!(made.status, 200, "{}", made.text);
        assert_eq!(till.asked().len(), 1);
        let read = world.get("/api/v1/psp").send();
        assert_eq!(read.json, made.json);
        let key = key_of(psp, false);
        assert_eq!(
            (read.get("psp"), read.get("last4")),
            (psp.code().into(), key[key.len() - 4..].into())
        );
        assert_eq!(read.get("connectedAt"), "2026-01-15T10:00:00.000Z");
        let hook = format!("https://pay.example.com/hooks/{}/", psp.code());
        assert!(read.get("webhookUrl").starts_with(&hook), "{}", read.text);
        assert!(read.get("stripeWebhookUrl").starts_with("https://pay.example.com/hooks/stripe/"));
        assert_eq!(read.get("stripeWebhookUrl"), none.get("stripeWebhookUrl"));
        let kept = world
            .text("SELECT group_concat(api_key || coalesce(webhook_secret, '')) FROM psp_account");
        for secret in [key, super::shop::SECRET] {
            assert!(!made.text.contains(secret) && !kept.contains(secret));
        }
        // The other mode has none.
        let live = world.get("/api/v1/psp").key(&world.keys.live).send();
        assert_eq!((live.get("psp"), live.get("mode")), ("null".into(), "live".into()));
        assert_ne!(live.get("stripeWebhookUrl"), read.get("stripeWebhookUrl"));
    }
}

#[test]
fn a_key_is_of_its_provider_and_of_the_requests_mode() {
    let world = World::new();
    put_till(&world);
    let secret = "whsec_a_secret_of_a_test";
    for (body, field) in [
        (json!({}), "psp"),
        (json!({"psp": "paypal", "apiKey": "x"}), "psp"),
        (json!({"psp": "mollie"}), "apiKey"),
        (json!({"psp": "mollie", "apiKey": key_of(Psp::Mollie, true)}), "apiKey"),
        (json!({"psp": "mollie", "apiKey": key_of(Psp::Stripe, false)}), "apiKey"),
        (json!({"psp": "mollie", "apiKey": "test_\r\nx-evil: 1"}), "apiKey"),
        (
            json!({"psp": "mollie", "apiKey": key_of(Psp::Mollie, false), "webhookSecret": secret}),
            "webhookSecret",
        ),
        (
            json!({"psp": "stripe", "apiKey": key_of(Psp::Stripe, true), "webhookSecret": secret}),
            "apiKey",
        ),
        (
            json!({"psp": "stripe", "apiKey": "pk_test_4eC39HqLyjWDarjtT1zdp7dc",
            "webhookSecret": secret}),
            "apiKey",
        ),
        (json!({"psp": "stripe", "apiKey": key_of(Psp::Stripe, false)}), "webhookSecret"),
        (
            json!({"psp": "stripe", "apiKey": key_of(Psp::Stripe, false), "webhookSecret": "x"}),
            "webhookSecret",
        ),
    ] {
        let refused = put(&world, &world.keys.test, &body);
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"][field].is_array(), "{body} {}", refused.text);
    }
    assert_eq!(world.get("/api/v1/psp").send().get("psp"), "null");
}

#[test]
fn a_key_that_the_provider_does_not_accept_is_not_kept() {
    for psp in Psp::ALL {
        let world = World::new();
        let till = put_till(&world);
        till.revoked.set(true);
        let refused = put(&world, &world.keys.test, &connection(psp, false));
        assert_eq!((refused.status, refused.get("code")), (422, "psp_refused".into()));
        till.revoked.set(false);
        till.mess([Mess::Status(503)]);
        assert_eq!(put(&world, &world.keys.test, &connection(psp, false)).status, 503);
        assert_eq!(world.get("/api/v1/psp").send().get("psp"), "null");
    }
}

#[test]
fn it_takes_a_scope_that_must_be_asked_for() {
    let world = World::new();
    put_till(&world);
    let body = json!({"name": "usual"});
    let usual = world.post("/api/v1/keys").json(&body).send().get("key");
    for method in [Method::Get, Method::Put, Method::Delete] {
        let refused = world.ask(method, "/api/v1/psp").key(&usual).json(&json!({})).send();
        assert_eq!((refused.status, refused.get("code")), (403, "missing_scope".into()));
    }
    let body = json!({"name": "asked", "scopes": ["psp:write"]});
    let asked = world.post("/api/v1/keys").json(&body).send().get("key");
    assert_eq!(world.get("/api/v1/psp").key(&asked).send().status, 200);
}

#[test]
fn an_isolate_hears_of_it_at_once_and_so_does_the_audit() {
    let shop = live_shop(Psp::Mollie);
    assert_eq!(shop.ask(json!({})).status, 201);
    let removed = shop.world.ask(Method::Delete, "/api/v1/psp").key(shop.key()).send();
    assert_eq!((removed.status, removed.get("psp")), (200, "null".into()));
    let refused = shop.ask(json!({}));
    assert_eq!((refused.status, refused.get("code")), (422, "settlement_missing".into()));
    assert_eq!(shop.connect().status, 200);
    assert_eq!(shop.ask(json!({})).status, 201);
    let acts = "SELECT group_concat(act, ' ') FROM (SELECT act FROM audit ORDER BY rowid)";
    assert_eq!(shop.world.text(acts), "psp.connected psp.removed psp.connected");
    let nothing = shop.world.ask(Method::Delete, "/api/v1/psp").send();
    assert_eq!((nothing.status, nothing.get("code")), (404, "not_found".into()));
}

#[test]
fn what_was_begun_before_it_was_removed_is_still_paid() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.leave(&bill);
        shop.world.ask(Method::Delete, "/api/v1/psp").send();
        assert!(!shop.page(&bill).text.contains("by bank or card"));
        assert_eq!(shop.start(&bill).status, 303);
        shop.becomes("paid");
        assert_eq!(shop.stands(&bill), "paid");
        // Then its key is forgotten: 10:00 is the first minute of an hour.
        shop.world.pass_ms(3_600_000 - 120_000);
        shop.minute();
        shop.minute();
        assert_eq!(shop.world.text("SELECT api_key FROM psp_account"), "");
    }
}

#[test]
fn another_provider_takes_the_place_of_the_first_and_what_that_began_goes_on() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    let switched = put(&shop.world, shop.key(), &connection(Psp::Stripe, false));
    assert_eq!((switched.status, switched.get("psp")), (200, "stripe".into()));
    let second = shop.bill(json!({}));
    assert!(shop.leave(&second).starts_with("https://checkout.stripe.com/"));
    let id = shop.till.sales.borrow()[0].id.clone();
    shop.till.sales.borrow_mut()[0].status = "paid";
    assert_eq!(shop.call_about(&id).status, 200);
    shop.world.after();
    assert_eq!((shop.stands(&bill), shop.stands(&second)), ("paid".into(), "unpaid".into()));
}

#[test]
fn one_merchants_provider_is_not_anothers() {
    let shop = shop(Psp::Mollie);
    let other = shop.world.merchant("other");
    assert_eq!(shop.world.get("/api/v1/psp").key(&other.test).send().get("psp"), "null");
    let made = put(&shop.world, &other.test, &connection(Psp::Mollie, false));
    // A call for one account about a payment of another's is about an unknown one.
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    shop.till.newest(|sale| sale.status = "paid");
    let id = shop.till.sales.borrow()[0].id.clone();
    let path = made.get("webhookUrl").replace("https://pay.example.com", "");
    let called = shop.world.post(&path).without("authorization").body(&format!("id={id}")).send();
    assert_eq!(called.status, 200);
    shop.world.after();
    assert_eq!(shop.stands(&bill), "unpaid");
}
