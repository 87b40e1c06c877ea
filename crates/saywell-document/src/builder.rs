//! Builds the text of a block from pieces of a document, and the map back with it.
//!
//! Readers push what they find, in the order of the document; folding, white space and masking are done here, so that
//! every format gives the same text for the same words.

use crate::block::More;
use crate::fold::{Fold, fold};
use crate::runs::{Piece, Runs, is_space};
use crate::{Block, BlockKind, QuoteMark, Span, mask, speaker};
use std::ops::Range;

/// Stands in block text for something that is not prose: code, an address, an identifier, an image.
pub const MASK: char = '\u{FFFC}';

const MASK_TEXT: &str = "\u{FFFC}";

/// Collects the pieces of one block after another.
///
/// ```
/// use saywell_document::{BlockBuilder, BlockKind, Span};
///
/// // “prosti**tutes**” in Markdown
/// let mut builder = BlockBuilder::new();
/// builder.push("prosti", 0);
/// builder.push("tutes", 8);
/// let block = builder.finish(BlockKind::Paragraph).unwrap();
/// assert_eq!(block.text("prosti**tutes**"), "prostitutes");
/// assert_eq!(block.span(4..11), Span::new(4, 13));
/// ```
#[derive(Clone, Debug, Default)]
pub struct BlockBuilder {
    text: String,
    runs: Runs,
    marks: Vec<QuoteMark>,
    /// White space met and not yet written: the next word writes it, so that none is left at the end.
    space: Option<Space>,
}

/// White space in the document.
#[derive(Clone, Copy, Debug)]
struct Space {
    at: Span,
    /// Whether it is one byte that [`is_space`].
    single: bool,
}

impl BlockBuilder {
    /// A builder with no text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing but white space has been pushed since the last block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a piece of the document as it stands there; `offset` is its first byte in the document.
    pub fn push(&mut self, source: &str, offset: usize) {
        let mut at = 0;
        while at < source.len() {
            let plain = plain_len(&source.as_bytes()[at..]);
            if plain > 0 {
                self.write(&source[at..at + plain], offset + at);
                at += plain;
            }
            let Some(c) = source[at..].chars().next() else { break };
            let span = Span::new(offset + at, offset + at + c.len_utf8());
            match fold(c) {
                Fold::Keep => self.write(&source[at..at + c.len_utf8()], span.start),
                Fold::Space => {
                    self.add_space(Space { at: span, single: is_space(source.as_bytes()[at]) });
                }
                folded => self.push_folded(folded, span),
            }
            at += c.len_utf8();
        }
    }

    /// Adds text that the document writes otherwise, such as an entity; `span` is where the document does so.
    pub fn push_as(&mut self, text: &str, span: Span) {
        for c in text.chars() {
            match fold(c) {
                Fold::Keep => {
                    let mut bytes = [0; 4];
                    self.write_as(c.encode_utf8(&mut bytes), span);
                }
                folded => self.push_folded(folded, span),
            }
        }
    }

    /// Adds a [`MASK`] for what stands at `span`.
    pub fn push_mask(&mut self, span: Span) {
        self.write_as(MASK_TEXT, span);
    }

    /// Adds white space, such as a line break, that stands at `span`.
    pub fn push_space(&mut self, span: Span) {
        self.add_space(Space { at: span, single: false });
    }

    fn add_space(&mut self, more: Space) {
        match &mut self.space {
            _ if self.text.is_empty() => {}
            Some(space) if space.at.end == more.at.start => {
                *space = Space { at: Span::new(space.at.start, more.at.end), single: false };
            }
            // White space on both sides of something that is not read, such as a comment: the first will do.
            Some(_) => {}
            None => self.space = Some(more),
        }
    }

    /// The block, with addresses and identifiers masked; none if there is nothing in it to read. The builder is ready
    /// for the next block.
    pub fn finish(&mut self, kind: BlockKind) -> Option<Block> {
        let pieces = mask::pieces(&self.text);
        let block =
            if pieces.is_empty() { self.block(kind) } else { self.masked(&pieces).block(kind) };
        self.clear();
        block
    }

