//! A pay link in the words of seed 003 (rulings 1.4): the same draft as any, read from other
//! fields, with other defaults. Knows no JSON.

use super::billing::{set, set_or_clear};
use super::field::{FieldErrors, Fields, Text};
use super::link::{LinkDraft, chosen, custom_fields};
use super::{ON_OR_OFF, PackageDraft, limits};
use crate::currency::{Asset, Unit};
use crate::link::{
    ANSWER_MAX, Chosen, CustomField, CustomKind, FIELDS_MAX, LinkKind, Offer, PAYMENTS_MAX,
};
use crate::money::Amount;
use crate::schedule::Interval;
use crate::slug;
use crate::url::Reach;

/// A link, and the package that it wants to have made, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkV0Draft {
    /// The link. Where a package is to be made, its offer names none yet.
    pub link: LinkDraft,
    /// A package of the link's own.
    pub package: Option<Box<PackageDraft>>,
}

impl LinkV0Draft {
    /// The currencies of a link, which are assets.
    pub const CURRENCIES: [&str; 2] = ["usdc", "eurc"];

    /// Checks the fields of `POST /api/v0/payment-links`.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<LinkV0Draft, FieldErrors> {
        let adjustable = true;
        let blank = LinkDraft { adjustable, ..LinkDraft::blank() };
        LinkV0Draft::take(blank, fields, reach, true)
    }

    /// The link with the fields that are given (`PUT` and `PATCH`).
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(
        link: LinkDraft,
        fields: &Fields,
        reach: Reach,
    ) -> Result<LinkDraft, FieldErrors> {
        LinkV0Draft::take(link, fields, reach, false).map(|draft| draft.link)
    }

    /// What a change refers to, and nothing else of it: it is looked up before the link is known.
    pub fn referred(fields: &Fields) -> LinkDraft {
        let mut errors = FieldErrors::default();
        let mut link = LinkDraft::blank();
        take_url(&mut link, fields, &mut errors);
        take_currency(&mut link, fields, &mut errors);
        let text = |name: &str| fields.text(name, Text::line(limits::NAME)).ok().flatten();
        link.tax = text("taxId");
        link.customer = text("customerId");
        link.offer = match (text("packageId"), chosen_products(fields, &mut errors)) {
            (Some(package), _) => Offer::Subscription(package),
            (None, Some(products)) => Offer::Products(products, None),
            (None, None) => Offer::Choice(None),
        };
        link
    }

    fn take(
        mut link: LinkDraft,
        fields: &Fields,
        reach: Reach,
        is_new: bool,
    ) -> Result<LinkV0Draft, FieldErrors> {
        let mut errors = FieldErrors::default();
        for name in ["title", "url", "linkType"] {
            if is_new && !fields.has(name) {
                errors.add(name, "is required");
            }
        }
        let title = errors.optional("title", fields.text("title", Text::line(limits::V0_TITLE)));
        if title.as_ref().is_some_and(|title| title.chars().count() < limits::V0_TITLE_LEAST) {
            errors.add("title", "must have at least 3 characters");
        }
        set(&mut link.title, title);
        take_url(&mut link, fields, &mut errors);
        let text = fields.text("description", Text::lines(limits::V0_DESCRIPTION));
        let text = errors.optional("description", text);
        set_or_clear(&mut link.description, "description", fields, text);
        take_currency(&mut link, fields, &mut errors);
        let package = take_offer(&mut link, fields, reach, is_new, &mut errors);
        take_tax(&mut link, fields, &mut errors);
        take_opening(&mut link, fields, &mut errors);
        take_rest(&mut link, fields, reach, &mut errors);
        errors.or(LinkV0Draft { link, package: package.map(Box::new) })
    }
}

/// A slug, or an address whose last part is one.
fn take_url(link: &mut LinkDraft, fields: &Fields, errors: &mut FieldErrors) {
    let Some(text) = errors.optional("url", fields.text("url", Text::line(limits::TITLE))) else {
        return;
    };
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let slug = slug::of_name(last);
    if slug::is_slug(&slug) {
        link.slug = Some(slug);
    } else {
        errors.add("url", slug::RULE);
    }
}

fn take_currency(link: &mut LinkDraft, fields: &Fields, errors: &mut FieldErrors) {
    let word = errors.optional("currency", fields.text("currency", Text::line(10)));
    let Some(word) = word else { return };
    if !LinkV0Draft::CURRENCIES.contains(&word.to_ascii_lowercase().as_str()) {
        errors.add("currency", "must be one of usdc, eurc");
        return;
    }
    let asset = if word.eq_ignore_ascii_case("eurc") { Asset::Eurc } else { Asset::Usdc };
    (link.asset, link.unit) = (asset, Unit::Asset(asset));
}

/// What is given of an offer.
struct Given {
    kind: LinkKind,
    amount: Option<Amount>,
    products: Option<Vec<Chosen>>,
    all: Option<bool>,
    package: Option<String>,
    recurring: Option<Interval>,
}

