//! Where live money goes: the first address, changes and their cancelling, claims, warnings.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use edge::http::Method;
use edge::ledgers::{LedgerServer, Ledgers, Stellar, Xrpl};
use edge::platform::{Incoming, Outgoing, Sql, Statement};
use futures::FutureExt;
use serde_json::{Value as Json, json};
use shared::address::{strkey, xrpl};

use crate::support::{Answer, DAY_MS, START_MS, World};

const HOUR_MS: i64 = 3_600_000;
const USDC: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const EURC: &str = "GDHU6WRG4IEQXM5NZ4BMPKOXHW76MZM4Y2IEMFDVXBSDP6SJY4ITNPP2";

/// An account of Stellar, one for each number.
fn g(number: u8) -> String {
    strkey::account(&[number; 32])
}

/// An account of the XRP Ledger, one for each number.
fn r(number: u8) -> String {
    xrpl::classic(&[number; 20])
}

/// What the scripted servers answer, by the start of the address that is asked.
type Said = Rc<RefCell<BTreeMap<String, (u16, Json)>>>;

/// A world with both ledgers, each with two servers.
struct Live {
    world: World,
    said: Said,
}

fn servers(urls: [&str; 2]) -> Vec<LedgerServer> {
    let headers = vec![("x-key".to_owned(), "a key".to_owned())];
    urls.map(|url| LedgerServer { url: url.to_owned(), headers: headers.clone() }).to_vec()
}

