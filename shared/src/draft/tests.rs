//! What a draft takes and what it says when it does not: every field missing, wrong, too long,
//! hostile.

use expect_test::{Expect, expect};

use super::*;

fn text(name: &str, text: &str) -> (String, Input) {
    (name.to_owned(), Input::Text(text.to_owned()))
}

fn number(name: &str, text: &str) -> (String, Input) {
    (name.to_owned(), Input::Number(text.to_owned()))
}

fn check(entries: Vec<(String, Input)>) -> Result<InvoiceDraft, FieldErrors> {
    InvoiceDraft::check(&Fields::new(entries), Reach::Public)
}

fn errors(entries: Vec<(String, Input)>, expected: &Expect) {
    let found = check(entries).expect_err("an error");
    let lines = found
        .0
        .iter()
        .flat_map(|(field, texts)| texts.iter().map(move |text| format!("{field}: {text}\n")));
    expected.assert_eq(&lines.collect::<String>());
}

fn named<'a>(errors: &'a FieldErrors, field: &str) -> &'a [String] {
    let found = errors.0.iter().find(|(known, _)| known == field);
    found.map_or(&[], |(_, messages)| messages)
}

fn good() -> Vec<(String, Input)> {
    vec![text("title", "Consulting Deposit"), text("amount", "250.00")]
}

#[test]
fn the_seeds_example_is_a_draft() {
    let draft = check(vec![
        text("title", "Consulting Deposit"),
        text("amount", "250.00"),
        text("asset", "USDC"),
        text("orderId", "ORD-9001"),
        text("expiresIn", "24h"),
    ])
    .unwrap();
    assert_eq!(draft.price, Price::Fixed(Amount::from_minor(2_500_000_000)));
    assert_eq!(draft.order_id.as_deref(), Some("ORD-9001"));
    assert_eq!(draft.expires_in, ExpiresIn::Ms(86_400_000));
}

#[test]
fn defaults_are_the_seeds() {
    let draft = check(good()).unwrap();
    assert_eq!((draft.asset, draft.expires_in), (Asset::Usdc, ExpiresIn::Ms(86_400_000)));
}

#[test]
fn an_amount_may_be_a_number_and_is_read_from_its_text() {
    let draft = check(vec![text("title", "t"), number("amount", "0.1")]).unwrap();
    assert_eq!(draft.price, Price::Fixed(Amount::from_minor(1_000_000)));
}

