//! Fields that a person types into: the server's rules while typing. The server stays the judge.
//!
//! A field names its rule in `data-check`; what is said of it stands beside it, in the page.

use shared::draft::{EntryError, Text, read_email};
use shared::money::Amount;
use shared::view::read_choice;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::{document, near};
use crate::reasons::{of_choice, of_entry};

const FIELDS: &str = "[data-check]";

/// While typing: only what more typing cannot mend.
pub(super) fn typed(event: &Event) {
    if let Some(field) = near(event, FIELDS) {
        check(field.unchecked_ref(), false);
    }
}

/// When the field is left: everything.
pub(super) fn left(event: &Event) {
    if let Some(field) = near(event, FIELDS) {
        check(field.unchecked_ref(), true);
    }
}

/// Before the form is sent: every field; the first one that is wrong gets the focus.
pub(super) fn sent(event: &Event) {
    let fields = near(event, "form").and_then(|form| form.query_selector_all(FIELDS).ok());
    let Some(fields) = fields else {
        return;
    };
    let mut wrong = None;
    for index in 0..fields.length() {
        let Some(field) = fields.item(index) else { continue };
        let field: HtmlInputElement = field.unchecked_into();
        if !check(&field, true) {
            wrong = wrong.or(Some(field));
        } else if kind(&field) == "amount" {
            field.set_value(&field.value().trim().replace(',', "."));
        }
    }
    if let Some(field) = wrong {
        event.prevent_default();
        let _ = field.focus();
    }
}

/// Our words instead of the browser's, now that they come as soon.
pub(super) fn take_over(form: &Element) {
    let _ = form.set_attribute("novalidate", "");
}

fn kind(field: &Element) -> String {
    field.get_attribute("data-check").unwrap_or_default()
}

/// Shows what is wrong in the place of the help; whether the server would take it.
fn check(field: &HtmlInputElement, finished: bool) -> bool {
    let typed = field.value();
    let shown = field.has_attribute("aria-invalid");
    let error = wrong(field, &typed);
    tell(field, error.filter(|error| finished || shown || !may_go_on(field, *error, &typed)));
    error.is_none()
}

/// The place of what is wrong with a field. What cannot be read is left to the server.
fn wrong(field: &HtmlInputElement, typed: &str) -> Option<usize> {
    let number = |name| field.get_attribute(name).and_then(|text| text.parse::<i64>().ok());
    let refused = match kind(field).as_str() {
        "amount" => {
            let scale = number("data-scale").and_then(|scale| u32::try_from(scale).ok())?;
            let least = number("data-least").map(Amount::from_minor);
            return read_choice(typed, scale, least).err().map(of_choice);
        }
        "email" => read_email(typed),
        _ => Text::line(usize::try_from(number("data-longest")?).ok()?).read(typed),
    };
    let missing = |error: &EntryError| *error == EntryError::Empty && !field.required();
    refused.err().filter(|error| !missing(error)).map(of_entry)
}

/// Whether this may be only the beginning: of an amount nothing, `0`, `0.` or less than the least;
/// of a text anything.
fn may_go_on(field: &Element, error: usize, typed: &str) -> bool {
    kind(field) != "amount"
        || matches!(error, 0 | 3 | 6)
        || (error == 1 && typed.ends_with(['.', ',']))
}

fn tell(field: &HtmlInputElement, error: Option<usize>) {
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
    let note = field.get_attribute("aria-describedby");
    if let Some(note) = note.and_then(|note| document().get_element_by_id(&note)) {
        note.set_text_content(text.as_deref());
    }
}
