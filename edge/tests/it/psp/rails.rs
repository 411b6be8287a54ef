//! One invoice, two rails: whichever pays it settles what it is paid in.

use serde_json::json;
use shared::psp::Psp;

use super::shop::{Shop, connection, live_shop, put_till, shop};
use crate::support::Answer;
use crate::support::live::{g, live};

fn open(psp: Psp) -> (Shop, Answer) {
    let shop = shop(psp);
    let bill = shop.bill(json!({}));
    shop.leave(&bill);
    shop.told();
    (shop, bill)
}

fn pay_on_the_ledger(shop: &Shop, bill: &Answer, more: serde_json::Value) {
    let mut body = json!({"invoice": bill.get("id")});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    shop.world.pay(body);
    shop.world.after();
}

#[test]
fn a_payment_that_a_ledger_made_needless_is_taken_back() {
    for psp in Psp::ALL {
        let (shop, bill) = open(psp);
        pay_on_the_ledger(&shop, &bill, json!({}));
        assert_eq!(shop.stands(&bill), "paid");
        shop.minute();
        let ended = if psp == Psp::Mollie { "cancelled" } else { "expired" };
        assert_eq!(shop.attempts(), ended);
        assert_eq!((shop.stands(&bill), shop.told()), ("paid".into(), vec!["invoice.paid".into()]));
    }
}

#[test]
fn one_that_cannot_be_taken_back_is_watched_to_its_end() {
    for psp in Psp::ALL {
        let (shop, bill) = open(psp);
        shop.till.newest(|sale| sale.is_cancelable = false);
        pay_on_the_ledger(&shop, &bill, json!({}));
        shop.minute();
        assert_eq!(shop.attempts(), "open");
        shop.till.newest(|sale| sale.status = "expired");
        shop.minute();
        assert_eq!((shop.attempts(), shop.stands(&bill)), ("expired".into(), "paid".into()));
    }
}

#[test]
fn if_both_rails_land_the_second_is_too_much() {
    for psp in Psp::ALL {
        let (shop, bill) = open(psp);
        pay_on_the_ledger(&shop, &bill, json!({}));
        shop.becomes("paid");
        assert_eq!((shop.stands(&bill), shop.attempts()), ("paid overpaid".into(), "paid".into()));
        assert_eq!(shop.told(), ["invoice.paid", "invoice.overpaid"]);
        let read = shop.read(&bill);
        assert_eq!((read.get("asset"), read.get("excessAmount")), ("USDC".into(), "0".into()));
        let page = shop.page(&bill).text;
        assert!(page.contains("Paid in full. 12.25\u{a0}EUR more than due arrived"), "{page}");
        // What is given back at the provider is seen there.
        shop.till.newest(|sale| sale.refunded = 1_225);
        shop.world.pass_ms(10_000);
        shop.call();
        assert_eq!(shop.stands(&bill), "paid overpaid refunded");
        assert_eq!(shop.told(), ["invoice.refunded"]);

        let (shop, bill) = open(psp);
        shop.becomes("paid");
        pay_on_the_ledger(&shop, &bill, json!({"amount": "13.32"}));
        assert_eq!(shop.stands(&bill), "paid overpaid");
        assert_eq!(shop.told(), ["invoice.paid", "invoice.overpaid"]);
        let read = shop.read(&bill);
        assert_eq!((read.get("asset"), read.get("excessAmount")), ("EUR".into(), "0".into()));
        assert_eq!(read.get("receivedAmount"), "12.25");
        let page = shop.page(&bill).text;
        assert!(page.contains("Paid in full. 13.32\u{a0}USDC more than due arrived"), "{page}");
    }
}

#[test]
fn a_part_on_the_ledger_is_too_much_once_the_provider_has_the_whole() {
    for psp in Psp::ALL {
        let (shop, bill) = open(psp);
        pay_on_the_ledger(&shop, &bill, json!({"amount": "4"}));
        assert_eq!(shop.stands(&bill), "partially_paid");
        shop.becomes("paid");
        assert_eq!(shop.stands(&bill), "paid overpaid");
        let told = ["invoice.partially_paid", "invoice.paid", "invoice.overpaid"];
        assert_eq!(shop.told(), told);
        let rows = "SELECT group_concat(disposition, ' ') FROM
                    (SELECT disposition FROM payment ORDER BY network)";
        assert_eq!(shop.world.text(rows), "counted duplicate");
        assert_eq!(shop.read(&bill).get("receivedAmount"), "12.25");
    }
}

#[test]
fn the_panel_of_test_mode_pays_what_a_provider_could_take_too() {
    let (shop, bill) = open(Psp::Mollie);
    let page = shop.page(&bill).text;
    assert!(page.contains("Pay with test money"));
    let path = format!("/pay/{}/test", bill.get("publicId"));
    let paid = shop.world.post(&path).without("authorization").body("pay=exact").send();
    assert_eq!(paid.status, 303);
    assert_eq!(shop.stands(&bill), "paid");
    let (shop, bill) = open(Psp::Mollie);
    shop.becomes("paid");
    assert!(!shop.page(&bill).text.contains("Pay with test money"));
}

#[test]
fn in_live_mode_a_ledger_is_asked_first_and_the_provider_is_offered_beside_it() {
    let live = live();
    let till = put_till(&live.world);
    live.set("STELLAR", &g(1));
    let body = connection(Psp::Mollie, true);
    let connected = live.world.ask(edge::http::Method::Put, "/api/v1/psp");
    assert_eq!(connected.key(&live.world.keys.live).json(&body).send().status, 200);
    // EURC is at par with the euro only by its rate: there is none, and so no invoice on a ledger.
    let fiat = json!({"asset": "EURC", "pricingCurrency": "EUR", "pricingAmount": "12.25",
        "title": "t"});
    let made = live.world.post("/api/v1/invoices").key(&live.world.keys.live).json(&fiat).send();
    assert_eq!((made.status, made.get("code")), (503, "no_reliable_rate".to_owned()));
    // XRP has no address: the provider alone takes it.
    let xrp = json!({"asset": "XRP", "pricingCurrency": "EUR", "pricingAmount": "12.25",
        "title": "t"});
    let made = live.world.post("/api/v1/invoices").key(&live.world.keys.live).json(&xrp).send();
    assert_eq!((made.status, made.get("asset")), (201, "EUR".to_owned()));
    assert_eq!(made.get("mode"), "live");
    let start = format!("/pay/{}/psp", made.get("publicId"));
    assert_eq!(live.world.post(&start).without("authorization").send().status, 200);
    assert!(till.sales.borrow()[0].live);
}

#[test]
fn an_invoice_in_euros_has_no_form_for_ledgers() {
    let shop = live_shop(Psp::Mollie);
    let bill = shop.bill(json!({}));
    let id = bill.get("publicId");
    for (path, body) in [
        (format!("/pay/{id}/transaction"), "hash=00"),
        (format!("/pay/{id}/return-address"), "address=x"),
        (format!("/pay/{id}/test"), "pay=exact"),
    ] {
        let answer = shop.world.post(&path).without("authorization").body(body).send();
        assert!([404, 409, 422].contains(&answer.status), "{path} {}", answer.status);
    }
    assert_eq!(shop.stands(&bill), "unpaid");
}
