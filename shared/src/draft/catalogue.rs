//! What products, taxes and customers may hold (rulings 1.4): one rule for each field, for new ones
//! and for changes. Knows no JSON.

use super::billing::{set, set_or_clear};
use super::field::{FieldErrors, Fields, Text};
use super::limits;
use crate::currency::{Asset, Fiat, Unit};
use crate::money::Amount;
use crate::url::{self, Reach, URL_BYTES_MAX};

/// Whether a link or a product can be bought, in the words of seed 003.
pub const ON_OR_OFF: [&str; 2] = ["ACTIVE", "INACTIVE"];

/// Decimal places of a percentage: 8.875 % is 88750.
pub const PERCENTAGE_SCALE: u32 = 4;

/// 100 %.
pub const PERCENTAGE_MAX: i64 = 1_000_000;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$case_doc])* $case,)*
        }

        impl $name {
            /// The words, in the order in which errors name them.
            pub const WORDS: &[&'static str] = &[$($word),*];

            /// Its word.
            pub const fn code(self) -> &'static str {
                match self {
                    $($name::$case => $word,)*
                }
            }

            /// Reads the word; exact.
            pub fn parse(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$case),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// What is sold.
    ProductKind {
        /// A thing.
        Product = "PRODUCT",
        /// Something done.
        Service = "SERVICE",
    }
}

words! {
    /// Who buys.
    CustomerKind {
        /// A person.
        Individual = "Individual",
        /// A company that begins.
        Startup = "Startup",
        /// A small company.
        SmallBusiness = "Small Business",
        /// A medium company.
        MediumBusiness = "Medium Business",
        /// A large company.
        Enterprise = "Enterprise",
        /// An organisation that earns nothing.
        NonProfit = "Non-Profit",
        /// A public body.
        Government = "Government",
    }
}

words! {
    /// How a customer stands with the merchant.
    CustomerStatus {
        /// May be asked to pay.
        Active = "ACTIVE",
        /// Is not wanted.
        Blacklisted = "BLACKLISTED",
        /// Is not asked for now.
        Deactivated = "DEACTIVATED",
        /// Is gone; kept for what they paid.
        Deleted = "DELETED",
    }
}

/// Something that links sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductDraft {
    /// What it is called.
    pub name: String,
    /// More of what it is.
    pub description: Option<String>,
    /// What one of it costs, in hundredths of the unit ([`Unit::SCALE`]).
    pub price: Amount,
    /// What the price is told in.
    pub unit: Unit,
    /// Whether it can be bought.
    pub active: bool,
    /// What it is.
    pub kind: ProductKind,
    /// Addresses of its images, kept as they were given.
    pub images: Vec<String>,
}

impl ProductDraft {
    /// What prices may be told in, in the order in which errors name them.
    pub const UNITS: [Unit; 5] = [
        Unit::Fiat(Fiat::Usd),
        Unit::Fiat(Fiat::Eur),
        Unit::Fiat(Fiat::Gbp),
        Unit::Asset(Asset::Usdc),
        Unit::Asset(Asset::Eurc),
    ];

    /// Checks the fields of a new product. Its currency is USD unless another is named.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<ProductDraft, FieldErrors> {
        let draft = ProductDraft {
            name: String::new(),
            description: None,
            price: Amount::ZERO,
            unit: Unit::Fiat(Fiat::Usd),
            active: true,
            kind: ProductKind::Product,
            images: Vec::new(),
        };
        let mut errors = FieldErrors::default();
        need(fields, &["name", "price"], &mut errors);
        draft.take(fields, reach, errors)
    }

    /// The product with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(self, fields: &Fields, reach: Reach) -> Result<ProductDraft, FieldErrors> {
        self.take(fields, reach, FieldErrors::default())
    }

    fn take(
        mut self,
        fields: &Fields,
        reach: Reach,
        mut errors: FieldErrors,
    ) -> Result<ProductDraft, FieldErrors> {
        take_line(&mut self.name, "name", limits::PRODUCT_NAME, fields, &mut errors);
        let rule = Text::lines(limits::PRODUCT_DESCRIPTION);
        let text = errors.optional("description", fields.text("description", rule));
        set_or_clear(&mut self.description, "description", fields, text);
        let price = fields.amount("price", Unit::SCALE);
        set(&mut self.price, errors.optional("price", price));
        set(&mut self.unit, unit(fields, &mut errors));
        let status = fields.choice("status", &ON_OR_OFF);
        set(&mut self.active, errors.optional("status", status).map(|word| word == "ACTIVE"));
        let kind = fields.choice("productType", ProductKind::WORDS);
        let kind = errors.optional("productType", kind).and_then(ProductKind::parse);
        set(&mut self.kind, kind);
        set(&mut self.images, images(fields, reach, &mut errors));
        errors.or(self)
    }
}

fn unit(fields: &Fields, errors: &mut FieldErrors) -> Option<Unit> {
    let code = errors.optional("currency", fields.text("currency", Text::line(10)))?;
    let unit =
        Unit::parse(&code.to_ascii_uppercase()).filter(|unit| ProductDraft::UNITS.contains(unit));
    if unit.is_none() {
        let codes = ProductDraft::UNITS.map(Unit::code).join(", ");
        errors.add("currency", &format!("must be one of {codes}"));
    }
    unit
}

