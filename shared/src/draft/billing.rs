//! What a package, a plan and an enrolment may hold: one rule for each field, for new ones and for
//! changes. Knows no JSON.

use super::field::{FieldErrors, Fields, Text};
use super::{DESCRIPTION_TEXT, ExpiresIn, Price, limits, refuse_currency};
use crate::currency::{Asset, Fiat};
use crate::money::Amount;
use crate::schedule::Interval;
use crate::slug;
use crate::subscription::{Charge, Reminders};
use crate::time::{DAY_MS, Instant};
use crate::url::{self, Reach};
use crate::zone::Zone;

/// The languages of pages and mails.
pub const LANGUAGES: [&str; 6] = ["en", "nl", "de", "fr", "es", "pt"];

/// How periods are billed: what packages and plans have in common (rulings B1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billing {
    /// What one period costs.
    pub charge: Charge,
    /// How long it is,
    pub interval: Interval,
    /// so many times.
    pub interval_count: i64,
    /// How many periods are billed; `None`: until it is cancelled.
    pub cycles: Option<i64>,
    /// Whose wall clocks the dates are read from.
    pub zone: Zone,
    /// How long a period's invoice can be paid at least.
    pub invoice_expires_in: ExpiresIn,
    /// How long after its due date an invoice is overdue.
    pub grace_days: i64,
    /// When the customer is written to.
    pub reminders: Reminders,
    /// Where the customer goes afterwards.
    pub success_url: Option<String>,
    /// The merchant's own notes, in the order given.
    pub metadata: Vec<(String, String)>,
}

impl Billing {
    fn new() -> Billing {
        Billing {
            charge: Charge { asset: Asset::Usdc, price: Price::Fixed(Amount::ZERO) },
            interval: Interval::Monthly,
            interval_count: 1,
            cycles: None,
            zone: Zone::utc(),
            invoice_expires_in: ExpiresIn::Ms(7 * DAY_MS),
            grace_days: 3,
            reminders: Reminders::Standard,
            success_url: None,
            metadata: Vec::new(),
        }
    }

    /// Takes the fields that are given; a new one needs a price and an interval.
    fn take(&mut self, fields: &Fields, reach: Reach, is_new: bool, errors: &mut FieldErrors) {
        self.charge = charge(self.charge, fields, is_new, errors);
        let interval = fields.choice("interval", &Interval::ALL.map(Interval::code));
        let interval = errors.optional("interval", interval).and_then(Interval::parse);
        if is_new && !fields.has("interval") {
            errors.add("interval", "is required");
        }
        set(&mut self.interval, interval);
        let count = fields.whole("intervalCount", 1, limits::INTERVAL_COUNT);
        set(&mut self.interval_count, errors.optional("intervalCount", count));
        let cycles = errors.optional("cycles", fields.whole("cycles", 1, limits::CYCLES));
        set_or_clear(&mut self.cycles, "cycles", fields, cycles);
        let zone = errors.optional("timezone", fields.text("timezone", Text::line(limits::NAME)));
        if let Some(name) = zone {
            match Zone::find(&name) {
                Some(zone) => self.zone = zone,
                None => errors.add("timezone", "must be an IANA zone such as Europe/Amsterdam"),
            }
        }
        let expires = fields.choice("invoiceExpiresIn", &ExpiresIn::WORDS);
        let expires = errors.optional("invoiceExpiresIn", expires).and_then(ExpiresIn::parse);
        set(&mut self.invoice_expires_in, expires);
        let grace = errors.optional("graceDays", fields.whole("graceDays", 0, limits::GRACE_DAYS));
        set(&mut self.grace_days, grace);
        self.reminders = reminders(self.reminders, fields, errors);
        let success_url = errors.optional("successUrl", fields.url("successUrl", reach));
        set_or_clear(&mut self.success_url, "successUrl", fields, success_url);
        set(&mut self.metadata, errors.optional("metadata", fields.map("metadata")));
    }
}

