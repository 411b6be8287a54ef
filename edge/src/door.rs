//! From a request to an answer: route, gate, handler, dress. The same on Workers and in tests.

use std::borrow::Cow;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use shared::id::request_id;
use shared::time::Instant;

use crate::api::dialect::Dialect;
use crate::api::paylinkr::admin;
use crate::app::{After, Answer, App};
use crate::fault::{Fault, KeyProblem};
use crate::gate::{Gate, Outcome, Reply, Stop, cors, key, log, repeat, scope};
use crate::http::{Method, Params, Request, Response};
use crate::pages;
use crate::router::{self, Found, Handler, Route};
use crate::store::idempotency::Claim;
use crate::store::key::Known;
use crate::store::log::LogRow;

/// How often a request is done again after somebody else was faster or settings changed.
const TRIES_MAX: usize = 4;

/// Answers a request. What comes back beside the answer waits until it is out.
pub async fn answer(app: &App, mut request: Request) -> Answer {
    let started = app.now();
    let id = request_id(started, app.platform.roll());
    request.id.clone_from(&id);
    let request = Rc::new(request);
    let answered = caught(route(app, &request, &id, started)).await;
    let (response, after) = answered.unwrap_or_else(|| fallen(app, &request, &id));
    (response.with("x-request-id", id), after)
}

/// What the work gives; `None` when it panicked.
async fn caught<T>(work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        // Nothing of it is touched again after a panic.
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    })
    .await
}

/// The answer to a request whose handler panicked: the hook has logged why.
fn fallen(app: &App, request: &Request, id: &str) -> Answer {
    let fault = Fault::Broken(format!("{} panicked", request.path));
    if let Some(dialect) = Dialect::of_path(&request.path) {
        return (refuse(dialect, request, id, fault), Vec::new());
    }
    pages::failed(app, &fault, request, request.path.starts_with("/embed/"))
}

/// Does what waited until the answer was out.
pub async fn run_after(app: &App, work: Vec<After>) {
    for one in work {
        match one {
            After::Send(lease) => crate::outbox::send_held(app, &lease).await,
            After::Bill(id) => crate::jobs::bill_one(app, &id).await,
            After::Look(network, chain, address) => {
                crate::jobs::look_at(app, network, &chain, &address).await;
            }
            After::Psp(id) => crate::jobs::look_at_attempt(app, &id).await,
            After::PspUnknown(psp, token, id) => {
                crate::jobs::look_for_attempt(app, psp, &token, &id).await;
            }
            After::Tick => crate::jobs::tick(app).await,
            After::Log => log::flush(app).await,
        }
    }
}

async fn route(app: &App, request: &Rc<Request>, id: &str, started: Instant) -> Answer {
    let dialect = Dialect::of_path(&request.path);
    if app.settings.dev && !is_loopback(&request.host) {
        return plain(421, "A development worker answers on loopback only.");
    }
    if dialect.is_some() && request.method == Method::Options {
        return (cors::preflight(request.header("origin")), Vec::new());
    }
    match (router::find(request.method, &request.path), dialect) {
        (Found::Route(route, params), dialect) => match (route.handler, dialect) {
            (Handler::Page(handler), _) => handler(app.clone(), request.clone(), params).await,
            (Handler::Admin, _) => {
                let reply = admin::create_merchant(app, request).await.map_err(Stop::Fault);
                (dress(Dialect::Paylinkr, request, id, reply, None, None), Vec::new())
            }
            (Handler::Api(handler), dialect) => {
                let dialect = dialect.unwrap_or(Dialect::Paylinkr);
                let visit = Visit { app, request, route, handler, params, dialect, id, started };
                api(&visit).await
            }
        },
        (Found::WrongMethod(allow), Some(dialect)) => {
            (refuse(dialect, request, id, Fault::WrongMethod(allow)), Vec::new())
        }
        (Found::Nothing, Some(dialect)) => {
            (refuse(dialect, request, id, Fault::Missing("path")), Vec::new())
        }
        (Found::WrongMethod(allow), None) => {
            let (response, after) = plain(405, "This page cannot do that.");
            (response.with("allow", allow), after)
        }
        (Found::Nothing, None) => (pages::not_found(app, request), Vec::new()),
    }
}

