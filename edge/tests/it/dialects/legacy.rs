//! Seed 001: one body with a token in it, ten codes, an id that is paid once.

use edge::actions::quote;
use edge::http::Method;
use edge::platform::SqlError;
use serde_json::{Value as Json, json};
use shared::currency::{Asset, Fiat};
use shared::price::{Minute, Pair, Price};
use shared::time::Instant;

use crate::cost::cost;
use crate::support::live::{g, live, r};
use crate::support::{Answer, Ask, START_MS, World};

pub(super) const ID: &str = "PR-000012457";

/// `shared::key::make(Mode::Test, [9; 32])`, which is nobody's.
pub(super) const TOKEN: &str = "plr_test_JJfV3UpvOgodewpA3Am8fKUJvg3AedhQ";

/// A world, and a token in the mode of its key.
pub(super) struct Town {
    pub(super) world: World,
    pub(super) token: String,
}

fn token(world: &World, key: &str) -> String {
    let body = json!({"name": "Old shop", "kind": "legacy"});
    let made = world.post("/api/v1/keys").key(key).json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made.get("key")
}

pub(super) fn town() -> Town {
    let world = World::new();
    let token = token(&world, &world.keys.test);
    Town { world, token }
}

impl Town {
    fn ask(&self, path: &str, body: &Json) -> Ask<'_> {
        self.world.post(path).without("authorization").json(body)
    }

    /// With these fields more than token, title and amount; a null takes one away.
    fn body(&self, more: Json) -> Json {
        let mut body =
            json!({"token": self.token, "title": "Invoice #15123-14", "amount": "12,25"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    }

    fn create(&self, more: Json) -> Answer {
        self.ask("/api/create/", &self.body(more)).send()
    }

    pub(super) fn url(&self, more: Json) -> String {
        let made = self.create(more);
        assert_eq!((made.status, made.get("status").as_str()), (200, "success"), "{}", made.text);
        made.get("url")
    }

    pub(super) fn status(&self, id: &str) -> Answer {
        self.ask("/api/get/", &json!({"token": self.token, "id": id})).send()
    }

    fn invoices(&self) -> i64 {
        self.world.count("SELECT count(*) FROM invoice")
    }
}

pub(super) fn public_id(url: &str) -> &str {
    url.strip_prefix("https://pay.example.com/pay/").unwrap()
}

fn refusal(answer: &Answer, code: &str) {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json, json!({"status": "error", "error": code}));
}

/// A refusal that the seed has no code for.
fn unknown(answer: &Answer, status: u16, real: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.json, json!({"status": "error", "error": "unknown", "realerror": real}));
}

#[test]
fn a_payment_is_made_paid_and_asked_for() {
    let town = town();
    let made = town.create(json!({"id": ID, "type": "direct"}));
    assert_eq!(made.json, json!({"status": "success", "url": made.json["url"]}));
    let url = made.get("url");
    assert_eq!(town.status(ID).json, json!({"status": "pending"}));
    let invoice = town.world.read(public_id(&url));
    assert_eq!(invoice.get("pricingCurrency"), "EUR");
    assert_eq!(invoice.get("pricingAmount"), "12.25");
    assert_eq!((invoice.get("asset"), invoice.get("orderId")), ("EURC".to_owned(), ID.to_owned()));
    town.world.pay(json!({"invoice": invoice.get("id")}));
    assert_eq!(town.status(ID).json, json!({"status": "paid"}));
}

#[test]
fn every_field_is_where_payer_or_merchant_sees_it() {
    let town = town();
    let url = town.url(json!({"id": ID, "name": "Alex Buyer", "email": "alex.buyer@example.com",
        "description": "Two\nlines", "response": "https://example.com/back?a=1"}));
    let invoice = town.world.read(public_id(&url));
    let expected = [
        ("title", "Invoice #15123-14"),
        ("description", "Two\nlines"),
        ("customerName", "Alex Buyer"),
        ("customerEmail", "alex.buyer@example.com"),
        ("returnUrl", "https://example.com/back?a=1"),
        ("expiresAt", "2026-01-22T10:00:00.000Z"),
    ];
    for (name, value) in expected {
        assert_eq!(invoice.get(name), value);
    }
    let page = town.world.get(&format!("/pay/{}", public_id(&url))).send();
    assert!(page.text.contains("Invoice #15123-14") && page.text.contains(ID), "{}", page.text);
}

