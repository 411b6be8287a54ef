//! The addresses that people give us: where a merchant is paid, where a payer gets money back.
//! Knows their forms and nothing of what a ledger says about them.

pub mod strkey;
pub mod xrpl;

use core::fmt;

use self::strkey::Key;
use crate::currency::Network;

/// No address is longer; a text of megabytes is not worth decoding.
const LENGTH_MAX: usize = 100;

/// Why an address is refused; its text says what to send instead.
///
/// The text never repeats the address: it may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing that this network calls an address.
    NotAnAddress(Network),
    /// It has the form of an address of this network, but a character is wrong.
    WrongChecksum,
    /// An address of the other network; this one was asked for.
    WrongNetwork(Network),
    /// An X-address of a test network, where money is real.
    TestChain,
    /// An X-address of the real network, where money is not.
    MainChain,
    /// A muxed address, or an X-address with a tag: each invoice brings its own.
    HasTag(Network),
    /// A contract of Stellar, which payments with a memo cannot reach.
    Contract,
    /// The secret that spends the money.
    Secret(Network),
}

impl fmt::Display for AddressError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (problem, wanted) = match self {
            AddressError::NotAnAddress(Network::Stellar) => {
                ("must be a Stellar address of 56 characters", Some(Network::Stellar))
            }
            AddressError::NotAnAddress(Network::Xrpl) => {
                ("must be an XRP Ledger address", Some(Network::Xrpl))
            }
            AddressError::NotAnAddress(Network::Psp) => {
                ("is not for a payment provider, which has no addresses", None)
            }
            AddressError::WrongChecksum => {
                ("has a wrong or missing character; copy the whole address again", None)
            }
            AddressError::WrongNetwork(wanted) => {
                ("is an address on another network", Some(*wanted))
            }
            AddressError::TestChain => ("is for a test network", Some(Network::Xrpl)),
            AddressError::MainChain => ("is not for a test network", Some(Network::Xrpl)),
            AddressError::HasTag(Network::Stellar) => {
                ("contains a memo id, but each invoice has its own", Some(Network::Stellar))
            }
            AddressError::HasTag(Network::Xrpl | Network::Psp) => {
                ("contains a destination tag, but each invoice has its own", Some(Network::Xrpl))
            }
            AddressError::Contract => ("is the address of a contract", Some(Network::Stellar)),
            AddressError::Secret(wanted) => {
                ("is a secret key, which nobody else may ever see", Some(*wanted))
            }
        };
        out.write_str(problem)?;
        match wanted {
            Some(Network::Stellar) => out.write_str("; send the address that begins with G"),
            Some(Network::Xrpl) => out.write_str("; send the address that begins with r"),
            Some(Network::Psp) | None => Ok(()),
        }
    }
}

/// Where a merchant is paid: `G…`, or `r…`, which an X-address without a tag is turned into.
pub fn read_settlement(
    network: Network,
    is_test_chain: bool,
    text: &str,
) -> Result<String, AddressError> {
    let (plain, is_tagged) = read(network, is_test_chain, text.trim())?;
    if is_tagged { Err(AddressError::HasTag(network)) } else { Ok(plain) }
}

/// Where a payer gets money back, as it was given: an exchange needs its memo id or tag.
pub fn read_return(
    network: Network,
    is_test_chain: bool,
    text: &str,
) -> Result<String, AddressError> {
    let text = text.trim();
    read(network, is_test_chain, text).map(|_| text.to_owned())
}

/// Whether a payment to a plain address, with this memo id or tag, is one to an address as it was
/// given: an id or a tag that the address carries must have gone along.
pub fn is_paid(given: &str, destination: &str, reference: Option<&str>) -> bool {
    if let Some(Key::Muxed { key, id }) = strkey::read(given) {
        return strkey::account(&key) == destination && reference == Some(&id.to_string());
    }
    if let Some(address) = xrpl::read_x(given) {
        let tag = address.tag.map(|tag| tag.to_string());
        return xrpl::classic(&address.account) == destination
            && (tag.is_none() || tag.as_deref() == reference);
    }
    given == destination
}

/// The plain address of an account, and whether the text says more than that.
fn read(network: Network, is_test_chain: bool, text: &str) -> Result<(String, bool), AddressError> {
    if text.len() > LENGTH_MAX {
        return Err(AddressError::NotAnAddress(network));
    }
    match network {
        Network::Stellar => match strkey::read(text) {
            Some(Key::Account(_)) => Ok((text.to_owned(), false)),
            Some(Key::Muxed { key, .. }) => Ok((strkey::account(&key), true)),
            Some(Key::Contract(_)) => Err(AddressError::Contract),
            None => Err(why_not(network, text)),
        },
        Network::Xrpl => {
            if xrpl::read_classic(text).is_some() {
                return Ok((text.to_owned(), false));
            }
            let address = xrpl::read_x(text).ok_or_else(|| why_not(network, text))?;
            match (address.is_test, is_test_chain) {
                (true, false) => Err(AddressError::TestChain),
                (false, true) => Err(AddressError::MainChain),
                _ => Ok((xrpl::classic(&address.account), address.tag.is_some())),
            }
        }
        Network::Psp => Err(AddressError::NotAnAddress(network)),
    }
}

