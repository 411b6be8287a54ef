//! Where live money goes: the first address, changes and their cancelling, whose an address is.

use serde_json::{Value as Json, json};

use crate::support::live::{USDC, g, live, plain, r, state};
use crate::support::{DAY_MS, START_MS};

const HOUR_MS: i64 = 3_600_000;

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
fn money_that_a_ledger_dates_just_before_its_address_was_set_is_looked_for() {
    let live = live();
    live.set("STELLAR", &g(1));
    let since = live.world.count("SELECT since FROM watch");
    assert_eq!(since, START_MS - 60_000);
}

#[test]
fn the_page_of_a_live_invoice_asks_wallets_for_real_money() {
    let live = live();
    live.set("STELLAR", &g(1));
    live.set("XRPL", &r(1));
    let page = |asset: &str| {
        let made = live.ask(json!({"asset": asset}));
        let path = format!("/pay/{}", made.get("publicId"));
        let page = live.world.get(&path).without("authorization").send();
        (page.text.replace("&amp;", "&"), made.get("reference"))
    };
    let (usdc, memo) = page("USDC");
    let uri = format!(
        "web+stellar:pay?destination={}&amount=10&asset_code=USDC&asset_issuer={USDC}\
         &memo={memo}&memo_type=MEMO_TEXT\"",
        g(1)
    );
    assert!(usdc.contains(&uri), "{usdc}");
    let (xrp, tag) = page("XRP");
    let uri = format!("https://xaman.app/detect/request:{}?amount=10&dt={tag}&network=XRPL", r(1));
    assert!(xrp.contains(&uri), "{xrp}");
    assert!(!usdc.contains("Sandbox") && !xrp.contains("Sandbox"));
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