#[test]
fn nothing_given_names_what_is_required() {
    errors(
        vec![],
        &expect![[r#"
        amount: is required, or allowCustomAmount, or pricingCurrency with pricingAmount
        title: is required
    "#]],
    );
}

#[test]
fn wrong_types_are_named_by_field() {
    let flag = |name: &str| (name.to_owned(), Input::Flag(true));
    errors(
        vec![
            flag("title"),
            flag("amount"),
            number("asset", "1"),
            number("orderId", "7"),
            text("allowCustomAmount", "yes"),
            text("metadata", "x"),
            flag("customerEmail"),
            flag("returnUrl"),
        ],
        &expect![[r#"
            allowCustomAmount: must be true or false
            amount: must be a string or a number
            asset: must be a string
            customerEmail: must be a string
            metadata: must be an object of strings
            orderId: must be a string
            returnUrl: must be a string
            title: must be a string
        "#]],
    );
}

#[test]
fn bad_amounts_say_why() {
    let cases = [
        ("0", "must be greater than zero"),
        ("-1", "must not be negative"),
        ("1e3", "must be a plain decimal number such as 12.50"),
        ("12,25", "must be a plain decimal number such as 12.50"),
        ("NaN", "must be a plain decimal number such as 12.50"),
        ("0.12345678", "must have at most 7 decimal places"),
        ("123456789012345678901234567890", "is too large"),
        ("", "is required"),
    ];
    for (amount, message) in cases {
        for input in [text("amount", amount), number("amount", amount)] {
            let found = check(vec![text("title", "t"), input]).expect_err(amount);
            assert_eq!(named(&found, "amount"), [message], "{amount}");
        }
    }
    let found = check(vec![text("title", "t"), text("asset", "XRP"), text("amount", "0.1234567")]);
    assert_eq!(
        named(&found.expect_err("XRP has 6"), "amount"),
        ["must have at most 6 decimal places"]
    );
}

#[test]
fn exactly_one_way_of_pricing_is_taken() {
    let fiat = || vec![text("pricingCurrency", "EUR"), text("pricingAmount", "10.00")];
    let custom = ("allowCustomAmount".to_owned(), Input::Flag(true));
    let mut priced = fiat();
    priced.push(text("title", "t"));
    let cents = Amount::from_minor(1_000);
    assert_eq!(check(priced).unwrap().price, Price::Fiat(Fiat::Eur, cents));
    errors(
        [good(), fiat()].concat(),
        &expect![[r#"
        amount: is too many: give one of amount, pricingCurrency, allowCustomAmount
    "#]],
    );
    errors(
        [good(), vec![custom.clone()]].concat(),
        &expect![[r#"
        amount: is too many: give one of amount, pricingCurrency, allowCustomAmount
    "#]],
    );
    errors(
        [fiat(), vec![text("title", "t"), custom]].concat(),
        &expect![[r#"
        allowCustomAmount: is too many: give one of amount, pricingCurrency, allowCustomAmount
    "#]],
    );
    errors(
        vec![text("title", "t"), text("pricingCurrency", "EUR")],
        &expect![[r#"
        pricingAmount: is required when pricingCurrency is set
    "#]],
    );
    errors(
        vec![text("title", "t"), text("pricingAmount", "1")],
        &expect![[r#"
        pricingCurrency: is required when pricingAmount is set
    "#]],
    );
    errors(
        [good(), vec![text("minAmount", "1")]].concat(),
        &expect![[r#"
        minAmount: is only for invoices with allowCustomAmount
    "#]],
    );
}

#[test]
fn a_currency_under_its_name_in_other_apis_is_not_passed_over() {
    errors(
        [good(), vec![text("currency", "EUR")]].concat(),
        &expect![[r#"
        currency: is not a field: give asset, or pricingCurrency with pricingAmount
    "#]],
    );
}

#[test]
fn texts_too_long_or_with_control_characters_are_refused() {
    let long = |name: &str, count| text(name, &"é".repeat(count));
    errors(
        vec![
            long("title", 201),
            text("amount", "1"),
            long("orderId", 101),
            long("description", 1_001),
        ],
        &expect![[r#"
            description: must have at most 1000 characters
            orderId: must have at most 100 characters
            title: must have at most 200 characters
        "#]],
    );
    for bad in ["a\u{0}b", "a\nb", "a\u{202E}b", "a\u{9F}b"] {
        let found = check(vec![text("title", bad), text("amount", "1")]).expect_err("control");
        assert_eq!(named(&found, "title"), ["must not contain control characters"], "{bad:?}");
    }
    let found = check(vec![text("title", "  "), text("amount", "1")]).expect_err("empty");
    assert_eq!(named(&found, "title"), ["must not be empty"]);
}

#[test]
fn white_space_around_a_sent_text_counts_and_is_left_out() {
    let named = |name: &str| Fields::new(vec![text("name", name)]);
    let read = |name: &str| named(name).text("name", Text::line(4));
    assert_eq!(read(" ab "), Ok(Some("ab".to_owned())));
    assert_eq!(read(" ab  "), Err("must have at most 4 characters".to_owned()));
    assert_eq!(read("     "), Err("must not be empty".to_owned()));
}

#[test]
fn emoji_and_right_to_left_texts_are_taken_as_they_are() {
    for title in ["Kaffee ☕️ für 👩‍👩‍👧", "دفعة استشارة", "ייעוץ", "相談料", "é".repeat(200).as_str()]
    {
        let draft = check(vec![text("title", title), text("amount", "1")]).unwrap();
        assert_eq!(draft.title, title);
    }
}

#[test]
fn unknown_words_name_the_known_ones() {
    errors(
        [good(), vec![text("asset", "usdc"), text("expiresIn", "2h")]].concat(),
        &expect![[r#"
        asset: must be one of USDC, EURC, XLM, XRP
        expiresIn: must be one of never, 30min, 1h, 24h, 7d
    "#]],
    );
}

#[test]
fn mail_addresses_are_checked_for_slips() {
    for email in ["alex.buyer@example.com", "a+b@sub.example.com"] {
        let draft = check([good(), vec![text("customerEmail", email)]].concat()).unwrap();
        assert_eq!(draft.customer_email.as_deref(), Some(email));
    }
    for email in [
        "alex",
        "alex@",
        "@example.com",
        "a@b",
        "a b@example.com",
        "a@@example.com",
        "a@example..com",
        "a@b.com,c@d.com",
        "<a@example.com>",
        "a@example.com\r\nBcc: b@c.de",
    ] {
        assert!(check([good(), vec![text("customerEmail", email)]].concat()).is_err(), "{email}");
    }
}

#[test]
fn notes_are_short_texts_and_few() {
    let map = |entries| vec![("metadata".to_owned(), Input::Map(entries))];
    let note = |key: &str, value: &str| text(key, value);
    let draft = check([good(), map(vec![note("cart", "7"), number("n", "1.50")])].concat());
    let kept = vec![("cart".into(), "7".into()), ("n".into(), "1.50".into())];
    assert_eq!(draft.unwrap().metadata, kept);
    let many = (0..51).map(|index| note(&index.to_string(), "x")).collect();
    for entries in [
        many,
        vec![note("", "x")],
        vec![note("k", &"x".repeat(501))],
        vec![("k".to_owned(), Input::List(vec![]))],
    ] {
        assert!(check([good(), map(entries)].concat()).is_err());
    }
}

#[test]
fn a_payers_own_amount_is_checked_against_the_least() {
    let five = Amount::from_minor(50_000_000);
    let least = Some(five);
    assert_eq!(check_chosen(" 5 ", 7, least), Ok(Amount::from_minor(50_000_000)));
    assert_eq!(check_chosen("4.99", 7, least), Err(ChosenError::Below(five)));
    assert_eq!(check_chosen("x", 7, None), Err(ChosenError::Amount(AmountError::NotANumber)));
}

fn enrolled(fields: Vec<(String, Input)>) -> Result<Customer, FieldErrors> {
    let package = vec![text("packageId", "pro-support")];
    let draft = EnrolmentDraft::check(&Fields::new([package, fields].concat()));
    draft.map(|draft| draft.customer)
}

#[test]
fn a_customer_is_named_in_either_spelling() {
    let both = vec![text("customerEmail", "a@example.com"), text("clientEmail", "b@example.com")];
    assert_eq!(enrolled(both).unwrap().email.as_deref(), Some("b@example.com"));
    let wrong = vec![text("customerEmail", "a"), text("clientEmail", "b@example.com")];
    assert!(enrolled(wrong).is_err());
    assert!(enrolled(vec![text("customerName", "Alex Buyer")]).is_err());
}

#[test]
fn a_spelling_that_is_null_is_missing_beside_the_other() {
    let given = [text("customerEmail", "a@example.com"), text("packageId", "pro-support")];
    let fields = Fields::new(given).with_nulls(vec!["clientEmail".to_owned()]);
    let draft = EnrolmentDraft::check(&fields).unwrap();
    assert_eq!(draft.customer.email.as_deref(), Some("a@example.com"));
}

#[test]
fn a_period_costs_one_amount() {
    let plan = |prices: &[(String, Input)]| {
        let rest = [text("title", "Retainer"), text("interval", "MONTHLY")];
        PlanDraft::check(&Fields::new([&rest, prices].concat()), Reach::Public)
    };
    let one = Price::Fixed(Amount::from_minor(10_000_000));
    for name in ["amount", "expectedAmount"] {
        assert_eq!(plan(&[text(name, "1")]).unwrap().billing.charge.price, one);
    }
    assert!(plan(&[text("amount", "1"), text("expectedAmount", "1")]).is_err());
}
