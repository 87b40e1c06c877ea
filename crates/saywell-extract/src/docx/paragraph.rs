//! A paragraph while it is read: its pieces are kept until its end tells what it is.

use super::styles::Style;
use crate::english;
use saywell_document::BlockKind;
use std::ops::Range;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) pieces: Vec<Piece>,
    pub(super) style: Style,
    /// The outline level that the paragraph itself gives, from 1; 0 is body text.
    pub(super) level: Option<u8>,
    /// Whether the paragraph itself says that it is an item of a list.
    pub(super) list: Option<bool>,
    /// Whether its end is a tracked deletion, so that it goes on in the next paragraph.
    pub(super) goes_on: bool,
}

/// A piece of a paragraph's text.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Where it stands in the part.
    pub(super) source: Range<usize>,
    /// The run it stands in.
    pub(super) run: usize,
    pub(super) holder: Option<usize>,
    pub(super) kind: PieceKind,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Prose,
    /// Prose that is marked as another language than English.
    Foreign,
    /// No prose: a formula, a sign of a font of signs.
    Mask,
}

impl Paragraph {
    /// A paragraph that goes on where another one, whose end was deleted, stopped.
    pub(super) fn after(carried: Option<Self>, style: Style) -> Self {
        let pieces = carried.map(|before| before.pieces).unwrap_or_default();
        Self { pieces, style, ..Self::default() }
    }

    /// Whether there is a word in it.
    pub(super) fn has_words(&self) -> bool {
        let prose = self.pieces.iter().filter(|piece| piece.kind != PieceKind::Mask);
        prose.into_iter().any(|piece| piece.text.contains(char::is_alphanumeric))
    }

    /// Whether all of its words are marked as another language, and do not look like English all the same: many a
    /// word processor marks what is typed by the keyboard it is typed on.
    pub(super) fn is_foreign(&self) -> bool {
        let mut words =
            self.pieces.iter().filter(|piece| piece.text.contains(char::is_alphabetic)).peekable();
        words.peek().is_some()
            && words.all(|piece| piece.kind == PieceKind::Foreign)
            && !english::is_likely(&self.text())
    }

    /// What it says.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// What it is, outside of tables.
    pub(super) fn kind(&self) -> BlockKind {
        match self.level.or(self.style.level) {
            Some(level @ 1..) => BlockKind::Heading(level),
            _ if self.list.or(self.style.list) == Some(true) => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }
}
