//! What a look at an address means: which invoices its money pays, what no invoice claims, which
//! refunds have left. Says what to write; knows no ledger and asks nobody.

use shared::alert::AlertKind;
use shared::id::PaymentId;
use shared::invoice::{Event, Status};
use shared::json;
use shared::payment::{Disposition, Payment, PaymentState, Seen};
use shared::price::Minute;
use shared::reference::Pointer;

use crate::actions::raise_alert::{Cause, raise};
use crate::actions::refund_invoice::is_paid_by;
use crate::actions::step::Writer;
use crate::platform::{Answers, Statement};
use crate::rails::{Look, Moved, Way};
use crate::store::invoice::{self as invoices, Record};
use crate::store::refund::{self, Refund};
use crate::store::watch::Watch;
use crate::store::{Guard, Owner, alert, payment, rate, sale};

/// What the database knows of a look's findings.
pub struct Found {
    /// Keys that are known, and need no second look.
    settled: Vec<String>,
    records: Vec<Record>,
    refunds: Vec<Refund>,
    /// The rates of when the money moved.
    minutes: Vec<Minute>,
}

/// The statements whose answers [`Found::read`] reads.
pub fn load(watch: &Watch, look: &Look) -> Vec<Statement> {
    let keys: Vec<&str> = look.moved.iter().map(|moved| moved.seen.key.as_str()).collect();
    let keys = json::write(&keys);
    let mut named: [Vec<String>; 3] = Default::default();
    for moved in &look.moved {
        let [memos, numbers, tags] = &mut named;
        match &moved.pointer {
            Some(Pointer::Memo(memo)) => memos.push(memo.clone()),
            Some(Pointer::Number(number)) => numbers.push(number.to_string()),
            Some(Pointer::Tag(tag)) => tags.push(tag.to_string()),
            None => {}
        }
    }
    let named = named.map(|names| json::write(&names));
    let owner = &watch.owner;
    let mut statements = vec![
        payment::known(owner, watch.network, keys.clone()),
        refund::known(owner, watch.network, keys),
        refund::awaited(owner, &watch.address),
        rate::around(&look.moved.iter().map(|moved| moved.seen.at).collect::<Vec<_>>()),
    ];
    statements.extend(invoices::at_address(owner, &watch.chain, &watch.address, named));
    statements
}

impl Found {
    /// Reads the answers of [`load`].
    pub fn read(answers: &mut Answers) -> Found {
        let pending = PaymentState::Pending.code();
        let known = answers.rows();
        let known = known.iter().filter(|row| row.text("state") != pending);
        let mut settled: Vec<String> = known.map(|row| row.text("key")).collect();
        settled.extend(answers.rows().iter().map(|row| row.text("key")));
        let refunds = answers.rows().iter().filter_map(refund::read).collect();
        let minutes = rate::read_minutes(&answers.rows());
        let mut records = invoices::read_many(answers);
        records.iter_mut().for_each(|record| record.know(&minutes));
        Found { settled, records, refunds, minutes }
    }

    /// The rates of when the money moved.
    pub fn minutes(&self) -> Vec<Minute> {
        self.minutes.clone()
    }

