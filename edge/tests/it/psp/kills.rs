//! Whoever is killed, doubled or left without an answer at any single step: no payment is lost, and
//! none counts twice.

use edge::door::{answer, run_after};
use edge::http::{Method, Request};
use futures::FutureExt;
use serde_json::json;
use shared::psp::Psp;

use super::shop::{Shop, shop};
use crate::ledger::mishap::Mishap;
use crate::support::Answer;

const HAPPENS: [fn() -> Mishap; 5] = [
    || Mishap::KilledBefore,
    || Mishap::KilledAfter,
    || Mishap::Fails,
    || Mishap::Lost,
    || Mishap::LostUndone,
];

fn post(path: String, headers: Vec<(String, String)>, body: String) -> Request {
    Request {
        method: Method::Post,
        path,
        query: Vec::new(),
        headers,
        body: body.into_bytes(),
        host: "pay.example.com".to_owned(),
        id: String::new(),
    }
}

fn button(bill: &Answer) -> Request {
    post(format!("/pay/{}/psp", bill.get("publicId")), Vec::new(), String::new())
}

/// Whether the button has led on at once.
fn click(shop: &Shop, bill: &Answer) -> bool {
    let answered = answer(&shop.world.app, button(bill)).now_or_never();
    answered.is_some_and(|(response, _)| response.status == 200)
}

/// Exactly one payment was taken, and the invoice knows it.
fn ends_well(shop: &Shop, bill: &Answer, what: &str) {
    shop.mishaps.plan([]);
    for _ in 0..4 {
        shop.minute();
    }
    assert_eq!(shop.stands(bill), "paid", "{what}");
    let counted = "SELECT count(*) FROM payment WHERE disposition = 'counted'";
    assert_eq!(shop.world.count(counted), 1, "{what}");
    assert_eq!(shop.read(bill).get("receivedAmount"), "12.25", "{what}");
    let paid = "SELECT count(*) FROM event WHERE type = 'invoice.paid'";
    assert_eq!(shop.world.count(paid), 1, "{what}");
    assert_eq!(shop.world.count("SELECT count(*) FROM payment"), 1, "{what}");
}

#[test]
fn a_click_that_is_killed_at_any_step_begins_one_payment_in_the_end() {
    for psp in Psp::ALL {
        let calm = shop(psp);
        let bill = calm.bill(json!({}));
        calm.mishaps.plan([]);
        assert!(click(&calm, &bill));
        let steps = calm.mishaps.steps();
        assert!(steps >= 4, "{steps}");
        for step in 0..steps {
            for (index, mishap) in HAPPENS.iter().enumerate() {
                let shop = shop(psp);
                let bill = shop.bill(json!({}));
                shop.mishaps.plan([(step, mishap())]);
                click(&shop, &bill);
                shop.mishaps.plan([]);
                let what = format!("{psp:?}: mishap {index} at step {step}");
                assert!(click(&shop, &bill), "{what}");
                assert_eq!(shop.till.sales.borrow().len(), 1, "{what}");
                shop.till.newest(|sale| sale.status = "paid");
                ends_well(&shop, &bill, &what);
            }
        }
    }
}

#[test]
fn a_look_that_is_killed_at_any_step_loses_and_doubles_nothing() {
    for psp in Psp::ALL {
        let scene = || {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            shop.leave(&bill);
            shop.till.newest(|sale| sale.status = "paid");
            let id = shop.till.sales.borrow()[0].id.clone();
            (shop, bill, id)
        };
        let call = |shop: &Shop, id: &str| {
            // The call is answered undisturbed; what follows it is not.
            shop.call_about(id);
            let waiting = shop.world.waiting.take();
            shop.mishaps.plan([]);
            waiting
        };
        let (calm, bill, id) = scene();
        let waiting = call(&calm, &id);
        assert!(run_after(&calm.world.app, waiting).now_or_never().is_some());
        let steps = calm.mishaps.steps();
        assert!(steps >= 3, "{steps}");
        ends_well(&calm, &bill, "undisturbed");
        for step in 0..steps {
            for (index, mishap) in HAPPENS.iter().enumerate() {
                let (shop, bill, id) = scene();
                let waiting = call(&shop, &id);
                shop.mishaps.plan([(step, mishap())]);
                let _ = run_after(&shop.world.app, waiting).now_or_never();
                ends_well(&shop, &bill, &format!("{psp:?}: mishap {index} at step {step}"));
            }
        }
    }
}

#[test]
fn two_clicks_at_once_begin_one_payment() {
    for psp in Psp::ALL {
        // Somebody else clicks before each step of the first click.
        for step in 0..5 {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            let (calm, request) = (shop.calm.clone(), button(&bill));
            let other = Mishap::Meanwhile(Box::new(move || {
                assert!(answer(&calm, request).now_or_never().is_some());
            }));
            shop.mishaps.plan([(step, other)]);
            assert!(click(&shop, &bill), "{psp:?} {step}");
            assert_eq!(shop.till.sales.borrow().len(), 1, "{psp:?} {step}");
            assert_eq!(shop.attempts(), "open");
        }
    }
}

#[test]
fn a_ledger_that_pays_while_the_provider_is_asked_is_counted_and_the_other_too_much() {
    for psp in Psp::ALL {
        for step in 0..3 {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            shop.leave(&bill);
            shop.till.newest(|sale| sale.status = "paid");
            let id = shop.till.sales.borrow()[0].id.clone();
            shop.call_about(&id);
            let waiting = shop.world.waiting.take();
            let (calm, key) = (shop.calm.clone(), shop.key().to_owned());
            let body = json!({"invoice": bill.get("id"), "amount": "13.3152174"}).to_string();
            let json = ("content-type".to_owned(), "application/json".to_owned());
            let headers = vec![("authorization".to_owned(), format!("Bearer {key}")), json];
            let request = post("/api/v1/test/payments".to_owned(), headers, body);
            let pays = Mishap::Meanwhile(Box::new(move || {
                let (response, _) = answer(&calm, request).now_or_never().unwrap();
                assert_eq!(response.status, 201);
            }));
            shop.mishaps.plan([(step, pays)]);
            assert!(run_after(&shop.world.app, waiting).now_or_never().is_some());
            shop.mishaps.plan([]);
            for _ in 0..3 {
                shop.minute();
            }
            assert_eq!(shop.stands(&bill), "paid overpaid", "{psp:?} {step}");
            let rows = "SELECT group_concat(disposition, ' ') FROM
                        (SELECT disposition FROM payment ORDER BY network)";
            assert_eq!(shop.world.text(rows), "duplicate counted", "{psp:?} {step}");
        }
    }
}
