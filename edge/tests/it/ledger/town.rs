//! A world in live mode on both ledgers: a merchant with an address on each, payers, and words for
//! what they do.

use std::cell::Cell;
use std::rc::Rc;

use edge::app::{After, App, Prices};
use edge::http::{Method, Request};
use edge::ledgers::{self, LedgerServer, Ledgers};
use edge::platform::{Outgoing, Row, Sql, Statement};
use futures::FutureExt;
use serde_json::{Value as Json, json};
use shared::currency::{Asset, Network};
use shared::money::Amount;

use super::chain::{Chain, Fault, Host};
use super::horizon::{self, Kind, Memo, Op, PASSPHRASE, Stellar};
use super::mishap::{Mishaps, ShakyFetch, ShakySql};
use super::rippled::{self, Xrpl};
use crate::support::live::{USDC, g, r};
use crate::support::{Answer, World};

/// The merchant's addresses.
pub(crate) const OURS: u8 = 1;
/// A payer's.
pub(crate) const PAYER: u8 = 9;

const EURC: &str = "GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2";
const HORIZONS: [&str; 3] = [
    "https://horizon-a.example.com",
    "https://horizon-b.example.com",
    "https://horizon-c.example.com",
];
const XRPLS: [&str; 3] =
    ["https://xrpl-a.example.com", "https://xrpl-b.example.com", "https://xrpl-c.example.com"];

/// Both ledgers.
pub(crate) struct Both {
    pub(crate) stellar: Stellar,
    pub(crate) xrpl: Xrpl,
    /// Transactions that an XRPL server puts into one answer.
    pub(crate) xrpl_page: Cell<usize>,
}

/// The world, and what is around it.
pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) ledgers: Rc<Both>,
    pub(crate) mishaps: Rc<Mishaps>,
    /// The same world, to which nothing happens.
    pub(crate) calm: App,
    serial: Cell<u64>,
}

/// An invoice, as far as a payer sees it.
#[derive(Clone, Debug)]
pub(crate) struct Bill {
    pub(crate) id: String,
    pub(crate) public_id: String,
    pub(crate) asset: Asset,
    pub(crate) address: String,
    pub(crate) memo: String,
    pub(crate) number: u64,
    pub(crate) tag: u32,
}

impl Bill {
    pub(crate) fn network(&self) -> Network {
        self.asset.network()
    }
}

fn settings() -> Ledgers {
    let servers = |urls: [&str; 3]| {
        urls.map(|url| LedgerServer { url: url.to_owned(), headers: Vec::new() }).to_vec()
    };
    Ledgers {
        stellar: ledgers::Stellar {
            servers: servers(HORIZONS),
            passphrase: PASSPHRASE.to_owned(),
            chain: "public".to_owned(),
            usdc_issuer: USDC.to_owned(),
            eurc_issuer: EURC.to_owned(),
        },
        xrpl: ledgers::Xrpl { servers: servers(XRPLS), network_id: 0, chain: "main".to_owned() },
    }
}

/// The ledger's name of an asset of ours.
pub(crate) fn on_ledger(asset: Asset) -> String {
    match asset {
        Asset::Usdc => format!("USDC:{USDC}"),
        Asset::Eurc => format!("EURC:{EURC}"),
        Asset::Xlm | Asset::Xrp | Asset::Eur => asset.code().to_owned(),
    }
}

pub(crate) fn minor(text: &str, asset: Asset) -> i64 {
    Amount::parse(text, asset.scale()).unwrap().minor()
}

fn after_look(bill: &Bill) -> After {
    let chain = if bill.network() == Network::Stellar { "public" } else { "main" };
    After::Look(bill.network(), chain.to_owned(), bill.address.clone())
}

