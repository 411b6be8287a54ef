//! Plays the files of tests/recorded; tests/api/recorded.test.mjs plays the same against workerd.
//! What they may hold is in their README. Knows no dialect.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use edge::http::{Method, Request};
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use crate::support::live::ledgers;
use crate::support::{ADMIN, Answer, World};

/// What placeholders stand for.
type Kept = BTreeMap<String, String>;

const ORIGIN: &str = "https://pay.example.com";

/// An object, its fields as they are written.
type Fields = BTreeMap<String, Box<RawValue>>;

/// A step of a story that was played.
pub(crate) struct Played {
    pub(crate) says: String,
    pub(crate) request: Request,
    pub(crate) answer: Answer,
}

/// Every story, and how it is called: `legacy/seed.json`.
pub(crate) fn stories() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recorded");
    let list = |folder: &Path| {
        let mut paths: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let folders = list(&root).into_iter().filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| list(&folder));
    files.map(|path| (path.strip_prefix(&root).unwrap().display().to_string(), path)).collect()
}

#[test]
fn every_recorded_request_gets_its_recorded_response() {
    let stories = stories();
    assert!(!stories.is_empty());
    for (name, path) in stories {
        assert_ne!(play_story(&name, &path).len(), 0, "{name}");
    }
}

/// Plays a story in a world of its own. The same comes out each time: its clock stands, and its
/// dice are known.
pub(crate) fn play_story(name: &str, path: &Path) -> Vec<Played> {
    let world = World::with(|settings| settings.ledgers = ledgers());
    let mut kept = begin(&world);
    let play = |(step, body): (Json, Option<String>)| {
        let place = format!("{name}, {}", step["says"]);
        play(&world, &step, body.as_deref(), &mut kept, &place)
    };
    steps(path).into_iter().map(play).collect()
}

/// The steps of a story, each with its body as it is written.
fn steps(path: &Path) -> Vec<(Json, Option<String>)> {
    let story: Fields = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let steps: Vec<Box<RawValue>> = serde_json::from_str(story["steps"].get()).unwrap();
    let step = |step: Box<RawValue>| {
        let fields: Fields = serde_json::from_str(step.get()).unwrap();
        let request: Fields = serde_json::from_str(fields["request"].get()).unwrap();
        let body = request.get("body").map(|body| tight(body.get()));
        (serde_json::from_str(step.get()).unwrap(), body)
    };
    steps.into_iter().map(step).collect()
}

/// JSON without the white space between its parts.
fn tight(json: &str) -> String {
    let (mut is_text, mut is_escaped) = (false, false);
    let is_kept = |letter: &char| {
        let is_kept = is_text || !letter.is_ascii_whitespace();
        is_text ^= *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        is_kept
    };
    json.chars().filter(is_kept).collect()
}

/// What the merchant of a story has before it begins.
fn begin(world: &World) -> Kept {
    let make = |key: &str, kind: &str| {
        let body = json!({"name": "Recorded", "kind": kind});
        let made = world.post("/api/v1/keys").key(key).json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        made
    };
    let (test, live) = (&world.keys.test, &world.keys.live);
    let client = make(test, "client");
    let kept = [
        ("origin", ORIGIN.to_owned()),
        ("admin", ADMIN.to_owned()),
        ("testKey", test.clone()),
        ("liveKey", live.clone()),
        ("token", make(test, "legacy").get("key")),
        ("liveToken", make(live, "legacy").get("key")),
        ("clientKey", client.get("clientKey")),
        ("clientSecret", client.get("clientSecret")),
    ];
    kept.map(|(name, value)| (name.to_owned(), value)).into()
}

fn play(world: &World, step: &Json, body: Option<&str>, kept: &mut Kept, place: &str) -> Played {
    let (request, expected) = (&step["request"], &step["response"]);
    let text = |value: &Json| fill(value.as_str().unwrap(), kept, place);
    let method = Method::parse(request["method"].as_str().unwrap());
    let path = text(&request["path"]);
    let mut ask = world.ask(method, path.strip_prefix(ORIGIN).unwrap_or(&path));
    ask = ask.without("authorization");
    match (&request["body"], body) {
        (Json::String(body), _) => ask = ask.body(&fill(body, kept, place)),
        (_, Some(body)) => {
            let json = ask.body(&fill(body, kept, place));
            ask = json.header("content-type", "application/json");
        }
        _ => {}
    }
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        ask = ask.header(name, &text(value));
    }
    let request = ask.request().clone();
    let answer = ask.send();
    world.after();
    let place = format!("{place}: {} {}", answer.status, answer.text);
    assert_eq!(json!(answer.status), expected["status"], "{place}");
    let mut check = Check { known: kept, new: Kept::new() };
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        let got = answer.header(name).map_or(Json::Null, |got| json!(got));
        check.compare(value, &got, &format!("{place}\n{name}"));
    }
    if let Some(body) = expected.get("body") {
        check.compare(body, &answer.json, &place);
    }
    let new = check.new;
    kept.extend(new);
    Played { says: step["says"].as_str().unwrap().to_owned(), request, answer }
}