#[test]
fn amounts_are_read_as_the_seed_writes_them_or_not_at_all() {
    let town = town();
    let amounts = [
        (json!("12"), "12.00"),
        (json!("12,2"), "12.20"),
        (json!("12,25"), "12.25"),
        (json!("12.25"), "12.25"),
        (json!(12), "12.00"),
        (json!(12.5), "12.50"),
    ];
    for (sent, kept) in amounts {
        let url = town.url(json!({"amount": sent}));
        assert_eq!(town.world.read(public_id(&url)).get("pricingAmount"), kept);
    }
    let made = town.invoices();
    for sent in [
        json!("1,250"),
        json!("1.250,00"),
        json!("1.250"),
        json!(" 12"),
        json!("+12"),
        json!(-12),
        json!("1e2"),
        json!(""),
        json!("0"),
        json!(0),
        json!("99999999999999999999"),
        json!("92233720368547758.07"),
        json!(true),
        json!(["12"]),
    ] {
        refusal(&town.create(json!({"amount": sent})), "notvalidamount");
    }
    // JSON's own numbers, which `json!` would print in another way.
    for sent in ["1e2", "12.250", "1E0", "-0"] {
        let body = town.body(json!({})).to_string().replace("\"12,25\"", sent);
        refusal(&town.ask("/api/create", &Json::Null).body(&body).send(), "notvalidamount");
    }
    assert_eq!(town.invoices(), made);
}

#[test]
fn a_forms_fields_are_those_of_json() {
    let town = town();
    let form = format!("token={}&title=A+%26+B&amount=12%2C25&id={ID}&email=", town.token);
    let media = "application/x-www-form-urlencoded; charset=utf-8";
    let ask = |path: &str, body: &str, media: &str| {
        town.ask(path, &Json::Null).header("content-type", media).body(body).send()
    };
    let made = ask("/api/create/", &form, media);
    let invoice = town.world.read(public_id(&made.get("url")));
    assert_eq!((invoice.get("title"), invoice.get("orderId")), ("A & B".to_owned(), ID.to_owned()));
    let got = ask("/api/get", &format!("id={ID}&token={}", town.token), media);
    assert_eq!(got.json, json!({"status": "pending"}));
    refusal(&ask("/api/create/", "title=t", media), "notoken");
}

/// As PHP's curl sends an array (RFC 7578).
#[test]
fn a_form_in_parts_is_read_up_to_its_end() {
    let town = town();
    let parts: String = [("token", town.token.as_str()), ("title", "a\r\n-- b"), ("amount", "3,5")]
        .map(|(name, value)| {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            format!("--xY\r\n{head}\r\n\r\n{value}\r\n")
        })
        .concat();
    let file = "--xY\r\ncontent-disposition: form-data; name=\"id\"; filename=\"i\"\r\n\r\nx\r\n";
    let ask = |body: &str, media: &str| {
        town.ask("/api/create", &Json::Null).header("content-type", media).body(body).send()
    };
    let media = "multipart/form-data; boundary=\"xY\"";
    let title = ask(&format!("{parts}{file}--xY--\r\n"), media);
    unknown(&title, 422, "title must not contain control characters.");
    let parts = parts.replace("a\r\n-- b", "a -- b");
    let made = ask(&format!("{parts}{file}--xY--\r\n"), "multipart/form-data; boundary=xY");
    assert_eq!(made.get("id"), public_id(&made.get("url")), "{}", made.text);
    let invoice = town.world.read(&made.get("id"));
    assert_eq!(invoice.get("title"), "a -- b");
    assert_eq!(invoice.get("pricingAmount"), "3.50");
    for (body, media) in [(parts.as_str(), media), (parts.as_str(), "multipart/form-data")] {
        unknown(&ask(body, media), 400, "The body is not a valid form.");
    }
}

#[test]
fn what_lacks_is_told_in_the_order_of_the_seed() {
    let town = town();
    let create = |body: Json| town.ask("/api/create", &body).send();
    refusal(&town.world.post("/api/create/").send(), "notoken");
    refusal(&town.world.post("/api/get/").send(), "notoken");
    refusal(&create(json!({"title": "t"})), "notoken");
    refusal(&create(json!({"token": "", "title": "t"})), "notoken");
    for wrong in [json!("spJA4nChfSPDRSkD-Znb6iw-2WGkDR37GyxZ-GZomUo"), json!(7), json!([TOKEN])] {
        refusal(&create(json!({"token": wrong})), "novalidtoken");
    }
    refusal(&create(json!({"token": TOKEN})), "novalidtoken");
    let token = town.token.as_str();
    refusal(&create(json!({"token": token, "amount": "x"})), "notitle");
    refusal(&create(json!({"token": token, "title": ""})), "notitle");
    refusal(&create(json!({"token": token, "title": "t"})), "noamount");
    refusal(&create(json!({"token": token, "title": "t", "amount": null})), "noamount");
    refusal(&town.create(json!({"amount": "x", "email": "x"})), "notvalidamount");
    let get = |body: Json| town.ask("/api/get", &body).send();
    refusal(&get(json!({"token": token})), "noid");
    refusal(&get(json!({"token": token, "id": ""})), "noid");
    refusal(&get(json!({"token": token, "id": "x"})), "nosuchlink");
    refusal(&get(json!({"token": token, "id": " x"})), "nosuchlink");
}

