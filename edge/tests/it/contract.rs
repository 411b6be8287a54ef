//! The description's examples: they are what the stories of tests/recorded send and get, and as
//! their schemas have them.

use std::collections::BTreeMap;

use edge::api::dialect::Dialect;
use edge::api::form;
use edge::http::Request;
use edge::router::{self, Found, Handler, Route};
use expect_test::expect_file;
use serde_json::Value as Json;
use shared::json::Object;

use crate::recorded::{Played, play_story, stories};
use crate::support::contract::{check, document};

/// A request and its answer, as an example has them.
struct Example {
    operation: String,
    dialect: Dialect,
    status: u16,
    says: String,
    /// What was sent as what; nothing of what was refused.
    sent: Option<(String, String)>,
    got: Option<(String, String)>,
    is_refusal: bool,
}

impl Example {
    /// `None`: a page, or nothing.
    fn of(played: Played) -> Option<Example> {
        let Played { says, request, answer } = played;
        let dialect = Dialect::of_path(&request.path)?;
        let place = match router::find(request.method, &request.path) {
            Found::Route(Route { handler: Handler::Page(_), .. }, _) => return None,
            Found::Route(route, _) => route.pattern,
            Found::WrongMethod(_) => &request.path,
            Found::Nothing => return None,
        };
        // Errors of seed 001 come with 200.
        let is_refusal = answer.status >= 400 || answer.json["status"] == "error";
        let media = answer.header("content-type").and_then(|media| media.split(';').next());
        let text = match &answer.json {
            Json::Null => Json::from(&*answer.text).to_string(),
            _ => answer.text.clone(),
        };
        Some(Example {
            operation: format!("{} {place}", request.method.name()),
            dialect,
            status: answer.status,
            says,
            sent: sent(&request).filter(|_| !is_refusal),
            got: media.map(|media| (media.to_owned(), text)),
            is_refusal,
        })
    }

    /// Of which no more than two are shown: refusals are those of all operations of a dialect.
    fn place(&self) -> (String, u16) {
        match self.status {
            400.. => (format!("{:?}", self.dialect), self.status),
            _ => (self.operation.clone(), self.status),
        }
    }

    /// Whether another one says the same, or is the same.
    fn repeats(&self, other: &Example) -> bool {
        self.says == other.says || (&self.sent, &self.got) == (&other.sent, &other.got)
    }

    /// Whether another one shows something else than this.
    fn differs(&self, other: &Example) -> bool {
        let media = |one: &Example| one.sent.as_ref().map(|(media, _)| media.clone());
        self.is_refusal != other.is_refusal || media(self) != media(other)
    }

    fn write(&self) -> String {
        let mut text = format!("  {{\n    \"operation\": {:?},\n", self.operation);
        text.push_str(&format!("    \"status\": {},\n", self.status));
        text.push_str(&format!("    \"says\": {}", Json::from(&*self.says)));
        for (name, body) in [("sent", &self.sent), ("got", &self.got)] {
            if let Some((media, body)) = body {
                let body = without_secrets(body);
                text.push_str(&format!(",\n    \"{name}\": {{\"{media}\": {body}}}"));
            }
        }
        text + "\n  }"
    }
}

/// The body of a request, as JSON.
fn sent(request: &Request) -> Option<(String, String)> {
    let text = String::from_utf8(request.body.clone()).unwrap();
    let header = request.header("content-type").unwrap_or_default();
    let media = header.split(';').next().unwrap_or_default().to_owned();
    if text.is_empty() {
        return None;
    }
    let Some(form) = form::read(request).unwrap() else { return Some((media, text)) };
    let mut fields = Object::new();
    for (name, value) in form.fields.iter().filter(|(_, value)| !value.is_empty()) {
        fields.put(name, value);
    }
    Some((media, fields.text()))
}

/// Keys and secrets of tests are nobody's, but look like somebody's.
fn without_secrets(text: &str) -> String {
    let starts = ["plr_test_", "plr_live_", "whsec_"];
    starts.iter().fold(text.to_owned(), |text, start| {
        let mut parts = text.split(start);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let rest = part.trim_start_matches(|letter: char| {
                letter.is_ascii_alphanumeric() || "+/=".contains(letter)
            });
            let hidden = "x".repeat(if rest.len() < part.len() { 32 } else { 0 });
            text + start + &hidden + rest
        })
    })
}

/// The examples of all stories, each of its own dialect, those of the seeds first.
fn recorded() -> Vec<Example> {
    let mut all = stories();
    all.sort_by_key(|(name, _)| !name.ends_with("/seed.json"));
    let mut groups: BTreeMap<(String, u16), Vec<Example>> = BTreeMap::new();
    for (name, path) in all {
        let folder = name.split('/').next().unwrap().replace('_', "");
        for example in play_story(&name, &path).into_iter().filter_map(Example::of) {
            let group = groups.entry(example.place()).or_default();
            let is_own = format!("{:?}", example.dialect).eq_ignore_ascii_case(&folder);
            if is_own && group.iter().all(|known| !example.repeats(known)) {
                group.push(example);
            }
        }
    }
    groups.into_values().filter(|group| !group.is_empty()).flat_map(two).collect()
}

