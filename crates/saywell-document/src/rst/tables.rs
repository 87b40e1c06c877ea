//! Tables of reStructuredText: drawn as a grid, or with columns between lines of `===`.

use std::ops::Range;

/// A cell, and the parts of lines that it is written on.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) lines: Vec<Range<usize>>,
    pub(super) header: bool,
    pub(super) column: u16,
}

/// A table being read.
#[derive(Debug)]
pub(super) struct Table {
    /// Where columns start and end, in bytes of a line, in a table without a grid.
    columns: Option<Vec<Range<usize>>>,
    row: Vec<Cell>,
    done: Vec<Cell>,
    /// How many lines were drawn.
    drawn: usize,
}

impl Table {
    /// A table that starts with `line`, which stands `indent` in.
    pub(super) fn start(line: &str, indent: usize) -> Option<Self> {
        let table = |columns| Self { columns, row: Vec::new(), done: Vec::new(), drawn: 1 };
        if is_grid_line(line) {
            return Some(table(None));
        }
        let drawn = line.contains("= ") && line.bytes().all(|byte| byte == b'=' || byte == b' ');
        if !drawn {
            return None;
        }
        let mut columns: Vec<Range<usize>> = Vec::new();
        for (at, byte) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'=') {
            match columns.last_mut() {
                Some(last) if last.end == indent + at => last.end += usize::from(byte == b'='),
                _ => columns.push(indent + at..indent + at + 1),
            }
        }
        Some(table(Some(columns)))
    }

    /// Whether it is drawn as a grid.
    pub(super) fn is_grid(&self) -> bool {
        self.columns.is_none()
    }

    /// Takes a line; tells whether it belongs to the table.
    pub(super) fn line(
        &mut self,
        text: &str,
        range: &Range<usize>,
        content: &Range<usize>,
    ) -> bool {
        let line = &text[content.clone()];
        match &self.columns {
            None if is_grid_line(line) => {
                let header = self.drawn == 1 && line.contains('=');
                self.row.iter_mut().for_each(|cell| cell.header = header);
                self.end_row();
                self.drawn += 1;
                true
            }
            None if line.starts_with('|') => {
                self.grid_row(line, content.start);
                true
            }
            None => {
                self.end_row();
                false
            }
            Some(_) if line.bytes().all(|byte| b"=- ".contains(&byte)) => {
                self.end_row();
                if self.drawn == 1 && line.starts_with('=') {
                    self.done.iter_mut().for_each(|cell| cell.header = true);
                }
                self.drawn += usize::from(line.starts_with('='));
                true
            }
            Some(columns) if self.drawn < 3 => {
                let columns = columns.clone();
                self.simple_row(text, range, &columns);
                true
            }
            Some(_) => false,
        }
    }

    fn grid_row(&mut self, line: &str, start: usize) {
        let mut at = start + 1;
        for (index, piece) in line[1..].split('|').enumerate() {
            let end = at + piece.len();
            if end < start + line.len() || !piece.trim().is_empty() {
                self.add(index, piece, at);
            }
            at = end + 1;
        }
    }

    fn simple_row(&mut self, text: &str, range: &Range<usize>, columns: &[Range<usize>]) {
        let line = &text[range.clone()];
        let last = columns.len().saturating_sub(1);
        let piece = |index: usize, column: &Range<usize>| {
            let end = if index == last { line.len() } else { columns[index + 1].start };
            let start = line.floor_char_boundary(column.start.min(line.len()));
            &line[start..line.floor_char_boundary(end.min(line.len())).max(start)]
        };
        // A line without a first cell goes on with the row before.
        if columns.first().is_some_and(|first| !piece(0, first).trim().is_empty()) {
            self.end_row();
        }
        for (index, column) in columns.iter().enumerate() {
            let start = range.start + line.floor_char_boundary(column.start.min(line.len()));
            self.add(index, piece(index, column), start);
        }
    }

    fn add(&mut self, index: usize, piece: &str, start: usize) {
        while self.row.len() <= index {
            let column = u16::try_from(self.row.len()).unwrap_or(u16::MAX);
            self.row.push(Cell { lines: Vec::new(), header: false, column });
        }
        let content = piece.trim();
        let start = start + piece.len() - piece.trim_start().len();
        if !content.is_empty() {
            self.row[index].lines.push(start..start + content.len());
        }
    }

    /// Ends the row being read.
    pub(super) fn end_row(&mut self) {
        self.done.append(&mut self.row);
    }

    /// The cells of the rows that are whole, once it is known whether they are a header's.
    pub(super) fn take(&mut self) -> Vec<Cell> {
        let known = self.columns.is_none() || self.drawn > 1;
        if known { std::mem::take(&mut self.done) } else { Vec::new() }
    }
}

/// `+-----+-----+`
fn is_grid_line(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| b"+-=".contains(&byte))
}
