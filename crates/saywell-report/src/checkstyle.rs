//! Checkstyle's XML, which Jenkins, reviewdog and many other tools read. Columns count characters.

use crate::advice::in_one_line;
use crate::excerpt::with_excerpt;
use crate::markup::Escaped;
use crate::path::slashed;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use std::io::{self, Write};

/// The style: one `file` for each file that was checked or should have been.
pub(crate) struct Checkstyle {
    options: Options,
}

impl Checkstyle {
    /// The style, with excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options }
    }

    fn findings(
        &self,
        out: &mut dyn Write,
        document: &Document,
        linted: &Linted,
    ) -> io::Result<()> {
        if linted.findings.is_empty() {
            return Ok(());
        }
        let lines = LineIndex::new(&document.text);
        linted.findings.iter().try_for_each(|finding| {
            let place = lines.position(&document.text, finding.span.start);
            let message =
                with_excerpt(in_one_line(finding), &document.text, finding, self.options.excerpts);
            row(
                out,
                place.line,
                Some(place.column),
                finding_severity(finding),
                &message,
                &finding.rule.id,
            )
        })
    }
}

impl Render for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<checkstyle version=\"4.3\">")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        if matches!(file.outcome, Outcome::Skipped { .. }) {
            return Ok(());
        }
        writeln!(out, "<file name=\"{}\">", Escaped(&slashed(&file.path)))?;
        match &file.outcome {
            Outcome::Checked { document, linted } => self.findings(out, document, linted)?,
            Outcome::NotChecked { error } => {
                let message = format!("Not checked: {error}");
                row(out, 1, None, "error", &message, "saywell/not-checked")?;
            }
            Outcome::Skipped { .. } => {}
        }
        writeln!(out, "</file>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}

fn row(
    out: &mut dyn Write,
    line: usize,
    column: Option<usize>,
    severity: &str,
    message: &str,
    rule: &str,
) -> io::Result<()> {
    write!(out, "<error line=\"{line}\"")?;
    if let Some(column) = column {
        write!(out, " column=\"{column}\"")?;
    }
    let (message, rule) = (Escaped(message), Escaped(rule));
    writeln!(out, " severity=\"{severity}\" message=\"{message}\" source=\"{rule}\"/>")
}

fn finding_severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
