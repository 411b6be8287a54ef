//! The pages of pay links and the checkouts that they begin.

use edge::http::Method;
use serde_json::{Value as Json, json};

use crate::links::link;
use crate::support::{Answer, World};

/// A form that is posted, its fields in pairs.
fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let body = form.finish();
    world
        .ask(Method::Post, path)
        .without("authorization")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(&body)
        .send()
}

fn begin(world: &World, made: &Answer, fields: &[(&str, &str)]) -> Answer {
    post(world, &format!("/l/{}", made.get("publicId")), fields)
}

fn page(world: &World, path: &str) -> Answer {
    world.get(path).without("authorization").send()
}

/// The invoice that a checkout led to.
fn invoice(world: &World, begun: &Answer) -> Answer {
    assert_eq!(begun.status, 303, "{}", begun.text);
    let location = begun.header("location").unwrap();
    let id = location.strip_prefix("https://pay.example.com/pay/").unwrap();
    world.read(id)
}

fn product(world: &World, id: &str, name: &str, price: i64, unit: &str) {
    world.write(&format!(
        "INSERT INTO product (id, merchant, mode, name, price, unit, active, kind, images,
           created_at, updated_at)
         SELECT '{id}', id, 'test', '{name}', '{price}', '{unit}', 1, 'PRODUCT', '[]', 1, 1
         FROM merchant WHERE handle = 'example'"
    ));
}

fn tax(world: &World, id: &str, percentage: i64, inclusive: i64) {
    world.write(&format!(
        "INSERT INTO tax (id, merchant, mode, name, percentage, inclusive, active, created_at,
           updated_at)
         SELECT '{id}', id, 'test', 'VAT', {percentage}, {inclusive}, 1, 1, 1
         FROM merchant WHERE handle = 'example'"
    ));
}

#[test]
fn a_page_is_found_by_its_name_and_by_its_id_and_a_look_at_it_makes_nothing() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea for two", "amount": "12.50"}));
    let named = page(&world, "/l/example/test/tea-for-two");
    assert_eq!(named.status, 200, "{}", named.text);
    assert!(named.text.contains("Tea for two") && named.text.contains("12.50"));
    assert!(named.text.contains(&format!("action=\"/l/{}\"", made.get("publicId"))));
    assert_eq!(page(&world, &format!("/l/{}", made.get("publicId"))).status, 200);
    assert_eq!(page(&world, "/l/example/tea-for-two").status, 404);
    assert_eq!(page(&world, "/l/example/test/nothing").status, 404);
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
    world.sql.calls();
    page(&world, "/l/example/test/tea-for-two");
    assert_eq!(world.sql.calls(), 1);
}

#[test]
fn every_checkout_is_an_invoice_of_its_own_with_what_the_link_says() {
    let world = World::new();
    let made = link(
        &world,
        &json!({"title": "Tea", "amount": "12.50", "description": "**Hot** tea",
            "orderId": "T-1", "returnUrl": "https://example.com/thanks",
            "metadata": {"campaign": "winter"}}),
    );
    let first = invoice(&world, &begin(&world, &made, &[("email", "alex.buyer@example.com")]));
    let second = invoice(&world, &begin(&world, &made, &[]));
    assert_ne!(first.get("id"), second.get("id"));
    for (field, value) in [
        ("title", "Tea"),
        ("description", "Hot tea"),
        ("expectedAmount", "12.50"),
        ("asset", "USDC"),
        ("orderId", "T-1"),
        ("customerEmail", "alex.buyer@example.com"),
        ("returnUrl", "https://example.com/thanks"),
        ("linesCurrency", "USDC"),
    ] {
        assert_eq!(first.get(field), value, "{field}");
    }
    assert_eq!(first.get("linkId"), made.get("id"));
    assert_eq!(first.json["metadata"], json!({"campaign": "winter"}));
    let line = json!({"productId": null, "title": "Tea", "quantity": 1, "price": "12.50"});
    assert_eq!(first.json["lines"], json!([line]));
    assert_eq!(first.get("expiresAt"), "2026-01-16T10:00:00.000Z");
    assert_eq!(second.json["customerEmail"], Json::Null);
}

