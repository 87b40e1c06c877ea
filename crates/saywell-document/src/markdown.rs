//! Reads Markdown: CommonMark with tables, footnotes, strikethrough, task lists, alerts and front matter.
//!
//! The parser's events come with their places in the document and are taken one after another; nothing here recurses,
//! so nesting may be as deep as it likes. Code and struck-out text are not read. Of HTML, comments are looked at for
//! directives, and text between tags is read.

mod links;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::excerpt::Excerpt;
use crate::{BlockKind, Span, directive, front, html};
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
    Prose { audience: front.audience, ..reader.blocks.finish() }
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
    blocks: Blocks<'t>,
    /// List items and footnotes around the place.
    containers: Vec<Container>,
    cell: Cell,
    /// How many elements are around it whose text is not read.
    skip: usize,
    /// Whether each link around it is its own address.
    links: Vec<bool>,
    images: Images,
    /// The HTML block being read.
    html: Option<Excerpt>,
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
            blocks: Blocks::new(text),
            containers: Vec::new(),
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
                self.html = Some(Excerpt::default());
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
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Link => self.skip -= usize::from(self.links.pop().unwrap_or_default()),
            TagEnd::Image => self.end_image(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    fn enter(&mut self, container: Container) {
        self.close();
        self.blocks.quotes += usize::from(matches!(container, Container::Quote { quotes: true }));
        self.containers.push(container);
    }

    fn leave(&mut self) {
        self.close();
        let left = self.containers.pop();
        self.blocks.quotes -= usize::from(matches!(left, Some(Container::Quote { quotes: true })));
    }

    /// Opens a block; without a kind, it is what its container makes of a paragraph.
    fn open_block(&mut self, kind: Option<BlockKind>, source: Span) {
        self.close();
        let kind = kind.unwrap_or(match self.containers.last_mut() {
            Some(Container::Item { started }) if !*started => {
                *started = true;
                BlockKind::ListItem
            }
            Some(Container::Footnote) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        });
        self.blocks.open(kind, source);
    }

    /// Makes sure that what stands at `span` stands in a block: text may follow an item's marker at once.
    fn inline(&mut self, span: Span) {
        if self.blocks.is_open() { self.blocks.reach(span) } else { self.open_block(None, span) }
    }

    fn words(&mut self, words: &str, span: Span) {
        if self.skip > 0 {
            return;
        }
        self.inline(span);
        let verbatim = self.text[span.range()].ends_with(words);
        // After an escape's backslash, or the whole source.
        let start = span.end - if verbatim { words.len() } else { 0 };
        match (self.images.builder(), verbatim) {
            (Some(builder), true) => builder.push(words, start),
            (Some(builder), false) => builder.push_as(words, span),
            (None, true) => self.blocks.push(start..span.end),
            (None, false) => self.blocks.push_as(words, span),
        }
    }

    fn mask(&mut self, span: Span) {
        self.inline(span);
        if self.skip > 0 {
            return;
        }
        match self.images.builder() {
            Some(builder) => builder.push_mask(span),
            None => self.blocks.mask(span),
        }
    }

    fn line_break(&mut self, span: Span) {
        self.inline(span);
        match self.images.builder() {
            Some(builder) => builder.push_space(span),
            None => self.blocks.line_break(span),
        }
    }

    fn inline_html(&mut self, span: Span) {
        self.inline(span);
        let tag = &self.text[span.range()];
        if tag.starts_with("<!--") {
            self.blocks.site(directive::parse_html(tag, span.start));
        } else if tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
            self.line_break(span);
        }
    }

    fn html_line(&mut self, span: Span) {
        if let Some(html) = &mut self.html {
            html.push(&self.text[span.range()], span.start);
        }
    }

    fn end_html(&mut self) {
        if let Some(html) = self.html.take() {
            self.blocks.absorb(html.map_back(html::read_piece(html.text())));
        }
    }

    /// Ends the open block, if there is one.
    fn close(&mut self) {
        self.blocks.close();
        for (caption, source) in self.images.captions.drain(..) {
            self.blocks.caption(Some(caption), source);
        }
    }
}
