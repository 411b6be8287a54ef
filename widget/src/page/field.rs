//! A field of a form: the label above, the help below, the error in the place of the help. The
//! browser's half finds its rule and its words beside it. Knows no form.

use shared::draft::{ChosenError, EntryError};
use shared::money::{Amount, AmountError};
use shared::view::Entry;

use super::html::{Element, el};
use crate::reasons;
use crate::words::{Words, fill};

/// A field and its words.
pub(super) struct Field<'a> {
    /// Also the id of the input.
    pub(super) id: &'a str,
    /// What its value is sent under.
    pub(super) name: &'a str,
    /// What stands above it.
    pub(super) label: &'a str,
    /// What stands below it.
    pub(super) help: &'a str,
    /// By which rule the browser's half checks it.
    pub(super) check: &'static str,
    /// The longest text, in characters.
    pub(super) longest: usize,
    /// What is said where nothing is.
    pub(super) missing: &'static str,
}

impl Field<'_> {
    /// An input; `dress` says of what kind.
    pub(super) fn draw(
        &self,
        entry: &Entry,
        words: &Words,
        dress: impl FnOnce(Element) -> Element,
    ) -> Element {
        let input = dress(self.control("input")).with("value", &entry.text);
        self.draw_around(input, entry, words)
    }

    /// What is filled in, by its name.
    pub(super) fn control(&self, tag: &'static str) -> Element {
        el(tag).with("id", self.id).with("name", self.name)
    }

    /// Label, control and note.
    pub(super) fn draw_around(&self, control: Element, entry: &Entry, words: &Words) -> Element {
        let errors = self.errors(words);
        let error = entry.error.and_then(|error| errors.get(reasons::of_entry(error)));
        let note = format!("{}-note", self.id);
        let control = control
            .with("aria-describedby", &note)
            .with_some("aria-invalid", error.map(|_| "true"))
            .with("data-check", self.check)
            .with("data-longest", &self.longest.to_string())
            .with("data-help", self.help)
            .with("data-errors", &errors.join("\n"));
        let text = error.map_or(self.help, String::as_str);
        el("div")
            .put(el("label").with("for", self.id).with("dir", "auto").text(self.label))
            .put(control)
            .put(el("p").with("id", &note).with("role", "status").text(text))
    }

    /// One text for each reason, in the order of `reasons::of_entry`.
    fn errors(&self, words: &Words) -> [String; 6] {
        let texts = &words.subscribe;
        let offered = words.link.not_offered;
        let country = self.check == "country";
        let longest = self.longest.to_string();
        let mut errors: [String; 6] = Default::default();
        for (error, text) in [
            (EntryError::Empty, self.missing),
            (EntryError::TooLong(self.longest), texts.too_long),
            (EntryError::Control, texts.control),
            (EntryError::NotAnEmail, texts.not_an_email),
            (EntryError::NotANumber, words.link.not_a_number),
            (EntryError::NotOffered, if country { words.link.country } else { offered }),
        ] {
            if let Some(place) = errors.get_mut(reasons::of_entry(error)) {
                *place = fill(text, &[("n", &longest)]);
            }
        }
        errors
    }
}

/// What is wrong with an amount that a payer chose, a text for each reason in the order of
/// `reasons::of_choice`. `least` is a text with its unit.
pub(super) fn amount_errors(least: &str, scale: u32, words: &Words) -> [String; 7] {
    let choose = &words.choose;
    let places = scale.to_string();
    let mut errors: [String; 7] = Default::default();
    for (error, sentence) in [
        (ChosenError::Amount(AmountError::Empty), choose.empty),
        (ChosenError::Amount(AmountError::NotANumber), choose.not_a_number),
        (ChosenError::Amount(AmountError::Negative), choose.negative),
        (ChosenError::Amount(AmountError::Zero), choose.zero),
        (ChosenError::Amount(AmountError::TooPrecise { scale }), choose.too_precise),
        (ChosenError::Amount(AmountError::TooLarge), choose.too_large),
        (ChosenError::Below(Amount::ZERO), choose.too_little),
    ] {
        if let Some(place) = errors.get_mut(reasons::of_choice(error)) {
            *place = fill(sentence, &[("least", least), ("scale", &places)]);
        }
    }
    errors
}
