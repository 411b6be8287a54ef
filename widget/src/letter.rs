//! The mails: what each says, in the merchant's name and the reader's language, as HTML and as
//! plain text. Knows no sender.

use shared::currency::{Asset, Network};
use shared::money::Amount;
use shared::time::Instant;
use shared::view::{MerchantView, PriceTag};

use crate::compose::{day, moment, plain, price_each, small_print, with_code};
use crate::page::mail::{Mail, mail};
use crate::words::{Words, fill};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Please pay.
    Request,
    /// What was to be charged was not: please pay.
    ChargeFailed,
    /// Please pay, once more.
    Reminder,
    /// Some of it arrived.
    PartlyPaid,
    /// All of it arrived.
    Receipt,
    /// It can no longer be paid.
    Expired,
    /// A trial has begun on the page.
    Started,
    /// The trial ends in three days.
    TrialWillEnd,
    /// The next invoice comes in three days.
    Upcoming,
    /// It will cost something else.
    Changed,
    /// The subscription has ended.
    Ended,
    /// Where the subscription is managed.
    ManageLink,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 12] = [
        Topic::Request,
        Topic::ChargeFailed,
        Topic::Reminder,
        Topic::PartlyPaid,
        Topic::Receipt,
        Topic::Expired,
        Topic::Started,
        Topic::TrialWillEnd,
        Topic::Upcoming,
        Topic::Changed,
        Topic::Ended,
        Topic::ManageLink,
    ];

    /// The word in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Topic::Request => "request",
            Topic::ChargeFailed => "charge_failed",
            Topic::Reminder => "reminder",
            Topic::PartlyPaid => "partly_paid",
            Topic::Receipt => "receipt",
            Topic::Expired => "expired",
            Topic::Started => "started",
            Topic::TrialWillEnd => "trial_will_end",
            Topic::Upcoming => "upcoming",
            Topic::Changed => "changed",
            Topic::Ended => "ended",
            Topic::ManageLink => "manage_link",
        }
    }
}

/// What a mail is filled with; what its topic does not tell of is `None`.
#[derive(Clone, Debug)]
pub struct LetterView {
    /// What it is about.
    pub topic: Topic,
    /// Test money: the subject says so.
    pub test: bool,
    /// Who writes; `language` is the reader's.
    pub merchant: MerchantView,
    /// What the reader is called.
    pub name: Option<String>,
    /// What it is about: an invoice's title, or what is subscribed to.
    pub title: String,
    /// The merchant's own reference of an invoice.
    pub order_id: Option<String>,
    /// The number on an invoice.
    pub invoice: Option<String>,
    /// What amounts are in.
    pub asset: Asset,
    /// What an invoice asks for in all; `None` while the payer may choose.
    pub due: Option<Amount>,
    /// What is left of that.
    pub remaining: Option<Amount>,
    /// What arrived.
    pub received: Amount,
    /// What arrived beyond what was asked.
    pub excess: Amount,
    /// When it was paid.
    pub paid_at: Option<Instant>,
    /// Until when it can be paid.
    pub expires_at: Option<Instant>,
    /// Whether an invoice that ended can be opened again on its page.
    pub can_reopen: bool,
    /// When an invoice is due, or when what is told of a subscription happens.
    pub at: Option<Instant>,
    /// What a period costs.
    pub price: Option<PriceTag>,
    /// What it will cost.
    pub new_price: Option<PriceTag>,
    /// Where the button leads; absolute.
    pub link: String,
    /// Where the invoice's subscription is managed; absolute.
    pub manage_link: Option<String>,
}