    /// What of a look was not known, and all that this writes but for the watch itself.
    pub fn record(&mut self, writer: &Writer<'_>, watch: &Watch, look: &Look) -> Vec<Statement> {
        let mut statements = Vec::new();
        let (mut touched, mut told) = (Vec::new(), false);
        for moved in &look.moved {
            if self.settled.contains(&moved.seen.key) {
                continue;
            }
            self.settled.push(moved.seen.key.clone());
            let mut sent = None;
            let found = match moved.way {
                Way::In => self.matched(moved).map(|at| (at, Event::Sighted(moved.seen.clone()))),
                Way::Odd(_) => None,
                Way::Out => match self.refund(&moved.seen) {
                    Some((at, refund)) => {
                        sent = Some(refund::sent(&refund.id, &moved.seen));
                        Some((at, Event::Refunded(moved.seen.clone())))
                    }
                    None => continue,
                },
            };
            let step = found.and_then(|(at, event)| {
                let record = self.records.get_mut(at)?;
                record.measure_at(moved.seen.at);
                let step = record.books.apply(event, writer.now).ok();
                let was_expired = record.books.status == Status::Expired;
                let mut lines = step.map(|step| writer.lines(record, step))?;
                touched.push(at);
                if was_expired {
                    self.give_place(at);
                }
                lines.extend(sent);
                Some(lines)
            });
            statements.extend(step.unwrap_or_else(|| {
                let is_news = !std::mem::replace(&mut told, true);
                unmatched(writer, &watch.owner, moved, is_news)
            }));
        }
        touched.sort_unstable();
        touched.dedup();
        let saved = touched.into_iter().filter_map(|at| self.records.get(at));
        statements.extend(saved.flat_map(sale::save));
        for strange in &look.strange {
            let detail = format!("The ledger shows a transaction of an unknown kind: {strange}.");
            let cause = Cause {
                kind: AlertKind::StrangeTransaction,
                network: Some(watch.network),
                subject: strange,
                detail,
                is_news: true,
            };
            // It is read again and again, and told once, even when somebody has cleared it.
            let guard = alert::never(&watch.owner, cause.kind, strange);
            let writer = Writer { guard, mail_guard: None, ..*writer };
            statements.extend(raise(&writer, &watch.owner, cause));
        }
        statements
    }

    /// Late money has taken a place of a limited link: the link's others find one less.
    fn give_place(&mut self, at: usize) {
        let sale = self.records.get(at).and_then(|record| record.sale.as_ref());
        let Some(link) = sale.filter(|sale| sale.reclaimed).map(|sale| sale.link.clone()) else {
            return;
        };
        for record in &mut self.records {
            if let Some(sale) = record.sale.as_mut().filter(|sale| sale.link == link) {
                sale.free = sale.free.map(|free| free - 1);
                record.books.has_place = sale.has_place();
            }
        }
    }

    /// The invoice that a payer named.
    fn matched(&self, moved: &Moved) -> Option<usize> {
        let pointer = moved.pointer.as_ref()?;
        self.records.iter().position(|record| record.references.is(pointer))
    }

    /// The oldest refund that this payment is, and its invoice. One payment is one refund.
    fn refund(&mut self, seen: &Seen) -> Option<(usize, Refund)> {
        let at = self.refunds.iter().position(|refund| is_paid_by(refund, seen))?;
        let refund = self.refunds.remove(at);
        let record = self.records.iter().position(|it| it.id.as_str() == refund.invoice)?;
        Some((record, refund))
    }
}

/// Money that no invoice claims is a row all the same, and somebody is told; dust is only a row.
/// The owner is mailed of the first one of a look.
pub fn unmatched(
    writer: &Writer<'_>,
    owner: &Owner,
    moved: &Moved,
    is_news: bool,
) -> Vec<Statement> {
    let Moved { seen, way, .. } = moved;
    if *way == Way::Out {
        return Vec::new();
    }
    let disposition = if is_dust(seen) { Disposition::Ignored } else { Disposition::Unmatched };
    let payment = Payment { seen: seen.clone(), disposition };
    let id = PaymentId::make(writer.now, writer.app.platform.roll());
    let why = if let Way::Odd(why) = way { Some(*why) } else { None };
    let worth = writer.worth(owner, seen);
    let worth = worth.as_ref();
    let put = payment::put_unmatched(&payment, id.as_str(), owner, why, worth, writer.now);
    let mut statements = vec![put];
    if disposition == Disposition::Unmatched {
        let detail = format!(
            "{} arrived at {} without a reference of an open invoice (transaction {}).",
            payment.amount_text(),
            seen.destination,
            seen.transaction
        );
        let cause = Cause {
            kind: AlertKind::UnmatchedPayment,
            network: Some(seen.network),
            subject: id.as_str(),
            detail,
            is_news,
        };
        // Somebody may have been given it meanwhile.
        let guard = Guard::made("payment", id.as_str());
        let writer = Writer { guard, mail_guard: None, ..*writer };
        statements.extend(raise(&writer, owner, cause));
    }
    statements
}

/// Spam: less than a thousandth of a unit (`rails.md` 6).
fn is_dust(seen: &Seen) -> bool {
    let thousandth = seen.scale.checked_sub(3).and_then(|places| 10_i64.checked_pow(places));
    thousandth.is_some_and(|thousandth| seen.amount.minor() < thousandth)
}
