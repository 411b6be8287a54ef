//! What payers do on the page beside paying: show a transaction, leave an address, sign in a
//! wallet.

use serde_json::{Value as Json, json};
use shared::currency::Asset;

use super::chain::Fault;
use super::town::{Bill, Town, town};
use crate::support::live::{g, r};

const BOTH: [Asset; 2] = [Asset::Usdc, Asset::Xrp];

/// Sends a form of the page; tells where it leads on to.
fn send(town: &Town, bill: &Bill, form: &str, field: &str, value: &str) -> String {
    let path = format!("/pay/{}/{form}", bill.public_id);
    let body = format!("{field}={value}");
    let answer = town.world.post(&path).without("authorization").body(&body).send();
    assert_eq!(answer.status, 303, "{}", answer.text);
    town.world.after();
    answer.header("location").unwrap().to_owned()
}

/// What the page says of a pasted transaction.
fn claim(town: &Town, bill: &Bill, hash: &str) -> String {
    let location = send(town, bill, "transaction", "hash", hash);
    let (_, query) = location.split_once("claim=").unwrap();
    query.split(['&', '#']).next().unwrap().to_owned()
}

fn unmatched(town: &Town) -> usize {
    let list = town.get("/api/v1/incoming-payments?disposition=unmatched");
    list.json["data"].as_array().unwrap().len()
}

#[test]
fn whoever_forgot_the_memo_shows_the_transaction_and_has_paid() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let hash = town.pay_silently(&bill, "10");
        town.pass_s(10);
        let link = format!("https%3A%2F%2Fexplorer.example.com%2Ftx%2F{hash}");
        assert_eq!(claim(&town, &bill, &link), "attached", "{asset:?}");
        assert_eq!(town.stands(&bill), "paid");
        assert_eq!(claim(&town, &bill, &hash), "known");
        town.minute();
        assert_eq!((town.stands(&bill).as_str(), unmatched(&town)), ("paid", 0));
        assert_eq!(town.world.count("SELECT count(*) FROM payment"), 1);
    }
}

#[test]
fn money_that_was_seen_as_unmatched_is_attached_as_well_and_its_alert_is_over() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    let hash = town.pay_silently(&bill, "10");
    town.minute();
    assert_eq!((unmatched(&town), town.alerts().len()), (1, 1));
    assert_eq!(claim(&town, &bill, &hash), "attached");
    assert_eq!((town.stands(&bill).as_str(), unmatched(&town)), ("paid", 0));
    assert_eq!(town.alerts().len(), 0);
}

#[test]
fn an_alert_is_listed_until_somebody_clears_it() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    town.pay_silently(&bill, "10");
    town.minute();
    let (world, key) = (&town.world, &town.world.keys.live);
    let listed = world.get("/api/v1/alerts").key(key).send();
    let alert = &listed.json["data"][0];
    let payment = world.text("SELECT id FROM payment");
    assert_eq!((&alert["kind"], &alert["subject"]), (&json!("unmatched_payment"), &json!(payment)));
    let path = format!("/api/v1/alerts/{}/clear", alert["id"].as_str().unwrap());
    let cleared = world.post(&path).key(key).send();
    assert_eq!((cleared.status, &cleared.json), (200, alert));
    assert_eq!(world.get("/api/v1/alerts").key(key).send().json["total"], 0);
    assert_eq!(world.post(&path).key(key).send().status, 404);
    // The money is listed as before.
    assert_eq!(unmatched(&town), 1);
}

#[test]
fn money_that_two_invoices_may_have_been_paid_by_waits_for_the_merchant() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let other = town.bill(asset, json!({}));
        let hash = town.pay_silently(&bill, "10");
        town.pass_s(10);
        assert_eq!(claim(&town, &bill, &hash), "waiting", "{asset:?}");
        assert_eq!((town.stands(&bill), town.stands(&other)), ("unpaid".into(), "unpaid".into()));
        assert_eq!((unmatched(&town), town.alerts().len()), (1, 1));
    }
}

#[test]
fn an_invoice_that_is_younger_than_the_ledgers_date_may_be_the_one_that_was_paid() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let hash = town.pay_silently(&bill, "10");
        town.pass_s(10);
        // Ledgers' clocks are not ours, and XRPL's tell only tens of seconds.
        town.world.pass_ms(30_000);
        town.bill(asset, json!({}));
        assert_eq!(claim(&town, &bill, &hash), "waiting", "{asset:?}");
        assert_eq!(town.stands(&bill), "unpaid");
    }
}

#[test]
fn what_is_left_of_a_partly_paid_invoice_counts_as_what_it_waits_for() {
    for asset in BOTH {
        let town = town();
        let bill = town.bill(asset, json!({}));
        let other = town.bill(asset, json!({"amount": "15"}));
        town.pay(&other, "5");
        town.minute();
        let hash = town.pay_silently(&bill, "10");
        town.pass_s(10);
        assert_eq!(claim(&town, &bill, &hash), "waiting", "{asset:?}");
    }
}

