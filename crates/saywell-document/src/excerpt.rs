//! A text put together from parts of a document, and the way back: a notebook's cell, a string with escapes, HTML
//! between the `>` of a quotation. A reader reads it like any other text; what it finds is then mapped back.

use crate::block::{self, Run};
use crate::document::Prose;
use crate::{Block, Span};
use std::ops::Range;

/// Text from parts of a document.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    text: String,
    runs: Vec<Run>,
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
            add_run(&mut self.runs, self.text.len(), source, doc, true);
            self.text.push_str(source);
        }
    }

    /// Adds a character that the document writes otherwise at `span`.
    pub(crate) fn push_as(&mut self, c: char, span: Span) {
        let mut bytes = [0; 4];
        add_run(&mut self.runs, self.text.len(), c.encode_utf8(&mut bytes), span, false);
        self.text.push(c);
    }

    /// What was found in the excerpt's text, with places in the document.
    pub(crate) fn map_back(&self, mut prose: Prose) -> Prose {
        for block in &mut prose.blocks {
            block.runs = self.runs_of(block);
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
        block::span(&self.runs, self.text.len(), span.range())
    }

    /// The runs of a block of the excerpt's text as runs in the document.
    fn runs_of(&self, found: &Block) -> Vec<Run> {
        let mut runs = Vec::with_capacity(found.runs.len());
        for (index, run) in found.runs.iter().enumerate() {
            let at = run.block as usize;
            let end =
                found.runs.get(index + 1).map_or(found.text.len(), |next| next.block as usize);
            let text = &found.text[at..end];
            let taken = Span::new(run.doc as usize, (run.doc + run.doc_len) as usize);
            if self.stands_at(text, taken) {
                self.split(&mut runs, at, text, taken);
            } else {
                add_run(&mut runs, at, text, self.span(taken), false);
            }
        }
        runs
    }

    /// Whether `text` stands byte by byte at `taken` in the excerpt; white space there may be a space here. Equal lengths
    /// alone do not tell: a mask has three bytes, and may stand for three.
    fn stands_at(&self, text: &str, taken: Span) -> bool {
        let source = self.text.as_bytes().get(taken.range()).unwrap_or_default();
        let same = |(there, here): (&u8, &u8)| {
            there == here || (*here == b' ' && there.is_ascii_whitespace())
        };
        source.len() == text.len() && source.iter().zip(text.as_bytes()).all(same)
    }

    /// Adds runs for `text`, which stands byte by byte at `taken` in the excerpt.
    fn split(&self, runs: &mut Vec<Run>, at: usize, text: &str, taken: Span) {
        let first = self.runs.partition_point(|run| run.block as usize <= taken.start);
        for index in first.saturating_sub(1)..self.runs.len() {
            let run = self.runs[index];
            let start = (run.block as usize).max(taken.start);
            if start >= taken.end {
                break;
            }
            let run_end = self.runs.get(index + 1).map_or(self.text.len(), |it| it.block as usize);
            let end = run_end.min(taken.end);
            let verbatim = run.doc_len as usize == run_end - run.block as usize;
            let doc = if verbatim {
                let start = run.doc as usize + start - run.block as usize;
                Span::new(start, start + end - taken.start.max(run.block as usize))
            } else {
                Span::new(run.doc as usize, (run.doc + run.doc_len) as usize)
            };
            let part = start - taken.start..end - taken.start;
            add_run(runs, at + part.start, &text[part], doc, verbatim);
        }
    }
}

/// Maps `text`, which is to stand at `at`, to `doc`, in the last run where it continues it.
fn add_run(runs: &mut Vec<Run>, at: usize, text: &str, doc: Span, verbatim: bool) {
    if verbatim && let Some(last) = runs.last_mut() {
        let whole = last.doc_len == offset(at) - last.block;
        if whole && last.doc + last.doc_len == offset(doc.start) {
            last.doc_len += offset(doc.len());
            return;
        }
    }
    // Equal lengths say “byte by byte”: where that is chance, a cut after the first character makes them unequal.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let cut = !verbatim && text.len() == doc.len() && first < text.len();
    let run = |at| Run { block: offset(at), doc: offset(doc.start), doc_len: offset(doc.len()) };
    runs.push(run(at));
    if cut {
        runs.push(run(at + first));
    }
}

/// Documents are shorter than 4 GiB.
fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
