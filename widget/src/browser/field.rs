//! The payer's own amount: the server's rules while typing. The server stays the judge.

use shared::money::Amount;
use shared::view::read_choice;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::near;
use crate::reasons::of_choice;

/// While typing: only what more typing cannot mend.
pub(super) fn typed(event: &Event) {
    check(event, false);
}

/// When the field is left: everything.
pub(super) fn left(event: &Event) {
    check(event, true);
}

/// Before the form is sent.
pub(super) fn sent(event: &Event) {
    let Some(field) = near(event, "form").and_then(|form| field(&form)) else {
        return;
    };
    if check(event, true) == Some(false) {
        event.prevent_default();
        let _ = field.focus();
    } else {
        field.set_value(&field.value().trim().replace(',', "."));
    }
}

/// Shows what is wrong in the place of the help; whether the amount can be paid.
fn check(event: &Event, finished: bool) -> Option<bool> {
    let form = near(event, "form")?;
    let field = field(&form)?;
    let note = form.query_selector("p").ok()??;
    let typed = field.value();
    let number = |name| field.get_attribute(name).and_then(|text| text.parse::<i64>().ok());
    let scale = number("data-scale").and_then(|scale| u32::try_from(scale).ok())?;
    let least = number("data-least").map(Amount::from_minor);
    let error = read_choice(&typed, scale, least).err().map(of_choice);
    let shown = field.has_attribute("aria-invalid");
    let told = error.filter(|error| finished || shown || !may_go_on(*error, &typed));
    tell(&field, &note, told);
    Some(error.is_none())
}

fn field(form: &Element) -> Option<HtmlInputElement> {
    Some(form.query_selector("input").ok()??.unchecked_into())
}

/// Whether this is only the beginning of an amount: nothing, `0`, `0.`, or less than the least.
fn may_go_on(error: usize, typed: &str) -> bool {
    matches!(error, 0 | 3 | 6) || (error == 1 && typed.ends_with(['.', ',']))
}

fn tell(field: &HtmlInputElement, note: &Element, error: Option<usize>) {
    let text = match error {
        Some(error) => {
            let _ = field.set_attribute("aria-invalid", "true");
            let errors = field.get_attribute("data-errors").unwrap_or_default();
            errors.split('\n').nth(error).map(str::to_owned)
        }
        None => {
            let _ = field.remove_attribute("aria-invalid");
            field.get_attribute("data-help")
        }
    };
    note.set_text_content(text.as_deref());
}