/// A town whose merchant is paid on both ledgers.
pub(crate) fn town() -> Town {
    let mut world = World::with(|settings| {
        settings.ledgers = self::settings();
        let none = String::new;
        settings.prices =
            Prices { kraken: none(), coinbase: none(), coingecko: none(), coingecko_key: None };
    });
    let ledgers = Rc::new(Both {
        stellar: Chain::new(5_000, 60_000_000, HORIZONS),
        xrpl: Chain::new(4_000, 90_000_000, XRPLS),
        xrpl_page: Cell::new(200),
    });
    let told = ledgers.clone();
    *world.fetch.server.borrow_mut() = Some(Box::new(move |request: &Outgoing| {
        let is = |host: &&Host| request.url.starts_with(host.url);
        if let Some(host) = told.stellar.hosts.iter().find(is) {
            return Some(told.stellar.answer(host, &request.url));
        }
        let host = told.xrpl.hosts.iter().find(is)?;
        Some(told.xrpl.answer(host, request.bytes(), told.xrpl_page.get()))
    }));
    let calm = world.app.clone();
    let mishaps = Rc::new(Mishaps::default());
    let platform = &mut world.app.platform;
    platform.sql = Rc::new(ShakySql { inner: world.sql.clone(), mishaps: mishaps.clone() });
    platform.fetch = Rc::new(ShakyFetch { inner: world.fetch.clone(), mishaps: mishaps.clone() });
    let town = Town { world, ledgers, mishaps, calm, serial: Cell::new(0) };
    let hook = json!({"webhookUrl": "https://shop.example.com/hook"});
    let heard = town.world.patch("/api/v1/webhooks").key(town.key()).json(&hook).send();
    assert_eq!(heard.status, 200, "{}", heard.text);
    town.set_as(town.key(), Network::Stellar, OURS);
    town.set_as(town.key(), Network::Xrpl, OURS);
    town.world.after();
    town
}

impl Town {
    pub(crate) fn key(&self) -> &str {
        &self.world.keys.live
    }

    /// Sets where a merchant is paid: at the address of this number.
    pub(crate) fn set_as(&self, key: &str, network: Network, number: u8) {
        let address = if network == Network::Stellar { g(number) } else { r(number) };
        let body = json!({"network": network.code(), "address": address});
        let set = self.world.ask(Method::Put, "/api/v1/settlement").key(key).json(&body);
        let set = set.send();
        assert_eq!(set.status, 200, "{}", set.text);
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.world.get(path).key(self.key()).send()
    }

    pub(crate) fn post(&self, path: &str, body: Json) -> Answer {
        self.world.post(path).key(self.key()).json(&body).send()
    }

    /// An invoice over 10 of the asset, with these fields more.
    pub(crate) fn bill(&self, asset: Asset, more: Json) -> Bill {
        let mut body = json!({"title": "Consulting Deposit", "amount": "10",
            "asset": asset.code()});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let made = self.post("/api/v1/invoices", body);
        assert_eq!(made.status, 201, "{}", made.text);
        self.world.after();
        let id = made.get("id");
        let told = |column: &str| {
            self.world.text(&format!("SELECT {column} FROM invoice WHERE id = '{id}'"))
        };
        Bill {
            public_id: told("public_id"),
            asset,
            address: told("destination"),
            memo: told("memo"),
            number: told("stellar_id").parse().unwrap(),
            tag: told("tag").parse().unwrap(),
            id,
        }
    }

    /// A fresh hash of a transaction.
    pub(crate) fn hash(&self) -> String {
        let serial = self.serial.get() + 1;
        self.serial.set(serial);
        format!("{serial:064X}")
    }

    /// What pays so much for an invoice on Stellar, as its page says.
    pub(crate) fn stellar_tx(&self, bill: &Bill, amount: &str) -> horizon::Tx {
        let op = Op {
            kind: Kind::Payment,
            from: g(PAYER),
            to: bill.address.clone(),
            asset: on_ledger(bill.asset),
            amount: minor(amount, Asset::Usdc),
            muxed: None,
            token: 0,
        };
        horizon::Tx {
            hash: self.hash().to_lowercase(),
            memo: Memo::Text(bill.memo.clone()),
            successful: true,
            ops: vec![op],
            ledger: 0,
            at: 0,
        }
    }

    /// The same on the XRP Ledger.
    pub(crate) fn xrpl_tx(&self, bill: &Bill, amount: &str) -> rippled::Tx {
        rippled::Tx {
            hash: self.hash(),
            kind: "Payment",
            from: r(PAYER),
            to: bill.address.clone(),
            tag: Some(bill.tag),
            asset: "XRP".to_owned(),
            amount: minor(amount, Asset::Xrp),
            most: minor(amount, Asset::Xrp),
            result: "tesSUCCESS",
            ledger: 0,
            at: 0,
        }
    }

