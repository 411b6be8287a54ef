//! Secrets that must be used again rest sealed: AES-256-GCM under the install's key, with the key's
//! id.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

const NONCE_BYTES: usize = 12;

/// The install's key (`PAYLINKR_KEY`, 32 bytes in base64).
#[derive(Clone)]
pub struct Seal {
    cipher: Aes256Gcm,
    id: String,
    key: [u8; 32],
}

impl Seal {
    /// From the text of `PAYLINKR_KEY`; `None` unless it is base64 of 32 bytes.
    pub fn from_text(text: &str) -> Option<Seal> {
        let bytes = BASE64.decode(text.trim()).ok()?;
        let key: [u8; 32] = bytes.try_into().ok()?;
        let digest = Sha256::digest(key);
        let id = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Some(Seal { cipher: Aes256Gcm::new(&Key::<Aes256Gcm>::from(key)), id, key })
    }

    /// Closes a text with a fresh nonce. `None` never happens for texts that fit in memory.
    pub fn close(&self, text: &str, nonce: [u8; NONCE_BYTES]) -> Option<String> {
        let sealed = self.cipher.encrypt(Nonce::from_slice(&nonce), text.as_bytes()).ok()?;
        Some(format!("{}:{}", self.id, BASE64.encode([nonce.as_slice(), &sealed].concat())))
    }

    /// A name for a text that tells nothing of it: HMAC-SHA256 under the key, in hex.
    pub fn blind(&self, text: &str) -> String {
        let mac = shared::webhook::hmac(&self.key, &[b"blind ", text.as_bytes()]);
        mac.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Dice that fall the same way for the same text, and that nobody else can foretell: the first
    /// 80 bits of an HMAC-SHA256 under the key. `None` never happens.
    pub fn dice(&self, text: &str) -> Option<[u8; 10]> {
        let mac = shared::webhook::hmac(&self.key, &[b"dice ", text.as_bytes()]);
        mac.first_chunk().copied()
    }

    /// Opens what was closed with the same key; `None` otherwise.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let text = sealed.strip_prefix(&self.id)?.strip_prefix(':')?;
        let bytes = BASE64.decode(text).ok()?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_BYTES)?;
        let opened = self.cipher.decrypt(Nonce::from_slice(nonce), rest).ok()?;
        String::from_utf8(opened).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(byte: u8) -> Seal {
        Seal::from_text(&BASE64.encode([byte; 32])).unwrap()
    }

    #[test]
    fn what_was_closed_opens_with_the_same_key_only() {
        let closed = seal(1).close("whsec_secret", [9; 12]).unwrap();
        assert!(!closed.contains("secret"));
        assert_eq!(seal(1).open(&closed).as_deref(), Some("whsec_secret"));
        assert_eq!(seal(2).open(&closed), None);
        assert_eq!(seal(1).open(&closed.replace(':', ":A")), None);
    }

    #[test]
    fn a_key_of_another_length_is_no_key() {
        assert!(Seal::from_text("").is_none());
        assert!(Seal::from_text(&BASE64.encode([1; 31])).is_none());
    }
}