/// The first, and one that shows something else.
fn two(group: Vec<Example>) -> Vec<Example> {
    let mut group = group.into_iter();
    let first = group.next().unwrap();
    let mut rest: Vec<Example> = group.collect();
    let second = rest.iter().position(|one| one.differs(&first)).unwrap_or_default();
    let second = (!rest.is_empty()).then(|| rest.swap_remove(second));
    [first].into_iter().chain(second).collect()
}

#[test]
fn the_examples_of_the_description_are_what_the_stories_send_and_get() {
    let examples: Vec<String> = recorded().iter().map(Example::write).collect();
    let text = format!("[\n{}\n]\n", examples.join(",\n"));
    expect_file!["../../src/contract/examples.json"].assert_eq(&text);
}

/// Every media type of a value, wherever it stands.
fn media_types<'a>(value: &'a Json, place: String, found: &mut Vec<(String, &'a Json)>) {
    for (name, one) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        match name.as_str() {
            "content" => {
                let all = one.as_object().unwrap().iter();
                found.extend(all.map(|(media, one)| (format!("{place}/{media}"), one)));
            }
            "schemas" | "examples" => {}
            _ => media_types(one, place, found),
        }
    }
}

#[test]
fn every_example_is_as_its_schema_has_it() {
    let mut all = Vec::new();
    media_types(document(), String::new(), &mut all);
    let mut count = 0;
    for (place, media) in all {
        for (says, example) in media["examples"].as_object().into_iter().flatten() {
            check(&media["schema"], &example["value"], &format!("{place}: {says}"));
            count += 1;
        }
    }
    assert!(count > 100, "{count} examples");
}

/// What only a ledger, a payment provider or a build could answer.
const WITHOUT: [&str; 4] = [
    "DELETE /api/v1/psp",
    "POST /api/v1/alerts/{id}/clear",
    "PUT /api/v1/psp",
    "PUT /api/v1/settlement",
];

#[test]
fn every_operation_of_a_dialect_has_an_example_that_can() {
    let mut without = Vec::new();
    for route in router::ROUTES {
        let (method, path) = (route.method.name(), route.pattern);
        let operation = &document()["paths"][path][method.to_lowercase()];
        let is_open = matches!(route.handler, Handler::Page(_));
        if is_open || operation.is_null() {
            continue;
        }
        let responses = operation["responses"].as_object().unwrap().iter();
        let mut done = responses.filter(|(status, _)| status.starts_with('2'));
        let has_example = |response: &Json| {
            let mut all = Vec::new();
            media_types(response, String::new(), &mut all);
            all.iter().any(|(_, media)| media["examples"].is_object())
        };
        if !done.any(|(_, response)| has_example(response)) {
            without.push(format!("{method} {path}"));
        }
    }
    without.sort();
    assert_eq!(without, WITHOUT);
}

/// The links of all answers: to which operation, and what they put into its path.
fn links() -> BTreeMap<String, Vec<String>> {
    let paths = document()["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let answers = operations.flat_map(|it| it["responses"].as_object().unwrap().values());
    let links = answers.filter_map(|answer| answer["links"].as_object()).flatten();
    let named = |link: &Json| link["parameters"].as_object().unwrap().keys().cloned().collect();
    links.map(|(_, link)| (link["operationId"].as_str().unwrap().to_owned(), named(link))).collect()
}

#[test]
fn an_answer_with_an_id_leads_to_every_operation_that_needs_it() {
    let mut led = links();
    let paths = document()["paths"].as_object().unwrap().values();
    for operation in paths.flat_map(|path| path.as_object().unwrap().values()) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.filter(|one| one["in"] == "path");
        let needs: Vec<&str> = in_path.map(|one| one["name"].as_str().unwrap()).collect();
        let id = operation["operationId"].as_str().unwrap();
        assert_eq!(led.remove(id).unwrap_or_default(), needs, "{id}");
    }
    assert_eq!(led, BTreeMap::new(), "of operations that there are not");
}

#[test]
fn a_refund_is_taken_back_by_the_ids_of_its_invoice_and_its_own() {
    let made = &document()["paths"]["/api/v1/invoices/{id}/refunds"]["post"]["responses"]["201"];
    let parameters = &made["links"]["delete_refund"]["parameters"];
    assert_eq!(parameters["id"], "$request.path.id");
    assert_eq!(parameters["refund"], "$response.body#/id");
    let found = &document()["paths"]["/api/v1/alerts"]["get"]["responses"]["200"];
    assert_eq!(found["links"]["clear_alert"]["parameters"]["id"], "$response.body#/data/0/id");
}