/// A package: what anybody may subscribe to (seed 002, 07).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageDraft {
    /// What it is called.
    pub name: String,
    /// Its name in addresses; `None`: it is made from the name.
    pub slug: Option<String>,
    /// More of what it is.
    pub description: Option<String>,
    /// How it is billed.
    pub billing: Billing,
    /// Days of 24 hours before the first payment.
    pub trial_days: i64,
    /// What is on the button.
    pub button_label: Option<String>,
    /// Whether one customer may have it more than once.
    pub allow_multiple: bool,
    /// Who may frame its page; empty: as the merchant has it.
    pub allowed_origins: Vec<String>,
    /// Whether it can be subscribed to.
    pub active: bool,
}

impl PackageDraft {
    /// Whom a change is for (`applyTo`): new subscribers, or all.
    pub const APPLY_TO: [&str; 2] = ["new", "all"];

    /// Checks the fields of a new package.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<PackageDraft, FieldErrors> {
        let draft = PackageDraft {
            name: String::new(),
            slug: None,
            description: None,
            billing: Billing::new(),
            trial_days: 0,
            button_label: None,
            allow_multiple: false,
            allowed_origins: Vec::new(),
            active: true,
        };
        draft.changed(fields, reach, true)
    }

    /// The package with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(
        mut self,
        fields: &Fields,
        reach: Reach,
        is_new: bool,
    ) -> Result<PackageDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.text("name", Text::line(limits::NAME));
        set(&mut self.name, errors.optional("name", name));
        if is_new && !fields.has("name") {
            errors.add("name", "is required");
        }
        let slug = errors.optional("slug", fields.text("slug", Text::line(slug::LONGEST)));
        if let Some(slug) = slug {
            if slug::is_slug(&slug) {
                self.slug = Some(slug);
            } else {
                errors.add("slug", slug::RULE);
            }
        }
        let text = errors.optional("description", fields.text("description", DESCRIPTION_TEXT));
        set_or_clear(&mut self.description, "description", fields, text);
        self.billing.take(fields, reach, is_new, &mut errors);
        let trial = errors.optional("trialDays", fields.whole("trialDays", 0, limits::TRIAL_DAYS));
        set(&mut self.trial_days, trial);
        let label = fields.text("widgetButtonLabel", Text::line(limits::BUTTON_LABEL));
        let label = errors.optional("widgetButtonLabel", label);
        set_or_clear(&mut self.button_label, "widgetButtonLabel", fields, label);
        let multiple = errors.optional("allowMultiple", fields.flag("allowMultiple"));
        set(&mut self.allow_multiple, multiple);
        let origins = fields.list("allowedOrigins", Text::line(limits::EMAIL));
        if let Some(origins) = errors.optional("allowedOrigins", origins) {
            self.allowed_origins = read_origins("allowedOrigins", &origins, &mut errors);
        }
        set(&mut self.active, errors.optional("active", fields.flag("active")));
        errors.or(self)
    }
}

/// A recurring plan: a subscription of one customer with a price of its own (seed 002, 06).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// What it is for.
    pub title: String,
    /// How it is billed.
    pub billing: Billing,
    /// Who is asked.
    pub customer: Customer,
    /// What the dates are counted from.
    pub starts_at: Option<Instant>,
    /// Whether the first period begins now.
    pub immediately: bool,
}

/// Who is billed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Where mails go.
    pub email: Option<String>,
    /// What they are called.
    pub name: Option<String>,
    /// The merchant's own reference of them.
    pub reference: Option<String>,
    /// The language they are written in; `None`: the merchant's.
    pub language: Option<String>,
}

/// Both spellings are read (rulings B1), here and of the name; the second wins.
const EMAIL_NAMES: [&str; 2] = ["customerEmail", "clientEmail"];

impl Customer {
    fn take(&mut self, fields: &Fields, errors: &mut FieldErrors) {
        for (names, place) in [
            (EMAIL_NAMES.as_slice(), &mut self.email),
            (&["customerName", "clientName"], &mut self.name),
            (&["externalCustomerRef"], &mut self.reference),
        ] {
            let mut value = None;
            for name in names {
                let read = match names == EMAIL_NAMES {
                    true => fields.email(name),
                    false => fields.text(name, Text::line(limits::NAME)),
                };
                value = errors.optional(name, read).or(value);
            }
            if value.is_some() || names.iter().any(|name| fields.is_null(name)) {
                *place = value;
            }
        }
        let language = errors.optional("locale", fields.choice("locale", &LANGUAGES));
        let language = language.map(str::to_owned);
        set_or_clear(&mut self.language, "locale", fields, language);
    }
}

