//! GitLab's code quality report: an array of issues, of which a merge request shows those that are new in it.

use crate::advice::in_one_line;
use crate::excerpt::with_excerpt;
use crate::fingerprint::Fingerprints;
use crate::path::slashed;
use crate::quiet::Rows;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary, visible};
use saywell_engine::Finding;
use saywell_engine::document::LineIndex;
use saywell_engine::rules::Severity;
use serde::Serialize;
use std::io::{self, Write};

/// The style.
pub(crate) struct Gitlab {
    options: Options,
    rows: Rows,
}

/// What `codeclimate.json`, GitLab's schema, calls an issue.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Gitlab {
    /// The style, with excerpts or without.
    pub(crate) fn new(options: Options) -> Self {
        Self { options, rows: Rows::default() }
    }

    fn issue<'a>(
        &self,
        path: &'a str,
        text: &str,
        lines: &LineIndex,
        finding: &'a Finding,
        fingerprint: &str,
    ) -> Issue<'a> {
        let message = with_excerpt(in_one_line(finding), text, finding, self.options.excerpts);
        let lines =
            Lines { begin: lines.line(finding.span.start), end: lines.line(finding.span.end) };
        Issue {
            // The page shows no rule names.
            description: visible(&format!("{}: {message}", finding.rule.id)).into_owned(),
            check_name: &finding.rule.id,
            // Issues of different files with the same fingerprint would count as one.
            fingerprint: format!("{path}:{fingerprint}"),
            severity: severity(finding.severity),
            location: Location { path, lines },
        }
    }
}

impl Render for Gitlab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        let path = slashed(&file.path);
        match &file.outcome {
            Outcome::Checked { document, linted } if !linted.findings.is_empty() => {
                let lines = LineIndex::new(&document.text);
                let mut fingerprints = Fingerprints::default();
                linted.findings.iter().try_for_each(|finding| {
                    let fingerprint = fingerprints.next(&document.text, finding);
                    let issue = self.issue(&path, &document.text, &lines, finding, &fingerprint);
                    self.rows.row(out, &issue)
                })
            }
            Outcome::NotChecked { error } => self.rows.row(out, &not_checked(&path, error)),
            Outcome::Checked { .. } | Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "\n]")
    }
}

fn not_checked<'a>(path: &'a str, error: &str) -> Issue<'a> {
    Issue {
        description: visible(&format!("Not checked: {error}")).into_owned(),
        check_name: "saywell/not-checked",
        fingerprint: format!("{path}:not-checked"),
        severity: "blocker",
        location: Location { path, lines: Lines { begin: 1, end: 1 } },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
