//! What stands before the findings: the counts, the documents, what could not be read, and the filter.

use super::{Counts, grouped, kind_words, rank};
use crate::closing::counted;
use crate::markup::Escaped;
use crate::{Options, Summary};
use saywell_engine::Finding;
use saywell_engine::document::Document;
use std::collections::BTreeMap;
use std::io::{self, Write};

const SEVERITIES: [&str; 3] = ["Errors", "Warnings", "Notes"];

/// How many of the severities are shown, from the first.
fn shown(options: Options) -> usize {
    if options.hide_notes { 2 } else { 3 }
}

/// What is known of the documents so far.
#[derive(Default)]
pub(super) struct Overview {
    documents: Vec<Row>,
    kinds: BTreeMap<String, Counts>,
    words: usize,
    unread: Vec<(String, String)>,
    not_checked: Vec<(String, String)>,
    skipped: Vec<(String, String)>,
}

/// A document with findings.
struct Row {
    number: usize,
    path: String,
    words: usize,
    counts: Counts,
}

impl Overview {
    /// Adds a document; gives its number on the page, from 1.
    pub(super) fn add(&mut self, path: &str, document: &Document, findings: &[&Finding]) -> usize {
        let words = document.words();
        self.words += words;
        for unread in &document.unread {
            self.unread.push((path.to_owned(), unread.clone()));
        }
        let number = self.documents.len() + 1;
        if findings.is_empty() {
            return number;
        }
        let mut counts = Counts::default();
        for finding in findings {
            let rank = rank(finding.severity);
            counts[rank] += 1;
            self.kinds.entry(kind_words(&finding.rule.category)).or_default()[rank] += 1;
        }
        self.documents.push(Row { number, path: path.to_owned(), words, counts });
        number
    }

    /// Adds a file that could not be checked.
    pub(super) fn not_checked(&mut self, path: &str, error: &str) {
        self.not_checked.push((path.to_owned(), error.to_owned()));
    }

    /// Adds a file that was left out on purpose.
    pub(super) fn skipped(&mut self, path: &str, reason: &str) {
        self.skipped.push((path.to_owned(), reason.to_owned()));
    }

    /// Writes the summary.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        summary: &Summary,
        options: Options,
    ) -> io::Result<()> {
        writeln!(out, "<section class=\"summary\" aria-labelledby=\"summary-heading\">")?;
        writeln!(out, "<h2 id=\"summary-heading\">Summary</h2>\n<dl class=\"numbers\">")?;
        let severities = [summary.errors, summary.warnings, summary.notes];
        let numbers = [("Documents checked", summary.checked), ("Words read", self.words)];
        for (name, number) in numbers.into_iter().chain(SEVERITIES.into_iter().zip(severities)) {
            writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", grouped(number))?;
        }
        writeln!(out, "</dl>")?;
        for remark in remarks(summary, options) {
            writeln!(out, "<p>{remark}</p>")?;
        }
        list(out, "Not checked", &self.not_checked)?;
        list(out, "Parts that were not read", &self.unread)?;
        list(out, "Left out on purpose", &self.skipped)?;
        if !self.documents.is_empty() {
            self.write_documents(out, shown(options))?;
            self.write_kinds(out, shown(options))?;
        }
        writeln!(out, "</section>")
    }

    fn write_documents(&self, out: &mut dyn Write, severities: usize) -> io::Result<()> {
        let columns = ["Document", "Words"].iter().chain(&SEVERITIES[..severities]);
        open_table(out, "Documents with findings", columns)?;
        for Row { number, path, words, counts } in &self.documents {
            let path = Escaped(path);
            write!(out, "<tr><th scope=\"row\"><a href=\"#document-{number}\">{path}</a></th>")?;
            write!(out, "<td>{}</td>", grouped(*words))?;
            close_row(out, &counts[..severities])?;
        }
        writeln!(out, "</tbody>\n</table>\n</div>")
    }

    fn write_kinds(&self, out: &mut dyn Write, severities: usize) -> io::Result<()> {
        let columns = ["Kind"].iter().chain(&SEVERITIES[..severities]);
        open_table(out, "Findings by kind", columns)?;
        for (kind, counts) in &self.kinds {
            write!(out, "<tr><th scope=\"row\">{}</th>", Escaped(kind))?;
            close_row(out, &counts[..severities])?;
        }
        writeln!(out, "</tbody>\n</table>\n</div>")
    }

    /// Writes the controls that the script makes work, hidden until it runs, and how many findings are shown.
    pub(super) fn write_filter(
        &self,
        out: &mut dyn Write,
        findings: usize,
        options: Options,
    ) -> io::Result<()> {
        writeln!(out, "<form id=\"filter\" aria-label=\"Filter findings\" hidden>")?;
        let documents =
            self.documents.iter().map(|row| (row.number.to_string(), row.path.as_str()));
        choice(out, "document", "Document", "All documents", documents)?;
        let kinds = self.kinds.keys().map(|kind| (kind.clone(), kind.as_str()));
        choice(out, "kind", "Kind", "All kinds", kinds)?;
        writeln!(out, "<fieldset>\n<legend>Severity</legend>")?;
        let severities = ["error", "warning", "note"].into_iter().zip(SEVERITIES);
        for (value, name) in severities.take(shown(options)) {
            writeln!(
                out,
                "<label><input type=\"checkbox\" name=\"severity\" value=\"{value}\" checked> {name}</label>"
            )?;
        }
        writeln!(out, "</fieldset>\n<button type=\"reset\">Show all</button>\n</form>")?;
        let all = match findings {
            1 => "1 finding is".to_owned(),
            _ => format!("All {findings} findings are"),
        };
        writeln!(out, "<p id=\"shown\" role=\"status\" data-all=\"{findings}\">{all} shown.</p>")
    }

    /// How many documents have findings that are shown.
    pub(super) fn with_findings(&self) -> usize {
        self.documents.len()
    }
}