impl PlanDraft {
    /// Checks the fields of a new plan.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, reach: Reach) -> Result<PlanDraft, FieldErrors> {
        let (title, billing) = (String::new(), Billing::new());
        let (starts_at, immediately) = (None, false);
        let customer = Customer::default();
        PlanDraft { title, billing, customer, starts_at, immediately }.changed(fields, reach, true)
    }

    /// The plan with the fields that are given.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn changed(
        mut self,
        fields: &Fields,
        reach: Reach,
        is_new: bool,
    ) -> Result<PlanDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.optional("title", fields.text("title", Text::line(limits::TITLE)));
        set(&mut self.title, title);
        if is_new && !fields.has("title") {
            errors.add("title", "is required");
        }
        self.billing.take(fields, reach, is_new, &mut errors);
        self.customer.take(fields, &mut errors);
        if is_new {
            let at = errors.optional("startsAt", fields.instant("startsAt"));
            set_or_clear(&mut self.starts_at, "startsAt", fields, at);
            let now = errors.optional("startImmediately", fields.flag("startImmediately"));
            set(&mut self.immediately, now);
            if self.immediately && self.starts_at.is_some() {
                errors.add("startImmediately", "cannot be true beside startsAt");
            }
        }
        errors.or(self)
    }
}

/// A customer's enrolment in a package (seed 002, 08).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolmentDraft {
    /// The package's id, public id or slug.
    pub package: String,
    /// Who is billed.
    pub customer: Customer,
    /// Whether the first period begins now.
    pub immediately: bool,
    /// Whether the package's trial is left out.
    pub skip_trial: bool,
    /// The merchant's own notes; `None`: the package's.
    pub metadata: Option<Vec<(String, String)>>,
}

impl EnrolmentDraft {
    /// Somebody who is not known yet: for the dates of a package.
    pub fn nobody() -> EnrolmentDraft {
        EnrolmentDraft {
            package: String::new(),
            customer: Customer::default(),
            immediately: false,
            skip_trial: false,
            metadata: None,
        }
    }

    /// Checks the fields of `POST /api/v1/subscriptions`.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields) -> Result<EnrolmentDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let package = fields.text("packageId", Text::line(limits::NAME));
        let mut customer = Customer::default();
        customer.take(fields, &mut errors);
        let [name, other] = EMAIL_NAMES;
        if !fields.has(name) && !fields.has(other) {
            errors.add(name, "is required");
        }
        let flag = |name: &str, errors: &mut FieldErrors| {
            errors.optional(name, fields.flag(name)).unwrap_or(false)
        };
        let draft = EnrolmentDraft {
            package: errors.required("packageId", package),
            customer,
            immediately: flag("startImmediately", &mut errors),
            skip_trial: flag("skipTrial", &mut errors),
            metadata: errors.optional("metadata", fields.map("metadata")),
        };
        errors.or(draft)
    }
}

/// What is done to a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionAct {
    /// No invoices until it goes on: then, or when somebody says so.
    Pause(Option<Instant>),
    /// It goes on, or does not end after all.
    Resume,
    /// It ends: now, or with its period.
    Cancel {
        /// With its period.
        at_period_end: bool,
    },
}

impl SubscriptionAct {
    /// The words of `action`.
    pub const WORDS: [&str; 3] = ["pause", "resume", "cancel"];

