//! What can be owed and paid: assets on a ledger and fiat currencies. Knows no amounts.

/// The ledger an asset lives on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Stellar; references are text memos.
    Stellar,
    /// The XRP Ledger; references are destination tags.
    Xrpl,
}

impl Network {
    /// The word of seed 002 (`paymentNetwork`).
    pub const fn code(self) -> &'static str {
        match self {
            Network::Stellar => "STELLAR",
            Network::Xrpl => "XRPL",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Network> {
        [Network::Stellar, Network::Xrpl].into_iter().find(|network| network.code() == code)
    }

    /// The name that a payer reads.
    pub const fn name(self) -> &'static str {
        match self {
            Network::Stellar => "Stellar",
            Network::Xrpl => "XRP Ledger",
        }
    }

    /// What the reference of a payment is called there (seed 002, `referenceLabel`).
    pub const fn reference_label(self) -> &'static str {
        match self {
            Network::Stellar => "Memo",
            Network::Xrpl => "Destination tag",
        }
    }
}

/// An asset that settles an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asset {
    /// Circle's dollar on Stellar.
    Usdc,
    /// Circle's euro on Stellar.
    Eurc,
    /// Stellar's own lumen.
    Xlm,
    /// The XRP Ledger's own XRP.
    Xrp,
}

impl Asset {
    /// Every asset, in the order in which errors name them.
    pub const ALL: [Asset; 4] = [Asset::Usdc, Asset::Eurc, Asset::Xlm, Asset::Xrp];

    /// The code as it is written on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Asset::Usdc => "USDC",
            Asset::Eurc => "EURC",
            Asset::Xlm => "XLM",
            Asset::Xrp => "XRP",
        }
    }

    /// Reads a code; exact, upper case.
    pub fn parse(code: &str) -> Option<Asset> {
        Asset::ALL.into_iter().find(|asset| asset.code() == code)
    }

    /// Decimal places of the minor unit: 7 on Stellar, 6 on the XRP Ledger.
    pub const fn scale(self) -> u32 {
        match self {
            Asset::Usdc | Asset::Eurc | Asset::Xlm => 7,
            Asset::Xrp => 6,
        }
    }

    /// The ledger it lives on.
    pub const fn network(self) -> Network {
        match self {
            Asset::Usdc | Asset::Eurc | Asset::Xlm => Network::Stellar,
            Asset::Xrp => Network::Xrpl,
        }
    }
}

/// A currency that prices an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fiat {
    /// US dollar.
    Usd,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
}

impl Fiat {
    /// Every currency, in the order in which errors name them.
    pub const ALL: [Fiat; 3] = [Fiat::Usd, Fiat::Eur, Fiat::Gbp];

    /// Decimal places of the minor unit.
    pub const SCALE: u32 = 2;

    /// ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Fiat::Usd => "USD",
            Fiat::Eur => "EUR",
            Fiat::Gbp => "GBP",
        }
    }

    /// Reads a code; exact, upper case.
    pub fn parse(code: &str) -> Option<Fiat> {
        Fiat::ALL.into_iter().find(|fiat| fiat.code() == code)
    }
}

/// What a price is told in: a currency or an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A currency; a rate makes it an amount of an asset.
    Fiat(Fiat),
    /// An asset, paid as it is.
    Asset(Asset),
}

impl Unit {
    /// The units of catalogue prices, in the order in which errors name them (rulings 1.4).
    pub const OF_PRICES: [Unit; 5] = [
        Unit::Fiat(Fiat::Usd),
        Unit::Fiat(Fiat::Eur),
        Unit::Fiat(Fiat::Gbp),
        Unit::Asset(Asset::Usdc),
        Unit::Asset(Asset::Eurc),
    ];

    /// Decimal places of a price, a tax line or a total, whatever scale the unit itself has.
    pub const PRICE_SCALE: u32 = 2;

    /// The code, in upper case.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Fiat(fiat) => fiat.code(),
            Unit::Asset(asset) => asset.code(),
        }
    }

    /// Reads the code of any currency or asset, in upper or lower case.
    pub fn parse(code: &str) -> Option<Unit> {
        let fiats = Fiat::ALL.into_iter().map(Unit::Fiat);
        let mut units = fiats.chain(Asset::ALL.into_iter().map(Unit::Asset));
        units.find(|unit| unit.code().eq_ignore_ascii_case(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_in_any_case_and_written_in_upper_case() {
        for (text, unit) in [
            ("usdc", Unit::Asset(Asset::Usdc)),
            ("EURC", Unit::Asset(Asset::Eurc)),
            ("xrp", Unit::Asset(Asset::Xrp)),
            ("Usd", Unit::Fiat(Fiat::Usd)),
            ("GBP", Unit::Fiat(Fiat::Gbp)),
        ] {
            assert_eq!(Unit::parse(text), Some(unit), "{text}");
            assert_eq!(unit.code(), text.to_ascii_uppercase());
        }
        for text in ["", "usd ", "JPY", "US", "USDCE"] {
            assert_eq!(Unit::parse(text), None, "{text}");
        }
    }
}