#[test]
fn what_the_seed_has_no_code_for_says_what_it_is() {
    let town = town();
    let refused = |more: Json, real: &str| unknown(&town.create(more), 422, real);
    refused(json!({"email": "nobody"}), "email must be an e-mail address.");
    refused(json!({"response": "http://example.com/"}), "response must begin with https://.");
    refused(json!({"type": "qr"}), "type must be one of link, direct.");
    refused(json!({"id": "x".repeat(101)}), "id must have at most 100 characters.");
    let unreadable = town.ask("/api/create", &Json::Null).body("{").send();
    assert_eq!((unreadable.status, unreadable.get("error")), (400, "unknown".to_owned()));
    for path in ["/api/create", "/api/create/", "/api/get", "/api/get/"] {
        let asked = town.world.get(path).send();
        unknown(&asked, 405, "This path allows POST.");
        assert_eq!(asked.header("allow"), Some("POST"));
    }
    assert_eq!(town.invoices(), 0);
}

#[test]
fn our_own_slip_is_500_and_says_nothing_but_the_request() {
    let town = town();
    town.url(json!({}));
    town.world.sql.fail_next(SqlError::Other("a secret of the house".to_owned()));
    let failed = town.create(json!({}));
    let id = failed.header("x-request-id").unwrap();
    unknown(&failed, 500, &format!("An error of ours: request {id}."));
    town.world.sql.fail_next(SqlError::Overloaded);
    let busy = town.create(json!({}));
    assert_eq!((busy.status, busy.header("retry-after")), (503, Some("2")));
}

#[test]
fn an_id_that_we_make_is_told_and_can_be_asked_for() {
    let town = town();
    let made = town.create(json!({}));
    let id = made.get("id");
    assert_eq!(id, public_id(&made.get("url")));
    assert_eq!(town.status(&id).json, json!({"status": "pending"}));
    assert_ne!(town.create(json!({})).get("id"), id);
}

#[test]
fn an_invoice_of_another_dialect_is_found_by_its_public_id() {
    let town = town();
    let made = town.world.invoice(json!({}));
    assert_eq!(town.status(&made.get("publicId")).json, json!({"status": "pending"}));
    refusal(&town.status(&made.get("id")), "nosuchlink");
    // The client's own name for a payment goes before everybody else's.
    town.url(json!({"id": made.get("publicId")}));
    town.world.pay(json!({"invoice": made.get("id")}));
    assert_eq!(town.status(&made.get("publicId")).json, json!({"status": "pending"}));
}

#[test]
fn the_same_id_for_the_same_payment_answers_the_first_address() {
    let town = town();
    let first = town.url(json!({"id": ID}));
    let again = town.create(json!({"id": ID, "amount": 12.25, "email": "alex.buyer@example.com"}));
    assert_eq!(again.json, json!({"status": "success", "url": first}));
    assert_eq!(town.url(json!({"id": 12457})), town.url(json!({"id": "12457"})));
    let real = "This id was already used for a payment with another title or amount.";
    unknown(&town.create(json!({"id": ID, "amount": "12,26"})), 409, real);
    unknown(&town.create(json!({"id": ID, "title": "Another"})), 409, real);
    assert_eq!(town.invoices(), 2);
    assert_eq!(town.world.count("SELECT count(*) FROM event WHERE type = 'invoice.created'"), 2);
}

#[test]
fn an_idempotency_key_keeps_the_answer_to_an_id_that_was_known() {
    let town = town();
    let first = town.url(json!({"id": ID}));
    let body = town.body(json!({"id": ID}));
    let keyed = || town.ask("/api/create", &body).header("idempotency-key", "k").send();
    let (known, replayed) = (keyed(), keyed());
    assert_eq!((known.get("url"), replayed.text.as_str()), (first, known.text.as_str()));
    assert_eq!(replayed.header("idempotent-replayed"), Some("true"));
}

