//! What is no settlement address, who may set one, and what ledgers say about it.

use edge::http::Method;
use serde_json::{Value as Json, json};
use shared::address::strkey;

use crate::support::live::{USDC, codes, g, ledgers, live, r};
use crate::support::{DAY_MS, World};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn what_is_no_address_of_the_ledger_is_refused_with_a_reason() {
    let live = live();
    let muxed = strkey::muxed(&[1; 32], 7);
    let mistyped = g(1).replace('A', "B");
    // XLS-5: with tag 0, and of the test network.
    let tagged = "XVLhHMPHU98es4dbozjVtdWzVrDjtV8AqEL4xcZj5whKbmc";
    let test = "TVE26TYGhfLC7tQDno7G8dGtxSkYQn49b3qD26PK7FcGSKE";
    let seed = "SAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let cases = [
        ("STELLAR", muxed.as_str(), "memo id"),
        ("STELLAR", mistyped.as_str(), "wrong or missing character"),
        ("STELLAR", &r(1), "another network"),
        ("STELLAR", seed, "secret key"),
        ("STELLAR", "alex*example.com", "must be a Stellar address"),
        ("XRPL", &g(1), "another network"),
        ("XRPL", tagged, "destination tag"),
        ("XRPL", test, "test network"),
        ("XRPL", "r", "must be an XRP Ledger address"),
    ];
    for (network, address, reason) in cases {
        let refused = live.put(network, address);
        assert_eq!((refused.status, refused.get("code")), (422, "invalid".to_owned()), "{address}");
        let text = refused.json["errors"]["address"][0].as_str().unwrap();
        assert!(text.contains(reason), "{text}");
        assert!(!refused.text.contains(address) || address.len() == 1);
    }
    for (body, field) in [
        (json!({"address": g(1)}), "network"),
        (json!({"network": "STELLAR"}), "address"),
        (json!({"network": "BITCOIN", "address": g(1)}), "network"),
        (json!({"network": "STELLAR", "address": 5}), "address"),
    ] {
        let ask = live.world.ask(Method::Put, "/api/v1/settlement").key(&live.world.keys.live);
        let refused = ask.json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"][field].is_array(), "{}", refused.text);
    }
    assert_eq!(live.world.count("SELECT count(*) FROM settlement"), 0);
    assert!(live.world.fetch.sent.borrow().is_empty());
}

#[test]
fn an_install_without_a_ledger_has_no_address_on_it() {
    let world = World::with(|settings| {
        settings.ledgers = ledgers();
        settings.ledgers.xrpl.servers = Vec::new();
    });
    let put = |network: &str, address: &str| {
        let body = json!({"network": network, "address": address});
        let ask = world.ask(Method::Put, "/api/v1/settlement").key(&world.keys.live);
        ask.json(&body).send()
    };
    let refused = put("XRPL", &r(1));
    assert_eq!((refused.status, refused.get("code")), (422, "network_not_configured".to_owned()));
    assert_eq!(put("STELLAR", &g(1)).status, 200);
}

#[test]
fn test_mode_shows_its_sandbox_and_cannot_change_it() {
    let live = live();
    let state = live.world.get("/api/v1/settlement").send();
    assert_eq!((state.status, state.get("mode")), (200, "test".to_owned()));
    let made = live.world.invoice(json!({}));
    let stellar = &state.json["data"][0];
    assert_eq!(stellar["address"].as_str(), Some(made.get("destinationAddress").as_str()));
    assert_eq!((&stellar["chain"], &stellar["warnings"]), (&json!("sandbox"), &json!([])));
    let refused = live.put_as(&live.world.keys.test, "STELLAR", &g(1));
    assert_eq!((refused.status, refused.get("code")), (403, "wrong_mode".to_owned()));
}

