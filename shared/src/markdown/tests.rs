//! What is Markdown, what is text, and that nothing of a text is lost.

use proptest::prelude::*;

use super::*;

/// One paragraph as a line: `<b>`, `<i>` and `<a url>` where words look or lead so.
fn line(text: &str) -> String {
    match parse(text).as_slice() {
        [Block::Paragraph(spans)] => spans.iter().map(span).collect(),
        blocks => panic!("{text:?} is no paragraph: {blocks:?}"),
    }
}

fn span(span: &Span) -> String {
    let runs = span.runs.iter().map(|run| match (run.bold, run.italic) {
        (false, false) => run.text.clone(),
        (true, false) => format!("<b>{}</b>", run.text),
        (false, true) => format!("<i>{}</i>", run.text),
        (true, true) => format!("<b><i>{}</i></b>", run.text),
    });
    let runs: String = runs.collect();
    span.url.as_ref().map_or(runs.clone(), |url| format!("<a {url}>{runs}</a>"))
}

#[test]
fn words_are_bold_or_italic_or_both() {
    for (text, wanted) in [
        ("a *b* c", "a <i>b</i> c"),
        ("a _b_ c", "a <i>b</i> c"),
        ("**a** __b__", "<b>a</b> <b>b</b>"),
        ("***a***", "<b><i>a</i></b>"),
        ("***a** b*", "<b><i>a</i></b><i> b</i>"),
        ("***a* b**", "<b><i>a</i></b><b> b</b>"),
        ("**a *b* c**", "<b>a </b><b><i>b</i></b><b> c</b>"),
        ("*a **b** c*", "<i>a </i><b><i>b</i></b><i> c</i>"),
        ("*a _b_ c*", "<i>a b c</i>"),
        ("un*frigging*believable", "un<i>frigging</i>believable"),
        ("*two\nlines*", "<i>two\nlines</i>"),
        ("日本**語**です", "日本<b>語</b>です"),
    ] {
        assert_eq!(line(text), wanted, "{text:?}");
    }
}

#[test]
fn marks_that_mark_nothing_are_shown() {
    for text in [
        "a * b * c",
        "5 * 3 = 15",
        "snake_case_name",
        "*open",
        "**open",
        "a**",
        "*a **b",
        "**a*",
        "****",
        "****a****",
        "** a **",
        "_",
        "a_b_",
        "# no heading",
        "> no quote",
        "`no code`",
        "---",
        "~~no~~",
    ] {
        assert_eq!(line(text), text);
    }
    assert_eq!(line("*a **b*"), "<i>a **b</i>");
    assert_eq!(
        line(r"\*a\* \_b\_ \[c](https://example.com) \\ \d"),
        r"*a* _b_ [c](https://example.com) \ \d"
    );
}

#[test]
fn links_lead_to_the_web_and_to_mailboxes() {
    for (text, wanted) in [
        ("[shop](https://example.com)", "<a https://example.com/>shop</a>"),
        ("[a](HTTP://Example.COM/A?b=c&d#e)", "<a http://example.com/A?b=c&d#e>a</a>"),
        ("([a](https://example.com/a_(b)))", "(<a https://example.com/a_(b)>a</a>)"),
        ("[a](https://example.com/Übung)", "<a https://example.com/%C3%9Cbung>a</a>"),
        ("[**a** b](https://example.com/)", "<a https://example.com/><b>a</b> b</a>"),
        ("**a [b](https://example.com/)**", "<b>a </b><a https://example.com/><b>b</b></a>"),
        ("[a\\]](https://example.com/)", "<a https://example.com/>a]</a>"),
        ("[x[a](https://example.com/)", "[x<a https://example.com/>a</a>"),
        ("[us](MailTo:alex.buyer+a@example.com)", "<a mailto:alex.buyer+a@example.com>us</a>"),
        ("[a](https://example.com:8443/)", "<a https://example.com:8443/>a</a>"),
    ] {
        assert_eq!(line(text), wanted, "{text:?}");
    }
}

#[test]
fn what_could_lead_elsewhere_is_text() {
    for text in [
        "[a](javascript:alert(1))",
        "[a](//example.com/)",
        "[a](/pay/1)",
        "[a](example.com)",
        "[a](https:example.com)",
        "[a](https://user@example.com/)",
        "[a](https://example.com@evil.example/)",
        "[a](https://example.com%2eevil.example/)",
        "[a](https://exаmple.com/)",
        "[a](https://example.com/ \"title\")",
        "[a]( https://example.com/)",
        "[a](<https://example.com/>)",
        "[a](https://example.com/\"x)",
        "[a](https://example.com",
        "[a] (https://example.com)",
        "[a][b]",
        "[](https://example.com)",
        "[ ](https://example.com)",
        "![a](https://example.com/a.png)",
        "https://example.com",
        "[a](https://127.0.0.1/)",
        "[a](https://localhost/)",
        "[a](mailto:alex.buyer@example.com?cc=b@example.com)",
        "[a](mailto:)",
        "[a](tel:+3112345)",
    ] {
        assert_eq!(line(text), text);
    }
    assert_eq!(line("[a\nb](https://example.com)"), "[a\nb](https://example.com)");
    assert_eq!(line("[a](https://example.com/\u{0})"), "[a](https://example.com/\u{FFFD})");
}

