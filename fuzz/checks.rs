//! What holds of everything that is read of ledgers, whatever the bytes. The fuzz targets call it,
//! and `edge/tests/it/corpus.rs` does for every file of the kept corpus.

use edge::ledgers::{Stellar, Xrpl};
use edge::rails::prices::read;
use edge::rails::stellar::read as horizon;
use edge::rails::xrpl::read as xrpl;
use edge::rails::{Moved, Way};
use shared::address::strkey::{self, Key};
use shared::address::xrpl as classic;
use shared::address::{read_return, read_settlement};
use shared::currency::Network;
use shared::payment::PaymentState;
use shared::price::Source;
use shared::reference::{Pointer, normal_memo, pointer_of_text};
use shared::stellar_tx::signed_hash;
use shared::time::Instant;

/// The addresses that the files of the corpus pay.
pub(crate) const ON_STELLAR: &str = "GCPHQ3GOBWK7B5QISWFP555EO2RB63DPWPOOTAOSVQCUWXY6TS4SCZW4";
pub(crate) const ON_XRPL: &str = "rESvpbrh9EqNDHtkrWWTMy6UiJzWvriNTU";

/// The Stellar network of the corpus.
pub(crate) fn stellar() -> Stellar {
    Stellar {
        passphrase: "Test SDF Network ; September 2015".to_owned(),
        chain: "testnet".to_owned(),
        usdc_issuer: "GBBD47IF6LWK7P7MDEVSCWR7DPUWV3NY3DTQEVFL4NAT4AQH3ZLLFLA5".to_owned(),
        eurc_issuer: "GB3Q6QDZYTHWT7E5PVS3W7FUT5GVAFC5KSZFFLPU25GO7VTC3NM2ZTVO".to_owned(),
        ..Stellar::default()
    }
}

/// The XRP Ledger of the corpus.
pub(crate) fn xrp_ledger() -> Xrpl {
    Xrpl { network_id: 1, chain: "testnet".to_owned(), ..Xrpl::default() }
}

/// Everything that Horizon may answer.
pub(crate) fn horizon_page(body: &[u8]) {
    let net = stellar();
    let after = 4_294_967_296_000; // ledger 1000
    if let Ok(page) = horizon::page(body, ON_STELLAR, &net, 200, after) {
        assert!(page.last.is_none_or(|last| last > after));
        assert_eq!(page.last.is_some(), page.last_at.is_some());
        assert!(page.last.is_some() || page.moved.is_empty() && page.merges.is_empty());
        let merged = page.merges.iter().map(|ask| horizon::merged(ask, Default::default()));
        moved(page.moved.iter().cloned().chain(merged), Network::Stellar, ON_STELLAR);
        page.strange.iter().for_each(|words| short(words));
    }
    if let Ok(all) = horizon::of_transaction(body, ON_STELLAR, &net) {
        moved(all.into_iter(), Network::Stellar, ON_STELLAR);
    }
    if let Ok(amount) = horizon::effects(body, ON_STELLAR) {
        assert!(amount.minor() >= 0);
    }
    if let Ok(account) = horizon::account(body) {
        assert!(account.balances.iter().all(|line| line.balance.minor() >= 0));
    }
    let _ = horizon::root(body);
    for status in [200, 400, 504] {
        let _ = horizon::submit(status, body);
    }
}

/// Everything that a server of the XRP Ledger may answer.
pub(crate) fn xrpl_account_tx(body: &[u8]) {
    let net = xrp_ledger();
    if let Ok(page) = xrpl::account_tx(body, ON_XRPL, &net) {
        page.strange.iter().for_each(|words| short(words));
        moved(page.moved.into_iter(), Network::Xrpl, ON_XRPL);
    }
    if let Ok(xrpl::OneTx::Final(all)) = xrpl::tx(body, ON_XRPL, &net) {
        moved(all.into_iter(), Network::Xrpl, ON_XRPL);
    }
    if let Ok(info) = xrpl::server_info(body) {
        assert!(info.complete.iter().all(|(first, last)| first <= last));
    }
    if let Ok(Some(account)) = xrpl::account_info(body) {
        assert!(account.balance.minor() >= 0);
    }
    let _ = xrpl::ledger(body);
}

