//! Every page in every state, drawn: for the tests, the sizes and the screenshots.

use super::{all, due, ledgers, links, psp, subscriptions};
use crate::{
    Document, Frame, Notice, checkout, closed_link, leave, link, manage, notice, settlement_cancel,
    subscribe, subscribed,
};

/// All of them by name. `frame` is not framed; a few are drawn both ways.
pub fn pages(frame: Frame<'_>) -> Vec<(String, Document)> {
    let framed = Frame { embedded: true, ..frame };
    let mut pages: Vec<(String, Document)> = Vec::new();
    let mut add = |name: &str, document| pages.push((name.to_owned(), document));
    for (name, view) in all() {
        add(name, checkout(&view, frame));
    }
    add("embedded", checkout(&due(25), framed));
    add("live_embedded", checkout(&ledgers::live(), framed));
    for (name, view) in psp::all().into_iter().take(2) {
        add(&format!("{name}_embedded"), checkout(&view, framed));
    }
    for language in ["en", "de"] {
        add(&format!("leaving_{language}"), leave(&psp::leaving(language)));
    }
    for (name, view) in subscriptions::subscribe() {
        add(name, subscribe(&view, frame));
        if ["subscribe", "subscribe_trial", "subscribe_live"].contains(&name) {
            add(&format!("{name}_embedded"), subscribe(&view, framed));
        }
    }
    for (name, view) in subscriptions::subscribed() {
        add(name, subscribed(&view, frame));
        add(&format!("{name}_embedded"), subscribed(&view, framed));
    }
    for (name, view) in subscriptions::manage() {
        add(name, manage(&view, frame));
    }
    for (name, view) in links::links() {
        add(name, link(&view, frame));
        if ["link_fixed", "link_choice", "link_box", "link_shop", "link_subscription"]
            .contains(&name)
        {
            add(&format!("{name}_embedded"), link(&view, framed));
        }
    }
    for (name, view) in links::closed() {
        add(name, closed_link(&view, frame));
        add(&format!("{name}_embedded"), closed_link(&view, framed));
    }
    for language in ["en", "de", "fr"] {
        for (name, state) in super::settlement(language) {
            let action = "/settlement/st_7c1e9a4f2b8d6350";
            add(&format!("{name}_{language}"), settlement_cancel(&state, action, language));
        }
    }
    let id = "0198f0c2-7d1e-7b52-9c1a-5b0f6f1c2d3e";
    for (name, kind) in [
        ("not_found", Notice::NotFound),
        ("inactive", Notice::Inactive),
        ("failed", Notice::Failed { request_id: id, back: "" }),
        ("refused", Notice::Refused { back: "/pay/k3v9q2m7x4c8b5n1" }),
        ("busy", Notice::Busy { back: "" }),
        ("too_often", Notice::TooOften { back: "" }),
    ] {
        add(name, notice(kind, "en", false, frame.boot));
        add(&format!("{name}_embedded"), notice(kind, "nl", true, frame.boot));
    }
    pages
}
