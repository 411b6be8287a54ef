//! The page to subscribe on, and the page after it when nothing is to be paid yet. A plain form:
//! the browser's half only tells slips sooner.

use shared::draft::limits;
use shared::time::Instant;
use shared::view::{MerchantView, Outcome, PriceTag, SubscribeView, SubscribedView};

use super::field::Field;
use super::html::{Element, el, paragraph};
use super::parts::{about, button, card, foot, form, link, status, who};
use super::shell::{Head, shell};
use super::{Document, Frame, accent};
use crate::compose::{self, icons};
use crate::digits;
use crate::words::{Words, fill, known};

/// A longer description stands below the form, so that a small frame shows the form at once.
const SHORT_DESCRIPTION: usize = 80;

/// The page to subscribe on.
pub fn subscribe(view: &SubscribeView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let price = compose::price_each(&view.price, words);
    let description = match view.description.as_deref() {
        Some(more) => format!("{price} · {more}"),
        None => price,
    };
    let head = Head {
        title: format!("{} · {}", view.name, view.merchant.name),
        description: Some(description),
        url: Some(format!("{}/subscribe/{}", frame.public_url, view.public_id)),
        site: Some(view.merchant.name.clone()),
        image: view.merchant.logo_url.clone().filter(|url| url.starts_with("https://")),
        boot: frame.boot.map(str::to_owned),
        embedded: frame.embedded,
        ..Head::plain(words)
    };
    let short = |more: &&str| more.chars().count() <= SHORT_DESCRIPTION;
    let more = view.description.as_deref();
    let trial =
        (view.trial_days > 0).then(|| words.period.count(&words.period.trial, view.trial_days));
    let first = view.charges.first().copied().filter(|_| view.trial_days > 0);
    let zone = &view.merchant.zone;
    let card = card(view.test, words)
        .put(who(&view.merchant, &view.name, more.filter(short)))
        .put(sum(trial.as_deref(), &view.price, words))
        .put(entries(view, words, frame.embedded))
        .put(paragraph("next", &next(first, zone, words)))
        .put_all(charges(&view.price, &view.charges, zone, words))
        .put_all(more.filter(|more| !short(more)).map(about))
        .put(foot(&view.merchant, &[], words));
    shell(&head, style(&view.merchant), main(&view.public_id).class("subscribe").put(card))
}

/// The page after it: a trial began, or a mail was sent.
pub fn subscribed(view: &SubscribedView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let texts = &words.subscribe;
    let (tone, icon, title, text) = match view.outcome {
        Outcome::Trial { ends_at } => {
            let date = compose::day(ends_at, &view.merchant.zone, words);
            let price = compose::price_once(&view.price, words);
            let text = fill(texts.trial_text, &[("date", &date), ("price", &price)]);
            ("good", icons::ringed(icons::TICK), texts.trial_title, text)
        }
        Outcome::MailSent => {
            ("wait", icons::MAIL.to_owned(), texts.mail_title, texts.mail_text.to_owned())
        }
    };
    let back = view.success_url.as_deref().filter(|url| compose::is_web_link(url));
    let back = back.map(|url| {
        let link = link(url, &compose::back_word(url, words)).with("target", "_top");
        el("p").class("done").put(link)
    });
    let said = el("div").put(status(tone, &icon, title)).put(paragraph("say", &text)).put_all(back);
    let card = card(view.test, words)
        .put(who(&view.merchant, &view.name, None))
        .put(said)
        .put(foot(&view.merchant, &[], words));
    // A mail says nothing to the host page: perhaps nothing began.
    let began = matches!(view.outcome, Outcome::Trial { .. }).then_some("");
    let head = Head {
        title: format!("{title} · {}", view.merchant.name),
        // There is nothing to wake, and outside of a frame there is nobody to tell.
        boot: frame.boot.filter(|_| frame.embedded).map(str::to_owned),
        embedded: frame.embedded,
        ..Head::plain(words)
    };
    let main = main(&view.public_id).with_some("data-begins", began).put(card);
    shell(&head, style(&view.merchant), main)
}

