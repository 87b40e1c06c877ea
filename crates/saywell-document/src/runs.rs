//! How a text is written in the document that it was taken from: stretch by stretch, as it stands there or otherwise.
//!
//! So a text need not be held twice: what stands in the document is read there.

use crate::Span;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// A stretch of the text and where it comes from in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// First byte in the text; the run ends where the next one starts.
    at: u32,
    /// First byte in the document's text.
    doc: u32,
    /// How many bytes of the document's text it stands for as a whole, or [`VERBATIM`].
    doc_len: u32,
}

/// Says that a run stands in the document as it is, but that [`is_space`] bytes have become spaces.
const VERBATIM: u32 = u32::MAX;

/// A run, as it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its place in the text.
    pub(crate) at: Range<usize>,
    /// Its place in the document.
    pub(crate) doc: Span,
    /// Whether it stands there as it is. Else it stands for what is there as a whole.
    pub(crate) verbatim: bool,
}

/// All stretches of a text, in order. A text that stands in one piece takes no more room than this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Runs {
    runs: SmallVec<[Run; 1]>,
    /// The text's length.
    len: u32,
}

impl Runs {
    /// The text's length, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    /// Says where the next `len` bytes of the text come from: in the last run where they go on as it does.
    pub(crate) fn add(&mut self, len: usize, doc: Span, verbatim: bool) {
        let at = self.len;
        self.len = offset(at as usize + len);
        if verbatim
            && let Some(last) = self.runs.last()
            && last.doc_len == VERBATIM
            && last.doc.saturating_add(at - last.at) == offset(doc.start)
        {
            return;
        }
        let doc_len = if verbatim { VERBATIM } else { offset(doc.len()).min(VERBATIM - 1) };
        self.runs.push(Run { at, doc: offset(doc.start), doc_len });
    }

    /// Forgets the text.
    pub(crate) fn clear(&mut self) {
        self.runs.clear();
        self.len = 0;
    }

    /// The pieces of the text from the one on that holds the byte at `at`.
    pub(crate) fn pieces_from(&self, at: usize) -> impl Iterator<Item = Piece> + '_ {
        let first = self.runs.partition_point(|run| run.at as usize <= at).saturating_sub(1);
        (first..self.runs.len()).map(|index| self.piece(index))
    }

    fn piece(&self, index: usize) -> Piece {
        let run = self.runs[index];
        let end = self.runs.get(index + 1).map_or(self.len, |next| next.at);
        let verbatim = run.doc_len == VERBATIM;
        let doc_len = if verbatim { end - run.at } else { run.doc_len };
        let doc = run.doc as usize;
        let doc = Span::new(doc, doc + doc_len as usize);
        Piece { at: run.at as usize..end as usize, doc, verbatim }
    }

    /// The place in the document of a part of the text. Offsets beyond the text are taken as its end.
    ///
    /// What the document has directly outside the part is left out; what it has inside is included.
    pub(crate) fn span(&self, part: Range<usize>) -> Span {
        let end = part.end.min(self.len());
        let start = part.start.min(end);
        let doc_start = self.pieces_from(start).next().map_or(0, |piece| piece.place(start));
        // The end belongs to the character before it, so that markup after the part stays outside.
        let last = || self.pieces_from(end.saturating_sub(1)).next();
        let doc_end = if start == end { None } else { last().map(|piece| piece.end_place(end)) };
        Span::new(doc_start, doc_end.unwrap_or(doc_start).max(doc_start))
    }

    /// What of `text` does not stand in the document as it is: what [`Runs::text`] needs besides the document.
    pub(crate) fn otherwise(&self, text: &str) -> Box<str> {
        let pieces = self.pieces_from(0).filter(|piece| !piece.verbatim);
        pieces.map(|piece| &text[piece.at]).collect()
    }

    /// The text again, of the document's text and what is written otherwise there.
    pub(crate) fn text<'a>(&self, otherwise: &str, document: &'a str) -> Cow<'a, str> {
        self.start(otherwise, document, usize::MAX)
    }

    /// The start of the text, at most `most` bytes of it.
    pub(crate) fn start<'a>(
        &self,
        mut otherwise: &str,
        document: &'a str,
        most: usize,
    ) -> Cow<'a, str> {
        if let Some(start) = self.start_as_it_stands(document, most) {
            return Cow::Borrowed(start);
        }
        let mut text = String::with_capacity(self.len().min(most));
        for piece in self.pieces_from(0).take_while(|piece| piece.at.start < most) {
            if piece.verbatim {
                let source = document.get(piece.doc.range()).unwrap_or_default();
                push_verbatim(&mut text, start_of(source, most - piece.at.start));
            } else if let Some((this, rest)) = otherwise.split_at_checked(piece.at.len()) {
                text.push_str(this);
                otherwise = rest;
            }
        }
        text.truncate(text.floor_char_boundary(most));
        Cow::Owned(text)
    }

    /// The start of the text in the document, if it stands there in one piece, byte by byte.
    fn start_as_it_stands<'a>(&self, document: &'a str, most: usize) -> Option<&'a str> {
        if self.runs.len() > 1 {
            return None;
        }
        let piece = self.pieces_from(0).next().filter(|piece| piece.verbatim)?;
        let text = start_of(document.get(piece.doc.range())?, most);
        memchr::memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_none().then_some(text)
    }
}

/// The first bytes of a text, at most `most`.
fn start_of(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

impl Piece {
    /// The place in the document of the text's byte at `offset`.
    fn place(&self, offset: usize) -> usize {
        match offset - self.at.start {
            within if self.verbatim => self.doc.start + within,
            // Inside a run that was folded as a whole, a place is the run's beginning, and past it the run's end.
            within if within >= self.at.len() => self.doc.end,
            _ => self.doc.start,
        }
    }

    /// The place in the document of the end of what ends at `offset`.
    fn end_place(&self, offset: usize) -> usize {
        if self.verbatim { self.place(offset) } else { self.doc.end }
    }
}

/// Whether a byte of the document stands for a space where it is taken as it is.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn push_verbatim(text: &mut String, source: &str) {
    let mut at = 0;
    for space in memchr::memchr3_iter(b'\t', b'\n', b'\r', source.as_bytes()) {
        text.push_str(&source[at..space]);
        text.push(' ');
        at = space + 1;
    }
    text.push_str(&source[at..]);
}

/// Documents are shorter than 4 GiB, and block text is hardly ever longer than what it stands for.
fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
