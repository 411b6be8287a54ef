//! Each dialect has its own place for the key and its own shape of a refusal.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

fn key_of(world: &World, kind: &str) -> Answer {
    let body = json!({"name": kind, "kind": kind});
    let made = world.post("/api/v1/keys").json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

/// As a client of seed 003 asks.
fn ask_v0(world: &World, path: &str, client: &Answer) -> Answer {
    world
        .get(path)
        .without("authorization")
        .header("x-client-key", &client.get("clientKey"))
        .header("x-client-secret", &client.get("clientSecret"))
        .send()
}

#[test]
fn a_key_of_one_kind_is_none_of_another() {
    let world = World::new();
    let (api, client) = (key_of(&world, "api"), key_of(&world, "client"));
    let token = key_of(&world, "legacy");
    assert_eq!(client.get("clientKey"), client.get("id"));
    assert_eq!(token.json["scopes"], json!(["legacy"]));
    for key in [client.get("clientSecret"), token.get("key")] {
        let refused = world.get("/api/v1/invoices").key(&key).send();
        assert_eq!((refused.status, refused.get("code")), (401, "key_invalid".to_owned()));
    }
    for key in [client.get("clientSecret"), api.get("key")] {
        let body = json!({"token": key, "id": "PR-1"});
        let refused = world.post("/api/get/").without("authorization").json(&body).send();
        let expected = json!({"status": "error", "error": "novalidtoken"});
        assert_eq!((refused.status, refused.json), (200, expected));
    }
}

#[test]
fn nobody_is_told_what_a_dialect_cannot_do_in_another_ones_words() {
    let world = World::new();
    let shapes = [
        ("/api/v1/nothing", json!({"error": "There is no such path.", "code": "not_found"})),
        ("/v1/nothing", json!({"success": false, "error": "There is no such path."})),
        (
            "/api/create/x",
            json!({"status": "error", "error": "unknown", "realerror": "There is no such path."}),
        ),
        (
            "/api/v0/nothing",
            json!({"statusCode": 404, "message": "There is no such path", "error": "Not Found"}),
        ),
    ];
    for (path, shape) in shapes {
        let mut answer = world.get(path).send();
        assert_eq!(answer.status, 404, "{path}");
        if let Json::Object(fields) = &mut answer.json {
            fields.remove("requestId");
        }
        assert_eq!(answer.json, shape, "{path}");
    }
}

#[test]
fn who_shows_no_key_is_told_so_in_the_dialects_own_words() {
    let world = World::new();
    let bare = |method, path: &str| world.ask(method, path).without("authorization").send();
    let v1 = bare(Method::Get, "/v1/payments");
    assert_eq!((v1.status, v1.json.clone()), (401, json!({"message": "Unauthenticated."})));
    assert_eq!(v1.header("www-authenticate"), Some("Bearer"));
    let v0 = bare(Method::Get, "/api/v0/payment-links");
    let text = "The headers x-client-key and x-client-secret are required";
    let expected = json!({"statusCode": 401, "message": text, "error": "Unauthorized"});
    assert_eq!((v0.status, v0.json.clone()), (401, expected));
    assert_eq!(v0.header("www-authenticate"), None);
    for path in ["/api/create/", "/api/create", "/api/get/", "/api/get"] {
        let legacy = bare(Method::Post, path);
        let expected = json!({"status": "error", "error": "notoken"});
        assert_eq!((legacy.status, legacy.json), (200, expected), "{path}");
    }
}

#[test]
fn a_client_shows_its_id_and_its_secret_and_both_must_be_its_own() {
    let world = World::new();
    let client = key_of(&world, "client");
    assert_eq!(ask_v0(&world, "/api/v0/payment-links", &client).status, 200);
    for (name, wrong) in [("x-client-key", "key_other"), ("x-client-secret", &world.keys.test)] {
        let refused = world
            .get("/api/v0/payment-links")
            .without("authorization")
            .header("x-client-key", &client.get("clientKey"))
            .header("x-client-secret", &client.get("clientSecret"))
            .header(name, wrong)
            .send();
        assert_eq!(refused.status, 401, "{name}");
        assert_eq!(refused.get("message"), "Invalid client key or client secret");
    }
}

#[test]
fn the_scope_of_tokens_is_no_other_keys_and_tokens_have_no_other() {
    let world = World::new();
    for body in [
        json!({"name": "x", "scopes": ["legacy"]}),
        json!({"name": "x", "kind": "client", "scopes": ["legacy", "links:read"]}),
        json!({"name": "x", "kind": "legacy", "scopes": ["legacy", "invoices:read"]}),
        json!({"name": "x", "kind": "other"}),
    ] {
        let refused = world.post("/api/v1/keys").json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
    }
}
