//! Makes the style sheet smaller: no comments, no needless white space. Knows no more of CSS.

use std::path::Path;
use std::{env, fs, io};

/// In this order: what comes later overrules.
const SHEETS: [&str; 7] = ["tokens", "page", "card", "subscribe", "link", "ways", "context"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/style");
    let mut style = String::new();
    for sheet in SHEETS {
        style.push_str(&fs::read_to_string(format!("src/style/{sheet}.css"))?);
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("style.css"), smaller(&style))
}

/// White space becomes one blank, and none where a sign stands beside it.
fn smaller(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    for piece in without_comments(style).split_whitespace() {
        let glued = out.ends_with(['{', '}', ';', ':', ',', '>'])
            || piece.starts_with(['{', '}', ';', ',', '>', '!']);
        if !out.is_empty() && !glued {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out.replace(";}", "}")
}

fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}