    /// The blocks that come of cutting at `points`, which are places in [`Self::text`].
    pub(crate) fn finish_parts(&mut self, kind: BlockKind, points: &[usize]) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(points.len() + 1);
        let mut start = 0;
        for &end in points.iter().chain([&self.text.len()]) {
            let mut part = Self::new();
            let text = &self.text[start..end];
            start += text.len() - text.trim_start().len();
            part.append(self, start..start + text.trim().len());
            blocks.extend(part.finish(kind));
            start = end;
        }
        self.clear();
        blocks
    }

    fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.marks.clear();
        self.space = None;
    }

    /// The text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Writes what stands for a character that is not kept.
    fn push_folded(&mut self, folded: Fold, span: Span) {
        match folded {
            Fold::Keep | Fold::Drop => {}
            Fold::Space => self.push_space(span),
            Fold::Text(text) => self.write_as(text, span),
            Fold::Mark { text, opens } => {
                self.write_as(text, span);
                self.marks.push(QuoteMark { at: offset(self.text.len() - text.len()), opens });
            }
        }
    }

    /// Writes text that stands in the document byte by byte.
    fn write(&mut self, text: &str, doc: usize) {
        self.write_space();
        self.runs.add(text.len(), Span::new(doc, doc + text.len()), true);
        self.text.push_str(text);
    }

    /// Writes text that stands as a whole for what the document has at `span`.
    fn write_as(&mut self, text: &str, span: Span) {
        self.write_space();
        self.runs.add(text.len(), span, false);
        self.text.push_str(text);
    }

    fn write_space(&mut self) {
        if let Some(Space { at, single }) = self.space.take() {
            self.runs.add(1, at, single);
            self.text.push(' ');
        }
    }

    /// The block, if there is something in it to read.
    fn block(&self, kind: BlockKind) -> Option<Block> {
        if !self.text.contains(char::is_alphanumeric) {
            return None;
        }
        let more = (!self.marks.is_empty())
            .then(|| Box::new(More { marks: self.marks.clone(), ..More::default() }));
        Some(Block {
            kind,
            block_quote: false,
            heading: None,
            source: Span::default(),
            runs: self.runs.clone(),
            otherwise: self.runs.otherwise(&self.text),
            labelled: speaker::label(&self.text).is_some(),
            more,
        })
    }

    /// The same text with a mask for each of `pieces`.
    fn masked(&self, pieces: &[Range<usize>]) -> Self {
        let mut out = Self::new();
        out.text.reserve(self.text.len());
        let mut at = 0;
        for piece in pieces {
            out.append(self, at..piece.start);
            out.push_mask(self.runs.span(piece.clone()));
            at = piece.end;
        }
        out.append(self, at..self.text.len());
        out
    }

    /// Adds a part of another builder's text.
    fn append(&mut self, from: &Self, part: Range<usize>) {
        let base = self.text.len();
        let inside = |piece: &Piece| piece.at.start < part.end;
        for piece in from.runs.pieces_from(part.start).take_while(inside) {
            let cut = piece.at.start.max(part.start)..piece.at.end.min(part.end);
            if piece.verbatim {
                self.write(&from.text[cut.clone()], piece.doc.start + (cut.start - piece.at.start));
            } else {
                self.write_as(&from.text[cut], piece.doc);
            }
        }
        let first = from.marks.partition_point(|mark| (mark.at as usize) < part.start);
        let marks = from.marks[first..].iter().take_while(|mark| (mark.at as usize) < part.end);
        self.marks.extend(
            marks.map(|mark| QuoteMark {
                at: offset(base + mark.at as usize - part.start),
                ..*mark
            }),
        );
    }
}

/// Documents are shorter than 4 GiB, and block text is hardly ever longer than what it stands for.
fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Bytes looked at in one go; the compiler turns the loop over them into vector instructions.
const LANE: usize = 32;

