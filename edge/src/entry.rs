//! The doors of the Worker: bytes in, bytes out. With `platform/cloudflare.rs` the only file that
//! speaks Workers.

use std::rc::Rc;
use std::sync::Once;

use shared::url::{Reach, parse_public};
use worker::{
    Context, EncodeBody, Env, Headers, Request, Response, ResponseBody, ResponseBuilder,
    ScheduleContext, ScheduledEvent, event,
};

use crate::app::{App, Budget, MailDoor, Memory, Prices, Psps, Settings};
use crate::door;
use crate::http::{self, BODY_BYTES_MAX, Method};
use crate::jobs;
use crate::ledgers::Ledgers;
use crate::platform::cloudflare;
use crate::seal::Seal;

thread_local! {
    static MEMORY: Rc<Memory> = Rc::default();
}

#[event(start)]
fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Leptos asks for an executor even where nothing is ever spawned.
        let _ = any_spawner::Executor::init_wasm_bindgen();
    });
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    let app = app(&env)?;
    let request = read(request).await?;
    let (response, after) = door::answer(&app, request).await;
    if !after.is_empty() {
        context.wait_until(async move { door::run_after(&app, after).await });
    }
    write(response)
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    match app(&env) {
        Ok(app) => jobs::tick(&app).await,
        Err(error) => worker::console_error!("the cron cannot work: {error}"),
    }
}

fn app(env: &Env) -> worker::Result<App> {
    Ok(App {
        platform: cloudflare::platform(env)?,
        settings: Rc::new(settings(env)?),
        memory: MEMORY.with(Rc::clone),
    })
}

fn settings(env: &Env) -> worker::Result<Settings> {
    let var = |name: &str| env.var(name).ok().map(|value| value.to_string());
    let var = |name: &str| var(name).filter(|value| !value.is_empty());
    let needed = |name: &str| worker::Error::from(format!("{name} is not set: see the README"));
    let key = var("PAYLINKR_KEY").ok_or_else(|| needed("PAYLINKR_KEY"))?;
    let public_url = var("PUBLIC_URL").ok_or_else(|| needed("PUBLIC_URL"))?;
    let dev = var("PAYLINKR_DEV").as_deref() == Some("1");
    let mail = match (var("MAIL_URL"), var("MAIL_KEY"), var("MAIL_FROM")) {
        (Some(url), Some(key), Some(from)) => Some(MailDoor { url, key, from }),
        _ => None,
    };
    let reach = if dev { Reach::Development } else { Reach::Public };
    Ok(Settings {
        public_url: public_url.trim_end_matches('/').to_owned(),
        dev,
        seal: Seal::from_text(&key).ok_or_else(|| needed("PAYLINKR_KEY (32 bytes, base64)"))?,
        admin: var("PAYLINKR_ADMIN"),
        mail,
        ledgers: Ledgers::read(var, reach)?,
        prices: prices(env),
        psps: psps(var, reach)?,
        budget: budget(var),
        boot: option_env!("PAYLINKR_BOOT"),
    })
}

fn budget(var: impl Fn(&str) -> Option<String>) -> Budget {
    let budget = Budget::of_plan(&var("PLAN").unwrap_or_default());
    let looks = var("POLL_BUDGET").and_then(|text| text.parse().ok()).unwrap_or(budget.looks);
    Budget { looks, ..budget }
}

/// Where payment providers are asked: keys go there, so it is https, or this machine in
/// development.
fn psps(var: impl Fn(&str) -> Option<String>, reach: Reach) -> Result<Psps, String> {
    let usual = Psps::default();
    let base = |name: &str, usual: String| match var(name) {
        None => Ok(usual),
        Some(url) => parse_public(&url, reach)
            .map(|_| url.trim_end_matches('/').to_owned())
            .map_err(|error| format!("{name} {error}")),
    };
    Ok(Psps {
        mollie: base("MOLLIE_URL", usual.mollie)?,
        stripe: base("STRIPE_URL", usual.stripe)?,
    })
}

/// Who tells prices. A var that is there and empty turns a source off.
fn prices(env: &Env) -> Prices {
    let var = |name: &str| env.var(name).ok().map(|value| value.to_string());
    let base = |name: &str, usual: String| {
        var(name).map_or(usual, |url| url.trim_end_matches('/').to_owned())
    };
    let usual = Prices::default();
    Prices {
        kraken: base("KRAKEN_URL", usual.kraken),
        coinbase: base("COINBASE_URL", usual.coinbase),
        coingecko: base("COINGECKO_URL", usual.coingecko),
        coingecko_key: var("COINGECKO_KEY").filter(|key| !key.is_empty()),
    }
}

/// Reads the request whole; a body that says it is too large is not read at all.
async fn read(mut request: Request) -> worker::Result<http::Request> {
    let url = request.inner().url();
    let (host, path, query) = http::split_url(&url);
    // Not `request.method()`: to that, a method that it does not know is a GET.
    let method = Method::parse(&request.inner().method());
    let headers: Vec<(String, String)> = request.headers().entries().collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| value.parse::<usize>().ok()).unwrap_or(0);
    let body = if matches!(method, Method::Get | Method::Options) {
        Vec::new()
    } else if length > BODY_BYTES_MAX {
        vec![b' '; BODY_BYTES_MAX + 1]
    } else {
        request.bytes().await?
    };
    Ok(http::Request {
        method,
        path: path.to_owned(),
        query: http::parse_query(query),
        headers,
        body,
        host: host.to_owned(),
        id: String::new(),
    })
}

fn write(response: http::Response) -> worker::Result<Response> {
    let headers = Headers::new();
    for (name, value) in &response.headers {
        headers.append(name, value)?;
    }
    let body = if response.body.is_empty() {
        ResponseBody::Empty
    } else {
        ResponseBody::Body(response.body)
    };
    let mut builder = ResponseBuilder::new().with_status(response.status).with_headers(headers);
    if response.is_brotli {
        builder = builder.with_encode_body(EncodeBody::Manual);
    }
    Ok(builder.body(body))
}
