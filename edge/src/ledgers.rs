//! Which ledgers this install works on, and who tells of them. From the environment; asks nobody.

use shared::address::strkey::{self, Key};
use shared::chain::{
    PUBLIC_PASSPHRASE, TEST_PASSPHRASE, XRPL_MAIN, XRPL_TEST, chain_code, issuers, xrpl_chain_code,
};
use shared::currency::{Asset, Network};
use shared::url::{Reach, parse_public};

/// The ledgers that live money is paid on. Without servers there is no live mode on a ledger.
#[derive(Clone, Debug, Default)]
pub struct Ledgers {
    /// Stellar.
    pub stellar: Stellar,
    /// The XRP Ledger.
    pub xrpl: Xrpl,
}

/// Which Stellar network this install works on, and who tells of it.
#[derive(Clone, Debug, Default)]
pub struct Stellar {
    /// Horizon servers, the preferred one first.
    pub servers: Vec<LedgerServer>,
    /// The network's own name, which its transactions are signed for.
    pub passphrase: String,
    /// The same in short: `public`, `testnet`, or a hash of it.
    pub chain: String,
    /// Who issues USDC there.
    pub usdc_issuer: String,
    /// Who issues EURC there.
    pub eurc_issuer: String,
}

/// Which XRP Ledger network this install works on, and who tells of it.
#[derive(Clone, Debug, Default)]
pub struct Xrpl {
    /// JSON-RPC servers, the preferred one first.
    pub servers: Vec<LedgerServer>,
    /// 0 is the main network, 1 the test network.
    pub network_id: u32,
    /// The same in short: `main`, `testnet`, or the number.
    pub chain: String,
}

/// A server that tells of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerServer {
    /// Its base address, without a slash at the end.
    pub url: String,
    /// What it wants to be sent, such as a key.
    pub headers: Vec<(String, String)>,
}

impl LedgerServer {
    /// The name of its host, which may be shown; its path can hold a key.
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }
}

impl Stellar {
    /// Who issues an asset there; `None` for XLM, which nobody does.
    pub fn issuer(&self, asset: Asset) -> Option<&str> {
        match asset {
            Asset::Usdc => Some(&self.usdc_issuer),
            Asset::Eurc => Some(&self.eurc_issuer),
            Asset::Xlm | Asset::Xrp | Asset::Eur => None,
        }
    }
}

impl Ledgers {
    /// Reads the environment: `STELLAR_NETWORK` (`public`, `testnet`, or a passphrase),
    /// `HORIZON_URLS`, `USDC_ISSUER` and `EURC_ISSUER` for networks that Circle does not issue on,
    /// `XRPL_NETWORK` (`main`, `testnet`, or an id), `XRPL_URLS`.
    ///
    /// # Errors
    /// A sentence that names the variable.
    pub fn read(var: impl Fn(&str) -> Option<String>, reach: Reach) -> Result<Ledgers, String> {
        let name = var("STELLAR_NETWORK").unwrap_or_default();
        let passphrase = match name.as_str() {
            "" | "public" => PUBLIC_PASSPHRASE,
            "testnet" => TEST_PASSPHRASE,
            other => other,
        };
        let servers = servers("HORIZON_URLS", &var("HORIZON_URLS").unwrap_or_default(), reach)?;
        let circle = issuers(passphrase);
        let issuer = |name: &str, own: Option<String>| match var(name).or(own) {
            Some(text) if matches!(strkey::read(&text), Some(Key::Account(_))) => Ok(text),
            None if servers.is_empty() => Ok(String::new()),
            None => Err(format!("{name} is not set, and Circle issues none on this network")),
            Some(_) => Err(format!("{name} is not a Stellar account (G…)")),
        };
        let usdc_issuer = issuer("USDC_ISSUER", circle.as_ref().map(|it| it.usdc.clone()))?;
        let eurc_issuer = issuer("EURC_ISSUER", circle.map(|it| it.eurc))?;
        let network_id = match var("XRPL_NETWORK").unwrap_or_default().as_str() {
            "" | "main" => XRPL_MAIN,
            "testnet" => XRPL_TEST,
            other => other.parse().map_err(|_| "XRPL_NETWORK is no network id".to_owned())?,
        };
        let chain = chain_code(passphrase);
        let passphrase = passphrase.to_owned();
        let stellar = Stellar { servers, passphrase, chain, usdc_issuer, eurc_issuer };
        let servers = self::servers("XRPL_URLS", &var("XRPL_URLS").unwrap_or_default(), reach)?;
        let xrpl = Xrpl { servers, network_id, chain: xrpl_chain_code(network_id) };
        Ok(Ledgers { stellar, xrpl })
    }

