//! The woken card: every state's HTML wakes as it is, and then does what it should.

use shared::draft::ChosenError;
use shared::money::{Amount, AmountError};
use shared::view::read_choice;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::*;
use crate::{BROWSER_MS, named};

/// Written by the native test `pages.rs`.
const PAGES: &str = include_str!("../pages.html");

fn pages() -> Vec<(&'static str, &'static str)> {
    named(PAGES)
}

fn page(name: &str) -> &'static str {
    pages().into_iter().find(|(known, _)| *known == name).expect(name).1
}

/// Shows a state's page and wakes it.
fn wake(name: &str) {
    show(page(name), BROWSER_MS as f64);
    widget::hydrate();
}

/// The state of another page, as the server would send it.
fn state_of(name: &str) -> String {
    show(page(name), BROWSER_MS as f64);
    attribute("[data-island]", "data-face")
}

#[wasm_bindgen_test]
async fn every_state_wakes_without_a_mismatch() {
    let pages = pages();
    assert!(pages.len() > 25, "{}", pages.len());
    for (name, page) in pages {
        show(page, BROWSER_MS as f64);
        let before = html("[data-island]");
        widget::hydrate();
        rest().await;
        assert_eq!(complaints(), "", "{name}");
        assert_eq!(html("[data-island]"), before, "{name}: waking changes nothing");
        assert_eq!(attribute("[data-island]", "data-awake"), "", "{name}");
        let open = !state_poll(page).is_empty();
        assert_eq!(beating(), u32::from(open), "{name}: watches while something can change");
    }
}

fn state_poll(page: &str) -> &str {
    let poll = page.split_once("&quot;poll&quot;:&quot;").expect("a poll").1;
    poll.split_once("&quot;").expect("its end").0
}

#[wasm_bindgen_test]
async fn waking_twice_is_waking_once() {
    wake("unpaid");
    widget::hydrate();
    assert_eq!(beating(), 1);
}

