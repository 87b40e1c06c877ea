//! Paragraphs as they are met in RTF, and their way into a document.

use super::words::Apart;
use crate::{english, language};
use saywell_document::{BlockKind, Taking};
use std::collections::{HashMap, HashSet};

/// Collects paragraphs.
#[derive(Debug)]
pub(super) struct Paragraphs {
    /// What was read, in the order of the document.
    pieces: Vec<Piece>,
    /// The paragraph of the text, and inside it those that stand apart.
    open: Vec<Open>,
    /// What stood apart inside the paragraph that is open.
    later: Vec<Piece>,
    /// How many were met.
    count: usize,
    table: Table,
    aparts: HashMap<&'static str, usize>,
    /// Headers and footers that were read: a file repeats them for each of its sections.
    repeated: HashSet<String>,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    /// Whether a bullet or number stands before it.
    bullet: bool,
    /// Bytes of `text` that are marked as another language than English.
    foreign: usize,
    apart: Option<StandsApart>,
}

/// What a paragraph that stands apart is.
#[derive(Clone, Debug)]
struct StandsApart {
    what: Apart,
    /// “footnote 2”
    name: String,
    /// How many groups were open where it starts.
    depth: usize,
}

/// The place in the tables.
#[derive(Debug, Default)]
struct Table {
    inside: bool,
    number: usize,
    row: usize,
    column: u16,
    header: bool,
}

/// A paragraph that was read.
#[derive(Debug)]
struct Piece {
    place: String,
    kind: BlockKind,
    quoted: bool,
    text: String,
    /// Whether it is marked as another language than English.
    foreign: bool,
}

/// What the paragraph that ends is, as far as its own properties tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Properties {
    pub(super) heading: Option<u8>,
    pub(super) quoted: bool,
    pub(super) in_list: bool,
    pub(super) in_table: bool,
}

impl Default for Paragraphs {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            open: vec![Open::default()],
            later: Vec::new(),
            count: 0,
            table: Table::default(),
            aparts: HashMap::new(),
            repeated: HashSet::new(),
        }
    }
}

impl Paragraphs {
    /// Adds text to the open paragraph; `foreign` says that it is marked as another language than English.
    pub(super) fn push(&mut self, text: &str, foreign: bool) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
            open.foreign += if foreign { text.len() } else { 0 };
        }
    }

    /// Notes that a bullet or a number stands before the open paragraph.
    pub(super) fn set_bullet(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.bullet = true;
        }
    }

    /// Starts text that stands apart, in a group at this depth.
    pub(super) fn start_apart(&mut self, what: Apart, depth: usize) {
        let noun = match what {
            Apart::Footnote => "footnote",
            Apart::Comment => "comment",
            Apart::TextBox => "text box",
            Apart::Header => "header",
            Apart::Footer => "footer",
        };
        let number = self.aparts.entry(noun).or_default();
        *number += 1;
        let name = match what {
            Apart::Header | Apart::Footer => noun.to_owned(),
            _ => format!("{noun} {number}"),
        };
        let apart = Some(StandsApart { what, name, depth });
        self.open.push(Open { apart, ..Open::default() });
    }

    /// How many groups were open where the innermost text that stands apart starts.
    pub(super) fn apart_depth(&self) -> Option<usize> {
        self.open.last()?.apart.as_ref().map(|apart| apart.depth)
    }

    /// Ends text that stands apart.
    pub(super) fn end_apart(&mut self, properties: Properties) {
        self.end(properties);
        self.open.pop();
    }

    /// Ends the open paragraph.
    pub(super) fn end(&mut self, properties: Properties) {
        let Some(last) = self.open.last_mut() else { return };
        let next = Open { apart: last.apart.clone(), ..Open::default() };
        let open = std::mem::replace(last, next);
        if open.apart.is_none() {
            self.note_table(properties.in_table, &open.text);
        }
        if !open.text.trim().is_empty() {
            self.add(open, properties);
        }
        if self.open.len() == 1 {
            self.pieces.append(&mut self.later);
        }
    }

    /// Ends a cell of a table.
    pub(super) fn end_cell(&mut self, properties: Properties) {
        self.end(Properties { in_table: true, ..properties });
        self.table.column = self.table.column.saturating_add(1);
    }

    /// Ends a row of a table.
    pub(super) fn end_row(&mut self) {
        self.table.row += 1;
        self.table.column = 0;
        self.table.header = false;
    }

    /// Says whether the row that comes is a table's header.
    pub(super) fn set_header_row(&mut self) {
        self.table.header = true;
    }

    fn note_table(&mut self, in_table: bool, text: &str) {
        if in_table && !self.table.inside {
            let Table { number, header, .. } = self.table;
            self.table = Table { inside: true, number: number + 1, row: 1, column: 0, header };
        } else if !in_table && !text.trim().is_empty() {
            self.table.inside = false;
        }
    }

    fn add(&mut self, open: Open, properties: Properties) {
        let Some(piece) = self.piece(open, properties) else { return };
        let pieces = if self.open.len() > 1 { &mut self.later } else { &mut self.pieces };
        pieces.push(piece);
    }

    fn piece(&mut self, open: Open, properties: Properties) -> Option<Piece> {
        let Open { text, bullet, foreign, apart } = open;
        let Table { number, row, column, header, .. } = self.table;
        let (place, kind) = match apart {
            Some(apart) => {
                let repeats = matches!(apart.what, Apart::Header | Apart::Footer);
                if repeats && !self.repeated.insert(text.clone()) {
                    return None;
                }
                let footnote = apart.what == Apart::Footnote;
                (apart.name, if footnote { BlockKind::Footnote } else { BlockKind::Paragraph })
            }
            None if properties.in_table => {
                (format!("table {number}, row {row}"), BlockKind::Cell { header, column })
            }
            None => {
                self.count += 1;
                let kind = match properties.heading {
                    Some(level) => BlockKind::Heading(level),
                    None if bullet || properties.in_list => BlockKind::ListItem,
                    None => BlockKind::Paragraph,
                };
                (format!("paragraph {}", self.count), kind)
            }
        };
        let foreign = foreign * 2 > text.len();
        Some(Piece { place, kind, quoted: properties.quoted, text, foreign })
    }

    /// What was taken. An open paragraph is ended.
    pub(super) fn finish(mut self, properties: Properties) -> Taking {
        while self.open.len() > 1 {
            self.end_apart(properties);
        }
        self.end(properties);
        let mut taking = Taking::new();
        let mut left_out = 0;
        let foreign = self.are_foreign();
        for piece in self.pieces {
            if foreign && piece.foreign && !english::is_likely(&piece.text) {
                left_out += 1;
                continue;
            }
            taking.place(piece.place);
            taking.set_block_quote(piece.quoted);
            taking.push(piece.text.trim());
            taking.end_block(piece.kind);
        }
        match left_out {
            0 => {}
            1 => taking.leave_out("1 paragraph in another language"),
            n => taking.leave_out(format!("{n} paragraphs in another language")),
        }
        taking
    }

    /// Whether what is marked as another language than English is so, taken together: marks are often wrong.
    fn are_foreign(&self) -> bool {
        /// Bytes that are enough to tell.
        const ENOUGH: usize = 4096;
        let mut marked = String::new();
        for piece in self.pieces.iter().filter(|piece| piece.foreign) {
            if marked.len() < ENOUGH {
                marked.push_str(&piece.text);
                marked.push(' ');
            }
        }
        language::is_other(&marked)
    }
}