/// The bytes of a text memo.
pub(crate) fn memo(bytes: &[u8]) {
    let Some(pointer) = pointer_of_text(bytes) else { return };
    let Pointer::Memo(memo) = &pointer else { panic!("a text is no number") };
    assert_eq!(memo.len(), "PLR-XXXXXXXX".len());
    assert_eq!(normal_memo(memo), *memo);
    assert_eq!(pointer_of_text(memo.as_bytes()).as_ref(), Some(&pointer));
}

/// What somebody types for an address.
pub(crate) fn address(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match strkey::read(text) {
        Some(Key::Account(key)) => assert_eq!(strkey::account(&key), text),
        Some(Key::Muxed { key, id }) => assert_eq!(strkey::muxed(&key, id), text),
        Some(Key::Contract(_)) | None => {}
    }
    if let Some(account) = classic::read_classic(text) {
        assert_eq!(classic::classic(&account), text);
    }
    if let Some(address) = classic::read_x(text) {
        assert_eq!(classic::x_address(&address), text);
    }
    for network in [Network::Stellar, Network::Xrpl] {
        for is_test in [false, true] {
            if let Ok(plain) = read_settlement(network, is_test, text) {
                assert_eq!(read_settlement(network, is_test, &plain).ok(), Some(plain));
            }
            if let Err(error) = read_return(network, is_test, text) {
                // A refusal repeats nothing that was typed: it may be a secret.
                assert!(text.len() < 12 || !error.to_string().contains(text));
            }
        }
    }
}

/// What comes back from a wallet as a signed transaction.
pub(crate) fn envelope(bytes: &[u8]) {
    let passphrase = "Test SDF Network ; September 2015";
    let hash = signed_hash(bytes, passphrase);
    if let Some(hash) = hash {
        assert_ne!(
            signed_hash(bytes, "Public Global Stellar Network ; September 2015"),
            Some(hash)
        );
        assert_eq!(signed_hash(&[bytes, &[0]].concat(), passphrase), None);
    }
}

/// What a source of prices may answer.
pub(crate) fn prices(bytes: &[u8]) {
    let now = Instant::from_ms(1_768_471_200_000);
    for source in Source::LIVE {
        for sample in read(source, bytes, now).unwrap_or_default() {
            assert_eq!(sample.source, source);
            assert!(
                sample.said.is_ok_and(|price| price.is_sign_positive()) || sample.said.is_err()
            );
        }
    }
}

fn moved(all: impl Iterator<Item = Moved>, network: Network, ours: &str) {
    for Moved { seen, pointer, way } in all {
        assert_eq!((seen.network, seen.state), (network, PaymentState::Final));
        assert!(seen.amount.minor() >= 0);
        assert!(seen.key.starts_with("testnet:"));
        let (to_us, from_us) = (seen.destination == ours, seen.sender.as_deref() == Some(ours));
        match way {
            Way::In | Way::Odd(_) => assert!(to_us && !from_us),
            Way::Out => assert!(from_us && !to_us && pointer.is_none()),
        }
        match (&pointer, network) {
            (Some(Pointer::Memo(text)), Network::Stellar) => memo(text.as_bytes()),
            (Some(Pointer::Number(_)), Network::Stellar) => {}
            (Some(Pointer::Tag(tag)), Network::Xrpl) => {
                assert_eq!(seen.reference, Some(tag.to_string()));
            }
            (None, _) => {}
            other => panic!("{other:?}"),
        }
        assert!(
            matches!(seen.asset_code.as_str(), "XLM" | "USDC" | "EURC" | "XRP")
                || seen.asset_code.contains(':')
        );
        [&seen.asset_code, &seen.transaction, &seen.key].into_iter().for_each(|text| short(text));
        seen.reference.iter().chain(&seen.sender).for_each(|text| short(text));
    }
}

/// Fit to be kept and shown.
fn short(text: &str) {
    assert!(!text.is_empty() && text.chars().count() <= 200, "{text:?}");
    assert!(!text.chars().any(char::is_control), "{text:?}");
}
