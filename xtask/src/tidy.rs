//! The house rules that the compiler does not hold, each as a test that names file and line. Reads
//! the repository as text; knows nothing of what the text means.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, iter};

use crate::shell::root;
use crate::stamp;

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_COLUMNS_MAX: usize = 100;

/// This file spells out what it forbids.
const SELF: &str = "xtask/src/tidy.rs";

/// Which rooms of the edge each room may name. `shared` and `widget` are crates, and the compiler
/// holds those. Arrows go down only; a room that is not here is a decision not made yet.
const ROOMS: &str = "\
platform:
http:
seal:
fault: platform
store: fault platform
ledgers:
app: fault http ledgers platform seal store
rails: app fault ledgers platform
outbox: app fault platform seal store
gate: app fault http platform store
actions: app fault gate ledgers outbox platform rails seal store
api: actions app fault gate http ledgers outbox platform rails seal store
hooks: actions app fault http platform rails store
pages: actions app fault gate http ledgers outbox platform rails seal store
jobs: actions app fault gate ledgers outbox platform rails store
router: api app fault gate hooks http pages platform
contract: api fault gate http router
door: api app fault gate http jobs outbox pages router store
entry: app door fault http jobs ledgers platform seal";

#[test]
fn every_source_file_says_first_what_it_is_for() {
    check(&["rs"], |file| first_line(file, &["//!"]));
    check(&["mjs", "js", "ts", "sql"], |file| first_line(file, &["//", "/*", "--"]));
}

#[test]
fn no_file_and_no_line_is_too_long_to_read() {
    check(&["rs", "mjs", "js", "ts", "sql", "css"], |file| {
        let long = |line: &str| line.chars().count() > LINE_COLUMNS_MAX;
        let mut wrong =
            find(file, |line| long(line).then(|| too_many("columns", LINE_COLUMNS_MAX)));
        if file.text.lines().count() > FILE_LINES_MAX {
            wrong.push((FILE_LINES_MAX + 1, too_many("lines", FILE_LINES_MAX)));
        }
        wrong
    });
}

#[test]
fn every_function_fits_on_a_page() {
    check(&["rs"], |file| {
        let lines: Vec<&str> = file.text.lines().collect();
        let starts = lines.iter().enumerate().filter(|(_, line)| opens_function(line));
        let long = starts.filter(|(at, line)| {
            let indent = line.len() - line.trim_start().len();
            let close = format!("{:indent$}}}", "");
            let length = lines.iter().skip(*at).take_while(|line| **line != close).count() + 1;
            !closes_at_once(line) && length > FUNCTION_LINES_MAX
        });
        long.map(|(at, _)| (at + 1, too_many("lines in a function", FUNCTION_LINES_MAX))).collect()
    });
}

#[test]
fn only_the_rim_of_the_edge_speaks_workers() {
    let rim = ["edge/src/entry.rs", "edge/src/platform/cloudflare.rs"];
    check_edge(|file| {
        let allowed = rim.contains(&file.name.as_str());
        find(file, |line| {
            let named = !allowed && names(line, "worker::");
            named.then(|| "`worker` is for entry.rs and platform/cloudflare.rs".to_owned())
        })
    });
}

#[test]
fn sql_is_written_in_the_store_only() {
    check_edge(|file| {
        let allowed = file.name.starts_with("edge/src/store/");
        find(file, |line| {
            let sql = ["SELECT ", "INSERT INTO", "INSERT OR", "DELETE FROM"];
            let update = line.contains("UPDATE ") && line.contains(" SET ");
            let found = !allowed && (update || sql.iter().any(|words| line.contains(words)));
            found.then(|| "SQL belongs in edge/src/store".to_owned())
        })
    });
}

#[test]
fn rooms_of_the_edge_know_only_the_rooms_below_them() {
    let rooms: BTreeMap<&str, &str> = rooms().collect();
    check_edge(|file| {
        let room = room_of(&file.name);
        if room == "lib" {
            return Vec::new();
        }
        let Some(allowed) = rooms.get(room) else {
            return vec![(1, format!("the room `{room}` is not in the table of {SELF}"))];
        };
        find(file, |line| {
            let mut others = rooms_named(line).into_iter();
            let below = |other: &str| allowed.split(' ').any(|room| room == other);
            let other = others.find(|other| *other != room && !below(other))?;
            Some(format!("`{room}` must not know `{other}`"))
        })
    });
}

#[test]
fn no_dialect_knows_another() {
    let folder = root().join("edge/src/api");
    let dialects: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    check_edge(|file| {
        let inside = file.name.strip_prefix("edge/src/api/").and_then(|name| name.split_once('/'));
        let Some((own, _)) = inside else {
            return Vec::new();
        };
        find(file, |line| {
            let other = dialects.iter().find(|other| {
                *other != own
                    && ["api", "super"].iter().any(|up| names(line, &format!("{up}::{other}")))
            })?;
            Some(format!("the dialect `{own}` must not know `{other}`"))
        })
    });
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    check(&["rs"], |file| {
        find(file, |line| {
            let allows = line.contains("#[allow(") || line.contains("#![allow(");
            allows.then(|| "write #[expect(..., reason = \"...\")]".to_owned())
        })
    });
}

#[test]
fn a_module_with_children_is_a_mod_rs() {
    check(&["rs"], |file| {
        let folder = file.path.with_extension("");
        let mixed = folder.is_dir() && has_rust(&folder);
        if mixed { vec![(1, "move it into its folder, as mod.rs".to_owned())] } else { Vec::new() }
    });
}