/// A mail, written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its body, for most.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Writes a mail.
pub fn letter(view: &LetterView) -> Letter {
    let words = Words::of(&view.merchant.language);
    let (subject, lead, button) = texts(view, words);
    let subject = match view.test {
        true => [words.mail.test, " ", &subject].concat(),
        false => subject,
    };
    let greeting = match &view.name {
        Some(name) => fill(words.mail.hello_name, &[("name", name)]),
        None => words.mail.hello.to_owned(),
    };
    let mail_view = Mail {
        words,
        merchant: &view.merchant,
        subject: &subject,
        bar: view.test.then_some(words.test.bar),
        greeting: &greeting,
        lead: &lead,
        facts: &facts(view, words),
        button: button.map(|word| (word, &*view.link)),
        footer: view.manage_link.as_deref().map(|link| (words.mail.manage_line, link)),
    };
    written(&mail_view)
}

/// The mail as HTML and as plain text.
pub(crate) fn written(view: &Mail<'_>) -> Letter {
    // Lines of plain text break where they like.
    let plain = |text: &str| text.replace('\u{a0}', " ");
    Letter { html: mail(view), text: plain(&text(view)), subject: plain(view.subject) }
}

/// Subject, lead, and the word on the button.
fn texts(view: &LetterView, words: &'static Words) -> (String, String, Option<&'static str>) {
    let price =
        |price: Option<&PriceTag>| price.map(|price| price_each(price, words)).unwrap_or_default();
    let remaining = view.remaining.unwrap_or_default();
    // What a payer who chooses has to send at least.
    let both = Amount::sum([view.received, remaining]);
    let gaps = [
        ("merchant", &*view.merchant.name),
        ("title", &view.title),
        ("part", &number(view.received, view, words)),
        ("received", &money(view.received, view, words)),
        ("due", &money(view.due.unwrap_or(both), view, words)),
        ("remaining", &money(remaining, view, words)),
        ("price", &price(view.price.as_ref())),
        ("new", &price(view.new_price.as_ref())),
        ("date", &view.at.map(|at| date(at, view, words)).unwrap_or_default()),
    ];
    let (subject, lead, button) = sentences(view, words);
    let lead: Vec<String> = lead.iter().map(|sentence| fill(sentence, &gaps)).collect();
    let lead = lead.into_iter().chain(until(view, words)).collect::<Vec<_>>().join(" ");
    (fill(subject, &gaps), lead, button)
}

