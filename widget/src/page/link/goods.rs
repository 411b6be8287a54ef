//! What a link sells: its lines, how many of each, what is in it, what it comes to.

use shared::currency::Unit;
use shared::link::{Line, NamedTax};
use shared::money::Amount;
use shared::view::{Entry, LinkView};

use super::super::html::{Element, el, paragraph};
use super::super::subscribe::row;
use super::priced;
use crate::words::{Words, fill};
use crate::{compose, digits};

/// A number in the shelf's unit.
pub(super) fn number(amount: Amount, words: &Words) -> String {
    compose::plain(amount, Unit::SCALE, &words.manner)
}

/// What is to be paid, which is the largest thing on the page; and, said once more where it is only
/// heard, what it became. Where the payer chooses the amount, that field is the total.
pub(super) fn total(view: &LinkView, words: &Words) -> Vec<Element> {
    if view.choice.is_some() {
        return super::adds_up(view).then(|| said(view, words)).into_iter().collect();
    }
    let number = sum_text(view, |bill| bill.total, words);
    let amount = el("p").class("amount").with("data-size", digits::size(&number));
    let amount = amount
        .put(el("span").with("data-sum", "total").text(&number))
        .text(" ")
        .put(el("span").text(view.shelf.unit.code()));
    let label = paragraph("label", words.link.total);
    let total = el("section").class("sum").put(label).put(amount);
    std::iter::once(total).chain(super::adds_up(view).then(|| said(view, words))).collect()
}

/// Who cannot see the total hears it when a field is left, and not with every key.
fn said(view: &LinkView, words: &Words) -> Element {
    let said = el("p").class("said").with("role", "status");
    said.with("data-total", words.link.total).with("data-unit", view.shelf.unit.code())
}

fn sum_text(view: &LinkView, pick: fn(shared::link::Bill) -> Amount, words: &Words) -> String {
    view.bill.map_or_else(|| digits::UNKNOWN.to_owned(), |bill| number(pick(bill), words))
}

/// Everything between the total and what is asked of the payer.
pub(super) fn goods(view: &LinkView, words: &Words) -> Vec<Element> {
    let lines = view.shelf.lines.iter().zip(&view.quantities).enumerate();
    let lines = lines.filter_map(|(at, (line, entry))| match &line.product {
        _ if line.is_adjustable() => Some(chosen(at, line, entry, view, words)),
        Some(_) => Some(fixed(line, view, words)),
        // The whole has its name and its price above already.
        None => None,
    });
    let lines: Vec<Element> = lines.collect();
    let sums = nothing(view, words).into_iter().chain(sums(view, words));
    let choice = view.choice.as_ref().map(|choice| super::asked::amount(choice, view, words));
    let lines = el("div").class("lines").put_all(lines).put_all(sums);
    choice.into_iter().chain((!lines.is_empty()).then_some(lines)).collect()
}

/// A line in the number that the merchant set.
fn fixed(line: &Line, view: &LinkView, words: &Words) -> Element {
    let price = priced(line.price, view, words);
    let title = el("b").with("dir", "auto").text(&line.title);
    let told = el("div").put(title).put_all(about(line));
    let price = el("span").text(&format!("{}\u{a0}× {price}", line.usual));
    el("div").class("line").put(told).put(price)
}

fn about(line: &Line) -> Option<Element> {
    line.description.as_deref().map(|text| paragraph("more", text).with("dir", "auto"))
}

/// A line that the payer chooses a number of.
fn chosen(at: usize, line: &Line, entry: &Entry, view: &LinkView, words: &Words) -> Element {
    let price = priced(line.price, view, words);
    let name = line.product.as_ref().map(|id| format!("quantity-{id}"));
    let id = format!("quantity-{at}");
    let (each, note) = (format!("{id}-each"), format!("{id}-note"));
    let label = el("label").with("for", &id).with("dir", "auto");
    let label = label.text(line.product.as_ref().map_or(words.link.quantity, |_| &line.title));
    let ticks = is_ticked(line);
    let costs = if ticks { price } else { fill(words.link.each, &[("price", &price)]) };
    let told = el("div").put(label).put_all(about(line));
    let told = told.put(paragraph("more", &costs).with("id", &each));
    let input = el("input")
        .with("id", &id)
        .with("name", name.as_deref().unwrap_or("quantity"))
        .with("data-price", &line.price.minor().to_string())
        .with("aria-describedby", &format!("{each} {note}"));
    let (error, input) =
        if ticks { (None, tick(input, entry)) } else { count(input, line, entry, words) };
    let note = el("p").with("id", &note).with("role", "status").text(&error.unwrap_or_default());
    el("div").class("line").put(told).put(input).put(note)
}

