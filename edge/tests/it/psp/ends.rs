//! What becomes of a payment: fetched whenever somebody calls, or nobody does.

use serde_json::{Value as Json, json};
use shared::currency::Asset;
use shared::psp::Psp;

use super::shop::{Shop, live_shop, shop};
use super::till::{Mess, intent};
use crate::support::Answer;

fn paid(psp: Psp) -> (Shop, Answer) {
    let shop = shop(psp);
    let bill = shop.bill(json!({"customerEmail": "alex.buyer@example.com"}));
    shop.leave(&bill);
    shop.told();
    shop.till.newest(|sale| sale.paid_at = Some("2026-01-15T10:00:00.000Z"));
    shop.becomes("paid");
    (shop, bill)
}

#[test]
fn an_invoice_that_a_provider_settled_says_so_everywhere() {
    for psp in Psp::ALL {
        let (shop, bill) = paid(psp);
        let name = if psp == Psp::Mollie { "tr_1" } else { "pi_test_1" };
        let expected = json!({"status": "paid", "paymentNetwork": "PSP", "asset": "EUR",
            "memo": null, "destinationAddress": null, "reference": name,
            "referenceLabel": "Reference", "expectedAmount": "12.25", "receivedAmount": "12.25",
            "remainingAmount": "0.00", "excessAmount": "0", "exceptions": []});
        let read = shop.read(&bill);
        let is_told = |told: &Json| {
            for (field, value) in expected.as_object().unwrap() {
                let zero = field == "remainingAmount";
                assert!(told[field] == *value || zero, "{field}: {} {told}", told[field]);
            }
        };
        is_told(&read.json);
        assert_eq!(read.get("paidAt"), "2026-01-15T10:00:00.000Z");
        assert_eq!((read.get("rate"), read.get("quoteExpiresAt")), ("null".into(), "null".into()));
        let sent = shop.world.fetch.sent.borrow();
        let hook = sent.iter().find(|one| one.url.starts_with("https://shop.example.com")).unwrap();
        let told: Json = serde_json::from_slice(hook.bytes()).unwrap();
        assert_eq!(told["event"], "invoice.paid");
        is_told(&told);
        drop(sent);
        let receipt = shop.page(&bill).text;
        for part in ["data-status=\"paid\"", "Bank or card", "Reference", name, "12.25"] {
            assert!(receipt.contains(part), "{part}: {receipt}");
        }
        assert!(!receipt.contains("PLR-") && !receipt.contains("Memo"));
        let mail = shop.world.text("SELECT text FROM mail WHERE kind = 'receipt'");
        assert!(mail.contains("received 12.25 EUR"), "{mail}");
        let file = shop.world.get("/api/v1/invoices.csv").key(shop.key()).send().text;
        let line: Vec<&str> = file.lines().nth(1).unwrap().split(',').collect();
        assert_eq!((line[8], line[9], line[11], line[17]), ("PSP", "EUR", "12.25", "12.25"));
        let payments = shop.world.get("/api/v1/incoming-payments").key(shop.key()).send();
        let payment = &payments.json["data"][0];
        assert_eq!(
            (&payment["paymentNetwork"], &payment["transaction"]),
            (&json!("PSP"), &json!(name))
        );
        assert_eq!(
            (&payment["asset"], &payment["disposition"]),
            (&json!("EUR"), &json!("counted"))
        );
        let timeline = format!("/api/v1/invoices/{}/timeline", bill.get("id"));
        let timeline = shop.world.get(&timeline).key(shop.key()).send().text;
        assert!(timeline.contains("Paid: 12.25 EUR received."), "{timeline}");
    }
}

#[test]
fn a_call_that_comes_twice_or_late_changes_nothing() {
    for psp in Psp::ALL {
        let (shop, bill) = paid(psp);
        assert_eq!(shop.told(), ["invoice.paid"]);
        for _ in 0..3 {
            shop.call();
            shop.world.pass_ms(10_000);
        }
        assert_eq!((shop.told(), shop.stands(&bill)), (vec![], "paid".to_owned()));
        let rows = "SELECT count(*) FROM payment";
        assert_eq!(shop.world.count(rows), 1);
        // What it says is never older than what is known: truth is what is fetched.
        shop.becomes("open");
        assert_eq!((shop.stands(&bill), shop.attempts()), ("paid".into(), "paid".into()));
    }
}

#[test]
fn calls_that_get_lost_are_made_up_for_by_the_cron() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.leave(&bill);
        shop.till.newest(|sale| sale.status = "paid");
        shop.minute();
        assert_eq!((shop.stands(&bill).as_str(), shop.attempts().as_str()), ("paid", "paid"));
        shop.till.asked();
        // And from then on nobody is asked.
        for _ in 0..3 {
            shop.world.pass_ms(24 * 3_600_000);
            shop.minute();
        }
        assert!(shop.till.asked().is_empty());
    }
}

