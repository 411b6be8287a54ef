//! Invoices: a row and its payments are one record, always loaded together.

use shared::chain::BEHIND_MS;
use shared::currency::{Asset, Fiat};
use shared::id::InvoiceId;
use shared::invoice::{Exceptions, GRACE_MS, Invoice, Status, Terms};
use shared::money::Amount;
use shared::payment::Seen;
use shared::price::{Price, Quote, Quoting};
use shared::reference::References;
use shared::subscription::Reminders;
use shared::time::Instant;
use shared::webhook::EventName;

use super::sale::{self, Sale};
use super::{Columns, Guard, Owner, insert, merchant, payment, quote, rate, update};
use crate::platform::{Answers, Row, Statement, Value};

/// The period of a subscription that an invoice bills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The subscription's id.
    pub subscription: String,
    /// Which period.
    pub index: i64,
    /// When it began, which is when it is due.
    pub due_at: Instant,
    /// When the customer is reminded.
    pub reminders: Reminders,
    /// When the next reminder goes out, in the world's time.
    pub remind_at: Option<Instant>,
    /// What is in the address of the page where the subscription is managed.
    pub token: String,
    /// Whether it is the newest invoice of a subscription that goes on.
    pub is_newest: bool,
}

/// An invoice as it is kept.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: InvoiceId,
    /// Whose it is.
    pub owner: Owner,
    /// The id in its page's address.
    pub public_id: String,
    /// What it is for.
    pub title: String,
    /// More of that.
    pub description: Option<String>,
    /// The merchant's own reference.
    pub order_id: Option<String>,
    /// The price in a currency, if it has one.
    pub price: Option<(Fiat, Amount)>,
    /// What one unit of the asset costs by the quote that it was taken for; `None` also where no
    /// rate is reliable.
    pub rate: Option<Price>,
    /// What its quotes are computed from; `None`: what it asks never changes.
    pub quoting: Option<Quoting>,
    /// How long what it asks holds.
    pub quote: Quote,
    /// Where to pay on a ledger; [`Record::address`] says whether there is one.
    pub destination: String,
    /// Which ledger of its kind that is on; `None`: the sandbox's, or none.
    pub chain: Option<String>,
    /// Ledger time until which everything about a live address is known.
    pub read_until: Option<Instant>,
    /// Until when everything is known of payments that are open at a PSP; `None`: there are none.
    pub asked_until: Option<Instant>,
    /// When a live address was last looked at, in the world's time.
    pub looked_at: Option<Instant>,
    /// Where a payer wants excess back.
    pub return_address: Option<String>,
    /// What ties a payment to it.
    pub references: References,
    /// Who is asked.
    pub customer_email: Option<String>,
    /// What they are called.
    pub customer_name: Option<String>,
    /// Where the payer goes afterwards.
    pub return_url: Option<String>,
    /// The merchant's notes, a JSON object.
    pub metadata: String,
    /// The language of its mails; `None`: the merchant's.
    pub language: Option<String>,
    /// The period that it bills, if it is a subscription's.
    pub period: Option<Period>,
    /// The checkout that it is of, if a link sold it.
    pub sale: Option<Sale>,
    /// Its number among the owner's; 0 before it is written.
    pub number: i64,
    /// When it was made.
    pub created_at: Instant,
    /// The newest step.
    pub step: i64,
    /// How many events were told.
    pub sequence: i64,
    /// Terms, status and payments.
    pub books: Invoice,
}

impl Record {
    /// Whether it can be opened again: the newest one of a subscription that goes on.
    pub fn can_reopen(&self) -> bool {
        self.books.can_reopen() && self.period.as_ref().is_some_and(|period| period.is_newest)
    }

    /// The record as it is at a moment: what only the passing of time changes has happened.
    #[must_use]
    pub fn at(mut self, now: Instant) -> Record {
        self.books = self.books.at(now, self.known_until(now));
        self.ask_at(now);
        self
    }

    /// Until when all its money is known. The sandbox is read at once; a ledger as far as it was
    /// looked at (DESIGN 4: nothing expires before that); a PSP as far as it was asked about what
    /// is open there.
    pub fn known_until(&self, now: Instant) -> Instant {
        let read = if self.chain.is_none() { now } else { self.read_until.unwrap_or_default() };
        self.asked_until.map_or(read, |asked| asked.min(read))
    }
}

