//! The whole state table as text, and the laws that every path keeps.

use expect_test::expect_file;
use proptest::prelude::*;

use super::*;
use crate::payment::Seen;
use crate::time::HOUR_MS;

const UNIT: i64 = 10_000_000;
const EXPIRES_MS: i64 = 24 * HOUR_MS;
const LATE_MS: i64 = EXPIRES_MS + 24 * HOUR_MS;

fn ms(ms: i64) -> Instant {
    Instant::from_ms(ms)
}

/// 10 USDC, a day to pay, a day to be late.
fn terms() -> Terms {
    Terms {
        asset: Asset::Usdc,
        due: Some(Amount::from_minor(10 * UNIT)),
        least: None,
        tolerance: Amount::ZERO,
        expires_at: Some(ms(EXPIRES_MS)),
        late_until: Some(ms(LATE_MS)),
    }
}

fn seen(key: &str, minor: i64, at: i64, state: PaymentState) -> Seen {
    Seen {
        key: key.to_owned(),
        transaction: key.to_owned(),
        network: Asset::Usdc.network(),
        destination: "G".to_owned(),
        sender: None,
        reference: Some("PLR-A1B2C3D4".to_owned()),
        asset_code: "USDC".to_owned(),
        scale: 7,
        amount: Amount::from_minor(minor),
        at: ms(at),
        state,
    }
}

fn money(key: &str, units: i64, at: i64) -> Event {
    Event::Sighted(seen(key, units * UNIT, at, PaymentState::Final))
}

fn walk(terms: Terms, events: Vec<(Event, i64)>) -> Invoice {
    events.into_iter().fold(Invoice::new(terms), |invoice, (event, now)| {
        invoice.apply(event, ms(now)).expect("a step").invoice
    })
}

fn states() -> Vec<(&'static str, Invoice)> {
    let pending = Event::Sighted(seen("p", 10 * UNIT, 0, PaymentState::Pending));
    let fiat = Terms { late_until: None, ..terms() };
    let free = Terms { due: None, least: Some(Amount::from_minor(UNIT)), ..terms() };
    let after = EXPIRES_MS + GRACE_MS + 1;
    vec![
        ("unpaid", walk(terms(), vec![])),
        ("unpaid, payer chooses from 1", walk(free, vec![])),
        ("pending", walk(terms(), vec![(pending, 0)])),
        ("partially paid (4 of 10)", walk(terms(), vec![(money("a", 4, 0), 0)])),
        ("paid", walk(terms(), vec![(money("a", 10, 0), 0)])),
        ("expired", walk(terms(), vec![(Event::TimeRanOut, after)])),
        ("expired, priced in fiat", walk(fiat, vec![(Event::TimeRanOut, after)])),
        (
            "expired short (4 of 10)",
            walk(terms(), vec![(money("a", 4, 0), 0), (Event::TimeRanOut, after)]),
        ),
        ("cancelled", walk(terms(), vec![(Event::Cancel, 0)])),
        ("announced", walk(terms(), vec![(Event::Announced, 0)])),
    ]
}

fn events() -> Vec<(&'static str, Event)> {
    let with = |state, minor, asset: &str| {
        let mut seen = seen("new", minor, 1, state);
        seen.asset_code = asset.to_owned();
        Event::Sighted(seen)
    };
    vec![
        ("sees 10 pending", with(PaymentState::Pending, 10 * UNIT, "USDC")),
        ("sees the pending one final", money("p", 10, 0)),
        ("sees the pending one fail", Event::Sighted(seen("p", UNIT, 0, PaymentState::Failed))),
        ("sees 3", money("new", 3, 1)),
        ("sees 6", money("new", 6, 1)),
        ("sees 10", money("new", 10, 1)),
        ("sees 20", money("new", 20, 1)),
        ("sees 10 at the last moment", money("new", 10, EXPIRES_MS + GRACE_MS)),
        ("sees 10 late", money("new", 10, EXPIRES_MS + GRACE_MS + 1)),
        ("sees 3 late", money("new", 3, EXPIRES_MS + GRACE_MS + 1)),
        ("sees 10 too late", money("new", 10, LATE_MS + 1)),
        ("sees 10 EURC", with(PaymentState::Final, 10 * UNIT, "EURC")),
        ("sees dust", with(PaymentState::Final, 9_999, "USDC")),
        ("is given 10 unmatched", Event::Assigned(seen("new", 10 * UNIT, 1, PaymentState::Final))),
        ("is announced", Event::Announced),
        ("gives 3 back", Event::Refunded(seen("out", 3 * UNIT, 1, PaymentState::Final))),
        ("is pending for 15 min", Event::PendingEnded),
        ("time runs out", Event::TimeRanOut),
        ("settle", Event::Settle),
        ("expire", Event::Expire),
        ("cancel", Event::Cancel),
        ("reopen", Event::Reopen(ms(EXPIRES_MS + 7 * 24 * HOUR_MS))),
    ]
}

