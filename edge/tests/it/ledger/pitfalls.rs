//! Ways in which checkouts lose or invent money (`rails.md` 7), tried on the whole watcher. The
//! parsers' own are beside them; others are where what they are about is.

use serde_json::{Value as Json, json};
use shared::currency::{Asset, Network};

use super::chain::Fault;
use super::horizon::{Kind, Memo};
use super::mishap::Mishap;
use super::town::{OURS, PAYER, Town, town};
use crate::support::live::{g, r};

const BOTH: [Asset; 2] = [Asset::Usdc, Asset::Xrp];

/// rails.md 7.3, 7.4
#[test]
fn every_payment_of_one_transaction_counts_for_the_invoice_that_its_memo_names() {
    let town = town();
    let (bill, other) = (town.bill(Asset::Usdc, json!({})), town.bill(Asset::Usdc, json!({})));
    let mut tx = town.stellar_tx(&bill, "4");
    let mut second = tx.ops[0].clone();
    second.kind = Kind::PathSend;
    let mut elsewhere = tx.ops[0].clone();
    elsewhere.to = g(77);
    tx.ops.extend([elsewhere, second]);
    town.stellar(tx);
    town.minute();
    assert_eq!(town.money(&bill), ["counted 40000000", "counted 40000000"]);
    assert_eq!(
        (town.stands(&bill), town.stands(&other)),
        ("partially_paid".into(), "unpaid".into())
    );
    town.audit(&[bill, other], true);
}

/// rails.md 7.6: the same operation of another network is other money, and its address is left
/// alone by an install that works on this one.
#[test]
fn money_of_a_test_network_is_none_of_the_real_ones() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({}));
    town.world.write("UPDATE watch SET chain = 'testnet' WHERE network = 'STELLAR'");
    town.pay(&bill, "10");
    town.asked(Network::Stellar);
    town.minute();
    town.look(&bill);
    assert_eq!((town.stands(&bill), town.asked(Network::Stellar)), ("unpaid".to_owned(), 0));
    town.world.write("UPDATE watch SET chain = 'public' WHERE network = 'STELLAR'");
    // An invoice of the test network, from before the install was set to the real one.
    town.world.write("UPDATE invoice SET chain = 'testnet'");
    town.minute();
    assert_eq!(town.alerts(), ["unmatched_payment"]);
    assert!(town.world.text("SELECT key FROM payment").starts_with("public:"));
    assert_eq!(town.money(&bill), [""; 0]);
}

/// rails.md 7.6
#[test]
fn health_says_that_the_servers_are_on_another_network() {
    let town = town();
    town.all(Network::Stellar, Some(Fault::OtherNetwork));
    town.minute();
    let health = town.world.get("/health").without("authorization").send();
    assert_ne!(health.json["ok"], json!(true), "{}", health.text);
    assert!(health.text.contains("another network"), "{}", health.text);
}

/// rails.md 7.9
#[test]
fn a_payment_that_failed_pays_nothing_even_where_servers_tell_of_it() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({}));
    let mut failed = town.stellar_tx(&bill, "10");
    failed.successful = false;
    let hash = town.stellar(failed);
    town.all(Network::Stellar, Some(Fault::TellsFailed));
    town.minute();
    assert_eq!(town.world.count("SELECT count(*) FROM payment"), 0);
    let claimed = town.form(&bill, "transaction", &format!("hash={hash}"));
    assert!(claimed.header("location").unwrap().contains("claim=elsewhere"));
    let bill = town.bill(Asset::Xrp, json!({}));
    let mut failed = town.xrpl_tx(&bill, "10");
    failed.result = "tecUNFUNDED_PAYMENT";
    let hash = town.xrpl(failed);
    town.minute();
    let claimed = town.form(&bill, "transaction", &format!("hash={hash}"));
    assert!(claimed.header("location").unwrap().contains("claim=failed"));
    town.world.after();
    assert_eq!(town.world.count("SELECT count(*) FROM payment"), 0);
}