#[test]
fn nothing_names_a_path_of_one_machine_or_a_registry() {
    let places = ["work", "tmp", "root", "home"].map(|folder| format!("/{folder}/"));
    let hosts = ["registry.npmjs", "static.crates.io", "index.crates.io", "\"resolved\": \"http"];
    check(
        &["rs", "mjs", "js", "ts", "json", "toml", "md", "sql", "css", "html", "lock", "run"],
        |file| {
            find(file, |line| {
                let places = places.iter().map(String::as_str);
                let found = places.chain(hosts).find(|words| line.contains(words))?;
                Some(format!("{found} is of one machine or one registry"))
            })
        },
    );
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let marks = ["TODO", "FIXME", "todo!(", "unimplemented!("];
    check(&["rs", "mjs", "js", "ts", "sql", "css", "toml", "md"], |file| {
        find(file, |line| {
            let found = marks.iter().find(|mark| line.contains(*mark))?;
            Some(format!("{found}: do it, or write an issue"))
        })
    });
}

#[test]
fn migrations_are_numbered_without_a_gap() {
    let mut names: Vec<String> = all_files()
        .into_iter()
        .filter_map(|file| file.name.strip_prefix("migrations/").map(str::to_owned))
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    for (name, number) in iter::zip(&names, 1..) {
        let expected = format!("{number:04}_");
        assert!(name.starts_with(&expected), "migrations/{name}:1: expected {expected}...sql");
    }
}

struct File {
    path: PathBuf,
    /// From the root, with slashes.
    name: String,
    text: String,
}

type Wrong = Vec<(usize, String)>;

/// Every file with one of these endings.
fn check(endings: &[&str], rule: impl Fn(&File) -> Wrong) {
    let wanted = |file: &File| {
        let ending = file.name.rsplit(['.', '/']).next().unwrap_or_default();
        file.name != SELF && endings.contains(&ending)
    };
    report(all_files().into_iter().filter(wanted), rule);
}

/// The edge's own code, without its unit tests.
fn check_edge(rule: impl Fn(&File) -> Wrong) {
    let inside = |file: &File| file.name.starts_with("edge/src/") && file.name.ends_with(".rs");
    let code = all_files().into_iter().filter(inside).map(|mut file| {
        if let Some((code, _)) = file.text.split_once("#[cfg(test)]\nmod ") {
            file.text = code.to_owned();
        }
        file
    });
    report(code, rule);
}

fn report(files: impl Iterator<Item = File>, rule: impl Fn(&File) -> Wrong) {
    let mut wrong = Vec::new();
    for file in files {
        let found = rule(&file).into_iter();
        wrong.extend(found.map(|(line, words)| format!("{}:{line}: {words}", file.name)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every text of the repository that somebody wrote.
fn all_files() -> Vec<File> {
    let root = root();
    let mut paths = Vec::new();
    stamp::walk(&root, &mut paths).expect("the repository can be read");
    let made = ["www/widget/", "www/contract/", "www/docs/", "clients/typescript/dist/"];
    let written = |name: &str| {
        name != "clients/typescript/src/schema.ts" && !made.iter().any(|it| name.starts_with(it))
    };
    let file = |path: PathBuf| {
        let name = path.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).ok()?;
        written(&name).then_some(File { path, name, text })
    };
    paths.into_iter().filter_map(file).collect()
}

/// The lines about which the rule has something to say.
fn find(file: &File, rule: impl Fn(&str) -> Option<String>) -> Wrong {
    let numbered = iter::zip(1.., file.text.lines());
    numbered.filter_map(|(number, line)| rule(line).map(|words| (number, words))).collect()
}

fn first_line(file: &File, starts: &[&str]) -> Wrong {
    let line = file.text.lines().next().unwrap_or_default();
    if starts.iter().any(|start| line.starts_with(start)) {
        return Vec::new();
    }
    vec![(1, "the first line says what the file is for".to_owned())]
}

fn opens_function(line: &str) -> bool {
    let words = line.trim_start().split(' ');
    let mut after = words.skip_while(|word| {
        word.starts_with("pub") || ["async", "const", "unsafe", "extern", "\"C\""].contains(word)
    });
    after.next() == Some("fn")
}

fn closes_at_once(line: &str) -> bool {
    line.ends_with(';') || line.ends_with('}')
}

/// Whether code names this path, not as the end of a longer word and not in a comment.
fn names(line: &str, path: &str) -> bool {
    let code = code_of(line);
    code.match_indices(path).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

fn code_of(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// `edge/src/gate/limits.rs` and `edge/src/gate.rs` are both of the room `gate`.
fn room_of(name: &str) -> &str {
    let inside = name.strip_prefix("edge/src/").unwrap_or(name);
    inside.split(['/', '.']).next().unwrap_or_default()
}

/// The rooms in `crate::room::...` and `crate::{room::..., other}` of one line.
fn rooms_named(line: &str) -> Vec<&str> {
    let mut rooms = Vec::new();
    for rest in code_of(line).split("crate::").skip(1) {
        let listed = rest.strip_prefix('{').unwrap_or(rest);
        let parts = if listed == rest { 1 } else { usize::MAX };
        rooms.extend(listed.split(", ").take(parts).map(first_word).filter(|word| is_room(word)));
    }
    rooms
}

fn rooms() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROOMS.lines().filter_map(|line| line.split_once(':'))
}

fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn is_room(word: &str) -> bool {
    rooms().any(|(room, _)| room == word)
}

fn too_many(what: &str, max: usize) -> String {
    format!("more than {max} {what}")
}

fn has_rust(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
}
