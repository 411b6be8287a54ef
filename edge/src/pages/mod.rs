//! What people see: pages with their headers. Load facts, let `widget` draw them. Knows no dialect.

pub mod back;
pub mod checkout;
pub mod dev;
pub mod files;
mod form;
pub mod health;
pub mod images;
pub mod link;
pub mod manage;
mod once;
pub mod psp;
pub mod settlement;
pub mod subscribe;
pub mod wallet;
pub mod ways;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use shared::view::MerchantView;
use widget::{Document, Frame, Notice};

use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::http::{Method, Request, Response};
use crate::store::merchant::Merchant;

/// Who may frame a page.
pub(super) enum Framing {
    /// Nobody.
    Never,
    /// These origins; empty: anybody (DESIGN 9).
    By(Vec<String>),
}

/// Who may frame a page: as what is sold there has it, or else the merchant.
pub(super) fn framing(own: &[String], merchant: &Merchant, embedded: bool) -> Framing {
    match (embedded, own) {
        (false, _) => Framing::Never,
        (true, []) => Framing::By(merchant.embed_origins.clone()),
        (true, own) => Framing::By(own.to_vec()),
    }
}

/// What a page is drawn within.
pub(super) fn frame(app: &App, embedded: bool) -> Frame<'_> {
    Frame { embedded, boot: app.settings.boot, public_url: &app.settings.public_url }
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
    let language = form::language(request, "en");
    html(404, widget::notice(Notice::NotFound, language, embedded, app.settings.boot), &framing)
}

/// Our own slip, or too much at once, as a page: it says nothing but the request's id.
pub(super) fn failed(app: &App, fault: &Fault, request: &Request, embedded: bool) -> Answer {
    if let Fault::Broken(why) = fault {
        app.platform.log.error(&format!("{} page: {why}", request.id));
    }
    let is_busy = matches!(fault, Fault::Busy(_) | Fault::NoRate);
    let status = match fault {
        Fault::TooMany(_) => 429,
        _ if is_busy => 503,
        _ => 500,
    };
    let framing = if embedded { Framing::By(Vec::new()) } else { Framing::Never };
    let back = back_of(request, embedded);
    let notice = match fault {
        Fault::TooMany(_) => Notice::TooOften { back: &back },
        _ if is_busy => Notice::Busy { back: &back },
        _ => Notice::Failed { request_id: &request.id, back: &back },
    };
    let language = form::language(request, "en");
    let page = widget::notice(notice, language, embedded, app.settings.boot);
    (html(status, page, &framing).with("retry-after", "5"), Vec::new())
}

/// Too many tries from one address, as a page in the merchant's frame.
pub(super) fn too_often(
    app: &App,
    request: &Request,
    merchant: &Merchant,
    framing: &Framing,
) -> Answer {
    let embedded = matches!(framing, Framing::By(_));
    let language = form::language(request, &merchant.language);
    let kind = Notice::TooOften { back: &back_of(request, embedded) };
    let page = widget::notice(kind, language, embedded, app.settings.boot);
    (html(429, page, framing).with("retry-after", "3600"), Vec::new())
}

/// The page that a form was sent from; empty for a page that was asked for itself.
fn back_of(request: &Request, embedded: bool) -> String {
    if request.method == Method::Get {
        return String::new();
    }
    let path = request.path.as_str();
    let forms = ["/test", "/reopen", "/transaction", "/return-address", "/psp"];
    let page = forms.iter().find_map(|form| path.strip_suffix(form)).unwrap_or(path);
    let framed = [("/subscribe/", "/embed/subscription/"), ("/l/", "/embed/link/")];
    let framed =
        framed.iter().find_map(|(start, framed)| Some((framed, page.strip_prefix(start)?)));
    match framed {
        Some((framed, id)) if embedded => format!("{framed}{id}"),
        None if embedded => format!("/embed{page}"),
        _ => page.to_owned(),
    }
}

/// Who asks, for a page in this language. Pages ask nobody else for anything: a logo elsewhere is
/// for mails only.
fn merchant_view(app: &App, merchant: &Merchant, language: &str) -> MerchantView {
    let ours = |url: &&String| url.starts_with(&app.url("/"));
    MerchantView {
        name: merchant.name.clone(),
        logo_url: merchant.logo_url.as_ref().filter(ours).cloned(),
        accent: merchant.accent.clone(),
        support_email: merchant.support_email.clone(),
        support_url: merchant.support_url.clone(),
        language: language.to_owned(),
        zone: merchant.zone.clone(),
    }
}