impl Given {
    fn read(usual: LinkKind, fields: &Fields, errors: &mut FieldErrors) -> Given {
        let kind = fields.choice("linkType", &LinkKind::ALL.map(LinkKind::code));
        let kind = errors.optional("linkType", kind).and_then(LinkKind::parse);
        let package = fields.text("packageId", Text::line(limits::NAME));
        let recurring = fields.choice("recurringType", &Interval::ALL.map(Interval::code));
        let given = Given {
            kind: kind.unwrap_or(usual),
            amount: errors.optional("amount", fields.amount("amount", Unit::SCALE)),
            products: chosen_products(fields, errors),
            all: errors.optional("isForAllProduct", fields.flag("isForAllProduct")),
            package: errors.optional("packageId", package),
            recurring: errors.optional("recurringType", recurring).and_then(Interval::parse),
        };
        for (name, is_given, kind) in [
            ("packageId", given.package.is_some(), LinkKind::Subscription),
            ("recurringType", given.recurring.is_some(), LinkKind::Subscription),
            ("paymentLinkProducts", given.products.is_some(), LinkKind::Product),
            ("isForAllProduct", given.all == Some(true), LinkKind::Product),
        ] {
            if is_given && given.kind != kind {
                errors.add(name, &format!("is only for links of the type {}", kind.code()));
            }
        }
        given
    }
}

/// What is paid for: by the type of the link and by what is given. In a change of the same type,
/// what is not given stays.
fn take_offer(
    link: &mut LinkDraft,
    fields: &Fields,
    reach: Reach,
    is_new: bool,
    errors: &mut FieldErrors,
) -> Option<PackageDraft> {
    let given = Given::read(link.kind, fields, errors);
    let before = (!is_new && given.kind == link.kind).then(|| link.offer.clone());
    link.kind = given.kind;
    let known = before.as_ref().and_then(Offer::amount).filter(|_| !fields.is_null("amount"));
    let whole = given.amount.or(known);
    match given.kind {
        LinkKind::Product => {
            link.offer = products_of(given, before, whole, fields, errors);
            None
        }
        LinkKind::Donation => {
            link.offer = whole.map_or(Offer::Choice(None), Offer::Fixed);
            None
        }
        LinkKind::Subscription => subscription_of(link, given, before, reach, errors),
    }
}

/// Products, an amount, or both; or every product.
fn products_of(
    given: Given,
    before: Option<Offer>,
    whole: Option<Amount>,
    fields: &Fields,
    errors: &mut FieldErrors,
) -> Offer {
    let had_all = before == Some(Offer::AllProducts);
    let known = match before {
        Some(Offer::Products(chosen, _)) if !fields.is_null("paymentLinkProducts") => Some(chosen),
        _ => None,
    };
    let one_by_one = given.amount.is_some() || given.products.is_some();
    if given.all.unwrap_or(had_all && !one_by_one) {
        if one_by_one {
            errors.add("isForAllProduct", "needs neither amount nor paymentLinkProducts");
        }
        return Offer::AllProducts;
    }
    match (given.products.or(known), whole) {
        (Some(products), whole) => Offer::Products(products, whole),
        (None, Some(whole)) => Offer::Fixed(whole),
        (None, None) => {
            // One that was given is wrong by itself.
            if !fields.has("amount") && !fields.has("paymentLinkProducts") {
                errors.add("amount", "is required, or paymentLinkProducts");
            }
            Offer::AllProducts
        }
    }
}

/// A package, by its id or of the link's own.
fn subscription_of(
    link: &mut LinkDraft,
    given: Given,
    before: Option<Offer>,
    reach: Reach,
    errors: &mut FieldErrors,
) -> Option<PackageDraft> {
    let priced = given.amount.is_some() || given.recurring.is_some();
    match (given.package, before) {
        (Some(package), _) => {
            link.offer = Offer::Subscription(package);
            if priced {
                errors.add("packageId", "has its own amount and interval");
            }
            None
        }
        (None, Some(_)) => {
            if priced {
                errors.add("amount", "is the package's: change that");
            }
            None
        }
        (None, None) => {
            link.offer = Offer::Subscription(String::new());
            own_package(link, given.amount, given.recurring, reach, errors)
        }
    }
}

/// The products, in the words of that system. An empty list is none.
fn chosen_products(fields: &Fields, errors: &mut FieldErrors) -> Option<Vec<crate::link::Chosen>> {
    let name = "paymentLinkProducts";
    let mut own = FieldErrors::default();
    let products = chosen(name, fields, &mut own).filter(|products| !products.is_empty());
    for (field, texts) in own.0 {
        for text in texts.iter().filter(|text| *text != "must not be empty") {
            errors.add(&field, text);
        }
    }
    products
}

