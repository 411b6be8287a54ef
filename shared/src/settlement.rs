//! Where a merchant's live money goes: which address holds when, and what a change of it means.
//! Knows no ledger: addresses come here after `address` has read them.

use crate::currency::{Asset, Network};
use crate::time::{DAY_MS, Instant};

/// How long a change waits, so that the owner can cancel it. Whoever changes the address takes the
/// money (issue "Real ledgers", Settings).
pub const WAIT_MS: i64 = DAY_MS;

/// How long an address is watched after another took its place (the same).
pub const WATCHED_MS: i64 = 90 * DAY_MS;

/// The code of the warning that nobody could say anything.
pub const NOT_CHECKED: &str = "not_checked";

/// An address that holds, or will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// On which kind of ledger.
    pub network: Network,
    /// Which one of that kind: money of a test network never counts on the real one.
    pub chain: String,
    /// The address.
    pub address: String,
    /// New invoices are paid there from then on, in the world's time.
    pub holds_from: Instant,
}

/// What a merchant's wish to be paid at an address means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: it holds already, or will without further ado.
    Nothing,
    /// It holds already; the change that waited is dropped.
    Withdrawal,
    /// It holds from then on; a change that waited is dropped.
    From(Instant),
}

/// Where new invoices are paid now: the newest address whose time has come. Cancelled ones are not
/// among `all`.
pub fn in_force<'a>(
    all: &'a [Holding],
    network: Network,
    chain: &str,
    now: Instant,
) -> Option<&'a Holding> {
    let of_chain = all.iter().filter(|one| one.network == network && one.chain == chain);
    of_chain.filter(|one| one.holds_from <= now).max_by_key(|one| one.holds_from)
}

/// The change that still waits, if one does.
pub fn pending<'a>(
    all: &'a [Holding],
    network: Network,
    chain: &str,
    now: Instant,
) -> Option<&'a Holding> {
    let of_chain = all.iter().filter(|one| one.network == network && one.chain == chain);
    of_chain.filter(|one| now < one.holds_from).max_by_key(|one| one.holds_from)
}

/// Decides on a wish. The first address holds at once, as there is nothing yet that anybody could
/// take away.
pub fn change(
    all: &[Holding],
    network: Network,
    chain: &str,
    address: &str,
    now: Instant,
) -> Change {
    let is_it = |one: &Holding| one.address == address;
    let waits = pending(all, network, chain, now);
    match in_force(all, network, chain, now) {
        None => Change::From(now),
        Some(held) if is_it(held) && waits.is_some() => Change::Withdrawal,
        Some(held) if is_it(held) || waits.is_some_and(is_it) => Change::Nothing,
        Some(_) => Change::From(now.plus_ms(WAIT_MS)),
    }
}

