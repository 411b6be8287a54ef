//! The woken pages to subscribe on.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::*;
use crate::{BROWSER_MS, named};

/// Written by the native test `pages.rs`.
const FORMS: &str = include_str!("../forms.html");

fn wake_form(name: &str) {
    crate::wake_form(FORMS, name);
}

fn told(field: &str) -> (String, String) {
    (text(&format!("#{field}-note")), attribute(&format!("#{field}"), "aria-invalid"))
}

#[wasm_bindgen_test]
async fn every_form_wakes_as_it_is() {
    for (name, page) in named(FORMS) {
        show(page, BROWSER_MS as f64);
        let before = html("main form");
        widget::hydrate();
        rest().await;
        assert_eq!(html("main form"), before, "{name}: waking changes nothing inside");
        assert_eq!(complaints(), "", "{name}");
        assert!(visible("form[novalidate]"), "{name}: our words, not the browser's");
        assert_eq!(beating(), 0, "{name}: there is nothing to watch");
    }
}

#[wasm_bindgen_test]
async fn an_address_is_checked_when_it_is_left_and_mended_while_typing() {
    let help = ("For invoices and the link to manage it".to_owned(), String::new());
    let error = |text: &str| (text.to_owned(), "true".to_owned());
    let like = error("Enter an address like name@example.com.");
    wake_form("subscribe");
    for beginning in ["", "a", "ada@", "ada@example"] {
        type_into("#email", beginning, "input");
        assert_eq!(told("email"), help, "{beginning:?} may go on");
    }
    type_into("#email", "ada@example", "change");
    assert_eq!(told("email"), like);
    type_into("#email", "ada@example.", "input");
    assert_eq!(told("email"), like, "still");
    type_into("#email", "alex.buyer@example.com", "input");
    assert_eq!(told("email"), help, "mended");
    type_into("#email", "alex.buyer@example.comx x", "input");
    assert_eq!(told("email"), help, "nobody is interrupted");
    type_into("#email", "", "change");
    assert_eq!(told("email"), error("Enter your e-mail address."));
    type_into("#email", &format!("{}@example.com", "a".repeat(250)), "change");
    assert_eq!(told("email"), error("Use at most 254 characters."));
    assert_eq!(told("name").1, "", "the other field is left alone");
}

#[wasm_bindgen_test]
async fn a_name_need_not_be_given_but_must_be_one_line() {
    wake_form("subscribe");
    type_into("#name", "", "change");
    assert_eq!(told("name"), ("Optional, for your invoices".to_owned(), String::new()));
    type_into("#name", &"n".repeat(101), "change");
    assert_eq!(told("name"), ("Use at most 100 characters.".to_owned(), "true".to_owned()));
    type_into("#name", "Ada\u{202e}", "change");
    assert_eq!(told("name").0, "Remove the characters that cannot be seen.");
    type_into("#name", "Ada", "input");
    assert_eq!(told("name").1, "");
}

#[wasm_bindgen_test]
async fn a_form_that_is_wrong_is_not_sent_and_the_first_slip_gets_the_focus() {
    wake_form("subscribe");
    type_into("#name", &"n".repeat(101), "submit");
    assert!(!went());
    assert_eq!(attribute(":focus", "id"), "email");
    assert_eq!(told("email").0, "Enter your e-mail address.");
    assert_eq!(told("name").0, "Use at most 100 characters.");
    type_into("#email", "alex.buyer@example.com", "submit");
    assert!(!went());
    assert_eq!(attribute(":focus", "id"), "name");
    type_into("#name", "Ada", "submit");
    assert!(went());
    assert_eq!(complaints(), "");
}

#[wasm_bindgen_test]
async fn what_the_server_refused_is_mended_while_typing() {
    wake_form("subscribe_refused_email");
    assert_eq!(told("email").1, "true");
    type_into("#email", "alex.buyer@example.com", "input");
    assert_eq!(told("email").1, "");
}
