//! Letters put together to pieces of text, and pieces to rows.

use super::glyphs::Glyph;

/// A gap of this share of the font's size stands between words.
const WORD_GAP: f32 = 0.15;

/// A gap of this many font sizes parts pieces of text from each other: columns, cells of tables.
const PIECE_GAP: f32 = 1.0;

/// Text in a row without a wide gap in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) start: f32,
    pub(super) end: f32,
    pub(super) base: f32,
    pub(super) size: f32,
}

/// What stands side by side on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Its number on the page, from 1.
    pub(super) number: usize,
    /// In the order of reading.
    pub(super) pieces: Vec<Piece>,
    pub(super) base: f32,
    /// The size of its largest letters.
    pub(super) size: f32,
}

impl Row {
    /// Its text as a whole.
    pub(super) fn text(&self) -> String {
        let texts: Vec<_> = self.pieces.iter().map(|piece| piece.text.trim()).collect();
        texts.join(" ")
    }
}

/// The rows of a page's letters, from top to bottom.
pub(super) fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let mut strokes = strokes(glyphs);
    strokes.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Row> = Vec::new();
    for stroke in strokes {
        match rows.last_mut().filter(|row| stands_in(&stroke, row)) {
            Some(row) => {
                if stroke.size > row.size {
                    (row.size, row.base) = (stroke.size, stroke.base);
                }
                row.pieces.push(stroke);
            }
            None => {
                let (base, size) = (stroke.base, stroke.size);
                rows.push(Row { number: rows.len() + 1, pieces: vec![stroke], base, size });
            }
        }
    }
    for row in &mut rows {
        row.pieces = joined(std::mem::take(&mut row.pieces), row.size);
    }
    rows
}

/// Letters that were drawn one after the other on one base line, without a wide gap.
fn strokes(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut strokes: Vec<Piece> = Vec::new();
    for glyph in glyphs {
        let last = strokes.last_mut().filter(|last| {
            let gap = glyph.start - last.end;
            (glyph.base - last.base).abs() < 0.1 * last.size
                && (glyph.size - last.size).abs() < 0.1 * last.size
                && (-0.3 * last.size..0.6 * last.size).contains(&gap)
        });
        match last {
            Some(last) => extend(last, glyph.letter, glyph.start, glyph.end),
            None if glyph.letter.is_whitespace() => {}
            None => strokes.push(Piece {
                text: glyph.letter.to_string(),
                start: glyph.start,
                end: glyph.end.max(glyph.start),
                base: glyph.base,
                size: glyph.size.max(0.1),
            }),
        }
    }
    strokes
}

/// Adds a letter at the end of a piece, with a space where there is a gap.
fn extend(piece: &mut Piece, letter: char, start: f32, end: f32) {
    let spaced = piece.text.ends_with(char::is_whitespace);
    if start - piece.end > WORD_GAP * piece.size && !spaced && !letter.is_whitespace() {
        piece.text.push(' ');
    }
    if !(spaced && letter.is_whitespace()) {
        piece.text.push(if letter.is_whitespace() { ' ' } else { letter });
    }
    piece.end = piece.end.max(end);
}

/// Whether a piece stands in a row: most of its height is the row's, as with raised and lowered letters.
fn stands_in(piece: &Piece, row: &Row) -> bool {
    let extent = |base: f32, size: f32| (base - 0.7 * size, base + 0.2 * size);
    let ((top, bottom), (row_top, row_bottom)) =
        (extent(piece.base, piece.size), extent(row.base, row.size));
    let shared = bottom.min(row_bottom) - top.max(row_top);
    shared > 0.5 * (0.9 * piece.size.min(row.size))
}

/// The pieces of a row from left to right, those put together between which there is no wide gap.
fn joined(mut strokes: Vec<Piece>, size: f32) -> Vec<Piece> {
    strokes.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut pieces: Vec<Piece> = Vec::new();
    // The stroke added last: one that is drawn twice makes letters bold.
    let mut last: Option<(String, f32)> = None;
    for stroke in strokes {
        let twice = last.as_ref().is_some_and(|(text, start)| {
            *text == stroke.text && (stroke.start - start).abs() < 0.3 * stroke.size
        });
        if twice {
            continue;
        }
        last = Some((stroke.text.clone(), stroke.start));
        match pieces.last_mut().filter(|piece| stroke.start - piece.end < PIECE_GAP * size) {
            Some(piece) => join(piece, &stroke),
            None => pieces.push(stroke),
        }
    }
    pieces
}

/// Adds a piece at the end of another.
fn join(piece: &mut Piece, next: &Piece) {
    let small = piece.size.min(next.size);
    let gap = next.start - piece.end > WORD_GAP * small;
    let spaced = piece.text.ends_with(' ') || next.text.starts_with(' ');
    // The number of a note is no part of the word before it.
    let raised = next.size < 0.85 * piece.size && next.base < piece.base - 0.1 * piece.size;
    let note = raised && next.text.trim().chars().all(|c| c.is_ascii_digit() || "*†‡,".contains(c));
    if note && piece.text.ends_with(|c: char| c.is_alphabetic() || ".,;:!?\"”’)".contains(c)) {
        piece.end = piece.end.max(next.end);
        return;
    }
    if gap && !spaced {
        piece.text.push(' ');
    }
    piece.text.push_str(&next.text);
    piece.end = piece.end.max(next.end);
    if next.size > piece.size {
        (piece.size, piece.base) = (next.size, next.base);
    }
}
