//! Who may do what, from the router's own table: every route with every scope, with keys that do
//! not count, from elsewhere, for somebody else's things.

use edge::api::dialect::Dialect;
use edge::gate::scope;
use edge::http::Method;
use edge::router::{Handler, ROUTES, Route};
use serde_json::{Value as Json, json};

use crate::links::link;
use crate::support::client::Client;
use crate::support::{Answer, Ask, World};

/// Keys of one owner, one for each way to show them.
struct Holder {
    key: String,
    token: String,
    client: Client,
}

impl Holder {
    /// Who may do everything.
    fn of(world: &World, key: &str) -> Holder {
        let token = json!({"name": "token", "kind": "legacy"});
        let token = world.post("/api/v1/keys").key(key).json(&token).send().get("key");
        Holder { key: key.to_owned(), token, client: Client::of(world, key, json!({})) }
    }

    fn ask<'a>(&self, world: &'a World, route: &Route, path: &str, body: &Json) -> Ask<'a> {
        match Dialect::of_path(path) {
            Some(Dialect::Legacy) => {
                let mut body = body.clone();
                body["token"] = json!(self.token);
                world.ask(route.method, path).without("authorization").json(&body)
            }
            Some(Dialect::LinksV0) => with(self.client.ask(world, route.method, path), route, body),
            _ => with(world.ask(route.method, path).key(&self.key), route, body),
        }
    }
}

fn with<'a>(ask: Ask<'a>, route: &Route, body: &Json) -> Ask<'a> {
    if route.method == Method::Get { ask } else { ask.json(body) }
}

fn keyed() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| matches!(route.handler, Handler::Api(_)))
}

fn path(route: &Route) -> String {
    route.pattern.replace("{id}", "nothing").replace("{refund}", "nothing")
}

/// Whether an answer says that the key lacks the scope.
fn lacks_scope(answer: &Answer) -> bool {
    let said = ["missing_scope", "lacks the scope", "Invalid scope(s)"];
    answer.status == 403 && said.iter().any(|words| answer.text.contains(words))
}

/// Whether an answer says that the key does not count.
fn is_unknown(answer: &Answer) -> bool {
    answer.status == 401 || answer.json["error"] == "novalidtoken"
}

#[test]
fn a_scope_opens_its_routes_and_no_others() {
    let world = World::new();
    let mut opened = 0;
    for one in scope::ALL.into_iter().filter(|one| *one != "legacy") {
        let body = json!({"name": one, "scopes": [one], "rateLimit": 6_000});
        let made = world.post("/api/v1/keys").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        let client = Client::of(&world, &world.keys.test, json!({"scopes": [one]}));
        let holder = Holder { key: made.get("key"), token: made.get("key"), client };
        for route in keyed() {
            let place = format!("{one}: {} {}", route.method.name(), route.pattern);
            let answer = holder.ask(&world, route, &path(route), &json!({})).send();
            if route.scope == "legacy" {
                assert!(is_unknown(&answer), "{place}: {}", answer.text);
                continue;
            }
            let may = scope::allows(&[one.to_owned()], route.scope);
            assert_eq!(lacks_scope(&answer), !may, "{place}: {} {}", answer.status, answer.text);
            assert!(!is_unknown(&answer), "{place}: {}", answer.text);
            opened += usize::from(may);
        }
    }
    assert!(opened > keyed().count(), "each route is opened by one scope at least: {opened}");
}

#[test]
fn a_key_that_was_revoked_opens_nothing() {
    let world = World::new();
    let made = json!({"name": "gone", "scopes": scope_list(), "rateLimit": 6_000});
    let made = world.post("/api/v1/keys").json(&made).send();
    let holder = Holder::of(&world, &made.get("key"));
    let own = |kind: &str| {
        let list = world.get("/api/v1/keys").send();
        let rows = list.json["data"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["kind"] == kind).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    for id in [made.get("id"), own("legacy"), own("client")] {
        let gone = world.ask(Method::Delete, &format!("/api/v1/keys/{id}")).send();
        assert!(gone.status < 300, "{}", gone.text);
    }
    for route in keyed() {
        let answer = holder.ask(&world, route, &path(route), &json!({})).send();
        assert!(is_unknown(&answer), "{}: {} {}", route.pattern, answer.status, answer.text);
    }
}

#[test]
fn a_key_with_origins_opens_nothing_from_elsewhere() {
    let world = World::new();
    let only = json!(["https://shop.example.com"]);
    let make = |kind: &str| {
        let mut body = json!({"name": kind, "kind": kind, "origins": only, "rateLimit": 6_000});
        if kind == "api" {
            body["scopes"] = json!(scope_list());
        }
        let made = world.post("/api/v1/keys").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        made
    };
    let client = make("client");
    let holder = Holder {
        key: make("api").get("key"),
        token: make("legacy").get("key"),
        client: Client { key: client.get("clientKey"), secret: client.get("clientSecret") },
    };
    for route in keyed() {
        for origin in [None, Some("https://elsewhere.example.com"), Some("null")] {
            let mut ask = holder.ask(&world, route, &path(route), &json!({}));
            if let Some(origin) = origin {
                ask = ask.header("origin", origin);
            }
            let answer = ask.send();
            assert_eq!(answer.status, 403, "{} {origin:?}: {}", route.pattern, answer.text);
            assert!(answer.text.contains("origin"), "{}: {}", route.pattern, answer.text);
        }
    }
}

fn scope_list() -> Vec<&'static str> {
    scope::ALL.into_iter().filter(|one| *one != "legacy").collect()
}

