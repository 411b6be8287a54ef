//! Packages, subscriptions, plans: what a merchant asks for, and what time makes of it.

use serde_json::{Value as Json, json};

use crate::support::{Answer, DAY_MS, World};

#[test]
fn the_seeds_package_is_made_listed_and_changed() {
    let world = World::new();
    let made = world.package(json!({"slug": "pro-support", "trialDays": 14,
        "widgetButtonLabel": "Start subscription"}));
    assert_eq!(made.get("amount"), "99.00");
    assert_eq!(made.get("trialDays"), "14");
    assert_eq!(made.get("widgetButtonLabel"), "Start subscription");
    assert!(made.get("publicId").starts_with("subpkg_"));
    assert!(made.get("id").starts_with("pkg_"));
    for id in [made.get("id"), made.get("publicId"), "pro-support".to_owned()] {
        let found = world.get(&format!("/api/v1/subscription-packages/{id}")).send();
        assert_eq!(found.get("id"), made.get("id"));
    }
    let off = world.patch("/api/v1/subscription-packages/pro-support");
    let off = off.json(&json!({"active": false})).send();
    assert_eq!((off.status, off.get("active")), (200, "false".to_owned()));
    let list = world.get("/api/v1/subscription-packages?active=false").send();
    assert_eq!(list.get("total"), "1");
    let closed = json!({"packageId": "pro-support", "customerEmail": "alex.buyer@example.com"});
    let closed = world.post("/api/v1/subscriptions").json(&closed).send();
    assert_eq!((closed.status, closed.get("code")), (422, "package_inactive".to_owned()));
}

#[test]
fn slugs_are_made_of_names_and_are_one_of_a_kind() {
    let world = World::new();
    assert_eq!(world.package(json!({})).get("slug"), "pro-support");
    assert_eq!(world.package(json!({})).get("slug"), "pro-support-2");
    let body = json!({"name": "x", "amount": "1", "interval": "DAILY", "slug": "pro-support"});
    let taken = world.post("/api/v1/subscription-packages").json(&body).send();
    assert_eq!((taken.status, taken.get("code")), (422, "invalid".to_owned()));
    assert_eq!(taken.json["errors"]["slug"][0], "is taken");
    let other = world.merchant("other");
    let body = json!({"name": "Pro Support", "amount": "1", "interval": "DAILY"});
    let theirs = world.post("/api/v1/subscription-packages").key(&other.test).json(&body).send();
    assert_eq!(theirs.get("slug"), "pro-support");
    let hidden = format!("/api/v1/subscription-packages/{}", theirs.get("id"));
    assert_eq!(world.get(&hidden).send().status, 404);
}

#[test]
fn what_is_wrong_with_a_package_is_said_field_by_field() {
    let world = World::new();
    let body = json!({"amount": "0", "interval": "FORTNIGHTLY", "intervalCount": 0, "cycles": 1001,
        "timezone": "Mars/Olympus", "trialDays": -1, "slug": "Not A Slug", "graceDays": "3",
        "reminderPreset": "SHOUT", "allowedOrigins": ["shop"], "successUrl": "http://a.example"});
    let wrong = world.post("/api/v1/subscription-packages").json(&body).send();
    assert_eq!(wrong.status, 422);
    let named: Vec<&str> =
        wrong.json["errors"].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "allowedOrigins",
        "amount",
        "cycles",
        "graceDays",
        "interval",
        "intervalCount",
        "name",
        "reminderPreset",
        "slug",
        "successUrl",
        "timezone",
        "trialDays",
    ];
    assert_eq!(named, expected);
    assert_eq!(world.count("SELECT count(*) FROM subscription_package"), 0);
}

