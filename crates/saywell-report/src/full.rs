//! For people: each finding with its words underlined, what to write instead, why, and on whose word.

use crate::advice::{Advice, advice, first_source};
use crate::closing::closing_line;
use crate::excerpt::Excerpt;
use crate::locus::counts_lines;
use crate::wrap::wrap;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Header};
use codespan_reporting::files::{Error, Files, SimpleFile};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{Config, emit_to_write_style};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use std::collections::HashSet;
use std::io::{self, Write};

/// How many characters a line of a note holds.
const WIDTH: usize = 96;

/// The style for a terminal.
pub(crate) struct Full {
    options: Options,
    config: Config,
}

impl Full {
    /// The style, coloured or not, with notes or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, config: Config::default() }
    }

    fn shows(&self, finding: &Finding) -> bool {
        !self.options.hide_notes || finding.severity > Severity::Info
    }

    fn findings(
        &self,
        out: &mut dyn Write,
        name: &str,
        document: &Document,
        linted: &Linted,
    ) -> io::Result<()> {
        let mut shown = linted.findings.iter().filter(|finding| self.shows(finding)).peekable();
        if shown.peek().is_none() {
            return Ok(());
        }
        let lines = LineIndex::new(&document.text);
        let mut told = HashSet::new();
        for finding in shown {
            let first = told.insert(finding.rule.id.as_str());
            let excerpt = Excerpt::new(name, &document.text, &lines, finding);
            let diagnostic = diagnostic(finding, &excerpt, first);
            match document.place(finding.span.start).map(visible) {
                Some(place) if counts_lines(document) => {
                    let locus = format!("{}, {place}", excerpt.locus());
                    self.emit_at(out, &locus, &excerpt, &diagnostic)?;
                }
                Some(place) => {
                    self.emit_at(out, &format!("{name}, {place}"), &excerpt, &diagnostic)?;
                }
                None => self.emit(out, &excerpt, &diagnostic)?,
            }
        }
        Ok(())
    }

    fn not_checked(&self, out: &mut dyn Write, name: &str, error: &str) -> io::Result<()> {
        let message = format!("{name} was not checked: {}", visible(error));
        self.emit(out, &SimpleFile::new("", ""), &Diagnostic::error().with_message(message))
    }

    /// Writes the diagnostic with this place over the excerpt in the stead of file, line and column.
    fn emit_at(
        &self,
        out: &mut dyn Write,
        locus: &str,
        excerpt: &Excerpt,
        diagnostic: &Diagnostic<()>,
    ) -> io::Result<()> {
        let mut written = Vec::new();
        self.emit(&mut written, excerpt, diagnostic)?;
        let written = String::from_utf8_lossy(&written);
        // What stands over the excerpt comes after this corner.
        let (header, body) = written.split_at(written.find('┌').unwrap_or(0));
        write!(out, "{header}{}", body.replacen(&excerpt.locus(), locus, 1))
    }

    fn emit<'files, F: Files<'files, FileId = ()>>(
        &self,
        out: &mut dyn Write,
        files: &'files F,
        diagnostic: &Diagnostic<()>,
    ) -> io::Result<()> {
        let result = if self.options.color {
            emit_to_write_style(&mut Ansi::new(out), &self.config, files, diagnostic)
        } else {
            emit_to_write_style(&mut NoColor::new(out), &self.config, files, diagnostic)
        };
        result.map_err(|error| match error {
            Error::Io(error) => error,
            other => io::Error::other(other),
        })
    }
}

impl Render for Full {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let name = visible(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } => {
                self.findings(out, &name, document, linted)?;
                unread(out, &name, document)
            }
            Outcome::NotChecked { error } => self.not_checked(out, &name, error),
            Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "{}", closing_line(summary, self.options))
    }
}

/// The finding in the renderer's terms. Why and on whose word are told the first time a rule speaks in a file.
fn diagnostic(finding: &Finding, excerpt: &Excerpt, first: bool) -> Diagnostic<()> {
    let mut notes: Vec<String> = advice(finding).iter().map(note).collect();
    if first {
        notes.insert(0, format!("why: {}", finding.rule.why));
        notes.extend(first_source(&finding.rule).map(|source| format!("source: {source}")));
    }
    Diagnostic::new(header(finding.severity))
        .with_code(visible(&finding.rule.id))
        .with_message(visible(&finding.message))
        .with_label(Label::primary((), excerpt.label.clone()))
        .with_notes(notes.iter().map(|note| wrap(&visible(note), WIDTH)).collect())
}

fn note(advice: &Advice) -> String {
    format!("{}: {}", advice.lead.to_lowercase(), advice.text)
}

fn header(severity: Severity) -> Header {
    match severity {
        Severity::Error => Header::Error,
        Severity::Warning => Header::Warning,
        Severity::Info => Header::Note,
    }
}

/// What was left out of a file that was checked.
fn unread(out: &mut dyn Write, name: &str, document: &Document) -> io::Result<()> {
    if document.unread.is_empty() {
        return Ok(());
    }
    let unread: Vec<_> = document.unread.iter().map(|unread| visible(unread)).collect();
    writeln!(out, "{}\n", wrap(&format!("{name}: not read: {}", unread.join("; ")), WIDTH))
}
