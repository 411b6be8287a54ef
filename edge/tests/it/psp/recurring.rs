//! Subscriptions that are charged by themselves: a first payment with consent, then periods that
//! nobody is there for. A period is charged once, whatever happens.

use futures::FutureExt;
use serde_json::{Value as Json, json};
use shared::psp::Psp;

use super::club::{Club, club_of, package};
use super::shop::{live_shop, shop};
use super::till::Mess;
use crate::ledger::mishap::Mishap;

#[test]
fn who_ticks_the_box_is_charged_each_month_without_being_there() {
    for psp in Psp::ALL {
        let club = Club::of(psp);
        let page = club.shop.page(&club.first);
        let asked = "charge 9.00\u{a0}EUR per month automatically from 15 February 2026 on";
        assert!(page.text.contains(asked), "{}", page.text);
        assert!(page.text.contains("name=\"consent\" value=\"1\""), "{}", page.text);
        assert!(!page.text.contains("checked"), "never ticked beforehand");
        club.consent("consent=1");
        assert_eq!((club.mandate().as_str(), club.charge()), ("asked", Json::Null));
        club.shop.becomes("paid");
        club.shop.world.after();
        assert_eq!((club.mandate().as_str(), club.status().as_str()), ("valid", "active"));
        let [asked, failed] = club.mails();
        for months in 1..4 {
            club.month();
            assert_eq!(club.newest().get("status"), "paid", "{psp:?} {months}");
            let recurring = club.sales().split_off(1);
            assert_eq!(recurring, vec![("recurring", 900); months], "{psp:?}");
            assert_eq!(club.status(), "active");
        }
        assert_eq!(club.mails(), [asked, failed], "nobody is asked");
        assert_eq!(club.shop.world.mails("receipt"), 4);
    }
}

#[test]
fn who_does_not_tick_it_is_asked_each_month() {
    for psp in Psp::ALL {
        let club = Club::of(psp);
        club.consent("");
        club.shop.becomes("paid");
        club.shop.world.after();
        assert_eq!((club.mandate().as_str(), club.charge()), ("", Json::Null));
        let [asked, failed] = club.mails();
        club.month();
        assert_eq!(club.newest().get("status"), "unpaid");
        assert_eq!((club.sales(), club.shop.attempts()), (vec![("oneoff", 900)], "paid".into()));
        assert_eq!(club.mails(), [asked + 1, failed]);
    }
}

#[test]
fn whoever_comes_back_and_unticks_it_has_not_consented() {
    for psp in Psp::ALL {
        for is_cancelable in [true, false] {
            let club = Club::of(psp);
            let first = club.consent("consent=1");
            club.shop.till.newest(|sale| sale.is_cancelable = is_cancelable);
            // Stripe's can always be taken back.
            let taken_back = is_cancelable || psp == Psp::Stripe;
            club.shop.till.newest(|sale| sale.is_cancelable = taken_back);
            assert_eq!(club.consent("") != first, taken_back, "{psp:?}");
            club.shop.becomes("paid");
            club.shop.world.after();
            assert_eq!((club.mandate().as_str(), club.charge()), ("over", Json::Null));
            club.month();
            assert_eq!(club.newest().get("status"), "unpaid");
        }
    }
}

#[test]
fn whoever_comes_back_and_ticks_it_has_consented() {
    for psp in Psp::ALL {
        let club = Club::of(psp);
        club.consent("");
        club.consent("consent=1");
        club.shop.becomes("paid");
        club.shop.world.after();
        assert_eq!(club.mandate(), "valid", "{psp:?}");
        club.month();
        assert_eq!(club.newest().get("status"), "paid");
    }
}

