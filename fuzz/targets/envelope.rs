//! What comes back from a wallet as a signed transaction.
#![no_main]

#[expect(dead_code, reason = "each target calls one of them")]
#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::envelope(bytes));
