//! Draws what merchants write in Markdown. What that is, `shared::markdown` decides; here it
//! becomes elements, and all of its words go through `html.rs`, which escapes.

use shared::markdown::{Block, Run, Span, parse};

use super::html::{Element, el};

/// A description. Its links open beside the page, so that nobody loses what they were to pay.
pub(super) fn markdown(text: &str) -> Element {
    el("div").class("prose").put_all(parse(text).iter().map(block))
}

fn block(block: &Block) -> Element {
    match block {
        Block::Paragraph(spans) => words(el("p").with("dir", "auto"), spans),
        Block::List { first, items } => {
            let start = first.filter(|first| *first != 1).map(|first| first.to_string());
            let list = el(if first.is_some() { "ol" } else { "ul" }).with("dir", "auto");
            let list = list.with_some("start", start.as_deref());
            list.put_all(items.iter().map(|item| words(el("li"), item)))
        }
    }
}

fn words(element: Element, spans: &[Span]) -> Element {
    spans.iter().fold(element, |element, span| match &span.url {
        None => runs(element, &span.runs),
        Some(url) => {
            let link = el("a").with("target", "_blank").with("rel", "noopener noreferrer nofollow");
            element.put(runs(link.with("href", url), &span.runs))
        }
    })
}

fn runs(element: Element, runs: &[Run]) -> Element {
    runs.iter().fold(element, |element, run| match (run.bold, run.italic) {
        (false, false) => element.text(&run.text),
        (true, false) => element.put(el("strong").text(&run.text)),
        (false, true) => element.put(el("em").text(&run.text)),
        (true, true) => element.put(el("strong").put(el("em").text(&run.text))),
    })
}