#[test]
fn what_nobody_sees_leaves_a_sign_and_joins_nothing() {
    assert_eq!(line("a\u{202E}b\u{0}c\u{2066}d"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}d");
    assert_eq!(line("a\tb\rc\r\nd"), "a b\nc\nd");
}

#[test]
fn lines_are_paragraphs_breaks_and_items() {
    let text = "\n\nOne\ntwo \n\n\nThree\n- *a*\n- b\n  more\n\n* c\nFour\n\
                2. d\n3. e\n3. f\n01. g\n+ 5 EUR\n-\n- ";
    let shown: Vec<String> = parse(text)
        .iter()
        .map(|block| match block {
            Block::Paragraph(spans) => format!("p {}", spans.iter().map(span).collect::<String>()),
            Block::List { first, items } => {
                let items = items.iter().map(|item| item.iter().map(span).collect::<String>());
                format!("{first:?} {}", items.collect::<Vec<_>>().join(" | "))
            }
        })
        .collect();
    let wanted = [
        "p One\ntwo",
        "p Three",
        "None <i>a</i> | b\nmore | c",
        "p Four",
        "Some(2) d | e",
        "Some(3) f",
        "p 01. g\n+ 5 EUR\n-\n-",
    ];
    assert_eq!(shown, wanted);
    assert_eq!(parse(" \r\n\t"), []);
}

#[test]
fn without_marks_it_reads_as_well() {
    let text = "Made of **oak**, see [the shop](https://example.com/oak).\nBy hand.\n\n\
                - *one*\n- two\n\n7. seven\n8. eight\n\n\
                [us](mailto:alex.buyer@example.com), [https://example.com/](https://example.com)";
    let wanted = "Made of oak, see the shop (https://example.com/oak).\nBy hand.\n\n\
                  - one\n- two\n\n7. seven\n8. eight\n\n\
                  us (alex.buyer@example.com), https://example.com/";
    assert_eq!(plain(text), wanted);
    assert_eq!(plain("<b>1 < 2 & 3</b>"), "<b>1 < 2 & 3</b>");
    assert_eq!(plain(""), "");
}

/// Every letter and digit, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Lines of what Markdown is made of, and of what surrounds it.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z0-9é日 ]{1,5}",
        3 => r"[*_]{1,4}|\[|\]|\(|\)|!|\\|\n|\n\n|\n- |\n\* |\n[0-9]{1,3}\. |<|&|\]\(|\)\n  ",
        1 => Just("[shop](https://example.com/a-b_c*d)".to_owned()),
        1 => Just("[**us**](mailto:alex.buyer@example.com)".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_is_too_much_and_no_letter_is_lost(text in markdown()) {
        let seen = |text: &str| letters(&text.replace("mailto:", ""));
        prop_assert_eq!(seen(&plain(&text)), seen(&text), "{}", text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        prop_assert_eq!(letters(&plain(&text)), letters(&text));
    }

    #[test]
    fn what_comes_out_has_no_unseen_letter_and_only_good_links(text in markdown()) {
        let spans = parse(&text).into_iter().flat_map(|block| match block {
            Block::Paragraph(spans) => spans,
            Block::List { items, .. } => items.concat(),
        });
        for span in spans {
            prop_assert!(!span.runs.is_empty());
            for run in &span.runs {
                prop_assert!(!run.text.is_empty());
                prop_assert!(!run.text.chars().any(|it| it != '\n' && is_forbidden(it)));
            }
            let good = |url: &String| {
                url == "https://example.com/a-b_c*d" || url == "mailto:alex.buyer@example.com"
            };
            prop_assert!(span.url.as_ref().is_none_or(good), "{:?}", span.url);
        }
    }
}

/// Were any of these looked at twice for each of its letters, the test would not end.
#[test]
fn a_megabyte_of_marks_is_read_at_once() {
    for piece in ["[", "*", "_a", "**a ", "[a](", "[a](https://example.com/(", "\\", "![", "- a\n"]
    {
        let text = piece.repeat(1_000_000 / piece.len());
        assert_eq!(letters(&plain(&text)), letters(&text), "{piece}");
    }
}
