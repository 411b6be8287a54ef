//! What a step of a subscription writes: its line, the invoice of a period, what the merchant and
//! the customer are told. The line's key is the lock, and a period's invoice is unique.

use shared::draft::{ExpiresIn, InvoiceDraft, Price};
use shared::id::{DeliveryId, EventId};
use shared::json::{self, Object};
use shared::subscription::{Due, Event, Letter, Step};
use shared::time::Instant;
use shared::webhook::{self, EventName};

use crate::actions::charge_mandate;
use crate::actions::create_invoice::{self, Rules};
use crate::actions::quote;
use crate::actions::step::Writer;
use crate::fault::Fault;
use crate::outbox::letter::{self, Topic};
use crate::platform::Statement;
use crate::store::event::NewEvent;
use crate::store::invoice::{self as invoices, Period};
use crate::store::subscription::{self as subscriptions, Newest, Record};
use crate::store::{billing, mail, psp_mandate};

/// How many statements are enough for one batch; D1 takes a hundred, and a step makes up to twelve.
const STATEMENTS_ENOUGH: usize = 80;

impl Writer<'_> {
    /// Does all that time asks for, in the order of its moments, as far as one batch holds; another
    /// batch goes on. Nothing to do is an empty list.
    ///
    /// # Errors
    /// [`Fault`] when a period cannot be billed.
    pub fn catch_up(&self, record: &mut Record) -> Result<Vec<Statement>, Fault> {
        let mut statements = Vec::new();
        if let Some((version, terms)) = record.offer.take() {
            record.offer_version = version;
            let count = terms.interval_count;
            let event = Event::Announce(terms.charge, terms.interval, count);
            if let Ok(step) = record.books.apply(event, self.now) {
                statements.extend(self.step_subscription(record, step)?);
            }
        }
        while statements.len() < STATEMENTS_ENOUGH
            && let Some(event) = record.books.due_event(self.now)
            && let Ok(step) = record.books.apply(event, self.now)
        {
            statements.extend(self.step_subscription(record, step)?);
        }
        Ok(statements)
    }

    /// When a subscription is to be looked at again, in the world's time.
    pub fn wake_at(&self, record: &Record) -> Option<Instant> {
        let next = record.books.next_event(self.now).map(|(at, _)| at);
        next.map(|at| self.in_the_world(at.max(self.now)))
    }

    /// Saves what steps have changed.
    pub fn save_subscription(&self, record: &Record) -> Statement {
        subscriptions::save(record, self.wake_at(record))
    }

    /// Moves the subscription one step on and says what that writes, but for its own row.
    ///
    /// # Errors
    /// [`Fault`] when a period cannot be billed.
    pub fn step_subscription(
        &self,
        record: &mut Record,
        step: Step,
    ) -> Result<Vec<Statement>, Fault> {
        record.step += 1;
        let at = [self.now, self.app.now()];
        let line = subscriptions::add_step(record, step.code.code(), self.actor, at, &self.guard);
        let mut statements = vec![line];
        record.books = step.subscription;
        record.billing.charge = record.books.charge;
        record.billing.interval = record.books.schedule.interval;
        record.billing.interval_count = record.books.schedule.interval_count;
        if record.books.status.is_over() {
            record.charging = None;
            statements.push(psp_mandate::end(&record.id));
        }
        let mut invoice = None;
        if let Some(due) = step.due {
            let made = self.draw_period(record, due)?;
            let Writer { app, lease, actor, guard, .. } = self;
            statements.extend(create_invoice::statements(app, &made, actor, *lease, guard));
            // What is charged by itself asks nobody, unless that fails.
            let charge = charge_mandate::begin(self, record.charging, &made);
            let is_mailed = due.mailed && charge.is_none();
            statements.extend(charge);
            statements.extend(is_mailed.then(|| self.mail(&made, Topic::Request)).flatten());
            record.newest = Some(newest(&made));
            invoice = Some(made);
        }
        for name in step.events {
            statements.extend(self.tell_subscription(record, name, invoice.as_ref()));
        }
        let topic = step.letter.map(|letter| match letter {
            Letter::TrialWillEnd => Topic::TrialWillEnd,
            Letter::Upcoming => Topic::Upcoming,
            Letter::Changed => Topic::Changed,
            Letter::Ended => Topic::Ended,
        });
        statements.extend(topic.and_then(|topic| self.mail_of_subscription(record, topic)));
        Ok(statements)
    }

    /// A mail to the customer, if the subscription has an address.
    pub fn mail_of_subscription(&self, record: &Record, topic: Topic) -> Option<Statement> {
        let (app, merchant) = (self.app, self.merchant);
        let mail = letter::write_of_subscription(app, merchant, record, topic, self.now)?;
        let guard = self.mail_guard.as_ref().unwrap_or(&self.guard);
        Some(mail::add(&mail, &record.owner, None, self.lease, app.now(), guard))
    }

    /// The invoice of a period.
    fn draw_period(&self, record: &Record, due: Due) -> Result<invoices::Record, Fault> {
        let (billing, customer) = (&record.billing, &record.customer);
        let reminders = billing.reminders;
        let least_ms = reminders.needs_until(due.due_at).map_or(0, |at| at.ms() - self.now.ms());
        let expires_in = match billing.invoice_expires_in {
            ExpiresIn::Never => ExpiresIn::Never,
            ExpiresIn::Ms(ms) => ExpiresIn::Ms(ms.max(least_ms)),
        };
        let draft = InvoiceDraft {
            title: record.title.clone(),
            description: None,
            asset: due.charge.asset,
            price: due.charge.price,
            order_id: None,
            expires_in,
            customer_email: customer.email.clone(),
            customer_name: customer.name.clone(),
            return_url: billing.success_url.clone(),
            metadata: billing.metadata.clone(),
        };
        let rules = Rules::of(&record.owner, self.merchant);
        let rates = quote::rates(self.app, record.owner.mode, &self.merchant.script);
        let mut invoice = create_invoice::draw(self.app, rules, draft, rates, self.now)?;
        invoice.language.clone_from(&customer.language);
        let remind_at = reminders.next(due.due_at, self.now);
        invoice.period = Some(Period {
            subscription: record.id.clone(),
            index: due.index,
            due_at: due.due_at,
            reminders,
            remind_at: remind_at.map(|at| self.in_the_world(at)),
            token: record.token.clone(),
            is_newest: true,
        });
        Ok(invoice)
    }

    /// How the merchant's server is told.
    pub fn tell_subscription(
        &self,
        record: &mut Record,
        name: EventName,
        invoice: Option<&invoices::Record>,
    ) -> [Statement; 2] {
        record.sequence += 1;
        let real_now = self.app.now();
        let id = EventId::make(real_now, self.app.platform.roll()).as_str().to_owned();
        let invoice = invoice.filter(|_| name == EventName::SubscriptionInvoiceCreated);
        let event = NewEvent {
            body: self.payload(&id, record, name, invoice).text(),
            name: name.code(),
            object: record.id.clone(),
            sequence: record.sequence,
            delivery: DeliveryId::make(real_now, self.app.platform.roll()).as_str().to_owned(),
            id,
        };
        self.tell(&event, &record.owner)
    }

    fn payload(
        &self,
        id: &str,
        record: &Record,
        name: EventName,
        invoice: Option<&invoices::Record>,
    ) -> Object {
        let Record { books, billing, customer, .. } = record;
        let tag = Tag::of(&billing.charge.price, billing.charge.asset.scale());
        let period = invoice.and_then(|invoice| invoice.period.as_ref());
        let url = invoice.map(|invoice| self.app.url(&format!("/pay/{}", invoice.public_id)));
        let mut out = webhook::payload(id, name, record.owner.mode, record.sequence, self.now);
        out.put("subscriptionId", &record.id)
            .put("packageId", record.package.as_ref())
            .put("status", books.status.code())
            .put("title", &record.title)
            .put("customerEmail", customer.email.as_ref())
            .put("customerName", customer.name.as_ref())
            .put("externalCustomerRef", customer.reference.as_ref())
            .put("amount", tag.amount)
            .put("asset", billing.charge.asset.code())
            .put("pricingCurrency", tag.currency)
            .put("pricingAmount", tag.priced)
            .put("interval", billing.interval.code())
            .put("intervalCount", billing.interval_count)
            .put("nextBillingAt", record.next_billing_at())
            .put("trialEndsAt", books.trial_end)
            .put("cancelAtPeriodEnd", books.ends_at_next)
            .put("resumeAt", books.resume_at)
            .put("metadata", json::read(billing::metadata(&billing.metadata).as_bytes()))
            .put("createdAt", record.created_at)
            .put_some("invoiceId", invoice.map(|invoice| invoice.id.as_str()))
            .put_some("payUrl", url)
            .put_some("dueAt", period.map(|period| period.due_at))
            .put_some("periodIndex", period.map(|period| period.index));
        out
    }
}

/// A price as it is written on the wire.
#[derive(Clone, Debug)]
pub struct Tag {
    /// So much of the asset, unless it is priced in a currency.
    pub amount: Option<String>,
    /// The currency.
    pub currency: Option<&'static str>,
    /// So much of that.
    pub priced: Option<String>,
}

impl Tag {
    /// Writes a price.
    pub fn of(price: &Price, scale: u32) -> Tag {
        match price {
            Price::Fiat(fiat, amount) => Tag {
                amount: None,
                currency: Some(fiat.code()),
                priced: Some(amount.print(shared::currency::Fiat::SCALE)),
            },
            Price::Fixed(amount) => {
                Tag { amount: Some(amount.print(scale)), currency: None, priced: None }
            }
            Price::Custom(_) => Tag { amount: None, currency: None, priced: None },
        }
    }
}

fn newest(invoice: &invoices::Record) -> Newest {
    Newest {
        id: invoice.id.as_str().to_owned(),
        public_id: invoice.public_id.clone(),
        status: invoice.books.status.code().to_owned(),
        due_at: invoice.period.as_ref().map_or(invoice.created_at, |period| period.due_at),
    }
}
