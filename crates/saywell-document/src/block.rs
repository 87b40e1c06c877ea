//! A stretch of prose read as one, and its map back to the document.

use crate::Span;
use crate::runs::Runs;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// An item of a list (its first paragraph; further paragraphs are [`BlockKind::Paragraph`]).
    ListItem,
    /// A cell of a table.
    Cell {
        /// Whether the cell stands in the table's header row.
        header: bool,
        /// The column, from 0.
        column: u16,
    },
    /// The text of a footnote.
    Footnote,
    /// A text that stands for something else: an image's description, a link's title.
    Caption,
}

/// A curly quotation mark met while reading; block text holds a straight one in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMark {
    /// Where the straight mark stands in the block's text, in bytes.
    pub at: u32,
    /// Whether the mark in the document opens (`“ ‘ « „`) or closes (`” »`). A `’` is neither or both: it is not kept.
    pub opens: bool,
}

/// A stretch of prose read as one: a paragraph, a heading, a list item, a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is in the document.
    pub kind: BlockKind,
    /// Whether it stands inside a block quotation: somebody else's words.
    pub block_quote: bool,
    /// The index of the heading block that this block stands under, if there is one.
    pub heading: Option<u32>,
    /// Where the block stands in the document with its markup: what a directive inside it covers. Holds every span
    /// that [`Block::span`] gives.
    pub source: Span,
    /// Where its text comes from.
    pub(crate) runs: Runs,
    /// What of its text the document writes otherwise.
    pub(crate) otherwise: Box<str>,
    /// Whether its text starts with what looks like a speaker's label: found while the text is at hand.
    pub(crate) labelled: bool,
    /// Kept apart, because a text can have many blocks, most of them without any of this.
    pub(crate) more: Option<Box<More>>,
}

/// What only some blocks have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct More {
    pub(crate) marks: Vec<QuoteMark>,
    /// Shared by the blocks of a turn.
    pub(crate) speaker: Option<Arc<str>>,
    pub(crate) speech: usize,
}

impl Block {
    /// The text as a reader sees it; see the crate's page for what is folded, dropped and masked.
    ///
    /// `document` is the text of the document that the block is of. Most of what is read stands there word for word, and
    /// is not held twice: what does not stand there in one piece is put together anew with each call.
    #[must_use]
    pub fn text<'a>(&self, document: &'a str) -> Cow<'a, str> {
        self.runs.text(&self.otherwise, document)
    }

    /// The start of the text, at most `most` bytes of it.
    pub(crate) fn start<'a>(&self, document: &'a str, most: usize) -> Cow<'a, str> {
        self.runs.start(&self.otherwise, document, most)
    }

    /// The curly quotation marks among the text's quotation marks, in order.
    #[must_use]
    pub fn marks(&self) -> &[QuoteMark] {
        self.more.as_deref().map_or(&[], |more| &more.marks)
    }

    /// Whose turn it is, in a transcript: the label as written, without its colon or brackets.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        self.more.as_deref()?.speaker.as_deref()
    }

    /// Where speech starts in the text: after the speaker's label, else 0. In bytes.
    #[must_use]
    pub fn speech(&self) -> usize {
        self.more.as_deref().map_or(0, |more| more.speech)
    }

    /// The place in the document of a range of the block's text.
    ///
    /// Markup directly outside the range is left out; markup inside it is included. Offsets beyond the text are
    /// taken as its end.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        self.runs.span(range)
    }

    /// The place in the document of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.runs.len())
    }
}
