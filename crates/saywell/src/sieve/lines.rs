//! The plain line filter: of a file, only the findings on some lines.

use crate::exit::Trouble;
use crate::files::{File, Files};
use saywell_engine::Linted;
use saywell_engine::document::{Document, LineIndex};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Lines of a file, such as `letter.md:10-20,31`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lines {
    file: PathBuf,
    ranges: Vec<RangeInclusive<usize>>,
}

impl FromStr for Lines {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let help = || "write a file, a colon and lines, such as letter.md:10-20,31".to_owned();
        let (file, ranges) =
            text.rsplit_once(':').filter(|(file, _)| !file.is_empty()).ok_or_else(help)?;
        let ranges = ranges.split(',').map(|range| range_of(range).ok_or_else(help));
        Ok(Self { file: PathBuf::from(file), ranges: ranges.collect::<Result<_, _>>()? })
    }
}

fn range_of(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then_some(first..=last)
}

impl Lines {
    /// Looks whether the file is among those that are checked.
    ///
    /// # Errors
    ///
    /// If it is not: whoever misspells it would see everything.
    pub(crate) fn check(&self, files: &Files) -> Result<(), Trouble> {
        if files.iter().any(|file| self.means(file)) {
            return Ok(());
        }
        Err(Trouble::about(
            &self.file,
            "--lines names it, but it is not among the files that are checked",
        ))
    }

    fn means(&self, file: &File) -> bool {
        let parts = |path: &Path| {
            path.components().filter(|part| part.as_os_str() != ".").collect::<PathBuf>()
        };
        parts(&self.file) == parts(&file.name)
    }
}

/// Marks the findings that stand on none of the lines asked for. A file of which no lines are named is left whole.
pub(crate) fn mark_others(
    lines: &[Lines],
    file: &File,
    document: &Document,
    linted: &Linted,
    old: &mut [bool],
) {
    let ranges: Vec<_> =
        lines.iter().filter(|lines| lines.means(file)).flat_map(|lines| &lines.ranges).collect();
    if ranges.is_empty() {
        return;
    }
    let index = LineIndex::new(&document.text);
    for (finding, old) in linted.findings.iter().zip(old) {
        let first = index.line(finding.span.start);
        let last = index.line(finding.span.end.max(finding.span.start + 1) - 1);
        *old |= !ranges.iter().any(|range| *range.start() <= last && first <= *range.end());
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_read() {
        let lines: Lines = "C:/a b.md:10-20,31".parse().unwrap();
        assert_eq!(lines.file.to_str(), Some("C:/a b.md"));
        assert_eq!(lines.ranges, [10..=20, 31..=31]);
        for bad in
            ["", "a.md", ":1", "a.md:", "a.md:x", "a.md:0", "a.md:5-3", "a.md:1,,2", "a.md:1-2-3"]
        {
            assert!(bad.parse::<Lines>().is_err(), "{bad}");
        }
    }
}