fn remarks(summary: &Summary, options: Options) -> Vec<String> {
    let mut remarks = Vec::new();
    if options.hide_notes && summary.notes > 0 {
        let verb = if summary.notes == 1 { "is" } else { "are" };
        remarks.push(format!(
            "{} {verb} counted and not shown (<code>--notes</code> shows notes).",
            counted(summary.notes, "note")
        ));
    }
    if summary.suppressed > 0 {
        let verb = if summary.suppressed == 1 { "was" } else { "were" };
        remarks.push(format!(
            "{} {verb} silenced by directives in the documents.",
            counted(summary.suppressed, "further finding")
        ));
    }
    if summary.hidden > 0 {
        let verb = if summary.hidden == 1 { "is" } else { "are" };
        remarks.push(format!(
            "{} {verb} hidden, since only new ones were asked for.",
            counted(summary.hidden, "further finding")
        ));
    }
    remarks
}

fn list(out: &mut dyn Write, heading: &str, rows: &[(String, String)]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>{heading}</h3>\n<ul>")?;
    for (path, why) in rows {
        writeln!(out, "<li><b>{}</b>: {}</li>", Escaped(path), Escaped(why))?;
    }
    writeln!(out, "</ul>")
}

fn open_table<'a>(
    out: &mut dyn Write,
    caption: &str,
    columns: impl Iterator<Item = &'a &'a str>,
) -> io::Result<()> {
    writeln!(out, "<div class=\"table\" role=\"group\" aria-label=\"{caption}\" tabindex=\"0\">")?;
    writeln!(out, "<table>\n<caption>{caption}</caption>\n<thead><tr>")?;
    for name in columns {
        write!(out, "<th scope=\"col\">{name}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")
}

fn close_row(out: &mut dyn Write, counts: &[usize]) -> io::Result<()> {
    for count in counts {
        match count {
            0 => write!(out, "<td class=\"none\">0</td>")?,
            _ => write!(out, "<td>{}</td>", grouped(*count))?,
        }
    }
    writeln!(out, "</tr>")
}

fn choice<'a>(
    out: &mut dyn Write,
    name: &str,
    label: &str,
    all: &str,
    options: impl Iterator<Item = (String, &'a str)>,
) -> io::Result<()> {
    writeln!(out, "<label>{label} <select name=\"{name}\">\n<option value=\"\">{all}</option>")?;
    for (value, words) in options {
        writeln!(out, "<option value=\"{}\">{}</option>", Escaped(&value), Escaped(words))?;
    }
    writeln!(out, "</select></label>")
}
