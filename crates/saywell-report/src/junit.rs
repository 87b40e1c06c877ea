//! `JUnit`'s XML, as test reports of build servers show it: the part that Jenkins' strict schema (`junit-10.xsd`) and
//! GitLab both read.
//!
//! A file is a suite and a finding a failed case; a note is a skipped one, since it fails nothing. A file without
//! findings is one case that passed, and a file that was not checked is a case with an error.

use crate::advice::in_one_line;
use crate::excerpt::with_excerpt;
use crate::locus;
use crate::markup::Escaped;
use crate::path::slashed;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary};
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use std::io::{self, Write};

/// The style.
pub(crate) struct Junit {
    options: Options,
}

impl Junit {
    /// The style, with excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options }
    }

    fn suite(
        &self,
        out: &mut dyn Write,
        path: &str,
        document: &Document,
        linted: &Linted,
    ) -> io::Result<()> {
        let notes = count(linted, |severity| severity == Severity::Info);
        let failures = linted.findings.len() - notes;
        open_suite(out, path, linted.findings.len().max(1), failures, 0, notes)?;
        if linted.findings.is_empty() {
            open_case(out, path, "no findings")?;
            writeln!(out, "</testcase>")?;
        } else {
            let lines = LineIndex::new(&document.text);
            for finding in &linted.findings {
                self.case(out, path, document, &lines, finding)?;
            }
        }
        if !document.unread.is_empty() {
            let unread = document.unread.join("; ");
            writeln!(out, "<system-out>Not read: {}</system-out>", Escaped(&unread))?;
        }
        writeln!(out, "</testsuite>")
    }

    fn case(
        &self,
        out: &mut dyn Write,
        path: &str,
        document: &Document,
        lines: &LineIndex,
        finding: &Finding,
    ) -> io::Result<()> {
        let text = &document.text;
        let position = lines.position(text, finding.span.start);
        let place = locus::in_words(document, lines, finding.span.start);
        open_case(
            out,
            path,
            &format!("{} at {place}, column {}", finding.rule.id, position.column),
        )?;
        let message = Escaped(&finding.message);
        let body = with_excerpt(in_one_line(finding), text, finding, self.options.excerpts);
        let body = format!("{path}:{}:{}: {body}", position.line, position.column);
        let (element, kind) = match finding.severity {
            Severity::Error => ("failure", "error"),
            Severity::Warning => ("failure", "warning"),
            Severity::Info => ("skipped", "note"),
        };
        let body = Escaped(&body);
        write!(out, "<{element} type=\"{kind}\" message=\"{message}\">{body}</{element}>")?;
        writeln!(out, "</testcase>")
    }
}

impl Render for Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites name=\"saywell\">")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } => self.suite(out, &path, document, linted),
            Outcome::NotChecked { error } => {
                open_suite(out, &path, 1, 0, 1, 0)?;
                open_case(out, &path, "checked")?;
                let error = Escaped(error);
                write!(
                    out,
                    "<error type=\"not checked\" message=\"{error}\">Not checked: {error}</error>"
                )?;
                writeln!(out, "</testcase>\n</testsuite>")
            }
            Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}

fn open_suite(
    out: &mut dyn Write,
    path: &str,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
) -> io::Result<()> {
    let name = Escaped(path);
    writeln!(
        out,
        "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">"
    )
}

fn open_case(out: &mut dyn Write, path: &str, name: &str) -> io::Result<()> {
    write!(out, "<testcase classname=\"{}\" name=\"{}\">", Escaped(path), Escaped(name))
}

fn count(linted: &Linted, is: impl Fn(Severity) -> bool) -> usize {
    linted.findings.iter().filter(|finding| is(finding.severity)).count()
}
