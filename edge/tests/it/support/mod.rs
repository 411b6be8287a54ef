//! The world of a test: an app on SQLite, the demo merchant's keys, and words for asking.

mod at_once;
mod billing;
pub(crate) mod client;
pub(crate) mod contract;
pub(crate) mod live;
pub(crate) mod market;

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;

use edge::app::{After, App, Budget, MailDoor, Memory, Prices, Psps, Settings};
use edge::door;
use edge::http::{Method, Request, Response, parse_query};
use edge::ledgers::Ledgers;
use edge::platform::native::{CountingDice, HandClock, KeptFiles, KeptKv, KeptLog, NativeSql};
use edge::platform::{Platform, Sql, Statement, Value};
use edge::seal::Seal;
use futures::executor::block_on;
use serde_json::{Value as Json, json};
use shared::time::Instant;

use self::contract::{Asked, HeldFetch};

/// 2026-01-15T10:00:00.000Z.
pub(crate) const START_MS: i64 = 1_768_471_200_000;

/// A day, in milliseconds.
pub(crate) const DAY_MS: i64 = 24 * 3_600_000;

/// The install's own secret.
pub(crate) const ADMIN: &str = "an admin secret of a test";

/// A merchant's secrets, as the admin door shows them.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    pub(crate) test: String,
    pub(crate) live: String,
    pub(crate) webhook_secret: String,
}

/// A test's world.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) sql: Rc<NativeSql>,
    pub(crate) fetch: Rc<HeldFetch>,
    pub(crate) kv: Rc<KeptKv>,
    pub(crate) files: Rc<KeptFiles>,
    pub(crate) clock: Rc<HandClock>,
    pub(crate) log: Rc<KeptLog>,
    pub(crate) keys: Keys,
    pub(crate) waiting: RefCell<Vec<After>>,
}

/// An answer, its body read as JSON when it is.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) json: Json,
    pub(crate) text: String,
    pub(crate) response: Response,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.response.header(name)
    }

    /// The answer's field, as text.
    pub(crate) fn get(&self, name: &str) -> String {
        match &self.json[name] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// A request on its way.
pub(crate) struct Ask<'a> {
    world: &'a World,
    request: Request,
}

impl World {
    pub(crate) fn new() -> World {
        World::with(|_| {})
    }

    /// A world whose settings are changed before it begins.
    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> World {
        let sql = Rc::new(NativeSql::open(&migrations()).unwrap());
        let fetch = Rc::new(HeldFetch::default());
        let kv = Rc::new(KeptKv::default());
        let files = Rc::new(KeptFiles::default());
        let clock = Rc::new(HandClock(Cell::new(Instant::from_ms(START_MS))));
        let log = Rc::new(KeptLog::default());
        let mut settings = Settings {
            public_url: "https://pay.example.com".to_owned(),
            dev: false,
            seal: Seal::from_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").unwrap(),
            admin: Some(ADMIN.to_owned()),
            mail: Some(MailDoor {
                url: "https://mail.example.com/emails".to_owned(),
                key: "mail key".to_owned(),
                from: "payments@example.com".to_owned(),
            }),
            ledgers: Ledgers::default(),
            prices: Prices::default(),
            psps: Psps::default(),
            budget: Budget::of_plan("paid"),
            boot: Some("/pkg/boot.js"),
        };
        change(&mut settings);
        let app = App {
            platform: Platform {
                sql: sql.clone(),
                fetch: fetch.clone(),
                kv: kv.clone(),
                files: files.clone(),
                clock: clock.clone(),
                dice: Rc::new(CountingDice(Cell::new(7))),
                log: log.clone(),
            },
            settings: Rc::new(settings),
            memory: Rc::new(Memory::default()),
        };
        let keys = Keys { test: String::new(), live: String::new(), webhook_secret: String::new() };
        let waiting = RefCell::new(Vec::new());
        let mut world = World { app, sql, fetch, kv, files, clock, log, keys, waiting };
        world.keys = world.merchant("example");
        world
    }

    /// Another merchant.
    pub(crate) fn merchant(&self, handle: &str) -> Keys {
        let body = json!({"name": "Example Coffee", "handle": handle,
            "email": "alex.buyer@example.com", "zone": "Europe/Amsterdam"});
        let made = self.post("/api/v1/admin/merchants").key(ADMIN).json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        Keys {
            test: made.get("testKey"),
            live: made.get("liveKey"),
            webhook_secret: made.get("testWebhookSecret"),
        }
    }

