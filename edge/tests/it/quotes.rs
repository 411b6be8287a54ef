//! Quotes: which one is in force, what money is measured by, and what there is without one.

use edge::actions::record_look::{self, Found};
use edge::actions::step::Writer;
use edge::http::Method;
use edge::platform::{Sql, Statement};
use edge::rails::{Look, Moved, Way};
use edge::store::watch as watches;
use edge::store::{fold, merchant};
use futures::executor::block_on;
use serde_json::{Value as Json, json};
use shared::currency::Asset;
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::reference::Pointer;
use shared::time::Instant;

use crate::support::live::g;
use crate::support::market::{MINUTE_MS, live, minutes, priced, say, script};
use crate::support::{Answer, START_MS, World};

fn read_live(world: &World, id: &str) -> Answer {
    world.get(&format!("/api/v1/invoices/{id}")).key(&world.keys.live).send()
}

/// An invoice of live mode over 10 EUR at 0.25, made at the start.
fn live_invoice(world: &World) -> String {
    let address = json!({"network": "STELLAR", "address": g(1)});
    let put = world.ask(Method::Put, "/api/v1/settlement").key(&world.keys.live);
    assert_eq!(put.json(&address).send().status, 200);
    world.pass_ms(-MINUTE_MS);
    minutes(world, 1);
    let made = ask_live(world);
    assert_eq!(made.status, 201, "{}", made.text);
    made.get("id")
}

fn ask_live(world: &World) -> Answer {
    let body = json!({"title": "t", "asset": "XLM", "pricingCurrency": "EUR",
        "pricingAmount": "10", "expiresIn": "1h"});
    world.post("/api/v1/invoices").key(&world.keys.live).json(&body).send()
}

/// So many whole XLM that a ledger closed at a moment, as a watcher finds them now.
fn pay_live(world: &World, memo: Option<String>, whole: i64, at: Instant) {
    let all = Statement::new("SELECT * FROM watch", Vec::new());
    let row = block_on(world.sql.batch(vec![all])).unwrap().row().unwrap();
    let watch = watches::read(&row).unwrap();
    let seen = Seen {
        key: format!("{}:{at}", watch.chain),
        transaction: at.to_string(),
        network: Asset::Xlm.network(),
        destination: watch.address.clone(),
        sender: None,
        reference: memo.clone(),
        asset_code: "XLM".to_owned(),
        scale: 7,
        amount: Amount::from_minor(whole * 10_000_000),
        at,
        state: PaymentState::Final,
    };
    let look = Look {
        moved: vec![Moved { seen, pointer: memo.map(Pointer::Memo), way: Way::In }],
        strange: Vec::new(),
        cursor: 1,
        span: None,
        read_until: None,
        goes_on: false,
        server: 0,
        down: Vec::new(),
    };
    let mut load = record_look::load(&watch, &look);
    load.push(merchant::load(&watch.owner));
    let mut answers = block_on(world.sql.batch(load)).unwrap();
    let mut found = Found::read(&mut answers);
    let merchant = merchant::read(&answers.row().unwrap());
    let now = world.clock.0.get();
    let writer = Writer::new(&world.app, &merchant, "ledger", None, now);
    let effects = found.record(&writer, &watch, &look);
    block_on(world.sql.batch(fold::fold(effects))).unwrap();
}

fn memo(world: &World, id: &str) -> Option<String> {
    Some(read_live(world, id).get("memo"))
}

fn after(ms: i64) -> Instant {
    Instant::from_ms(START_MS + ms)
}

