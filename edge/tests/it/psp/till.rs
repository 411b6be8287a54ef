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
    /// Mollie's word: `oneoff`, `first`, `recurring`.
    pub(crate) sequence: &'static str,
    /// How it stood when it was begun.
    begun: &'static str,
    /// Whose it is, and by which mandate or method, once that is known.
    pub(crate) charged: Option<(String, String)>,
}

/// The till.
#[derive(Default)]
pub(crate) struct Till {
    pub(crate) sales: RefCell<Vec<Sale>>,
    pub(crate) messes: RefCell<VecDeque<Mess>>,
    /// Keys that were taken back.
    pub(crate) revoked: Cell<bool>,
    /// Mandates that were taken back.
    pub(crate) no_mandates: Cell<bool>,
    /// How the next charges without anybody there go, in Mollie's words; paid when none is said.
    pub(crate) charges: RefCell<VecDeque<&'static str>>,
    customers: RefCell<Vec<String>>,
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
        let list = match psp {
            Psp::Mollie => "/v2/payments",
            Psp::Stripe if path.starts_with("/v1/payment_intents") => "/v1/payment_intents",
            Psp::Stripe => "/v1/checkout/sessions",
        };
        if path == "/v1/disputes" {
            return self.disputes(query);
        }
        if let Some(answered) = self.mandates(psp, method, path, request) {
            return answered;
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
            None if is_recurring(psp, &body) && self.no_mandates.get() => {
                return answer(if psp == Psp::Mollie { 422 } else { 400 }, &error(psp, 422));
            }
            None => self.open(psp, live, &body),
        };
        self.once.borrow_mut().insert(key, (body, id.clone()));
        let sales = self.sales.borrow();
        let sale = sales.iter().find(|sale| sale.id == id).unwrap();
        if psp == Psp::Stripe && sale.begun == "failed" {
            return answer(402, &error(psp, 402));
        }
        answer(201, &shape(psp, &Sale { status: sale.begun, ..sale.clone() }, false))
    }

    /// Customers are made; mandates and methods are told of.
    fn mandates(
        &self,
        psp: Psp,
        method: &str,
        path: &str,
        request: &Outgoing,
    ) -> Option<Result<Incoming, String>> {
        if psp == Psp::Mollie && (method, path) == ("POST", "/v2/customers") {
            let key = header(request, "idempotency-key").unwrap().to_owned();
            let mut customers = self.customers.borrow_mut();
            let number = customers.iter().position(|known| *known == key);
            let number = number.unwrap_or_else(|| {
                customers.push(key);
                customers.len() - 1
            });
            let id = format!("cst_{number}");
            return Some(answer(201, &json!({"resource": "customer", "id": id})));
        }
        let stands = !self.no_mandates.get();
        if let Some((customer, id)) =
            path.strip_prefix("/v2/customers/").and_then(|rest| rest.split_once("/mandates/"))
        {
            let status = if stands { "valid" } else { "invalid" };
            let mandate = json!({"id": id, "customerId": customer, "status": status});
            return Some(answer(200, &mandate));
        }
        let of_stripe = request.url.split_once("/v1/payment_intents?customer=");
        if let Some((_, query)) = of_stripe {
            return Some(self.list(psp, query.split('&').next().unwrap()));
        }
        if let Some(customer) = path.strip_prefix("/v2/customers/") {
            return Some(self.list(psp, customer.strip_suffix("/payments").unwrap()));
        }
        let id = path.strip_prefix("/v1/payment_methods/")?;
        let customer = stands.then(|| id.replace("pm_", "cus_"));
        Some(answer(200, &json!({"id": id, "customer": customer})))
    }

    /// What a customer was charged, the newest first.
    fn list(&self, psp: Psp, customer: &str) -> Result<Incoming, String> {
        let sales = self.sales.borrow();
        let is_own = |sale: &&Sale| sale.charged.as_ref().is_some_and(|(who, _)| who == customer);
        let own = sales.iter().rev().filter(is_own).map(|sale| shape(psp, sale, true));
        // Stripe's list has the PaymentIntent of a session.
        let own = own.map(|mut sale| match sale["object"].as_str() {
            Some("checkout.session") => sale["payment_intent"].take(),
            _ => sale,
        });
        let list: Vec<_> = own.collect();
        answer(
            200,
            &match psp {
                Psp::Mollie => json!({"count": list.len(), "_embedded": {"payments": list}}),
                Psp::Stripe => json!({"object": "list", "data": list}),
            },
        )
    }

    fn open(&self, psp: Psp, live: bool, body: &[u8]) -> String {
        let number = self.sales.borrow().len() + 1;
        let mut sequence = "oneoff";
        let mut charged = None;
        let (id, attempt, cents, currency) = match psp {
            Psp::Mollie => {
                let order: Json = serde_json::from_slice(body).unwrap();
                (sequence, charged) = series(&order, number);
                // Nobody comes back from where nobody was.
                assert_eq!(order["redirectUrl"].is_string(), sequence != "recurring");
                assert!(order["webhookUrl"].is_string());
                let cents = order["amount"]["value"].as_str().unwrap().replace('.', "");
                let currency = order["amount"]["currency"].as_str().unwrap().to_owned();
                let attempt = order["metadata"]["attempt"].as_str().unwrap().to_owned();
                (format!("tr_{number}"), attempt, cents, currency)
            }
            Psp::Stripe => {
                let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
                let find = |name: &str| pairs.iter().find(|(known, _)| known == name);
                let get = |name: &str| find(name).unwrap().1.clone();
                let mode = if live { "live" } else { "test" };
                if is_recurring(psp, body) {
                    sequence = "recurring";
                    assert_eq!(
                        (get("off_session"), get("confirm")),
                        ("true".into(), "true".into())
                    );
                    charged = Some((get("customer"), get("payment_method")));
                    let (cents, currency) = (get("amount"), get("currency").to_uppercase());
                    (format!("pi_{mode}_{number}"), get("metadata[attempt]"), cents, currency)
                } else {
                    assert_eq!(get("mode"), "payment");
                    if find("payment_intent_data[setup_future_usage]").is_some() {
                        assert_eq!(get("customer_creation"), "always");
                        sequence = "first";
                        charged = Some((format!("cus_{number}"), format!("pm_{number}")));
                    }
                    let currency = get("line_items[0][price_data][currency]").to_uppercase();
                    let cents = get("line_items[0][price_data][unit_amount]");
                    (format!("cs_{mode}_{number}"), get("metadata[attempt]"), cents, currency)
                }
            }
        };
        let mut charges = self.charges.borrow_mut();
        let charge = (sequence == "recurring").then(|| charges.pop_front().unwrap_or("paid"));
        let begun = charge.unwrap_or("open");
        self.sales.borrow_mut().push(Sale {
            id: id.clone(),
            attempt,
            cents: cents.parse().unwrap(),
            currency,
            live,
            status: begun,
            refunded: 0,
            dispute: None,
            is_cancelable: true,
            paid_at: None,
            sequence,
            begun,
            charged,
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

/// What an order of Mollie's has to do with later ones, and who is charged.
fn series(order: &Json, number: usize) -> (&'static str, Option<(String, String)>) {
    let text = |name: &str| order[name].as_str().unwrap().to_owned();
    match order["sequenceType"].as_str() {
        Some("first") => ("first", Some((text("customerId"), format!("mdt_{number}")))),
        Some("recurring") => ("recurring", Some((text("customerId"), text("mandateId")))),
        _ => {
            assert!(order.get("customerId").is_none());
            ("oneoff", None)
        }
    }
}

fn is_recurring(psp: Psp, body: &[u8]) -> bool {
    let body = String::from_utf8_lossy(body);
    body.contains(if psp == Psp::Mollie { "\"recurring\"" } else { "off_session=true" })
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
            if let Some((customer, mandate)) = &sale.charged {
                out["customerId"] = json!(customer);
                out["mandateId"] = json!((sale.status == "paid").then_some(mandate));
            }
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
            let charged = sale.charged.clone().unzip();
            let whole = intent_status.map(|status| {
                json!({"object": "payment_intent", "id": intent(sale), "status": status,
                    "payment_method": charged.1, "amount": sale.cents, "livemode": sale.live,
                    "currency": sale.currency.to_lowercase(),
                    "metadata": {"attempt": sale.attempt}, "latest_charge": charge})
            });
            if let Some(whole) = whole.as_ref().filter(|_| sale.sequence == "recurring") {
                return whole.clone();
            }
            let name = intent_status.map(|_| intent(sale));
            let url = format!("https://checkout.stripe.com/c/pay/{}#fid", sale.id);
            json!({"object": "checkout.session", "id": sale.id, "livemode": sale.live,
                "status": status, "payment_status": paid, "amount_total": sale.cents,
                "currency": sale.currency.to_lowercase(), "metadata": {"attempt": sale.attempt},
                "customer": charged.0,
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
