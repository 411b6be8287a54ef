//! What can be asked next: OpenAPI's links, from an answer that tells an id to the operations below
//! it. Made of the paths alone; knows no resource.

use shared::json::Object;

use crate::http::Method;
use crate::router::param;

/// An operation as others see it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) method: Method,
    pub(super) pattern: &'static str,
    pub(super) id: &'static str,
}

/// From what was created to what can be done with it; from a list, where nothing creates one, to
/// what can be done with its newest row. `None`: there is nothing.
pub(super) fn links(from: Place, all: &[Place]) -> Option<Object> {
    let creates = |place: &Place| place.method == Method::Post && place.pattern == from.pattern;
    let id = match from.method {
        Method::Post => "$response.body#/id",
        Method::Get if !all.iter().any(creates) => "$response.body#/data/0/id",
        _ => return None,
    };
    let mut below = all
        .iter()
        .filter_map(|to| Some((to.id, parameters(from.pattern, to.pattern, id)?)))
        .peekable();
    below.peek()?;
    let mut out = Object::new();
    for (id, parameters) in below {
        let mut link = Object::new();
        link.put("operationId", id).put("parameters", parameters);
        out.put(id, link);
    }
    Some(out)
}

/// What stands for the braces of the path below: what the path above had there, and one id more.
fn parameters(above: &str, below: &str, id: &str) -> Option<Object> {
    let mut more = below.strip_prefix(above)?.strip_prefix('/')?.split('/');
    let name = param(more.next()?)?;
    if more.any(|part| param(part).is_some()) {
        return None;
    }
    let mut out = Object::new();
    for known in above.split('/').filter_map(param) {
        out.put(known, format!("$request.path.{known}"));
    }
    out.put(name, id);
    Some(out)
}
