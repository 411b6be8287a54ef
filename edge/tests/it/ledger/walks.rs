//! What an invoice in live mode goes through, on both ledgers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;
use shared::currency::{Asset, Network};

use super::horizon::HOLDER;
use super::town::{Bill, PAYER, Town, town};
use crate::support::live::{g, r};

const BOTH: [Asset; 2] = [Asset::Usdc, Asset::Xrp];

const HOUR_S: i64 = 3_600;

/// So many of the asset, as rows keep them.
fn units(asset: Asset, whole: i64) -> i64 {
    whole * 10_i64.pow(asset.scale())
}

fn walk(asset: Asset, more: serde_json::Value) -> (Town, Bill) {
    let town = town();
    let bill = town.bill(asset, more);
    assert!(town.minute());
    assert_eq!(town.stands(&bill), "unpaid");
    (town, bill)
}

/// The payer's wallet, or the payer, says that money is on its way. The hash.
fn announce(town: &Town, bill: &Bill) {
    match bill.network() {
        Network::Stellar => {
            let written = town.form(bill, "wallet", &format!("address={}", g(HOLDER)));
            let mut envelope = BASE64.decode(written.get("xdr")).unwrap();
            // One signature instead of none: a hint, the length, 64 bytes.
            envelope.truncate(envelope.len() - 4);
            envelope.extend([0, 0, 0, 1, 1, 2, 3, 4, 0, 0, 0, 64]);
            envelope.extend([5; 64]);
            let form = form_urlencoded(&BASE64.encode(envelope), &written.get("token"));
            let handed_in = town.form(bill, "wallet/submit", &form);
            assert_eq!(handed_in.json, json!({"ok": true}), "{}", written.text);
        }
        Network::Xrpl | Network::Psp => {
            let hash = town.pay(bill, "4");
            town.form(bill, "transaction", &format!("hash={hash}"));
        }
    }
    town.world.after();
}

fn form_urlencoded(xdr: &str, token: &str) -> String {
    let safe = |text: &str| text.replace('%', "%25").replace('+', "%2B").replace('=', "%3D");
    format!("xdr={}&token={}", safe(xdr), safe(token))
}

#[test]
fn an_invoice_goes_from_unpaid_over_pending_and_partially_paid_to_paid() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        announce(&town, &bill);
        assert_eq!(town.stands(&bill), "pending");
        if asset == Asset::Usdc {
            town.pay(&bill, "4");
        }
        town.minute();
        assert_eq!(town.stands(&bill), "partially_paid");
        assert_eq!(town.read(&bill).get("remainingAmount"), "6.00");
        town.pay(&bill, "6");
        town.minute();
        assert_eq!(town.stands(&bill), "paid");
        let money = [4, 6].map(|whole| format!("counted {}", units(asset, whole)));
        assert_eq!(town.money(&bill), money);
        let told = ["created", "pending", "partially_paid", "paid"];
        assert_eq!(town.told(&bill.id), told.map(|name| format!("invoice.{name}")));
        town.audit(&[bill], true);
    }
}

/// rails.md 7.10: what a wallet or a server says before the ledger closed it pays nothing.
#[test]
fn money_that_was_announced_and_never_came_is_forgotten_after_15_minutes() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        match asset {
            Asset::Usdc => announce(&town, &bill),
            _ => {
                let tx = super::rippled::Tx { to: r(50), ..town.xrpl_tx(&bill, "10") };
                let hash = town.xrpl(tx);
                town.form(&bill, "transaction", &format!("hash={hash}"));
                town.world.after();
            }
        }
        assert_eq!(town.stands(&bill), "pending");
        assert_eq!(town.read(&bill).get("receivedAmount"), "0");
        for _ in 0..14 {
            town.minute();
        }
        assert_eq!(town.stands(&bill), "pending");
        town.pass_s(120);
        town.tick();
        assert_eq!(town.stands(&bill), "unpaid");
        assert!(town.money(&bill).is_empty());
        town.audit(&[bill], true);
    }
}

