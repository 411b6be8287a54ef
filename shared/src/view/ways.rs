//! What a payer can do beside sending as shown: another address, a wallet in the browser, a pasted
//! transaction, an address for what goes back. Knows no page.

/// Another way to name the invoice, for wallets that have no field for its memo or tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// A Stellar address that carries the invoice's number (`M…`, SEP-23); sent to without a memo.
    Muxed(String),
    /// An XRP Ledger address that carries the tag, and the same as plain text.
    XAddress {
        /// `X…` (XLS-5).
        x_address: String,
        /// `rADDR?dt=TAG&amount=…`, as many wallets read it (rails.md 2.4).
        plain: String,
    },
}

/// That the page may ask the wallet Freighter to pay (rails.md 1.9). Both are paths on our origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletOffer {
    /// Takes `address=G…`, answers `{xdr, passphrase, token}` or `{error}`.
    pub prepare_url: String,
    /// Takes `xdr=…&token=…`, answers `{ok: true}` or `{error}`.
    pub submit_url: String,
}

/// The form for a payment that was sent and is not shown: it takes the transaction's hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimView {
    /// What became of the hash that was sent; `None`: none was.
    pub outcome: Option<ClaimOutcome>,
    /// What was typed. `Some("")` (`?claim=`) holds the form open and the page from reloading, for
    /// those who type without scripts.
    pub typed: Option<String>,
}

/// What became of a pasted transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// There is no hash in what was typed.
    NotAHash,
    /// The ledger knows no such transaction.
    NotFound,
    /// The ledger has not closed it yet.
    NotFinal,
    /// It counts for this invoice from now on.
    Attached,
    /// It is kept, and the merchant decides.
    Waiting,
    /// The ledger refused it: it moved no money.
    Failed,
    /// It paid another address than the invoice's.
    Elsewhere,
    /// It is on the invoice already.
    Known,
    /// Too many tries.
    TooOften,
    /// The ledger cannot be asked right now.
    Busy,
}

impl ClaimOutcome {
    /// Every outcome.
    pub const ALL: [ClaimOutcome; 10] = [
        ClaimOutcome::NotAHash,
        ClaimOutcome::NotFound,
        ClaimOutcome::NotFinal,
        ClaimOutcome::Attached,
        ClaimOutcome::Waiting,
        ClaimOutcome::Failed,
        ClaimOutcome::Elsewhere,
        ClaimOutcome::Known,
        ClaimOutcome::TooOften,
        ClaimOutcome::Busy,
    ];

    /// The word in the page's address.
    pub const fn code(self) -> &'static str {
        match self {
            ClaimOutcome::NotAHash => "not_a_hash",
            ClaimOutcome::NotFound => "not_found",
            ClaimOutcome::NotFinal => "not_final",
            ClaimOutcome::Attached => "attached",
            ClaimOutcome::Waiting => "waiting",
            ClaimOutcome::Failed => "failed",
            ClaimOutcome::Elsewhere => "elsewhere",
            ClaimOutcome::Known => "known",
            ClaimOutcome::TooOften => "too_often",
            ClaimOutcome::Busy => "busy",
        }
    }

    /// The outcome of a word; `None` for a word that is none.
    pub fn parse(code: &str) -> Option<ClaimOutcome> {
        ClaimOutcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// The form for the address that money goes back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnView {
    /// The address that was left; the page can no longer change it.
    pub saved: Option<String>,
    /// What was typed and refused.
    pub typed: Option<String>,
    /// Why.
    pub refused: Option<ReturnRefused>,
}

/// Why an address cannot take money back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnRefused {
    /// It is no address of the invoice's ledger, or a character of it is wrong.
    NotAnAddress,
    /// It is the merchant's own.
    Own,
    /// Too many tries.
    TooOften,
    /// It could not be kept right now.
    Busy,
}

impl ReturnRefused {
    /// The word in the page's address.
    pub const fn code(self) -> &'static str {
        match self {
            ReturnRefused::NotAnAddress => "not_an_address",
            ReturnRefused::Own => "own",
            ReturnRefused::TooOften => "too_often",
            ReturnRefused::Busy => "busy",
        }
    }

    /// The reason of a word; `None` for a word that is none.
    pub fn parse(code: &str) -> Option<ReturnRefused> {
        let all = [
            ReturnRefused::NotAnAddress,
            ReturnRefused::Own,
            ReturnRefused::TooOften,
            ReturnRefused::Busy,
        ];
        all.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_address_means_what_it_was_written_for() {
        for outcome in ClaimOutcome::ALL {
            assert_eq!(ClaimOutcome::parse(outcome.code()), Some(outcome));
        }
        assert_eq!(ClaimOutcome::parse("paid"), None);
        for word in ["not_an_address", "own", "too_often", "busy"] {
            assert_eq!(ReturnRefused::parse(word).map(ReturnRefused::code), Some(word));
        }
        assert_eq!(ReturnRefused::parse(""), None);
    }
}
