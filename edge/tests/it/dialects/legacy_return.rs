//! The payer's way back to the shop, with the two MD5s of seed 001.

use edge::gate::key::hash;
use serde_json::json;
use shared::key::Mode;

use super::legacy::{ID, TOKEN, Town, public_id, town};
use crate::support::{Answer, DAY_MS, World};

/// By Python's hashlib: of `TOKEN` and `ID`, of `success` and `ID`, of `failed` and `ID`.
const RETURN_ID: &str = "28459753bac2b7fa3f408631293c0163";
const SUCCESS: &str = "4dc28dc5ea70ecea7aca23ec1e0c40d1";
const FAILED: &str = "8870ce35c588c22c5fe8c7dd9c6e5462";

/// A token whose MD5s are known. Only its hash is in the database.
fn known_token() -> Town {
    let town = Town { token: TOKEN.to_owned(), ..town() };
    let hash = hash(TOKEN);
    assert_eq!(shared::key::mode_of(TOKEN), Some(Mode::Test));
    town.world.write(&format!("UPDATE api_key SET hash = '{hash}' WHERE kind = 'legacy'"));
    town
}

#[test]
fn the_way_back_carries_both_md5s_and_a_signature() {
    let town = known_token();
    let response = "https://example.com/back?a=1";
    let url = town.url(json!({"id": ID, "response": response}));
    let id = public_id(&url);
    let back = || town.world.get(&format!("/pay/{id}/return")).send();
    let to = |answer: &Answer| answer.header("location").unwrap().to_owned();
    let open = back();
    assert_eq!((open.status, to(&open)), (303, url.clone()));
    town.world.pay(json!({"invoice": id}));
    let paid = back();
    assert_eq!((paid.status, paid.header("referrer-policy")), (303, Some("no-referrer")));
    let start = format!("{response}&response={SUCCESS}&return_id={RETURN_ID}&invoice={id}");
    let start = format!("{start}&status=paid&ts=1768471200&sig=");
    assert!(to(&paid).starts_with(&start), "{} {start}", to(&paid));
    assert_eq!(to(&paid).len(), start.len() + 64);
    let page = town.world.get(&format!("/pay/{id}")).send();
    assert!(page.text.contains(&to(&paid).replace('&', "&amp;")), "{}", page.text);
    let kept = town.world.text("SELECT group_concat(return_id || id) FROM legacy_payment");
    assert_eq!(kept, format!("{RETURN_ID}{ID}"));
}

#[test]
fn what_runs_out_or_is_cancelled_has_failed() {
    let town = known_token();
    let response = "https://example.com/back";
    let url = town.url(json!({"id": ID, "response": response}));
    let cancelled = town.url(json!({"id": "c"}));
    let cancel = format!("/api/v1/invoices/{}/cancel", public_id(&cancelled));
    assert_eq!(town.world.post(&cancel).send().status, 200);
    assert_eq!(town.status("c").json, json!({"status": "failed"}));
    town.world.pass_ms(7 * DAY_MS);
    assert_eq!(town.status(ID).json, json!({"status": "pending"}));
    town.world.pass_ms(121_000);
    assert_eq!(town.status(ID).json, json!({"status": "failed"}));
    let steps = "SELECT count(*) FROM invoice_event";
    let before = town.world.count(steps);
    let back = town.world.get(&format!("/pay/{}/return", public_id(&url))).send();
    let start = format!("{response}?response={FAILED}&return_id={RETURN_ID}&invoice=");
    assert!(back.header("location").unwrap().starts_with(&start), "{start}");
    // Nothing to go back to: the page says how it ended.
    let page = town.world.get(&format!("/pay/{}/return", public_id(&cancelled))).send();
    assert_eq!(page.header("location"), Some(cancelled.as_str()));
    assert_eq!(town.world.count(steps), before);
    assert_eq!(town.world.get("/pay/nothing/return").send().status, 404);
}

#[test]
fn an_invoice_of_another_dialect_carries_no_md5() {
    let world = World::new();
    let made = world.invoice(json!({"returnUrl": "https://example.com/thanks"}));
    world.pay(json!({"invoice": made.get("id")}));
    let back = world.get(&format!("/pay/{}/return", made.get("publicId"))).send();
    let start = format!("https://example.com/thanks?invoice={}", made.get("publicId"));
    assert!(back.header("location").unwrap().starts_with(&start));
}