#[test]
fn a_charge_that_is_declined_is_asked_for_once_by_mail_and_then_overdue() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.shop.till.charges.borrow_mut().push_back("failed");
        club.month();
        assert_eq!(club.newest().get("status"), "unpaid", "{psp:?}");
        assert_eq!(club.shop.attempts(), "paid failed");
        assert_eq!(club.mails(), [asked, failed + 1]);
        // The card may have money again by the next period.
        assert_eq!((club.mandate().as_str(), club.status().as_str()), ("valid", "active"));
        club.advance("4d");
        club.minutes(3);
        assert_eq!(club.status(), "past_due");
        assert_eq!(club.mails(), [asked, failed + 1]);
        let bill = club.newest();
        club.shop.leave(&bill);
        club.shop.becomes("paid");
        club.minutes(2);
        assert_eq!(club.status(), "active");
    }
}

#[test]
fn a_bank_that_takes_days_makes_nobody_overdue_until_it_says_no() {
    for psp in Psp::ALL {
        for (word, stands, is_good) in [("paid", "paid", true), ("failed", "unpaid", false)] {
            let club = Club::charged(psp);
            let [asked, failed] = club.mails();
            club.shop.till.charges.borrow_mut().push_back("pending");
            club.month();
            assert_eq!(club.newest().get("status"), "pending", "{psp:?}");
            club.advance("6d");
            club.minutes(3);
            assert_eq!(
                (club.status().as_str(), club.newest().get("status").as_str()),
                ("active", "pending")
            );
            let bill = club.newest();
            club.shop.till.newest(|sale| sale.status = word);
            club.shop.world.pass_ms(6 * 3_600_000);
            club.minutes(3);
            assert_eq!(club.shop.read(&bill).get("status"), stands);
            assert_eq!(club.status(), if is_good { "active" } else { "past_due" });
            assert_eq!(club.mails(), [asked, failed + i64::from(!is_good)]);
        }
    }
}

#[test]
fn a_mandate_that_was_revoked_is_over_and_the_invoice_is_mailed() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.shop.till.no_mandates.set(true);
        club.month();
        assert_eq!((club.mandate().as_str(), club.charge()), ("over", Json::Null), "{psp:?}");
        assert_eq!(club.newest().get("status"), "unpaid");
        assert_eq!(club.mails(), [asked, failed + 1]);
        club.shop.till.asked();
        club.month();
        assert!(club.shop.till.asked().is_empty(), "it is not tried again");
        assert_eq!(club.mails(), [asked + 1, failed + 1]);
    }
}

#[test]
fn a_customer_who_stops_it_or_cancels_is_charged_no_more() {
    for psp in Psp::ALL {
        for by_button in [true, false] {
            let club = Club::charged(psp);
            let link = club.read().get("manageUrl").replace("https://pay.example.com", "");
            let page = club.shop.world.get(&link).without("authorization").send();
            assert!(
                page.text.contains(&format!("automatically at {}", psp.name())),
                "{}",
                page.text
            );
            assert!(page.text.contains("9.00\u{a0}EUR") && !page.text.contains("USDC"));
            let act = |action: &str| {
                let body = format!("action={action}");
                club.shop.world.post(&link).without("authorization").body(&body).send().status
            };
            assert_eq!(act(if by_button { "stop" } else { "cancel" }), 303);
            club.month();
            assert_eq!((club.mandate().as_str(), club.charge()), ("over", Json::Null));
            assert_eq!(club.sales(), [("first", 900)], "{psp:?}");
            assert_eq!(club.status(), if by_button { "active" } else { "cancelled" });
        }
    }
}

#[test]
fn one_that_was_stopped_between_invoice_and_charge_is_mailed_instead() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.advance("31d");
        assert_eq!(club.shop.attempts(), "paid creating");
        let link = club.read().get("manageUrl").replace("https://pay.example.com", "");
        club.shop.world.post(&link).without("authorization").body("action=stop").send();
        club.minutes(2);
        assert_eq!((club.sales().len(), club.shop.attempts().as_str()), (1, "paid failed"));
        assert_eq!(club.mails(), [asked, failed + 1]);
    }
}

