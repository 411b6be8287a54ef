//! Envelopes against bytes that were put together elsewhere, and against what is broken.

use proptest::prelude::*;

use super::*;
use crate::chain::{PUBLIC_PASSPHRASE, TEST_PASSPHRASE};

/// Each field by itself, from Stellar-transaction.x, with Python's `struct`; the hashes with its
/// `hashlib`.
const START: &str = concat!(
    "00000002",
    "00000000",
    "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
    "00002710",
    "0000000100000001",
    "00000001",
    "0000000000000000",
    "000000006b49d200",
);
const MEMO: &str = concat!("00000001", "0000000c", "504c522d4131423243334434");
const PADDED_MEMO: &str = concat!("00000001", "00000005", "68656c6c6f000000");
const ONE_PAYMENT: &str = concat!("00000001", "00000000", "00000001");
const TO_ACCOUNT: &str =
    concat!("00000000", "0707070707070707070707070707070707070707070707070707070707070707");
const TO_MUXED: &str = concat!(
    "00000100",
    "ffffffffffffffff",
    "0707070707070707070707070707070707070707070707070707070707070707",
);
const EURC: &str = concat!(
    "00000001",
    "45555243",
    "00000000",
    "0909090909090909090909090909090909090909090909090909090909090909",
);
const NONE: &str = "00000000";
const AMOUNT: &str = "0000000007735940";

fn tx(memo: Option<&str>, destination: Key, asset: PayAsset) -> PaymentTx {
    PaymentTx {
        source: std::array::from_fn(|place| place as u8 + 1),
        sequence: 4_294_967_297,
        fee: 10_000,
        min_time: 0,
        max_time: 1_800_000_000,
        memo: memo.map(str::to_owned),
        destination,
        asset,
        stroops: 125_000_000,
    }
}

fn euros() -> PaymentTx {
    let asset = PayAsset::Credit4 { code: *b"EURC", issuer: [9; 32] };
    tx(Some("PLR-A1B2C3D4"), Key::Account([7; 32]), asset)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The envelope with so many signatures of 64 bytes in place of none.
fn signed(tx: &PaymentTx, count: u8) -> Vec<u8> {
    let mut bytes = tx.unsigned_envelope().unwrap();
    *bytes.last_mut().unwrap() = count;
    for _ in 0..count {
        bytes.extend_from_slice(&[0xAB; 4]);
        bytes.extend_from_slice(&[0, 0, 0, 64]);
        bytes.extend_from_slice(&[0xCD; 64]);
    }
    bytes
}

#[test]
fn an_envelope_is_its_fields_one_after_another() {
    let muxed = Key::Muxed { key: [7; 32], id: u64::MAX };
    let plain = Key::Account([7; 32]);
    let cases = [
        (
            euros(),
            [MEMO, ONE_PAYMENT, TO_ACCOUNT, EURC],
            "df77ec8253d769a2bd669a45ee85c20f23d78ce00a64007d547357b62500a614",
        ),
        (
            tx(None, muxed, PayAsset::Native),
            [NONE, ONE_PAYMENT, TO_MUXED, NONE],
            "c89c2fa680fdd579b57e759566fd55019f03f32b6fe40954604f349afa831d61",
        ),
        (
            tx(Some("hello"), plain, PayAsset::Native),
            [PADDED_MEMO, ONE_PAYMENT, TO_ACCOUNT, NONE],
            "1cb81c4c479aadf18c461bc76142d346a1d7e29b147abb8872e36af1c2208792",
        ),
    ];
    for (tx, fields, hash) in cases {
        let expected = [START, &fields.concat(), AMOUNT, NONE, NONE].concat();
        assert_eq!(hex(&tx.unsigned_envelope().unwrap()), expected);
        assert_eq!(hex(&tx.hash(PUBLIC_PASSPHRASE).unwrap()), hash);
        assert_ne!(tx.hash(TEST_PASSPHRASE), tx.hash(PUBLIC_PASSPHRASE));
    }
}

#[test]
fn what_no_network_would_take_is_not_written() {
    let wrong = [
        PaymentTx { memo: Some("é".repeat(15)), ..euros() },
        PaymentTx { destination: Key::Contract([7; 32]), ..euros() },
        PaymentTx { stroops: 0, ..euros() },
        PaymentTx { stroops: -1, ..euros() },
    ];
    for tx in wrong {
        assert_eq!((tx.unsigned_envelope(), tx.hash(PUBLIC_PASSPHRASE)), (None, None), "{tx:?}");
    }
    assert!(PaymentTx { memo: Some("é".repeat(14)), ..euros() }.unsigned_envelope().is_some());
}

#[test]
fn a_signed_transaction_is_known_again_whoever_signed() {
    for count in [1, 2, 20] {
        let hash = signed_hash(&signed(&euros(), count), PUBLIC_PASSPHRASE);
        assert_eq!(hash, euros().hash(PUBLIC_PASSPHRASE), "{count}");
    }
    for count in [0, 21] {
        assert_eq!(signed_hash(&signed(&euros(), count), PUBLIC_PASSPHRASE), None, "{count}");
    }
}

#[test]
fn a_signed_transaction_with_another_bit_is_another_or_none() {
    let issued = euros().hash(PUBLIC_PASSPHRASE);
    let whole = signed(&euros(), 1);
    let transaction = whole.len() - 72 - 4;
    for bit in 0..transaction * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_ne!(signed_hash(&bytes, PUBLIC_PASSPHRASE), issued, "{bit}");
    }
    assert_ne!(signed_hash(&whole, TEST_PASSPHRASE), issued);
}

