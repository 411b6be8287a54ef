//! The page of a pay link: what is chosen, what it comes to, what else is asked. A plain form; the
//! browser's half tells slips sooner, and the total while one chooses.

use shared::currency::Unit;
use shared::draft::limits;
use shared::link::{AddressPart, Bill, CustomField, CustomKind, Line, PART_MAX};
use shared::markdown;
use shared::money::Amount;
use shared::view::{ChoiceView, Entry, LinkView};

use super::field::{Field, amount_errors};
use super::html::{Element, el, paragraph};
use super::markdown::markdown;
use super::parts::{button, card, cover, foot, form, who};
use super::shell::{Head, shell};
use super::subscribe::{charges, next, row, style, sum};
use super::{Document, Frame};
use crate::compose;
use crate::reasons;
use crate::words::{Words, fill, known};

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
    let card = card(view.test, words);
    // In a frame there is little room: what is needed to pay comes first.
    let card = match frame.embedded {
        false => card.put_all(picture).put(header).put_all(told).put(asked),
        true => card.put(header).put(asked).put_all(picture).put_all(told),
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
    let carried = [("lang", known(view.asked_language.as_deref())), ("from", Some(from))];
    let action = format!("/l/{}", view.public_id);
    let lines = view.shelf.lines.iter().zip(&view.quantities).enumerate();
    let lines: Vec<Element> =
        lines.map(|(at, (line, entry))| choose(at, line, entry, view, words)).collect();
    let form = form(&action, &carried).class("entries").with("data-island", "form");
    let form = tell_tax(form, view, words);
    let form = match &view.subscription {
        Some(sold) => {
            let trial = (sold.trial_days > 0)
                .then(|| words.period.count(&words.period.trial, sold.trial_days));
            form.put(sum(trial.as_deref(), &sold.price, words))
        }
        None => form.put_all(total(view, words)),
    };
    let form = form
        .put_all((!lines.is_empty()).then(|| el("div").class("lines").put_all(lines)))
        .put_all(view.choice.as_ref().map(|choice| amount(choice, view, words)))
        .put_all(inside(view, words))
        .put_all(sums(view, words))
        .put_all(people(view, words))
        .put_all(view.fields.iter().enumerate().map(|(at, one)| custom(at, one, words)))
        .put_all(address(view, words))
        .put_all(update(view, words, &action))
        .put(button("button", "", "", go_on(view, words)));
    let form = form.put_all(places(view, words));
    match &view.subscription {
        None => form,
        Some(sold) => {
            let first = sold.charges.first().filter(|_| sold.trial_days > 0);
            let zone = &view.merchant.zone;
            form.put(paragraph("next", &next(first.copied(), zone, words))).put_all(charges(
                &sold.price,
                &sold.charges,
                zone,
                words,
            ))
        }
    }
}

fn go_on(view: &LinkView, words: &Words) -> &'static str {
    match &view.subscription {
        Some(sold) if sold.trial_days > 0 => words.subscribe.start_trial,
        Some(_) => words.subscribe.subscribe,
        None => words.choose.go_on,
    }
}