#[test]
fn a_call_whose_look_fails_is_made_up_for_by_the_cron() {
    for psp in Psp::ALL {
        for mess in
            [Mess::Status(500), Mess::Status(429), Mess::Down, Mess::Page, Mess::Status(401)]
        {
            let shop = shop(psp);
            let bill = shop.bill(json!({}));
            shop.leave(&bill);
            shop.till.mess([mess]);
            shop.becomes("paid");
            assert_eq!(shop.stands(&bill), "unpaid", "{mess:?}");
            shop.minute();
            assert_eq!(shop.stands(&bill), "paid", "{psp:?} {mess:?}");
        }
    }
}

#[test]
fn the_page_of_a_payer_who_came_back_has_it_looked_at_every_five_seconds() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.leave(&bill);
        shop.till.asked();
        shop.page(&bill);
        shop.world.after();
        assert!(shop.till.asked().is_empty());
        shop.world.pass_ms(5_000);
        shop.till.newest(|sale| sale.status = "paid");
        shop.page(&bill);
        let path = format!("/pay/{}/state", bill.get("publicId"));
        shop.world.get(&path).without("authorization").send();
        shop.world.after();
        assert_eq!(shop.till.asked().len(), 1);
        assert_eq!(shop.stands(&bill), "paid");
    }
}

#[test]
fn what_the_bank_has_not_confirmed_is_waited_for() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({"expiresIn": "1h"}));
        shop.leave(&bill);
        shop.told();
        shop.becomes("pending");
        assert_eq!((shop.stands(&bill).as_str(), shop.attempts().as_str()), ("pending", "pending"));
        let page = shop.page(&bill).text;
        assert!(page.contains("Your payment of 12.25\u{a0}EUR is with the bank"), "{page}");
        // Styles hide the way there, until the page turns by itself to what the bank refused.
        let form = format!("action=\"/pay/{}/psp\"", bill.get("publicId"));
        assert!(page.contains("data-stage=\"pending\"") && page.contains(&form), "{page}");
        assert_eq!(shop.start(&bill).status, 303);
        for _ in 0..20 {
            shop.world.pass_ms(12 * 3_600_000);
            shop.minute();
        }
        assert_eq!(shop.stands(&bill), "pending");
        assert_eq!(shop.told(), ["invoice.pending"]);
        shop.becomes("paid");
        // The payer paid in time, whatever the bank took.
        assert_eq!(shop.stands(&bill), "paid");
        assert_eq!(shop.read(&bill).get("paidAt"), "2026-01-15T10:00:00.000Z");
    }
}

#[test]
fn what_the_bank_refuses_leaves_the_invoice_to_be_paid() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        shop.leave(&bill);
        shop.becomes("pending");
        shop.becomes("failed");
        assert_eq!((shop.stands(&bill).as_str(), shop.attempts().as_str()), ("unpaid", "failed"));
        let page = shop.page(&bill).text;
        assert!(
            page.contains("The payment of 12.25\u{a0}EUR by bank or card did not go"),
            "{page}"
        );
        shop.leave(&bill);
        shop.becomes("paid");
        assert_eq!(
            (shop.stands(&bill).as_str(), shop.attempts().as_str()),
            ("paid", "failed paid")
        );
    }
}

#[test]
fn an_invoice_does_not_end_before_the_provider_was_asked_what_came_in_time() {
    for psp in Psp::ALL {
        for live in [false, true] {
            let shop = if live { live_shop(psp) } else { shop(psp) };
            let bill = shop.bill(json!({"expiresIn": "1h"}));
            shop.leave(&bill);
            shop.told();
            shop.till.mess(std::iter::repeat_n(Mess::Down, 2));
            shop.world.pass_ms(3_600_000 + 121_000);
            // Nobody could be asked: it waits.
            shop.minute();
            assert_eq!(shop.stands(&bill), "unpaid", "{psp:?} {live}");
            shop.till.messes.borrow_mut().clear();
            shop.till.newest(|sale| {
                sale.status = "paid";
                sale.paid_at = Some("2026-01-15T10:59:00.000Z");
            });
            shop.world.pass_ms(3_600_000);
            shop.minute();
            assert_eq!(shop.stands(&bill), "paid", "{psp:?} {live}");
            assert_eq!(shop.told(), ["invoice.paid"]);
        }
    }
}

#[test]
fn an_invoice_that_nobody_pays_ends_and_so_does_what_was_open() {
    for psp in Psp::ALL {
        let shop = live_shop(psp);
        let bill = shop.bill(json!({"expiresIn": "1h"}));
        shop.leave(&bill);
        shop.world.pass_ms(3_600_000 + 121_000);
        shop.minute();
        assert_eq!(shop.stands(&bill), "expired");
        shop.minute();
        let ended = if psp == Psp::Mollie { "cancelled" } else { "expired" };
        assert_eq!(shop.attempts(), ended);
        assert_eq!(shop.stands(&bill), "expired");
    }
}

