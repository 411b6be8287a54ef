//! Answers of XRP Ledger servers, right and wrong, and what is read of them. Pitfalls are those of
//! `rails.md` 7.

use serde_json::{Value, json};
use shared::reference::Pointer;

use super::*;
use crate::rails::Way;

const OURS: &str = "rESvpbrh9EqNDHtkrWWTMy6UiJzWvriNTU";
const PAYER: &str = "rDteTJAxMSHb9C3HdFZVT5wALi2ZBKMzsf";
const OTHER: &str = "rLoEPq3a3jZZqfV9CAxrwi5nZfC7ixk1br";
const HASH: &str = "AA00000000000000000000000000000000000000000000000000000000000001";
/// 2026-01-15T10:00:05Z: 1768471205 - 946684800.
const CLOSED: u32 = 821_786_405;

fn net() -> Xrpl {
    Xrpl { network_id: 1, chain: "testnet".to_owned(), ..Xrpl::default() }
}

/// Puts members into an object; `null` takes one away.
fn with(mut object: Value, members: Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        match value {
            Value::Null => object.as_object_mut().unwrap().remove(name),
            value => object.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    object
}

/// 2.5 XRP for us, as version 2 tells it.
fn payment(tx: Value, meta: Value, beside: Value) -> Value {
    let payment = json!({ "TransactionType": "Payment", "Account": PAYER, "Destination": OURS,
        "DestinationTag": 77, "DeliverMax": "2500000", "Fee": "12", "Flags": 0, "date": CLOSED });
    let success = json!({ "TransactionResult": "tesSUCCESS", "delivered_amount": "2500000" });
    let entry = json!({ "hash": HASH, "validated": true, "ledger_index": 7,
        "close_time_iso": "2026-01-15T10:00:05Z", "tx_json": with(payment, tx),
        "meta": with(success, meta) });
    with(entry, beside)
}

fn reply(transactions: Value, members: Value) -> String {
    let result = json!({ "account": OURS, "ledger_index_min": 5, "ledger_index_max": 9,
        "validated": true, "status": "success", "transactions": transactions });
    json!({ "result": with(result, members) }).to_string()
}

fn read(entry: Value) -> Result<Page, Doubt> {
    account_tx(reply(json!([entry]), json!({})).as_bytes(), OURS, &net())
}

fn one(entry: Value) -> Moved {
    let page = read(entry).unwrap();
    assert_eq!((page.moved.len(), page.strange.len()), (1, 0));
    page.moved[0].clone()
}

fn of_tx(members: Value) -> Value {
    payment(members, json!({}), json!({}))
}

fn of_meta(members: Value) -> Value {
    payment(json!({}), members, json!({}))
}

fn beside(members: Value) -> Value {
    payment(json!({}), json!({}), members)
}

fn nothing(entry: Value) {
    let page = read(entry).unwrap();
    assert_eq!((page.moved.len(), page.strange.len()), (0, 0));
}

fn strange(entry: Value, words: &str) {
    let page = read(entry).unwrap();
    assert_eq!((page.moved.len(), page.strange), (0, vec![format!("{words} {HASH}")]));
}

fn doubted(entry: Value) {
    assert!(read(entry.clone()).is_err(), "{entry}");
}

#[test]
fn a_payment_is_read_whole() {
    let moved = one(of_tx(json!({})));
    assert_eq!((moved.way, moved.pointer), (Way::In, Some(Pointer::Tag(77))));
    let seen = moved.seen;
    assert_eq!(seen.key, format!("testnet:{HASH}"));
    assert_eq!((seen.transaction.as_str(), seen.network), (HASH, shared::currency::Network::Xrpl));
    assert_eq!((seen.destination.as_str(), seen.sender.as_deref()), (OURS, Some(PAYER)));
    assert_eq!((seen.asset_code.as_str(), seen.scale, seen.amount.minor()), ("XRP", 6, 2_500_000));
    assert_eq!(seen.reference.as_deref(), Some("77"));
    assert_eq!(Some(seen.at), Instant::parse("2026-01-15T10:00:05Z"));
}

#[test]
fn version_1_of_the_api_says_the_same() {
    let entry = beside(json!({ "hash": null, "close_time_iso": null, "tx_json": null, "tx": {
        "TransactionType": "Payment", "Account": PAYER, "Destination": OURS, "DestinationTag": 77,
        "Amount": "2500000", "hash": HASH.to_ascii_lowercase(), "date": CLOSED } }));
    assert_eq!(one(entry), one(of_tx(json!({}))));
}

/// Pitfall 7.
#[test]
fn a_partial_payment_is_worth_what_was_delivered() {
    let partial = json!({ "Flags": 131_072, "DeliverMax": "9000000", "Amount": "9000000",
        "SendMax": { "currency": "BAR", "issuer": OTHER, "value": "1" } });
    let delivered = json!({ "DeliveredAmount": "8000000", "delivered_amount": "4456" });
    assert_eq!(one(payment(partial, delivered, json!({}))).seen.amount.minor(), 4_456);
}

/// Pitfall 7.
#[test]
fn without_a_delivered_amount_there_is_no_money() {
    strange(of_meta(json!({ "delivered_amount": null })), "Payment");
    strange(of_meta(json!({ "delivered_amount": "unavailable" })), "Payment");
    let raw = json!({ "delivered_amount": null, "DeliveredAmount": "2500000" });
    strange(of_meta(raw), "Payment");
}

/// Pitfall 8.
#[test]
fn a_token_named_xrp_is_no_xrp() {
    let token = |currency: &str, value: &str| {
        let value = json!({ "currency": currency, "issuer": OTHER, "value": value });
        let seen = one(of_meta(json!({ "delivered_amount": value }))).seen;
        (seen.asset_code, seen.amount.minor(), seen.scale)
    };
    assert_eq!(token("XRP", "2500000"), (format!("XRP:{OTHER}"), 2_500_000, 0));
    assert_eq!(token("USD", "0.10"), (format!("USD:{OTHER}"), 10, 2));
    assert_eq!(token("USD", "9.980959751659681").1, 9_980_959_751_659_681);
    let hex = "524C555344000000000000000000000000000000";
    assert_eq!(token(hex, "1").0, format!("{hex}:{OTHER}"));
    let mpt = json!({ "mpt_issuance_id": "00AB", "value": "5" });
    assert_eq!(one(of_meta(json!({ "delivered_amount": mpt }))).seen.asset_code, "MPT:00AB");
}

/// Pitfalls 8 and 16.
#[test]
fn what_is_no_exact_amount_is_told_to_people_and_is_no_money() {
    for amount in [
        json!(2_500_000),
        json!("2.5"),
        json!("1.0"),
        json!("-1"),
        json!("+1"),
        json!("1e6"),
        json!(""),
        json!("9223372036854775808"),
        json!(true),
        json!([]),
        json!({ "value": "5" }),
        json!({ "currency": "USD", "issuer": OTHER }),
        json!({ "currency": "U\nD", "issuer": OTHER, "value": "5" }),
        json!({ "currency": "USD", "issuer": "", "value": "5" }),
        json!({ "currency": "USD", "issuer": OTHER, "value": "1e30" }),
        json!({ "currency": "USD", "issuer": OTHER, "value": 5 }),
        json!({ "currency": "USD", "issuer": OTHER, "value": "0.1234567890123456" }),
    ] {
        strange(of_meta(json!({ "delivered_amount": amount })), "Payment");
    }
    let most = one(of_meta(json!({ "delivered_amount": "100000000000000000" })));
    assert_eq!(most.seen.amount.minor(), 100_000_000_000_000_000);
}

/// Pitfall 9.
#[test]
fn a_failed_payment_moves_nothing() {
    for result in ["tecPATH_DRY", "tefBAD_LEDGER", "tesLATER", ""] {
        nothing(of_meta(json!({ "TransactionResult": result })));
    }
    doubted(of_meta(json!({ "TransactionResult": null })));
    doubted(beside(json!({ "meta": null })));
    doubted(beside(json!({ "meta": "201C00000018" })));
}

/// Pitfall 10.
#[test]
fn what_is_not_validated_is_a_doubt() {
    doubted(beside(json!({ "validated": false })));
    doubted(beside(json!({ "validated": null })));
    let page = |members| {
        let body = reply(json!([of_tx(json!({}))]), members);
        account_tx(body.as_bytes(), OURS, &net())
    };
    assert!(page(json!({ "validated": false })).is_err());
    // Version 1 says it of the transactions only.
    assert_eq!(page(json!({ "validated": null })).unwrap().moved.len(), 1);
}

/// Pitfall 15.
#[test]
fn tag_0_is_a_tag_and_no_tag_is_none() {
    let tag = |tag: Value| {
        let moved = one(of_tx(json!({ "DestinationTag": tag })));
        (moved.pointer, moved.seen.reference)
    };
    assert_eq!(tag(json!(0)), (Some(Pointer::Tag(0)), Some("0".to_owned())));
    assert_eq!(tag(Value::Null), (None, None));
    assert_eq!(tag(json!(u32::MAX)).1.as_deref(), Some("4294967295"));
    doubted(of_tx(json!({ "DestinationTag": 4_294_967_296_u64 })));
    doubted(of_tx(json!({ "DestinationTag": -1 })));
}

/// Pitfall 17.
#[test]
fn what_we_send_is_no_income() {
    let out = one(of_tx(json!({ "Account": OURS, "Destination": OTHER })));
    assert_eq!((out.way, out.pointer), (Way::Out, None));
    assert_eq!((out.seen.destination.as_str(), out.seen.sender.as_deref()), (OTHER, Some(OURS)));
    assert_eq!(out.seen.reference.as_deref(), Some("77"));
    nothing(of_tx(json!({ "Account": OURS })));
    nothing(of_tx(json!({ "Destination": OTHER })));
    doubted(of_tx(json!({ "Account": null })));
    doubted(of_tx(json!({ "Account": OURS, "Destination": null })));
}

/// Pitfall 19.
#[test]
fn a_page_tells_which_ledgers_were_really_searched() {
    let page = account_tx(reply(json!([]), json!({})).as_bytes(), OURS, &net()).unwrap();
    assert_eq!((page.ledger_min, page.ledger_max), (5, 9));
    for bound in ["ledger_index_min", "ledger_index_max"] {
        let body = reply(json!([]), json!({ bound: null }));
        assert!(account_tx(body.as_bytes(), OURS, &net()).is_err(), "{bound}");
    }
    for error in ["lgrIdxMalformed", "lgrIdxsInvalid"] {
        let body = json!({ "result": { "status": "error", "error": error } }).to_string();
        let answer = account_tx(body.as_bytes(), OURS, &net());
        assert_eq!(answer, Err(Doubt("lgrIdxMalformed")));
    }
}

/// Pitfall 20.
#[test]
fn status_200_alone_is_no_success() {
    let whole = reply(json!([]), json!({}));
    assert!(account_tx(whole.as_bytes(), OURS, &net()).is_ok());
    for members in [
        json!({ "status": "error" }),
        json!({ "status": null }),
        json!({ "error": "slowDown" }),
        json!({ "transactions": null }),
        json!({ "account": OTHER }),
        json!({ "account": null }),
    ] {
        let body = reply(json!([]), members.clone());
        assert!(account_tx(body.as_bytes(), OURS, &net()).is_err(), "{members}");
    }
    for body in ["", "Server is overloaded", "{}", "[]", "null", r#"{"result":null}"#] {
        assert!(account_tx(body.as_bytes(), OURS, &net()).is_err(), "{body}");
        assert!(tx(body.as_bytes(), OURS, &net()).is_err() && ledger(body.as_bytes()).is_err());
        assert!(server_info(body.as_bytes()).is_err() && account_info(body.as_bytes()).is_err());
    }
    doubted(beside(json!({ "tx_json": null })));
    doubted(beside(json!({ "hash": null })));
    doubted(beside(json!({ "hash": "AA" })));
    doubted(of_tx(json!({ "hash": "B".repeat(64) })));
    doubted(of_tx(json!({ "TransactionType": null })));
    doubted(beside(json!({ "close_time_iso": "soon" })));
}

/// Pitfall 21.
#[test]
fn a_page_with_a_marker_is_not_the_last() {
    let marker = json!({ "ledger": 9, "seq": 18_446_744_073_709_551_615_u64 });
    let page = |marker: &Value| {
        let body = reply(json!([]), json!({ "marker": marker }));
        account_tx(body.as_bytes(), OURS, &net()).unwrap().marker
    };
    assert_eq!(page(&marker), Some(marker));
    assert_eq!(page(&json!("opaque")), Some(json!("opaque")));
    let body = r#"{"result":{"status":"success","account":"ADDRESS","ledger_index_min":1,
        "ledger_index_max":2,"transactions":[],"marker":null}}"#;
    let body = body.replace("ADDRESS", OURS);
    assert_eq!(account_tx(body.as_bytes(), OURS, &net()).unwrap().marker, None);
}

