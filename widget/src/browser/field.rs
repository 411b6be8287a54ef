//! Fields that a person types into: the server's rules while typing. The server stays the judge.
//!
//! A field names its rule in `data-check`; what is said of it stands beside it, in the page.

use shared::draft::{ChosenError, EntryError, Text, read_email};
use shared::link::{AddressPart, CustomField, CustomKind};
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

/// What is filled in; a box that is not ticked holds nothing.
fn value(field: &HtmlInputElement) -> String {
    if is_box(field) && !field.checked() { String::new() } else { field.value() }
}

fn is_box(field: &Element) -> bool {
    field.get_attribute("type").as_deref() == Some("checkbox")
}

fn number(field: &Element, name: &str) -> Option<i64> {
    field.get_attribute(name).and_then(|text| text.parse().ok())
}

/// How many, if it is a number that can be taken.
pub(super) fn quantity(field: &HtmlInputElement) -> Option<i64> {
    if is_box(field) {
        return Some(field.checked().into());
    }
    let range = number(field, "min")?..=number(field, "max")?;
    field.value().trim().parse().ok().filter(|number| range.contains(number))
}

/// The amount that is chosen. `None`: the field does not say what it takes.
pub(super) fn amount(field: &HtmlInputElement) -> Option<Result<Amount, ChosenError>> {
    let scale = number(field, "data-scale").and_then(|scale| u32::try_from(scale).ok())?;
    let least = number(field, "data-least").map(Amount::from_minor);
    Some(read_choice(&field.value(), scale, least))
}

/// Shows what is wrong in the place of the help; whether the server would take it.
fn check(field: &HtmlInputElement, finished: bool) -> bool {
    let typed = value(field);
    let shown = field.get_attribute("aria-invalid").as_deref() == Some("true");
    let error = wrong(field, &typed);
    tell(field, error.filter(|error| finished || shown || !may_go_on(field, *error, &typed)));
    error.is_none()
}

/// The place of what is wrong with a field. What cannot be read is left to the server.
fn wrong(field: &HtmlInputElement, typed: &str) -> Option<usize> {
    let longest = || usize::try_from(number(field, "data-longest")?).ok();
    let refused = match kind(field).as_str() {
        "amount" => return amount(field)?.err().map(of_choice),
        "quantity" => return quantity(field).is_none().then_some(0),
        "email" => read_email(typed).err(),
        "country" => AddressPart::Country.read(typed).err(),
        "number" => a_number(longest()?).read(typed).err(),
        _ => Text::line(longest()?).read(typed).err(),
    };
    let missing = |error: &EntryError| *error == EntryError::Empty && !field.required();
    refused.filter(|error| !missing(error)).map(of_entry)
}

/// A question that a number answers.
fn a_number(longest: usize) -> CustomField {
    CustomField {
        key: String::new(),
        label: String::new(),
        kind: CustomKind::Number,
        required: true,
        options: Vec::new(),
        longest,
        example: None,
    }
}

/// Whether this may be only the beginning: of an amount nothing, `0`, `0.` or less than the least;
/// of a number of things nothing; of a text anything.
fn may_go_on(field: &Element, error: usize, typed: &str) -> bool {
    match kind(field).as_str() {
        "amount" => matches!(error, 0 | 3 | 6) || (error == 1 && typed.ends_with(['.', ','])),
        "quantity" => typed.is_empty(),
        _ => true,
    }
}

fn tell(field: &HtmlInputElement, error: Option<usize>) {
    let text = match error {
        Some(error) => {
            let _ = field.set_attribute("aria-invalid", "true");
            let errors = field.get_attribute("data-errors").unwrap_or_default();
            errors.split('\n').nth(error).map(str::to_owned)
        }
        None => {
            // Of a list that begins with no choice the browser itself would say that it is wrong.
            let _ = match field.matches("select") {
                Ok(true) => field.set_attribute("aria-invalid", "false"),
                _ => field.remove_attribute("aria-invalid"),
            };
            field.get_attribute("data-help")
        }
    };
    // What else describes it stays; its note is the last.
    let notes = field.get_attribute("aria-describedby").unwrap_or_default();
    let note = notes.rsplit(' ').next().unwrap_or_default();
    if let Some(note) = document().get_element_by_id(note) {
        note.set_text_content(text.as_deref());
    }
}
