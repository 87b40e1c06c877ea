//! A page to read, print or mail: one file that needs nothing else, and in which text from documents is only text.
//!
//! A policy in its head lets a browser load nothing at all and run only the style and the script that stand in it, by
//! their hashes. The script filters; without it, everything is shown.

mod finding;
mod overview;

use crate::closing::counted;
use crate::mark::GENERATOR;
use crate::markup::Escaped;
use crate::writer::Render;
use crate::{FileReport, Options, Outcome, Summary};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use finding::Sources;
use overview::Overview;
use saywell_engine::document::{Document, LineIndex};
use saywell_engine::rules::Severity;
use saywell_engine::{Finding, Linted};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("filter.js");

/// The style. Its summary stands before the findings, which are kept until the end.
pub(crate) struct Html {
    options: Options,
    overview: Overview,
    sources: Sources,
    findings: String,
    shown: usize,
}

impl Html {
    /// The style, with notes or without.
    pub(crate) fn new(options: Options) -> Self {
        Self {
            options,
            overview: Overview::default(),
            sources: Sources::default(),
            findings: String::new(),
            shown: 0,
        }
    }

    fn checked(&mut self, path: &str, document: &Document, linted: &Linted) {
        let hide_notes = self.options.hide_notes;
        let shows = |finding: &&Finding| !hide_notes || finding.severity > Severity::Info;
        let findings: Vec<&Finding> = linted.findings.iter().filter(shows).collect();
        let number = self.overview.add(path, document, &findings);
        if findings.is_empty() {
            return;
        }
        let about = format!(
            "{}, {}",
            counted(document.words(), "word"),
            counted(findings.len(), "finding")
        );
        let heading = format!(
            "<section class=\"document\" id=\"document-{number}\" aria-labelledby=\"name-{number}\">\n\
             <h3 id=\"name-{number}\">{}</h3>\n<p class=\"about\">{about}</p>\n<ol>\n",
            Escaped(path)
        );
        self.findings.push_str(&heading);
        let lines = LineIndex::new(&document.text);
        let mut told = HashSet::new();
        for finding in findings {
            self.shown += 1;
            let rule = self.sources.number(finding);
            let card = finding::Card {
                number: self.shown,
                document: number,
                rule,
                first: told.insert(rule),
            };
            card.write(&mut self.findings, document, &lines, finding);
        }
        self.findings.push_str("</ol>\n</section>\n");
    }

    /// How much there is to read on the page.
    fn headline(&self, summary: &Summary) -> String {
        let checked = counted(summary.checked, "document");
        let findings = || counted(self.shown, "finding");
        match (summary.checked, self.shown) {
            (0, _) => "No document was checked".to_owned(),
            (_, 0) => format!("No findings in {checked}"),
            (1, _) => format!("{} in {checked}", findings()),
            _ => format!("{} in {} of {checked}", findings(), self.overview.with_findings()),
        }
    }

    fn body(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let headline = self.headline(summary);
        writeln!(out, "<a class=\"skip\" href=\"#findings\">Skip to the findings</a>")?;
        writeln!(out, "<header>\n<p class=\"brand\">saywell: a report on language</p>")?;
        writeln!(out, "<h1>{headline}</h1>\n{INTRODUCTION}\n</header>\n<main>")?;
        self.overview.write(out, summary, self.options)?;
        if self.shown > 0 {
            self.overview.write_filter(out, self.shown, self.options)?;
            writeln!(out, "<section id=\"findings\" aria-labelledby=\"findings-heading\">")?;
            writeln!(out, "<h2 id=\"findings-heading\">Findings</h2>")?;
            out.write_all(self.findings.as_bytes())?;
            writeln!(out, "</section>")?;
            self.sources.write(out)?;
        } else {
            writeln!(out, "<p id=\"findings\">There is nothing to show.</p>")?;
        }
        writeln!(out, "</main>\n<footer>\n<p>{FOOTER}</p>\n</footer>")
    }
}

const INTRODUCTION: &str = "<p class=\"lead\">Words that can hurt people who have been harmed, why they can, and what \
    to write instead. An <b>error</b> is wording that hardly anybody would defend, a <b>warning</b> is likely to \
    hurt, and a <b>note</b> depends on what you know about the people and the place. The report advises; you decide.</p>";

const FOOTER: &str = "Made on the writer’s own machine. This page loads nothing and sends nothing.";

impl Render for Html {
    fn file(&mut self, _out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        match &file.outcome {
            Outcome::Checked { document, linted } => self.checked(&file.path, document, linted),
            Outcome::NotChecked { error } => self.overview.not_checked(&file.path, error),
            Outcome::Skipped { reason } => self.overview.skipped(&file.path, reason),
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        // A browser reads every line end as a line feed, and hashes that.
        let (style, script) = (STYLE.replace('\r', ""), SCRIPT.replace('\r', ""));
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(&script)
        );
        writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "{GENERATOR}{}\">", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
        writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
        writeln!(out, "<title>{} – saywell</title>", self.headline(summary))?;
        writeln!(out, "<style>{style}</style>\n</head>\n<body>")?;
        self.body(out, summary)?;
        writeln!(out, "<script>{script}</script>\n</body>\n</html>")
    }
}

/// What stands for an inline style or script in a content security policy.
fn hash(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// Findings by severity: errors, warnings, notes.
type Counts = [usize; 3];

/// The place of a severity in [`Counts`].
fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

/// A category as a heading: `not-people` is “Not people”.
fn kind_words(category: &str) -> String {
    let words = category.replace(['-', '_'], " ");
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "Other".to_owned(),
    }
}

/// A number with a comma at every third digit.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
