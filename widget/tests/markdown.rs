//! What merchants write in Markdown, as it stands on a page: read by a tokenizer of its own, which
//! knows what may be there and stops at everything else.

#![expect(clippy::expect_used, clippy::panic, reason = "a page that is not as it should be")]

use widget::samples::{described, hostile};

/// What stands before a description.
const BEFORE: &str = "<div class=\"prose\">";

/// What stands behind every description.
fn after() -> String {
    let html = described("x").html;
    let (_, after) = html.split_once("<p dir=\"auto\">x</p>").expect("a description");
    assert!(after.starts_with("</div><form "), "{after}");
    after.to_owned()
}

/// Who may stand in whom, with which attributes in which order.
const ELEMENTS: [(&str, &[&str], &[&str]); 7] = [
    ("p", &[""], &["dir"]),
    ("ul", &[""], &["dir"]),
    ("ol", &[""], &["dir", "start"]),
    ("li", &["ul", "ol"], &[]),
    ("a", &["p", "li"], &["target", "rel", "href"]),
    ("strong", &["p", "li", "a"], &[]),
    ("em", &["p", "li", "a", "strong"], &[]),
];

/// A description's text and where its links lead.
#[derive(Debug, Default)]
struct Read {
    text: String,
    links: Vec<String>,
}

/// Reads the description of a page.
fn read(html: &str) -> Read {
    let (_, prose) = html.split_once(BEFORE).expect("a description");
    let prose = prose.strip_suffix(&after()).expect("nothing else behind it");
    let mut found = Read::default();
    let mut inside: Vec<&str> = Vec::new();
    let mut rest = prose;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (text, tag) = rest.split_at(end);
        assert!(text.is_empty() || !inside.is_empty(), "text outside of a paragraph: {text:?}");
        found.text.push_str(&unescape(text));
        let Some(tag) = tag.strip_prefix('<') else { break };
        let (tag, behind) = tag.split_once('>').expect("the end of a tag");
        rest = behind;
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(inside.pop(), Some(name), "elements are closed in order"),
            None => inside.push(open(tag, inside.last().copied().unwrap_or(""), &mut found)),
        }
    }
    assert!(inside.is_empty(), "{inside:?} is not closed");
    found
}

/// The name of an element that begins.
fn open<'a>(tag: &'a str, parent: &str, found: &mut Read) -> &'a str {
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let known = ELEMENTS.into_iter().find(|(known, ..)| *known == name);
    let (_, parents, mut allowed) = known.unwrap_or_else(|| panic!("the element {tag:?}"));
    assert!(parents.contains(&parent), "<{tag}> in <{parent}>");
    let mut rest = attributes;
    while !rest.is_empty() {
        let (attribute, behind) = rest.split_once("=\"").expect("a quoted attribute");
        let (value, behind) = behind.split_once('"').expect("the end of its value");
        let place = allowed.iter().position(|known| *known == attribute);
        let place = place.unwrap_or_else(|| panic!("the attribute {attribute:?} in <{tag}>"));
        allowed = allowed.split_at(place + 1).1;
        check(attribute, &unescape(value), found);
        rest = behind.strip_prefix(' ').unwrap_or(behind);
        assert!(behind.is_empty() || behind.starts_with(' '), "attributes stand apart: <{tag}>");
    }
    name
}

fn check(attribute: &str, value: &str, found: &mut Read) {
    match attribute {
        "dir" => assert_eq!(value, "auto"),
        "start" => assert!(value.parse::<u32>().is_ok(), "{value:?}"),
        "target" => assert_eq!(value, "_blank"),
        "rel" => assert_eq!(value, "noopener noreferrer nofollow"),
        _ => {
            let schemes = ["https://", "http://", "mailto:"];
            assert!(schemes.iter().any(|scheme| value.starts_with(scheme)), "{value:?}");
            let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
            assert!(value.bytes().all(plain), "{value:?}");
            found.links.push(value.to_owned());
        }
    }
}

/// What an escaped text says. There is no `&` but of the five that are written.
fn unescape(text: &str) -> String {
    assert!(!text.contains(['<', '>', '"', '\'']), "{text:?}");
    let mut said = String::new();
    for (number, piece) in text.split('&').enumerate() {
        if number == 0 {
            said.push_str(piece);
            continue;
        }
        let (name, behind) = piece.split_once(';').expect("the end of an entity");
        said.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            _ => panic!("the entity {name:?}"),
        });
        said.push_str(behind);
    }
    said
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn a_description_is_drawn_with_everything_that_it_can_have() {
    let text =
        "**a** *b* ***c***\nd [**e** & f](https://example.com/?a=1&b='2')\n\n- g\n- h\n\n3. i";
    let html = described(text).html;
    let wanted = "<p dir=\"auto\"><strong>a</strong> <em>b</em> <strong><em>c</em></strong>\nd \
        <a target=\"_blank\" rel=\"noopener noreferrer nofollow\" \
        href=\"https://example.com/?a=1&amp;b=&#39;2&#39;\"><strong>e</strong> &amp; f</a></p>\
        <ul dir=\"auto\"><li>g</li><li>h</li></ul><ol dir=\"auto\" start=\"3\"><li>i</li></ol>";
    assert!(html.contains(&format!("{BEFORE}{wanted}{}", after())), "{html}");
    assert_eq!(read(&html).links, ["https://example.com/?a=1&b='2'"]);
}

#[test]
fn the_tokenizer_stops_at_what_must_not_be_there() {
    for prose in [
        "<script></script>",
        "<p onclick=\"x\"></p>",
        "<p dir=auto></p>",
        "<p><a target=\"_blank\" href=\"javascript:alert(1)\">x</a></p>",
        "<p>a > b</p>",
        "<p>&copy;</p>",
        "<p><p></p></p>",
        "x",
        "<p>",
    ] {
        let html = format!("{BEFORE}{prose}{}", after());
        assert!(std::panic::catch_unwind(|| read(&html)).is_err(), "{prose}");
    }
}

#[test]
fn no_hostile_description_is_more_than_text_and_links_to_the_web() {
    let texts = hostile();
    assert!(texts.len() >= 200, "{}", texts.len());
    let mut links = 0;
    for text in &texts {
        let read = read(&described(text).html);
        links += read.links.len();
        for link in &read.links {
            assert!(text.contains(link.as_str()), "{link} is not in {text:?}");
        }
        // What is neither a link nor an item's number is shown, letter for letter.
        let is_list = ["1. ", "4294967295. "].iter().any(|mark| text.contains(mark));
        if read.links.is_empty() && !is_list {
            assert_eq!(letters(&read.text), letters(text));
        }
    }
    assert!(links > 500, "good links among them stay links: {links}");
}

#[test]
fn a_cover_has_its_place_before_it_comes() {
    let html = described("").html;
    let image = "<img class=\"cover\" src=\"/img/5f1c2d3e0198f0c2.png\" alt=\"\" width=\"880\" \
                 height=\"440\" loading=\"lazy\" decoding=\"async\">";
    assert!(html.contains(image), "{html}");
}
