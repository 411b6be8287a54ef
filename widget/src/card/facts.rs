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

/// A fact that stays: in groups that can be selected and copied as one word.
fn still(fact: Fact, done: &'static str) -> impl IntoView {
    let groups = groups(&fact.text).into_iter().map(|group| view! { <span>{group}</span><wbr /> });
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

/// Groups of four. What ends in a hyphen stays with the group after it, for a gap behind a hyphen
/// reads like a space to type.
pub(crate) fn groups(text: &str) -> Vec<String> {
    let (head, tail) = text.split_at(text.rfind('-').map_or(0, |hyphen| hyphen + 1));
    let letters: Vec<char> = tail.chars().collect();
    let mut groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    match groups.first_mut() {
        Some(first) => first.insert_str(0, head),
        None => groups.push(head.to_owned()),
    }
    groups
}

/// What a button says, and what it says once it is done: both have their room from the start.
fn words(copy: &'static str, done: &'static str) -> impl IntoView {
    view! {
        <span>{copy}</span>
        <span aria-hidden="true">{done}</span>
    }
}
