//! Elements by hand, for what is never woken: whatever is put into one comes out escaped. Knows no
//! page. Only this file and `shell.rs` write HTML.

use std::borrow::Cow;

/// Elements that have nothing inside and no end.
const VOID: [&str; 5] = ["img", "input", "path", "br", "wbr"];

/// One element, with all that is in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    tag: &'static str,
    attributes: String,
    inside: String,
}

/// What Leptos drew: it is HTML already, and escaped there.
pub(super) struct Drawn(pub(super) String);

/// An empty element.
pub(super) fn el(tag: &'static str) -> Element {
    Element { tag, attributes: String::new(), inside: String::new() }
}

/// A paragraph of a class.
pub(super) fn paragraph(class: &'static str, text: &str) -> Element {
    el("p").class(class).text(text)
}

impl Element {
    /// An attribute.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Element {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        self.attributes.push_str(&escape(value));
        self.attributes.push('"');
        self
    }

    /// An attribute that may lack.
    pub(super) fn with_some(self, name: &'static str, value: Option<&str>) -> Element {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The attribute that styles look at.
    pub(super) fn class(self, class: &'static str) -> Element {
        self.with("class", class)
    }

    /// A text.
    pub(super) fn text(mut self, text: &str) -> Element {
        self.inside.push_str(&escape(text));
        self
    }

    /// Another element.
    pub(super) fn put(mut self, child: Element) -> Element {
        child.write(&mut self.inside);
        self
    }

    /// Whether nothing was put into it.
    pub(super) fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    /// Other elements, in their order; none is as good as one.
    pub(super) fn put_all(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        children.into_iter().for_each(|child| child.write(&mut self.inside));
        self
    }

    /// What Leptos drew.
    pub(super) fn drawn(mut self, drawn: &Drawn) -> Element {
        self.inside.push_str(&drawn.0);
        self
    }

    /// As text.
    pub(super) fn html(self) -> String {
        let mut html = String::with_capacity(self.inside.len() + self.attributes.len() + 32);
        self.write(&mut html);
        html
    }

    fn write(self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        html.push_str(&self.attributes);
        html.push('>');
        if !VOID.contains(&self.tag) {
            html.push_str(&self.inside);
            html.push_str("</");
            html.push_str(self.tag);
            html.push('>');
        }
    }
}

/// Makes a text safe inside an element or a quoted attribute.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_text_says_it_stays_a_text_in_its_place() {
        let hostile = "</p><script>alert('1')</script>\" onclick=\"x&y";
        let html = el("p").with("title", hostile).text(hostile).html();
        let safe = "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\
                    &quot; onclick=&quot;x&amp;y";
        assert_eq!(html, format!("<p title=\"{safe}\">{safe}</p>"));
    }

    #[test]
    fn elements_stand_in_each_other_and_void_ones_have_no_end() {
        let field = el("input").with("name", "a").with_some("value", Some("1"));
        let field = field.with_some("required", None);
        let form = el("form").put(field).put_all([el("b").text("x"), el("b").text("y")]);
        assert_eq!(
            el("div").class("c").text("&").put(form).html(),
            "<div class=\"c\">&amp;<form><input name=\"a\" value=\"1\">\
             <b>x</b><b>y</b></form></div>"
        );
    }

    #[test]
    fn what_was_drawn_is_not_escaped_twice() {
        assert_eq!(
            el("div").drawn(&Drawn("<b>&amp;</b>".to_owned())).html(),
            "<div><b>&amp;</b></div>"
        );
    }
}