fn line(event: &str, invoice: &Invoice, step: Result<Step, Refusal>) -> String {
    let Ok(step) = step else {
        return format!("  {event:<28} refused: {:?}\n", step.expect_err("refused"));
    };
    let after = &step.invoice;
    let moved = if after.status == invoice.status { "=" } else { after.status.code() };
    let flags = after.exceptions.codes().join("+");
    let sent: Vec<_> = step.events.iter().map(|event| event.code()).collect();
    let disposition = step.payments.last().map_or("", |payment| payment.disposition.code());
    let received = after.received().print_short(7);
    let text = format!(
        "  {event:<28} {moved:<15} {flags:<22} {received:>3}  {disposition:<12} {}",
        sent.join(" ")
    );
    format!("{}\n", text.trim_end())
}

#[test]
fn the_state_table_is_as_written() {
    let mut table = String::from(
        "state / event                  becomes         exceptions        received  disposition  \
         sends\n",
    );
    for (name, invoice) in states() {
        table.push_str(&format!("\n{name}\n"));
        for (event_name, event) in events() {
            let now = ms(LATE_MS + 2);
            table.push_str(&line(event_name, &invoice, invoice.apply(event, now)));
        }
    }
    expect_file!["states.txt"].assert_eq(&table);
}

#[test]
fn a_tolerance_lets_a_little_less_be_enough() {
    let terms = Terms { tolerance: Amount::from_minor(UNIT), ..terms() };
    let paid = walk(terms.clone(), vec![(money("a", 9, 0), 0)]);
    assert_eq!((paid.status, paid.exceptions), (Status::Paid, Exceptions::default()));
    let short = walk(terms, vec![(money("a", 8, 0), 0)]);
    assert_eq!(short.status, Status::PartiallyPaid);
    assert_eq!(short.remaining(), Some(Amount::from_minor(2 * UNIT)));
}

#[test]
fn an_invoice_is_read_as_expired_once_its_rail_was_read_beyond_the_deadline() {
    let open = walk(terms(), vec![]);
    let deadline = EXPIRES_MS + GRACE_MS;
    let status = |now, read| open.at(ms(now), ms(read)).status;
    assert_eq!(status(deadline, deadline), Status::Unpaid);
    assert_eq!(status(deadline + 1, deadline - 1), Status::Unpaid);
    assert_eq!(status(deadline + 1, deadline), Status::Expired);
}

#[test]
fn a_pending_invoice_falls_back_and_then_expires() {
    let pending = Event::Sighted(seen("p", 10 * UNIT, 0, PaymentState::Pending));
    let invoice = walk(terms(), vec![(pending, 0)]);
    assert_eq!(invoice.at(ms(PENDING_MS), ms(PENDING_MS)).status, Status::Pending);
    assert_eq!(invoice.at(ms(PENDING_MS + 1), ms(PENDING_MS + 1)).status, Status::Unpaid);
    assert_eq!(invoice.at(ms(LATE_MS), ms(LATE_MS)).status, Status::Expired);
}

#[test]
fn a_late_part_waits_until_late_money_no_longer_counts() {
    let late = EXPIRES_MS + GRACE_MS + 1;
    let invoice = walk(terms(), vec![(Event::TimeRanOut, late), (money("a", 4, late), late)]);
    assert_eq!(invoice.status, Status::PartiallyPaid);
    assert!(invoice.exceptions.paid_late);
    assert_eq!(invoice.at(ms(LATE_MS), ms(LATE_MS)).status, Status::PartiallyPaid);
    assert_eq!(invoice.at(ms(LATE_MS + 1), ms(LATE_MS + 1)).status, Status::Expired);
}

