//! The woken pages of pay links: what is chosen is added up as the edge adds it up.

use shared::link::{Item, Tax, bill};
use shared::money::Amount;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::*;
use crate::{BROWSER_MS, named};

/// Written by the native test `pages.rs`.
const LINKS: &str = include_str!("../links.html");

fn wake(name: &str) {
    crate::wake_form(LINKS, name);
}

fn total() -> String {
    text("[data-sum=total]")
}

fn sums() -> [String; 3] {
    ["lines", "tax", "total"].map(|name| text(&format!(".rows [data-sum={name}]")))
}

#[wasm_bindgen_test]
async fn every_page_of_a_link_wakes_as_it_is() {
    let pages = named(LINKS);
    assert!(pages.len() > 15, "{}", pages.len());
    for (name, page) in pages {
        show(page, BROWSER_MS as f64);
        let before = html("main form");
        widget::hydrate();
        rest().await;
        assert_eq!(html("main form"), before, "{name}: waking changes nothing inside");
        assert_eq!(complaints(), "", "{name}");
        assert_eq!(beating(), 0, "{name}: there is nothing to watch");
    }
}

#[wasm_bindgen_test]
async fn the_sums_follow_the_numbers_by_the_edges_own_function() {
    wake("link_shop");
    assert_eq!(sums(), ["32.99", "6.93", "39.92"]);
    // 3 x 12.50 and 7.99; 21 % of 37.50 is 7.875, which goes to 7.88, and of 7.99 it is 1.68.
    type_into("#quantity-0", "3", "input");
    assert_eq!(sums(), ["45.49", "9.56", "55.05"]);
    assert_eq!(text(".sum [data-sum=total]"), "55.05", "the large one too");
    let tax = Some(Tax { rate: 210_000, inclusive: false });
    for mugs in [0, 1, 7, 85, 998, 999] {
        type_into("#quantity-0", &mugs.to_string(), "input");
        let item = |price, quantity| Item { price: Amount::from_minor(price), quantity };
        let sum = bill([item(1_250, mugs), item(799, 1)], tax).expect("a sum");
        assert_eq!(total().replace(',', ""), sum.total.print(2), "{mugs}");
    }
    assert_eq!(total(), "15,119.55", "999 x 12.50 is 12,487.50, its tax 2,622.38; and 9.67");
    assert_eq!(attribute(".amount", "data-size"), "");
    assert_eq!(complaints(), "");
}

#[wasm_bindgen_test]
async fn numbers_are_written_as_the_pages_language_writes_them() {
    wake("link_shop_de");
    type_into("#quantity-0", "999", "input");
    assert_eq!(total(), "15.119,55");
    wake("link_shop_fr");
    type_into("#quantity-0", "999", "input");
    assert_eq!(total(), "15\u{202f}119,55");
}

#[wasm_bindgen_test]
async fn a_long_total_is_set_smaller() {
    wake("link_box");
    type_into("#quantity-0", "999", "input");
    assert_eq!((total().as_str(), attribute(".amount", "data-size").as_str()), ("19,980.00", ""));
    wake("link_shop");
    type_into("#quantity-0", "999", "input");
    type_into("#quantity-1", "999", "input");
    assert_eq!(total(), "24,768.11");
    mark("#quantity-0", "data-price", "1250000");
    type_into("#quantity-0", "999", "input");
    assert_eq!(attribute(".amount", "data-size"), "long", "{}", total());
}

#[wasm_bindgen_test]
async fn a_tax_in_the_price_is_told_and_not_added() {
    wake("link_box");
    type_into("#quantity-0", "3", "input");
    assert_eq!(total(), "60.00");
    // Of 60.00 with 9 % in it, 4.954… is tax.
    assert_eq!(text("[data-sum=tax]"), "4.95");
}

#[wasm_bindgen_test]
async fn what_cannot_be_taken_makes_no_sum_and_is_told() {
    let error = "Enter a whole number from 0 to 999.";
    wake("link_shop");
    for wrong in ["1000", "-1", "1.5"] {
        type_into("#quantity-0", wrong, "input");
        assert_eq!(sums(), ["\u{2014}"; 3], "{wrong}");
        assert_eq!(text("#quantity-0-note"), error, "{wrong}: no typing mends this");
        type_into("#quantity-0", "2", "input");
        assert_eq!((text("#quantity-0-note").as_str(), total().as_str()), ("", "39.92"));
    }
    type_into("#quantity-0", "", "input");
    assert_eq!(total(), "\u{2014}");
    assert_eq!(text("#quantity-0-note"), "", "it may be only the beginning");
    type_into("#quantity-0", "", "change");
    assert_eq!(text("#quantity-0-note"), error);
    assert_eq!(text("#quantity-0-each"), "12.50\u{a0}EUR each", "the price stays");
    type_into("#quantity-0", "", "submit");
    assert!(!went());
    assert_eq!(attribute(":focus", "id"), "quantity-0");
}

