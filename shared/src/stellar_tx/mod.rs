//! One payment as an unsigned transaction of Stellar, and the hash by which a signed one is known
//! again. XDR by hand (rails.md 1.9); knows no servers and no base 64.

use sha2::{Digest, Sha256};

use crate::address::strkey::Key;

/// Discriminants of Stellar's XDR (Stellar-transaction.x, Stellar-ledger-entries.x).
const ENVELOPE_TX: u32 = 2;
const KEY_ED25519: u32 = 0;
const KEY_MUXED: u32 = 0x100;
const TIME_BOUNDS: u32 = 1;
const MEMO_NONE: u32 = 0;
const MEMO_TEXT: u32 = 1;
const PAYMENT: u32 = 1;
const ASSET_NATIVE: u32 = 0;
const ASSET_CREDIT_4: u32 = 1;

/// Bytes of a text memo (rails.md 1.3).
const MEMO_BYTES_MAX: usize = 28;
const SIGNATURES_MAX: u32 = 20;
const SIGNATURE_BYTES_MAX: u32 = 64;

/// What is paid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayAsset {
    /// XLM.
    Native,
    /// A token whose code has four letters.
    Credit4 {
        /// `USDC`, `EURC`.
        code: [u8; 4],
        /// Its issuer's account.
        issuer: [u8; 32],
    },
}

/// A transaction with one payment, as a payer is asked to sign it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentTx {
    /// The payer.
    pub source: [u8; 32],
    /// One more than the payer's account has.
    pub sequence: i64,
    /// At most this many stroops.
    pub fee: u32,
    /// Unix seconds from which it is valid; 0 is always.
    pub min_time: u64,
    /// Unix seconds until which it is valid; 0 is for ever.
    pub max_time: u64,
    /// At most 28 bytes.
    pub memo: Option<String>,
    /// The payee: an account, muxed or not.
    pub destination: Key,
    /// What is paid with.
    pub asset: PayAsset,
    /// More than 0; there are 10,000,000 in a unit.
    pub stroops: i64,
}

impl PaymentTx {
    /// The envelope without signatures; `None` if no network would take it: a memo that is too
    /// long, a contract as payee, nothing to pay.
    pub fn unsigned_envelope(&self) -> Option<Vec<u8>> {
        let mut bytes = self.tagged()?;
        put(&mut bytes, &[0]);
        Some(bytes)
    }

    /// What the payer signs, and the transaction's name on the ledger; `None` as above.
    pub fn hash(&self, passphrase: &str) -> Option<[u8; 32]> {
        Some(hash(passphrase, &self.tagged()?))
    }

    /// The kind of envelope, and the transaction.
    fn tagged(&self) -> Option<Vec<u8>> {
        let memo = self.memo.as_deref().map(str::as_bytes);
        if self.stroops <= 0 || memo.is_some_and(|memo| memo.len() > MEMO_BYTES_MAX) {
            return None;
        }
        let mut bytes = Vec::with_capacity(208);
        put(&mut bytes, &[ENVELOPE_TX, KEY_ED25519]);
        bytes.extend_from_slice(&self.source);
        put(&mut bytes, &[self.fee]);
        bytes.extend_from_slice(&self.sequence.to_be_bytes());
        put(&mut bytes, &[TIME_BOUNDS]);
        bytes.extend_from_slice(&self.min_time.to_be_bytes());
        bytes.extend_from_slice(&self.max_time.to_be_bytes());
        match memo {
            None => put(&mut bytes, &[MEMO_NONE]),
            Some(memo) => {
                put(&mut bytes, &[MEMO_TEXT, memo.len() as u32]);
                bytes.extend_from_slice(memo);
                bytes.resize(bytes.len().next_multiple_of(4), 0);
            }
        }
        // One operation, whose source is the transaction's.
        put(&mut bytes, &[1, 0, PAYMENT]);
        match self.destination {
            Key::Account(key) => {
                put(&mut bytes, &[KEY_ED25519]);
                bytes.extend_from_slice(&key);
            }
            Key::Muxed { key, id } => {
                put(&mut bytes, &[KEY_MUXED]);
                bytes.extend_from_slice(&id.to_be_bytes());
                bytes.extend_from_slice(&key);
            }
            Key::Contract(_) => return None,
        }
        match self.asset {
            PayAsset::Native => put(&mut bytes, &[ASSET_NATIVE]),
            PayAsset::Credit4 { code, issuer } => {
                put(&mut bytes, &[ASSET_CREDIT_4]);
                bytes.extend_from_slice(&code);
                put(&mut bytes, &[KEY_ED25519]);
                bytes.extend_from_slice(&issuer);
            }
        }
        bytes.extend_from_slice(&self.stroops.to_be_bytes());
        put(&mut bytes, &[0]);
        Some(bytes)
    }
}

