//! What providers are asked, and what their answers and calls say; recorded ones where they lie
//! beside the repository.

use std::io::Write;

use serde_json::{Value, json};

use super::stripe::Named;
use super::*;

fn order() -> Order<'static> {
    Order {
        attempt: "att_1",
        invoice: "k3v9q2m7x4c8b5n1",
        amount: Amount::from_minor(1_225),
        description: "Walnut side table (ORD-9001)",
        return_url: "https://pay.example.com/pay/k3v9q2m7x4c8b5n1",
        webhook_url: Some("https://pay.example.com/hooks/mollie/token"),
        expires_at: Instant::from_ms(1_768_473_000_999),
        series: Series::OneOff,
    }
}

/// A payment in the shape of Mollie's, open, over 12.25 EUR.
fn payment(more: Value) -> Value {
    let mut payment = json!({
        "resource": "payment", "id": "tr_7UhSN1zuXS", "mode": "test", "status": "open",
        "amount": {"value": "12.25", "currency": "EUR"}, "isCancelable": false,
        "metadata": {"attempt": "att_1"}, "expiresAt": "2026-01-15T10:15:00+00:00",
        "_links": {"checkout": {"href": "https://www.mollie.com/checkout/7UhSN1zuXS"}}});
    merge(&mut payment, more);
    payment
}

/// A session in the shape of Stripe's, open, over 12.25 EUR.
fn session(more: Value) -> Value {
    let mut session = json!({
        "object": "checkout.session", "id": "cs_test_a1", "livemode": false, "status": "open",
        "payment_status": "unpaid", "amount_total": 1225, "currency": "eur",
        "metadata": {"attempt": "att_1"}, "payment_intent": null, "expires_at": 1_768_473_000,
        "currency_conversion": null, "url": "https://checkout.stripe.com/c/pay/cs_test_a1#fid"});
    merge(&mut session, more);
    session
}

fn merge(object: &mut Value, more: Value) {
    for (name, value) in more.as_object().unwrap() {
        object[name] = value.clone();
    }
}

#[test]
fn mollie_is_asked_in_its_own_words() {
    let call = mollie::create(&order(), None);
    assert_eq!((call.path.as_str(), call.once.as_deref()), ("/v2/payments", Some("att_1")));
    let (media, body) = call.body.unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(media, "application/json");
    assert_eq!(
        body,
        json!({"amount": {"currency": "EUR", "value": "12.25"},
            "description": "Walnut side table (ORD-9001)",
            "redirectUrl": "https://pay.example.com/pay/k3v9q2m7x4c8b5n1",
            "webhookUrl": "https://pay.example.com/hooks/mollie/token",
            "metadata": {"attempt": "att_1", "invoice": "k3v9q2m7x4c8b5n1"}})
    );
    let long = "é".repeat(300);
    let call = mollie::create(&Order { description: &long, webhook_url: None, ..order() }, None);
    let body: Value = serde_json::from_str(&call.body.unwrap().1).unwrap();
    assert_eq!(body["description"].as_str().unwrap().chars().count(), 255);
    assert!(body.get("webhookUrl").is_none());
    let cancel = mollie::cancel("tr_1");
    assert_eq!((cancel.path.as_str(), cancel.deletes), ("/v2/payments/tr_1", true));
}

#[test]
fn stripe_is_asked_in_its_own_words() {
    let call = stripe::create(&order());
    assert_eq!(call.once.as_deref(), Some("att_1"));
    assert_eq!(call.path, "/v1/checkout/sessions");
    let body = call.body.unwrap().1;
    let pairs: Vec<_> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let get = |name: &str| &pairs.iter().find(|(known, _)| known == name).unwrap().1;
    assert_eq!(get("line_items[0][price_data][unit_amount]"), "1225");
    assert_eq!(get("line_items[0][price_data][currency]"), "eur");
    assert_eq!(get("metadata[attempt]"), "att_1");
    assert_eq!(get("payment_intent_data[metadata][attempt]"), "att_1");
    assert_eq!(get("client_reference_id"), "k3v9q2m7x4c8b5n1");
    assert_eq!(get("expires_at"), "1768473000");
    let back = "https://pay.example.com/pay/k3v9q2m7x4c8b5n1";
    assert_eq!((get("success_url").as_str(), get("cancel_url").as_str()), (back, back));
    let cancel = stripe::cancel("cs_1");
    assert_eq!(cancel.path, "/v1/checkout/sessions/cs_1/expire");
    assert!(cancel.body.is_some() && !cancel.deletes);
}