/// Pitfall 23.
#[test]
fn only_payments_are_credited() {
    let of = |kind: &str, mut tx: Value| {
        tx["TransactionType"] = json!(kind);
        of_tx(tx)
    };
    for promise in ["CheckCreate", "EscrowCreate", "PaymentChannelCreate", "NFTokenCreateOffer"] {
        nothing(of(promise, json!({})));
    }
    let deleted = one(of("AccountDelete", json!({})));
    assert_eq!((deleted.way, deleted.pointer), (Way::Odd("AccountDelete"), Some(Pointer::Tag(77))));
    let checked =
        json!({ "Account": OURS, "Destination": null, "DestinationTag": null, "Amount": "1" });
    let cashed = one(of("CheckCash", checked));
    assert_eq!((cashed.way, cashed.pointer), (Way::Odd("CheckCash"), None));
    assert_eq!((cashed.seen.destination.as_str(), cashed.seen.sender), (OURS, None));
    nothing(of("CheckCash", json!({ "Destination": null })));
    strange(of("EscrowFinish", json!({ "Destination": null })), "EscrowFinish");
    strange(of("PaymentChannelClaim", json!({ "Destination": null })), "PaymentChannelClaim");
    strange(of("Pay\n2040", json!({})), "Pay2040");
    nothing(of("TrustSet", json!({ "Destination": null })));
}

