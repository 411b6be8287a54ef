//! Keys: missing, wrong, revoked, limited, rolled; origins, scopes, rates.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

const HOUR_MS: i64 = 3_600_000;

fn make(world: &World, body: &Json) -> Answer {
    let made = world.post("/api/v1/keys").json(body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

fn list_with(world: &World, key: &str) -> Answer {
    world.get("/api/v1/invoices").key(key).send()
}

#[test]
fn a_request_without_a_good_key_is_401_and_reads_nothing() {
    let world = World::new();
    world.sql.calls();
    let missing = world.get("/api/v1/invoices").without("authorization").send();
    assert_eq!((missing.status, missing.get("code")), (401, "key_missing".to_owned()));
    let mut slip = world.keys.test.clone();
    slip.pop();
    slip.push('!');
    let bare = world.keys.test.clone();
    for header in ["Bearer ", "Bearer", bare.as_str(), "Basic abc"] {
        let refused = world.get("/api/v1/invoices").header("authorization", header).send();
        assert_eq!((refused.status, refused.get("code")), (401, "key_missing".to_owned()));
    }
    for key in ["x", "plr_test_short", slip.as_str()] {
        let refused = list_with(&world, key);
        assert_eq!((refused.status, refused.get("code")), (401, "key_invalid".to_owned()), "{key}");
    }
    assert_eq!(world.sql.calls(), 0);
    let unknown = shared::key::make(shared::key::Mode::Test, [99; 32]);
    assert_eq!(list_with(&world, &unknown).status, 401);
    assert_eq!(world.sql.calls(), 1);
}

#[test]
fn a_revoked_key_is_refused_on_the_next_request() {
    let world = World::new();
    let made = make(&world, &json!({"name": "Shop"}));
    let (id, key) = (made.get("id"), made.get("key"));
    assert_eq!(list_with(&world, &key).status, 200);
    let revoked = world.ask(Method::Delete, &format!("/api/v1/keys/{id}")).send();
    assert_eq!(revoked.status, 200);
    assert_eq!(list_with(&world, &key).status, 401);
    let create = world.post("/api/v1/invoices").key(&key).json(&json!({"title": "t", "amount": 1}));
    assert_eq!(create.send().status, 401);
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
    let again = world.ask(Method::Delete, &format!("/api/v1/keys/{id}")).send();
    assert_eq!(again.status, 404);
}

#[test]
fn a_rolled_key_lives_as_long_as_it_was_told() {
    let world = World::new();
    let made = make(&world, &json!({"name": "Shop"}));
    let (id, old) = (made.get("id"), made.get("key"));
    let path = format!("/api/v1/keys/{id}/roll");
    let rolled = world.post(&path).json(&json!({"overlapHours": 2})).send();
    assert_eq!(rolled.status, 201, "{}", rolled.text);
    let new = rolled.get("key");
    assert_eq!((list_with(&world, &old).status, list_with(&world, &new).status), (200, 200));
    world.pass_ms(2 * HOUR_MS);
    assert_eq!((list_with(&world, &old).status, list_with(&world, &new).status), (401, 200));
    let far = world.post(&path).json(&json!({"overlapHours": 73})).send();
    assert_eq!(far.status, 422);
}

#[test]
fn a_secret_is_shown_once_and_only_its_hash_is_kept() {
    let world = World::new();
    let key = make(&world, &json!({"name": "Shop"})).get("key");
    let listed = world.get("/api/v1/keys").send();
    assert!(!listed.text.contains(&key));
    assert!(listed.text.contains(&key[key.len() - 4..]));
    let kept = format!("SELECT count(*) FROM api_key WHERE hash = '{key}'");
    assert_eq!(world.count(&kept), 0);
}

#[test]
fn a_key_grants_only_what_it_has() {
    let world = World::new();
    let some = json!({"name": "Keys", "scopes": ["keys:write", "invoices:read"]});
    let key = make(&world, &some).get("key");
    let ask = |scopes: Json| {
        let body = json!({"name": "x", "scopes": scopes});
        world.post("/api/v1/keys").key(&key).json(&body).send()
    };
    assert_eq!(ask(json!(["invoices:read"])).status, 201);
    let refused = ask(json!(["invoices:write"]));
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("cannot grant invoices:write"));
    assert_eq!(ask(json!(["nonsense"])).status, 422);
    assert_eq!(ask(json!("invoices:read")).status, 422);
}

#[test]
fn a_key_without_the_scope_is_403_and_counted() {
    let world = World::new();
    let key = make(&world, &json!({"name": "x", "scopes": ["invoices:read"]})).get("key");
    assert_eq!(list_with(&world, &key).status, 200);
    let refused =
        world.post("/api/v1/invoices").key(&key).json(&json!({"title": "t", "amount": 1})).send();
    assert_eq!((refused.status, refused.get("code")), (403, "missing_scope".to_owned()));
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("598"));
}

