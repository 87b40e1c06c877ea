//! See `saywell_invariants::lint`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| saywell_invariants::lint(data));
