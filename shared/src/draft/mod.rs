//! A merchant's request, checked field by field: the same rules in browser and edge. Knows no JSON.

mod billing;
mod catalogue;
mod field;
mod legacy;
mod link;
mod link_v0;

use crate::currency::{Asset, Fiat};
use crate::money::{Amount, AmountError};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::url::Reach;

pub use billing::{
    Billing, Customer, EnrolmentDraft, LANGUAGES, PackageDraft, PlanDraft, SubscriptionAct,
    read_origins,
};
pub use catalogue::{
    CustomerDraft, CustomerKind, CustomerStatus, ON_OR_OFF, PERCENTAGE_MAX, PERCENTAGE_SCALE,
    ProductDraft, ProductKind, TaxDraft,
};
pub(crate) use field::is_forbidden;
pub use field::{EntryError, FieldErrors, Fields, Input, Text, read_email};
pub use legacy::{LegacyDraft, LegacyProblem, LegacyType, read_id};
pub use link::LinkDraft;
pub use link_v0::LinkV0Draft;

/// Limits of the texts, in characters.
pub mod limits {
    /// `title`.
    pub const TITLE: usize = 200;
    /// `widgetButtonLabel`.
    pub const BUTTON_LABEL: usize = 40;
    /// `intervalCount`: periods, not characters.
    pub const INTERVAL_COUNT: i64 = 365;
    /// `cycles`: periods.
    pub const CYCLES: i64 = 1_000;
    /// `graceDays`: days.
    pub const GRACE_DAYS: i64 = 60;
    /// `trialDays`: days.
    pub const TRIAL_DAYS: i64 = 730;
    /// `description`.
    pub const DESCRIPTION: usize = 1_000;
    /// What a link's description may hold: its marks count.
    pub const LINK_DESCRIPTION: usize = 2_000;
    /// `orderId`.
    pub const ORDER_ID: usize = 100;
    /// `customerName`, and names of keys and merchants.
    pub const NAME: usize = 100;
    /// An e-mail address (RFC 5321, 4.5.3.1: 64 + 1 + 255, less what never works).
    pub const EMAIL: usize = 254;
    /// Keys in `metadata`.
    pub const METADATA_KEYS: usize = 50;
    /// A key of `metadata`.
    pub const METADATA_KEY: usize = 40;
    /// A value of `metadata`.
    pub const METADATA_VALUE: usize = 500;
    /// The least of a link's `title` in seed 003.
    pub const V0_TITLE_LEAST: usize = 3;
    /// A link's `title` in seed 003.
    pub const V0_TITLE: usize = 100;
    /// A link's `description` in seed 003.
    pub const V0_DESCRIPTION: usize = 500;
    /// A product's `name`.
    pub const PRODUCT_NAME: usize = 200;
    /// A product's `description`.
    pub const PRODUCT_DESCRIPTION: usize = 2_000;
    /// Images of a product.
    pub const IMAGES: usize = 10;
    /// A tax's `description`.
    pub const TAX_DESCRIPTION: usize = 255;
    /// A customer's `phone_number`.
    pub const PHONE: usize = 20;
}

/// How an invoice's amount is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// So much of the asset.
    Fixed(Amount),
    /// So much of a currency; a rate makes it an amount.
    Fiat(Fiat, Amount),
    /// The payer chooses, from this on if it is given.
    Custom(Option<Amount>),
}

/// How long an invoice can be paid (seed 002, `expiresIn`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiresIn {
    /// For ever.
    Never,
    /// So many milliseconds.
    Ms(i64),
}

impl ExpiresIn {
    /// The seed's words.
    pub const WORDS: [&str; 5] = ["never", "30min", "1h", "24h", "7d"];

    /// Its word.
    pub fn code(self) -> &'static str {
        let words = ExpiresIn::WORDS.into_iter();
        words.clone().find(|word| ExpiresIn::parse(word) == Some(self)).unwrap_or("never")
    }

    /// Reads one of [`ExpiresIn::WORDS`].
    pub fn parse(word: &str) -> Option<ExpiresIn> {
        match word {
            "never" => Some(ExpiresIn::Never),
            "30min" => Some(ExpiresIn::Ms(30 * MINUTE_MS)),
            "1h" => Some(ExpiresIn::Ms(HOUR_MS)),
            "24h" => Some(ExpiresIn::Ms(DAY_MS)),
            "7d" => Some(ExpiresIn::Ms(7 * DAY_MS)),
            _ => None,
        }
    }
}

/// An invoice that a merchant asked for, every field of it good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDraft {
    /// What it is for.
    pub title: String,
    /// More of that.
    pub description: Option<String>,
    /// What settles it.
    pub asset: Asset,
    /// How much.
    pub price: Price,
    /// The merchant's own reference.
    pub order_id: Option<String>,
    /// How long it can be paid.
    pub expires_in: ExpiresIn,
    /// Who is asked.
    pub customer_email: Option<String>,
    /// What they are called.
    pub customer_name: Option<String>,
    /// Where the payer goes afterwards.
    pub return_url: Option<String>,
    /// The merchant's own notes, in the order given.
    pub metadata: Vec<(String, String)>,
}

