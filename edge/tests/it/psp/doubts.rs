//! What must never count (`rails.md` 7.28 and 7.29): calls, return addresses and answers that are
//! not what was asked for.

use serde_json::json;
use shared::psp::Psp;

use super::shop::{Shop, shop};
use super::till::Sale;
use crate::support::Answer;

/// What the till may say that is not what was asked for.
const LIES: [fn(&mut Sale); 4] = [
    |sale| sale.cents = 1_224,
    |sale| sale.cents = 122_500,
    |sale| sale.currency = "USD".to_owned(),
    |sale| sale.attempt = "att_01kf000000000000000000000x".to_owned(),
];

fn begun(psp: Psp) -> (Shop, Answer) {
    let shop = shop(psp);
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    shop.told();
    (shop, bill)
}

#[test]
fn money_that_is_not_what_was_asked_for_is_kept_and_never_credited() {
    for psp in Psp::ALL {
        for lie in LIES {
            let (shop, bill) = begun(psp);
            shop.till.newest(lie);
            shop.becomes("paid");
            assert_eq!((shop.stands(&bill), shop.attempts()), ("unpaid".into(), "doubted".into()));
            assert_eq!(shop.told(), ["alert.unmatched_payment"]);
            let rows = "SELECT disposition || ' ' || note FROM payment";
            assert_eq!(shop.world.text(rows), "unmatched not what was asked for");
            // It is told once, and the payer can pay again.
            shop.call();
            assert_eq!(shop.world.count("SELECT count(*) FROM payment"), 1);
            assert!(shop.told().is_empty());
            shop.leave(&bill);
            shop.becomes("paid");
            assert_eq!(shop.stands(&bill), "paid");
        }
    }
}

#[test]
fn a_payment_of_the_other_mode_pays_nothing() {
    for psp in Psp::ALL {
        let (shop, bill) = begun(psp);
        // The account's key is exchanged for the live one behind our back.
        let live = super::shop::key_of(psp, true);
        let sealed = shop.world.app.settings.seal.close(live, [7; 12]).unwrap();
        shop.world.write(&format!("UPDATE psp_account SET api_key = '{sealed}'"));
        shop.till.newest(|sale| sale.live = true);
        shop.becomes("paid");
        assert_eq!((shop.stands(&bill), shop.attempts()), ("unpaid".into(), "doubted".into()));
    }
}

#[test]
fn what_is_doubted_and_not_paid_is_only_watched() {
    for psp in Psp::ALL {
        for status in ["open", "pending"] {
            let (shop, bill) = begun(psp);
            shop.till.newest(|sale| sale.cents = 1);
            shop.becomes(status);
            assert_eq!((shop.stands(&bill), shop.attempts()), ("unpaid".into(), "open".into()));
            assert!(shop.told().is_empty());
            shop.till.newest(|sale| sale.status = "paid");
            shop.minute();
            assert_eq!(shop.attempts(), "doubted");
            assert_eq!(shop.told(), ["alert.unmatched_payment"]);
        }
    }
}

#[test]
fn a_call_or_a_return_is_no_payment() {
    for psp in Psp::ALL {
        let (shop, bill) = begun(psp);
        for _ in 0..2 {
            shop.call();
            shop.page(&bill);
            shop.world.after();
            shop.world.pass_ms(5_000);
        }
        assert_eq!((shop.stands(&bill), shop.attempts()), ("unpaid".into(), "open".into()));
    }
}

#[test]
fn a_payment_of_one_invoice_never_pays_another() {
    for psp in Psp::ALL {
        let (shop, first) = begun(psp);
        let second = shop.bill(json!({}));
        shop.leave(&second);
        let id = shop.till.sales.borrow()[0].id.clone();
        shop.till.sales.borrow_mut()[0].status = "paid";
        for _ in 0..3 {
            assert_eq!(shop.call_about(&id).status, 200);
            shop.world.after();
        }
        assert_eq!((shop.stands(&first), shop.stands(&second)), ("paid".into(), "unpaid".into()));
        assert_eq!(shop.world.count("SELECT count(*) FROM payment"), 1);
    }
}