#[test]
fn an_enrolment_by_the_api_is_active_at_once_and_bills_when_asked() {
    let world = World::new();
    world.listen();
    let package = world.package(json!({"successUrl": "https://shop.example.com/thanks"}));
    let made = world.subscribe(
        &package.get("id"),
        json!({"startImmediately": true,
        "externalCustomerRef": "cust_2048"}),
    );
    assert_eq!(made.get("status"), "active");
    assert!(made.get("id").starts_with("cusub_"));
    assert_eq!(made.get("externalCustomerRef"), "cust_2048");
    assert_eq!(made.get("nextBillingAt"), "2026-02-15T10:00:00.000Z");
    let invoice = &made.json["latestInvoice"];
    assert_eq!(invoice["dueAt"], "2026-01-15T10:00:00.000Z");
    let invoice = world.read(invoice["id"].as_str().unwrap());
    assert_eq!(invoice.get("expectedAmount"), "99.00");
    assert_eq!(invoice.get("subscriptionId"), made.get("id"));
    assert_eq!(invoice.get("returnUrl"), "https://shop.example.com/thanks");
    // A day after the last reminder of STANDARD, which is later than seven days.
    assert_eq!(invoice.get("expiresAt"), "2026-01-23T10:00:00.000Z");
    assert_eq!(
        world.told(),
        [
            "subscription.created",
            "subscription.active",
            "invoice.created",
            "subscription.invoice_created"
        ]
    );
    assert_eq!(world.mails("request"), 1);
    let later = world.subscribe(&package.get("slug"), json!({"customerEmail": "b@example.com"}));
    assert_eq!(later.json["latestInvoice"], Json::Null);
    assert_eq!(later.get("nextBillingAt"), "2026-02-15T10:00:00.000Z");
}

#[test]
fn a_customer_has_a_package_once_unless_it_may_be_had_more_often() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let first = world.subscribe(&package, json!({}));
    let body = json!({"packageId": package, "customerEmail": "Alex.Buyer@Example.com"});
    let again = world.post("/api/v1/subscriptions").json(&body).send();
    assert_eq!((again.status, again.get("code")), (409, "already_subscribed".to_owned()));
    assert_eq!(world.act(&first.get("id"), json!({"action": "cancel"})).status, 200);
    assert_eq!(world.post("/api/v1/subscriptions").json(&body).send().status, 201);
    let many = world.package(json!({"allowMultiple": true})).get("id");
    world.subscribe(&many, json!({}));
    world.subscribe(&many, json!({}));
}

#[test]
fn the_walk_from_trial_to_cancellation() {
    let world = World::new();
    world.listen();
    let package = world.package(json!({"trialDays": 14})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    let status = || world.subscription(&id).get("status");
    assert_eq!(status(), "trialing");
    world.advance("11d");
    world.advance("3d");
    assert_eq!(status(), "active");
    world.pay_newest(&id);
    assert_eq!(status(), "active");
    // 29 January, 28 February: the second invoice is missed.
    world.advance("30d");
    world.advance("1d");
    world.advance("1d");
    world.advance("1d");
    assert_eq!(status(), "past_due");
    assert_eq!(world.mails("reminder"), 2);
    world.pay_newest(&id);
    assert_eq!(status(), "active");
    let ending = world.act(&id, json!({"action": "cancel", "atPeriodEnd": true}));
    assert_eq!(ending.get("cancelAtPeriodEnd"), "true");
    assert_eq!(ending.get("nextBillingAt"), "null");
    world.advance("31d");
    assert_eq!(status(), "cancelled");
    let told: Vec<_> =
        world.told().into_iter().filter(|event| event.starts_with("subscription.")).collect();
    let expected = [
        "created",
        "trial_will_end",
        "active",
        "invoice_created",
        "invoice_created",
        "past_due",
        "active",
        "cancelled",
    ];
    assert_eq!(told, expected.map(|event| format!("subscription.{event}")));
}

#[test]
fn a_year_forward_bills_a_year_and_says_when_it_is_done() {
    let world = World::with(|settings| {
        settings.budget = edge::app::Budget::of_plan("free");
    });
    let package = world.package(json!({"interval": "DAILY", "reminderPreset": "NONE"})).get("id");
    world.subscribe(&package, json!({"startImmediately": true}));
    let set = world.post("/api/v1/test/clock").json(&json!({"advance": "365d"})).send();
    assert_eq!(set.get("status"), "advancing");
    world.after();
    let mut ticks = 0;
    while world.get("/api/v1/test/clock").send().get("status") == "advancing" {
        let before = world.count("SELECT count(*) FROM invoice");
        world.sql.calls();
        world.tick();
        assert!(world.sql.calls() <= 47, "a tick keeps within its budget");
        let made = world.count("SELECT count(*) FROM invoice") - before;
        assert!(made <= 60, "{made} in one tick");
        ticks += 1;
        assert!(ticks < 10, "a few minutes are enough");
    }
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 366);
    assert_eq!(world.count("SELECT count(DISTINCT period_index) FROM invoice"), 366);
}

#[test]
fn missed_periods_are_billed_one_by_one_and_mailed_once() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    world.pay_newest(&id);
    world.pass_ms(95 * DAY_MS);
    world.tick();
    world.tick();
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 4);
    // The first invoice's mail is forgotten by now.
    assert_eq!(world.mails("request"), 1);
    assert_eq!(world.subscription(&id).get("nextBillingAt"), "2026-05-15T10:00:00.000Z");
}

