//! Makes an invoice out of a good draft: terms, references, the first event. One batch.

use shared::currency::{Asset, Fiat};
use shared::draft::{ExpiresIn, FieldErrors, InvoiceDraft, Price};
use shared::id::{self, InvoiceId};
use shared::invoice::{Code, Entry, Invoice, Terms};
use shared::money::Amount;
use shared::price::{Pair, QUOTE_MS, Quote, Quoting, Rates, share};
use shared::psp::Psp;
use shared::reference::References;
use shared::settlement::{self, Holding};
use shared::time::{HOUR_MS, Instant};
use shared::webhook::EventName;

use crate::actions::step::Telling;
use crate::app::App;
use crate::fault::Fault;
use crate::platform::Statement;
use crate::rails::sandbox;
use crate::store::invoice::{self as invoices, Record};
use crate::store::key::Known;
use crate::store::merchant::Merchant;
use crate::store::{Guard, Owner, billing, event, timeline};

/// What a merchant has ruled for its invoices.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Whose invoice it is.
    pub owner: &'a Owner,
    /// How much less is enough, in hundredths of a per cent.
    pub tolerance_bps: i64,
    /// How long after expiry late money still counts.
    pub accept_late_hours: i64,
    /// What is taken off a rate, in hundredths of a per cent.
    pub spread_bps: i64,
    /// Where live money goes, and will.
    pub held: &'a [Holding],
    /// Who else takes it, in euros.
    pub psp: Option<Psp>,
}

impl<'a> From<&'a Known> for Rules<'a> {
    fn from(known: &'a Known) -> Rules<'a> {
        Rules {
            owner: &known.owner,
            tolerance_bps: known.tolerance_bps,
            accept_late_hours: known.accept_late_hours,
            spread_bps: known.spread_bps,
            held: &known.held,
            psp: known.psp,
        }
    }
}

impl<'a> Rules<'a> {
    /// The same for an owner whose merchant is loaded.
    pub fn of(owner: &'a Owner, merchant: &'a Merchant) -> Rules<'a> {
        Rules {
            owner,
            tolerance_bps: merchant.tolerance_bps,
            accept_late_hours: merchant.accept_late_hours,
            spread_bps: merchant.spread_bps,
            held: &merchant.held,
            psp: merchant.psp,
        }
    }
}

/// A new invoice, not yet written.
///
/// # Errors
/// Those of [`rail`] where nobody could pay it; [`Fault::NoRate`] when its price cannot be turned
/// into an amount now; [`Fault::Invalid`] when that is too large.
pub fn draw(
    app: &App,
    rules: Rules<'_>,
    draft: InvoiceDraft,
    rates: Rates,
    now: Instant,
) -> Result<Record, Fault> {
    let id = InvoiceId::make(now, app.platform.roll());
    let owner = rules.owner.clone();
    let (asset, destination, chain) = match rail(app, rules, draft.asset, &draft.price)? {
        Rail::Ledger(address, chain) => (draft.asset, address, chain),
        // No address: its own id is one that nobody else has.
        Rail::Psp => (Asset::Eur, id.as_str().to_owned(), None),
    };
    let Asked { books, quoting, price } = ask(rules, asset, &draft, rates, now)?;
    Ok(Record {
        id,
        owner,
        public_id: id::public_id(app.platform.roll()),
        title: draft.title,
        description: draft.description,
        order_id: draft.order_id,
        price,
        rate: quoting.as_ref().map(|quoting| quoting.first.clone()),
        quote: quoting.as_ref().map_or(Quote::Fixed, |_| Quote::Until(now.plus_ms(QUOTE_MS))),
        quoting,
        destination,
        chain,
        read_until: None,
        asked_until: None,
        looked_at: None,
        return_address: None,
        references: References::draw(app.platform.roll()),
        customer_email: draft.customer_email,
        customer_name: draft.customer_name,
        return_url: draft.return_url,
        metadata: billing::metadata(&draft.metadata),
        language: None,
        period: None,
        sale: None,
        number: 0,
        created_at: now,
        step: 1,
        sequence: 1,
        books,
    })
}

/// What an invoice asks.
struct Asked {
    books: Invoice,
    /// What it is quoted by.
    quoting: Option<Quoting>,
    /// The price, if it has one in a currency.
    price: Option<(Fiat, Amount)>,
}

