//! Forms that are sent twice: a double tap, a second try on a bad line, Back and on again.

use serde_json::{Value as Json, json};

use crate::links::link;
use crate::support::{Answer, Ask, World};

/// A page with a form, as a browser has it.
struct Page<'a> {
    world: &'a World,
    action: String,
    /// What it carries along, as a browser sends it.
    carried: String,
}

fn open<'a>(world: &'a World, path: &str) -> Page<'a> {
    let html = world.get(path).without("authorization").send().text;
    let (_, form) = html.split_once("<form method=\"post\" action=\"").unwrap();
    let (action, rest) = form.split_once('"').unwrap();
    let hidden = rest.split("<input type=\"hidden\" name=\"").skip(1);
    let mut carried = form_urlencoded::Serializer::new(String::new());
    for input in hidden {
        let (name, rest) = input.split_once('"').unwrap();
        let value = rest.strip_prefix(" value=\"").unwrap().split_once('"').unwrap().0;
        carried.append_pair(name, value);
    }
    Page { world, action: action.to_owned(), carried: carried.finish() }
}

impl Page<'_> {
    /// The button is pressed; the rest of the form is `filled_in`.
    fn press(&self, filled_in: &str) -> Ask<'_> {
        let ask = self.world.post(&self.action).without("authorization");
        ask.body(&format!("{}&{filled_in}", self.carried))
    }

    /// Where that leads.
    fn leads(&self, filled_in: &str) -> String {
        to(&self.press(filled_in).send())
    }
}

fn to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").unwrap().replace("https://pay.example.com", "")
}

