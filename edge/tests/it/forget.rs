//! A customer who is forgotten: named nowhere any more, and nobody else with them.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::links::link;
use crate::support::client::Client;
use crate::support::{Answer, World};

const EMAIL: &str = "Alex.B@example.com";

/// What only this customer has said.
const TRACES: [&str; 8] =
    ["alex.b@", "Alex", "Buyer", "Keizersgracht", "Engraved for", "large shirt", "+31", "GDRX"];

/// Everything that the database has of anybody, in small letters.
fn all(world: &World) -> String {
    let tables = "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'";
    let mut all = String::new();
    for table in world.text(tables).split(',').filter(|table| !table.starts_with("sqlite_")) {
        let columns = format!("SELECT group_concat(name) FROM pragma_table_info('{table}')");
        for column in world.text(&columns).split(',') {
            let text = format!("SELECT coalesce(group_concat(\"{column}\", ' '), '') FROM {table}");
            all.push_str(&format!("{table}.{column}: {}\n", world.text(&text)));
        }
    }
    all.to_lowercase()
}

fn traces(world: &World) -> Vec<&'static str> {
    let all = all(world);
    TRACES.into_iter().filter(|trace| all.contains(&trace.to_lowercase())).collect()
}

fn forget(world: &World, key: &str, email: &str) -> Answer {
    let body = json!({"email": email});
    world.post("/api/v1/customers/forget").key(key).json(&body).send()
}

fn form(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let body = form.finish();
    let ask = world.ask(Method::Post, path).without("authorization");
    let sent = ask.header("content-type", "application/x-www-form-urlencoded").body(&body).send();
    assert_eq!(sent.status, 303, "{}", sent.text);
    sent
}

/// A world in which the customer left traces in every table that can have them.
fn known() -> World {
    let world = World::new();
    world.write("UPDATE merchant SET email = 'owner@example.com'");
    world.listen();
    let bill = world.invoice(json!({"customerEmail": EMAIL, "customerName": "Alex Buyer"}));
    world.post(&format!("/api/v1/invoices/{}/notify", bill.get("id"))).send();
    world.pay(json!({"invoice": bill.get("id"), "amount": "12"}));
    let named =
        format!("UPDATE invoice SET return_address = 'GDRX' WHERE id = '{}'", bill.get("id"));
    world.write(&named);
    let shop = link(
        &world,
        &json!({"title": "Cup", "amount": "20", "asset": "USDC", "collectAddress": true,
            "customerEmail": EMAIL, "customerName": "Alex Buyer",
            "customFields": [{"key": "engraving", "required": true}]}),
    );
    let fields = [
        ("field-engraving", "Engraved for me"),
        ("line1", "Keizersgracht 1"),
        ("city", "Amsterdam"),
        ("country", "NL"),
        ("email", EMAIL),
    ];
    form(&world, &format!("/l/{}", shop.get("publicId")), &fields);
    let body = json!({"name": "Club", "amount": "5", "asset": "USDC", "interval": "MONTHLY"});
    let package = world.post("/api/v1/subscription-packages").json(&body).send();
    let club = link(
        &world,
        &json!({"title": "Join", "packageId": package.get("id"),
            "customFields": [{"key": "shirt", "required": true}]}),
    );
    let fields = [("field-shirt", "A large shirt"), ("email", EMAIL), ("name", "Alex Buyer")];
    form(&world, &format!("/l/{}", club.get("publicId")), &fields);
    let client = Client::new(&world);
    let body = json!({"first_name": "Alex", "last_name": "Buyer", "phone_number": "+31201234567",
        "email": EMAIL});
    let made = client.post(&world, "/api/v0/customers").json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    world.after();
    world.tick();
    assert_eq!(traces(&world), TRACES);
    world
}

fn end(world: &World) -> Json {
    let list = world.get("/api/v1/subscriptions").send();
    let id = list.json["data"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/subscriptions/{id}");
    let ended = world.patch(&path).json(&json!({"action": "cancel", "atPeriodEnd": false})).send();
    assert_eq!(ended.get("status"), "cancelled", "{}", ended.text);
    world.after();
    ended.json
}

#[test]
fn whoever_is_forgotten_is_named_nowhere_any_more_and_the_money_stays() {
    let world = known();
    end(&world);
    let before = world.get("/api/v1/invoices").send();
    let said = forget(&world, &world.keys.test, "alex.b@EXAMPLE.com");
    assert_eq!(said.status, 200, "{}", said.text);
    assert_eq!(
        [&said.json["invoices"], &said.json["subscriptions"], &said.json["links"]],
        [&json!(3), &json!(1), &json!(1)]
    );
    assert_eq!(said.json["customers"], json!(1));
    assert!(said.json["mails"].as_i64().unwrap() > 0, "{}", said.text);
    assert_eq!(traces(&world), Vec::<&str>::new(), "{}", all(&world));
    let after = world.get("/api/v1/invoices").send();
    let sums = |list: &Answer| {
        let rows = list.json["data"].as_array().unwrap().iter();
        rows.map(|row| (row["id"].clone(), row["status"].clone(), row["receivedAmount"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(sums(&after), sums(&before));
    let none = forget(&world, &world.keys.test, EMAIL);
    assert_eq!(
        (none.status, &none.json["invoices"], &none.json["mails"]),
        (200, &json!(0), &json!(0))
    );
    // What was told stays a payload that can be sent once more.
    let events = world.get("/api/v1/events").send();
    assert!(events.json["data"].as_array().unwrap().len() > 3);
    assert_eq!(events.status, 200);
}

#[test]
fn a_customer_whose_subscription_goes_on_is_not_forgotten() {
    let world = known();
    let said = forget(&world, &world.keys.test, EMAIL);
    assert_eq!((said.status, said.get("code")), (409, "still_subscribed".to_owned()));
    assert_eq!(traces(&world), TRACES);
}

#[test]
fn another_merchant_and_the_other_mode_keep_whom_they_know() {
    let world = known();
    end(&world);
    let others = world.merchant("other");
    for key in [&others.test, &world.keys.live] {
        let said = forget(&world, key, EMAIL);
        assert_eq!((said.status, &said.json["invoices"]), (200, &json!(0)), "{}", said.text);
    }
    assert_eq!(traces(&world), TRACES);
}

#[test]
fn without_an_address_nobody_is_forgotten() {
    let world = known();
    for body in [json!({}), json!({"email": "%"}), json!({"email": null}), json!({"email": ""})] {
        let said = world.post("/api/v1/customers/forget").json(&body).send();
        assert_eq!((said.status, said.get("code")), (422, "invalid".to_owned()), "{body}");
    }
    assert_eq!(traces(&world), TRACES);
}