/// What is asked, and until when.
fn ask(
    rules: Rules<'_>,
    asset: Asset,
    draft: &InvoiceDraft,
    rates: Rates,
    now: Instant,
) -> Result<Asked, Fault> {
    let (due, least, price) = match draft.price {
        Price::Fixed(amount) => (Some(amount), None, None),
        Price::Custom(least) => (None, least, None),
        Price::Fiat(fiat, amount) if asset == Asset::Eur => {
            (Some(amount), None, Some((fiat, amount)))
        }
        Price::Fiat(fiat, amount) => (None, None, Some((fiat, amount))),
    };
    let quoting = match price.filter(|_| asset != Asset::Eur) {
        Some((fiat, amount)) => Some(quoting(rules, Pair { asset, fiat }, amount, rates, now)?),
        None => None,
    };
    let expires_at = match draft.expires_in {
        ExpiresIn::Never => None,
        ExpiresIn::Ms(ms) => Some(now.plus_ms(ms)),
    };
    let late_ms = rules.accept_late_hours.saturating_mul(HOUR_MS);
    let late_until = expires_at.filter(|_| quoting.is_none()).map(|at| at.plus_ms(late_ms));
    let tolerance = due.map_or(Amount::ZERO, |due| share(due, rules.tolerance_bps));
    let (due, tolerance) = match &quoting {
        Some(quoting) => {
            let (due, tolerance) = quoting.asked(&quoting.first).ok_or_else(too_large)?;
            (Some(due), tolerance)
        }
        None => (due, tolerance),
    };
    let terms = Terms { asset, due, least, tolerance, expires_at, late_until };
    Ok(Asked { books: Invoice::new(terms), quoting, price })
}

/// What the invoice is quoted by: first of all the rate that holds now.
fn quoting(
    rules: Rules<'_>,
    pair: Pair,
    amount: Amount,
    rates: Rates,
    now: Instant,
) -> Result<Quoting, Fault> {
    let first = rates.at(pair, now).ok_or(Fault::NoRate)?;
    let Rules { tolerance_bps, spread_bps, .. } = rules;
    Ok(Quoting { pair, amount, spread_bps, tolerance_bps, created_at: now, first, rates })
}

/// How a new invoice is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rail {
    /// On a ledger: the address, and on which one of its kind; none is the sandbox's. A PSP may be
    /// offered beside it.
    Ledger(String, Option<String>),
    /// At the merchant's PSP only, in euros.
    Psp,
}

/// How new invoices in an asset and at a price are paid.
///
/// # Errors
/// [`Fault::Refused`] `settlement_missing` where nobody could pay one; `no_way_to_pay` where the
/// merchant's PSP could not, either.
pub fn rail(app: &App, rules: Rules<'_>, asset: Asset, price: &Price) -> Result<Rail, Fault> {
    let (owner, network) = (rules.owner, asset.network());
    if let Some(address) = sandbox::destination(&owner.merchant, owner.mode, network) {
        return Ok(Rail::Ledger(address, None));
    }
    let chain = app.settings.ledgers.chain(network);
    let held = chain.and_then(|chain| settlement::in_force(rules.held, network, chain, app.now()));
    match (held, rules.psp) {
        (Some(held), _) => Ok(Rail::Ledger(held.address.clone(), Some(held.chain.clone()))),
        (None, Some(_)) if matches!(price, Price::Fiat(Fiat::Eur, _)) => Ok(Rail::Psp),
        (None, Some(psp)) => {
            let (psp, asset) = (psp.name(), asset.code());
            let text = format!(
                "Nobody could pay this: {psp} takes what is priced in EUR, and no settlement \
                 address is set for {asset}."
            );
            Err(Fault::Refused("no_way_to_pay", text))
        }
        (None, None) => {
            let text = "no settlement address is set for live payments in this asset";
            Err(Fault::Refused("settlement_missing", text.to_owned()))
        }
    }
}

/// Everything that the new invoice writes; the first row depends on `guard`, the others on the
/// first.
pub fn statements(
    app: &App,
    record: &Record,
    actor: &str,
    lease: Option<&str>,
    guard: &Guard,
) -> Vec<Statement> {
    let made = Guard::made("invoice", record.id.as_str());
    let entry = Entry::new(Code::Created, &record.books, None);
    let now = app.now();
    let telling = Telling { app, record, now: record.created_at };
    let event = telling.event(EventName::InvoiceCreated, record.sequence);
    let mut statements = vec![
        invoices::add(record, guard),
        timeline::add(record.id.as_str(), 1, &entry, actor, [record.created_at, now], &made),
        event::add(&event, &record.owner, now, &made),
    ];
    if !record.is_told_by_payrequest() {
        statements.push(event::add_delivery(&event, &record.owner, lease, now));
    }
    statements
}

fn too_large() -> Fault {
    let mut errors = FieldErrors::default();
    errors.add("pricingAmount", "is too large");
    Fault::Invalid(errors)
}
