//! What a pay link may hold, in the words of `/api/v1/links`: one rule for each field, for new ones
//! and for changes. The other dialects make the same draft of their own words. Knows no JSON.

use super::billing::{read_origins, set, set_or_clear};
use super::field::{FieldErrors, Fields, Text};
use super::{ORDER_ID_TEXT, limits, refuse_currency};
use crate::currency::{Asset, Fiat, Unit};
use crate::link::{
    ANSWER_MAX, Chosen, CustomField, CustomKind, FIELDS_MAX, LINES_MAX, LinkKind, Offer, Opening,
    PAYMENTS_MAX, QUANTITY_MAX,
};
use crate::slug;
use crate::url::Reach;

/// A link that a merchant asked for, every field of it good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkDraft {
    /// What it is for.
    pub title: String,
    /// Its name in addresses; `None`: it is made from the title.
    pub slug: Option<String>,
    /// More of that, in Markdown.
    pub description: Option<String>,
    /// The merchant's own reference, on every invoice of it.
    pub order_id: Option<String>,
    /// What its prices are written in. Of products it is theirs.
    pub unit: Unit,
    /// What is paid.
    pub asset: Asset,
    /// What it is called where that is asked: a donation may have a fixed amount.
    pub kind: LinkKind,
    /// What is paid for.
    pub offer: Offer,
    /// Whether the payer chooses how many.
    pub adjustable: bool,
    /// The id of a tax that is added to it, or in it.
    pub tax: Option<String>,
    /// Whether the payer's address is asked for.
    pub collect_address: bool,
    /// What else is asked.
    pub fields: Vec<CustomField>,
    /// Where its picture is.
    pub cover_url: Option<String>,
    /// When it can be paid.
    pub opening: Opening,
    /// The id of the customer whom it is for.
    pub customer: Option<String>,
    /// Where mails go, before the payer says otherwise.
    pub customer_email: Option<String>,
    /// What the payer is called.
    pub customer_name: Option<String>,
    /// Where the payer goes afterwards.
    pub return_url: Option<String>,
    /// The merchant's own notes, in the order given.
    pub metadata: Vec<(String, String)>,
    /// Who may frame its page; empty: as the merchant has it.
    pub allowed_origins: Vec<String>,
    /// Kept for clients of seed 003, whose payers it let pay by mobile money.
    pub allow_mobile: bool,
}

impl LinkDraft {
    /// A link with a title and an offer, and nothing else that anybody has chosen.
    pub fn plain(title: String, unit: Unit, offer: Offer) -> LinkDraft {
        LinkDraft {
            title,
            slug: None,
            description: None,
            order_id: None,
            unit,
            asset: unit.usual_asset(),
            kind: LinkKind::of(&offer),
            offer,
            adjustable: false,
            tax: None,
            collect_address: false,
            fields: Vec::new(),
            cover_url: None,
            opening: Opening { active: true, expires_at: None, max_payments: None },
            customer: None,
            customer_email: None,
            customer_name: None,
            return_url: None,
            metadata: Vec::new(),
            allowed_origins: Vec::new(),
            allow_mobile: false,
        }
    }