#[test]
fn another_price_is_charged_only_after_its_notice() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        club.advance("26d");
        let path = format!("/api/v1/subscription-packages/{}", club.package);
        let body = json!({"pricingAmount": "11.00", "applyTo": "all"});
        let changed = club.shop.world.patch(&path).json(&body).send();
        assert_eq!(changed.status, 200, "{}", changed.text);
        club.minutes(2);
        club.advance("5d");
        club.minutes(3);
        club.month();
        let recurring = club.sales().split_off(1);
        assert_eq!(recurring, [("recurring", 900), ("recurring", 1_100)], "{psp:?}");
    }
}

#[test]
fn an_outage_is_waited_for_and_charges_once() {
    for psp in Psp::ALL {
        for mess in [Mess::Status(429), Mess::Status(503), Mess::Down, Mess::Lost, Mess::Page] {
            let club = Club::charged(psp);
            let [asked, failed] = club.mails();
            club.advance("31d");
            club.shop.till.mess([mess, mess]);
            club.minutes(6);
            assert_eq!(club.newest().get("status"), "paid", "{psp:?} {mess:?}");
            assert_eq!(club.sales().len(), 2, "{psp:?} {mess:?}");
            assert_eq!(club.mails(), [asked, failed]);
        }
    }
}

/// A provider that may have forgotten the key is asked what it has charged, and never to charge.
fn is_only_asked(club: &Club) {
    club.shop.world.pass_ms(31 * 60_000);
    club.shop.till.asked();
    club.minutes(2);
    let asked = club.shop.till.asked();
    assert!(!asked.iter().any(|asked| asked.starts_with("POST")), "{asked:?}");
    assert!(asked.iter().any(|asked| asked.contains("limit=20")), "{asked:?}");
}

#[test]
fn a_charge_whose_answer_was_lost_is_found_among_what_the_customer_was_charged() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.advance("31d");
        club.shop.till.mess([Mess::Lost]);
        club.minutes(1);
        is_only_asked(&club);
        assert_eq!(club.newest().get("status"), "paid", "{psp:?}");
        assert_eq!((club.sales().len(), club.shop.attempts().as_str()), (2, "paid paid"));
        assert_eq!(club.mails(), [asked, failed]);
    }
}

#[test]
fn a_charge_that_never_arrived_is_mailed_once_the_key_may_be_forgotten() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.advance("31d");
        club.shop.till.mess([Mess::Down]);
        club.minutes(1);
        is_only_asked(&club);
        assert_eq!((club.sales().len(), club.shop.attempts().as_str()), (1, "paid failed"));
        assert_eq!(club.newest().get("status"), "unpaid", "{psp:?}");
        assert_eq!(club.mails(), [asked, failed + 1]);
    }
}

#[test]
fn a_provider_that_is_silent_for_a_day_is_not_waited_for() {
    for psp in Psp::ALL {
        let club = Club::charged(psp);
        let [asked, failed] = club.mails();
        club.advance("31d");
        club.shop.till.mess([Mess::Down; 3]);
        club.minutes(1);
        club.shop.world.pass_ms(23 * 3_600_000);
        club.minutes(1);
        assert_eq!(club.shop.attempts(), "paid creating", "{psp:?}");
        club.shop.world.pass_ms(2 * 3_600_000);
        club.minutes(1);
        assert_eq!(club.shop.attempts(), "paid failed");
        assert_eq!(club.mails(), [asked, failed + 1]);
    }
}