#[test]
fn an_envelope_cut_short_or_lengthened_is_none() {
    let whole = signed(&euros(), 2);
    for end in 0..whole.len() {
        assert_eq!(signed_hash(&whole[..end], PUBLIC_PASSPHRASE), None, "{end}");
    }
    assert_eq!(signed_hash(&[&whole[..], &[0]].concat(), PUBLIC_PASSPHRASE), None);
}

#[test]
fn shapes_that_we_do_not_issue_are_none() {
    let whole = signed(&euros(), 1);
    let memo = START.len() / 2;
    let operations = memo + MEMO.len() / 2;
    let asset = operations + (ONE_PAYMENT.len() + TO_ACCOUNT.len()) / 2;
    let places = [
        (0, 5, "a fee bump"),
        (4, 1, "a source that is no account"),
        (memo - 20, 0, "no time bounds"),
        (memo - 20, 2, "other preconditions"),
        (memo, 2, "a memo id"),
        (memo + 4, 29, "a memo that is too long"),
        (operations, 2, "two operations"),
        (operations + 4, 1, "another source of the operation"),
        (operations + 8, 2, "a path payment"),
        (operations + 12, 2, "a payee that is no account"),
        (asset, 2, "a code of twelve letters"),
        (asset + 8, 1, "an issuer that is no account"),
        (asset + 44 + 8, 1, "an extension"),
        (whole.len() - 64 - 4, 65, "a signature that is too long"),
    ];
    for (place, word, what) in places {
        let mut bytes = whole.clone();
        bytes[place..place + 4].copy_from_slice(&u32::to_be_bytes(word));
        assert_ne!(bytes, whole, "{what}");
        // As much as any of them would need.
        bytes.resize(bytes.len() + 400, 0);
        for end in (0..bytes.len()).step_by(4) {
            assert_eq!(signed_hash(&bytes[..end], PUBLIC_PASSPHRASE), None, "{what}, {end}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(0_u8.., 0..400)) {
        prop_assert_eq!(signed_hash(&bytes, PUBLIC_PASSPHRASE), None);
    }

    #[test]
    fn no_changed_word_makes_reading_panic(place in 0_usize..68, word: u32) {
        let mut bytes = signed(&euros(), 1);
        let whole = bytes.clone();
        bytes[place * 4..place * 4 + 4].copy_from_slice(&word.to_be_bytes());
        let hash = signed_hash(&bytes, PUBLIC_PASSPHRASE);
        // Behind the transaction are 76 bytes, which are not hashed.
        if bytes != whole && place * 4 < whole.len() - 76 {
            prop_assert_ne!(hash, signed_hash(&whole, PUBLIC_PASSPHRASE));
        }
    }

    #[test]
    fn what_is_issued_is_known_again(
        source in prop::array::uniform32(0_u8..),
        numbers: (i64, u32, u64, u64),
        memo in prop::option::of("\\PC{0,7}"),
        id: Option<u64>,
        credit: bool,
        stroops in 1..=i64::MAX,
        signatures in 1_u8..=20,
    ) {
        let (sequence, fee, min_time, max_time) = numbers;
        let key = [7; 32];
        let destination = id.map_or(Key::Account(key), |id| Key::Muxed { key, id });
        let token = PayAsset::Credit4 { code: *b"USDC", issuer: [9; 32] };
        let asset = if credit { token } else { PayAsset::Native };
        let tx = PaymentTx {
            source, sequence, fee, min_time, max_time, memo, destination, asset, stroops,
        };
        let hash = signed_hash(&signed(&tx, signatures), TEST_PASSPHRASE);
        prop_assert_eq!(hash, tx.hash(TEST_PASSPHRASE));
        prop_assert!(hash.is_some());
    }
}
