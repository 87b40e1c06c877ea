//! See `saywell_invariants::changes`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| saywell_invariants::changes(data));
