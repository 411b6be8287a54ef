//! What one dialect makes, the others read: one core.

use serde_json::{Value as Json, json};

use crate::support::World;
use crate::support::client::Client;

/// Begins a checkout of a link by its slug; the public id of its invoice.
fn begin(world: &World, slug: &str) -> String {
    let link = world.get(&format!("/api/v1/links/{slug}")).send();
    let begun = world.post(&format!("/l/{}", link.get("publicId"))).without("authorization").send();
    begun.header("location").unwrap().rsplit('/').next().unwrap().to_owned()
}

#[test]
fn a_payment_made_in_each_dialect_is_read_in_all_of_them() {
    let world = World::new();
    let token = world.post("/api/v1/keys").json(&json!({"name": "old", "kind": "legacy"})).send();
    let token = token.get("key");
    let client = Client::new(&world);
    let legacy = json!({"token": token, "id": "PR-1", "title": "legacy", "amount": "1,00"});
    let made = world.post("/api/create/").without("authorization").json(&legacy).send();
    let legacy = made.get("url").rsplit('/').next().unwrap().to_owned();
    let body = json!({"description": "payrequest", "amount": 2});
    world.post("/v1/payment-links").json(&body).send();
    let body = json!({"title": "links-v0", "url": "links-v0", "linkType": "PRODUCT", "amount": 3});
    client.post(&world, "/api/v0/payment-links").json(&body).send();
    let payrequest = begin(&world, "payrequest");
    let v0 = begin(&world, "links-v0");
    let paylinkr = world.invoice(json!({"title": "paylinkr"})).get("publicId");

    let ids = [&legacy, &payrequest, &v0, &paylinkr];
    let listed = world.get("/api/v1/invoices").send();
    assert_eq!(listed.json["total"], json!(4));
    let titles = |list: &Json, name: &str| {
        let mut titles: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one[name].as_str().unwrap().to_owned())
            .collect();
        titles.sort();
        titles
    };
    let all = ["legacy", "links-v0", "paylinkr", "payrequest"];
    assert_eq!(titles(&listed.json["data"], "title"), all);
    let payments = world.get("/v1/payments").send();
    assert_eq!(titles(&payments.json["data"]["data"], "description"), all);
    let status = |id: &str| {
        let body = json!({"token": token, "id": id});
        world.post("/api/get/").without("authorization").json(&body).send().get("status")
    };
    for id in ids {
        assert_eq!(status(id), "pending", "{id}");
        let due = world.read(id).get("remainingAmount");
        world.pay(json!({"invoice": id, "amount": due}));
        assert_eq!(status(id), "paid", "{id}");
        assert_eq!(world.read(id).get("status"), "paid");
    }
    let paid = world.get("/v1/payments?status=paid").send();
    assert_eq!(paid.json["data"]["total"], json!(4));
}
