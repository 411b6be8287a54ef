//! The pages of subscriptions: enrolling without a key, what is said afterwards, managing by a
//! link.

use serde_json::{Value as Json, json};

use crate::support::{Answer, Ask, World};

impl World {
    /// Sends the form of a package's page.
    fn enrol(&self, package: &str, form: &str) -> Ask<'_> {
        self.post(&format!("/subscribe/{package}")).without("authorization").body(form)
    }

    fn location(&self, answer: &Answer) -> String {
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.header("location").unwrap().replace("https://pay.example.com", "")
    }

    fn open(&self, path: &str) -> Answer {
        self.get(path).without("authorization").send()
    }

    /// The newest subscription.
    fn newest(&self) -> Json {
        self.get("/api/v1/subscriptions").send().json["data"][0].clone()
    }
}

const ALEX: &str = "email=alex.buyer%40example.com&name=Alex+Buyer&ref=cust_2048&from=page";

#[test]
fn a_package_has_a_page_by_its_id_and_by_its_name() {
    let world = World::new();
    let made = world.package(json!({}));
    let id = made.get("publicId");
    for path in [
        format!("/subscribe/{id}"),
        "/subscribe/example/test/pro-support".to_owned(),
        format!("/embed/subscription/{id}"),
    ] {
        let page = world.open(&path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains("Pro Support"), "{path}");
        assert!(page.text.contains(&format!("action=\"/subscribe/{id}\"")), "{path}");
    }
    assert_eq!(world.open("/subscribe/example/pro-support").status, 404, "it is a test package");
    assert_eq!(world.open("/subscribe/subpkg_nothing").status, 404);
}

#[test]
fn the_page_is_filled_in_beforehand_and_speaks_the_language_it_is_asked_for() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    let page = world.open(&format!("/subscribe/{id}?email=a%40example.com&name=Al&lang=nl&ref=7"));
    assert!(page.text.contains("lang=\"nl\""));
    assert!(page.text.contains("value=\"a@example.com\""));
    let german = world.get(&format!("/subscribe/{id}")).header("accept-language", "de-CH,en;q=0.5");
    assert!(german.send().text.contains("lang=\"de\""));
}

#[test]
fn enrolling_without_a_trial_goes_on_to_the_first_invoice() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    let sent = world.enrol(&id, ALEX).send();
    let path = world.location(&sent);
    assert!(path.starts_with("/pay/") && path.ends_with("?begun=1"), "{path}");
    assert_eq!(world.open(&path).status, 200);
    world.after();
    let made = world.newest();
    assert_eq!(made["status"], "incomplete");
    assert_eq!(made["externalCustomerRef"], "cust_2048");
    world.pay(json!({"invoice": made["latestInvoice"]["id"]}));
    world.after();
    assert_eq!(world.newest()["status"], "active");
}

#[test]
fn an_enrolment_that_is_not_paid_ends_and_the_same_person_may_enrol_again() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    world.enrol(&id, ALEX).send();
    world.advance("9d");
    assert_eq!(world.newest()["status"], "cancelled");
    let hope = "SELECT count(*) FROM mail WHERE kind = 'expired' AND text LIKE '%open it again%'";
    assert_eq!(world.count(hope), 0, "what has ended is not opened again");
    assert!(world.location(&world.enrol(&id, ALEX).send()).starts_with("/pay/"));
}

#[test]
fn enrolling_with_a_trial_says_when_it_ends() {
    let world = World::new();
    let id = world.package(json!({"trialDays": 14})).get("publicId");
    let path = world.location(&world.enrol(&id, &format!("{ALEX}&lang=nl")).send());
    assert!(path.starts_with("/subscribed/") && path.ends_with("?lang=nl"), "{path}");
    let page = world.open(&path);
    assert!(page.text.contains("29 januari 2026"), "{}", page.text);
    assert_eq!(world.newest()["status"], "trialing");
    assert_eq!(world.newest()["locale"], "nl");
    assert_eq!(world.count("SELECT count(*) FROM mail WHERE kind = 'started'"), 1);
}

