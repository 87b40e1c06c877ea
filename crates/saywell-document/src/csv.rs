//! Reads CSV and its relatives: the cells that look like prose. What separates columns is told from the first line.

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::excerpt::Excerpt;
use crate::{BlockKind, Selection, Span, data};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::ops::Range;

/// What may separate columns, the likeliest first.
const DELIMITERS: &[u8] = b",\t;|";

/// How much of the text is looked at to find what separates columns, in bytes.
const FIRST: usize = 4096;

/// A column's name is no longer than this, in characters.
const LONGEST_NAME: usize = 40;

/// The prose of a table.
pub(crate) fn read(text: &str, selection: &Selection) -> Prose {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut table = Table {
        blocks: Blocks::new(text),
        selection,
        names: Vec::new(),
        chosen: Vec::new(),
        row: 1,
        column: 0,
    };
    let mut reader = ReaderBuilder::new().delimiter(delimiter(&text[start..])).build();
    let mut at = start;
    while let Some((field, ends_row)) = next_field(&mut reader, text, &mut at) {
        table.cell(field);
        table.column += 1;
        if ends_row {
            table.row += 1;
            table.column = 0;
        }
    }
    let none = !table.chosen.is_empty() && !table.chosen.contains(&Some(true));
    let mut prose = table.blocks.finish();
    if none && !selection.columns.is_empty() {
        data::tell_if_none_chosen(&mut prose, "columns");
    }
    prose
}

/// The delimiter that is most frequent in the first line.
fn delimiter(text: &str) -> u8 {
    let window = &text.as_bytes()[..text.len().min(FIRST)];
    let line = &window[..memchr::memchr2(b'\n', b'\r', window).unwrap_or(window.len())];
    let count = |delimiter: u8| line.iter().filter(|&&byte| byte == delimiter).count();
    // Of those as frequent as each other, the first.
    DELIMITERS.iter().copied().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// The next field, without what stands around it, and whether its row ends with it.
fn next_field(reader: &mut Reader, text: &str, at: &mut usize) -> Option<(Range<usize>, bool)> {
    let start = *at;
    let mut sink = [0; 1024];
    loop {
        let (result, read, _) = reader.read_field(&text.as_bytes()[*at..], &mut sink);
        *at += read;
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::End => return None,
            ReadFieldResult::Field { record_end } => {
                return Some((bare(text, start..*at, record_end), record_end));
            }
        }
    }
}

/// A field without line ends around it and without the delimiter behind it.
fn bare(text: &str, range: Range<usize>, ends_row: bool) -> Range<usize> {
    let field = &text[range.clone()];
    let tail = field.trim_start_matches(['\r', '\n']);
    let start = range.end - tail.len();
    let inner = if ends_row {
        tail.trim_end_matches(['\r', '\n'])
    } else {
        &tail[..tail.len().saturating_sub(1)]
    };
    start..start + inner.len()
}

struct Table<'t> {
    blocks: Blocks<'t>,
    selection: &'t Selection,
    /// The columns' names, from the first row.
    names: Vec<String>,
    /// Whether each of them is chosen.
    chosen: Vec<Option<bool>>,
    /// Counted from 1, as spreadsheets do.
    row: usize,
    column: usize,
}

impl Table<'_> {
    fn cell(&mut self, field: Range<usize>) {
        let raw = &self.blocks.text()[field.clone()];
        let chosen = |table: &Self| match table.chosen.get(table.column) {
            Some(chosen) => *chosen,
            None => table.selection.column("", table.column + 1),
        };
        // Most cells are numbers and single words.
        if self.row > 1 && !data::is_read(raw.trim_matches('"'), chosen(self)) {
            return;
        }
        let value = value(self.blocks.text(), field);
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        if self.row == 1 {
            self.chosen.push(self.selection.column(value.text(), self.column + 1));
            self.names.push(name(value.text(), self.column));
        }
        if !data::is_read(value.text(), chosen(self)) {
            return;
        }
        let kind = BlockKind::Cell { header: self.row == 1, column };
        let unnamed = name("", self.column);
        let name = self.names.get(self.column).unwrap_or(&unnamed);
        data::read_value(
            &mut self.blocks,
            &value,
            kind,
            format!("row {}, column {name}", self.row),
        );
    }
}

/// What a field holds: without its quotation marks, and with one for each two in it.
fn value(text: &str, field: Range<usize>) -> Excerpt {
    let Some(quoted) = text[field.clone()].strip_prefix('"') else {
        return Excerpt::of(text, field);
    };
    let inner = quoted.strip_suffix('"').unwrap_or(quoted);
    let mut excerpt = Excerpt::default();
    let mut at = field.start + 1;
    for (index, piece) in inner.split("\"\"").enumerate() {
        if index > 0 {
            excerpt.push_as('"', Span::new(at, at + 2));
            at += 2;
        }
        excerpt.push(piece, at);
        at += piece.len();
    }
    excerpt
}

/// How a column is called: by the first row's words where they are short, else by its number.
fn name(first: &str, column: usize) -> String {
    let first = first.trim();
    let short = !first.is_empty() && first.chars().count() <= LONGEST_NAME;
    if short { first.to_owned() } else { (column + 1).to_string() }
}