fn tea(world: &World, more: Json) -> String {
    let mut body = json!({"title": "Tea", "amount": "12.50"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    format!("/l/{}", link(world, &body).get("publicId"))
}

/// The page of a package.
fn club(world: &World, more: Json) -> String {
    format!("/subscribe/{}", world.package(more).get("publicId"))
}

/// The page of a link with one place that sells a package.
fn join(world: &World, more: Json) -> String {
    let package = world.package(more).get("id");
    let body = json!({"title": "Join", "packageId": package, "maxPayments": 1});
    format!("/l/{}", link(world, &body).get("publicId"))
}

fn invoices(world: &World) -> i64 {
    world.count("SELECT count(*) FROM invoice")
}

#[test]
fn a_form_sent_twice_begins_one_checkout() {
    let world = World::new();
    let page = open(&world, &tea(&world, json!({})));
    let first = page.leads("email=");
    assert_eq!((page.leads("email="), invoices(&world)), (first, 1));
    let told = "SELECT count(*) FROM event WHERE type = 'invoice.created'";
    assert_eq!(world.count(told), 1);
}

#[test]
fn a_form_sent_at_once_many_times_begins_one_checkout() {
    for limited in [json!({}), json!({"maxPayments": 1})] {
        let world = World::new();
        let page = open(&world, &tea(&world, limited));
        let answers = world.at_once((0..20).map(|_| page.press("email=")));
        let mut led: Vec<String> = answers.iter().map(to).collect();
        led.dedup();
        assert_eq!((led.len(), invoices(&world)), (1, 1));
    }
}

#[test]
fn a_form_that_is_sent_between_two_steps_of_the_same_begins_one_thing() {
    let alex = "email=alex.buyer%40example.com&name=";
    for step in 0..4 {
        for kind in ["invoice", "package", "link", "trial"] {
            let world = World::new();
            let path = match kind {
                "invoice" => tea(&world, json!({"maxPayments": 1})),
                "package" => club(&world, json!({})),
                "trial" => club(&world, json!({"trialDays": 14, "allowMultiple": true})),
                _ => join(&world, json!({})),
            };
            let page = open(&world, &path);
            let [first, second] = world.between(step, page.press(alex), page.press(alex));
            assert_eq!(to(&first), to(&second), "{kind} {step}");
            let made = if kind == "invoice" { "invoice" } else { "subscription" };
            assert_eq!(world.count(&format!("SELECT count(*) FROM {made}")), 1, "{kind} {step}");
        }
    }
}

#[test]
fn whoever_holds_the_last_place_comes_back_to_it() {
    let world = World::new();
    let path = tea(&world, json!({"maxPayments": 1}));
    let (mine, theirs) = (open(&world, &path), open(&world, &path));
    let first = mine.leads("email=");
    assert!(theirs.press("email=").send().text.contains("data-status=\"sold_out\""));
    assert_eq!((mine.leads("email="), invoices(&world)), (first, 1));
}

#[test]
fn whoever_chooses_something_else_begins_something_else() {
    let world = World::new();
    let gift = link(&world, &json!({"title": "A gift", "allowCustomAmount": true}));
    let page = open(&world, &format!("/l/{}", gift.get("publicId")));
    let (five, six) = (page.leads("amount=5"), page.leads("amount=6"));
    assert_ne!(five, six);
    assert_eq!((page.leads("amount=5"), invoices(&world)), (five, 2));
}

#[test]
fn every_page_and_every_visitor_begins_another_checkout() {
    let world = World::new();
    let path = tea(&world, json!({}));
    let page = open(&world, &path);
    let mut led = vec![page.leads("email="), open(&world, &path).leads("email=")];
    // A page that was copied, with its dice.
    for address in ["203.0.113.7", "203.0.113.8"] {
        led.push(to(&page.press("email=").header("cf-connecting-ip", address).send()));
    }
    // A form that knows of no dice.
    for dice in ["", "once="] {
        let ask = world.post(&path).without("authorization").body(dice);
        led.push(to(&ask.send()));
    }
    led.sort();
    led.dedup();
    assert_eq!((led.len(), invoices(&world)), (6, 6));
}

#[test]
fn what_is_paid_is_not_gone_back_to() {
    let world = World::new();
    let page = open(&world, &tea(&world, json!({})));
    let first = page.leads("email=");
    world.pay(json!({"invoice": first.strip_prefix("/pay/").unwrap()}));
    assert_ne!(page.leads("email="), first);
    assert_eq!(invoices(&world), 2);
}

#[test]
fn what_can_be_paid_no_more_is_not_gone_back_to_unless_money_is_on_its_way() {
    for (pays, goes_back) in [(false, false), (true, true)] {
        let world = World::new();
        let page = open(&world, &tea(&world, json!({"maxPayments": 3})));
        let first = page.leads("email=");
        world.pass_ms(10 * 60_000);
        if pays {
            let invoice = first.strip_prefix("/pay/").unwrap();
            world.pay(json!({"invoice": invoice, "state": "pending"}));
        }
        world.pass_ms(5 * 60_000 + 1);
        assert_eq!(page.leads("email=") == first, goes_back, "pending: {pays}");
    }
}

#[test]
fn adding_up_begins_nothing_and_goes_nowhere() {
    let world = World::new();
    let page = open(&world, &tea(&world, json!({})));
    assert_eq!(page.press("email=&update=yes").send().status, 200);
    assert_eq!(invoices(&world), 0);
}

#[test]
fn a_form_sent_twice_subscribes_once_and_leads_to_its_first_invoice_both_times() {
    for (package, often) in [(json!({}), 1), (json!({"allowMultiple": true}), 2)] {
        let world = World::new();
        let path = club(&world, package);
        let alex = "email=alex.buyer%40example.com&name=Alex+Buyer";
        let page = open(&world, &path);
        let answers = world.at_once((0..5).map(|_| page.press(alex)));
        let first = to(&answers[0]);
        assert!(first.starts_with("/pay/") && first.ends_with("?begun=1"), "{first}");
        let mails = world.count("SELECT count(*) FROM mail");
        for again in answers.iter().map(to).chain([page.leads(alex)]) {
            assert_eq!(again, first);
        }
        assert_eq!(world.count("SELECT count(*) FROM mail"), mails, "no link to what one has");
        // Another visit.
        open(&world, &path).leads(alex);
        assert_eq!(world.count("SELECT count(*) FROM subscription"), often);
    }
}

#[test]
fn a_second_seat_is_had_from_the_page_of_the_first_once_that_is_paid() {
    let world = World::new();
    let page = open(&world, &club(&world, json!({"allowMultiple": true})));
    let alex = "email=alex.buyer%40example.com&name=";
    let first = page.leads(alex);
    let invoice = first.strip_prefix("/pay/").unwrap().strip_suffix("?begun=1").unwrap();
    world.pay(json!({"invoice": invoice}));
    world.after();
    assert_ne!(page.leads(alex), first);
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 2);
}

#[test]
fn the_last_place_of_a_limited_subscription_is_gone_back_to_as_well() {
    let world = World::new();
    let page = open(&world, &join(&world, json!({"trialDays": 14})));
    let alex = "email=alex.buyer%40example.com&name=";
    let led = world.at_once([page.press(alex), page.press(alex)]);
    let led: Vec<String> = led.iter().map(to).collect();
    assert!(led[0].starts_with("/subscribed/"), "{}", led[0]);
    assert_eq!((&page.leads(alex), &led[1]), (&led[0], &led[0]));
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 1);
}
