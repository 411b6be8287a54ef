//! What a page must say of real ledgers: addresses, wallets, claims, returns, rates; natively.

#![expect(clippy::expect_used, reason = "a page that lacks a part fails its test")]

use shared::money::Amount;
use shared::time::{DAY_MS, MINUTE_MS};
use shared::view::{CheckoutView, ClaimOutcome, ClaimView, ReturnView};
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

/// The first element of a page that begins so, until the tag ends.
fn element<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let at = html.find(start).expect(start);
    let rest = html.get(at..).expect("a place");
    rest.split_once(end).expect(end).0
}

#[test]
fn a_wallet_without_a_memo_is_given_an_address_that_carries_it() {
    let help = "Send the same amount to this address instead, without a memo";
    check("live_stellar", &["My wallet has no field for a memo", help, "MA7Q YNF7 SOWQ"]);
    let muxed = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAHDB4WEPKGI";
    assert!(page("live_stellar").contains(&format!("data-copy=\"{muxed}\"")));
    let plain = "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf?dt=1904711203&amount=48.25";
    let copy = format!("All in one line {plain} Copy line");
    check("live_xrp", &["My wallet has no field for a tag", "XVLh HMPH U98e", &copy]);
    let none = CheckoutView { alternative: None, ..sample("live_stellar") };
    assert!(!checkout(&none, FRAME).html.contains("no field for a memo"));
}

#[test]
fn payers_are_warned_where_money_gets_lost() {
    let exchange = "Paying from an exchange? Only if it lets you enter the memo; \
                    else use your own wallet.";
    let network = "Send USDC on Stellar only. What is sent on another network is lost.";
    check("live_stellar", &[exchange, network]);
    check("live_xrp", &["Only if it lets you enter the tag", "Send XRP on XRP Ledger only."]);
    check("return", &["Use your own wallet, not an exchange."]);
}

#[test]
fn freighter_is_offered_on_the_page_itself_and_never_in_a_frame() {
    let button = "data-prepare=\"/pay/k3v9q2m7x4c8b5n1/wallet\" \
                  data-submit=\"/pay/k3v9q2m7x4c8b5n1/wallet/submit\"";
    assert!(page("live_stellar").contains(button));
    check("live_stellar", &["Pay with Freighter"]);
    let view = sample("live_stellar");
    let framed = checkout(&view, Frame { embedded: true, ..FRAME }).html;
    assert!(!framed.contains("data-prepare"), "a frame signs nothing");
    let link = "target=\"_blank\" rel=\"noopener\" href=\"/pay/k3v9q2m7x4c8b5n1\"";
    assert!(framed.contains(link));
    let chosen = CheckoutView {
        due: None,
        chosen: Some(Amount::from_minor(125_000_000)),
        asked_language: Some("nl".to_owned()),
        ..view.clone()
    };
    let framed = checkout(&chosen, Frame { embedded: true, ..FRAME }).html;
    assert!(framed.contains("href=\"/pay/k3v9q2m7x4c8b5n1?amount=12.5&amp;lang=nl\""));
    let asleep = checkout(&view, Frame { boot: None, ..FRAME }).html;
    assert!(!asleep.contains("data-wallet"), "without a script nobody would answer the tap");
    let none = CheckoutView { wallet: None, ..view };
    assert!(!checkout(&none, FRAME).html.contains("Freighter"));
    assert!(!text(&page("unpaid")).contains("Freighter"));
}

#[test]
fn the_wallets_code_finds_a_sentence_for_all_it_can_say() {
    for (language, sentence) in [
        ("live_stellar", "data-no_trustline=\"This account holds no USDC."),
        ("live_fr", "data-no_trustline=\"Ce compte n’a pas de USDC."),
        (
            "live_de",
            "data-network=\"Freighter ist in einem anderen Netzwerk. Stellen Sie es auf {n",
        ),
    ] {
        let html = page(language);
        assert!(html.contains(sentence), "{language}");
        for code in [
            "asking",
            "sent",
            "missing",
            "declined",
            "network",
            "no_account",
            "no_trustline",
            "too_little",
            "busy",
            "over",
            "failed",
            "unsure",
        ] {
            assert!(html.contains(&format!(" data-{code}=\"")), "{language}: {code}");
        }
    }
}

