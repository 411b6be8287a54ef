//! The rail of test mode: a fake ledger that the merchant can pay into. Refuses live mode.
//!
//! Its addresses cannot be read by a real wallet and its URIs name another network, so that nobody
//! ever sends real money to it (DESIGN 3).

use sha2::{Digest, Sha256};
use shared::currency::{Asset, Network};
use shared::key::Mode;
use shared::money::Amount;

/// The network that payment URIs name (SEP-7, `network_passphrase`).
const PASSPHRASE: &str = "PayLinkr Sandbox";

/// Letters of base 32 and of XRPL's base 58 alike.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKMNPQRSTUVWXYZ2";

/// Where a merchant's test invoices are paid; `None` in live mode, and at a PSP.
///
/// The `0` is in neither ledger's alphabet: every decoder refuses the address, checksum or not.
pub fn destination(merchant: &str, mode: Mode, network: Network) -> Option<String> {
    if mode == Mode::Live {
        return None;
    }
    let (start, length) = match network {
        Network::Stellar => ("GSANDBOX0", 56),
        Network::Xrpl => ("rSANDBOX0", 34),
        Network::Psp => return None,
    };
    let digest = Sha256::digest(merchant.as_bytes());
    let letters = digest.iter().cycle().enumerate().map(|(index, byte)| {
        let place = usize::from(*byte).wrapping_add(index / digest.len()) % LETTERS.len();
        LETTERS.get(place).map_or('A', |letter| char::from(*letter))
    });
    Some(start.chars().chain(letters).take(length).collect())
}

/// What a wallet is handed, if it is for one: SEP-7 on Stellar, Xaman's form on the XRP Ledger,
/// both naming a network that does not exist.
pub fn payment_uri(
    asset: Asset,
    destination: &str,
    reference: &str,
    amount: Option<Amount>,
) -> Option<String> {
    let amount = amount.map(|amount| amount.print_short(asset.scale()));
    let amount = amount.map(|amount| format!("&amount={amount}")).unwrap_or_default();
    let network = PASSPHRASE.replace(' ', "%20");
    Some(match asset.network() {
        Network::Stellar => {
            let code = match asset {
                Asset::Xlm => String::new(),
                other => format!("&asset_code={}", other.code()),
            };
            format!(
                "web+stellar:pay?destination={destination}{amount}{code}\
                 &memo={reference}&memo_type=MEMO_TEXT&network_passphrase={network}"
            )
        }
        Network::Xrpl => format!("xrpl:{destination}?dt={reference}{amount}&network={network}"),
        Network::Psp => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_address_looks_like_one_and_can_be_none() {
        let stellar = destination("mer_1", Mode::Test, Network::Stellar).unwrap();
        let xrpl = destination("mer_1", Mode::Test, Network::Xrpl).unwrap();
        assert_eq!((stellar.len(), xrpl.len()), (56, 34));
        // Base 32 (RFC 4648) and XRPL's base 58 both lack the digit zero.
        assert!(stellar.starts_with('G') && stellar.contains('0'));
        assert!(xrpl.starts_with('r') && xrpl.contains('0'));
        assert_ne!(Some(stellar), destination("mer_2", Mode::Test, Network::Stellar));
    }

    #[test]
    fn the_sandbox_refuses_live_mode() {
        assert_eq!(destination("mer_1", Mode::Live, Network::Stellar), None);
    }

    #[test]
    fn a_payment_uri_names_the_sandbox_network() {
        let uri = |asset, destination, reference, amount| {
            payment_uri(asset, destination, reference, amount).unwrap()
        };
        let amount = Some(Amount::from_minor(125_000_000));
        assert_eq!(
            uri(Asset::Usdc, "GX", "PLR-A1B2C3D4", amount),
            "web+stellar:pay?destination=GX&amount=12.5&asset_code=USDC&memo=PLR-A1B2C3D4\
             &memo_type=MEMO_TEXT&network_passphrase=PayLinkr%20Sandbox"
        );
        assert_eq!(
            uri(Asset::Xlm, "GX", "PLR-A1B2C3D4", None),
            "web+stellar:pay?destination=GX&memo=PLR-A1B2C3D4&memo_type=MEMO_TEXT\
             &network_passphrase=PayLinkr%20Sandbox"
        );
        assert_eq!(
            uri(Asset::Xrp, "rX", "77", Some(Amount::from_minor(1_000_000))),
            "xrpl:rX?dt=77&amount=1&network=PayLinkr%20Sandbox"
        );
    }
    #[test]
    fn the_sandbox_is_no_payment_provider() {
        assert_eq!(destination("mer_1", Mode::Test, Network::Psp), None);
        assert_eq!(payment_uri(Asset::Eur, "", "", None), None);
    }
}
