//! Feeds what libFuzzer makes up to the subject that the variable `SUBJECT` names. One program for all of them: linking
//! takes longer than anything else that they do not share.
#![no_main]

use saywell_invariants::SUBJECTS;
use std::env;
use std::sync::LazyLock;

static HOLDS: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = env::var("SUBJECT").unwrap_or_default();
    let subject = SUBJECTS.iter().find(|(subject, _)| *subject == name);
    subject.unwrap_or_else(|| panic!("SUBJECT={name}: there is no such subject")).1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| HOLDS(data));