#[test]
fn products_are_added_up_with_tax_and_quantities_and_the_answers_go_along() {
    let world = World::new();
    product(&world, "mug", "Mug", 2_999, "EUR");
    product(&world, "pen", "Pen", 1_075, "EUR");
    tax(&world, "vat", 210_000, 0);
    let made = link(
        &world,
        &json!({"title": "Shop", "products": [{"productId": "mug", "quantity": 2},
            {"productId": "pen"}], "allowQuantity": true, "taxId": "vat", "collectAddress": true,
            "asset": "EURC", "customFields": [{"key": "engraving", "required": true}]}),
    );
    assert_eq!(made.get("pricingCurrency"), "EUR");
    let shown = page(&world, "/l/example/test/shop");
    // 59.98 + 10.75, and 12.60 + 2.26 of tax.
    assert!(shown.text.contains("85.59"), "{}", shown.text);
    let address = [("line1", "Keizersgracht 1"), ("city", "Amsterdam"), ("country", "nl")];
    let mut fields = vec![("quantity-mug", "3"), ("quantity-pen", "0")];
    fields.extend([("field-engraving", "Ada")]);
    fields.extend(address);
    let paid = invoice(&world, &begin(&world, &made, &fields));
    // 3 x 29.99 = 89.97; 21 % of it is 18.8937.
    assert_eq!(paid.get("pricingAmount"), "108.86");
    let line = json!({"productId": "mug", "title": "Mug", "quantity": 3, "price": "29.99"});
    assert_eq!(paid.json["lines"], json!([line]));
    let tax = json!({"name": "VAT", "percentage": "21", "inclusive": false, "amount": "18.89"});
    assert_eq!(paid.json["tax"], tax);
    assert_eq!(paid.json["customFields"], json!({"engraving": "Ada"}));
    let told = json!({"line1": "Keizersgracht 1", "city": "Amsterdam", "country": "NL"});
    assert_eq!(paid.json["address"], told);
    let pay = page(&world, &format!("/pay/{}", paid.get("publicId")));
    for part in [">3\u{a0}× 29.99\u{a0}EUR<", ">VAT 21\u{a0}%<", ">18.89\u{a0}EUR<"] {
        assert!(pay.text.contains(part), "{part}: {}", pay.text);
    }
    assert!(pay.text.contains("<b>108.86\u{a0}EUR</b>"));
}

#[test]
fn what_is_missing_or_wrong_is_told_on_the_page_and_nothing_is_made() {
    let world = World::new();
    product(&world, "mug", "Mug", 2_999, "USDC");
    let made = link(
        &world,
        &json!({"title": "Shop", "products": [{"productId": "mug"}], "allowQuantity": true,
            "collectAddress": true, "customFields": [{"key": "size", "type": "select",
            "options": ["S", "M"], "required": true}]}),
    );
    let good = [
        ("quantity-mug", "1"),
        ("field-size", "M"),
        ("line1", "Keizersgracht 1"),
        ("city", "Amsterdam"),
        ("country", "NL"),
    ];
    for (name, wrong, said) in [
        ("quantity-mug", "1000", "Enter a whole number from 0 to 999."),
        ("quantity-mug", "x", "Enter a whole number from 0 to 999."),
        ("quantity-mug", "0", "Choose at least one item."),
        ("field-size", "XL", "Choose one of the options."),
        ("field-size", "", "Choose one of the options."),
        ("line1", "", "Fill this in."),
        ("country", "XX", "Enter the two letters of the country, such as NL."),
        ("email", "ada@example", "Enter an address like name@example.com."),
    ] {
        let mut fields: Vec<_> = good.into_iter().filter(|(known, _)| *known != name).collect();
        fields.push((name, wrong));
        let refused = begin(&world, &made, &fields);
        assert_eq!(refused.status, 422, "{name}={wrong}");
        assert!(refused.text.contains(&format!(">{said}<")), "{name}={wrong}: {}", refused.text);
    }
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
    assert_eq!(begin(&world, &made, &good).status, 303);
}