/// What a warning of the ledger says, and what to do about it (rails.md 1.5, 1.6, 2.2).
pub fn warning(network: Network, code: &str) -> String {
    let asset = Asset::ON_LEDGERS.into_iter().find(|asset| code.ends_with(asset.code()));
    let asset = asset.map_or("", Asset::code);
    let problem = code.strip_suffix(asset).unwrap_or(code).trim_end_matches('_');
    let text = match (problem, network) {
        ("no_account", Network::Stellar) => {
            "This account is not on the ledger yet. Payments to it fail until it is funded with at \
             least 1 XLM, and 0.5 XLM more for each trustline."
        }
        ("no_account", Network::Xrpl) => {
            "This account is not on the ledger yet. Payments to it fail until one of at least \
             1 XRP, the reserve, creates it."
        }
        ("no_trustline", _) => "This account has no trustline for {asset}: payments in it fail.",
        ("not_authorized", _) => {
            "The issuer of {asset} does not let this account hold it: payments in it fail."
        }
        ("low_limit", _) => {
            "The trustline for {asset} is nearly full: payments beyond its limit fail."
        }
        ("memo_not_required", _) => {
            "Set the data entry config.memo_required to 1 on this account: most wallets then \
             refuse to pay without a memo, so that no payment comes without its invoice."
        }
        ("no_require_dest", _) => {
            "Turn on RequireDest (asfRequireDest) on this account: the ledger then refuses \
             payments without a destination tag, so that none comes without its invoice."
        }
        ("deposit_auth", _) => {
            "Deposit authorization is on: the ledger refuses payments from everybody whom this \
             account has not authorized."
        }
        ("disallow_xrp", _) => "This account asks not to be sent XRP: some wallets refuse to.",
        _ => "The ledger could not be asked about this address. It is asked again.",
    };
    text.replace("{asset}", asset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_ms(1_768_471_200_000);

    fn held(address: &str, from_ms: i64) -> Holding {
        Holding {
            network: Network::Stellar,
            chain: "public".to_owned(),
            address: address.to_owned(),
            holds_from: NOW.plus_ms(from_ms),
        }
    }

    fn of(all: &[Holding], at_ms: i64) -> (Option<&str>, Option<&str>) {
        let at = NOW.plus_ms(at_ms);
        let holds = in_force(all, Network::Stellar, "public", at);
        let waits = pending(all, Network::Stellar, "public", at);
        (holds.map(|one| one.address.as_str()), waits.map(|one| one.address.as_str()))
    }

    fn wish(all: &[Holding], address: &str) -> Change {
        change(all, Network::Stellar, "public", address, NOW)
    }

    #[test]
    fn a_change_takes_its_place_at_its_very_millisecond() {
        // Whatever the order in which a database tells them.
        let all = [held("B", WAIT_MS), held("A", 0)];
        assert_eq!(of(&all, -1), (None, Some("B")));
        assert_eq!(of(&all, 0), (Some("A"), Some("B")));
        assert_eq!(of(&all, WAIT_MS - 1), (Some("A"), Some("B")));
        assert_eq!(of(&all, WAIT_MS), (Some("B"), None));
    }

    #[test]
    fn every_ledger_has_an_address_of_its_own() {
        let all = [held("A", 0)];
        assert_eq!(in_force(&all, Network::Xrpl, "public", NOW), None);
        assert_eq!(in_force(&all, Network::Stellar, "testnet", NOW), None);
        assert_eq!(change(&all, Network::Stellar, "testnet", "B", NOW), Change::From(NOW));
    }

    #[test]
    fn the_first_address_holds_at_once_and_a_change_after_a_day() {
        assert_eq!(wish(&[], "A"), Change::From(NOW));
        let later = NOW.plus_ms(86_400_000);
        assert_eq!(wish(&[held("A", -1)], "B"), Change::From(later));
        assert_eq!(wish(&[held("A", -1), held("B", 5)], "C"), Change::From(later));
        // An old one comes back as any other does.
        assert_eq!(wish(&[held("A", -2), held("B", -1)], "A"), Change::From(later));
    }

    #[test]
    fn who_says_the_same_twice_does_not_wait_twice() {
        assert_eq!(wish(&[held("A", 0)], "A"), Change::Nothing);
        assert_eq!(wish(&[held("A", -1), held("B", 5)], "B"), Change::Nothing);
        assert_eq!(wish(&[held("A", -1), held("B", 5)], "A"), Change::Withdrawal);
    }

    #[test]
    fn every_warning_has_its_own_words() {
        let codes = [
            "no_account",
            "no_trustline_USDC",
            "not_authorized_EURC",
            "low_limit_USDC",
            "memo_not_required",
            "no_require_dest",
            "deposit_auth",
            "disallow_xrp",
            NOT_CHECKED,
        ];
        let mut texts = codes.map(|code| warning(Network::Stellar, code)).to_vec();
        assert!(texts[1].contains("for USDC:") && texts[2].contains("of EURC does"));
        texts.push(warning(Network::Xrpl, "no_account"));
        assert!(texts.iter().all(|text| text.ends_with('.') && !text.contains('{')));
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), codes.len() + 1);
    }
}