#[test]
fn one_transaction_is_unknown_proposed_failed_or_final() {
    let told = |result: Value| tx(json!({ "result": result }).to_string().as_bytes(), OURS, &net());
    let entry = with(of_tx(json!({})), json!({ "status": "success" }));
    let moved = one(of_tx(json!({})));
    assert_eq!(told(entry.clone()), Ok(OneTx::Final(vec![moved.clone()])));
    let proposed = with(entry.clone(), json!({ "validated": false, "meta": null }));
    assert_eq!(told(proposed), Ok(OneTx::Proposed));
    assert_eq!(told(with(entry.clone(), json!({ "validated": null }))), Ok(OneTx::Proposed));
    let failed = json!({ "TransactionResult": "tecDST_TAG_NEEDED" });
    assert_eq!(told(with(entry.clone(), json!({ "meta": failed }))), Ok(OneTx::Failed));
    let unknown = json!({ "status": "error", "error": "txnNotFound", "searched_all": false });
    assert_eq!(told(unknown), Ok(OneTx::Unknown));
    assert!(told(json!({ "status": "error", "error": "noNetwork" })).is_err());
    assert!(told(with(entry.clone(), json!({ "meta": null }))).is_err());
    // Version 1: the transaction is the result itself.
    let inline = with(entry["tx_json"].clone(), with(entry, json!({ "tx_json": null })));
    assert_eq!(told(inline), Ok(OneTx::Final(vec![moved])));
}