fn ledgers() -> Ledgers {
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

fn live() -> Live {
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
    fn put(&self, network: &str, address: &str) -> Answer {
        self.put_as(&self.world.keys.live, network, address)
    }

    fn put_as(&self, key: &str, network: &str, address: &str) -> Answer {
        let body = json!({"network": network, "address": address});
        self.world.ask(Method::Put, "/api/v1/settlement").key(key).json(&body).send()
    }

    /// Sets an address, which must work.
    fn set(&self, network: &str, address: &str) -> Answer {
        let answer = self.put(network, address);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
    }

    fn state(&self) -> Answer {
        self.world.get("/api/v1/settlement").key(&self.world.keys.live).send()
    }

    fn ask(&self, more: Json) -> Answer {
        let mut body = json!({"title": "Consulting Deposit", "amount": "10"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.world.post("/api/v1/invoices").key(&self.world.keys.live).json(&body).send()
    }

    /// Where a new invoice is paid.
    fn paid_at(&self, asset: &str) -> String {
        let made = self.ask(json!({"asset": asset}));
        assert_eq!(made.status, 201, "{}", made.text);
        made.get("destinationAddress")
    }

    /// Writes something once while the ledger is asked, which is between what is read and what is
    /// written.
    fn meanwhile(&self, texts: Vec<String>) {
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
    fn link(&self) -> String {
        let text = self.text("SELECT text FROM mail ORDER BY rowid DESC LIMIT 1");
        let start = text.find("/settlement/cancel/").unwrap();
        text[start..].split_whitespace().next().unwrap().to_owned()
    }

    fn text(&self, sql: &str) -> String {
        self.world.text(sql)
    }

    /// Until when an address is watched, from the start of the test, in days.
    fn watched_days(&self, address: &str) -> Option<i64> {
        let sql = format!("SELECT coalesce(until, -1) FROM watch WHERE address = '{address}'");
        let until = self.world.count(&sql);
        (until >= 0).then(|| (until - START_MS) / DAY_MS)
    }

    fn account(&self, address: &str, body: Json) {
        let mut account = json!({"id": address, "sequence": "1", "balances": [], "data": {}});
        for (name, value) in body.as_object().unwrap() {
            account[name] = value.clone();
        }
        let path = format!("https://h1.example.com/accounts/{address}");
        self.said.borrow_mut().insert(path, (200, account));
    }
}

/// A page without its tags.
fn plain(html: &str) -> String {
    let parts = html.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect()
}

/// How the page stands.
fn state(page: &Answer) -> &str {
    page.text.split("data-status=\"").nth(1).unwrap().split('"').next().unwrap()
}

fn codes(warnings: &Json) -> Vec<&str> {
    warnings.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn the_first_address_holds_at_once_and_live_invoices_are_paid_there() {
    let live = live();
    let none = live.ask(json!({}));
    assert_eq!((none.status, none.get("code")), (422, "settlement_missing".to_owned()));
    let set = live.set("STELLAR", &g(1));
    let stellar = &set.json["data"][0];
    assert_eq!((&stellar["network"], &stellar["chain"]), (&json!("STELLAR"), &json!("public")));
    assert_eq!((&stellar["address"], &stellar["pending"]), (&json!(g(1)), &Json::Null));
    assert_eq!(set.json["data"][1]["address"], Json::Null);
    for asset in ["USDC", "EURC", "XLM"] {
        assert_eq!(live.paid_at(asset), g(1), "{asset}");
    }
    assert_eq!(live.ask(json!({"asset": "XRP"})).get("code"), "settlement_missing");
    live.set("XRPL", &r(1));
    let made = live.ask(json!({"asset": "XRP"}));
    assert_eq!(made.get("destinationAddress"), r(1));
    assert_eq!(made.get("paymentNetwork"), "XRPL");
    assert_eq!(made.get("referenceLabel"), "Destination tag");
    let chains = live.text("SELECT group_concat(chain, ' ') FROM invoice");
    assert_eq!(chains, "public public public main");
    assert_eq!(live.state().json, live.put("XRPL", &r(1)).json);
}

#[test]
fn an_x_address_without_a_tag_is_the_account_in_it() {
    let live = live();
    // XLS-5's own example, and the account that it stands for.
    let set = live.set("XRPL", " XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXb ");
    assert_eq!(set.json["data"][1]["address"], "rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf");
}

#[test]
fn a_change_holds_after_exactly_24_hours() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.world.pass_ms(HOUR_MS);
    let set = live.set("STELLAR", &g(2));
    let stellar = &set.json["data"][0];
    assert_eq!(stellar["address"], json!(g(1)));
    assert_eq!(stellar["pending"]["address"], json!(g(2)));
    // 2026-01-15T10:00 and an hour and a day.
    assert_eq!(stellar["pending"]["holdsFrom"], "2026-01-16T11:00:00.000Z");
    live.world.pass_ms(DAY_MS - 1);
    assert_eq!(live.paid_at("USDC"), g(1));
    live.world.pass_ms(1);
    assert_eq!(live.paid_at("USDC"), g(2));
    let stellar = &live.state().json["data"][0];
    assert_eq!((&stellar["address"], &stellar["pending"]), (&json!(g(2)), &Json::Null));
}

#[test]
fn an_isolate_that_remembers_switches_in_time_with_one_call() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    assert_eq!(live.paid_at("USDC"), g(1));
    live.world.pass_ms(DAY_MS);
    live.world.sql.calls();
    assert_eq!(live.paid_at("USDC"), g(2));
    assert_eq!(live.world.sql.calls(), 1);
}

#[test]
fn an_isolate_that_remembers_no_address_asks_before_it_refuses() {
    let live = live();
    let missing = live.ask(json!({}));
    assert_eq!(missing.status, 422);
    let remembered = live.world.app.memory.known.borrow().clone();
    live.set("STELLAR", &g(1));
    live.state();
    // As another isolate does, which knows nothing of the change.
    *live.world.app.memory.known.borrow_mut() = remembered.clone();
    assert_eq!(live.paid_at("USDC"), g(1));
    *live.world.app.memory.known.borrow_mut() = remembered;
    let package = json!({"name": "p", "amount": "1", "interval": "MONTHLY"});
    let path = "/api/v1/subscription-packages";
    let made = live.world.post(path).key(&live.world.keys.live).json(&package).send();
    assert_eq!(made.status, 201, "{}", made.text);
}

/// Pitfall 27: the destination is frozen on the invoice, and the old address is watched on.
#[test]
fn an_open_invoice_keeps_its_address_and_the_old_one_is_watched_for_90_days_more() {
    let live = live();
    live.set("STELLAR", &g(1));
    let id = live.ask(json!({"expiresIn": "never"})).get("id");
    assert_eq!(live.watched_days(&g(1)), None);
    live.set("STELLAR", &g(2));
    assert_eq!((live.watched_days(&g(1)), live.watched_days(&g(2))), (Some(91), None));
    live.world.pass_ms(2 * DAY_MS);
    assert_eq!(live.paid_at("USDC"), g(2));
    let path = format!("/api/v1/invoices/{id}");
    let kept = live.world.get(&path).key(&live.world.keys.live).send();
    assert_eq!(kept.get("destinationAddress"), g(1));
    // An old one that comes back is watched for ever, and the other one ends.
    live.set("STELLAR", &g(1));
    assert_eq!((live.watched_days(&g(1)), live.watched_days(&g(2))), (None, Some(93)));
    assert_eq!(live.world.count("SELECT count(*) FROM watch"), 2);
}

/// Pitfall 27, too: some invoices never expire.
#[test]
fn an_address_that_an_open_invoice_names_is_watched_as_long_as_that_is_open() {
    let live = live();
    live.set("STELLAR", &g(1));
    let never = live.ask(json!({"expiresIn": "never"})).get("id");
    live.set("STELLAR", &g(2));
    live.world.pass_ms(100 * DAY_MS);
    live.world.tick();
    assert_eq!(live.watched_days(&g(1)), Some(102));
    let path = format!("/api/v1/invoices/{never}/cancel");
    live.world.post(&path).key(&live.world.keys.live).send();
    live.world.pass_ms(10 * DAY_MS);
    live.world.tick();
    assert_eq!(live.watched_days(&g(1)), Some(102));
}

/// Pitfall 26.
#[test]
fn an_address_belongs_to_one_merchant_of_the_install_for_ever() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    live.world.pass_ms(100 * DAY_MS);
    let other = live.world.merchant("other");
    for address in [g(1), g(2)] {
        let taken = live.put_as(&other.live, "STELLAR", &address);
        assert_eq!((taken.status, taken.get("code")), (409, "address_taken".to_owned()));
    }
    assert_eq!(live.put_as(&other.live, "STELLAR", &g(3)).status, 200);
    assert_eq!(live.put("STELLAR", &g(3)).get("code"), "address_taken");
}

/// Pitfall 26, too: nobody has it when it is looked up, and somebody when it is written.
#[test]
fn of_two_merchants_who_set_an_address_at_once_one_gets_it() {
    let live = live();
    live.world.merchant("other");
    live.meanwhile(vec![format!(
        "INSERT INTO watch (network, chain, address, merchant, mode, since,
           looked_at, rescan_at, server, failures, next_at)
         SELECT 'STELLAR', 'public', '{}', id, 'live', 0, 0, 0, 0, 0, 0
         FROM merchant WHERE handle = 'other'",
        g(1)
    )]);
    let taken = live.put("STELLAR", &g(1));
    assert_eq!((taken.status, taken.get("code")), (409, "address_taken".to_owned()));
    assert_eq!(live.world.count("SELECT count(*) FROM settlement"), 0);
    assert_eq!(live.ask(json!({})).get("code"), "settlement_missing");
}

#[test]
fn a_wish_that_was_decided_on_what_no_longer_holds_is_decided_again() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    // As the link in the mail does it.
    live.meanwhile(vec![
        format!("UPDATE settlement SET cancelled_at = 1 WHERE address = '{}'", g(2)),
        "UPDATE merchant_mode SET version = version + 1".to_owned(),
    ]);
    live.set("STELLAR", &g(3));
    let cancelled = "SELECT count(*) FROM audit WHERE act = 'settlement.cancelled'";
    assert_eq!(live.world.count(cancelled), 0);
    live.world.pass_ms(DAY_MS);
    assert_eq!(live.paid_at("USDC"), g(3));
}

