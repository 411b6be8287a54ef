//! Every bad input gets a clear error in the seed's shape, and nothing is half-written.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::{Answer, World};

fn raw(world: &World, body: &str, media: &str) -> Answer {
    world.post("/api/v1/invoices").body(body).header("content-type", media).send()
}

/// Status, code and the fields that are named.
fn said(answer: &Answer) -> (u16, String, Vec<String>) {
    let errors = answer.json["errors"].as_object();
    let fields = errors.map(|map| map.keys().cloned().collect()).unwrap_or_default();
    assert!(answer.json["error"].as_str().is_some_and(|text| !text.is_empty()), "{}", answer.text);
    assert_eq!(answer.get("requestId"), answer.header("x-request-id").unwrap());
    (answer.status, answer.get("code"), fields)
}

#[test]
fn what_is_not_json_is_400_and_another_type_415() {
    let world = World::new();
    for body in ["{", "[]", "\"x\"", "1", "{\"title\": }", "\u{feff}{}", "{}{}", "nul"] {
        assert_eq!(said(&raw(&world, body, "application/json")).0, 400, "{body}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(said(&raw(&world, &deep, "application/json")).0, 400);
    for media in ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"] {
        assert_eq!(said(&raw(&world, "{}", media)).0, 415, "{media}");
    }
    let good = raw(&world, r#"{"title":"t","amount":"1"}"#, "Application/JSON; charset=utf-8");
    assert_eq!(good.status, 201);
}

#[test]
fn a_body_over_64_kb_is_413() {
    let world = World::new();
    let fits = format!(r#"{{"title":"t","amount":"1","x":"{}"}}"#, "x".repeat(65_000));
    assert_eq!(raw(&world, &fits, "application/json").status, 201);
    let large = format!(r#"{{"title":"{}"}}"#, "x".repeat(66_000));
    assert_eq!(said(&raw(&world, &large, "application/json")).0, 413);
}

#[test]
fn unknown_fields_are_ignored_and_named_in_test_mode() {
    let world = World::new();
    let made = world.invoice(json!({"colour": "red", "x\r\ny": 1}));
    assert_eq!(made.header("warnings"), Some("unknown fields ignored: colour, xy"));
    assert_eq!(world.invoice(json!({})).header("warnings"), None);
    let patched = world.patch("/api/v1/merchant").json(&json!({"colour": "red"})).send();
    assert_eq!(patched.header("warnings"), Some("unknown fields ignored: colour"));
}

#[test]
fn bad_fields_are_422_and_named() {
    let world = World::new();
    let cases = [
        (json!({}), vec!["amount", "title"]),
        (json!({"title": null, "amount": null}), vec!["amount", "title"]),
        (json!({"title": "t", "amount": "0"}), vec!["amount"]),
        (json!({"title": "t", "amount": -1}), vec!["amount"]),
        (json!({"title": "t", "amount": "NaN"}), vec!["amount"]),
        (json!({"title": "t", "amount": true}), vec!["amount"]),
        (json!({"title": "t", "amount": {"x": 1}}), vec!["amount"]),
        (json!({"title": 1, "amount": "1"}), vec!["title"]),
        (json!({"title": "x".repeat(201), "amount": "1"}), vec!["title"]),
        (json!({"title": "a\u{0}b", "amount": "1"}), vec!["title"]),
        (json!({"title": "t", "amount": "1", "asset": "DOGE"}), vec!["asset"]),
        (json!({"title": "t", "amount": "1", "expiresIn": "2h"}), vec!["expiresIn"]),
        (json!({"title": "t", "amount": "1", "returnUrl": "http://10.0.0.1/"}), vec!["returnUrl"]),
        (json!({"title": "t", "amount": "1", "customerEmail": "x"}), vec!["customerEmail"]),
        (json!({"title": "t", "amount": "1", "metadata": []}), vec!["metadata"]),
        (
            json!({"title": "t", "amount": "1", "pricingCurrency": "EUR", "pricingAmount": "1"}),
            vec!["amount"],
        ),
        (
            json!({"title": "t", "pricingCurrency": "JPY", "pricingAmount": "1"}),
            vec!["pricingCurrency"],
        ),
        (
            json!({"title": "t", "pricingCurrency": "EUR", "pricingAmount": "1.234"}),
            vec!["pricingAmount"],
        ),
    ];
    for (body, fields) in cases {
        let refused = world.post("/api/v1/invoices").json(&body).send();
        let (status, code, named) = said(&refused);
        assert_eq!((status, code.as_str(), named), (422, "invalid", to_owned(&fields)), "{body}");
    }
    // Numbers as they stand in the body: an exponent, more digits than a float holds.
    for number in ["1e3", "0.12345678", "123456789012345678901234567890"] {
        let body = format!(r#"{{"title":"t","amount":{number}}}"#);
        assert_eq!(said(&raw(&world, &body, "application/json")).0, 422, "{number}");
    }
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
}

fn to_owned(fields: &[&str]) -> Vec<String> {
    fields.iter().map(|field| (*field).to_owned()).collect()
}

#[test]
fn hostile_and_foreign_texts_are_kept_as_they_are() {
    let world = World::new();
    let hostile = ["<script>alert(1)</script>", "'; DROP TABLE invoice;--"];
    for title in ["Kaffee ☕️ 👩‍👩‍👧", "دفعة"].into_iter().chain(hostile) {
        let made = world.invoice(json!({"title": title}));
        assert_eq!(world.read(&made.get("id")).get("title"), title);
    }
}

#[test]
fn bad_queries_say_which_parameter() {
    let world = World::new();
    for (query, status) in [
        ("page=0", 422),
        ("page=-1", 422),
        ("page=x", 400),
        ("page=1.5", 400),
        ("limit=0", 422),
        ("limit=101", 422),
        ("limit=", 400),
        ("status=overdue", 422),
        ("status=PAID", 422),
        ("createdAfter=yesterday", 422),
        ("page=99999999999999999999", 400),
    ] {
        let refused = world.get(&format!("/api/v1/invoices?{query}")).send();
        assert_eq!(said(&refused).0, status, "{query}");
    }
}

#[test]
fn a_path_that_is_not_there_is_404_and_a_method_405() {
    let world = World::new();
    let nothing = world.get("/api/v1/nothing").send();
    assert_eq!(said(&nothing), (404, "not_found".to_owned(), vec![]));
    let method = world.ask(Method::Delete, "/api/v1/invoices").send();
    assert_eq!((method.status, method.header("allow")), (405, Some("POST, GET")));
    let unknown = world.get("/api/v1/invoices/inv_nothing").send();
    assert_eq!(unknown.get("error"), "There is no such invoice.");
    assert_eq!(world.get("/api/v1/invoices/%00%ff'\"--").send().status, 404);
}

#[test]
fn webhook_addresses_on_private_hosts_are_refused_in_every_notation() {
    let world = World::new();
    for url in [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://017700000001/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "https://localhost/",
        "https://foo.internal/",
        "https://user:pass@example.com/",
        "https://example.com:8443/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "//example.com",
        "",
        "x",
    ] {
        let body = json!({"webhookUrl": url});
        let refused = world.patch("/api/v1/webhooks").json(&body).send();
        assert_eq!(said(&refused).2, ["webhookUrl"], "{url}");
    }
    assert_eq!(world.get("/api/v1/webhooks").send().json["webhookUrl"], Json::Null);
}

#[test]
fn no_error_tells_what_happened_inside() {
    use edge::platform::SqlError;
    let world = World::new();
    world.invoice(json!({}));
    world.sql.fail_next(SqlError::Other("no such table: secret_things".to_owned()));
    let broken = world.get("/api/v1/invoices").send();
    assert_eq!(said(&broken).0, 500);
    assert!(!broken.text.contains("secret_things"));
    let log = world.log.0.borrow();
    assert!(log[0].contains("secret_things") && log[0].contains(&broken.get("requestId")));
}
