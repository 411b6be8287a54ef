//! A world with live ledgers: scripted servers, a merchant's addresses, words for setting them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use edge::http::Method;
use edge::ledgers::{LedgerServer, Ledgers, Stellar, Xrpl};
use edge::platform::{Incoming, Outgoing, Sql, Statement};
use futures::FutureExt;
use serde_json::{Value as Json, json};
use shared::address::{strkey, xrpl};

use super::{Answer, DAY_MS, START_MS, World};

/// Circle's issuers (rails.md 1.5).
pub(crate) const USDC: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const EURC: &str = "GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2";

/// An account of Stellar, one for each number.
pub(crate) fn g(number: u8) -> String {
    strkey::account(&[number; 32])
}

/// An account of the XRP Ledger, one for each number.
pub(crate) fn r(number: u8) -> String {
    xrpl::classic(&[number; 20])
}

/// What the scripted servers answer, by the start of the address that is asked.
pub(crate) type Said = Rc<RefCell<BTreeMap<String, (u16, Json)>>>;

/// A world with both ledgers, each with two servers.
pub(crate) struct Live {
    pub(crate) world: World,
    pub(crate) said: Said,
}

fn servers(urls: [&str; 2]) -> Vec<LedgerServer> {
    let headers = vec![("x-key".to_owned(), "a key".to_owned())];
    urls.map(|url| LedgerServer { url: url.to_owned(), headers: headers.clone() }).to_vec()
}

pub(crate) fn ledgers() -> Ledgers {
    Ledgers {
        stellar: Stellar {
            servers: servers(["https://h1.example.com", "https://h2.example.com"]),
            passphrase: "Public Global Stellar Network ; September 2015".to_owned(),
            chain: "public".to_owned(),
            usdc_issuer: USDC.to_owned(),
            eurc_issuer: EURC.to_owned(),
        },
        xrpl: Xrpl {
            servers: servers(["https://x1.example.com", "https://x2.example.com"]),
            network_id: 0,
            chain: "main".to_owned(),
        },
    }
}

pub(crate) fn live() -> Live {
    let world = World::with(|settings| settings.ledgers = ledgers());
    let said = Said::default();
    let told = said.clone();
    *world.fetch.server.borrow_mut() = Some(Box::new(move |request: &Outgoing| {
        let is_ledger = ["https://h1.", "https://h2.", "https://x1.", "https://x2."]
            .iter()
            .any(|start| request.url.starts_with(start));
        let told = told.borrow();
        let answer = told.iter().find(|(start, _)| request.url.starts_with(start.as_str()));
        match answer {
            _ if !is_ledger => None,
            None => Some(Err("out of reach".to_owned())),
            Some((_, (status, body))) => Some(Ok(Incoming {
                status: *status,
                headers: Vec::new(),
                body: body.to_string().into_bytes(),
            })),
        }
    }));
    Live { world, said }
}

impl Live {
    pub(crate) fn put(&self, network: &str, address: &str) -> Answer {
        self.put_as(&self.world.keys.live, network, address)
    }

    pub(crate) fn put_as(&self, key: &str, network: &str, address: &str) -> Answer {
        let body = json!({"network": network, "address": address});
        self.world.ask(Method::Put, "/api/v1/settlement").key(key).json(&body).send()
    }

    /// Sets an address, which must work.
    pub(crate) fn set(&self, network: &str, address: &str) -> Answer {
        let answer = self.put(network, address);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
    }

    pub(crate) fn state(&self) -> Answer {
        self.world.get("/api/v1/settlement").key(&self.world.keys.live).send()
    }

    pub(crate) fn ask(&self, more: Json) -> Answer {
        let mut body = json!({"title": "Consulting Deposit", "amount": "10"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.world.post("/api/v1/invoices").key(&self.world.keys.live).json(&body).send()
    }

    /// Where a new invoice is paid.
    pub(crate) fn paid_at(&self, asset: &str) -> String {
        let made = self.ask(json!({"asset": asset}));
        assert_eq!(made.status, 201, "{}", made.text);
        made.get("destinationAddress")
    }

    /// Writes something once while the ledger is asked, which is between what is read and what is
    /// written.
    pub(crate) fn meanwhile(&self, texts: Vec<String>) {
        let (sql, left) = (self.world.sql.clone(), Cell::new(texts));
        let script = self.world.fetch.server.take().unwrap();
        *self.world.fetch.server.borrow_mut() = Some(Box::new(move |request| {
            let texts = left.take().into_iter();
            let batch: Vec<_> = texts.map(|text| Statement::new(text, Vec::new())).collect();
            sql.batch(batch).now_or_never().unwrap().unwrap();
            script(request)
        }));
    }

    /// The path of the newest mail's link.
    pub(crate) fn link(&self) -> String {
        let text = self.text("SELECT text FROM mail ORDER BY rowid DESC LIMIT 1");
        let start = text.find("/settlement/cancel/").unwrap();
        text[start..].split_whitespace().next().unwrap().to_owned()
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        self.world.text(sql)
    }

    /// Until when an address is watched, from the start of the test, in days.
    pub(crate) fn watched_days(&self, address: &str) -> Option<i64> {
        let sql = format!("SELECT coalesce(until, -1) FROM watch WHERE address = '{address}'");
        let until = self.world.count(&sql);
        (until >= 0).then(|| (until - START_MS) / DAY_MS)
    }

    pub(crate) fn account(&self, address: &str, body: Json) {
        let mut account = json!({"id": address, "sequence": "1", "balances": [], "data": {}});
        for (name, value) in body.as_object().unwrap() {
            account[name] = value.clone();
        }
        let path = format!("https://h1.example.com/accounts/{address}");
        self.said.borrow_mut().insert(path, (200, account));
    }
}

/// A page without its tags.
pub(crate) fn plain(html: &str) -> String {
    let parts = html.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect()
}

/// How the page stands.
pub(crate) fn state(page: &Answer) -> &str {
    page.text.split("data-status=\"").nth(1).unwrap().split('"').next().unwrap()
}

pub(crate) fn codes(warnings: &Json) -> Vec<&str> {
    warnings.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}
