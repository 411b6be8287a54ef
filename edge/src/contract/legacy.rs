//! PayRequest's legacy API, as `api/legacy` reads and writes it (seed 001): JSON or a form, and
//! errors that come with 200.

use shared::draft::{LegacyType, limits};
use shared::invoice::{Exceptions, Said, Status};

use super::Part;
use super::operation::{Operation, op};
use super::schema::{
    Field, Schema, answer, any_of, form, lines_of, may, must, number, one_of, refer, request, text,
    text_like, text_of, word,
};
use crate::http::Method::Post;

/// Euros as [`shared::draft::LegacyDraft`] reads them: at most two places, and more than nothing.
const EUROS: &str = "^(0*[1-9][0-9]{0,16}([.,][0-9]{1,2})?|0+[.,](0[1-9]|[1-9][0-9]?))$";

/// What forms are sent as.
const FORMS: [&str; 2] = ["application/x-www-form-urlencoded", "multipart/form-data"];

pub(super) fn part() -> Part {
    Part {
        name: "PayRequest legacy",
        says: "For shops written for `link.payrequest.io`. The paths may end with a slash. Errors \
            are `{\"status\":\"error\",\"error\":\"…\"}`, and come with 200 except for `unknown`.",
        operations: vec![
            bodies(op(Post, "/api/create", "create_legacy_payment", "Make a payment"), "Create")
                .says("The same `id` with the same title and amount answers the first address.")
                .answers(200, "The payment's address, or why there is none.", either("Made"))
                .fails(&[422]),
            bodies(op(Post, "/api/get", "get_legacy_payment", "Ask whether it was paid"), "Get")
                .answers(200, "Where it stands, or why that is not told.", either("State")),
        ],
        schemas: vec![
            ("LegacyCreate", request(create(number_too))),
            ("LegacyCreateForm", form(create(|schema| schema))),
            ("LegacyGet", request(get(number_too))),
            ("LegacyGetForm", form(get(|schema| schema))),
            ("LegacyMade", made()),
            ("LegacyState", answer([must("status", one_of(states()))])),
        ],
    }
}

fn bodies(operation: Operation, name: &str) -> Operation {
    let json = operation.json(refer(&format!("Legacy{name}")));
    let form = refer(&format!("Legacy{name}Form"));
    FORMS.into_iter().fold(json, |operation, media| operation.body(media, form.clone()))
}

fn either(name: &str) -> Schema {
    any_of(&[refer(&format!("Legacy{name}")), refer("LegacyError")])
}

/// Languages without types send numbers for texts.
fn number_too(text: Schema) -> Schema {
    any_of(&[text, number()])
}

fn token() -> Field {
    must(
        "token",
        text()
            .with("minLength", 1)
            .says(
                "A key of kind `legacy`. It is how this API authenticates: OpenAPI has no \
                 security scheme for a field of the body, so none is named.",
            )
            .like("plr_test_…"),
    )
}

fn id() -> Schema {
    text_of(limits::ORDER_ID)
}

fn create(also: fn(Schema) -> Schema) -> Vec<Field> {
    let blank = |schema: Schema| any_of(&[schema, text_like("^\\s*$")]);
    vec![
        token(),
        may("id", blank(also(id())).says("Your own name for it. Without one, one is made.")),
        must("title", also(text_of(limits::TITLE)).says("What it is for.")),
        must("amount", also(text_like(EUROS)).says("Euros: `12`, `12,25`, `12.25`.").like("12,25")),
        may("name", blank(also(text_of(limits::NAME))).says("Who is asked.")),
        may("email", blank(refer("EmailIn")).says("Their address.")),
        may(
            "description",
            blank(also(lines_of(limits::DESCRIPTION))).says("More of what it is for."),
        ),
        may(
            "type",
            blank(one_of(LegacyType::ALL.map(LegacyType::code)))
                .says("`direct` leads to the payment provider, if there is one.")
                .with("default", LegacyType::Link.code()),
        ),
        may("response", blank(refer("HttpsUrl")).says("Where the payer goes afterwards.")),
    ]
}

fn get(also: fn(Schema) -> Schema) -> Vec<Field> {
    vec![
        token(),
        must("id", also(id()).says("Yours, the one we made, or an invoice's `publicId`.")),
    ]
}

fn made() -> Schema {
    answer([
        must("status", word("success")),
        must("url", text().with("format", "uri").says("Where it is paid.")),
        may("id", text().says("The one that was made, if you gave none.")),
    ])
}

/// This dialect's words for where an invoice stands.
fn states() -> Vec<&'static str> {
    let mut words =
        Status::ALL.map(|status| Said::of(status, Exceptions::default()).legacy).to_vec();
    words.sort_unstable();
    words.dedup();
    words
}