    /// Whether there is live mode at all.
    pub fn is_empty(&self) -> bool {
        self.stellar.servers.is_empty() && self.xrpl.servers.is_empty()
    }

    /// The servers of a network.
    pub fn servers(&self, network: Network) -> &[LedgerServer] {
        match network {
            Network::Stellar => &self.stellar.servers,
            Network::Xrpl => &self.xrpl.servers,
            Network::Psp => &[],
        }
    }

    /// Which one of its kind a network is here; `None`: nobody tells of it.
    pub fn chain(&self, network: Network) -> Option<&str> {
        let chain = match network {
            Network::Stellar => self.stellar.chain.as_str(),
            Network::Xrpl => self.xrpl.chain.as_str(),
            Network::Psp => return None,
        };
        Some(chain).filter(|_| !self.servers(network).is_empty())
    }

    /// Whether the money of a network is worth nothing.
    pub fn is_test(&self, network: Network) -> bool {
        match network {
            Network::Stellar => self.stellar.passphrase != PUBLIC_PASSPHRASE,
            Network::Xrpl => self.xrpl.network_id != XRPL_MAIN,
            Network::Psp => false,
        }
    }
}

/// Addresses with blanks between them. What a server wants to be sent stands behind a `#`, which is
/// never sent: `https://horizon.example.com#x-api-key=SECRET`.
fn servers(name: &str, text: &str, reach: Reach) -> Result<Vec<LedgerServer>, String> {
    let read = |one: &str| {
        let (url, wanted) = one.split_once('#').unwrap_or((one, ""));
        let trouble = |why: &str| format!("{name}: an address {why}");
        parse_public(url, reach).map_err(|error| trouble(&error.to_string()))?;
        let wanted = wanted.split('&').filter(|pair| !pair.is_empty());
        let headers = wanted.map(|pair| {
            let pair = pair.split_once('=').ok_or_else(|| trouble("has a header without value"))?;
            Ok((pair.0.to_ascii_lowercase(), pair.1.to_owned()))
        });
        let url = url.trim_end_matches('/').to_owned();
        Ok(LedgerServer { url, headers: headers.collect::<Result<_, String>>()? })
    };
    text.split([' ', ',', '\n']).filter(|one| !one.is_empty()).map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Ledgers, String> {
        let var = |name: &str| {
            vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Ledgers::read(var, Reach::Public)
    }

    #[test]
    fn an_install_without_servers_has_no_live_mode() {
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn servers_may_want_a_key_which_is_no_part_of_their_address() {
        let urls = "https://horizon.example.com/ https://other.example.com/v1#x-api-key=a&b=c";
        let ledgers = read(&[("HORIZON_URLS", urls), ("STELLAR_NETWORK", "testnet")]).unwrap();
        let servers = &ledgers.stellar.servers;
        assert_eq!(servers[0].url, "https://horizon.example.com");
        assert_eq!(servers[1].url, "https://other.example.com/v1");
        assert_eq!(servers[1].headers[0], ("x-api-key".to_owned(), "a".to_owned()));
        assert_eq!(servers[1].host(), "other.example.com");
        assert_eq!(
            (ledgers.stellar.chain.as_str(), ledgers.is_test(Network::Stellar)),
            ("testnet", true)
        );
    }

    #[test]
    fn what_is_set_wrongly_is_named() {
        let error = |vars: &[(&str, &str)]| read(vars).unwrap_err();
        assert!(error(&[("HORIZON_URLS", "http://127.0.0.1")]).starts_with("HORIZON_URLS"));
        assert!(error(&[("XRPL_NETWORK", "mainnet")]).starts_with("XRPL_NETWORK"));
        let own = [("STELLAR_NETWORK", "Mine"), ("HORIZON_URLS", "https://horizon.example.com")];
        assert!(error(&own).starts_with("USDC_ISSUER"));
        assert!(error(&[("USDC_ISSUER", "GABC")]).starts_with("USDC_ISSUER"));
    }
}
