//! What the mails to an owner and the page behind them must say, in every language.

#![expect(clippy::expect_used, reason = "a mail that lacks a part fails its test")]

use shared::alert::AlertKind;
use shared::view::{MerchantView, SettlementCancel};
use widget::{Letter, owner_letter, samples, settlement_cancel};

mod reading;

use reading::{FRAME, text};

const LANGUAGES: [&str; 6] = ["en", "nl", "de", "fr", "es", "pt"];
const OLD: &str = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
const NEW: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const ACTION: &str = "/settlement/st_7c1e9a4f2b8d6350";

fn said(name: &str, language: &str) -> Letter {
    let mut all = samples::owner_letters(language).into_iter();
    owner_letter(&all.find(|(known, _)| known == name).expect(name).1)
}

#[test]
fn every_alarm_is_said_in_every_language_without_a_gap() {
    for language in LANGUAGES {
        let mut subjects = std::collections::BTreeSet::new();
        for (name, view) in samples::owner_letters(language) {
            let letter = owner_letter(&view);
            let here = format!("{name}, {language}:\n{}\n{}", letter.subject, letter.text);
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains(['{', '}']), "a gap in {here}");
                assert!(!part.contains(" ,") && !part.contains(" ."), "something lacks in {here}");
            }
            assert!(letter.text.contains(OLD) || name == "settlement_set", "{here}");
            assert!(letter.html.contains(&format!("<html lang=\"{language}\"")), "{here}");
            assert!(!letter.text.contains("help@example.com"), "the owner is who would be asked");
            subjects.insert(letter.subject);
        }
        // The change of an address has one subject, whether or not it can be taken back, and one
        // that is marked as a test.
        assert_eq!(subjects.len(), AlertKind::ALL.len() + 2, "{language}");
    }
}

#[test]
fn an_alarm_says_what_is_wrong_where_and_what_to_do() {
    let gap = said("alarm_history_gap", "en");
    assert_eq!(gap.subject, "Payments on Stellar may be missing");
    assert_eq!(
        gap.text,
        format!(
            "Hello,\n\nThe servers no longer have everything since the last look. \
             Nothing was skipped: reading waits until a server with the older history answers. \
             Add one to the settings.\n\nNetwork: Stellar\nNoticed on: 15 January 2026, 11:00 CET\n\
             Details: {OLD}\n\nAlder & Pine"
        )
    );
    let rate = said("alarm_no_rate", "nl");
    assert_eq!(rate.subject, "Geen betrouwbare wisselkoers");
    assert!(!rate.text.contains("Netwerk:"), "no ledger is to blame");
    for alarm in AlertKind::ALL {
        assert_eq!(AlertKind::parse(alarm.code()), Some(alarm));
    }
    assert_eq!(AlertKind::parse("moon"), None);
}

#[test]
fn a_change_of_who_gets_the_money_names_both_addresses_in_full() {
    let link = "https://pay.example.com/settlement/st_7c1e9a4f2b8d6350";
    for language in LANGUAGES {
        let change = said("settlement_change", language);
        for wanted in [OLD, NEW, link] {
            assert!(change.text.contains(wanted), "{language}: {}", change.text);
        }
        assert!(change.html.contains(&format!("href=\"{link}\"")), "{language}");
        let set = said("settlement_set", language);
        assert!(set.text.contains(NEW) && !set.text.contains("https:"), "nothing to take back");
    }
    let change = said("settlement_change", "en").text;
    assert!(change.contains("From 15 January 2026, 11:00 CET on, new invoices are paid to the"));
    assert!(
        change.contains(&format!("Old address: {OLD}\nNew address: {NEW}\nHolds from: 15 Jan"))
    );
    assert!(said("settlement_test", "de").subject.starts_with("[Test] Neue Adresse"));
}

#[test]
fn the_page_that_takes_a_change_back_asks_once_and_says_how_it_ended() {
    for language in LANGUAGES {
        for (name, state) in samples::settlement(language) {
            let html = settlement_cancel(&state, ACTION, language).html;
            assert!(html.contains(&format!("<html lang=\"{language}\"")), "{name}");
            let script = FRAME.boot.expect("a script");
            assert!(!html.contains(script), "{name}: no script where a token proves who asks");
            let asks = matches!(state, SettlementCancel::Ask(_));
            let form = format!("<form method=\"post\" action=\"{ACTION}\">");
            assert_eq!(html.contains(&form), asks, "{name}");
            assert_eq!(html.matches("<button").count(), usize::from(asks), "{name}");
            let known = state != SettlementCancel::Gone;
            let whole = |address: &str| address.get(..4).is_some_and(|four| html.contains(four));
            assert_eq!(whole(OLD) && whole(NEW), known, "{name}");
            assert!(!text(&html).contains('{'), "{name}, {language}");
        }
    }
    let page = |name: &str| {
        let mut all = samples::settlement("en").into_iter();
        let (_, state) = all.find(|(known, _)| *known == name).expect(name);
        text(&settlement_cancel(&state, ACTION, "en").html)
    };
    let from = "From 16 January 2026, 11:00 CET on, new invoices are paid to the new address.";
    assert!(page("settlement_ask").contains(from));
    assert!(page("settlement_ask").contains("Old address GA7Q YNF7"));
    assert!(page("settlement_done").contains("Invoices go on to be paid to the old address."));
    assert!(page("settlement_too_late").contains("It has held since 16 January 2026"));
    assert!(page("settlement_gone").contains("There is nothing to cancel"));
}

#[test]
fn hostile_names_and_addresses_stay_texts() {
    let evil = "</p><script>alert('1')</script>\" onload=\"{moment}";
    for (name, state) in samples::settlement("en") {
        let hostile = |view: shared::view::SettlementChangeView| {
            let merchant = MerchantView { name: evil.to_owned(), ..view.merchant.clone() };
            let old = Some(evil.to_owned());
            shared::view::SettlementChangeView { merchant, old, new: evil.to_owned(), ..view }
        };
        let state = match state {
            SettlementCancel::Ask(view) => SettlementCancel::Ask(hostile(view)),
            SettlementCancel::Done(view) => SettlementCancel::Done(hostile(view)),
            SettlementCancel::TooLate(view) => SettlementCancel::TooLate(hostile(view)),
            SettlementCancel::Gone => SettlementCancel::Gone,
        };
        let html = settlement_cancel(&state, evil, "en").html;
        assert!(!html.contains("<script") && !html.contains("\" onload"), "{name}: {html}");
    }
    for (name, view) in samples::owner_letters("en") {
        let merchant = MerchantView { name: evil.to_owned(), ..view.merchant.clone() };
        let letter = owner_letter(&widget::OwnerLetter { merchant, ..view });
        assert!(!letter.html.contains("<script"), "{name}");
        assert!(letter.text.contains(evil), "{name}: a gap in a name is a part of the name");
    }
}
