//! How the tests of the pages read them. Knows no page.

use widget::Frame;

/// Not framed, and with a script to wake it.
pub(crate) const FRAME: Frame<'_> = Frame {
    embedded: false,
    boot: Some("/pkg/0123456789abcdef.js"),
    public_url: "https://pay.example.com",
};

/// The text, roughly: no tags, no styles, no attributes.
pub(crate) fn text(html: &str) -> String {
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push(' ');
        text.push_str(piece.rsplit_once('>').map_or("", |(_, text)| text));
    }
    let text = text.replace("&amp;", "&").replace("&#39;", "'").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
