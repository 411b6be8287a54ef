//! Prices: what sources say, what is believed, and what is told of it.

use edge::actions::quote;
use edge::platform::{Sql, SqlError};
use edge::store::rate;
use futures::executor::block_on;
use serde_json::{Value as Json, json};
use shared::key::Mode;
use shared::money::Amount;
use shared::price::Rates;
use shared::time::Instant;

use crate::support::live::ledgers;
use crate::support::market::{MINUTE_MS, XLMEUR, live, minutes, off, priced, say, script};
use crate::support::{Answer, START_MS, World};

/// The rate of XLM in euros, with the live key.
fn rate_of(world: &World) -> Json {
    let all = world.get("/api/v1/rates").key(&world.keys.live).send();
    assert_eq!(all.status, 200, "{}", all.text);
    let mut rates = all.json["data"].as_array().unwrap().iter();
    let found = rates.find(|one| one["asset"] == "XLM" && one["currency"] == "EUR");
    found.cloned().unwrap_or(Json::Null)
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

/// D1 calls of a tick that asks nobody for prices.
fn idle_calls() -> usize {
    let world = World::with(|settings| {
        settings.ledgers = ledgers();
        settings.prices = off();
    });
    world.tick();
    world.sql.calls();
    world.tick();
    world.sql.calls()
}

#[test]
fn a_minute_of_prices_costs_two_calls_and_three_requests() {
    let (world, _) = live();
    world.tick();
    let cost = || {
        world.sql.calls();
        world.fetch.sent.borrow_mut().clear();
        world.tick();
        (world.sql.calls(), world.fetch.sent.borrow().len())
    };
    // Once more in the same minute it is only read that there is nothing to do.
    let (idle, none) = cost();
    world.pass_ms(MINUTE_MS);
    let (calls, requests) = cost();
    assert_eq!((idle - 1, none), (idle_calls(), 0));
    assert_eq!((calls - idle + 1, requests), (2, 3));
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

fn at(ms: i64) -> Instant {
    Instant::from_ms(START_MS + ms)
}

#[test]
fn what_money_was_worth_is_told_by_the_rate_of_its_minute() {
    let (world, _) = live();
    minutes(&world, 2);
    let mut load = block_on(world.sql.batch(vec![rate::around(&[at(MINUTE_MS)])])).unwrap();
    let rates = Rates::of(rate::read_minutes(&load.rows()));
    let amount = Amount::from_minor(406_000_000);
    let (worth, price) = rates.value(amount, XLMEUR, at(MINUTE_MS)).unwrap();
    assert_eq!((worth, price.value.to_string()), (Amount::from_minor(1_015), "0.25".to_owned()));
    assert_eq!((price.sources.as_str(), price.at), ("kraken coinbase coingecko", at(0)));
    assert_eq!(rates.value(amount, XLMEUR, at(0)), None);
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
