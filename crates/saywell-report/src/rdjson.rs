//! reviewdog's diagnostics: it posts them as comments on a pull request, with the words to write instead as
//! suggestions. Columns count bytes of UTF-8, from 1.

use crate::advice::{address, in_one_line};
use crate::excerpt::with_excerpt;
use crate::locus::counts_lines;
use crate::path::slashed;
use crate::quiet::Rows;
use crate::region::Region;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use saywell_engine::document::{ColumnUnit, Document, LineIndex, Span};
use saywell_engine::rules::Severity;
use saywell_engine::{Edit, Finding};
use serde::Serialize;
use std::io::{self, Write};

/// The style.
pub(crate) struct Rdjson {
    options: Options,
    rows: Rows,
}

/// What `Diagnostic.jsonschema`, reviewdog's schema, describes.
#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl Rdjson {
    /// The style, with excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, rows: Rows::default() }
    }

    fn diagnostic<'a>(
        &self,
        path: &'a str,
        document: &Document,
        lines: &LineIndex,
        finding: &'a Finding,
    ) -> Diagnostic<'a> {
        let text = &document.text;
        let message = with_excerpt(in_one_line(finding), text, finding, self.options.excerpts);
        let suggestion = |edit: &'a Edit| Suggestion {
            range: range(text, lines, edit.span),
            text: &edit.replacement,
        };
        let edits = finding.suggestions.iter().filter_map(|suggestion| suggestion.edit.as_ref());
        // Where the text was taken out of a file, an edit of the text is none of the file.
        let edits = edits.filter(|_| counts_lines(document));
        Diagnostic {
            message: visible(&message).into_owned(),
            location: Location { path, range: Some(range(text, lines, finding.span)) },
            severity: severity(finding.severity),
            code: Code {
                value: &finding.rule.id,
                url: finding.rule.sources.iter().find_map(address),
            },
            suggestions: edits.map(suggestion).collect(),
        }
    }
}

impl Render for Rdjson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"source\":{{\"name\":\"saywell\"}},\"diagnostics\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } if !linted.findings.is_empty() => {
                let lines = LineIndex::new(&document.text);
                linted.findings.iter().try_for_each(|finding| {
                    let diagnostic = self.diagnostic(&path, document, &lines, finding);
                    self.rows.row(out, &diagnostic)
                })
            }
            Outcome::NotChecked { error } => self.rows.row(out, &not_checked(&path, error)),
            Outcome::Checked { .. } | Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

fn not_checked<'a>(path: &'a str, error: &str) -> Diagnostic<'a> {
    Diagnostic {
        message: visible(&format!("Not checked: {error}")).into_owned(),
        location: Location { path, range: None },
        severity: "ERROR",
        code: Code { value: "saywell/not-checked", url: None },
        suggestions: Vec::new(),
    }
}

fn range(text: &str, lines: &LineIndex, span: Span) -> Range {
    let region = Region::new(text, lines, span, ColumnUnit::Utf8);
    Range {
        start: Position { line: region.start_line, column: region.start_column },
        end: Position { line: region.end_line, column: region.end_column },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