impl InvoiceDraft {
    /// Checks the fields of `POST /api/v1/invoices` (seed 002, 05; rulings M1, M4, L6).
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<InvoiceDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let asset = asset(fields, &mut errors);
        let draft = InvoiceDraft {
            title: errors.required("title", fields.text("title", Text::line(limits::TITLE))),
            description: errors
                .optional("description", fields.text("description", DESCRIPTION_TEXT)),
            price: price(fields, asset, &mut errors),
            asset,
            order_id: errors.optional("orderId", fields.text("orderId", ORDER_ID_TEXT)),
            expires_in: expires_in(fields, &mut errors),
            customer_email: errors.optional("customerEmail", fields.email("customerEmail")),
            customer_name: errors
                .optional("customerName", fields.text("customerName", Text::line(limits::NAME))),
            return_url: errors.optional("returnUrl", fields.url("returnUrl", reach)),
            metadata: errors.optional("metadata", fields.map("metadata")).unwrap_or_default(),
        };
        errors.or(draft)
    }
}

const DESCRIPTION_TEXT: Text = Text::lines(limits::DESCRIPTION);
const ORDER_ID_TEXT: Text = Text::line(limits::ORDER_ID);

/// Checks what a payer typed who may choose the amount. The page and the edge both ask this.
///
/// # Errors
/// What is wrong with it, as a fact; `Err(ChosenError::Below)` when it is less than the least.
pub fn check_chosen(text: &str, scale: u32, least: Option<Amount>) -> Result<Amount, ChosenError> {
    let amount = Amount::parse_payable(text.trim(), scale).map_err(ChosenError::Amount)?;
    match least {
        Some(least) if amount < least => Err(ChosenError::Below(least)),
        _ => Ok(amount),
    }
}

/// Why an amount that a payer chose is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenError {
    /// It is no amount.
    Amount(AmountError),
    /// It is less than this.
    Below(Amount),
}

fn asset(fields: &Fields, errors: &mut FieldErrors) -> Asset {
    let asset = fields.choice("asset", &Asset::ON_LEDGERS.map(Asset::code));
    let asset = errors.optional("asset", asset).unwrap_or("USDC");
    Asset::parse(asset).unwrap_or(Asset::Usdc)
}

fn expires_in(fields: &Fields, errors: &mut FieldErrors) -> ExpiresIn {
    let word = fields.choice("expiresIn", &ExpiresIn::WORDS);
    let word = errors.optional("expiresIn", word).unwrap_or("24h");
    ExpiresIn::parse(word).unwrap_or(ExpiresIn::Ms(DAY_MS))
}

/// Other APIs call it so, ours among them. Passed over, it would ask for another money.
fn refuse_currency(fields: &Fields, errors: &mut FieldErrors) {
    if fields.has("currency") {
        let text = "is not a field: give asset, or pricingCurrency with pricingAmount";
        errors.add("currency", text);
    }
}

/// Exactly one of `amount`, `pricingCurrency` with `pricingAmount`, `allowCustomAmount: true` (M4).
fn price(fields: &Fields, asset: Asset, errors: &mut FieldErrors) -> Price {
    refuse_currency(fields, errors);
    let amount = errors.optional("amount", fields.amount("amount", asset.scale()));
    let least = errors.optional("minAmount", fields.amount("minAmount", asset.scale()));
    let custom = errors.optional("allowCustomAmount", fields.flag("allowCustomAmount"));
    let custom = custom.unwrap_or(false);
    let fiat = fields.choice("pricingCurrency", &Fiat::ALL.map(Fiat::code));
    let fiat = errors.optional("pricingCurrency", fiat).and_then(Fiat::parse);
    let priced = errors.optional("pricingAmount", fields.amount("pricingAmount", Fiat::SCALE));

    let by_fiat = fields.has("pricingCurrency") || fields.has("pricingAmount");
    if fields.has("minAmount") && !custom {
        errors.add("minAmount", "is only for invoices with allowCustomAmount");
    }
    if by_fiat && !fields.has("pricingAmount") {
        errors.add("pricingAmount", "is required when pricingCurrency is set");
    }
    if by_fiat && !fields.has("pricingCurrency") {
        errors.add("pricingCurrency", "is required when pricingAmount is set");
    }
    let ways = [fields.has("amount"), by_fiat, custom].into_iter().filter(|way| *way).count();
    if ways == 0 {
        errors.add(
            "amount",
            "is required, or allowCustomAmount, or pricingCurrency with pricingAmount",
        );
    }
    if ways > 1 {
        let field = if fields.has("amount") { "amount" } else { "allowCustomAmount" };
        errors.add(field, "is too many: give one of amount, pricingCurrency, allowCustomAmount");
    }
    match (amount, fiat, priced) {
        (Some(amount), ..) => Price::Fixed(amount),
        (None, Some(fiat), Some(priced)) => Price::Fiat(fiat, priced),
        _ => Price::Custom(least),
    }
}

#[cfg(test)]
mod tests;