#[test]
fn a_paused_one_makes_no_invoices_and_goes_on_by_itself() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    world.pay_newest(&id);
    let past = world.act(&id, json!({"action": "pause", "resumeAt": "2026-01-01T00:00:00Z"}));
    assert_eq!(past.status, 422);
    let paused = world.act(&id, json!({"action": "pause", "resumeAt": "2026-03-20T00:00:00Z"}));
    assert_eq!((paused.status, paused.get("status")), (200, "paused".to_owned()));
    assert_eq!(paused.get("nextBillingAt"), "2026-04-15T10:00:00.000Z");
    world.advance("60d");
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 1);
    world.advance("10d");
    let on = world.subscription(&id);
    assert_eq!(on.get("status"), "active");
    assert_eq!(on.get("nextBillingAt"), "2026-04-15T10:00:00.000Z");
    let again = world.act(&id, json!({"action": "resume"}));
    assert_eq!((again.status, again.get("code")), (409, "invalid_state".to_owned()));
}

#[test]
fn cancelling_closes_the_unpaid_invoice() {
    let world = World::new();
    world.listen();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    let cancelled = world.act(&id, json!({"action": "cancel"}));
    assert_eq!(cancelled.get("status"), "cancelled");
    let invoice = world.subscription(&id).json["latestInvoice"].clone();
    assert_eq!(invoice["status"], "expired");
    let events = world.told();
    assert_eq!(events[events.len() - 2..], ["subscription.cancelled", "invoice.expired"]);
    assert_eq!(world.act(&id, json!({"action": "cancel"})).status, 409);
}

#[test]
fn the_newest_invoice_of_a_live_subscription_can_be_opened_again() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    world.advance("9d");
    let newest = || world.subscription(&id).json["latestInvoice"].clone();
    assert_eq!((newest()["status"].as_str().unwrap()), "expired");
    assert_eq!(world.subscription(&id).get("status"), "past_due");
    let hope = "SELECT count(*) FROM mail WHERE kind = 'expired' AND text LIKE '%open it again%'";
    assert_eq!(world.count(hope), 1);
    let reopen = |id: &str| world.post(&format!("/api/v1/invoices/{id}/reopen")).send();
    let invoice = newest()["id"].as_str().unwrap().to_owned();
    let opened = reopen(&invoice);
    assert_eq!((opened.status, opened.get("status")), (200, "unpaid".to_owned()));
    assert_eq!(opened.get("expiresAt"), "2026-01-31T10:00:00.000Z");
    assert_eq!(reopen(&invoice).status, 409);
    world.pay(json!({"invoice": invoice}));
    world.after();
    assert_eq!(world.subscription(&id).get("status"), "active");
    let plain = world.invoice(json!({"expiresIn": "30min"})).get("id");
    world.advance("1d");
    assert_eq!(reopen(&plain).get("code"), "not_reopenable");
}

#[test]
fn the_seeds_plan_starts_at_its_next_date_and_is_switched_off_and_on() {
    let world = World::new();
    let body = json!({"title": "Monthly Support Retainer", "asset": "USDC",
        "expectedAmount": "250.00", "interval": "MONTHLY", "invoiceExpiresIn": "7d",
        "clientEmail": "client@example.com", "startsAt": "2025-04-15T09:00:00.000Z",
        "autoRemindersEnabled": true, "reminderPreset": "STANDARD"});
    let made = world.post("/api/v1/recurring-plans").json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    assert!(made.get("id").starts_with("plan_"));
    assert_eq!(made.get("expectedAmount"), "250.00");
    assert_eq!(made.get("clientEmail"), "client@example.com");
    // The start is past: the first date at or after now (2026-01-15T10:00Z) is February's.
    assert_eq!(made.get("nextBillingAt"), "2026-02-15T09:00:00.000Z");
    assert_eq!(made.json["latestInvoice"], Json::Null);
    let path = format!("/api/v1/recurring-plans/{}", made.get("id"));
    let off = world.patch(&path).json(&json!({"active": false})).send();
    assert_eq!((off.get("status"), off.get("active")), ("paused".into(), "false".into()));
    let on = world.patch(&path).json(&json!({"active": true, "expectedAmount": "300"})).send();
    assert_eq!((on.get("status"), on.get("expectedAmount")), ("active".into(), "300.00".into()));
    world.advance("31d");
    let plan = world.get(&path).send();
    let invoice = world.read(plan.json["latestInvoice"]["id"].as_str().unwrap());
    assert_eq!(invoice.get("expectedAmount"), "300.00");
    assert_eq!(world.get("/api/v1/subscriptions").send().get("total"), "0");
    assert_eq!(world.get("/api/v1/recurring-plans?status=active").send().get("total"), "1");
}

