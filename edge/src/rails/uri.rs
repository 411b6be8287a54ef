//! What a wallet is handed to pay an invoice, on whichever ledger it is paid. Knows no invoices.

use shared::address::strkey::{self, Key};
use shared::address::xrpl::{self as classic, XAddress};
use shared::chain::XRPL_MAIN;
use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::payment_uri::{StellarRequest, plain_xrp, xaman};
use shared::reference::References;

use super::sandbox;
use crate::ledgers::Ledgers;

/// The payment URI, where a wallet can pay; without an amount the payer chooses. `chain` is which
/// ledger of its kind, and none is the sandbox's.
pub fn payment_uri(
    ledgers: &Ledgers,
    asset: Asset,
    chain: Option<&str>,
    destination: &str,
    references: &References,
    amount: Option<Amount>,
) -> Option<String> {
    let network = asset.network();
    if chain.is_none() {
        return sandbox::payment_uri(asset, destination, &references.on(network), amount);
    }
    let amount = amount.map(|amount| amount.print_short(asset.scale()));
    let amount = amount.as_deref();
    Some(match network {
        Network::Stellar => {
            let stellar = &ledgers.stellar;
            let token = stellar.issuer(asset).map(|issuer| (asset.code(), issuer));
            let (memo, passphrase) = (Some(references.memo.as_str()), stellar.passphrase.as_str());
            StellarRequest { destination, token, amount, memo, passphrase, message: None }.uri()
        }
        Network::Xrpl if ledgers.xrpl.network_id == XRPL_MAIN => {
            xaman(destination, references.tag, amount)
        }
        // Xaman's link pays real XRP only, and an address alone is no link.
        Network::Xrpl => format!("xrpl:{}", plain_xrp(destination, references.tag, amount)),
        Network::Psp => return None,
    })
}

/// The address that carries an invoice's reference itself, for wallets that cannot send one beside
/// it: `M…` on Stellar, an X-address on the XRP Ledger. `None` for the sandbox.
pub fn alternative_address(
    ledgers: &Ledgers,
    network: Network,
    chain: Option<&str>,
    destination: &str,
    references: &References,
) -> Option<String> {
    chain?;
    match network {
        Network::Stellar => match strkey::read(destination)? {
            Key::Account(key) => Some(strkey::muxed(&key, references.stellar_id)),
            Key::Muxed { .. } | Key::Contract(_) => None,
        },
        Network::Xrpl => {
            let account = classic::read_classic(destination)?;
            let is_test = ledgers.is_test(network);
            let tag = Some(references.tag);
            Some(classic::x_address(&XAddress { account, tag, is_test }))
        }
        Network::Psp => None,
    }
}

#[cfg(test)]
mod tests {
    use shared::chain::{PUBLIC_PASSPHRASE, TEST_PASSPHRASE};

    use super::*;

    const G: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
    const R: &str = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf";
    const ISSUER: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

    fn uri(ledgers: &Ledgers, asset: Asset, chain: Option<&str>) -> String {
        let destination = if asset == Asset::Xrp { R } else { G };
        let references =
            References { memo: "PLR-A1B2C3D4".to_owned(), stellar_id: 7, tag: 2_147_483_647 };
        let amount = Some(Amount::from_minor(25 * 10_i64.pow(asset.scale() - 1)));
        payment_uri(ledgers, asset, chain, destination, &references, amount).unwrap()
    }

    fn ledgers(passphrase: &str, network_id: u32) -> Ledgers {
        let mut ledgers = Ledgers::default();
        ledgers.stellar.passphrase = passphrase.to_owned();
        ledgers.stellar.usdc_issuer = ISSUER.to_owned();
        ledgers.xrpl.network_id = network_id;
        ledgers
    }

    #[test]
    fn real_money_is_asked_for_on_its_own_ledger() {
        let main = ledgers(PUBLIC_PASSPHRASE, 0);
        assert_eq!(
            uri(&main, Asset::Usdc, Some("public")),
            format!(
                "web+stellar:pay?destination={G}&amount=2.5&asset_code=USDC\
                 &asset_issuer={ISSUER}&memo=PLR-A1B2C3D4&memo_type=MEMO_TEXT"
            )
        );
        assert_eq!(
            uri(&main, Asset::Xlm, Some("public")),
            format!(
                "web+stellar:pay?destination={G}&amount=2.5&memo=PLR-A1B2C3D4&memo_type=MEMO_TEXT"
            )
        );
        assert_eq!(
            uri(&main, Asset::Xrp, Some("main")),
            format!("https://xaman.app/detect/request:{R}?amount=2.5&dt=2147483647&network=XRPL")
        );
    }

    #[test]
    fn money_that_is_not_real_is_never_asked_for_where_it_is() {
        let test = ledgers(TEST_PASSPHRASE, 1);
        let stellar = uri(&test, Asset::Xlm, Some("testnet"));
        assert!(
            stellar.ends_with("&network_passphrase=Test%20SDF%20Network%20%3B%20September%202015")
        );
        let xrp = format!("xrpl:{R}?dt=2147483647&amount=2.5");
        assert_eq!(uri(&test, Asset::Xrp, Some("testnet")), xrp);
        let main = ledgers(PUBLIC_PASSPHRASE, 0);
        for asset in [Asset::Usdc, Asset::Xlm, Asset::Xrp] {
            assert!(
                uri(&main, asset, None).ends_with("network=PayLinkr%20Sandbox")
                    || uri(&main, asset, None).ends_with("network_passphrase=PayLinkr%20Sandbox")
            );
        }
    }
}