#[test]
fn a_payment_that_was_not_begun_here_pays_nothing_though_it_names_an_attempt() {
    for psp in Psp::ALL {
        let (shop, bill) = begun(psp);
        let mut forged = shop.till.sales.borrow()[0].clone();
        forged.id.push_str("forged");
        forged.status = "paid";
        let id = forged.id.clone();
        shop.till.sales.borrow_mut().push(forged);
        assert_eq!(shop.call_about(&id).status, 200);
        shop.world.after();
        assert_eq!((shop.stands(&bill), shop.attempts()), ("unpaid".into(), "open".into()));
    }
}

#[test]
fn calls_about_unknown_payments_are_answered_alike_and_make_us_ask_sixty_times_an_hour() {
    for psp in Psp::ALL {
        let (shop, _) = begun(psp);
        let prefix = if psp == Psp::Mollie { "tr_" } else { "cs_test_" };
        let known = shop.till.sales.borrow()[0].id.clone();
        let known = shop.call_about(&known);
        shop.world.after();
        shop.till.asked();
        for number in 0..70 {
            let answer = shop.call_about(&format!("{prefix}unknown{number}"));
            assert_eq!((answer.status, &answer.text), (known.status, &known.text));
            shop.world.after();
        }
        assert_eq!(shop.till.asked().len(), 60);
        // Those that are known are asked about all the same.
        shop.world.pass_ms(5_000);
        shop.becomes("paid");
        assert_eq!(shop.attempts(), "paid");
    }
}

#[test]
fn a_call_to_another_address_or_of_no_shape_asks_nobody() {
    let (shop, _) = begun(Psp::Mollie);
    shop.till.asked();
    for body in ["", "id=", "id=../v2/refunds", "x=tr_1", "id=ord_1"] {
        assert_eq!(shop.send(body, None).status, 200, "{body}");
    }
    let id = shop.till.sales.borrow()[0].id.clone();
    for token in ["0", &"0".repeat(64)] {
        let path = format!("/hooks/mollie/{token}");
        assert_eq!(shop.world.post(&path).body(&format!("id={id}")).send().status, 200);
    }
    shop.world.after();
    assert!(shop.till.asked().is_empty());
}

#[test]
fn a_call_of_stripes_without_its_signature_is_refused() {
    let (shop, bill) = begun(Psp::Stripe);
    shop.till.newest(|sale| sale.status = "paid");
    let id = shop.till.sales.borrow()[0].id.clone();
    let event = json!({"type": "checkout.session.completed", "data": {"object": {"id": id}}});
    let t = shop.world.clock.0.get().seconds();
    let forged = format!("t={t},v1={}", "0".repeat(64));
    for signature in [None, Some(""), Some(forged.as_str())] {
        assert_eq!(shop.send(&event.to_string(), signature).status, 400);
    }
    // One that was right, five minutes later.
    let right = shop.event(&event);
    assert_eq!(right.status, 200);
    shop.waits_again(&bill);
}

impl Shop {
    /// Nothing was done for calls that were refused, but for the one that was right.
    fn waits_again(&self, bill: &Answer) {
        assert_eq!(self.stands(bill), "unpaid");
        self.world.after();
        assert_eq!(self.stands(bill), "paid");
    }
}

#[test]
fn events_of_charges_that_are_none_of_ours_ask_nobody() {
    let (shop, _) = begun(Psp::Stripe);
    shop.till.asked();
    let object = json!({"object": "charge", "payment_intent": "pi_of_somebody"});
    let event = json!({"type": "charge.refunded", "data": {"object": object}});
    assert_eq!(shop.event(&event).status, 200);
    assert_eq!(shop.event(&json!({"type": "plan.created", "data": {"object": {}}})).status, 200);
    shop.world.after();
    assert!(shop.till.asked().is_empty());
}

#[test]
fn money_that_was_doubted_can_be_given_to_an_invoice_in_euros_by_the_merchant() {
    let shop = super::shop::live_shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    shop.till.newest(|sale| sale.cents = 1_300);
    shop.becomes("paid");
    let list = shop.world.get("/api/v1/incoming-payments").key(shop.key()).send();
    let id = list.json["data"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/incoming-payments/{id}/assign");
    let body = json!({"invoice": bill.get("id")});
    let given = shop.world.post(&path).key(shop.key()).json(&body).send();
    assert_eq!(given.status, 200, "{}", given.text);
    assert_eq!(shop.stands(&bill), "paid overpaid");
    assert_eq!(shop.read(&bill).get("excessAmount"), "0.75");
}