#[test]
fn mollies_states_are_read() {
    let states = [
        ("open", AttemptState::Open),
        ("pending", AttemptState::Pending),
        ("authorized", AttemptState::Pending),
        ("paid", AttemptState::Paid),
        ("failed", AttemptState::Failed),
        ("canceled", AttemptState::Cancelled),
        ("expired", AttemptState::Expired),
    ];
    for (word, state) in states {
        assert_eq!(mollie::read(&payment(json!({"status": word}))).unwrap().state, state);
    }
    let paid = payment(json!({"status": "paid", "paidAt": "2026-01-15T10:02:03+00:00",
        "amountRefunded": {"value": "5.00", "currency": "EUR"},
        "amountChargedBack": {"value": "1.25", "currency": "EUR"}}));
    let said = mollie::read(&paid).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str(), said.live), (1_225, "EUR", false));
    assert_eq!((said.refunded.minor(), said.charged_back.minor()), (500, 125));
    assert_eq!(said.paid_at, Instant::parse("2026-01-15T10:02:03Z"));
    assert_eq!(said.attempt.as_deref(), Some("att_1"));
    assert!(mollie::read(&payment(json!({"mode": "live"}))).unwrap().live);
}

/// `rails.md` 7.29.
#[test]
fn a_session_that_is_complete_is_not_paid() {
    let state = |status: &str, paid: &str, intent: Value| {
        let more = json!({"status": status, "payment_status": paid, "payment_intent": intent});
        stripe::read(&session(more)).unwrap().state
    };
    let with = |status: &str| json!({"id": "pi_1", "status": status, "latest_charge": null});
    assert_eq!(state("open", "unpaid", Value::Null), AttemptState::Open);
    assert_eq!(state("expired", "unpaid", Value::Null), AttemptState::Expired);
    assert_eq!(state("complete", "unpaid", json!("pi_1")), AttemptState::Pending);
    assert_eq!(state("complete", "unpaid", with("processing")), AttemptState::Pending);
    assert_eq!(state("complete", "unpaid", with("requires_payment_method")), AttemptState::Failed);
    assert_eq!(state("complete", "unpaid", with("canceled")), AttemptState::Failed);
    assert_eq!(state("complete", "paid", with("succeeded")), AttemptState::Paid);
    let free = session(json!({"status": "complete", "payment_status": "no_payment_required"}));
    assert!(stripe::read(&free).is_err());
}

#[test]
fn what_stripe_says_of_a_charge_is_read() {
    let charge = json!({"id": "ch_1", "created": 1_768_471_323, "amount_refunded": 500,
        "disputed": true});
    let paid = session(json!({"status": "complete", "payment_status": "paid",
        "payment_intent": {"id": "pi_1", "status": "succeeded", "latest_charge": charge}}));
    let said = stripe::read(&paid).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str(), said.live), (1_225, "EUR", false));
    assert_eq!((said.refunded.minor(), said.payment_id.as_deref()), (500, Some("pi_1")));
    assert_eq!(said.paid_at, Some(Instant::from_ms(1_768_471_323_000)));
    let disputes = stripe::disputes(&paid).unwrap();
    assert_eq!(disputes.path, "/v1/disputes?payment_intent=pi_1");
    let dispute = |status: &str| json!({"status": status, "amount": 100});
    let statuses =
        ["needs_response", "lost", "won", "warning_needs_response", "under_review", "prevented"];
    let list = json!({"data": statuses.map(dispute)});
    assert_eq!(stripe::read_disputes(&list).unwrap().minor(), 300);
    assert!(stripe::disputes(&session(json!({}))).is_none());
}

