//! A text put together from parts of a document, and the way back: a notebook's cell, a string with escapes, HTML
//! between the `>` of a quotation. A reader reads it like any other text; what it finds is then mapped back.

use crate::document::Prose;
use crate::runs::{Piece, Runs};
use crate::{Block, Span};
use std::ops::Range;

/// Text from parts of a document.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    text: String,
    runs: Runs,
}

impl Excerpt {
    /// An excerpt that is one part of a document.
    pub(crate) fn of(text: &str, part: Range<usize>) -> Self {
        let mut excerpt = Self::default();
        excerpt.push(&text[part.clone()], part.start);
        excerpt
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Adds a part of the document as it stands there; `offset` is its first byte in the document.
    pub(crate) fn push(&mut self, source: &str, offset: usize) {
        if !source.is_empty() {
            let doc = Span::new(offset, offset + source.len());
            self.runs.add(source.len(), doc, true);
            self.text.push_str(source);
        }
    }

    /// Adds a character that the document writes otherwise at `span`.
    pub(crate) fn push_as(&mut self, c: char, span: Span) {
        self.runs.add(c.len_utf8(), span, false);
        self.text.push(c);
    }

    /// What was found in the excerpt's text, with places in the document.
    pub(crate) fn map_back(&self, mut prose: Prose) -> Prose {
        for block in &mut prose.blocks {
            let text = block.text(&self.text);
            block.runs = self.runs_of(block);
            block.otherwise = block.runs.otherwise(&text);
            block.source = self.span(block.source);
        }
        for site in &mut prose.sites {
            site.span = self.span(site.span);
        }
        for place in &mut prose.places {
            place.start = self.span(Span::new(place.start, place.start)).start;
        }
        prose
    }

    fn span(&self, span: Span) -> Span {
        self.runs.span(span.range())
    }

    /// The runs of a block of the excerpt's text as runs in the document.
    fn runs_of(&self, found: &Block) -> Runs {
        let mut runs = Runs::default();
        for Piece { at, doc: taken, verbatim } in found.runs.pieces_from(0) {
            if verbatim {
                self.add_taken(&mut runs, taken);
            } else {
                runs.add(at.len(), self.span(taken), false);
            }
        }
        runs
    }

    /// Adds runs for a text that stands as it is at `taken` in the excerpt.
    fn add_taken(&self, runs: &mut Runs, taken: Span) {
        let inside = |piece: &Piece| piece.at.start < taken.end;
        for piece in self.runs.pieces_from(taken.start).take_while(inside) {
            let part = piece.at.start.max(taken.start)..piece.at.end.min(taken.end);
            let start = piece.doc.start + part.start - piece.at.start;
            let doc = if piece.verbatim { Span::new(start, start + part.len()) } else { piece.doc };
            runs.add(part.len(), doc, piece.verbatim);
        }
    }
}
