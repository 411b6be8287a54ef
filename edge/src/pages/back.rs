//! The way back to the shop, with what it is told there. Only the API decides; this is for the
//! shop's next page.

use shared::return_code::response;
use shared::time::Instant;
use shared::{url, webhook};

use super::checkout::{Loaded, load, public_id};
use super::{failed, not_found};
use crate::app::{Answer, App};
use crate::http::{Params, Request, Response};
use crate::seal::Seal;

/// `GET /pay/:id/return`: on to the shop once the invoice is over, else to its page. For payers who
/// come back from somewhere else.
pub async fn go(app: &App, request: &Request, params: &Params) -> Answer {
    let loaded = match load(app, params).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return (not_found(app, request), Vec::new()),
        Err(fault) => return failed(app, &fault, request, false),
    };
    let shop = shop_url(&app.settings.seal, &loaded, app.now());
    let page = || app.url(&format!("/pay/{}", public_id(params)));
    let response = Response::empty(303)
        .with("location", shop.unwrap_or_else(page))
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer");
    (response, Vec::new())
}

/// The merchant's address with `invoice`, `status`, `ts` and `sig`: HMAC-SHA256 of
/// `invoice.status.ts` with the whole webhook secret, in hex. A payment of seed 001 has `response`
/// and `return_id` in front. `None` while the invoice is open, and without an address.
pub(super) fn shop_url(seal: &Seal, loaded: &Loaded, now: Instant) -> Option<String> {
    let Loaded { record, mode, carried, .. } = loaded;
    let shop = record.return_url.as_ref()?;
    let status = record.books.status;
    if status.is_open() {
        return None;
    }
    let secret = seal.open(&mode.webhook_secret)?;
    let (word, ts) = (status.code(), now.seconds().to_string());
    let signed = format!("{}.{word}.{ts}", record.public_id);
    let sig: String = webhook::hmac(secret.as_bytes(), &[signed.as_bytes()])
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let code = carried.as_ref().and_then(|carried| response(status, &carried.id));
    let mut pairs = Vec::new();
    if let (Some(code), Some(carried)) = (&code, carried) {
        pairs.extend([("response", code.as_str()), ("return_id", carried.return_id.as_str())]);
    }
    pairs.extend([
        ("invoice", record.public_id.as_str()),
        ("status", word),
        ("ts", ts.as_str()),
        ("sig", sig.as_str()),
    ]);
    Some(url::with_query(shop, &pairs))
}
