//! Seed 003: payment links of every type, with every field, default and limit.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::support::client::Client;
use crate::support::{Answer, World};

const LINKS: &str = "/api/v0/payment-links";

fn number(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

struct Shop {
    world: World,
    client: Client,
}

impl Shop {
    fn new() -> Shop {
        let world = World::new();
        let client = Client::new(&world);
        Shop { world, client }
    }

    fn post(&self, path: &str, body: &Json) -> Answer {
        self.client.post(&self.world, path).json(body).send()
    }

    fn get(&self, path: &str) -> Answer {
        self.client.get(&self.world, path).send()
    }

    fn put(&self, id: &str, body: &Json) -> Answer {
        self.client.ask(&self.world, Method::Put, &format!("{LINKS}/{id}")).json(body).send()
    }

    fn link(&self, more: &Json) -> Answer {
        let mut body = json!({"title": "Premium Subscription", "url": "premium-subscription",
            "linkType": "PRODUCT", "amount": 29.99});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post(LINKS, &body)
    }

    fn made(&self, more: &Json) -> Answer {
        let made = self.link(more);
        assert_eq!(made.status, 201, "{}", made.text);
        made
    }

    /// What is wrong, in the words that a client reads.
    fn refused(&self, more: &Json) -> Vec<String> {
        let refused = self.link(more);
        assert_eq!(refused.status, 400, "{more}: {}", refused.text);
        assert_eq!(refused.get("error"), "Bad Request");
        let details = refused.json["details"].as_array().unwrap();
        details.iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    }

    fn id(&self, path: &str, body: &Json) -> String {
        let made = self.post(path, body);
        assert_eq!(made.status, 201, "{}", made.text);
        made.get("id")
    }

    /// The invoice of a checkout with these fields.
    fn checkout(&self, slug: &str, form: &str) -> Answer {
        let id = self.world.get(&format!("/api/v1/links/{slug}")).send().get("publicId");
        let begun = self
            .world
            .post(&format!("/l/{id}"))
            .without("authorization")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send();
        assert_eq!(begun.status, 303, "{}", begun.text);
        self.world.read(begun.header("location").unwrap().rsplit('/').next().unwrap())
    }
}

#[test]
fn a_link_with_nothing_but_what_is_required_has_the_seeds_defaults() {
    let shop = Shop::new();
    let made = shop.made(&json!({}));
    for (field, value) in [
        ("title", json!("Premium Subscription")),
        ("url", json!("https://pay.example.com/l/example/test/premium-subscription")),
        ("linkType", json!("PRODUCT")),
        ("status", json!("ACTIVE")),
        ("amount", number("29.99")),
        ("currency", json!("usdc")),
        ("allowQuantityAdjustment", json!(true)),
        ("allowMobilePayment", json!(false)),
        ("collectTax", json!(false)),
        ("collectAddress", json!(false)),
        ("limitPayments", json!(false)),
        ("isForAllProduct", json!(false)),
        ("maxPayments", Json::Null),
        ("customFields", Json::Null),
        ("paymentLinkProducts", json!([])),
        ("description", Json::Null),
        ("coverImage", Json::Null),
        ("paymentForId", Json::Null),
        ("customerId", Json::Null),
        ("taxId", Json::Null),
        ("expiration_date", Json::Null),
        ("createdAt", json!("2026-01-15T10:00:00.000Z")),
        ("updatedAt", json!("2026-01-15T10:00:00.000Z")),
    ] {
        assert_eq!(made.json[field], value, "{field}");
    }
    assert!(made.get("id").starts_with("pl_") && made.get("appId").starts_with("mer_"));
}

#[test]
fn every_field_of_the_seed_is_kept_and_told_again() {
    let shop = Shop::new();
    let customer = shop.id(
        "/api/v0/customers",
        &json!({"first_name": "Alex",
        "last_name": "Buyer", "phone_number": "+31201234567", "email": "alex.buyer@example.com"}),
    );
    let tax = shop.id("/api/v0/taxes", &json!({"name": "VAT", "percentage": 21}));
    let product = shop.id(
        "/api/v0/products",
        &json!({"name": "Mug", "description": "A mug",
        "price": 12.5, "currency": "USDC"}),
    );
    let given = json!({
        "description": "Get **access**", "allowQuantityAdjustment": false,
        "allowMobilePayment": true, "currency": "USDC", "paymentForId": "sub_123456789",
        "customerId": customer, "collectTax": true, "taxId": tax, "collectAddress": true,
        "limitPayments": true, "maxPayments": 100,
        "customFields": {"customField1": "value1", "customField2": "value2"},
        "paymentLinkProducts": [{"productId": product.to_uppercase(), "quantity": 2}],
        "expiration_date": "2030-12-31T23:59:59Z",
    });
    let made = shop.made(&given);
    let read = shop.get(&format!("{LINKS}/{}", made.get("id")));
    for (field, value) in given.as_object().unwrap() {
        let value = match field.as_str() {
            "currency" => json!("usdc"),
            "expiration_date" => json!("2030-12-31T23:59:59.000Z"),
            "paymentLinkProducts" => json!([{"productId": product, "quantity": 2}]),
            _ => value.clone(),
        };
        assert_eq!(made.json[field], value, "{field}");
        if field != "paymentLinkProducts" {
            assert_eq!(read.json[field], value, "{field}");
        }
    }
    let sold = &read.json["paymentLinkProducts"][0];
    assert_eq!((&sold["quantity"], &sold["product"]["name"]), (&json!(2), &json!("Mug")));
    assert_eq!(sold["product"]["price"], number("12.5"));
    assert_eq!(read.json["tax"]["percentage"], json!(21));
    let list = shop.get(&format!("{LINKS}?paymentForId=sub_123456789"));
    assert_eq!(list.json, json!([read.json]));
    assert_eq!(list.header("x-total-count"), Some("1"));
    assert_eq!(shop.get(&format!("{LINKS}?paymentForId=other")).json, json!([]));
    // The customer's name and address are on the invoice before anybody types them.
    let sent = "line1=Dam+1&city=Amsterdam&country=NL&field-customField1=x";
    let paid = shop.checkout("premium-subscription", sent);
    assert_eq!(paid.get("customerEmail"), "alex.buyer@example.com");
    assert_eq!(paid.get("customerName"), "Alex Buyer");
    assert_eq!(paid.get("orderId"), "sub_123456789");
    assert_eq!(paid.get("paymentForId"), "sub_123456789");
    // 29.99 is the price of the whole, and 21 % of it is 6.2979.
    assert_eq!(paid.get("expectedAmount"), "36.29");
    assert_eq!(paid.json["customFields"], json!({"customField1": "x"}));
    assert_eq!(paid.json["lines"][1]["title"], "Mug");
}

#[test]
fn what_breaks_a_rule_is_400_with_every_reason() {
    let shop = Shop::new();
    let bare = shop.post(LINKS, &json!({}));
    assert_eq!(
        bare.json["details"],
        json!(["linkType is required", "title is required", "url is required"])
    );
    let uuid = "123e4567-e89b-42d3-a456-426614174000";
    for (more, reasons) in [
        (json!({"title": "ab"}), vec!["title must have at least 3 characters"]),
        (json!({"title": "a".repeat(101)}), vec!["title must have at most 100 characters"]),
        (
            json!({"linkType": "INVOICE"}),
            vec!["linkType must be one of PRODUCT, DONATION, SUBSCRIPTION"],
        ),
        (json!({"amount": 0}), vec!["amount must be greater than zero"]),
        (json!({"amount": 0.001}), vec!["amount must have at most 2 decimal places"]),
        (json!({"currency": "btc"}), vec!["currency must be one of usdc, eurc"]),
        (
            json!({"description": "x".repeat(501)}),
            vec!["description must have at most 500 characters"],
        ),
        (json!({"maxPayments": 5}), vec!["maxPayments is only for links with limitPayments"]),
        (
            json!({"limitPayments": true}),
            vec!["maxPayments is required when limitPayments is true"],
        ),
        (
            json!({"limitPayments": true, "maxPayments": 0}),
            vec!["maxPayments must be a whole number from 1 to 1000000"],
        ),
        (json!({"collectTax": true}), vec!["taxId is required when collectTax is true"]),
        (json!({"taxId": uuid}), vec!["taxId is only for links with collectTax"]),
        (json!({"collectTax": true, "taxId": uuid}), vec!["taxId is no tax that is active"]),
        (json!({"customerId": uuid}), vec!["customerId is no customer"]),
        (
            json!({"paymentLinkProducts": [{"productId": uuid}]}),
            vec!["paymentLinkProducts has a product that there is not"],
        ),
        (
            json!({"paymentLinkProducts": [{"productId": uuid, "quantity": 0}]}),
            vec!["paymentLinkProducts.0.quantity must be a whole number from 1 to 999"],
        ),
        (json!({"packageId": "x"}), vec!["packageId is only for links of the type SUBSCRIPTION"]),
        (
            json!({"expiration_date": "soon"}),
            vec!["expiration_date must be an instant such as 2026-01-15T10:00:00.000Z"],
        ),
        (
            json!({"url": "!!!"}),
            vec!["url must be 1 to 64 of a to z, 0 to 9 and single hyphens between them"],
        ),
        (json!({"coverImage": "http://127.0.0.1/x.png"}), vec![""]),
    ] {
        let told = shop.refused(&more);
        match reasons[0] {
            "" => assert!(told[0].starts_with("coverImage"), "{told:?}"),
            _ => assert_eq!(told, reasons, "{more}"),
        }
    }
    shop.made(&json!({}));
    assert_eq!(shop.refused(&json!({})), ["url is taken"]);
}

#[test]
fn a_link_is_named_by_a_slug_or_by_the_end_of_an_address() {
    let shop = Shop::new();
    for (url, slug) in [
        ("Premium-Subscription", "premium-subscription"),
        ("https://checkout.example.com/pay/spring-sale/?from=mail", "spring-sale"),
    ] {
        assert_eq!(shop.made(&json!({"url": url})).get("slug"), slug);
    }
}

#[test]
fn a_donation_without_an_amount_lets_the_payer_choose_and_with_one_does_not() {
    let shop = Shop::new();
    let open = shop.made(&json!({"linkType": "DONATION", "amount": null, "url": "help"}));
    assert_eq!((&open.json["amount"], open.get("linkType")), (&Json::Null, "DONATION".into()));
    let given = shop.checkout("help", "amount=7.50");
    assert_eq!(given.get("expectedAmount"), "7.50");
    let fixed = shop.made(&json!({"linkType": "DONATION", "amount": 5, "url": "five"}));
    assert_eq!((fixed.get("amount"), fixed.get("linkType")), ("5".into(), "DONATION".into()));
    assert_eq!(shop.checkout("five", "amount=7.50").get("expectedAmount"), "5.00");
}

#[test]
fn a_subscription_enrols_in_its_package_or_has_one_made() {
    let shop = Shop::new();
    let package = json!({"name": "Club", "amount": "9", "interval": "WEEKLY"});
    let package = shop.world.post("/api/v1/subscription-packages").json(&package).send();
    let of = json!({"linkType": "SUBSCRIPTION", "amount": null, "url": "club",
        "packageId": package.get("id")});
    assert_eq!(shop.made(&of).get("packageId"), package.get("id"));
    let own = shop.made(&json!({"linkType": "SUBSCRIPTION", "url": "own"}));
    let made =
        shop.world.get(&format!("/api/v1/subscription-packages/{}", own.get("packageId"))).send();
    assert_eq!(
        (made.get("name"), made.get("amount"), made.get("interval")),
        ("Premium Subscription".into(), "29.99".into(), "MONTHLY".into())
    );
    let yearly = json!({"linkType": "SUBSCRIPTION", "url": "year", "recurringType": "YEARLY"});
    let yearly = shop.made(&yearly);
    let made = shop
        .world
        .get(&format!("/api/v1/subscription-packages/{}", yearly.get("packageId")))
        .send();
    assert_eq!(made.get("interval"), "YEARLY");
    let lacks = shop.refused(&json!({"linkType": "SUBSCRIPTION", "amount": null, "url": "no"}));
    assert_eq!(lacks, ["amount is required, or packageId"]);
    let both = json!({"linkType": "SUBSCRIPTION", "url": "no", "packageId": package.get("id")});
    assert_eq!(shop.refused(&both), ["packageId has its own amount and interval"]);
    assert_eq!(shop.world.count("SELECT count(*) FROM subscription_package"), 3);
}

#[test]
fn a_link_for_all_products_sells_every_active_one() {
    let shop = Shop::new();
    let product = |name: &str, status: &str| {
        shop.id(
            "/api/v0/products",
            &json!({"name": name, "description": "x", "price": 3,
            "currency": "usdc", "status": status}),
        )
    };
    let (mug, _pen) = (product("Mug", "ACTIVE"), product("Pen", "INACTIVE"));
    let made = shop.made(&json!({"isForAllProduct": true, "amount": null, "url": "all"}));
    assert_eq!(made.json["isForAllProduct"], json!(true));
    let page = shop.world.get("/l/example/test/all").without("authorization").send();
    assert!(page.text.contains("Mug") && !page.text.contains("Pen"));
    let paid = shop.checkout("all", &format!("quantity-{mug}=4"));
    assert_eq!(paid.get("expectedAmount"), "12.00");
    let removed =
        shop.client.ask(&shop.world, Method::Delete, &format!("/api/v0/products/{mug}")).send();
    assert_eq!(removed.status, 200);
    let page = shop.world.get("/l/example/test/all").without("authorization").send();
    assert_eq!(page.status, 404);
}

#[test]
fn a_change_is_partial_by_put_and_patch_and_status_follows() {
    let shop = Shop::new();
    let made = shop.made(&json!({"description": "Old"}));
    let id = made.get("id");
    let off = shop.put(&id, &json!({"status": "INACTIVE", "amount": 10}));
    assert_eq!(
        (off.status, off.get("status"), off.get("amount")),
        (200, "INACTIVE".into(), "10".into())
    );
    assert_eq!(off.get("description"), "Old");
    let path = format!("{LINKS}/{id}");
    let on = shop.client.ask(&shop.world, Method::Patch, &path);
    let on = on.json(&json!({"status": "ACTIVE", "expiration_date": "2026-01-01T00:00:00Z"}));
    assert_eq!(on.send().get("status"), "EXPIRED");
    let page = shop.world.get("/l/example/test/premium-subscription").without("authorization");
    assert_eq!(page.send().status, 410);
    assert_eq!(shop.put(&id, &json!({"expiration_date": null})).get("status"), "ACTIVE");
    let gone = shop.put("pl_nothing", &json!({}));
    let told = json!({"statusCode": 404, "message": "There is no such payment link",
        "error": "Not Found"});
    assert_eq!((gone.status, gone.json), (404, told));
    let donation = shop.put(&id, &json!({"linkType": "DONATION", "amount": null}));
    assert_eq!(
        (donation.get("linkType"), &donation.json["amount"]),
        ("DONATION".into(), &Json::Null)
    );
}

#[test]
fn an_idempotency_key_is_a_uuid_of_version_4_and_stands_for_one_request() {
    let shop = Shop::new();
    let key = "6f1c2d3e-7d1e-4b52-9c1a-5b0f6f1c2d3e";
    let ask = |key: &str, title: &str| {
        let body = json!({"title": title, "url": "one", "linkType": "PRODUCT", "amount": 1});
        let ask = shop.client.post(&shop.world, LINKS).header("idempotency-key", key);
        ask.json(&body).send()
    };
    for wrong in ["k", "6f1c2d3e-7d1e-7b52-9c1a-5b0f6f1c2d3e"] {
        let refused = ask(wrong, "One");
        assert_eq!(refused.status, 400);
        assert_eq!(refused.get("message"), "idempotency-key must be a UUID of version 4");
    }
    let (first, second) = (ask(key, "One"), ask(key, "One"));
    assert_eq!((first.status, &first.text), (201, &second.text));
    let other = ask(key, "Other");
    assert_eq!(
        (other.status, other.json),
        (
            409,
            json!({"statusCode": 409, "error": "Conflict",
        "message": "Conflict: Idempotency key already used with different request data"})
        )
    );
}

#[test]
fn one_link_made_in_each_dialect_is_read_in_the_others() {
    let shop = Shop::new();
    let world = &shop.world;
    shop.made(&json!({"url": "v0"}));
    let body = json!({"title": "Two", "slug": "two", "amount": "2"});
    assert_eq!(world.post("/api/v1/links").json(&body).send().status, 201);
    let body = json!({"description": "Three", "amount": 3});
    assert_eq!(world.post("/v1/payment-links").json(&body).send().status, 201);
    let paylinkr = world.get("/api/v1/links").send();
    assert_eq!(paylinkr.json["total"], json!(3));
    let payrequest = world.get("/v1/payment-links").send();
    assert_eq!(payrequest.json["data"]["total"], json!(3));
    let v0 = shop.get(LINKS);
    let ids = |list: &Json| -> Vec<String> {
        list.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&v0.json), ids(&paylinkr.json["data"]));
    for id in ids(&v0.json) {
        let url = shop.get(&format!("{LINKS}/{id}")).get("url");
        assert_eq!(world.get(&format!("/api/v1/links/{id}")).send().get("url"), url);
        assert!(payrequest.text.contains(&url));
    }
}

