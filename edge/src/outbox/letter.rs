//! What mails are told: from rows to facts. `widget` has the words and the template. Knows no
//! sender.

use shared::currency::Network;
use shared::id::MailId;
use shared::key::Mode;
use shared::money::Amount;
use shared::time::Instant;
use shared::view::MerchantView;
use widget::{LetterView, OwnerLetter};

pub use widget::{OwnerTopic, Topic};

use crate::app::App;
use crate::store::billing::Terms;
use crate::store::invoice::Record;
use crate::store::mail::Mail;
use crate::store::merchant::Merchant;
use crate::store::subscription;

/// Writes the mail to the invoice's customer; `None` when it has no address.
pub fn write(
    app: &App,
    merchant: &Merchant,
    record: &Record,
    topic: Topic,
    now: Instant,
) -> Option<Mail> {
    let recipient = record.customer_email.as_deref()?;
    let books = &record.books;
    let period = record.period.as_ref();
    let view = LetterView {
        topic,
        test: record.owner.mode == Mode::Test,
        merchant: who(merchant, record.language.as_deref()),
        name: record.customer_name.clone(),
        title: record.title.clone(),
        order_id: record.order_id.clone(),
        invoice: Some(record.public_id.clone()),
        asset: books.terms.asset,
        due: books.terms.due,
        remaining: books.remaining(),
        received: books.received(),
        excess: books.excess(),
        paid_at: books.paid_at,
        expires_at: books.terms.expires_at,
        at: period.map(|period| period.due_at),
        price: None,
        new_price: None,
        link: app.url(&format!("/pay/{}", record.public_id)),
        can_reopen: record.can_reopen(),
        manage_link: period.map(|period| app.url(&format!("/manage/{}", period.token))),
    };
    Some(mail(app, merchant, recipient, &view, now))
}

/// Writes a mail about a subscription to its customer; `None` when it has no address.
pub fn write_of_subscription(
    app: &App,
    merchant: &Merchant,
    record: &subscription::Record,
    topic: Topic,
    now: Instant,
) -> Option<Mail> {
    let recipient = record.customer.email.as_deref()?;
    let (books, cycles, mode) = (&record.books, record.billing.cycles, record.owner.mode);
    let is_charged = record.charging.is_some();
    let tag = |terms: Terms| merchant.price_tag(&terms, cycles, mode, is_charged);
    let change = books
        .change
        .map(|change| (books.schedule.date(change.from_index), tag(Terms::of_change(&change))));
    let at = match topic {
        Topic::Started | Topic::TrialWillEnd => books.trial_end.or_else(|| Some(books.next_at())),
        Topic::Changed => change.as_ref().map(|(at, _)| *at),
        _ => Some(books.next_at()),
    };
    let price = tag(Terms::of(&record.billing));
    let (price, new_price) = match change {
        Some((_, new)) if topic == Topic::Changed => (price, Some(new)),
        // What is told of the next period is what that will cost.
        Some((from, new)) if at.is_some_and(|at| from <= at) => (new, None),
        _ => (price, None),
    };
    let view = LetterView {
        topic,
        test: record.owner.mode == Mode::Test,
        merchant: who(merchant, record.customer.language.as_deref()),
        name: record.customer.name.clone(),
        title: record.title.clone(),
        order_id: None,
        invoice: None,
        asset: record.billing.charge.asset,
        due: None,
        remaining: None,
        received: Amount::ZERO,
        excess: Amount::ZERO,
        paid_at: None,
        expires_at: None,
        at,
        price: Some(price),
        new_price,
        link: app.url(&format!("/manage/{}", record.token)),
        can_reopen: false,
        manage_link: None,
    };
    Some(mail(app, merchant, recipient, &view, now))
}

/// Writes a mail to a merchant's owner. `at` is when it was noticed, or from when on it holds.
pub fn write_to_owner(
    app: &App,
    merchant: &Merchant,
    topic: OwnerTopic,
    mode: Mode,
    network: Option<Network>,
    at: Instant,
) -> Mail {
    let (test, who) = (mode == Mode::Test, who(merchant, None));
    let view = OwnerLetter { topic, test, merchant: who, network, at };
    let letter = widget::owner_letter(&view);
    Mail {
        id: MailId::make(app.now(), app.platform.roll()).as_str().to_owned(),
        kind: view.topic.code().to_owned(),
        recipient: merchant.email.clone(),
        sender_name: "PayLinkr".to_owned(),
        reply_to: None,
        subject: letter.subject,
        html: letter.html,
        text: letter.text,
    }
}

fn who(merchant: &Merchant, language: Option<&str>) -> MerchantView {
    MerchantView {
        name: merchant.name.clone(),
        logo_url: merchant.logo_url.clone(),
        accent: merchant.accent.clone(),
        support_email: merchant.support_email.clone(),
        support_url: merchant.support_url.clone(),
        language: language.unwrap_or(&merchant.language).to_owned(),
        zone: merchant.zone.clone(),
    }
}

fn mail(app: &App, merchant: &Merchant, recipient: &str, view: &LetterView, now: Instant) -> Mail {
    let letter = widget::letter(view);
    Mail {
        id: MailId::make(now, app.platform.roll()).as_str().to_owned(),
        kind: view.topic.code().to_owned(),
        recipient: recipient.to_owned(),
        sender_name: merchant.name.clone(),
        reply_to: merchant.reply_to.clone().or_else(|| merchant.support_email.clone()),
        subject: letter.subject,
        html: letter.html,
        text: letter.text,
    }
}