/// A piece of a text with placeholders.
enum Piece<'a> {
    Plain(&'a str),
    Hole { name: &'a str, kind: char },
}

/// Divides a text at `{name}`, `{name*}` and `{name#}`; other braces are plain.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (plain, from) = rest.split_at(open);
        let hole = from.find('}').map(|close| &from[1..close]);
        let name = hole.map(|hole| hole.trim_end_matches(['*', '#']));
        let is_hole = |name: &&str| name.chars().all(|letter| letter.is_ascii_alphanumeric());
        pieces.push(Piece::Plain(plain));
        rest = match (hole, name.filter(is_hole)) {
            (Some(hole), Some(name)) if !hole.is_empty() && hole.len() <= name.len() + 1 => {
                let kind = hole[name.len()..].chars().next().unwrap_or(' ');
                pieces.push(Piece::Hole { name, kind });
                &from[hole.len() + 2..]
            }
            _ => {
                pieces.push(Piece::Plain("{"));
                &from[1..]
            }
        };
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

/// The text with what is known in its placeholders.
fn fill(text: &str, kept: &Kept, place: &str) -> String {
    let piece = |piece| match piece {
        Piece::Plain(text) => text.to_owned(),
        Piece::Hole { name, kind: ' ' } => {
            kept.get(name).unwrap_or_else(|| panic!("{place}: nothing is called {name}")).clone()
        }
        Piece::Hole { .. } => panic!("{place}: a request cannot keep anything"),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// A response against what is written of it.
struct Check<'a> {
    /// By the steps before.
    known: &'a Kept,
    /// For the steps that follow.
    new: Kept,
}

impl Check<'_> {
    fn compare(&mut self, expected: &Json, got: &Json, place: &str) {
        match (expected, got) {
            (Json::Object(wanted), Json::Object(fields)) => {
                for (name, value) in wanted.iter().filter(|(name, _)| *name != "...") {
                    let field = fields.get(name).unwrap_or_else(|| panic!("{place}: no {name}"));
                    self.compare(value, field, &format!("{place}\n{name}"));
                }
                let more = fields.keys().find(|name| !wanted.contains_key(*name));
                assert!(wanted.contains_key("...") || more.is_none(), "{place}: {more:?}, too");
            }
            (Json::Array(wanted), Json::Array(items)) => {
                assert_eq!(wanted.len(), items.len(), "{place}");
                for (index, (value, item)) in wanted.iter().zip(items).enumerate() {
                    self.compare(value, item, &format!("{place}\n{index}"));
                }
            }
            (Json::String(pattern), got) => {
                let fits = self.fits(&pieces(pattern), got, place);
                assert!(fits, "{place}: {got} instead of {pattern}");
            }
            _ => assert_eq!(expected, got, "{place}"),
        }
    }

    /// Whether a value is what the pieces say; keeps what they name.
    fn fits(&mut self, pieces: &[Piece<'_>], got: &Json, place: &str) -> bool {
        if let [Piece::Plain(""), Piece::Hole { name, kind: '#' }, Piece::Plain("")] = pieces {
            self.new.insert((*name).to_owned(), got.to_string());
            return got.is_number();
        }
        let Some(mut rest) = got.as_str() else { return false };
        let mut hole = None;
        for piece in pieces {
            let plain = match piece {
                Piece::Hole { name, kind: '*' } => {
                    hole = Some(*name);
                    continue;
                }
                Piece::Hole { name, .. } => &fill(&format!("{{{name}}}"), self.known, place),
                Piece::Plain(plain) => *plain,
            };
            let Some(name) = hole else {
                match rest.strip_prefix(plain) {
                    Some(after) => rest = after,
                    None => return false,
                }
                continue;
            };
            // A hole is as short as it can be, and the last one all that is left.
            let end = if plain.is_empty() { Some(rest.len()) } else { rest.find(plain) };
            let Some(end) = end.filter(|end| *end > 0) else { return false };
            self.new.insert(name.to_owned(), rest[..end].to_owned());
            (rest, hole) = (&rest[end + plain.len()..], None);
        }
        rest.is_empty()
    }
}

#[test]
fn a_placeholder_stands_for_what_it_says_and_for_nothing_else() {
    let known = Kept::from([("known".to_owned(), "yes".to_owned())]);
    let mut one = Check { known: &known, new: Kept::new() };
    let mut check = |pattern: &str, got: Json| one.fits(&pieces(pattern), &got, "here");
    assert!(check("a/{id*}?b={*}&c={known}", json!("a/17?b=x&c=yes")));
    assert!(check("{n#}", json!(4)));
    assert!(check("{ not a hole }{}", json!("{ not a hole }{}")));
    for (pattern, got) in [
        ("a/{*}", json!("a/")),
        ("a/{*}", json!("b/c")),
        ("{*}/b", json!("a/bc")),
        ("{#}", json!("4")),
        ("{*}", json!(4)),
        ("{known}", json!("no")),
        ("", json!("x")),
    ] {
        assert!(!check(pattern, got.clone()), "{pattern} {got}");
    }
    assert_eq!((one.new["id"].as_str(), one.new["n"].as_str()), ("17", "4"));
}