    pub(crate) fn get(&self, path: &str) -> Ask<'_> {
        self.ask(Method::Get, path)
    }

    pub(crate) fn post(&self, path: &str) -> Ask<'_> {
        self.ask(Method::Post, path)
    }

    pub(crate) fn patch(&self, path: &str) -> Ask<'_> {
        self.ask(Method::Patch, path)
    }

    /// Asks with the test key, unless another is named.
    pub(crate) fn ask(&self, method: Method, path: &str) -> Ask<'_> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method,
            path: path.to_owned(),
            query: parse_query(query),
            headers: vec![("authorization".to_owned(), format!("Bearer {}", self.keys.test))],
            body: Vec::new(),
            host: if self.app.settings.dev { "127.0.0.1" } else { "pay.example.com" }.to_owned(),
            id: String::new(),
        };
        Ask { world: self, request }
    }

    /// An invoice over 10 USDC with these fields more.
    pub(crate) fn invoice(&self, more: Json) -> Answer {
        let mut body = json!({"title": "Consulting Deposit", "amount": "10"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let made = self.post("/api/v1/invoices").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        made
    }

    /// Pays into the sandbox.
    pub(crate) fn pay(&self, body: Json) -> Answer {
        let paid = self.post("/api/v1/test/payments").json(&body).send();
        assert_eq!(paid.status, 201, "{}", paid.text);
        paid
    }

    /// The invoice as it is read now.
    pub(crate) fn read(&self, id: &str) -> Answer {
        self.get(&format!("/api/v1/invoices/{id}")).send()
    }

    /// Takes an answer, and what waits for it.
    fn take(&self, response: Response, after: Vec<After>) -> Answer {
        self.waiting.borrow_mut().extend(after);
        let text = String::from_utf8_lossy(&response.body).into_owned();
        Answer {
            status: response.status,
            json: serde_json::from_str(&text).unwrap_or(Json::Null),
            text,
            response,
        }
    }

    /// Lets time pass, in the world.
    pub(crate) fn pass_ms(&self, ms: i64) {
        self.clock.0.set(self.clock.0.get().plus_ms(ms));
    }

    /// Does what waited for the answers.
    pub(crate) fn after(&self) {
        let waiting = self.waiting.take();
        block_on(door::run_after(&self.app, waiting));
    }

    /// The cron's minute.
    pub(crate) fn tick(&self) {
        block_on(edge::jobs::tick(&self.app));
    }

    /// What the SQL counts.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let statement = Statement::new(sql, Vec::<Value>::new());
        let mut answers = block_on(self.sql.batch(vec![statement])).unwrap();
        match &answers.row().unwrap().0[0].1 {
            Value::Number(number) => *number,
            other => panic!("not a number: {other:?}"),
        }
    }

    /// What the SQL says.
    pub(crate) fn text(&self, sql: &str) -> String {
        let statement = Statement::new(sql, Vec::<Value>::new());
        let mut answers = block_on(self.sql.batch(vec![statement])).unwrap();
        match &answers.row().unwrap().0[0].1 {
            Value::Text(text) => text.clone(),
            other => panic!("not a text: {other:?}"),
        }
    }

    /// Writes past all the rules.
    pub(crate) fn write(&self, sql: &str) {
        let statement = Statement::new(sql, Vec::<Value>::new());
        block_on(self.sql.batch(vec![statement])).unwrap();
    }

    /// Sets the webhook's address.
    pub(crate) fn listen(&self) {
        let body = json!({"webhookUrl": "https://shop.example.com/hook"});
        let set = self.patch("/api/v1/webhooks").json(&body).send();
        assert_eq!(set.status, 200, "{}", set.text);
    }

    /// The events that were sent to the merchant's server, in order.
    pub(crate) fn events(&self) -> Vec<String> {
        let sent = self.fetch.sent.borrow();
        let hooks = sent.iter().filter(|one| one.url.starts_with("https://shop.example.com"));
        hooks
            .map(|one| {
                let body: Json = serde_json::from_slice(one.bytes()).unwrap();
                body["event"].as_str().unwrap().to_owned()
            })
            .collect()
    }
}

impl Ask<'_> {
    pub(crate) fn key(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request.headers.retain(|(known, _)| known != name);
        self.request.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Asks this host.
    pub(crate) fn at(mut self, host: &str) -> Self {
        self.request.host = host.to_owned();
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.request.headers.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn json(self, body: &Json) -> Self {
        self.body(&body.to_string()).header("content-type", "application/json")
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.request.body = body.as_bytes().to_vec();
        self
    }

    /// As it stands.
    pub(crate) fn request(&self) -> &Request {
        &self.request
    }

    /// As the door gets it.
    pub(crate) fn into_request(self) -> Request {
        self.request
    }

    pub(crate) fn send(self) -> Answer {
        let asked = Asked::of(&self.request);
        let (response, after) = block_on(door::answer(&self.world.app, self.request));
        let answer = self.world.take(response, after);
        asked.holds(&answer);
        answer
    }
}

fn migrations() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}