/// A request of a dialect, on its way through the gate.
struct Visit<'a> {
    app: &'a App,
    request: &'a Rc<Request>,
    route: &'static Route,
    handler: router::ApiHandler,
    params: Params,
    dialect: Dialect,
    id: &'a str,
    started: Instant,
}

/// A request behind the gate: recall who asks, check, handle; again when somebody was faster.
async fn api(visit: &Visit<'_>) -> Answer {
    let Visit { app, request, dialect, id, .. } = *visit;
    let (hash, known) = match recall(visit).await {
        Ok(found) => found,
        Err(fault) => return (refuse(dialect, request, id, fault), Vec::new()),
    };
    let (claim, broken) = match claim(visit, &known) {
        Ok(claim) => (claim, None),
        Err(fault) => (None, Some(fault)),
    };
    let gate = Rc::new(Gate::new(known, claim, visit.started));
    let outcome = match broken {
        Some(fault) => settle(visit, &gate, Err(Stop::Fault(fault))).await,
        None => attempts(visit, &gate, &hash).await,
    };
    if let Err(Stop::Fault(Fault::Broken(why))) = &outcome {
        app.platform.log.error(&format!("{id} {}: {why}", visit.route.pattern));
    }
    if let Err(Stop::Fault(Fault::Unauthenticated(_))) = &outcome {
        key::forget(app, &hash);
    }
    finish(visit, &gate, outcome)
}

/// Who asks, and by which hash.
async fn recall(visit: &Visit<'_>) -> Result<(String, Rc<Known>), Fault> {
    let presented = visit.dialect.presented(visit.request)?;
    let hash = key::hash(&presented.secret);
    let known = key::recall(visit.app, &hash, visit.started).await?;
    presented.check(&known, visit.app.settings.dev)?;
    Ok((hash, known))
}

fn claim(visit: &Visit<'_>, known: &Known) -> Result<Option<Claim>, Fault> {
    let claim = repeat::claim_of(visit.app, visit.request, &known.owner)?;
    if let Some(claim) = &claim {
        visit.dialect.check_claim(&claim.key)?;
    }
    Ok(claim)
}

async fn attempts(visit: &Visit<'_>, gate: &Rc<Gate>, hash: &str) -> Outcome {
    let app = visit.app;
    for _ in 0..TRIES_MAX {
        let outcome = attempt(visit, gate).await;
        // A refusal that is kept for the next request writes, too, and may find the gate changed.
        match settle(visit, gate, outcome).await {
            Err(Stop::Again) => {}
            Err(Stop::Stale) => {
                key::forget(app, hash);
                let fresh = key::recall(app, hash, app.now()).await?;
                gate.known.replace(fresh);
            }
            outcome => return outcome,
        }
    }
    Err(Fault::Busy(1).into())
}

async fn attempt(visit: &Visit<'_>, gate: &Rc<Gate>) -> Outcome {
    let Visit { app, request, route, .. } = *visit;
    let known = gate.known.borrow().clone();
    key::check_origin(&known, request)?;
    if !scope::allows(&known.scopes, route.scope) {
        return Err(Fault::MissingScope(route.scope).into());
    }
    let (request, params) = (request.clone(), visit.params.clone());
    (visit.handler)(app.clone(), request, params, gate.clone()).await
}

/// Counts what has not been counted, and keeps refusals for the next request with the same key.
async fn settle(visit: &Visit<'_>, gate: &Gate, outcome: Outcome) -> Outcome {
    let app = visit.app;
    let Err(Stop::Fault(fault)) = outcome else { return outcome };
    if gate.claim.is_some() && fault.is_final() {
        let (status, body) = visit.dialect.dress(&fault, visit.id);
        return gate.keep(app, Reply::new(status, body)).await;
    }
    if !matches!(fault, Fault::Busy(_) | Fault::Broken(_)) {
        match gate.count_alone(app).await {
            Err(Stop::Stale) | Ok(()) => {}
            Err(stop) => return Err(stop),
        }
    }
    Err(Stop::Fault(fault))
}

