//! What a link sold, on the pay page and the receipt of its invoice. It never changes, so it stands
//! outside of the card, and it is printed.

use shared::currency::Unit;
use shared::money::Amount;
use shared::view::{CheckoutView, SoldLine, SoldView};

use super::super::html::{Element, el};
use crate::compose;
use crate::words::{Words, fill};

/// Its lines, the tax, the total; nothing where the card says all of it: one thing, by its name.
pub(crate) fn sold(view: &CheckoutView, words: &Words) -> Option<Element> {
    let sold = view.sold.as_ref().filter(|sold| !is_plain(sold, &view.title))?;
    let money = |amount: Amount| {
        compose::with_code(&compose::plain(amount, Unit::SCALE, &words.manner), &sold.currency)
    };
    let row = |label: &str, text: &str| {
        let label = el("dt").with("dir", "auto").text(label);
        el("div").put(label).put(el("dd").put(el("span").text(text)))
    };
    let line = |line: &SoldLine| {
        let number = format!("{}\u{a0}×", line.quantity);
        let price = (!line.price.is_nothing()).then(|| money(line.price));
        let text = price.map(|price| format!("{number} {price}"));
        row(&line.title, &text.unwrap_or(number))
    };
    let tax = sold.tax.as_ref().map(|tax| {
        let rate = compose::localized(&tax.percentage, &words.manner);
        let name = format!("{} {rate}\u{a0}%", tax.name);
        let held = || fill(words.link.included, &[("tax", &name)]);
        row(&if tax.inclusive { held() } else { name.clone() }, &money(tax.amount))
    });
    let total = sold.total().map(|total| {
        let label = el("dt").put(el("b").text(words.link.total));
        el("div").put(label).put(el("dd").put(el("b").text(&money(total))))
    });
    let inclusive = sold.tax.as_ref().is_some_and(|tax| tax.inclusive);
    let [first, last] = if inclusive { [total, tax] } else { [tax, total] };
    let list = el("dl").put_all(sold.lines.iter().map(line)).put_all(first).put_all(last);
    Some(el("section").class("rows").put(el("h2").text(words.link.sold)).put(list))
}

fn is_plain(sold: &SoldView, title: &str) -> bool {
    match &*sold.lines {
        [] => true,
        [line] => sold.tax.is_none() && line.quantity == 1 && line.title == title,
        _ => false,
    }
}
