//! The words of the pages, one file per language. Knows no invoice: it only fills gaps in
//! sentences.
//!
//! A text is a field, so a language that lacks one does not compile. `{gaps}` are named; a test
//! holds that every language has the same ones.

mod choice;
mod de;
mod en;
mod es;
mod fr;
mod link;
mod nl;
mod owner;
mod psp;
mod pt;
mod subscription;
mod ways;

pub(crate) use choice::known;
pub use choice::language;
pub(crate) use link::LinkWords;
pub(crate) use owner::OwnerWords;
pub(crate) use psp::PspWords;
pub(crate) use subscription::{ManageWords, PeriodWords, Plural, SubscribeWords};
pub(crate) use ways::{ClaimWords, ReturnWords, WalletWords, WayWords};

/// All texts of one language, and how it writes numbers and dates.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Words {
    pub(crate) manner: Manner,
    pub(crate) mail: MailWords,
    pub(crate) status: StatusWords,
    pub(crate) say: Sentences,
    pub(crate) money: MoneyWords,
    pub(crate) pay: PayWords,
    pub(crate) choose: ChooseWords,
    pub(crate) receipt: ReceiptWords,
    pub(crate) test: TestWords,
    pub(crate) notice: NoticeWords,
    pub(crate) period: PeriodWords,
    pub(crate) subscribe: SubscribeWords,
    pub(crate) manage: ManageWords,
    pub(crate) link: LinkWords,
    pub(crate) way: WayWords,
    pub(crate) wallet: WalletWords,
    pub(crate) psp: PspWords,
    pub(crate) claim: ClaimWords,
    pub(crate) returns: ReturnWords,
    pub(crate) owner: OwnerWords,
}

/// How a language writes.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Manner {
    /// BCP 47 code, as in `<html lang>`.
    pub(crate) code: &'static str,
    /// `ltr` or `rtl`.
    pub(crate) dir: &'static str,
    /// Between whole and fraction.
    pub(crate) decimal: &'static str,
    /// Between groups of three digits.
    pub(crate) group: &'static str,
    /// From how many whole digits on groups are written.
    pub(crate) group_from: usize,
    /// January to December, as they stand inside a date.
    pub(crate) months: [&'static str; 12],
    /// The first day of a month.
    pub(crate) first: &'static str,
    /// `{day} {month} {year}`.
    pub(crate) date: &'static str,
    /// `{date} {time} {zone}`.
    pub(crate) moment: &'static str,
    /// `{time} {zone}`, inside a sentence.
    pub(crate) clock: &'static str,
}

/// Mails. Amounts come with their asset, prices with their period, dates without a time.
///
/// What the pages say already is not said anew: mails ask [`Sentences`] and the others for it.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct MailWords {
    pub(crate) test: &'static str,
    /// `{label} {value}`
    pub(crate) line: &'static str,
    pub(crate) hello: &'static str,
    /// `{name}`
    pub(crate) hello_name: &'static str,
    /// `{merchant} {title}`
    pub(crate) request_subject: &'static str,
    /// `{merchant} {remaining}`
    pub(crate) request: &'static str,
    /// `{merchant}`
    pub(crate) request_open: &'static str,
    /// `{title}`
    pub(crate) charge_failed_subject: &'static str,
    /// `{title}`
    pub(crate) charge_failed: &'static str,
    /// `{title}`
    pub(crate) reminder_subject: &'static str,
    /// `{merchant} {remaining}`
    pub(crate) reminder: &'static str,
    /// `{remaining} {title}`
    pub(crate) partly_subject: &'static str,
    /// `{title}`
    pub(crate) receipt_subject: &'static str,
    /// `{merchant} {received}`
    pub(crate) receipt: &'static str,
    /// `{title}`
    pub(crate) expired_subject: &'static str,
    /// `{merchant}`
    pub(crate) expired: &'static str,
    pub(crate) expired_again: &'static str,
    /// `{title}`
    pub(crate) started_subject: &'static str,
    /// `{title}`
    pub(crate) started: &'static str,
    /// `{date} {title}`
    pub(crate) trial_subject: &'static str,
    /// `{date} {merchant} {price}`
    pub(crate) trial: &'static str,
    /// `{date} {title}`
    pub(crate) upcoming_subject: &'static str,
    /// `{date} {merchant} {price}`
    pub(crate) upcoming: &'static str,
    /// `{date} {title}`
    pub(crate) changed_subject: &'static str,
    /// `{merchant} {date} {new} {price}`
    pub(crate) changed: &'static str,
    /// `{title}`
    pub(crate) ended_subject: &'static str,
    /// `{title}`
    pub(crate) ended: &'static str,
    /// `{title}`
    pub(crate) link_subject: &'static str,
    /// `{title}`
    pub(crate) link: &'static str,
    pub(crate) view_and_pay: &'static str,
    pub(crate) pay_rest: &'static str,
    pub(crate) view_receipt: &'static str,
    pub(crate) manage: &'static str,
    pub(crate) manage_line: &'static str,
    pub(crate) for_what: &'static str,
    pub(crate) due_on: &'static str,
}