/// Pitfall 25: the next draw would be a memo that is there already.
#[test]
fn a_reference_that_the_address_has_seen_is_drawn_again() {
    // The same world twice: the dice fall the same.
    let memos = |clash: Option<&str>| {
        let live = live();
        live.set("STELLAR", &g(1));
        let first = live.ask(json!({})).get("id");
        if let Some(memo) = clash {
            live.world.write(&format!("UPDATE invoice SET memo = '{memo}' WHERE id = '{first}'"));
        }
        let made = live.ask(json!({}));
        assert_eq!(made.status, 201, "{}", made.text);
        made.get("memo")
    };
    let would_be = memos(None);
    let drawn = memos(Some(&would_be));
    assert_ne!(drawn, would_be);
    assert!(drawn.starts_with("PLR-") && drawn.len() == 12);
}

#[test]
fn a_link_in_the_mail_cancels_a_change_and_looking_at_it_does_not() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    let link = live.link();
    for _ in 0..3 {
        let page = live.world.get(&link).without("authorization").send();
        assert_eq!(page.status, 200, "{}", page.text);
        let text = plain(&page.text);
        assert!(text.contains(&g(1)) && text.contains(&g(2)), "{text}");
        assert!(page.text.contains(&format!("action=\"{link}\"")), "{}", page.text);
        assert_eq!(state(&page), "ask");
    }
    assert_eq!(live.state().json["data"][0]["pending"]["address"], json!(g(2)));
    live.world.pass_ms(DAY_MS - 1);
    let done = live.world.post(&link).without("authorization").send();
    assert_eq!(done.status, 303);
    assert_eq!(live.state().json["data"][0]["pending"], Json::Null);
    live.world.pass_ms(DAY_MS);
    assert_eq!(live.paid_at("USDC"), g(1));
    assert_eq!(live.watched_days(&g(1)), None);
    // Twice is as good as once.
    live.world.post(&link).without("authorization").send();
    assert_eq!(state(&live.world.get(&link).send()), "done");
    assert_eq!(live.world.count("SELECT count(*) FROM audit"), 3);
    let acts = live.text("SELECT group_concat(act || ' ' || actor, ', ') FROM audit");
    let key = live.text("SELECT id FROM api_key WHERE mode = 'live'");
    let expected =
        format!("settlement.set {key}, settlement.set {key}, settlement.cancelled owner");
    assert_eq!(acts, expected);
}

