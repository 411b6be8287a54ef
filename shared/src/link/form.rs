//! What a checkout asks beside money: the merchant's own fields, and an address. Page and edge read
//! what was typed by the same rules.

use crate::draft::{EntryError, Text};

/// How many fields of its own a link may have (rulings D4).
pub const FIELDS_MAX: usize = 10;
/// The longest answer, in characters.
pub const ANSWER_MAX: usize = 500;

/// What kind of answer a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomKind {
    /// A line of text.
    Text,
    /// A number: digits, with at most one point.
    Number,
    /// One of the options.
    Select,
    /// Yes, or nothing.
    Checkbox,
}

impl CustomKind {
    /// Every kind.
    pub const ALL: [CustomKind; 4] =
        [CustomKind::Text, CustomKind::Number, CustomKind::Select, CustomKind::Checkbox];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            CustomKind::Text => "text",
            CustomKind::Number => "number",
            CustomKind::Select => "select",
            CustomKind::Checkbox => "checkbox",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<CustomKind> {
        CustomKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A field that a merchant wants filled in (rulings D4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// Its name in answers and payloads.
    pub key: String,
    /// What the payer reads.
    pub label: String,
    /// What kind of answer it takes.
    pub kind: CustomKind,
    /// Whether it must be answered.
    pub required: bool,
    /// What can be chosen; for [`CustomKind::Select`] alone.
    pub options: Vec<String>,
    /// The longest answer, in characters.
    pub longest: usize,
    /// What an answer may look like.
    pub example: Option<String>,
}

/// What was typed: good, and `None` for nothing; or as it was, and why it is refused.
pub type Typed = Result<Option<String>, EntryError>;

impl CustomField {
    /// Reads an answer.
    ///
    /// # Errors
    /// An [`EntryError`].
    pub fn read(&self, text: &str) -> Typed {
        let text = match Text::line(self.longest.min(ANSWER_MAX)).read(text) {
            Err(EntryError::Empty) if !self.required => return Ok(None),
            read => read?,
        };
        let is_number = || crate::money::is_plain(text.strip_prefix('-').unwrap_or(&text));
        match self.kind {
            CustomKind::Number if !is_number() => Err(EntryError::NotANumber),
            CustomKind::Select if !self.options.contains(&text) => Err(EntryError::NotOffered),
            CustomKind::Checkbox if text != "yes" => Err(EntryError::NotOffered),
            _ => Ok(Some(text)),
        }
    }
}

/// The lines of an address, in the order in which they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// Street and number.
    Line1,
    /// What else the post needs.
    Line2,
    /// The postal code.
    PostalCode,
    /// The town.
    City,
    /// State, province or county.
    State,
    /// Two letters.
    Country,
}

impl AddressPart {
    /// Every part.
    pub const ALL: [AddressPart; 6] = [
        AddressPart::Line1,
        AddressPart::Line2,
        AddressPart::PostalCode,
        AddressPart::City,
        AddressPart::State,
        AddressPart::Country,
    ];

    /// Its name in forms, answers and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            AddressPart::Line1 => "line1",
            AddressPart::Line2 => "line2",
            AddressPart::PostalCode => "postalCode",
            AddressPart::City => "city",
            AddressPart::State => "state",
            AddressPart::Country => "country",
        }
    }

    /// What a browser fills in by itself (HTML, autofill detail tokens).
    pub const fn autofill(self) -> &'static str {
        match self {
            AddressPart::Line1 => "address-line1",
            AddressPart::Line2 => "address-line2",
            AddressPart::PostalCode => "postal-code",
            AddressPart::City => "address-level2",
            AddressPart::State => "address-level1",
            AddressPart::Country => "country",
        }
    }

    /// Whether there is no address without it: some countries have no postal codes.
    pub const fn is_required(self) -> bool {
        matches!(self, AddressPart::Line1 | AddressPart::City | AddressPart::Country)
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// An [`EntryError`].
    pub fn read(self, text: &str) -> Typed {
        let text = match Text::line(PART_MAX).read(text) {
            Err(EntryError::Empty) if !self.is_required() => return Ok(None),
            read => read?,
        };
        if self != AddressPart::Country {
            return Ok(Some(text));
        }
        let code = text.to_ascii_uppercase();
        if country_is_known(&code) { Ok(Some(code)) } else { Err(EntryError::NotOffered) }
    }
}

