//! For programs: one JSON object, written as findings come. The contract is `docs/json.md`.

mod v1;

use crate::visible::{is_hidden, is_log_command};
use crate::writer::Render;
use crate::{FileReport, Outcome, Summary};
use saywell_engine::Linted;
use saywell_engine::document::{Document, LineIndex};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// The style, with the rows of `files`, which stand after all findings.
#[derive(Default)]
pub(crate) struct Json {
    files: Vec<v1::File>,
    findings: usize,
}

impl Json {
    fn findings(
        &mut self,
        out: &mut dyn Write,
        path: &str,
        document: &Document,
        linted: &Linted,
    ) -> io::Result<()> {
        if linted.findings.is_empty() {
            return Ok(());
        }
        let lines = LineIndex::new(&document.text);
        for finding in &linted.findings {
            row(out, self.findings == 0, &v1::Finding::new(path, document, &lines, finding))?;
            self.findings += 1;
        }
        Ok(())
    }
}

impl Render for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\n\"version\": {},\n\"findings\": [", v1::VERSION)
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport<'_>) -> io::Result<()> {
        self.files.push(v1::File::new(file));
        match &file.outcome {
            Outcome::Checked { document, linted } => {
                self.findings(out, &file.path, document, linted)
            }
            Outcome::NotChecked { .. } | Outcome::Skipped { .. } => Ok(()),
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write!(out, "\n],\n\"files\": [")?;
        for (index, file) in self.files.iter().enumerate() {
            row(out, index == 0, file)?;
        }
        write!(out, "\n],\n\"summary\": ")?;
        value(out, &v1::Summary::from(summary))?;
        writeln!(out, "\n}}")
    }
}

/// Writes a value of an array on a line of its own.
fn row(out: &mut dyn Write, first: bool, item: &impl Serialize) -> io::Result<()> {
    out.write_all(if first { b"\n" } else { b",\n" })?;
    value(out, item)
}

fn value(out: &mut dyn Write, item: &impl Serialize) -> io::Result<()> {
    item.serialize(&mut Serializer::with_formatter(out, Quiet)).map_err(io::Error::from)
}

/// Compact JSON that is safe to show: what would act on a terminal or a build log is written as `\uXXXX`, which means
/// the same to a program.
struct Quiet;

impl Formatter for Quiet {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        for (at, character) in fragment.char_indices() {
            let acts = character == '\x7F'
                || is_hidden(character)
                || character == '#' && is_log_command(fragment, at);
            if acts {
                out.write_all(&fragment.as_bytes()[written..at])?;
                // All of these stand below U+10000: one unit each.
                write!(out, "\\u{:04x}", u32::from(character))?;
                written = at + character.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}
