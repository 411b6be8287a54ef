//! Which concrete ledger an install watches: its name, and who issues its tokens. Knows no servers.

use core::fmt::Write;

use sha2::{Digest, Sha256};

use crate::currency::Asset;
use crate::time::MINUTE_MS;

/// Where money is real (rails.md 1.5).
pub const PUBLIC_PASSPHRASE: &str = "Public Global Stellar Network ; September 2015";

/// The test network of the Stellar Development Foundation, which resets it now and then.
pub const TEST_PASSPHRASE: &str = "Test SDF Network ; September 2015";

/// The XRP Ledger where money is real (`network_id` of `server_info`).
pub const XRPL_MAIN: u32 = 0;

/// Its test network.
pub const XRPL_TEST: u32 = 1;

/// How far a ledger's time may be behind ours, in milliseconds: ledgers are dated in whole seconds,
/// XRPL's in tens of them, and their clocks are not ours (`rails.md` 1.4).
pub const BEHIND_MS: i64 = MINUTE_MS;

/// The word for a Stellar network in columns: `public`, `testnet`, or the start of its id.
pub fn chain_code(passphrase: &str) -> String {
    match passphrase {
        PUBLIC_PASSPHRASE => "public".to_owned(),
        TEST_PASSPHRASE => "testnet".to_owned(),
        other => {
            let mut code = String::new();
            for byte in Sha256::digest(other.as_bytes()).iter().take(4) {
                // Writing to a String cannot fail.
                let _ = write!(code, "{byte:02x}");
            }
            code
        }
    }
}

/// The word for a network of the XRP Ledger in columns: `main`, `testnet`, or its number.
pub fn xrpl_chain_code(id: u32) -> String {
    match id {
        XRPL_MAIN => "main".to_owned(),
        XRPL_TEST => "testnet".to_owned(),
        other => other.to_string(),
    }
}

/// Whose USDC and EURC count. Anybody can issue a token of the same code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuers {
    /// `G…` of USDC.
    pub usdc: String,
    /// `G…` of EURC.
    pub eurc: String,
}

impl Issuers {
    /// Who issues the asset; `None` for a ledger's own, which nobody does.
    pub fn of(&self, asset: Asset) -> Option<&str> {
        match asset {
            Asset::Usdc => Some(&self.usdc),
            Asset::Eurc => Some(&self.eurc),
            Asset::Xlm | Asset::Xrp | Asset::Eur => None,
        }
    }
}

/// Circle's issuers (rails.md 1.5); `None` for a network that Circle does not issue on.
pub fn issuers(passphrase: &str) -> Option<Issuers> {
    let (usdc, eurc) = match passphrase {
        PUBLIC_PASSPHRASE => (
            "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN",
            "GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2",
        ),
        TEST_PASSPHRASE => (
            "GBBD47IF6LWK7P7MDEVSCWR7DPUWV3NY3DTQEVFL4NAT4AQH3ZLLFLA5",
            "GB3Q6QDZYTHWT7E5PVS3W7FUT5GVAFC5KSZFFLPU25GO7VTC3NM2ZTVO",
        ),
        _ => return None,
    };
    Some(Issuers { usdc: usdc.to_owned(), eurc: eurc.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::strkey::{self, Key};

    /// The id of a quickstart network, as `sha256sum` prints it.
    #[test]
    fn a_network_of_ones_own_is_called_by_its_id() {
        assert_eq!(chain_code("Standalone Network ; February 2017"), "baefd734");
        assert_eq!(chain_code("Public Global Stellar Network ; September 2015"), "public");
        assert_eq!(chain_code("Test SDF Network ; September 2015"), "testnet");
        assert_eq!(chain_code("public global stellar network ; september 2015").len(), 8);
    }

    #[test]
    fn a_network_of_the_xrp_ledger_is_called_by_its_number() {
        let codes = [0, 1, 2, 21_337].map(xrpl_chain_code);
        assert_eq!(codes, ["main", "testnet", "2", "21337"]);
    }

    /// Public repositories ship an issuer that lacks its last character (rails.md 1.5).
    #[test]
    fn every_issuer_is_a_whole_address_and_no_two_are_one() {
        let mut all = Vec::new();
        for passphrase in [PUBLIC_PASSPHRASE, TEST_PASSPHRASE] {
            let issuers = issuers(passphrase).unwrap();
            for asset in [Asset::Usdc, Asset::Eurc] {
                let issuer = issuers.of(asset).unwrap().to_owned();
                assert!(matches!(strkey::read(&issuer), Some(Key::Account(_))), "{issuer}");
                all.push(issuer);
            }
            assert_eq!((issuers.of(Asset::Xlm), issuers.of(Asset::Xrp)), (None, None));
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4);
        assert_eq!(issuers("Standalone Network ; February 2017"), None);
    }

    /// The table of rails.md 1.5.
    #[test]
    fn an_asset_has_its_own_issuer() {
        let public = issuers(PUBLIC_PASSPHRASE).unwrap();
        assert!(public.of(Asset::Usdc).unwrap().starts_with("GA5ZSE"));
        assert!(public.of(Asset::Eurc).unwrap().starts_with("GDHU6W"));
        let test = issuers(TEST_PASSPHRASE).unwrap();
        assert!(test.of(Asset::Usdc).unwrap().starts_with("GBBD47"));
        assert!(test.of(Asset::Eurc).unwrap().starts_with("GB3Q6Q"));
    }
}