/// The longest line of an address, in characters.
pub const PART_MAX: usize = 100;

/// Where somebody lives: its parts, in the order of [`AddressPart::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address(pub [Option<String>; 6]);

impl Address {
    /// The parts that there are, by their names.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let parts = AddressPart::ALL.into_iter().zip(&self.0);
        parts.filter_map(|(part, text)| Some((part.name(), text.as_deref()?)))
    }
}

/// Whether two letters name a country or a territory (ISO 3166-1 alpha-2).
pub fn country_is_known(code: &str) -> bool {
    const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG \
        BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR \
        CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD \
        GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO \
        IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU \
        LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE \
        NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS \
        RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH \
        TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT \
        ZA ZM ZW";
    code.len() == 2 && CODES.split(' ').any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: CustomKind, required: bool) -> CustomField {
        CustomField {
            key: "size".to_owned(),
            label: "Size".to_owned(),
            kind,
            required,
            options: vec!["S".to_owned(), "M".to_owned()],
            longest: 5,
            example: None,
        }
    }

    #[test]
    fn an_answer_is_read_by_its_kind() {
        let good = |kind, text: &str| field(kind, true).read(text);
        let some = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(good(CustomKind::Text, "  Ada "), some("Ada"));
        assert_eq!(good(CustomKind::Text, "Ada Lo"), Err(EntryError::TooLong(5)));
        assert_eq!(good(CustomKind::Text, "A\u{202e}B"), Err(EntryError::Control));
        assert_eq!(good(CustomKind::Number, "-12.5"), some("-12.5"));
        assert_eq!(good(CustomKind::Number, "1e3"), Err(EntryError::NotANumber));
        assert_eq!(good(CustomKind::Select, "M"), some("M"));
        assert_eq!(good(CustomKind::Select, "XL"), Err(EntryError::NotOffered));
        assert_eq!(good(CustomKind::Checkbox, "yes"), some("yes"));
        assert_eq!(good(CustomKind::Checkbox, "on"), Err(EntryError::NotOffered));
    }

    #[test]
    fn only_what_is_required_must_be_answered() {
        for kind in CustomKind::ALL {
            assert_eq!(field(kind, true).read(" "), Err(EntryError::Empty));
            assert_eq!(field(kind, false).read(" "), Ok(None));
        }
    }

    #[test]
    fn an_address_needs_a_street_a_town_and_a_country_that_there_is() {
        for part in AddressPart::ALL {
            let nothing = part.read(" ");
            assert_eq!(nothing.is_err(), part.is_required(), "{part:?}");
        }
        assert_eq!(AddressPart::Country.read("nl"), Ok(Some("NL".to_owned())));
        assert_eq!(AddressPart::Country.read("Holland"), Err(EntryError::NotOffered));
        assert_eq!(AddressPart::City.read("Den Haag"), Ok(Some("Den Haag".to_owned())));
    }

    /// ISO 3166-1 has 249 officially assigned codes.
    #[test]
    fn every_country_of_the_standard_is_known_and_nothing_else() {
        let letters = 'A'..='Z';
        let pairs = letters.clone().flat_map(|a| letters.clone().map(move |b| format!("{a}{b}")));
        assert_eq!(pairs.filter(|code| country_is_known(code)).count(), 249);
        assert!(country_is_known("NL") && !country_is_known("nl") && !country_is_known("XX"));
        assert!(!country_is_known("") && !country_is_known("L ") && !country_is_known(" N"));
    }
}
