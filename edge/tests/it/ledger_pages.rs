//! Whole answers of both ledgers, as servers really write them: our own under `fixtures`, and
//! recorded ones where `PAYLINKR_FIXTURES` says where they lie.

use std::io::Write;

use edge::ledgers::{Stellar, Xrpl};
use edge::rails::stellar::read::{self as horizon, Submitted};
use edge::rails::xrpl::read::{self as xrpl, OneTx};
use edge::rails::{Doubt, Moved, Way};
use expect_test::expect;
use serde_json::{Value, json};
use shared::chain::{PUBLIC_PASSPHRASE, issuers};
use shared::reference::Pointer;
use shared::time::Instant;

use crate::corpus::checks::{ON_STELLAR, ON_XRPL, stellar, xrp_ledger};

/// Of all operations here, so that the order of a page tells the time.
const LEDGER_1000: u64 = 1_000 << 32;

fn line(moved: &Moved) -> String {
    let Moved { seen, pointer, way } = moved;
    let pointer = match pointer {
        Some(Pointer::Memo(memo)) => memo.clone(),
        Some(Pointer::Number(number)) => format!("#{number}"),
        Some(Pointer::Tag(tag)) => format!("tag {tag}"),
        None => "-".to_owned(),
    };
    let amount = seen.amount.print(seen.scale);
    let asset: String = seen.asset_code.chars().take(12).collect();
    let at = seen.at.to_string();
    let clock = &at[11..19];
    let said = seen.reference.as_deref().unwrap_or("-");
    format!("{way:?} {amount} {asset} {pointer} [{said}] {clock}\n")
}

fn lines(moved: &[Moved]) -> String {
    moved.iter().map(line).collect()
}