#[test]
fn a_quote_is_replaced_at_exactly_fifteen_minutes_and_reading_writes_nothing() {
    let (world, said) = live();
    let id = live_invoice(&world);
    *said.borrow_mut() = [Some("0.20"); 3];
    minutes(&world, 14);
    *said.borrow_mut() = [Some("0.21"); 3];
    minutes(&world, 1);
    world.pass_ms(-1);
    let asked = |answer: &Answer| {
        (answer.get("expectedAmount"), answer.get("rate"), answer.get("quoteExpiresAt"))
    };
    let own = |one: &str, two: &str, three: &str| (one.into(), two.into(), three.into());
    let before = read_live(&world, &id);
    assert_eq!(asked(&before), own("40.00", "0.25", "2026-01-15T10:15:00.000Z"));
    world.pass_ms(1);
    let second = read_live(&world, &id);
    // 10 / 0.21 = 47.619047619…, up at the seventh place.
    assert_eq!(asked(&second), own("47.6190477", "0.21", "2026-01-15T10:30:00.000Z"));
    assert_eq!(second.json["rateSources"], json!(["kraken", "coinbase", "coingecko"]));
    assert_eq!(second.get("rateAt"), "2026-01-15T10:14:00.000Z");
    assert_eq!(second.get("rateSource"), "median");
    *said.borrow_mut() = [Some("0.22"); 3];
    minutes(&world, 14);
    assert_eq!(read_live(&world, &id).get("rate"), "0.21");
    let kept = "SELECT count(*) FROM invoice WHERE rate = '0.25' AND due = '400000000'";
    assert_eq!(world.count(kept), 1);
    assert_eq!(world.count("SELECT max(step) FROM invoice_event"), 1);
}

#[test]
fn the_first_counted_money_fixes_its_quote_for_ever() {
    let (world, said) = live();
    let id = live_invoice(&world);
    *said.borrow_mut() = [Some("0.20"); 3];
    minutes(&world, 16);
    pay_live(&world, memo(&world, &id), 20, after(15 * MINUTE_MS));
    let part = read_live(&world, &id);
    assert_eq!((part.get("status"), part.get("rate")), ("partially_paid".into(), "0.2".into()));
    assert_eq!(
        (part.get("remainingAmount"), &part.json["quoteExpiresAt"]),
        ("30.00".into(), &Json::Null)
    );
    *said.borrow_mut() = [Some("0.19"); 3];
    minutes(&world, 20);
    assert_eq!(read_live(&world, &id).get("remainingAmount"), "30.00");
    pay_live(&world, memo(&world, &id), 30, after(35 * MINUTE_MS));
    assert_eq!(read_live(&world, &id).get("status"), "paid");
}

#[test]
fn money_seen_long_after_it_came_is_measured_by_the_quote_of_its_own_time() {
    let (world, said) = live();
    let id = live_invoice(&world);
    *said.borrow_mut() = [Some("0.20"); 3];
    minutes(&world, 16);
    *said.borrow_mut() = [Some("0.21"); 3];
    minutes(&world, 10);
    *said.borrow_mut() = [Some("0.19"); 3];
    minutes(&world, 32);
    pay_live(&world, memo(&world, &id), 50, after(29 * MINUTE_MS));
    let paid = read_live(&world, &id);
    assert_eq!((paid.get("status"), paid.get("rate")), ("paid".into(), "0.2".into()));
    assert_eq!(paid.get("excessAmount"), "0");
}

#[test]
fn money_that_the_merchant_assigns_is_measured_by_the_quote_of_its_own_time() {
    let (world, said) = live();
    let id = live_invoice(&world);
    *said.borrow_mut() = [Some("0.20"); 3];
    minutes(&world, 16);
    *said.borrow_mut() = [Some("0.21"); 3];
    minutes(&world, 10);
    *said.borrow_mut() = [Some("0.19"); 3];
    minutes(&world, 32);
    pay_live(&world, None, 50, after(29 * MINUTE_MS));
    let live = &world.keys.live;
    let list = world.get("/api/v1/incoming-payments?disposition=unmatched").key(live).send();
    let payment = list.json["data"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/incoming-payments/{payment}/assign");
    let assigned = world.post(&path).key(live).json(&json!({"invoice": id})).send();
    assert_eq!((assigned.get("status"), assigned.get("rate")), ("paid".into(), "0.2".into()));
}

#[test]
fn a_live_invoice_costs_one_call_and_one_more_for_rates_that_are_a_minute_old() {
    let (world, said) = live();
    live_invoice(&world);
    let cost = |status| {
        world.sql.calls();
        assert_eq!(ask_live(&world).status, status);
        world.sql.calls()
    };
    assert_eq!(cost(201), 1);
    world.pass_ms(MINUTE_MS);
    assert_eq!(cost(201), 2);
    *said.borrow_mut() = [None; 3];
    world.pass_ms(4 * MINUTE_MS);
    assert_eq!(cost(503), 2);
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 3);
}