/// The hash of the transaction in a signed envelope; `None` unless it is whole, signed, and of the
/// one shape that [`PaymentTx`] has. Whether the signatures are right, the network decides.
pub fn signed_hash(envelope: &[u8], passphrase: &str) -> Option<[u8; 32]> {
    let mut rest = Rest(envelope);
    rest.payment()?;
    let tagged = envelope.get(..envelope.len().checked_sub(rest.0.len())?)?;
    rest.signatures()?;
    rest.0.is_empty().then(|| hash(passphrase, tagged))
}

fn hash(passphrase: &str, tagged: &[u8]) -> [u8; 32] {
    let network = Sha256::digest(passphrase.as_bytes());
    Sha256::new().chain_update(network).chain_update(tagged).finalize().into()
}

fn put(bytes: &mut Vec<u8>, words: &[u32]) {
    for word in words {
        bytes.extend_from_slice(&word.to_be_bytes());
    }
}

/// What of an envelope has not been read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn skip(&mut self, length: usize) -> Option<()> {
        self.0 = self.0.get(length..)?;
        Some(())
    }

    fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*word))
    }

    fn expect(&mut self, words: &[u32]) -> Option<()> {
        words.iter().try_for_each(|word| (self.word()? == *word).then_some(()))
    }

    /// Skips bytes behind their length, and what fills them up to a multiple of four.
    fn opaque(&mut self, most: u32) -> Option<()> {
        let length = self.word().filter(|length| *length <= most)?;
        self.skip(length.next_multiple_of(4) as usize)
    }

    fn payment(&mut self) -> Option<()> {
        self.expect(&[ENVELOPE_TX, KEY_ED25519])?;
        // Source, fee, sequence.
        self.skip(32 + 4 + 8)?;
        self.expect(&[TIME_BOUNDS])?;
        self.skip(16)?;
        match self.word()? {
            MEMO_NONE => {}
            MEMO_TEXT => self.opaque(MEMO_BYTES_MAX as u32)?,
            _ => return None,
        }
        self.expect(&[1, 0, PAYMENT])?;
        match self.word()? {
            KEY_ED25519 => self.skip(32)?,
            KEY_MUXED => self.skip(8 + 32)?,
            _ => return None,
        }
        match self.word()? {
            ASSET_NATIVE => {}
            ASSET_CREDIT_4 => {
                self.skip(4)?;
                self.expect(&[KEY_ED25519])?;
                self.skip(32)?;
            }
            _ => return None,
        }
        // The amount.
        self.skip(8)?;
        self.expect(&[0])
    }

    fn signatures(&mut self) -> Option<()> {
        let count = self.word().filter(|count| (1..=SIGNATURES_MAX).contains(count))?;
        (0..count).try_for_each(|_| {
            // The last four bytes of the signer's key.
            self.skip(4)?;
            self.opaque(SIGNATURE_BYTES_MAX)
        })
    }
}

#[cfg(test)]
mod tests;