fn main(public_id: &str) -> Element {
    el("main").with("data-paylinkr-page", "").with("data-public-id", public_id)
}

/// The merchant's colour, as a style of its own.
pub(super) fn style(merchant: &MerchantView) -> Option<String> {
    merchant.accent.as_deref().and_then(accent::style)
}

/// The price, which is the largest thing on the page, and what stands above it.
pub(super) fn sum(label: Option<&str>, price: &PriceTag, words: &Words) -> Element {
    let number = compose::price_number(price, words);
    let unit = format!("{} {}", compose::price_code(price), compose::each(price, words));
    let amount = el("p").class("amount").with("data-size", digits::size(&number));
    let amount = amount.put(el("span").text(&number)).text(" ").put(el("span").text(&unit));
    let small = compose::small_print(price, words);
    let small = (!small.is_empty()).then(|| paragraph("price", &small));
    let label = label.map(|label| paragraph("label", label));
    el("section").class("sum").put_all(label).put(amount).put_all(small)
}

/// The form: two fields, one button.
fn entries(view: &SubscribeView, words: &Words, embedded: bool) -> Element {
    let texts = &words.subscribe;
    let carried = [
        ("ref", view.reference.as_deref()),
        ("lang", known(view.asked_language.as_deref())),
        ("from", Some(if embedded { "embed" } else { "page" })),
        ("once", Some(&view.once)),
    ];
    let usual = if view.trial_days > 0 { texts.start_trial } else { texts.subscribe };
    let email = Field {
        id: "email",
        name: "email",
        check: "email",
        label: texts.email,
        help: texts.email_help,
        longest: limits::EMAIL,
        missing: texts.empty,
    };
    let name = Field {
        id: "name",
        name: "name",
        check: "line",
        label: texts.name,
        help: texts.name_help,
        longest: limits::NAME,
        missing: texts.empty,
    };
    // Without our script the browser itself asks for what must be given.
    let email = email.draw(&view.email, words, |input| {
        input
            .with("type", "email")
            .with("dir", "ltr")
            .with("autocomplete", "email")
            .with("required", "")
    });
    let name = name.draw(&view.name_entry, words, |input| input.with("autocomplete", "name"));
    form(&format!("/subscribe/{}", view.public_id), &carried)
        .class("entries")
        .with("data-island", "form")
        .put_all([email, name])
        .put(button("button", "", "", view.button_label.as_deref().unwrap_or(usual)))
}

/// What happens next, and that nothing is ever taken by itself.
pub(super) fn next(first_after_trial: Option<Instant>, zone: &str, words: &Words) -> String {
    let texts = &words.subscribe;
    let next = match first_after_trial {
        Some(at) => {
            let date = compose::day(at, zone, words);
            fill(texts.trial_next, &[("date", &date)])
        }
        None => texts.pay_next.to_owned(),
    };
    format!("{next} {}", texts.invoices)
}

/// What is charged when, and for how long it goes on.
pub(super) fn charges(
    tag: &PriceTag,
    dates: &[Instant],
    zone: &str,
    words: &Words,
) -> Option<Element> {
    let texts = &words.subscribe;
    let price = compose::price_once(tag, words);
    let rows = dates.iter().map(|at| {
        let date = compose::day(*at, zone, words);
        row(&date, &price)
    });
    let end = tag.cycles.map(|cycles| words.period.count(&texts.ends, cycles));
    let end = end.unwrap_or_else(|| texts.until_cancelled.to_owned());
    let list = el("dl").put_all(rows);
    let section = el("section").class("rows").put(el("h2").text(texts.charges)).put(list);
    (!dates.is_empty()).then(|| section.put(paragraph("more", &end)))
}

/// One line of details.
pub(super) fn row(label: &str, text: &str) -> Element {
    let text = el("dd").put(el("span").text(text));
    el("div").put(el("dt").text(label)).put(text)
}