#[test]
fn late_money_counts_for_a_day_and_after_that_the_merchant_decides() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({"expiresIn": "1h"}));
        town.pass_s(HOUR_S + 180);
        town.tick();
        assert_eq!(town.stands(&bill), "expired");
        town.pay(&bill, "4");
        town.minute();
        assert_eq!(town.stands(&bill), "partially_paid paid_late");
        town.pass_s(24 * HOUR_S);
        town.tick();
        assert_eq!(town.stands(&bill), "expired underpaid paid_late");
        town.pay(&bill, "6");
        town.minute();
        let late = format!("late {}", units(asset, 6));
        assert_eq!(town.money(&bill), [format!("counted {}", units(asset, 4)), late]);
        let settled = town.post(&format!("/api/v1/invoices/{}/settle", bill.id), json!({}));
        assert_eq!(settled.status, 200, "{}", settled.text);
        town.world.after();
        assert_eq!(town.stands(&bill), "paid paid_late");
        town.audit(&[bill], true);
    }
}

/// The 120 s of grace, on the ledger's clock and not on ours.
#[test]
fn money_of_the_last_two_minutes_is_on_time_however_late_it_is_read() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({"expiresIn": "1h"}));
        town.pass_s(HOUR_S + 50);
        town.pay(&bill, "10");
        town.pass_s(12 * HOUR_S);
        town.tick();
        assert_eq!(town.stands(&bill), "paid");
    }
}

#[test]
fn too_much_money_is_all_counted_and_money_for_a_paid_invoice_is_a_duplicate() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        town.pay(&bill, "12");
        town.minute();
        assert_eq!(town.stands(&bill), "paid overpaid");
        town.pay(&bill, "10");
        town.minute();
        let read = town.read(&bill);
        assert_eq!(
            (read.get("receivedAmount"), read.get("excessAmount")),
            ("12.00".into(), "12.00".into())
        );
        let told = ["created", "paid", "overpaid", "overpaid"];
        assert_eq!(town.told(&bill.id), told.map(|name| format!("invoice.{name}")));
        town.audit(&[bill], true);
    }
}

/// rails.md 7.5
#[test]
fn another_asset_or_issuer_pays_nothing_and_is_kept() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        let forged = if asset == Asset::Usdc { format!("USDC:{}", g(66)) } else { r(66) };
        let forged = if asset == Asset::Xrp { format!("XRP:{forged}") } else { forged };
        town.pay_in(&bill, &forged, "10");
        town.minute();
        assert_eq!(town.stands(&bill), "unpaid");
        let kept = town.get("/api/v1/incoming-payments?disposition=wrong_asset");
        assert_eq!(kept.json["data"][0]["asset"], json!(forged));
        assert_eq!(kept.json["data"][0]["invoiceId"], json!(bill.id));
        assert_eq!(town.told(&bill.id), ["invoice.created"]);
        town.audit(&[bill], true);
    }
}

#[test]
fn money_without_a_reference_waits_for_the_merchant_who_says_what_it_was_for() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        town.pay_silently(&bill, "10");
        town.minute();
        assert_eq!((town.stands(&bill), town.alerts().len()), ("unpaid".to_owned(), 1));
        assert_eq!(town.alerts(), ["unmatched_payment"]);
        let kept = town.get("/api/v1/incoming-payments?disposition=unmatched");
        let id = kept.json["data"][0]["id"].as_str().unwrap().to_owned();
        let alert = town.world.text("SELECT id FROM alert");
        assert_eq!(town.told(&alert), ["alert.unmatched_payment"]);
        assert_eq!(town.world.text("SELECT subject FROM alert"), id);
        let path = format!("/api/v1/incoming-payments/{id}/assign");
        let assigned = town.post(&path, json!({"invoice": bill.id}));
        assert_eq!(assigned.status, 200, "{}", assigned.text);
        town.world.after();
        assert_eq!((town.stands(&bill), town.alerts()), ("paid".to_owned(), Vec::new()));
        // It is read again many times, and belongs to nobody else.
        for _ in 0..3 {
            town.minute();
        }
        assert_eq!(town.money(&bill), [format!("counted {}", units(asset, 10))]);
        let again = town.post(&path, json!({"invoice": bill.id}));
        assert_eq!((again.status, again.get("code")), (409, "already_assigned".to_owned()));
    }
}

