//! Horizon's answers, right and wrong, and what is read of them. Pitfalls are those of `rails.md`
//! 7.

use serde_json::{Value, json};
use shared::reference::Pointer;

use super::*;
use crate::rails::Way;

const OURS: &str = "GCPHQ3GOBWK7B5QISWFP555EO2RB63DPWPOOTAOSVQCUWXY6TS4SCZW4";
const PAYER: &str = "GCGWL7HX2SEAZVJCJM3MGPSDMF6MKGP4MUKPPF2Z6ZP3K4LETX72XD2V";
const OTHER: &str = "GDMSTCQQ2GYHGWBX3RF5QXNMMQNQ6PHPE6SH4XKTUVHS6P23F7H7V6TX";
const CONTRACT: &str = "CDGIGIOWG5OESTIEH7OQEYHSDPAOYUO2ZSPWVO37SCONZUYEDN4L7FVM";
const USDC: &str = "GBBD47IF6LWK7P7MDEVSCWR7DPUWV3NY3DTQEVFL4NAT4AQH3ZLLFLA5";
const HASH: &str = "aa00000000000000000000000000000000000000000000000000000000000001";
/// Ledger 100, first transaction, first operation (SEP-35).
const OP: u64 = (100 << 32) + (1 << 12) + 1;

fn net() -> Stellar {
    Stellar {
        chain: "testnet".to_owned(),
        usdc_issuer: USDC.to_owned(),
        eurc_issuer: "GB3Q6QDZYTHWT7E5PVS3W7FUT5GVAFC5KSZFFLPU25GO7VTC3NM2ZTVO".to_owned(),
        ..Stellar::default()
    }
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

/// An operation without money, with a text memo of ours.
fn operation(op: u64, members: Value) -> Value {
    let bare = json!({
        "id": op.to_string(), "paging_token": op.to_string(), "transaction_successful": true,
        "source_account": PAYER, "created_at": "2026-01-15T10:00:05Z", "transaction_hash": HASH,
        "transaction": {
            "successful": true, "hash": HASH, "memo_type": "text", "memo": "PLR-A1B2C3D4",
            "memo_bytes": "UExSLUExQjJDM0Q0",
        },
    });
    with(bare, members)
}

/// 25 USDC for us.
fn payment(members: Value) -> Value {
    let usdc = json!({
        "type": "payment", "from": PAYER, "to": OURS, "amount": "25.0000000",
        "asset_type": "credit_alphanum4", "asset_code": "USDC", "asset_issuer": USDC,
    });
    with(operation(OP, usdc), members)
}

/// The same with another memo.
fn with_memo(members: Value, memo: Value) -> Value {
    let mut payment = payment(members);
    payment["transaction"] = with(payment["transaction"].clone(), memo);
    payment
}

fn read(records: &[Value]) -> Result<Page, Doubt> {
    let body = json!({ "_embedded": { "records": records } });
    page(body.to_string().as_bytes(), OURS, &net(), 200, 0)
}

fn one(record: Value) -> Moved {
    let page = read(&[record]).unwrap();
    assert_eq!((page.moved.len(), page.strange.len(), page.merges.len()), (1, 0, 0));
    page.moved[0].clone()
}

fn nothing(record: Value) {
    let page = read(&[record]).unwrap();
    assert_eq!((page.moved.len(), page.strange.len(), page.merges.len()), (0, 0, 0));
    assert_eq!(page.last, Some(OP), "it is read all the same");
}

fn doubted(record: Value) {
    assert!(read(std::slice::from_ref(&record)).is_err(), "{record}");
}

fn memo(text: &str) -> Option<Pointer> {
    Some(Pointer::Memo(text.to_owned()))
}

/// Pitfalls 3 and 6.
#[test]
fn the_key_is_the_operation_on_its_chain_and_not_the_transaction() {
    let second = with(
        payment(json!({})),
        json!({ "id": (OP + 1).to_string(),
        "paging_token": (OP + 1).to_string() }),
    );
    let page = read(&[payment(json!({})), second]).unwrap();
    let keys: Vec<&str> = page.moved.iter().map(|moved| moved.seen.key.as_str()).collect();
    assert_eq!(keys, ["testnet:429496733697", "testnet:429496733698"]);
    assert!(page.moved.iter().all(|moved| moved.seen.transaction == HASH));
}

/// Pitfall 4.
#[test]
fn every_payment_of_a_transaction_names_the_invoice_of_its_memo() {
    let xlm = json!({ "type": "create_account", "funder": PAYER, "account": OURS,
        "starting_balance": "5.0000000" });
    let page = read(&[payment(json!({})), operation(OP + 1, xlm)]).unwrap();
    let pointers: Vec<_> = page.moved.iter().map(|moved| moved.pointer.clone()).collect();
    assert_eq!(pointers, [memo("PLR-A1B2C3D4"), memo("PLR-A1B2C3D4")]);
}

/// Pitfall 5.
#[test]
fn usdc_is_ours_only_with_type_code_and_issuer() {
    let asset = |members| one(payment(members)).seen.asset_code;
    assert_eq!(asset(json!({})), "USDC");
    assert_eq!(asset(json!({ "asset_issuer": OTHER })), format!("USDC:{OTHER}"));
    assert_eq!(asset(json!({ "asset_code": "usdc" })), format!("usdc:{USDC}"));
    assert_eq!(asset(json!({ "asset_code": "EURC" })), format!("EURC:{USDC}"));
    assert_eq!(asset(json!({ "asset_type": "credit_alphanum12" })), format!("USDC:{USDC}"));
    assert_eq!(asset(json!({ "asset_code": "XLM" })), format!("XLM:{USDC}"));
    assert_eq!(asset(json!({ "asset_type": "native" })), "XLM");
    doubted(payment(json!({ "asset_issuer": "" })));
    doubted(payment(json!({ "asset_issuer": null })));
    doubted(payment(json!({ "asset_code": "U:SDC" })));
    doubted(payment(json!({ "asset_type": null })));
}

#[test]
fn an_asset_of_an_unheard_of_type_is_told_to_people_and_is_no_money() {
    let page = read(&[payment(json!({ "asset_type": "credit_alphanum99" }))]).unwrap();
    assert_eq!((page.moved.len(), page.last), (0, Some(OP)));
    assert_eq!(page.strange, [format!("payment {HASH}")]);
}

/// Pitfall 9.
#[test]
fn failed_operations_move_nothing_and_unclear_ones_are_a_doubt() {
    let flags = |of_operation: Value, of_transaction: Value| {
        let operation = json!({ "transaction_successful": of_operation });
        with_memo(operation, json!({ "successful": of_transaction }))
    };
    assert_eq!(one(flags(json!(true), json!(true))).way, Way::In);
    nothing(flags(json!(false), json!(false)));
    doubted(flags(json!(true), json!(false)));
    doubted(flags(json!(false), json!(true)));
    doubted(flags(Value::Null, json!(true)));
    doubted(flags(json!(true), Value::Null));
}

/// Pitfall 11.
#[test]
fn a_text_memo_is_read_from_its_bytes() {
    let pointer = |memo: Value| one(with_memo(json!({}), memo)).pointer;
    // Base 64 of " plr-aib2c3d4 ", and of PLR-A1B2C3D4 with a Cyrillic A.
    let sloppy = json!({ "memo": "scrubbed", "memo_bytes": "IHBsci1haWIyYzNkNCA=" });
    let lookalike = json!({ "memo": "PLR-A1B2C3D4", "memo_bytes": "UExSLdCQMUIyQzNENA==" });
    assert_eq!(pointer(sloppy), memo("PLR-A1B2C3D4"));
    assert_eq!(pointer(lookalike), None);
    assert_eq!(pointer(json!({ "memo_bytes": null })), memo("PLR-A1B2C3D4"));
    assert_eq!(pointer(json!({ "memo": "", "memo_bytes": "" })), None);
    doubted(with_memo(json!({}), json!({ "memo_bytes": "not base64!" })));
}

#[test]
fn a_memo_is_shown_as_it_was_sent_without_what_breaks_lines() {
    let reference = |memo: Value| one(with_memo(json!({}), memo)).seen.reference;
    // Base 64 of "\0\nAirdrop invite✅".
    let spam = json!({ "memo": "x", "memo_bytes": "AApBaXJkcm9wIGludml0ZeKchQ==" });
    assert_eq!(reference(spam), Some("Airdrop invite✅".to_owned()));
    assert_eq!(reference(json!({ "memo": "", "memo_bytes": "" })), None);
    assert_eq!(reference(json!({ "memo_type": "none", "memo_bytes": null })), None);
}

/// Pitfall 12.
#[test]
fn a_memo_is_read_by_its_type() {
    let said = |kind: &str, memo: &str| {
        let memo = json!({ "memo_type": kind, "memo": memo, "memo_bytes": null });
        one(with_memo(json!({}), memo)).pointer
    };
    assert_eq!(said("id", "12345"), Some(Pointer::Number(12_345)));
    assert_eq!(said("id", "18446744073709551615"), Some(Pointer::Number(u64::MAX)));
    assert_eq!(said("text", "12345"), None);
    assert_eq!(said("text", "PLR-A1B2C3D4"), memo("PLR-A1B2C3D4"));
    for kind in ["none", "hash", "return", "of another time"] {
        assert_eq!(said(kind, "PLR-A1B2C3D4"), None, "{kind}");
    }
    for id in ["PLR-A1B2C3D4", "+5", "", "18446744073709551616"] {
        doubted(with_memo(json!({}), json!({ "memo_type": "id", "memo": id })));
    }
    doubted(with_memo(json!({}), json!({ "memo_type": null })));
}

fn soroban(changes: Value) -> Value {
    let members = json!({ "type": "invoke_host_function", "asset_balance_changes": changes });
    let mut record = operation(OP, members);
    record["transaction"] = json!({ "successful": true, "hash": HASH, "memo_type": "none" });
    record
}

fn change(members: Value) -> Value {
    let usdc = json!({ "type": "transfer", "from": CONTRACT, "to": OURS, "amount": "0.0100000",
        "asset_type": "credit_alphanum4", "asset_code": "USDC", "asset_issuer": USDC });
    with(usdc, members)
}

/// Pitfall 13.
#[test]
fn a_contract_wallet_names_the_invoice_by_number() {
    let moved = one(soroban(json!([change(json!({ "destination_muxed_id": "123" }))])));
    assert_eq!(moved.pointer, Some(Pointer::Number(123)));
    assert_eq!((moved.way, moved.seen.amount.minor()), (Way::In, 100_000));
    assert_eq!(moved.seen.sender.as_deref(), Some(CONTRACT));
    assert_eq!(moved.seen.reference.as_deref(), Some("123"));
    let big = json!({ "to_muxed_id": "9223372036854775808", "to_muxed": "MA…" });
    let moved = one(with_memo(big, json!({ "memo_type": "none" })));
    assert_eq!(moved.pointer, Some(Pointer::Number(1 << 63)));
    doubted(payment(json!({ "to_muxed_id": "-1" })));
}

/// Pitfall 3, for contracts.
#[test]
fn each_change_of_balance_is_a_movement_of_its_own() {
    let page = read(&[soroban(json!([
        change(json!({ "to": OTHER })),
        change(json!({})),
        change(json!({ "type": "mint", "from": null })),
        change(json!({ "from": OURS, "to": OTHER })),
        change(json!({ "type": "burn", "from": OURS, "to": null })),
        change(json!({ "type": "clawback", "from": OURS, "to": null })),
        change(json!({ "type": "rain" })),
    ]))])
    .unwrap();
    let told = page.moved.iter().map(|moved| (moved.seen.key.as_str(), moved.way));
    let expected = [
        ("testnet:429496733697/1", Way::In),
        ("testnet:429496733697/2", Way::In),
        ("testnet:429496733697/3", Way::Out),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(page.strange, [format!("rain {HASH}")]);
    doubted(soroban(json!([change(json!({ "from": null }))])));
}

/// Pitfall 14.
#[test]
fn a_memo_and_a_muxed_id_that_disagree_name_no_invoice() {
    let muxed = json!({ "to": OURS, "to_muxed": "MA…", "to_muxed_id": "7" });
    let both = |memo: Value| {
        let moved = one(with_memo(muxed.clone(), memo));
        assert_eq!(moved.way, Way::In, "compared by the address behind the muxed one");
        (moved.pointer, moved.seen.reference.unwrap())
    };
    let seven = Some(Pointer::Number(7));
    let id = |id: &str| json!({ "memo_type": "id", "memo": id });
    assert_eq!(both(json!({})), (None, "PLR-A1B2C3D4 + 7".to_owned()));
    assert_eq!(both(id("8")), (None, "8 + 7".to_owned()));
    assert_eq!(both(id("7")), (seven.clone(), "7 + 7".to_owned()));
    let thanks = json!({ "memo": "thanks", "memo_bytes": null });
    assert_eq!(both(thanks), (seven.clone(), "thanks + 7".to_owned()));
    assert_eq!(both(json!({ "memo_type": "none" })), (seven, "7".to_owned()));
}

/// Pitfall 16.
#[test]
fn amounts_are_exact_to_the_last_stroop() {
    let stroops = |text: &str| one(payment(json!({ "amount": text }))).seen.amount.minor();
    assert_eq!(stroops("99999999959.9999700"), 999_999_999_599_999_700);
    assert_eq!(stroops("922337203685.4775807"), i64::MAX);
    assert_eq!(stroops("0.0000001"), 1);
    for text in ["922337203685.4775808", "0.00000001", "1e3", "-1", "", "NaN", "1,5"] {
        doubted(payment(json!({ "amount": text })));
    }
    doubted(payment(json!({ "amount": 25 })));
    doubted(payment(json!({ "amount": null })));
}

/// Pitfall 17.
#[test]
fn what_we_send_or_only_sponsor_is_no_income() {
    let out = one(payment(json!({ "from": OURS, "to": OTHER, "to_muxed_id": "9" })));
    assert_eq!((out.way, out.pointer), (Way::Out, None));
    assert_eq!((out.seen.destination.as_str(), out.seen.sender.as_deref()), (OTHER, Some(OURS)));
    nothing(payment(json!({ "from": OURS })));
    nothing(payment(json!({ "to": OTHER })));
    nothing(payment(json!({ "to": OTHER, "amount": "never read" })));
    doubted(payment(json!({ "from": null })));
    doubted(payment(json!({ "from": OURS, "to": null })));
}

#[test]
fn a_path_payment_is_worth_what_arrived() {
    for kind in ["path_payment", "path_payment_strict_send", "path_payment_strict_receive"] {
        let moved = one(payment(json!({ "type": kind, "source_amount": "99.0000000",
            "source_max": "100.0000000", "destination_min": "1.0000000" })));
        assert_eq!((moved.way, moved.seen.amount.minor()), (Way::In, 250_000_000), "{kind}");
    }
}

/// Pitfall 20.
#[test]
fn only_a_page_of_records_is_an_answer() {
    let read = |body: &str| page(body.as_bytes(), OURS, &net(), 200, 0);
    let empty = read(r#"{"_embedded":{"records":[]}}"#).unwrap();
    assert_eq!((empty.last, empty.is_full), (None, false));
    for body in [
        "",
        "<html>503</html>",
        "{}",
        "[]",
        "null",
        r#"{"_embedded":{}}"#,
        r#"{"_embedded":{"records":null}}"#,
        r#"{"_embedded":{"records":{}}}"#,
        r#"{"_embedded":{"records":[{}]}}"#,
        r#"{"type":"https://stellar.org/horizon-errors/stale_history","status":503}"#,
    ] {
        assert!(read(body).is_err(), "{body}");
        assert!(effects(body.as_bytes(), OURS).is_err() && root(body.as_bytes()).is_err());
        assert!(account(body.as_bytes()).is_err());
        assert_eq!(submit(200, body.as_bytes()), Submitted::Unsure, "{body}");
    }
    assert!(page(br#"{"_embedded":{"records":[]}}"#, "", &net(), 200, 0).is_err());
}

#[test]
fn a_record_must_be_whole_and_of_its_transaction() {
    doubted(payment(json!({ "paging_token": "1" })));
    doubted(payment(json!({ "id": null })));
    doubted(payment(json!({ "id": "+429496733697" })));
    doubted(payment(json!({ "type": null })));
    doubted(payment(json!({ "created_at": "yesterday" })));
    doubted(payment(json!({ "transaction": null })));
    doubted(payment(json!({ "transaction_hash": "aa" })));
    doubted(with_memo(json!({}), json!({ "hash": "b".repeat(64) })));
}

#[test]
fn records_ascend_and_those_of_before_are_passed_over() {
    let at = |op: u64| {
        let token = json!({ "id": op.to_string(), "paging_token": op.to_string() });
        with(payment(json!({})), token)
    };
    let read = |ops: &[u64], limit: usize, after: u64| {
        let records: Vec<Value> = ops.iter().copied().map(at).collect();
        let body = json!({ "_embedded": { "records": records } }).to_string();
        page(body.as_bytes(), OURS, &net(), limit, after)
    };
    let page = read(&[5, 6, 7], 3, 5).unwrap();
    assert_eq!((page.moved.len(), page.last, page.is_full), (2, Some(7), true));
    assert_eq!(page.last_at, Instant::parse("2026-01-15T10:00:05Z"));
    let page = read(&[5, 6], 3, 9).unwrap();
    assert_eq!((page.moved.len(), page.last, page.is_full), (0, None, false));
    for ops in [[7, 6], [6, 6]] {
        assert!(read(&ops, 200, 0).is_err(), "{ops:?}");
    }
}

/// Pitfall 22.
#[test]
fn a_new_account_is_paid_its_starting_balance() {
    let new = json!({ "type": "create_account", "funder": PAYER, "account": OURS,
        "starting_balance": "20.0000000", "amount": "9.0000000" });
    let moved = one(operation(OP, new.clone()));
    assert_eq!((moved.way, moved.seen.asset_code.as_str()), (Way::In, "XLM"));
    assert_eq!(moved.seen.amount.minor(), 200_000_000);
    doubted(operation(OP, with(new.clone(), json!({ "starting_balance": null }))));
    let out = one(operation(OP, with(new, json!({ "funder": OURS, "account": OTHER }))));
    assert_eq!((out.way, out.seen.destination.as_str()), (Way::Out, OTHER));
}

/// Pitfall 22.
#[test]
fn a_merge_has_no_amount_until_its_effects_are_read() {
    let merge = |members| {
        let merge = json!({ "type": "account_merge", "account": PAYER, "into": OURS });
        operation(OP, with(merge, members))
    };
    let page = read(&[merge(json!({}))]).unwrap();
    assert_eq!((page.moved.len(), page.merges.len()), (0, 1));
    assert_eq!(page.merges[0].operation, OP);
    let credit = |account: &str, amount: &str| {
        json!({ "id": "0000000429496733697-0000000002", "type": "account_credited",
            "account": account, "asset_type": "native", "amount": amount })
    };
    let debit = with(credit(PAYER, "7.5000000"), json!({ "type": "account_debited" }));
    let told = |list: Value| {
        effects(json!({ "_embedded": { "records": list } }).to_string().as_bytes(), OURS)
    };
    let amount = told(json!([debit, credit(OURS, "7.5000000")])).unwrap();
    let moved = merged(&page.merges[0], amount);
    assert_eq!((moved.way, moved.seen.amount.minor()), (Way::Odd("account_merge"), 75_000_000));
    assert_eq!(moved.seen.sender.as_deref(), Some(PAYER));
    assert!(told(json!([debit])).is_err());
    assert!(told(json!([credit(PAYER, "1.0000000")])).is_err());
    assert!(told(json!([credit(OURS, "1.0000000"), credit(OURS, "1.0000000")])).is_err());
    nothing(merge(json!({ "account": OURS, "into": OTHER })));
}

/// Pitfall 24.
#[test]
fn a_claimable_balance_moves_nothing() {
    let claim = json!({ "type": "create_claimable_balance", "asset": "native",
        "amount": "5.0000000", "claimants": [{ "destination": OURS }] });
    nothing(operation(OP, claim));
}

#[test]
fn what_names_us_and_is_not_understood_is_told_to_people_and_stops_nothing() {
    for member in ["to", "account", "into"] {
        let record = operation(OP, json!({ "type": "pay\n2040", member: OURS }));
        let page = read(&[record]).unwrap();
        assert_eq!(page.strange, [format!("pay2040 {HASH}")]);
        assert_eq!((page.moved.len(), page.last), (0, Some(OP)));
    }
    nothing(operation(OP, json!({ "type": "pay2040", "to": OTHER })));
}