    /// Pays so much for an invoice, as its page says; the next ledger has it. Returns the hash.
    pub(crate) fn pay(&self, bill: &Bill, amount: &str) -> String {
        match bill.network() {
            Network::Stellar => self.stellar(self.stellar_tx(bill, amount)),
            Network::Xrpl | Network::Psp => self.xrpl(self.xrpl_tx(bill, amount)),
        }
    }

    /// Pays it, but in another asset of the ledger.
    pub(crate) fn pay_in(&self, bill: &Bill, asset: &str, amount: &str) -> String {
        match bill.network() {
            Network::Stellar => {
                let mut tx = self.stellar_tx(bill, amount);
                tx.ops[0].asset = asset.to_owned();
                self.stellar(tx)
            }
            Network::Xrpl | Network::Psp => {
                let mut tx = self.xrpl_tx(bill, amount);
                tx.asset = asset.to_owned();
                self.xrpl(tx)
            }
        }
    }

    /// Pays it without saying what for.
    pub(crate) fn pay_silently(&self, bill: &Bill, amount: &str) -> String {
        match bill.network() {
            Network::Stellar => {
                let tx = self.stellar_tx(bill, amount);
                self.stellar(horizon::Tx { memo: Memo::None, ..tx })
            }
            Network::Xrpl | Network::Psp => {
                let tx = self.xrpl_tx(bill, amount);
                self.xrpl(rippled::Tx { tag: None, ..tx })
            }
        }
    }

    /// Pays from the merchant's address to somebody.
    pub(crate) fn send_back(&self, bill: &Bill, amount: &str, to: &str) -> String {
        match bill.network() {
            Network::Stellar => {
                let mut tx = self.stellar_tx(bill, amount);
                tx.memo = Memo::None;
                tx.ops[0].from = bill.address.clone();
                tx.ops[0].to = to.to_owned();
                self.stellar(tx)
            }
            Network::Xrpl | Network::Psp => {
                let (from, to) = (bill.address.clone(), to.to_owned());
                let tx = self.xrpl_tx(bill, amount);
                self.xrpl(rippled::Tx { from, to, tag: None, ..tx })
            }
        }
    }

    pub(crate) fn stellar(&self, tx: horizon::Tx) -> String {
        let hash = tx.hash.clone();
        self.ledgers.stellar.submit(tx);
        hash
    }

    pub(crate) fn xrpl(&self, tx: rippled::Tx) -> String {
        let hash = tx.hash.clone();
        self.ledgers.xrpl.submit(tx);
        hash
    }

    /// Lets time pass, and ledgers close.
    pub(crate) fn pass_s(&self, seconds: i64) {
        self.world.pass_ms(seconds * 1_000);
        let now = self.world.clock.0.get().ms();
        self.ledgers.stellar.close_until(now);
        self.ledgers.xrpl.close_until(now);
    }

    /// The cron's tick a minute later; whether it came to its end.
    pub(crate) fn minute(&self) -> bool {
        self.pass_s(60);
        self.tick()
    }

    /// The cron's tick; whether it came to its end.
    pub(crate) fn tick(&self) -> bool {
        edge::jobs::tick(&self.world.app).now_or_never().is_some()
    }

    /// What a payer's open page asks for; whether it came to its end.
    pub(crate) fn look(&self, bill: &Bill) -> bool {
        edge::door::run_after(&self.world.app, vec![after_look(bill)]).now_or_never().is_some()
    }

    /// The same, and nothing happens to it.
    pub(crate) fn look_calmly(&self, bill: &Bill) {
        let look = edge::door::run_after(&self.calm, vec![after_look(bill)]);
        assert!(look.now_or_never().is_some());
    }

    /// A tick to which nothing happens.
    pub(crate) fn tick_calmly(&self) {
        assert!(edge::jobs::tick(&self.calm).now_or_never().is_some());
    }

    /// A request of the merchant's to which nothing happens; it works, or the invoice stands
    /// otherwise.
    pub(crate) fn act_calmly(&self, bill: &Bill, act: &str) {
        let request = Request {
            method: Method::Post,
            path: format!("/api/v1/invoices/{}/{act}", bill.id),
            query: Vec::new(),
            headers: vec![
                ("authorization".to_owned(), format!("Bearer {}", self.key())),
                ("content-type".to_owned(), "application/json".to_owned()),
            ],
            body: b"{}".to_vec(),
            host: "pay.example.com".to_owned(),
            id: String::new(),
        };
        let (response, after) = edge::door::answer(&self.calm, request).now_or_never().unwrap();
        assert!([200, 409].contains(&response.status), "{:?}", response.body);
        assert!(edge::door::run_after(&self.calm, after).now_or_never().is_some());
    }

