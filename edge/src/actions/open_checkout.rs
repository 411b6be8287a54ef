//! Opens a checkout of a pay link: an invoice over what the payer chose, with a place of the link
//! if those are limited. Load, decide, save one batch.

use serde_json::{Map, Value as Json};
use shared::currency::Unit;
use shared::draft::{ExpiresIn, InvoiceDraft, LinkDraft, Price};
use shared::link::{Address, Bill, CustomField, Offer, RESERVED_MS, Shelf};
use shared::markdown;
use shared::money::Amount;
use shared::price::Rates;
use shared::time::{DAY_MS, Instant};

use crate::actions::create_invoice::{self, Rules};
use crate::app::App;
use crate::fault::Fault;
use crate::store::invoice::Record;
use crate::store::link::Link;
use crate::store::sale::Sale;

/// How long a checkout can be paid whose place nobody else waits for.
const OPEN_MS: i64 = DAY_MS;

/// What a payer chose and filled in, every part of it good.
#[derive(Clone, Debug, Default)]
pub struct Basket {
    /// How many of each line of the shelf.
    pub quantities: Vec<i64>,
    /// The amount that the payer chose, in the shelf's unit.
    pub amount: Option<Amount>,
    /// Where the receipt goes.
    pub email: Option<String>,
    /// What the payer is called.
    pub name: Option<String>,
    /// Where the payer lives.
    pub address: Option<Address>,
    /// What was answered to each of the link's own fields, in their order.
    pub answers: Vec<Option<String>>,
}

impl Basket {
    /// What it comes to. `None`: nothing, or what cannot be.
    pub fn bill(&self, offer: &Offer, shelf: &Shelf) -> Option<Bill> {
        match (offer, self.amount) {
            (Offer::Choice(_), Some(amount)) => shelf.bill_of(amount),
            (Offer::Choice(_) | Offer::Subscription(_), _) => None,
            _ => shelf.bill(&self.quantities),
        }
    }
}

impl Basket {
    /// The link's notes, and what was answered beside, for a subscription.
    pub fn notes(&self, draft: &LinkDraft) -> Vec<(String, String)> {
        let mut notes = draft.metadata.clone();
        let answers = draft.fields.iter().zip(&self.answers);
        notes.extend(
            answers.filter_map(|(field, answer)| Some((field.key.clone(), answer.clone()?))),
        );
        let address = self.address.iter().flat_map(Address::parts);
        notes.extend(address.map(|(name, text)| (name.to_owned(), text.to_owned())));
        notes
    }
}

/// The invoice of a checkout, not yet written. What it writes depends on a place of the link:
/// [`crate::store::link::has_place`].
///
/// # Errors
/// [`Fault::Invalid`] when nothing is to be paid, or more than can be; as
/// [`create_invoice::draw`].
pub fn draw(
    app: &App,
    rules: Rules<'_>,
    link: &Link,
    shelf: &Shelf,
    basket: &Basket,
    rates: Rates,
    now: Instant,
) -> Result<Record, Fault> {
    let draft = &link.draft;
    let bill = basket.bill(&draft.offer, shelf).ok_or_else(nothing)?;
    let price = price(shelf.unit, bill.total).ok_or_else(nothing)?;
    let asset = match shelf.unit {
        Unit::Asset(asset) => asset,
        Unit::Fiat(_) => draft.asset,
    };
    let is_limited = draft.opening.max_payments.is_some();
    let invoice = InvoiceDraft {
        title: draft.title.clone(),
        description: draft.description.as_deref().map(markdown::plain),
        asset,
        price,
        order_id: draft.order_id.clone(),
        expires_in: ExpiresIn::Ms(if is_limited { RESERVED_MS } else { OPEN_MS }),
        customer_email: basket.email.clone().or_else(|| draft.customer_email.clone()),
        customer_name: basket.name.clone().or_else(|| draft.customer_name.clone()),
        return_url: draft.return_url.clone(),
        metadata: draft.metadata.clone(),
    };
    let mut record = create_invoice::draw(app, rules, invoice, rates, now)?;
    record.sale = Some(Sale {
        link: link.id.clone(),
        number: link.number,
        made_by: link.made_by,
        free: draft.opening.max_payments.map(|most| most - link.taken),
        reclaimed: false,
        details: details(link, shelf, basket, &bill),
    });
    Ok(record)
}

