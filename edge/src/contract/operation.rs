//! What stands at a route: words, parameters, body, answers. What all routes of a dialect share is
//! added here, so that a resource says only what is its own.

use shared::json::Object;

use super::examples::{self, Example, Shown};
use super::follow::{self, Place};
use super::schema::{Schema, refer, text_of, whole};
use crate::api::dialect::Dialect;
use crate::http::Method;
use crate::router::{Handler, ROUTES, Route};

/// A route's description.
pub(super) struct Operation {
    pub(super) place: Place,
    summary: &'static str,
    says: String,
    params: Vec<Object>,
    bodies: Vec<(&'static str, Schema)>,
    answers: Vec<(u16, &'static str, &'static str, Schema)>,
    headers: Vec<(u16, Object)>,
    fails: Vec<u16>,
}

/// What the document has beside an operation: components, examples, and the other operations.
pub(super) struct Known<'a> {
    pub(super) schemas: &'a [(&'a str, Schema)],
    pub(super) examples: &'a [Example],
    pub(super) places: &'a [Place],
}

/// Begins a description. `id` is the handler's name: `create_invoice`.
pub(super) fn op(
    method: Method,
    pattern: &'static str,
    id: &'static str,
    summary: &'static str,
) -> Operation {
    Operation {
        place: Place { method, pattern, id },
        summary,
        says: String::new(),
        params: Vec::new(),
        bodies: Vec::new(),
        answers: Vec::new(),
        headers: Vec::new(),
        fails: Vec::new(),
    }
}

impl Operation {
    /// More than the summary.
    #[must_use]
    pub(super) fn says(mut self, text: &str) -> Operation {
        text.clone_into(&mut self.says);
        self
    }

    /// A part of the path.
    #[must_use]
    pub(super) fn path(mut self, name: &str, schema: Schema, says: &str) -> Operation {
        self.params.push(parameter(name, "path", true, schema, says));
        self
    }

    /// A parameter of the query that may be missing.
    #[must_use]
    pub(super) fn query(mut self, name: &str, schema: Schema, says: &str) -> Operation {
        self.params.push(parameter(name, "query", false, schema, says));
        self
    }

    /// `page` and `limit` of a list (rulings A4).
    #[must_use]
    pub(super) fn pages(self, usual: i64) -> Operation {
        self.query("page", whole(1, 1_000_000).with("default", 1), "Which page, from 1.").query(
            "limit",
            whole(1, 100).with("default", usual),
            "How many rows a page has.",
        )
    }

    /// What is sent as JSON.
    #[must_use]
    pub(super) fn json(self, body: Schema) -> Operation {
        self.body("application/json", body)
    }

    /// What is sent as something else.
    #[must_use]
    pub(super) fn body(mut self, media: &'static str, body: Schema) -> Operation {
        self.bodies.push((media, body));
        self
    }

    /// What is answered when it is done, as JSON.
    #[must_use]
    pub(super) fn answers(self, status: u16, says: &'static str, body: Schema) -> Operation {
        self.answers_as(status, says, "application/json", body)
    }

    /// The same as another media type.
    #[must_use]
    pub(super) fn answers_as(
        mut self,
        status: u16,
        says: &'static str,
        media: &'static str,
        body: Schema,
    ) -> Operation {
        self.answers.push((status, says, media, body));
        self
    }

    /// A header that an answer has.
    #[must_use]
    pub(super) fn with_header(
        mut self,
        status: u16,
        name: &str,
        says: &str,
        schema: Schema,
    ) -> Operation {
        let mut header = Object::new();
        header.put("description", says).put("required", true).put("schema", schema);
        let mut named = Object::new();
        named.put(name, header);
        self.headers.push((status, named));
        self
    }

    /// Refusals that not every route of its dialect has.
    #[must_use]
    pub(super) fn fails(mut self, statuses: &[u16]) -> Operation {
        self.fails.extend(statuses);
        self
    }

