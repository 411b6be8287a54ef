//! A till that answers as Mollie's and Stripe's APIs do, in their shapes (`rails.md` 4): payments
//! that are begun, fetched and cancelled, idempotency keys, refusals, outages.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use edge::platform::{Incoming, Outgoing};
use serde_json::{Value as Json, json};
use shared::money::Amount;
use shared::psp::Psp;

/// The keys that are accepted, for test and live, at both.
pub(crate) const KEYS: [(Psp, [&str; 2]); 2] = [
    (Psp::Mollie, ["test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM", "live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"]),
    (Psp::Stripe, ["sk_test_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"]),
];

/// What goes wrong with the next request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mess {
    /// It is answered with this status, and nothing is done.
    Status(u16),
    /// It never arrives.
    Down,
    /// It is done, and the answer gets lost.
    Lost,
    /// It is answered with 200 and a page.
    Page,
}

/// A payment, as both keep it. Its states are Mollie's words.
#[derive(Clone, Debug)]
pub(crate) struct Sale {
    pub(crate) id: String,
    pub(crate) attempt: String,
    pub(crate) cents: i64,
    pub(crate) currency: String,
    pub(crate) live: bool,
    pub(crate) status: &'static str,
    pub(crate) refunded: i64,
    /// Amount and Stripe's word for the dispute.
    pub(crate) dispute: Option<(i64, &'static str)>,
    pub(crate) is_cancelable: bool,
    pub(crate) paid_at: Option<&'static str>,
}

/// The till.
#[derive(Default)]
pub(crate) struct Till {
    pub(crate) sales: RefCell<Vec<Sale>>,
    pub(crate) messes: RefCell<VecDeque<Mess>>,
    /// Keys that were taken back.
    pub(crate) revoked: Cell<bool>,
    once: RefCell<BTreeMap<String, (Vec<u8>, String)>>,
    asked: RefCell<Vec<String>>,
}

impl Till {
    /// What was asked since this was asked: `POST /v2/payments`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.take()
    }

    pub(crate) fn mess(&self, messes: impl IntoIterator<Item = Mess>) {
        self.messes.borrow_mut().extend(messes);
    }

    /// Changes the newest payment.
    pub(crate) fn newest(&self, change: impl FnOnce(&mut Sale)) {
        change(self.sales.borrow_mut().last_mut().unwrap());
    }

    pub(crate) fn answer(&self, request: &Outgoing) -> Option<Result<Incoming, String>> {
        let bases =
            [(Psp::Mollie, "https://api.mollie.com"), (Psp::Stripe, "https://api.stripe.com")];
        let (psp, path) = bases
            .into_iter()
            .find_map(|(psp, base)| Some((psp, request.url.strip_prefix(base)?)))?;
        let method = match (&request.body, request.deletes) {
            (Some(_), _) => "POST",
            (None, true) => "DELETE",
            (None, false) => "GET",
        };
        self.asked.borrow_mut().push(format!("{method} {path}"));
        let mess = self.messes.borrow_mut().pop_front();
        match mess {
            Some(Mess::Status(status)) => return Some(answer(status, &error(psp, status))),
            Some(Mess::Down) => return Some(Err("connection refused".to_owned())),
            Some(Mess::Page) => {
                let body = b"<html>One moment please</html>".to_vec();
                return Some(Ok(Incoming { status: 200, headers: Vec::new(), body }));
            }
            Some(Mess::Lost) | None => {}
        }
        let answered = match self.mode_of(psp, request) {
            Some(live) => self.act(psp, live, method, path, request),
            None => answer(401, &error(psp, 401)),
        };
        let lost = matches!(mess, Some(Mess::Lost));
        Some(if lost { Err("connection reset".to_owned()) } else { answered })
    }

    /// Whether the key is a live one; `None`: it is not accepted.
    fn mode_of(&self, psp: Psp, request: &Outgoing) -> Option<bool> {
        let sent = header(request, "authorization")?.strip_prefix("Bearer ")?;
        let (_, keys) = KEYS.into_iter().find(|(known, _)| *known == psp)?;
        let place = keys.iter().position(|key| *key == sent).filter(|_| !self.revoked.get())?;
        Some(place == 1)
    }