fn nothing() -> Fault {
    let mut errors = shared::draft::FieldErrors::default();
    errors.add("amount", "must be more than nothing, and not more than can be paid");
    Fault::Invalid(errors)
}

/// Hundredths of a unit as what an invoice asks.
fn price(unit: Unit, total: Amount) -> Option<Price> {
    match unit {
        Unit::Fiat(fiat) => Some(Price::Fiat(fiat, total)),
        Unit::Asset(asset) => {
            let finer = 10_i64.checked_pow(asset.scale().checked_sub(Unit::SCALE)?)?;
            Some(Price::Fixed(Amount::from_minor(total.minor().checked_mul(finer)?)))
        }
    }
}

/// What was sold to whom, in the words of API and webhooks.
fn details(link: &Link, shelf: &Shelf, basket: &Basket, bill: &Bill) -> Json {
    let mut out = Map::new();
    let print = |amount: Amount| Json::from(amount.print(Unit::SCALE));
    out.insert("lines".to_owned(), lines(shelf, basket, link));
    out.insert("linesCurrency".to_owned(), shelf.unit.code().into());
    if let Some(named) = &shelf.tax {
        let mut tax = Map::new();
        tax.insert("name".to_owned(), Json::from(named.name.as_str()));
        let rate = Amount::from_minor(named.tax.rate).print_short(4);
        tax.insert("percentage".to_owned(), rate.into());
        tax.insert("inclusive".to_owned(), named.tax.inclusive.into());
        tax.insert("amount".to_owned(), print(bill.tax));
        out.insert("tax".to_owned(), Json::Object(tax));
    }
    let answered = answers(&link.draft.fields, &basket.answers);
    if !answered.is_empty() {
        out.insert("customFields".to_owned(), Json::Object(answered));
    }
    if let Some(address) = &basket.address {
        out.insert("address".to_owned(), told(address));
    }
    Json::Object(out)
}

fn lines(shelf: &Shelf, basket: &Basket, link: &Link) -> Json {
    let line = |product: Option<&str>, title: &str, quantity: i64, price: Amount| {
        let mut out = Map::new();
        out.insert("productId".to_owned(), Json::from(product.map(str::to_owned)));
        out.insert("title".to_owned(), title.into());
        out.insert("quantity".to_owned(), quantity.into());
        out.insert("price".to_owned(), price.print(Unit::SCALE).into());
        Json::Object(out)
    };
    if let Some(amount) = basket.amount {
        return vec![line(None, &link.draft.title, 1, amount)].into();
    }
    let chosen = shelf.lines.iter().zip(&basket.quantities).filter(|(_, number)| **number > 0);
    let mut lines: Vec<Json> = chosen
        .map(|(one, number)| line(one.product.as_deref(), &one.title, *number, one.price))
        .collect();
    let wholes = basket.quantities.first().copied().unwrap_or(1);
    let inside = shelf.inside.iter();
    lines.extend(
        inside.map(|(name, number)| line(None, name, number.saturating_mul(wholes), Amount::ZERO)),
    );
    lines.into()
}

fn answers(fields: &[CustomField], answers: &[Option<String>]) -> Map<String, Json> {
    let given = fields.iter().zip(answers);
    given
        .filter_map(|(field, answer)| Some((field.key.clone(), Json::from(answer.clone()?))))
        .collect()
}

fn told(address: &Address) -> Json {
    let parts = address.parts().map(|(name, text)| (name.to_owned(), Json::from(text)));
    Json::Object(parts.collect())
}
