//! The whole state table as text, and the laws that every path keeps.

use expect_test::expect_file;
use proptest::prelude::*;

use super::*;
use crate::currency::Fiat;
use crate::money::Amount;

fn at(text: &str) -> Instant {
    Instant::parse(&format!("{text}T09:00:00Z")).unwrap()
}

fn usdc(units: i64) -> Charge {
    Charge { asset: Asset::Usdc, price: Price::Fixed(Amount::from_minor(units * 10_000_000)) }
}

/// 99 USDC a month, without end.
fn monthly() -> Beginning {
    Beginning {
        charge: usdc(99),
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
    }
}

fn begin(how: Beginning, day: &str) -> Subscription {
    Subscription::begin(how, at(day))
}

/// Everything that time asks for until a day, in order, with what it was called.
fn run(mut subscription: Subscription, day: &str) -> (Subscription, Vec<&'static str>) {
    let mut codes = Vec::new();
    while let Some(event) = subscription.due_event(at(day)) {
        let step = subscription.apply(event, at(day)).expect("time asks for what is allowed");
        codes.push(step.code.code());
        subscription = step.subscription;
    }
    (subscription, codes)
}

fn with(mut subscription: Subscription, state: BillState) -> Subscription {
    subscription.bills.last_mut().expect("a bill").state = state;
    subscription
}

fn states() -> Vec<(&'static str, Subscription)> {
    let page = Beginning { until_paid: true, ..monthly() };
    let incomplete = run(begin(page, "2026-01-31"), "2026-01-31").0;
    let trial = Beginning { trial_days: 14, ..monthly() };
    let active = run(begin(monthly(), "2026-01-31"), "2026-01-31").0;
    let past_due = run(active.clone(), "2026-02-03").0;
    let take = |from: &Subscription, event| from.apply(event, at("2026-02-04")).unwrap();
    let ended = Beginning { cycles: Some(1), ..monthly() };
    vec![
        ("incomplete", incomplete),
        ("trialing", begin(trial, "2026-01-31")),
        ("active", active.clone()),
        ("past_due", past_due),
        ("ending", take(&active, Event::CancelAtPeriodEnd).subscription),
        ("paused", take(&active, Event::Pause(None)).subscription),
        ("cancelled", take(&active, Event::Cancel).subscription),
        ("completed", run(begin(ended, "2026-01-31"), "2026-03-01").0),
    ]
}

fn events() -> Vec<(&'static str, Event)> {
    vec![
        ("a period begins", Event::Bill),
        ("the trial ends soon", Event::WarnOfTrialEnd),
        ("a period begins soon", Event::Notice),
        ("the first invoice is paid", Event::Activate),
        ("the first invoice is not paid", Event::Lapse),
        ("an invoice is overdue", Event::FallDue(0)),
        ("what was owed is paid", Event::Recover),
        ("the period ends", Event::EndPeriod),
        ("the last period ends", Event::Complete),
        ("pause", Event::Pause(None)),
        ("resume", Event::Resume),
        ("cancel", Event::Cancel),
        ("cancel at period end", Event::CancelAtPeriodEnd),
        ("another price is announced", Event::Announce(usdc(120), Interval::Monthly, 1)),
    ]
}

#[test]
fn what_waits_for_a_bank_is_not_overdue_until_the_bank_says_no() {
    let waiting = with(run(begin(monthly(), "2026-01-31"), "2026-01-31").0, BillState::Pending);
    let (still, codes) = run(waiting, "2026-02-10");
    assert_eq!((still.status, codes.contains(&"past_due")), (Status::Active, false));
    let (owing, codes) = run(with(still, BillState::Open), "2026-02-10");
    assert_eq!((owing.status, codes), (Status::PastDue, vec!["past_due"]));
}

#[test]
fn every_event_in_every_state_is_what_the_table_says() {
    let mut table = String::from(
        "state / event                   becomes     step            told                 mail\n",
    );
    for (name, subscription) in states() {
        table.push_str(&format!("\n{name}\n"));
        for (event_name, event) in events() {
            let outcome = match subscription.apply(event, at("2026-02-04")) {
                Ok(step) => {
                    let told: Vec<_> = step.events.iter().map(|event| event.code()).collect();
                    let told: Vec<_> =
                        told.iter().map(|code| &code["subscription.".len()..]).collect();
                    let mail = match (step.letter, step.due) {
                        (Some(letter), _) => format!("{letter:?}"),
                        (None, Some(due)) if due.mailed => "the invoice".to_owned(),
                        _ => String::new(),
                    };
                    let same = step.subscription.status == subscription.status;
                    let becomes = if same { "=" } else { step.subscription.status.code() };
                    let closes = if step.closes_bills { " closes bills" } else { "" };
                    let (step, told) = (step.code.code(), told.join(" "));
                    format!("{becomes:<11} {step:<15} {told:<20} {mail}{closes}")
                }
                Err(refusal) => format!("refused: {refusal:?}"),
            };
            table.push_str(&format!("  {event_name:<29} {}\n", outcome.trim_end()));
        }
    }
    expect_file!["states.txt"].assert_eq(&table);
}

