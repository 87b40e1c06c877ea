//! Collects blocks and directives while a reader goes through a text. Shared by the readers of markup.

use crate::directive::{self, Site};
use crate::document::Prose;
use crate::{Block, BlockBuilder, BlockKind, Place, Span, speaker};
use std::ops::Range;

/// The blocks found so far, and the one being read.
#[derive(Debug)]
pub(crate) struct Blocks<'t> {
    text: &'t str,
    open: Option<Open>,
    /// Blocks that were left open to read one that stands inside them, such as a footnote.
    around: Vec<Option<Open>>,
    /// A builder that can be used again.
    spare: BlockBuilder,
    done: Vec<Block>,
    sites: Vec<Site>,
    foreign: usize,
    places: Vec<Place>,
    /// How many block quotations are around the place.
    pub(crate) quotes: usize,
    /// What a block is that is opened by text alone.
    pub(crate) kind: BlockKind,
}

/// A block being read.
#[derive(Debug)]
struct Open {
    kind: BlockKind,
    source: Span,
    builder: BlockBuilder,
    /// Places in the builder's text where the document's lines end.
    lines: Vec<usize>,
}

impl<'t> Blocks<'t> {
    /// No blocks yet of `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            open: None,
            around: Vec::new(),
            spare: BlockBuilder::new(),
            done: Vec::new(),
            sites: Vec::new(),
            foreign: 0,
            places: Vec::new(),
            quotes: 0,
            kind: BlockKind::Paragraph,
        }
    }

    /// The text that is being read.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether a block is open, be it empty.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What the open block is.
    pub(crate) fn kind_of_open(&self) -> Option<BlockKind> {
        self.open.as_ref().map(|open| open.kind)
    }

    /// Whether nothing but white space stands in the open block.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.as_ref().is_none_or(|open| open.builder.is_empty())
    }

    /// Ends the open block and opens another, the source of which starts with `source`.
    pub(crate) fn open(&mut self, kind: BlockKind, source: Span) {
        self.close();
        let builder = std::mem::take(&mut self.spare);
        self.open = Some(Open { kind, source, builder, lines: Vec::new() });
    }

    /// Makes sure that what stands at `span` stands in a block.
    pub(crate) fn reach(&mut self, span: Span) {
        match &mut self.open {
            Some(open) => open.source.end = open.source.end.max(span.end),
            None => self.open(self.kind, span),
        }
    }

    /// Adds prose as it stands in the text.
    pub(crate) fn push(&mut self, range: Range<usize>) {
        let text = self.text;
        if !range.is_empty() {
            self.reach(Span::new(range.start, range.end));
            self.builder().push(&text[range.clone()], range.start);
        }
    }

    /// Adds prose that the text writes otherwise at `span`.
    pub(crate) fn push_as(&mut self, prose: &str, span: Span) {
        self.reach(span);
        self.builder().push_as(prose, span);
    }

    /// Adds a mask for what stands at `span`.
    pub(crate) fn mask(&mut self, span: Span) {
        self.reach(span);
        self.builder().push_mask(span);
    }

    /// Adds white space for what stands at `span`; no block is opened for it.
    pub(crate) fn space(&mut self, span: Span) {
        if self.is_open() && !span.is_empty() {
            self.reach(span);
            self.write_space(span);
        }
    }

    /// Adds the end of a line that people see: behind it another speaker may start.
    pub(crate) fn line_break(&mut self, span: Span) {
        self.reach(span);
        let Some(open) = &mut self.open else { return };
        if !open.builder.is_empty() {
            open.lines.push(open.builder.text().len());
        }
        self.write_space(span);
    }

    /// A space that stands in the text is taken as it stands, so that lines need no map of their own.
    fn write_space(&mut self, span: Span) {
        let source = &self.text[span.range()];
        if !source.is_empty() && source.trim().is_empty() {
            self.builder().push(source, span.start);
        } else {
            self.builder().push_space(span);
        }
    }

    /// Adds a block that stands for something else: an image's description, a title.
    pub(crate) fn caption(&mut self, block: Option<Block>, source: Span) {
        let block_quote = self.quotes > 0;
        self.done.extend(block.map(|block| Block { source, block_quote, ..block }));
    }

    /// Leaves the open block for one that stands inside it; [`Blocks::resume`] comes back.
    pub(crate) fn suspend(&mut self) {
        let open = self.open.take();
        self.around.push(open);
    }

    /// Ends the open block and goes on with the one that was left, up to `end`.
    pub(crate) fn resume(&mut self, end: usize) {
        self.close();
        self.open = self.around.pop().flatten();
        if let Some(open) = &mut self.open {
            open.source.end = open.source.end.max(end);
        }
    }

    /// Keeps the directive in a comment, if it is one. `inner` is the comment without its signs.
    pub(crate) fn comment(&mut self, inner: &str, span: Span) {
        self.sites.extend(directive::parse(inner, span));
    }

    /// Keeps a directive.
    pub(crate) fn site(&mut self, site: Option<Site>) {
        self.sites.extend(site);
    }

    /// Names the place that starts at `start`.
    pub(crate) fn place(&mut self, start: usize, name: String) {
        self.places.push(Place { start, name });
    }

    /// Takes over what was found in a part of the text.
    pub(crate) fn absorb(&mut self, prose: Prose) {
        self.close();
        let quoted = self.quotes > 0;
        self.done.extend(
            prose
                .blocks
                .into_iter()
                .map(|block| Block { block_quote: quoted || block.block_quote, ..block }),
        );
        self.sites.extend(prose.sites);
        self.foreign += prose.foreign;
        self.places.extend(prose.places);
    }

    /// Drops the open block.
    pub(crate) fn forget(&mut self) {
        self.open = None;
    }

    /// Ends the open block, if there is one; tells whether there was something to read in it.
    ///
    /// A paragraph in which several people speak becomes one block for each.
    pub(crate) fn close(&mut self) -> bool {
        let Some(Open { kind, source, mut builder, lines }) = self.open.take() else {
            return false;
        };
        let points = speaker::turns(builder.text(), &lines);
        let first = self.done.len();
        if points.is_empty() {
            self.done.extend(builder.finish(kind));
        } else {
            self.done.extend(builder.finish_parts(kind, &points));
        }
        self.spare = builder;
        let block_quote = self.quotes > 0;
        let new = &mut self.done[first..];
        let starts: Vec<usize> = new.iter().skip(1).map(|block| block.whole().start).collect();
        for (index, block) in new.iter_mut().enumerate() {
            block.block_quote = block_quote;
            let start = index.checked_sub(1).map_or(source.start, |before| starts[before]);
            block.source =
                Span::new(start, starts.get(index).copied().unwrap_or(source.end).max(start));
        }
        self.done.len() > first
    }

    /// What was found, in the order of the text.
    pub(crate) fn finish(mut self) -> Prose {
        self.close();
        while !self.around.is_empty() {
            self.resume(0);
            self.close();
        }
        self.done.sort_by_key(|block| block.source.start);
        self.sites.sort_by_key(|site| site.span.start);
        let Self { done: blocks, sites, foreign, places, .. } = self;
        Prose { blocks, sites, foreign, places, ..Prose::default() }
    }

    fn builder(&mut self) -> &mut BlockBuilder {
        match &mut self.open {
            Some(open) => &mut open.builder,
            None => &mut self.spare,
        }
    }
}
