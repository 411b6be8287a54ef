//! Writes the API's description to a file: `cargo run -p edge --example contract -- FILE`.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    let file = env::args().nth(1).ok_or_else(|| io::Error::other("usage: contract FILE"))?;
    fs::write(file, edge::contract::document())
}