/// Ledger time until which the address of an invoice was read; 0: never.
pub(super) const READ_UNTIL: &str = "coalesce((SELECT w.read_until FROM watch w
    WHERE w.network IN ('STELLAR', 'XRPL') AND w.chain = invoice.chain
      AND w.address = invoice.destination), 0)";

/// Whether all money is known that came before an invoice's end: [`Record::known_until`] in SQL.
pub(super) fn all_known() -> String {
    format!("((chain IS NULL OR deadline_at <= {READ_UNTIL}) AND {NOT_AWAITED})")
}

/// Whether no PSP may still bring money that was paid before the end.
const NOT_AWAITED: &str = "NOT EXISTS (SELECT 1 FROM psp_attempt a WHERE a.invoice = invoice.id
    AND (a.state = 'pending' OR a.state = 'open' AND a.known_until < deadline_at))";

/// A new invoice.
pub fn add(record: &Record, guard: &Guard) -> Statement {
    let terms = &record.books.terms;
    let minor = |amount: Amount| amount.minor().to_string();
    let mut columns = Columns::default();
    columns
        .put("id", record.id.as_str())
        .put("merchant", record.owner.merchant.as_str())
        .put("mode", record.owner.mode.code())
        .put("public_id", record.public_id.as_str())
        .put("title", record.title.as_str())
        .put("search", record.title.to_lowercase())
        .put("description", record.description.as_ref())
        .put("order_id", record.order_id.as_ref())
        .put("least", terms.least.map(minor))
        .put("price_currency", record.price.map(|(fiat, _)| fiat.code()))
        .put("price_amount", record.price.map(|(_, amount)| minor(amount)))
        .put("destination", record.destination.as_str())
        .put("chain", record.chain.as_ref())
        .put("memo", record.references.memo.as_str())
        .put("stellar_id", record.references.stellar_id.to_string())
        .put("tag", record.references.tag.to_string())
        .put("customer_email", record.customer_email.as_ref())
        .put("customer_name", record.customer_name.as_ref())
        .put("return_url", record.return_url.as_ref())
        .put("metadata", record.metadata.as_str())
        .put("language", record.language.as_ref())
        .put("created_at", record.created_at);
    columns.extend(quote::columns(record));
    columns.extend(quote::agreed(record));
    columns.extend(sale::columns(&record.owner, record.sale.as_ref()));
    if let Some(period) = &record.period {
        columns
            .put("subscription", period.subscription.as_str())
            .put("period_index", period.index)
            .put("due_at", period.due_at)
            .put("reminders", period.reminders.code());
    }
    columns.extend(moving(record));
    insert("invoice", &mut columns, guard)
}

/// Saves what a step changed.
pub fn save(record: &Record) -> Statement {
    let rest = [vec![record.id.as_str().into()], record.owner.params()].concat();
    let mut columns = moving(record);
    let is_fixed = record.quoting.is_some() && record.books.is_quote_fixed();
    if is_fixed || record.address().is_none() {
        columns.extend(quote::columns(record));
    }
    update("invoice", &mut columns, "id = ? AND merchant = ? AND mode = ?", rest)
}

/// The columns that steps change.
fn moving(record: &Record) -> Columns {
    let books = &record.books;
    let sent: Vec<&str> = books.sent_once.iter().map(|event| event.code()).collect();
    let mut columns = Columns::default();
    columns
        .put("asset", books.terms.asset.code())
        .put("status", books.status.code())
        .put("exceptions", books.exceptions.codes().join(" "))
        .put("sent_once", sent.join(" "))
        .put("paid_at", books.paid_at)
        .put("pending_until", books.pending_until)
        .put("deadline_at", books.deadline())
        .put("expires_at", books.terms.expires_at)
        .put("late_until", books.terms.late_until)
        .put("return_address", record.return_address.as_ref())
        .put("remind_at", record.period.as_ref().and_then(|period| period.remind_at))
        .put("step", record.step)
        .put("sequence", record.sequence);
    columns
}

/// Two statements that load one invoice of the owner by id or public id; read by [`read_one`].
pub fn one(owner: &Owner, id: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND (id = ? OR public_id = ?)";
    let params = [owner.params(), vec![id.into(), id.into()]].concat();
    with_payments(clause, &params)
}

