//! Where a finding stands, as other formats count.

use saywell_engine::document::{ColumnUnit, LineIndex, Span};

/// A stretch of a text in lines and columns, both from 1; the end is the place after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// The line of the first character.
    pub(crate) start_line: usize,
    /// The column of the first character.
    pub(crate) start_column: usize,
    /// The line of the end.
    pub(crate) end_line: usize,
    /// The column of the end.
    pub(crate) end_column: usize,
}

impl Region {
    /// The region of a span, its columns in `unit`.
    pub(crate) fn new(text: &str, lines: &LineIndex, span: Span, unit: ColumnUnit) -> Self {
        let column = |at| lines.column(text, at, unit) + 1;
        Self {
            start_line: lines.line(span.start.min(text.len())),
            start_column: column(span.start),
            end_line: lines.line(span.end.min(text.len())),
            end_column: column(span.end),
        }
    }
}
