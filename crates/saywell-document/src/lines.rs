//! Lines and columns, computed at the edge: inside, everything is bytes.

use std::ops::Range;
use std::sync::OnceLock;

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnUnit {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16, of which a character above U+FFFF takes two.
    Utf16,
    /// Characters.
    Utf32,
}

/// Bytes between two places where the units before them are known. Counting within is fast, so this need not be small.
const STEP: usize = 4096;

const BOM: char = '\u{FEFF}';

/// Where the lines of a text are. Built once for a text; every method wants that same text again.
///
/// CRLF, LF and CR alone end a line. A byte order mark at the start takes no column. Finding a place costs a search
/// among the lines and counting a few thousand bytes at most, however long the line is.
///
/// ```
/// use saywell_document::{ColumnUnit, LineIndex};
///
/// let text = "one\r\ntwo";
/// let index = LineIndex::new(text);
/// let position = index.position(text, 6);
/// assert_eq!((position.line, position.column), (2, 2));
/// assert_eq!(index.offset(text, 2, 1, ColumnUnit::Utf16), 6);
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// First byte of each line.
    starts: Vec<usize>,
    /// What stands before each multiple of `STEP` bytes: counted when first asked for, since where lines are short none is.
    counts: OnceLock<Vec<Count>>,
    /// Where the last line ends.
    len: usize,
    /// Bytes of the byte order mark at the start.
    bom: usize,
}

/// Units in a stretch of text. A character counts where its first byte stands.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: usize,
    /// Characters above U+FFFF.
    astral: usize,
}

