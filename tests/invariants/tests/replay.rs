//! Replays what fuzzing started from and what it found, and tries random bytes beside.

// A test fails by panicking.
#![allow(clippy::expect_used)]

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use saywell_invariants::SUBJECTS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The files in a folder of inputs to a subject; none where there is no such folder.
fn inputs(folder: &str, subject: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fuzz().join(folder).join(subject)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The names of the folders in a folder.
fn folders(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(fuzz().join(folder)).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().display().to_string()).collect()
}

/// `fuzz/run` goes through the folders of seeds.
#[test]
fn every_subject_is_fuzzed() {
    let subjects: BTreeSet<String> = SUBJECTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders("seeds"), subjects, "something to start from");
    assert!(folders("regressions").is_subset(&subjects));
    for subject in &subjects {
        assert!(!inputs("seeds", subject).is_empty(), "{subject}: something to start from");
    }
}

#[test]
fn what_was_found_stays_mended() {
    for (subject, holds) in SUBJECTS {
        for path in inputs("seeds", subject).into_iter().chain(inputs("regressions", subject)) {
            let shown = path.display().to_string();
            println!("{shown}");
            holds(&fs::read(path).expect("an input"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn it_holds_for_random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for (_, holds) in SUBJECTS {
            holds(&bytes);
        }
    }
}