/// A subscription without a package has one made: the title, the amount, each month.
fn own_package(
    link: &LinkDraft,
    amount: Option<Amount>,
    recurring: Option<Interval>,
    reach: Reach,
    errors: &mut FieldErrors,
) -> Option<PackageDraft> {
    let Some(amount) = amount else {
        errors.add("amount", "is required, or packageId");
        return None;
    };
    let text = super::Input::Text;
    let made = PackageDraft::check(
        &Fields::new([
            ("name".to_owned(), text(link.title.clone())),
            ("asset".to_owned(), text(link.asset.code().to_owned())),
            ("amount".to_owned(), text(amount.print(Unit::SCALE))),
            ("interval".to_owned(), text(recurring.unwrap_or(Interval::Monthly).code().to_owned())),
        ]),
        reach,
    );
    made.ok()
}

/// `collectTax` needs `taxId`, and a tax that is not collected is none.
fn take_tax(link: &mut LinkDraft, fields: &Fields, errors: &mut FieldErrors) {
    let collect = errors.optional("collectTax", fields.flag("collectTax"));
    let tax = errors.optional("taxId", fields.text("taxId", Text::line(limits::NAME)));
    match (collect.unwrap_or(link.tax.is_some()), tax) {
        (true, Some(tax)) => link.tax = Some(tax),
        (true, None) if link.tax.is_some() && !fields.is_null("taxId") => {}
        // One that was given is wrong by itself.
        (true, None) if fields.has("taxId") => {}
        (true, None) => errors.add("taxId", "is required when collectTax is true"),
        (false, Some(_)) => errors.add("taxId", "is only for links with collectTax"),
        (false, None) => link.tax = None,
    }
}

/// `limitPayments` needs `maxPayments`; `expiration_date` keeps its spelling, and the newer one of
/// that system is read as well.
fn take_opening(link: &mut LinkDraft, fields: &Fields, errors: &mut FieldErrors) {
    let opening = &mut link.opening;
    let limited = errors.optional("limitPayments", fields.flag("limitPayments"));
    let most = errors.optional("maxPayments", fields.whole("maxPayments", 1, PAYMENTS_MAX));
    match (limited.unwrap_or(opening.max_payments.is_some()), most) {
        (true, Some(most)) => opening.max_payments = Some(most),
        (true, None) if opening.max_payments.is_some() && !fields.is_null("maxPayments") => {}
        // One that was given is wrong by itself.
        (true, None) if fields.has("maxPayments") => {}
        (true, None) => errors.add("maxPayments", "is required when limitPayments is true"),
        (false, Some(_)) => errors.add("maxPayments", "is only for links with limitPayments"),
        (false, None) => opening.max_payments = None,
    }
    let newer = fields.knows("expirationDate");
    let name = if newer { "expirationDate" } else { "expiration_date" };
    let end = errors.optional(name, fields.instant(name));
    set_or_clear(&mut opening.expires_at, name, fields, end);
    let status = errors.optional("status", fields.choice("status", &ON_OR_OFF));
    set(&mut opening.active, status.map(|word| word == "ACTIVE"));
}

fn take_rest(link: &mut LinkDraft, fields: &Fields, reach: Reach, errors: &mut FieldErrors) {
    for (name, place) in [
        ("allowQuantityAdjustment", &mut link.adjustable),
        ("allowMobilePayment", &mut link.allow_mobile),
        ("collectAddress", &mut link.collect_address),
    ] {
        set(place, errors.optional(name, fields.flag(name)));
    }
    let cover = errors.optional("coverImage", fields.url("coverImage", reach));
    set_or_clear(&mut link.cover_url, "coverImage", fields, cover);
    for (name, longest, place) in [
        ("paymentForId", limits::ORDER_ID, &mut link.order_id),
        ("customerId", limits::NAME, &mut link.customer),
    ] {
        let text = errors.optional(name, fields.text(name, Text::line(longest)));
        set_or_clear(place, name, fields, text);
    }
    if link.customer.is_none() {
        (link.customer_name, link.customer_email) = (None, None);
    }
    if fields.is_map("customFields") {
        set(&mut link.fields, errors.optional("customFields", keyed_fields(fields)));
    } else {
        set(&mut link.fields, custom_fields(fields, errors));
    }
    if fields.is_null("customFields") {
        link.fields.clear();
    }
}

/// An object: an optional line of text for each of its keys, labelled by it. The value is an
/// example of an answer.
fn keyed_fields(fields: &Fields) -> Result<Option<Vec<CustomField>>, String> {
    let Some(entries) = fields.map("customFields")? else { return Ok(None) };
    if entries.len() > FIELDS_MAX {
        return Err(format!("must have at most {FIELDS_MAX} entries"));
    }
    let field = |(key, value): (String, String)| CustomField {
        label: key.clone(),
        key,
        kind: CustomKind::Text,
        required: false,
        options: Vec::new(),
        longest: ANSWER_MAX,
        example: Some(value),
    };
    Ok(Some(entries.into_iter().map(field).collect()))
}
