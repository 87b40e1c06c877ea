//! JSON that is safe to show, written piece by piece.

use crate::visible::{is_hidden, is_log_command};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// An array whose values are written one on a line, as they come.
#[derive(Default)]
pub(crate) struct Rows {
    any: bool,
}

impl Rows {
    /// Writes the next value, with what parts it from the one before.
    pub(crate) fn row(&mut self, out: &mut dyn Write, item: &impl Serialize) -> io::Result<()> {
        out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        value(out, item)
    }
}

/// Writes a value on one line.
pub(crate) fn value(out: &mut dyn Write, item: &impl Serialize) -> io::Result<()> {
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