#[test]
fn the_scope_is_in_no_key_unless_asked_for() {
    let live = live();
    let make = |body: Json| {
        live.world.post("/api/v1/keys").key(&live.world.keys.live).json(&body).send().get("key")
    };
    let usual = make(json!({"name": "Shop"}));
    let refused = live.put_as(&usual, "STELLAR", &g(1));
    assert_eq!((refused.status, refused.get("code")), (403, "missing_scope".to_owned()));
    assert_eq!(live.world.get("/api/v1/settlement").key(&usual).send().status, 403);
    let asked = make(json!({"name": "Treasurer", "scopes": ["settlement:write"]}));
    assert_eq!(live.put_as(&asked, "STELLAR", &g(1)).status, 200);
    assert_eq!(live.world.get("/api/v1/settlement").key(&asked).send().status, 200);
}

#[test]
fn what_the_ledger_says_is_a_warning() {
    let live = live();
    let trusts = |code: &str, issuer: &str| {
        json!({"asset_type": "credit_alphanum4", "asset_code": code, "asset_issuer": issuer,
            "balance": "0.0000000", "limit": "922337203685.4775807",
            "buying_liabilities": "0.0000000", "is_authorized": true})
    };
    live.account(&g(1), json!({"balances": [trusts("USDC", USDC), trusts("EURC", &g(9))]}));
    let set = live.set("STELLAR", &g(1));
    let stellar = &set.json["data"][0];
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_EURC", "memo_not_required"]);
    assert_eq!(stellar["checkedAt"], "2026-01-15T10:00:00.000Z");
    let text = stellar["warnings"][0]["text"].as_str().unwrap();
    assert_eq!(text, "This account has no trustline for EURC: payments in it fail.");
    // Payments in what it cannot take are asked for all the same.
    assert_eq!(live.paid_at("EURC"), g(1));
    let sent = live.world.fetch.sent.borrow()[0].clone();
    assert_eq!(sent.url, format!("https://h1.example.com/accounts/{}", g(1)));
    assert_eq!((sent.timeout_ms, sent.body.is_none()), (3_000, true));
    assert!(sent.headers.contains(&("x-key".to_owned(), "a key".to_owned())));
    // The next server is asked, and what waits has warnings of its own.
    let root = json!({"result": {"validated": true, "status": "success",
        "account_data": {"Account": r(1), "Balance": "1", "Flags": 16_777_216}}});
    live.said.borrow_mut().insert("https://x1.example.com".to_owned(), (503, json!("busy")));
    live.said.borrow_mut().insert("https://x2.example.com".to_owned(), (200, root));
    let set = live.set("XRPL", &r(1));
    assert_eq!(codes(&set.json["data"][1]["warnings"]), ["no_require_dest", "deposit_auth"]);
    let missing = json!({"type": "https://stellar.org/horizon-errors/not_found", "status": 404});
    let path = format!("https://h1.example.com/accounts/{}", g(2));
    live.said.borrow_mut().insert(path, (404, missing));
    let set = live.set("STELLAR", &g(2));
    let stellar = &set.json["data"][0];
    assert_eq!(codes(&stellar["pending"]["warnings"]), ["no_account"]);
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_EURC", "memo_not_required"]);
}

#[test]
fn a_ledger_out_of_reach_is_a_warning_and_is_asked_again_within_the_hour() {
    let live = live();
    let set = live.set("STELLAR", &g(1));
    assert_eq!(codes(&set.json["data"][0]["warnings"]), ["not_checked"]);
    assert_eq!(set.json["data"][0]["checkedAt"], Json::Null);
    let asked: Vec<String> =
        live.world.fetch.sent.borrow().iter().map(|one| one.url.clone()).collect();
    assert_eq!(asked.len(), 2);
    assert!(asked[0].starts_with("https://h1.") && asked[1].starts_with("https://h2."));
    live.account(&g(1), json!({"data": {"config.memo_required": "MQ=="}}));
    live.world.tick();
    let warnings = || live.state().json["data"][0]["warnings"].clone();
    assert_eq!(codes(&warnings()), ["not_checked"]);
    live.world.pass_ms(HOUR_MS);
    live.world.tick();
    assert_eq!(codes(&warnings()), ["no_trustline_USDC", "no_trustline_EURC"]);
}

