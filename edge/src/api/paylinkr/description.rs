//! `/api/openapi` and `/api/postman/collection`: this API's description, as the build wrote it into
//! `www/contract`. Open to all, and to pages of any origin. Knows no word of what is in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use super::faults;
use crate::api::body::invalid;
use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};

/// What the build wrote for the address of the install, which is put in as it is sent.
const ANY_INSTALL: &str = "https://pay.example.com";

/// `GET /api/openapi`: the description as OpenAPI 3.1, as JSON or, with `format=yaml`, as YAML (RFC
/// 9512).
pub async fn openapi(app: &App, request: &Request, _params: &Params) -> Answer {
    let (path, media) = match request.param("format") {
        None | Some("json") => ("/contract/openapi.json", "application/json; charset=utf-8"),
        Some("yaml") => ("/contract/openapi.yaml", "application/yaml"),
        Some(_) => return refuse(app, request, &invalid("format", "must be json or yaml")),
    };
    send(app, request, path, media).await
}

/// `GET /api/postman/collection`: the same as a collection for Postman, as a file with a name
/// (seed 002, 03: `curl -OJ`).
pub async fn postman(app: &App, request: &Request, _params: &Params) -> Answer {
    let media = "application/json; charset=utf-8";
    let (response, after) = send(app, request, "/contract/postman.json", media).await;
    if response.status != 200 {
        return (response, after);
    }
    let name = "attachment; filename=\"paylinkr.postman_collection.json\"";
    (response.with("content-disposition", name), after)
}

async fn send(app: &App, request: &Request, path: &str, media: &'static str) -> Answer {
    let text = app.platform.files.read(path).await.and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(text) = text else {
        return refuse(app, request, &Fault::Broken(format!("www{path} was not built")));
    };
    let bytes = text.replace(ANY_INSTALL, &app.settings.public_url).into_bytes();
    let hash = BASE64.encode(Sha256::digest(&bytes));
    let tag = format!("\"{}\"", hash.trim_end_matches('='));
    let response = match request.has(&tag) {
        true => Response::empty(304),
        false => Response::new(200, media, bytes),
    };
    let response = response.with("etag", tag).with("cache-control", "public, max-age=300");
    (opened(response), Vec::new())
}

fn refuse(app: &App, request: &Request, fault: &Fault) -> Answer {
    if let Fault::Broken(why) = fault {
        app.platform.log.error(&format!("{} {}: {why}", request.id, request.path));
    }
    let (status, body) = faults::dress(fault, &request.id);
    let response = Response::new(status, "application/json; charset=utf-8", body.into_bytes());
    (opened(response.with("cache-control", "no-store")), Vec::new())
}

/// What anybody may read, scripts of any page among them: there is no key here to guard.
fn opened(response: Response) -> Response {
    response.with("access-control-allow-origin", "*").with("x-content-type-options", "nosniff")
}
