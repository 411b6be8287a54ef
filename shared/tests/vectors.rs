//! The published vectors of both ledgers' formats, where they lie beside the repository. What must
//! hold without them is tested where the formats are.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;
use shared::address::strkey::{self, Key};
use shared::address::xrpl::{self, XAddress};
use shared::stellar_tx::{PayAsset, PaymentTx};

/// A file of `PAYLINKR_FIXTURES`; `None`, and a line past the test's captured output, without it.
fn vectors(name: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("PAYLINKR_FIXTURES") else {
        std::io::stdout().write_all(format!("skipped: {name}\n").as_bytes()).unwrap();
        return None;
    };
    let path = std::path::Path::new(&folder).join("vectors").join(name);
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap())
}

#[test]
fn strkey_reads_what_sep_23_calls_valid_and_nothing_else() {
    let Some(vectors) = vectors("sep23_strkey.json") else { return };
    let mut count = 0;
    for text in texts(&vectors["valid"]) {
        count += 1;
        match strkey::read(text) {
            Some(Key::Account(key)) => assert_eq!(strkey::account(&key), text),
            Some(Key::Muxed { key, id }) => assert_eq!(strkey::muxed(&key, id), text),
            Some(Key::Contract(_)) => assert!(text.starts_with('C')),
            // Signed payloads, liquidity pools and claimable balances cannot be paid.
            None => assert!(text.starts_with(['P', 'L', 'B']), "{text}"),
        }
    }
    for text in texts(&vectors["invalid"]) {
        count += 1;
        assert_eq!(strkey::read(text), None, "{text}");
    }
    assert_eq!(count, 23);
}

#[test]
fn every_published_x_address_is_its_account_and_tag() {
    let Some(vectors) = vectors("xrpl_x_addresses.json") else { return };
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 22);
    for case in cases {
        let classic = case[0].as_str().unwrap();
        let account = xrpl::read_classic(classic).unwrap();
        assert_eq!(xrpl::classic(&account), classic);
        // `false` where there is no tag.
        let tag = case[1].as_u64().map(|tag| u32::try_from(tag).unwrap());
        assert!(tag.is_some() || case[1] == false);
        for (text, is_test) in [(&case[2], false), (&case[3], true)] {
            let address = XAddress { account, tag, is_test };
            assert_eq!(xrpl::x_address(&address), text.as_str().unwrap());
            assert_eq!(xrpl::read_x(text.as_str().unwrap()), Some(address));
        }
    }
}

fn account(text: &Value) -> [u8; 32] {
    match strkey::read(text.as_str().unwrap()) {
        Some(Key::Account(key)) => key,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_three_golden_envelopes_are_written_byte_for_byte() {
    let Some(vectors) = vectors("stellar_payment_xdr.json") else { return };
    let params = &vectors["params"];
    let plain = PaymentTx {
        source: account(&params["source"]),
        sequence: params["sequence"].as_str().unwrap().parse().unwrap(),
        fee: 100,
        min_time: 0,
        max_time: params["max_time"].as_u64().unwrap(),
        memo: Some("PLR-A1B2C3D4".to_owned()),
        destination: Key::Account(account(&params["destination"])),
        asset: PayAsset::Native,
        stroops: 2_500_000_000,
    };
    let issuer = account(&params["usdc_issuer_testnet"]);
    let usdc = PayAsset::Credit4 { code: *b"USDC", issuer };
    let key = account(&params["destination"]);
    let muxed = Key::Muxed { key, id: 1_234_567_890_123 };
    let made = [
        PaymentTx { asset: usdc, ..plain.clone() },
        plain.clone(),
        PaymentTx { memo: None, destination: muxed, ..plain },
    ];
    let passphrase = params["network_passphrase"].as_str().unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), made.len());
    for (tx, case) in made.iter().zip(cases) {
        assert_eq!(BASE64.encode(tx.unsigned_envelope().unwrap()), case["envelope_xdr"]);
        let hash = tx.hash(passphrase).unwrap();
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, case["hash"]);
    }
}