#[test]
fn two_at_once_with_one_id_make_one_payment() {
    let town = town();
    let at_once = |bodies: [Json; 2]| {
        let asks = bodies.map(|more| town.ask("/api/create", &town.body(more)));
        town.world.at_once(asks)
    };
    let same = at_once([json!({"id": ID}), json!({"id": ID})]);
    assert_eq!((same[0].status, same[0].get("status")), (200, "success".to_owned()));
    assert_eq!((same[1].status, &same[1].json), (200, &same[0].json));
    assert_eq!(town.invoices(), 1);
    let made = at_once([json!({"id": "x", "amount": 1}), json!({"id": "x", "amount": 2})]);
    assert_eq!((made[0].status, made[1].status), (200, 409));
    assert_eq!(town.invoices(), 2);
    assert_eq!(town.world.count("SELECT count(*) FROM legacy_payment"), 2);
}

#[test]
fn merchants_and_modes_do_not_see_each_others_ids() {
    let town = town();
    let other = town.world.merchant("other");
    let first = town.url(json!({"id": ID}));
    for key in [&other.test, &town.world.keys.live] {
        let stranger = Town { token: token(&town.world, key), world: World::new() };
        let ask = |path: &str, body: &Json| town.ask(path, body).send();
        let id = json!({"token": stranger.token, "id": ID});
        refusal(&ask("/api/get", &id), "nosuchlink");
        let page = json!({"token": stranger.token, "id": public_id(&first)});
        refusal(&ask("/api/get", &page), "nosuchlink");
    }
    let theirs = Town { token: token(&town.world, &other.test), world: World::new() };
    let made = town.ask("/api/create", &theirs.body(json!({"id": ID, "amount": "1"}))).send();
    assert_ne!(made.get("url"), first);
    assert_eq!(made.status, 200, "{}", made.text);
}

#[test]
fn a_token_opens_nothing_else_and_nothing_else_is_a_token() {
    let town = town();
    let refused = town.world.get("/api/v1/invoices").key(&town.token).send();
    assert_eq!((refused.status, refused.get("code")), (401, "key_invalid".to_owned()));
    let body = town.body(json!({"token": town.world.keys.test}));
    refusal(&town.ask("/api/create", &body).send(), "novalidtoken");
    let keys = town.world.get("/api/v1/keys").send();
    let keys = keys.json["data"].as_array().unwrap();
    let id = keys.iter().find(|key| key["kind"] == "legacy").unwrap()["id"].as_str().unwrap();
    town.world.ask(Method::Delete, &format!("/api/v1/keys/{id}")).send();
    refusal(&town.create(json!({})), "novalidtoken");
    assert_eq!(town.invoices(), 0);
}

#[test]
fn on_a_developers_machine_the_demo_key_is_a_token() {
    let world = World::with(|settings| settings.dev = true);
    let seeded = world.post("/dev/seed").send();
    let body = json!({"token": seeded.get("testKey"), "title": "t", "amount": 1});
    let made = world.post("/api/create/").without("authorization").json(&body).send();
    assert_eq!(made.get("status"), "success", "{}", made.text);
}

#[test]
fn live_money_needs_an_address_and_xrp_will_do() {
    let (live, at) = (live(), Instant::from_ms(START_MS));
    let town = Town { token: token(&live.world, &live.world.keys.live), world: World::new() };
    let create = || live.world.post("/api/create").json(&town.body(json!({}))).send();
    let price = |asset, value: &str| {
        let price = Price { value: value.parse().unwrap(), sources: "a b".to_owned(), at };
        (Pair { asset, fiat: Fiat::Eur }, price)
    };
    let prices = vec![price(Asset::Eurc, "1"), price(Asset::Xrp, "2")];
    quote::remember(&live.world.app, vec![Minute { at, prices }]);
    refusal(&create(), "nointegration");
    live.set("XRPL", &r(1));
    let made = create();
    let read = |answer: &Answer| {
        let path = format!("/api/v1/invoices/{}", answer.get("id"));
        live.world.get(&path).key(&live.world.keys.live).send().get("asset")
    };
    assert_eq!(read(&made), "XRP");
    live.set("STELLAR", &g(1));
    assert_eq!(read(&create()), "EURC");
}

#[test]
fn create_and_get_cost_one_call_and_a_known_id_two() {
    let town: &'static Town = Box::leak(Box::new(town()));
    town.status("x");
    let create =
        |more: Json| cost(&town.world, move || town.ask("/api/create", &town.body(more.clone())));
    assert_eq!(create(json!({"id": ID})), (1, 2));
    assert_eq!(create(json!({})), (1, 2));
    assert_eq!(create(json!({"id": ID})), (2, 1));
    let body = json!({"token": town.token, "id": ID});
    assert_eq!(cost(&town.world, || town.ask("/api/get", &body)), (1, 1));
}
