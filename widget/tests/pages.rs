//! What must be on the page in every state, and what must never be, natively.

#![expect(clippy::expect_used, reason = "a page that lacks a part fails its test")]

use std::path::Path;
use std::{env, fs};

use shared::view::{CheckoutView, MerchantView};
use widget::{Document, Face, Frame, Notice, checkout, face, link, notice, samples, subscribe};

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

#[test]
fn an_open_invoice_can_be_paid_from_its_html_alone() {
    let view = sample("unpaid");
    let html = page("unpaid");
    check(
        "unpaid",
        &[
            "Alder & Pine",
            "Walnut side table",
            "Waiting for payment",
            "Due 25.00 USDC",
            "Open wallet",
            "GSAN DBOX PAYL",
            "Memo PLR-7K2M 9XQD Copy memo",
            "a payment without it cannot be matched",
            "Send USDC on Stellar only.",
            "Pay before 15 January 2026, 12:00 CET.",
            "Order ORD-9001",
            "help@example.com",
            "Test mode: no real money",
        ],
    );
    let uri = view.payment_uri.expect("a payment URI").replace('&', "&amp;");
    assert!(html.contains(&format!("target=\"_top\" href=\"{uri}\"")), "the wallet link");
    assert!(html.contains("<path d=\"m0 0h7"), "the QR code");
    assert!(html.contains(&format!("data-copy=\"{}\"", view.destination)));
    assert!(html.contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>"));
    assert!(html.contains("<title>Pay 25.00\u{a0}USDC to Alder &amp; Pine</title>"));
    assert!(html.contains("content=\"https://pay.example.com/pay/k3v9q2m7x4c8b5n1\""));
}

#[test]
fn an_open_invoice_says_what_happened_and_what_to_do() {
    check(
        "partial",
        &[
            "Partly paid",
            "Remaining 15.00 USDC",
            "10.00 of 25.00 USDC arrived. Send the remaining 15.00 USDC with the same memo.",
            "Received 10.00 USDC",
        ],
    );
    check("pending", &["Confirming", "25.00 USDC is on its way.", "not final yet"]);
    check("wrong_asset", &["12.00 XLM arrived, but USDC is due."]);
    check("payment_failed", &["A payment of 25.00 USDC did not go through."]);
    check("ended", &["Time to pay has ended", "Please send nothing new."]);
    check("partial_ended", &["10.00 of 25.00 USDC arrived before the time ended."]);
}

#[test]
fn a_closed_invoice_says_how_it_ended() {
    check("paid", &["Paid", "25.00 USDC arrived.", "Paid on 15 January 2026, 11:05 CET"]);
    check("paid", &["Back to shop.example.com", "sandbox-7f3a9c21d4e8b605", "Print receipt"]);
    check("overpaid", &["5.00 USDC more than due arrived", "Excess 5.00 USDC"]);
    check("paid_late", &["Paid late", "after the time to pay had ended, and was accepted"]);
    check("settled_short", &["20.00 of 25.00 USDC arrived, and Alder & Pine accepted it"]);
    check("expired", &["Expired", "ended on 15 January 2026, 12:00 CET"]);
    check("expired", &["Amount 25.00 USDC"]);
    check("late", &["25.00 USDC arrived after the time to pay had ended.", "accept or return it"]);
    check("short", &["10.00 of 25.00 USDC arrived before this request closed."]);
    check("cancelled", &["Amount 25.00 USDC", "cancelled this request. Nothing is due"]);
    check("cancelled_late", &["25.00 USDC arrived after Alder & Pine had cancelled"]);
}

#[test]
fn choices_prices_ledgers_and_languages_are_told() {
    check("choosing", &["You choose the amount", "Amount in USDC", "5.00 USDC or more"]);
    check("choosing_refused", &["Enter 5.00 USDC or more."]);
    check("chosen", &["Due 12.00 USDC", "Change amount"]);
    check("priced", &["230,00 EUR · 1 USDC = 0,92 EUR", "Wallet öffnen"]);
    check("xrp", &["Destination tag 1904 7112 03 Copy tag", "Send XRP on XRP Ledger only."]);
    check("de", &["10,00 von 25,00 USDC sind eingegangen."]);
}

#[test]
fn what_cannot_be_paid_offers_no_way_to_pay() {
    for (name, view) in samples::all() {
        let face = face(&view);
        let html = checkout(&view, FRAME).html;
        assert_eq!(face.payable, !face.uri.is_empty(), "{name}");
        assert_eq!(html.contains("<section class=\"pay\">"), face.payable, "{name}");
        let hidden = !face.payable && face.on_ledger;
        assert_eq!(html.contains("<section hidden class=\"pay\">"), hidden, "{name}");
        let open = view.status.is_open();
        assert_eq!(!face.poll.is_empty(), open, "{name}: asks while something can change");
        let refreshes = html.contains("http-equiv=\"refresh\"");
        let claim = view.claim.as_ref();
        let claims = claim.is_some_and(|claim| claim.outcome.is_some() || claim.typed.is_some());
        assert_eq!(claim.is_some(), face.on_ledger, "{name}: a form");
        let typing = face.choosing || claims;
        assert_eq!(refreshes, open && !typing, "{name}: refreshes by itself");
        let status = format!("data-status=\"{}\"", view.status.code());
        assert!(html.contains(&status), "{name}");
    }
}

#[test]
fn test_money_is_marked_and_live_money_has_no_panel() {
    for (name, view) in samples::all() {
        let html = checkout(&view, FRAME).html;
        assert_eq!(html.contains("class=\"bar\""), view.test, "{name}");
        assert_eq!(html.contains("/test\""), view.sandbox, "{name}");
    }
    let html = page("chosen");
    for way in ["exact", "half", "double", "late", "wrong_memo", "wrong_asset", "pending"] {
        assert!(html.contains(&format!("name=\"pay\" value=\"{way}\"")), "{way}");
    }
    assert!(html.contains("name=\"amount\" value=\"12\""), "the chosen amount goes along");
    assert!(html.contains("name=\"from\" value=\"pay\""));
    let embedded = checkout(&sample("unpaid"), Frame { embedded: true, ..FRAME }).html;
    assert!(embedded.contains("name=\"from\" value=\"embed\""));
    assert!(embedded.contains("<body class=\"embedded\">"));
}

#[test]
fn an_invoice_of_a_subscription_says_that_one_began_and_can_be_opened_again() {
    assert!(page("begins").contains("data-public-id=\"k3v9q2m7x4c8b5n1\" data-begins=\"\">"));
    assert!(!page("unpaid").contains("data-begins"));
    check("reopen", &["The time to pay ended on 15 January 2026, 12:00 CET.", "Open it again"]);
    assert!(!text(&page("reopen")).contains("ask Alder"), "there is something better to do");
    let form = "<form method=\"post\" action=\"/pay/k3v9q2m7x4c8b5n1/reopen\">";
    assert!(page("reopen").contains(form) && !page("expired").contains(form));
}

#[test]
fn the_language_that_was_asked_for_goes_along() {
    let asked = page("asked");
    assert_eq!(face(&sample("asked")).poll, "/pay/k3v9q2m7x4c8b5n1/state?amount=12&lang=nl");
    assert!(asked.contains("<a href=\"?lang=nl\">Bedrag wijzigen</a>"));
    let hidden = "<input type=\"hidden\" name=\"lang\" value=\"nl\"";
    assert_eq!(asked.matches(hidden).count(), 4, "amount, return, claim and test panel");
    let asking = |language: &str| {
        let asked_language = Some(language.to_owned());
        face(&CheckoutView { asked_language, ..sample("unpaid") }).poll
    };
    assert_eq!(asking("de-AT"), "/pay/k3v9q2m7x4c8b5n1/state?lang=de");
    assert_eq!(asking("&amount=1"), "/pay/k3v9q2m7x4c8b5n1/state", "only what we speak");
}

#[test]
fn no_page_breaks_the_content_security_policy() {
    let pages = samples::pages(FRAME);
    assert!(pages.len() > 80, "{}", pages.len());
    for (name, Document { html, styles }) in pages {
        assert!(!html.contains(" style="), "{name}: no style attributes");
        assert!(!html.contains(" onclick=") && !html.contains("<base"), "{name}");
        let found: Vec<&str> = html
            .split("<style>")
            .skip(1)
            .map(|rest| rest.split_once("</style>").expect("a style ends").0)
            .collect();
        assert_eq!(found, styles, "{name}: exactly the styles that are hashed");
        let scripts: Vec<&str> = html.split("<script").skip(1).collect();
        assert!(scripts.iter().all(|it| it.starts_with(" type=\"module\" src=\"/pkg/")), "{name}");
        assert!(html.contains("content=\"noindex,nofollow\""), "{name}");
        assert!(html.contains("content=\"no-referrer\""), "{name}");
    }
}

#[test]
fn a_state_has_the_same_tag_until_something_but_the_time_changes() {
    let view = sample("unpaid");
    let later = CheckoutView { now: view.now.plus_ms(1_000), ..view.clone() };
    let tag = |view: &CheckoutView| face(view).tag;
    assert_eq!(tag(&view), tag(&later));
    assert_ne!(tag(&view), tag(&sample("pending")));
    assert_ne!(tag(&view), tag(&sample("partial")));
}

#[test]
fn pages_without_an_invoice_wear_the_same_dress() {
    let id = "0198f0c2-7d1e-7b52-9c1a-5b0f6f1c2d3e";
    let failed = notice(Notice::Failed { request_id: id, back: "" }, "en", false, FRAME.boot).html;
    assert!(text(&failed).contains(id));
    assert!(failed.contains("data-status=\"failed\""));
    let refused = notice(Notice::Refused { back: "/pay/abc" }, "nl", true, FRAME.boot).html;
    assert!(refused.contains("href=\"/pay/abc\"") && refused.contains("lang=\"nl\""));
    let inactive = notice(Notice::Inactive, "en", false, FRAME.boot).html;
    assert!(text(&inactive).contains("This subscription is not available"));
    assert!(inactive.contains("data-status=\"inactive\""));
    let missing = notice(Notice::NotFound, "fr", false, FRAME.boot);
    assert!(text(&missing.html).contains("Page introuvable"));
    assert_eq!(missing.styles.len(), 1);
    let scripted = format!("<script type=\"module\" src=\"{}\">", FRAME.boot.expect("a script"));
    assert!(refused.contains(&scripted), "framed, it tells its host");
    assert!(!failed.contains("<script"), "by itself it has nobody to tell");
}

#[test]
fn an_accent_is_the_second_style_and_only_if_it_is_a_colour() {
    let styled = |accent: Option<&str>| {
        let view = sample("unpaid");
        let merchant = MerchantView { accent: accent.map(str::to_owned), ..view.merchant.clone() };
        checkout(&CheckoutView { merchant, ..view }, FRAME).styles.len()
    };
    assert_eq!(styled(None), 1);
    assert_eq!(styled(Some("#ffcc00")), 2);
    assert_eq!(styled(Some("red;}body{display:none")), 1);
}

/// The pages that `wake` wakes in a browser. `UPDATE_PAGES=1` writes them anew.
#[test]
fn the_pages_for_the_browser_tests_are_those_of_today() {
    let cards = samples::all().into_iter().map(|(name, view)| (name, checkout(&view, FRAME)));
    let forms = samples::subscribe().into_iter();
    let forms = forms.map(|(name, view)| (name, subscribe(&view, FRAME)));
    keep("pages.html", cards);
    keep("forms.html", forms);
    let links = samples::links().into_iter();
    keep("links.html", links.map(|(name, view)| (name, link(&view, FRAME))));
}

fn keep(file: &str, documents: impl Iterator<Item = (&'static str, Document)>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let mut pages = String::new();
    for (name, Document { html, .. }) in documents {
        let main = html.split_once("<body>").expect("a body").1;
        let main = main.split_once("</body>").expect("an end").0;
        pages.push_str(&format!("<!-- {name} -->\n{}\n", without_code(main)));
    }
    if env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&file, &pages).expect("the file can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == pages, "stale: UPDATE_PAGES=1 cargo test -p widget --features ssr");
}

/// A QR code's path says nothing to those tests; its first stroke will do.
fn without_code(main: &str) -> String {
    let Some((before, after)) = main.split_once(" d=\"m0 0h7") else {
        return main.to_owned();
    };
    let end = after.find('"').expect("the path ends");
    format!("{before} d=\"m0 0h7{}", &after[end..])
}

#[test]
fn a_face_names_every_text_that_the_card_shows() {
    let face: Face = face(&sample("partial"));
    assert_eq!(face.status, "partially_paid");
    assert_eq!(face.amount, "15.00");
    assert_eq!(face.send, "15.00");
    assert_eq!(face.poll, "/pay/k3v9q2m7x4c8b5n1/state");
    assert_eq!(face.hurry_ms, face.expires_ms - 15 * 60_000);
    let chosen = widget::face(&sample("chosen"));
    assert_eq!(chosen.poll, "/pay/k3v9q2m7x4c8b5n1/state?amount=12");
}
