//! What is told beside the findings because silence would mislead: rules that are off, files that were left behind.

use crate::args::RuleArgs;
use crate::files::{File, Files};
use crate::replace::{PREFIX, SUFFIX};
use crate::streams::{complain, remark};
use saywell_engine::Linter;
use saywell_report::visible;
use saywell_rulebook::folder_of;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Says which files no rule is in force for: that nothing is found in them tells nothing. Whoever names the only rules
/// that are to speak knows that.
pub(crate) fn tell_silent(files: &Files, rules: &RuleArgs) {
    if !rules.only.is_empty() {
        return;
    }
    let is_silent = |file: &&File| file.linter().is_some_and(Linter::is_silent);
    let mut silent = files.iter().filter(is_silent);
    if let Some(first) = silent.next() {
        let more = match silent.count() {
            0 => String::new(),
            1 => " and 1 other file".to_owned(),
            more => format!(" and {more} other files"),
        };
        let first = shown(&first.name);
        complain(&format!(
            "no rule is in force for {first}{more}: all are switched off; `saywell config` shows by what"
        ));
    }
}

/// Says how many rules are off: who counts what was found wants to know what was not looked for.
pub(crate) fn tell_switched_off(files: &Files, rules: &RuleArgs) {
    let linters = files.iter().filter(|_| rules.only.is_empty()).filter_map(File::linter);
    match linters.map(Linter::switched_off).max().unwrap_or(0) {
        0 => {}
        1 => remark("1 rule is switched off; `saywell config` shows by what."),
        off => remark(&format!("{off} rules are switched off; `saywell config` shows by what.")),
    }
}

/// How many files that were left behind are named.
const MOST_NAMED: usize = 5;

/// Names files that a run left behind which was cut short while it wrote. They may hold somebody's text, so nobody
/// deletes them unasked.
pub(crate) fn tell_leftovers(files: &Files) {
    let named = files.iter().filter(|file| file.is_planned() && !file.is_stdin());
    let folders: BTreeSet<&Path> = named.map(|file| folder_of(&file.name)).collect();
    let left: Vec<PathBuf> = folders.into_iter().flat_map(leftovers).collect();
    if left.is_empty() {
        return;
    }
    let mut named: Vec<String> = left.iter().take(MOST_NAMED).map(|path| shown(path)).collect();
    if left.len() > MOST_NAMED {
        named.push(format!("{} more", left.len() - MOST_NAMED));
    }
    let named = named.join(", ");
    remark(&format!("Left behind by a run that was cut short, and safe to delete: {named}"));
}

/// A file that is on its way is younger than this.
const ON_ITS_WAY: Duration = Duration::from_secs(10);

/// The files in a folder that were to take another's place and never did.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_left = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let ours =
            name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let about = if ours { entry.metadata().ok() } else { None };
        let about = about.filter(fs::Metadata::is_file);
        let age = about.and_then(|about| about.modified().ok()?.elapsed().ok());
        age.is_some_and(|age| age > ON_ITS_WAY)
    };
    // A folder's own name is not put before what stands in the current one.
    let place = |entry: fs::DirEntry| match folder == Path::new(".") {
        true => PathBuf::from(entry.file_name()),
        false => folder.join(entry.file_name()),
    };
    let mut left: Vec<PathBuf> = entries.filter(is_left).map(place).collect();
    left.sort();
    left
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::leftovers;
    use std::fs;
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_was_left_behind_is_seen_and_what_is_on_its_way_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let [left, young, other] = [".saywell-a1.tmp", ".saywell-b2.tmp", ".saywell-notes.md"]
            .map(|name| folder.path().join(name));
        for path in [&left, &young, &other] {
            fs::write(path, "new").unwrap();
        }
        for long_ago in [&left, &other] {
            let file = fs::File::options().write(true).open(long_ago).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
        }
        assert_eq!(leftovers(folder.path()), [left]);
        assert_eq!(leftovers(&folder.path().join("no")), [] as [PathBuf; 0]);
    }
}
