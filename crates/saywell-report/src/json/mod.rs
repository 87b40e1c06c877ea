//! For programs: one JSON object, written as findings come, or one object a line. The contract is `docs/json.md`.

mod v1;

use crate::mark::JSON;
use crate::quiet::{Rows, value};
use crate::writer::Render;
use crate::{FileReport, Outcome, Summary};
use saywell_engine::document::LineIndex;
use serde::Serialize;
use std::io::{self, Write};

/// One object, with the rows of `files`, which stand after all findings.
#[derive(Default)]
pub(crate) struct Json {
    findings: Rows,
    files: Vec<v1::File>,
}

impl Render for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(JSON.as_bytes())
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        self.files.push(v1::File::new(file));
        each_finding(file, |finding| self.findings.row(out, finding))
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write!(out, "\n],\n\"files\": [")?;
        let mut rows = Rows::default();
        self.files.iter().try_for_each(|file| rows.row(out, file))?;
        write!(out, "\n],\n\"summary\": ")?;
        value(out, &v1::Summary::from(summary))?;
        writeln!(out, "\n}}")
    }
}

/// One object a line: a file's findings, then the file, and in the end the counts.
pub(crate) struct JsonLines;

/// A line of it.
#[derive(Serialize)]
struct Line<'a, T> {
    version: u32,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    record: &'a T,
}

impl Render for JsonLines {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        each_finding(file, |finding| line(out, "finding", finding))?;
        line(out, "file", &v1::File::new(file))
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        line(out, "summary", &v1::Summary::from(summary))
    }
}

fn line(out: &mut dyn Write, kind: &'static str, record: &impl Serialize) -> io::Result<()> {
    value(out, &Line { version: v1::VERSION, kind, record })?;
    writeln!(out)
}

fn each_finding(
    file: &FileReport<'_>,
    mut write: impl FnMut(&v1::Finding<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let Outcome::Checked { document, linted } = &file.outcome else { return Ok(()) };
    if linted.findings.is_empty() {
        return Ok(());
    }
    let lines = LineIndex::new(&document.text);
    linted
        .findings
        .iter()
        .try_for_each(|finding| write(&v1::Finding::new(&file.path, document, &lines, finding)))
}
