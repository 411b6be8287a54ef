//! `/api/v1/test`: the sandbox's ledger and the test clock. Test keys only.

use shared::draft::{FieldErrors, Fields, Text, limits};
use shared::json::Object;
use shared::key::Mode;
use shared::payment::PaymentState;
use shared::reference::normal_memo;
use shared::time::{DAY_MS, HOUR_MS, Instant, MINUTE_MS, SECOND_MS};

use super::wire::invoice_out;
use crate::actions::pay_sandbox::{self, Payment};
use crate::actions::refund_invoice;
use crate::actions::step::Writer;
use crate::api::body;
use crate::app::After;
use crate::fault::Fault;
use crate::gate::scope::TestWrite;
use crate::gate::{Asked, Call, Outcome, Reply};
use crate::platform::Statement;
use crate::store::invoice as invoices;
use crate::store::{merchant, refund, subscription};

/// How far the clock may go ahead of the world, in all.
const AHEAD_MS_MAX: i64 = 20 * 366 * DAY_MS;

const ONLY_TEST: &str = "This works with test keys only.";

/// `POST /api/v1/test/payments`: `invoice` or `memo`; `amount` (what is due), `asset`, `at`,
/// `state` (pending, final, failed), `transaction` (goes on with a pending one). Or `refund`.
pub async fn pay(call: Call<TestWrite>) -> Outcome {
    need_test(&call)?;
    let fields = body::json_fields(&call.request)?;
    let refund = fields.text("refund", Text::line(limits::NAME));
    if let Some(refund) = refund.map_err(|why| body::invalid("refund", &why))? {
        return send_refund(&call, &fields, &refund).await;
    }
    let (invoice, payment) = draft(&call, &fields).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let mut statements = target(&call, invoice.as_deref(), &payment).to_vec();
    statements.push(merchant::load(&owner));
    statements.push(pay_sandbox::load(&owner, &payment.transaction));
    let mut answers = call.load(statements).await?;
    let mut record = invoices::read_one(&mut answers);
    if invoice.is_some() && record.is_none() {
        return Err(Fault::Missing("invoice").into());
    }
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let lease = call.app.token();
    let writer = Writer::new(&call.app, &merchant, "sandbox", Some(&lease), call.now());
    let paid = pay_sandbox::pay(&owner, &payment, record.as_mut(), &mut answers, &writer)?;
    let entry = &paid.seen;
    let mut out = Object::new();
    out.put("transaction", &entry.transaction)
        .put("state", entry.state.code())
        .put("amount", entry.amount.print(entry.scale))
        .put("asset", &entry.asset_code)
        .put("reference", entry.reference.as_ref())
        .put("destinationAddress", &entry.destination)
        .put("at", entry.at)
        .put("disposition", paid.disposition.map(|disposition| disposition.code()))
        .put("invoice", record.as_ref().map(|record| invoice_out(&call.app, record)));
    let after = record
        .as_ref()
        .map_or_else(|| vec![After::Send(lease.clone())], |record| writer.after(record));
    let reply = Reply::new(201, out.text()).then_all(after).heeding(&fields);
    call.save(reply, paid.statements).await
}

/// `refund` alone: the merchant's wallet sends it, and the ledger shows it.
async fn send_refund(call: &Asked, fields: &Fields, id: &str) -> Outcome {
    let owner = call.owner();
    let mut statements = vec![refund::one(&owner, id), merchant::load(&owner)];
    statements.extend(invoices::one_refunded(&owner, id));
    let mut answers = call.load(statements).await?;
    let refund = answers.row().as_ref().and_then(refund::read).ok_or(Fault::Missing("refund"))?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    let record = invoices::read_one(&mut answers);
    let mut record = record.ok_or(Fault::Missing("refund"))?;
    let lease = call.app.token();
    let writer = Writer::new(&call.app, &merchant, "sandbox", Some(&lease), call.now());
    let statements = refund_invoice::send_in_sandbox(&refund, &mut record, &writer)?;
    let reply = Reply::new(201, invoice_out(&call.app, &record).text());
    call.save(reply.then_all(writer.after(&record)).heeding(fields), statements).await
}

/// The invoice that the payment is for: the one that is named, or the one its transaction or memo
/// names.
fn target(call: &Asked, invoice: Option<&str>, payment: &Payment) -> [Statement; 2] {
    let owner = call.owner();
    match (invoice, &payment.reference) {
        (Some(id), _) => invoices::one(&owner, id),
        (None, Some(reference)) => invoices::one_referenced(&owner, &normal_memo(reference)),
        (None, None) => invoices::one_paid_by(&owner, &payment.transaction),
    }
}

