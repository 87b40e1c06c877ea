//! The one crossing between bytes and an editor's positions.

use saywell_engine::document::{ColumnUnit, LineIndex, Span};
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range};

const BOM: char = '\u{FEFF}';

/// A text with its lines, and what the client counts columns in.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    unit: ColumnUnit,
    sent: bool,
}

impl<'a> Places<'a> {
    /// Places in a text that a client sent; `lines` is its index.
    pub(crate) fn new(text: &'a str, lines: &'a LineIndex, unit: ColumnUnit) -> Self {
        Self { text, lines, unit, sent: true }
    }

    /// Places in a text from a file, of which an editor would not show the byte order mark.
    pub(crate) fn in_file(text: &'a str, lines: &'a LineIndex, unit: ColumnUnit) -> Self {
        Self { text, lines, unit, sent: false }
    }

    /// The position of a byte.
    pub(crate) fn position(self, offset: usize) -> Position {
        let line = self.lines.line(offset) - 1;
        let mark = if offset == 0 { 0 } else { self.mark_in(line) };
        let column = self.lines.column(self.text, offset, self.unit) + mark;
        Position { line: number(line), character: number(column) }
    }

    /// The range of a span.
    pub(crate) fn range(self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte at a position. Beyond a line it is the line's end; beyond the text, the text's.
    pub(crate) fn offset(self, position: Position) -> usize {
        let (line, column) = (position.line as usize, position.character as usize);
        let mark = self.mark_in(line);
        if column < mark {
            return 0;
        }
        self.lines.offset(self.text, line + 1, column - mark, self.unit)
    }

    /// The span of a range; one that ends before it starts is turned round.
    pub(crate) fn span(self, range: Range) -> Span {
        let (one, other) = (self.offset(range.start), self.offset(range.end));
        Span { start: one.min(other), end: one.max(other) }
    }

    /// The columns of a byte order mark: the index gives it none, since files have it and texts do not. A client that
    /// sends one counts it.
    fn mark_in(self, line: usize) -> usize {
        match self.unit {
            _ if line > 0 || !self.sent || !self.text.starts_with(BOM) => 0,
            ColumnUnit::Utf8 => BOM.len_utf8(),
            ColumnUnit::Utf16 | ColumnUnit::Utf32 => 1,
        }
    }
}

/// The first encoding of positions in the client's list, which is in its order of preference, that is known; UTF-16
/// where there is no list.
pub(crate) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> ColumnUnit {
    let known = |kind: &PositionEncodingKind| unit_named(kind.as_str());
    offered.unwrap_or_default().iter().find_map(known).unwrap_or(ColumnUnit::Utf16)
}

/// The unit that the protocol calls so.
pub(crate) fn unit_named(name: &str) -> Option<ColumnUnit> {
    match name {
        "utf-8" => Some(ColumnUnit::Utf8),
        "utf-16" => Some(ColumnUnit::Utf16),
        "utf-32" => Some(ColumnUnit::Utf32),
        _ => None,
    }
}

/// The protocol's name of a unit.
pub(crate) fn encoding_kind(unit: ColumnUnit) -> PositionEncodingKind {
    match unit {
        ColumnUnit::Utf8 => PositionEncodingKind::UTF8,
        ColumnUnit::Utf16 => PositionEncodingKind::UTF16,
        ColumnUnit::Utf32 => PositionEncodingKind::UTF32,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
