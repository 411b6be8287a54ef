//! A watcher that is killed, or whose database fails, at any single step loses and doubles nothing.

use serde_json::json;
use shared::currency::{Asset, Network};

use super::mishap::Mishap;
use super::town::{Bill, Town, town};

/// Two invoices that are paid, one of them in part; money that names none; a refund that left.
fn scene(asset: Asset) -> (Town, Vec<Bill>) {
    let town = town();
    let bills = vec![town.bill(asset, json!({})), town.bill(asset, json!({}))];
    town.pay(&bills[0], "10");
    town.pay(&bills[1], "4");
    town.pay_silently(&bills[0], "3");
    town.pay_in(&bills[1], "FAKE:rLNaPoKeeBjZe2qs6x52yVPZpZ8td4dc6w", "7");
    // So long ago that the newest ledgers, which are read again, are others.
    town.pass_s(400);
    (town, bills)
}

fn ends_well(town: &Town, bills: &[Bill], what: &str) {
    town.mishaps.plan([]);
    town.audit(bills, false);
    for _ in 0..3 {
        assert!(town.minute());
        town.audit(bills, false);
    }
    town.audit(bills, true);
    assert_eq!(town.stands(&bills[0]), "paid", "{what}");
    assert_eq!(town.stands(&bills[1]), "partially_paid", "{what}");
    let left = "SELECT count(*) FROM delivery WHERE state <> 'delivered'";
    assert_eq!(town.world.count(left), 0, "{what}");
}

/// Each thing that can happen at each step of the tick that finds the money.
fn whatever_happens_at_any_step(asset: Asset, happens: &[fn() -> Mishap]) {
    let (town, bills) = scene(asset);
    town.mishaps.plan([]);
    assert!(town.tick());
    let steps = town.mishaps.steps();
    ends_well(&town, &bills, "undisturbed");
    assert!(steps > 8, "{steps}");
    for step in 0..steps {
        for (index, mishap) in happens.iter().enumerate() {
            let (town, bills) = scene(asset);
            town.mishaps.plan([(step, mishap())]);
            town.tick();
            ends_well(&town, &bills, &format!("mishap {index} at step {step}"));
        }
    }
}

const KILLED: [fn() -> Mishap; 2] = [|| Mishap::KilledBefore, || Mishap::KilledAfter];
const FAILED: [fn() -> Mishap; 3] = [|| Mishap::Fails, || Mishap::Lost, || Mishap::LostUndone];

/// rails.md 7.1
#[test]
fn a_watcher_of_stellar_killed_between_any_two_steps_loses_and_doubles_nothing() {
    whatever_happens_at_any_step(Asset::Usdc, &KILLED);
}

/// rails.md 7.1
#[test]
fn a_watcher_of_the_xrp_ledger_killed_between_any_two_steps_loses_and_doubles_nothing() {
    whatever_happens_at_any_step(Asset::Xrp, &KILLED);
}

#[test]
fn a_batch_or_an_answer_lost_at_any_step_on_stellar_loses_and_doubles_nothing() {
    whatever_happens_at_any_step(Asset::Usdc, &FAILED);
}

#[test]
fn a_batch_or_an_answer_lost_at_any_step_on_the_xrp_ledger_loses_and_doubles_nothing() {
    whatever_happens_at_any_step(Asset::Xrp, &FAILED);
}

#[test]
fn a_killed_watcher_lets_nobody_wait_longer_than_its_lease() {
    let (town, bills) = scene(Asset::Usdc);
    town.mishaps.plan([(4, Mishap::KilledBefore)]);
    assert!(!town.tick());
    town.mishaps.plan([]);
    town.asked(Network::Stellar);
    town.pass_s(30);
    assert!(town.look(&bills[0]));
    assert_eq!(town.asked(Network::Stellar), 0);
    town.pass_s(30);
    assert!(town.look(&bills[0]));
    assert_eq!(town.asked(Network::Stellar), 2);
    assert_eq!(town.stands(&bills[0]), "paid");
}
