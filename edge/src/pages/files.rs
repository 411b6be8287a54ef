//! The one built file that must not go out as a plain asset: the wasm, compressed once, at its
//! best.

use crate::app::{Answer, App};
use crate::http::{Params, Request, Response};
use crate::pages::not_found;

/// `GET /pkg/<hash>.wasm`: the bytes of `<hash>.wasm.br`; a static asset would compress them twice
/// (`feasibility.md` 3). Every browser that runs wasm reads brotli.
pub async fn built(app: &App, request: &Request, params: &Params) -> Answer {
    let file = params.iter().find(|(name, _)| name == "file").map_or("", |(_, value)| value);
    let plain = file.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !plain || !file.ends_with(".wasm") {
        return (not_found(app, request), Vec::new());
    }
    let Some(bytes) = app.platform.files.read(&format!("/pkg/{file}.br")).await else {
        return (not_found(app, request), Vec::new());
    };
    let mut response = Response::new(200, "application/wasm", bytes)
        .with("content-encoding", "br")
        .with("cache-control", "public, max-age=31536000, immutable")
        .with("x-content-type-options", "nosniff");
    response.is_brotli = true;
    (response, Vec::new())
}
