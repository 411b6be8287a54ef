//! Merchants: the admin's door and the merchant's own settings.

use serde_json::{Value as Json, json};

use crate::support::{ADMIN, World};

#[test]
fn only_the_installs_secret_makes_merchants() {
    let world = World::new();
    let body = json!({"name": "x", "handle": "x", "email": "alex.buyer@example.com"});
    let ask = || world.post("/api/v1/admin/merchants").json(&body);
    assert_eq!(ask().without("authorization").send().status, 401);
    assert_eq!(ask().send().status, 401);
    assert_eq!(ask().key("wrong").send().status, 401);
    let made = ask().key(ADMIN).send();
    assert_eq!(made.status, 201);
    assert!(made.get("testKey").starts_with("plr_test_"));
    assert!(made.get("liveKey").starts_with("plr_live_"));
    let taken = ask().key(ADMIN).send();
    assert_eq!(taken.json["errors"]["handle"], json!(["is taken"]));
    let closed = World::with(|settings| settings.admin = Some(ADMIN.to_owned()));
    assert_eq!(closed.post("/api/v1/admin/merchants").key("").send().status, 401);
}

#[test]
fn bad_merchants_are_refused_by_field() {
    let world = World::new();
    let body = json!({"name": "", "handle": "Not A Slug", "email": "x", "zone": "Mars/Base"});
    let refused = world.post("/api/v1/admin/merchants").key(ADMIN).json(&body).send();
    let fields: Vec<_> = refused.json["errors"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["email", "handle", "name", "zone"]);
}

#[test]
fn a_merchant_changes_what_is_given_and_clears_what_is_null() {
    let world = World::new();
    let patch = |body: Json| world.patch("/api/v1/merchant").json(&body).send();
    let all = json!({
        "name": "Example Tea", "handle": "example-tea", "accent": "#1B5CD6",
        "logoUrl": "https://example.com/logo.png", "supportEmail": "help@example.com",
        "supportUrl": "https://example.com/help", "replyTo": "desk@example.com",
        "zone": "America/New_York", "language": "nl", "currency": "USD",
        "embedOrigins": ["https://shop.example.com"], "tolerance": "0.5", "acceptLateHours": 48
    });
    assert_eq!(patch(all).status, 200);
    let read = world.get("/api/v1/merchant").send();
    assert_eq!(read.get("name"), "Example Tea");
    assert_eq!((read.get("accent"), read.get("tolerance")), ("#1b5cd6".into(), "0.5".into()));
    assert_eq!(read.json["embedOrigins"], json!(["https://shop.example.com"]));
    patch(json!({"logoUrl": null, "tolerance": 0}));
    let read = world.get("/api/v1/merchant").send();
    assert_eq!(read.json["logoUrl"], Json::Null);
    assert_eq!(
        (read.get("tolerance"), read.get("supportUrl")),
        ("0".into(), "https://example.com/help".into())
    );
}

#[test]
fn bad_settings_are_refused_and_nothing_is_saved() {
    let world = World::new();
    for (body, field) in [
        (json!({"name": ""}), "name"),
        (json!({"handle": "-x"}), "handle"),
        (json!({"accent": "red"}), "accent"),
        (json!({"zone": "CET+1"}), "zone"),
        (json!({"language": "xx"}), "language"),
        (json!({"currency": "JPY"}), "currency"),
        (json!({"logoUrl": "http://example.com/x.png"}), "logoUrl"),
        (json!({"supportEmail": "x"}), "supportEmail"),
        (json!({"embedOrigins": ["*"]}), "embedOrigins"),
        (json!({"tolerance": "11"}), "tolerance"),
        (json!({"tolerance": "-1"}), "tolerance"),
        (json!({"acceptLateHours": 721}), "acceptLateHours"),
        (json!({"acceptLateHours": "24"}), "acceptLateHours"),
    ] {
        let refused = world.patch("/api/v1/merchant").json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"].get(field).is_some(), "{}", refused.text);
    }
    world.merchant("other");
    let taken = world.patch("/api/v1/merchant").json(&json!({"handle": "other"})).send();
    assert_eq!(taken.json["errors"]["handle"], json!(["is taken"]));
    assert_eq!(world.get("/api/v1/merchant").send().get("handle"), "example");
}

#[test]
fn a_change_of_one_setting_leaves_the_others() {
    let world = World::new();
    world.invoice(json!({}));
    let before = world.get("/api/v1/merchant").send();
    assert_eq!(before.get("name"), "Example Coffee");
    let names = ["supportUrl", "logoUrl"];
    for name in names {
        let url = json!({name: "https://example.com/x"});
        assert_eq!(world.patch("/api/v1/merchant").json(&url).send().status, 200);
    }
    let after = world.get("/api/v1/merchant").send();
    assert!(names.iter().all(|name| after.get(name) == "https://example.com/x"));
}
