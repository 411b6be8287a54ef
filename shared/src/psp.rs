//! Payment providers: which there are, whose keys are for which mode, how a payment that was begun
//! there stands, and when to ask about it again. Knows no HTTP and no row.

use crate::key::Mode;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};

/// How often an attempt is looked at, at most, whoever waits: as ledgers are.
pub const EVERY_MS: i64 = 5 * SECOND_MS;

/// How long an attempt that the PSP never answered is repeated under its idempotency key, in
/// milliseconds. Mollie remembers keys for an hour, Stripe for a day.
pub const REPEATED_MS: i64 = 30 * MINUTE_MS;

/// A payment provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Psp {
    /// Mollie.
    Mollie,
    /// Stripe.
    Stripe,
}

impl Psp {
    /// Every provider, in the order in which errors name them.
    pub const ALL: [Psp; 2] = [Psp::Mollie, Psp::Stripe];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Psp::Mollie => "mollie",
            Psp::Stripe => "stripe",
        }
    }

    /// The name that people read.
    pub const fn name(self) -> &'static str {
        match self {
            Psp::Mollie => "Mollie",
            Psp::Stripe => "Stripe",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Psp> {
        Psp::ALL.into_iter().find(|psp| psp.code() == code)
    }

    /// What an API key of a mode begins with. Stripe's `rk_` are keys with fewer rights.
    pub const fn key_prefixes(self, mode: Mode) -> &'static [&'static str] {
        match (self, mode) {
            (Psp::Mollie, Mode::Test) => &["test_"],
            (Psp::Mollie, Mode::Live) => &["live_"],
            (Psp::Stripe, Mode::Test) => &["sk_test_", "rk_test_"],
            (Psp::Stripe, Mode::Live) => &["sk_live_", "rk_live_"],
        }
    }

    /// Whether a text has the form of an API key of a mode: printable, and fit for a header.
    pub fn is_key(self, mode: Mode, text: &str) -> bool {
        let rest = self.key_prefixes(mode).iter().find_map(|prefix| text.strip_prefix(prefix));
        rest.is_some_and(|rest| (8..=250).contains(&rest.len()) && is_word(rest))
    }

    /// Whether a text has the form of an id of a payment there. It goes into an address.
    pub fn is_id(self, text: &str) -> bool {
        let prefixes: &[&str] = match self {
            Psp::Mollie => &["tr_"],
            Psp::Stripe => &["cs_", "pi_"],
        };
        prefixes.iter().any(|prefix| text.len() > prefix.len() && text.starts_with(prefix))
            && is_name(text)
    }
}

/// Whether a text has the form of any id at a provider. It goes into an address.
pub fn is_name(text: &str) -> bool {
    (1..=120).contains(&text.len()) && is_word(text)
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// What a payment has to do with later ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// Nothing.
    OneOff,
    /// Its payer lets later ones be charged.
    First,
    /// Charged under a mandate: nobody is there.
    Recurring,
}

impl Sequence {
    /// Every one.
    pub const ALL: [Sequence; 3] = [Sequence::OneOff, Sequence::First, Sequence::Recurring];

    /// The word in columns, and Mollie's.
    pub const fn code(self) -> &'static str {
        match self {
            Sequence::OneOff => "oneoff",
            Sequence::First => "first",
            Sequence::Recurring => "recurring",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Sequence> {
        Sequence::ALL.into_iter().find(|sequence| sequence.code() == code)
    }
}

/// How a payment that was begun at a PSP stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// The PSP was asked for it, and has not answered.
    Creating,
    /// The payer can pay there.
    Open,
    /// The payer has paid, and the bank has not confirmed.
    Pending,
    /// The money is there.
    Paid,
    /// It failed, or the PSP refused to begin it.
    Failed,
    /// The payer went back, or we did.
    Cancelled,
    /// The payer took too long.
    Expired,
    /// What the PSP says of it is not what was asked for: it pays nothing.
    Doubted,
}

