//! Each dialect has its own place for the key and its own shape of a refusal.

use serde_json::{Value as Json, json};

use crate::support::World;

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