#[test]
fn coming_dates_and_amounts_are_told() {
    let world = World::new();
    let package = world.package(json!({"trialDays": 14, "cycles": 3})).get("slug");
    let dates = |path: &str| -> Vec<String> {
        let answer = world.get(path).send();
        let data = answer.json["data"].as_array().unwrap().clone();
        data.iter().map(|one| one["dueAt"].as_str().unwrap()[..10].to_owned()).collect()
    };
    let expected = ["2026-01-29", "2026-02-28", "2026-03-29"];
    assert_eq!(dates(&format!("/api/v1/subscription-packages/{package}/schedule")), expected);
    let id = world.subscribe(&package, json!({})).get("id");
    assert_eq!(dates(&format!("/api/v1/subscriptions/{id}/schedule?count=2")), expected[..2]);
    let many = world.get(&format!("/api/v1/subscriptions/{id}/schedule?count=121")).send();
    assert_eq!(many.status, 422);
}

#[test]
fn another_price_reaches_everybody_only_when_it_is_said_and_a_week_ahead() {
    let world = World::new();
    let package = world.package(json!({})).get("slug");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    let path = format!("/api/v1/subscription-packages/{package}");
    let new = world.patch(&path).json(&json!({"amount": "120"})).send();
    assert_eq!(new.get("amount"), "120.00");
    world.tick();
    let amount = |index: usize| {
        let schedule = world.get(&format!("/api/v1/subscriptions/{id}/schedule")).send();
        schedule.json["data"][index]["amount"].clone()
    };
    assert_eq!(amount(0), "99.00");
    // 10 February: the date of the 15th is too near.
    world.advance("26d");
    let all = world.patch(&path).json(&json!({"amount": "150", "applyTo": "all"})).send();
    assert_eq!(all.status, 200, "{}", all.text);
    world.tick();
    assert_eq!((amount(0), amount(1)), ("99.00".into(), "150.00".into()));
    world.pay_newest(&id);
    // 13 March: the notice of the 15th says what that will cost, though 99.00 still holds.
    world.advance("31d");
    assert_eq!(world.subscription(&id).get("amount"), "99.00");
    let notice = "SELECT count(*) FROM mail WHERE kind = 'upcoming'
                  AND text LIKE '%the next invoice: 150.00 USDC per month%'";
    assert_eq!(world.count(notice), 1);
    world.advance("5d");
    assert_eq!(world.subscription(&id).get("amount"), "150.00");
    let invoice = world.subscription(&id).json["latestInvoice"]["id"].clone();
    assert_eq!(world.read(invoice.as_str().unwrap()).get("expectedAmount"), "150.00");
}

#[test]
fn a_price_in_a_currency_is_turned_into_the_asset_when_it_is_due() {
    let world = World::new();
    let fields = json!({"amount": null, "pricingCurrency": "EUR", "pricingAmount": "9.20"});
    let package = world.package(fields);
    assert_eq!(package.get("pricingAmount"), "9.20");
    let id = world.subscribe(&package.get("id"), json!({"startImmediately": true})).get("id");
    let invoice = world.subscription(&id).json["latestInvoice"]["id"].clone();
    assert_eq!(world.read(invoice.as_str().unwrap()).get("expectedAmount"), "10.00");
}

#[test]
fn the_feed_tells_everything_in_order_from_where_one_left_off() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    world.pay_newest(&id);
    let names = |answer: &Answer| -> Vec<String> {
        let data = answer.json["data"].as_array().unwrap().clone();
        data.iter().map(|one| one["event"].as_str().unwrap().to_owned()).collect()
    };
    let all = world.get("/api/v1/events").send();
    let expected = [
        "subscription.created",
        "subscription.active",
        "invoice.created",
        "subscription.invoice_created",
        "invoice.paid",
    ];
    assert_eq!(names(&all), expected);
    let first = world.get("/api/v1/events?limit=2").send();
    assert_eq!((names(&first).len(), first.get("hasMore")), (2, "true".to_owned()));
    let rest = world.get(&format!("/api/v1/events?after={}", first.get("next"))).send();
    assert_eq!(names(&rest), expected[2..]);
    assert_eq!(world.get("/api/v1/events?after=evt_nothing").send().status, 422);
    let logs = world.get("/api/v1/subscriptions/webhook-logs?limit=10").send();
    assert_eq!((logs.status, logs.get("total")), (200, "0".to_owned()));
}