/// What is wrong with a text that is no address of the network.
fn why_not(network: Network, text: &str) -> AddressError {
    let elsewhere = match network {
        Network::Stellar => xrpl::read_classic(text).is_some() || xrpl::read_x(text).is_some(),
        Network::Xrpl => strkey::read(text).is_some(),
        Network::Psp => false,
    };
    if elsewhere {
        return AddressError::WrongNetwork(network);
    }
    match (network, text.as_bytes().first(), text.len()) {
        // Stellar's seeds, and XRPL's of both kinds of key, whichever network was asked for.
        (_, Some(b'S'), 56) | (_, Some(b's'), 28..=31) => AddressError::Secret(network),
        (Network::Stellar, Some(b'G' | b'C'), 56)
        | (Network::Stellar, Some(b'M'), 69)
        | (Network::Xrpl, Some(b'r'), 25..=35)
        | (Network::Xrpl, Some(b'X' | b'T'), 46..=48) => AddressError::WrongChecksum,
        _ => AddressError::NotAnAddress(network),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Network::{Stellar, Xrpl};

    /// SEP-23, section "Tests".
    const G: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
    const M: &str = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK";
    const C: &str = "CA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUWDA";
    /// The documentation of X-addresses (XLS-5).
    const R: &str = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf";
    const X: &str = "XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXb";
    const X_TAG_0: &str = "XVLhHMPHU98es4dbozjVtdWzVrDjtV8AqEL4xcZj5whKbmc";
    const T: &str = "TVE26TYGhfLC7tQDno7G8dGtxSkYQn49b3qD26PK7FcGSKE";
    const T_TAG_0: &str = "TVE26TYGhfLC7tQDno7G8dGtxSkYQnSy8RHqGHoGJ59spi2";
    /// The forms of secrets; neither is one.
    const SEED: &str = "SAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const FAMILY_SEED: &str = "sssssssssssssssssssssssssssss";

    fn settle(network: Network, text: &str) -> Result<String, AddressError> {
        read_settlement(network, false, text)
    }

    #[test]
    fn a_merchant_is_paid_at_a_plain_address() {
        assert_eq!(settle(Stellar, G).unwrap(), G);
        assert_eq!(settle(Xrpl, R).unwrap(), R);
        assert_eq!(settle(Xrpl, X).unwrap(), R);
        assert_eq!(read_settlement(Xrpl, true, T).unwrap(), R);
        assert_eq!(read_settlement(Xrpl, true, R).unwrap(), R);
        assert_eq!(settle(Stellar, &format!(" {G}\n")).unwrap(), G);
    }

    #[test]
    fn a_merchant_cannot_be_paid_at_an_address_with_a_number_of_its_own() {
        assert_eq!(settle(Stellar, M), Err(AddressError::HasTag(Stellar)));
        assert_eq!(settle(Xrpl, X_TAG_0), Err(AddressError::HasTag(Xrpl)));
    }

    #[test]
    fn a_payer_may_be_paid_back_with_a_number() {
        for (network, text) in [(Stellar, G), (Stellar, M), (Xrpl, R), (Xrpl, X), (Xrpl, X_TAG_0)] {
            assert_eq!(read_return(network, false, text).unwrap(), text);
        }
        assert_eq!(read_return(Xrpl, true, &format!("{T_TAG_0} ")).unwrap(), T_TAG_0);
    }

    #[test]
    fn addresses_that_lose_money_are_refused_for_both() {
        let mistyped_g = G.replace("SGZ", "SGY");
        let mistyped_m = M.replace("JLK", "JKK");
        let mistyped_r = R.replace("Qhp", "QhP").replace("Ypf", "Ypg");
        let mistyped_x = X.replace("QXb", "QXa");
        let long = "r".repeat(1_000_000);
        let cases = [
            (Stellar, C, AddressError::Contract),
            (Stellar, R, AddressError::WrongNetwork(Stellar)),
            (Stellar, X, AddressError::WrongNetwork(Stellar)),
            (Stellar, mistyped_g.as_str(), AddressError::WrongChecksum),
            (Stellar, mistyped_m.as_str(), AddressError::WrongChecksum),
            (Stellar, SEED, AddressError::Secret(Stellar)),
            (Stellar, "", AddressError::NotAnAddress(Stellar)),
            (Stellar, "alex*example.com", AddressError::NotAnAddress(Stellar)),
            (Stellar, &G[..55], AddressError::NotAnAddress(Stellar)),
            (Stellar, long.as_str(), AddressError::NotAnAddress(Stellar)),
            (Xrpl, G, AddressError::WrongNetwork(Xrpl)),
            (Xrpl, C, AddressError::WrongNetwork(Xrpl)),
            (Xrpl, T, AddressError::TestChain),
            (Xrpl, T_TAG_0, AddressError::TestChain),
            (Xrpl, mistyped_r.as_str(), AddressError::WrongChecksum),
            (Xrpl, mistyped_x.as_str(), AddressError::WrongChecksum),
            (Xrpl, SEED, AddressError::Secret(Xrpl)),
            (Xrpl, FAMILY_SEED, AddressError::Secret(Xrpl)),
            (Xrpl, "alex@example.com", AddressError::NotAnAddress(Xrpl)),
            (Xrpl, long.as_str(), AddressError::NotAnAddress(Xrpl)),
        ];
        for (network, text, error) in cases {
            assert_eq!(settle(network, text), Err(error), "{text:.60}");
            assert_eq!(read_return(network, false, text), Err(error), "{text:.60}");
        }
        assert_eq!(read_settlement(Xrpl, true, X), Err(AddressError::MainChain));
        assert_eq!(read_return(Xrpl, true, X_TAG_0), Err(AddressError::MainChain));
    }

    #[test]
    fn a_refusal_says_what_to_send_instead() {
        assert_eq!(
            AddressError::WrongNetwork(Stellar).to_string(),
            "is an address on another network; send the address that begins with G"
        );
        assert_eq!(
            AddressError::HasTag(Xrpl).to_string(),
            "contains a destination tag, but each invoice has its own; \
             send the address that begins with r"
        );
        assert_eq!(
            AddressError::WrongChecksum.to_string(),
            "has a wrong or missing character; copy the whole address again"
        );
    }
}
