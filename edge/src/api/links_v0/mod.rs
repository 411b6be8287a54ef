//! The dialect of seed 003: `/api/v0/payment-links` and what they refer to. Knows no other.

pub mod customers;
pub mod faults;
pub mod key;
pub mod payment_links;
pub mod products;
pub mod taxes;
mod wire;

use crate::api::body;
use crate::fault::Fault;
use crate::http::Request;
use crate::store::Window;

/// The most that a list may skip.
pub(crate) const SKIP_MAX: i64 = 100_000_000;
/// How many a part of a list has unless somebody says otherwise.
pub(crate) const TAKE: i64 = 10;
/// The most that it may have.
pub(crate) const TAKE_MAX: i64 = 100;

/// `skip` and `take` of a list (rulings A4).
///
/// # Errors
/// [`Fault::Unreadable`] or [`Fault::Invalid`].
fn window(request: &Request) -> Result<Window, Fault> {
    Ok(Window {
        skip: body::whole(request, "skip", 0, 0, SKIP_MAX)?,
        take: body::whole(request, "take", TAKE, 1, TAKE_MAX)?,
    })
}

/// One of some words in the query.
///
/// # Errors
/// [`Fault::Invalid`].
fn choice<T>(
    request: &Request,
    name: &str,
    words: &[&str],
    read: fn(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    let Some(word) = request.param(name) else { return Ok(None) };
    let rule = || body::invalid(name, &format!("must be one of {}", words.join(", ")));
    read(word).map(Some).ok_or_else(rule)
}
