//! The pictures that we keep, as they came, in a way that nothing in them can do anything.

use shared::picture;

use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::http::{Params, Request, Response};
use crate::pages::{failed, not_found};

/// `GET /img/{name}`: a picture by the hash of its bytes, which therefore never change.
pub async fn show(app: &App, request: &Request, params: &Params) -> Answer {
    let name = params.iter().find(|(name, _)| name == "name").map_or("", |(_, value)| value);
    let Some(format) = picture::of_name(name) else {
        return (not_found(app, request), Vec::new());
    };
    match app.platform.kv.get(name).await {
        Ok(Some(bytes)) => {
            let response = Response::new(200, format.media(), bytes)
                .with("cache-control", "public, max-age=31536000, immutable")
                .with("content-security-policy", "default-src 'none'; sandbox")
                .with("x-content-type-options", "nosniff");
            (response, Vec::new())
        }
        Ok(None) => (not_found(app, request), Vec::new()),
        Err(why) => failed(app, &Fault::Broken(why), request, false),
    }
}