#[test]
fn a_change_that_holds_cannot_be_cancelled_any_more() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    let link = live.link();
    live.world.pass_ms(DAY_MS);
    let done = live.world.post(&format!("{link}?lang=nl")).send();
    let back = format!("https://pay.example.com{link}?lang=nl");
    assert_eq!((done.status, done.header("location")), (303, Some(back.as_str())));
    let page = live.world.get(&format!("{link}?lang=nl")).send();
    assert_eq!((page.status, state(&page)), (200, "too_late"));
    assert!(page.text.contains("lang=\"nl\"") && !page.text.contains("<form"));
    assert_eq!(live.paid_at("USDC"), g(2));
    assert_eq!(live.world.count("SELECT count(*) FROM settlement WHERE cancelled_at > 0"), 0);
}

#[test]
fn a_link_that_nobody_was_sent_leads_to_nothing() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    let hash = live.text("SELECT cancel_hash FROM settlement WHERE cancel_hash IS NOT NULL");
    assert_eq!(hash.len(), 64);
    for token in [hash.as_str(), "x", "0000000000000000"] {
        let path = format!("/settlement/cancel/{token}");
        let page = live.world.get(&path).send();
        assert_eq!((page.status, state(&page)), (404, "gone"));
        live.world.post(&path).send();
    }
    assert_eq!(live.state().json["data"][0]["pending"]["address"], json!(g(2)));
    // The first address has no link: there was nothing to go back to.
    assert_eq!(live.world.count("SELECT count(*) FROM settlement WHERE cancel_hash IS NULL"), 1);
    let secret = live.link().rsplit('/').next().unwrap().to_owned();
    // 160 bits of dice, five to a letter.
    assert_eq!(secret.len(), 32);
    let kept = format!("SELECT count(*) FROM settlement WHERE cancel_hash = '{secret}'");
    assert_eq!(live.world.count(&kept), 0);
}