#[test]
fn money_that_names_something_else_is_nobodys_to_claim_before_and_after_it_is_seen() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    let mut tx = town.xrpl_tx(&bill, "10");
    tx.tag = Some(bill.tag ^ 1);
    let hash = town.xrpl(tx);
    town.pass_s(10);
    assert_eq!(claim(&town, &bill, &hash), "elsewhere");
    town.minute();
    assert_eq!(claim(&town, &bill, &hash), "elsewhere");
    assert_eq!(town.stands(&bill), "unpaid");
}

#[test]
fn what_does_not_fit_in_amount_asset_or_time_waits_for_the_merchant() {
    for asset in BOTH {
        let town = town();
        let before = town.bill(asset, json!({}));
        let early = town.pay_silently(&before, "7");
        town.pass_s(600);
        let bill = town.bill(asset, json!({"amount": "7", "expiresIn": "1h"}));
        let little = town.pay_silently(&bill, "6");
        let foreign = town.pay_in(&bill, "ABC:GABC", "7");
        town.pass_s(10);
        assert_eq!(claim(&town, &bill, &early), "waiting");
        assert_eq!(claim(&town, &bill, &little), "waiting");
        // This one names the invoice by its memo: the watcher has it.
        assert_eq!(claim(&town, &bill, &foreign), "not_final");
        assert_eq!(town.stands(&bill), "unpaid");
        town.pass_s(2 * 3_600);
        let late = town.pay_silently(&bill, "7");
        town.pass_s(10);
        assert_eq!(claim(&town, &bill, &late), "waiting");
    }
}

#[test]
fn what_is_no_payment_of_ours_is_told_apart() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    assert_eq!(claim(&town, &bill, "my+transaction"), "not_a_hash");
    assert_eq!(claim(&town, &bill, &"AB".repeat(32)), "not_found");
    let mut elsewhere = town.xrpl_tx(&bill, "10");
    elsewhere.to = r(77);
    let elsewhere = town.xrpl(elsewhere);
    let mut failed = town.xrpl_tx(&bill, "10");
    failed.result = "tecPATH_DRY";
    let failed = town.xrpl(failed);
    // Proposed, and in no ledger yet: the invoice waits for it.
    let proposed = town.pay_silently(&bill, "10");
    assert_eq!(claim(&town, &bill, &proposed), "not_final");
    assert_eq!(town.stands(&bill), "pending");
    town.pass_s(10);
    assert_eq!(claim(&town, &bill, &elsewhere), "elsewhere");
    assert_eq!(claim(&town, &bill, &failed), "failed");
    assert_eq!(claim(&town, &bill, &proposed), "attached");
    assert_eq!(town.stands(&bill), "paid");
}

#[test]
fn one_payment_shown_on_two_invoices_pays_one() {
    let town = town();
    let first = town.bill(Asset::Xrp, json!({}));
    let hash = town.pay_silently(&first, "10");
    town.pass_s(10);
    assert_eq!(claim(&town, &first, &hash), "attached");
    let second = town.bill(Asset::Xrp, json!({}));
    assert_eq!(claim(&town, &second, &hash), "elsewhere");
    assert_eq!(town.stands(&second), "unpaid");
}

#[test]
fn nobody_asks_for_transactions_without_end() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    let path = format!("/pay/{}/transaction", bill.public_id);
    let ask = || {
        let body = format!("hash={}", "AB".repeat(32));
        let ask = town.world.post(&path).without("authorization").body(&body);
        let answer = ask.header("cf-connecting-ip", "192.0.2.7").send();
        answer.header("location").unwrap().to_owned()
    };
    for _ in 0..20 {
        assert!(ask().contains("claim=not_found"));
    }
    assert!(ask().contains("claim=too_often"));
}

#[test]
fn an_address_for_excess_is_kept_once_and_is_the_refunds() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    let at = |address: &str| send(&town, &bill, "return-address", "address", address);
    // Nothing is to go back yet.
    at(&r(5));
    assert_eq!(town.read(&bill).json["returnAddress"], Json::Null);
    town.pay(&bill, "14");
    town.minute();
    assert!(at("rNOBODY").contains("return=not_an_address"));
    assert!(at(&bill.address).contains("return=own"));
    at(&r(5));
    at(&r(6));
    assert_eq!(town.read(&bill).get("returnAddress"), r(5));
    let refund = town.post(&format!("/api/v1/invoices/{}/refunds", bill.id), json!({}));
    assert_eq!((refund.get("address"), refund.get("amount")), (r(5), "4.00".to_owned()));
    town.send_back(&bill, "4", &r(5));
    town.minute();
    assert_eq!(town.read(&bill).get("refundedAmount"), "4.00");
}

