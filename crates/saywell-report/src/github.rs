//! GitHub's workflow commands: findings as annotations on the changed files of a pull request.
//!
//! GitHub shows 10 errors, 10 warnings and 10 notices of a step. What goes beyond is written to the step's log, one
//! line a finding, and the last notice says how many there are.

use crate::advice::in_one_line;
use crate::closing::{closing_line, counted};
use crate::concise;
use crate::excerpt::with_excerpt;
use crate::locus::counts_lines;
use crate::path::slashed;
use crate::region::Region;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use saywell_engine::Finding;
use saywell_engine::document::{ColumnUnit, Document, LineIndex};
use saywell_engine::rules::Severity;
use std::io::{self, Write};

/// How many annotations of a kind GitHub shows of a step.
const MOST: usize = 10;

/// The style.
pub(crate) struct Github {
    options: Options,
    errors: usize,
    warnings: usize,
    notices: usize,
    left_out: usize,
    /// The last notice that there is room for; it makes way if anything is left out.
    held: Option<Held>,
}

struct Held {
    command: String,
    line: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Error,
    Warning,
    Notice,
}

impl Github {
    /// The style, with excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, errors: 0, warnings: 0, notices: 0, left_out: 0, held: None }
    }

    /// Writes an annotation while there is room for its kind, else the line for the log.
    fn annotate(
        &mut self,
        out: &mut dyn Write,
        kind: Kind,
        command: String,
        line: String,
    ) -> io::Result<()> {
        let count = match kind {
            Kind::Error => &mut self.errors,
            Kind::Warning => &mut self.warnings,
            Kind::Notice => &mut self.notices,
        };
        *count += 1;
        if *count > MOST {
            self.left_out += 1;
            return out.write_all(line.as_bytes());
        }
        if kind == Kind::Notice && *count == MOST {
            self.held = Some(Held { command, line });
            return Ok(());
        }
        out.write_all(command.as_bytes())
    }

    fn finding(
        &mut self,
        out: &mut dyn Write,
        path: &str,
        document: &Document,
        lines: &LineIndex,
        finding: &Finding,
    ) -> io::Result<()> {
        let kind = match finding.severity {
            Severity::Error => Kind::Error,
            Severity::Warning => Kind::Warning,
            Severity::Info => Kind::Notice,
        };
        let mut message = in_one_line(finding);
        if let Some(place) = document.place(finding.span.start) {
            message.insert_str(0, &format!("{place}: "));
        }
        let message = with_excerpt(message, &document.text, finding, self.options.excerpts);
        let place = place(document, lines, finding);
        let command = command(kind, path, &place, &finding.rule.id, &message);
        let mut line = Vec::new();
        concise::write_finding(&mut line, &concise::line_start(path), document, lines, finding)?;
        self.annotate(out, kind, command, String::from_utf8_lossy(&line).into_owned())
    }
}

impl Render for Github {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } if !linted.findings.is_empty() => {
                let lines = LineIndex::new(&document.text);
                let mut findings = linted.findings.iter();
                findings.try_for_each(|finding| self.finding(out, &path, document, &lines, finding))
            }
            Outcome::NotChecked { error } => {
                let message = format!("Not checked: {error}");
                let command = command(Kind::Error, &path, "", "saywell/not-checked", &message);
                let line = concise::not_checked(&path, error);
                self.annotate(out, Kind::Error, command, line)
            }
            Outcome::Checked { .. } | Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        match (self.held.take(), self.left_out) {
            (Some(held), 0) => out.write_all(held.command.as_bytes())?,
            (held, left_out) if left_out > 0 => {
                let more = left_out + usize::from(held.is_some());
                if let Some(held) = held {
                    out.write_all(held.line.as_bytes())?;
                }
                let more = counted(more, "more finding");
                writeln!(
                    out,
                    "::notice title=saywell::{more} in the log of this step: GitHub shows {MOST} of a kind."
                )?;
            }
            _ => {}
        }
        writeln!(out, "{}", closing_line(summary, Options { hide_notes: false, ..self.options }))
    }
}

/// Where the annotation stands, as properties. Columns count characters, and are told where one line holds them both.
fn place(document: &Document, lines: &LineIndex, finding: &Finding) -> String {
    if !counts_lines(document) {
        return String::new();
    }
    let region = Region::new(&document.text, lines, finding.span, ColumnUnit::Utf32);
    let mut place = format!(",line={},endLine={}", region.start_line, region.end_line);
    if region.start_line == region.end_line {
        let columns = format!(",col={},endColumn={}", region.start_column, region.end_column);
        place.push_str(&columns);
    }
    place
}

fn command(kind: Kind, path: &str, place: &str, title: &str, message: &str) -> String {
    let kind = match kind {
        Kind::Error => "error",
        Kind::Warning => "warning",
        Kind::Notice => "notice",
    };
    let (path, title, message) = (property(path), property(title), data(message));
    format!("::{kind} file={path}{place},title={title}::{message}\n")
}

/// Text after the second `::`. It is made visible first, so that no line end is left in it.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