#[test]
fn late_money_is_measured_by_the_stored_rate_of_its_minute() {
    let (world, said) = live();
    let id = live_invoice(&world);
    minutes(&world, 63);
    *said.borrow_mut() = [Some("0.24"); 3];
    minutes(&world, 2);
    pay_live(&world, memo(&world, &id), 41, after(64 * MINUTE_MS + 30_000));
    let late = read_live(&world, &id);
    assert_eq!((late.get("status"), late.get("rate")), ("expired".into(), "0.24".into()));
    assert_eq!(late.get("expectedAmount"), "41.6666667");
    let path = format!("/api/v1/invoices/{id}/settle");
    let settled = world.post(&path).key(&world.keys.live).send();
    assert_eq!(settled.json["exceptions"], json!(["paid_late", "settled_short"]));
}

#[test]
fn without_a_reliable_rate_an_invoice_asks_for_nothing_and_says_so() {
    let (world, said) = live();
    let id = live_invoice(&world);
    minutes(&world, 10);
    *said.borrow_mut() = [Some("0.25"), Some("0.26"), None];
    minutes(&world, 6);
    let read = read_live(&world, &id);
    assert_eq!((read.status, read.get("quoteProblem")), (200, "no_reliable_rate".into()));
    for field in ["expectedAmount", "remainingAmount", "rate", "rateAt", "quoteExpiresAt"] {
        assert_eq!(read.json[field], Json::Null, "{field}");
    }
    let page = world.get(&format!("/pay/{}", read.get("publicId"))).send();
    assert!(page.status == 200 && !page.text.contains("web+stellar:pay"));
    let path = format!("/api/v1/invoices/{id}/notify");
    let mailed = world.post(&path).key(&world.keys.live).send();
    assert_eq!((mailed.status, mailed.get("code")), (503, "no_reliable_rate".into()));
}