#[test]
fn the_price_is_what_was_asked_though_the_payer_saw_another_currency() {
    let converted = json!({"amount_total": 1225, "source_currency": "eur", "fx_rate": "1.1"});
    let session = session(json!({"amount_total": 1348, "currency": "usd",
        "currency_conversion": converted}));
    let said = stripe::read(&session).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str()), (1_225, "EUR"));
}

#[test]
fn an_answer_of_another_shape_is_no_answer() {
    let others = [
        json!({"id": "tr_1/../x"}),
        json!({"id": null}),
        json!({"status": "settled"}),
        json!({"status": 1}),
        json!({"mode": "sandbox"}),
        json!({"amount": {"value": "12.255", "currency": "EUR"}}),
        json!({"amount": {"value": 12.25, "currency": "EUR"}}),
        json!({"amount": {"value": "-12.25", "currency": "EUR"}}),
        json!({"amount": null}),
        json!({"amountRefunded": {"value": "1.00", "currency": "USD"}}),
    ];
    for more in others {
        assert!(mollie::read(&payment(more.clone())).is_err(), "{more}");
    }
    let others = [
        json!({"id": "tr_1"}),
        json!({"status": "done"}),
        json!({"amount_total": null}),
        json!({"amount_total": -1}),
        json!({"amount_total": 12.25}),
        json!({"currency": null}),
        json!({"livemode": null}),
    ];
    for more in others {
        assert!(stripe::read(&session(more.clone())).is_err(), "{more}");
    }
}

#[test]
fn a_call_of_mollies_is_an_id_and_nothing_else() {
    assert_eq!(mollie::ping(b"id=tr_7UhSN1zuXS").as_deref(), Some("tr_7UhSN1zuXS"));
    for body in ["", "id=", "id=ord_1", "id=tr_1%2Frefunds", "ID=tr_1", "{\"id\":\"tr_1\"}"] {
        assert_eq!(mollie::ping(body.as_bytes()), None, "{body}");
    }
}

const SECRET: &str = "whsec_a_secret_of_a_test";
const BODY: &[u8] = br#"{"id":"evt_1"}"#;
/// Computed with `openssl dgst -sha256 -hmac` over `1768471200.{"id":"evt_1"}`.
const MAC: &str = "49002ef8b1719e8f40b7117b1ce926ef1091a185d0a883b104875d3ee50033b6";

fn is_signed(header: &str, body: &[u8], now_s: i64) -> bool {
    stripe::is_signed(SECRET, header, body, Instant::from_ms(now_s * 1_000))
}

