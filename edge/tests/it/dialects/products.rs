//! Products of seed 003: made, read, changed, deleted; their numbers, and every refusal.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::client::Client;
use crate::support::{Answer, World};

const PATH: &str = "/api/v0/products";
const MISSING: &str = "123e4567-e89b-42d3-a456-426614174000";

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

fn put(world: &World, client: &Client, id: &str, body: &Json) -> Answer {
    client.ask(world, Method::Put, &format!("{PATH}/{id}")).json(body).send()
}

fn read(world: &World, client: &Client, id: &str) -> Answer {
    client.get(world, &format!("{PATH}/{id}")).send()
}

fn list(world: &World, client: &Client, query: &str) -> (Vec<String>, String) {
    let list = client.get(world, &format!("{PATH}?{query}")).send();
    assert_eq!(list.status, 200, "{}", list.text);
    let names = list.json.as_array().unwrap().iter();
    let names = names.map(|product| product["name"].as_str().unwrap().to_owned()).collect();
    (names, list.header("x-total-count").unwrap().to_owned())
}

fn not_found() -> Json {
    json!({"statusCode": 404, "message": "There is no such product", "error": "Not Found"})
}

#[test]
fn a_product_is_made_read_changed_and_deleted() {
    let (world, client) = shop();
    let body = json!({
        "name": "Premium Software License", "description": "A year of it.\nWith updates.",
        "price": 299.99, "currency": "eur", "productType": "SERVICE", "status": "INACTIVE",
        "images": ["https://example.com/one.png", "https://example.com/two.webp"],
    });
    let made = make(&world, &client, &body);
    let id = made.get("id");
    assert!(shared::id::is_uuid_v4(&id), "{id}");
    let at = "2026-01-15T10:00:00.000Z";
    let expected = json!({
        "id": id, "mode": "test", "name": "Premium Software License",
        "description": "A year of it.\nWith updates.", "price": 299.99, "currency": "EUR",
        "productType": "SERVICE", "status": "INACTIVE",
        "images": ["https://example.com/one.png", "https://example.com/two.webp"],
        "dateAdded": at, "dateUpdated": at, "createdAt": at, "updatedAt": at,
    });
    assert_eq!(made.json, expected);
    assert_eq!(read(&world, &client, &id).json, expected);
    assert_eq!(read(&world, &client, &id.to_uppercase()).json, expected);

    world.pass_ms(60_000);
    let changed = put(&world, &client, &id, &json!({"price": "129.9", "description": null}));
    assert_eq!(changed.status, 200, "{}", changed.text);
    let later = "2026-01-15T10:01:00.000Z";
    let mut expected = expected;
    expected["price"] = json!(129.9);
    expected["description"] = Json::Null;
    expected["dateUpdated"] = json!(later);
    expected["updatedAt"] = json!(later);
    assert_eq!(changed.json, expected);
    assert_eq!(read(&world, &client, &id).json, expected);

    world.pass_ms(60_000);
    let deleted = client.ask(&world, Method::Delete, &format!("{PATH}/{id}")).send();
    assert_eq!((deleted.status, &deleted.json["deleted"]), (200, &json!(true)));
    assert_eq!(deleted.get("id"), id);
    let again = client.ask(&world, Method::Delete, &format!("{PATH}/{id}")).send();
    let gone = [read(&world, &client, &id), put(&world, &client, &id, &json!({})), again];
    for answer in gone {
        assert_eq!((answer.status, answer.json), (404, not_found()));
    }
    assert_eq!(list(&world, &client, ""), (Vec::new(), "0".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM product WHERE price = '12990'"), 1);
}

#[test]
fn what_is_left_out_has_its_default() {
    let (world, client) = shop();
    let made = make(&world, &client, &json!({"name": "Tea", "price": 2}));
    for (field, default) in [
        ("description", Json::Null),
        ("currency", json!("USD")),
        ("productType", json!("PRODUCT")),
        ("status", json!("ACTIVE")),
        ("images", json!([])),
    ] {
        assert_eq!(made.json[field], default, "{field}");
    }
    let changed = put(&world, &client, &made.get("id"), &json!({}));
    assert_eq!((changed.status, &changed.json["name"]), (200, &json!("Tea")));
}

#[test]
fn a_price_keeps_its_digits() {
    let (world, client) = shop();
    for (sent, written) in [
        ("29.99", "29.99"),
        ("\"29.99\"", "29.99"),
        ("0.01", "0.01"),
        ("30.00", "30"),
        ("\"30.50\"", "30.5"),
        ("9007199254740993", "9007199254740993"),
        ("92233720368547758.07", "92233720368547758.07"),
    ] {
        let body = format!(r#"{{"name": "Tea", "price": {sent}}}"#);
        let made = client.post(&world, PATH).header("content-type", "application/json");
        let made = made.body(&body).send();
        assert_eq!(made.status, 201, "{sent}: {}", made.text);
        let expected = format!(r#""price":{written},"#);
        assert!(made.text.contains(&expected), "{sent}: {}", made.text);
        let read = read(&world, &client, &made.get("id"));
        assert_eq!(read.text, made.text);
    }
}

#[test]
fn what_is_no_price_is_refused_with_its_reason() {
    let (world, client) = shop();
    for (sent, reason) in [
        ("1e2", "must be a plain decimal number such as 12.50"),
        ("\"1e2\"", "must be a plain decimal number such as 12.50"),
        ("\"12,25\"", "must be a plain decimal number such as 12.50"),
        ("0.001", "must have at most 2 decimal places"),
        ("0", "must be greater than zero"),
        ("-1", "must not be negative"),
        ("92233720368547758.08", "is too large"),
        ("true", "must be a string or a number"),
    ] {
        let body = format!(r#"{{"name": "Tea", "price": {sent}}}"#);
        let refused = client.post(&world, PATH).header("content-type", "application/json");
        let refused = refused.body(&body).send();
        let expected = json!({
            "statusCode": 400, "message": format!("price {reason}."), "error": "Bad Request",
            "details": [format!("price {reason}")],
        });
        assert_eq!((refused.status, refused.json), (400, expected), "{sent}");
    }
    assert_eq!(world.count("SELECT count(*) FROM product"), 0);
}

#[test]
fn every_field_that_breaks_a_rule_is_named() {
    let (world, client) = shop();
    let eleven = vec!["https://example.com/one.png"; 11];
    for (body, details) in [
        (json!({}), json!(["name is required", "price is required"])),
        (json!({"name": null, "price": 1}), json!(["name is required"])),
        (json!({"name": " ", "price": 1}), json!(["name must not be empty"])),
        (
            json!({"name": "n".repeat(201), "price": 1}),
            json!(["name must have at most 200 characters"]),
        ),
        (
            json!({"name": "n", "price": 1, "description": "d".repeat(2_001)}),
            json!(["description must have at most 2000 characters"]),
        ),
        (
            json!({"name": "n", "price": 1, "currency": "JPY"}),
            json!(["currency must be one of USD, EUR, GBP, USDC, EURC"]),
        ),
        (
            json!({"name": "n", "price": 1, "currency": "xlm"}),
            json!(["currency must be one of USD, EUR, GBP, USDC, EURC"]),
        ),
        (
            json!({"name": "n", "price": 1, "status": "active"}),
            json!(["status must be one of ACTIVE, INACTIVE"]),
        ),
        (
            json!({"name": "n", "price": 1, "productType": "GIFT"}),
            json!(["productType must be one of PRODUCT, SERVICE"]),
        ),
        (
            json!({"name": "n", "price": 1, "images": ["http://example.com/a.png"]}),
            json!(["images must begin with https://"]),
        ),
        (
            json!({"name": "n", "price": 1, "images": ["https://127.0.0.1/a.png"]}),
            json!(["images must have a public host name, not an address or a local name"]),
        ),
        (
            json!({"name": "n", "price": 1, "images": vec![Json::Null; 11]}),
            json!(["images must have at most 10 addresses"]),
        ),
        (
            json!({"name": "n", "price": 1, "images": eleven}),
            json!(["images must have at most 10 addresses"]),
        ),
        (
            json!({"name": "n", "price": 1, "images": "https://example.com/a.png"}),
            json!(["images must be a list of strings"]),
        ),
    ] {
        let refused = client.post(&world, PATH).json(&body).send();
        assert_eq!((refused.status, &refused.json["details"]), (400, &details), "{body}");
    }
    let broken = client.post(&world, PATH).header("content-type", "application/json");
    let broken = broken.body("{").send();
    assert_eq!((broken.status, &broken.json["error"]), (400, &json!("Bad Request")));
    let other = client.post(&world, PATH).header("content-type", "text/plain").body("x").send();
    assert_eq!((other.status, &other.json["error"]), (415, &json!("Unsupported Media Type")));
    assert_eq!(world.count("SELECT count(*) FROM product"), 0);
}

#[test]
fn a_change_that_breaks_a_rule_changes_nothing() {
    let (world, client) = shop();
    let made = make(&world, &client, &json!({"name": "Tea", "price": 2}));
    let refused = put(&world, &client, &made.get("id"), &json!({"name": "x", "price": 0}));
    assert_eq!((refused.status, &refused.json["statusCode"]), (400, &json!(400)));
    assert_eq!(read(&world, &client, &made.get("id")).text, made.text);
}

#[test]
fn a_form_says_what_json_says() {
    let (world, client) = shop();
    let send = |method: Method, path: &str, media: &str, body: &str| {
        client.ask(&world, method, path).header("content-type", media).body(body).send()
    };
    let part = |name: &str, value: &str| {
        format!("--xY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let media = "multipart/form-data; boundary=xY";
    let parts = part("name", "Tea") + &part("price", "299.99") + &part("description", "");
    let images =
        part("images[]", "https://example.com/1.png") + &part("images[]", "https://example.com/2");
    let made = send(Method::Post, PATH, media, &format!("{parts}{images}--xY--\r\n"));
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!((&made.json["price"], &made.json["description"]), (&json!(299.99), &Json::Null));
    let two = json!(["https://example.com/1.png", "https://example.com/2"]);
    assert_eq!(made.json["images"], two);

    let path = format!("{PATH}/{}", made.get("id"));
    let plain = "application/x-www-form-urlencoded; charset=utf-8";
    let body = "price=5.25&currency=GBP&images=https://example.com/3,https://example.com/4";
    let changed = send(Method::Put, &path, plain, body);
    assert_eq!((changed.status, changed.get("name")), (200, "Tea".to_owned()));
    assert_eq!((changed.get("price"), changed.get("currency")), ("5.25".into(), "GBP".into()));
    assert_eq!(changed.json["images"], json!(["https://example.com/3", "https://example.com/4"]));

    let file = "--xY\r\nContent-Disposition: form-data; name=\"images\"; filename=\"a.png\"\r\n\
        \r\nPNG\r\n";
    let refused = send(Method::Post, PATH, media, &format!("{parts}{file}--xY--\r\n"));
    let details = json!(["images must be addresses, not files"]);
    assert_eq!((refused.status, &refused.json["details"]), (400, &details));
    let cut = send(Method::Post, PATH, media, &parts);
    assert_eq!((cut.status, cut.get("message")), (400, "The body is not a valid form.".to_owned()));
    let large = send(Method::Post, PATH, media, &"x".repeat(64 * 1_024 + 1));
    assert_eq!((large.status, &large.json["error"]), (413, &json!("Payload Too Large")));
    assert_eq!(world.count("SELECT count(*) FROM product"), 1);
}

#[test]
fn a_list_shows_the_newest_first_a_part_at_a_time() {
    let (world, client) = shop();
    for number in 1..=12 {
        let kind = if number == 3 { "SERVICE" } else { "PRODUCT" };
        let status = if number > 10 { "INACTIVE" } else { "ACTIVE" };
        let body = json!({"name": format!("p{number}"), "price": 1, "productType": kind,
            "status": status});
        make(&world, &client, &body);
        world.pass_ms(1);
    }
    let names = |query: &str| {
        list(&world, &client, query)
            .0
            .iter()
            .map(|name| name[1..].to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(names(""), "12 11 10 9 8 7 6 5 4 3");
    assert_eq!(names("skip=10"), "2 1");
    assert_eq!(names("skip=1&take=2"), "11 10");
    assert_eq!(names("skip=12"), "");
    assert_eq!(names("take=100"), "12 11 10 9 8 7 6 5 4 3 2 1");
    assert_eq!(names("status=INACTIVE"), "12 11");
    assert_eq!(names("productType=SERVICE"), "3");
    assert_eq!(list(&world, &client, "take=1").1, "12");
    assert_eq!(list(&world, &client, "status=ACTIVE&take=1&skip=99").1, "10");
    for (query, message) in [
        ("take=0", "take must be from 1 to 100."),
        ("take=101", "take must be from 1 to 100."),
        ("skip=-1", "skip must be from 0 to 100000000."),
        ("take=ten", "The parameter take must be a whole number"),
        ("skip=1.5", "The parameter skip must be a whole number"),
        ("status=all", "status must be one of ACTIVE, INACTIVE."),
        ("productType=x", "productType must be one of PRODUCT, SERVICE."),
    ] {
        let refused = client.get(&world, &format!("{PATH}?{query}")).send();
        assert_eq!((refused.status, refused.get("message")), (400, message.to_owned()), "{query}");
    }
}

#[test]
fn a_browser_may_read_how_long_the_list_is() {
    let (world, client) = shop();
    let list = client.get(&world, PATH).header("origin", "https://shop.example.com").send();
    let exposed = list.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains("X-Total-Count"), "{exposed}");
}

#[test]
fn a_product_is_its_merchants_in_its_mode_only() {
    let (world, client) = shop();
    let made = make(&world, &client, &json!({"name": "Tea", "price": 2}));
    let path = format!("{PATH}/{}", made.get("id"));
    let stranger = Client::of(&world, &world.merchant("other").test, json!({}));
    let live = Client::of(&world, &world.keys.live, json!({}));
    for other in [&stranger, &live] {
        for method in [Method::Get, Method::Put, Method::Delete] {
            let answer = other.ask(&world, method, &path).json(&json!({"name": "x"})).send();
            assert_eq!((answer.status, answer.json), (404, not_found()), "{method:?}");
        }
        assert_eq!(list(&world, other, ""), (Vec::new(), "0".to_owned()));
    }
    assert_eq!(read(&world, &client, &made.get("id")).text, made.text);
    for id in [MISSING, "x", "%00", "'"] {
        assert_eq!(read(&world, &client, id).json, not_found(), "{id}");
    }
}

#[test]
fn a_client_does_only_what_its_scopes_say() {
    let world = World::new();
    let reader = Client::of(&world, &world.keys.test, json!({"scopes": ["products:read"]}));
    let nobody = Client::of(&world, &world.keys.test, json!({"scopes": ["taxes:write"]}));
    assert_eq!(reader.get(&world, PATH).send().status, 200);
    let refused = reader.post(&world, PATH).json(&json!({"name": "Tea", "price": 2})).send();
    let shape = |scope: &str| {
        json!({"statusCode": 403, "message": format!("This client lacks the scope {scope}"),
            "error": "Forbidden"})
    };
    assert_eq!((refused.status, refused.json), (403, shape("products:write")));
    assert_eq!(nobody.get(&world, PATH).send().json, shape("products:read"));

    let bearer = world.get(PATH).send();
    let message = "The headers x-client-key and x-client-secret are required";
    assert_eq!((bearer.status, bearer.get("message")), (401, message.to_owned()));
    let odd = Client { key: nobody.key.clone(), secret: reader.secret.clone() };
    assert_eq!(odd.get(&world, PATH).send().status, 401);
    let wrong = reader.ask(&world, Method::Patch, PATH).send();
    assert_eq!((wrong.status, wrong.header("allow")), (405, Some("POST, GET")));
}

#[test]
fn the_same_product_is_not_made_twice_under_one_idempotency_key() {
    let (world, client) = shop();
    let body = json!({"name": "Tea", "price": 2});
    let post = |key: &str, body: &Json| {
        client.post(&world, PATH).header("idempotency-key", key).json(body).send()
    };
    let (first, again) = (post(MISSING, &body), post(MISSING, &body));
    assert_eq!((first.status, &first.text), (201, &again.text));
    let other = post(MISSING, &json!({"name": "Tea", "price": 3}));
    assert_eq!((other.status, &other.json["error"]), (409, &json!("Conflict")));
    assert_eq!(post("k1", &body).status, 400);
    assert_eq!(world.count("SELECT count(*) FROM product"), 1);

    // Forms are the same whatever divides their parts.
    let form = |boundary: &str, price: &str| {
        let part = |name: &str, value: &str| {
            let head = format!("Content-Disposition: form-data; name=\"{name}\"");
            format!("--{boundary}\r\n{head}\r\n\r\n{value}\r\n")
        };
        let body = part("name", "Tea") + &part("price", price) + &format!("--{boundary}--\r\n");
        let media = format!("multipart/form-data; boundary={boundary}");
        let key = "223e4567-e89b-42d3-a456-426614174000";
        let ask = client.post(&world, PATH).header("idempotency-key", key);
        ask.header("content-type", &media).body(&body).send()
    };
    let (first, again) = (form("one", "2"), form("another", "2"));
    assert_eq!((first.status, &first.text), (201, &again.text));
    assert_eq!(form("one", "3").status, 409);
    assert_eq!(world.count("SELECT count(*) FROM product"), 2);
}

#[test]
fn a_change_keeps_what_somebody_else_changed_meanwhile() {
    let (mut world, client) = shop();
    let id = make(&world, &client, &json!({"name": "Tea", "price": 2})).get("id");
    world.meddle(
        "UPDATE product",
        "UPDATE product SET description = 'theirs', updated_at = updated_at + 1",
    );
    let changed = put(&world, &client, &id, &json!({"price": 3}));
    assert_eq!(changed.status, 200, "{}", changed.text);
    let now = read(&world, &client, &id);
    assert_eq!((now.get("price"), now.get("description")), ("3".to_owned(), "theirs".to_owned()));
    assert_eq!(changed.text, now.text);
}

#[test]
fn a_product_that_was_deleted_meanwhile_does_not_come_back() {
    let (mut world, client) = shop();
    let id = make(&world, &client, &json!({"name": "Tea", "price": 2})).get("id");
    world.meddle(
        "UPDATE product",
        "UPDATE product SET deleted_at = updated_at + 1, updated_at = updated_at + 1",
    );
    let late = put(&world, &client, &id, &json!({"price": 3}));
    assert_eq!((late.status, late.json), (404, not_found()));
    assert_eq!(world.count("SELECT count(*) FROM product WHERE deleted_at IS NOT NULL"), 1);
}
