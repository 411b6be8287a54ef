//! How a payment is begun: once, whatever happens.

use serde_json::json;
use shared::psp::Psp;

use super::shop::{leads_to, live_shop, shop};
use super::till::Mess;

#[test]
fn the_page_shows_both_ways_and_the_button_leads_to_the_provider() {
    for (psp, host) in [(Psp::Mollie, "www.mollie.com"), (Psp::Stripe, "checkout.stripe.com")] {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        let page = shop.page(&bill);
        assert!(page.text.contains("Pay 12.25\u{a0}EUR by bank or card"), "{}", page.text);
        assert!(page.text.contains(&bill.get("memo")));
        let page = shop.start(&bill);
        assert_eq!(page.status, 200);
        assert!(leads_to(&page).starts_with(&format!("https://{host}/")));
        assert!(page.text.contains(&format!("<a class=\"button\" href=\"https://{host}/")));
        assert_eq!(shop.attempts(), "open");
        // Nothing of it is known to the invoice yet.
        assert_eq!(shop.stands(&bill), "unpaid");
    }
}

#[test]
fn a_framed_page_leaves_the_frame() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    let path = format!("/embed/pay/{}", bill.get("publicId"));
    let framed = shop.world.get(&path).without("authorization").send();
    let form = format!("action=\"/pay/{}/psp\" target=\"_top\"", bill.get("publicId"));
    assert!(framed.text.contains(&form), "{}", framed.text);
    assert!(!shop.page(&bill).text.contains("target=\"_top\"><input"));
}

#[test]
fn a_double_click_and_a_reload_go_on_with_the_same_payment() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        let first = shop.leave(&bill);
        assert_eq!(shop.leave(&bill), first);
        assert_eq!(shop.till.asked().len(), 1);
        // Later the provider is asked whether it can still be paid.
        shop.world.pass_ms(5_000);
        assert_eq!(shop.leave(&bill), first);
        assert_eq!(shop.till.asked().len(), 1);
        assert_eq!((shop.attempts().as_str(), shop.till.sales.borrow().len()), ("open", 1));
    }
}

#[test]
fn a_payer_who_went_back_begins_another_payment() {
    for psp in Psp::ALL {
        for status in ["canceled", "failed", "expired"] {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            let first = shop.leave(&bill);
            shop.till.newest(|sale| sale.status = status);
            shop.world.pass_ms(5_000);
            assert_ne!(shop.leave(&bill), first, "{psp:?} {status}");
            assert_eq!(shop.till.sales.borrow().len(), 2);
            shop.becomes("paid");
            assert_eq!(shop.stands(&bill), "paid");
        }
    }
}

#[test]
fn an_outage_begins_nothing_and_the_next_click_begins_the_same() {
    for psp in Psp::ALL {
        for mess in [Mess::Status(429), Mess::Status(503), Mess::Down, Mess::Lost, Mess::Page] {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            shop.till.mess([mess]);
            assert_eq!(shop.start(&bill).status, 503, "{psp:?} {mess:?}");
            assert_eq!(shop.attempts(), "creating");
            shop.leave(&bill);
            assert_eq!((shop.attempts().as_str(), shop.till.sales.borrow().len()), ("open", 1));
            shop.becomes("paid");
            assert_eq!(shop.stands(&bill), "paid");
        }
    }
}

#[test]
fn a_payment_whose_answer_was_lost_is_found_when_the_provider_calls() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.till.mess([Mess::Lost]);
        assert_eq!(shop.start(&bill).status, 503);
        shop.becomes("paid");
        assert_eq!((shop.stands(&bill).as_str(), shop.attempts().as_str()), ("paid", "paid"));
    }
}

#[test]
fn an_attempt_that_nobody_answered_for_long_makes_room_for_another() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.till.mess([Mess::Down]);
        assert_eq!(shop.start(&bill).status, 503);
        shop.world.pass_ms(30 * 60_000);
        shop.leave(&bill);
        assert_eq!(shop.attempts(), "failed open");
    }
}

#[test]
fn what_a_provider_refuses_has_failed_and_can_be_tried_again() {
    for psp in Psp::ALL {
        for status in [400, 401, 403, 422] {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            shop.till.mess([Mess::Status(status)]);
            assert_eq!(shop.start(&bill).status, 500);
            assert_eq!(
                (shop.attempts().as_str(), shop.stands(&bill).as_str()),
                ("failed", "unpaid")
            );
            shop.leave(&bill);
            assert_eq!(shop.attempts(), "failed open");
        }
    }
}

#[test]
fn nobody_is_led_to_a_payment_that_is_not_what_was_asked_for() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    shop.till.mess([Mess::Lost]);
    shop.start(&bill);
    shop.till.newest(|sale| sale.cents = 1_200);
    assert_eq!(shop.start(&bill).status, 500);
    assert_eq!(shop.attempts(), "failed");
}

