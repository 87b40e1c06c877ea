//! A paragraph while it is read: its pieces are kept until its end tells what it is.

use crate::english;
use saywell_document::BlockKind;
use std::ops::Range;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    /// Where it starts in the part.
    pub(crate) start: usize,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) style: Style,
    /// The outline level that the paragraph itself gives, from 1; 0 is body text.
    pub(crate) level: Option<u8>,
    /// Whether the paragraph itself says that it is an item of a list.
    pub(crate) list: Option<bool>,
    /// Whether its end is a tracked deletion, so that it goes on in the next paragraph.
    pub(crate) goes_on: bool,
}

/// A piece of a paragraph's text.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Where it stands in the part.
    pub(crate) source: Range<usize>,
    /// The run it stands in.
    pub(crate) run: usize,
    pub(crate) holder: Option<usize>,
    pub(crate) kind: PieceKind,
}

/// What a style says, as far as it matters for reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Style {
    /// The outline level from 1; 0 is body text.
    pub(crate) level: Option<u8>,
    /// Whether its paragraphs are items of a list.
    pub(crate) list: Option<bool>,
    /// Whether its paragraphs are somebody else's words.
    pub(crate) quote: bool,
    /// Whether its text is hidden.
    pub(crate) hidden: Option<bool>,
    /// The language its text is marked with, as a tag such as `de-DE`.
    pub(crate) language: Option<String>,
}

impl Style {
    /// Takes what this style leaves open from the one that it builds on.
    pub(crate) fn build_on(&mut self, base: &Self) {
        self.level = self.level.or(base.level);
        self.list = self.list.or(base.list);
        self.quote |= base.quote;
        self.hidden = self.hidden.or(base.hidden);
        if self.language.is_none() {
            self.language.clone_from(&base.language);
        }
    }
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Prose,
    /// Prose that is marked as another language than English.
    Foreign,
    /// No prose: a formula, a sign of a font of signs.
    Mask,
}

impl Paragraph {
    /// A paragraph that goes on where another one, whose end was deleted, stopped.
    pub(crate) fn after(carried: Option<Self>, style: Style, start: usize) -> Self {
        let start = carried.as_ref().map_or(start, |before| before.start);
        let pieces = carried.map(|before| before.pieces).unwrap_or_default();
        Self { start, pieces, style, ..Self::default() }
    }

    /// Whether there is a word in it.
    pub(crate) fn has_words(&self) -> bool {
        let prose = self.pieces.iter().filter(|piece| piece.kind != PieceKind::Mask);
        prose.into_iter().any(|piece| piece.text.contains(char::is_alphanumeric))
    }

    /// Whether all of its words are marked as another language, and do not look like English all the same: many a
    /// word processor marks what is typed by the keyboard it is typed on.
    pub(crate) fn is_foreign(&self) -> bool {
        let mut words =
            self.pieces.iter().filter(|piece| piece.text.contains(char::is_alphabetic)).peekable();
        words.peek().is_some()
            && words.all(|piece| piece.kind == PieceKind::Foreign)
            && !english::is_likely(&self.text())
    }

    /// What it says.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// What it is, outside of tables.
    pub(crate) fn kind(&self) -> BlockKind {
        match self.level.or(self.style.level) {
            Some(level @ 1..) => BlockKind::Heading(level),
            _ if self.list.or(self.style.list) == Some(true) => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }
}
