//! What this dialect writes (rulings 1.1): Laravel's envelope and pages, integers for ids, numbers
//! for amounts, times with the merchant's offset.

use shared::json::{Number, Object};
use shared::money::Amount;
use shared::zone::Zone;

use crate::gate::Asked;
use crate::store::Page;

/// `{"success":true,"data":…}`
pub(super) fn envelope(data: &Object) -> String {
    let mut out = Object::new();
    out.put("success", true).put("data", data);
    out.text()
}

/// A page of a list.
pub(super) fn page_out(rows: &[Object], total: i64, page: Page) -> String {
    let last = total.saturating_add(page.limit - 1).div_euclid(page.limit).max(1);
    let mut out = Object::new();
    out.put("current_page", page.page)
        .put("data", rows)
        .put("per_page", page.limit)
        .put("total", total)
        .put("last_page", last);
    envelope(&out)
}

/// An amount as a number: `49.00`.
pub(super) fn amount_out(amount: Amount, scale: u32) -> Number {
    Number(amount.print(scale))
}

/// The zone of the merchant who asks.
pub(super) fn zone(call: &Asked) -> Zone {
    Zone::find(&call.known().zone).unwrap_or_else(Zone::utc)
}
