//! The field for the payer's own amount: a form that works by itself, and tells errors sooner when
//! it is woken.

use leptos::prelude::*;

use super::gone;
use super::still::Still;
use crate::face::Face;

/// The field's words. In the browser they are in the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choose {
    pub(crate) label: String,
    pub(crate) typed: String,
    pub(crate) help: String,
    pub(crate) error: String,
    pub(crate) scale: String,
    pub(crate) least: String,
    pub(crate) go_on: &'static str,
    /// The language to go on in, if one was asked for.
    pub(crate) language: &'static str,
    /// One text for each reason, in the order of `reasons::of_choice`.
    pub(crate) errors: [String; 7],
}

/// The form. Its answer is the same page with `?amount=`.
pub(super) fn choose(face: &ArcRwSignal<Face>, words: Choose) -> impl IntoView + use<> {
    view! {
        <form class="choose" method="get" hidden=gone(face, |face| !face.choosing)>
            {Still(move || fields(words))}
        </form>
    }
}

/// The label, the field with its rules and words, the help or the error, the button.
fn fields(words: Choose) -> impl IntoView {
    let wrong = !words.error.is_empty();
    let note = if wrong { words.error } else { words.help.clone() };
    let language = (!words.language.is_empty())
        .then(|| view! { <input type="hidden" name="lang" value=words.language /> });
    view! {
        <label for="amount">{words.label}</label>
        <input
            id="amount"
            name="amount"
            inputmode="decimal"
            autocomplete="transaction-amount"
            maxlength="40"
            aria-required="true"
            value=words.typed
            aria-describedby="amount-note"
            aria-invalid=wrong.then_some("true")
            data-check="amount"
            data-help=words.help
            data-scale=words.scale
            data-least=words.least
            data-errors=words.errors.join("\n")
        />
        <p id="amount-note" role="status">{note}</p>
        <button class="button">{words.go_on}</button>
        {language}
    }
}