impl LineIndex {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
            .map(|at| at + 1);
        let bom = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        Self {
            starts: std::iter::once(0).chain(ends).collect(),
            counts: OnceLock::new(),
            len: text.len(),
            bom,
        }
    }

    /// How many lines there are. A text that ends with a line end has an empty line after it.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 1, and the column in characters, from 1, of the byte at `offset`. Beyond the text: its end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        Position {
            line: self.line(offset),
            column: self.column(text, offset, ColumnUnit::Utf32) + 1,
        }
    }

    /// The line, from 1, of the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// The bytes of a line, counted from 1, with its line end. Empty, at the text's end, if there is no such line.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = line
            .checked_sub(1)
            .and_then(|index| self.starts.get(index))
            .copied()
            .unwrap_or(self.len);
        let end = self.starts.get(line).copied().unwrap_or(self.len);
        start..end.max(start)
    }

    /// How many units of UTF-16 stand before `offset` on its line, as the language server protocol counts: from 0.
    #[must_use]
    pub fn utf16_column(&self, text: &str, offset: usize) -> usize {
        self.column(text, offset, ColumnUnit::Utf16)
    }

    /// How many units stand before `offset` on its line: a column from 0.
    #[must_use]
    pub fn column(&self, text: &str, offset: usize, unit: ColumnUnit) -> usize {
        let end = floor(text, offset.min(self.len));
        let start = self.content_start(self.line(end)).min(end);
        if unit == ColumnUnit::Utf8 {
            return end - start;
        }
        if end - start <= STEP {
            return count(&text.as_bytes()[start..end]).units(unit);
        }
        self.before(text, end).units(unit) - self.before(text, start).units(unit)
    }

    /// The byte at a place: a line, from 1, and a column in `unit`, from 0.
    ///
    /// A column beyond the line is the line's end, before its line end; one inside a character is the character's
    /// start; a line beyond the text is the text's end.
    #[must_use]
    pub fn offset(&self, text: &str, line: usize, column: usize, unit: ColumnUnit) -> usize {
        let line = line.max(1);
        if line > self.line_count() {
            return self.len;
        }
        let start = floor(text, self.content_start(line));
        let content = text.get(start..self.line_range(line).end).unwrap_or_default();
        let end = start + content.trim_end_matches(['\r', '\n']).len();
        if unit == ColumnUnit::Utf8 {
            return floor(text, start.saturating_add(column).min(end));
        }
        let wanted = self.before(text, start).units(unit).saturating_add(column);
        let counts = self.counts(text);
        let step = counts.partition_point(|count| count.units(unit) <= wanted).saturating_sub(1);
        let from = ceil(text, step * STEP).clamp(start, end);
        let mut units = self.before(text, from).units(unit);
        for (at, c) in text[from..end].char_indices() {
            units += if unit == ColumnUnit::Utf16 { c.len_utf16() } else { 1 };
            if units > wanted {
                return from + at;
            }
        }
        end
    }

    /// Where a line's first column is.
    fn content_start(&self, line: usize) -> usize {
        let start = self.line_range(line).start;
        if start == 0 { self.bom } else { start }
    }

    fn counts(&self, text: &str) -> &[Count] {
        self.counts.get_or_init(|| counts(text.as_bytes()))
    }

    /// The units before `offset`.
    fn before(&self, text: &str, offset: usize) -> Count {
        let step = offset / STEP;
        let before = self.counts(text).get(step).copied().unwrap_or_default();
        before.plus(count(&text.as_bytes()[step * STEP..offset]))
    }
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self { chars: self.chars + other.chars, astral: self.astral + other.astral }
    }

    fn units(self, unit: ColumnUnit) -> usize {
        if unit == ColumnUnit::Utf16 { self.chars + self.astral } else { self.chars }
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The nearest character boundary at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn counts(bytes: &[u8]) -> Vec<Count> {
    let sums = bytes.chunks(STEP).scan(Count::default(), |sum, chunk| {
        *sum = sum.plus(count(chunk));
        Some(*sum)
    });
    std::iter::once(Count::default()).chain(sums).collect()
}

fn count(bytes: &[u8]) -> Count {
    // All bytes but 0b10xx_xxxx begin a character; those from 0xF0 on begin one above U+FFFF.
    Count {
        chars: count_if(bytes, |byte| byte & 0xC0 != 0x80),
        astral: count_if(bytes, |byte| byte >= 0xF0),
    }
}

/// How many bytes are such; counted in bytes as long as they cannot overflow, so that vector instructions can do it.
fn count_if(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(128)
        .map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(is(byte))).sum::<u8>()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place as line and column in characters, and the columns from 0 in UTF-8 and UTF-16.
    #[track_caller]
    fn check(text: &str, offset: usize, position: (usize, usize), utf8: usize, utf16: usize) {
        let index = LineIndex::new(text);
        let found = index.position(text, offset);
        assert_eq!((found.line, found.column), position);
        assert_eq!(index.column(text, offset, ColumnUnit::Utf8), utf8);
        assert_eq!(index.utf16_column(text, offset), utf16);
    }

    #[test]
    fn finds_places() {
        check("", 0, (1, 1), 0, 0);
        check("ab\ncd", 1, (1, 2), 1, 1);
        check("ab\ncd", 2, (1, 3), 2, 2);
        check("ab\ncd", 3, (2, 1), 0, 0);
        check("ab\ncd", 99, (2, 3), 2, 2);
        check("a\r\nb\rc\n\nd", 3, (2, 1), 0, 0);
        check("a\r\nb\rc\n\nd", 5, (3, 1), 0, 0);
        check("a\r\nb\rc\n\nd", 8, (5, 1), 0, 0);
        check("“é👩x", 9, (1, 4), 9, 4);
        check("“é👩x", 1, (1, 1), 0, 0);
        check("\u{FEFF}ab", 0, (1, 1), 0, 0);
        check("\u{FEFF}ab", 3, (1, 1), 0, 0);
        check("\u{FEFF}ab\n\u{FEFF}c", 4, (1, 2), 1, 1);
        check("\u{FEFF}ab\n\u{FEFF}c", 9, (2, 2), 3, 1);
    }

    #[test]
    fn finds_lines() {
        let index = LineIndex::new("a\r\nb\rc\n");
        let lines = [0, 1, 2, 3, 4, 5].map(|line| index.line_range(line));
        assert_eq!(lines, [7..7, 0..3, 3..5, 5..7, 7..7, 7..7]);
        assert_eq!(index.line_count(), 4);
    }

    #[test]
    fn clamps_columns() {
        let text = "“é👩\r\nb";
        let index = LineIndex::new(text);
        let offset = |line, column, unit| index.offset(text, line, column, unit);
        assert_eq!(
            [0, 1, 2, 3, 4, 9].map(|column| offset(1, column, ColumnUnit::Utf16)),
            [0, 3, 5, 5, 9, 9]
        );
        assert_eq!([1, 3, 4, 9].map(|column| offset(1, column, ColumnUnit::Utf8)), [0, 3, 3, 9]);
        assert_eq!([1, 2, 3].map(|column| offset(1, column, ColumnUnit::Utf32)), [3, 5, 9]);
        assert_eq!(
            [(0, 1), (2, 0), (2, 5), (3, 0)].map(|(line, column)| offset(
                line,
                column,
                ColumnUnit::Utf16
            )),
            [3, 11, 12, 12]
        );
    }

    #[test]
    fn comes_back_in_long_lines() {
        let line = "naïve “prose” 👩 and ascii ".repeat(800);
        let text = format!("\u{FEFF}first\r\n{line}\n{line}");
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().skip(1).step_by(97) {
            let line = index.line(at);
            let start = index.content_start(line);
            let before = &text[start.min(at)..at];
            if before.ends_with('\r') {
                continue;
            }
            assert_eq!(
                index.position(&text, at),
                Position { line, column: before.chars().count() + 1 }
            );
            assert_eq!(index.utf16_column(&text, at), before.encode_utf16().count());
            for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Utf32] {
                assert_eq!(index.offset(&text, line, index.column(&text, at, unit), unit), at);
            }
        }
    }
}
