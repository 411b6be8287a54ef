//! What somebody types for an address.
#![no_main]

#[expect(dead_code, reason = "each target calls one of them")]
#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::address(bytes));
