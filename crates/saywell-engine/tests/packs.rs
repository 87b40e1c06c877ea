//! The packs that come with saywell prove themselves.

// A test fails by panicking.
#![allow(clippy::expect_used)]

use saywell_engine::{Linter, Settings, check_examples};

/// Every example of every rule holds, every alternative passes, and everything that fails is listed at once.
#[test]
fn every_example_holds() {
    let packs = saywell_packs::load_all().expect("the embedded packs load");
    for pack in &packs {
        let others: Vec<_> = packs.iter().filter(|other| other.id != pack.id).cloned().collect();
        let results = check_examples(pack, &others);
        let failures: Vec<String> = results.failures.iter().map(ToString::to_string).collect();
        assert!(
            failures.is_empty(),
            "{} of {} fail:\n{}",
            failures.len(),
            results.passed,
            failures.join("\n")
        );
        assert!(results.passed > pack.rules.len() * 2, "every rule has examples of both kinds");
    }
}

/// Every rule can be found by some word: a term that no word anchors would never speak.
#[test]
fn every_rule_is_in_force() {
    let packs = saywell_packs::load_all().expect("the embedded packs load");
    let linter =
        Linter::new(&packs, &Settings::default()).expect("default settings name no unknown rule");
    // A rule of a house style that is not the default is switched off by default.
    let by_default = |rule: &&saywell_engine::rules::Rule| {
        rule.style.iter().all(|(name, values)| {
            let default = packs.iter().find_map(|pack| pack.styles.get(name)?.values.first());
            default.is_some_and(|default| values.contains(default))
        })
    };
    let rules = packs.iter().flat_map(|pack| &pack.rules).filter(by_default).count();
    assert_eq!(linter.rules().filter(|rule| !rule.id.starts_with("saywell/")).count(), rules);
}