#[wasm_bindgen_test]
async fn an_amount_with_a_tax_is_added_up_as_one_types() {
    wake("link_choice_taxed");
    assert_eq!(sums(), ["\u{2014}"; 3]);
    for (typed, told) in
        [("1", "\u{2014}"), ("12", "14.52"), ("12,5", "15.12"), ("12,5x", "\u{2014}")]
    {
        type_into("#amount", typed, "input");
        assert_eq!(total(), told, "{typed}");
    }
    type_into("#amount", "12,50", "input");
    // 2.625 of tax goes to the even neighbour.
    assert_eq!(sums(), ["12.50", "2.62", "15.12"]);
    type_into("#amount", "12,50", "submit");
    assert!(went());
    assert_eq!(sent(), "12.50");
}

#[wasm_bindgen_test]
async fn who_cannot_see_the_total_hears_it_when_a_field_is_left_and_once() {
    wake("link_shop");
    type_into("#quantity-0", "3", "input");
    assert_eq!(text(".said"), "", "not with every key");
    type_into("#quantity-0", "3", "change");
    assert_eq!(text(".said"), "Total 55.05\u{a0}EUR");
    assert_eq!(attribute(".said", "role"), "status");
    type_into("#email", "alex.buyer@example.com", "change");
    type_into("#quantity-0", "x", "change");
    assert_eq!(text(".said"), "", "there is none");
}

#[wasm_bindgen_test]
async fn boxes_count_what_is_ticked_and_nothing_is_not_sent() {
    wake("link_all");
    assert_eq!(total(), "0.00");
    type_into("#email", "", "submit");
    assert!(!went());
    assert!(visible("[data-nothing]"));
    assert_eq!(attribute(":focus", "id"), "quantity-0");
    tick("#quantity-1", true, "input");
    assert_eq!(total(), "49.00");
    assert!(!visible("[data-nothing]"));
    tick("#quantity-2", true, "input");
    assert_eq!(total(), "56.99");
    tick("#quantity-1", false, "input");
    assert_eq!(total(), "7.99");
    type_into("#email", "", "submit");
    assert!(went());
}

#[wasm_bindgen_test]
async fn boxes_and_lists_that_must_be_filled_in_are_asked_for() {
    let slips = ["Fill this in.", "Choose one of the options.", "Tick the box to continue."];
    let told = || ["#field-0-note", "#field-1-note", "#field-4-note"].map(text);
    wake("link_shop");
    type_into("#field-1", "", "submit");
    assert!(!went());
    assert_eq!(told(), slips);
    assert_eq!(text("#field-3-note"), "Optional", "this box may stay as it is");
    assert_eq!(attribute(":focus", "id"), "field-0");
    type_into("#field-0", "Ada", "input");
    type_into("#field-1", "Blue", "change");
    tick("#field-4", true, "change");
    assert_eq!(told(), ["For example Ada 2026", "", ""]);
    assert_eq!(attribute("#field-1", "aria-invalid"), "false", "or the browser judges by itself");
    type_into("#field-2", "two", "change");
    assert_eq!(text("#field-2-note"), "Enter a number.");
    type_into("#field-2", "12.5", "input");
    assert_eq!(text("#field-2-note"), "Optional");
    tick("#field-4", false, "change");
    assert_eq!(text("#field-4-note"), "Tick the box to continue.");
    tick("#field-4", true, "submit");
    assert!(went());
}

#[wasm_bindgen_test]
async fn an_address_is_checked_by_the_edges_rules() {
    wake("link_address");
    type_into("#country", "Holland", "change");
    assert_eq!(text("#country-note"), "Enter the two letters of the country, such as NL.");
    type_into("#country", "nl", "input");
    assert_eq!(text("#country-note"), "Two letters, such as NL");
    type_into("#postalCode", "", "change");
    assert_eq!(text("#postalCode-note"), "Optional");
    type_into("#line1", "", "change");
    assert_eq!(text("#line1-note"), "Fill this in.");
}

#[wasm_bindgen_test]
async fn what_the_browser_remembers_to_have_been_filled_in_counts() {
    let page = named(LINKS).into_iter().find(|(known, _)| *known == "link_shop").expect("it").1;
    show(page, BROWSER_MS as f64);
    type_into("#quantity-0", "3", "change");
    assert_eq!(total(), "39.92", "nobody is awake yet");
    widget::hydrate();
    assert_eq!(total(), "55.05");
}
