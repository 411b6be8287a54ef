//! Looks at the state while something can still change, and shows the time when it gets short.
//!
//! One beat a second drives both. The server's time rules: the browser's clock only measures how
//! long ago the server told its own.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Headers, RequestInit, Response};

use super::{document, window, wire};
use crate::card::Live;
use crate::face::Face;

const BEAT_MS: i32 = 1_000;
/// Between two looks, while the page is seen.
const SEEN_MS: i64 = 4_000;
/// Between two looks, while it is not.
const HIDDEN_MS: i64 = 15_000;
/// The longest that failures make it wait.
const LONGEST_MS: i64 = 60_000;

/// What a page remembers between two beats.
struct Watch {
    face: ArcRwSignal<Face>,
    live: Live,
    /// What to take from the browser's clock to get the server's.
    ahead_ms: Cell<i64>,
    looked_at: Cell<i64>,
    looking: Cell<bool>,
    failures: Cell<u32>,
    /// Whether the end of the time was seen, after which one look is due at once.
    ended: Cell<bool>,
    timer: Cell<i32>,
}

/// Starts to watch; stops by itself in a state that nothing will change.
pub(super) fn watch(face: ArcRwSignal<Face>, live: Live) {
    let now_ms = clock();
    let server_ms = face.with_untracked(|face| face.now_ms);
    if face.with_untracked(|face| face.poll.is_empty()) {
        return;
    }
    let watch = Rc::new(Watch {
        face,
        live,
        ahead_ms: Cell::new(now_ms - server_ms),
        looked_at: Cell::new(now_ms),
        looking: Cell::new(false),
        failures: Cell::new(0),
        ended: Cell::new(false),
        timer: Cell::new(0),
    });
    let beating = watch.clone();
    let beat = Closure::<dyn FnMut()>::new(move || beat(&beating));
    let timer = window().set_interval_with_callback_and_timeout_and_arguments_0(
        beat.as_ref().unchecked_ref(),
        BEAT_MS,
    );
    watch.timer.set(timer.unwrap_or_default());
    beat.forget();
}

fn clock() -> i64 {
    Date::now() as i64
}

fn beat(watch: &Rc<Watch>) {
    let now_ms = clock();
    tell_time(watch, now_ms - watch.ahead_ms.get());
    // A wallet has answered: what it did is to be seen at once.
    if let Ok(Some(island)) = document().query_selector("[data-look]") {
        let _ = island.remove_attribute("data-look");
        watch.looked_at.set(0);
    }
    let rest_ms = match (watch.failures.get(), document().hidden()) {
        (0, false) => SEEN_MS,
        (0, true) => HIDDEN_MS,
        (failures, _) => (SEEN_MS << failures.min(4)).min(LONGEST_MS),
    };
    if !watch.looking.get() && now_ms - watch.looked_at.get() >= rest_ms {
        watch.looking.set(true);
        watch.looked_at.set(now_ms);
        spawn_local(look(watch.clone()));
    }
}

/// Shows the time left in the last quarter, and asks for the new state when none is left.
fn tell_time(watch: &Watch, server_ms: i64) {
    let left_ms = watch.face.with_untracked(|face| {
        let hurry = face.payable && face.expires_ms > 0 && server_ms >= face.hurry_ms;
        hurry.then_some(face.expires_ms - server_ms)
    });
    let text = left_ms.map(|left_ms| print(left_ms.max(0) / 1_000)).unwrap_or_default();
    if watch.live.left.with_untracked(|left| *left != text) {
        watch.live.left.set(text);
    }
    if left_ms.is_some_and(|left_ms| left_ms <= 0) && !watch.ended.replace(true) {
        watch.looked_at.set(0);
    }
}

/// `4:05`, or `1:04:05`.
fn print(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let mut text = String::new();
    if hours > 0 {
        text.push_str(&hours.to_string());
        text.push_str(if minutes < 10 { ":0" } else { ":" });
    }
    text.push_str(&minutes.to_string());
    text.push_str(if seconds % 60 < 10 { ":0" } else { ":" });
    text.push_str(&(seconds % 60).to_string());
    text
}

async fn look(watch: Rc<Watch>) {
    let (poll, tag) = watch.face.with_untracked(|face| (face.poll.clone(), face.tag.clone()));
    let answer = ask(&poll, &tag).await;
    watch.looking.set(false);
    watch.failures.set(if answer.is_ok() { 0 } else { watch.failures.get() + 1 });
    watch.live.offline.set(answer.is_err());
    if let Ok(Some(face)) = answer {
        accept(&watch, face);
    }
}

/// The new state; `None` when nothing changed.
async fn ask(poll: &str, tag: &str) -> Result<Option<Face>, JsValue> {
    let headers = Headers::new()?;
    headers.set("if-none-match", &["\"", tag, "\""].concat())?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    let answer = JsFuture::from(window().fetch_with_str_and_init(poll, &init)).await?;
    let answer: Response = answer.unchecked_into();
    match answer.status() {
        200 => Ok(Some(wire::read(&JsFuture::from(answer.json()?).await?))),
        304 => Ok(None),
        status => Err(status.into()),
    }
}

/// Turns the page to a new state, without a reload.
fn accept(watch: &Watch, face: Face) {
    watch.ahead_ms.set(clock() - face.now_ms);
    watch.ended.set(false);
    let document = document();
    document.set_title(&face.title);
    if let Ok(Some(main)) = document.query_selector("main") {
        let _ = main.set_attribute("data-status", &face.status);
        let _ = main.set_attribute("data-exceptions", &face.exceptions);
        let _ = main.set_attribute("data-stage", &face.stage);
    }
    if face.poll.is_empty() {
        window().clear_interval_with_handle(watch.timer.get());
        watch.live.left.set(String::new());
    }
    watch.face.set(face);
}