/// The word beside the status icon, and the titles of the page.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct StatusWords {
    pub(crate) choosing: &'static str,
    pub(crate) unpaid: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) partial: &'static str,
    pub(crate) ended: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) overpaid: &'static str,
    pub(crate) paid_late: &'static str,
    pub(crate) settled_short: &'static str,
    pub(crate) expired: &'static str,
    pub(crate) came_late: &'static str,
    pub(crate) short: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) no_rate: &'static str,
    /// `{amount} {merchant}`
    pub(crate) title_pay: &'static str,
    /// `{merchant}`
    pub(crate) title_choose: &'static str,
    /// `{word} {merchant}`
    pub(crate) title: &'static str,
}

/// What happened and what to do next, one sentence or two each. Amounts come with their asset.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Sentences {
    pub(crate) choosing: &'static str,
    /// `{network} {seconds}`
    pub(crate) unpaid: &'static str,
    /// `{asset}`
    pub(crate) no_rate: &'static str,
    /// `{amount} {network} {seconds}`
    pub(crate) pending: &'static str,
    /// `{network} {seconds}`
    pub(crate) announced: &'static str,
    /// `{part} {due} {remaining}`; a part is a bare number
    pub(crate) partial_memo: &'static str,
    /// `{part} {due} {remaining}`
    pub(crate) partial_tag: &'static str,
    pub(crate) ended: &'static str,
    /// `{part} {due} {merchant}`
    pub(crate) partial_ended: &'static str,
    /// `{received}`
    pub(crate) paid: &'static str,
    /// `{excess} {merchant}`
    pub(crate) overpaid: &'static str,
    /// `{excess} {refunded}`
    pub(crate) over_back: &'static str,
    /// `{received}`
    pub(crate) paid_late: &'static str,
    /// `{part} {due} {merchant}`
    pub(crate) settled_short: &'static str,
    /// `{moment} {merchant}`
    pub(crate) expired: &'static str,
    /// `{merchant}`
    pub(crate) closed: &'static str,
    /// `{late} {merchant}`
    pub(crate) came_late: &'static str,
    /// `{part} {due} {merchant}`
    pub(crate) short: &'static str,
    /// `{merchant}`
    pub(crate) cancelled: &'static str,
    /// `{late} {merchant}`
    pub(crate) cancelled_late: &'static str,
    /// `{late} {refunded}`
    pub(crate) came_back: &'static str,
    /// `{refunded}`
    pub(crate) back: &'static str,
    /// `{amount} {asset} {merchant}`
    pub(crate) wrong_asset: &'static str,
    /// `{amount}`
    pub(crate) failed: &'static str,
    pub(crate) offline: &'static str,
}

/// The exact words for money, and what became of each payment.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct MoneyWords {
    pub(crate) due: &'static str,
    pub(crate) received: &'static str,
    pub(crate) remaining: &'static str,
    pub(crate) excess: &'static str,
    pub(crate) refunded: &'static str,
    pub(crate) counted: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) late: &'static str,
    pub(crate) wrong_asset: &'static str,
    pub(crate) ignored: &'static str,
}