#[test]
fn a_link_costs_two_calls_to_the_database_and_a_look_at_it_one() {
    let shop = Shop::new();
    shop.made(&json!({"url": "warm"}));
    shop.world.sql.calls();
    let made = shop.made(&json!({"url": "one"}));
    assert_eq!(shop.world.sql.calls(), 2);
    shop.get(&format!("{LINKS}/{}", made.get("id")));
    assert_eq!(shop.world.sql.calls(), 1);
    shop.get(LINKS);
    assert_eq!(shop.world.sql.calls(), 1);
    shop.put(&made.get("id"), &json!({"amount": 3}));
    assert_eq!(shop.world.sql.calls(), 2);
}

#[test]
fn another_merchant_sees_no_link_of_ours() {
    let shop = Shop::new();
    let made = shop.made(&json!({}));
    let stranger = shop.world.merchant("stranger");
    let client = Client::of(&shop.world, &stranger.test, json!({}));
    let path = format!("{LINKS}/{}", made.get("id"));
    assert_eq!(client.get(&shop.world, &path).send().status, 404);
    let put = client.ask(&shop.world, Method::Put, &path).json(&json!({"amount": 1}));
    assert_eq!(put.send().status, 404);
    assert_eq!(client.get(&shop.world, LINKS).send().json, json!([]));
}