fn images(fields: &Fields, reach: Reach, errors: &mut FieldErrors) -> Option<Vec<String>> {
    let texts = errors.optional("images", fields.list("images", Text::line(URL_BYTES_MAX)))?;
    if fields.items("images") > limits::IMAGES {
        errors.add("images", &format!("must have at most {} addresses", limits::IMAGES));
        return None;
    }
    let images: Result<_, _> = texts.iter().map(|text| url::parse_public(text, reach)).collect();
    errors.optional("images", images.map(Some).map_err(|error| error.to_string()))
}

/// A tax on what links sell (rulings M7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxDraft {
    /// What it is called.
    pub name: String,
    /// More of what it is.
    pub description: Option<String>,
    /// How much, in ten-thousandths of a per cent ([`PERCENTAGE_SCALE`]); 0 to 1,000,000.
    pub percentage: i64,
    /// Whether prices have it in them already.
    pub inclusive: bool,
    /// Whether it can be collected.
    pub active: bool,
}

impl TaxDraft {
    /// Checks the fields of a new tax.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields) -> Result<TaxDraft, FieldErrors> {
        let (name, description) = (String::new(), None);
        let draft = TaxDraft { name, description, percentage: 0, inclusive: false, active: true };
        let mut errors = FieldErrors::default();
        need(fields, &["name", "percentage"], &mut errors);
        draft.take(fields, errors)
    }

    /// The tax with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(self, fields: &Fields) -> Result<TaxDraft, FieldErrors> {
        self.take(fields, FieldErrors::default())
    }

    fn take(mut self, fields: &Fields, mut errors: FieldErrors) -> Result<TaxDraft, FieldErrors> {
        take_line(&mut self.name, "name", limits::NAME, fields, &mut errors);
        let rule = Text::lines(limits::TAX_DESCRIPTION);
        let text = errors.optional("description", fields.text("description", rule));
        set_or_clear(&mut self.description, "description", fields, text);
        let percentage = fields.number_text("percentage").and_then(percentage);
        set(&mut self.percentage, errors.optional("percentage", percentage));
        set(&mut self.inclusive, errors.optional("inclusive", fields.flag("inclusive")));
        set(&mut self.active, errors.optional("active", fields.flag("active")));
        errors.or(self)
    }
}

fn percentage(text: Option<&str>) -> Result<Option<i64>, String> {
    let Some(text) = text else { return Ok(None) };
    let amount = Amount::parse(text, PERCENTAGE_SCALE).map_err(|error| error.to_string())?;
    let most = Some(amount.minor()).filter(|percentage| *percentage <= PERCENTAGE_MAX);
    most.map(Some).ok_or_else(|| "must be from 0 to 100".to_owned())
}

/// Somebody whom the merchant knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerDraft {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// How they are called on the telephone.
    pub phone_number: String,
    /// Where mails go; one customer's only.
    pub email: Option<String>,
    /// Who they are.
    pub kind: CustomerKind,
    /// How they stand with the merchant.
    pub status: CustomerStatus,
}

impl CustomerDraft {
    /// Checks the fields of a new customer.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields) -> Result<CustomerDraft, FieldErrors> {
        let draft = CustomerDraft {
            first_name: String::new(),
            last_name: String::new(),
            phone_number: String::new(),
            email: None,
            kind: CustomerKind::Individual,
            status: CustomerStatus::Active,
        };
        let mut errors = FieldErrors::default();
        need(fields, &["first_name", "last_name", "phone_number"], &mut errors);
        draft.take(fields, errors)
    }

    /// The customer with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(self, fields: &Fields) -> Result<CustomerDraft, FieldErrors> {
        self.take(fields, FieldErrors::default())
    }

    fn take(
        mut self,
        fields: &Fields,
        mut errors: FieldErrors,
    ) -> Result<CustomerDraft, FieldErrors> {
        take_line(&mut self.first_name, "first_name", limits::NAME, fields, &mut errors);
        take_line(&mut self.last_name, "last_name", limits::NAME, fields, &mut errors);
        take_line(&mut self.phone_number, "phone_number", limits::PHONE, fields, &mut errors);
        let email = errors.optional("email", fields.email("email"));
        set_or_clear(&mut self.email, "email", fields, email);
        let kind = fields.choice("customer_type", CustomerKind::WORDS);
        let kind = errors.optional("customer_type", kind).and_then(CustomerKind::parse);
        set(&mut self.kind, kind);
        let status = fields.choice("status", CustomerStatus::WORDS);
        let status = errors.optional("status", status).and_then(CustomerStatus::parse);
        set(&mut self.status, status);
        errors.or(self)
    }
}

/// Notes what a new one lacks.
fn need(fields: &Fields, names: &[&str], errors: &mut FieldErrors) {
    for name in names.iter().filter(|name| !fields.has(name)) {
        errors.add(name, "is required");
    }
}

fn take_line(
    place: &mut String,
    name: &str,
    longest: usize,
    fields: &Fields,
    errors: &mut FieldErrors,
) {
    set(place, errors.optional(name, fields.text(name, Text::line(longest))));
}
