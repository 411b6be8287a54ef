//! Holds what tests ask and get to the API's description: a status, a media type or a field that it
//! does not have, or one that it has and the answer lacks, fails the test that met it.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Mutex};

use async_trait::async_trait;
use edge::contract;
use edge::http::{Method, Request};
use edge::platform::native::ScriptedFetch;
use edge::platform::{Fetch, Incoming, Outgoing};
use edge::router::{self, Found};
use jsonschema::Validator;
use serde_json::{Value as Json, json};

use super::Answer;

static DOCUMENT: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(&contract::document()).unwrap());

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The document.
pub(crate) fn document() -> &'static Json {
    &DOCUMENT
}

/// A request on its way, as far as it is held to anything.
pub(crate) struct Asked {
    method: Method,
    path: String,
    media: String,
    body: Vec<u8>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Asked {
        let media = request.header("content-type").unwrap_or_default();
        Asked {
            method: request.method,
            path: request.path.clone(),
            media: media.split(';').next().unwrap_or_default().trim().to_lowercase(),
            body: request.body.clone(),
        }
    }

    /// # Panics
    /// When answer or accepted request are not as the document has them.
    pub(crate) fn holds(&self, answer: &Answer) {
        let Found::Route(route, _) = router::find(self.method, &self.path) else { return };
        let method = self.method.name().to_lowercase();
        let operation = &DOCUMENT["paths"][route.pattern][&method];
        if operation.is_null() {
            return;
        }
        let place = format!("{method} {}: {} {}", route.pattern, answer.status, answer.text);
        let said = follow(&operation["responses"][answer.status.to_string()]);
        assert!(!said.is_null(), "an undocumented status: {place}");
        let media = answer.header("content-type").unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default();
        let content = &said["content"];
        assert!(
            content[media].is_object() || (content.is_null() && answer.text.is_empty()),
            "an undocumented media type {media:?}: {place}"
        );
        if media == "application/json" {
            check(&content[media]["schema"], &answer.json, &format!("the answer of {place}"));
        }
        let body = &operation["requestBody"]["content"][&self.media]["schema"];
        let is_accepted = answer.status < 300 && !is_refusal(answer);
        if is_accepted && self.media == "application/json" && !self.body.is_empty() {
            assert!(body.is_object(), "a body is read that is not documented: {place}");
            let sent = serde_json::from_slice(&self.body).unwrap();
            check(body, &sent, &format!("what was accepted, {sent}, by {place}"));
        }
    }
}

/// Errors of seed 001 come with 200.
fn is_refusal(answer: &Answer) -> bool {
    answer.json["status"] == "error"
}

/// The world outside. Webhooks that go there are held to the document.
#[derive(Default)]
pub(crate) struct HeldFetch(ScriptedFetch);

impl Deref for HeldFetch {
    type Target = ScriptedFetch;

    fn deref(&self) -> &ScriptedFetch {
        &self.0
    }
}

#[async_trait(?Send)]
impl Fetch for HeldFetch {
    async fn ask(&self, request: Outgoing) -> Result<Incoming, String> {
        if request.headers.iter().any(|(name, _)| name == "webhook-id") {
            holds_webhook(&request);
        }
        self.0.ask(request).await
    }
}

/// # Panics
/// When headers or body are not as the document has them.
fn holds_webhook(sent: &Outgoing) {
    let body: Json = serde_json::from_slice(sent.bytes()).unwrap();
    let event = body["event"].as_str().unwrap();
    let operation = &DOCUMENT["webhooks"][event]["post"];
    assert!(operation.is_object(), "an undocumented event: {body}");
    let said: Vec<&Json> = operation["parameters"].as_array().unwrap().iter().map(follow).collect();
    for header in &said {
        let name = header["name"].as_str().unwrap();
        let found = sent.headers.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name));
        let (_, value) = found.unwrap_or_else(|| panic!("{event} lacks the header {name}"));
        check(&header["schema"], &json!(value), &format!("the header {name} of {event}"));
    }
    for (name, _) in &sent.headers {
        let is_said =
            said.iter().any(|one| one["name"].as_str().unwrap().eq_ignore_ascii_case(name));
        let is_plain = ["content-type", "user-agent"].contains(&name.as_str());
        assert!(is_said || is_plain, "an undocumented header of {event}: {name}");
    }
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    check(schema, &body, &format!("what was sent: {body}"));
}

/// What a reference leads to.
fn follow(value: &'static Json) -> &'static Json {
    match value["$ref"].as_str() {
        Some(pointer) => DOCUMENT.pointer(pointer.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// # Panics
/// When a value is not as a schema of the document has it.
pub(crate) fn check(schema: &Json, value: &Json, place: &str) {
    let key = schema.to_string();
    let known = VALIDATORS.lock().unwrap().get(&key).cloned();
    let validator = known.unwrap_or_else(|| {
        let whole = json!({"components": DOCUMENT["components"], "allOf": [schema]});
        let made = Arc::new(jsonschema::draft202012::new(&whole).unwrap());
        VALIDATORS.lock().unwrap().insert(key, made.clone());
        made
    });
    let wrongs: Vec<String> = validator
        .iter_errors(value)
        .map(|wrong| format!("{}: {wrong}", wrong.instance_path()))
        .collect();
    assert!(wrongs.is_empty(), "{place}\n{}", wrongs.join("\n"));
}