/// What the browser's half computes the total with.
fn tell_tax(form: Element, view: &LinkView, words: &Words) -> Element {
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

/// A number in the shelf's unit.
fn number(amount: Amount, words: &Words) -> String {
    compose::plain(amount, Unit::SCALE, &words.manner)
}

fn priced(amount: Amount, view: &LinkView, words: &Words) -> String {
    compose::with_code(&number(amount, words), view.shelf.unit.code())
}

/// What is to be paid, which is the largest thing on the page.
fn total(view: &LinkView, words: &Words) -> Option<Element> {
    let bill = view.bill?;
    let number = number(bill.total, words);
    let size = match number.len() {
        0..=9 => "",
        10..=14 => "long",
        _ => "longest",
    };
    let amount = el("p").class("amount").with("data-size", size);
    let amount = amount
        .put(el("span").with("data-sum", "total").text(&number))
        .text(" ")
        .put(el("span").text(view.shelf.unit.code()));
    let label = paragraph("label", words.link.total);
    Some(el("section").class("sum").with("aria-live", "polite").put(label).put(amount))
}

/// One line of what can be chosen.
fn choose(at: usize, line: &Line, entry: &Entry, view: &LinkView, words: &Words) -> Element {
    let price = priced(line.price, view, words);
    let each = fill(words.link.each, &[("price", &price)]);
    let name = match &line.product {
        Some(id) => format!("quantity-{id}"),
        None => "quantity".to_owned(),
    };
    let id = format!("quantity-{at}");
    let minor = line.price.minor().to_string();
    let field =
        |kind| el("input").with("name", &name).with("data-price", &minor).with("type", kind);
    let title = line.product.as_ref().map(|_| el("b").with("dir", "auto").text(&line.title));
    if !line.is_adjustable() {
        let number = line.usual.to_string();
        let told = line.product.as_ref().map(|_| el("span").text(&format!("{number} × {price}")));
        let hidden = field("hidden").with("value", &number);
        return el("div").class("line").put_all(title).put_all(told).put(hidden);
    }
    let about = line.description.as_deref().map(|text| paragraph("more", text).with("dir", "auto"));
    let note = format!("{id}-note");
    let label = fill(words.link.count, &[("title", &line.title)]);
    let error = entry.error.map(|_| words.link.not_a_number);
    let input = field("number")
        .with("id", &id)
        .with("value", &entry.text)
        .with("min", &line.least.to_string())
        .with("max", &line.most.to_string())
        .with("inputmode", "numeric")
        .with("required", "")
        .with("aria-label", &label)
        .with("aria-describedby", &note)
        .with_some("aria-invalid", error.map(|_| "true"));
    let text = error.unwrap_or(&each);
    let told = el("div").put_all(title).put_all(about);
    let note = el("p").with("id", &note).text(text);
    el("div").class("line").put(told.put(note)).put(input)
}

/// The field for the payer's own amount.
fn amount(choice: &ChoiceView, view: &LinkView, words: &Words) -> Element {
    let least = choice.least.map(|least| priced(least, view, words)).unwrap_or_default();
    let errors = amount_errors(&least, Unit::SCALE, words);
    let help = if least.is_empty() {
        words.choose.any.to_owned()
    } else {
        fill(words.choose.at_least, &[("least", &least)])
    };
    let error = choice.error.and_then(|error| errors.get(reasons::of_choice(error)));
    let label = fill(words.choose.label, &[("asset", view.shelf.unit.code())]);
    let input = el("input")
        .with("id", "amount")
        .with("name", "amount")
        .with("inputmode", "decimal")
        .with("autocomplete", "transaction-amount")
        .with("maxlength", "40")
        .with("required", "")
        .with("value", &choice.typed)
        .with("aria-describedby", "amount-note")
        .with_some("aria-invalid", error.map(|_| "true"))
        .with("data-check", "amount")
        .with("data-help", &help)
        .with("data-scale", &Unit::SCALE.to_string())
        .with_some("data-least", choice.least.map(|it| it.minor().to_string()).as_deref())
        .with("data-errors", &errors.join("\n"));
    let note = el("p").with("id", "amount-note").with("role", "status");
    el("div")
        .put(el("label").with("for", "amount").text(&label))
        .put(input)
        .put(note.text(error.map_or(&*help, String::as_str)))
}

/// What is in a whole that has one price.
fn inside(view: &LinkView, words: &Words) -> Option<Element> {
    let rows = view.shelf.inside.iter().map(|(name, number)| row(name, &format!("{number} ×")));
    let rows: Vec<Element> = rows.collect();
    let list = el("section").class("rows").put(el("h2").text(words.link.inside));
    (!rows.is_empty()).then(|| list.put(el("dl").put_all(rows)))
}

/// How the total comes about, where a tax is part of it.
fn sums(view: &LinkView, words: &Words) -> Option<Element> {
    let missing = view.nothing_chosen.then(|| paragraph("trouble", words.link.nothing));
    let named = view.shelf.tax.as_ref();
    let table = named.map(|named| {
        let bill = view.bill.unwrap_or(Bill::default());
        let rate = Amount::from_minor(named.tax.rate).print_short(4);
        let rate = compose::localized(&rate, &words.manner);
        let name = format!("{} {rate}\u{a0}%", named.name);
        let sum = |label: &str, what: &str, amount: Amount| {
            let text = el("span").with("data-sum", what).text(&number(amount, words));
            let text = el("dd").put(text);
            el("div").put(el("dt").with("dir", "auto").text(label)).put(text)
        };
        let rows = if named.tax.inclusive {
            vec![sum(&fill(words.link.included, &[("tax", &name)]), "tax", bill.tax)]
        } else {
            vec![sum(words.link.net, "lines", bill.lines), sum(&name, "tax", bill.tax)]
        };
        el("section").class("rows").put(el("dl").put_all(rows))
    });
    let all: Vec<Element> = missing.into_iter().chain(table).collect();
    (!all.is_empty()).then(|| el("div").put_all(all))
}

/// E-mail, and the name where it is asked.
fn people(view: &LinkView, words: &Words) -> Vec<Element> {
    let texts = &words.subscribe;
    let must = view.subscription.is_some();
    let email = Field {
        id: "email",
        name: "email",
        label: texts.email,
        help: if must { texts.email_help } else { words.link.email_help },
        check: "email",
        longest: limits::EMAIL,
        missing: texts.empty,
    };
    let name = Field {
        id: "name",
        name: "name",
        label: texts.name,
        help: if must { texts.name_help } else { words.link.name_help },
        check: "line",
        longest: limits::NAME,
        missing: words.link.missing,
    };
    let email = email.draw(&view.email, words, |input| {
        let input = input.with("type", "email").with("dir", "ltr").with("autocomplete", "email");
        input.with_some("required", must.then_some(""))
    });
    let entry = view.name.as_ref();
    let name =
        entry.map(|entry| name.draw(entry, words, |input| input.with("autocomplete", "name")));
    std::iter::once(email).chain(name).collect()
}

/// A field of the merchant's own.
fn custom(at: usize, (asked, entry): &(CustomField, Entry), words: &Words) -> Element {
    let id = format!("field-{at}");
    let name = format!("field-{}", asked.key);
    let field = Field {
        id: &id,
        name: &name,
        label: &asked.label,
        help: match asked.example.as_deref() {
            Some(example) => example,
            None if asked.required => "",
            None => words.link.optional,
        },
        check: "line",
        longest: asked.longest,
        missing: words.link.missing,
    };
    let required = asked.required.then_some("");
    match asked.kind {
        CustomKind::Text => field.draw(entry, words, |input| input.with_some("required", required)),
        CustomKind::Number => field.draw(entry, words, |input| {
            input.with("inputmode", "decimal").with_some("required", required)
        }),
        CustomKind::Checkbox => {
            let ticked = (entry.text == "yes").then_some("");
            let entry = Entry { text: "yes".to_owned(), ..entry.clone() };
            let drawn = field.draw(&entry, words, |input| {
                input
                    .with("type", "checkbox")
                    .with_some("checked", ticked)
                    .with_some("required", required)
            });
            drawn.class("tick")
        }
        CustomKind::Select => {
            let options = asked.options.iter().map(|option| {
                let chosen = (*option == entry.text).then_some("");
                el("option").with("value", option).with_some("selected", chosen).text(option)
            });
            let none = el("option").with("value", "").text(words.link.choose);
            let select = el("select").with_some("required", required).put(none).put_all(options);
            field.draw_around(select, entry, words)
        }
    }
}

/// Where the payer lives.
fn address(view: &LinkView, words: &Words) -> Option<Element> {
    let entries = view.address.as_ref()?;
    let parts = AddressPart::ALL.into_iter().zip(words.link.parts).zip(entries);
    let parts = parts.map(|((part, label), entry)| {
        let help = match part {
            AddressPart::Country => words.link.country_help,
            _ if part.is_required() => "",
            _ => words.link.optional,
        };
        let (id, missing) = (part.name(), words.link.missing);
        let field = Field { id, name: id, label, help, check: "line", longest: PART_MAX, missing };
        field.draw(entry, words, |input| {
            let input = input.with("autocomplete", part.autofill());
            input.with_some("required", part.is_required().then_some(""))
        })
    });
    let legend = el("legend").text(words.link.address);
    Some(el("fieldset").put(legend).put_all(parts))
}

/// Without a script the server adds up: the same page, with what was chosen.
fn update(view: &LinkView, words: &Words, action: &str) -> Option<Element> {
    let changes = view.shelf.lines.iter().any(Line::is_adjustable)
        || (view.choice.is_some() && view.shelf.tax.is_some());
    let again = button("quiet update", "", "", words.link.update);
    changes.then(|| {
        again.with("formmethod", "get").with("formaction", action).with("formnovalidate", "")
    })
}

/// How many are left, where that is counted and few.
fn places(view: &LinkView, words: &Words) -> Option<Element> {
    const FEW: i64 = 20;
    let left = view.places_left.filter(|left| *left <= FEW)?;
    Some(paragraph("next", &words.period.count(&words.link.places, left)))
}
