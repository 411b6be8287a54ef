//! The HTML of a mail: one template for all of them. Knows no sentences and no facts.
//!
//! Mail programs read styles on the elements only, and some of them turn colours around by
//! themselves, so nothing here has a colour but the button.

use shared::view::MerchantView;

use super::accent;
use super::html::{Element, el, escape};
use crate::words::Words;

/// What is put into the template.
pub(crate) struct Mail<'a> {
    pub(crate) words: &'static Words,
    pub(crate) merchant: &'a MerchantView,
    pub(crate) subject: &'a str,
    /// What a test mail begins with.
    pub(crate) bar: Option<&'static str>,
    pub(crate) greeting: &'a str,
    pub(crate) lead: &'a str,
    /// Label and value.
    pub(crate) facts: &'a [(String, String)],
    /// Word and link.
    pub(crate) button: Option<(&'static str, &'a str)>,
    /// Words and link below all.
    pub(crate) footer: Option<(&'static str, &'a str)>,
}

const PAGE: &str = "margin:0;padding:24px 16px;\
                    font:16px/24px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const COLUMN: &str = "max-width:440px;margin:0 auto;overflow-wrap:break-word";
const BAR: &str = "margin:0 0 24px;padding:6px 12px;border:2px dashed;border-radius:8px;\
                   font-size:14px;font-weight:600";
const LEAD: &str = "margin:16px 0;font-size:18px;line-height:28px";
const LABEL: &str = "padding:4px 16px 4px 0;vertical-align:top;font-size:14px;opacity:.75";
const VALUE: &str = "padding:4px 0;vertical-align:top;overflow-wrap:anywhere";
const SMALL: &str = "margin:24px 0 0;font-size:14px;line-height:20px;opacity:.75";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:8px;color:#ffffff;\
                      text-decoration:none;font-weight:600;background:";
/// The button of a merchant without a colour: the pages' own, in the notation of old programs.
const ACCENT: &str = "#2b50c0";

/// Draws it, from `<!doctype html>` on.
pub(crate) fn mail(mail: &Mail<'_>) -> String {
    let manner = &mail.words.manner;
    let mut html = String::with_capacity(4096);
    for part in [
        "<!doctype html><html lang=\"",
        manner.code,
        "\" dir=\"",
        manner.dir,
        "\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"supported-color-schemes\" content=\"light dark\"><title>",
        &escape(mail.subject),
        "</title></head>",
        &styled("body", PAGE).put(column(mail)).html(),
        "</html>",
    ] {
        html.push_str(part);
    }
    html
}

fn column(mail: &Mail<'_>) -> Element {
    let row = |(label, value): &(String, String)| {
        let label = styled("td", LABEL).text(label);
        el("tr").put(label).put(styled("td", VALUE).text(value))
    };
    let facts = el("table").with("role", "presentation").with("cellspacing", "0");
    styled("div", COLUMN)
        .put_all(mail.bar.map(|bar| styled("p", BAR).text(bar)))
        .put_all(mail.merchant.logo_url.as_deref().map(logo))
        .put(styled("p", "margin:0").text(mail.greeting))
        .put(styled("p", LEAD).text(mail.lead))
        .put(facts.put_all(mail.facts.iter().map(row)))
        .put_all(mail.button.map(|(word, link)| button(word, link, mail.merchant)))
        .put(signature(mail.merchant))
        .put_all(mail.footer.map(|(words, link)| footer(words, link)))
}

fn logo(url: &str) -> Element {
    let image = el("img").with("src", url).with("alt", "").with("height", "40");
    styled("p", "margin:0 0 24px").put(image.with("style", "max-width:160px"))
}

fn button(word: &str, link: &str, merchant: &MerchantView) -> Element {
    let accent = merchant.accent.as_deref().and_then(accent::on_white);
    let style = [BUTTON, accent.as_deref().unwrap_or(ACCENT)].concat();
    let link = el("a").with("href", link).with("style", &style).text(word);
    styled("p", "margin:24px 0").put(link)
}

fn signature(merchant: &MerchantView) -> Element {
    let contacts = [&merchant.support_email, &merchant.support_url].into_iter().flatten();
    let name = el("strong").text(&merchant.name);
    contacts.fold(styled("p", SMALL).put(name), |all, contact| all.put(el("br")).text(contact))
}

fn footer(words: &str, link: &str) -> Element {
    let link = el("a").with("href", link).with("style", "color:inherit").text(words);
    styled("p", SMALL).put(link)
}

fn styled(tag: &'static str, style: &'static str) -> Element {
    el(tag).with("style", style)
}
