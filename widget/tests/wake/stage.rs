//! The stage of `stage.js`, for Rust.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/tests/wake/stage.js")]
extern "C" {
    pub(crate) fn show(html: &str, now_ms: f64);
    pub(crate) fn complaints() -> String;
    pub(crate) fn seen(selector: &str) -> String;
    pub(crate) fn html(selector: &str) -> String;
    pub(crate) fn text(selector: &str) -> String;
    pub(crate) fn attribute(selector: &str, name: &str) -> String;
    pub(crate) fn mark(selector: &str, name: &str, value: &str);
    pub(crate) fn title() -> String;
    pub(crate) fn visible(selector: &str) -> bool;
    pub(crate) async fn pass(ms: f64);
    pub(crate) async fn rest();
    pub(crate) fn beating() -> u32;
    pub(crate) fn calls() -> u32;
    #[wasm_bindgen(js_name = lastCall)]
    pub(crate) fn last_call() -> String;
    pub(crate) fn answer(status: u32, body: &str);
    pub(crate) fn hide(hidden: bool);
    pub(crate) fn permit(permitted: bool, clipboard: bool);
    pub(crate) fn copies() -> String;
    pub(crate) fn click(selector: &str);
    pub(crate) fn focused() -> String;
    pub(crate) fn height(selector: &str) -> f64;
    #[wasm_bindgen(js_name = type)]
    pub(crate) fn type_amount(amount: &str, how: &str);
    pub(crate) fn sent() -> String;
    #[wasm_bindgen(js_name = typeInto)]
    pub(crate) fn type_into(selector: &str, typed: &str, how: &str);
    pub(crate) fn tick(selector: &str, ticked: bool, how: &str);
    pub(crate) fn went() -> bool;
}