/// One or none: nothing to count. A box that is not ticked is not sent, and so is none.
fn is_ticked(line: &Line) -> bool {
    (line.least, line.usual, line.most) == (0, 0, 1)
}

fn tick(input: Element, entry: &Entry) -> Element {
    let ticked = (entry.text == "1").then_some("");
    input.with("type", "checkbox").with("value", "1").with_some("checked", ticked)
}

/// How many, and what is wrong with that.
fn count(input: Element, line: &Line, entry: &Entry, words: &Words) -> (Option<String>, Element) {
    let (least, most) = (line.least.to_string(), line.most.to_string());
    let slip = fill(words.link.range, &[("least", &least), ("most", &most)]);
    let label = line.product.as_ref().map(|_| fill(words.link.count, &[("title", &line.title)]));
    let input = input
        .with("type", "number")
        .with("value", &entry.text)
        .with("min", &least)
        .with("max", &most)
        .with("inputmode", "numeric")
        .with("autocomplete", "off")
        .with("required", "")
        .with_some("aria-label", label.as_deref())
        .with_some("aria-invalid", entry.error.map(|_| "true"))
        .with("data-check", "quantity")
        .with("data-errors", &slip);
    (entry.error.map(|_| slip), input)
}

/// That nothing was chosen; there for the browser's half before it is needed.
fn nothing(view: &LinkView, words: &Words) -> Option<Element> {
    let may_lack = view.shelf.lines.iter().any(Line::is_adjustable)
        && view.shelf.lines.iter().all(|line| line.least == 0);
    let said = paragraph("trouble", words.link.nothing).with("role", "alert");
    let said = said.with("data-nothing", "");
    may_lack.then(|| said.with_some("hidden", (!view.nothing_chosen).then_some("")))
}

/// What is in a whole that has one price.
pub(super) fn inside(view: &LinkView, words: &Words) -> Option<Element> {
    let rows = view.shelf.inside.iter().map(|(name, number)| row(name, &format!("{number} ×")));
    let rows: Vec<Element> = rows.collect();
    let list = el("section").class("rows").put(el("h2").text(words.link.inside));
    (!rows.is_empty()).then(|| list.put(el("dl").put_all(rows)))
}

/// How the total comes about, where a tax is part of it; and the total once more, where the large
/// one may be out of sight.
fn sums(view: &LinkView, words: &Words) -> Option<Element> {
    let tax = view.shelf.tax.as_ref();
    let sum = |label: &str, what: &str, pick: fn(shared::link::Bill) -> Amount| {
        let text = el("span").with("data-sum", what).text(&sum_text(view, pick, words));
        let label = el("dt").with("dir", "auto").text(label);
        el("div").put(label).put(el("dd").put(text))
    };
    let is_far = view.shelf.lines.len() > 1 || view.choice.is_some();
    let total = || {
        let number = el("span").with("data-sum", "total");
        let number = number.text(&sum_text(view, |bill| bill.total, words));
        let unit = el("span").text(view.shelf.unit.code());
        let text = el("b").put(number).text("\u{a0}").put(unit);
        el("div").put(el("dt").put(el("b").text(words.link.total))).put(el("dd").put(text))
    };
    let rows = match tax {
        None if !is_far || view.choice.is_some() => return None,
        None => vec![total()],
        Some(named) if named.tax.inclusive => {
            let label = fill(words.link.included, &[("tax", &rate(named, words))]);
            let held = sum(&label, "tax", |bill| bill.tax);
            is_far.then(total).into_iter().chain([held]).collect()
        }
        Some(named) => {
            let net = sum(words.link.subtotal, "lines", |bill| bill.lines);
            let added = sum(&rate(named, words), "tax", |bill| bill.tax);
            [net, added].into_iter().chain(is_far.then(total)).collect()
        }
    };
    Some(el("section").class("rows").put(el("dl").put_all(rows)))
}

/// `BTW 21 %`, as the language writes it.
fn rate(named: &NamedTax, words: &Words) -> String {
    let rate = Amount::from_minor(named.tax.rate).print_short(4);
    format!("{} {}\u{a0}%", named.name, compose::localized(&rate, &words.manner))
}

/// How many are left, where that is counted and few.
pub(super) fn places(view: &LinkView, words: &Words) -> Option<Element> {
    const FEW: i64 = 20;
    let left = view.places_left.filter(|left| *left <= FEW)?;
    Some(paragraph("next", &words.period.count(&words.link.places, left)))
}