#[test]
fn a_payment_that_does_not_show_can_be_looked_for_by_its_hash() {
    let html = page("live_stellar");
    let details = element(&html, "<details id=\"claim\" class=\"claim\">", "</details>");
    let form = "<form method=\"post\" action=\"/pay/k3v9q2m7x4c8b5n1/transaction\"";
    assert!(details.contains(form) && details.contains("name=\"hash\""));
    assert!(details.contains("<label for=\"hash\">") && details.contains("required=\"\""));
    assert!(details.contains("<noscript><p><a href=\"?claim=#claim\">"), "a way to type in peace");
    check("live_stellar", &["I paid, but it does not show", "Was the memo forgotten?"]);
    check("live_xrp", &["Was the tag forgotten?"]);
}

#[test]
fn every_outcome_of_a_claim_is_told_in_its_place() {
    let told = [
        (ClaimOutcome::NotAHash, "There is no hash in this."),
        (ClaimOutcome::NotFound, "Stellar knows no such transaction."),
        (ClaimOutcome::NotFinal, "The transaction was found, but it is not final yet."),
        (ClaimOutcome::Attached, "Found. This payment now counts."),
        (ClaimOutcome::Waiting, "Alder & Pine will look at it"),
        (ClaimOutcome::Failed, "Stellar refused this transaction, so nothing was taken."),
        (ClaimOutcome::Elsewhere, "This transaction paid another address"),
        (ClaimOutcome::Known, "This payment is known already"),
        (ClaimOutcome::TooOften, "There were too many tries from this connection."),
        (ClaimOutcome::Busy, "Stellar cannot be asked right now."),
    ];
    assert_eq!(told.len(), ClaimOutcome::ALL.len());
    for (outcome, sentence) in told {
        let name = format!("claim_{}", outcome.code());
        check(&name, &[sentence]);
        let html = page(&name);
        let details = element(&html, "<details id=\"claim\" class=\"claim\" open=", "</details>");
        use ClaimOutcome::{Attached, Known, NotFinal, Waiting};
        let over = [Attached, Known, NotFinal, Waiting].contains(&outcome);
        assert_eq!(details.contains("<form"), !over, "{name}: where another try may help");
        let refused = outcome == ClaimOutcome::NotAHash;
        assert_eq!(details.contains("aria-invalid=\"true\""), refused, "{name}");
        assert_eq!(details.contains("role=\"status\""), !refused, "{name}");
        assert!(!html.contains("http-equiv=\"refresh\""), "{name}: whoever types is left alone");
    }
    assert!(page("claim_not_a_hash").contains("value=\"I paid on Monday\""));
    assert!(page("claim_held").contains("<details id=\"claim\" class=\"claim\" open="));
    assert!(!page("claim_held").contains("http-equiv=\"refresh\""));
}

#[test]
fn a_claim_carries_along_what_the_page_was_asked_for() {
    let chosen = sample("asked");
    let html = checkout(&chosen, Frame { embedded: true, ..FRAME }).html;
    let details = element(&html, "<details id=\"claim\" class=\"claim\">", "</details>");
    for (name, value) in [("from", "embed"), ("amount", "12"), ("lang", "nl")] {
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert!(details.contains(&field), "{field}:\n{details}");
    }
    assert!(details.contains("href=\"?lang=nl&amp;claim=&amp;amount=12#claim\""));
}

#[test]
fn money_that_goes_back_needs_an_address_once() {
    let form = "<form method=\"post\" action=\"/pay/k3v9q2m7x4c8b5n1/return-address\"";
    assert!(page("return").contains(form) && page("return").contains("name=\"address\""));
    check("return", &["Your address on Stellar", "It cannot be changed afterwards."]);
    let saved = "Alder & Pine can send it back to this address. GA7Q YNF7 SOWQ";
    check("return_saved", &[saved]);
    assert!(!page("return_saved").contains(form), "what was left stays");
    check("return_not_an_address", &["This is not an address on Stellar."]);
    check("return_own", &["This is the address of Alder & Pine."]);
    check("return_busy", &["Too many requests came at once."]);
    for (name, wrong) in [("return_own", true), ("return_busy", false), ("return", false)] {
        let html = page(name);
        let field = element(&html, "<input id=\"address\"", ">");
        assert_eq!(field.contains("aria-invalid"), wrong, "{name}");
    }
    let none = CheckoutView { return_address: None, ..sample("return") };
    assert!(!checkout(&none, FRAME).html.contains(form));
}

