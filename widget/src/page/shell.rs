//! The document around a page: head, styles, script. Knows nothing of what the page shows.

use std::fmt::Write;

use super::Document;
use super::html::{Element, escape};
use crate::words::Words;

/// The style sheet, made smaller when the crate is built.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// What a document says of itself.
pub(super) struct Head {
    pub(super) words: &'static Words,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) image: Option<String>,
    /// Whether a page without scripts asks again by itself.
    pub(super) refresh: bool,
    /// Where the page leads on to by itself.
    pub(super) leads_to: Option<String>,
    pub(super) boot: Option<String>,
    pub(super) embedded: bool,
}

impl Head {
    /// A head without anything but its language.
    pub(super) fn plain(words: &'static Words) -> Head {
        Head {
            words,
            title: String::new(),
            description: None,
            url: None,
            site: None,
            image: None,
            refresh: false,
            leads_to: None,
            boot: None,
            embedded: false,
        }
    }
}

/// Puts a document together.
pub(super) fn shell(head: &Head, accent: Option<String>, main: Element) -> Document {
    let manner = &head.words.manner;
    let styles: Vec<String> = [Some(STYLE.to_owned()), accent].into_iter().flatten().collect();
    let mut html = format!(
        "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{}</title><meta name=\"robots\" content=\"noindex,nofollow\">\
         <meta name=\"referrer\" content=\"no-referrer\"><link rel=\"icon\" href=\"data:,\">",
        manner.code,
        manner.dir,
        escape(&head.title),
    );
    if !head.embedded {
        html.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
    }
    let properties = [
        ("name=\"description", &head.description),
        ("property=\"og:title", &head.description.as_ref().map(|_| head.title.clone())),
        ("property=\"og:description", &head.description),
        ("property=\"og:type", &head.url.as_ref().map(|_| "website".to_owned())),
        ("property=\"og:url", &head.url),
        ("property=\"og:site_name", &head.site),
        ("property=\"og:image", &head.image),
    ];
    for (name, content) in properties {
        if let Some(content) = content {
            let _ = write!(html, "<meta {name}\" content=\"{}\">", escape(content));
        }
    }
    for style in &styles {
        let _ = write!(html, "<style>{style}</style>");
    }
    if head.refresh {
        html.push_str("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>");
    }
    if let Some(url) = &head.leads_to {
        let _ = write!(html, "<meta http-equiv=\"refresh\" content=\"0;url={}\">", escape(url));
    }
    if let Some(boot) = &head.boot {
        let _ = write!(html, "<script type=\"module\" src=\"{}\"></script>", escape(boot));
    }
    let framed = if head.embedded { " class=\"embedded\"" } else { "" };
    let _ = write!(html, "</head><body{framed}>{}</body></html>", main.html());
    Document { html, styles }
}
