//! The three things to copy: amount, address, reference. Only the amount ever changes.

use leptos::prelude::*;

use super::still::Still;
use super::{Fixed, text};
use crate::face::Face;

/// A fact with its copy button, in the payer's words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) text: String,
    pub(crate) copy: &'static str,
}

/// All three.
pub(super) fn facts(face: &ArcRwSignal<Face>, fixed: &Fixed) -> impl IntoView + use<> {
    let Fact { label, copy, .. } = fixed.amount;
    let done = fixed.copied;
    let (address, reference) = (fixed.address.clone(), fixed.reference.clone());
    view! {
        <dl class="facts">
            <div>
                <dt>{Still(move || label)}</dt>
                <dd>
                    <code>{text(face, |face| &face.send)}</code>
                    <button
                        type="button"
                        class="quiet copy"
                        data-copy=text(face, |face| &face.send)
                    >
                        {Still(move || words(copy, done))}
                    </button>
                </dd>
            </div>
            {Still(move || (still(address, done), still(reference, done)))}
        </dl>
    }
}

/// A fact that stays: in groups of four that can be selected and copied as one word.
fn still(fact: Fact, done: &'static str) -> impl IntoView {
    let letters: Vec<char> = fact.text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    let groups = groups.into_iter().map(|four| view! { <span>{four}</span><wbr /> });
    view! {
        <div>
            <dt>{fact.label}</dt>
            <dd>
                <code dir="ltr">{groups.collect::<Vec<_>>()}</code>
                <button
                    type="button"
                    class="quiet copy"
                    data-copy=fact.text.clone()
                >
                    {words(fact.copy, done)}
                </button>
            </dd>
        </div>
    }
}

/// What a button says, and what it says once it is done: both have their room from the start.
fn words(copy: &'static str, done: &'static str) -> impl IntoView {
    view! {
        <span>{copy}</span>
        <span aria-hidden="true">{done}</span>
    }
}