/// The same for a page, where the public id is all that is known.
pub fn one_public(public_id: &str) -> [Statement; 2] {
    with_payments("public_id = ?", &[public_id.into()])
}

/// The same for what a payer sent along: memo, numeric id or tag.
pub fn one_referenced(owner: &Owner, reference: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND (memo = ? OR stellar_id = ? OR tag = ?)";
    let params = [owner.params(), vec![Value::from(reference); 3]].concat();
    with_payments(clause, &params)
}

/// The same for a refund of its money.
pub fn one_refunded(owner: &Owner, refund: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND id = (SELECT invoice FROM refund WHERE id = ?)";
    with_payments(clause, &[owner.params(), vec![refund.into()]].concat())
}

/// The same for a payment that was seen before.
pub fn one_paid_by(owner: &Owner, transaction: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND id IN (SELECT invoice FROM payment
                  WHERE merchant = ? AND mode = ? AND transaction_id = ?)";
    let params = [owner.params(), owner.params(), vec![transaction.into()]].concat();
    with_payments(clause, &params)
}

/// Undoes the batch when money fits other open invoices of the same address as well: the row that
/// it adds is there. Nobody is given what somebody else may have paid.
pub fn assert_alone(record: &Record, seen: &Seen) -> Statement {
    let others = Guard {
        text: "EXISTS (SELECT 1 FROM invoice i
                 WHERE i.merchant = ? AND i.mode = ? AND i.destination = ? AND i.asset = ?
                   AND i.id <> ? AND i.status IN ('unpaid', 'pending', 'partially_paid')
                   AND (i.due IS NULL OR i.price_amount IS NOT NULL
                     OR abs(CAST(i.due AS INTEGER) - coalesce((
                          SELECT sum(CAST(p.amount AS INTEGER)) FROM payment p
                          WHERE p.invoice = i.id AND p.disposition = 'counted'
                            AND p.state = 'final'), 0) - CAST(? AS INTEGER))
                        <= max(CAST(i.tolerance AS INTEGER), CAST(? AS INTEGER)))
                   AND i.created_at <= ? AND (i.expires_at IS NULL OR i.expires_at >= ?))"
            .to_owned(),
        params: [
            record.owner.params(),
            vec![
                record.destination.as_str().into(),
                record.books.terms.asset.code().into(),
                record.id.as_str().into(),
                seen.amount.minor().to_string().into(),
                record.books.terms.dust().minor().to_string().into(),
                seen.at.plus_ms(BEHIND_MS).into(),
                seen.at.plus_ms(-GRACE_MS).into(),
            ],
        ]
        .concat(),
    };
    add(record, &others)
}

/// Three JSON lists of what payers named: text memos, numbers, tags.
pub type Named = [String; 3];

/// Two statements that load the invoices of a live address that payers named, and those whose money
/// is to go back from it.
pub fn at_address(owner: &Owner, chain: &str, address: &str, named: Named) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND chain = ? AND destination = ?
      AND (memo IN (SELECT value FROM json_each(?))
        OR stellar_id IN (SELECT value FROM json_each(?))
        OR tag IN (SELECT value FROM json_each(?))
        OR id IN (SELECT r.invoice FROM refund r
                  WHERE r.source = destination AND r.state = 'awaiting'))";
    let at = vec![Value::from(chain), address.into()];
    let named = named.map(Value::from).to_vec();
    with_payments(clause, &[owner.params(), at, named].concat())
}

