//! How ledgers are read: who looks when, how much that costs, and what waits until all is known.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::json;
use shared::currency::{Asset, Network};

use super::chain::Fault;
use super::mishap::Mishap;
use super::town::{Bill, Town, town};
use crate::support::live::{g, r};

const BOTH: [Asset; 2] = [Asset::Usdc, Asset::Xrp];
const HOUR_S: i64 = 3_600;

/// rails.md 7.2
#[test]
fn a_second_tick_at_any_step_of_a_first_one_counts_nothing_twice() {
    for asset in BOTH {
        // A tick at once finds the addresses taken; one a minute later finds the lease run out.
        // Without a reference there is no step of an invoice that only one can take.
        for (waits_s, is_silent) in [(0, false), (61, false), (61, true)] {
            let mut step = 0;
            loop {
                let town = Rc::new(town());
                let bill = town.bill(asset, json!({}));
                if !is_silent {
                    town.pay(&bill, "4");
                }
                town.pay_silently(&bill, "3");
                town.pass_s(60);
                let other = town.clone();
                let meanwhile = Mishap::Meanwhile(Box::new(move || {
                    other.pass_s(waits_s);
                    other.tick_calmly();
                }));
                town.mishaps.plan([(step, meanwhile)]);
                assert!(town.tick());
                let steps = town.mishaps.steps();
                town.mishaps.plan([]);
                town.audit(std::slice::from_ref(&bill), false);
                town.minute();
                town.audit(std::slice::from_ref(&bill), true);
                let stands = if is_silent { "unpaid" } else { "partially_paid" };
                assert_eq!(town.stands(&bill), stands, "step {step}");
                assert_eq!(town.told(&bill.id).len(), if is_silent { 1 } else { 2 });
                step += 1;
                if step >= steps {
                    break;
                }
            }
            assert!(step > 8, "{step}");
        }
    }
}

/// The step's lock is lost between loading and saving: it is decided anew.
#[test]
fn a_merchant_who_acts_while_money_is_recorded_loses_neither_the_act_nor_the_money() {
    for asset in BOTH {
        let mut outcomes = BTreeSet::new();
        for step in 0..12 {
            let town = Rc::new(town());
            let bill = town.bill(asset, json!({}));
            town.pay(&bill, "4");
            town.pass_s(60);
            let (other, acted) = (town.clone(), bill.clone());
            let meanwhile = Mishap::Meanwhile(Box::new(move || {
                other.act_calmly(&acted, "cancel");
            }));
            town.mishaps.plan([(step, meanwhile)]);
            assert!(town.tick());
            town.mishaps.plan([]);
            town.audit(std::slice::from_ref(&bill), true);
            outcomes.insert(town.stands(&bill));
        }
        // The merchant was first, or too late.
        let expected = ["cancelled paid_late", "partially_paid"].map(str::to_owned);
        assert_eq!(outcomes, BTreeSet::from(expected));
    }
}

/// The payer shows the transaction while the watcher finds it: whoever is faster, nobody is told of
/// money that is nobody's.
#[test]
fn money_that_is_claimed_while_it_is_found_is_no_money_without_an_invoice() {
    for asset in BOTH {
        for step in 0..12 {
            let town = Rc::new(town());
            let bill = town.bill(asset, json!({}));
            let hash = town.pay_silently(&bill, "10");
            town.pass_s(60);
            let (other, claimed) = (town.clone(), bill.clone());
            let meanwhile = Mishap::Meanwhile(Box::new(move || {
                other.form(&claimed, "transaction", &format!("hash={hash}"));
            }));
            town.mishaps.plan([(step, meanwhile)]);
            assert!(town.tick());
            town.mishaps.plan([]);
            town.world.after();
            town.minute();
            assert_eq!((town.stands(&bill), town.alerts()), ("paid".to_owned(), Vec::new()));
            assert_eq!(town.money(&bill).len(), 1);
        }
    }
}