/// One of everything, by the paths that lead to it.
fn things(world: &World) -> Vec<(&'static str, String)> {
    world.listen();
    let post = |path: &str, body: Json| {
        let made = world.post(path).json(&body).send();
        assert!(made.status < 300, "{path}: {}", made.text);
        made
    };
    let invoice = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    world.pay(json!({"invoice": invoice.get("id"), "amount": "12", "memo": "nobody's"}));
    world.after();
    world.write(
        "INSERT INTO alert (id, merchant, mode, kind, subject, detail, raised_at)
         SELECT 'alr_01kf0hj080f254936abaefhb7r', id, 'test', 'unmatched_payment', 'x', 'x', 1
         FROM merchant",
    );
    let package = json!({"name": "Club", "amount": "9", "interval": "MONTHLY"});
    let package = post("/api/v1/subscription-packages", package).get("id");
    let member = json!({"packageId": package, "customerEmail": "alex.buyer@example.com"});
    let plan = json!({"title": "Rent", "amount": "9", "interval": "MONTHLY",
        "clientEmail": "alex.buyer@example.com"});
    let first = |path: &str| {
        let list = world.get(path).send();
        list.json["data"][0]["id"].as_str().unwrap_or_else(|| panic!("{}", list.text)).to_owned()
    };
    let client = Client::new(world);
    let v0 = |path: &str, body: Json| {
        let made = client.post(world, path).json(&body).send();
        assert_eq!(made.status, 201, "{path}: {}", made.text);
        made.get("id")
    };
    let links = json!({"title": "Tea", "linkType": "DONATION", "amount": 5, "currency": "usdc",
        "url": "https://example.com", "allowMobilePayment": false, "allowQuantityAdjustment": false,
        "collectAddress": false, "collectTax": false, "isForAllProduct": false});
    vec![
        ("/api/v1/invoices/", invoice.get("id")),
        ("/api/v1/incoming-payments/", first("/api/v1/incoming-payments")),
        ("/api/v1/subscription-packages/", package),
        ("/api/v1/subscriptions/", post("/api/v1/subscriptions", member).get("id")),
        ("/api/v1/recurring-plans/", post("/api/v1/recurring-plans", plan).get("id")),
        ("/api/v1/links/", link(world, &json!({"title": "Tea", "amount": "2"})).get("id")),
        ("/api/v1/webhooks/logs/", first("/api/v1/webhooks/logs")),
        ("/api/v1/keys/", first("/api/v1/keys")),
        ("/api/v1/alerts/", first("/api/v1/alerts")),
        ("/api/v0/payment-links/", v0("/api/v0/payment-links", links)),
        (
            "/api/v0/products/",
            v0(
                "/api/v0/products",
                json!({"name": "Mug", "price": 5,
            "description": "Blue", "currency": "usdc"}),
            ),
        ),
        (
            "/api/v0/customers/",
            v0(
                "/api/v0/customers",
                json!({"first_name": "Alex",
            "last_name": "Buyer", "phone_number": "+31201234567"}),
            ),
        ),
        ("/api/v0/taxes/", v0("/api/v0/taxes", json!({"name": "VAT", "percentage": 21}))),
    ]
}

#[test]
fn nobody_elses_key_and_no_key_of_the_other_mode_finds_a_thing() {
    let world = World::new();
    let things = things(&world);
    let others = world.merchant("other");
    let strangers = [Holder::of(&world, &others.test), Holder::of(&world, &world.keys.live)];
    let own = Holder::of(&world, &world.keys.test);
    let body = json!({"invoice": things[0].1, "action": "pause"});
    for route in keyed() {
        let Some((start, _)) = route.pattern.split_once("{id}") else {
            for stranger in strangers.iter().filter(|_| route.method == Method::Get) {
                let list = stranger.ask(&world, route, route.pattern, &json!({})).send();
                for (_, id) in &things {
                    assert!(!list.text.contains(id.as_str()), "{}: {}", route.pattern, list.text);
                }
            }
            continue;
        };
        let (_, id) = things.iter().find(|(known, _)| *known == start).unwrap();
        let path = route.pattern.replace("{id}", id).replace("{refund}", "nothing");
        for stranger in &strangers {
            let answer = stranger.ask(&world, route, &path, &body).send();
            assert_eq!(answer.status, 404, "{} {path}: {}", route.method.name(), answer.text);
        }
        if route.method == Method::Get {
            let answer = own.ask(&world, route, &path, &json!({})).send();
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        }
    }
}