/// The same with their gaps; the lead may be several.
type Sentences = (&'static str, Vec<&'static str>, Option<&'static str>);

fn sentences(view: &LetterView, words: &'static Words) -> Sentences {
    let (mail, say) = (&words.mail, &words.say);
    let (pay, manage) = (Some(mail.view_and_pay), Some(mail.manage));
    let chooses = view.remaining.is_none();
    let expired = mail.expired_subject;
    match view.topic {
        Topic::Request if chooses => (mail.request_subject, vec![mail.request_open], pay),
        Topic::Request => (mail.request_subject, vec![mail.request], pay),
        Topic::ChargeFailed => {
            (mail.charge_failed_subject, vec![mail.charge_failed, mail.request], pay)
        }
        Topic::Reminder if chooses => (mail.reminder_subject, vec![mail.request_open], pay),
        Topic::Reminder => (mail.reminder_subject, vec![mail.reminder], pay),
        Topic::PartlyPaid => {
            let part = match view.asset.network() {
                Network::Stellar => say.partial_memo,
                Network::Xrpl => say.partial_tag,
                Network::Psp => say.partial_ended,
            };
            (mail.partly_subject, vec![part], Some(mail.pay_rest))
        }
        Topic::Receipt => (mail.receipt_subject, vec![mail.receipt], Some(mail.view_receipt)),
        Topic::Expired if view.can_reopen => {
            (expired, vec![mail.expired_again], Some(words.manage.pay))
        }
        Topic::Expired if view.received.is_nothing() => (expired, vec![mail.expired], None),
        Topic::Expired => (expired, vec![say.partial_ended], None),
        Topic::Started => {
            (mail.started_subject, vec![mail.started, words.subscribe.trial_text], manage)
        }
        Topic::TrialWillEnd => (mail.trial_subject, vec![mail.trial], manage),
        Topic::Upcoming => (mail.upcoming_subject, vec![mail.upcoming], manage),
        Topic::Changed => (mail.changed_subject, vec![mail.changed], manage),
        Topic::Ended => (mail.ended_subject, vec![mail.ended], manage),
        Topic::ManageLink => (mail.link_subject, vec![mail.link], manage),
    }
}

/// Until when it can be paid. An invoice of a subscription tells its due date instead, and can be
/// opened again.
fn until(view: &LetterView, words: &Words) -> Option<String> {
    let at = view.expires_at.filter(|_| view.at.is_none())?;
    let asks = matches!(
        view.topic,
        Topic::Request | Topic::ChargeFailed | Topic::Reminder | Topic::PartlyPaid
    );
    asks.then(|| fill(words.pay.until, &[("moment", &moment(at, &view.merchant.zone, words))]))
}

/// Label and value of what stands below the lead.
fn facts(view: &LetterView, words: &Words) -> Vec<(String, String)> {
    let mail = &words.mail;
    let mut facts = Vec::new();
    let mut add = |label: &str, value| facts.push((label.to_owned(), value));
    add(mail.for_what, view.title.clone());
    if let Some(order) = &view.order_id {
        add(words.receipt.order, order.clone());
    }
    if let Some(invoice) = &view.invoice {
        add(words.receipt.invoice, invoice.clone());
        if let Some(at) = view.at {
            add(mail.due_on, date(at, view, words));
        }
    }
    if view.topic == Topic::Receipt && !view.excess.is_nothing() {
        add(words.money.received, money(view.received, view, words));
        add(words.money.excess, money(view.excess, view, words));
    }
    if let Some(at) = view.paid_at {
        add(words.receipt.paid_on, moment(at, &view.merchant.zone, words));
    }
    if let Some(price) = view.price.as_ref().filter(|_| view.topic != Topic::Ended) {
        add(words.manage.price, terms(price, words));
    }
    if let (Topic::Changed, Some(price), Some(at)) = (view.topic, &view.new_price, view.at) {
        let label = fill(words.manage.change, &[("date", &date(at, view, words))]);
        add(&label, terms(price, words));
    }
    facts
}

/// `99.00 EUR per month · 12 payments · Paid in USDC at the rate of the day`.
fn terms(price: &PriceTag, words: &Words) -> String {
    let mut terms = price_each(price, words);
    let small = small_print(price, words);
    if !small.is_empty() {
        terms.push_str(" · ");
        terms.push_str(&small);
    }
    terms
}

fn number(amount: Amount, view: &LetterView, words: &Words) -> String {
    plain(amount, view.asset.scale(), &words.manner)
}

fn money(amount: Amount, view: &LetterView, words: &Words) -> String {
    with_code(&number(amount, view, words), view.asset.code())
}

fn date(at: Instant, view: &LetterView, words: &Words) -> String {
    day(at, &view.merchant.zone, words)
}

/// The same as plain text.
fn text(mail: &Mail<'_>) -> String {
    let line = |label: &str, value: &str| {
        fill(mail.words.mail.line, &[("label", label), ("value", value)])
    };
    let facts: Vec<String> = mail.facts.iter().map(|(label, value)| line(label, value)).collect();
    let merchant = mail.merchant;
    let contacts = [&merchant.support_email, &merchant.support_url].into_iter().flatten();
    let name = [merchant.name.as_str()].into_iter();
    let signature: Vec<&str> = name.chain(contacts.map(String::as_str)).collect();
    let parts = [
        mail.bar.map(str::to_owned),
        Some(mail.greeting.to_owned()),
        Some(mail.lead.to_owned()),
        Some(facts.join("\n")),
        mail.button.map(|(word, link)| line(word, link)),
        Some(signature.join("\n")),
        mail.footer.map(|(words, link)| line(words, link)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}
