//! Servers that fail, lie, forget or tell of another network: the next one is asked, the cursor
//! stays where all is known, somebody is told once, and told no more when it is right again.

use serde_json::json;
use shared::currency::{Asset, Network};

use super::chain::Fault;
use super::town::{Bill, Town, town};

const BOTH: [Asset; 2] = [Asset::Usdc, Asset::Xrp];

/// A town whose addresses were read, with an invoice that was paid since.
fn paid(asset: Asset) -> (Town, Bill) {
    let town = town();
    let bill = town.bill(asset, json!({}));
    assert!(town.minute());
    town.asked(bill.network());
    town.pay(&bill, "10");
    town.pass_s(60);
    (town, bill)
}

/// rails.md 7.20
#[test]
fn an_answer_that_cannot_be_relied_on_is_asked_of_the_next_server() {
    let faults = [
        Fault::Status(429),
        Fault::Status(500),
        Fault::Status(503),
        Fault::Status(404),
        Fault::Silent,
        Fault::Html,
        Fault::Truncated,
        Fault::OtherNetwork,
        Fault::Reset,
        Fault::Begins(u32::MAX),
        Fault::EmptyWith(500),
        Fault::EmptyWith(206),
    ];
    for asset in BOTH {
        for fault in faults {
            let (town, bill) = paid(asset);
            town.hosts(bill.network())[0].fault.set(Some(fault));
            town.tick();
            assert_eq!(town.stands(&bill), "paid", "{fault:?}");
            assert!(town.alerts().is_empty(), "{fault:?}");
        }
    }
}

/// rails.md 7.19, 7.21: what was searched is what the answer says, not what was asked.
#[test]
fn a_range_that_was_searched_in_part_is_asked_of_the_next_server() {
    for fault in [Fault::Clips(u32::MAX), Fault::ClipsTail(15), Fault::PagesLag(15)] {
        let (town, bill) = paid(Asset::Xrp);
        town.hosts(Network::Xrpl)[0].fault.set(Some(fault));
        town.tick();
        assert_eq!(town.stands(&bill), "paid", "{fault:?}");
    }
}

#[test]
fn a_page_out_of_order_or_of_a_server_that_lags_is_asked_of_the_next_server() {
    for fault in [Fault::Reorders, Fault::Lags(40)] {
        let (town, bill) = paid(Asset::Usdc);
        town.pay(&bill, "1");
        town.pass_s(5);
        town.hosts(Network::Stellar)[0].fault.set(Some(fault));
        town.tick();
        assert_eq!(town.stands(&bill), "paid overpaid", "{fault:?}");
        assert!(town.hosts(Network::Stellar)[1].count() > 0, "{fault:?}");
    }
}

#[test]
fn whoever_took_over_is_asked_until_the_preferred_server_has_its_turn() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let hosts = town.hosts(bill.network());
        hosts[0].fault.set(Some(Fault::Silent));
        town.tick();
        assert_eq!(hosts[0].count(), 1);
        hosts[0].fault.set(None);
        // The clock stands at two minutes past the ten; all eyes are on the second.
        for _ in 0..7 {
            town.minute();
        }
        assert_eq!((hosts[0].count(), hosts[2].count()), (0, 0));
        town.minute();
        assert!(hosts[0].count() > 0);
        hosts[1].count();
        town.minute();
        assert_eq!((hosts[0].count() > 0, hosts[1].count()), (true, 0));
    }
}

#[test]
fn a_ledger_that_nobody_tells_of_is_asked_ever_less_often() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        town.all(network, Some(Fault::Silent));
        let mut asked = Vec::new();
        for second in (0..400).step_by(5) {
            if town.look(&bill) && town.asked(network) > 0 {
                asked.push(second);
            }
            town.pass_s(5);
        }
        // 5, 10, 20, 40, 80, 160 seconds after the one before.
        assert_eq!(asked, [0, 5, 15, 35, 75, 155, 315]);
        town.all(network, None);
        town.pass_s(300);
        town.tick();
        assert_eq!(town.stands(&bill), "paid");
    }
}

#[test]
fn whatever_all_servers_do_wrong_the_cursor_stays() {
    let faults = [
        Fault::Status(429),
        Fault::Status(404),
        Fault::Html,
        Fault::Truncated,
        Fault::Silent,
        Fault::OtherNetwork,
        Fault::Reset,
        Fault::Begins(u32::MAX),
        Fault::Lags(100),
    ];
    for asset in BOTH {
        for fault in faults {
            let (town, bill) = paid(asset);
            let network = bill.network();
            let cursor = town.cursor(network);
            assert!(cursor > 0);
            town.all(network, Some(fault));
            town.tick();
            assert_eq!(town.cursor(network), cursor, "{fault:?}");
            town.all(network, None);
            town.pass_s(300);
            town.tick();
            assert_eq!(town.stands(&bill), "paid", "{fault:?}");
        }
    }
}

/// rails.md 7.6, 7.19
#[test]
fn gap_reset_and_another_network_are_told_once_and_no_more_when_right_again() {
    let faults = [
        (Fault::Begins(u32::MAX), "history_gap"),
        (Fault::Reset, "ledger_reset"),
        (Fault::OtherNetwork, "wrong_network"),
    ];
    for asset in BOTH {
        for (fault, alert) in faults {
            let (town, bill) = paid(asset);
            let network = bill.network();
            town.all(network, Some(fault));
            for _ in 0..5 {
                town.minute();
            }
            assert_eq!(town.alerts(), [alert]);
            let told = format!("SELECT count(*) FROM event WHERE type = 'alert.{alert}'");
            assert_eq!(town.world.count(&told), 1);
            town.all(network, None);
            town.pass_s(300);
            town.tick();
            assert!(town.alerts().is_empty(), "{alert}");
            assert_eq!(town.stands(&bill), "paid");
        }
    }
}

