//! A hundred payers at once on a link with ten places: all of them read before the first one
//! writes, which is worse than any server does.

use serde_json::{Value as Json, json};

use crate::links::link;
use crate::support::{Answer, Ask, World};

const PAYERS: usize = 100;

/// Somebody presses the button of a link's page.
fn press<'a>(world: &'a World, made: &Answer, form: &str) -> Ask<'a> {
    let ask = world.post(&format!("/l/{}", made.get("publicId"))).without("authorization");
    ask.header("content-type", "application/x-www-form-urlencoded").body(form)
}

/// The ids of the invoices that were begun; everybody else was told that it is sold out.
fn begun(answers: &[Answer]) -> Vec<String> {
    let (begun, told): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.status == 303);
    for answer in told {
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.text.contains("data-status=\"sold_out\""), "{}", answer.text);
    }
    let location = |answer: &Answer| answer.header("location").unwrap().to_owned();
    let begun = begun.into_iter().map(location);
    begun.map(|location| location.rsplit('/').next().unwrap().to_owned()).collect()
}

/// Everybody pays at once.
fn pay(world: &World, invoices: &[String]) -> Vec<Json> {
    let pay = |id: &String| world.post("/api/v1/test/payments").json(&json!({"invoice": id}));
    let paid = world.at_once(invoices.iter().map(pay));
    paid.into_iter()
        .map(|answer| {
            assert_eq!(answer.status, 201, "{}", answer.text);
            answer.json["invoice"].clone()
        })
        .collect()
}

fn with_status(invoices: &[Json], status: &str) -> usize {
    invoices.iter().filter(|invoice| invoice["status"] == status).count()
}

#[test]
fn ten_of_a_hundred_at_once_get_a_place_and_all_ten_pay() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "maxPayments": 10}));
    let first = begun(&world.at_once((0..PAYERS).map(|_| press(&world, &made, ""))));
    assert_eq!(first.len(), 10);
    assert_eq!(world.count("SELECT count(*) FROM invoice"), 10);
    assert_eq!(with_status(&pay(&world, &first), "paid"), 10);
    assert!(begun(&[press(&world, &made, "").send()]).is_empty());
}

#[test]
fn late_money_that_comes_at_once_takes_the_places_that_are_free() {
    let world = World::new();
    let made = link(&world, &json!({"title": "Tea", "amount": "1", "maxPayments": 10}));
    let lapsed = begun(&world.at_once((0..PAYERS).map(|_| press(&world, &made, ""))));
    world.pass_ms(15 * 60_000 + 121_000);
    world.tick();
    let second = begun(&world.at_once((0..7).map(|_| press(&world, &made, ""))));
    assert_eq!((lapsed.len(), second.len()), (10, 7));
    let late = pay(&world, &lapsed);
    assert_eq!((with_status(&late, "paid"), with_status(&late, "expired")), (3, 7));
    assert_eq!(with_status(&pay(&world, &second), "paid"), 7);
    assert_eq!(world.count("SELECT count(*) FROM invoice WHERE status = 'paid'"), 10);
}

#[test]
fn a_limited_subscription_enrols_ten_of_a_hundred() {
    let world = World::new();
    let package = json!({"name": "Club", "amount": "9", "interval": "MONTHLY"});
    let package = world.post("/api/v1/subscription-packages").json(&package).send();
    let body = json!({"title": "Join", "packageId": package.get("id"), "maxPayments": 10});
    let made = link(&world, &body);
    let asks = (0..PAYERS).map(|n| press(&world, &made, &format!("email=a{n}%40example.com")));
    assert_eq!(begun(&world.at_once(asks)).len(), 10);
    assert_eq!(world.count("SELECT count(*) FROM subscription"), 10);
}