#[test]
fn money_that_comes_after_the_end_counts_as_long_as_the_merchant_rules() {
    for (hours, stands) in [(23, "paid paid_late"), (26, "expired paid_late")] {
        let shop = live_shop(Psp::Mollie);
        let bill = shop.bill(json!({"expiresIn": "1h"}));
        shop.leave(&bill);
        shop.till.newest(|sale| sale.is_cancelable = false);
        shop.world.pass_ms(3_600_000 + 121_000);
        shop.minute();
        assert_eq!(shop.stands(&bill), "expired");
        shop.world.pass_ms(hours * 3_600_000);
        shop.becomes("paid");
        assert_eq!(shop.stands(&bill), stands);
    }
}

#[test]
fn what_went_back_is_told_once_for_each_change() {
    for psp in Psp::ALL {
        let (shop, bill) = paid(psp);
        shop.told();
        let name = intent(shop.till.sales.borrow().last().unwrap());
        let refunded = |shop: &Shop| match psp {
            Psp::Mollie => shop.call(),
            Psp::Stripe => {
                let charge = json!({"object": "charge", "payment_intent": name});
                let event = json!({"type": "charge.refunded", "data": {"object": charge}});
                assert_eq!(shop.event(&event).status, 200);
                shop.world.after();
            }
        };
        for (cents, text) in [(500, "5.00"), (500, "5.00"), (1_225, "12.25")] {
            shop.till.newest(|sale| sale.refunded = cents);
            refunded(&shop);
            shop.world.pass_ms(10_000);
            assert_eq!(shop.stands(&bill), "paid refunded");
            assert_eq!(shop.read(&bill).get("refundedAmount"), text);
        }
        assert_eq!(shop.told(), ["invoice.refunded", "invoice.refunded"]);
        let page = shop.page(&bill).text;
        assert!(page.contains("12.25\u{a0}EUR was sent back."), "{page}");
        assert!(shop.till.sales.borrow().len() == 1);
    }
}

#[test]
fn a_bank_that_takes_money_back_disputes_the_invoice() {
    for psp in Psp::ALL {
        let (shop, bill) = paid(psp);
        shop.told();
        shop.till.newest(|sale| sale.dispute = Some((1_225, "needs_response")));
        shop.call();
        assert_eq!(shop.stands(&bill), "paid disputed");
        assert_eq!(shop.read(&bill).get("refundedAmount"), "12.25");
        assert_eq!(shop.told(), ["invoice.refunded"]);
        // The merchant wins.
        shop.world.pass_ms(10_000);
        match psp {
            Psp::Mollie => shop.till.newest(|sale| sale.dispute = None),
            Psp::Stripe => shop.till.newest(|sale| sale.dispute = Some((1_225, "won"))),
        }
        shop.call();
        assert_eq!((shop.stands(&bill).as_str(), shop.told().len()), ("paid", 1));
        assert_eq!(shop.read(&bill).get("refundedAmount"), "0");
    }
}

#[test]
fn what_a_provider_took_is_given_back_there() {
    let (shop, bill) = paid(Psp::Mollie);
    let path = format!("/api/v1/invoices/{}/refunds", bill.get("id"));
    let body = json!({"address": "somewhere"});
    let refused = shop.world.post(&path).key(shop.key()).json(&body).send();
    assert_eq!((refused.status, refused.get("code")), (422, "refund_at_psp".to_owned()));
}

#[test]
fn a_subscription_s_invoice_that_a_provider_settled_counts_at_once() {
    let shop = shop(Psp::Mollie);
    let package = json!({"name": "Beans", "pricingCurrency": "EUR", "pricingAmount": "12.25",
        "asset": Asset::Eurc.code(), "interval": "MONTHLY"});
    let made = shop.world.post("/api/v1/subscription-packages").json(&package).send();
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("/subscribe/{}", made.get("publicId"));
    let form = "email=alex.buyer%40example.com&name=Alex+Buyer";
    let enrolled = shop.world.post(&path).without("authorization").body(form).send();
    let there = enrolled.header("location").unwrap_or_else(|| panic!("{}", enrolled.text));
    let id = there.split("/pay/").nth(1).unwrap().split('?').next().unwrap();
    let bill = shop.read_public(id);
    shop.leave(&bill);
    shop.becomes("paid");
    assert_eq!(shop.stands(&bill), "paid");
    assert_eq!(shop.world.text("SELECT status FROM subscription"), "active");
}

#[test]
fn a_provider_that_never_answers_again_holds_an_invoice_for_three_days_and_may_still_call() {
    for psp in Psp::ALL {
        let shop = live_shop(psp);
        let bill = shop.bill(json!({"expiresIn": "1h"}));
        shop.leave(&bill);
        shop.till.revoked.set(true);
        for (days, stands) in [(2, "unpaid"), (2, "expired")] {
            shop.world.pass_ms(days * 24 * 3_600_000);
            shop.minute();
            shop.minute();
            assert_eq!(shop.stands(&bill), stands, "{psp:?}");
        }
        shop.till.revoked.set(false);
        shop.till.newest(|sale| sale.paid_at = Some("2026-01-15T10:30:00.000Z"));
        shop.becomes("paid");
        assert_eq!((shop.stands(&bill), shop.attempts()), ("paid".into(), "paid".into()));
    }
}