/// How many bytes at the start need no folding: printing ASCII characters and single spaces between them.
fn plain_len(bytes: &[u8]) -> usize {
    if !bytes.first().is_some_and(u8::is_ascii_graphic) {
        return 0;
    }
    let mut at = 0;
    while let Some(lane) = bytes.get(at..=at + LANE) {
        if lane.iter().zip(&lane[1..]).fold(false, |found, (&a, &b)| found | needs_folding(a, b)) {
            break;
        }
        at += LANE;
    }
    let rest = &bytes[at..];
    let pairs = rest.iter().zip(rest[1..].iter().chain(b" "));
    at + pairs.into_iter().position(|(&a, &b)| needs_folding(a, b)).unwrap_or(rest.len())
}

/// Whether byte `a`, before `b`, is other than a printing ASCII character or a single space. Written without branches,
/// for speed.
fn needs_folding(a: u8, b: u8) -> bool {
    !(b' '..=b'~').contains(&a) | ((a == b' ') & !(b'!'..=b'~').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document's text for each of some words of the block.
    #[track_caller]
    fn check(source: &str, text: &str, spans: &[(&str, &str)]) {
        let mut builder = BlockBuilder::new();
        builder.push(source, 0);
        let block = builder.finish(BlockKind::Paragraph).unwrap();
        assert_eq!(block.text(source), text);
        for (word, expected) in spans {
            let at = text.find(word).unwrap();
            assert_eq!(&source[block.span(at..at + word.len()).range()], *expected);
        }
    }

    #[test]
    fn maps_back() {
        check("a  b\r\nc", "a b c", &[("a b", "a  b"), ("b c", "b\r\nc"), (" ", "  "), ("c", "c")]);
        check(
            "“I’m” she",
            "\"I'm\" she",
            &[("I'm", "I’m"), ("'", "’"), ("m\"", "m”"), ("she", "she")],
        );
        check(
            "traﬃc",
            "traffic",
            &[("ffi", "ﬃ"), ("f", "ﬃ"), ("ffic", "ﬃc"), ("tra", "tra"), ("c", "c")],
        );
        check("pro\u{AD}s x", "pros x", &[("pros", "pro\u{AD}s"), ("o", "o"), ("s", "s")]);
        check(
            "see a_b, x",
            "see \u{FFFC}, x",
            &[("\u{FFFC}", "a_b"), (",", ","), ("see", "see"), ("x", "x")],
        );
        check("“see” @me.", "\"see\" \u{FFFC}.", &[("see", "see"), ("\u{FFFC}.", "@me.")]);
    }

    #[test]
    fn keeps_one_run_where_it_can() {
        let document = "text one two\nthree\t\nfour\rfive";
        let mut builder = BlockBuilder::new();
        builder.push(&document[5..18], 5);
        builder.push(&document[18..], 18);
        let block = builder.finish(BlockKind::Paragraph).unwrap();
        assert_eq!(block.text(document), "one two three four five");
        assert_eq!(block.runs.pieces_from(0).count(), 3);
    }

    #[test]
    fn maps_text_written_otherwise() {
        // Five bytes for five: still no place inside.
        let mut builder = BlockBuilder::new();
        builder.push_as("\u{22D9}\u{338}", Span::new(0, 5));
        builder.push("x", 5);
        let block = builder.finish(BlockKind::Paragraph).unwrap();
        assert_eq!(
            [block.span(0..3), block.span(3..5), block.span(3..6)],
            [Span::new(0, 5), Span::new(0, 5), Span::new(0, 6)]
        );
    }

    #[test]
    fn finishes_only_what_can_be_read() {
        let mut builder = BlockBuilder::new();
        builder.push(" https://example.org — … ", 0);
        assert_eq!(builder.finish(BlockKind::Paragraph), None);
        assert!(builder.is_empty());
    }
}
