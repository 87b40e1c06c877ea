//! Fixing a document whose text was taken out of it: safe edits as tracked changes, everything else as comments.

use crate::fix::Change;
use saywell_engine::document::{Document, ReadOptions};
use saywell_engine::rules::Severity;
use saywell_engine::{Edit, Finding, Linter};
use saywell_extract::{AUTHOR, Mark, Outcome, Way, mark, read};
use saywell_report::comment;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How documents are marked.
#[derive(Clone, Debug)]
pub(crate) struct MarkChoice {
    /// Whether edits are made at all.
    pub(crate) edits: bool,
    /// Whether comments are set.
    pub(crate) comments: bool,
    /// Whether notes, findings of severity info, get comments too.
    pub(crate) notes: bool,
    /// Whether a copy is written beside each document.
    pub(crate) copies: bool,
    /// How edits are made, and when.
    pub(crate) way: Way,
}

/// The time at which changes are made, as documents write it. The environment may set it (`SOURCE_DATE_EPOCH`, in
/// seconds since 1970), so that the same input gives the same output.
pub(crate) fn now() -> String {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let time =
        set.and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    // Documents have no place for years of five digits.
    let time = time.filter(|time| humantime::format_rfc3339_seconds(*time).to_string().len() == 20);
    humantime::format_rfc3339_seconds(time.unwrap_or_else(SystemTime::now)).to_string()
}

/// The name of the marked copy of a document: `draft.saywell.docx`.
pub(crate) fn copy_name(document: &Path) -> PathBuf {
    let mut extension = OsString::from(AUTHOR);
    if let Some(of_document) = document.extension() {
        extension.push(".");
        extension.push(of_document);
    }
    document.with_extension(extension)
}

/// Whether a document has the name of a marked copy. A copy of that is not written.
fn is_copy(document: &Path) -> bool {
    document
        .file_stem()
        .is_some_and(|stem| Path::new(stem).extension().is_some_and(|own| own == AUTHOR))
}

impl MarkChoice {
    /// Marks what is found in a document that was read from these bytes.
    ///
    /// # Errors
    ///
    /// In words, where documents of this format cannot be changed, or this one cannot.
    pub(crate) fn change(
        &self,
        linter: &Linter,
        document: Document,
        old: Vec<u8>,
        path: &Path,
    ) -> Result<Change, String> {
        let linted = linter.lint(&document);
        if self.copies && is_copy(path) {
            return Ok(Change::none(old, document.text, linted));
        }
        let marks: Vec<Mark> = linted.findings.iter().map(|finding| self.mark(finding)).collect();
        let wanted = marks.iter().any(|mark| mark.edit.is_some() || mark.comment.is_some());
        if !wanted {
            let text = document.text;
            return Ok(Change::none(old, text, linted));
        }
        let marked = mark(&old, &marks, &self.way).map_err(|error| error.to_string())?;
        // What is left is what is found in the new document, as for every other format.
        let options = ReadOptions { format: Some(document.format), ..ReadOptions::default() };
        let new = read(marked.bytes.clone(), &options).map_err(|error| error.to_string())?;
        let count = |outcome| marked.outcomes.iter().filter(|found| **found == outcome).count();
        let unplaced = marks.iter().zip(&marked.outcomes).filter(|(mark, outcome)| {
            **outcome == Outcome::NotPossible && (mark.edit.is_some() || mark.comment.is_some())
        });
        let places = unplaced
            .map(|(mark, _)| document.place(mark.span.start).unwrap_or_default().to_owned());
        Ok(Change {
            edits: count(Outcome::Edited),
            comments: count(Outcome::Commented),
            unplaced: places.collect(),
            is_copied: true,
            left: linter.lint(&new),
            new_text: new.text,
            old_text: document.text,
            new: marked.bytes,
            old,
        })
    }

    fn mark(&self, finding: &Finding) -> Mark {
        let first = finding.suggestions.first().filter(|suggestion| suggestion.safe && self.edits);
        let edit = first.and_then(|suggestion| suggestion.edit.clone());
        let said = self.comments && (self.notes || finding.severity > Severity::Info);
        Mark {
            span: finding.span,
            comment: said.then(|| comment(finding)),
            edit: edit.map(|Edit { span, replacement }| (span, replacement)),
        }
    }
}