#[test]
fn a_subscription_by_the_api_bills_at_once_or_one_interval_later() {
    let (now, codes) = run(begin(monthly(), "2026-01-31"), "2026-02-01");
    assert_eq!((now.status, now.next_at()), (Status::Active, at("2026-02-28")));
    assert_eq!(codes, ["billed"]);
    let later = Beginning { immediately: false, ..monthly() };
    let (later, codes) = run(begin(later, "2026-01-31"), "2026-02-01");
    assert_eq!((later.status, later.next_at()), (Status::Active, at("2026-02-28")));
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_start_in_the_past_is_an_anchor_only() {
    let plan = Beginning { starts_at: Some(at("2026-04-15")), ..monthly() };
    let begun = Subscription::begin(plan.clone(), at("2026-11-21"));
    assert_eq!((begun.next_index, begun.next_at()), (8, at("2026-12-15")));
    let early = Subscription::begin(plan.clone(), at("2026-01-01"));
    assert_eq!(early.next_at(), at("2026-04-15"));
    let on_the_day = Subscription::begin(plan, at("2026-05-15"));
    assert_eq!(on_the_day.next_at(), at("2026-05-15"));
}

#[test]
fn a_trial_is_warned_of_and_then_billed() {
    let trial = Beginning { trial_days: 14, ..monthly() };
    let (trialing, codes) = run(begin(trial, "2026-01-17"), "2026-01-27");
    assert_eq!((trialing.status, codes.len()), (Status::Trialing, 0));
    let (trialing, codes) = run(trialing, "2026-01-28");
    assert_eq!((trialing.status, codes), (Status::Trialing, vec!["trial_will_end"]));
    let (active, codes) = run(trialing, "2026-01-31");
    assert_eq!((active.status, codes), (Status::Active, vec!["billed"]));
    assert_eq!(active.next_at(), at("2026-02-28"));
}

#[test]
fn an_overdue_invoice_makes_it_past_due_until_it_is_paid() {
    let (active, _) = run(begin(monthly(), "2026-01-31"), "2026-02-02");
    assert_eq!(active.status, Status::Active);
    let (owing, codes) = run(active, "2026-02-03");
    assert_eq!((owing.status, codes), (Status::PastDue, vec!["past_due"]));
    let (good, codes) = run(with(owing, BillState::Paid), "2026-02-04");
    assert_eq!((good.status, codes), (Status::Active, vec!["recovered"]));
}

#[test]
fn a_new_invoice_alone_makes_nothing_good() {
    let (owing, _) = run(begin(monthly(), "2026-01-31"), "2026-02-04");
    // Its time ran out; February's invoice follows.
    let (owing, codes) = run(with(owing, BillState::Closed), "2026-02-28");
    assert_eq!((owing.status, codes), (Status::PastDue, vec!["billed"]));
    let (good, _) = run(with(owing, BillState::Paid), "2026-03-01");
    assert_eq!(good.status, Status::Active);
    let (owing, _) = run(begin(monthly(), "2026-01-31"), "2026-02-04");
    let (good, _) = run(with(owing, BillState::Waived), "2026-02-05");
    assert_eq!(good.status, Status::Active);
}

#[test]
fn an_enrolment_by_the_page_counts_once_it_is_paid() {
    let page = Beginning { until_paid: true, ..monthly() };
    let (waiting, codes) = run(begin(page, "2026-01-31"), "2026-03-05");
    assert_eq!((waiting.status, codes), (Status::Incomplete, vec!["billed"]));
    let (active, codes) = run(with(waiting.clone(), BillState::Paid), "2026-03-05");
    assert_eq!((active.status, codes), (Status::Active, vec!["activated"]));
    assert_eq!(active.next_at(), at("2026-03-31"));
    let (lapsed, codes) = run(with(waiting, BillState::Closed), "2026-03-05");
    assert_eq!((lapsed.status, codes), (Status::Cancelled, vec!["lapsed"]));
}

#[test]
fn a_pause_skips_dates_and_never_bills_them() {
    let (active, _) = run(begin(monthly(), "2026-01-31"), "2026-01-31");
    let active = with(active, BillState::Paid);
    let until = Some(at("2026-05-10"));
    let paused = active.apply(Event::Pause(until), at("2026-02-10")).unwrap().subscription;
    let (still, codes) = run(paused.clone(), "2026-05-09");
    assert_eq!((still.status, codes.len()), (Status::Paused, 0));
    // Noticed three weeks late, it goes on from its moment all the same.
    let (on, codes) = run(paused, "2026-06-02");
    assert_eq!(codes, ["resumed", "billed"]);
    assert_eq!((on.status, on.next_at()), (Status::Active, at("2026-06-30")));
}

#[test]
fn a_fixed_number_of_cycles_completes_when_the_last_one_ends() {
    let three = Beginning { cycles: Some(3), ..monthly() };
    let (ended, codes) = run(begin(three, "2026-01-31"), "2026-04-30");
    assert_eq!(codes.iter().filter(|code| **code == "billed").count(), 3);
    assert_eq!((ended.status, ended.ended_at), (Status::Completed, Some(at("2026-04-30"))));
}

#[test]
fn another_price_holds_from_the_first_date_seven_days_ahead() {
    let (active, _) = run(begin(monthly(), "2026-01-31"), "2026-02-24");
    let active = with(active, BillState::Paid);
    let other = Event::Announce(usdc(300), Interval::Quarterly, 1);
    let step = active.apply(other, at("2026-02-24")).unwrap();
    assert_eq!(step.letter, Some(Letter::Changed));
    let ahead = step.subscription.upcoming(3);
    let days: Vec<_> = ahead.iter().map(|(_, day, charge)| (*day, *charge)).collect();
    // The one of 28 February is only four days ahead.
    let expected = [("2026-02-28", 99), ("2026-03-31", 300), ("2026-06-30", 300)];
    assert_eq!(days, expected.map(|(day, units)| (at(day), usdc(units))));
    let same = Event::Announce(usdc(99), Interval::Monthly, 1);
    assert_eq!(step.subscription.apply(same, at("2026-02-25")).unwrap().subscription.change, None);
    let fiat =
        Charge { asset: Asset::Xlm, price: Price::Fiat(Fiat::Eur, Amount::from_minor(9_900)) };
    let step = active.apply(Event::Announce(fiat, Interval::Monthly, 1), at("2026-02-01")).unwrap();
    assert_eq!(step.subscription.upcoming(1)[0].2, fiat);
}

#[test]
fn of_several_missed_periods_only_the_newest_is_mailed() {
    let mut subscription = begin(monthly(), "2026-01-31");
    let mut mailed = Vec::new();
    while let Some(event) = subscription.due_event(at("2026-04-30")) {
        let step = subscription.apply(event, at("2026-04-30")).unwrap();
        mailed.extend(step.due.map(|due| (due.due_at, due.mailed)));
        subscription = step.subscription;
    }
    let expected = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map(at);
    assert_eq!(mailed.iter().map(|(day, _)| *day).collect::<Vec<_>>(), expected);
    assert_eq!(
        mailed.iter().map(|(_, mailed)| *mailed).collect::<Vec<_>>(),
        [false, false, false, true]
    );
}

#[test]
fn short_periods_have_no_notice_and_a_first_one_none_either() {
    let daily = Beginning { interval: Interval::Daily, ..monthly() };
    let (_, codes) = run(begin(daily, "2026-01-31"), "2026-02-02");
    assert!(!codes.contains(&"noticed"), "{codes:?}");
    let soon = Beginning { starts_at: Some(at("2026-02-02")), ..monthly() };
    let (soon, codes) = run(begin(soon, "2026-01-31"), "2026-02-01");
    assert_eq!(codes.len(), 0);
    let (_, codes) = run(with(run(soon, "2026-02-02").0, BillState::Paid), "2026-02-27");
    assert_eq!(codes, ["noticed"]);
}

proptest! {
    /// However time passes, in leaps or days: one bill for each date, oldest first, none twice.
    #[test]
    fn every_period_is_billed_once_however_time_passes(
        which in 0_usize..5,
        count in 1_i64..4,
        trial in 0_i64..20,
        leaps in prop::collection::vec(0_i64..60, 1..40),
        grace_days in 0_i64..10,
    ) {
        let how = Beginning {
            interval: Interval::ALL[which],
            interval_count: count,
            trial_days: trial,
            grace_days,
            ..monthly()
        };
        let mut subscription = Subscription::begin(how, at("2026-01-31"));
        let schedule = subscription.schedule.clone();
        let mut now = at("2026-01-31");
        let mut billed = Vec::new();
        for leap in leaps {
            now = now.plus_ms(leap * DAY_MS);
            while let Some(event) = subscription.due_event(now) {
                let step = subscription.apply(event, now).unwrap();
                billed.extend(step.due.map(|due| due.due_at));
                subscription = step.subscription;
                let kept = subscription.billed_index.unwrap_or_default() - 3;
                subscription.bills.retain(|bill| bill.index > kept);
            }
        }
        let expected: Vec<_> =
            (0..).map(|index| schedule.date(index)).take_while(|date| *date <= now).collect();
        prop_assert_eq!(billed, expected);
    }
}