    /// The hosts of a network.
    pub(crate) fn hosts(&self, network: Network) -> &[Host] {
        match network {
            Network::Stellar => &self.ledgers.stellar.hosts,
            Network::Xrpl | Network::Psp => &self.ledgers.xrpl.hosts,
        }
    }

    /// What is wrong with all hosts of a network from now on.
    pub(crate) fn all(&self, network: Network, fault: Option<Fault>) {
        self.hosts(network).iter().for_each(|host| host.fault.set(fault));
    }

    /// How often the hosts of a network were asked since this was asked.
    pub(crate) fn asked(&self, network: Network) -> usize {
        self.hosts(network).iter().map(Host::count).sum()
    }

    /// A form on an invoice's page.
    pub(crate) fn form(&self, bill: &Bill, path: &str, body: &str) -> Answer {
        let path = format!("/pay/{}/{path}", bill.public_id);
        let ask = self.world.post(&path).without("authorization").body(body);
        ask.header("content-type", "application/x-www-form-urlencoded").send()
    }

    pub(crate) fn read(&self, bill: &Bill) -> Answer {
        self.get(&format!("/api/v1/invoices/{}", bill.id))
    }

    /// Status and exceptions, with blanks between.
    pub(crate) fn stands(&self, bill: &Bill) -> String {
        let told = self.read(bill);
        let exceptions = told.json["exceptions"].as_array().unwrap().iter();
        let words = exceptions.map(|word| word.as_str().unwrap().to_owned());
        [told.get("status")].into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }

    /// The newest ledger.
    pub(crate) fn latest(&self, network: Network) -> u32 {
        match network {
            Network::Stellar => self.ledgers.stellar.truth().latest,
            Network::Xrpl | Network::Psp => self.ledgers.xrpl.truth().latest,
        }
    }

    /// What an address was read up to, in ledgers.
    pub(crate) fn cursor(&self, network: Network) -> u64 {
        let text = self.world.text(&format!(
            "SELECT coalesce(max(CAST(cursor AS INTEGER)), 0) || '' FROM watch
             WHERE network = '{}'",
            network.code()
        ));
        let cursor: u64 = text.parse().unwrap();
        if network == Network::Stellar { cursor >> 32 } else { cursor }
    }

    pub(crate) fn rows(&self, sql: &str) -> Vec<Row> {
        let batch = vec![Statement::new(sql, Vec::new())];
        self.world.sql.batch(batch).now_or_never().unwrap().unwrap().rows()
    }

    /// The alerts that stand, by kind.
    pub(crate) fn alerts(&self) -> Vec<String> {
        let rows = self.rows("SELECT kind FROM alert WHERE cleared_at IS NULL ORDER BY kind");
        rows.iter().map(|row| row.text("kind")).collect()
    }

    /// What the merchant was told about an object, in order.
    pub(crate) fn told(&self, object: &str) -> Vec<String> {
        let sql = format!("SELECT type FROM event WHERE object = '{object}' ORDER BY sequence");
        self.rows(&sql).iter().map(|row| row.text("type")).collect()
    }

    /// The sum of an invoice's payments in its own asset of which this became.
    pub(crate) fn sum(&self, bill: &Bill, disposition: &str) -> i64 {
        let text = self.world.text(&format!(
            "SELECT coalesce(sum(CAST(amount AS INTEGER)), 0) || '' FROM payment
             WHERE invoice = '{}' AND asset = '{}' AND disposition = '{disposition}'",
            bill.id,
            bill.asset.code(),
        ));
        text.parse().unwrap()
    }

    /// What became of the money for an invoice: disposition and amount of each payment.
    pub(crate) fn money(&self, bill: &Bill) -> Vec<String> {
        let sql = format!(
            "SELECT disposition || ' ' || amount AS line FROM payment WHERE invoice = '{}'
             ORDER BY at, key",
            bill.id
        );
        self.rows(&sql).iter().map(|row| row.text("line")).collect()
    }
}
