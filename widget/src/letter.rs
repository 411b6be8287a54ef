//! The mails: one template, as HTML and as text, in the merchant's name and the reader's language.
//! Knows no sender.

use shared::currency::Asset;
use shared::money::Amount;
use shared::time::Instant;
use shared::view::{MerchantView, PriceTag};

use crate::compose::dates::{day, moment};
use crate::compose::numbers::{plain, with_code};
use crate::compose::periods::price_each;
use crate::page::escape;
use crate::words::{MailWords, Words, fill};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Please pay.
    Request,
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
    pub const ALL: [Topic; 11] = [
        Topic::Request,
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
    /// What an invoice asks for in all.
    pub total: Option<Amount>,
    /// What is still due of it.
    pub due: Option<Amount>,
    /// What arrived.
    pub received: Amount,
    /// When it was paid.
    pub paid_at: Option<Instant>,
    /// When an invoice is due, or when what is told of a subscription happens.
    pub at: Option<Instant>,
    /// What a period costs.
    pub price: Option<PriceTag>,
    /// What it will cost.
    pub new_price: Option<PriceTag>,
    /// Where the button leads; absolute.
    pub link: String,
    /// Whether an invoice that ended can be opened again.
    pub can_reopen: bool,
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
    let mark = if view.test { format!("{} ", words.mail.test) } else { String::new() };
    let subject = format!("{mark}{subject}");
    let parts = Parts { view, words, lead, button, facts: facts(view, words) };
    // Lines of plain text break where they like.
    let plain = |text: String| text.replace('\u{a0}', " ");
    Letter { html: parts.html(&subject), text: plain(parts.text()), subject: plain(subject) }
}

/// What the template is filled with.
struct Parts<'a> {
    view: &'a LetterView,
    words: &'static Words,
    lead: String,
    button: Option<&'static str>,
    facts: Vec<(&'static str, String)>,
}

fn texts(view: &LetterView, words: &'static Words) -> (String, String, Option<&'static str>) {
    let mail = &words.mail;
    let amount = |amount: Option<Amount>| {
        let number = amount.map(|amount| plain(amount, view.asset.scale(), &words.manner));
        number.map(|number| with_code(&number, view.asset.code())).unwrap_or_default()
    };
    let price = |price: &Option<PriceTag>| {
        price.as_ref().map(|price| price_each(price, words)).unwrap_or_default()
    };
    let date = view.at.map(|at| day(at, &view.merchant.zone, words)).unwrap_or_default();
    let gaps = [
        ("merchant", &*view.merchant.name),
        ("title", &view.title),
        ("due", &amount(view.due)),
        ("total", &amount(view.total)),
        ("received", &amount(Some(view.received))),
        ("price", &price(&view.price)),
        ("new", &price(&view.new_price)),
        ("date", &date),
    ];
    let (subject, lead, button) = sentences(view, mail);
    (fill(subject, &gaps), fill(lead, &gaps), button)
}

