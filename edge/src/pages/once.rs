//! A form that is sent twice begins one thing: a double tap, a second try on a bad line, Back and
//! on again. Its page was drawn with dice, and what it begins has a public id made of them and of
//! all that was filled in; so the second time finds what the first has made. Must not know what
//! that is.

use shared::id::public_id;

use super::form::Form;
use crate::app::App;
use crate::http::Request;

/// The public id of what a form begins; `None` for a form without dice, which begins another thing
/// each time. The visitor's address is in it, too: where a page was copied with its dice, two who
/// send that from two addresses begin two things.
pub(super) fn id_of(app: &App, request: &Request, form: &Form) -> Option<String> {
    form.given("once").filter(|dice| !dice.is_empty())?;
    let from = request.header("cf-connecting-ip").unwrap_or_default();
    let filled_in = String::from_utf8_lossy(&request.body);
    let text = format!("{from} {} {filled_in}", request.path);
    app.settings.seal.dice(&text).map(public_id)
}
