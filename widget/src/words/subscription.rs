//! The words of subscriptions: periods and prices, the page to subscribe on, the page to manage it.
//! Knows no subscription.

use std::ops::RangeInclusive;

/// A text with a number in it, `{n}`.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Plural {
    pub(crate) one: &'static str,
    pub(crate) other: &'static str,
}

/// How often, how many, how long.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct PeriodWords {
    /// The numbers that take the singular.
    pub(crate) ones: RangeInclusive<i64>,
    pub(crate) day: &'static str,
    pub(crate) week: &'static str,
    pub(crate) month: &'static str,
    pub(crate) quarter: &'static str,
    pub(crate) year: &'static str,
    /// `{n}`, never one
    pub(crate) days: &'static str,
    /// `{n}`, never one
    pub(crate) weeks: &'static str,
    /// `{n}`, never one
    pub(crate) months: &'static str,
    /// `{n}`, never one
    pub(crate) years: &'static str,
    /// `{n}`
    pub(crate) payments: Plural,
    /// `{n}`; the price stands below it
    pub(crate) trial: Plural,
    /// `{asset}`
    pub(crate) rate: &'static str,
}

/// The page to subscribe on, and the page after it. Dates come without a time.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct SubscribeWords {
    pub(crate) subscribe: &'static str,
    pub(crate) start_trial: &'static str,
    pub(crate) email: &'static str,
    pub(crate) email_help: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_help: &'static str,
    pub(crate) empty: &'static str,
    /// `{n}`
    pub(crate) too_long: &'static str,
    pub(crate) control: &'static str,
    pub(crate) not_an_email: &'static str,
    pub(crate) pay_next: &'static str,
    /// `{date}`
    pub(crate) trial_next: &'static str,
    pub(crate) invoices: &'static str,
    pub(crate) charges: &'static str,
    pub(crate) until_cancelled: &'static str,
    /// `{n}`
    pub(crate) ends: Plural,
    pub(crate) trial_title: &'static str,
    /// `{date} {price}`
    pub(crate) trial_text: &'static str,
    pub(crate) mail_title: &'static str,
    pub(crate) mail_text: &'static str,
}

/// The page to manage a subscription on. Dates come without a time.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct ManageWords {
    pub(crate) incomplete: &'static str,
    pub(crate) trialing: &'static str,
    pub(crate) active: &'static str,
    pub(crate) past_due: &'static str,
    pub(crate) paused: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) completed: &'static str,
    pub(crate) say_incomplete: &'static str,
    /// `{date}`
    pub(crate) say_trialing: &'static str,
    /// `{date}`
    pub(crate) say_active: &'static str,
    pub(crate) say_past_due: &'static str,
    pub(crate) say_paused: &'static str,
    /// `{date}`
    pub(crate) say_resumes: &'static str,
    /// `{date}`
    pub(crate) say_ends: &'static str,
    /// `{date}`
    pub(crate) say_cancelled: &'static str,
    /// `{date}`
    pub(crate) say_completed: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) price: &'static str,
    /// `{date}`
    pub(crate) change: &'static str,
    pub(crate) invoices: &'static str,
    pub(crate) none: &'static str,
    pub(crate) pay: &'static str,
    pub(crate) reopen: &'static str,
    /// `{moment}`
    pub(crate) over: &'static str,
    pub(crate) reopen_text: &'static str,
    pub(crate) pause: &'static str,
    pub(crate) pause_text: &'static str,
    pub(crate) resume: &'static str,
    pub(crate) keep: &'static str,
    pub(crate) cancel: &'static str,
    /// `{date}`
    pub(crate) cancel_at: &'static str,
    pub(crate) cancel_now: &'static str,
    pub(crate) confirm: &'static str,
}

impl PeriodWords {
    /// The text for a number of things, with the number in it.
    pub(crate) fn count(&self, plural: &Plural, number: i64) -> String {
        let text = if self.ones.contains(&number) { plural.one } else { plural.other };
        super::fill(text, &[("n", &number.to_string())])
    }
}