#[test]
fn without_a_reliable_rate_nothing_is_made_and_the_same_key_may_try_again() {
    let world = World::new();
    say(&world, json!(["0.20", "0.25", null]));
    let body = json!({"title": "t", "asset": "XLM", "pricingCurrency": "EUR",
        "pricingAmount": "10"});
    let ask = || world.post("/api/v1/invoices").header("idempotency-key", "k").json(&body).send();
    let refused = ask();
    assert_eq!((refused.status, refused.get("code")), (503, "no_reliable_rate".to_owned()));
    assert_eq!(refused.header("retry-after"), Some("60"));
    for table in ["invoice", "idempotency", "event", "invoice_event"] {
        assert_eq!(world.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(world.invoice(json!({})).status, 201);
    say(&world, json!(["0.20", "0.20", null]));
    assert_eq!(ask().status, 201);
}

#[test]
fn a_test_invoice_follows_the_script_from_window_to_window_until_it_is_paid() {
    let world = World::new();
    let id = priced(&world, json!({})).get("id");
    say(&world, json!(["0.20", "0.20", "0.20"]));
    assert_eq!(world.read(&id).get("rate"), "0.23");
    let set = world.post("/api/v1/test/clock").json(&json!({"advance": "15m"})).send();
    assert_eq!(set.status, 200);
    assert_eq!(world.read(&id).get("expectedAmount"), "50.00");
    let page = world.get(&format!("/pay/{}", world.read(&id).get("publicId"))).send();
    assert!(page.text.contains("amount=50&"), "{}", page.text);
    let paid = world.pay(json!({"invoice": id}));
    assert_eq!(
        (paid.get("amount"), paid.json["invoice"]["status"].clone()),
        ("50.00".into(), json!("paid"))
    );
    say(&world, json!(["0.10", "0.10", "0.10"]));
    let read = world.read(&id);
    assert_eq!((read.get("receivedAmount"), read.get("rate")), ("50.00".into(), "0.2".into()));
    assert_eq!((read.get("excessAmount"), read.get("remainingAmount")), ("0".into(), "0".into()));
}

#[test]
fn a_pending_sighting_fixes_nothing() {
    let world = World::new();
    let id = priced(&world, json!({})).get("id");
    say(&world, json!(["0.20", "0.20", "0.20"]));
    world.pass_ms(15 * MINUTE_MS);
    let first = world.pay(json!({"invoice": id, "state": "pending"})).get("transaction");
    world.pay(json!({"transaction": first, "state": "failed"}));
    assert_eq!(world.count("SELECT count(*) FROM invoice WHERE rate = '0.23'"), 1);
    say(&world, json!(["0.10", "0.10", "0.10"]));
    assert_eq!(world.read(&id).get("expectedAmount"), "100.00");
}

#[test]
fn the_spread_and_the_tolerance_are_those_of_when_the_invoice_was_made() {
    let world = World::new();
    let set =
        world.patch("/api/v1/merchant").json(&json!({"spread": "2.5", "tolerance": "1"})).send();
    assert_eq!((set.get("spread"), set.get("tolerance")), ("2.5".into(), "1".into()));
    say(&world, json!(["0.20", "0.20", "0.20"]));
    let made = priced(&world, json!({}));
    // 10 / (0.20 * 0.975) = 51.282051282…
    assert_eq!((made.get("expectedAmount"), made.get("rate")), ("51.2820513".into(), "0.2".into()));
    world.patch("/api/v1/merchant").json(&json!({"spread": 0, "tolerance": "0"})).send();
    say(&world, json!(["0.10", "0.10", "0.10"]));
    world.pass_ms(15 * MINUTE_MS);
    assert_eq!(world.read(&made.get("id")).get("expectedAmount"), "102.5641026");
    // One per cent less is enough: 102.5641026 - 1.0256410.
    world.pay(json!({"invoice": made.get("id"), "amount": "101.5384616"}));
    assert_eq!(world.read(&made.get("id")).get("status"), "paid");
    for spread in ["5.01", "-1", "x"] {
        let refused = world.patch("/api/v1/merchant").json(&json!({"spread": spread})).send();
        assert_eq!(refused.status, 422, "{spread}");
    }
}

#[test]
fn a_period_without_a_rate_is_billed_when_there_is_one_again() {
    let world = World::new();
    let plan = json!({"title": "t", "pricingCurrency": "EUR", "pricingAmount": "10",
        "asset": "XLM", "interval": "DAILY", "clientEmail": "alex.buyer@example.com"});
    let made = world.post("/api/v1/recurring-plans").json(&plan).send();
    assert_eq!(made.status, 201, "{}", made.text);
    let bills = "SELECT count(*) FROM invoice";
    let before = world.count(bills);
    say(&world, json!([null, null, null]));
    world.pass_ms(25 * 60 * MINUTE_MS);
    for _ in 0..3 {
        world.tick();
        world.pass_ms(MINUTE_MS);
    }
    assert_eq!(world.count(bills), before);
    assert_eq!(script(&world, json!({"reset": true})).status, 200);
    for _ in 0..3 {
        world.tick();
        world.pass_ms(MINUTE_MS);
    }
    assert_eq!(world.count(bills), before + 1);
    let refused = {
        say(&world, json!([null, null, null]));
        let mut plan = plan;
        plan["startImmediately"] = json!(true);
        world.post("/api/v1/recurring-plans").json(&plan).send()
    };
    assert_eq!((refused.status, refused.get("code")), (503, "no_reliable_rate".to_owned()));
}
