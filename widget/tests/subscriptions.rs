//! What must be on the pages of subscriptions in every state, natively.

#![expect(clippy::expect_used, reason = "a page that lacks a part fails its test")]

use shared::view::{ManageView, SubscribeView};
use widget::{Frame, manage, samples, subscribe, subscribed};

mod reading;

use reading::{FRAME, text};

fn find<V>(all: Vec<(&'static str, V)>, name: &str) -> V {
    all.into_iter().find(|(known, _)| *known == name).expect(name).1
}

fn of_subscribe(name: &str) -> String {
    subscribe(&find(samples::subscribe(), name), FRAME).html
}

fn of_manage(name: &str) -> String {
    manage(&find(samples::manage(), name), FRAME).html
}

fn check(html: &str, wanted: &[&str]) {
    let text = text(html);
    for words in wanted {
        assert!(text.contains(words), "lacks {words:?}:\n{text}");
    }
}

#[test]
fn a_package_says_what_it_costs_and_what_is_due_when() {
    let html = of_subscribe("subscribe");
    check(
        &html,
        &[
            "Alder & Pine",
            "Workshop club",
            "99.00 USDC per month E-mail address",
            "Subscribe You pay the first period on the next page. We mail you an invoice",
            "nothing is taken by itself.",
            "15 January 2026 99.00 USDC 15 February 2026 99.00 USDC 15 March 2026 99.00 USDC",
            "It goes on until you cancel",
            "help@example.com",
            "Test mode: no real money",
        ],
    );
    assert!(html.contains("<title>Workshop club · Alder &amp; Pine</title>"));
    assert!(html.contains("content=\"https://pay.example.com/subscribe/subpkg_4m8x2v6q\""));
    assert!(html.contains("data-public-id=\"subpkg_4m8x2v6q\""));
    assert!(!html.contains("data-status") && !html.contains("data-begins"), "nothing began");
}

#[test]
fn trials_currencies_and_ends_are_told() {
    check(
        &of_subscribe("subscribe_trial"),
        &[
            "14 days free, then 99.00 USDC per month",
            "Start free trial Nothing is due today. The first payment is due on 29 January 2026.",
        ],
    );
    check(
        &of_subscribe("subscribe_fiat"),
        &["99.00 EUR per month Paid in USDC at the rate of the day", "15 January 2026 99.00 EUR"],
    );
    check(
        &of_subscribe("subscribe_cycles"),
        &["99.00 USDC per quarter 12 payments", "It ends by itself after 12 payments."],
    );
    for (name, wanted) in [
        ("subscribe_nl", "14 dagen gratis, daarna 99,00 USDC per maand"),
        ("subscribe_de", "14 Tage kostenlos, danach 99,00 USDC pro Monat"),
        ("subscribe_fr", "14 jours gratuits, puis 99,00 USDC par mois"),
        ("subscribe_es", "14 días gratis, después 99,00 USDC al mes"),
        ("subscribe_pt", "14 dias grátis, depois 99,00 USDC por mês"),
    ] {
        check(&of_subscribe(name), &[wanted]);
    }
}

#[test]
fn a_long_description_stands_below_the_button() {
    let text = text(&of_subscribe("subscribe_long"));
    let place = |words: &str| text.find(words).expect(words);
    assert!(place("Start free trial") < place("Everything of the small package"));
    let short = self::text(&of_subscribe("subscribe"));
    assert!(short.contains("Workshop club A box of offcuts each month"));
}

#[test]
fn the_form_works_by_itself_and_carries_along_what_it_was_given() {
    let html = of_subscribe("subscribe_prefilled");
    for part in [
        "<form method=\"post\" action=\"/subscribe/subpkg_4m8x2v6q\"",
        "<input type=\"hidden\" name=\"ref\" value=\"customer-17\">",
        "<input type=\"hidden\" name=\"from\" value=\"page\">",
        "type=\"email\" dir=\"ltr\" \
         autocomplete=\"email\" required=\"\" value=\"alex.buyer@example.com\"",
        "autocomplete=\"name\" value=\"Alex Buyer\"",
        "<label for=\"email\" dir=\"auto\">",
        ">Join the club</button>",
    ] {
        assert!(html.contains(part), "lacks {part}");
    }
    assert!(!html.contains("name=\"lang\"") && !html.contains("novalidate"));
    assert!(of_subscribe("subscribe_nl").contains("name=\"lang\" value=\"nl\""));
    let view = find(samples::subscribe(), "subscribe");
    let framed = subscribe(&view, Frame { embedded: true, ..FRAME }).html;
    assert!(framed.contains("name=\"from\" value=\"embed\""));
    let odd = SubscribeView { asked_language: Some("tlh".to_owned()), ..view };
    assert!(!subscribe(&odd, FRAME).html.contains("name=\"lang\""), "only what we speak");
}

#[test]
fn a_refused_entry_keeps_what_was_typed_and_says_what_is_wrong_in_place_of_the_help() {
    let html = of_subscribe("subscribe_refused_email");
    check(&html, &["E-mail address Enter an address like name@example.com. Name Optional"]);
    assert!(html.contains("value=\"ada@example\" aria-describedby=\"email-note\" aria-invalid"));
    assert_eq!(html.matches("aria-invalid=\"true\" data-check").count(), 1);
    let html = of_subscribe("subscribe_refused_name");
    check(&html, &["Name Use at most 100 characters. Subscribe"]);
    assert!(html.contains("id=\"name-note\" role=\"status\">Use at most 100"));
    assert!(html.contains("value=\"Ada Ada "));
}

#[test]
fn after_it_the_page_says_when_the_trial_ends_or_that_a_mail_was_sent() {
    let page = |name: &str, frame| subscribed(&find(samples::subscribed(), name), frame).html;
    let framed = Frame { embedded: true, ..FRAME };
    let trial = page("subscribed_trial", framed);
    check(
        &trial,
        &[
            "Your free trial has begun",
            "On 29 January 2026 we mail you the first invoice: 99.00 USDC.",
            "Back to shop.example.com",
        ],
    );
    assert!(trial.contains("data-begins=\"\"") && trial.contains("<script type=\"module\""));
    assert!(trial.contains("href=\"https://shop.example.com/welcome\" target=\"_top\""));
    assert!(!page("subscribed_trial", FRAME).contains("<script"), "there is nobody to tell");
    let mail = page("subscribed_mail", framed);
    check(&mail, &["Check your mail", "We sent a mail to the address that you entered."]);
    assert!(!mail.contains("data-begins"), "perhaps nothing began");
    assert!(!text(&mail).contains("99.00") && !text(&mail).contains("trial"), "and nothing more");
}

#[test]
fn a_subscription_says_how_it_stands_and_what_comes_next() {
    for (name, wanted) in [
        ("manage_incomplete", "Not begun yet Price 99.00 USDC per month It begins when the first"),
        ("manage_trialing", "The free trial ends on 1 February 2026; the first payment"),
        ("manage_active", "Active Price 99.00 USDC per month The next payment is due on 1 Feb"),
        ("manage_past_due", "Payment overdue Price 99.00 USDC per month An invoice is overdue."),
        ("manage_paused", "Paused Price 99.00 USDC per month No invoices are made"),
        ("manage_paused_until", "It goes on by itself on 24 February 2026."),
        ("manage_cancelled", "It was cancelled on 12 January 2026."),
        ("manage_completed", "It ended on 12 January 2026, after the last payment."),
        ("manage_ends", "It ends on 1 February 2026 and is not renewed."),
        ("manage_change", "Price from 14 February 2026 120.00 USDC per month"),
        ("manage_refused", "That was no longer possible: the subscription has changed"),
        ("manage_nl", "Actief Prijs 99,00 USDC per maand De volgende betaling is op 1 februari"),
        ("manage_trialing", "Invoices No invoices yet"),
        ("manage_active", "alex.buyer@example.com"),
    ] {
        check(&of_manage(name), &[wanted]);
    }
}

#[test]
fn a_subscription_offers_what_can_be_done_and_nothing_else() {
    for (name, view) in samples::manage() {
        let html = manage(&view, FRAME).html;
        let offers = |act: &str| html.contains(&format!("name=\"action\" value=\"{act}\""));
        assert_eq!(offers("pause"), view.can_pause(), "{name}");
        assert_eq!(offers("resume"), view.can_resume(), "{name}");
        assert_eq!(offers("cancel"), view.can_cancel(), "{name}");
        let forms = html.matches("<form").count();
        let posts = html.matches("<form method=\"post\" action=\"/manage/mt_7c1e9a4f2b8d6350\">");
        assert_eq!(posts.count(), forms, "{name}: everything is a POST to itself");
        assert!(!html.contains("<script") && !html.contains("og:url"), "{name}: tells nobody");
        assert_eq!(html.contains("class=\"bar\""), view.test, "{name}");
        let status = format!("data-status=\"{}\"", view.status.code());
        assert!(html.contains(&status), "{name}");
    }
    check(&of_manage("manage_paused"), &["Resume subscription", "It ends at once."]);
    check(&of_manage("manage_ends"), &["Keep subscription"]);
    check(&of_manage("manage_active"), &["It ends on 1 February 2026, at the end of the period."]);
}

#[test]
fn an_invoice_leads_to_its_page_and_can_be_paid_while_it_can() {
    let html = of_manage("manage_past_due");
    check(&html, &["15 January 2026 99.00 USDC Partly paid Pay invoice"]);
    let pay = "<a class=\"button\" href=\"/pay/k3v9q2m7x4c8b5n0\" \
               aria-describedby=\"of-k3v9q2m7x4c8b5n0\">Pay invoice</a>";
    assert!(html.contains(pay), "lacks {pay}");
    let html = of_manage("manage_reopen");
    check(&html, &["Expired Pay invoice", "Cancelled"]);
    let form = "<input type=\"hidden\" name=\"action\" value=\"pay\">\
                <input type=\"hidden\" name=\"invoice\" value=\"k3v9q2m7x4c8b5n0\">";
    assert!(html.contains(form), "lacks {form}");
    let html = of_manage("manage_nl");
    assert!(html.contains("href=\"/pay/k3v9q2m7x4c8b5n1?lang=nl\""));
    assert!(html.contains("<input type=\"hidden\" name=\"lang\" value=\"nl\">"));
    let none = ManageView { bills: Vec::new(), ..find(samples::manage(), "manage_active") };
    assert!(!manage(&none, FRAME).html.contains("/pay/"));
}