    fn act(
        &self,
        psp: Psp,
        live: bool,
        method: &str,
        path: &str,
        request: &Outgoing,
    ) -> Result<Incoming, String> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let list = if psp == Psp::Mollie { "/v2/payments" } else { "/v1/checkout/sessions" };
        if path == "/v1/disputes" {
            return self.disputes(query);
        }
        match (method, path.strip_prefix(list)) {
            ("GET", Some("")) => answer(200, &json!({"count": 0, "data": []})),
            ("POST", Some("")) => self.begin(psp, live, request),
            (_, Some(rest)) => {
                let rest = rest.trim_start_matches('/');
                let (id, verb) = rest.split_once('/').unwrap_or((rest, ""));
                let mut sales = self.sales.borrow_mut();
                let Some(sale) = sales.iter_mut().find(|sale| sale.id == id && sale.live == live)
                else {
                    return answer(404, &error(psp, 404));
                };
                let cancels = method == "DELETE" || verb == "expire";
                if cancels && !(sale.is_cancelable && sale.status == "open") {
                    return answer(if psp == Psp::Mollie { 422 } else { 400 }, &error(psp, 422));
                }
                if cancels {
                    sale.status = if psp == Psp::Mollie { "canceled" } else { "expired" };
                }
                // Stripe tells of the PaymentIntent only where it is asked to.
                answer(200, &shape(psp, sale, query.contains("expand")))
            }
            _ => answer(404, &error(psp, 404)),
        }
    }

    /// The same key begins the same payment; with another body it is refused.
    fn begin(&self, psp: Psp, live: bool, request: &Outgoing) -> Result<Incoming, String> {
        let key = header(request, "idempotency-key").unwrap().to_owned();
        let body = request.bytes().to_vec();
        let known = self.once.borrow().get(&key).cloned();
        let id = match known {
            Some((before, _)) if before != body => return answer(400, &error(psp, 400)),
            Some((_, id)) => id,
            None => self.open(psp, live, &body),
        };
        self.once.borrow_mut().insert(key, (body, id.clone()));
        let sales = self.sales.borrow();
        let sale = sales.iter().find(|sale| sale.id == id).unwrap();
        answer(201, &shape(psp, &Sale { status: "open", ..sale.clone() }, false))
    }

    fn open(&self, psp: Psp, live: bool, body: &[u8]) -> String {
        let number = self.sales.borrow().len() + 1;
        let (id, attempt, cents, currency) = match psp {
            Psp::Mollie => {
                let order: Json = serde_json::from_slice(body).unwrap();
                assert!(order["redirectUrl"].is_string() && order["webhookUrl"].is_string());
                let cents = order["amount"]["value"].as_str().unwrap().replace('.', "");
                let currency = order["amount"]["currency"].as_str().unwrap().to_owned();
                let attempt = order["metadata"]["attempt"].as_str().unwrap().to_owned();
                (format!("tr_{number}"), attempt, cents, currency)
            }
            Psp::Stripe => {
                let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
                let get =
                    |name: &str| pairs.iter().find(|(known, _)| known == name).unwrap().1.clone();
                assert_eq!(get("mode"), "payment");
                let mode = if live { "live" } else { "test" };
                let currency = get("line_items[0][price_data][currency]").to_uppercase();
                let cents = get("line_items[0][price_data][unit_amount]");
                (format!("cs_{mode}_{number}"), get("metadata[attempt]"), cents, currency)
            }
        };
        self.sales.borrow_mut().push(Sale {
            id: id.clone(),
            attempt,
            cents: cents.parse().unwrap(),
            currency,
            live,
            status: "open",
            refunded: 0,
            dispute: None,
            is_cancelable: true,
            paid_at: None,
        });
        id
    }

    fn disputes(&self, query: &str) -> Result<Incoming, String> {
        let sales = self.sales.borrow();
        let sale = sales.iter().find(|sale| query == format!("payment_intent={}", intent(sale)));
        let dispute = sale.and_then(|sale| sale.dispute);
        let list: Vec<_> = dispute
            .map(
                |(amount, status)| json!({"object": "dispute", "amount": amount, "status": status}),
            )
            .into_iter()
            .collect();
        answer(200, &json!({"object": "list", "data": list}))
    }
}

fn header<'a>(request: &'a Outgoing, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

pub(crate) fn intent(sale: &Sale) -> String {
    sale.id.replace("cs_", "pi_")
}

/// A payment in its provider's words.
fn shape(psp: Psp, sale: &Sale, expanded: bool) -> Json {
    let money = |cents: i64| {
        let value = Amount::from_minor(cents).print(2);
        json!({"value": value, "currency": sale.currency})
    };
    match psp {
        Psp::Mollie => {
            let mut out = json!({
                "resource": "payment", "id": sale.id, "status": sale.status,
                "mode": if sale.live { "live" } else { "test" }, "amount": money(sale.cents),
                "metadata": {"attempt": sale.attempt}, "isCancelable": sale.is_cancelable,
                "paidAt": sale.paid_at, "_links": {}});
            if sale.status == "open" {
                let href = format!("https://www.mollie.com/checkout/{}", sale.id);
                out["_links"] = json!({"checkout": {"href": href, "type": "text/html"}});
            }
            if sale.refunded > 0 {
                out["amountRefunded"] = money(sale.refunded);
            }
            if let Some((cents, _)) = sale.dispute {
                out["amountChargedBack"] = money(cents);
            }
            out
        }
        Psp::Stripe => {
            let (status, paid, intent_status) = match sale.status {
                "open" => ("open", "unpaid", None),
                "expired" | "canceled" => ("expired", "unpaid", None),
                "pending" => ("complete", "unpaid", Some("processing")),
                "failed" => ("complete", "unpaid", Some("requires_payment_method")),
                _ => ("complete", "paid", Some("succeeded")),
            };
            let created =
                sale.paid_at.map(|at| shared::time::Instant::parse(at).unwrap().seconds());
            let charge = (paid == "paid").then(|| {
                json!({"object": "charge", "amount_refunded": sale.refunded,
                    "disputed": sale.dispute.is_some(), "created": created})
            });
            let whole = intent_status.map(|status| {
                json!({"object": "payment_intent", "id": intent(sale), "status": status,
                    "latest_charge": charge})
            });
            let name = intent_status.map(|_| intent(sale));
            let url = format!("https://checkout.stripe.com/c/pay/{}#fid", sale.id);
            json!({"object": "checkout.session", "id": sale.id, "livemode": sale.live,
                "status": status, "payment_status": paid, "amount_total": sale.cents,
                "currency": sale.currency.to_lowercase(), "metadata": {"attempt": sale.attempt},
                "payment_intent": if expanded { json!(whole) } else { json!(name) },
                "url": (status == "open").then_some(url)})
        }
    }
}

fn error(psp: Psp, status: u16) -> Json {
    match psp {
        Psp::Mollie => json!({"status": status, "title": "No", "detail": "It is not so.",
            "_links": {}}),
        Psp::Stripe => {
            json!({"error": {"type": "invalid_request_error", "message": "It is not so."}})
        }
    }
}

fn answer(status: u16, body: &Json) -> Result<Incoming, String> {
    Ok(Incoming { status, headers: Vec::new(), body: body.to_string().into_bytes() })
}