#[test]
fn another_wish_replaces_the_change_that_waits_and_waits_anew() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    let link = live.link();
    live.world.pass_ms(HOUR_MS);
    let again = live.set("STELLAR", &g(2));
    assert_eq!(again.json["data"][0]["pending"]["holdsFrom"], "2026-01-16T10:00:00.000Z");
    let third = live.set("STELLAR", &g(3));
    assert_eq!(third.json["data"][0]["pending"]["holdsFrom"], "2026-01-16T11:00:00.000Z");
    // It never held, and nobody was asked to pay there.
    assert_eq!(live.watched_days(&g(2)), Some(0));
    // The old one is watched for 90 days from when the third takes its place.
    let until = format!("SELECT until FROM watch WHERE address = '{}'", g(1));
    assert_eq!(live.world.count(&until) - START_MS, 25 * HOUR_MS + 90 * DAY_MS);
    // Its link says nothing that comforts while another change waits.
    assert_eq!(live.world.get(&link).send().status, 404);
    live.world.post(&link).send();
    live.world.pass_ms(DAY_MS);
    assert_eq!(live.paid_at("USDC"), g(3));
}

#[test]
fn a_wish_for_the_address_that_holds_takes_the_change_back() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    let back = live.set("STELLAR", &g(1));
    assert_eq!(back.json["data"][0]["pending"], Json::Null);
    live.world.pass_ms(2 * DAY_MS);
    assert_eq!(live.paid_at("USDC"), g(1));
}

#[test]
fn the_owner_and_the_merchants_server_are_told() {
    let live = live();
    let world = &live.world;
    let hook = json!({"webhookUrl": "https://shop.example.com/hook"});
    world.patch("/api/v1/webhooks").key(&world.keys.live).json(&hook).send();
    live.set("STELLAR", &g(1));
    live.set("STELLAR", &g(2));
    world.after();
    world.post(&live.link()).send();
    world.after();
    let sent = world.fetch.sent.borrow();
    let hooks: Vec<Json> = sent
        .iter()
        .filter(|one| one.url.starts_with("https://shop.example.com"))
        .map(|one| serde_json::from_slice(one.bytes()).unwrap())
        .collect();
    let told: Vec<_> = hooks
        .iter()
        .map(|body| {
            assert_eq!(
                (&body["event"], &body["mode"]),
                (&json!("settlement.changed"), &json!("live"))
            );
            assert_eq!((&body["network"], &body["chain"]), (&json!("STELLAR"), &json!("public")));
            (&body["address"], &body["previousAddress"], &body["holdsFrom"], &body["cancelled"])
        })
        .collect();
    let (one, two) = (json!(g(1)), json!(g(2)));
    let (now, then) = (json!("2026-01-15T10:00:00.000Z"), json!("2026-01-16T10:00:00.000Z"));
    let (no, yes) = (json!(false), json!(true));
    let expected =
        [(&one, &Json::Null, &now, &no), (&two, &one, &then, &no), (&two, &one, &then, &yes)];
    assert_eq!(told, expected);
    assert_eq!((&hooks[1]["sequence"], &hooks[2]["sequence"]), (&json!(1), &json!(2)));
    assert_eq!(hooks[1]["settlementId"], hooks[2]["settlementId"]);
    let mails: Vec<Json> = sent
        .iter()
        .filter(|one| one.url.starts_with("https://mail.example.com"))
        .map(|one| serde_json::from_slice(one.bytes()).unwrap())
        .collect();
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        assert_eq!(mail["to"], json!(["alex.buyer@example.com"]));
    }
    let text = mails[1]["text"].as_str().unwrap();
    assert!(text.contains(&g(1)) && text.contains(&g(2)), "{text}");
    assert!(text.contains("https://pay.example.com/settlement/cancel/"));
    assert!(!mails[0]["text"].as_str().unwrap().contains("/settlement/cancel/"));
}

