//! A baseline in use: which findings it accepts, what of it is gone, and how it looks afterwards.

use crate::file::Baseline;
use crate::matching::known_again;
use crate::trace::Trace;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A baseline during a run: every entry accepts one finding.
///
/// Files are claimed one after the other. Entries of files that are no longer there accept findings in others, so that
/// a file can be renamed; there the four words on both sides must agree.
#[derive(Debug)]
pub struct Ledger {
    baseline: Baseline,
    /// Entries of files that are no longer there, with the path of each.
    moved: HashMap<Trace, Vec<String>>,
    missing: BTreeSet<String>,
    /// What was found in the files that were claimed: accepted and not.
    claimed: BTreeMap<String, Claimed>,
}

#[derive(Debug, Default)]
struct Claimed {
    accepted: Vec<Trace>,
    new: Vec<Trace>,
    /// Entries that accepted nothing.
    gone: usize,
}

/// Entries that accepted nothing, though their file was looked at or is no longer there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The file.
    pub path: String,
    /// How many.
    pub count: usize,
}

impl Ledger {
    /// Opens a baseline; `exists` tells whether there is a file with this path.
    pub fn new(baseline: Baseline, exists: impl Fn(&str) -> bool) -> Self {
        let missing: BTreeSet<String> =
            baseline.paths().filter(|path| !exists(path)).map(str::to_owned).collect();
        let mut moved: HashMap<Trace, Vec<String>> = HashMap::new();
        for path in missing.iter().rev() {
            for trace in baseline.of_file(path) {
                moved.entry(trace).or_default().push(path.clone());
            }
        }
        Self { baseline, moved, missing, claimed: BTreeMap::new() }
    }

    /// Tells for each finding of a file whether it is accepted. A file that is claimed again, under the same path, has
    /// no entries left.
    pub fn claim(&mut self, path: &str, found: &[Trace]) -> Vec<bool> {
        if self.missing.remove(path) {
            self.moved.values_mut().for_each(|paths| paths.retain(|other| other != path));
        }
        let again = self.claimed.contains_key(path);
        let entries = if again { Vec::new() } else { self.baseline.of_file(path) };
        let known = known_again(&entries, found);
        let mut claimed = self.claimed.remove(path).unwrap_or_default();
        claimed.gone += entries.len() - known.iter().flatten().count();
        let accepts = |(trace, known): (&Trace, Option<usize>)| {
            let accepted = known.is_some() || self.accepts_moved(trace);
            let list = if accepted { &mut claimed.accepted } else { &mut claimed.new };
            list.push(trace.clone());
            accepted
        };
        let accepted = found.iter().zip(known).map(accepts).collect();
        self.claimed.insert(path.to_owned(), claimed);
        accepted
    }

    fn accepts_moved(&mut self, trace: &Trace) -> bool {
        self.moved.get_mut(trace).is_some_and(|paths| paths.pop().is_some())
    }

    /// What of the baseline is gone, in the order of paths: told after all files were claimed.
    #[must_use]
    pub fn gone(&self) -> Vec<Gone> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (path, claimed) in &self.claimed {
            counts.insert(path, claimed.gone);
        }
        for path in self.moved.values().flatten() {
            *counts.entry(path).or_default() += 1;
        }
        let gone = counts.into_iter().filter(|(_, count)| *count > 0);
        gone.map(|(path, count)| Gone { path: path.to_owned(), count }).collect()
    }

    /// How many findings in the files that were claimed are not accepted.
    #[must_use]
    pub fn new_findings(&self) -> usize {
        self.claimed.values().map(|claimed| claimed.new.len()).sum()
    }

    /// The baseline as it would be written now: without what is gone, with the words as they are, and with what is new
    /// if that is to be accepted too. Files that were not claimed stay as they were.
    #[must_use]
    pub fn renewed(&self, accept_new: bool) -> Baseline {
        let mut renewed = Baseline::new(self.baseline.key);
        for (path, traces) in &self.baseline.files {
            if !self.missing.contains(path) && !self.claimed.contains_key(path) {
                renewed.files.insert(path.clone(), traces.clone());
            }
        }
        for (path, claimed) in &self.claimed {
            let new = claimed.new.iter().filter(|_| accept_new);
            for trace in claimed.accepted.iter().chain(new) {
                renewed.add(path, trace.clone());
            }
        }
        renewed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Key, Mark};

    fn trace(number: u32) -> Trace {
        Trace { rule: "p/r".to_owned(), marks: [number; 4].map(Mark) }
    }

    fn baseline(entries: &[(&str, u32)]) -> Baseline {
        let mut baseline = Baseline::new(Key::default());
        entries.iter().for_each(|(path, number)| baseline.add(path, trace(*number)));
        baseline
    }

    fn gone(ledger: &Ledger) -> Vec<(String, usize)> {
        ledger.gone().into_iter().map(|gone| (gone.path, gone.count)).collect()
    }

    #[test]
    fn what_is_accepted_what_is_new_and_what_is_gone() {
        let start = baseline(&[("a", 1), ("a", 2), ("a", 2), ("b", 3)]);
        let mut ledger = Ledger::new(start, |_| true);
        assert_eq!(ledger.claim("a", &[trace(2), trace(5)]), [true, false]);
        assert_eq!(gone(&ledger), [("a".to_owned(), 2)]);
        assert_eq!(ledger.new_findings(), 1);
        assert_eq!(ledger.renewed(false), baseline(&[("a", 2), ("b", 3)]));
        assert_eq!(ledger.renewed(true), baseline(&[("a", 2), ("a", 5), ("b", 3)]));
        assert_eq!(ledger.claim("a", &[trace(2)]), [false]);
    }

    #[test]
    fn a_renamed_file_takes_its_entries_along_once() {
        let mut ledger = Ledger::new(baseline(&[("old", 1), ("old", 2)]), |path| path != "old");
        assert_eq!(ledger.claim("copy", &[trace(1)]), [true]);
        assert_eq!(ledger.claim("new", &[trace(1), trace(2)]), [false, true]);
        assert_eq!(gone(&ledger), []);
        assert_eq!(ledger.renewed(false), baseline(&[("copy", 1), ("new", 2)]));
    }

    #[test]
    fn a_file_that_is_there_after_all_has_its_entries_once() {
        let mut ledger = Ledger::new(baseline(&[("a", 1)]), |_| false);
        assert_eq!(ledger.claim("a", &[trace(1), trace(1)]), [true, false]);
        assert_eq!(gone(&ledger), []);
    }

    #[test]
    fn entries_of_a_file_that_is_no_longer_there_are_gone() {
        let ledger = Ledger::new(baseline(&[("old", 1), ("other", 2)]), |path| path != "old");
        assert_eq!(gone(&ledger), [("old".to_owned(), 1)]);
        assert_eq!(ledger.renewed(false), baseline(&[("other", 2)]));
    }
}