#[test]
fn only_what_is_priced_in_euros_and_open_is_offered_there() {
    let shop = shop(Psp::Mollie);
    for more in [json!({"amount": "10"}), json!({"pricingCurrency": "USD"})] {
        let bill = shop.bill(more);
        assert!(!shop.page(&bill).text.contains("by bank or card"));
        let answer = shop.start(&bill);
        let there = format!("https://pay.example.com/pay/{}", bill.get("publicId"));
        assert_eq!((answer.status, answer.header("location")), (303, Some(&*there)));
    }
    let bill = shop.bill(json!({}));
    shop.world.pay(json!({"invoice": bill.get("id"), "amount": "4"}));
    assert_eq!(shop.stands(&bill), "partially_paid");
    assert!(!shop.page(&bill).text.contains("by bank or card"));
    assert_eq!(shop.start(&bill).status, 303);
    let bill = shop.bill(json!({"expiresIn": "1h"}));
    shop.world.pass_ms(3_600_000);
    assert_eq!(shop.start(&bill).status, 303);
    assert!(shop.till.sales.borrow().is_empty());
}

#[test]
fn an_unknown_invoice_is_not_found() {
    let shop = shop(Psp::Mollie);
    assert_eq!(shop.world.post("/pay/0000000000000000/psp").send().status, 404);
}

#[test]
fn one_address_begins_sixty_payments_an_hour() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    let path = format!("/pay/{}/psp", bill.get("publicId"));
    let start = |from: &str| shop.world.post(&path).header("cf-connecting-ip", from).send().status;
    for _ in 0..60 {
        assert_eq!(start("192.0.2.1"), 200);
    }
    assert_eq!((start("192.0.2.1"), start("192.0.2.2")), (429, 200));
}

#[test]
fn an_invoice_that_only_a_provider_can_take_is_made_in_euros() {
    for psp in Psp::ALL {
        let shop = live_shop(psp);
        let bill = shop.bill(json!({}));
        let fields = ["asset", "paymentNetwork", "expectedAmount", "memo", "destinationAddress"];
        assert_eq!(fields.map(|name| bill.get(name)), ["EUR", "PSP", "12.25", "null", "null"]);
        assert_eq!(bill.get("reference"), bill.get("publicId"));
        assert_eq!(
            (bill.get("referenceLabel"), bill.get("rate")),
            ("Reference".into(), "null".into())
        );
        assert_eq!(bill.get("pricingAmount"), "12.25");
        let page = shop.page(&bill).text;
        assert!(page.contains("Pay 12.25\u{a0}EUR by bank or card"), "{page}");
        for part in ["<figure", "<dl class=\"facts\"", "Memo", "Stellar", "web+stellar"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
        shop.leave(&bill);
        shop.becomes("paid");
        assert_eq!(shop.stands(&bill), "paid");
    }
}

#[test]
fn a_live_invoice_that_no_rail_takes_is_not_made() {
    let shop = live_shop(Psp::Mollie);
    for more in [json!({"amount": "10"}), json!({"pricingCurrency": "USD"})] {
        let refused = shop.ask(more);
        assert_eq!((refused.status, refused.get("code")), (422, "no_way_to_pay".to_owned()));
    }
    let custom = json!({"title": "t", "allowCustomAmount": true});
    let refused = shop.world.post("/api/v1/invoices").key(shop.key()).json(&custom).send();
    assert_eq!((refused.status, refused.get("code")), (422, "no_way_to_pay".to_owned()));
}

#[test]
fn beginning_takes_three_calls_of_d1_and_going_on_takes_one() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    shop.world.sql.calls();
    // Load; the attempt, before the provider is asked; what it has answered.
    shop.leave(&bill);
    assert_eq!(shop.world.sql.calls(), 3);
    shop.leave(&bill);
    assert_eq!(shop.world.sql.calls(), 1);
    // The call: whose it is, and that it came. After the answer: claim, save, send, note.
    let id = shop.till.sales.borrow()[0].id.clone();
    shop.world.pass_ms(5_000);
    shop.till.newest(|sale| sale.status = "paid");
    shop.call_about(&id);
    assert_eq!(shop.world.sql.calls(), 2);
    shop.world.after();
    assert_eq!(shop.world.sql.calls(), 4);
}

/// The free plan's part in `Budget`: claim, question, taking back, save.
#[test]
fn a_tick_takes_four_subrequests_for_a_payment() {
    let shop = shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    shop.world.pay(json!({"invoice": bill.get("id")}));
    shop.world.after();
    shop.mishaps.plan([]);
    shop.world.tick();
    let with = shop.mishaps.steps();
    assert_eq!(shop.attempts(), "cancelled");
    shop.mishaps.plan([]);
    shop.world.tick();
    assert_eq!(with - shop.mishaps.steps(), 3);
}