#[test]
fn settling_an_expired_invoice_counts_the_late_money() {
    let terms = Terms { late_until: None, ..terms() };
    let late = EXPIRES_MS + GRACE_MS + 1;
    let invoice = walk(terms, vec![(Event::TimeRanOut, late), (money("a", 4, late), late)]);
    assert_eq!((invoice.status, invoice.received()), (Status::Expired, Amount::ZERO));
    let step = invoice.apply(Event::Settle, ms(late)).unwrap();
    assert_eq!(step.invoice.status, Status::Paid);
    assert_eq!(step.invoice.received(), Amount::from_minor(4 * UNIT));
    assert!(step.invoice.exceptions.settled_short);
    assert_eq!(step.payments.len(), 1);
}

#[test]
fn the_same_sighting_twice_is_one_payment() {
    let invoice = walk(terms(), vec![(money("a", 4, 0), 0)]);
    assert_eq!(invoice.apply(money("a", 4, 0), ms(0)), Err(Refusal::AlreadySeen));
}

#[test]
fn an_announced_invoice_waits_for_its_money_whatever_else_arrives() {
    let announced = walk(terms(), vec![(Event::Announced, 0)]);
    assert_eq!(announced.status, Status::Pending);
    let mut foreign = seen("w", UNIT, 1, PaymentState::Final);
    foreign.asset_code = "EURC".to_owned();
    let after = announced.apply(Event::Sighted(foreign), ms(1)).unwrap().invoice;
    assert_eq!(after.status, Status::Pending);
    assert_eq!(after.at(ms(PENDING_MS + 1), ms(0)).status, Status::Unpaid);
    let paid = after.apply(money("a", 10, 2), ms(2)).unwrap().invoice;
    assert_eq!((paid.status, paid.pending_until), (Status::Paid, None));
}

#[test]
fn what_went_back_can_go_back_no_more() {
    let invoice = walk(terms(), vec![(money("a", 10, 0), 0), (money("b", 5, 1), 1)]);
    assert_eq!(invoice.refundable(), Amount::from_minor(15 * UNIT));
    let back = Event::Refunded(seen("out", 5 * UNIT, 2, PaymentState::Final));
    let after = invoice.apply(back.clone(), ms(2)).unwrap().invoice;
    assert_eq!(after.refundable(), Amount::from_minor(10 * UNIT));
    assert_eq!((after.status, after.exceptions.refunded), (Status::Paid, true));
    assert_eq!(after.received(), Amount::from_minor(10 * UNIT));
    assert_eq!(walk(terms(), vec![]).apply(back, ms(0)), Err(Refusal::NothingReceived));
}

#[test]
fn what_is_too_much_or_too_late_is_to_be_given_back_until_it_was() {
    let after = LATE_MS + 1;
    let back = |units| Event::Refunded(seen("out", units * UNIT, 2, PaymentState::Final));
    let over = || vec![(money("a", 14, 0), 0)];
    let late = || vec![(Event::TimeRanOut, after), (money("a", 10, after), after)];
    let has = |events: Vec<(Event, i64)>| walk(terms(), events).has_to_give_back();
    assert!(!has(vec![]) && !has(vec![(money("a", 10, 0), 0)]));
    assert!(has(over()) && has([over(), vec![(back(3), 2)]].concat()));
    assert!(!has([over(), vec![(back(4), 2)]].concat()));
    assert!(has(late()) && has([late(), vec![(back(9), after)]].concat()));
    assert!(!has([late(), vec![(back(10), after)]].concat()));
    assert!(!has([late(), vec![(Event::Settle, after)]].concat()));
}

#[test]
fn money_after_paid_is_a_duplicate_and_shown_as_excess() {
    let invoice = walk(terms(), vec![(money("a", 10, 0), 0), (money("b", 10, 1), 1)]);
    assert_eq!(invoice.received(), Amount::from_minor(10 * UNIT));
    assert_eq!(invoice.excess(), Amount::from_minor(10 * UNIT));
    assert!(invoice.exceptions.overpaid);
}

fn any_event() -> impl Strategy<Value = Event> {
    let state = prop_oneof![
        6 => Just(PaymentState::Final),
        2 => Just(PaymentState::Pending),
        1 => Just(PaymentState::Failed)
    ];
    let asset = prop_oneof![8 => Just("USDC"), 1 => Just("EURC")];
    let sight = (0_u8..6, 1_i64..25, 0_i64..LATE_MS * 2, state, asset).prop_map(
        |(key, units, at, state, asset)| {
            let mut seen = seen(&key.to_string(), units * UNIT, at, state);
            seen.asset_code = asset.to_owned();
            Event::Sighted(seen)
        },
    );
    prop_oneof![
        10 => sight,
        1 => Just(Event::PendingEnded),
        1 => Just(Event::Announced),
        1 => (1_i64..5).prop_map(|units| {
            Event::Refunded(seen("out", units * UNIT, 0, PaymentState::Final))
        }),
        1 => Just(Event::TimeRanOut),
        1 => Just(Event::Settle),
        1 => Just(Event::Expire),
        1 => Just(Event::Cancel),
        1 => (0_i64..LATE_MS * 2).prop_map(|at| Event::Reopen(ms(at))),
    ]
}

