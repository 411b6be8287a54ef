//! What a page's visitor sends along: the fields of a form, a language, where they come from. Knows
//! no page.

use shared::id::public_id;

use crate::app::App;
use crate::http::{Params, Request, parse_query};
use crate::store::attempt::Attempt;

/// The fields of a posted form.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body of a request.
    pub(super) fn of(request: &Request) -> Form {
        Form(parse_query(&String::from_utf8_lossy(&request.body)))
    }

    /// A field; empty when it is missing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A field, if it was sent.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The amount that the payer chose, to be carried along; empty unless it reads like one.
    pub(super) fn amount(&self) -> &str {
        let chosen = self.get("amount");
        let plain = chosen.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
        if plain { chosen } else { "" }
    }

    /// The request, asking for the language that the form's page was asked for.
    pub(super) fn in_language(&self, request: &Request) -> Request {
        let lang = Some(self.get("lang")).filter(|lang| !lang.is_empty());
        let query = lang.map(|lang| ("lang".to_owned(), lang.to_owned()));
        Request { query: query.into_iter().collect(), ..request.clone() }
    }

    /// Whether the page was framed when it was sent.
    pub(super) fn is_embedded(&self) -> bool {
        self.get("from") == "embed"
    }
}

/// The part of the path that the pattern calls `name`.
pub(super) fn param<'a>(params: &'a Params, name: &str) -> &'a str {
    params.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// The language that the address asks for, to be carried along; only one that we have.
pub(super) fn asked_language(request: &Request) -> Option<String> {
    let asked = request.param("lang")?;
    let known = shared::draft::LANGUAGES.into_iter().find(|known| *known == asked);
    known.map(str::to_owned)
}

/// The language of a page: asked for, or the browser's, or this one.
pub(super) fn language(request: &Request, fallback: &str) -> &'static str {
    widget::language(request.param("lang"), request.header("accept-language"), fallback)
}

/// The query that carries the language along, with what else the address holds.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let filled: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    if filled.is_empty() {
        return String::new();
    }
    let mut text = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
    text.extend_pairs(filled);
    text.finish()
}

/// A try that counts for the address that a request comes from. `None` for a developer's own
/// machine, and where nobody says what the address is; Cloudflare always does.
pub(super) fn attempt_from(app: &App, request: &Request, what: &str, most: i64) -> Option<Attempt> {
    let address = request.header("cf-connecting-ip")?;
    let own = ["127.0.0.1", "::1", "localhost"].contains(&address);
    (!own).then(|| attempt(app, what, address, most))
}

/// A try that counts for somebody; who it is cannot be read from the bucket's name.
pub(super) fn attempt(app: &App, what: &str, who: &str, most: i64) -> Attempt {
    let bucket = app.settings.seal.blind(&format!("{what} {}", who.to_lowercase()));
    Attempt { id: public_id(app.platform.roll()), bucket, most }
}