fn finish(visit: &Visit<'_>, gate: &Gate, outcome: Outcome) -> Answer {
    let Visit { app, request, id, started, .. } = *visit;
    let known = gate.known.borrow().clone();
    let mut after = outcome.as_ref().map(|reply| reply.after.clone()).unwrap_or_default();
    let response = dress(visit.dialect, request, id, outcome, Some(&known), Some(gate));
    log::note(
        app,
        LogRow {
            request_id: id.to_owned(),
            merchant: known.owner.merchant.clone(),
            mode: known.owner.mode.code(),
            method: request.method.name(),
            path: request.path.clone(),
            status: response.status,
            duration_ms: app.now().ms() - started.ms(),
            idempotency_key: gate.claim.as_ref().map(|claim| claim.key.clone()),
            api_key: known.key_id.clone(),
            created_at: started.ms(),
        },
    );
    after.push(After::Log);
    (response, after)
}

/// What is said to a caller whom nobody knows.
fn refuse(dialect: Dialect, request: &Request, id: &str, fault: Fault) -> Response {
    dress(dialect, request, id, Err(Stop::Fault(fault)), None, None)
}

/// Status, body and headers of an outcome.
fn dress(
    dialect: Dialect,
    request: &Request,
    id: &str,
    outcome: Outcome,
    known: Option<&Known>,
    gate: Option<&Gate>,
) -> Response {
    let (reply, fault) = match outcome {
        Ok(reply) => (reply, None),
        Err(Stop::Replay(stored)) => {
            let reply = Reply::new(stored.status, stored.body);
            (Reply { is_replay: true, ..reply }, None)
        }
        Err(Stop::Fault(fault)) => {
            let (status, body) = dialect.dress(&fault, id);
            (Reply::new(status, body), Some(fault))
        }
        // `attempts` does not let these out.
        Err(Stop::Again | Stop::Stale) => {
            let (status, body) = dialect.dress(&Fault::Busy(1), id);
            (Reply::new(status, body), Some(Fault::Busy(1)))
        }
    };
    let media = match reply.csv {
        Some(_) => "text/csv; charset=utf-8; header=present",
        None => "application/json; charset=utf-8",
    };
    let mut response = Response::new(reply.status, media, reply.body.into_bytes())
        .with("cache-control", "no-store")
        .with("x-content-type-options", "nosniff");
    if let Some(name) = reply.csv {
        let disposition = format!("attachment; filename=\"{name}\"");
        response = response.with("content-disposition", disposition);
    }
    if let Some(total) = reply.total {
        response = response.with("x-total-count", total.to_string());
    }
    if reply.is_replay {
        response = response.with("idempotent-replayed", "true");
    }
    let is_test = known.is_some_and(|known| known.owner.mode == shared::key::Mode::Test);
    if is_test && !reply.unknown_fields.is_empty() {
        response = response.with("warnings", warning(&reply.unknown_fields));
    }
    if let Some(rate) = gate.and_then(|gate| gate.rate.get()) {
        response = response
            .with("x-ratelimit-limit", rate.limit.to_string())
            .with("x-ratelimit-remaining", rate.remaining.to_string())
            .with("x-ratelimit-reset", rate.reset_at_s.to_string());
    }
    response =
        fault.iter().fold(response, |response, fault| with_fault_headers(dialect, response, fault));
    cors::dress(response, request.header("origin"), known.map(|known| known.origins.as_slice()))
}

fn with_fault_headers(dialect: Dialect, response: Response, fault: &Fault) -> Response {
    match fault {
        Fault::TooMany(after_s) | Fault::Busy(after_s) => {
            response.with("retry-after", after_s.to_string())
        }
        Fault::NoRate => response.with("retry-after", "60"),
        Fault::WrongMethod(allow) => response.with("allow", allow.clone()),
        Fault::Unauthenticated(KeyProblem::Missing | KeyProblem::Unknown) => {
            let challenge = dialect.challenge().into_iter();
            challenge.fold(response, |response, word| response.with("www-authenticate", word))
        }
        _ => response,
    }
}

/// The names that were not read, as visible ASCII: they come from the caller.
fn warning(names: &[String]) -> Cow<'static, str> {
    let names: Vec<String> = names
        .iter()
        .take(10)
        .map(|name| name.chars().filter(char::is_ascii_alphanumeric).take(40).collect())
        .collect();
    format!("unknown fields ignored: {}", names.join(", ")).into()
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn plain(status: u16, text: &str) -> Answer {
    let body = format!("{text}\n").into_bytes();
    (Response::new(status, "text/plain; charset=utf-8", body), Vec::new())
}