/// The cursor stands behind all of a ledger, or in the middle of it: what is left of that ledger
/// must be known, too. rails.md 7.19
#[test]
fn a_server_that_has_lost_the_very_ledger_where_reading_stopped_leaves_a_gap() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        // On Stellar the cursor is before the first operation of its ledger, on the XRP Ledger it
        // is behind the last.
        let first = u32::try_from(town.cursor(network)).unwrap()
            + if network == Network::Stellar { 0 } else { 1 };
        town.all(network, Some(Fault::Begins(first + 1)));
        town.tick();
        assert_eq!(town.alerts(), ["history_gap"], "{network:?}");
        town.all(network, Some(Fault::Begins(first)));
        town.minute();
        assert!(town.alerts().is_empty(), "{network:?}");
        assert_eq!(town.stands(&bill), "paid");
    }
}

#[test]
fn a_young_server_is_no_gap_as_long_as_it_knows_all_that_is_new() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let network = bill.network();
        town.all(network, Some(Fault::Begins(town.latest(network) - 3)));
        town.tick();
        assert!(town.alerts().is_empty());
        town.pay(&bill, "10");
        town.pass_s(10);
        town.tick();
        assert_eq!((town.stands(&bill), town.alerts()), ("paid".to_owned(), Vec::new()));
    }
}

/// Servers are minutes apart, and none of them lies.
#[test]
fn a_server_that_is_behind_by_less_than_three_minutes_is_no_reset() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        town.tick();
        town.pass_s(60);
        town.tick();
        // 170 s behind.
        let behind = if network == Network::Stellar { 34 } else { 42 };
        town.all(network, Some(Fault::Lags(behind)));
        town.pass_s(5);
        town.tick();
        assert!(town.alerts().is_empty(), "{network:?}");
        town.all(network, None);
        town.minute();
        town.audit(&[bill], true);
    }
}

#[test]
fn a_watcher_that_lags_by_ten_minutes_says_so_until_it_has_caught_up() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        town.all(network, Some(Fault::Silent));
        // More than one page waits.
        for _ in 0..250 {
            town.pay(&bill, "1");
        }
        for _ in 0..9 {
            town.minute();
        }
        assert!(town.alerts().is_empty());
        for _ in 0..3 {
            town.minute();
        }
        assert_eq!(town.alerts(), ["watcher_lag"]);
        town.all(network, None);
        town.pass_s(300);
        town.tick();
        assert!(town.alerts().is_empty(), "{network:?}");
        assert_eq!(town.world.count("SELECT count(*) FROM payment"), 251);
    }
}

#[test]
fn a_dead_server_is_told_of_after_ten_minutes_and_no_more_when_it_answers() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        town.hosts(network)[0].fault.set(Some(Fault::Status(500)));
        for _ in 0..9 {
            town.minute();
        }
        assert!(town.alerts().is_empty());
        for _ in 0..11 {
            town.minute();
        }
        assert_eq!(town.alerts(), ["server_down"]);
        town.hosts(network)[0].fault.set(None);
        for _ in 0..10 {
            town.minute();
        }
        assert!(town.alerts().is_empty());
        town.audit(&[bill], true);
    }
}

#[test]
fn two_failures_hours_apart_are_no_dead_server() {
    let (town, bill) = paid(Asset::Usdc);
    let hosts = town.hosts(bill.network());
    for _ in 0..2 {
        hosts[0].fault.set(Some(Fault::Status(500)));
        // The second server is asked when the first one fails, and fails once.
        hosts[1].once.borrow_mut().push_back(Some(Fault::Status(500)));
        town.minute();
        hosts[0].fault.set(None);
        for _ in 0..3 * 60 {
            town.minute();
        }
    }
    assert!(town.alerts().is_empty(), "{:?}", town.alerts());
}

/// A payment that a server left out while it told of later ones. rails.md 7.20
#[test]
fn what_a_server_left_out_is_found_by_the_next_looks_or_within_a_day() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        town.pass_s(60);
        town.pay(&bill, "1");
        town.pass_s(400);
        town.all(network, Some(Fault::Hides));
        town.tick();
        town.all(network, None);
        assert_ne!(town.stands(&bill), "paid overpaid");
        for _ in 0..25 {
            town.pass_s(3_600);
            town.tick();
        }
        town.audit(&[bill], true);
    }
}

#[test]
fn a_dead_server_is_waited_for_once_a_tick_however_many_addresses_there_are() {
    for asset in BOTH {
        let (town, bill) = paid(asset);
        let network = bill.network();
        for number in 2..6 {
            let keys = town.world.merchant(&format!("merchant-{number}"));
            town.set_as(&keys.live, network, number);
        }
        town.asked(network);
        let hosts = town.hosts(network);
        hosts[0].fault.set(Some(Fault::Silent));
        town.tick();
        assert_eq!(hosts[0].count(), 1);
        assert!(hosts[1].count() > 5);
        assert_eq!(town.stands(&bill), "paid");
    }
}