type Sentences = (&'static str, &'static str, Option<&'static str>);

fn sentences(view: &LetterView, mail: &'static MailWords) -> Sentences {
    let pay = Some(mail.view_and_pay);
    let manage = Some(mail.manage);
    match view.topic {
        Topic::Request if view.due.is_none() => (mail.request_subject, mail.request_open, pay),
        Topic::Request => (mail.request_subject, mail.request, pay),
        Topic::Reminder if view.due.is_none() => (mail.reminder_subject, mail.request_open, pay),
        Topic::Reminder => (mail.reminder_subject, mail.reminder, pay),
        Topic::PartlyPaid => (mail.partly_subject, mail.partly, Some(mail.pay_rest)),
        Topic::Receipt => (mail.receipt_subject, mail.receipt, Some(mail.view_receipt)),
        Topic::Expired if view.can_reopen => (mail.expired_subject, mail.expired_again, None),
        Topic::Expired => (mail.expired_subject, mail.expired, None),
        Topic::Started => (mail.started_subject, mail.started, manage),
        Topic::TrialWillEnd => (mail.trial_subject, mail.trial, manage),
        Topic::Upcoming => (mail.upcoming_subject, mail.upcoming, manage),
        Topic::Changed => (mail.changed_subject, mail.changed, manage),
        Topic::Ended => (mail.ended_subject, mail.ended, manage),
        Topic::ManageLink => (mail.link_subject, mail.link, manage),
    }
}

/// Label and value of what stands below the lead.
fn facts(view: &LetterView, words: &Words) -> Vec<(&'static str, String)> {
    let mail = &words.mail;
    let zone = &view.merchant.zone;
    let mut facts = vec![(mail.for_what, view.title.clone())];
    facts.extend(view.order_id.clone().map(|order| (mail.order, order)));
    if let Some(invoice) = &view.invoice {
        facts.push((mail.invoice, invoice.clone()));
        facts.extend(view.at.map(|at| (mail.due_on, day(at, zone, words))));
    }
    facts.extend(view.paid_at.map(|at| (mail.paid_on, moment(at, zone, words))));
    facts
}

impl Parts<'_> {
    fn greeting(&self) -> String {
        let mail = &self.words.mail;
        match &self.view.name {
            Some(name) => fill(mail.hello_name, &[("name", name)]),
            None => mail.hello.to_owned(),
        }
    }

    fn text(&self) -> String {
        let merchant = &self.view.merchant;
        let mut lines = vec![self.greeting(), self.lead.clone(), String::new()];
        lines.extend(self.facts.iter().map(|(label, value)| format!("{label}: {value}")));
        if let Some(button) = self.button {
            lines.extend([String::new(), format!("{button}: {}", self.view.link)]);
        }
        if let Some(link) = &self.view.manage_link {
            lines.extend([String::new(), format!("{} {link}", self.words.mail.manage_line)]);
        }
        lines.extend([String::new(), merchant.name.clone()]);
        lines.extend(merchant.support_email.clone());
        lines.extend(merchant.support_url.clone());
        lines.join("\n")
    }

    /// Mail programs need their styles on the elements.
    fn html(&self, subject: &str) -> String {
        const SOFT: &str = "color:#5b6472;font-size:14px";
        let (view, merchant, manner) = (self.view, &self.view.merchant, &self.words.manner);
        let logo = merchant.logo_url.as_ref().map_or(String::new(), |url| {
            let url = escape(url);
            format!("<img src=\"{url}\" alt=\"\" height=\"40\" style=\"max-width:160px\">")
        });
        let mut facts = String::new();
        for (label, value) in &self.facts {
            facts.push_str(&format!(
                "<tr><td style=\"padding:4px 16px 4px 0;{SOFT}\">{label}</td>\
                 <td style=\"padding:4px 0\">{}</td></tr>",
                escape(value)
            ));
        }
        let button = self.button.map_or(String::new(), |button| {
            format!(
                "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;\
                 padding:14px 24px;border-radius:8px;background:#1b5cd6;color:#ffffff;\
                 text-decoration:none;font-weight:600\">{button}</a></p>",
                escape(&view.link)
            )
        });
        let manage = view.manage_link.as_ref().map_or(String::new(), |link| {
            let (line, link) = (self.words.mail.manage_line, escape(link));
            format!("<p style=\"{SOFT}\">{line}<br><a href=\"{link}\">{link}</a></p>")
        });
        let support = [&merchant.support_email, &merchant.support_url].into_iter().flatten();
        let support: String = support.map(|contact| format!("<br>{}", escape(contact))).collect();
        format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title></head>\
             <body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif\">\
             <div style=\"max-width:480px;margin:0 auto\">{logo}<p>{}</p>\
             <p style=\"font-size:18px\">{}</p><table role=\"presentation\">{facts}</table>\
             {button}{manage}<p style=\"{SOFT}\">{}{support}</p></div></body></html>",
            manner.code,
            manner.dir,
            escape(subject),
            escape(&self.greeting()),
            escape(&self.lead),
            escape(&merchant.name),
        )
    }
}
