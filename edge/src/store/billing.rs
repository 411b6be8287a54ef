//! The columns that packages and subscriptions share: what a period costs, how long it is, when the
//! customer is written to.

use shared::currency::{Asset, Fiat};
use shared::draft::{Billing, ExpiresIn, Price};
use shared::json;
use shared::money::Amount;
use shared::schedule::Interval;
use shared::subscription::{Change, Charge, Reminders};
use shared::view::PriceTag;
use shared::zone::Zone;

use super::Columns;
use crate::platform::Row;

/// What a period costs and how long it is, as it is kept where terms change later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What it costs.
    pub charge: Charge,
    /// How long it is,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
}

impl Terms {
    /// The terms of a way of billing.
    pub fn of(billing: &Billing) -> Terms {
        Terms {
            charge: billing.charge,
            interval: billing.interval,
            interval_count: billing.interval_count,
        }
    }

    /// The terms of a change that was announced.
    pub fn of_change(change: &Change) -> Terms {
        Terms {
            charge: change.charge,
            interval: change.interval,
            interval_count: change.interval_count,
        }
    }

    /// What a period costs, as people are told.
    pub fn price_tag(&self, cycles: Option<i64>) -> PriceTag {
        let Charge { asset, price } = self.charge;
        let (amount, fiat) = match price {
            Price::Fixed(amount) => (Some(amount), None),
            Price::Fiat(fiat, amount) => (None, Some((fiat, amount))),
            Price::Custom(least) => (least, None),
        };
        let (interval, interval_count) = (self.interval, self.interval_count);
        PriceTag { asset, amount, fiat, interval, interval_count, cycles }
    }

    /// One text for a column: asset, amount, currency (or `-`), interval, count; in minor units.
    pub(super) fn print(&self) -> String {
        let (amount, fiat) = match self.charge.price {
            Price::Fiat(fiat, amount) => (amount, fiat.code()),
            Price::Fixed(amount) => (amount, "-"),
            Price::Custom(least) => (least.unwrap_or_default(), "-"),
        };
        let (asset, interval) = (self.charge.asset.code(), self.interval.code());
        format!("{asset} {} {fiat} {interval} {}", amount.minor(), self.interval_count)
    }

    /// Reads the text of [`Terms::print`].
    pub(super) fn read(text: &str) -> Option<Terms> {
        let mut words = text.split(' ');
        let asset = Asset::parse(words.next()?)?;
        let amount = Amount::from_minor(words.next()?.parse().ok()?);
        let price = match Fiat::parse(words.next()?) {
            Some(fiat) => Price::Fiat(fiat, amount),
            None => Price::Fixed(amount),
        };
        Some(Terms {
            charge: Charge { asset, price },
            interval: Interval::parse(words.next()?)?,
            interval_count: words.next()?.parse().ok()?,
        })
    }
}

/// The columns of what a period costs and how long it is.
pub(super) fn terms_columns(terms: &Terms) -> Columns {
    let minor = |amount: Amount| amount.minor().to_string();
    let (fixed, fiat) = match terms.charge.price {
        Price::Fixed(amount) => (Some(amount), None),
        Price::Fiat(fiat, amount) => (None, Some((fiat, amount))),
        Price::Custom(least) => (least, None),
    };
    let mut columns = Columns::default();
    columns
        .put("asset", terms.charge.asset.code())
        .put("amount", fixed.map(minor))
        .put("price_currency", fiat.map(|(fiat, _)| fiat.code()))
        .put("price_amount", fiat.map(|(_, amount)| minor(amount)))
        .put("interval", terms.interval.code())
        .put("interval_count", terms.interval_count);
    columns
}

/// Reads what [`terms_columns`] wrote.
pub(super) fn read_terms(row: &Row) -> Option<Terms> {
    let minor = |name: &str| row.maybe_text(name)?.parse().ok().map(Amount::from_minor);
    let fiat = row.maybe_text("price_currency").and_then(|code| Fiat::parse(&code));
    let price = match fiat.zip(minor("price_amount")) {
        Some((fiat, amount)) => Price::Fiat(fiat, amount),
        None => Price::Fixed(minor("amount")?),
    };
    Some(Terms {
        charge: Charge { asset: Asset::parse(&row.text("asset"))?, price },
        interval: Interval::parse(&row.text("interval"))?,
        interval_count: row.number("interval_count"),
    })
}

/// The columns of a way of billing.
pub(super) fn columns(billing: &Billing) -> Columns {
    let mut columns = terms_columns(&Terms::of(billing));
    columns
        .put("cycles", billing.cycles)
        .put("zone", billing.zone.name())
        .put("invoice_expires_in", billing.invoice_expires_in.code())
        .put("grace_days", billing.grace_days)
        .put("reminders", billing.reminders.code())
        .put("success_url", billing.success_url.as_ref())
        .put("metadata", metadata(&billing.metadata));
    columns
}

/// Reads what [`columns`] wrote.
pub(super) fn read(row: &Row) -> Option<Billing> {
    let terms = read_terms(row)?;
    Some(Billing {
        charge: terms.charge,
        interval: terms.interval,
        interval_count: terms.interval_count,
        cycles: row.maybe_number("cycles"),
        zone: Zone::find(&row.text("zone"))?,
        invoice_expires_in: ExpiresIn::parse(&row.text("invoice_expires_in"))?,
        grace_days: row.number("grace_days"),
        reminders: Reminders::parse(&row.text("reminders"))?,
        success_url: row.maybe_text("success_url"),
        metadata: read_metadata(&row.text("metadata")),
    })
}

/// A merchant's notes as a JSON object.
pub fn metadata(notes: &[(String, String)]) -> String {
    let map: serde_json::Map<String, serde_json::Value> =
        notes.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
    json::write(&serde_json::Value::Object(map))
}

pub(super) fn read_metadata(text: &str) -> Vec<(String, String)> {
    let serde_json::Value::Object(map) = json::read(text.as_bytes()) else {
        return Vec::new();
    };
    let entries = map.into_iter();
    entries.filter_map(|(key, value)| Some((key, value.as_str()?.to_owned()))).collect()
}