/// rails.md 7.18: a ledger's clock may be behind ours by a minute, and whoever is first paid right
/// after the address was set is paid all the same.
#[test]
fn money_of_the_first_minute_is_not_passed_over_because_of_clocks() {
    for asset in BOTH {
        let town = town();
        let mut bill = town.bill(asset, json!({}));
        // Our clock goes on, the ledger's does not yet.
        town.world.pass_ms(50_000);
        let other = town.world.merchant("other");
        town.set_as(&other.live, bill.network(), 2);
        bill.address = if asset == Asset::Usdc { g(2) } else { r(2) };
        town.pay(&bill, "10");
        town.pass_s(10);
        town.tick();
        assert_eq!(town.world.count("SELECT count(*) FROM payment"), 1);
    }
}

/// rails.md 7.18
#[test]
fn nothing_expires_before_the_ledger_was_read_beyond_its_end() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({"expiresIn": "1h"}));
        assert!(town.minute());
        town.pass_s(HOUR_S);
        town.pay(&bill, "10");
        town.pass_s(30);
        // The servers are gone while the end passes, and for hours after it.
        town.all(bill.network(), Some(Fault::Silent));
        for _ in 0..4 {
            town.pass_s(HOUR_S);
            town.tick();
            assert_eq!(town.stands(&bill), "unpaid");
        }
        // Or they are here, and lag behind the ledger.
        town.all(bill.network(), Some(Fault::Lags(3_000)));
        town.pass_s(300);
        town.tick();
        assert_eq!(town.stands(&bill), "unpaid");
        town.all(bill.network(), None);
        town.pass_s(300);
        town.tick();
        assert_eq!(town.stands(&bill), "paid");
    }
}

/// rails.md 7.18: the ledger's time counts, and of it only what was really told.
#[test]
fn servers_that_are_two_minutes_behind_expire_nothing_early() {
    let ways = [
        (Asset::Usdc, Fault::Lags(30)),
        (Asset::Usdc, Fault::PagesLag(30)),
        (Asset::Xrp, Fault::Lags(30)),
        (Asset::Xrp, Fault::PagesLag(30)),
    ];
    for (asset, fault) in ways {
        let town = town();
        let bill = town.bill(asset, json!({"expiresIn": "1h"}));
        assert!(town.minute());
        town.pass_s(HOUR_S + 40);
        town.pay(&bill, "10");
        town.pass_s(30);
        town.all(bill.network(), Some(fault));
        town.tick();
        assert_eq!(town.stands(&bill), "unpaid", "{fault:?}");
        town.all(bill.network(), None);
        town.pass_s(10);
        town.tick();
        assert_eq!(town.told(&bill.id), ["invoice.created", "invoice.paid"], "{fault:?}");
    }
}

/// rails.md 7.18
#[test]
fn an_unpaid_invoice_expires_as_soon_as_the_ledger_was_read_beyond_its_end() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({"expiresIn": "1h"}));
        assert!(town.minute());
        town.pass_s(HOUR_S - 60 + 115);
        town.tick();
        assert_eq!(town.stands(&bill), "unpaid");
        town.pass_s(5);
        town.tick();
        assert_eq!(town.stands(&bill), "unpaid", "the very last moment");
        town.pass_s(5);
        town.tick();
        assert_eq!(town.stands(&bill), "expired");
        assert_eq!(town.told(&bill.id), ["invoice.created", "invoice.expired"]);
    }
}

fn ways() -> [(Asset, usize); 2] {
    // Horizon is asked for itself and for a page; rippled for itself, its newest ledger, a page.
    [(Asset::Usdc, 2), (Asset::Xrp, 3)]
}

#[test]
fn two_hundred_payments_of_one_page_cost_one_request_and_three_calls_of_the_database() {
    for (asset, requests) in ways() {
        let town = town();
        let bills: Vec<Bill> = (0..200)
            .map(|_| {
                // The key may ask so often only so fast.
                town.pass_s(1);
                town.bill(asset, json!({"amount": "1"}))
            })
            .collect();
        assert!(town.minute());
        bills[..199].iter().for_each(|bill| drop(town.pay(bill, "1")));
        town.pay_silently(&bills[199], "1");
        town.pass_s(60);
        town.asked(bills[0].network());
        town.mishaps.batches();
        assert!(town.look(&bills[0]));
        // A full page of Horizon's may not be the last: it is asked once more, and saved again.
        let more = usize::from(asset == Asset::Usdc);
        assert_eq!(town.asked(bills[0].network()), requests + more);
        let batches = town.mishaps.batches();
        // It claims, loads and saves; what is told leaves by calls of its own.
        let of = |part: &str| {
            let has = |batch: &Vec<String>| batch.iter().any(|text| text.contains(part));
            (0..batches.len()).filter(|at| has(&batches[*at])).collect::<Vec<_>>()
        };
        assert_eq!(of("INSERT INTO invoice_event"), [2]);
        assert_eq!(of("UPDATE watch"), [0, 2, 3][..2 + more]);
        assert!(town.mishaps.statements_max() < 100, "{}", town.mishaps.statements_max());
        town.tick();
        town.minute();
        let paid = "SELECT count(*) FROM invoice WHERE status = 'paid'";
        assert_eq!(town.world.count(paid), 199);
        town.audit(&bills, false);
        let told = "SELECT count(*) FROM delivery WHERE state = 'delivered'";
        assert_eq!(town.world.count(told), 200 + 199 + 1 + 2);
    }
}

