//! Collects the lines of one paragraph after another, for markup that goes by lines. When a paragraph is whole, the
//! marks in it are read, which may reach over its lines.

use crate::blocks::Blocks;
use crate::excerpt::Excerpt;
use crate::{BlockKind, Span};
use std::ops::Range;

/// Reads the marks inside a paragraph: the text is that of the blocks, in which one is open.
pub(crate) type Inline = fn(&mut Blocks<'_>);

/// The paragraph being read, and the blocks before it.
#[derive(Debug)]
pub(crate) struct Paragraphs<'t> {
    pub(crate) blocks: Blocks<'t>,
    lines: Excerpt,
    end: usize,
    kind: BlockKind,
    inline: Inline,
}

impl<'t> Paragraphs<'t> {
    /// Nothing read yet of `text`; `inline` reads a paragraph's marks.
    pub(crate) fn new(text: &'t str, inline: Inline) -> Self {
        let kind = BlockKind::Paragraph;
        Self { blocks: Blocks::new(text), lines: Excerpt::default(), end: 0, kind, inline }
    }

    /// Whether a paragraph is open.
    pub(crate) fn is_open(&self) -> bool {
        !self.lines.text().is_empty()
    }

    /// Whether the open paragraph is one line.
    pub(crate) fn is_single(&self) -> bool {
        self.is_open() && !self.lines.text().contains('\n')
    }

    /// The open paragraph as it is written.
    pub(crate) fn written(&self) -> &str {
        self.lines.text()
    }

    /// Ends the open paragraph, and says what the next one is.
    pub(crate) fn start(&mut self, kind: BlockKind) {
        self.close();
        self.kind = kind;
    }

    /// Says what the open paragraph is.
    pub(crate) fn become_kind(&mut self, kind: BlockKind) {
        self.kind = kind;
    }

    /// Adds a line, or a part of one.
    pub(crate) fn line(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let text = self.blocks.text();
        if self.is_open() && self.end < range.start {
            match &text[self.end..range.start] {
                "\n" => self.lines.push("\n", self.end),
                _ => self.lines.push_as('\n', Span::new(self.end, range.start)),
            }
        }
        self.lines.push(&text[range.clone()], range.start);
        self.end = range.end;
    }

    /// A block of its own.
    pub(crate) fn alone(&mut self, kind: BlockKind, range: Range<usize>) {
        self.start(kind);
        self.line(range);
        self.close();
    }

    /// Ends the open paragraph.
    pub(crate) fn close(&mut self) {
        let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
        if !self.is_open() {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        let mut inner = Blocks::new(lines.text());
        inner.open(kind, Span::default());
        (self.inline)(&mut inner);
        self.blocks.absorb(lines.map_back(inner.finish()));
    }
}

/// Adds a paragraph's text from `at` up to `end`; a line's end may be followed by another speaker.
pub(crate) fn push_lines(blocks: &mut Blocks<'_>, range: Range<usize>) {
    let text = blocks.text();
    let mut at = range.start;
    while at < range.end {
        let rest = &text.as_bytes()[at..range.end];
        let line = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        blocks.push(at..at + line);
        at += line;
        if at < range.end {
            blocks.line_break(Span::new(at, at + 1));
            at += 1;
        }
    }
}

/// Whether a mark at `at`, `len` bytes long, may open something: nothing but white space or an opening sign before it,
/// something else than white space behind it.
pub(crate) fn may_open(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || "'\"([{<-/:“‘*_".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark at `at` may close something: something else than white space before it, no letter behind it.
pub(crate) fn may_close(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

/// How far the end of something that was opened is looked for, in bytes: far enough for what people write, and short
/// enough that the time stays linear where much opens and nothing ends.
pub(crate) const REACH: usize = 2000;

/// Where `mark` stands next from `from` on, if near.
pub(crate) fn find_near(text: &str, from: usize, mark: &str) -> Option<usize> {
    let window = &text.as_bytes()[from..text.len().min(from + REACH)];
    memchr::memmem::find(window, mark.as_bytes()).map(|found| from + found)
}
