//! A stretch of prose read as one, and its map back to the document.

use crate::Span;
use std::ops::Range;

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

/// A stretch of the block's text and where it comes from in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// First byte in the block's text; the run ends where the next one starts.
    pub(crate) block: u32,
    /// First byte in the document's text.
    pub(crate) doc: u32,
    /// Bytes in the document's text. Equal to the run's length in the block where the text was taken as it stands
    /// (but that a white-space byte has become a space); otherwise the run stands for them as a whole.
    pub(crate) doc_len: u32,
}

/// A stretch of prose read as one: a paragraph, a heading, a list item, a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is in the document.
    pub kind: BlockKind,
    /// Whether it stands inside a block quotation: somebody else's words.
    pub block_quote: bool,
    /// The text as a reader sees it; see the crate's page for what is folded, dropped and masked.
    pub text: String,
    /// The curly quotation marks among the text's quotation marks, in order.
    pub marks: Vec<QuoteMark>,
    /// Whose turn it is, in a transcript: the label as written, without its colon or brackets.
    pub speaker: Option<String>,
    /// Where speech starts in `text`: after the speaker's label, else 0. In bytes.
    pub speech: usize,
    /// The index of the heading block that this block stands under, if there is one.
    pub heading: Option<u32>,
    /// Where the block stands in the document with its markup: what a directive inside it covers. Holds every span
    /// that [`Block::span`] gives.
    pub source: Span,
    pub(crate) runs: Vec<Run>,
}

impl Block {
    /// The place in the document of a range of the block's text.
    ///
    /// Markup directly outside the range is left out; markup inside it is included. Offsets beyond the text are
    /// taken as its end.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        span(&self.runs, self.text.len(), range)
    }

    /// The place in the document of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }
}

/// The place in the document of `range` in a text of `len` bytes with these runs.
pub(crate) fn span(runs: &[Run], len: usize, range: Range<usize>) -> Span {
    let end = range.end.min(len);
    let start = range.start.min(end);
    let doc_start = doc_start(runs, len, start);
    // The end belongs to the character before it, so that markup after the range stays outside.
    let doc_end = if start == end { doc_start } else { doc_end(runs, len, end) };
    Span::new(doc_start, doc_end.max(doc_start))
}

/// The run that holds the byte at `offset`, and its length in the block's text.
fn run_at(runs: &[Run], len: usize, offset: usize) -> Option<(Run, usize)> {
    let index = runs.partition_point(|run| run.block as usize <= offset).checked_sub(1)?;
    let run = runs[index];
    let end = runs.get(index + 1).map_or(len, |next| next.block as usize);
    Some((run, end - run.block as usize))
}

fn doc_start(runs: &[Run], len: usize, offset: usize) -> usize {
    let Some((run, run_len)) = run_at(runs, len, offset) else { return 0 };
    let within = offset - run.block as usize;
    // Inside a run that was folded as a whole, a place is the run's beginning, and past it the run's end.
    let within = match within {
        _ if run.doc_len as usize == run_len => within,
        _ if within >= run_len => run.doc_len as usize,
        _ => 0,
    };
    run.doc as usize + within
}

fn doc_end(runs: &[Run], len: usize, offset: usize) -> usize {
    let Some((run, run_len)) = run_at(runs, len, offset - 1) else { return 0 };
    let verbatim = run.doc_len as usize == run_len;
    let within = if verbatim { offset - run.block as usize } else { run.doc_len as usize };
    run.doc as usize + within
}