#[test]
fn what_is_no_address_of_the_ledger_is_refused_with_a_reason() {
    let live = live();
    let muxed = strkey::muxed(&[1; 32], 7);
    let mistyped = g(1).replace('A', "B");
    // XLS-5: with tag 0, and of the test network.
    let tagged = "XVLhHMPHU98es4dbozjVtdWzVrDjtV8AqEL4xcZj5whKbmc";
    let test = "TVE26TYGhfLC7tQDno7G8dGtxSkYQn49b3qD26PK7FcGSKE";
    let seed = "SAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let cases = [
        ("STELLAR", muxed.as_str(), "memo id"),
        ("STELLAR", mistyped.as_str(), "wrong or missing character"),
        ("STELLAR", &r(1), "another network"),
        ("STELLAR", seed, "secret key"),
        ("STELLAR", "alex*example.com", "must be a Stellar address"),
        ("XRPL", &g(1), "another network"),
        ("XRPL", tagged, "destination tag"),
        ("XRPL", test, "test network"),
        ("XRPL", "r", "must be an XRP Ledger address"),
    ];
    for (network, address, reason) in cases {
        let refused = live.put(network, address);
        assert_eq!((refused.status, refused.get("code")), (422, "invalid".to_owned()), "{address}");
        let text = refused.json["errors"]["address"][0].as_str().unwrap();
        assert!(text.contains(reason), "{text}");
        assert!(!refused.text.contains(address) || address.len() == 1);
    }
    for (body, field) in [
        (json!({"address": g(1)}), "network"),
        (json!({"network": "STELLAR"}), "address"),
        (json!({"network": "BITCOIN", "address": g(1)}), "network"),
        (json!({"network": "STELLAR", "address": 5}), "address"),
    ] {
        let ask = live.world.ask(Method::Put, "/api/v1/settlement").key(&live.world.keys.live);
        let refused = ask.json(&body).send();
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json["errors"][field].is_array(), "{}", refused.text);
    }
    assert_eq!(live.world.count("SELECT count(*) FROM settlement"), 0);
    assert!(live.world.fetch.sent.borrow().is_empty());
}

#[test]
fn an_install_without_a_ledger_has_no_address_on_it() {
    let world = World::with(|settings| {
        settings.ledgers = ledgers();
        settings.ledgers.xrpl.servers = Vec::new();
    });
    let put = |network: &str, address: &str| {
        let body = json!({"network": network, "address": address});
        let ask = world.ask(Method::Put, "/api/v1/settlement").key(&world.keys.live);
        ask.json(&body).send()
    };
    let refused = put("XRPL", &r(1));
    assert_eq!((refused.status, refused.get("code")), (422, "network_not_configured".to_owned()));
    assert_eq!(put("STELLAR", &g(1)).status, 200);
}

#[test]
fn test_mode_shows_its_sandbox_and_cannot_change_it() {
    let live = live();
    let state = live.world.get("/api/v1/settlement").send();
    assert_eq!((state.status, state.get("mode")), (200, "test".to_owned()));
    let made = live.world.invoice(json!({}));
    let stellar = &state.json["data"][0];
    assert_eq!(stellar["address"].as_str(), Some(made.get("destinationAddress").as_str()));
    assert_eq!((&stellar["chain"], &stellar["warnings"]), (&json!("sandbox"), &json!([])));
    let refused = live.put_as(&live.world.keys.test, "STELLAR", &g(1));
    assert_eq!((refused.status, refused.get("code")), (403, "wrong_mode".to_owned()));
}

#[test]
fn the_scope_is_in_no_key_unless_asked_for() {
    let live = live();
    let make = |body: Json| {
        live.world.post("/api/v1/keys").key(&live.world.keys.live).json(&body).send().get("key")
    };
    let usual = make(json!({"name": "Shop"}));
    let refused = live.put_as(&usual, "STELLAR", &g(1));
    assert_eq!((refused.status, refused.get("code")), (403, "missing_scope".to_owned()));
    assert_eq!(live.world.get("/api/v1/settlement").key(&usual).send().status, 403);
    let asked = make(json!({"name": "Treasurer", "scopes": ["settlement:write"]}));
    assert_eq!(live.put_as(&asked, "STELLAR", &g(1)).status, 200);
    assert_eq!(live.world.get("/api/v1/settlement").key(&asked).send().status, 200);
}

