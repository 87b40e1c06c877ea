//! The counts at the end of a report.

use crate::{FileReport, Outcome};
use saywell_engine::rules::Severity;
use saywell_engine::{Linted, safe_edits};

/// What was looked at and what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files looked at: checked, not checked and skipped.
    pub files: usize,
    /// Files that were checked.
    pub checked: usize,
    /// Files that should have been checked and could not be.
    pub not_checked: usize,
    /// Files left out on purpose.
    pub skipped: usize,
    /// Those of them that are in a language that the rules are not for.
    pub other_language: usize,
    /// Checked files with at least one finding of any severity.
    pub with_findings: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub notes: usize,
    /// Findings that directives silenced.
    pub suppressed: usize,
    /// Findings that were left out because they are not new.
    pub hidden: usize,
    /// Edits that `saywell fix` would make.
    pub fixable: usize,
}

impl Summary {
    /// Findings of every severity.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Findings of this severity or worse.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.findings(),
        }
    }

    pub(crate) fn count(&mut self, file: &FileReport<'_>) {
        self.files += 1;
        self.hidden += file.hidden;
        self.other_language += usize::from(file.other_language);
        match &file.outcome {
            Outcome::Checked { linted, .. } => self.count_findings(linted),
            Outcome::NotChecked { .. } => self.not_checked += 1,
            Outcome::Skipped { .. } => self.skipped += 1,
        }
    }

    fn count_findings(&mut self, linted: &Linted) {
        self.checked += 1;
        self.with_findings += usize::from(!linted.findings.is_empty());
        self.suppressed += linted.suppressed.len();
        self.fixable += safe_edits(&linted.findings).len();
        for finding in &linted.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.notes += 1,
            }
        }
    }
}