#[test]
fn whoever_has_it_already_is_told_only_that_a_mail_was_sent() {
    let world = World::new();
    let id = world.package(json!({"trialDays": 14})).get("publicId");
    world.enrol(&id, ALEX).send();
    for _ in 0..5 {
        let path = world.location(&world.enrol(&id, ALEX).send());
        assert_eq!(path, format!("/subscribed/{id}"));
        assert_eq!(world.open(&path).status, 200);
    }
    let mails = "SELECT count(*) FROM mail";
    assert_eq!(world.count(mails), 3, "three mails an hour, the first of them says that it began");
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 1);
    world.pass_ms(3_600_001);
    world.enrol(&id, ALEX).send();
    assert_eq!(world.count(mails), 4);
}

#[test]
fn asking_for_what_one_has_counts_for_the_address_too() {
    let world = World::new();
    let id = world.package(json!({"trialDays": 14})).get("publicId");
    world.enrol(&id, ALEX).send();
    let again = || {
        let ask = world.enrol(&id, ALEX).header("cf-connecting-ip", "203.0.113.7");
        ask.send().status
    };
    let statuses: Vec<_> = (0..6).map(|_| again()).collect();
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429]);
}

#[test]
fn somebody_who_gets_enough_mails_gets_no_more_by_enrolling_elsewhere() {
    let world = World::new();
    for number in 0..5 {
        let name = format!("Package {number}");
        let id = world.package(json!({"name": name})).get("publicId");
        assert_eq!(world.enrol(&id, ALEX).send().status, 303);
    }
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 5);
    assert_eq!(world.count("SELECT count(*) FROM mail"), 3);
}

#[test]
fn what_was_typed_wrong_is_shown_again_with_the_reason() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    let page = world.enrol(&id, "email=alex.example.com&name=Alex&from=embed").send();
    assert_eq!(page.status, 422);
    assert!(page.text.contains("value=\"alex.example.com\""));
    assert!(page.text.contains("aria-invalid=\"true\""));
    assert!(page.text.contains("class=\"embedded\""));
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 0);
}

#[test]
fn one_address_enrols_five_times_an_hour() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    let enrol = |number: usize, address: &str| {
        let form = format!("email=buyer{number}%40example.com");
        world.enrol(&id, &form).header("cf-connecting-ip", address).send().status
    };
    for number in 0..5 {
        assert_eq!(enrol(number, "203.0.113.7"), 303);
    }
    assert_eq!(enrol(5, "203.0.113.7"), 429);
    assert_eq!(enrol(6, "203.0.113.8"), 303);
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 6);
    assert_eq!(world.count("SELECT count(*) FROM attempt WHERE bucket LIKE '%203%'"), 0);
    world.pass_ms(3_600_001);
    assert_eq!(enrol(5, "203.0.113.7"), 303);
}

#[test]
fn a_package_that_is_off_says_so_and_takes_nobody() {
    let world = World::new();
    let id = world.package(json!({"active": false})).get("publicId");
    assert_eq!(world.open(&format!("/embed/subscription/{id}")).status, 404);
    assert_eq!(world.enrol(&id, ALEX).send().status, 404);
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 0);
}

#[test]
fn a_package_is_framed_by_its_own_origins_and_so_is_its_invoice() {
    let world = World::new();
    let origins = json!({"allowedOrigins": ["https://shop.example.com"]});
    let id = world.package(origins).get("publicId");
    let policy = |path: &str| {
        let page = world.open(path);
        page.header("content-security-policy").unwrap().to_owned()
    };
    let framed = "frame-ancestors https://shop.example.com";
    assert!(policy(&format!("/embed/subscription/{id}")).ends_with(framed));
    let path = world.location(&world.enrol(&id, &ALEX.replace("page", "embed")).send());
    assert!(path.starts_with("/embed/pay/"));
    assert!(policy(path.split('?').next().unwrap()).ends_with(framed));
    let anybody = world.package(json!({"name": "Any"})).get("publicId");
    assert!(policy(&format!("/embed/subscription/{anybody}")).ends_with("frame-ancestors *"));
    assert!(policy(&format!("/subscribe/{anybody}")).ends_with("frame-ancestors 'none'"));
}

