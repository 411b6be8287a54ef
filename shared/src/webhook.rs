//! What a merchant's server is told: event names, payload, signatures, the retry ladder. Knows no
//! HTTP.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::alert::AlertKind;
use crate::json::Object;
use crate::key::Mode;
use crate::time::{HOUR_MS, Instant, MINUTE_MS};

/// The version of the payload's shape.
pub const API_VERSION: &str = "2026-11-20";

/// What a webhook secret begins with (Standard Webhooks 1.0.0).
pub const SECRET_PREFIX: &str = "whsec_";

/// The waits between tries, before jitter: eight tries over three days (rulings K11).
const WAITS_MS: [i64; 7] = [
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    8 * HOUR_MS,
    24 * HOUR_MS,
    37 * HOUR_MS,
];

/// How often a delivery is tried.
pub const TRIES: u32 = 8;

/// An event's name (DESIGN 4; rulings 1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventName {
    /// An invoice was made.
    InvoiceCreated,
    /// A payment was sighted that is not final.
    InvoicePending,
    /// A payment counted, more is due.
    InvoicePartiallyPaid,
    /// Fully satisfied, or accepted as such.
    InvoicePaid,
    /// More arrived than was asked.
    InvoiceOverpaid,
    /// Closed with less than was asked.
    InvoiceUnderpaid,
    /// The time ran out or the merchant closed it.
    InvoiceExpired,
    /// Money came after the time had run out.
    InvoicePaidLate,
    /// The merchant took it back.
    InvoiceCancelled,
    /// Money of it went back to the payer.
    InvoiceRefunded,
    /// A subscription was made.
    SubscriptionCreated,
    /// Its trial ends in three days.
    TrialWillEnd,
    /// It counts from now on, or is no longer past due.
    SubscriptionActive,
    /// An invoice of it is overdue.
    SubscriptionPastDue,
    /// It makes no invoices until it goes on.
    SubscriptionPaused,
    /// It goes on.
    SubscriptionResumed,
    /// It ended before its time, or for good.
    SubscriptionCancelled,
    /// It ended after its last period.
    SubscriptionCompleted,
    /// A period of it was billed.
    SubscriptionInvoiceCreated,
    /// Where live money goes is to change, or a change of that was cancelled.
    SettlementChanged,
    /// Something needs the merchant.
    Alert(AlertKind),
    /// An invoice of a link was paid that seed 000 made, in the words of that.
    PaymentSucceeded,
    /// A test that the merchant asked for.
    WebhookTest,
}

impl EventName {
    /// Every event.
    pub const ALL: [EventName; 30] = [
        EventName::InvoiceCreated,
        EventName::InvoicePending,
        EventName::InvoicePartiallyPaid,
        EventName::InvoicePaid,
        EventName::InvoiceOverpaid,
        EventName::InvoiceUnderpaid,
        EventName::InvoiceExpired,
        EventName::InvoicePaidLate,
        EventName::InvoiceCancelled,
        EventName::InvoiceRefunded,
        EventName::SubscriptionCreated,
        EventName::TrialWillEnd,
        EventName::SubscriptionActive,
        EventName::SubscriptionPastDue,
        EventName::SubscriptionPaused,
        EventName::SubscriptionResumed,
        EventName::SubscriptionCancelled,
        EventName::SubscriptionCompleted,
        EventName::SubscriptionInvoiceCreated,
        EventName::SettlementChanged,
        EventName::Alert(AlertKind::HistoryGap),
        EventName::Alert(AlertKind::LedgerReset),
        EventName::Alert(AlertKind::WrongNetwork),
        EventName::Alert(AlertKind::WatcherLag),
        EventName::Alert(AlertKind::ServerDown),
        EventName::Alert(AlertKind::NoRate),
        EventName::Alert(AlertKind::UnmatchedPayment),
        EventName::Alert(AlertKind::StrangeTransaction),
        EventName::PaymentSucceeded,
        EventName::WebhookTest,
    ];