#[test]
fn a_server_tells_its_network_and_what_it_has() {
    let told = |info: Value| {
        let body = json!({ "result": { "status": "success", "info": info } });
        server_info(body.to_string().as_bytes())
    };
    let info = json!({ "network_id": 1, "complete_ledgers": "3-5,7,9-12",
        "validated_ledger": { "seq": 12, "base_fee_xrp": 0.00001 } });
    let read = told(info.clone()).unwrap();
    assert_eq!((read.network_id, read.validated), (1, 12));
    assert_eq!(read.complete, [(3, 5), (7, 7), (9, 12)]);
    assert_eq!(told(with(info.clone(), json!({ "network_id": null }))).unwrap().network_id, 0);
    let empty = told(with(info.clone(), json!({ "complete_ledgers": "empty" })));
    assert_eq!(empty.unwrap().complete, []);
    for ranges in ["", "5-3", "a-b", "1-2,", "+1-2", "1-4294967296"] {
        let members = json!({ "complete_ledgers": ranges });
        assert!(told(with(info.clone(), members)).is_err(), "{ranges}");
    }
    assert!(told(with(info, json!({ "validated_ledger": null }))).is_err());
}

#[test]
fn a_ledger_counts_from_the_year_2000_and_must_be_validated() {
    let told = |validated: Value| {
        let body = json!({ "result": { "status": "success", "ledger_index": 9,
            "validated": validated, "ledger": { "close_time": CLOSED, "ledger_index": "9" } } });
        ledger(body.to_string().as_bytes())
    };
    let closed = Instant::parse("2026-01-15T10:00:05Z").unwrap();
    assert_eq!(told(json!(true)), Ok((9, closed)));
    assert!(told(json!(false)).is_err() && told(Value::Null).is_err());
}

#[test]
fn an_account_tells_what_would_stop_payers() {
    let told = |flags: u32| {
        let data = json!({ "Balance": "25000000", "Flags": flags, "Account": OURS });
        let body = json!({ "result": { "status": "success", "account_data": data } });
        let info = account_info(body.to_string().as_bytes()).unwrap().unwrap();
        assert_eq!(info.balance.minor(), 25_000_000);
        (info.require_dest, info.deposit_auth, info.disallow_xrp)
    };
    assert_eq!(told(0), (false, false, false));
    assert_eq!(told(0x0002_0000), (true, false, false));
    assert_eq!(told(0x0100_0000), (false, true, false));
    assert_eq!(told(0x0008_0000), (false, false, true));
    let unfunded = json!({ "result": { "status": "error", "error": "actNotFound" } });
    assert_eq!(account_info(unfunded.to_string().as_bytes()), Ok(None));
}