#[test]
fn an_end_is_taken_back_unless_late_money_waits_for_the_merchant() {
    let end = EXPIRES_MS + GRACE_MS + 1;
    let again = Event::Reopen(ms(LATE_MS * 2));
    let expired = walk(terms(), vec![(Event::TimeRanOut, end)]);
    assert_eq!(expired.apply(again.clone(), ms(end)).unwrap().invoice.status, Status::Unpaid);
    let fiat = Terms { late_until: None, ..terms() };
    let late = walk(fiat, vec![(Event::TimeRanOut, end), (money("a", 10, end), end)]);
    assert!(late.exceptions.paid_late);
    assert_eq!(late.apply(again, ms(end)), Err(Refusal::WrongStatus(Status::Expired)));
}

proptest! {
    /// DESIGN 4: a sighting is a row for ever, received is the sum of the counted ones, most events
    /// are sent once, and a status says what the sums say.
    #[test]
    fn no_path_loses_money(events in prop::collection::vec(any_event(), 0..40)) {
        let mut invoice = Invoice::new(terms());
        let mut sent = Vec::new();
        let mut opened_again = 0;
        let mut keys = std::collections::BTreeSet::new();
        for (index, event) in events.into_iter().enumerate() {
            let key = match &event {
                Event::Sighted(seen) => Some(seen.key.clone()),
                _ => None,
            };
            let Ok(step) = invoice.apply(event, ms(index as i64 * HOUR_MS)) else { continue };
            keys.extend(key);
            prop_assert!(!step.entries.is_empty());
            sent.extend(step.events.iter().copied());
            opened_again += step.entries.iter().filter(|it| it.code == Code::Reopened).count();
            invoice = step.invoice;
            let counted: i64 = invoice.payments.iter()
                .filter(|payment| payment.counts())
                .map(|payment| payment.seen.amount.minor())
                .sum();
            prop_assert_eq!(invoice.received().minor(), counted);
            match invoice.status {
                Status::Unpaid | Status::Pending | Status::Cancelled => prop_assert_eq!(counted, 0),
                Status::PartiallyPaid => prop_assert!(counted > 0 && counted < 10 * UNIT),
                Status::Paid => prop_assert!(
                    counted >= 10 * UNIT || invoice.exceptions.settled_short
                ),
                Status::Expired => prop_assert!(counted < 10 * UNIT),
            }
            prop_assert_eq!(invoice.status == Status::Paid, invoice.paid_at.is_some());
        }
        let rows: std::collections::BTreeSet<_> =
            invoice.payments.iter().map(|payment| payment.seen.key.clone()).collect();
        prop_assert_eq!(rows.len(), invoice.payments.len());
        prop_assert_eq!(rows, keys);
        for event in EventName::ALL {
            let many = matches!(event, EventName::InvoicePartiallyPaid
                | EventName::InvoiceOverpaid | EventName::InvoicePaidLate
                | EventName::InvoiceRefunded);
            let count = sent.iter().filter(|one| **one == event).count();
            let ends = matches!(event, EventName::InvoiceExpired | EventName::InvoiceUnderpaid);
            let most = if ends { 1 + opened_again } else { 1 };
            prop_assert!(many || count <= most, "{:?} sent {} times", event, count);
        }
    }

    /// Open invoices that only ever saw money on time end with the same sum in any order.
    #[test]
    fn the_order_of_parts_does_not_matter(
        parts in prop::collection::vec(1_i64..3, 1..4), seed in 0_usize..24
    ) {
        let numbered: Vec<_> = parts.iter().copied().enumerate().collect();
        let mut shuffled = numbered.clone();
        shuffled.rotate_left(seed % numbered.len());
        let pay = |parts: Vec<(usize, i64)>| {
            let parts = parts.into_iter();
            let events = parts.map(|(key, units)| (money(&key.to_string(), units, 0), 0));
            walk(terms(), events.collect())
        };
        let (there, back) = (pay(numbered), pay(shuffled));
        prop_assert_eq!(there.received(), back.received());
        prop_assert_eq!(there.status, back.status);
    }
}
