//! The API's description over HTTP: its forms, its name as a file, and what is said without it.

use serde_json::json;

use crate::support::World;

const JSON: &str = r#"{"openapi":"3.1.0","info":{},"servers":[],"tags":[],"paths":{},
    "components":{}}"#;
const YAML: &str = "openapi: 3.1.0\n";
const POSTMAN: &str = r#"{"info":{"name":"PayLinkr"},"item":[],"variable":[]}"#;

/// A world after a build.
fn built() -> World {
    let world = World::new();
    let built = [("openapi.json", JSON), ("openapi.yaml", YAML), ("postman.json", POSTMAN)];
    for (name, text) in built {
        let path = format!("/contract/{name}");
        world.files.0.borrow_mut().insert(path, text.as_bytes().to_vec());
    }
    world
}

#[test]
fn the_description_is_read_without_a_key_by_pages_of_any_origin() {
    let world = built();
    let forms = [("", JSON), ("?format=json", JSON), ("?format=yaml", YAML)];
    for (query, text) in forms {
        let path = format!("/api/openapi{query}");
        let answer = world.get(&path).without("authorization").send();
        assert_eq!((answer.status, answer.text.as_str()), (200, text), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    let yaml = world.get("/api/openapi?format=yaml").send();
    assert_eq!(yaml.header("content-type"), Some("application/yaml"));
}

#[test]
fn another_form_of_the_description_is_refused_as_any_wrong_parameter() {
    let refused = built().get("/api/openapi?format=xml").send();
    assert_eq!((refused.status, &*refused.get("code")), (422, "invalid"));
    assert_eq!(refused.json["errors"], json!({"format": ["must be json or yaml"]}));
    assert_eq!(refused.header("x-request-id"), refused.json["requestId"].as_str());
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
}

#[test]
fn the_collection_is_a_file_with_a_name() {
    let answer = built().get("/api/postman/collection").without("authorization").send();
    assert_eq!((answer.status, answer.text.as_str()), (200, POSTMAN));
    let name = "attachment; filename=\"paylinkr.postman_collection.json\"";
    assert_eq!(answer.header("content-disposition"), Some(name));
}

#[test]
fn what_a_reader_has_already_is_not_sent_again() {
    let world = built();
    let tag = world.get("/api/openapi").send().header("etag").unwrap().to_owned();
    let again = |tag: &str| world.get("/api/openapi").header("if-none-match", tag).send();
    let same = again(&format!("\"other\", W/{tag}"));
    assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", Some(&*tag)));
    assert_eq!(again("\"other\"").status, 200);
    let changed = JSON.replace("3.1.0", "3.1.1");
    world.files.0.borrow_mut().insert("/contract/openapi.json".to_owned(), changed.into_bytes());
    assert_eq!(again(&tag).status, 200);
}

#[test]
fn a_build_without_the_description_is_our_slip_and_is_logged() {
    let world = World::new();
    for path in ["/api/openapi", "/api/postman/collection"] {
        let answer = world.get(path).send();
        assert_eq!((answer.status, &*answer.get("code")), (500, "internal"), "{path}");
        assert_eq!(answer.header("content-disposition"), None, "{path}");
        assert!(!answer.text.contains("contract"), "{path}: {}", answer.text);
    }
    assert!(world.log.0.borrow()[0].contains("www/contract/openapi.json was not built"));
}