#[test]
fn without_a_script_the_page_adds_up_what_was_chosen_and_nothing_is_made() {
    let world = World::new();
    product(&world, "mug", "Mug", 2_999, "EUR");
    tax(&world, "vat", 210_000, 0);
    let made = link(
        &world,
        &json!({"title": "Shop", "products": [{"productId": "mug"}], "allowQuantity": true,
            "taxId": "vat", "asset": "EURC", "customFields": [{"key": "who", "required": true}]}),
    );
    let update = |number: &str, from: &str| {
        let more = [("quantity-mug", number), ("email", "ada@"), ("from", from)];
        let fields: Vec<_> = more.into_iter().chain([("update", "yes")]).collect();
        begin(&world, &made, &fields)
    };
    // 3 x 29.99 = 89.97, and 18.89 of tax. What is not filled in yet is no slip yet.
    let shown = update("3", "page");
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains(">108.86<") && shown.text.contains("value=\"ada@\""));
    assert!(!shown.text.contains(r#"aria-invalid="true" data-check"#), "{}", shown.text);
    let framed = update("2", "embed");
    assert!(framed.text.contains("<body class=\"embedded\">") && framed.text.contains(">72.58<"));
    let wrong = update("1000", "page");
    assert!(wrong.text.contains(">\u{2014}<") && wrong.text.contains("from 0 to 999."));
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 0);
}

#[test]
fn a_donor_chooses_the_amount_from_the_least_on() {
    let world = World::new();
    let body = json!({"title": "Help", "allowCustomAmount": true, "minAmount": "5",
        "pricingCurrency": "EUR"});
    let made = link(&world, &body);
    assert_eq!(begin(&world, &made, &[("amount", "4.99")]).status, 422);
    assert_eq!(begin(&world, &made, &[("amount", "")]).status, 422);
    assert_eq!(begin(&world, &made, &[("amount", "5.001")]).status, 422);
    let given = invoice(&world, &begin(&world, &made, &[("amount", "12,50")]));
    assert_eq!((given.get("pricingAmount"), given.get("asset")), ("12.50".into(), "EURC".into()));
    assert_eq!(given.json["lines"][0]["price"], "12.50");
}

#[test]
fn a_link_that_is_off_over_or_sold_out_takes_nothing_and_says_so() {
    let world = World::new();
    let body = json!({"title": "Tea", "amount": "1", "maxPayments": 1,
        "expiresAt": "2026-01-15T12:00:00.000Z"});
    let made = link(&world, &body);
    assert_eq!(begin(&world, &made, &[]).status, 303);
    let sold = page(&world, "/l/example/test/tea");
    assert!(sold.status == 200 && sold.text.contains("Sold out"), "{}", sold.text);
    assert!(begin(&world, &made, &[]).text.contains("Sold out"));
    world.pass_ms(3 * 3_600_000);
    let over = page(&world, "/l/example/test/tea");
    assert!(over.status == 410 && over.text.contains("This payment link has expired"));
    assert_eq!(begin(&world, &made, &[]).status, 410);
    world.patch("/api/v1/links/tea").json(&json!({"active": false})).send();
    let off = page(&world, "/l/example/test/tea");
    assert!(off.status == 404 && off.text.contains("This payment link is closed"));
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 1);
}

#[test]
fn a_place_is_kept_for_a_quarter_of_an_hour_and_then_is_somebody_elses() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "maxPayments": 1}));
    let first = invoice(&world, &begin(&world, &made, &[]));
    assert_eq!(first.get("expiresAt"), "2026-01-15T10:15:00.000Z");
    world.pass_ms(15 * 60_000 + 121_000);
    world.tick();
    let second = invoice(&world, &begin(&world, &made, &[]));
    // The first one pays after all: its place is taken, and its money waits for the merchant.
    world.pay(json!({"invoice": first.get("id"), "amount": "1"}));
    let late = world.read(&first.get("id"));
    assert_eq!(late.get("status"), "expired");
    assert_eq!(late.json["exceptions"], json!(["paid_late"]));
    world.pay(json!({"invoice": second.get("id"), "amount": "1"}));
    assert_eq!(world.read(&second.get("id")).get("status"), "paid");
}