#[test]
fn once_all_that_was_too_much_is_back_the_page_asks_for_no_address() {
    let town = town();
    let bill = town.bill(Asset::Xrp, json!({}));
    town.pay(&bill, "14");
    town.minute();
    let asks = || {
        let page = town.world.get(&format!("/pay/{}", bill.public_id));
        page.without("authorization").send().text.contains("id=\"return\"")
    };
    assert!(asks());
    for (amount, still) in [("1", true), ("3", false)] {
        let body = json!({"address": r(5), "amount": amount});
        town.post(&format!("/api/v1/invoices/{}/refunds", bill.id), body);
        town.send_back(&bill, amount, &r(5));
        town.minute();
        assert_eq!(asks(), still, "after {amount}");
    }
    send(&town, &bill, "return-address", "address", &r(6));
    assert_eq!(town.read(&bill).json["returnAddress"], Json::Null);
}

fn wallet(town: &Town, bill: &Bill, part: &str, body: &str) -> Json {
    let path = format!("/pay/{}/wallet{part}", bill.public_id);
    let answer = town.world.post(&path).without("authorization").body(body).send();
    town.world.after();
    answer.json
}

#[test]
fn a_wallet_gets_a_transaction_for_what_is_due_and_only_that_one_is_handed_in() {
    let town = town();
    let bill = town.bill(Asset::Xlm, json!({}));
    let prepared = wallet(&town, &bill, "", &format!("address={}", g(9)));
    let xdr = prepared["xdr"].as_str().unwrap().to_owned();
    let token = prepared["token"].as_str().unwrap().to_owned();
    // The memo and the account are in it as they are.
    let bytes = base64(&xdr);
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(
        holds(bill.memo.as_bytes()) && holds(&[9; 32]) && holds(&100_000_000_i64.to_be_bytes())
    );
    let signed = signed(&bytes);
    let sent = |xdr: &str, token: &str| {
        let xdr = xdr.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        wallet(&town, &bill, "/submit", &format!("xdr={xdr}&token={token}"))
    };
    assert_eq!(sent(&xdr, &token), json!({"error": "failed"}), "it is not signed");
    assert_eq!(sent(&signed, &"0".repeat(64)), json!({"error": "failed"}));
    let mut other = base64(&signed);
    other[50] ^= 1;
    assert_eq!(sent(&to_base64(&other), &token), json!({"error": "failed"}));
    assert_eq!(town.stands(&bill), "unpaid");
    assert_eq!(sent(&signed, &token), json!({"ok": true}));
    assert_eq!(town.stands(&bill), "pending");
}

#[test]
fn a_wallet_that_cannot_pay_is_told_why() {
    let town = town();
    let xrp = town.bill(Asset::Xrp, json!({}));
    let usdc = town.bill(Asset::Usdc, json!({"expiresIn": "1h"}));
    let error = |bill: &Bill, address: &str| {
        wallet(&town, bill, "", &format!("address={address}"))["error"].clone()
    };
    assert_eq!(error(&xrp, &g(9)), json!("over"));
    assert_eq!(error(&usdc, "GNOBODY"), json!("no_account"));
    assert_eq!(error(&usdc, &g(30)), json!("no_trustline"));
    let much = town.bill(Asset::Xlm, json!({"amount": "1000.1"}));
    assert_eq!(error(&much, &g(30)), json!("too_little"));
    town.pass_s(2 * 3_600);
    assert_eq!(error(&usdc, &g(9)), json!("over"));
}

/// rails.md 7.20
#[test]
fn a_404_of_somebody_in_between_is_no_word_of_the_ledger() {
    let town = town();
    let bill = town.bill(Asset::Usdc, json!({}));
    let other = town.bill(Asset::Xlm, json!({}));
    let hash = town.pay_silently(&bill, "10");
    town.pass_s(10);
    let spoil = |count: usize| {
        town.hosts(bill.network()).iter().take(count).for_each(|host| {
            host.fault.set(Some(Fault::Status(404)));
        });
    };
    let prepare = || wallet(&town, &other, "", &format!("address={}", g(9)));
    spoil(usize::MAX);
    assert_eq!(claim(&town, &bill, &hash), "busy");
    assert_eq!(prepare()["error"], json!("busy"));
    town.hosts(bill.network()).iter().for_each(|host| host.fault.set(None));
    spoil(1);
    assert!(prepare()["xdr"].is_string());
    assert_eq!(claim(&town, &bill, &hash), "attached");
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

fn to_base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// With one signature of zeros instead of none.
fn signed(envelope: &[u8]) -> String {
    let (rest, none) = envelope.split_at(envelope.len() - 4);
    assert_eq!(none, [0; 4]);
    let signature = [&[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 64][..], &[0; 64]].concat();
    to_base64(&[rest, &signature].concat())
}