#[wasm_bindgen_test]
async fn any_state_turns_into_any_other_without_a_reload() {
    let all = pages();
    let same_invoice = |name: &str| {
        let other = ["choosing", "choosing_refused", "chosen", "priced", "xrp", "bare", "large"];
        let more = ["live", "begins", "reopen", "asked", "nl", "de", "fr", "es", "pt"];
        let ledgers = ["live_", "no_rate", "claim_", "return", "refunded", "psp_", "sold"];
        let real = ledgers.iter().any(|start| name.starts_with(start));
        !other.contains(&name) && !more.contains(&name) && !real
    };
    let all: Vec<_> = all.into_iter().filter(|(name, _)| same_invoice(name)).collect();
    for from in ["unpaid", "partial", "pending", "ended"] {
        for (to, _) in &all {
            let state = state_of(to);
            let wanted = seen("main");
            wake(from);
            answer(200, &state);
            pass(4_000.0).await;
            rest().await;
            let found = seen("main");
            assert_eq!(without_code(&found), without_code(&wanted), "{from} -> {to}");
            assert_eq!(complaints(), "", "{from} -> {to}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_only_a_real_ledger_brings_turns_without_a_reload_too() {
    for (from, to) in [
        ("no_rate", "live_priced"),
        ("live_priced", "no_rate"),
        ("live_stellar", "live_announced"),
        ("live_announced", "live_partial"),
        ("live_stellar", "return"),
        ("live_partial", "return_late"),
        ("claim_not_found", "claim_not_found"),
    ] {
        let state = state_of(to);
        let wanted = seen("[data-island]");
        wake(from);
        answer(200, &state);
        pass(4_000.0).await;
        rest().await;
        let found = seen("[data-island]");
        assert_eq!(without_code(&found), without_code(&wanted), "{from} -> {to}");
        assert_eq!(complaints(), "", "{from} -> {to}");
    }
}

#[wasm_bindgen_test]
async fn a_wallet_that_has_answered_makes_the_page_look_at_once() {
    let announced = state_of("live_announced");
    wake("live_stellar");
    pass(1_000.0).await;
    assert_eq!(calls(), 0);
    mark("[data-island]", "data-look", "");
    answer(200, &announced);
    pass(1_000.0).await;
    assert_eq!(calls(), 1, "with the next beat");
    assert_eq!(
        text(".say"),
        "Your wallet has sent it. Stellar usually confirms in about 5 seconds."
    );
    pass(3_000.0).await;
    assert_eq!(calls(), 1, "once");
}

/// The pages here have only the beginning of a code, and a state's JSON here has none.
fn without_code(seen: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in seen.lines() {
        let code = line.trim_start().starts_with("path d=m0") || line.trim() == "path d= |";
        lines.push(if code { "code" } else { line.trim_end() });
    }
    lines.join("\n")
}

#[wasm_bindgen_test]
async fn the_page_asks_with_the_tag_it_knows_and_changes_nothing_on_304() {
    wake("unpaid");
    let before = html("main");
    pass(3_000.0).await;
    assert_eq!(calls(), 0, "not before 4 s");
    pass(1_000.0).await;
    assert_eq!(calls(), 1);
    let asked = last_call();
    assert!(asked.starts_with("/pay/k3v9q2m7x4c8b5n1/state \""), "{asked}");
    assert!(asked.ends_with('"') && asked.len() > 40, "{asked}");
    pass(8_000.0).await;
    assert_eq!(calls(), 3, "every 4 s");
    assert_eq!(html("main"), before);
}

#[wasm_bindgen_test]
async fn a_payment_turns_the_page_to_paid_and_the_asking_ends() {
    let paid = state_of("paid");
    wake("unpaid");
    answer(200, &paid);
    pass(4_000.0).await;
    assert_eq!(attribute("main", "data-status"), "paid");
    assert_eq!(text(".status span"), "Paid");
    assert!(!visible(".pay"), "nothing is left to pay");
    assert_eq!(title(), "Paid \u{b7} Alder & Pine");
    assert_eq!(text(".done .button"), "Back to shop.example.com");
    assert_eq!(beating(), 0, "nothing beats any more");
    pass(60_000.0).await;
    assert_eq!(calls(), 1);
}

#[wasm_bindgen_test]
async fn a_page_that_is_not_seen_asks_less_and_at_once_when_it_is() {
    wake("unpaid");
    hide(true);
    pass(14_000.0).await;
    assert_eq!(calls(), 0);
    pass(1_000.0).await;
    assert_eq!(calls(), 1, "15 s");
    pass(10_000.0).await;
    hide(false);
    pass(1_000.0).await;
    assert_eq!(calls(), 2, "seen again");
}

#[wasm_bindgen_test]
async fn without_a_connection_the_page_says_so_and_asks_ever_less() {
    wake("unpaid");
    assert!(!visible(".offline"));
    answer(0, "");
    answer(503, "");
    pass(4_000.0).await;
    assert!(visible(".offline"));
    pass(7_000.0).await;
    assert_eq!(calls(), 1, "twice as long after a failure");
    pass(1_000.0).await;
    assert_eq!(calls(), 2);
    pass(16_000.0).await;
    assert_eq!(calls(), 3);
    assert!(!visible(".offline"), "an answer came");
    assert_eq!(complaints(), "");
}

#[wasm_bindgen_test]
async fn the_timer_shows_in_the_last_quarter_only_and_ends_with_a_look() {
    wake("unpaid");
    pass(1_000.0).await;
    assert!(!visible(".timer"), "there is time enough");
    wake("unpaid_last_quarter");
    assert!(!visible(".timer"));
    pass(1_000.0).await;
    assert!(visible(".timer"));
    assert_eq!(text(".timer b"), "4:59", "by the server's clock");
    pass(290_000.0).await;
    assert_eq!(text(".timer b"), "0:09");
    let asked = calls();
    let ended = state_of_kept("ended");
    answer(200, &ended);
    pass(9_000.0).await;
    assert!(calls() > asked);
    pass(1_000.0).await;
    assert!(!visible(".pay"), "the page stops offering payment");
    assert!(!visible(".timer"));
    assert_eq!(complaints(), "");
}

/// As [`state_of`], beside the page that is shown.
fn state_of_kept(name: &str) -> String {
    let face = page(name).split_once("data-face=\"").expect("a face").1;
    let face = face.split_once('"').expect("its end").0;
    face.replace("&quot;", "\"").replace("&amp;", "&")
}

#[wasm_bindgen_test]
async fn a_copy_says_so_politely_and_nothing_moves() {
    wake("unpaid");
    permit(true, true);
    let before = height(".facts");
    click("[data-copy^=PLR]");
    rest().await;
    assert_eq!(copies(), "PLR-7K2M9XQD");
    assert_eq!(text("p.said"), "Copied: Memo");
    assert!(attribute("[data-copy^=PLR]", "class").contains("done"));
    assert_eq!(focused(), "PLR-7K2M9XQD", "the button keeps the focus");
    assert_eq!(height(".facts"), before);
    click("[data-copy^=GSAN] span");
    assert!(copies().ends_with(&"\nGSANDBOXPAYLINKR7QH2M5WD3KX6TYC4ZB9RNVJ8E2ALS5PFUG3TOI4X"));
    assert_eq!(text("p.said"), "Copied: Address");
}

#[wasm_bindgen_test]
async fn where_one_way_to_copy_is_barred_the_other_is_taken() {
    wake("unpaid");
    permit(false, true);
    click("[data-copy='25.00']");
    rest().await;
    assert_eq!(copies(), "new 25.00");
    assert_eq!(text("p.said"), "Copied: Amount");
    permit(false, false);
    click("[data-copy^=PLR]");
    rest().await;
    assert_eq!(text("p.said"), "Please select and copy by hand: Memo");
    assert!(attribute("p.said", "class").contains("shown"));
    assert!(!attribute("[data-copy^=PLR]", "class").contains("done"));
    assert_eq!(complaints(), "");
}

#[wasm_bindgen_test]
async fn the_amount_to_copy_follows_what_is_left() {
    let partial = state_of("partial");
    wake("unpaid");
    permit(true, true);
    answer(200, &partial);
    pass(4_000.0).await;
    rest().await;
    click("[data-copy='15.00']");
    assert_eq!(copies(), "15.00");
}

#[wasm_bindgen_test]
async fn the_field_tells_what_shared_tells_for_any_input() {
    let least = Some(Amount::from_minor(50_000_000));
    wake("choosing");
    let errors = attribute("#amount", "data-errors");
    let errors: Vec<&str> = errors.split('\n').collect();
    let mut refused = 0;
    for typed in inputs() {
        type_amount(&typed, "change");
        let told = text("#amount-note");
        match read_choice(&typed, 7, least) {
            Ok(_) => {
                assert_eq!(told, "5.00\u{a0}USDC or more", "{typed:?}");
                assert_eq!(attribute("#amount", "aria-invalid"), "", "{typed:?}");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(told, errors[place(error)], "{typed:?}: {error:?}");
                assert_eq!(attribute("#amount", "aria-invalid"), "true", "{typed:?}");
            }
        }
    }
    assert!((50..190).contains(&refused), "both kinds: {refused}");
}

/// The order of the texts, said a second time on purpose.
fn place(error: ChosenError) -> usize {
    let order = [
        AmountError::Empty,
        AmountError::NotANumber,
        AmountError::Negative,
        AmountError::Zero,
        AmountError::TooPrecise { scale: 7 },
        AmountError::TooLarge,
    ];
    match error {
        ChosenError::Amount(error) => order.iter().position(|it| *it == error).expect("listed"),
        ChosenError::Below(_) => order.len(),
    }
}

/// 200 inputs: known slips, then numbers and noise from a fixed seed.
fn inputs() -> Vec<String> {
    let known = "|0|-1|1e3|12,25|12.25|1,000|1.000,50|NaN|5|4.99|5.00000001|+7|.5|5.|٣| 12 |0,0|\
                 99999999999999999999|922337203685.4775807|5,1234567|5,12345678|--|12 USDC";
    let mut inputs: Vec<String> = known.split('|').map(str::to_owned).collect();
    let mut seed = 20_260_115_u32;
    let mut dice = |sides: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % sides
    };
    while inputs.len() < 200 {
        let numbers = dice(3) > 0;
        let letters: &[u8] = if numbers { b"0123456789" } else { b"0123456789.,-e x" };
        let mut text: String = (0..=dice(9))
            .map(|_| char::from(letters[dice(letters.len() as u32) as usize]))
            .collect();
        if numbers && dice(2) == 0 {
            text.push(if dice(2) == 0 { '.' } else { ',' });
            text.extend((0..=dice(8)).map(|_| char::from(b'0' + dice(10) as u8)));
        }
        inputs.push(text);
    }
    inputs
}

#[wasm_bindgen_test]
async fn typing_is_not_interrupted_but_a_wrong_amount_is_not_sent() {
    wake("choosing");
    for beginning in ["", "0", "0.", "0,", "4"] {
        type_amount(beginning, "input");
        assert_eq!(attribute("#amount", "aria-invalid"), "", "{beginning:?} may go on");
    }
    type_amount("4x", "input");
    assert_eq!(attribute("#amount", "aria-invalid"), "true", "no typing mends this");
    type_amount("4", "submit");
    assert_eq!(sent(), "");
    assert_eq!(text("#amount-note"), "Enter 5.00\u{a0}USDC or more.");
    type_amount("12,50", "submit");
    assert_eq!(sent(), "12.50", "as machines write it");
    assert_eq!(attribute("#amount", "aria-invalid"), "");
}