    /// Checks `action` with `resumeAt` and `atPeriodEnd`; for plans `active` says the same.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(fields: &Fields, now: Instant) -> Result<Option<SubscriptionAct>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let action = fields.choice("action", &SubscriptionAct::WORDS);
        let action = errors.optional("action", action);
        let resume_at = errors.optional("resumeAt", fields.instant("resumeAt"));
        let at_end = errors.optional("atPeriodEnd", fields.flag("atPeriodEnd"));
        if fields.has("resumeAt") && action != Some("pause") {
            errors.add("resumeAt", "goes with the action pause only");
        }
        if resume_at.is_some_and(|at| at <= now) {
            errors.add("resumeAt", "must be in the future");
        }
        if fields.has("atPeriodEnd") && action != Some("cancel") {
            errors.add("atPeriodEnd", "goes with the action cancel only");
        }
        errors.or(action.map(|action| match action {
            "pause" => SubscriptionAct::Pause(resume_at),
            "resume" => SubscriptionAct::Resume,
            _ => SubscriptionAct::Cancel { at_period_end: at_end.unwrap_or(false) },
        }))
    }
}

/// Exactly one of an amount, and `pricingCurrency` with `pricingAmount`; in a change, none or one.
fn charge(old: Charge, fields: &Fields, is_new: bool, errors: &mut FieldErrors) -> Charge {
    refuse_currency(fields, errors);
    let asset = fields.choice("asset", &Asset::ON_LEDGERS.map(Asset::code));
    let asset = errors.optional("asset", asset).and_then(Asset::parse).unwrap_or(old.asset);
    let name = if fields.has("expectedAmount") { "expectedAmount" } else { "amount" };
    let amount = errors.optional(name, fields.amount(name, asset.scale()));
    let fiat = fields.choice("pricingCurrency", &Fiat::ALL.map(Fiat::code));
    let fiat = errors.optional("pricingCurrency", fiat).and_then(Fiat::parse);
    let priced = errors.optional("pricingAmount", fields.amount("pricingAmount", Fiat::SCALE));
    let by_fiat = fields.has("pricingCurrency") || fields.has("pricingAmount");
    let fiat = match old.price {
        Price::Fiat(old, _) if !is_new => fiat.or(Some(old)),
        _ => fiat,
    };
    if by_fiat && !fields.has("pricingAmount") {
        errors.add("pricingAmount", "is required when pricingCurrency is set");
    }
    if by_fiat && fiat.is_none() && !fields.has("pricingCurrency") {
        errors.add("pricingCurrency", "is required when pricingAmount is set");
    }
    if by_fiat && fields.has(name) {
        errors.add(
            name,
            "is one price too many: give only amount, or pricingCurrency with pricingAmount",
        );
    }
    if name != "amount" && fields.has("amount") {
        errors.add("amount", "is another name of expectedAmount: give only one of them");
    }
    let missing = !by_fiat && !fields.has(name);
    if missing && is_new {
        errors.add(name, "is required, or pricingCurrency with pricingAmount");
    }
    if missing && asset != old.asset && matches!(old.price, Price::Fixed(_)) {
        errors.add(name, "is required when the asset changes");
    }
    let price = match (amount, fiat.zip(priced)) {
        (Some(amount), _) => Price::Fixed(amount),
        (None, Some((fiat, amount))) => Price::Fiat(fiat, amount),
        (None, None) => old.price,
    };
    Charge { asset, price }
}

fn reminders(old: Reminders, fields: &Fields, errors: &mut FieldErrors) -> Reminders {
    let preset = fields.choice("reminderPreset", &Reminders::WORDS);
    let preset = errors.optional("reminderPreset", preset).and_then(Reminders::parse);
    let enabled = fields.flag("autoRemindersEnabled");
    match (errors.optional("autoRemindersEnabled", enabled), preset) {
        (Some(false), _) => Reminders::None,
        (Some(true), None) if old == Reminders::None => Reminders::Standard,
        (_, preset) => preset.unwrap_or(old),
    }
}

/// Origins in their normal form; what is none is noted under the field.
pub fn read_origins(field: &str, texts: &[String], errors: &mut FieldErrors) -> Vec<String> {
    let mut origins = Vec::new();
    for text in texts {
        match url::parse_origin(text) {
            Ok(origin) => origins.push(origin),
            Err(_) => errors.add(field, "must be origins such as https://shop.example.com"),
        }
    }
    origins
}

pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

pub(super) fn set_or_clear<T>(
    place: &mut Option<T>,
    name: &str,
    fields: &Fields,
    value: Option<T>,
) {
    if value.is_some() || fields.is_null(name) {
        *place = value;
    }
}
