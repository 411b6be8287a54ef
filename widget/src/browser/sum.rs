//! What a form comes to while one fills it in: added up by the function that the edge asks, written
//! as the edge writes it. What cannot be told is a dash, as there. The server stays the judge.

use shared::currency::Unit;
use shared::link::{Bill, Item, Tax, bill};
use shared::money::Amount;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::{field, near};
use crate::digits::{self, Signs, UNKNOWN};

const FORM: &str = "form[data-decimal]";
/// Numbers of things, and the payer's own amount.
const FIELDS: &str = "[data-price],[data-check=amount]";

/// What the browser remembers to have been filled in counts, too.
pub(super) fn wake(form: &Element) {
    if form.matches(FORM).is_ok_and(|adds_up| adds_up) {
        show(form);
    }
}

/// With every key.
pub(super) fn typed(event: &Event) {
    if let Some(form) = near(event, FORM) {
        show(&form);
    }
}

/// When a field is left: who cannot see the total hears it.
pub(super) fn left(event: &Event) {
    let form = near(event, FIELDS).and_then(|field| field.closest(FORM).ok()?);
    let said = form.and_then(|form| Some((form.query_selector(".said").ok()??, form)));
    let Some((said, form)) = said else {
        return;
    };
    let text = add_up(&form).map(|bill| {
        let word = |name| said.get_attribute(name).unwrap_or_default();
        [&word("data-total"), " ", &print(&form, bill.total), "\u{a0}", &word("data-unit")].concat()
    });
    if text != said.text_content() {
        said.set_text_content(text.as_deref());
    }
}

/// Before the form is sent: who has chosen nothing is told.
pub(super) fn sent(event: &Event) {
    let form = near(event, FORM).filter(|_| !event.default_prevented());
    let nothing = form.filter(|form| add_up(form).is_some_and(|bill| bill.total.is_nothing()));
    let Some(form) = nothing else {
        return;
    };
    if let Ok(Some(said)) = form.query_selector("[data-nothing]") {
        event.prevent_default();
        let _ = said.remove_attribute("hidden");
        if let Ok(Some(field)) = form.query_selector(FIELDS) {
            let _ = field.unchecked_into::<HtmlInputElement>().focus();
        }
    }
}

/// Shows every sum.
fn show(form: &Element) {
    let bill = add_up(form);
    each(form, "[data-sum]", |place| {
        let text = match bill {
            None => UNKNOWN.to_owned(),
            Some(bill) => {
                let amount = match place.get_attribute("data-sum").as_deref() {
                    Some("tax") => bill.tax,
                    Some("lines") => bill.lines,
                    _ => bill.total,
                };
                print(form, amount)
            }
        };
        place.set_text_content(Some(&text));
        if let Ok(Some(large)) = place.closest("[data-size]") {
            let _ = large.set_attribute("data-size", digits::size(&text));
        }
    });
    if bill.is_some_and(|bill| !bill.total.is_nothing())
        && let Ok(Some(said)) = form.query_selector("[data-nothing]")
    {
        let _ = said.set_attribute("hidden", "");
    }
}

/// `None`: something is missing or wrong.
fn add_up(form: &Element) -> Option<Bill> {
    let number = |from: &Element, name| from.get_attribute(name)?.parse::<i64>().ok();
    let mut items = Some(Vec::new());
    each(form, FIELDS, |field| {
        let input: &HtmlInputElement = field.unchecked_ref();
        let item = match number(field, "data-price") {
            Some(price) => field::quantity(input)
                .map(|quantity| Item { price: Amount::from_minor(price), quantity }),
            None => field::amount(input)
                .and_then(|amount| Some(Item { price: amount.ok()?, quantity: 1 })),
        };
        items = item.zip(items.take()).map(|(item, mut items)| {
            items.push(item);
            items
        });
    });
    let rate = number(form, "data-tax");
    let tax = rate.map(|rate| Tax { rate, inclusive: form.has_attribute("data-inclusive") });
    bill(items?, tax)
}

fn print(form: &Element, amount: Amount) -> String {
    let sign = |name| form.get_attribute(name).unwrap_or_default();
    let group_from = sign("data-group-from").parse().unwrap_or_default();
    let signs = Signs { decimal: &sign("data-decimal"), group: &sign("data-group"), group_from };
    digits::localized(&amount.print(Unit::SCALE), signs)
}

fn each(form: &Element, selector: &str, mut act: impl FnMut(&Element)) {
    let Ok(found) = form.query_selector_all(selector) else {
        return;
    };
    for index in 0..found.length() {
        if let Some(one) = found.item(index) {
            act(one.unchecked_ref());
        }
    }
}
