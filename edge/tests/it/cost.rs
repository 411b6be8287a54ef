//! D1 calls per route, before the answer and after it (DESIGN 10).

use edge::http::Method;
use serde_json::json;

use crate::support::client::Client;
use crate::support::{Ask, World};

/// Calls before and after the answer, in a warm isolate.
pub(crate) fn cost(world: &World, ask: impl Fn() -> Ask<'static>) -> (usize, usize) {
    world.after();
    world.sql.calls();
    let answer = ask().send();
    assert!(answer.status < 400, "{}", answer.text);
    let before = world.sql.calls();
    world.after();
    (before, world.sql.calls())
}

#[test]
fn every_route_of_invoices_keeps_its_budget_of_d1_calls() {
    let world: &'static World = Box::leak(Box::new(World::new()));
    world.listen();
    let made = world.invoice(json!({"customerEmail": "alex.buyer@example.com"}));
    let (id, public_id) = (made.get("id"), made.get("publicId"));
    let body = json!({"title": "t", "amount": "1"});
    let get = |path: String| cost(world, move || world.get(&path));
    let post = |path: String| cost(world, move || world.post(&path));

    // Before the answer: 1. After it: the log; and with something to send, reading and noting it.
    assert_eq!(get(format!("/api/v1/invoices/{id}")), (1, 1));
    assert_eq!(get("/api/v1/invoices".to_owned()), (1, 1));
    assert_eq!(get(format!("/api/v1/invoices/{id}/timeline")), (1, 1));
    assert_eq!(get("/api/v1/webhooks".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/webhooks/logs".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/requests/logs".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/merchant".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/keys".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/rates".to_owned()), (1, 1));
    let create = cost(world, || world.post("/api/v1/invoices").json(&body));
    assert_eq!(create, (1, 3));
    let in_euros = json!({"title": "t", "pricingCurrency": "EUR", "pricingAmount": "1"});
    assert_eq!(cost(world, || world.post("/api/v1/invoices").json(&in_euros)), (1, 3));
    let keyed =
        cost(world, || world.post("/api/v1/invoices").header("idempotency-key", "k").json(&body));
    assert_eq!(keyed, (1, 3));
    let replayed =
        cost(world, || world.post("/api/v1/invoices").header("idempotency-key", "k").json(&body));
    assert_eq!(replayed, (1, 1));

    // A read decides the write: 2.
    assert_eq!(post(format!("/api/v1/invoices/{id}/notify")), (2, 3));
    assert_eq!(post(format!("/api/v1/invoices/{id}/remind")), (2, 3));
    let paid = json!({"invoice": id, "amount": "4"});
    assert_eq!(cost(world, || world.post("/api/v1/test/payments").json(&paid)), (2, 3));
    assert_eq!(post(format!("/api/v1/invoices/{id}/settle")), (2, 3));
    assert_eq!(post("/api/v1/webhooks/test".to_owned()), (2, 3));
    let url = json!({"webhookUrl": "https://shop.example.com/other"});
    assert_eq!(cost(world, || world.patch("/api/v1/webhooks").json(&url)), (2, 1));
    // Both change settings, which the isolate then has to load anew.
    world.get("/api/v1/keys").send();
    let reset = json!({"reset": true});
    assert_eq!(cost(world, || world.post("/api/v1/test/rates").json(&reset)), (2, 1));
    world.get("/api/v1/keys").send();

    // Pages and polls write nothing.
    assert_eq!(get(format!("/pay/{public_id}")), (1, 0));
    assert_eq!(get(format!("/embed/pay/{public_id}")), (1, 0));
    assert_eq!(get(format!("/pay/{public_id}/state")), (1, 0));
}

#[test]
fn every_route_of_subscriptions_keeps_its_budget_of_d1_calls() {
    let world: &'static World = Box::leak(Box::new(World::new()));
    world.listen();
    world.get("/api/v1/webhooks").send();
    let get = |path: String| cost(world, move || world.get(&path));
    // Subscriptions: a package, a customer or a name is read before it is decided.
    let package = json!({"name": "p", "amount": "1", "interval": "MONTHLY", "slug": "p"});
    let packages = || world.post("/api/v1/subscription-packages").json(&package);
    assert_eq!(cost(world, packages), (2, 1));
    let more = json!({"description": "more"});
    let path = "/api/v1/subscription-packages/p";
    assert_eq!(cost(world, || world.patch(path).json(&more)), (2, 1));
    assert_eq!(get(path.to_owned()), (1, 1));
    assert_eq!(get(format!("{path}/schedule")), (1, 1));
    let body = json!({"packageId": "p", "customerEmail": "a@example.com",
        "startImmediately": true});
    assert_eq!(cost(world, || world.post("/api/v1/subscriptions").json(&body)), (2, 3));
    let list = world.get("/api/v1/subscriptions").send();
    let id = list.json["data"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(get("/api/v1/subscriptions".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/subscriptions/webhook-logs".to_owned()), (1, 1));
    assert_eq!(get(format!("/api/v1/subscriptions/{id}")), (1, 1));
    assert_eq!(get(format!("/api/v1/subscriptions/{id}/schedule")), (1, 1));
    let pause = json!({"action": "pause"});
    let path = format!("/api/v1/subscriptions/{id}");
    assert_eq!(cost(world, || world.patch(&path).json(&pause)), (2, 3));
    let plan = json!({"title": "t", "expectedAmount": "1", "interval": "MONTHLY"});
    assert_eq!(cost(world, || world.post("/api/v1/recurring-plans").json(&plan)), (2, 3));
    assert_eq!(get("/api/v1/recurring-plans".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/events".to_owned()), (1, 1));
    assert_eq!(get("/api/v1/test/clock".to_owned()), (1, 1));
}

#[test]
fn every_route_of_products_customers_and_taxes_keeps_its_budget_of_d1_calls() {
    let world: &'static World = Box::leak(Box::new(World::new()));
    let client: &'static Client = Box::leak(Box::new(Client::new(world)));
    client.get(world, "/api/v0/products").send();
    let product = json!({"name": "Tea", "price": 2});
    let tax = json!({"name": "VAT", "percentage": 21});
    let customer = json!({"first_name": "Alex", "last_name": "Buyer", "phone_number": "1"});
    for (name, change, body) in [
        ("products", Method::Put, product),
        ("taxes", Method::Put, tax),
        ("customers", Method::Patch, customer),
    ] {
        let path: &'static str = format!("/api/v0/{name}").leak();
        let create = {
            let body = body.clone();
            move || client.post(world, path).json(&body)
        };
        assert_eq!(cost(world, create), (1, 1), "{name}");
        let list = client.get(world, path).send();
        let one: &'static str = format!("{path}/{}", list.json[0]["id"].as_str().unwrap()).leak();
        assert_eq!(cost(world, || client.get(world, path)), (1, 1), "{name}");
        assert_eq!(cost(world, || client.get(world, one)), (1, 1), "{name}");
        // What is there, or an address that is taken, decides the write.
        assert_eq!(cost(world, || client.ask(world, change, one)), (2, 1), "{name}");
        if change == Method::Put {
            assert_eq!(cost(world, || client.ask(world, Method::Delete, one)), (2, 1), "{name}");
        } else {
            let email = json!({"first_name": "Alex", "last_name": "Buyer", "phone_number": "1",
                "email": "alex.buyer@example.com"});
            let create = move || client.post(world, path).json(&email);
            assert_eq!(cost(world, create), (2, 1), "{name}");
        }
    }
}

#[test]
fn a_cold_isolate_costs_one_call_more() {
    let world = World::new();
    let id = world.invoice(json!({})).get("id");
    world.after();
    world.app.memory.known.borrow_mut().clear();
    world.sql.calls();
    assert_eq!(world.read(&id).status, 200);
    assert_eq!(world.sql.calls(), 2);
}
