//! The ports on Cloudflare Workers: D1, fetch, KV, assets, time, randomness. With `entry.rs` the
//! only file that speaks Workers.

use std::rc::Rc;
use std::time::Duration;

use async_trait::async_trait;
use js_sys::{Array, Function, Object, Reflect};
use shared::time::Instant;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReadableStreamDefaultReader, RequestInit,
    RequestRedirect, Response, WorkerGlobalScope,
};
use worker::{Date, Delay, Env};

use super::{
    Answers, Clock, Dice, Fetch, Files, Incoming, Kv, Log, Outgoing, Platform, Row, Rows, Sql,
    SqlError, Statement, Value,
};

/// The ports over one request's bindings.
///
/// # Errors
/// A binding that wrangler.toml does not name.
pub fn platform(env: &Env) -> worker::Result<Platform> {
    Ok(Platform {
        sql: Rc::new(D1(JsValue::from(env.d1("DB")?))),
        fetch: Rc::new(WebFetch),
        kv: Rc::new(Namespace(Reflect::get(env.as_ref(), &"KV".into())?)),
        files: Rc::new(Assets(Reflect::get(env.as_ref(), &"ASSETS".into())?)),
        clock: Rc::new(SystemClock),
        dice: Rc::new(SystemDice),
        log: Rc::new(Console),
    })
}

struct D1(JsValue);

#[async_trait(?Send)]
impl Sql for D1 {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Answers, SqlError> {
        self.run(&statements).await.map_err(|error| SqlError::from_message(&message(&error)))
    }
}

impl D1 {
    async fn run(&self, statements: &[Statement]) -> Result<Answers, JsValue> {
        let prepare: Function = Reflect::get(&self.0, &"prepare".into())?.dyn_into()?;
        let batch: Function = Reflect::get(&self.0, &"batch".into())?.dyn_into()?;
        let list = Array::new();
        for statement in statements {
            let prepared = prepare.call1(&self.0, &statement.text.as_str().into())?;
            let bind: Function = Reflect::get(&prepared, &"bind".into())?.dyn_into()?;
            let params: Array = statement.params.iter().map(to_js).collect();
            list.push(&bind.apply(&prepared, &params)?);
        }
        let promise: js_sys::Promise = batch.call1(&self.0, &list)?.dyn_into()?;
        let results: Array = JsFuture::from(promise).await?.dyn_into()?;
        results
            .iter()
            .map(|result| read_rows(&result))
            .collect::<Result<Vec<_>, _>>()
            .map(Answers::new)
    }
}

fn read_rows(result: &JsValue) -> Result<Rows, JsValue> {
    let rows = Reflect::get(result, &"results".into())?;
    let Ok(rows) = rows.dyn_into::<Array>() else { return Ok(Rows::new()) };
    let mut columns: Vec<(JsValue, Rc<str>)> = Vec::new();
    let mut read = Rows::new();
    for row in rows.iter() {
        if columns.is_empty() {
            let keys = Object::keys(row.unchecked_ref::<Object>());
            columns = keys
                .iter()
                .map(|key| (key.clone(), Rc::from(key.as_string().unwrap_or_default())))
                .collect();
        }
        let cells = columns
            .iter()
            .map(|(key, name)| Ok((name.clone(), from_js(&Reflect::get(&row, key)?))))
            .collect::<Result<Vec<_>, JsValue>>()?;
        read.push(Row(cells));
    }
    Ok(read)
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Text(text) => text.as_str().into(),
        Value::Number(number) => JsValue::from_f64(*number as f64),
    }
}

fn from_js(value: &JsValue) -> Value {
    match (value.as_f64(), value.as_string()) {
        (Some(number), _) => Value::Number(number as i64),
        (None, Some(text)) => Value::Text(text),
        (None, None) => Value::Null,
    }
}

fn message(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}

/// Without the runtime's own full stop. Of some hosts that cannot be reached it only says where it
/// wrote that down.
fn plain(message: &str) -> String {
    let is_internal = message.starts_with("internal error");
    if is_internal { "no connection" } else { message.trim_end_matches('.') }.to_owned()
}

struct WebFetch;

#[async_trait(?Send)]
impl Fetch for WebFetch {
    async fn ask(&self, request: Outgoing) -> Result<Incoming, String> {
        let timeout = Duration::from_millis(request.timeout_ms.unsigned_abs());
        let controller = AbortController::new().map_err(|error| message(&error))?;
        let ask = ask(&request, controller.signal());
        match either(ask, Delay::from(timeout)).await {
            Some(answer) => answer.map_err(|error| plain(&message(&error))),
            None => {
                controller.abort();
                Err(format!("no answer within {} ms", request.timeout_ms))
            }
        }
    }
}

