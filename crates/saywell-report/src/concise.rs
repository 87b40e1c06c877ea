//! One line for each finding: `path:line:column: severity: message [rule]`.

use crate::writer::Render;
use crate::{FileReport, Outcome, visible};
use saywell_engine::document::LineIndex;
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use std::io::{self, Write};

/// The style for editors and other programs that pick out lines.
pub(crate) struct Concise;

impl Render for Concise {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = line_start(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } => {
                write_findings(out, &path, &document.text, linted)
            }
            Outcome::NotChecked { error } => {
                writeln!(out, "{path}: error: not checked: {}", visible(error))
            }
            Outcome::Skipped { .. } => Ok(()),
        }
    }
}

fn write_findings(out: &mut dyn Write, path: &str, text: &str, linted: &Linted) -> io::Result<()> {
    if linted.findings.is_empty() {
        return Ok(());
    }
    let lines = LineIndex::new(text);
    linted.findings.iter().try_for_each(|finding| write_finding(out, path, text, &lines, finding))
}

fn write_finding(
    out: &mut dyn Write,
    path: &str,
    text: &str,
    lines: &LineIndex,
    finding: &Finding,
) -> io::Result<()> {
    let place = lines.position(text, finding.span.start);
    let severity = severity_word(finding.severity);
    let (message, rule) = (visible(&finding.message), visible(&finding.rule.id));
    writeln!(out, "{path}:{}:{}: {severity}: {message} [{rule}]", place.line, place.column)
}

/// The word that compilers use, and that programs reading their lines know.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A name that is safe at the start of a line, where build servers take `::` for a command: the colon after the name
/// may be the second one.
fn line_start(path: &str) -> String {
    let path = visible(path);
    if path.trim_start().starts_with(':') { format!("./{path}") } else { path.into_owned() }
}
