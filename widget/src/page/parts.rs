//! What all pages share: the bar of test mode, who asks, where to ask, what a form carries along.
//! Knows no invoice and no subscription.

use shared::view::MerchantView;

use super::html::{Element, el, paragraph};
use crate::compose;
use crate::words::{Words, fill};

/// The card around all of a page's parts.
pub(super) fn card(test: bool, words: &Words) -> Element {
    let bar = test.then(|| el("p").class("bar").put(el("b").text(words.test.bar)));
    el("article").class("card").put_all(bar)
}

/// Who asks, and what for.
pub(super) fn who(merchant: &MerchantView, title: &str, more: Option<&str>) -> Element {
    let logo = merchant.logo_url.as_deref();
    let logo = logo.filter(|url| compose::is_web_link(url) || url.starts_with('/'));
    // The style sheet makes it large: what is large in Unicode is a table of 10 KB.
    let letter = merchant.name.chars().find(|letter| letter.is_alphanumeric());
    let letter = letter.map(String::from).unwrap_or_default();
    let mark = match logo {
        Some(url) => {
            let image = el("img").class("logo").with("src", url).with("alt", "");
            image.with("width", "40").with("height", "40")
        }
        None => el("span").class("logo").with("aria-hidden", "true").text(&letter),
    };
    let names = el("div")
        .put(paragraph("who", &merchant.name).with("dir", "auto"))
        .put(el("h1").with("dir", "auto").text(title))
        .put_all(more.map(about));
    el("header").put(mark).put(names)
}

/// More of what something is for.
pub(super) fn about(more: &str) -> Element {
    paragraph("more", more).with("dir", "auto")
}

/// A picture over the whole width. Its box is there before it is, so that nothing moves when it
/// comes; what can be paid does not wait for it.
pub(super) fn cover(url: &str, alt: &str) -> Element {
    let image = el("img").class("cover").with("src", url).with("alt", alt);
    let image = image.with("width", "880").with("height", "440");
    image.with("loading", "lazy").with("decoding", "async")
}

/// Where to ask, after the merchant's numbers and before where the money goes.
pub(super) fn foot(
    merchant: &MerchantView,
    numbers: &[(&'static str, &str)],
    words: &Words,
) -> Element {
    let numbers = numbers.iter().map(|(label, number)| fact(label, number));
    let numbers: Vec<Element> = numbers.collect();
    let numbers = (!numbers.is_empty()).then(|| el("dl").put_all(numbers));
    let straight = fill(words.pay.straight, &[("merchant", &merchant.name)]);
    let foot = el("footer").put_all(numbers).put_all(help(merchant, words));
    foot.put(el("p").text(&straight))
}

fn fact(label: &str, number: &str) -> Element {
    el("div").put(el("dt").text(label)).put(el("dd").with("dir", "auto").text(number))
}

fn help(merchant: &MerchantView, words: &Words) -> Option<Element> {
    let mail = merchant.support_email.as_deref().map(|mail| {
        let href = format!("mailto:{mail}");
        el("a").with("href", &href).text(mail)
    });
    let site = merchant.support_url.as_deref().filter(|url| compose::is_web_link(url));
    let site = site.map(|url| {
        let link = el("a").with("target", "_blank").with("rel", "noopener").with("href", url);
        link.text(compose::host(url).unwrap_or_default())
    });
    let ways: Vec<Element> = [mail, site].into_iter().flatten().collect();
    let some = !ways.is_empty();
    some.then(|| el("p").class("help").put(el("span").text(words.pay.help)).put_all(ways))
}

/// Where a thing stands: icon, word, colour.
pub(super) fn status(tone: &str, icon: &str, word: &str) -> Element {
    let status = el("p").class("status").put(sign(icon)).put(el("span").text(word));
    el("div").class("state").with("data-tone", tone).put(status)
}

/// An icon from its path data.
pub(super) fn sign(icon: &str) -> Element {
    let icon = el("path").with("d", icon);
    el("svg").with("viewBox", "0 0 24 24").with("aria-hidden", "true").put(icon)
}

/// A form that is posted, with what it carries along unseen.
pub(super) fn form(action: &str, carried: &[(&'static str, Option<&str>)]) -> Element {
    let carried = carried.iter().filter_map(|(name, value)| {
        let hidden = el("input").with("type", "hidden").with("name", name);
        value.map(|value| hidden.with("value", value))
    });
    let carried: Vec<Element> = carried.collect();
    el("form").with("method", "post").with("action", action).put_all(carried)
}

/// A button of a form.
pub(super) fn button(class: &'static str, name: &str, value: &str, word: &str) -> Element {
    let button = el("button").class(class);
    let named =
        if name.is_empty() { button } else { button.with("name", name).with("value", value) };
    named.text(word)
}

/// A link that looks like a button.
pub(super) fn link(href: &str, word: &str) -> Element {
    el("a").class("button").with("href", href).text(word)
}

/// An address of ours that goes on in the language that was asked for.
pub(super) fn in_language(path: &str, language: Option<&str>) -> String {
    language.map_or_else(|| path.to_owned(), |code| format!("{path}?lang={code}"))
}
