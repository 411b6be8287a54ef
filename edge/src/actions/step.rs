//! What a step of an invoice writes: its lines, its new state, its payments, what the merchant and
//! the payer are told. The first line's key is the lock.

use shared::currency::{Asset, Fiat};
use shared::id::{DeliveryId, EventId, PaymentId};
use shared::invoice::{Code, Entry, Status, Step};
use shared::json::{self, Object};
use shared::key::Mode;
use shared::payment::{PaymentState, Seen};
use shared::price::{Minute, Pair, Quote, Rates};
use shared::time::Instant;
use shared::webhook::{self, EventName};

use crate::actions::tell_payrequest;
use crate::app::{After, App};
use crate::outbox::letter::{self, Topic};
use crate::platform::Statement;
use crate::store::event::NewEvent;
use crate::store::invoice::Record;
use crate::store::merchant::Merchant;
use crate::store::payment::Worth;
use crate::store::{Guard, Owner, event, mail, payment, psp_attempt, sale, subscription, timeline};

/// Who writes, for whom, and under which lease what is told will be sent.
pub struct Writer<'a> {
    /// The world.
    pub app: &'a App,
    /// The invoice's merchant.
    pub merchant: &'a Merchant,
    /// Who caused it.
    pub actor: &'a str,
    /// Who sends what is told; `None`: whoever comes first.
    pub lease: Option<&'a str>,
    /// Now, on the merchant's clock.
    pub now: Instant,
    /// What everything depends on.
    pub guard: Guard,
    /// What mails depend on instead, if on anything else.
    pub mail_guard: Option<Guard>,
    /// The rates of live mode when money moved, for what it was worth then.
    pub minutes: &'a [Minute],
}

impl<'a> Writer<'a> {
    /// A writer that depends on nothing but its locks.
    pub fn new(
        app: &'a App,
        merchant: &'a Merchant,
        actor: &'a str,
        lease: Option<&'a str>,
        now: Instant,
    ) -> Writer<'a> {
        let (guard, mail_guard, minutes) = (Guard::none(), None, [].as_slice());
        Writer { app, merchant, actor, lease, now, guard, mail_guard, minutes }
    }
}

impl Writer<'_> {
    /// Moves the record one step on and says what that writes.
    pub fn write(&self, record: &mut Record, step: Step) -> Vec<Statement> {
        let mut statements = self.lines(record, step);
        statements.extend(sale::save(record));
        statements
    }

    /// The same without the invoice's own row, which whoever takes several steps writes once.
    pub fn lines(&self, record: &mut Record, step: Step) -> Vec<Statement> {
        let id = record.id.as_str().to_owned();
        let real_now = self.app.now();
        let mut statements = Vec::new();
        for entry in &step.entries {
            record.step += 1;
            statements.push(timeline::add(
                &id,
                record.step,
                entry,
                self.actor,
                [self.now, real_now],
                &self.guard,
            ));
        }
        for one in &step.payments {
            let payment_id = PaymentId::make(self.now, self.app.platform.roll());
            let payment_id = payment_id.as_str();
            let worth = self.worth(&record.owner, &one.seen);
            let put = payment::put(one, payment_id, &record.owner, &id, worth.as_ref(), self.now);
            statements.push(put);
        }
        let (was, was_open) = (record.books.status, record.books.status.is_open());
        record.books = step.invoice;
        if let Some(sale) = &mut record.sale {
            // What the merchant settles or opens again takes its place whatever else was sold.
            let by_money = step.entries.iter().any(|entry| entry.code == Code::PaymentCounted);
            sale.reclaimed |= was == Status::Expired && record.books.status != was && by_money;
        }
        if record.address().is_none() {
            // Settled in euros, nothing is quoted any more.
            (record.quoting, record.rate, record.quote) = (None, None, Quote::Fixed);
        }
        let turned = was_open != record.books.status.is_open();
        if was_open && turned && record.price.is_some_and(|(fiat, _)| fiat == Fiat::Eur) {
            statements.push(psp_attempt::wake(&id, real_now));
        }
        // What waits for a bank is not overdue.
        let waits = was == Status::Pending;
        let turned = turned || waits != (record.books.status == Status::Pending);
        if let Some(period) = record.period.as_ref().filter(|_| turned) {
            statements.push(subscription::wake(&period.subscription, real_now));
        }
        for name in step.events {
            record.sequence += 1;
            let telling = Telling { app: self.app, record, now: self.now };
            let event = telling.event(name, record.sequence);
            let [kept, sent] = self.tell(&event, &record.owner);
            statements.push(kept);
            statements.extend(Some(sent).filter(|_| !record.is_told_by_payrequest()));
            if name == EventName::InvoicePaid && record.is_told_by_payrequest() {
                record.sequence += 1;
                let event = tell_payrequest::succeeded(self, record);
                statements.extend(self.tell(&event, &record.owner));
            }
            statements.extend(mail_of(name).and_then(|topic| self.mail(record, topic)));
        }
        statements
    }

    /// A line of its timeline; nothing moves.
    pub fn note(&self, record: &mut Record, entry: Entry) -> Vec<Statement> {
        let step = Step::note(&record.books, entry);
        self.write(record, step)
    }

    /// A mail to the payer, if the invoice has an address.
    pub fn mail(&self, record: &Record, topic: Topic) -> Option<Statement> {
        let mail = letter::write(self.app, self.merchant, record, topic, self.now)?;
        let id = Some(record.id.as_str());
        let now = self.app.now();
        let guard = self.mail_guard.as_ref().unwrap_or(&self.guard);
        Some(mail::add(&mail, &record.owner, id, self.lease, now, guard))
    }

    /// An event and its delivery.
    pub fn tell(&self, event: &NewEvent, owner: &Owner) -> [Statement; 2] {
        let now = self.app.now();
        [
            event::add(event, owner, now, &self.guard),
            event::add_delivery(event, owner, self.lease, now),
        ]
    }

    /// What money was worth when the ledger closed it, in the merchant's currency.
    pub fn worth(&self, owner: &Owner, seen: &Seen) -> Option<Worth> {
        let asset = Asset::parse(&seen.asset_code).filter(|_| seen.state == PaymentState::Final)?;
        let fiat = Fiat::parse(&self.merchant.currency)?;
        if asset == Asset::Eur {
            // Nobody tells what a euro costs in other currencies.
            let (rate, sources) = ("1".to_owned(), String::new());
            let value = (fiat == Fiat::Eur).then_some(seen.amount)?;
            return Some(Worth { fiat, value, rate, sources, at: seen.at });
        }
        let rates = match owner.mode {
            Mode::Test => Rates::scripted(self.merchant.script.clone()),
            Mode::Live => Rates::of(self.minutes.to_vec()),
        };
        let (value, price) = rates.value(seen.amount, Pair { asset, fiat }, seen.at)?;
        let rate = price.value.to_string();
        Some(Worth { fiat, value, rate, sources: price.sources, at: price.at })
    }

    /// What waits for the answer: sending what was told, and looking at the subscription whose
    /// invoice moved.
    pub fn after(&self, record: &Record) -> Vec<After> {
        let send = self.lease.map(|lease| After::Send(lease.to_owned()));
        let bill = record.period.as_ref().map(|period| After::Bill(period.subscription.clone()));
        send.into_iter().chain(bill).collect()
    }

    /// A moment on the merchant's clock, in the world's time.
    pub fn in_the_world(&self, at: Instant) -> Instant {
        at.plus_ms(self.app.now().ms() - self.now.ms())
    }
}

