//! One line for each finding: `path:line:column: severity: message [rule]`, and the place where it has a name.

use crate::advice::severity_word;
use crate::writer::Render;
use crate::{FileReport, Outcome, visible};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::{Finding, Linted};
use std::io::{self, Write};

/// The style for editors and other programs that pick out lines.
pub(crate) struct Concise;

impl Render for Concise {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        match &file.outcome {
            Outcome::Checked { document, linted } => {
                write_findings(out, &line_start(&file.path), document, linted)
            }
            Outcome::NotChecked { error } => {
                out.write_all(not_checked(&file.path, error).as_bytes())
            }
            Outcome::Skipped { .. } => Ok(()),
        }
    }
}

fn write_findings(
    out: &mut dyn Write,
    path: &str,
    document: &Document,
    linted: &Linted,
) -> io::Result<()> {
    if linted.findings.is_empty() {
        return Ok(());
    }
    let lines = LineIndex::new(&document.text);
    let mut findings = linted.findings.iter();
    findings.try_for_each(|finding| write_finding(out, path, document, &lines, finding))
}

/// Writes the line of a finding in a file whose name is safe at the start of a line.
pub(crate) fn write_finding(
    out: &mut dyn Write,
    path: &str,
    document: &Document,
    lines: &LineIndex,
    finding: &Finding,
) -> io::Result<()> {
    let at = lines.position(&document.text, finding.span.start);
    // Programs that read these lines know this word.
    let severity = severity_word(finding.severity);
    let (message, rule) = (visible(&finding.message), visible(&finding.rule.id));
    write!(out, "{path}:{}:{}: {severity}: {message} [{rule}]", at.line, at.column)?;
    match document.place(finding.span.start) {
        Some(place) => writeln!(out, " ({})", visible(place)),
        None => writeln!(out),
    }
}

/// The line of a file that was not checked.
pub(crate) fn not_checked(path: &str, error: &str) -> String {
    format!("{}: error: not checked: {}\n", line_start(path), visible(error))
}

/// A name that is safe at the start of a line, where build servers take `::` for a command: the colon after the name
/// may be the second one.
pub(crate) fn line_start(path: &str) -> String {
    let path = visible(path);
    if path.trim_start().starts_with(':') { format!("./{path}") } else { path.into_owned() }
}