#[test]
fn a_page_of_horizon_is_read_as_the_ledger_meant_it() {
    let body = include_bytes!("../fixtures/horizon/payments.json");
    let page = horizon::page(body, ON_STELLAR, &stellar(), 200, LEDGER_1000).unwrap();
    expect![[r#"
        In 10.00 XLM - [-] 10:00:00
        In 25.00 USDC PLR-A1B2C3D4 [PLR-A1B2C3D4] 10:00:05
        In 0.0000001 XLM PLR-A1B2C3D4 [PLR-A1B2C3D4] 10:00:05
        In 25.00 USDC:GCV3GJY PLR-A1B2C3D4 [PLR-A1B2C3D4] 10:00:15
        In 9.9999999 EURC #18446744073709551615 [18446744073709551615] 10:00:20
        In 1.50 USDC #42 [42] 10:00:25
        In 3.00 USDC #9223372036854775808 [9223372036854775808] 10:00:30
        Out 2.00 USDC - [refund] 10:00:35
        In 0.0000001 XLM - [Airdrop ✅example.com] 10:00:55
    "#]]
    .assert_eq(&lines(&page.moved));
    let keys: Vec<&str> = page.moved.iter().map(|moved| moved.seen.key.as_str()).collect();
    assert_eq!(keys[1..3], ["testnet:4299262267393", "testnet:4299262267394"]);
    assert_eq!(keys[6], "testnet:4320737103873/1");
    assert_eq!((page.last, page.is_full), (Some((1_012 << 32) + 4_097), false));
    assert_eq!(page.strange.len(), 1);
    assert!(page.strange[0].starts_with("lottery "));
    let effects = include_bytes!("../fixtures/horizon/merge_effects.json");
    let amount = horizon::effects(effects, ON_STELLAR).unwrap();
    let merged = horizon::merged(&page.merges[0], amount);
    assert_eq!(
        (merged.way, merged.seen.amount.print(7)),
        (Way::Odd("account_merge"), "7.50".into())
    );
    assert_eq!(page.merges[0].operation, (1_010 << 32) + 4_097);
}

#[test]
fn horizon_tells_of_itself_of_accounts_and_of_what_was_handed_in() {
    let root = horizon::root(include_bytes!("../fixtures/horizon/root.json")).unwrap();
    assert_eq!((root.latest, root.elder), (1_013, 900));
    assert_eq!(root.passphrase, stellar().passphrase);
    assert_eq!(Some(root.latest_closed_at), Instant::parse("2026-01-15T10:01:05Z"));
    let account = horizon::account(include_bytes!("../fixtures/horizon/account.json")).unwrap();
    assert_eq!((account.sequence, account.memo_required), (4_294_967_296_007, true));
    let told = account.balances.iter().map(|line| {
        let limit = line.limit.map_or("-".to_owned(), |limit| limit.print(7));
        format!("{} {} {limit} {}", &line.asset[..3], line.balance.print(7), line.authorized)
    });
    let expected =
        ["USD 5.00 1000.00 true", "EUR 0.00 922337203685.4775807 false", "XLM 17.49999 - true"];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let submitted = include_bytes!("../fixtures/horizon/submitted.json");
    let refused = include_bytes!("../fixtures/horizon/refused.json");
    let hash = "0000aa0000000000000000000000000000000000000000000000000000000002";
    assert!(
        matches!(horizon::submit(200, submitted), Submitted::Accepted { hash: it } if it == hash)
    );
    assert_eq!(horizon::submit(400, refused), Submitted::Refused("op_underfunded".to_owned()));
    for status in [429, 503, 504] {
        assert_eq!(horizon::submit(status, submitted), Submitted::Unsure, "{status}");
        assert_eq!(horizon::submit(status, refused), Submitted::Unsure, "{status}");
    }
    let problem = |members: Value| horizon::submit(400, members.to_string().as_bytes());
    let bad_sequence = json!({ "extras": { "result_codes": { "transaction": "tx_bad_seq" } } });
    assert_eq!(problem(bad_sequence), Submitted::Refused("tx_bad_seq".to_owned()));
    let malformed = json!({ "type": "https://stellar.org/horizon-errors/transaction_malformed" });
    assert_eq!(problem(malformed), Submitted::Refused("transaction_malformed".to_owned()));
    assert_eq!(problem(json!({ "type": "https://example.com/bad_request" })), Submitted::Unsure);
}

/// Both versions of the API tell of the same ledgers.
#[test]
fn a_page_of_the_xrp_ledger_is_read_as_the_ledger_meant_it() {
    let expected = expect![[r#"
        In 25.00 XRP tag 77 [77] 10:00:00
        In 0.004456 XRP tag 77 [77] 10:00:04
        In 1.00 XRP tag 0 [0] 10:00:08
        In 1.00 XRP - [-] 10:00:12
        In 9.98 USD:rLoEPq3a tag 77 [77] 10:00:16
        Out 2.00 XRP - [5] 10:00:28
        Odd("AccountDelete") 11.00 XRP tag 77 [77] 10:00:32
    "#]];
    for body in [
        include_bytes!("../fixtures/xrpl/account_tx_v1.json").as_slice(),
        include_bytes!("../fixtures/xrpl/account_tx_v2.json"),
    ] {
        let page = xrpl::account_tx(body, ON_XRPL, &xrp_ledger()).unwrap();
        expected.assert_eq(&lines(&page.moved));
        assert_eq!((page.ledger_min, page.ledger_max), (480, 520));
        assert_eq!(page.marker, Some(json!({ "ledger": 511, "seq": 12 })));
        let kinds = page.strange.iter().map(|words| words.split(' ').next().unwrap());
        assert_eq!(kinds.collect::<Vec<_>>(), ["EscrowFinish", "Payment"]);
    }
}

#[test]
fn a_server_of_the_xrp_ledger_tells_of_itself_and_of_one_transaction() {
    let info = xrpl::server_info(include_bytes!("../fixtures/xrpl/server_info.json")).unwrap();
    assert_eq!((info.network_id, info.validated), (1, 520));
    assert_eq!(info.complete, [(400, 450), (460, 520)]);
    let (index, at) = xrpl::ledger(include_bytes!("../fixtures/xrpl/ledger.json")).unwrap();
    assert_eq!((index, Some(at)), (520, Instant::parse("2026-01-15T10:01:20Z")));
    let account = include_bytes!("../fixtures/xrpl/account_info.json");
    let account = xrpl::account_info(account).unwrap().unwrap();
    assert!(account.require_dest && !account.deposit_auth && !account.disallow_xrp);
    let tx = |body: &[u8]| xrpl::tx(body, ON_XRPL, &xrp_ledger()).unwrap();
    let told = tx(include_bytes!("../fixtures/xrpl/tx_v2.json"));
    assert!(
        matches!(&told, OneTx::Final(all) if lines(all) == "In 25.00 XRP tag 77 [77] 10:00:00\n")
    );
    assert_eq!(tx(include_bytes!("../fixtures/xrpl/tx_v1.json")), told);
    assert_eq!(tx(include_bytes!("../fixtures/xrpl/unknown.json")), OneTx::Unknown);
}

/// A file of `PAYLINKR_FIXTURES`; `None`, and a line past the test's captured output, without it.
fn recorded(name: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("PAYLINKR_FIXTURES") else {
        std::io::stdout().write_all(format!("skipped: {name}\n").as_bytes()).unwrap();
        return None;
    };
    let path = std::path::Path::new(&folder).join(name);
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

fn public() -> Stellar {
    let issuers = issuers(PUBLIC_PASSPHRASE).unwrap();
    Stellar {
        chain: "public".to_owned(),
        usdc_issuer: issuers.usdc,
        eurc_issuer: issuers.eurc,
        ..Stellar::default()
    }
}

fn page_of(records: &[Value], address: &str) -> Result<horizon::Page, Doubt> {
    let body = json!({ "_embedded": { "records": records } });
    horizon::page(body.to_string().as_bytes(), address, &public(), 200, 0)
}

/// The record with its transaction, as `join=transactions` nests it; no recording has one.
fn joined(mut record: Value, memo: &Value) -> Value {
    let mut transaction = json!({ "memo_type": "none" });
    for name in ["memo_type", "memo", "memo_bytes"] {
        if let Some(value) = memo.get(name) {
            transaction[name] = value.clone();
        }
    }
    transaction["successful"] = record["transaction_successful"].clone();
    transaction["hash"] = record["transaction_hash"].clone();
    record["transaction"] = transaction;
    record
}

#[test]
fn a_recorded_page_of_an_account_is_read_with_its_transactions_only() {
    let Some(file) = recorded("horizon/docs_RetrieveAnAccountsPayments.json") else { return };
    let address = "GCNL55IJTH2HX26HLNIGYD2JIQLTBAQL3SVPNZA6PXK7NAVHU423WOTE";
    let records = file["_embedded"]["records"].as_array().unwrap();
    assert_eq!(page_of(records, address), Err(Doubt("no transaction was joined")));
    let records: Vec<Value> = records.iter().map(|it| joined(it.clone(), &Value::Null)).collect();
    let page = page_of(&records, address).unwrap();
    expect![[r#"
        In 1.00 XLM - [-] 13:16:44
        In 688.4065454 XLM - [-] 19:59:40
        In 355.3887598 XLM - [-] 08:23:35
        Out 84.9410878 USD:GDUKMGUG - [-] 20:32:38
        In 0.0000001 XLM - [-] 19:27:33
        In 0.0000001 XLM - [-] 20:49:34
        In 0.0000001 XLM - [-] 21:19:49
        In 0.0000001 XLM - [-] 12:48:24
        In 0.0000001 XLM - [-] 13:42:07
    "#]]
    .assert_eq(&lines(&page.moved));
    assert_eq!((page.merges.len(), page.merges[0].operation), (1, 110_694_007_436_259_330));
    assert_eq!(page.last, Some(148_289_273_518_190_684));
}

#[test]
fn a_recorded_amount_beyond_floats_is_exact() {
    let Some(file) = recorded("horizon/jsdk_pages_payments.json") else { return };
    let address = "GALPCCZN4YXA3YMJHKL6CVIECKPLJJCTVMSNYWBTKJW4K5HQLYLDMZTB";
    let records = file["_embedded"]["records"].as_array().unwrap();
    let records: Vec<Value> = records.iter().map(|it| joined(it.clone(), &Value::Null)).collect();
    let page = page_of(&records, address).unwrap();
    let told = page.moved.iter().map(|moved| (moved.way, moved.seen.amount.minor()));
    let expected =
        [(Way::In, 200_000_000), (Way::In, 999_999_999_599_999_700), (Way::Out, 200_000_000)];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn recorded_operations_of_each_type_are_read() {
    let text_memo = recorded("horizon/jsdk_transaction.json");
    let told = |name: &str, address: &str| {
        let memo = text_memo.as_ref()?;
        let page = page_of(&[joined(recorded(name)?, memo)], address).unwrap();
        Some((lines(&page.moved), page.merges.len(), page.strange.len()))
    };
    let check = |name: &str, address: &str, line: &str, merges: usize| {
        let file = format!("horizon/jsdk_operations_{name}.json");
        if let Some(told) = told(&file, address) {
            assert_eq!(told, (line.to_owned(), merges, 0), "{name}");
        }
    };
    let ours = "GAFK7XFZHMLSNV7OJTBO7BAIZA66X6QIBV5RMZZYXK4Q7ZSO52J5C3WQ";
    let usdc = "In 39.00 USDC - [0,075% Daily for Holders] 10:13:42\n";
    check("payment", ours, usdc, 0);
    let ours = "GDQLBBDNG5L3TZLR5RPVQFT4CUORSTHWX3GJBHCCADXBJV55ZHW6CL5B";
    check("path_payment_strict_receive", ours, "", 0);
    let ours = "GDBKRQWEUJGRWWCAGK75L4PZXM2S3DQQIG6S43Y2GMN3IUFZWCLSRA46";
    check("path_payment_strict_send", ours, "", 0);
    let ours = "GCYXLFYRSJWRPQ7JYSPHDNFRNXQ377BNUHF3TDZCPCQMVJS2QKMXCT2E";
    check("create_account", ours, "In 4.00 XLM - [0,075% Daily for Holders] 06:17:55\n", 0);
    let ours = "GDYG6NVTFCY6HPBRQ3SQNKTDZUR7SS6WAWNEAKAFJW5EMKDGQLPG523C";
    check("account_merge", ours, "", 1);
    check("create_claimable_balance", ours, "", 0);
    let ours = "GBMLPRFCZDZJPKUPHUSHCKA737GOZL7ERZLGGMJ6YGHBFJZ6ZKMKCZTM";
    let soroban = "In 500.00 Hello:GDJKBI #123456789 [0,075% Daily for Holders + 123456789] \
                   10:44:56\n";
    check("invoke_host_function", ours, soroban, 0);
}

#[test]
fn a_recorded_payment_of_a_contract_wallet_names_its_number() {
    let Some(mut record) = recorded("horizon/docs_caccount_usdc_transfer.json") else { return };
    let address = "GB5FM5GICRYGBFMEGPMYEFDZQHGUYF75Z7WNB2JL5A3A57HIB4CP3TCL";
    let as_printed = page_of(&[joined(record.clone(), &Value::Null)], address);
    assert_eq!(as_printed, Err(Doubt("paging token and id differ")), "the guide's was edited");
    record["paging_token"] = record["id"].clone();
    let hash = record["transaction_hash"].as_str().unwrap();
    record["transaction_hash"] = json!(format!("{hash:0>64}"));
    let page = page_of(&[joined(record, &Value::Null)], address).unwrap();
    assert_eq!(lines(&page.moved), "In 0.01 USDC #123 [123] 02:48:28\n");
}

#[test]
fn recorded_memos_of_strangers_name_no_invoice() {
    let payment = recorded("horizon/jsdk_operations_payment.json");
    let address = "GAFK7XFZHMLSNV7OJTBO7BAIZA66X6QIBV5RMZZYXK4Q7ZSO52J5C3WQ";
    let pages = ["docs_RetrieveAnAccountsTransactions", "docs_ListAllTransactions"];
    let mut said = Vec::new();
    for page in pages {
        let Some(file) = recorded(&format!("horizon/{page}.json")) else { return };
        for transaction in file["_embedded"]["records"].as_array().unwrap() {
            let record = joined(payment.clone().unwrap(), transaction);
            let moved = page_of(&[record], address).unwrap().moved;
            assert_eq!((moved.len(), &moved[0].pointer), (1, &None));
            said.extend(moved[0].seen.reference.clone());
        }
    }
    let memos = ["hello universe", "hello world", "Airdrop invite✅xlmget.org"];
    let oldest = ["hello world", "testpool,faucet,sdf"];
    assert_eq!(said, [memos.as_slice(), &oldest].concat());
}

#[test]
fn a_recorded_horizon_and_a_recorded_account_are_read() {
    let bytes = |name: &str| recorded(name).map(|file| file.to_string().into_bytes());
    let Some(root) = bytes("horizon/jsdk_root.json") else { return };
    let root = horizon::root(&root).unwrap();
    assert_eq!((root.latest, root.elder), (52_426_477, 2));
    assert_eq!(root.passphrase, PUBLIC_PASSPHRASE);
    let Some(account) = bytes("horizon/jsdk_account.json") else { return };
    let account = horizon::account(&account).unwrap();
    assert_eq!((account.sequence, account.memo_required), (160_470_889_244_710_503, false));
    assert_eq!(account.balances.len(), 6);
    assert_eq!(account.balances[5].balance.minor(), 100_257_670_792);
    // The documentation's own slip: one record instead of a list.
    let Some(slip) = bytes("horizon/docs_RetrieveATransactionsPayments.json") else { return };
    assert!(horizon::of_transaction(&slip, ON_STELLAR, &public()).is_err());
}

fn main_net() -> Xrpl {
    Xrpl { chain: "main".to_owned(), ..Xrpl::default() }
}

fn xrpl_page(file: &Value, address: &str) -> xrpl::Page {
    xrpl::account_tx(file.to_string().as_bytes(), address, &main_net()).unwrap()
}

#[test]
fn recorded_pages_of_both_versions_of_the_xrp_ledgers_api_are_read() {
    let check = |name: &str, bounds: (u32, u32), marked: bool, expected: &str| {
        let Some(file) = recorded(&format!("xrpl/{name}.json")) else { return };
        let page = xrpl_page(&file, file["result"]["account"].as_str().unwrap());
        assert_eq!(lines(&page.moved), expected, "{name}");
        assert_eq!((page.ledger_min, page.ledger_max), bounds, "{name}");
        assert_eq!((page.marker.is_some(), page.strange.len()), (marked, 0), "{name}");
    };
    let one = "In 25.00 XRP tag 997786069 [997786069] 14:35:20\n";
    check("account_tx_v2_rpc_payment_and_trustset", (32_570, 91_824_423), true, one);
    let two = "In 0.000045 XRP tag 316562 [316562] 08:24:32\n\
               In 0.000049 XRP tag 342662134 [342662134] 05:19:31\n";
    check("account_tx_v2_ws_two_tagged_payments", (32_570, 91_824_401), true, two);
    check("account_tx_v2_rpc_trustsets_marker", (32_570, 100_974_014), true, "");
    check("account_tx_v2_checkcreate", (32_570, 66_496_515), true, "");
    // 649200322 and 649200302 seconds after the year 2000 began.
    let both = "Out 455.64303 XRP - [18240312] 21:25:22\nIn 499.500387 XRP tag 1 [1] 21:25:02\n";
    check("account_tx_v1_rpc_payments", (56_248_229, 57_112_019), true, both);
    let both = "In 19077.487071 XRP tag 1 [1] 21:24:20\nOut 550.00 XRP - [-] 21:24:01\n";
    check("account_tx_v1_ws_payments", (55_886_305, 57_111_999), true, both);
}

/// One transaction in a page of this account.
fn alone(entry: Value, address: &str) -> Value {
    json!({ "result": { "account": address, "ledger_index_min": 1, "ledger_index_max": 2,
        "status": "success", "validated": true, "transactions": [entry] } })
}

#[test]
fn recorded_partial_and_failed_payments_are_worth_what_arrived() {
    let Some(mut token) = recorded("xrpl/partial_payment_iou.json") else { return };
    token["validated"] = json!(true);
    token["close_time_iso"] = json!("2015-07-06T01:02:03Z");
    let address = "rNNuQMuExCiEjeZ4h9JJnj5PSWypdMXDj4";
    let page = xrpl_page(&alone(token, address), address);
    assert_eq!(lines(&page.moved), "In 9.980039920159681 USD:rvYAfWj5 - [-] 01:02:03\n");

    let Some(mut stream) = recorded("xrpl/partial_payment_stream.json") else { return };
    stream["tx"] = stream["transaction"].take();
    stream["tx"]["date"] = Value::Null;
    stream["close_time_iso"] = json!("2021-10-07T21:06:12Z");
    stream["hash"] = json!("D0".repeat(32));
    let address = "rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe";
    let page = xrpl_page(&alone(stream, address), address);
    assert_eq!(lines(&page.moved), "In 0.004456 XRP - [-] 21:06:12\n");

    let Some(mut failed) = recorded("xrpl/datav2_payment_failed.json") else { return };
    failed["validated"] = json!(true);
    let address = "rfHj5CuhajwdrzW2C8Y7EDXbx1QMiD5SXP";
    let page = xrpl_page(&alone(failed, address), address);
    assert_eq!((page.moved.len(), page.strange.len()), (0, 0));
}

#[test]
fn a_recorded_check_moves_nothing_to_whom_it_names() {
    let Some(mut file) = recorded("xrpl/account_tx_v2_checkcreate.json") else { return };
    let address = "ra5nK24KXen9AHvsdFTKHSANinZseWnPcX";
    file["result"]["account"] = json!(address);
    let page = xrpl_page(&file, address);
    assert_eq!((page.moved.len(), page.strange.len()), (0, 0));
}

#[test]
fn a_recorded_server_and_a_recorded_transaction_are_read() {
    let Some(info) = recorded("xrpl/server_info.json") else { return };
    let info = xrpl::server_info(info.to_string().as_bytes()).unwrap();
    assert_eq!((info.network_id, info.validated), (0, 6_595_042));
    assert_eq!(info.complete, [(32_570, 6_595_042)]);
    let Some(tx) = recorded("xrpl/tx_cross_currency_payment.json") else { return };
    let address = "rMH4UxPrbuMa1spCBR98hLLyNJp4d8p4tM";
    // It has no delivered_amount, so nothing is known of what arrived.
    let told = xrpl::tx(tx.to_string().as_bytes(), address, &main_net());
    assert_eq!(told, Ok(OneTx::Final(Vec::new())));
}