    /// Checks the fields of `POST /api/v1/links`.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<LinkDraft, FieldErrors> {
        LinkDraft::blank().changed(fields, reach, true)
    }

    /// A link of which nothing is said yet.
    pub fn blank() -> LinkDraft {
        LinkDraft::plain(String::new(), Unit::Asset(Asset::Usdc), Offer::Choice(None))
    }

    /// The link with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(
        mut self,
        fields: &Fields,
        reach: Reach,
        is_new: bool,
    ) -> Result<LinkDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.optional("title", fields.text("title", Text::line(limits::TITLE)));
        set(&mut self.title, title);
        if is_new && !fields.has("title") {
            errors.add("title", "is required");
        }
        self.take_slug("slug", fields, &mut errors);
        let text = fields.text("description", Text::lines(limits::LINK_DESCRIPTION));
        let text = errors.optional("description", text);
        set_or_clear(&mut self.description, "description", fields, text);
        let order = errors.optional("orderId", fields.text("orderId", ORDER_ID_TEXT));
        set_or_clear(&mut self.order_id, "orderId", fields, order);
        self.take_offer(fields, is_new, &mut errors);
        set(&mut self.adjustable, errors.optional("allowQuantity", fields.flag("allowQuantity")));
        let tax = errors.optional("taxId", fields.text("taxId", Text::line(limits::NAME)));
        set_or_clear(&mut self.tax, "taxId", fields, tax);
        let address = errors.optional("collectAddress", fields.flag("collectAddress"));
        set(&mut self.collect_address, address);
        set(&mut self.fields, custom_fields(fields, &mut errors));
        self.take_opening(fields, &mut errors);
        self.take_people(fields, reach, &mut errors);
        errors.or(self)
    }

    /// Takes a slug under its name in a dialect.
    pub fn take_slug(&mut self, name: &str, fields: &Fields, errors: &mut FieldErrors) {
        match errors.optional(name, fields.text(name, Text::line(slug::LONGEST))) {
            Some(slug) if slug::is_slug(&slug) => self.slug = Some(slug),
            Some(_) => errors.add(name, slug::RULE),
            None => {}
        }
    }

    fn take_opening(&mut self, fields: &Fields, errors: &mut FieldErrors) {
        let opening = &mut self.opening;
        set(&mut opening.active, errors.optional("active", fields.flag("active")));
        let end = errors.optional("expiresAt", fields.instant("expiresAt"));
        set_or_clear(&mut opening.expires_at, "expiresAt", fields, end);
        let most = errors.optional("maxPayments", fields.whole("maxPayments", 1, PAYMENTS_MAX));
        set_or_clear(&mut opening.max_payments, "maxPayments", fields, most);
    }

    fn take_people(&mut self, fields: &Fields, reach: Reach, errors: &mut FieldErrors) {
        let cover = errors.optional("coverImage", fields.url("coverImage", reach));
        set_or_clear(&mut self.cover_url, "coverImage", fields, cover);
        let customer = fields.text("customerId", Text::line(limits::NAME));
        let customer = errors.optional("customerId", customer);
        set_or_clear(&mut self.customer, "customerId", fields, customer);
        let email = errors.optional("customerEmail", fields.email("customerEmail"));
        set_or_clear(&mut self.customer_email, "customerEmail", fields, email);
        let name = fields.text("customerName", Text::line(limits::NAME));
        let name = errors.optional("customerName", name);
        set_or_clear(&mut self.customer_name, "customerName", fields, name);
        let url = errors.optional("returnUrl", fields.url("returnUrl", reach));
        set_or_clear(&mut self.return_url, "returnUrl", fields, url);
        set(&mut self.metadata, errors.optional("metadata", fields.map("metadata")));
        let origins = fields.list("allowedOrigins", Text::line(limits::EMAIL));
        if let Some(origins) = errors.optional("allowedOrigins", origins) {
            self.allowed_origins = read_origins("allowedOrigins", &origins, errors);
        }
    }

    /// Exactly one of an amount, a choice, products, all products and a package. Products may have
    /// an amount beside them: then that is the price of the whole.
    fn take_offer(&mut self, fields: &Fields, is_new: bool, errors: &mut FieldErrors) {
        refuse_currency(fields, errors);
        let asset = fields.choice("asset", &Asset::ON_LEDGERS.map(Asset::code));
        let asset = errors.optional("asset", asset).and_then(Asset::parse);
        let fiat = fields.choice("pricingCurrency", &Fiat::ALL.map(Fiat::code));
        let fiat = errors.optional("pricingCurrency", fiat).and_then(Fiat::parse);
        let amount = errors.optional("amount", fields.amount("amount", Unit::SCALE));
        let priced = errors.optional("pricingAmount", fields.amount("pricingAmount", Unit::SCALE));
        let least = errors.optional("minAmount", fields.amount("minAmount", Unit::SCALE));
        let custom = flag("allowCustomAmount", fields, errors);
        let all = flag("allProducts", fields, errors);
        let products = chosen("products", fields, errors);
        let package = fields.text("packageId", Text::line(limits::NAME));
        let package = errors.optional("packageId", package);

        if fields.has("pricingAmount") && !fields.has("pricingCurrency") {
            errors.add("pricingCurrency", "is required when pricingAmount is set");
        }
        if fields.has("amount") && (fields.has("pricingAmount") || fields.has("pricingCurrency")) {
            errors.add(
                "amount",
                "is one price too many: give only amount, or pricingCurrency with pricingAmount",
            );
        }
        if fields.has("minAmount") && !custom {
            errors.add("minAmount", "is only for links with allowCustomAmount");
        }
        let whole = amount.or(priced);
        let ways = [custom, all, fields.has("products"), fields.has("packageId")];
        let ways = ways.into_iter().filter(|way| *way).count();
        let with_whole = fields.has("amount") || fields.has("pricingAmount");
        if ways > 1 || (with_whole && ways == 1 && !fields.has("products")) {
            let text = "is one offer too many: give only one of amount, allowCustomAmount, \
                        products, allProducts and packageId";
            errors.add("amount", text);
        }
        if is_new && ways == 0 && !with_whole {
            errors.add("amount", "is required, or allowCustomAmount, products or packageId");
        }
        let offer = match (products, package, whole) {
            (Some(products), ..) => Some(Offer::Products(products, whole)),
            (_, Some(package), _) => Some(Offer::Subscription(package)),
            (_, _, Some(whole)) => Some(Offer::Fixed(whole)),
            _ if all => Some(Offer::AllProducts),
            _ if custom => Some(Offer::Choice(least)),
            _ => None,
        };
        if let Some(offer) = &offer {
            self.kind = LinkKind::of(offer);
        }
        self.price_in(asset, fiat, is_new || offer.is_some());
        set(&mut self.offer, offer);
    }

    /// What prices are written in: the currency that is named, else the asset; and what is paid.
    fn price_in(&mut self, asset: Option<Asset>, fiat: Option<Fiat>, has_prices: bool) {
        match (asset, fiat) {
            (Some(asset), Some(fiat)) => (self.asset, self.unit) = (asset, Unit::Fiat(fiat)),
            (Some(asset), None) => {
                self.asset = asset;
                if has_prices || matches!(self.unit, Unit::Asset(_)) {
                    self.unit = Unit::Asset(asset);
                }
            }
            (None, Some(fiat)) => {
                self.unit = Unit::Fiat(fiat);
                self.asset = self.unit.usual_asset();
            }
            (None, None) if has_prices => self.unit = Unit::Asset(self.asset),
            (None, None) => {}
        }
    }
}