#[test]
fn what_the_ledger_says_is_a_warning() {
    let live = live();
    let trusts = |code: &str, issuer: &str| {
        json!({"asset_type": "credit_alphanum4", "asset_code": code, "asset_issuer": issuer,
            "balance": "0.0000000", "limit": "922337203685.4775807",
            "buying_liabilities": "0.0000000", "is_authorized": true})
    };
    live.account(&g(1), json!({"balances": [trusts("USDC", USDC), trusts("EURC", &g(9))]}));
    let set = live.set("STELLAR", &g(1));
    let stellar = &set.json["data"][0];
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_EURC", "memo_not_required"]);
    assert_eq!(stellar["checkedAt"], "2026-01-15T10:00:00.000Z");
    let text = stellar["warnings"][0]["text"].as_str().unwrap();
    assert_eq!(text, "This account has no trustline for EURC: payments in it fail.");
    // Payments in what it cannot take are asked for all the same.
    assert_eq!(live.paid_at("EURC"), g(1));
    let sent = live.world.fetch.sent.borrow()[0].clone();
    assert_eq!(sent.url, format!("https://h1.example.com/accounts/{}", g(1)));
    assert_eq!((sent.timeout_ms, sent.body.is_none()), (3_000, true));
    assert!(sent.headers.contains(&("x-key".to_owned(), "a key".to_owned())));
    // The next server is asked, and what waits has warnings of its own.
    let root = json!({"result": {"validated": true, "status": "success",
        "account_data": {"Account": r(1), "Balance": "1", "Flags": 16_777_216}}});
    live.said.borrow_mut().insert("https://x1.example.com".to_owned(), (503, json!("busy")));
    live.said.borrow_mut().insert("https://x2.example.com".to_owned(), (200, root));
    let set = live.set("XRPL", &r(1));
    assert_eq!(codes(&set.json["data"][1]["warnings"]), ["no_require_dest", "deposit_auth"]);
    let missing = json!({"type": "https://stellar.org/horizon-errors/not_found", "status": 404});
    let path = format!("https://h1.example.com/accounts/{}", g(2));
    live.said.borrow_mut().insert(path, (404, missing));
    let set = live.set("STELLAR", &g(2));
    let stellar = &set.json["data"][0];
    assert_eq!(codes(&stellar["pending"]["warnings"]), ["no_account"]);
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_EURC", "memo_not_required"]);
}

#[test]
fn a_ledger_out_of_reach_is_a_warning_and_is_asked_again_within_the_hour() {
    let live = live();
    let set = live.set("STELLAR", &g(1));
    assert_eq!(codes(&set.json["data"][0]["warnings"]), ["not_checked"]);
    assert_eq!(set.json["data"][0]["checkedAt"], Json::Null);
    let asked: Vec<String> =
        live.world.fetch.sent.borrow().iter().map(|one| one.url.clone()).collect();
    assert_eq!(asked.len(), 2);
    assert!(asked[0].starts_with("https://h1.") && asked[1].starts_with("https://h2."));
    live.account(&g(1), json!({"data": {"config.memo_required": "MQ=="}}));
    live.world.tick();
    let warnings = |live: &Live| live.state().json["data"][0]["warnings"].clone();
    assert_eq!(codes(&warnings(&live)), ["not_checked"]);
    live.world.pass_ms(HOUR_MS);
    live.world.tick();
    assert_eq!(codes(&warnings(&live)), ["no_trustline_USDC", "no_trustline_EURC"]);
}