#[test]
fn whoever_has_the_link_manages_the_subscription() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let made = world.subscribe(&package, json!({"startImmediately": true}));
    let id = made.get("id");
    let path = made.get("manageUrl").replace("https://pay.example.com", "");
    let status = || world.subscription(&id).get("status");
    let send = |form: &str| {
        let answer = world.post(&path).without("authorization").body(form).send();
        world.after();
        world.location(&answer)
    };
    let page = world.open(&path);
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Pro Support"));
    assert!(page.header("content-security-policy").unwrap().ends_with("frame-ancestors 'none'"));
    assert_eq!(send("action=pause"), path);
    assert_eq!(status(), "paused");
    assert_eq!(send("action=pause&lang=nl"), format!("{path}?refused=1&lang=nl"));
    send("action=resume");
    assert_eq!(status(), "active");
    send("action=cancel");
    assert_eq!(world.subscription(&id).get("cancelAtPeriodEnd"), "true");
    assert_eq!(status(), "active");
    send("action=resume");
    assert_eq!(world.subscription(&id).get("cancelAtPeriodEnd"), "false");
    assert_eq!(world.open("/manage/nothing").status, 404);
}

#[test]
fn an_invoice_whose_time_ran_out_is_opened_again_from_its_page_and_by_the_link() {
    let world = World::new();
    let package = world.package(json!({})).get("id");
    let made = world.subscribe(&package, json!({"startImmediately": true}));
    let invoice = made.json["latestInvoice"]["publicId"].as_str().unwrap().to_owned();
    let post = |path: &str, form: &str| {
        let answer = world.post(path).without("authorization").body(form).send();
        world.location(&answer)
    };
    world.advance("9d");
    let page = world.open(&format!("/pay/{invoice}"));
    assert!(page.text.contains(&format!("action=\"/pay/{invoice}/reopen\"")));
    assert_eq!(
        post(&format!("/pay/{invoice}/reopen"), "lang=de"),
        format!("/pay/{invoice}?lang=de")
    );
    assert_eq!(world.read(&invoice).get("status"), "unpaid");
    world.advance("8d");
    let manage = made.get("manageUrl").replace("https://pay.example.com", "");
    let form = format!("action=pay&invoice={invoice}");
    assert_eq!(post(&manage, &form), format!("/pay/{invoice}"));
    assert_eq!(world.read(&invoice).get("status"), "unpaid");
}

#[test]
fn the_pages_of_subscriptions_keep_their_budget_of_d1_calls() {
    let world = World::new();
    let id = world.package(json!({})).get("publicId");
    world.after();
    let calls = |ask: Ask<'_>| {
        world.sql.calls();
        assert!(ask.send().status < 400);
        world.sql.calls()
    };
    assert_eq!(calls(world.get(&format!("/subscribe/{id}"))), 1);
    assert_eq!(calls(world.get(&format!("/embed/subscription/{id}"))), 1);
    assert_eq!(calls(world.get(&format!("/subscribed/{id}"))), 1);
    assert_eq!(calls(world.enrol(&id, ALEX)), 2);
    assert_eq!(calls(world.enrol(&id, ALEX)), 2);
    let manage =
        world.newest()["manageUrl"].as_str().unwrap().replace("https://pay.example.com", "");
    world.sql.calls();
    assert_eq!(calls(world.get(&manage)), 1);
    assert_eq!(calls(world.post(&manage).body("action=cancel")), 2);
}