    /// The name in columns and on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            EventName::InvoiceCreated => "invoice.created",
            EventName::InvoicePending => "invoice.pending",
            EventName::InvoicePartiallyPaid => "invoice.partially_paid",
            EventName::InvoicePaid => "invoice.paid",
            EventName::InvoiceOverpaid => "invoice.overpaid",
            EventName::InvoiceUnderpaid => "invoice.underpaid",
            EventName::InvoiceExpired => "invoice.expired",
            EventName::InvoicePaidLate => "invoice.paid_late",
            EventName::InvoiceCancelled => "invoice.cancelled",
            EventName::InvoiceRefunded => "invoice.refunded",
            EventName::SubscriptionCreated => "subscription.created",
            EventName::TrialWillEnd => "subscription.trial_will_end",
            EventName::SubscriptionActive => "subscription.active",
            EventName::SubscriptionPastDue => "subscription.past_due",
            EventName::SubscriptionPaused => "subscription.paused",
            EventName::SubscriptionResumed => "subscription.resumed",
            EventName::SubscriptionCancelled => "subscription.cancelled",
            EventName::SubscriptionCompleted => "subscription.completed",
            EventName::SubscriptionInvoiceCreated => "subscription.invoice_created",
            EventName::SettlementChanged => "settlement.changed",
            EventName::Alert(kind) => kind.event(),
            EventName::PaymentSucceeded => "payment.succeeded",
            EventName::WebhookTest => "webhook.test",
        }
    }

    /// Reads the name.
    pub fn parse(code: &str) -> Option<EventName> {
        EventName::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// The beginning of an event's flat payload: its id, which is the same on every try and in the
/// header `webhook-id`, its name twice (Standard Webhooks asks for `type`), the shape's version,
/// and which event of its object it is, from 1. What it tells of follows.
pub fn payload(id: &str, name: EventName, mode: Mode, sequence: i64, at: Instant) -> Object {
    let mut out = Object::new();
    out.put("id", id)
        .put("event", name.code())
        .put("type", name.code())
        .put("apiVersion", API_VERSION)
        .put("mode", mode.code())
        .put("sequence", sequence)
        .put("timestamp", at);
    out
}

/// The header `X-PayLinkr-Signature`: `t=…,v1=…`, HMAC-SHA256 in hex over `t.body`.
///
/// Keyed with the whole text of each secret; two secrets while a rotation runs (rulings K10).
pub fn sign_paylinkr(secrets: &[&str], at: Instant, body: &[u8]) -> String {
    let t = at.seconds();
    let mut header = format!("t={t}");
    for secret in secrets {
        let mac = hmac(secret.as_bytes(), &[t.to_string().as_bytes(), b".", body]);
        header.push_str(",v1=");
        for byte in mac {
            header.push_str(&format!("{byte:02x}"));
        }
    }
    header
}

/// The header `X-PayRequest-Signature` of seed 000 (rulings 1.1): `sha256=…`, HMAC-SHA256 in hex
/// over the body. It knows no time; receivers that can should look at the other two.
pub fn sign_payrequest(secret: &str, body: &[u8]) -> String {
    let hex: String =
        hmac(secret.as_bytes(), &[body]).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

/// The header `webhook-signature` of Standard Webhooks 1.0.0: `v1,<base64>`, one for each secret.
///
/// Keyed with the bytes that each secret's base64 stands for.
pub fn sign_standard(secrets: &[&str], id: &str, at: Instant, body: &[u8]) -> String {
    let t = at.seconds().to_string();
    let signatures: Vec<String> = secrets
        .iter()
        .filter_map(|secret| {
            let text = secret.strip_prefix(SECRET_PREFIX).unwrap_or(secret);
            let key = BASE64.decode(text).ok()?;
            let mac = hmac(&key, &[id.as_bytes(), b".", t.as_bytes(), b".", body]);
            Some(format!("v1,{}", BASE64.encode(mac)))
        })
        .collect();
    signatures.join(" ")
}

/// A webhook secret made of 32 random bytes.
pub fn secret(dice: [u8; 32]) -> String {
    format!("{SECRET_PREFIX}{}", BASE64.encode(dice))
}

/// HMAC-SHA256 over the parts, one behind the other.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new(); // cannot be: HMAC takes keys of every length
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// How long to wait after the `tries`-th try (from 1) failed; `None`: it was the last.
///
/// `dice` spreads the wait by a tenth to either side, so that a receiver that comes back is not
/// flooded.
pub fn wait_ms(tries: u32, dice: u8) -> Option<i64> {
    let wait = WAITS_MS.get(usize::try_from(tries.checked_sub(1)?).ok()?)?;
    let tenth = wait / 10;
    Some(wait - tenth + tenth * 2 * i64::from(dice) / 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors that the Standard Webhooks reference libraries test themselves with.
    #[test]
    fn standard_signatures_equal_the_published_vectors() {
        let vectors = [
            (
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                r#"{"test": 2432232314}"#,
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
            (
                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                1_649_367_553,
                r#"{"email":"test@example.com","username":"test_user"}"#,
                "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
            ),
        ];
        for (secret, id, t, body, expected) in vectors {
            let at = Instant::from_ms(t * 1_000 + 999);
            assert_eq!(sign_standard(&[secret], id, at, body.as_bytes()), expected);
        }
    }

    /// RFC 4231, test case 2, by way of the function that both signatures use.
    #[test]
    fn the_hmac_is_that_of_rfc_4231() {
        let mac = hmac(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    /// Computed with `openssl dgst -sha256 -hmac` over `1700000000.{}`.
    #[test]
    fn our_own_signature_is_keyed_with_the_whole_secret_and_covers_the_time() {
        let header = sign_paylinkr(&["whsec_QUJD"], Instant::from_ms(1_700_000_000_000), b"{}");
        assert_eq!(
            header,
            concat!(
                "t=1700000000,v1=",
                "1d1ba265a3ea84c9d46cbc617dc9c0c9c38bd5897236394670f5dc0b0161d33f"
            )
        );
    }

    #[test]
    fn a_rotation_signs_with_both_secrets() {
        let secrets = ["whsec_QUJD", "whsec_REVG"];
        let at = Instant::from_ms(0);
        assert_eq!(sign_paylinkr(&secrets, at, b"").matches("v1=").count(), 2);
        assert_eq!(sign_standard(&secrets, "evt_1", at, b"").split(' ').count(), 2);
    }

    #[test]
    fn eight_tries_end_within_three_days_and_a_little() {
        let last: i64 = (1..TRIES).filter_map(|tries| wait_ms(tries, 128)).sum();
        assert!((68 * HOUR_MS..=75 * HOUR_MS).contains(&last), "{last}");
        assert_eq!(wait_ms(TRIES, 0), None);
        assert_eq!(wait_ms(0, 0), None);
        assert_eq!(wait_ms(1, 0), Some(54_000));
        assert_eq!(wait_ms(1, 255), Some(66_000));
    }

    #[test]
    fn every_name_is_read_back() {
        for event in EventName::ALL {
            assert_eq!(EventName::parse(event.code()), Some(event));
        }
    }
}