#[test]
fn what_went_back_is_told_in_every_state() {
    check("refunded", &["5.00 USDC more than due arrived; 5.00 USDC was sent back."]);
    check("refunded", &["Sent back 5.00 USDC"]);
    check("refunded_all", &["25.00 USDC was sent back.", "Sent back 25.00 USDC"]);
    check("refunded_late", &["25.00 USDC arrived that did not count; 25.00 USDC was sent back."]);
    check("refunded_de", &["5,00 USDC wurden zurückgesendet.", "Zurückgesendet 5,00 USDC"]);
    for (name, view) in samples::all() {
        let told = text(&checkout(&view, FRAME).html).contains("sent back.");
        let english = view.merchant.language == "en";
        assert_eq!(told, !view.refunded.is_nothing() && english, "{name}");
    }
}

#[test]
fn a_price_says_who_told_the_rate_and_how_long_it_holds() {
    let view = sample("live_priced");
    let lines = "230.00\u{a0}EUR · 1\u{a0}USDC = 0.92\u{a0}EUR\n\
                 Rate: Kraken, Coinbase, 11:00 CET\n\
                 This price holds until 11:15 CET.";
    assert_eq!(face(&view).price, lines);
    check("priced", &["Kurs: Kraken, Coinbase, 11:00 Uhr (CET)"]);
    let old = CheckoutView { now: view.now.plus_ms(DAY_MS), ..view.clone() };
    assert!(face(&old).price.ends_with("Rate: Kraken, Coinbase, 15 January 2026, 11:00 CET"));
    check("priced", &["Dieser Preis gilt bis 11:15 Uhr (CET)."]);
    let holds = |view: &CheckoutView| face(view).price.contains("holds until");
    let received = CheckoutView { received: Amount::from_minor(1), ..view.clone() };
    assert!(!holds(&received), "the first money freezes the rate");
    let over = CheckoutView { now: view.now.plus_ms(15 * MINUTE_MS), ..view.clone() };
    assert!(!holds(&over), "no promise that has ended");
    let quiet = face(&view).hurry_ms;
    let mut open = view.clone();
    open.price = None;
    assert_eq!(quiet, face(&open).hurry_ms, "the timer is for the invoice, not for its price");
}

#[test]
fn without_a_rate_nothing_is_to_be_sent() {
    check("no_rate", &["Price not known yet", "Due 230.00 EUR", "Please send nothing yet"]);
    check("no_rate_nl", &["Prijs nog niet bekend", "Verschuldigd 230,00 EUR"]);
    let view = sample("no_rate");
    let told = face(&view);
    assert_eq!((told.stage.as_str(), told.payable, told.choosable), ("no_rate", false, false));
    assert_eq!((told.uri.as_str(), told.send.as_str(), told.price.as_str()), ("", "", ""));
    assert_eq!(told.poll, "/pay/k3v9q2m7x4c8b5n1/state", "it asks on");
    // Even if somebody hands it a link.
    let slip = CheckoutView { payment_uri: sample("live_stellar").payment_uri, ..view };
    assert_eq!(face(&slip).uri, "");
}

#[test]
fn what_a_wallet_announced_has_no_amount_yet() {
    check("live_announced", &["Confirming", "Your wallet has sent it. Stellar usually confirms"]);
    assert!(!text(&page("live_announced")).contains("0.00 USDC"));
}

#[test]
fn forms_are_shown_where_they_help() {
    let quiet = CheckoutView {
        claim: None,
        return_address: None,
        alternative: None,
        wallet: None,
        ..sample("live_stellar")
    };
    let html = checkout(&quiet, FRAME).html;
    assert!(!html.contains("<details") && !html.contains("method=\"post\""));
    // The card turns without a reload, so the forms are there before they are needed.
    let paid = CheckoutView {
        claim: Some(ClaimView::default()),
        return_address: Some(ReturnView::default()),
        ..sample("live_stellar")
    };
    let html = checkout(&paid, FRAME).html;
    assert!(html.contains("class=\"returns\"") && html.contains("class=\"claim\""));
}