fn draft(call: &Asked, fields: &Fields) -> Result<(Option<String>, Payment), FieldErrors> {
    let mut errors = FieldErrors::default();
    let line = Text::line(limits::NAME);
    let invoice = errors.optional("invoice", fields.text("invoice", line));
    let reference = errors.optional("memo", fields.text("memo", line));
    let transaction = errors.optional("transaction", fields.text("transaction", line));
    if invoice.is_none() && reference.is_none() && transaction.is_none() {
        errors.add("memo", "is required, unless invoice or transaction is given");
    }
    let states = PaymentState::ALL.map(PaymentState::code);
    let state = errors.optional("state", fields.choice("state", &states));
    let at = errors.optional("at", fields.text("at", line));
    let at = at.and_then(|text| {
        let at = Instant::parse(&text);
        if at.is_none() {
            errors.add("at", "must be an instant such as 2026-01-15T10:00:00.000Z");
        }
        at
    });
    let asset_code = errors.optional("asset", fields.text("asset", Text::line(12)));
    let amount = errors.optional("amount", fields.number_text("amount"));
    let payment = Payment {
        amount: amount.map(str::to_owned),
        asset_code,
        reference,
        at,
        state: state.and_then(PaymentState::parse).unwrap_or(PaymentState::Final),
        transaction: transaction.unwrap_or_else(|| format!("sandbox-{}", call.app.token())),
    };
    errors.or((invoice, payment))
}

/// `GET /api/v1/test/clock`
pub async fn clock(call: Call<TestWrite>) -> Outcome {
    need_test(&call)?;
    let waiting = invoices::waiting(&call.owner(), call.real_now(), call.now());
    let mut answers = call.load(vec![waiting]).await?;
    let waiting = answers.row().map_or(0, |row| row.number("total"));
    let offset = call.known().clock_offset_ms;
    Ok(Reply::new(200, clock_out(&call, offset, Some(waiting))))
}

/// `POST /api/v1/test/clock`: `advance` (`90s`, `30m`, `25h`, `7d`) or `now`; only forward.
pub async fn set_clock(call: Call<TestWrite>) -> Outcome {
    need_test(&call)?;
    let fields = body::json_fields(&call.request)?;
    let line = Text::line(limits::NAME);
    let mut errors = FieldErrors::default();
    let advance = errors.optional("advance", fields.text("advance", line));
    let now = errors.optional("now", fields.text("now", line));
    let offset = call.known().clock_offset_ms;
    let target = match (&advance, &now) {
        (Some(text), None) => duration_ms(text).map(|ms| offset.saturating_add(ms)),
        (None, Some(text)) => Instant::parse(text).map(|at| at.ms() - call.real_now().ms()),
        _ => None,
    };
    let fits = |target: &i64| (offset..=AHEAD_MS_MAX).contains(target);
    let target = target.filter(fits).unwrap_or_else(|| {
        let (name, text) = match (&advance, &now) {
            (Some(_), Some(_)) => ("now", "cannot be given with advance"),
            (None, Some(_)) => ("now", "must be a later instant, at most 20 years ahead"),
            _ => ("advance", "must be a time such as 25h or 7d, at most 20 years; or give now"),
        };
        errors.add(name, text);
        offset
    });
    errors.or(()).map_err(Fault::Invalid)?;
    let reply = Reply::new(200, clock_out(&call, target, None)).then(After::Tick).heeding(&fields);
    let owner = call.owner();
    let guard = call.guard();
    let statements = vec![
        subscription::hasten(&owner, target - offset, &guard),
        invoices::hasten(&owner, target - offset, &guard),
        merchant::advance_clock(&owner, target, &guard),
    ];
    call.make(reply, statements).await
}

/// Whether all that the clock was set over has happened. How many invoices and subscriptions still
/// wait for their turn is not known yet right after it was set.
fn clock_out(call: &Asked, offset_ms: i64, waiting: Option<i64>) -> String {
    let real_now = call.real_now();
    let mut out = Object::new();
    out.put("now", real_now.plus_ms(offset_ms))
        .put("realNow", real_now)
        .put("offsetMs", offset_ms)
        .put("status", if waiting == Some(0) { "ready" } else { "advancing" })
        .put_some("waiting", waiting);
    out.text()
}

fn duration_ms(text: &str) -> Option<i64> {
    let (count, unit_ms) = [("s", SECOND_MS), ("m", MINUTE_MS), ("h", HOUR_MS), ("d", DAY_MS)]
        .into_iter()
        .find_map(|(unit, ms)| Some((text.strip_suffix(unit)?, ms)))?;
    let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    count.parse::<i64>().ok().filter(|_| digits)?.checked_mul(unit_ms)
}

fn need_test(call: &Asked) -> Result<(), Fault> {
    if call.owner().mode == Mode::Test { Ok(()) } else { Err(Fault::WrongMode(ONLY_TEST)) }
}
