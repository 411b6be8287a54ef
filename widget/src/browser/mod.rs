//! The browser's half: wakes the card or the form that the edge drew. It knows no word of any
//! language.

mod copy;
mod field;
mod sum;
mod watch;
mod wire;

use any_spawner::Executor;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlElement, Window};

use crate::card::{Fixed, Live, card};

/// Wakes every island of the page, once.
#[wasm_bindgen]
pub fn hydrate() {
    let Ok(islands) = document().query_selector_all("[data-island]:not([data-awake])") else {
        return;
    };
    for index in 0..islands.length() {
        let island = islands.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
        match island {
            Some(island) if island.has_attribute("data-face") => wake(island),
            Some(form) => {
                let _ = form.set_attribute("data-awake", "");
                field::take_over(&form);
                sum::wake(&form);
                listen(&form);
            }
            None => {}
        }
    }
}

/// Wakes one card from the face that stands beside it.
fn wake(island: HtmlElement) {
    let props = island.get_attribute("data-face").unwrap_or_default();
    let Ok(props) = js_sys::JSON::parse(&props) else {
        return;
    };
    let mut face = wire::read(&props);
    // The code is long, and in the page already.
    if let Ok(Some(code)) = island.query_selector("figure path") {
        face.qr = code.get_attribute("d").unwrap_or_default();
    }
    let _ = island.set_attribute("data-awake", "");
    listen(&island);
    // As `leptos::mount::hydrate_from`, without what that brings for streamed pages (2 KB).
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let woken = owner.with(|| {
        let (face, live) = (ArcRwSignal::new(face), Live::new());
        watch::watch(face.clone(), live.clone());
        let card = card(&face, &live, &Fixed::default());
        card.hydrate::<true>(&Cursor::new(island.unchecked_into()), &PositionState::default())
    });
    // The card lives as long as the page.
    std::mem::forget((owner, woken));
}

/// One listener for all that can happen in a card or a form: its events rise to it.
fn listen(island: &HtmlElement) {
    let hear = Closure::<dyn Fn(Event)>::new(|event: Event| match event.type_().as_str() {
        "click" => clicked(&event),
        "input" => {
            field::typed(&event);
            sum::typed(&event);
        }
        "change" => {
            field::left(&event);
            sum::left(&event);
        }
        _ => {
            field::sent(&event);
            sum::sent(&event);
        }
    });
    for kind in ["click", "input", "change", "submit"] {
        let _ = island.add_event_listener_with_callback(kind, hear.as_ref().unchecked_ref());
    }
    hear.forget();
}

fn clicked(event: &Event) {
    if let Some(button) = near(event, "[data-copy]") {
        copy::copy(button);
    } else if near(event, "[data-print]").is_some() {
        let _ = window().print();
    }
}

fn window() -> Window {
    leptos::tachys::dom::window()
}

fn document() -> Document {
    leptos::tachys::dom::document()
}

/// The nearest element around an event's target that a selector names.
fn near(event: &web_sys::Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok()?
}
