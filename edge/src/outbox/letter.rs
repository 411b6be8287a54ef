//! The mails: one template, as HTML and as text, in the merchant's name. Knows no sender.

use shared::id::MailId;
use shared::key::Mode;
use shared::money::Amount;
use shared::time::Instant;

use crate::app::App;
use crate::store::invoice::Record;
use crate::store::mail::Mail;
use crate::store::merchant::Merchant;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
}

impl Kind {
    /// The word in the column.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Request => "request",
            Kind::Reminder => "reminder",
            Kind::PartlyPaid => "partly_paid",
            Kind::Receipt => "receipt",
            Kind::Expired => "expired",
        }
    }
}

/// What the template is filled with.
struct Words {
    subject: String,
    lead: String,
    button: Option<&'static str>,
}

/// Writes the mail to the invoice's customer; `None` when it has no address.
pub fn write(
    app: &App,
    merchant: &Merchant,
    record: &Record,
    kind: Kind,
    now: Instant,
) -> Option<Mail> {
    let recipient = record.customer_email.clone()?;
    let words = words(merchant, record, kind);
    let mark = if record.owner.mode == Mode::Test { "[Test] " } else { "" };
    let link = app.url(&format!("/pay/{}", record.public_id));
    Some(Mail {
        id: MailId::make(now, app.platform.roll()).as_str().to_owned(),
        kind: kind.code().to_owned(),
        recipient,
        sender_name: merchant.name.clone(),
        reply_to: merchant.reply_to.clone().or_else(|| merchant.support_email.clone()),
        subject: format!("{mark}{}", words.subject),
        html: html(merchant, record, &words, &link),
        text: text(merchant, record, &words, &link),
    })
}

fn words(merchant: &Merchant, record: &Record, kind: Kind) -> Words {
    let books = &record.books;
    let asset = books.terms.asset;
    let print = |amount: Amount| format!("{} {}", amount.print(asset.scale()), asset.code());
    let received = print(books.received());
    let due = books.remaining().map(print);
    let (name, title) = (&merchant.name, &record.title);
    let asks = match &due {
        Some(due) => format!("{name} asks you for {due}."),
        None => format!("{name} asks you for a payment; you choose the amount."),
    };
    let (subject, lead, button) = match kind {
        Kind::Request => (format!("{name}: {title}"), asks, Some("View and pay")),
        Kind::Reminder => {
            (format!("Reminder: {title}"), format!("A reminder. {asks}"), Some("View and pay"))
        }
        Kind::PartlyPaid => {
            let left = due.unwrap_or_default();
            let total = books.terms.due.map(print).unwrap_or_default();
            let lead = format!(
                "{received} of {total} arrived. Please send the remaining {left} with the same \
                 reference."
            );
            (format!("{left} left to pay: {title}"), lead, Some("Pay the rest"))
        }
        Kind::Receipt => {
            let lead = format!("{name} received {received}. Thank you.");
            (format!("Receipt: {title}"), lead, Some("View receipt"))
        }
        Kind::Expired => {
            let lead =
                format!("The time to pay {name} for this has run out. Please do not pay it.");
            (format!("Expired: {title}"), lead, None)
        }
    };
    Words { subject, lead, button }
}

/// Label and value of what stands below the lead.
fn facts(record: &Record) -> Vec<(&'static str, String)> {
    let mut facts = vec![("For", record.title.clone())];
    facts.extend(record.order_id.clone().map(|order| ("Order", order)));
    facts.push(("Invoice", record.public_id.clone()));
    facts.extend(record.books.paid_at.map(|at| ("Paid at", at.to_string())));
    facts
}

fn text(merchant: &Merchant, record: &Record, words: &Words, link: &str) -> String {
    let mut lines = vec![greeting(record), words.lead.clone(), String::new()];
    lines.extend(facts(record).into_iter().map(|(label, value)| format!("{label}: {value}")));
    if let Some(button) = words.button {
        lines.extend([String::new(), format!("{button}: {link}")]);
    }
    lines.extend([String::new(), merchant.name.clone()]);
    lines.extend(merchant.support_email.clone());
    lines.extend(merchant.support_url.clone());
    lines.join("\n")
}

fn html(merchant: &Merchant, record: &Record, words: &Words, link: &str) -> String {
    let logo = merchant.logo_url.as_ref().map_or(String::new(), |url| {
        format!("<img src=\"{}\" alt=\"\" height=\"40\" style=\"max-width:160px\">", escape(url))
    });
    let facts: String = facts(record)
        .into_iter()
        .map(|(label, value)| {
            format!(
                "<tr><td style=\"padding:4px 16px 4px 0;color:#5b6472\">{label}</td>\
                 <td style=\"padding:4px 0\">{}</td></tr>",
                escape(&value)
            )
        })
        .collect();
    let button = words.button.map_or(String::new(), |button| {
        format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;\
             padding:14px 24px;border-radius:8px;background:#1b5cd6;color:#ffffff;\
             text-decoration:none;font-weight:600\">{button}</a></p>",
            escape(link)
        )
    });
    let support: String = [&merchant.support_email, &merchant.support_url]
        .into_iter()
        .flatten()
        .map(|contact| format!("<br>{}", escape(contact)))
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
         <body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif\">\
         <div style=\"max-width:480px;margin:0 auto\">{logo}<p>{greeting}</p>\
         <p style=\"font-size:18px\">{lead}</p><table role=\"presentation\">{facts}</table>\
         {button}<p style=\"color:#5b6472;font-size:14px\">{name}{support}</p></div></body></html>",
        title = escape(&words.subject),
        greeting = escape(&greeting(record)),
        lead = escape(&words.lead),
        name = escape(&merchant.name),
    )
}

fn greeting(record: &Record) -> String {
    match &record.customer_name {
        Some(name) => format!("Hello {name},"),
        None => "Hello,".to_owned(),
    }
}

/// A text as it may stand in HTML, between tags or in an attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// x
    Started,
    /// x
    ManageLink,
}
