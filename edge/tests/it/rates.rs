//! Prices: what sources say, what is believed, and which quote an invoice asks by.

use std::cell::RefCell;
use std::rc::Rc;

use edge::actions::step::Writer;
use edge::actions::{quote, record_payment};
use edge::ledgers::LedgerServer;
use edge::platform::{Incoming, Outgoing, Sql, SqlError, Statement};
use edge::store::{Owner, invoice, merchant, rate};
use futures::executor::block_on;
use serde_json::{Value as Json, json};
use shared::currency::{Asset, Fiat};
use shared::key::Mode;
use shared::money::Amount;
use shared::payment::{PaymentState, Seen};
use shared::price::{Pair, Rates};
use shared::time::Instant;

use crate::support::{Answer, START_MS, World};

const MINUTE_MS: i64 = 60_000;
const XLMEUR: Pair = Pair { asset: Asset::Xlm, fiat: Fiat::Eur };

/// What the three sources say XLM costs in euros, and nothing of anything else; `None`: that one
/// answers 503.
type Said = Rc<RefCell<[Option<&'static str>; 3]>>;

fn answer(said: [Option<&str>; 3], now_s: i64, request: &Outgoing) -> Incoming {
    let (index, wrap): (usize, fn(&str, i64) -> String) = match request.url.as_str() {
        url if url.contains("kraken") => (0, |price, _| {
            format!(r#"{{"error":[],"result":{{"XXLMZEUR":{{"a":["{price}"],"b":["{price}"]}}}}}}"#)
        }),
        // One XLM is one dollar, and so many euros are one dollar.
        url if url.contains("coinbase") => (1, |price, _| {
            format!(r#"{{"data":{{"currency":"USD","rates":{{"XLM":"1","EUR":"{price}"}}}}}}"#)
        }),
        _ => (2, |price, now_s| {
            format!(r#"{{"stellar":{{"eur":{price},"last_updated_at":{now_s}}}}}"#)
        }),
    };
    let body = said[index].map(|price| wrap(price, now_s));
    let status = if body.is_some() { 200 } else { 503 };
    Incoming { status, headers: Vec::new(), body: body.unwrap_or_default().into_bytes() }
}

/// An install with live mode, whose sources say what is in the cell.
fn live() -> (World, Said) {
    let world = World::with(|settings| {
        let url = "https://xrpl.example.com".to_owned();
        settings.ledgers.xrpl.servers.push(LedgerServer { url, headers: Vec::new() });
    });
    let said: Said = Rc::new(RefCell::new([Some("0.25"); 3]));
    let (told, clock) = (said.clone(), world.clock.clone());
    *world.fetch.server.borrow_mut() = Some(Box::new(move |request| {
        let known = ["kraken", "coinbase", "coingecko"].iter().any(|it| request.url.contains(it));
        known.then(|| Ok(answer(*told.borrow(), clock.0.get().seconds(), request)))
    }));
    (world, said)
}

/// Ticks at the beginning of each of so many minutes.
fn minutes(world: &World, count: i64) {
    for _ in 0..count {
        world.tick();
        world.pass_ms(MINUTE_MS);
    }
}

/// The rate of XLM in euros, with the live key.
fn rate_of(world: &World) -> Json {
    let all = world.get("/api/v1/rates").key(&world.keys.live).send();
    assert_eq!(all.status, 200, "{}", all.text);
    let mut rates = all.json["data"].as_array().unwrap().iter();
    let found = rates.find(|one| one["asset"] == "XLM" && one["currency"] == "EUR");
    found.cloned().unwrap_or(Json::Null)
}

fn priced(world: &World, more: Json) -> Answer {
    let mut body = json!({"title": "t", "asset": "XLM", "pricingCurrency": "EUR",
        "pricingAmount": "10", "expiresIn": "1h"});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    world.post("/api/v1/invoices").json(&body).send()
}

fn script(world: &World, body: Json) -> Answer {
    world.post("/api/v1/test/rates").json(&body).send()
}

fn say(world: &World, prices: Json) {
    let set = script(world, json!({"asset": "XLM", "currency": "EUR", "prices": prices}));
    assert_eq!(set.status, 200, "{}", set.text);
}

fn run(world: &World, sql: &str) {
    let statement = Statement::new(sql, Vec::new());
    block_on(world.sql.batch(vec![statement])).unwrap();
}

/// An invoice of live mode over 10 EUR at 0.25, made at the start.
fn live_invoice(world: &World) -> String {
    say(world, json!(["0.25", "0.25", "0.25"]));
    let id = priced(world, json!({})).get("id");
    run(world, "UPDATE invoice SET mode = 'live'");
    id
}

fn read_live(world: &World, id: &str) -> Answer {
    world.get(&format!("/api/v1/invoices/{id}")).key(&world.keys.live).send()
}

/// So many whole XLM that a ledger closed at a moment, as a watcher records them.
fn pay_live(world: &World, id: &str, whole: i64, at: Instant) {
    let name = "SELECT merchant FROM invoice LIMIT 1";
    let statement = Statement::new(name, Vec::new());
    let row = block_on(world.sql.batch(vec![statement])).unwrap().row().unwrap();
    let owner = Owner { merchant: row.text("merchant"), mode: Mode::Live };
    let mut load = invoice::one(&owner, id).to_vec();
    load.extend([merchant::load(&owner), rate::around(&[at])]);
    let mut answers = block_on(world.sql.batch(load)).unwrap();
    let mut record = invoice::read_one(&mut answers).unwrap();
    let merchant = merchant::read(&answers.row().unwrap());
    let older = rate::read_minutes(&answers.rows());
    record.quoting.as_mut().unwrap().rates.extend(&older);
    let seen = Seen {
        key: at.to_string(),
        transaction: at.to_string(),
        network: Asset::Xlm.network(),
        destination: record.destination.clone(),
        sender: None,
        reference: None,
        asset_code: "XLM".to_owned(),
        scale: 7,
        amount: Amount::from_minor(whole * 10_000_000),
        at,
        state: PaymentState::Final,
    };
    let now = world.clock.0.get();
    let writer = Writer::new(&world.app, &merchant, "stellar", None, now);
    let recorded = record_payment::record(seen, Some(&mut record), &owner, &writer);
    block_on(world.sql.batch(recorded.statements)).unwrap();
}

fn after(ms: i64) -> Instant {
    Instant::from_ms(START_MS + ms)
}

#[test]
fn each_minute_has_one_row_that_holds_from_the_next_on() {
    let (world, _) = live();
    assert_eq!(rate_of(&world), Json::Null);
    world.tick();
    world.tick();
    let asked = world.fetch.sent.borrow().iter().filter(|it| it.url.contains("kraken")).count();
    assert_eq!(asked, 1);
    assert_eq!(world.count("SELECT count(*) FROM rate"), 1);
    assert_eq!(world.count("SELECT at FROM rate"), START_MS + MINUTE_MS);
    assert_eq!(rate_of(&world), Json::Null);
    world.pass_ms(MINUTE_MS);
    let rate = rate_of(&world);
    assert_eq!((&rate["price"], &rate["dropped"]), (&json!("0.25"), &json!([])));
    assert_eq!(rate["sources"], json!(["kraken", "coinbase", "coingecko"]));
    assert_eq!(rate["at"], json!("2026-01-15T10:00:00.000Z"));
    // So near to the next minute that the row might not be there when it begins.
    world.pass_ms(55_000);
    world.tick();
    assert_eq!(world.count("SELECT max(at) FROM rate"), START_MS + 3 * MINUTE_MS);
}

#[test]
fn an_install_without_live_mode_asks_nobody() {
    let world = World::new();
    world.tick();
    assert_eq!(world.fetch.sent.borrow().len(), 0);
    assert_eq!(world.count("SELECT count(*) FROM rate"), 0);
}

#[test]
fn a_minute_of_prices_costs_two_calls_and_three_requests() {
    let (world, _) = live();
    world.tick();
    world.sql.calls();
    world.app.memory.rates.borrow_mut().clear();
    let without = {
        let world = World::new();
        world.sql.calls();
        world.tick();
        world.sql.calls()
    };
    world.pass_ms(MINUTE_MS);
    world.fetch.sent.borrow_mut().clear();
    world.tick();
    let asked = world.fetch.sent.borrow();
    let prices = asked.iter().filter(|it| !it.url.contains("xrpl")).count();
    // One call more asks which addresses' turn it is: none has one yet.
    assert_eq!((world.sql.calls() - without, prices), (2 + 1, 3));
}

#[test]
fn the_median_is_used_and_who_is_too_far_away_is_named() {
    let (world, said) = live();
    *said.borrow_mut() = [Some("0.25"), Some("0.30"), Some("0.252")];
    minutes(&world, 1);
    let rate = rate_of(&world);
    assert_eq!((&rate["price"], &rate["spread"]), (&json!("0.251"), &json!("0")));
    assert_eq!(rate["sources"], json!(["kraken", "coingecko"]));
    let dropped = json!([{"source": "coinbase", "reason": "outlier", "price": "0.3",
        "at": "2026-01-15T10:00:00.000Z"}]);
    assert_eq!(rate["dropped"], dropped);
    let all = world.get("/api/v1/rates").key(&world.keys.live).send();
    assert_eq!(all.json["data"].as_array().unwrap().len(), 12);
    assert_eq!(all.json["data"][0]["problem"], json!("too_few_sources"));
}

#[test]
fn what_a_source_said_counts_for_five_minutes_after_it_fell_silent() {
    let (world, said) = live();
    minutes(&world, 1);
    *said.borrow_mut() = [Some("0.25"), None, None];
    minutes(&world, 4);
    assert_eq!(rate_of(&world)["price"], json!("0.25"));
    world.pass_ms(1);
    assert_eq!(rate_of(&world)["problem"], json!("stale"));
    world.pass_ms(-1);
    minutes(&world, 2);
    let rate = rate_of(&world);
    assert_eq!((&rate["price"], &rate["problem"]), (&Json::Null, &json!("too_few_sources")));
    let reasons = rate["dropped"].as_array().unwrap().iter().map(|it| it["reason"].clone());
    assert_eq!(reasons.collect::<Vec<_>>(), ["unconfirmed", "error", "error"]);
    // And when nobody asks any more, nothing holds for longer than that.
    *said.borrow_mut() = [Some("0.25"); 3];
    minutes(&world, 1);
    assert_eq!(rate_of(&world)["price"], json!("0.25"));
    world.pass_ms(4 * MINUTE_MS);
    assert_eq!(rate_of(&world)["price"], json!("0.25"));
    world.pass_ms(1);
    assert_eq!(rate_of(&world)["problem"], json!("stale"));
}

#[test]
fn a_jump_is_refused_for_three_minutes() {
    let (world, said) = live();
    minutes(&world, 1);
    *said.borrow_mut() = [Some("0.30"); 3];
    for _ in 0..3 {
        minutes(&world, 1);
        let rate = rate_of(&world);
        assert_eq!((&rate["price"], &rate["problem"]), (&Json::Null, &json!("jump")));
    }
    minutes(&world, 1);
    assert_eq!(rate_of(&world)["price"], json!("0.3"));
}

#[test]
fn a_lost_row_is_made_up_for_by_the_next_minute() {
    let (world, _) = live();
    world.sql.fail_next(SqlError::Overloaded);
    minutes(&world, 1);
    assert_eq!(world.count("SELECT count(*) FROM rate"), 0);
    minutes(&world, 1);
    assert_eq!(rate_of(&world)["price"], json!("0.25"));
}

#[test]
fn rates_are_forgotten_after_thirty_days() {
    let (world, _) = live();
    minutes(&world, 2);
    world.pass_ms(31 * 24 * 60 * MINUTE_MS);
    world.tick();
    assert_eq!(world.count("SELECT count(*) FROM rate"), 1);
}

#[test]
fn new_invoices_are_priced_from_memory_and_load_rates_that_are_a_minute_old() {
    let (world, _) = live();
    minutes(&world, 1);
    let price = || {
        let rates = quote::rates(&world.app, Mode::Live, &Default::default());
        rates.at(XLMEUR, world.clock.0.get()).map(|price| price.value.to_string())
    };
    let calls = || {
        world.sql.calls();
        block_on(quote::load(&world.app, Mode::Live));
        world.sql.calls()
    };
    assert_eq!((price(), calls()), (Some("0.25".to_owned()), 0));
    world.app.memory.rates.borrow_mut().clear();
    assert_eq!((price(), calls(), calls()), (None, 1, 0));
    assert_eq!(price(), Some("0.25".to_owned()));
    world.pass_ms(MINUTE_MS);
    assert_eq!(calls(), 1);
    world.pass_ms(3 * MINUTE_MS);
    assert_eq!(price(), Some("0.25".to_owned()));
    world.pass_ms(1);
    assert_eq!(price(), None);
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
    pay_live(&world, &id, 20, after(15 * MINUTE_MS));
    let part = read_live(&world, &id);
    assert_eq!((part.get("status"), part.get("rate")), ("partially_paid".into(), "0.2".into()));
    assert_eq!(
        (part.get("remainingAmount"), &part.json["quoteExpiresAt"]),
        ("30.00".into(), &Json::Null)
    );
    *said.borrow_mut() = [Some("0.19"); 3];
    minutes(&world, 20);
    assert_eq!(read_live(&world, &id).get("remainingAmount"), "30.00");
    pay_live(&world, &id, 30, after(35 * MINUTE_MS));
    assert_eq!(read_live(&world, &id).get("status"), "paid");
}

#[test]
fn money_seen_long_after_it_came_is_measured_by_the_quote_of_its_own_time() {
    let (world, said) = live();
    let id = live_invoice(&world);
    *said.borrow_mut() = [Some("0.20"); 3];
    minutes(&world, 20);
    *said.borrow_mut() = [Some("0.19"); 3];
    minutes(&world, 38);
    pay_live(&world, &id, 50, after(20 * MINUTE_MS));
    let paid = read_live(&world, &id);
    assert_eq!((paid.get("status"), paid.get("rate")), ("paid".into(), "0.2".into()));
    assert_eq!(paid.get("excessAmount"), "0");
}

#[test]
fn late_money_is_measured_by_the_stored_rate_of_its_minute() {
    let (world, said) = live();
    let id = live_invoice(&world);
    minutes(&world, 63);
    *said.borrow_mut() = [Some("0.24"); 3];
    minutes(&world, 2);
    pay_live(&world, &id, 41, after(64 * MINUTE_MS + 30_000));
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
fn what_money_was_worth_is_told_by_the_rate_of_its_minute() {
    let (world, _) = live();
    minutes(&world, 2);
    let mut load = block_on(world.sql.batch(vec![rate::around(&[after(MINUTE_MS)])])).unwrap();
    let rates = Rates::of(rate::read_minutes(&load.rows()));
    let amount = Amount::from_minor(406_000_000);
    let (worth, price) = rates.value(amount, XLMEUR, after(MINUTE_MS)).unwrap();
    assert_eq!((worth, price.value.to_string()), (Amount::from_minor(1_015), "0.25".to_owned()));
    assert_eq!((price.sources.as_str(), price.at), ("kraken coinbase coingecko", after(0)));
    assert_eq!(rates.value(amount, XLMEUR, after(0)), None);
}

#[test]
fn scripted_sources_go_the_way_of_real_ones() {
    let world = World::new();
    let find = |answer: &Answer| {
        let all = answer.json["data"].as_array().unwrap().clone();
        all.into_iter().find(|it| it["asset"] == "XLM" && it["currency"] == "EUR").unwrap()
    };
    let documented = find(&world.get("/api/v1/rates").send());
    assert_eq!(documented["price"], json!("0.23"));
    assert_eq!(documented["sources"], json!(["sandbox1", "sandbox2", "sandbox3"]));
    say(&world, json!(["0.20", "0.202", null]));
    let moved = find(&world.get("/api/v1/rates").send());
    assert_eq!(moved["price"], json!("0.201"));
    assert_eq!(moved["dropped"][0]["reason"], json!("missing"));
    assert_eq!(priced(&world, json!({})).get("rate"), "0.201");
    let reset = script(&world, json!({"reset": true}));
    assert_eq!((reset.status, &find(&reset)["price"]), (200, &json!("0.23")));
    assert_eq!(priced(&world, json!({})).get("rate"), "0.23");
    for body in [
        json!({}),
        json!({"asset": "XLM", "currency": "EUR"}),
        json!({"asset": "XLM", "currency": "EUR", "prices": ["1", "1"]}),
        json!({"asset": "XLM", "currency": "EUR", "prices": ["1", "1", "0"]}),
        json!({"asset": "XLM", "currency": "JPY", "prices": ["1", "1", "1"]}),
        json!({"asset": "XLM", "currency": "EUR", "prices": "1"}),
    ] {
        assert_eq!(script(&world, body.clone()).status, 422, "{body}");
    }
    let live = world.keys.live.clone();
    let refused = world.post("/api/v1/test/rates").key(&live).json(&json!({"reset": true})).send();
    assert_eq!(refused.get("code"), "wrong_mode");
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
