//! Writes every page to a folder, and below it one with each hostile description:
//! `cargo run -p widget --features ssr --example pages -- DIR [BOOT]`.

use std::path::PathBuf;
use std::{env, fs, io};

use widget::{Frame, samples};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let directory = arguments.next().map(PathBuf::from);
    let directory = directory.ok_or_else(|| io::Error::other("usage: pages DIR [BOOT]"))?;
    let boot = arguments.next();
    let boot = boot.as_deref().unwrap_or("/pkg/0123456789abcdef.js");
    fs::create_dir_all(&directory)?;
    let frame = Frame { embedded: false, boot: Some(boot), public_url: "https://pay.example.com" };
    for (name, page) in samples::pages(frame) {
        fs::write(directory.join(format!("{name}.html")), page.html)?;
    }
    let hostile = directory.join("hostile");
    fs::create_dir_all(&hostile)?;
    for (number, text) in samples::hostile().iter().enumerate() {
        fs::write(hostile.join(format!("{number:03}.html")), samples::described(text).html)?;
    }
    Ok(())
}
