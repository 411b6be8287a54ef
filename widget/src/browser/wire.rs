//! A face from the JSON that the browser has parsed. Its twin is the `Serialize` of [`Face`].
//!
//! Read by name, one call each: a third of what a general reader would add to the download.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use crate::face::{Face, Row};

/// Reads a face; what lacks is empty.
pub(super) fn read(json: &JsValue) -> Face {
    let text = |name| text(json, name);
    let flag = |name| get(json, name).is_truthy();
    let time = |name| get(json, name).as_f64().map_or(0, |ms| ms as i64);
    Face {
        tag: text("tag"),
        now_ms: time("now_ms"),
        expires_ms: time("expires_ms"),
        hurry_ms: time("hurry_ms"),
        poll: text("poll"),
        status: text("status"),
        exceptions: text("exceptions"),
        stage: text("stage"),
        tone: text("tone"),
        icon: text("icon"),
        title: text("title"),
        word: text("word"),
        label: text("label"),
        amount: text("amount"),
        asset: text("asset"),
        price: text("price"),
        say: text("say"),
        trouble: text("trouble"),
        choosable: flag("choosable"),
        choosing: flag("choosing"),
        chosen: flag("chosen"),
        on_ledger: flag("on_ledger"),
        payable: flag("payable"),
        uri: text("uri"),
        qr_box: text("qr_box"),
        qr: text("qr"),
        send: text("send"),
        until: text("until"),
        rows: Array::from(&get(json, "rows")).iter().map(|row| read_row(&row)).collect(),
        back: text("back"),
        back_word: text("back_word"),
    }
}

fn read_row(json: &JsValue) -> Row {
    Row { label: text(json, "label"), text: text(json, "text"), more: text(json, "more") }
}

fn text(json: &JsValue, name: &str) -> String {
    get(json, name).as_string().unwrap_or_default()
}

fn get(json: &JsValue, name: &str) -> JsValue {
    Reflect::get(json, &JsValue::from_str(name)).unwrap_or_default()
}
