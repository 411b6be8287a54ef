//! Every mail in every language: it says what it must, and what a stranger wrote stays text.

use shared::currency::Asset;
use shared::money::Amount;
use shared::schedule::Interval;
use shared::time::Instant;
use shared::view::{MerchantView, PriceTag};
use widget::{LetterView, Topic, letter};

const LANGUAGES: [&str; 6] = ["en", "nl", "de", "fr", "es", "pt"];
const LINK: &str = "https://pay.example.com/manage/w46x52a8y3aa9jaz";

fn view(topic: Topic, language: &str) -> LetterView {
    let units = |units: i64| Amount::from_minor(units * 10_000_000);
    let price = |whole| PriceTag {
        asset: Asset::Usdc,
        amount: Some(units(whole)),
        fiat: None,
        interval: Interval::Monthly,
        interval_count: 1,
        cycles: None,
    };
    let of_invoice = invoice_topics().contains(&topic);
    LetterView {
        topic,
        test: true,
        merchant: MerchantView {
            name: "Alder & Pine".to_owned(),
            logo_url: Some("https://example.com/logo.png".to_owned()),
            accent: None,
            support_email: Some("help@example.com".to_owned()),
            support_url: None,
            language: language.to_owned(),
            zone: "Europe/Amsterdam".to_owned(),
        },
        name: Some("Alex Buyer".to_owned()),
        title: "Pro Support".to_owned(),
        order_id: None,
        invoice: of_invoice.then(|| "k3v9q2m7x4c8b5n1".to_owned()),
        asset: Asset::Usdc,
        total: Some(units(25)),
        due: Some(units(15)),
        received: units(10),
        paid_at: None,
        at: Instant::parse("2026-03-01T10:00:00Z"),
        price: Some(price(1_250)),
        new_price: Some(price(1_500)),
        link: LINK.to_owned(),
        can_reopen: false,
        manage_link: None,
    }
}

const fn invoice_topics() -> [Topic; 5] {
    [Topic::Request, Topic::Reminder, Topic::PartlyPaid, Topic::Receipt, Topic::Expired]
}

#[test]
fn every_mail_is_whole_in_every_language() {
    for topic in Topic::ALL {
        for language in LANGUAGES {
            let view = view(topic, language);
            let written = letter(&view);
            let name = format!("{} in {language}", topic.code());
            for text in [&written.subject, &written.text, &written.html] {
                assert!(!text.contains(['{', '}']), "{name}: {text}");
            }
            assert!(written.subject.starts_with('['), "{name}: {}", written.subject);
            assert!(written.subject.contains("Pro Support"), "{name}: {}", written.subject);
            assert!(written.text.contains("Alex Buyer") && written.text.contains("Alder & Pine"));
            assert!(written.html.contains(&format!("<html lang=\"{language}\" dir=\"ltr\">")));
            let leads = topic != Topic::Expired;
            assert_eq!(written.text.contains(LINK), leads, "{name}: {}", written.text);
            assert_eq!(written.html.contains(LINK), leads, "{name}");
            assert!(!written.text.contains('\u{a0}'), "{name}");
        }
    }
}

#[test]
fn amounts_and_dates_are_written_as_the_language_writes_them() {
    let text = |topic, language: &str| letter(&view(topic, language)).text;
    assert!(text(Topic::Request, "en").contains("asks you for 15.00 USDC."));
    assert!(text(Topic::PartlyPaid, "de").contains("10,00 USDC von 25,00 USDC sind eingegangen"));
    assert!(text(Topic::TrialWillEnd, "nl").contains("1.250,00 USDC per maand"));
    assert!(text(Topic::Upcoming, "en").contains("On 1 March 2026 Alder & Pine sends you"));
    assert!(text(Topic::Upcoming, "fr").contains("Le 1er mars 2026"));
    let changed = text(Topic::Changed, "pt");
    assert!(changed.contains("1.500,00 USDC por mês") && changed.contains("1 de março de 2026"));
}

#[test]
fn an_invoice_of_a_subscription_says_when_it_is_due_and_where_it_is_managed() {
    let manage_link = Some("https://pay.example.com/manage/abc".to_owned());
    let mut view = LetterView { manage_link, ..view(Topic::Request, "en") };
    let written = letter(&view);
    assert!(written.text.contains("Due on: 1 March 2026"));
    let line = "Manage or cancel this subscription: https://pay.example.com/manage/abc";
    assert!(written.text.contains(line));
    assert!(written.html.contains("href=\"https://pay.example.com/manage/abc\""));
    view.topic = Topic::Expired;
    assert!(letter(&view).text.contains("Please do not pay it."));
    view.can_reopen = true;
    assert!(letter(&view).text.contains("you can open it again"));
}

#[test]
fn what_a_stranger_wrote_stays_text() {
    let hostile = "\"><script>alert(1)</script>{due}";
    for topic in Topic::ALL {
        let mut view = view(topic, "en");
        view.title = hostile.to_owned();
        view.name = Some(hostile.to_owned());
        view.merchant.name = hostile.to_owned();
        view.link = format!("https://pay.example.com/?\"{hostile}");
        let html = letter(&view).html;
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("{due}"), "a name is never searched for gaps");
    }
}
