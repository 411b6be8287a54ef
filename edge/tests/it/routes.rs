//! The table of routes: documented, scoped, every one answered.

use std::path::Path;

use edge::api::dialect::Dialect;
use edge::gate::scope;
use edge::http::Method;
use edge::router::{Handler, ROUTES, Route};
use serde_json::{Value as Json, json};

use crate::support::World;
use crate::support::client::Client;
use crate::support::contract::document;

/// The table as docs/API.md shows it.
fn table() -> String {
    let mut table = String::from("| method | path | scope |\n|---|---|---|\n");
    for route in ROUTES {
        let method = route.method.name();
        table.push_str(&format!("| {method} | `{}` | `{}` |\n", route.pattern, route.scope));
    }
    table
}

#[test]
fn the_documents_table_of_routes_is_the_routers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/API.md");
    let document = std::fs::read_to_string(path).unwrap();
    assert!(document.contains(&table()), "docs/API.md must contain:\n{}", table());
}

#[test]
fn every_route_behind_the_gate_asks_for_a_scope_that_keys_can_have() {
    for route in ROUTES {
        if matches!(route.handler, Handler::Api(_)) {
            assert!(scope::ALL.contains(&route.scope), "{} {}", route.pattern, route.scope);
        }
    }
}

#[test]
fn every_route_refuses_a_key_that_has_every_scope_but_its_own() {
    let world = World::new();
    // Tokens of seed 001 stand elsewhere, and there is none without its one scope.
    let keyed =
        |route: &&Route| matches!(route.handler, Handler::Api(_)) && route.scope != "legacy";
    for route in ROUTES.iter().filter(keyed) {
        let without: Vec<&str> = scope::ALL
            .into_iter()
            .filter(|one| *one != "legacy" && !scope::allows(&[(*one).to_owned()], route.scope))
            .collect();
        let path = route.pattern.replace("{id}", "x");
        if path.starts_with("/api/v0/") {
            let client = Client::of(&world, &world.keys.test, json!({"scopes": without}));
            let refused = client.ask(&world, route.method, &path).send();
            let message = format!("This client lacks the scope {}", route.scope);
            assert_eq!((refused.status, refused.get("message")), (403, message), "{path}");
        } else {
            let body = json!({"name": "all but one", "scopes": without});
            let key = world.post("/api/v1/keys").json(&body).send().get("key");
            let refused = world.ask(route.method, &path).key(&key).send();
            let told = match Dialect::of_path(&path) {
                Some(Dialect::Payrequest) => ("error", "Invalid scope(s) provided."),
                _ => ("code", "missing_scope"),
            };
            let (field, word) = told;
            assert_eq!((refused.status, &*refused.get(field)), (403, word), "{path}");
        }
        let missing = world.ask(route.method, &path).without("authorization").send();
        assert_eq!(missing.status, 401, "{path}");
    }
}

#[test]
fn every_answer_has_a_request_id() {
    let world = World::new();
    for route in ROUTES {
        let path = route.pattern.replace("{id}", "x").replace("{file}", "x");
        let answer = world.ask(route.method, &path).without("authorization").send();
        let id = answer.header("x-request-id").unwrap();
        assert_eq!((id.len(), &id[14..15]), (36, "7"), "{path}");
    }
    assert_eq!(world.ask(Method::Options, "/api/v1/x").send().status, 204);
}

/// The scope that an operation of the description asks for.
fn described_scope(pattern: &str, operation: &Json) -> String {
    let security = operation["security"].as_array().unwrap();
    let Some(way) = security.first().and_then(Json::as_object) else {
        // OpenAPI has no word for a token in the body.
        let is_legacy = Dialect::of_path(pattern) == Some(Dialect::Legacy);
        return if is_legacy { "legacy" } else { "public" }.to_owned();
    };
    let (name, scopes) = way.iter().next().unwrap();
    scopes[0].as_str().unwrap_or(name).to_owned()
}

#[test]
fn the_description_has_the_routers_routes_and_scopes_and_no_others() {
    let open = ["/health", "/api/openapi", "/api/postman/collection"];
    let is_told = |route: &&Route| match route.handler {
        Handler::Api(_) | Handler::Admin => true,
        Handler::Page(_) => open.contains(&route.pattern),
    };
    let of = |method: &str, pattern: &str, scope: &str| format!("{method} {pattern} {scope}");
    let routes = ROUTES.iter().filter(is_told);
    let mut known: Vec<String> =
        routes.map(|route| of(route.method.name(), route.pattern, route.scope)).collect();
    let mut described = Vec::new();
    for (pattern, methods) in document()["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let scope = described_scope(pattern, operation);
            described.push(of(&method.to_uppercase(), pattern, &scope));
        }
    }
    known.sort();
    described.sort();
    assert_eq!(described, known);
}

#[test]
fn every_answer_of_the_description_says_what_is_always_there() {
    fn walk(value: &Json, place: &str) {
        match value {
            Json::Object(fields) => {
                let is_closed = value["additionalProperties"] == json!(false);
                let has_required = value["required"].as_array().is_some_and(|it| !it.is_empty());
                assert!(!is_closed || has_required, "{place} requires nothing");
                fields.iter().for_each(|(name, inner)| walk(inner, &format!("{place}/{name}")));
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, place)),
            _ => {}
        }
    }
    walk(&document()["components"]["schemas"], "schemas");
    for (pattern, methods) in document()["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let statuses = operation["responses"].as_object().unwrap();
            assert!(!statuses.contains_key("default"), "{method} {pattern}");
            assert!(statuses.keys().any(|status| status.starts_with('2')), "{method} {pattern}");
        }
    }
}