#[test]
fn however_many_pages_are_open_an_address_is_looked_at_once_in_five_seconds() {
    for (asset, requests) in ways() {
        let town = town();
        let (bill, other) = (town.bill(asset, json!({})), town.bill(asset, json!({})));
        town.asked(bill.network());
        town.pass_s(60);
        let viewers = |town: &Town| {
            for _ in 0..50 {
                town.look(&bill);
                town.look(&other);
            }
        };
        viewers(&town);
        assert_eq!(town.asked(bill.network()), requests);
        town.pass_s(4);
        viewers(&town);
        assert_eq!(town.asked(bill.network()), 0);
        town.pay(&bill, "10");
        town.pass_s(5);
        viewers(&town);
        assert_eq!(town.asked(bill.network()), requests);
        assert_eq!(town.stands(&bill), "paid");
    }
}

#[test]
fn an_open_page_looks_at_its_address_and_at_no_other() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({}));
    town.asked(Network::Xrpl);
    town.pass_s(60);
    town.pay(&bill, "10");
    town.pass_s(5);
    let page = town.world.get(&format!("/pay/{}", bill.public_id)).without("authorization");
    assert_eq!(page.send().status, 200);
    town.world.after();
    assert_eq!((town.stands(&bill), town.asked(Network::Xrpl)), ("paid".to_owned(), 0));
}

/// rails.md 7.21
#[test]
fn pages_of_the_xrp_ledger_are_read_to_the_last_of_one_server_or_not_at_all() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    assert!(town.minute());
    town.ledgers.xrpl_page.set(3);
    for _ in 0..10 {
        town.pay(&bill, "0.5");
    }
    town.pass_s(60);
    let cursor = town.cursor(Network::Xrpl);
    let hosts = town.hosts(Network::Xrpl);
    // The first fails with its third page; the next one begins anew, and fails with its second.
    for (host, good) in [(&hosts[0], 4), (&hosts[1], 3), (&hosts[2], 2)] {
        host.once.borrow_mut().extend(vec![None; good]);
        host.once.borrow_mut().push_back(Some(Fault::Status(503)));
    }
    town.tick();
    assert_eq!((town.cursor(Network::Xrpl), town.money(&bill).len()), (cursor, 0));
    town.minute();
    assert_eq!((town.stands(&bill), town.money(&bill).len()), ("partially_paid".to_owned(), 10));
    town.audit(&[bill], true);
}

#[test]
fn a_range_of_more_payments_than_one_look_can_read_is_halved_until_it_fits() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({"expiresIn": "never"}));
    assert!(town.minute());
    town.ledgers.xrpl_page.set(2);
    for _ in 0..30 {
        town.pay(&bill, "0.1");
        town.pass_s(200);
    }
    for _ in 0..20 {
        town.minute();
    }
    assert_eq!(town.money(&bill).len(), 30);
    assert!(town.alerts().is_empty());
    town.audit(&[bill], true);
}

#[test]
fn a_page_that_is_full_is_followed_by_the_next_at_once() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({"amount": "100000"}));
    assert!(town.minute());
    for _ in 0..450 {
        town.pay(&bill, "1");
    }
    town.pass_s(60);
    town.asked(Network::Stellar);
    town.tick();
    assert_eq!((town.asked(Network::Stellar), town.money(&bill).len()), (4, 450));
    assert_eq!(town.read(&bill).get("receivedAmount"), "450.00");
}