#[test]
fn the_ledger_is_asked_again_every_day_and_what_it_said_stands_while_nobody_answers() {
    let live = live();
    live.account(&g(1), json!({}));
    live.set("STELLAR", &g(1));
    let looks = || {
        let sent = live.world.fetch.sent.borrow();
        sent.iter().filter(|one| one.url.ends_with(&g(1))).count()
    };
    let before = looks();
    live.world.pass_ms(DAY_MS - 1);
    live.world.tick();
    assert_eq!(looks(), before);
    live.account(&g(1), json!({"data": {"config.memo_required": "MQ=="}}));
    live.world.pass_ms(1);
    live.world.tick();
    assert_eq!(looks(), before + 1);
    live.world.tick();
    assert_eq!(looks(), before + 1);
    let stellar = live.state().json["data"][0].clone();
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_USDC", "no_trustline_EURC"]);
    assert_eq!(stellar["checkedAt"], "2026-01-16T10:00:00.000Z");
    live.said.borrow_mut().clear();
    live.world.pass_ms(DAY_MS);
    live.world.tick();
    let stellar = live.state().json["data"][0].clone();
    let codes = codes(&stellar["warnings"]);
    assert_eq!(codes, ["no_trustline_USDC", "no_trustline_EURC", "not_checked"]);
    assert_eq!(stellar["checkedAt"], "2026-01-16T10:00:00.000Z");
}

#[test]
fn a_repeated_wish_is_done_once() {
    let live = live();
    live.set("STELLAR", &g(1));
    let ask = || {
        let body = json!({"network": "STELLAR", "address": g(2)});
        let ask = live.world.ask(Method::Put, "/api/v1/settlement").key(&live.world.keys.live);
        ask.header("idempotency-key", "k").json(&body).send()
    };
    let first = ask();
    assert_eq!(first.status, 200, "{}", first.text);
    live.world.pass_ms(HOUR_MS);
    let again = ask();
    assert_eq!((again.header("idempotent-replayed"), &again.text), (Some("true"), &first.text));
    assert_eq!(live.world.count("SELECT count(*) FROM settlement"), 2);
}

#[test]
fn nobody_drowns_the_owner_in_mails() {
    let live = live();
    live.set("STELLAR", &g(1));
    for number in 2..=10 {
        live.set("STELLAR", &g(number));
    }
    let refused = live.put("STELLAR", &g(11));
    assert_eq!((refused.status, refused.get("code")), (429, "rate_limited".to_owned()));
    // Going back to what holds is always possible.
    live.set("STELLAR", &g(1));
    live.world.pass_ms(DAY_MS);
    assert_eq!(live.put("STELLAR", &g(11)).status, 200);
}

#[test]
fn a_live_subscription_is_billed_at_the_address_that_holds_then() {
    let live = live();
    live.set("STELLAR", &g(1));
    let world = &live.world;
    let plan = json!({"title": "Hosting", "expectedAmount": "5", "interval": "MONTHLY",
        "customerEmail": "alex.buyer@example.com", "startImmediately": true});
    let made = world.post("/api/v1/recurring-plans").key(&world.keys.live).json(&plan).send();
    assert_eq!(made.status, 201, "{}", made.text);
    live.set("STELLAR", &g(2));
    world.pass_ms(31 * DAY_MS);
    world.tick();
    let paid_at = live.text("SELECT group_concat(destination, ' ') FROM invoice ORDER BY rowid");
    assert_eq!(paid_at, format!("{} {}", g(1), g(2)));
}

#[test]
fn every_route_of_settlement_keeps_its_budget_of_d1_calls() {
    let live = live();
    let world = &live.world;
    live.state();
    world.after();
    world.sql.calls();
    let cost = |what: &dyn Fn()| {
        what();
        let before = world.sql.calls();
        world.after();
        (before, world.sql.calls())
    };
    let get = || drop(live.state());
    let put = || drop(live.set("STELLAR", &g(1)));
    assert_eq!(cost(&get), (1, 1));
    assert_eq!(cost(&put), (2, 3));
    live.state();
    live.set("STELLAR", &g(2));
    world.after();
    let link = live.link();
    world.sql.calls();
    assert_eq!(cost(&|| drop(world.get(&link).send())), (1, 0));
    assert_eq!(cost(&|| drop(world.post(&link).send())), (2, 1));
}
