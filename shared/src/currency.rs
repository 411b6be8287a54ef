//! What can be owed and paid: assets on a ledger, money at a PSP, currencies that prices are in.
//! Knows no amounts.

/// The ledger an asset lives on, or what stands in for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Stellar; references are text memos.
    Stellar,
    /// The XRP Ledger; references are destination tags.
    Xrpl,
    /// The merchant's own payment provider: banks and cards. It names payments itself.
    Psp,
}

impl Network {
    /// Each of them.
    pub const ALL: [Network; 3] = [Network::Stellar, Network::Xrpl, Network::Psp];

    /// The word of seed 002 (`paymentNetwork`).
    pub const fn code(self) -> &'static str {
        match self {
            Network::Stellar => "STELLAR",
            Network::Xrpl => "XRPL",
            Network::Psp => "PSP",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Network> {
        Network::ALL.into_iter().find(|network| network.code() == code)
    }

    /// The name that a payer reads.
    pub const fn name(self) -> &'static str {
        match self {
            Network::Stellar => "Stellar",
            Network::Xrpl => "XRP Ledger",
            Network::Psp => "Bank or card",
        }
    }

    /// What the reference of a payment is called there (seed 002, `referenceLabel`).
    pub const fn reference_label(self) -> &'static str {
        match self {
            Network::Stellar => "Memo",
            Network::Xrpl => "Destination tag",
            Network::Psp => "Reference",
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
    /// Euros at a PSP. Nobody asks for them by this name: they settle what is priced in euros.
    Eur,
}

impl Asset {
    /// Those that a merchant may ask for, in the order in which errors name them.
    pub const ON_LEDGERS: [Asset; 4] = [Asset::Usdc, Asset::Eurc, Asset::Xlm, Asset::Xrp];

    /// The code as it is written on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Asset::Usdc => "USDC",
            Asset::Eurc => "EURC",
            Asset::Xlm => "XLM",
            Asset::Xrp => "XRP",
            Asset::Eur => "EUR",
        }
    }

    /// Reads a code; exact, upper case.
    pub fn parse(code: &str) -> Option<Asset> {
        let all = Asset::ON_LEDGERS.into_iter().chain([Asset::Eur]);
        all.into_iter().find(|asset| asset.code() == code)
    }

    /// Reads the code of an asset on a ledger: a token there that calls itself EUR is none of ours.
    pub fn parse_on_ledger(code: &str) -> Option<Asset> {
        Asset::parse(code).filter(|asset| asset.network() != Network::Psp)
    }

    /// Decimal places of the minor unit: 7 on Stellar, 6 on the XRP Ledger, 2 at a PSP.
    pub const fn scale(self) -> u32 {
        match self {
            Asset::Usdc | Asset::Eurc | Asset::Xlm => 7,
            Asset::Xrp => 6,
            Asset::Eur => Fiat::SCALE,
        }
    }

    /// The ledger it lives on.
    pub const fn network(self) -> Network {
        match self {
            Asset::Usdc | Asset::Eurc | Asset::Xlm => Network::Stellar,
            Asset::Xrp => Network::Xrpl,
            Asset::Eur => Network::Psp,
        }
    }
}

/// What a price is written in: a currency, or an asset itself. Prices have [`Unit::SCALE`] places
/// in every unit; what an asset has more of arises by a rate only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A currency; a rate turns it into what is paid.
    Fiat(Fiat),
    /// The asset that is paid.
    Asset(Asset),
}

impl Unit {
    /// Decimal places of a price.
    pub const SCALE: u32 = 2;

    /// Its code: `EUR`, `USDC`.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Fiat(fiat) => fiat.code(),
            Unit::Asset(asset) => asset.code(),
        }
    }

    /// Reads a code; exact, upper case.
    pub fn parse(code: &str) -> Option<Unit> {
        Fiat::parse(code).map(Unit::Fiat).or_else(|| Asset::parse_on_ledger(code).map(Unit::Asset))
    }

    /// What a price in it is paid in, where nobody says.
    pub const fn usual_asset(self) -> Asset {
        match self {
            Unit::Fiat(Fiat::Eur) => Asset::Eurc,
            Unit::Fiat(Fiat::Usd | Fiat::Gbp) => Asset::Usdc,
            Unit::Asset(asset) => asset,
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