#[test]
fn the_ledger_is_asked_again_every_day_and_what_it_said_stands_while_nobody_answers() {
    let live = live();
    live.account(&g(1), json!({}));
    live.set("STELLAR", &g(1));
    let looks = |live: &Live| {
        let sent = live.world.fetch.sent.borrow();
        sent.iter().filter(|one| one.url.ends_with(&g(1))).count()
    };
    let before = looks(&live);
    live.world.pass_ms(DAY_MS - 1);
    live.world.tick();
    assert_eq!(looks(&live), before);
    live.account(&g(1), json!({"data": {"config.memo_required": "MQ=="}}));
    live.world.pass_ms(1);
    live.world.tick();
    assert_eq!(looks(&live), before + 1);
    live.world.tick();
    assert_eq!(looks(&live), before + 1);
    let stellar = live.state().json["data"][0].clone();
    assert_eq!(codes(&stellar["warnings"]), ["no_trustline_USDC", "no_trustline_EURC"]);
    assert_eq!(stellar["checkedAt"], "2026-01-16T10:00:00.000Z");
    live.said.borrow_mut().clear();
    live.world.pass_ms(DAY_MS);
    live.world.tick();
    let stellar = live.state().json["data"][0].clone();
    let codes = codes(&stellar["warnings"]);
    assert_eq!(codes, ["no_trustline_USDC", "no_trustline_EURC", "not_checked"]);
    assert_eq!(stellar["checkedAt"], "2026-01-16T10:00:00.000Z");
}

#[test]
fn a_repeated_wish_is_done_once() {
    let live = live();
    live.set("STELLAR", &g(1));
    let ask = || {
        let body = json!({"network": "STELLAR", "address": g(2)});
        let ask = live.world.ask(Method::Put, "/api/v1/settlement").key(&live.world.keys.live);
        ask.header("idempotency-key", "k").json(&body).send()
    };
    let first = ask();
    assert_eq!(first.status, 200, "{}", first.text);
    live.world.pass_ms(HOUR_MS);
    let again = ask();
    assert_eq!((again.header("idempotent-replayed"), &again.text), (Some("true"), &first.text));
    assert_eq!(live.world.count("SELECT count(*) FROM settlement"), 2);
}

#[test]
fn nobody_drowns_the_owner_in_mails() {
    let live = live();
    live.set("STELLAR", &g(1));
    for number in 2..=10 {
        live.set("STELLAR", &g(number));
    }
    let refused = live.put("STELLAR", &g(11));
    assert_eq!((refused.status, refused.get("code")), (429, "rate_limited".to_owned()));
    // Going back to what holds is always possible.
    live.set("STELLAR", &g(1));
    live.world.pass_ms(DAY_MS);
    assert_eq!(live.put("STELLAR", &g(11)).status, 200);
}

#[test]
fn a_live_subscription_is_billed_at_the_address_that_holds_then() {
    let live = live();
    live.set("STELLAR", &g(1));
    let world = &live.world;
    let plan = json!({"title": "Hosting", "expectedAmount": "5", "interval": "MONTHLY",
        "customerEmail": "alex.buyer@example.com", "startImmediately": true});
    let made = world.post("/api/v1/recurring-plans").key(&world.keys.live).json(&plan).send();
    assert_eq!(made.status, 201, "{}", made.text);
    live.set("STELLAR", &g(2));
    world.pass_ms(31 * DAY_MS);
    world.tick();
    let paid_at = live.text("SELECT group_concat(destination, ' ') FROM invoice ORDER BY rowid");
    assert_eq!(paid_at, format!("{} {}", g(1), g(2)));
}

#[test]
fn every_route_of_settlement_keeps_its_budget_of_d1_calls() {
    let live = live();
    let world = &live.world;
    live.state();
    world.after();
    world.sql.calls();
    let cost = |what: &dyn Fn()| {
        what();
        let before = world.sql.calls();
        world.after();
        (before, world.sql.calls())
    };
    let get = || drop(live.state());
    let put = || drop(live.set("STELLAR", &g(1)));
    assert_eq!(cost(&get), (1, 1));
    assert_eq!(cost(&put), (2, 3));
    live.state();
    live.set("STELLAR", &g(2));
    world.after();
    let link = live.link();
    world.sql.calls();
    assert_eq!(cost(&|| drop(world.get(&link).send())), (1, 0));
    assert_eq!(cost(&|| drop(world.post(&link).send())), (2, 1));
}
