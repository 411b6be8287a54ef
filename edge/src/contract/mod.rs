//! The API's description, OpenAPI 3.1: made of the router's table and the domain's own words, so
//! that it cannot name a route, a scope or a status that is not there. Natively only: the worker
//! serves what the build wrote. Knows no handler; the tests hold every answer they get to it.

mod account;
mod billing;
mod common;
mod customers;
mod description;
mod events;
mod examples;
mod follow;
mod health;
mod invoices;
mod legacy;
mod links;
mod links_v0;
mod links_v0_catalogue;
mod operation;
mod packages;
mod payments;
mod payrequest;
mod plans;
mod sandbox;
mod schema;
mod subscriptions;
mod webhooks;

#[cfg(test)]
mod tests;

use follow::Place;
use operation::{Known, Operation};
use schema::Schema;
use shared::json::Object;

use crate::http::Method;

/// A chapter of the description.
struct Part {
    name: &'static str,
    says: &'static str,
    operations: Vec<Operation>,
    schemas: Vec<(&'static str, Schema)>,
}

fn parts() -> Vec<Part> {
    vec![
        invoices::part(),
        links::part(),
        packages::part(),
        subscriptions::part(),
        plans::part(),
        payments::part(),
        webhooks::part(),
        account::part(),
        customers::part(),
        sandbox::part(),
        payrequest::part(),
        legacy::part(),
        links_v0::part(),
        links_v0_catalogue::part(),
        health::part(),
        description::part(),
    ]
}

/// The whole document, as JSON.
pub fn document() -> String {
    let parts = parts();
    let examples = examples::read();
    let mut out = Object::new();
    out.put("openapi", "3.1.0").put("info", info()).put("servers", vec![server()]);
    let tags: Vec<Object> = parts.iter().map(tag).collect();
    out.put("tags", tags);
    let common = common::schemas();
    let own = parts.iter().flat_map(|part| &part.schemas);
    let named: Vec<(&str, Schema)> = common.iter().chain(own).cloned().collect();
    let mut schemas = Object::new();
    for (name, schema) in &named {
        schemas.put(name, schema);
    }
    let operations = parts.iter().flat_map(|part| &part.operations);
    let places: Vec<Place> = operations.map(|operation| operation.place).collect();
    let known = Known { schemas: &named, examples: &examples, places: &places };
    out.put("paths", paths(parts, &known)).put("webhooks", events::webhooks());
    let mut components = Object::new();
    components
        .put("schemas", schemas)
        .put("responses", common::responses(&examples))
        .put("parameters", common::parameters())
        .put("securitySchemes", common::security_schemes());
    out.put("components", components);
    out.text()
}

fn info() -> Object {
    let mut license = Object::new();
    license.put("name", "MIT OR Apache-2.0").put("identifier", "MIT OR Apache-2.0");
    let mut out = Object::new();
    out.put("title", "PayLinkr").put("version", "1.0.0").put("license", license);
    out.put("summary", "Pay links, invoices, subscriptions and recurring plans.");
    out.put("description", INFO);
    out
}

/// What holds for all operations, as Markdown.
const INFO: &str = include_str!("info.md");

fn server() -> Object {
    let mut base = Object::new();
    base.put("default", "https://pay.example.com").put("description", "Where PayLinkr runs.");
    let mut variables = Object::new();
    variables.put("baseUrl", base);
    let mut out = Object::new();
    out.put("url", "{baseUrl}").put("variables", variables);
    out
}

fn tag(part: &Part) -> Object {
    let mut out = Object::new();
    out.put("name", part.name).put("description", part.says);
    out
}

/// Each path with its methods, in the order of the parts.
fn paths(parts: Vec<Part>, known: &Known<'_>) -> Object {
    let mut all: Vec<(&str, Vec<(Method, Object)>)> = Vec::new();
    for part in parts {
        for operation in part.operations {
            let Place { pattern, method, .. } = operation.place;
            let one = (method, operation.write(part.name, known));
            match all.iter_mut().find(|(path, _)| *path == pattern) {
                Some((_, methods)) => methods.push(one),
                None => all.push((pattern, vec![one])),
            }
        }
    }
    let mut out = Object::new();
    for (pattern, methods) in all {
        let mut path = Object::new();
        for (method, operation) in methods {
            path.put(&method.name().to_lowercase(), operation);
        }
        out.put(pattern, path);
    }
    out
}
