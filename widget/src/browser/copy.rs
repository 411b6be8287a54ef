//! Copying: the button says so for a moment, a screen reader hears it, nothing moves.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::{document, window};

/// How long a button says that it copied.
const DONE_MS: i32 = 2_000;

/// Copies what a button stands for.
pub(super) fn copy(button: Element) {
    let text = button.get_attribute("data-copy").unwrap_or_default();
    // The old way first: it asks for no permission, which a frame may lack, and works at once.
    if copy_selected(&button, &text) == Some(true) {
        tell(&button, true);
        return;
    }
    spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        let there = !clipboard.is_undefined();
        let copied = there && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        tell(&button, copied);
    });
}

/// Selects the text in a field of its own and copies the selection.
fn copy_selected(button: &Element, text: &str) -> Option<bool> {
    let document = document().unchecked_into::<HtmlDocument>();
    let field = document.create_element("textarea").ok()?.unchecked_into::<HtmlTextAreaElement>();
    field.set_value(text);
    field.set_read_only(true);
    field.set_class_name("said");
    button.after_with_node_1(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy");
    field.remove();
    let _ = button.unchecked_ref::<HtmlElement>().focus();
    copied.ok()
}

/// Says how it went.
fn tell(button: &Element, copied: bool) {
    let Ok(Some(said)) = document().query_selector("p.said") else {
        return;
    };
    // "Copied: Memo", or how to do it by hand.
    let label = button.closest("div").ok().flatten();
    let label = label.and_then(|fact| fact.query_selector("dt").ok()?);
    let label = label.and_then(|label| label.text_content()).unwrap_or_default();
    let word = if copied { "data-done" } else { "data-failed" };
    let word = said.get_attribute(word).unwrap_or_default();
    said.set_text_content(Some(&[&word, ": ", &label].concat()));
    let _ = said.class_list().toggle_with_force("shown", !copied);
    if copied {
        let _ = button.class_list().add_1("done");
        let button = button.clone();
        let later = Closure::once_into_js(move || button.class_list().remove_1("done"));
        let _ = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), DONE_MS);
    }
}
