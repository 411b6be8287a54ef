//! What a source of prices may answer.
#![no_main]

#[expect(dead_code, reason = "each target calls one of them")]
#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::prices(bytes));
