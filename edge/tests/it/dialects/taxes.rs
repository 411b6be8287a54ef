//! Taxes of seed 003: made, read, changed, deleted; their percentages, and every refusal.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::client::Client;
use crate::support::{Answer, World};

const PATH: &str = "/api/v0/taxes";

fn shop() -> (World, Client) {
    let world = World::new();
    let client = Client::new(&world);
    (world, client)
}

fn make(world: &World, client: &Client, body: &Json) -> Answer {
    let made = client.post(world, PATH).json(body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

fn not_found() -> Json {
    json!({"statusCode": 404, "message": "There is no such tax", "error": "Not Found"})
}

#[test]
fn a_tax_is_made_read_changed_and_deleted() {
    let (world, client) = shop();
    let body = json!({"name": "Sales Tax", "percentage": 8.5,
        "description": "Standard sales tax for retail transactions"});
    let made = make(&world, &client, &body);
    let (id, at) = (made.get("id"), "2026-01-15T10:00:00.000Z");
    let path = format!("{PATH}/{id}");
    let mut expected = json!({
        "id": id, "mode": "test", "name": "Sales Tax",
        "description": "Standard sales tax for retail transactions", "percentage": 8.5,
        "inclusive": false, "active": true,
        "created_at": at, "updated_at": at, "createdAt": at, "updatedAt": at,
    });
    assert!(shared::id::is_uuid_v4(&id), "{id}");
    assert_eq!(made.json, expected);
    assert_eq!(client.get(&world, &path).send().json, expected);

    let change = json!({"percentage": "21", "inclusive": true, "active": false,
        "name": "VAT", "description": null});
    let changed = client.ask(&world, Method::Put, &path).json(&change).send();
    let at = "2026-01-15T10:00:00.001Z";
    for (name, value) in change.as_object().unwrap() {
        expected[name] = value.clone();
    }
    expected["percentage"] = json!(21);
    expected["updated_at"] = json!(at);
    expected["updatedAt"] = json!(at);
    assert_eq!((changed.status, changed.json), (200, expected.clone()));
    assert_eq!(client.get(&world, &path).send().json, expected);

    let deleted = client.ask(&world, Method::Delete, &path).send();
    assert_eq!((deleted.status, &deleted.json["deleted"]), (200, &json!(true)));
    for method in [Method::Get, Method::Put, Method::Delete] {
        let gone = client.ask(&world, method, &path).send();
        assert_eq!((gone.status, gone.json), (404, not_found()), "{method:?}");
    }
    let list = client.get(&world, PATH).send();
    assert_eq!((list.text.as_str(), list.header("x-total-count")), ("[]", Some("0")));
    assert_eq!(world.count("SELECT percentage FROM tax"), 210_000);
}

#[test]
fn a_percentage_keeps_four_decimals() {
    let (world, client) = shop();
    for (sent, written, kept) in [
        ("8.875", "8.875", 88_750),
        ("\"8.875\"", "8.875", 88_750),
        ("0", "0", 0),
        ("0.0001", "0.0001", 1),
        ("100", "100", 1_000_000),
        ("100.0000", "100", 1_000_000),
        ("19.60", "19.6", 196_000),
    ] {
        let body = format!(r#"{{"name": "t", "percentage": {sent}}}"#);
        let made = client.post(&world, PATH).header("content-type", "application/json");
        let made = made.body(&body).send();
        let expected = format!(r#""percentage":{written},"#);
        assert!(made.text.contains(&expected), "{sent}: {}", made.text);
        let newest = "SELECT percentage FROM tax ORDER BY rowid DESC LIMIT 1";
        assert_eq!(world.count(newest), kept, "{sent}");
    }
}

#[test]
fn every_field_that_breaks_a_rule_is_named() {
    let (world, client) = shop();
    for (body, details) in [
        (r#"{}"#, json!(["name is required", "percentage is required"])),
        (r#"{"name": "t", "percentage": 100.0001}"#, json!(["percentage must be from 0 to 100"])),
        (r#"{"name": "t", "percentage": 101}"#, json!(["percentage must be from 0 to 100"])),
        (r#"{"name": "t", "percentage": -1}"#, json!(["percentage must not be negative"])),
        (
            r#"{"name": "t", "percentage": 8.87501}"#,
            json!(["percentage must have at most 4 decimal places"]),
        ),
        (
            r#"{"name": "t", "percentage": 1e1}"#,
            json!(["percentage must be a plain decimal number such as 12.50"]),
        ),
        (
            r#"{"name": "t", "percentage": "8,5"}"#,
            json!(["percentage must be a plain decimal number such as 12.50"]),
        ),
        (r#"{"name": "t", "percentage": [1]}"#, json!(["percentage must be a string or a number"])),
        (
            r#"{"name": "t", "percentage": 1, "active": "yes", "inclusive": 1}"#,
            json!(["active must be true or false", "inclusive must be true or false"]),
        ),
    ] {
        let refused = client.post(&world, PATH).header("content-type", "application/json");
        let refused = refused.body(body).send();
        let first = details[0].as_str().unwrap();
        let more = if details[1].is_null() { "" } else { " (and 1 more)" };
        let expected = json!({"statusCode": 400, "message": format!("{first}{more}."),
            "error": "Bad Request", "details": details});
        assert_eq!((refused.status, refused.json), (400, expected), "{body}");
    }
    for (field, longest) in [("name", 100), ("description", 255)] {
        let mut body = json!({"name": "t", "percentage": 1});
        body[field] = json!("x".repeat(longest));
        make(&world, &client, &body);
        body[field] = json!("x".repeat(longest + 1));
        let refused = client.post(&world, PATH).json(&body).send();
        let details = json!([format!("{field} must have at most {longest} characters")]);
        assert_eq!((refused.status, &refused.json["details"]), (400, &details));
    }
    assert_eq!(world.count("SELECT count(*) FROM tax"), 2);
}

#[test]
fn a_list_is_narrowed_by_name_and_by_what_is_active() {
    let (world, client) = shop();
    for (name, active) in [("Sales Tax", true), ("VAT", true), ("Old sales", false)] {
        make(&world, &client, &json!({"name": name, "percentage": 1, "active": active}));
        world.pass_ms(1);
    }
    let names = |query: &str| {
        let list = client.get(&world, &format!("{PATH}?{query}")).send();
        assert_eq!(list.status, 200, "{}", list.text);
        let taxes = list.json.as_array().unwrap().clone();
        let total: usize = list.header("x-total-count").unwrap().parse().unwrap();
        assert!(total >= taxes.len());
        taxes.iter().map(|tax| tax["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["Old sales", "VAT", "Sales Tax"]);
    assert_eq!(names("active=true"), ["VAT", "Sales Tax"]);
    assert_eq!(names("name=SALES"), ["Old sales", "Sales Tax"]);
    assert_eq!(names("active=false&name=sales&skip=0&take=20"), ["Old sales"]);
    assert_eq!(names("name=%25"), Vec::<String>::new());
    for (query, message) in [
        ("active=yes", "active must be one of true, false."),
        ("take=101", "take must be from 1 to 100."),
        ("skip=-1", "skip must be from 0 to 100000000."),
    ] {
        let refused = client.get(&world, &format!("{PATH}?{query}")).send();
        assert_eq!((refused.status, refused.get("message")), (400, message.to_owned()), "{query}");
    }
}

#[test]
fn a_tax_is_its_merchants_in_its_mode_only_and_asks_for_its_scope() {
    let (world, client) = shop();
    let made = make(&world, &client, &json!({"name": "VAT", "percentage": 21}));
    let path = format!("{PATH}/{}", made.get("id"));
    let stranger = Client::of(&world, &world.merchant("other").test, json!({}));
    let live = Client::of(&world, &world.keys.live, json!({}));
    for other in [&stranger, &live] {
        for method in [Method::Get, Method::Put, Method::Delete] {
            let answer = other.ask(&world, method, &path).json(&json!({"name": "x"})).send();
            assert_eq!((answer.status, answer.json), (404, not_found()), "{method:?}");
        }
        assert_eq!(other.get(&world, PATH).send().text, "[]");
    }
    assert_eq!(client.get(&world, &path).send().text, made.text);
    let reader = Client::of(&world, &world.keys.test, json!({"scopes": ["taxes:read"]}));
    assert_eq!(reader.get(&world, &path).send().status, 200);
    for method in [Method::Put, Method::Delete] {
        let refused = reader.ask(&world, method, &path).send();
        let message = "This client lacks the scope taxes:write".to_owned();
        assert_eq!((refused.status, refused.get("message")), (403, message), "{method:?}");
    }
}

#[test]
fn a_change_keeps_what_somebody_else_changed_meanwhile() {
    let (mut world, client) = shop();
    let made = make(&world, &client, &json!({"name": "VAT", "percentage": 21}));
    let path = format!("{PATH}/{}", made.get("id"));
    world.meddle("UPDATE tax", "UPDATE tax SET percentage = 190000, updated_at = updated_at + 1");
    let changed = client.ask(&world, Method::Put, &path).json(&json!({"name": "MwSt"})).send();
    assert_eq!(changed.status, 200, "{}", changed.text);
    let now = client.get(&world, &path).send();
    assert_eq!((now.get("name"), now.get("percentage")), ("MwSt".to_owned(), "19".to_owned()));
}