pub(super) fn with_payments(clause: &str, params: &[Value]) -> [Statement; 2] {
    let invoices = format!(
        "SELECT *,
           {READ_UNTIL} AS read_until,
           (SELECT w.looked_at FROM watch w WHERE w.network IN ('STELLAR', 'XRPL')
              AND w.chain = invoice.chain AND w.address = invoice.destination) AS looked_at,
           (SELECT CAST(sum(amount) AS TEXT) FROM (
              SELECT CAST(r.amount AS INTEGER) AS amount FROM refund r
              WHERE r.invoice = invoice.id AND r.state = 'sent' AND r.asset = invoice.asset
              UNION ALL
              SELECT CAST(a.refunded AS INTEGER) + CAST(a.charged_back AS INTEGER)
              FROM psp_attempt a WHERE a.invoice = invoice.id AND a.currency = invoice.asset)
           ) AS refunded,
           (SELECT min(CASE a.state WHEN 'pending' THEN 0 ELSE a.known_until END)
            FROM psp_attempt a WHERE a.invoice = invoice.id AND a.state IN ('open', 'pending'))
           AS asked_until,
           (SELECT token FROM subscription s WHERE s.id = invoice.subscription) AS token,
           (SELECT s.billed_index = invoice.period_index
                   AND s.status NOT IN ('incomplete', 'cancelled', 'completed')
            FROM subscription s WHERE s.id = invoice.subscription) AS is_newest,
           {}, {} AS rates
         FROM invoice WHERE {clause}",
        sale::column(),
        rate::OF_INVOICE
    );
    [
        Statement::new(invoices, params.to_vec()),
        payment::of_invoices(&format!("SELECT id FROM invoice WHERE {clause}"), params.to_vec()),
    ]
}

/// Reads the two answers of [`one`] and its sisters.
pub fn read_one(answers: &mut Answers) -> Option<Record> {
    read_many(answers).into_iter().next()
}

/// Three statements: invoices which time has changed and nobody has saved yet, of every merchant,
/// on each one's clock, the longest overdue first; their payments; their merchants.
pub fn overdue(now: Instant, most: i64) -> [Statement; 3] {
    let known = all_known();
    let clause = format!(
        "id IN (SELECT id FROM (
            SELECT invoice.id, deadline_at AS due_at FROM invoice
            JOIN merchant_mode s ON s.merchant = invoice.merchant AND s.mode = invoice.mode
            WHERE status IN ('unpaid', 'partially_paid') AND deadline_at IS NOT NULL
              AND deadline_at < ? + s.clock_offset_ms AND {known}
            UNION ALL SELECT i.id, i.pending_until FROM invoice i
            JOIN merchant_mode s ON s.merchant = i.merchant AND s.mode = i.mode
            WHERE i.status = 'pending' AND i.pending_until < ? + s.clock_offset_ms)
          ORDER BY due_at LIMIT ?)"
    );
    with_merchants(&clause, &[now.into(), now.into(), most.into()])
}

fn with_merchants(clause: &str, params: &[Value]) -> [Statement; 3] {
    let [invoices, payments] = with_payments(clause, params);
    [invoices, payments, merchant::of("invoice", clause, params)]
}

/// Three statements: invoices whose customer is to be reminded now, of every merchant, the longest
/// due first; their payments; their merchants.
pub fn to_remind(now: Instant, most: i64) -> [Statement; 3] {
    let clause = "id IN (SELECT id FROM invoice WHERE remind_at <= ?
                           AND status IN ('unpaid', 'partially_paid')
                         ORDER BY remind_at LIMIT ?)";
    with_merchants(clause, &[now.into(), most.into()])
}

/// Moves the reminders of an owner's invoices so much nearer: the test clock was set forward.
pub fn hasten(owner: &Owner, ms: i64, guard: &Guard) -> Statement {
    let mut params = [vec![ms.into()], owner.params()].concat();
    params.extend(guard.params.iter().cloned());
    let text = format!(
        "UPDATE invoice SET remind_at = remind_at - CAST(? AS INTEGER)
         WHERE merchant = ? AND mode = ? AND remind_at IS NOT NULL
           AND status IN ('unpaid', 'partially_paid') AND {}",
        guard.text
    );
    Statement::new(text, params)
}

/// How much of an owner still waits for its turn: subscriptions, reminders, invoices that are over.
/// `now` is the world's, `business_now` the merchant's clock.
pub fn waiting(owner: &Owner, now: Instant, business_now: Instant) -> Statement {
    let part = |when: Instant| [owner.params(), vec![when.into()]].concat();
    let text = format!(
        "SELECT (SELECT count(*) FROM subscription
                 WHERE merchant = ? AND mode = ? AND wake_at <= ?)
              + (SELECT count(*) FROM invoice WHERE merchant = ? AND mode = ? AND remind_at <= ?
                   AND status IN ('unpaid', 'partially_paid'))
              + (SELECT count(*) FROM invoice WHERE merchant = ? AND mode = ? AND deadline_at < ?
                   AND status IN ('unpaid', 'partially_paid') AND {NOT_AWAITED}) AS total"
    );
    Statement::new(text, [part(now), part(now), part(business_now)].concat())
}

