//! What an invoice has more than others when it is a checkout of a pay link: the link, and what was
//! sold to whom. Kept as one JSON object, in the words in which it is told.

use serde_json::Value as Json;
use shared::currency::Unit;
use shared::json::{self, Object};
use shared::link::MadeBy;
use shared::money::Amount;
use shared::view::{SoldLine, SoldTax, SoldView};

use super::invoice::{self, Record};
use super::link::{self, TAKEN};
use super::{Columns, Owner, Value, next_number};
use crate::platform::{Row, Statement};

/// The checkout that an invoice is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The link's id.
    pub link: String,
    /// Its number among the owner's.
    pub number: i64,
    /// Whose words tell of it.
    pub made_by: MadeBy,
    /// How many places of the link are free; `None`: nobody counts them.
    pub free: Option<i64>,
    /// Late money opened it again, which took a place that it had given back.
    pub reclaimed: bool,
    /// Lines, tax, answers and address: [`write()`].
    pub details: Json,
}

/// The column of [`read`].
pub(super) fn column() -> String {
    format!(
        "(SELECT json_array(link.number, link.made_by, link.max_payments - {TAKEN})
          FROM link WHERE link.id = invoice.link) AS link_facts"
    )
}

/// The columns of a new invoice.
pub(super) fn columns(owner: &Owner, sale: Option<&Sale>) -> Columns {
    let owner: [Value; 2] = [owner.merchant.as_str().into(), owner.mode.code().into()];
    let mut columns = Columns::default();
    columns.put_by("number", next_number!("invoice"), owner);
    if let Some(sale) = sale {
        columns.put("link", sale.link.as_str()).put("sale", json::write(&sale.details));
    }
    columns
}

/// Saves what a step changed of an invoice, undone when it took a place of its link that is
/// somebody else's by now.
pub fn save(record: &Record) -> Vec<Statement> {
    let reclaimed = record.sale.as_ref().filter(|sale| sale.reclaimed && sale.free.is_some());
    let owner = &record.owner;
    let assert = reclaimed.map(|sale| link::assert_not_oversold(owner, &sale.link));
    std::iter::once(invoice::save(record)).chain(assert).collect()
}

/// Reads what [`columns`] wrote, and [`column`] found.
pub(super) fn read(row: &Row) -> Option<Sale> {
    let link = row.maybe_text("link")?;
    let facts = json::read(row.text("link_facts").as_bytes());
    Some(Sale {
        link,
        number: facts.get(0)?.as_i64()?,
        made_by: MadeBy::parse(facts.get(1)?.as_str()?)?,
        free: facts.get(2)?.as_i64(),
        reclaimed: false,
        details: json::read(row.text("sale").as_bytes()),
    })
}

impl Record {
    /// Whether its merchant's server is told in the words of seed 000, which made its link.
    pub fn is_told_by_payrequest(&self) -> bool {
        self.sale.as_ref().is_some_and(|sale| sale.made_by == MadeBy::Payrequest)
    }
}

impl Sale {
    /// What it sold, as it was written down when it was made.
    pub fn sold(&self) -> Option<SoldView> {
        let text = |from: &Json, name: &str| Some(from.get(name)?.as_str()?.to_owned());
        let amount = |from: &Json, name: &str| Amount::parse(&text(from, name)?, Unit::SCALE).ok();
        let line = |line: &Json| {
            let (title, quantity) = (text(line, "title")?, line.get("quantity")?.as_i64()?);
            Some(SoldLine { title, quantity, price: amount(line, "price")? })
        };
        let tax = |tax: &Json| {
            let (name, percentage) = (text(tax, "name")?, text(tax, "percentage")?);
            let inclusive = tax.get("inclusive")?.as_bool()?;
            Some(SoldTax { name, percentage, inclusive, amount: amount(tax, "amount")? })
        };
        Some(SoldView {
            currency: text(&self.details, "linesCurrency")?,
            lines: self.details.get("lines")?.as_array()?.iter().filter_map(line).collect(),
            tax: self.details.get("tax").and_then(tax),
        })
    }

    /// Whether there is a place for late money.
    pub fn has_place(&self) -> bool {
        self.free.is_none_or(|free| free > 0)
    }
}

/// Puts what was sold into what is told of an invoice; the merchant's reference once more under the
/// name that seed 003 gives it, if that made the link.
pub fn put(out: &mut Object, record: &Record) {
    let Some(sale) = &record.sale else { return };
    out.put("linkId", &sale.link);
    if sale.made_by == MadeBy::LinksV0 {
        out.put("paymentForId", record.order_id.as_ref());
    }
    if let Json::Object(details) = &sale.details {
        for (name, value) in details {
            out.put(name, value.clone());
        }
    }
}