#[test]
fn late_money_takes_a_place_that_is_free() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "maxPayments": 1}));
    let first = invoice(&world, &begin(&world, &made, &[]));
    world.pass_ms(15 * 60_000 + 121_000);
    world.tick();
    world.pay(json!({"invoice": first.get("id"), "amount": "1"}));
    let late = world.read(&first.get("id"));
    assert_eq!(late.get("status"), "paid");
    assert_eq!(late.json["exceptions"], json!(["paid_late"]));
    assert!(page(&world, "/l/example/test/tea").text.contains("Sold out"));
}

#[test]
fn what_the_merchant_settles_takes_a_place_whatever_was_sold() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "maxPayments": 1}));
    let first = invoice(&world, &begin(&world, &made, &[]));
    world.pass_ms(15 * 60_000 + 121_000);
    world.tick();
    let second = invoice(&world, &begin(&world, &made, &[]));
    world.pay(json!({"invoice": second.get("id"), "amount": "1"}));
    world.pay(json!({"invoice": first.get("id"), "amount": "1"}));
    let settled = world.post(&format!("/api/v1/invoices/{}/settle", first.get("id"))).send();
    assert_eq!((settled.status, settled.get("status")), (200, "paid".to_owned()));
}

#[test]
fn a_link_that_was_changed_meanwhile_is_shown_as_it_is_now() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1"}));
    world.patch("/api/v1/links/tea").json(&json!({"amount": "2"})).send();
    let paid = invoice(&world, &begin(&world, &made, &[]));
    assert_eq!(paid.get("expectedAmount"), "2.00");
}

#[test]
fn a_package_is_subscribed_to_by_a_link_with_what_the_link_asks() {
    let world = World::new();
    let package = json!({"name": "Club", "amount": "9", "interval": "MONTHLY"});
    let package = world.post("/api/v1/subscription-packages").json(&package).send();
    let made = link(
        &world,
        &json!({"title": "Join", "packageId": package.get("slug"), "maxPayments": 1,
            "metadata": {"from": "mail"}, "customFields": [{"key": "shirt", "required": true}]}),
    );
    assert_eq!(made.get("packageId"), package.get("id"));
    let shown = page(&world, "/l/example/test/join");
    assert!(shown.text.contains("9.00") && shown.text.contains("per month"), "{}", shown.text);
    assert_eq!(begin(&world, &made, &[("field-shirt", "M")]).status, 422);
    let fields = [("email", "alex.buyer@example.com"), ("field-shirt", "M")];
    let begun = begin(&world, &made, &fields);
    assert_eq!(begun.status, 303, "{}", begun.text);
    let list = world.get("/api/v1/subscriptions").send();
    assert_eq!(list.json["data"][0]["metadata"], json!({"from": "mail", "shirt": "M"}));
    assert_eq!(list.json["data"][0]["customerEmail"], "alex.buyer@example.com");
    let other = [("email", "other@example.com"), ("field-shirt", "M")];
    assert!(begin(&world, &made, &other).text.contains("Sold out"));
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 1);
}

#[test]
fn only_so_many_checkouts_may_be_begun_from_one_address_in_an_hour() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1"}));
    let path = format!("/l/{}", made.get("publicId"));
    let ask = || {
        world
            .ask(Method::Post, &path)
            .without("authorization")
            .header("cf-connecting-ip", "203.0.113.7")
            .send()
    };
    let statuses: Vec<u16> = (0..61).map(|_| ask().status).collect();
    assert_eq!((&statuses[..60], statuses[60]), (&[303; 60][..], 429));
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 60);
}
