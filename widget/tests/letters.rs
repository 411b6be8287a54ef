//! What every mail must say in every language, and what it must never let through.

#![expect(clippy::expect_used, reason = "a mail that lacks a part fails its test")]

use std::collections::BTreeSet;

use shared::view::MerchantView;
use widget::{Letter, LetterView, Topic, letter, samples};

/// 1250 of an asset, and the day on which things happen, as each language writes them.
const LANGUAGES: [(&str, &str, &str); 6] = [
    ("en", "1,250.00", "1 February 2026"),
    ("nl", "1.250,00", "1 februari 2026"),
    ("de", "1.250,00", "1. Februar 2026"),
    ("fr", "1\u{202f}250,00", "1er février 2026"),
    ("es", "1250,00", "1 de febrero de 2026"),
    ("pt", "1.250,00", "1 de fevereiro de 2026"),
];

fn sample(name: &str, language: &str) -> LetterView {
    let mut all = samples::letters(language).into_iter();
    all.find(|(known, _)| *known == name).expect(name).1
}

fn said(name: &str, language: &str) -> Letter {
    letter(&sample(name, language))
}

/// The text of a mail, roughly: no tags, no styles.
fn text(html: &str) -> String {
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    let pieces = body.split('<').filter_map(|piece| piece.split_once('>'));
    let text: Vec<&str> = pieces.map(|(_, text)| text).collect();
    text.join(" ").replace("&amp;", "&").replace("&#39;", "'").replace('\u{a0}', " ")
}

/// Plain text without its lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{202f}', " ")
}

#[test]
fn every_topic_is_said_in_every_language_without_a_gap() {
    for (language, amount, date) in LANGUAGES {
        let mut topics = BTreeSet::new();
        for (name, view) in samples::letters(language) {
            let letter = letter(&view);
            let here = format!("{name}, {language}:\n{}\n{}", letter.subject, letter.text);
            topics.insert(view.topic.code());
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains(['{', '}']), "a gap in {here}");
                assert!(!part.contains(" ,") && !part.contains(" ."), "something lacks in {here}");
            }
            assert!(letter.subject.contains(&view.title), "{here}");
            assert!(
                !letter.text.contains('\u{a0}') && !letter.subject.contains('\u{a0}'),
                "{here}"
            );
            assert!(letter.html.contains(&format!("<html lang=\"{language}\" dir=\"ltr\">")));
            let summed = view.due.is_some() && view.topic != Topic::Expired;
            let priced = view.price.is_some() && view.topic != Topic::Ended;
            let other = name == "receipt_over";
            assert!(!(summed || priced) || other || letter.text.contains(amount), "{here}");
            let quiet = matches!(view.topic, Topic::Ended | Topic::ManageLink);
            assert!(view.at.is_none() || quiet || letter.text.contains(date), "{here}");
            let links = [Some(&view.link), view.manage_link.as_ref()];
            // What can no longer be paid leads nowhere.
            let links = links
                .into_iter()
                .flatten()
                .filter(|_| view.topic != Topic::Expired || view.can_reopen);
            for link in links {
                assert!(letter.text.contains(link), "{here}");
                assert!(letter.html.contains(&format!("href=\"{link}\"")), "{here}");
            }
        }
        assert_eq!(topics.len(), Topic::ALL.len(), "{language}: a topic without a sample");
    }
}

#[test]
fn plain_text_says_what_the_html_says() {
    for (language, ..) in LANGUAGES {
        for (name, view) in samples::letters(language) {
            let letter = letter(&view);
            let html = flat(&text(&letter.html));
            for line in letter.text.lines().filter(|line| !line.is_empty()) {
                let line = flat(line);
                let (start, end) = line.rsplit_once(": ").unwrap_or((&line, ""));
                // A link stands behind its word in one, and beside it in the other.
                let start = start.trim_end_matches([':', ' ']);
                let both = html.contains(&line)
                    || html.contains(start) && (html.contains(end) || end.starts_with("https:"));
                assert!(both, "{name}, {language}: {line:?} is not in\n{html}");
            }
        }
    }
}