/// rails.md 7.10
#[test]
fn what_is_not_validated_pays_nothing() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    town.minute();
    let cursor = town.cursor(Network::Xrpl);
    town.pay(&bill, "10");
    town.all(Network::Xrpl, Some(Fault::Unvalidated));
    town.minute();
    assert_eq!((town.stands(&bill), town.cursor(Network::Xrpl)), ("unpaid".to_owned(), cursor));
    town.all(Network::Xrpl, None);
    town.minute();
    assert_eq!(town.stands(&bill), "paid");
}

/// rails.md 7.17
#[test]
fn what_the_merchant_sends_to_itself_or_others_is_no_income() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let [ours, payer] =
            if asset == Asset::Usdc { [g(OURS), g(PAYER)] } else { [r(OURS), r(PAYER)] };
        assert_eq!(bill.address, ours);
        // With the invoice's own reference, so that nothing but the direction tells them apart.
        match asset {
            Asset::Usdc => {
                for to in [&ours, &payer] {
                    let mut tx = town.stellar_tx(&bill, "10");
                    (tx.ops[0].from, tx.ops[0].to) = (ours.clone(), to.clone());
                    town.stellar(tx);
                }
            }
            _ => {
                for to in [&ours, &payer] {
                    let mut tx = town.xrpl_tx(&bill, "10");
                    (tx.from, tx.to) = (ours.clone(), to.clone());
                    town.xrpl(tx);
                }
            }
        }
        town.minute();
        assert_eq!((town.stands(&bill), town.alerts().len()), ("unpaid".to_owned(), 0));
        assert_eq!(town.world.count("SELECT count(*) FROM payment"), 0);
    }
}

/// rails.md 7.22
#[test]
fn a_new_account_pays_by_its_starting_balance_and_a_merged_one_waits_for_the_merchant() {
    let town = town();
    let bill = town.bill(Asset::Xlm, json!({}));
    let mut merge = town.stellar_tx(&bill, "6");
    merge.ops[0].kind = Kind::Merge;
    town.stellar(merge);
    let mut made = town.stellar_tx(&bill, "4");
    made.ops[0].kind = Kind::CreateAccount;
    town.stellar(made);
    town.minute();
    assert_eq!(town.money(&bill), ["counted 40000000"]);
    assert_eq!(
        town.world.text("SELECT amount FROM payment WHERE note = 'account_merge'"),
        "60000000"
    );
    assert_eq!(town.alerts(), ["unmatched_payment"]);
    town.audit(&[bill], true);
}

/// rails.md 7.14: and the money is not lost.
#[test]
fn a_memo_and_a_muxed_id_of_two_invoices_pay_neither() {
    let town = town();
    let (bill, other) = (town.bill(Asset::Usdc, json!({})), town.bill(Asset::Usdc, json!({})));
    let mut tx = town.stellar_tx(&bill, "10");
    tx.ops[0].muxed = Some(other.number);
    town.stellar(tx);
    let mut agreeing = town.stellar_tx(&other, "10");
    (agreeing.memo, agreeing.ops[0].muxed) = (Memo::Id(other.number), Some(other.number));
    town.stellar(agreeing);
    town.minute();
    assert_eq!((town.stands(&bill), town.stands(&other)), ("unpaid".into(), "paid".into()));
    assert_eq!(town.alerts(), ["unmatched_payment"]);
    town.audit(&[bill, other], true);
}

/// rails.md 7.15
#[test]
fn tag_0_is_a_tag_of_nobody_and_is_kept() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    let mut tx = town.xrpl_tx(&bill, "10");
    tx.tag = Some(0);
    town.xrpl(tx);
    town.minute();
    assert_eq!(town.world.text("SELECT reference FROM payment"), "0");
    assert_eq!((town.stands(&bill), town.alerts().len()), ("unpaid".to_owned(), 1));
}

