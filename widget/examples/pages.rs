//! Writes every page to a folder:
//! `cargo run -p widget --features ssr --example pages -- DIR [BOOT]`.

use std::path::PathBuf;
use std::{env, fs, io};

use widget::{Frame, Notice, checkout, notice, samples};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let directory = arguments.next().map(PathBuf::from);
    let directory = directory.ok_or_else(|| io::Error::other("usage: pages DIR [BOOT]"))?;
    let boot = arguments.next();
    let boot = boot.as_deref().unwrap_or("/pkg/0123456789abcdef.js");
    fs::create_dir_all(&directory)?;
    let write = |name: &str, html: &str| fs::write(directory.join(format!("{name}.html")), html);
    let frame = Frame { embedded: false, boot: Some(boot), public_url: "https://pay.example.com" };
    for (name, view) in samples::all() {
        write(name, &checkout(&view, frame).html)?;
    }
    let framed = Frame { embedded: true, ..frame };
    write("embedded", &checkout(&samples::due(25), framed).html)?;
    let id = "0198f0c2-7d1e-7b52-9c1a-5b0f6f1c2d3e";
    write("not_found", &notice(Notice::NotFound, "en", false, None).html)?;
    write("failed", &notice(Notice::Failed { request_id: id }, "en", false, None).html)?;
    write(
        "refused",
        &notice(Notice::Refused { back: "/pay/k3v9q2m7x4c8b5n1" }, "en", false, None).html,
    )?;
    write("busy", &notice(Notice::Busy, "en", false, None).html)
}