    /// Its route; `None`: the router has none.
    pub(super) fn route(&self) -> Option<&'static Route> {
        let Place { method, pattern, .. } = self.place;
        ROUTES.iter().find(|route| route.method == method && route.pattern == pattern)
    }

    /// As the document has it.
    pub(super) fn write(mut self, tag: &str, known: &Known<'_>) -> Object {
        let Place { method, pattern, id } = self.place;
        let dialect = Dialect::of_path(pattern);
        let mut out = Object::new();
        out.put("operationId", id).put("summary", self.summary).put("tags", vec![tag]);
        let scope = self.route().map_or("public", |route| route.scope);
        out.put_some("description", self.description(scope));
        out.put("security", security(dialect, scope));
        let repeats = matches!(method, Method::Post | Method::Put) && scope != "admin";
        if repeats && scope != "public" {
            self.params.push(claim(dialect));
        }
        if !self.params.is_empty() {
            out.put("parameters", self.params.as_slice());
        }
        if !self.bodies.is_empty() {
            let sent = examples::sent(known.examples, &self.name());
            let is_required = self.needs_body(known.schemas);
            out.put("requestBody", content(&self.bodies, is_required, &sent));
        }
        out.put("responses", self.responses(dialect, scope, known));
        out
    }

    /// What it does, and the scope that a key needs for it.
    fn description(&self, scope: &str) -> Option<String> {
        let needs = match scope {
            "public" | "admin" => String::new(),
            scope => format!("Scope: `{scope}`."),
        };
        let parts = [self.says.as_str(), &needs].into_iter().filter(|part| !part.is_empty());
        let text = parts.collect::<Vec<_>>().join("\n\n");
        Some(text).filter(|text| !text.is_empty())
    }

    /// A body without required fields may be left out.
    fn needs_body(&self, named: &[(&str, Schema)]) -> bool {
        self.bodies.iter().any(|(_, body)| body.needs_fields(named))
    }

    /// `POST /api/v1/invoices`.
    fn name(&self) -> String {
        format!("{} {}", self.place.method.name(), self.place.pattern)
    }

    fn responses(&self, dialect: Option<Dialect>, scope: &str, known: &Known<'_>) -> Object {
        let mut all: Vec<(u16, Object)> = Vec::new();
        // One status may come in several forms, which are said one behind the other.
        for forms in self.answers.chunk_by(|one, next| one.0 == next.0) {
            let Some((status, says, ..)) = forms.first() else { continue };
            let has_body = forms.iter().filter(|(_, _, media, _)| !media.is_empty());
            let forms: Vec<_> =
                has_body.map(|(_, _, media, body)| (*media, body.clone())).collect();
            let mut answer = Object::new();
            answer.put("description", *says);
            let headers = self.headers.iter().find(|(of, _)| of == status);
            answer.put_some("headers", headers.map(|(_, headers)| headers));
            if !forms.is_empty() {
                let got = examples::got(known.examples, &self.name(), *status);
                answer.put("content", media_types(&forms, &got));
            }
            answer.put_some("links", follow::links(self.place, known.places));
            all.push((*status, answer));
        }
        let is_open = scope == "public";
        let usual = dialect.filter(|_| !is_open).map(|dialect| usual(dialect, self));
        let mut fails: Vec<u16> = usual.into_iter().flatten().chain(self.fails.clone()).collect();
        fails.sort_unstable();
        fails.dedup();
        let is_new = |status: &u16| all.iter().all(|(one, _)| one != status);
        for status in fails.into_iter().filter(is_new).collect::<Vec<_>>() {
            let mut answer = Object::new();
            answer.put("$ref", format!("#/components/responses/{}{status}", prefix(dialect)));
            all.push((status, answer));
        }
        all.sort_by_key(|(status, _)| *status);
        let mut out = Object::new();
        for (status, answer) in &all {
            out.put(&status.to_string(), answer);
        }
        out
    }
}

/// How a dialect's shared components begin.
pub(super) const fn prefix(dialect: Option<Dialect>) -> &'static str {
    match dialect {
        Some(Dialect::Payrequest) => "Payrequest",
        Some(Dialect::Legacy) => "Legacy",
        Some(Dialect::LinksV0) => "LinksV0",
        Some(Dialect::Paylinkr) | None => "Paylinkr",
    }
}

/// The refusals that any route of a dialect may answer with, whatever it does.
fn usual(dialect: Dialect, operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![401, 403, 405, 429, 500, 503];
    let Place { method, pattern, .. } = operation.place;
    let reads_body = !matches!(method, Method::Get | Method::Delete);
    let is_admin = operation.route().is_some_and(|it| matches!(it.handler, Handler::Admin));
    if reads_body {
        statuses.extend([400, 413, 415]);
    }
    if matches!(method, Method::Post | Method::Put) && !is_admin {
        statuses.push(409);
    }
    if pattern.contains('{') {
        statuses.push(404);
    }
    if is_admin {
        statuses.retain(|status| !matches!(status, 403 | 429));
    }
    if dialect == Dialect::Legacy {
        // Its errors of keys are 200, and what is no form is read as JSON.
        statuses.retain(|status| !matches!(status, 401 | 415));
    }
    statuses
}

fn security(dialect: Option<Dialect>, scope: &str) -> Vec<Object> {
    let mut all = Object::new();
    match (dialect, scope) {
        (_, "public") | (Some(Dialect::Legacy) | None, _) => return Vec::new(),
        (_, "admin") => all.put("admin", Vec::<String>::new()),
        (Some(Dialect::Paylinkr), scope) => all.put("apiKey", vec![scope]),
        (Some(Dialect::Payrequest), scope) => all.put("payrequestKey", vec![scope]),
        (Some(Dialect::LinksV0), scope) => {
            all.put("clientKey", vec![scope]).put("clientSecret", vec![scope])
        }
    };
    vec![all]
}

/// The header that makes a repeated request the same one.
fn claim(dialect: Option<Dialect>) -> Object {
    let mut out = Object::new();
    let name = if dialect == Some(Dialect::LinksV0) { "V0" } else { "" };
    out.put("$ref", format!("#/components/parameters/IdempotencyKey{name}"));
    out
}

pub(super) fn parameter(
    name: &str,
    place: &str,
    is_required: bool,
    schema: Schema,
    says: &str,
) -> Object {
    let mut out = Object::new();
    out.put("name", name).put("in", place).put("required", is_required);
    out.put("description", says).put("schema", schema);
    out
}

fn content(bodies: &[(&'static str, Schema)], is_required: bool, sent: &Shown<'_>) -> Object {
    let mut out = Object::new();
    out.put("required", is_required).put("content", media_types(bodies, sent));
    out
}

pub(super) fn media_types(bodies: &[(&'static str, Schema)], shown: &Shown<'_>) -> Object {
    let mut out = Object::new();
    for (media, schema) in bodies {
        let mut one = Object::new();
        one.put("schema", schema).put_some("examples", examples::of_media(shown, media));
        out.put(media, one);
    }
    out
}

/// A page of a list of such (rulings A4).
pub(super) fn page_of(name: &str) -> Schema {
    use super::schema::{answer, count, list, must};
    answer([
        must("data", list(refer(name)).says("The newest first.")),
        must("total", count().says("How many there are on all pages.")),
        must("page", whole(1, 1_000_000)),
        must("limit", whole(1, 100)),
        must("pages", whole(1, i64::MAX).says("How many pages there are; 1 for none.")),
    ])
}

/// An id in a path: by the id, or by the public id where there is one.
pub(super) fn id_in_path() -> Schema {
    text_of(200)
}
