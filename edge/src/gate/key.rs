//! From the header to the caller: form, checksum, hash, memory, origin.

use std::rc::Rc;

use sha2::{Digest, Sha256};
use shared::key::Kind;
use shared::time::Instant;

use crate::app::App;
use crate::fault::{Fault, KeyProblem};
use crate::http::Request;
use crate::store::key::{self as keys, Known};

/// Hex of SHA-256; all that is kept of a key.
pub fn hash(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a request shows of who sends it.
pub struct Presented {
    /// The key itself, its form and checksum right.
    pub secret: String,
    /// As which kind it is shown.
    pub kind: Kind,
    /// The key's id, where that is shown, too.
    pub id: Option<String>,
}

impl Presented {
    /// A key that is shown as one of this kind.
    ///
    /// # Errors
    /// [`Fault::Unauthenticated`] when its form or its checksum is wrong.
    pub fn new(kind: Kind, secret: String) -> Result<Presented, Fault> {
        match shared::key::mode_of(&secret) {
            Some(_) => Ok(Presented { secret, kind, id: None }),
            None => Err(Fault::Unauthenticated(KeyProblem::Unknown)),
        }
    }

    /// Whether the key is what it is shown as. On a developer's machine the demo merchant's API key
    /// serves as a token of seed 001, too.
    ///
    /// # Errors
    /// [`Fault::Unauthenticated`].
    pub fn check(&self, known: &Known, is_dev: bool) -> Result<(), Fault> {
        let is_kind = known.kind == self.kind
            || (is_dev && (self.kind, known.kind) == (Kind::Legacy, Kind::Api));
        let is_named = self.id.as_ref().is_none_or(|id| *id == known.key_id);
        if is_kind && is_named { Ok(()) } else { Err(Fault::Unauthenticated(KeyProblem::Unknown)) }
    }
}

/// The key in `Authorization: Bearer …`.
///
/// # Errors
/// [`Fault::Unauthenticated`], without a look at the database.
pub fn bearer(request: &Request) -> Result<Presented, Fault> {
    let header = request.header("authorization");
    let header = header.ok_or(Fault::Unauthenticated(KeyProblem::Missing))?;
    // `Authorization: plr_…`, and `Bearer` before a variable that was never set, are no key, too.
    let (scheme, key) = header.trim().split_once(' ').unwrap_or((header.trim(), ""));
    let is_key = scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty();
    if !is_key {
        return Err(Fault::Unauthenticated(KeyProblem::Missing));
    }
    Presented::new(Kind::Api, key.trim().to_owned())
}

/// Who the key is, from the isolate's memory or the database.
///
/// # Errors
/// [`Fault::Unauthenticated`] when there is no such key, or it is over.
pub async fn recall(app: &App, hash: &str, now: Instant) -> Result<Rc<Known>, Fault> {
    let remembered = remembered(app, hash);
    let known = match remembered {
        Some(known) => known,
        None => {
            let mut answers = app.platform.sql.batch(vec![keys::load(hash)]).await?;
            let unknown = Fault::Unauthenticated(KeyProblem::Unknown);
            let known = answers.row().as_ref().and_then(keys::read_known).ok_or(unknown)?;
            let known = Rc::new(known);
            remember(app, hash, &known);
            known
        }
    };
    if known.expires_at.is_some_and(|at| at <= now) {
        forget(app, hash);
        return Err(Fault::Unauthenticated(KeyProblem::Unknown));
    }
    Ok(known)
}

/// Forgets a caller, because something about it changed.
pub fn forget(app: &App, hash: &str) {
    app.memory.known.borrow_mut().retain(|(known, _)| known != hash);
}

fn remembered(app: &App, hash: &str) -> Option<Rc<Known>> {
    let memory = app.memory.known.borrow();
    memory.iter().find(|(known, _)| known == hash).map(|(_, known)| known.clone())
}

fn remember(app: &App, hash: &str, known: &Rc<Known>) {
    const CALLERS_MAX: usize = 100;
    let mut memory = app.memory.known.borrow_mut();
    if memory.len() >= CALLERS_MAX {
        memory.clear();
    }
    memory.push((hash.to_owned(), known.clone()));
}

/// Whether the request comes from where the key allows: `Origin` and `X-Api-Origin`, both if both
/// are sent. A guard against misuse, not a proof (rulings K2).
///
/// # Errors
/// [`Fault::WrongOrigin`].
pub fn check_origin(known: &Known, request: &Request) -> Result<(), Fault> {
    if known.origins.is_empty() {
        return Ok(());
    }
    let sent = [request.header("origin"), request.header("x-api-origin")];
    let mut sent = sent.into_iter().flatten().peekable();
    let any = sent.peek().is_some();
    let all = sent.all(|origin| {
        shared::url::parse_origin(origin).is_ok_and(|origin| known.origins.contains(&origin))
    });
    if any && all { Ok(()) } else { Err(Fault::WrongOrigin) }
}
