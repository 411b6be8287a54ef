//! Pages over the router: headers, states, the test panel, the state endpoint.

use edge::http::Method;
use serde_json::json;

use crate::support::{Answer, World};

fn page(world: &World, id: &str) -> Answer {
    world.get(&format!("/pay/{id}")).without("authorization").send()
}

fn press(world: &World, id: &str, button: &str, from: &str) -> Answer {
    world
        .ask(Method::Post, &format!("/pay/{id}/test"))
        .without("authorization")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(&format!("pay={button}&from={from}"))
        .send()
}

#[test]
fn the_page_is_complete_and_payable_in_one_request() {
    let world = World::new();
    let made = world.invoice(json!({"orderId": "ORD-9001"}));
    let shown = page(&world, &made.get("publicId"));
    assert_eq!(shown.status, 200);
    for text in ["Consulting Deposit", "Example Coffee", "web+stellar:pay?destination=", "<svg"] {
        assert!(shown.text.contains(text), "{text}");
    }
    let memo = made.get("memo");
    assert!(shown.text.contains(&memo), "{memo}");
}

#[test]
fn every_page_has_its_headers() {
    let world = World::new();
    let made = world.invoice(json!({}));
    for path in
        [format!("/pay/{}", made.get("publicId")), "/pay/nothing".to_owned(), "/x".to_owned()]
    {
        let shown = world.get(&path).without("authorization").send();
        let policy = shown.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}");
        assert!(policy.contains("require-trusted-types-for 'script'"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(shown.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(shown.header("cache-control"), Some("no-store"));
        assert_eq!(shown.header("x-frame-options"), Some("DENY"));
        assert_eq!(shown.header("set-cookie"), None);
        assert!(shown.header("x-request-id").is_some());
    }
}

#[test]
fn the_frame_may_be_framed_by_whom_the_merchant_names() {
    let world = World::new();
    let id = world.invoice(json!({})).get("publicId");
    let framed = || world.get(&format!("/embed/pay/{id}")).send();
    let policy = |answer: &Answer| answer.header("content-security-policy").unwrap().to_owned();
    assert!(policy(&framed()).ends_with("frame-ancestors *"));
    assert_eq!(framed().header("x-frame-options"), None);
    let body = json!({"embedOrigins": ["https://shop.example.com", "https://example.com"]});
    world.patch("/api/v1/merchant").json(&body).send();
    let ends = "frame-ancestors https://shop.example.com https://example.com";
    assert!(policy(&framed()).ends_with(ends));
}

#[test]
fn the_panel_reaches_every_state() {
    for (button, status) in [
        ("exact", "paid"),
        ("half", "partially_paid"),
        ("double", "paid"),
        ("late", "paid"),
        ("wrong_memo", "unpaid"),
        ("wrong_asset", "unpaid"),
        ("pending", "pending"),
    ] {
        let world = World::new();
        let id = world.invoice(json!({})).get("publicId");
        let pressed = press(&world, &id, button, "pay");
        assert_eq!(pressed.status, 303, "{button}: {}", pressed.text);
        let back = format!("https://pay.example.com/pay/{id}");
        assert_eq!(pressed.header("location"), Some(back.as_str()));
        assert_eq!(world.read(&id).get("status"), status, "{button}");
        assert_eq!(page(&world, &id).status, 200);
    }
}

#[test]
fn half_and_then_exact_pays_the_rest() {
    let world = World::new();
    let id = world.invoice(json!({})).get("publicId");
    press(&world, &id, "half", "pay");
    press(&world, &id, "exact", "embed");
    let read = world.read(&id);
    assert_eq!((read.get("status"), read.get("receivedAmount")), ("paid".into(), "10.00".into()));
    assert_eq!(read.json["exceptions"], json!([]));
}

#[test]
fn pending_then_final_pays() {
    let world = World::new();
    let id = world.invoice(json!({})).get("publicId");
    press(&world, &id, "pending", "pay");
    assert_eq!(
        press(&world, &id, "final", "embed").header("location"),
        Some(format!("https://pay.example.com/embed/pay/{id}").as_str())
    );
    assert_eq!(world.read(&id).get("status"), "paid");
}

#[test]
fn a_button_that_is_not_there_is_not_found_and_writes_nothing() {
    let world = World::new();
    let id = world.invoice(json!({})).get("publicId");
    for button in ["", "free", "final"] {
        assert_eq!(press(&world, &id, button, "pay").status, 404, "{button}");
    }
    assert_eq!(press(&world, "nothing", "exact", "pay").status, 404);
    assert_eq!(world.count("SELECT count(*) FROM sandbox_entry"), 0);
}

#[test]
fn the_state_has_an_etag_that_changes_with_what_the_card_says() {
    let world = World::new();
    let id = world.invoice(json!({"expiresIn": "1h"})).get("publicId");
    let path = format!("/pay/{id}/state");
    let first = world.get(&path).send();
    let tag = first.header("etag").unwrap().to_owned();
    let same = world.get(&path).header("if-none-match", &format!("W/{tag}")).send();
    assert_eq!((same.status, same.text.len()), (304, 0));
    press(&world, &id, "half", "pay");
    let next = world.get(&path).header("if-none-match", &tag).send();
    assert_eq!((next.status, next.json["status"].as_str()), (200, Some("partially_paid")));
    let tag = next.header("etag").unwrap().to_owned();
    world.pass_ms(3_600_000);
    assert_eq!(world.get(&path).header("if-none-match", &tag).send().status, 200);
    assert_eq!(world.get("/pay/nothing/state").send().status, 404);
}

#[test]
fn a_paid_page_leads_back_with_a_signature() {
    let world = World::new();
    let made = world.invoice(json!({"returnUrl": "https://example.com/thanks?order=1"}));
    let id = made.get("publicId");
    assert!(!page(&world, &id).text.contains("https://example.com/thanks"));
    press(&world, &id, "exact", "pay");
    let shown = page(&world, &id).text;
    let ts = "1768471200";
    let signed = format!("{id}.paid.{ts}");
    let sig: String =
        shared::webhook::hmac(world.keys.webhook_secret.as_bytes(), &[signed.as_bytes()])
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
    let href = format!(
        "https://example.com/thanks?order=1&amp;invoice={id}&amp;status=paid&amp;ts={ts}\
         &amp;sig={sig}"
    );
    assert!(shown.contains(&href), "{shown}");
}

#[test]
fn hostile_texts_stay_texts() {
    let world = World::new();
    let title = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let made = world.invoice(json!({"title": title, "description": title, "orderId": title}));
    let shown = page(&world, &made.get("publicId")).text;
    assert!(!shown.contains("<script>alert") && !shown.contains("<img src=x"));
}

#[test]
fn an_amount_of_ones_own_is_taken_from_the_query_and_changes_nothing() {
    let world = World::new();
    let body = json!({"title": "Tip", "allowCustomAmount": true, "minAmount": "5"});
    let id = world.post("/api/v1/invoices").json(&body).send().get("publicId");
    let shown = |query: &str| world.get(&format!("/pay/{id}{query}")).send().text;
    assert!(shown("?amount=12.5").contains("amount=12.5"));
    assert!(!shown("?amount=4").contains("amount=4&amp;"));
    assert!(!shown("?amount=%3Cscript%3E").contains("<script>"));
    assert_eq!(world.read(&id).get("status"), "unpaid");
}

#[test]
fn development_doors_are_closed_elsewhere_and_dev_answers_on_loopback_only() {
    let dev = World::with(|settings| settings.dev = true);
    assert_eq!(dev.get("/dev/mail").at("pay.example.com").send().status, 421);
    assert_eq!(dev.get("/dev/mail").at("127.0.0.1").send().status, 200);
    assert_eq!(dev.get("/dev/panic").at("127.0.0.1").send().status, 500);
    let world = World::new();
    assert_eq!(world.post("/dev/seed").send().status, 404);
    assert_eq!(world.get("/dev/mail").send().status, 404);
    assert_eq!(world.get("/dev/panic").send().status, 404);
}

#[test]
fn health_says_whether_the_database_answers() {
    let world = World::new();
    assert_eq!(world.get("/health").send().json["ok"], json!(true));
    world.sql.fail_next(edge::platform::SqlError::Overloaded);
    let sick = world.get("/health").send();
    assert_eq!((sick.status, &sick.json["ok"]), (503, &json!(false)));
}

#[test]
fn a_page_that_failed_says_the_request_id_and_nothing_else() {
    use edge::platform::SqlError;
    let world = World::new();
    let id = world.invoice(json!({})).get("publicId");
    world.sql.fail_next(SqlError::Other("no such table: secret_things".to_owned()));
    let failed = page(&world, &id);
    assert_eq!(failed.status, 500);
    assert!(failed.text.contains(failed.header("x-request-id").unwrap()));
    assert!(!failed.text.contains("secret_things"));
    assert!(world.log.0.borrow()[0].contains("secret_things"));
}