impl AttemptState {
    /// Every state.
    pub const ALL: [AttemptState; 8] = [
        AttemptState::Creating,
        AttemptState::Open,
        AttemptState::Pending,
        AttemptState::Paid,
        AttemptState::Failed,
        AttemptState::Cancelled,
        AttemptState::Expired,
        AttemptState::Doubted,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            AttemptState::Creating => "creating",
            AttemptState::Open => "open",
            AttemptState::Pending => "pending",
            AttemptState::Paid => "paid",
            AttemptState::Failed => "failed",
            AttemptState::Cancelled => "cancelled",
            AttemptState::Expired => "expired",
            AttemptState::Doubted => "doubted",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<AttemptState> {
        AttemptState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it may still become money by itself.
    pub const fn is_live(self) -> bool {
        matches!(self, AttemptState::Creating | AttemptState::Open | AttemptState::Pending)
    }
}

/// How long to wait before the next look at a live attempt of this age, both in milliseconds: a
/// payer who is at the PSP pays within minutes, a bank takes days.
pub const fn wait_ms(age_ms: i64) -> i64 {
    if age_ms < 10 * MINUTE_MS {
        MINUTE_MS
    } else if age_ms < HOUR_MS {
        5 * MINUTE_MS
    } else if age_ms < DAY_MS {
        30 * MINUTE_MS
    } else {
        6 * HOUR_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_of_one_provider_and_one_mode() {
        let keys = [
            (Psp::Mollie, Mode::Test, "test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"),
            (Psp::Mollie, Mode::Live, "live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"),
            (Psp::Stripe, Mode::Test, "sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
            (Psp::Stripe, Mode::Test, "rk_test_4eC39HqLyjWDarjtT1zdp7dc"),
            (Psp::Stripe, Mode::Live, "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
        ];
        for (psp, mode, key) in keys {
            for (other, other_mode) in
                Psp::ALL.into_iter().flat_map(|psp| [(psp, Mode::Test), (psp, Mode::Live)])
            {
                let is_own = (psp, mode) == (other, other_mode);
                assert_eq!(other.is_key(other_mode, key), is_own, "{key} {other:?}");
            }
        }
        for key in ["", "test_", "test_short", "test_a b c d e f g h", "test_12345678\r\nx: y"] {
            assert!(!Psp::Mollie.is_key(Mode::Test, key), "{key:?}");
        }
    }

    #[test]
    fn an_id_can_lead_to_one_place_only() {
        assert!(Psp::Mollie.is_id("tr_7UhSN1zuXS"));
        assert!(Psp::Stripe.is_id("cs_test_a1YS1URlnyQCN5fUUduORoQ7Pw41PJqDWkIVQCpJPqkfIhd6"));
        assert!(Psp::Stripe.is_id("pi_1PgafyB7WZ01zgkWSjxsAJo3"));
        for id in ["", "tr_", "cs_1", "tr_1/refunds", "tr_1?x", "tr_..", "tr_%2e", "tr_ü", " tr_1"]
        {
            assert!(!Psp::Mollie.is_id(id), "{id:?}");
        }
        assert!(!Psp::Mollie.is_id(&format!("tr_{}", "a".repeat(118))));
    }

    #[test]
    fn looks_become_rarer_with_age() {
        let minutes = |age_minutes: i64| wait_ms(age_minutes * MINUTE_MS) / MINUTE_MS;
        assert_eq!([0, 9, 10, 59].map(minutes), [1, 1, 5, 5]);
        assert_eq!([60, 23 * 60, 24 * 60, 90 * 24 * 60].map(minutes), [30, 30, 360, 360]);
    }

    #[test]
    fn every_state_is_read_back() {
        for state in AttemptState::ALL {
            assert_eq!(AttemptState::parse(state.code()), Some(state));
        }
        for sequence in Sequence::ALL {
            assert_eq!(Sequence::parse(sequence.code()), Some(sequence));
        }
        let live = AttemptState::ALL.into_iter().filter(|state| state.is_live());
        let live: Vec<_> = live.map(AttemptState::code).collect();
        assert_eq!(live, ["creating", "open", "pending"]);
    }
}
