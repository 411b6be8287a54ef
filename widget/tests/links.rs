//! What must be on the page of a pay link, natively.

#![expect(clippy::expect_used, reason = "a page that lacks a part fails its test")]

use shared::view::LinkView;
use widget::{Frame, checkout, closed_link, link, samples};

mod reading;

use reading::{FRAME, text};

fn sample(name: &str) -> LinkView {
    samples::links().into_iter().find(|(known, _)| *known == name).expect(name).1
}

fn page(name: &str) -> String {
    link(&sample(name), FRAME).html
}

fn check(name: &str, wanted: &[&str]) {
    let text = text(&page(name));
    for words in wanted {
        assert!(text.contains(words), "{name} lacks {words:?}:\n{text}");
    }
}

#[test]
fn every_page_of_a_link_has_one_heading_and_one_next_step() {
    for (name, view) in samples::links() {
        for embedded in [false, true] {
            let html = link(&view, Frame { embedded, ..FRAME }).html;
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert_eq!(html.matches("<form method=\"post\" ").count(), 1, "{name}");
            assert_eq!(html.matches("<button").count() - html.matches("\"quiet").count(), 1);
            let ids = || html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for id in ids() {
                assert_eq!(ids().filter(|other| *other == id).count(), 1, "{name}: {id}");
            }
            let named = html.split(" aria-describedby=\"").skip(1);
            let named = named.filter_map(|rest| rest.split('"').next());
            for id in named.flat_map(|ids| ids.split(' ')) {
                assert!(ids().any(|there| there == id), "{name}: {id} is described by nothing");
            }
        }
    }
    for (name, view) in samples::closed_links() {
        let html = closed_link(&view, FRAME).html;
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(!html.contains("<form") && !html.contains("<button"), "{name}: nothing to do");
    }
}

#[test]
fn a_fixed_price_is_told_first_and_only_an_address_for_the_receipt_is_asked() {
    check(
        "link_fixed",
        &[
            "Test mode: no real money A Alder & Pine Tea for two Hot tea , and two cups. \
             Total 12.50 USDC E-mail address Optional, for your receipt Continue to payment",
            "Your money goes straight to Alder & Pine.",
        ],
    );
    let html = page("link_fixed");
    assert!(html.contains("<form method=\"post\" action=\"/l/k3v9q2m7x4c8b5n1\""));
    assert!(!html.contains("data-decimal") && !html.contains("name=\"update\""), "nothing changes");
    assert!(html.contains("content=\"https://pay.example.com/l/example/tea-for-two\""));
    assert!(html.contains("<meta name=\"description\" content=\"Hot tea, and two cups.\">"));
    assert!(!page("link_live").contains("class=\"bar\""));
}

#[test]
fn lines_say_what_one_costs_and_the_sums_how_the_total_comes_about() {
    // 2 x 12.50 and 7.99 are 32.99; 21 % of the lines are 5.25 and 1.6779.
    check(
        "link_shop",
        &[
            "Total 39.92 EUR Mug 12.50 EUR each Tea, 100 g 7.99 EUR each",
            "Subtotal 32.99 BTW 21 % 6.93 Total 39.92 EUR Engraving For example Ada 2026",
            "Colour Choose Blue Green How many guests Optional",
        ],
    );
    check("link_box", &["What is included Mug 2 × Tea, 100 g 1 × Total 20.00 USDC Quantity"]);
    // Of 20.00 with 9 % in it, 1.6513… is tax.
    check("link_box", &["20.00 USDC each Includes BTW 9 % 1.65 E-mail address"]);
    check("link_set", &["Mug 2 × 12.50 EUR Tea, 100 g 1 × 7.99 EUR Total 32.99 EUR"]);
    check(
        "link_all",
        &["Total 0.00 EUR Mug 12.50 EUR", "7.99 EUR Choose at least one item. Total 0.00 EUR"],
    );
    check("link_shop_de", &["Gesamtbetrag 39,92 EUR Mug 12,50 EUR pro Stück"]);
    let shop = page("link_shop");
    assert!(shop.contains("data-decimal=\".\" data-group=\",\" data-group-from=\"4\""));
    assert!(shop.contains("data-tax=\"210000\">"), "a tax that is added");
    assert!(page("link_box").contains("data-tax=\"90000\" data-inclusive=\"\">"));
    let german = page("link_shop_de");
    assert!(german.contains("data-decimal=\",\" data-group=\".\""));
}

#[test]
fn a_sum_that_cannot_be_told_is_a_dash_and_never_a_wrong_number() {
    check("link_shop_refused", &["Total — EUR", "Subtotal — BTW 21 % — Total — EUR"]);
    check("link_shop_refused", &["Mug 12.50 EUR each Enter a whole number from 0 to 999."]);
    check("link_choice_taxed", &["5.00 EUR or more Subtotal — BTW 21 % — Total — EUR"]);
    assert!(!text(&page("link_choice")).contains("Total"), "what is typed is the total");
}

