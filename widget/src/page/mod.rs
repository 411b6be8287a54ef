//! Whole documents, from `<!doctype html>` on: the checkout and the pages without an invoice.
//!
//! Drawn by the edge alone, from one value, without a clock. Nothing here needs a script.

mod accent;
mod fixed;
mod notice;
mod shell;
mod test_panel;

use leptos::prelude::*;
use shared::view::CheckoutView;

pub use notice::{Notice, notice};

use crate::card::{Live, card};
use crate::compose;
use crate::face::Face;
use crate::words::{Words, fill};
use shell::{Head, shell};

/// Where and how a checkout is shown.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Inside another page's frame.
    pub embedded: bool,
    /// Path of the script that wakes the page, such as `/pkg/abc.js`; without it nothing wakes.
    pub boot: Option<&'a str>,
    /// Our own origin, for the page's address in its `og:` tags.
    pub public_url: &'a str,
}

/// A document and its styles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// From `<!doctype html>` to the end.
    pub html: String,
    /// The exact text of every `<style>` element, for the hashes of the CSP.
    pub styles: Vec<String>,
}

/// The pay page of an invoice, in the state it is in.
pub fn checkout(view: &CheckoutView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let face = compose::face(view);
    let refresh = !face.poll.is_empty() && !face.choosing;
    let description = match view.description.as_deref() {
        Some(more) => format!("{} · {more}", view.title),
        None => view.title.clone(),
    };
    let head = Head {
        words,
        title: face.title.clone(),
        description: Some(description),
        url: Some(format!("{}/pay/{}", frame.public_url, view.public_id)),
        site: Some(view.merchant.name.clone()),
        image: view.merchant.logo_url.clone().filter(|url| url.starts_with("https://")),
        refresh,
        boot: frame.boot.map(str::to_owned),
        embedded: frame.embedded,
    };
    let accent = view.merchant.accent.as_deref().and_then(accent::style);
    let main = draw(|| main(view, face, words, frame.embedded));
    shell(&head, accent, &main)
}

/// Draws a view to HTML, with an owner for its signals.
fn draw<V: RenderHtml>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| view().to_html())
}

/// Everything that is visible.
fn main(view: &CheckoutView, face: Face, words: &'static Words, embedded: bool) -> impl IntoView {
    let props = props(&face);
    let (status, exceptions) = (face.status.clone(), face.exceptions.clone());
    let stage = face.stage.clone();
    let fixed = fixed::fixed(view, words);
    let bar = view.test.then(|| view! { <p class="bar"><b>{words.test.bar}</b></p> });
    let panel = view.test.then(|| test_panel::test_panel(view, words, embedded));
    view! {
        <main
            data-paylinkr-page=""
            data-status=status
            data-exceptions=exceptions
            data-stage=stage
            data-public-id=view.public_id.clone()
        >
            <article class="card">
                {bar}
                {who(view)}
                <div data-island="card" data-face=props>
                    {card(&ArcRwSignal::new(face), &Live::new(), &fixed)}
                </div>
                {foot(view, words)}
            </article>
            {panel}
        </main>
    }
}

/// What the card is woken with: the face but for the QR code, which is in the page already.
fn props(face: &Face) -> String {
    let light = Face { qr: String::new(), ..face.clone() };
    serde_json::to_string(&light).unwrap_or_default()
}

/// Who asks, and what for.
fn who(view: &CheckoutView) -> impl IntoView + use<> {
    let merchant = &view.merchant;
    let logo =
        merchant.logo_url.clone().filter(|url| compose::is_web_link(url) || url.starts_with('/'));
    let letter = merchant.name.chars().find(|letter| letter.is_alphanumeric());
    let letter = letter.map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let mark = match logo {
        Some(url) => {
            view! { <img class="logo" src=url alt="" width="40" height="40" /> }.into_any()
        }
        None => view! { <span class="logo" aria-hidden="true">{letter}</span> }.into_any(),
    };
    let more = view.description.clone().map(|more| view! { <p class="more" dir="auto">{more}</p> });
    view! {
        <header>
            {mark}
            <div>
                <p class="who" dir="auto">{merchant.name.clone()}</p>
                <h1 dir="auto">{view.title.clone()}</h1>
                {more}
            </div>
        </header>
    }
}

/// Where to ask, the merchant's numbers, and where the money goes.
fn foot(view: &CheckoutView, words: &'static Words) -> impl IntoView + use<> {
    let merchant = &view.merchant;
    let order = view.order_id.clone().map(|order| numbered(words.receipt.order, order));
    let mail = merchant.support_email.clone().map(|mail| {
        let href = format!("mailto:{mail}");
        view! { " "<a href=href>{mail}</a> }
    });
    let site = merchant.support_url.clone().filter(|url| compose::is_web_link(url)).map(|url| {
        let host = compose::host(&url).unwrap_or_default().to_owned();
        view! { " "<a target="_blank" rel="noopener" href=url>{host}</a> }
    });
    let help = (mail.is_some() || site.is_some()).then(|| {
        view! { <p class="help"><span>{words.pay.help}</span>{mail}{site}</p> }
    });
    let straight = fill(words.pay.straight, &[("merchant", &merchant.name)]);
    view! {
        <footer>
            <dl>{order}{numbered(words.receipt.invoice, view.public_id.clone())}</dl>
            {help}
            <p>{straight}</p>
        </footer>
    }
}

fn numbered(label: &'static str, number: String) -> impl IntoView {
    view! { <div><dt>{label}</dt><dd dir="auto">{number}</dd></div> }
}
