//! Seed 001's `direct`, links and seed 000 where a provider takes the money.

use serde_json::json;
use shared::psp::Psp;

use super::shop::{Shop, live_shop, shop};
use crate::support::Answer;

/// By Python's hashlib: of `success` and `PR-000012457`.
const SUCCESS: &str = "4dc28dc5ea70ecea7aca23ec1e0c40d1";

fn token(shop: &Shop) -> String {
    let body = json!({"name": "Old shop", "kind": "legacy"});
    shop.world.post("/api/v1/keys").key(shop.key()).json(&body).send().get("key")
}

fn create(shop: &Shop, token: &str) -> Answer {
    let body = json!({"token": token, "id": "PR-000012457", "title": "Invoice #15123-14",
        "amount": "12,25", "type": "direct", "response": "https://example.com/back"});
    shop.world.post("/api/create/").without("authorization").json(&body).send()
}

#[test]
fn a_direct_payment_leads_to_the_provider_and_back_to_the_shop_with_the_seeds_codes() {
    for psp in [Psp::Mollie, Psp::Stripe] {
        for shop in [shop(psp), live_shop(psp)] {
            let token = token(&shop);
            let made = create(&shop, &token);
            assert_eq!(made.get("status"), "success", "{}", made.text);
            let url = made.get("url");
            assert!(!url.starts_with("https://pay.example.com/"), "{url}");
            assert_eq!(create(&shop, &token).get("url"), url);
            assert_eq!(shop.till.sales.borrow().len(), 1);
            let payments = shop.world.get("/v1/payments").key(shop.key()).send();
            let page = payments.json["data"]["data"][0]["url"].as_str().unwrap().to_owned();
            let path = page.strip_prefix("https://pay.example.com").unwrap();
            let path = format!("{path}/return");
            let told = shop.world.fetch.sent.borrow().iter().any(|sent| {
                let body = String::from_utf8_lossy(sent.bytes()).replace("%2F", "/");
                body.contains(&path)
            });
            assert!(told, "{path}");
            shop.becomes("paid");
            let home = shop.world.get(&path).without("authorization").send();
            let location = home.header("location").unwrap().to_owned();
            let start = format!("https://example.com/back?response={SUCCESS}&return_id=");
            assert!(home.status == 303 && location.starts_with(&start), "{location}");
            let body = json!({"token": token, "id": "PR-000012457"});
            let asked = shop.world.post("/api/get/").without("authorization").json(&body).send();
            assert_eq!(asked.json, json!({"status": "paid"}));
        }
    }
}

#[test]
fn a_provider_that_does_not_begin_leaves_a_page_that_can_be_paid() {
    let shop = shop(Psp::Mollie);
    shop.till.mess([super::till::Mess::Status(503), super::till::Mess::Status(503)]);
    let made = create(&shop, &token(&shop));
    assert_eq!(made.get("status"), "success", "{}", made.text);
    assert!(made.get("url").starts_with("https://pay.example.com/pay/"), "{}", made.text);
}

#[test]
fn a_link_in_euros_is_paid_where_a_provider_is_the_only_way_and_others_are_refused() {
    let shop = live_shop(Psp::Mollie);
    let ask = |body| shop.world.post("/api/v1/links").key(shop.key()).json(&body).send();
    let dollars = ask(json!({"title": "Tea", "pricingCurrency": "USD", "pricingAmount": "1"}));
    assert_eq!((dollars.status, dollars.get("code")), (422, "no_way_to_pay".to_owned()));
    let asset = ask(json!({"title": "Tea", "amount": "1"}));
    assert_eq!((asset.status, asset.get("code")), (422, "no_way_to_pay".to_owned()));
    let body = json!({"description": "JMIT-githubuser", "amount": 49});
    let made = shop.world.post("/v1/payment-links").key(shop.key()).json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    let id = shop.world.get("/api/v1/links/jmit-githubuser").key(shop.key()).send();
    let begun = shop.world.post(&format!("/l/{}", id.get("publicId"))).send();
    let public_id = begun.header("location").unwrap().rsplit('/').next().unwrap().to_owned();
    let bill = shop.read_public(&public_id);
    assert_eq!((bill.get("paymentNetwork"), bill.get("asset")), ("PSP".into(), "EUR".into()));
    shop.leave(&bill);
    shop.becomes("paid");
    assert_eq!(shop.told(), ["payment.succeeded"]);
    let paid = shop.world.get("/v1/payments?status=paid").key(shop.key()).send();
    let paid = &paid.json["data"]["data"][0];
    assert_eq!((&paid["payment_method"], &paid["currency"]), (&json!("psp"), &json!("EUR")));
    assert!(paid["reference"].as_str().unwrap().starts_with("tr_"), "{paid}");
}