#[test]
fn what_is_missing_is_told_where_it_is_missing() {
    check(
        "link_shop_refused",
        &[
            "Engraving Fill this in.",
            "Green Choose one of the options. How many guests",
            "I have read the terms Tick the box to continue.",
            "E-mail address Enter an address like name@example.com.",
        ],
    );
    check("link_choice_refused", &["Amount in EUR Enter 5.00 EUR or more."]);
    let nothing = page("link_shop_nothing");
    assert!(nothing.contains("role=\"alert\" data-nothing=\"\">Choose at least one item.</p>"));
    assert!(page("link_shop").contains("data-nothing=\"\" hidden=\"\">"));
    assert!(!page("link_box").contains("data-nothing"), "one of it is the least");
}

#[test]
fn the_enter_key_presses_the_button_that_goes_on() {
    for (name, view) in samples::links() {
        let html = link(&view, FRAME).html;
        let main = html.find("<button class=\"button\"").expect("a main button");
        let update = html.find("name=\"update\"");
        assert!(update.is_none_or(|update| main < update), "{name}");
    }
}

#[test]
fn in_a_frame_what_is_needed_to_pay_comes_before_what_is_told() {
    let framed = |name| text(&link(&sample(name), Frame { embedded: true, ..FRAME }).html);
    assert!(framed("link_fixed").contains("Tea for two Total 12.50 USDC E-mail address"));
    assert!(framed("link_fixed").contains("Continue to payment Hot tea"));
    assert!(framed("link_box").contains("Hot tea , and two cups. What is included"));
    let html = link(&sample("link_fixed"), Frame { embedded: true, ..FRAME }).html;
    assert!(html.contains("name=\"from\" value=\"embed\""));
}

#[test]
fn few_places_are_counted_and_many_are_not() {
    let left =
        |places_left| text(&link(&LinkView { places_left, ..sample("link_fixed") }, FRAME).html);
    assert!(left(Some(1)).contains("1 left Continue to payment"));
    assert!(left(Some(20)).contains("20 left"));
    assert!(!left(Some(21)).contains("left") && !left(None).contains("left"));
}

#[test]
fn a_subscription_by_a_link_says_when_what_is_due() {
    check("link_subscription", &["99.00 USDC per month", "Subscribe You pay the first period"]);
    check("link_subscription", &["What is due, and when 15 January 2026 99.00 USDC"]);
}

#[test]
fn the_pay_page_and_the_receipt_say_what_was_sold() {
    let sold = |name: &str| {
        let (_, view) = samples::all().into_iter().find(|(known, _)| *known == name).expect(name);
        text(&checkout(&view, FRAME).html)
    };
    let shop = "Items Mug 2 × 10.00 USDC Tea, 100 g 1 × 5.00 USDC Total 25.00 USDC \
                Includes BTW 21 % 4.34 USDC";
    assert!(sold("sold").contains(shop), "{}", sold("sold"));
    assert!(sold("sold_paid").contains(shop));
    let whole = "Items Tea for two 1 × 25.00 USDC Mug 2 × Total 25.00 USDC";
    assert!(sold("sold_whole").contains(whole), "{}", sold("sold_whole"));
    // 20.66 and 1.83 of tax.
    let taxed = "Artikel Tasse 1 × 20,66 USDC MwSt. 8,875 % 1,83 USDC Gesamtbetrag 22,49 USDC";
    assert!(sold("sold_de").contains(taxed), "{}", sold("sold_de"));
    assert!(!sold("sold_one").contains("Items"), "the card says it all");
}

#[test]
fn a_link_that_cannot_be_paid_says_why_and_whom_to_ask() {
    let said = |name: &str| {
        let all = samples::closed_links().into_iter();
        let (_, view) = all.into_iter().find(|(known, _)| *known == name).expect(name);
        text(&closed_link(&view, FRAME).html)
    };
    assert!(said("link_closed").contains("Alder & Pine Tea for two This payment link is closed"));
    assert!(said("link_closed").contains("It takes no payments now. Alder & Pine can tell you"));
    assert!(said("link_sold_out").contains("Sold out All of it is sold or reserved."));
    let over = "It could be paid until 15 January 2026, 11:00 CET. Ask Alder & Pine for a new one.";
    assert!(said("link_over").contains(over));
    assert!(said("link_over_de").contains("Er galt bis zum 15. Januar 2026, 11:00 Uhr (CET)."));
    assert!(said("link_over").contains("Questions? help@example.com"));
}
