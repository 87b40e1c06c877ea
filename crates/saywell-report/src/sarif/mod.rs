//! SARIF 2.1.0, as code scanning services and editors read it. Columns count characters.
//!
//! Results are written as they come; the rules they name stand after them.

mod log;
mod rules;

use crate::advice::in_one_line;
use crate::fingerprint::Fingerprints;
use crate::line_hash::{LineHash, line_hashes};
use crate::locus::counts_lines;
use crate::path::uri;
use crate::quiet::{Rows, value};
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use log::{ArtifactLocation, LogicalLocation, Notification, Text};
use rules::Rules;
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted, Suppression};
use std::io::{self, Write};

/// How many results of each severity there may be. GitHub refuses a file with more than 25,000 results, and shows
/// 5,000, the worst first.
const MOST: [usize; 3] = [10_000, 10_000, 5_000];

/// The style.
pub(crate) struct Sarif {
    options: Options,
    rules: Rules,
    results: Rows,
    written: [usize; 3],
    left_out: usize,
    notifications: Vec<Notification>,
}

/// What the results of one file have in common.
struct Place<'a> {
    uri: String,
    path: &'a str,
    document: &'a Document,
    lines: LineIndex,
    hashes: Vec<LineHash>,
    fingerprints: Fingerprints,
}

impl Sarif {
    /// The style, with excerpts and with silenced findings, or without.
    pub(crate) fn new(options: Options) -> Self {
        Self {
            options,
            rules: Rules::default(),
            results: Rows::default(),
            written: [0; 3],
            left_out: 0,
            notifications: Vec::new(),
        }
    }

    fn checked(
        &mut self,
        out: &mut dyn Write,
        path: &str,
        document: &Document,
        linted: &Linted,
    ) -> io::Result<()> {
        for unread in &document.unread {
            let message = visible(&format!("Not read: {unread}")).into_owned();
            self.notifications.push(Notification::new("note", message, Some(uri(path))));
        }
        let suppressed = if self.options.suppressed { linted.suppressed.as_slice() } else { &[] };
        if linted.findings.is_empty() && suppressed.is_empty() {
            return Ok(());
        }
        let mut place = Place::new(path, document);
        for finding in &linted.findings {
            self.result(out, &mut place, finding, None)?;
        }
        suppressed.iter().try_for_each(|suppressed| {
            self.result(out, &mut place, &suppressed.finding, Some(&suppressed.suppression))
        })
    }

    fn result(
        &mut self,
        out: &mut dyn Write,
        place: &mut Place<'_>,
        finding: &Finding,
        suppression: Option<&Suppression>,
    ) -> io::Result<()> {
        let kind = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        if self.written[kind] == MOST[kind] {
            self.left_out += 1;
            return Ok(());
        }
        self.written[kind] += 1;
        let rule_index = self.rules.index(finding);
        let result = place.result(finding, rule_index, suppression, self.options.excerpts);
        self.results.row(out, &result)
    }
}

impl Render for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\": \"2.1.0\",\n\
             \"runs\": [{{\n\"columnKind\": \"unicodeCodePoints\",\n\"results\": ["
        )
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        match &file.outcome {
            Outcome::Checked { document, linted } => {
                self.checked(out, &file.path, document, linted)
            }
            Outcome::NotChecked { error } => {
                let message = visible(&format!("Not checked: {error}")).into_owned();
                let uri = Some(uri(&file.path));
                self.notifications.push(Notification::new("error", message, uri));
                Ok(())
            }
            Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.left_out > 0 {
            let message = format!("{} more findings are left out.", self.left_out);
            self.notifications.push(Notification::new("warning", message, None));
        }
        write!(
            out,
            "\n],\n\"tool\": {{\"driver\": {{\n\"name\": \"saywell\",\n\"semanticVersion\": "
        )?;
        value(out, &env!("CARGO_PKG_VERSION"))?;
        write!(out, ",\n\"informationUri\": ")?;
        value(out, &env!("CARGO_PKG_REPOSITORY"))?;
        write!(out, ",\n\"rules\": [")?;
        let mut rows = Rows::default();
        self.rules.each(|rule| rows.row(out, rule))?;
        let successful = summary.not_checked == 0;
        write!(
            out,
            "\n]}}}},\n\"automationDetails\": {{\"id\": \"saywell/\"}},\n\
             \"invocations\": [{{\"executionSuccessful\": {successful}, \"toolExecutionNotifications\": ["
        )?;
        let mut rows = Rows::default();
        self.notifications.iter().try_for_each(|notification| rows.row(out, notification))?;
        writeln!(out, "\n]}}]\n}}]\n}}")
    }
}

impl<'a> Place<'a> {
    fn new(path: &'a str, document: &'a Document) -> Self {
        Self {
            uri: uri(path),
            path,
            document,
            lines: LineIndex::new(&document.text),
            hashes: line_hashes(&document.text),
            fingerprints: Fingerprints::default(),
        }
    }

    fn result<'f>(
        &mut self,
        finding: &'f Finding,
        rule_index: usize,
        suppression: Option<&'f Suppression>,
        excerpts: bool,
    ) -> log::Result<'f> {
        let line = self.lines.line(finding.span.start);
        let hash = self.hashes.get(line - 1).map(ToString::to_string).unwrap_or_default();
        let fingerprint = self.fingerprints.next(&self.document.text, finding);
        log::Result {
            rule_id: &finding.rule.id,
            rule_index,
            level: level(finding.severity),
            message: Text { text: plain_text(&in_one_line(finding)) },
            locations: [self.location(finding, excerpts)],
            partial_fingerprints: log::Fingerprints { line: hash, context: fingerprint },
            fixes: self.fixes(finding),
            suppressions: suppression.map(log::Suppression::new).into_iter().collect(),
        }
    }

    fn location(&self, finding: &Finding, excerpts: bool) -> log::Location {
        let text = &self.document.text;
        let region = |span| log::Region::new(text, &self.lines, span, excerpts);
        let place = self.document.place(finding.span.start);
        log::Location {
            physical_location: log::PhysicalLocation {
                artifact_location: ArtifactLocation::new(self.uri.clone()),
                region: region(finding.span),
                // It must hold more than the region.
                context_region: Some(log::around(text, finding))
                    .filter(|around| excerpts && *around != finding.span)
                    .map(region),
            },
            logical_locations: place
                .map(|place| LogicalLocation::new(self.path, place))
                .into_iter()
                .collect(),
        }
    }

    fn fixes<'f>(&self, finding: &'f Finding) -> Vec<log::Fix<'f>> {
        // Where the text was taken out of a file, an edit of the text is none of the file.
        if !counts_lines(self.document) {
            return Vec::new();
        }
        let suggestions = finding.suggestions.iter();
        let fix = |suggestion: &'f saywell_engine::Suggestion| {
            let edit = suggestion.edit.as_ref()?;
            let deleted = log::Region::new(&self.document.text, &self.lines, edit.span, false);
            let description = visible(&suggestion.text).into_owned();
            Some(log::Fix::new(description, self.uri.clone(), deleted, &edit.replacement))
        };
        suggestions.filter_map(fix).collect()
    }
}

/// A plain text message, in which brackets would be links (SARIF 2.1.0, 3.11.6).
fn plain_text(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