#[test]
fn a_call_of_stripes_is_signed_over_its_raw_bytes_and_for_five_minutes() {
    let t = 1_768_471_200;
    let header = format!("t={t},v1={MAC}");
    assert!(is_signed(&header, BODY, t) && is_signed(&header, BODY, t + 300));
    assert!(!is_signed(&header, BODY, t + 301) && !is_signed(&header, BODY, t - 301));
    assert!(!is_signed(&header, br#"{ "id":"evt_1"}"#, t));
    let other = "0".repeat(64);
    assert!(is_signed(&format!("t={t},v1={other},v1={MAC},v0={other}"), BODY, t));
    for header in [
        String::new(),
        format!("v1={MAC}"),
        format!("t={t}"),
        format!("t={t},v1="),
        format!("t={t},v0={MAC}"),
        format!("t={t},v1={other}"),
        format!("t={},v1={MAC}", t + 1),
        format!("t=x,v1={MAC}"),
        format!("t={t},v1={}", MAC.to_uppercase()),
    ] {
        assert!(!is_signed(&header, BODY, t), "{header}");
    }
}

#[test]
fn a_call_of_stripes_names_a_session_or_a_payment() {
    let named = |kind: &str, object: Value| {
        let event = json!({"id": "evt_1", "type": kind, "data": {"object": object}});
        stripe::ping(event.to_string().as_bytes())
    };
    let session = Some(Named::Session("cs_test_a1".to_owned()));
    let intent = Some(Named::Intent("pi_1".to_owned()));
    for kind in ["completed", "async_payment_succeeded", "async_payment_failed", "expired"] {
        let object = json!({"id": "cs_test_a1", "object": "checkout.session"});
        assert_eq!(named(&format!("checkout.session.{kind}"), object), session);
    }
    let charge = json!({"id": "ch_1", "payment_intent": "pi_1"});
    assert_eq!(named("charge.refunded", charge), intent);
    let dispute = json!({"id": "dp_1", "charge": "ch_1", "payment_intent": "pi_1"});
    assert_eq!(named("charge.dispute.created", dispute), intent);
    assert_eq!(named("charge.refunded", json!({"id": "ch_1", "payment_intent": null})), None);
    assert_eq!(named("charge.refunded", json!({"payment_intent": "pi_1&limit=100"})), None);
    assert_eq!(named("plan.created", json!({"id": "price_1"})), None);
    assert_eq!(named("checkout.session.completed", json!({"id": "../x"})), None);
    assert_eq!(stripe::ping(b"{"), None);
}

/// A file of `PAYLINKR_FIXTURES`; `None`, and a line past the test's captured output, without it.
fn recorded(name: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("PAYLINKR_FIXTURES") else {
        std::io::stdout().write_all(format!("skipped: {name}\n").as_bytes()).unwrap();
        return None;
    };
    let path = std::path::Path::new(&folder).join("psp").join(name);
    Some(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

#[test]
fn mollies_recorded_payments_are_read() {
    let Some(mut payment) = recorded("mollie_payment.json") else { return };
    payment["id"] = json!("tr_7UhSN1zuXS");
    let said = mollie::read(&payment).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str()), (2_000, "EUR"));
    assert_eq!((said.state, said.live, said.attempt), (AttemptState::Open, false, None));
    assert_eq!(said.expires_at, Instant::parse("2018-03-13T14:17:29Z"));
    let list = recorded("mollie_payment-list.json").unwrap();
    let said = mollie::read(&list["_embedded"]["payments"][0]).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str(), said.live), (7_500, "GBP", true));
    assert!(said.checkout_url.unwrap().starts_with("https://www.mollie.com/checkout/"));
}

#[test]
fn stripes_recorded_sessions_are_read() {
    let Some(mut session) = recorded("stripe_checkout.session.json") else { return };
    // Every place of the recorded one that can be filled is: it was paid for in another currency.
    let said = stripe::read(&session).unwrap();
    assert_eq!((said.amount.minor(), said.currency.as_str()), (1_117_121_693, "USD"));
    merge(
        &mut session,
        json!({"amount_total": 1225, "currency": "eur", "currency_conversion": null}),
    );
    let said = stripe::read(&session).unwrap();
    assert_eq!((said.state, said.amount.minor(), said.live), (AttemptState::Open, 1_225, false));
    assert_eq!(said.payment_id.as_deref(), Some("pi_1PgafyB7WZ01zgkWSjxsAJo3"));
    session["status"] = json!("complete");
    session["payment_status"] = json!("paid");
    let mut intent = recorded("stripe_payment_intent.json").unwrap();
    intent["latest_charge"] = recorded("stripe_charge.json").unwrap();
    session["payment_intent"] = intent;
    let said = stripe::read(&session).unwrap();
    assert_eq!((said.state, said.refunded), (AttemptState::Paid, Amount::ZERO));
    assert_eq!(said.paid_at, Some(Instant::from_ms(1_234_567_890_000)));
}