/// Which events a payer hears of, too.
fn mail_of(event: EventName) -> Option<Topic> {
    match event {
        EventName::InvoicePartiallyPaid => Some(Topic::PartlyPaid),
        EventName::InvoicePaid => Some(Topic::Receipt),
        EventName::InvoiceExpired => Some(Topic::Expired),
        EventName::InvoiceCreated
        | EventName::InvoicePending
        | EventName::InvoiceOverpaid
        | EventName::InvoiceUnderpaid
        | EventName::InvoicePaidLate
        | EventName::InvoiceCancelled
        | EventName::InvoiceRefunded
        | EventName::SubscriptionCreated
        | EventName::TrialWillEnd
        | EventName::SubscriptionActive
        | EventName::SubscriptionPastDue
        | EventName::SubscriptionPaused
        | EventName::SubscriptionResumed
        | EventName::SubscriptionCancelled
        | EventName::SubscriptionCompleted
        | EventName::SubscriptionInvoiceCreated
        | EventName::Alert(_)
        | EventName::SettlementChanged
        | EventName::PaymentSucceeded
        | EventName::WebhookTest => None,
    }
}

/// How the merchant's server is told of an invoice.
pub struct Telling<'a> {
    /// The world.
    pub app: &'a App,
    /// The invoice after the event.
    pub record: &'a Record,
    /// Now, on the merchant's clock.
    pub now: Instant,
}

impl Telling<'_> {
    /// The event, its body written once and for all.
    pub fn event(&self, name: EventName, sequence: i64) -> NewEvent {
        let real_now = self.app.now();
        let id = EventId::make(real_now, self.app.platform.roll()).as_str().to_owned();
        NewEvent {
            body: self.payload(&id, name, sequence).text(),
            name: name.code(),
            object: self.record.id.as_str().to_owned(),
            sequence,
            delivery: DeliveryId::make(real_now, self.app.platform.roll()).as_str().to_owned(),
            id,
        }
    }

    /// The flat payload: the fields of the seed's vendor (rulings 1.3) and more.
    fn payload(&self, id: &str, name: EventName, sequence: i64) -> Object {
        let record = self.record;
        let books = &record.books;
        let figures = books.figures();
        let network = books.terms.asset.network();
        let period = record.period.as_ref();
        let mut out = webhook::payload(id, name, record.owner.mode, sequence, self.now);
        out.put("invoiceId", record.id.as_str())
            .put("publicId", &record.public_id)
            .put("status", books.status.code())
            .put("exceptions", books.exceptions.codes())
            .put("title", &record.title)
            .put("expectedAmount", figures.expected)
            .put("receivedAmount", figures.received)
            .put("remainingAmount", figures.remaining)
            .put("excessAmount", figures.excess)
            .put("refundedAmount", books.refunded.print_received(books.terms.asset.scale()))
            .put("asset", books.terms.asset.code())
            .put("paymentNetwork", network.code())
            .put("memo", record.memo())
            .put("reference", record.reference())
            .put("referenceLabel", network.reference_label())
            .put("destinationAddress", record.address())
            .put("orderId", record.order_id.as_ref())
            .put("metadata", json::read(record.metadata.as_bytes()))
            .put("createdAt", record.created_at)
            .put_some("paidAt", books.paid_at)
            .put("expiresAt", books.terms.expires_at)
            .put_some("subscriptionId", period.map(|period| &period.subscription))
            .put_some("dueAt", period.map(|period| period.due_at));
        sale::put(&mut out, record);
        out
    }
}
