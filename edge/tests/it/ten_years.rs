//! Ten years of billing under a cron that comes late, twice, never, and is killed: as many invoices
//! as periods, none twice, none left out.

use std::collections::BTreeMap;

use edge::platform::{Sql, SqlError, Statement, Value};
use futures::executor::block_on;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use shared::schedule::{Interval, Schedule};
use shared::subscription::{BillState, Subscription};
use shared::time::Instant;
use shared::zone::Zone;

use crate::support::{DAY_MS, World};

/// What the cron does next.
#[derive(Clone, Copy, Debug)]
enum Tick {
    /// It comes after so many days.
    After(i64),
    /// It comes again at once.
    Again,
    /// It is killed: its writes from the n-th on are never made.
    Killed(usize),
    /// It is killed right after the n-th write, before it learns that it was made.
    LostAfter(usize),
}

fn ticks() -> impl Strategy<Value = Vec<Tick>> {
    let tick = prop_oneof![
        5 => (0_i64..75).prop_map(Tick::After),
        2 => Just(Tick::Again),
        1 => (0_usize..3).prop_map(Tick::Killed),
        1 => (0_usize..3).prop_map(Tick::LostAfter),
    ];
    prop::collection::vec(tick, 150)
}

/// The dates from 31 January 2026 for ten years, as a calendar has them.
fn ten_years() -> Vec<String> {
    let leap = |year: i64| year % 4 == 0;
    (0..120)
        .map(|month| {
            let (year, month) = (2026 + month / 12, month % 12 + 1);
            let day = match month {
                2 if leap(year) => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            format!("{year}-{month:02}-{day}T10:00:00.000Z")
        })
        .collect()
}

/// The domain alone, under 2,000 random crons: what a killed tick decided is forgotten, what a lost
/// one decided is kept.
#[test]
fn two_thousand_crons_bill_every_month_of_ten_years_once() {
    let mut runner = TestRunner::new(Config { cases: 2_000, ..Config::default() });
    let expected = ten_years();
    let test = runner.run(&ticks(), |ticks| {
        let mut saved = monthly();
        let mut made: BTreeMap<i64, String> = BTreeMap::new();
        let mut now = saved.schedule.anchor;
        let end = Instant::parse("2036-01-30T10:00:00Z").unwrap();
        for tick in ticks.into_iter().cycle() {
            let mut writes_left = usize::MAX;
            match tick {
                Tick::After(days) => now = now.plus_ms(days * DAY_MS).min(end),
                Tick::Again => {}
                Tick::Killed(writes) => writes_left = writes,
                Tick::LostAfter(writes) => writes_left = writes + 1,
            }
            while writes_left > 0
                && let Some(event) = saved.due_event(now)
            {
                let step = saved.apply(event, now).unwrap();
                if let Some(due) = step.due {
                    let before = made.insert(due.index, due.due_at.to_string());
                    prop_assert_eq!(before, None, "a period was billed twice");
                }
                saved = step.subscription;
                for bill in &mut saved.bills {
                    bill.state = BillState::Paid;
                }
                writes_left -= 1;
            }
            if now == end && saved.due_event(now).is_none() {
                break;
            }
        }
        prop_assert!(made.into_values().eq(expected.iter().cloned()));
        Ok(())
    });
    test.unwrap();
}

fn monthly() -> Subscription {
    use shared::currency::Asset;
    use shared::draft::Price;
    use shared::money::Amount;
    use shared::subscription::{Beginning, Charge, Reminders};
    let price = Price::Fixed(Amount::from_minor(990_000_000));
    let how = Beginning {
        charge: Charge { asset: Asset::Usdc, price },
        interval: Interval::Monthly,
        interval_count: 1,
        zone: Zone::utc(),
        cycles: None,
        trial_days: 0,
        starts_at: None,
        immediately: true,
        until_paid: false,
        grace_days: 3,
        reminders: Reminders::Standard,
    };
    Subscription::begin(how, Instant::parse("2026-01-31T10:00:00Z").unwrap())
}

/// The whole job on real tables: many random subscriptions side by side, one cron for all.
#[test]
fn the_job_bills_ten_years_of_many_subscriptions_whatever_befalls_it() {
    let world = World::with(|settings| settings.budget.subscriptions = 40);
    // 31 January 2026.
    world.pass_ms(16 * DAY_MS);
    let intervals = ["MONTHLY", "QUARTERLY", "YEARLY", "MONTHLY"];
    let zones = ["UTC", "Europe/Amsterdam", "America/New_York", "Pacific/Auckland"];
    for number in 0..64_usize {
        let body = json!({"title": "t", "expectedAmount": "1", "startImmediately": true,
            "interval": intervals[number % 4], "intervalCount": number / 16 + 1,
            "timezone": zones[number / 4 % 4], "autoRemindersEnabled": number % 3 == 0,
            "clientEmail": "alex.buyer@example.com"});
        let made = world.post("/api/v1/recurring-plans").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        world.pass_ms(3_600_000);
    }
    world.waiting.take();
    let mut dice = 7_u64;
    let mut roll = |most: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % most
    };
    let end = world.clock.0.get().plus_ms(10 * 365 * DAY_MS + 2 * DAY_MS);
    while world.clock.0.get() < end {
        world.pass_ms(i64::try_from(roll(40)).unwrap() * DAY_MS + 3_600_000);
        for _ in 0..roll(4) {
            // The third batch or so fails, or is written and its answer is lost.
            match roll(5) {
                0 => world.sql.fail_next(SqlError::Overloaded),
                1 => world.sql.fail_next(SqlError::Lost("killed".to_owned())),
                _ => {}
            }
            world.tick();
        }
    }
    let due = "SELECT count(*) FROM subscription WHERE wake_at <= ";
    while world.count(&format!("{due}{}", world.clock.0.get().ms())) > 0 {
        world.tick();
    }
    check_every_period(&world);
}

/// Every period until now has one invoice, dated as the schedule says.
fn check_every_period(world: &World) {
    let select = "SELECT s.id, s.anchor_at, s.interval, s.interval_count, s.zone,
                         i.period_index, i.due_at
                  FROM subscription s JOIN invoice i ON i.subscription = s.id
                  ORDER BY s.id, i.period_index";
    let statement = Statement::new(select, Vec::<Value>::new());
    let mut answers = block_on(world.sql.batch(vec![statement])).unwrap();
    let mut found: BTreeMap<String, (Schedule, Vec<i64>)> = BTreeMap::new();
    for row in answers.rows() {
        let schedule = Schedule::new(
            row.instant("anchor_at").unwrap(),
            Interval::parse(&row.text("interval")).unwrap(),
            row.number("interval_count"),
            Zone::find(&row.text("zone")).unwrap(),
        );
        let (_, dates) = found.entry(row.text("id")).or_insert((schedule, Vec::new()));
        assert_eq!(row.number("period_index"), i64::try_from(dates.len()).unwrap());
        dates.push(row.number("due_at"));
    }
    let now = world.clock.0.get();
    assert_eq!(found.len(), 64);
    let mut invoices = 0;
    for (schedule, dates) in found.values() {
        let expected = (0..).map(|index| schedule.date(index)).take_while(|date| *date <= now);
        assert!(expected.map(Instant::ms).eq(dates.iter().copied()));
        invoices += dates.len();
    }
    assert!(invoices > 2_000, "{invoices}");
    let told = "SELECT count(*) FROM subscription_event WHERE code = 'billed'";
    assert_eq!(world.count(told), i64::try_from(invoices).unwrap());
}
