//! For people: each finding with its words underlined, what to write instead, why, and on whose word.

use crate::excerpt::Excerpt;
use crate::wrap::wrap;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Header};
use codespan_reporting::files::{Error, Files, SimpleFile};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{Config, emit_to_write_style};
use saywell_engine::document::LineIndex;
use saywell_engine::rules::Severity;
use saywell_engine::{Cited, Finding, Linted, RuleCard, Suggestion, SuggestionKind};
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
        text: &str,
        linted: &Linted,
    ) -> io::Result<()> {
        let mut shown = linted.findings.iter().filter(|finding| self.shows(finding)).peekable();
        if shown.peek().is_none() {
            return Ok(());
        }
        let lines = LineIndex::new(text);
        let mut told = HashSet::new();
        for finding in shown {
            let first = told.insert(finding.rule.id.as_str());
            let excerpt = Excerpt::new(name, text, &lines, finding);
            self.emit(out, &excerpt, &diagnostic(finding, &excerpt, first))?;
        }
        Ok(())
    }

    fn not_checked(&self, out: &mut dyn Write, name: &str, error: &str) -> io::Result<()> {
        let message = format!("{name} was not checked: {}", visible(error));
        self.emit(out, &SimpleFile::new("", ""), &Diagnostic::error().with_message(message))
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
                self.findings(out, &name, &document.text, linted)
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
    let mut notes = suggestion_notes(finding);
    if first {
        notes.insert(0, format!("why: {}", finding.rule.why));
        notes.extend(source_note(&finding.rule));
    }
    Diagnostic::new(header(finding.severity))
        .with_code(visible(&finding.rule.id))
        .with_message(visible(&finding.message))
        .with_label(Label::primary((), excerpt.label.clone()))
        .with_notes(notes.iter().map(|note| wrap(&visible(note), WIDTH)).collect())
}

fn header(severity: Severity) -> Header {
    match severity {
        Severity::Error => Header::Error,
        Severity::Warning => Header::Warning,
        Severity::Info => Header::Note,
    }
}

/// Words to write instead on one line, each piece of advice on its own.
fn suggestion_notes(finding: &Finding) -> Vec<String> {
    let is_advice = |suggestion: &&Suggestion| suggestion.kind == SuggestionKind::Advice;
    let (advice, words): (Vec<_>, Vec<_>) = finding.suggestions.iter().partition(is_advice);
    let mut notes = Vec::new();
    if !words.is_empty() {
        let words: Vec<String> = words.into_iter().map(with_note).collect();
        // Somebody else's words are not the writer's to change.
        let lead = if finding.quoted { "in your own words" } else { "instead" };
        notes.push(format!("{lead}: {}", words.join(" · ")));
    }
    notes.extend(advice.into_iter().map(|suggestion| format!("advice: {}", with_note(suggestion))));
    notes
}

fn with_note(suggestion: &Suggestion) -> String {
    match &suggestion.note {
        Some(note) => format!("{} ({note})", suggestion.text),
        None => suggestion.text.clone(),
    }
}

/// The first source; where there are more, where to read of them.
fn source_note(rule: &RuleCard) -> Option<String> {
    let (first, more) = rule.sources.split_first()?;
    let first = cited(first);
    Some(match more.len() {
        0 => format!("source: {first}"),
        count => format!("source: {first}, and {count} more: saywell explain {}", rule.id),
    })
}

fn cited(source: &Cited) -> String {
    if source.section.is_empty() {
        source.title.clone()
    } else {
        format!("{}, “{}”", source.title, source.section)
    }
}

/// The last line: what was found, where, and what is left to do.
fn closing_line(summary: &Summary, options: Options) -> String {
    let mut line = found(summary);
    if options.hide_notes && summary.notes > 0 {
        line.push_str(" (`--notes` shows notes)");
    }
    let more = [(summary.not_checked, "not checked"), (summary.skipped, "skipped")];
    for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
        line.push_str(&format!("; {} {what}", counted(count, "file")));
    }
    if summary.suppressed > 0 {
        line.push_str(&format!(
            "; {} silenced by directives",
            counted(summary.suppressed, "finding")
        ));
    }
    if summary.hidden > 0 {
        line.push_str(&format!("; {} hidden as not new", counted(summary.hidden, "finding")));
    }
    line.push('.');
    if summary.fixable > 0 {
        line.push_str(&format!(" {} can be fixed by `saywell fix`.", summary.fixable));
    }
    line
}

fn found(summary: &Summary) -> String {
    if summary.checked == 0 {
        return "No file was checked".to_owned();
    }
    let what = match (summary.errors + summary.warnings, summary.notes) {
        (0, 0) => return format!("No findings in {}", counted(summary.checked, "file")),
        (0, notes) => counted(notes, "note"),
        (_, 0) => graded(summary),
        (_, notes) => format!("{} and {}", graded(summary), counted(notes, "note")),
    };
    match summary.checked {
        1 => format!("{what} in 1 file"),
        checked => format!("{what} in {} of {checked} files", summary.with_findings),
    }
}

/// Findings without notes, such as "3 findings (1 error, 2 warnings)".
fn graded(summary: &Summary) -> String {
    let grades = [(summary.errors, "error"), (summary.warnings, "warning")];
    let grades: Vec<String> = grades
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    format!("{} ({})", counted(summary.errors + summary.warnings, "finding"), grades.join(", "))
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
