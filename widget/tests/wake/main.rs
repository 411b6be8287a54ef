//! The woken pages, in a browser.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a slip here fails its test")]

mod card;
mod forms;
mod links;
mod stage;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

/// The server's time on the pages of open invoices.
const SERVER_MS: i64 = 1_768_471_260_000;
/// The browser's clock is wrong by a day; that must not matter.
const BROWSER_MS: i64 = SERVER_MS + 86_400_000;

/// The pages of a file that the native test `pages.rs` wrote.
fn named(pages: &'static str) -> Vec<(&'static str, &'static str)> {
    let pages = pages.split("<!-- ").skip(1);
    pages.map(|page| page.split_once(" -->\n").expect("a name and a page")).collect()
}

/// Shows a page with a form and wakes it.
fn wake_form(pages: &'static str, name: &str) {
    let page = named(pages).into_iter().find(|(known, _)| *known == name).expect(name).1;
    stage::show(page, BROWSER_MS as f64);
    widget::hydrate();
}