/// Two statements that load the newest unpaid invoices of a subscription, by any of its ids: as
/// many as one batch can close. Older ones run out by themselves.
pub fn unpaid_of(owner: &Owner, subscription: &str) -> [Statement; 2] {
    let clause = "merchant = ? AND mode = ? AND status = 'unpaid' AND subscription IN (
                    SELECT id FROM subscription WHERE id = ? OR public_id = ?)
                  ORDER BY period_index DESC LIMIT 12";
    let ids = vec![Value::from(subscription); 2];
    with_payments(clause, &[owner.params(), ids].concat())
}

/// Two statements that load the newest invoices of a subscription, for the page where it is
/// managed.
pub fn newest_managed(token: &str, most: i64) -> [Statement; 2] {
    let clause = "subscription = (SELECT id FROM subscription WHERE token = ?)
                  ORDER BY period_index DESC LIMIT ?";
    with_payments(clause, &[token.into(), most.into()])
}

/// Reads invoices and their payments from two answers.
pub fn read_many(answers: &mut Answers) -> Vec<Record> {
    let rows = answers.rows();
    let payments = answers.rows();
    rows.iter().filter_map(|row| read(row, &payments)).collect()
}

fn period(row: &Row) -> Option<Period> {
    Some(Period {
        subscription: row.maybe_text("subscription")?,
        index: row.number("period_index"),
        due_at: row.instant("due_at")?,
        reminders: Reminders::parse(&row.text("reminders"))?,
        remind_at: row.instant("remind_at"),
        token: row.text("token"),
        is_newest: row.number("is_newest") != 0,
    })
}

fn read(row: &Row, payments: &[Row]) -> Option<Record> {
    let id = row.text("id");
    let minor = |name: &str| row.maybe_text(name)?.parse().ok().map(Amount::from_minor);
    let price = row.maybe_text("price_currency").and_then(|code| Fiat::parse(&code));
    let sent = row.text("sent_once");
    let asset = Asset::parse(&row.text("asset"))?;
    let price = price.zip(minor("price_amount"));
    let (rate, quoting) = quote::read(row, asset, price);
    let sale = sale::read(row);
    Some(Record {
        owner: super::read_owner(row)?,
        public_id: row.text("public_id"),
        title: row.text("title"),
        description: row.maybe_text("description"),
        order_id: row.maybe_text("order_id"),
        price,
        rate,
        quoting,
        quote: Quote::Fixed,
        destination: row.text("destination"),
        chain: row.maybe_text("chain"),
        read_until: row.instant("read_until"),
        asked_until: row.instant("asked_until"),
        looked_at: row.instant("looked_at"),
        return_address: row.maybe_text("return_address"),
        references: References {
            memo: row.text("memo"),
            stellar_id: row.text("stellar_id").parse().ok()?,
            tag: row.text("tag").parse().ok()?,
        },
        customer_email: row.maybe_text("customer_email"),
        customer_name: row.maybe_text("customer_name"),
        return_url: row.maybe_text("return_url"),
        language: row.maybe_text("language"),
        period: period(row),
        number: row.number("number"),
        metadata: row.text("metadata"),
        created_at: row.instant("created_at")?,
        step: row.number("step"),
        sequence: row.number("sequence"),
        books: Invoice {
            terms: Terms {
                asset,
                due: minor("due"),
                least: minor("least"),
                tolerance: minor("tolerance")?,
                expires_at: row.instant("expires_at"),
                late_until: row.instant("late_until"),
            },
            status: Status::parse(&row.text("status"))?,
            exceptions: Exceptions::parse(&row.text("exceptions")),
            paid_at: row.instant("paid_at"),
            pending_until: row.instant("pending_until"),
            sent_once: sent.split_whitespace().filter_map(EventName::parse).collect(),
            payments: payments
                .iter()
                .filter(|payment| payment.text("invoice") == id)
                .filter_map(payment::read)
                .collect(),
            refunded: minor("refunded").unwrap_or_default(),
            has_place: sale.as_ref().is_none_or(Sale::has_place),
        },
        sale,
        id: InvoiceId::stored(id),
    })
}
