//! What people see: pages with their headers. Load facts, let `widget` draw them. Knows no dialect.

pub mod checkout;
pub mod dev;
pub mod files;
pub mod health;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use widget::{Document, Notice};

use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::http::{Request, Response};

/// Who may frame a page.
pub(super) enum Framing {
    /// Nobody.
    Never,
    /// These origins; empty: anybody (DESIGN 9).
    By(Vec<String>),
}

/// A page with the headers that every page of ours has.
pub(super) fn html(status: u16, document: Document, framing: &Framing) -> Response {
    let (ancestors, frame_options) = match framing {
        Framing::Never => ("'none'".to_owned(), Some("DENY")),
        Framing::By(origins) if origins.is_empty() => ("*".to_owned(), None),
        Framing::By(origins) => (origins.join(" "), None),
    };
    let styles: Vec<String> = document.styles.iter().map(|style| hash(style)).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src {}; \
         img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         require-trusted-types-for 'script'; frame-ancestors {ancestors}",
        styles.join(" ")
    );
    let response = Response::new(status, "text/html; charset=utf-8", document.html.into_bytes())
        .with("content-security-policy", policy)
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
        .with("x-robots-tag", "noindex")
        .with("permissions-policy", "camera=(), microphone=(), geolocation=()");
    frame_options
        .into_iter()
        .fold(response, |response, value| response.with("x-frame-options", value))
}

/// A style's hash as the policy names it.
fn hash(style: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(style.as_bytes())))
}

/// Where there is nothing.
pub fn not_found(app: &App, request: &Request) -> Response {
    let embedded = request.path.starts_with("/embed/");
    let framing = if embedded { Framing::By(Vec::new()) } else { Framing::Never };
    html(404, widget::notice(Notice::NotFound, "en", embedded, app.settings.boot), &framing)
}

/// Our own slip, as a page: it says nothing but the request's id.
pub(super) fn failed(app: &App, fault: &Fault, request_id: &str, embedded: bool) -> Answer {
    if let Fault::Broken(why) = fault {
        app.platform.log.error(&format!("{request_id} page: {why}"));
    }
    let status = if matches!(fault, Fault::Busy(_)) { 503 } else { 500 };
    let framing = if embedded { Framing::By(Vec::new()) } else { Framing::Never };
    let notice = match fault {
        Fault::Busy(_) => Notice::Busy,
        _ => Notice::Failed { request_id },
    };
    let response =
        html(status, widget::notice(notice, "en", embedded, app.settings.boot), &framing);
    (response.with("retry-after", "5"), Vec::new())
}