#[test]
fn a_first_payment_and_later_ones_are_asked_for_in_each_providers_words() {
    let text = |call: Call| call.body.unwrap().1;
    let first = Order { series: Series::First(Some("Alex Buyer"), None), ..order() };
    let customer = mollie::customer(&first, Some("Alex Buyer"), None);
    assert_eq!(customer.path, "/v2/customers");
    assert_eq!(customer.once.as_deref(), Some("att_1-customer"));
    let body: Value = serde_json::from_str(&text(customer)).unwrap();
    assert_eq!(body, json!({"name": "Alex Buyer", "metadata": {"attempt": "att_1"}}));
    let body: Value = serde_json::from_str(&text(mollie::create(&first, Some("cst_1")))).unwrap();
    assert_eq!((&body["customerId"], &body["sequenceType"]), (&json!("cst_1"), &json!("first")));
    assert!(body["redirectUrl"].is_string());
    let body = text(stripe::create(&first));
    assert!(body.contains("customer_creation=always"));
    assert!(body.contains("payment_intent_data%5Bsetup_future_usage%5D=off_session"));
    let later = Order { series: Series::Recurring("cst_1", "mdt_1"), ..order() };
    let body: Value = serde_json::from_str(&text(mollie::create(&later, None))).unwrap();
    let said = ["customerId", "mandateId", "sequenceType"].map(|name| body[name].clone());
    assert_eq!(said, ["cst_1", "mdt_1", "recurring"].map(|word| json!(word)));
    assert!(body.get("redirectUrl").is_none());
    let call = stripe::charge(&later, "cus_1", "pm_1");
    assert_eq!((&*call.path, call.once.as_deref()), ("/v1/payment_intents", Some("att_1")));
    let body = text(call);
    for pair in ["amount=1225", "customer=cus_1", "payment_method=pm_1", "off_session=true"] {
        assert!(body.contains(pair), "{body}");
    }
    assert!(body.contains("confirm=true") && body.contains("metadata%5Battempt%5D=att_1"));
}

#[test]
fn a_charge_that_nobody_was_there_for_is_read() {
    let intent = |status: &str| {
        json!({"object": "payment_intent", "id": "pi_1", "livemode": false, "status": status,
            "amount": 1225, "currency": "eur", "metadata": {"attempt": "att_1"},
            "latest_charge": null})
    };
    let read = |status| stripe::read(&intent(status)).unwrap();
    let states = ["succeeded", "processing", "canceled", "requires_action"];
    let states = states.map(|status| read(status).state);
    use AttemptState::{Cancelled, Failed, Paid, Pending};
    assert_eq!(states, [Paid, Pending, Cancelled, Failed]);
    assert_eq!(read("requires_payment_method").state, Failed);
    let said = read("succeeded");
    assert_eq!((said.amount, &*said.currency), (Amount::from_minor(1_225), "EUR"));
    assert_eq!((said.attempt.as_deref(), said.mandate), (Some("att_1"), None));
}

#[test]
fn a_method_that_cannot_be_charged_again_names_the_direct_debit_that_can() {
    let details = json!({"type": "ideal", "ideal": {"generated_sepa_debit": "pm_debit"}});
    let paid = |details: Value| {
        let charge = json!({"amount_refunded": 0, "payment_method_details": details});
        let intent = json!({"id": "pi_1", "payment_method": "pm_own", "latest_charge": charge});
        let paid = json!({"status": "complete", "payment_status": "paid", "customer": "cus_1",
            "payment_intent": intent});
        stripe::read(&session(paid)).unwrap().mandate
    };
    let by = |method: &str| Some(("cus_1".to_owned(), method.to_owned()));
    assert_eq!(paid(details), by("pm_debit"));
    assert_eq!(paid(json!({"type": "card", "card": {"last4": "4242"}})), by("pm_own"));
    let mandate = json!({"status": "valid"});
    assert!(mollie::is_in_force(&mandate) && !mollie::is_in_force(&json!({"status": "invalid"})));
    let method = json!({"id": "pm_1", "customer": "cus_1"});
    assert!(stripe::is_of(&method, "cus_1") && !stripe::is_of(&method, "cus_2"));
    assert!(!stripe::is_of(&json!({"id": "pm_1", "customer": null}), "cus_1"));
}
