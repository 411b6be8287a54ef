//! Writes every mail in every language to a folder, as HTML and as text:
//! `cargo run -p widget --features ssr --example letters -- DIR`.

use std::path::PathBuf;
use std::{env, fs, io};

use widget::{letter, owner_letter, samples};

fn main() -> io::Result<()> {
    let directory = env::args().nth(1).map(PathBuf::from);
    let directory = directory.ok_or_else(|| io::Error::other("usage: letters DIR"))?;
    fs::create_dir_all(&directory)?;
    for language in ["en", "nl", "de", "fr", "es", "pt"] {
        let letters = samples::letters(language).into_iter();
        let letters = letters.map(|(name, view)| (name.to_owned(), letter(&view)));
        let owners = samples::owner_letters(language).into_iter();
        let owners = owners.map(|(name, view)| (name, owner_letter(&view)));
        for (name, letter) in letters.chain(owners) {
            let text = format!("{}\n\n{}\n", letter.subject, letter.text);
            fs::write(directory.join(format!("{name}.{language}.html")), letter.html)?;
            fs::write(directory.join(format!("{name}.{language}.txt")), text)?;
        }
    }
    Ok(())
}