#[test]
fn mails_of_invoices_name_the_amount_the_time_and_what_to_do() {
    let request = said("request", "en");
    assert_eq!(request.subject, "[Test] Alder & Pine: Walnut side table");
    assert_eq!(
        request.text,
        "Test mode: no real money\n\nHello Alex Buyer,\n\n\
         Alder & Pine asks you for 1,250.00 USDC. Pay before 16 January 2026, 12:00 CET.\n\n\
         For: Walnut side table\nOrder: ORD-9001\nInvoice: k3v9q2m7x4c8b5n1\n\n\
         View and pay: https://pay.example.com/pay/k3v9q2m7x4c8b5n1\n\n\
         Alder & Pine\nhelp@example.com\nhttps://example.com/help"
    );
    let check = |name: &str, language: &str, wanted: &str| {
        let text = said(name, language).text;
        assert!(text.contains(wanted), "{name} lacks {wanted:?}:\n{text}");
    };
    let failed = said("charge_failed", "en");
    assert_eq!(failed.subject, "[Test] Payment failed: Walnut side table");
    check(
        "charge_failed",
        "en",
        "The automatic payment for Walnut side table failed. Alder & Pine",
    );
    check("charge_failed", "nl", "is mislukt. Alder & Pine vraagt je 1.250,00 USDC te betalen.");
    check("reminder", "en", "A reminder: 1,250.00 USDC is still due to Alder & Pine. Pay before");
    check("reminder_billed", "de", "Fällig am: 1. Februar 2026");
    check("reminder_billed", "en", "Manage or cancel this subscription: https://pay.example.com/");
    check("partly_paid", "en", "450.00 of 1,250.00 USDC arrived. Send the remaining 800.00 USDC");
    check("partly_paid", "nl", "met dezelfde memo.");
    check("partly_paid_tag", "nl", "met dezelfde destination tag.");
    check("receipt", "fr", "Payé le : 15 janvier 2026 à 11:00 (CET)");
    check("receipt_over", "en", "Received: 1,300.00 USDC\nExcess: 50.00 USDC");
    check("receipt_live", "es", "Hola:\n\nAlder & Pine ha recibido 1250,00 USDC. Gracias.");
    check("expired", "pt", "Não envie nada; peça um novo link a Alder & Pine.");
    check("expired_short", "en", "450.00 of 1,250.00 USDC arrived before the time ended.");
    check("expired_billed", "nl", "Je kunt de factuur opnieuw openen en nu betalen.");
}

#[test]
fn mails_of_subscriptions_name_the_price_and_the_day() {
    let check = |name: &str, language: &str, wanted: &[&str]| {
        let letter = said(name, language);
        for words in wanted {
            let found = letter.subject.contains(words) || letter.text.contains(words);
            assert!(found, "{name} lacks {words:?}:\n{}\n{}", letter.subject, letter.text);
        }
    };
    check("started", "en", &["On 1 February 2026 we mail you the first invoice: 1,250.00 USDC"]);
    let fiat = "Prijs: 1.250,00 EUR per maand · 12 betalingen · Te betalen in USDC";
    check("started_fiat", "nl", &[fiat]);
    check("trial_will_end", "de", &["Ihre kostenlose Testzeit endet am 1. Februar 2026"]);
    check("upcoming", "es", &["Próximo pago el 1 de febrero de 2026", "1250,00 USDC al mes"]);
    let old_and_new = "1,250.00 USDC per month until now, 1,400.00 USDC per month from 1 February";
    check("changed", "en", &[old_and_new, "Price from 1 February 2026: 1,400.00 USDC per month"]);
    check("changed", "fr", &["Nouveau prix à partir du 1er février 2026 : Workshop club"]);
    check("ended", "pt", &["A sua subscrição de Workshop club terminou."]);
    check("manage_link", "en", &["Keep the link to yourself"]);
}

#[test]
fn test_mails_are_marked_and_live_ones_are_not() {
    let (test, live) = (said("receipt", "de"), said("receipt_live", "de"));
    assert!(test.subject.starts_with("[Test] ") && live.subject.starts_with("Beleg: "));
    for (part, other) in [(&test.text, &live.text), (&test.html, &live.html)] {
        assert!(part.contains("Testmodus: kein echtes Geld"));
        assert!(!other.contains("Test"), "{other}");
    }
}

#[test]
fn french_never_parts_a_sign_from_its_word() {
    for (name, view) in samples::letters("fr") {
        let html = text(&letter(&view).html.replace('\u{a0}', "~"));
        assert!(!html.contains(" :") && !html.contains(" ;"), "{name}: {html}");
    }
}

#[test]
fn hostile_names_and_links_stay_texts() {
    let evil = "</p><script>alert('1')</script>\" onload=\"{due}";
    for (name, view) in samples::letters("en") {
        let merchant = MerchantView {
            name: evil.to_owned(),
            logo_url: Some(format!("https://example.com/{evil}")),
            accent: Some(format!("#123456{evil}")),
            support_email: Some(evil.to_owned()),
            support_url: Some(evil.to_owned()),
            ..view.merchant.clone()
        };
        let view = LetterView {
            merchant,
            name: Some(evil.to_owned()),
            title: evil.to_owned(),
            order_id: Some(evil.to_owned()),
            link: format!("https://pay.example.com/{evil}"),
            manage_link: Some(format!("https://pay.example.com/{evil}")),
            ..view
        };
        let letter = letter(&view);
        let html = &letter.html;
        assert!(!html.contains("<script") && !html.contains("\" onload"), "{name}: {html}");
        assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)"), "{name}");
        // A gap in a name is a part of the name.
        assert!(letter.text.contains(evil), "{name}: {}", letter.text);
    }
}
