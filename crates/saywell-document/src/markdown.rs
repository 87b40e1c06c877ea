//! Reads Markdown: CommonMark with tables, footnotes, strikethrough, task lists, alerts and front matter.
//!
//! The parser's events come with their places in the document and are taken one after another; nothing here recurses,
//! so nesting may be as deep as it likes. Code and struck-out text are not read. Of HTML, comments are looked at for
//! directives, and text between tags is read.

mod html;
mod links;

use crate::directive::Site;
use crate::document::Prose;
use crate::{Block, BlockBuilder, BlockKind, Span, front, speaker};
use html::Html;
use links::Images;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The prose of a Markdown text.
pub(crate) fn read(text: &str) -> Prose {
    let front = front::matter(text);
    let mut reader = Reader::new(text);
    for (event, range) in Parser::new_ext(&text[front.end..], options()).into_offset_iter() {
        reader.event(event, Span::new(front.end + range.start, front.end + range.end));
    }
    reader.close();
    let Reader { mut blocks, mut sites, .. } = reader;
    blocks.sort_by_key(|block| block.source.start);
    sites.sort_by_key(|site| site.span.start);
    Prose { blocks, sites, audience: front.audience, ..Prose::default() }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    sites: Vec<Site>,
    builder: BlockBuilder,
    open: Option<Open>,
    /// Places in the builder's text where the document's lines end.
    lines: Vec<usize>,
    /// List items and footnotes around the place.
    containers: Vec<Container>,
    /// How many block quotations are around it.
    quotes: usize,
    cell: Cell,
    /// How many elements are around it whose text is not read.
    skip: usize,
    /// Whether each link around it is its own address.
    links: Vec<bool>,
    images: Images,
    html: Option<Html<'t>>,
}

/// A block being read.
struct Open {
    kind: BlockKind,
    source: Span,
}

enum Container {
    Item {
        /// Whether the item's first text has been met.
        started: bool,
    },
    Footnote,
    /// Anything else that a paragraph may stand in.
    Quote {
        /// Whether it quotes; an alert does not.
        quotes: bool,
    },
}

/// Which cell of a table comes next.
#[derive(Default)]
struct Cell {
    header: bool,
    column: u16,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            sites: Vec::new(),
            builder: BlockBuilder::new(),
            open: None,
            lines: Vec::new(),
            containers: Vec::new(),
            quotes: 0,
            cell: Cell::default(),
            skip: 0,
            links: Vec::new(),
            images: Images::default(),
            html: None,
        }
    }

    fn event(&mut self, event: Event<'t>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.mask(span),
            Event::Html(_) => self.html_line(span),
            Event::InlineHtml(_) => self.inline_html(span),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            Event::Rule => self.close(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.inline(span),
        }
    }

    fn start(&mut self, tag: Tag<'t>, span: Span) {
        match tag {
            Tag::Paragraph => self.open_block(None, span),
            Tag::Heading { level, .. } => {
                self.open_block(Some(BlockKind::Heading(level as u8)), span);
            }
            Tag::TableCell => {
                let Cell { header, column } = self.cell;
                self.open_block(Some(BlockKind::Cell { header, column }), span);
            }
            Tag::TableHead | Tag::TableRow => {
                self.cell = Cell { header: tag == Tag::TableHead, column: 0 }
            }
            Tag::BlockQuote(alert) => self.enter(Container::Quote { quotes: alert.is_none() }),
            Tag::Item => self.enter(Container::Item { started: false }),
            Tag::FootnoteDefinition(_) => self.enter(Container::Footnote),
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.close();
                self.skip += 1;
            }
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(Html::new(self.text));
            }
            Tag::Strikethrough => {
                self.inline(span);
                self.skip += 1;
            }
            Tag::Link { link_type, title, .. } => self.start_link(link_type, &title, span),
            Tag::Image { title, .. } => self.start_image(&title, span),
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => self.inline(span),
            Tag::List(_) | Tag::Table(_) | Tag::DefinitionList => self.close(),
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => {
                self.close();
                self.cell.column = self.cell.column.saturating_add(1);
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.leave(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Strikethrough => self.skip -= 1,
            TagEnd::HtmlBlock => {
                self.close();
                self.html = None;
            }
            TagEnd::Link => self.skip -= usize::from(self.links.pop().unwrap_or_default()),
            TagEnd::Image => self.end_image(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    fn enter(&mut self, container: Container) {
        self.close();
        self.quotes += usize::from(matches!(container, Container::Quote { quotes: true }));
        self.containers.push(container);
    }

    fn leave(&mut self) {
        self.close();
        let left = self.containers.pop();
        self.quotes -= usize::from(matches!(left, Some(Container::Quote { quotes: true })));
    }

    /// Opens a block; without a kind, it is what its container makes of a paragraph.
    fn open_block(&mut self, kind: Option<BlockKind>, source: Span) {
        self.close();
        let container = self.containers.last_mut();
        let kind = kind.unwrap_or(match (&self.html, container) {
            (Some(html), _) => html.kind,
            (None, Some(Container::Item { started })) if !*started => {
                *started = true;
                BlockKind::ListItem
            }
            (None, Some(Container::Footnote)) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        });
        self.open = Some(Open { kind, source });
    }

    /// Makes sure that what stands at `span` stands in a block: text may follow an item's marker at once.
    fn inline(&mut self, span: Span) {
        match &mut self.open {
            Some(open) => open.source.end = open.source.end.max(span.end),
            None => self.open_block(None, span),
        }
    }

    /// The builder for text at this place.
    fn target(&mut self) -> &mut BlockBuilder {
        if self.images.depth > 0 { &mut self.images.builder } else { &mut self.builder }
    }

    fn words(&mut self, words: &str, span: Span) {
        if self.skip > 0 {
            return;
        }
        self.inline(span);
        let source = &self.text[span.range()];
        if source.ends_with(words) {
            // After an escape's backslash, or the whole source.
            self.target().push(words, span.end - words.len());
        } else {
            self.target().push_as(words, span);
        }
    }

    fn mask(&mut self, span: Span) {
        self.inline(span);
        if self.skip == 0 {
            self.target().push_mask(span);
        }
    }

    fn line_break(&mut self, span: Span) {
        self.inline(span);
        if self.images.depth == 0 && !self.builder.is_empty() {
            self.lines.push(self.builder.text().len());
        }
        self.target().push_space(span);
    }

    /// Ends the open block, if there is one.
    fn close(&mut self) {
        let Some(Open { kind, source }) = self.open.take() else { return };
        let block_quote = self.quotes > 0 || self.html.as_ref().is_some_and(|html| html.quotes > 0);
        let points = speaker::turns(self.builder.text(), &self.lines);
        self.lines.clear();
        let first = self.blocks.len();
        if points.is_empty() {
            self.blocks.extend(self.builder.finish(kind));
        } else {
            self.blocks.extend(self.builder.finish_parts(kind, &points));
        }
        let starts: Vec<usize> =
            self.blocks[first..].iter().skip(1).map(|block| block.whole().start).collect();
        for (index, block) in self.blocks[first..].iter_mut().enumerate() {
            block.block_quote = block_quote;
            let start = index.checked_sub(1).map_or(source.start, |before| starts[before]);
            block.source =
                Span::new(start, starts.get(index).copied().unwrap_or(source.end).max(start));
        }
        self.images.captions.sort_by_key(|caption| caption.source.start);
        self.blocks
            .extend(self.images.captions.drain(..).map(|caption| Block { block_quote, ..caption }));
    }
}
