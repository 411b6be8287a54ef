//! The page of a pay link: what is chosen, what it comes to, what else is asked. A plain form; the
//! browser's half tells slips sooner, and the total while one chooses.

mod asked;
mod closed;
mod goods;
mod sold;

use shared::link::Line;
use shared::markdown;
use shared::money::Amount;
use shared::view::LinkView;

pub use closed::closed_link;
pub(super) use sold::sold;

use super::html::{Element, el, paragraph};
use super::markdown::markdown;
use super::parts::{button, card, cover, foot, form, who};
use super::shell::{Head, shell};
use super::subscribe::{charges, next, style, sum};
use super::{Document, Frame};
use crate::compose;
use crate::words::{Words, known};

/// The page of a link that can be paid.
pub fn link(view: &LinkView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let plain = view.description.as_deref().map(markdown::plain);
    let more = plain.filter(|text| !text.is_empty());
    let image = view.cover.as_ref().map(|path| format!("{}{path}", frame.public_url));
    let head = Head {
        title: format!("{} · {}", view.title, view.merchant.name),
        description: more.or_else(|| Some(view.title.clone())),
        url: Some(format!("{}{}", frame.public_url, view.path)),
        site: Some(view.merchant.name.clone()),
        image,
        boot: frame.boot.map(str::to_owned),
        embedded: frame.embedded,
        ..Head::plain(words)
    };
    let picture = view.cover.as_deref().map(|path| cover(path, ""));
    let told = view.description.as_deref().map(markdown);
    let header = who(&view.merchant, &view.title, None);
    let asked = entries(view, words, frame.embedded);
    let card = card(view.test, words).put(header);
    // In a frame there is little room: what is needed to pay comes first.
    let told = picture.into_iter().chain(told).chain(goods::inside(view, words));
    let card = match frame.embedded {
        false => card.put_all(told).put(asked).put_all(ahead(view, words)),
        true => card.put(asked).put_all(ahead(view, words)).put_all(told),
    };
    let card = card.put(foot(&view.merchant, &[], words));
    let main = el("main")
        .with("data-paylinkr-page", "")
        .with("data-public-id", &view.public_id)
        .class("subscribe");
    shell(&head, style(&view.merchant), main.put(card))
}

/// The form: what is chosen, the total, what else is asked, one button.
fn entries(view: &LinkView, words: &Words, embedded: bool) -> Element {
    let from = if embedded { "embed" } else { "page" };
    let lang = known(view.asked_language.as_deref());
    let carried = [("lang", lang), ("from", Some(from)), ("once", Some(view.once.as_str()))];
    let form = form(&format!("/l/{}", view.public_id), &carried);
    let form = form.class("entries").with("data-island", "form");
    let form = if adds_up(view) { tell_signs(form, view, words) } else { form };
    form.put_all(price(view, words))
        .put_all(goods::goods(view, words))
        .put_all(asked::asked(view, words))
        .put_all(goods::places(view, words))
        .put(button("button", "", "", go_on(view, words)))
        .put_all(adds_up(view).then(|| update(words)))
}

/// What is to be paid, which is the largest thing on the page.
fn price(view: &LinkView, words: &Words) -> Vec<Element> {
    match &view.subscription {
        Some(sold) => {
            let trial = (sold.trial_days > 0)
                .then(|| words.period.count(&words.period.trial, sold.trial_days));
            vec![sum(trial.as_deref(), &sold.price, words)]
        }
        None => goods::total(view, words),
    }
}

/// Whether what is filled in changes what is to be paid beyond what is filled in.
fn adds_up(view: &LinkView) -> bool {
    view.shelf.lines.iter().any(Line::is_adjustable)
        || (view.choice.is_some() && view.shelf.tax.is_some())
}

/// What the browser's half adds up with.
fn tell_signs(form: Element, view: &LinkView, words: &Words) -> Element {
    let manner = &words.manner;
    let form = form
        .with("data-decimal", manner.decimal)
        .with("data-group", manner.group)
        .with("data-group-from", &manner.group_from.to_string());
    match &view.shelf.tax {
        None => form,
        Some(named) => form
            .with("data-tax", &named.tax.rate.to_string())
            .with_some("data-inclusive", named.tax.inclusive.then_some("")),
    }
}

/// Without a script the server adds up: the same page, with what was chosen. It stands behind the
/// main button, which is the one that the Enter key presses; and it is posted like that one,
/// because addresses of pages are kept and seen where what people fill in should not be.
fn update(words: &Words) -> Element {
    button("quiet update", "update", "yes", words.link.update).with("formnovalidate", "")
}

fn go_on(view: &LinkView, words: &Words) -> &'static str {
    match &view.subscription {
        Some(sold) if sold.trial_days > 0 => words.subscribe.start_trial,
        Some(_) => words.subscribe.subscribe,
        None => words.choose.go_on,
    }
}

/// What is charged when, where it is paid again and again.
fn ahead(view: &LinkView, words: &Words) -> Vec<Element> {
    let Some(sold) = &view.subscription else {
        return Vec::new();
    };
    let zone = &view.merchant.zone;
    let first = sold.charges.first().copied().filter(|_| sold.trial_days > 0);
    let dates = charges(&sold.price, &sold.charges, zone, words);
    std::iter::once(paragraph("next", &next(first, zone, words))).chain(dates).collect()
}

/// An amount with what it is counted in.
fn priced(amount: Amount, view: &LinkView, words: &Words) -> String {
    compose::with_code(&goods::number(amount, words), view.shelf.unit.code())
}
