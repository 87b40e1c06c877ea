//! See `saywell_invariants::config`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| saywell_invariants::config(data));
