//! This description itself, as `api/paylinkr/description.rs` hands it out (seed 002, 03).

use super::Part;
use super::operation::{Operation, op};
use super::schema::{Schema, anything, list, map, must, one_of, refer, request, text};
use crate::http::Method::Get;

const HAD: &str = "You have it already: `If-None-Match` names it.";

pub(super) fn part() -> Part {
    Part {
        name: "Description",
        says: "What you read here, for machines. Asks for no key.",
        operations: operations(),
        schemas: vec![("OpenApi", openapi()), ("PostmanCollection", postman())],
    }
}

fn operations() -> Vec<Operation> {
    vec![
        op(Get, "/api/openapi", "get_openapi", "Read this description")
            .query("format", one_of(["json", "yaml"]).with("default", "json"), "How it is written.")
            .answers(200, "OpenAPI 3.1.", refer("OpenApi"))
            .answers_as(200, "OpenAPI 3.1.", "application/yaml", as_yaml())
            .answers_as(304, HAD, "", text())
            .fails(&[422, 500]),
        op(Get, "/api/postman/collection", "get_postman_collection", "Read it as a collection")
            .says("For Postman. Has a request for each operation; set its variables first.")
            .answers(200, "Postman Collection 2.1.", refer("PostmanCollection"))
            .answers_as(304, HAD, "", text())
            .fails(&[500]),
    ]
}

/// To some readers a text, to others what the text says.
fn as_yaml() -> Schema {
    anything().says("The same as YAML.")
}

/// No further than its first level: it would describe its description.
fn openapi() -> Schema {
    request([
        must("openapi", text()),
        must("info", map(anything())),
        must("servers", list(map(anything()))),
        must("tags", list(map(anything()))),
        must("paths", map(anything())),
        must("components", map(anything())),
    ])
}

fn postman() -> Schema {
    request([
        must("info", map(anything())),
        must("item", list(map(anything()))),
        must("variable", list(map(anything()))),
    ])
}