#[test]
fn a_refund_is_sent_once_the_ledger_shows_it_and_told_once() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        town.pay(&bill, "12");
        town.minute();
        let payer = if asset == Asset::Usdc { g(PAYER) } else { r(PAYER) };
        let path = format!("/api/v1/invoices/{}/refunds", bill.id);
        let made = town.post(&path, json!({"amount": "2", "address": payer}));
        assert_eq!((made.status, made.get("status")), (201, "awaiting".to_owned()));
        // To somebody else, and too little: neither is it.
        town.send_back(&bill, "2", &if asset == Asset::Usdc { g(50) } else { r(50) });
        town.send_back(&bill, "1", &payer);
        town.minute();
        assert_eq!(town.get(&path).json["data"][0]["status"], "awaiting");
        let hash = town.send_back(&bill, "2", &payer);
        town.pass_s(5);
        // Another one of the same kind is no second refund.
        town.send_back(&bill, "2", &payer);
        for _ in 0..4 {
            town.minute();
        }
        let sent = &town.get(&path).json["data"][0];
        assert_eq!((&sent["status"], &sent["transaction"]), (&json!("sent"), &json!(hash)));
        assert_eq!(town.stands(&bill), "paid overpaid refunded");
        let refunded = town.told(&bill.id).iter().filter(|it| *it == "invoice.refunded").count();
        assert_eq!(refunded, 1);
    }
}

#[test]
fn two_refunds_alike_are_two_payments_however_often_the_first_is_read() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        town.pay(&bill, "14");
        town.minute();
        let payer = if asset == Asset::Usdc { g(PAYER) } else { r(PAYER) };
        let path = format!("/api/v1/invoices/{}/refunds", bill.id);
        for _ in 0..2 {
            town.post(&path, json!({"amount": "2", "address": payer}));
        }
        let sent =
            |town: &Town| town.world.count("SELECT count(*) FROM refund WHERE state = 'sent'");
        town.send_back(&bill, "2", &payer);
        for _ in 0..3 {
            town.minute();
            assert_eq!(sent(&town), 1);
        }
        town.send_back(&bill, "2", &payer);
        town.pay(&bill, "1");
        town.minute();
        assert_eq!(sent(&town), 2);
        assert_eq!(town.read(&bill).get("refundedAmount"), "4.00");
        town.audit(&[bill], true);
    }
}

#[test]
fn a_refund_that_left_before_it_was_written_down_is_found_by_the_next_look() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({}));
        town.pay(&bill, "12");
        town.minute();
        let payer = if asset == Asset::Usdc { g(PAYER) } else { r(PAYER) };
        town.send_back(&bill, "2", &payer);
        town.minute();
        let path = format!("/api/v1/invoices/{}/refunds", bill.id);
        town.post(&path, json!({"amount": "2", "address": payer}));
        town.pass_s(5);
        town.tick();
        assert_eq!(town.stands(&bill), "paid overpaid refunded");
    }
}

/// rails.md 7.27
#[test]
fn an_open_invoice_is_paid_at_its_own_address_long_after_the_merchant_took_another() {
    for asset in BOTH {
        let (town, bill) = walk(asset, json!({"expiresIn": "never"}));
        let network = bill.network();
        town.set_as(town.key(), network, 2);
        town.pass_s(25 * HOUR_S);
        let newer = town.bill(asset, json!({}));
        assert_ne!(newer.address, bill.address);
        for _ in 0..10 {
            town.pass_s(10 * 24 * HOUR_S);
            town.tick();
        }
        town.pay(&bill, "4");
        // The reference of one and the address of the other name nobody.
        let crossed = Bill { address: newer.address.clone(), ..bill.clone() };
        town.pay(&crossed, "10");
        town.minute();
        assert_eq!((town.stands(&bill), town.alerts().len()), ("partially_paid".to_owned(), 1));
        town.pay(&bill, "6");
        town.minute();
        assert_eq!(town.stands(&bill), "paid");
    }
}
