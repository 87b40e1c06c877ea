//! Version 1 of the JSON contract. These types are frozen: fields may be added, none renamed, removed or given another
//! meaning. What the engine's types become does not matter here.

use crate::{FileReport, Outcome};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Cited, SuggestionKind};
use serde::Serialize;

/// The version that `version` tells.
pub(crate) const VERSION: u32 = 1;

/// A place where a rule applies.
#[derive(Serialize)]
pub(crate) struct Finding<'a> {
    path: &'a str,
    rule: &'a str,
    category: &'a str,
    severity: &'static str,
    message: &'a str,
    why: &'a str,
    start: Position,
    end: Position,
    place: Option<&'a str>,
    text: &'a str,
    alternatives: Vec<&'a str>,
    suggestions: Vec<Suggestion<'a>>,
    quoted: bool,
    sources: Vec<Source<'a>>,
}

/// A place in a text.
#[derive(Serialize)]
struct Position {
    byte: usize,
    line: usize,
    column: usize,
}

/// Something to write instead.
#[derive(Serialize)]
struct Suggestion<'a> {
    kind: &'static str,
    text: &'a str,
    note: Option<&'a str>,
    safe: bool,
    edit: Option<Edit<'a>>,
}

/// A change to the text.
#[derive(Serialize)]
struct Edit<'a> {
    start_byte: usize,
    end_byte: usize,
    replacement: &'a str,
}

/// What a rule rests on.
#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    author: Option<&'a str>,
    date: Option<&'a str>,
    section: &'a str,
    url: Option<&'a str>,
}

/// A file that was looked at.
#[derive(Serialize)]
pub(crate) struct File {
    path: String,
    format: Option<String>,
    encoding: Option<String>,
    words: Option<usize>,
    findings: usize,
    suppressed: usize,
    hidden: usize,
    error: Option<String>,
    skipped: Option<String>,
    unread: Vec<String>,
}

/// The counts.
#[derive(Serialize)]
pub(crate) struct Summary {
    files: usize,
    checked: usize,
    not_checked: usize,
    skipped: usize,
    findings: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    hidden: usize,
    fixable: usize,
}

impl<'a> Finding<'a> {
    /// The finding in the contract's terms.
    pub(crate) fn new(
        path: &'a str,
        document: &'a Document,
        lines: &LineIndex,
        finding: &'a saywell_engine::Finding,
    ) -> Self {
        let position = |byte| {
            let place = lines.position(&document.text, byte);
            Position { byte, line: place.line, column: place.column }
        };
        let rule = &*finding.rule;
        Self {
            path,
            rule: &rule.id,
            category: &rule.category,
            severity: severity(finding.severity),
            message: &finding.message,
            why: &rule.why,
            start: position(finding.span.start),
            end: position(finding.span.end),
            place: document.place(finding.span.start),
            text: &finding.text,
            alternatives: alternatives(&finding.suggestions),
            suggestions: finding.suggestions.iter().map(Suggestion::from).collect(),
            quoted: finding.quoted,
            sources: rule.sources.iter().map(Source::from).collect(),
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// What to write instead, best first, and advice after it.
fn alternatives(suggestions: &[saywell_engine::Suggestion]) -> Vec<&str> {
    let is_advice =
        |suggestion: &&saywell_engine::Suggestion| suggestion.kind == SuggestionKind::Advice;
    let (advice, words): (Vec<_>, Vec<_>) = suggestions.iter().partition(is_advice);
    words.into_iter().chain(advice).map(|suggestion| suggestion.text.as_str()).collect()
}

impl<'a> From<&'a saywell_engine::Suggestion> for Suggestion<'a> {
    fn from(suggestion: &'a saywell_engine::Suggestion) -> Self {
        let kind = match suggestion.kind {
            SuggestionKind::Replace => "replace",
            SuggestionKind::Advice => "advice",
            SuggestionKind::Omit => "omit",
        };
        Self {
            kind,
            text: &suggestion.text,
            note: suggestion.note.as_deref(),
            safe: suggestion.safe,
            edit: suggestion.edit.as_ref().map(Edit::from),
        }
    }
}

impl<'a> From<&'a saywell_engine::Edit> for Edit<'a> {
    fn from(edit: &'a saywell_engine::Edit) -> Self {
        Self {
            start_byte: edit.span.start,
            end_byte: edit.span.end,
            replacement: &edit.replacement,
        }
    }
}

impl<'a> From<&'a Cited> for Source<'a> {
    fn from(cited: &'a Cited) -> Self {
        Self {
            title: &cited.title,
            author: cited.author.as_deref(),
            date: cited.date.as_deref(),
            section: &cited.section,
            url: cited.url.as_deref(),
        }
    }
}

impl File {
    /// The file's row.
    pub(crate) fn new(file: &FileReport<'_>) -> Self {
        let (findings, suppressed) = match &file.outcome {
            Outcome::Checked { linted, .. } => (linted.findings.len(), linted.suppressed.len()),
            Outcome::NotChecked { .. } | Outcome::Skipped { .. } => (0, 0),
        };
        let document = match &file.outcome {
            Outcome::Checked { document, .. } => Some(document),
            Outcome::NotChecked { .. } | Outcome::Skipped { .. } => None,
        };
        let (error, skipped) = match &file.outcome {
            Outcome::Checked { .. } => (None, None),
            Outcome::NotChecked { error } => (Some(error.clone()), None),
            Outcome::Skipped { reason } => (None, Some(reason.clone())),
        };
        Self {
            path: file.path.clone(),
            format: document.map(|document| document.format.name().to_owned()),
            encoding: document.map(|document| document.encoding.name().to_owned()),
            words: document.map(|document| document.words()),
            findings,
            suppressed,
            hidden: file.hidden,
            error,
            skipped,
            unread: document.map(|document| document.unread.clone()).unwrap_or_default(),
        }
    }
}

impl From<&crate::Summary> for Summary {
    fn from(summary: &crate::Summary) -> Self {
        Self {
            files: summary.files,
            checked: summary.checked,
            not_checked: summary.not_checked,
            skipped: summary.skipped,
            findings: summary.findings(),
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            suppressed: summary.suppressed,
            hidden: summary.hidden,
            fixable: summary.fixable,
        }
    }
}
