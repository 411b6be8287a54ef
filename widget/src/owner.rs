//! The mails to a merchant's owner: that something is wrong, and that somebody changed who gets the
//! money. Knows no sender.

use shared::alert::AlertKind;
use shared::currency::Network;
use shared::time::Instant;
use shared::view::MerchantView;

use crate::compose::moment;
use crate::letter::{Letter, written};
use crate::page::mail::Mail;
use crate::words::{Words, fill};

/// What a mail to the owner is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerTopic {
    /// Something is wrong; what exactly, as machines write it: an address, a server, a payment.
    Alarm(AlertKind, String),
    /// Where the money goes was changed.
    SettlementChange {
        /// The address until then, in full; `None`: there was none.
        old: Option<String>,
        /// The address from then on, in full.
        new: String,
        /// Where the change can be taken back; absolute. `None`: it holds already.
        cancel_link: Option<String>,
    },
}

impl OwnerTopic {
    /// The word in columns.
    pub const fn code(&self) -> &'static str {
        match self {
            OwnerTopic::Alarm(..) => "alarm",
            OwnerTopic::SettlementChange { .. } => "settlement_change",
        }
    }
}

/// What a mail to the owner is filled with.
#[derive(Clone, Debug)]
pub struct OwnerLetter {
    /// What it is about.
    pub topic: OwnerTopic,
    /// It concerns test money: the subject says so.
    pub test: bool,
    /// Whose money it is; `language` is the reader's.
    pub merchant: MerchantView,
    /// The ledger that it concerns; `None` where it concerns none.
    pub network: Option<Network>,
    /// When it was noticed, or from when on the new address holds.
    pub at: Instant,
}

/// Writes a mail to the owner.
pub fn owner_letter(view: &OwnerLetter) -> Letter {
    let words = Words::of(&view.merchant.language);
    let texts = &words.owner;
    let at = moment(view.at, &view.merchant.zone, words);
    let (subject, lead) = sentences(&view.topic, words);
    let network = view.network.map(Network::name);
    let gaps = [("network", network.unwrap_or_default()), ("moment", &*at)];
    let subject = fill(subject, &gaps);
    let subject = match view.test {
        true => [words.mail.test, " ", &subject].concat(),
        false => subject,
    };
    let mut facts = Vec::new();
    let mut add = |label: &str, value: &str| facts.push((label.to_owned(), value.to_owned()));
    if let Some(network) = network {
        add(words.pay.network, network);
    }
    let mut button = None;
    match &view.topic {
        OwnerTopic::Alarm(_, detail) => {
            add(texts.noticed, &at);
            if !detail.is_empty() {
                add(words.receipt.details, detail);
            }
        }
        OwnerTopic::SettlementChange { old, new, cancel_link } => {
            if let Some(old) = old {
                add(texts.old, old);
            }
            add(texts.new, new);
            add(texts.holds_from, &at);
            button = cancel_link.as_deref().map(|link| (texts.cancel, link));
        }
    }
    // They tell payers whom to ask; the owner is the one.
    let merchant = MerchantView { support_email: None, support_url: None, ..view.merchant.clone() };
    written(&Mail {
        words,
        merchant: &merchant,
        subject: &subject,
        bar: view.test.then_some(words.test.bar),
        greeting: words.mail.hello,
        lead: &fill(lead, &gaps),
        facts: &facts,
        button,
        footer: None,
    })
}

/// Subject and lead with their gaps.
fn sentences(topic: &OwnerTopic, words: &'static Words) -> (&'static str, &'static str) {
    let texts = &words.owner;
    match topic {
        OwnerTopic::SettlementChange { cancel_link: None, .. } => (texts.change_subject, texts.set),
        OwnerTopic::SettlementChange { .. } => (texts.change_subject, texts.change),
        OwnerTopic::Alarm(alarm, _) => match alarm {
            AlertKind::HistoryGap => (texts.history_gap_subject, texts.history_gap),
            AlertKind::LedgerReset => (texts.ledger_reset_subject, texts.ledger_reset),
            AlertKind::WatcherLag => (texts.watcher_lag_subject, texts.watcher_lag),
            AlertKind::NoRate => (texts.no_rate_subject, texts.no_rate),
            AlertKind::ServerDown => (texts.server_down_subject, texts.server_down),
            AlertKind::UnmatchedPayment => {
                (texts.unmatched_payment_subject, texts.unmatched_payment)
            }
            AlertKind::WrongNetwork => (texts.wrong_network_subject, texts.wrong_network),
            AlertKind::StrangeTransaction => {
                (texts.strange_transaction_subject, texts.strange_transaction)
            }
        },
    }
}