#[test]
fn a_tick_that_is_killed_at_any_step_charges_a_period_once() {
    for psp in Psp::ALL {
        let scene = || {
            let club = Club::charged(psp);
            // The month has passed, and nobody has billed it.
            let set = club.shop.world.post("/api/v1/test/clock").json(&json!({"advance": "31d"}));
            assert_eq!(set.send().status, 200);
            club.shop.world.waiting.take();
            club
        };
        let happens: [fn() -> Mishap; 5] = [
            || Mishap::KilledBefore,
            || Mishap::KilledAfter,
            || Mishap::Fails,
            || Mishap::Lost,
            || Mishap::LostUndone,
        ];
        let calm = scene();
        calm.shop.mishaps.plan([]);
        calm.shop.world.pass_ms(60_000);
        calm.shop.world.tick();
        calm.shop.world.pass_ms(60_000);
        calm.shop.world.tick();
        let steps = calm.shop.mishaps.steps();
        assert_eq!(calm.newest().get("status"), "paid");
        for step in 0..steps {
            for (index, mishap) in happens.iter().enumerate() {
                let club = scene();
                club.shop.mishaps.plan([(step, mishap())]);
                for _ in 0..2 {
                    club.shop.world.pass_ms(60_000);
                    let _ = edge::jobs::tick(&club.shop.world.app).now_or_never();
                }
                club.shop.mishaps.plan([]);
                club.minutes(5);
                let what = format!("{psp:?}: mishap {index} at step {step}");
                assert_eq!(club.sales(), [("first", 900), ("recurring", 900)], "{what}");
                assert_eq!(club.newest().get("status"), "paid", "{what}");
                let bills = "SELECT count(*) FROM invoice WHERE subscription IS NOT NULL";
                assert_eq!(club.shop.world.count(bills), 2, "{what}");
                let counted = "SELECT count(*) FROM payment WHERE disposition = 'counted'";
                assert_eq!(club.shop.world.count(counted), 2, "{what}");
            }
        }
    }
}

#[test]
fn two_ticks_at_once_charge_a_period_once() {
    for psp in Psp::ALL {
        for step in 0..16 {
            let club = Club::charged(psp);
            club.advance("31d");
            club.shop.world.pass_ms(60_000);
            let calm = club.shop.calm.clone();
            let other = Mishap::Meanwhile(Box::new(move || {
                assert!(edge::jobs::tick(&calm).now_or_never().is_some());
            }));
            club.shop.mishaps.plan([(step, other)]);
            let _ = edge::jobs::tick(&club.shop.world.app).now_or_never();
            club.shop.mishaps.plan([]);
            club.minutes(3);
            assert_eq!(club.sales(), [("first", 900), ("recurring", 900)], "{psp:?} {step}");
            assert_eq!(club.newest().get("status"), "paid");
        }
    }
}

#[test]
fn a_provider_that_the_merchant_replaced_is_not_charged_at() {
    let club = Club::charged(Psp::Mollie);
    let body = super::shop::connection(Psp::Stripe, false);
    let put = club.shop.world.ask(edge::http::Method::Put, "/api/v1/psp");
    assert_eq!(put.key(club.shop.key()).json(&body).send().status, 200);
    assert_eq!(club.charge(), Json::Null);
    club.month();
    assert_eq!(club.newest().get("status"), "unpaid");
    assert_eq!(club.sales().len(), 1);
}

#[test]
fn only_invoices_of_subscriptions_can_be_consented_with() {
    for psp in Psp::ALL {
        let shop = shop(psp);
        let bill = shop.bill(json!({}));
        assert!(!shop.page(&bill).text.contains("name=\"consent\""));
        let path = format!("/pay/{}/psp", bill.get("publicId"));
        shop.world.post(&path).without("authorization").body("consent=1").send();
        assert_eq!(shop.till.sales.borrow()[0].sequence, "oneoff");
    }
}

#[test]
fn what_only_a_provider_can_take_is_priced_in_euros_and_charged() {
    for psp in Psp::ALL {
        let shop = live_shop(psp);
        let made = package(&shop);
        let path = format!("/subscribe/{}", made.get("publicId"));
        let page = shop.world.get(&path).without("authorization").send();
        assert!(page.text.contains("9.00\u{a0}EUR") || page.text.contains("9.00"), "{}", page.text);
        assert!(!page.text.contains("Paid in") && !page.text.contains("USDC"), "{}", page.text);
        let club = Club { package: made.get("id"), ..club_of(shop) };
        let bill = club.shop.page(&club.first);
        assert!(bill.text.contains("charge 9.00\u{a0}EUR per month"), "{}", bill.text);
        club.consent("consent=1");
        club.shop.becomes("paid");
        assert_eq!(club.charge()["psp"], psp.code());
    }
}