/// One request. The runtime's own `fetch`: the crate's wrapper brings every option that there is.
async fn ask(request: &Outgoing, signal: AbortSignal) -> Result<Incoming, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    let method = if request.body.is_some() { "POST" } else { "GET" };
    init.set_method(if request.deletes { "DELETE" } else { method });
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&signal));
    if let Some(body) = &request.body {
        init.set_body(&js_sys::Uint8Array::from(body.as_slice()));
    }
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response = scope.fetch_with_str_and_init(&request.url, &init);
    let response: Response = JsFuture::from(response).await?.dyn_into()?;
    let status = response.status();
    let headers = read_headers(&response.headers())?;
    let body = read_start(&response, request.bytes_max).await?;
    Ok(Incoming { status, headers, body })
}

/// Reads the beginning of a body and lets go of the rest: an unread one holds a connection.
async fn read_start(response: &Response, most: usize) -> Result<Vec<u8>, JsValue> {
    let Some(body) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let mut bytes = Vec::new();
    while bytes.len() < most {
        let chunk = JsFuture::from(reader.read()).await?;
        let value = Reflect::get(&chunk, &"value".into())?;
        let Ok(value) = value.dyn_into::<js_sys::Uint8Array>() else { break };
        bytes.extend(value.to_vec());
    }
    let _ = JsFuture::from(reader.cancel()).await;
    bytes.truncate(most);
    Ok(bytes)
}

fn read_headers(headers: &Headers) -> Result<Vec<(String, String)>, JsValue> {
    let mut read = Vec::new();
    for entry in headers.entries() {
        let pair: Array = entry?.dyn_into()?;
        let text = |index| pair.get(index).as_string().unwrap_or_default();
        read.push((text(0), text(1)));
    }
    Ok(read)
}

/// The first future's answer, unless the second ends before it.
async fn either<T>(first: impl Future<Output = T>, second: impl Future<Output = ()>) -> Option<T> {
    let mut first = std::pin::pin!(first);
    let mut second = std::pin::pin!(second);
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(value) = first.as_mut().poll(context) {
            return std::task::Poll::Ready(Some(value));
        }
        second.as_mut().poll(context).map(|()| None)
    })
    .await
}

struct Namespace(JsValue);

#[async_trait(?Send)]
impl Kv for Namespace {
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let found = self.call("get", name, "arrayBuffer".into()).await?;
        Ok((!found.is_null()).then(|| js_sys::Uint8Array::new(&found).to_vec()))
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.call("put", name, js_sys::Uint8Array::from(bytes).into()).await.map(drop)
    }
}

impl Namespace {
    async fn call(&self, method: &str, name: &str, with: JsValue) -> Result<JsValue, String> {
        let answer = async {
            let function: Function = Reflect::get(&self.0, &method.into())?.dyn_into()?;
            let promise: js_sys::Promise =
                function.call2(&self.0, &name.into(), &with)?.dyn_into()?;
            JsFuture::from(promise).await
        };
        answer.await.map_err(|error| message(&error))
    }
}

struct Assets(JsValue);

#[async_trait(?Send)]
impl Files for Assets {
    async fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.fetch(path).await.ok().flatten()
    }
}

impl Assets {
    async fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, JsValue> {
        let fetch: Function = Reflect::get(&self.0, &"fetch".into())?.dyn_into()?;
        let url = format!("https://assets.invalid{path}");
        let answer: js_sys::Promise = fetch.call1(&self.0, &url.into())?.dyn_into()?;
        let response: Response = JsFuture::from(answer).await?.dyn_into()?;
        if response.status() != 200 {
            return Ok(None);
        }
        let buffer = JsFuture::from(response.array_buffer()?).await?;
        Ok(Some(js_sys::Uint8Array::new(&buffer).to_vec()))
    }
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::from_ms(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX))
    }
}

struct Console;

impl Log for Console {
    fn error(&self, line: &str) {
        worker::console_error!("{line}");
    }
}

struct SystemDice;

impl Dice for SystemDice {
    fn fill(&self, bytes: &mut [u8]) {
        // The runtime's own generator cannot fail; were it to, no secret may be made of zeros.
        if getrandom::fill(bytes).is_err() {
            wasm_bindgen::throw_str("no randomness");
        }
    }
}
