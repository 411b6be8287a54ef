//! Three sources of prices that say what a test tells them, and words for asking by them.

use std::cell::RefCell;
use std::rc::Rc;

use edge::app::Prices;
use edge::platform::{Incoming, Outgoing};
use serde_json::{Value as Json, json};
use shared::currency::{Asset, Fiat};
use shared::price::Pair;

use super::live::ledgers;
use super::{Answer, World};

pub(crate) const MINUTE_MS: i64 = 60_000;

/// What is asked for here.
pub(crate) const XLMEUR: Pair = Pair { asset: Asset::Xlm, fiat: Fiat::Eur };

/// What the three sources say XLM costs in euros, and nothing of anything else; `None`: that one
/// answers 503.
pub(crate) type Said = Rc<RefCell<[Option<&'static str>; 3]>>;

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

/// No source is asked.
pub(crate) fn off() -> Prices {
    let none = String::new;
    Prices { kraken: none(), coinbase: none(), coingecko: none(), coingecko_key: None }
}

/// An install with live mode, whose sources say what is in the cell.
pub(crate) fn live() -> (World, Said) {
    let world = World::with(|settings| settings.ledgers = ledgers());
    let said: Said = Rc::new(RefCell::new([Some("0.25"); 3]));
    let (told, clock) = (said.clone(), world.clock.clone());
    *world.fetch.server.borrow_mut() = Some(Box::new(move |request| {
        let known = ["kraken", "coinbase", "coingecko"].iter().any(|it| request.url.contains(it));
        known.then(|| Ok(answer(*told.borrow(), clock.0.get().seconds(), request)))
    }));
    (world, said)
}

/// Ticks at the beginning of each of so many minutes.
pub(crate) fn minutes(world: &World, count: i64) {
    for _ in 0..count {
        world.tick();
        world.pass_ms(MINUTE_MS);
    }
}

/// An invoice over 10 EUR in XLM, for an hour, with these fields more.
pub(crate) fn priced(world: &World, more: Json) -> Answer {
    let mut body = json!({"title": "t", "asset": "XLM", "pricingCurrency": "EUR",
        "pricingAmount": "10", "expiresIn": "1h"});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    world.post("/api/v1/invoices").json(&body).send()
}

/// Scripts the sources of test mode.
pub(crate) fn script(world: &World, body: Json) -> Answer {
    world.post("/api/v1/test/rates").json(&body).send()
}

/// Lets them say what XLM costs in euros.
pub(crate) fn say(world: &World, prices: Json) {
    let set = script(world, json!({"asset": "XLM", "currency": "EUR", "prices": prices}));
    assert_eq!(set.status, 200, "{}", set.text);
}
