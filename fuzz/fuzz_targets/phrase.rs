//! See `saywell_invariants::phrase`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| saywell_invariants::phrase(data));