/// rails.md 7.26: the reference counts at the invoice's own address only, whoever's it is.
#[test]
fn the_reference_of_one_merchant_pays_nothing_at_the_address_of_another() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let other = town.world.merchant("other");
        town.set_as(&other.live, bill.network(), 2);
        let mut misled = bill.clone();
        misled.address = if asset == Asset::Usdc { g(2) } else { r(2) };
        town.pay(&misled, "10");
        town.minute();
        assert_eq!(town.stands(&bill), "unpaid");
        let whose = "SELECT m.handle FROM payment p JOIN merchant m ON m.id = p.merchant";
        assert_eq!(town.world.text(whose), "other");
        let seen = town.world.get("/api/v1/incoming-payments").key(&other.live).send();
        assert_eq!(seen.json["data"][0]["disposition"], "unmatched");
    }
}

/// The hooks that left for an invoice: name, id and sequence of each.
fn hooks(town: &Town, id: &str) -> Vec<(String, String, i64)> {
    let sent = town.world.fetch.sent.borrow();
    let hooks = sent.iter().filter(|one| one.url.starts_with("https://shop.example.com"));
    let bodies = hooks.map(|one| serde_json::from_slice::<Json>(one.bytes()).unwrap());
    let own = bodies.filter(|body| body["invoiceId"] == json!(id));
    own.map(|body| {
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        (text("event"), text("id"), body["sequence"].as_i64().unwrap())
    })
    .collect()
}

/// rails.md 7.31
#[test]
fn nothing_is_told_before_it_is_written_and_what_is_told_again_has_the_same_id() {
    // Whatever happens to any step of the tick that finds, writes and tells.
    for step in 0..24 {
        for asset in BOTH.into_iter().skip(step % 2).take(1) {
            for happens in [|| Mishap::LostUndone, || Mishap::KilledAfter, || Mishap::Lost] {
                let town = town();
                let bill = town.bill(asset, json!({}));
                town.pay(&bill, "10");
                town.pass_s(60);
                town.mishaps.plan([(step, happens())]);
                town.tick();
                town.mishaps.plan([]);
                let written = town.told(&bill.id).len();
                let first = hooks(&town, &bill.id);
                assert!(first.iter().all(|hook| hook.2 <= i64::try_from(written).unwrap()));
                town.pass_s(61);
                town.tick();
                town.minute();
                let mut all = hooks(&town, &bill.id);
                all.sort();
                all.dedup();
                let names: Vec<&str> = all.iter().map(|hook| hook.0.as_str()).collect();
                assert_eq!(names, ["invoice.created", "invoice.paid"], "step {step}");
            }
        }
    }
}

/// rails.md 7.13, 7.11
#[test]
fn payers_who_cannot_send_our_memo_are_understood_all_the_same() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({"amount": "100"}));
    let ways = [
        (Memo::Text(format!("  {} ", bill.memo.to_lowercase())), None),
        (Memo::Id(bill.number), None),
        (Memo::None, Some(bill.number)),
        (Memo::Hash, Some(bill.number)),
        (Memo::Text("thank you".to_owned()), Some(bill.number)),
    ];
    for (memo, muxed) in ways {
        let mut tx = town.stellar_tx(&bill, "1");
        (tx.memo, tx.ops[0].muxed) = (memo, muxed);
        town.stellar(tx);
    }
    let mut tx = town.stellar_tx(&bill, "1");
    (tx.memo, tx.ops[0].muxed, tx.ops[0].kind) = (Memo::None, Some(bill.number), Kind::Contract);
    town.stellar(tx);
    // Digits in a text are no number.
    let mut tx = town.stellar_tx(&bill, "1");
    tx.memo = Memo::Text(bill.number.to_string());
    town.stellar(tx);
    town.minute();
    assert_eq!(town.read(&bill).get("receivedAmount"), "6.00");
    town.audit(&[bill], true);
}
