//! What a link asks of its payer: the amount, the merchant's own questions, who and where one is.

use shared::currency::Unit;
use shared::draft::limits;
use shared::link::{AddressPart, CustomField, CustomKind, PART_MAX};
use shared::view::{ChoiceView, Entry, LinkView};

use super::super::field::{Field, amount_errors};
use super::super::html::{Element, el};
use super::priced;
use crate::reasons;
use crate::words::{Words, fill};

/// The field for the payer's own amount.
pub(super) fn amount(choice: &ChoiceView, view: &LinkView, words: &Words) -> Element {
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

/// All else. What is asked of the goods stands nearest to them.
pub(super) fn asked(view: &LinkView, words: &Words) -> Vec<Element> {
    let fields = view.fields.iter().enumerate().map(|(at, one)| custom(at, one, words));
    fields.chain(people(view, words)).chain(address(view, words)).collect()
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
        help: if must { texts.name_help } else { words.link.optional },
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
    let example = asked.example.as_deref();
    let example = example.map(|text| fill(words.link.example, &[("text", text)]));
    let optional = (!asked.required).then(|| words.link.optional.to_owned());
    let help: Vec<String> = [optional, example].into_iter().flatten().collect();
    let help = help.join(" · ");
    let field = Field {
        id: &id,
        name: &name,
        label: &asked.label,
        help: &help,
        check: if asked.kind == CustomKind::Number { "number" } else { "line" },
        longest: asked.longest,
        missing: match asked.kind {
            CustomKind::Text | CustomKind::Number => words.link.missing,
            CustomKind::Select => words.link.not_offered,
            CustomKind::Checkbox => words.link.unticked,
        },
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
                let input = input.with("type", "checkbox").with_some("checked", ticked);
                input.with_some("required", required)
            });
            drawn.class("tick")
        }
        CustomKind::Select => {
            let options = asked.options.iter().map(|option| {
                let chosen = (*option == entry.text).then_some("");
                el("option").with("value", option).with_some("selected", chosen).text(option)
            });
            let none = el("option").with("value", "").text(words.link.choose);
            // Said, because a list without a choice yet would be wrong to the browser itself.
            let fine = entry.error.is_none().then_some("false");
            let select = field.control("select").with_some("required", required);
            let select = select.with_some("aria-invalid", fine).put(none).put_all(options);
            field.draw_around(select, entry, words)
        }
    }
}

/// Where the payer lives.
fn address(view: &LinkView, words: &Words) -> Option<Element> {
    let entries = view.address.as_ref()?;
    let parts = AddressPart::ALL.into_iter().zip(words.link.parts).zip(entries);
    let parts = parts.map(|((part, label), entry)| {
        let country = part == AddressPart::Country;
        let field = Field {
            id: part.name(),
            name: part.name(),
            label,
            help: match part {
                AddressPart::Country => words.link.country_help,
                _ if part.is_required() => "",
                _ => words.link.optional,
            },
            check: if country { "country" } else { "line" },
            longest: PART_MAX,
            missing: if country { words.link.country } else { words.link.missing },
        };
        field.draw(entry, words, |input| {
            let input = input.with("autocomplete", part.autofill());
            let input = if country { input.with("autocapitalize", "characters") } else { input };
            input.with_some("required", part.is_required().then_some(""))
        })
    });
    let legend = el("legend").text(words.link.address);
    Some(el("fieldset").put(legend).put_all(parts))
}
