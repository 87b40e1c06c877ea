//! See `saywell_invariants::pack`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| saywell_invariants::pack(data));