#[test]
fn live_keys_make_no_subscriptions_while_nobody_could_pay() {
    let world = World::new();
    let body = json!({"name": "x", "amount": "1", "interval": "DAILY"});
    let made = world.post("/api/v1/subscription-packages").key(&world.keys.live).json(&body).send();
    assert_eq!((made.status, made.get("code")), (422, "settlement_missing".to_owned()));
}

#[test]
fn a_request_that_is_repeated_makes_one_subscription() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let body = json!({"packageId": package, "customerEmail": "alex.buyer@example.com",
        "startImmediately": true});
    let ask = || {
        let ask = world.post("/api/v1/subscriptions").header("idempotency-key", "sub_1");
        ask.json(&body).send()
    };
    let first = ask();
    let second = ask();
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.text, second.text);
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 1);
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 1);
    let plan = json!({"title": "t", "expectedAmount": "1", "interval": "DAILY"});
    let plan = || {
        let ask = world.post("/api/v1/recurring-plans").header("idempotency-key", "plan_1");
        ask.json(&plan).send().text
    };
    assert_eq!(plan(), plan());
}

#[test]
fn a_customer_is_written_in_their_own_language() {
    let world = World::new();
    let package = world.package(json!({"trialDays": 5})).get("id");
    world.subscribe(&package, json!({"locale": "nl"}));
    world.advance("2d");
    world.advance("3d");
    let told = |subject: &str| {
        let sql = format!("SELECT count(*) FROM mail WHERE subject LIKE '%{subject}%'");
        world.count(&sql)
    };
    assert_eq!(told("Je proefperiode eindigt op 20 januari 2026"), 1);
    let invoice = "SELECT count(*) FROM mail WHERE kind = 'request'
                   AND text LIKE '%vraagt je 99,00 USDC te betalen%' AND text LIKE '%/manage/%'";
    assert_eq!(world.count(invoice), 1);
}

#[test]
fn a_notice_goes_ahead_and_reminders_follow_until_it_is_paid() {
    let world = World::new();
    let package = world.package(json!({"reminderPreset": "FIRM"})).get("id");
    let id = world.subscribe(&package, json!({"startImmediately": true})).get("id");
    world.pay_newest(&id);
    let mails = || ["upcoming", "request", "reminder"].map(|kind| world.mails(kind));
    assert_eq!(mails(), [0, 1, 0]);
    world.advance("28d"); // 12 February
    assert_eq!(mails(), [1, 1, 0]);
    world.advance("3d");
    assert_eq!(mails(), [1, 2, 0]);
    for (day, reminders) in [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4)] {
        world.advance("1d");
        assert_eq!(mails(), [1, 2, reminders], "{day} days after");
    }
    world.pay_newest(&id);
    world.advance("5d");
    assert_eq!(mails(), [1, 2, 4]);
}

#[test]
fn a_key_that_may_only_read_does_not_get_the_link_that_cancels() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let made = world.subscribe(&package, json!({}));
    assert!(made.get("manageUrl").contains("/manage/"));
    let scopes = json!({"name": "reader", "scopes": ["subscriptions:read"]});
    let reader = world.post("/api/v1/keys").json(&scopes).send().get("key");
    let path = format!("/api/v1/subscriptions/{}", made.get("id"));
    let read = world.get(&path).key(&reader).send();
    assert_eq!((read.status, read.get("manageUrl")), (200, "null".to_owned()));
}

#[test]
fn somebody_elses_subscription_is_not_there() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let id = world.subscribe(&package, json!({})).get("id");
    let other = world.merchant("other");
    let body = json!({"action": "cancel"});
    let path = format!("/api/v1/subscriptions/{id}");
    assert_eq!(world.get(&path).key(&other.test).send().status, 404);
    assert_eq!(world.get(&path).key(&world.keys.live).send().status, 404);
    assert_eq!(world.patch(&path).key(&other.test).json(&body).send().status, 404);
    let body = json!({"packageId": package, "customerEmail": "a@example.com"});
    let theirs = world.post("/api/v1/subscriptions").key(&other.test).json(&body).send();
    assert_eq!(theirs.status, 404);
    assert_eq!(world.get(&format!("/api/v1/recurring-plans/{id}")).send().status, 404);
}
