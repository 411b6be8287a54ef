//! What a page must say of paying by bank or card; natively.

#![expect(clippy::expect_used, reason = "a page that lacks a part fails its test")]

use shared::view::CheckoutView;
use widget::{Frame, checkout, face, samples};

mod reading;

use reading::{FRAME, text};

fn sample(name: &str) -> CheckoutView {
    samples::all().into_iter().find(|(known, _)| *known == name).expect(name).1
}

fn page(name: &str) -> String {
    checkout(&sample(name), FRAME).html
}

fn check(name: &str, wanted: &[&str]) {
    let text = text(&page(name));
    for words in wanted {
        assert!(text.contains(words), "{name} lacks {words:?}:\n{text}");
    }
}

const FORM: &str = "<form method=\"post\" action=\"/pay/k3v9q2m7x4c8b5n1/psp\"";

#[test]
fn both_ways_stand_on_one_page() {
    let by_bank = "Pay 230.00 EUR by bank or card";
    check("psp_both", &["Open wallet", by_bank, "Mollie takes the payment for Alder & Pine"]);
    check("psp_both", &["Memo PLR-7K2M 9XQD", "25.00 USDC"]);
    assert_eq!(page("psp_both").matches(FORM).count(), 1);
    assert!(!page("live_priced").contains(FORM), "it is not offered there");
}

#[test]
fn where_only_a_provider_can_be_paid_nothing_speaks_of_a_ledger() {
    check("psp_alone", &["230.00 EUR", "Pay 230.00 EUR by bank or card", "Pay before 15 January"]);
    for name in ["psp_alone", "psp_failed", "psp_paid"] {
        let html = page(name);
        let parts = ["class=\"pay\"", "class=\"facts\"", "<figure", "Memo", "Stellar", "wallet"];
        let main = html.split_once("<main").expect("a main").1;
        for part in parts {
            assert!(!main.contains(part), "{name} has {part}");
        }
        assert!(!face(&sample(name)).payable, "{name}");
    }
}

#[test]
fn a_frame_is_left_for_the_provider() {
    let framed = checkout(&sample("psp_alone"), Frame { embedded: true, ..FRAME }).html;
    assert!(framed.contains(&format!("{FORM} target=\"_top\">")));
    assert!(page("psp_alone").contains(&format!("{FORM}>")));
}

#[test]
fn a_bank_is_waited_for_and_what_it_refused_is_told() {
    check("psp_pending", &["Your payment of 230.00 EUR is with the bank", "do not pay again"]);
    assert!(page("psp_pending").contains(FORM), "it is shown again when the bank refuses");
    check("psp_failed", &["The payment of 230.00 EUR by bank or card did not go through."]);
}

#[test]
fn a_receipt_names_the_payment_at_the_provider() {
    let facts = ["Received 230.00 EUR", "Network Bank or card", "Reference tr_7UhSN1zuXS"];
    check("psp_paid", &facts);
    assert!(!page("psp_paid").contains("PLR-"));
}

#[test]
fn what_is_too_much_is_told_in_what_it_came_in() {
    let paid = "Paid in full.";
    check("psp_over", &[paid, "4.00 USDC more than due arrived", "Excess 4.00 USDC"]);
    check("psp_too", &[paid, "230.00 EUR more than due arrived", "Excess 230.00 EUR"]);
}

#[test]
fn the_page_in_between_leads_on_by_itself_and_by_a_link() {
    let pages = samples::pages(FRAME);
    let page = &pages.iter().find(|(name, _)| name == "leaving_en").expect("a page").1;
    let url = "https://www.mollie.com/checkout/select-method/7UhSN1zuXS";
    assert!(page.html.contains(&format!("http-equiv=\"refresh\" content=\"0;url={url}\">")));
    assert!(page.html.contains(&format!("<a class=\"button\" href=\"{url}\">")));
    let said = text(&page.html);
    assert!(said.contains("You pay 230.00 EUR to Alder & Pine at Mollie"), "{said}");
    assert!(!page.html.contains("<script"));
}