/// The part that is paid from.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct PayWords {
    pub(crate) open_wallet: &'static str,
    pub(crate) scan: &'static str,
    pub(crate) qr: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) address: &'static str,
    pub(crate) memo: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) copy_amount: &'static str,
    pub(crate) copy_address: &'static str,
    pub(crate) copy_memo: &'static str,
    pub(crate) copy_tag: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) copy_failed: &'static str,
    pub(crate) memo_rule: &'static str,
    pub(crate) tag_rule: &'static str,
    pub(crate) exchange_memo: &'static str,
    pub(crate) exchange_tag: &'static str,
    pub(crate) network: &'static str,
    /// `{asset} {network}`
    pub(crate) network_rule: &'static str,
    /// `{sources} {moment}`
    pub(crate) rate_from: &'static str,
    /// `{time}`
    pub(crate) holds: &'static str,
    /// `{moment}`
    pub(crate) until: &'static str,
    pub(crate) time_left: &'static str,
    /// `{merchant}`
    pub(crate) straight: &'static str,
    pub(crate) help: &'static str,
}

/// The payer's own amount.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct ChooseWords {
    /// `{asset}`
    pub(crate) label: &'static str,
    /// `{least}`
    pub(crate) at_least: &'static str,
    pub(crate) any: &'static str,
    pub(crate) go_on: &'static str,
    pub(crate) change: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) not_a_number: &'static str,
    pub(crate) negative: &'static str,
    pub(crate) zero: &'static str,
    /// `{scale}`
    pub(crate) too_precise: &'static str,
    pub(crate) too_large: &'static str,
    /// `{least}`
    pub(crate) too_little: &'static str,
}

/// What stands on a receipt.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct ReceiptWords {
    pub(crate) paid_on: &'static str,
    pub(crate) order: &'static str,
    pub(crate) invoice: &'static str,
    pub(crate) details: &'static str,
    pub(crate) print: &'static str,
    /// `{host}`
    pub(crate) back: &'static str,
}

/// Test mode.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct TestWords {
    pub(crate) bar: &'static str,
    pub(crate) title: &'static str,
    pub(crate) help: &'static str,
    pub(crate) exact: &'static str,
    pub(crate) half: &'static str,
    pub(crate) double: &'static str,
    pub(crate) late: &'static str,
    pub(crate) wrong_memo: &'static str,
    pub(crate) wrong_tag: &'static str,
    pub(crate) wrong_asset: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) make_final: &'static str,
    pub(crate) make_failed: &'static str,
}

/// Pages without an invoice.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct NoticeWords {
    pub(crate) not_found: &'static str,
    pub(crate) not_found_text: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) failed_text: &'static str,
    /// `{id}`
    pub(crate) failed_id: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) refused_text: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) busy_text: &'static str,
    pub(crate) often_text: &'static str,
    pub(crate) again: &'static str,
    pub(crate) go_back: &'static str,
    pub(crate) inactive: &'static str,
    pub(crate) inactive_text: &'static str,
}

impl Words {
    /// Every language, English first.
    pub(crate) const ALL: [&'static Words; 6] =
        [&en::WORDS, &nl::WORDS, &de::WORDS, &fr::WORDS, &es::WORDS, &pt::WORDS];

    /// The words of a language by its code; English for one that we lack.
    pub(crate) fn of(language: &str) -> &'static Words {
        Words::find(language).unwrap_or(&en::WORDS)
    }

    /// The words of a language by its code; `pt-BR` is `pt`.
    fn find(language: &str) -> Option<&'static Words> {
        let base = language.split(['-', '_']).next().unwrap_or_default();
        Words::ALL.into_iter().find(|it| it.manner.code.eq_ignore_ascii_case(base))
    }
}

/// Puts values into the gaps of a sentence: `fill("{a} of {b}", &[("a", "1"), ("b", "2")])`.
///
/// Values are never searched for gaps, whatever a merchant is called.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (gap, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(name, _)| *name == gap);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests;
