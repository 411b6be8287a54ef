//! Verifies a webhook before anything in it is believed.
//! cargo add base64 hmac sha2

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const TOLERANCE: Duration = Duration::from_secs(300);

/// A webhook as it came: three headers, and the bytes of the body, not JSON that was read before.
pub struct Webhook<'a> {
    pub id: &'a str,
    pub timestamp: &'a str,
    pub signature: &'a str,
    pub body: &'a [u8],
}

impl Webhook<'_> {
    /// Tells why it is not to be believed.
    pub fn verify(&self, secret: &str) -> Result<(), &'static str> {
        // 32 bits: no moment beyond what the clock can hold.
        let seconds: u32 = self.timestamp.parse().map_err(|_| "the timestamp is no number")?;
        let at = UNIX_EPOCH + Duration::from_secs(seconds.into());
        let now = SystemTime::now();
        let apart = now.duration_since(at).unwrap_or_else(|ahead| ahead.duration());
        if apart > TOLERANCE {
            return Err("it was not signed just now");
        }
        let key = secret.strip_prefix("whsec_").unwrap_or(secret);
        let key = STANDARD.decode(key).map_err(|_| "the secret is not Base64")?;
        if key.is_empty() {
            return Err("the secret is missing");
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| "the key is unfit")?;
        mac.update(format!("{}.{}.", self.id, self.timestamp).as_bytes());
        mac.update(self.body);
        // Two, while a secret is rotated. `verify_slice` compares in constant time.
        let sent = self.signature.split(' ').filter_map(|one| one.strip_prefix("v1,"));
        let mut sent = sent.filter_map(|one| STANDARD.decode(one).ok());
        match sent.any(|one| mac.clone().verify_slice(&one).is_ok()) {
            true => Ok(()),
            false => Err("no signature fits body and secret"),
        }
    }
}