#[test]
fn a_key_with_origins_asks_for_one_of_them() {
    let world = World::new();
    let body = json!({"name": "x", "origins": ["https://shop.example.com"]});
    let key = make(&world, &body).get("key");
    let ask = |headers: &[(&str, &str)]| {
        let ask = world.get("/api/v1/invoices").key(&key);
        headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
    };
    assert_eq!(ask(&[]).get("code"), "origin_not_allowed");
    assert_eq!(ask(&[("origin", "https://evil.example.com")]).status, 403);
    assert_eq!(ask(&[("origin", "null")]).status, 403);
    assert_eq!(ask(&[("origin", "https://shop.example.com.evil.example")]).status, 403);
    assert_eq!(ask(&[("x-api-origin", "https://shop.example.com")]).status, 200);
    let good = ask(&[("origin", "https://shop.example.com")]);
    assert_eq!(good.header("access-control-allow-origin"), Some("https://shop.example.com"));
    let both =
        ask(&[("origin", "https://shop.example.com"), ("x-api-origin", "https://evil.example")]);
    assert_eq!(both.status, 403);
    assert_eq!(both.header("access-control-allow-origin"), Some("https://shop.example.com"));
}

#[test]
fn browsers_ask_first_and_are_told_without_a_key() {
    let world = World::new();
    let ask = world.ask(Method::Options, "/api/v1/invoices").without("authorization");
    let told = ask.header("origin", "https://shop.example.com").send();
    assert_eq!(told.status, 204);
    let allowed = told.header("access-control-allow-headers").unwrap();
    for name in ["Authorization", "Content-Type", "Idempotency-Key", "X-Api-Origin"] {
        assert!(allowed.contains(name), "{name}");
    }
    let unread = world.get("/api/v1/invoices").without("authorization");
    let unread = unread.header("origin", "https://shop.example.com").send();
    assert_eq!(unread.header("access-control-allow-origin"), Some("https://shop.example.com"));
    assert_eq!(unread.header("access-control-allow-credentials"), None);
}

#[test]
fn exactly_the_limit_is_let_through_in_each_minute() {
    let world = World::new();
    let key = make(&world, &json!({"name": "x", "rateLimit": 5})).get("key");
    let ask = || world.post("/api/v1/invoices").key(&key).json(&json!({"title": "t", "amount": 1}));
    for minute in 0..3 {
        let answers: Vec<_> = (0..15).map(|_| ask().send()).collect();
        let remaining: Vec<_> = answers
            .iter()
            .map(|answer| answer.header("x-ratelimit-remaining").unwrap().to_owned())
            .collect();
        assert_eq!(remaining[..6], ["4", "3", "2", "1", "0", "0"], "minute {minute}");
        let good = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(good, 5);
        let refused = &answers[5];
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("60")));
        assert_eq!(refused.header("x-ratelimit-limit"), Some("5"));
        world.pass_ms(60_000);
    }
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 15);
}

#[test]
fn limits_are_120_live_and_600_in_test() {
    let world = World::new();
    assert_eq!(list_with(&world, &world.keys.test).header("x-ratelimit-limit"), Some("600"));
    assert_eq!(list_with(&world, &world.keys.live).header("x-ratelimit-limit"), Some("120"));
}

#[test]
fn a_change_of_settings_is_seen_on_the_next_request() {
    let world = World::new();
    world.invoice(json!({}));
    let set = world.patch("/api/v1/merchant").json(&json!({"tolerance": "10"})).send();
    assert_eq!(set.status, 200, "{}", set.text);
    let left =
        |answer: &Answer| answer.header("x-ratelimit-remaining").unwrap().parse::<i64>().unwrap();
    let made = world.invoice(json!({}));
    assert_eq!(left(&made), left(&set) - 1, "what is loaded again is counted once");
    let id = made.get("id");
    world.pay(json!({"invoice": id, "amount": "9"}));
    assert_eq!(world.read(&id).get("status"), "paid");
}

#[test]
fn nobody_gets_more_by_rolling_a_wider_key() {
    let world = World::new();
    let narrow = make(&world, &json!({"name": "Keys", "scopes": ["keys:write"]})).get("key");
    let listed = world.get("/api/v1/keys").send();
    let keys = listed.json["data"].as_array().unwrap();
    let first = keys.iter().find(|key| key["name"] == json!("First key")).unwrap();
    let path = format!("/api/v1/keys/{}/roll", first["id"].as_str().unwrap());
    let refused = world.post(&path).key(&narrow).send();
    assert_eq!((refused.status, refused.get("code")), (403, "missing_scope".to_owned()));
    assert_eq!(list_with(&world, &world.keys.test).status, 200);
}

#[test]
fn a_repeated_request_for_a_key_gets_it_without_its_secret() {
    let world = World::new();
    let ask = || {
        let body = json!({"name": "Shop"});
        world.post("/api/v1/keys").header("idempotency-key", "k").json(&body).send()
    };
    let (first, again) = (ask(), ask());
    let key = first.get("key");
    assert!(key.starts_with("plr_test_"));
    assert_eq!((again.status, again.json.get("key")), (201, None));
    assert_eq!(again.get("id"), first.get("id"));
    let kept = format!("SELECT count(*) FROM idempotency WHERE instr(body, '{key}') > 0");
    assert_eq!(world.count(&kept), 0);
}
