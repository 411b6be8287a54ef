//! Customers of seed 003: made, read, changed; one of each e-mail address, and every refusal.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::client::Client;
use crate::support::{Answer, World};

const PATH: &str = "/api/v0/customers";

fn shop() -> (World, Client) {
    let world = World::new();
    let client = Client::new(&world);
    (world, client)
}

fn alex() -> Json {
    json!({"first_name": "Alex", "last_name": "Buyer", "phone_number": "+1-555-123-4567",
        "email": "Alex.Buyer@example.com"})
}

fn make(world: &World, client: &Client, body: &Json) -> Answer {
    let made = client.post(world, PATH).json(body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

fn patch(world: &World, client: &Client, id: &str, body: &Json) -> Answer {
    client.ask(world, Method::Patch, &format!("{PATH}/{id}")).json(body).send()
}

fn taken() -> Json {
    json!({"statusCode": 409, "message": "A customer with the same email already exists",
        "error": "Conflict", "details": "email_taken"})
}

/// Somebody else's customer with Alex's address.
const THEIRS: &str = "INSERT INTO customer
    SELECT 'theirs', id, 'test', 'Alex', 'Buyer', '1', 'ALEX.BUYER@EXAMPLE.COM', 'Individual',
      'ACTIVE', 0, 0 FROM merchant WHERE handle = 'example'";

#[test]
fn a_customer_is_made_read_and_changed() {
    let (world, client) = shop();
    let made = make(&world, &client, &alex());
    let (id, at) = (made.get("id"), "2026-01-15T10:00:00.000Z");
    let mut expected = json!({
        "id": id, "mode": "test", "first_name": "Alex", "last_name": "Buyer",
        "email": "Alex.Buyer@example.com", "phone_number": "+1-555-123-4567",
        "customer_type": "Individual", "status": "ACTIVE",
        "appId": world.text("SELECT id FROM merchant"),
        "created_at": at, "updated_at": at, "createdAt": at, "updatedAt": at,
    });
    assert!(shared::id::is_uuid_v4(&id), "{id}");
    assert_eq!(made.json, expected);
    let change = json!({"first_name": "Alexandra", "phone_number": "+31 20 123 4567",
        "customer_type": "Small Business", "status": "BLACKLISTED", "email": null});
    let changed = patch(&world, &client, &id, &change);
    for (name, value) in change.as_object().unwrap() {
        expected[name] = value.clone();
    }
    expected["updated_at"] = json!("2026-01-15T10:00:00.001Z");
    expected["updatedAt"] = json!("2026-01-15T10:00:00.001Z");
    assert_eq!((changed.status, &changed.json), (200, &expected));
    let read = client.get(&world, &format!("{PATH}/{id}")).send();
    assert_eq!((read.status, read.json), (200, expected));
    let gone = client.ask(&world, Method::Delete, &format!("{PATH}/{id}")).send();
    assert_eq!((gone.status, gone.header("allow")), (405, Some("GET, PATCH")));
}

#[test]
fn every_kind_and_every_status_of_that_system_is_taken() {
    let (world, client) = shop();
    let id = make(&world, &client, &alex()).get("id");
    let kinds = [
        "Individual",
        "Startup",
        "Small Business",
        "Medium Business",
        "Enterprise",
        "Non-Profit",
        "Government",
    ];
    for kind in kinds {
        let changed = patch(&world, &client, &id, &json!({"customer_type": kind}));
        assert_eq!(changed.get("customer_type"), kind);
    }
    for status in ["ACTIVE", "BLACKLISTED", "DEACTIVATED", "DELETED"] {
        let changed = patch(&world, &client, &id, &json!({"status": status}));
        assert_eq!(changed.get("status"), status);
    }
}

#[test]
fn every_field_that_breaks_a_rule_is_named() {
    let (world, client) = shop();
    let required =
        json!(["first_name is required", "last_name is required", "phone_number is required"]);
    let refused = client.post(&world, PATH).json(&json!({})).send();
    let expected = json!({"statusCode": 400, "message": "first_name is required (and 2 more).",
        "error": "Bad Request", "details": required});
    assert_eq!((refused.status, refused.json), (400, expected));
    for (field, value, rule) in [
        ("first_name", json!("x".repeat(101)), "must have at most 100 characters"),
        ("last_name", json!("x".repeat(101)), "must have at most 100 characters"),
        ("phone_number", json!("1".repeat(21)), "must have at most 20 characters"),
        ("phone_number", json!(15_551_234), "must be a string"),
        ("email", json!("alex.buyer"), "must be an e-mail address"),
        (
            "customer_type",
            json!("Business"),
            "must be one of Individual, Startup, Small Business, Medium Business, Enterprise, \
             Non-Profit, Government",
        ),
        ("status", json!("active"), "must be one of ACTIVE, BLACKLISTED, DEACTIVATED, DELETED"),
    ] {
        let mut body = alex();
        body[field] = value;
        let refused = client.post(&world, PATH).json(&body).send();
        let details = json!([format!("{field} {rule}")]);
        assert_eq!((refused.status, &refused.json["details"]), (400, &details), "{field}");
    }
    assert_eq!(world.count("SELECT count(*) FROM customer"), 0);
}

#[test]
fn an_address_is_one_customers_however_it_is_written() {
    let (world, client) = shop();
    let first = make(&world, &client, &alex()).get("id");
    let mut other = alex();
    other["email"] = json!("aLEX.bUYER@example.com");
    let refused = client.post(&world, PATH).json(&other).send();
    assert_eq!((refused.status, refused.json), (409, taken()));

    other["email"] = json!("other@example.com");
    let second = make(&world, &client, &other).get("id");
    let refused = patch(&world, &client, &second, &alex());
    assert_eq!((refused.status, refused.json), (409, taken()));
    assert_eq!(patch(&world, &client, &first, &alex()).status, 200);

    // Without an address there is nothing to clash; another merchant's and the live ones are apart.
    other["email"] = Json::Null;
    make(&world, &client, &other);
    make(&world, &client, &other);
    make(&world, &Client::of(&world, &world.merchant("other").test, json!({})), &alex());
    make(&world, &Client::of(&world, &world.keys.live, json!({})), &alex());
}

#[test]
fn whoever_takes_an_address_meanwhile_has_it() {
    let (mut world, client) = shop();
    world.meddle("INSERT INTO customer", THEIRS);
    let key = "123e4567-e89b-42d3-a456-426614174000";
    let post = |world: &World| {
        client.post(world, PATH).header("idempotency-key", key).json(&alex()).send()
    };
    for answer in [post(&world), post(&world)] {
        assert_eq!((answer.status, answer.json), (409, taken()));
    }
    assert_eq!(world.count("SELECT count(*) FROM customer"), 1);
    let mut other = alex();
    other["email"] = json!("other@example.com");
    let id = make(&world, &client, &other).get("id");
    world.write("DELETE FROM customer WHERE id = 'theirs'");
    world.meddle("UPDATE customer", THEIRS);
    let refused = patch(&world, &client, &id, &alex());
    assert_eq!((refused.status, refused.json), (409, taken()));
    let read = client.get(&world, &format!("{PATH}/{id}")).send();
    assert_eq!(read.get("email"), "other@example.com");
}

#[test]
fn a_change_keeps_what_somebody_else_changed_meanwhile() {
    let (mut world, client) = shop();
    let id = make(&world, &client, &alex()).get("id");
    world.meddle(
        "UPDATE customer",
        "UPDATE customer SET status = 'BLACKLISTED', updated_at = updated_at + 1",
    );
    let changed = patch(&world, &client, &id, &json!({"first_name": "Alexandra"}));
    assert_eq!((changed.status, changed.get("status")), (200, "BLACKLISTED".to_owned()));
    assert_eq!(changed.get("first_name"), "Alexandra");
}

#[test]
fn a_list_is_narrowed_by_status_name_and_address() {
    let (world, client) = shop();
    for (first, last, email, status) in [
        ("Alex", "Buyer", "alex@example.com", "ACTIVE"),
        ("Sam", "Alexander", "sam@example.com", "ACTIVE"),
        ("Kim", "Seller", "kim@example.com", "DEACTIVATED"),
    ] {
        let body = json!({"first_name": first, "last_name": last, "phone_number": "1",
            "email": email, "status": status});
        make(&world, &client, &body);
        world.pass_ms(1);
    }
    let names = |query: &str| {
        let list = client.get(&world, &format!("{PATH}?{query}")).send();
        assert_eq!(list.status, 200, "{}", list.text);
        let found = list.json.as_array().unwrap().clone();
        let names = found.iter().map(|one| one["first_name"].as_str().unwrap().to_owned());
        let names = names.collect::<Vec<_>>().join(" ");
        format!("{names} of {}", list.header("x-total-count").unwrap())
    };
    assert_eq!(names(""), "Kim Sam Alex of 3");
    assert_eq!(names("skip=1&take=1"), "Sam of 3");
    assert_eq!(names("name=alex"), "Sam Alex of 2");
    assert_eq!(names("name=alex%20buyer"), "Alex of 1");
    assert_eq!(names("status=DEACTIVATED"), "Kim of 1");
    assert_eq!(names("email=SAM@example.com"), "Sam of 1");
    assert_eq!(names("email=sam"), " of 0");
    assert_eq!(names("status=ACTIVE&name=e&take=1"), "Sam of 2");
    for (query, message) in [
        ("status=x", "status must be one of ACTIVE, BLACKLISTED, DEACTIVATED, DELETED."),
        ("take=0", "take must be from 1 to 100."),
    ] {
        let refused = client.get(&world, &format!("{PATH}?{query}")).send();
        assert_eq!((refused.status, refused.get("message")), (400, message.to_owned()), "{query}");
    }
}

#[test]
fn a_customer_is_its_merchants_in_its_mode_only_and_asks_for_its_scope() {
    let (world, client) = shop();
    let made = make(&world, &client, &alex());
    let path = format!("{PATH}/{}", made.get("id"));
    let stranger = Client::of(&world, &world.merchant("other").test, json!({}));
    let live = Client::of(&world, &world.keys.live, json!({}));
    let missing =
        json!({"statusCode": 404, "message": "There is no such customer", "error": "Not Found"});
    for other in [&stranger, &live] {
        for method in [Method::Get, Method::Patch] {
            let answer = other.ask(&world, method, &path).json(&json!({"email": null})).send();
            assert_eq!((answer.status, &answer.json), (404, &missing), "{method:?}");
        }
        let list = other.get(&world, &format!("{PATH}?email=alex.buyer@example.com")).send();
        assert_eq!(list.text, "[]");
    }
    assert_eq!(client.get(&world, &path).send().text, made.text);
    let reader = Client::of(&world, &world.keys.test, json!({"scopes": ["customers:read"]}));
    assert_eq!(reader.get(&world, &path).send().status, 200);
    let refused = patch(&world, &reader, &made.get("id"), &json!({"status": "DELETED"}));
    let message = "This client lacks the scope customers:write".to_owned();
    assert_eq!((refused.status, refused.get("message")), (403, message));
}