fn flag(name: &str, fields: &Fields, errors: &mut FieldErrors) -> bool {
    errors.optional(name, fields.flag(name)).unwrap_or(false)
}

/// A list of `{productId, quantity}`.
pub(super) fn chosen(name: &str, fields: &Fields, errors: &mut FieldErrors) -> Option<Vec<Chosen>> {
    let records = errors.optional(name, fields.records(name, LINES_MAX))?;
    let mut chosen: Vec<Chosen> = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let mut own = FieldErrors::default();
        let product = own.required("productId", record.text("productId", Text::line(64)));
        let quantity = own.optional("quantity", record.whole("quantity", 1, QUANTITY_MAX));
        // UUIDs are the same in both cases; ours are written small.
        let product = product.to_ascii_lowercase();
        if chosen.iter().any(|one| one.product == product) {
            own.add("productId", "is there twice");
        }
        chosen.push(Chosen { product, quantity: quantity.unwrap_or(1) });
        nest(&format!("{name}.{place}"), own, errors);
    }
    if records.is_empty() {
        errors.add(name, "must not be empty");
    }
    Some(chosen)
}

/// What is wrong within a list, under the list's name and the place in it, from 0.
fn nest(name: &str, own: FieldErrors, errors: &mut FieldErrors) {
    for (field, texts) in own.0 {
        for text in texts {
            errors.add(&format!("{name}.{field}"), &text);
        }
    }
}

/// The typed form (rulings D4).
pub(super) fn custom_fields(fields: &Fields, errors: &mut FieldErrors) -> Option<Vec<CustomField>> {
    let records = errors.optional("customFields", fields.records("customFields", FIELDS_MAX))?;
    let mut made: Vec<CustomField> = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let mut own = FieldErrors::default();
        let field = custom_field(record, &mut own);
        if made.iter().any(|one| one.key == field.key) {
            own.add("key", "is there twice");
        }
        made.push(field);
        nest(&format!("customFields.{place}"), own, errors);
    }
    Some(made)
}

fn custom_field(record: &Fields, own: &mut FieldErrors) -> CustomField {
    let key = own.required("key", record.text("key", Text::line(limits::METADATA_KEY)));
    let label = own.optional("label", record.text("label", Text::line(limits::NAME)));
    let kind = record.choice("type", &CustomKind::ALL.map(CustomKind::code));
    let kind = own.optional("type", kind).and_then(CustomKind::parse);
    let kind = kind.unwrap_or(CustomKind::Text);
    let options = own.optional("options", record.list("options", Text::line(limits::NAME)));
    let options = options.unwrap_or_default();
    if (kind == CustomKind::Select) == options.is_empty() {
        own.add("options", "must be given for the type select, and for no other");
    }
    let longest = own.optional("maxLength", record.whole("maxLength", 1, ANSWER_MAX as i64));
    CustomField {
        label: label.unwrap_or_else(|| key.clone()),
        key,
        kind,
        required: own.optional("required", record.flag("required")).unwrap_or(false),
        options,
        longest: longest.and_then(|most| usize::try_from(most).ok()).unwrap_or(200),
        example: own.optional("example", record.text("example", Text::line(limits::TITLE))),
    }
}
