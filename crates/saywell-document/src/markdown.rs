//! Reads Markdown: CommonMark with tables, footnotes, strikethrough, task lists, alerts and front matter.
//!
//! The parser's events come with their places in the document and are taken one after another; nothing here recurses,
//! so nesting may be as deep as it likes. Code and struck-out text are not read. Of HTML, comments are looked at for
//! directives, and text between tags is read.

use crate::directive::{self, Site};
use crate::document::Prose;
use crate::html::{self, Scanner, Token};
use crate::{Block, BlockBuilder, BlockKind, Span, front, speaker};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

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
    Prose { blocks, sites, audience: front.audience }
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
    tokens: Vec<Token<'t>>,
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

/// The images around the place, and the captions found in the open block.
#[derive(Default)]
struct Images {
    depth: usize,
    source: Span,
    builder: BlockBuilder,
    captions: Vec<Block>,
}

/// An HTML block being read.
struct Html<'t> {
    scanner: Scanner<'t>,
    /// What the element around the place makes of text.
    kind: BlockKind,
    quotes: usize,
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
            tokens: Vec::new(),
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
                self.html = Some(Html {
                    scanner: Scanner::new(self.text),
                    kind: BlockKind::Paragraph,
                    quotes: 0,
                });
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

    fn start_link(&mut self, link_type: LinkType, title: &str, span: Span) {
        let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if bare {
            self.mask(span);
            self.skip += 1;
        } else {
            self.inline(span);
            self.caption_from_title(title, span);
        }
        self.links.push(bare);
    }

    fn start_image(&mut self, title: &str, span: Span) {
        if self.images.depth == 0 {
            self.mask(span);
            self.images.source = span;
        }
        self.caption_from_title(title, span);
        self.images.depth += 1;
    }

    fn end_image(&mut self) {
        self.images.depth -= 1;
        if self.images.depth == 0 {
            let source = self.images.source;
            let caption = self.images.builder.finish(BlockKind::Caption);
            self.images.captions.extend(caption.map(|block| Block { source, ..block }));
        }
    }

    /// Keeps a title that stands in the link itself, word for word.
    fn caption_from_title(&mut self, title: &str, link: Span) {
        if title.is_empty() || self.skip > 0 {
            return;
        }
        // The parser tells no place. The title is the link's last part; only there is looked, so that nested images
        // are not searched again and again.
        let source = &self.text[link.range()];
        let tail = source.len().saturating_sub(title.len() + "\"  )".len());
        let found = source.get(tail..).and_then(|tail| tail.rfind(title));
        let Some(start) = found.map(|found| link.start + tail + found) else { return };
        let mut builder = BlockBuilder::new();
        builder.push(title, start);
        let source = Span::new(start, start + title.len());
        self.images
            .captions
            .extend(builder.finish(BlockKind::Caption).map(|block| Block { source, ..block }));
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

    fn inline_html(&mut self, span: Span) {
        self.inline(span);
        let tag = &self.text[span.range()];
        if tag.starts_with("<!--") {
            self.sites.extend(directive::parse_html(tag, span.start));
        } else if tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
            self.line_break(span);
        }
    }

    fn html_line(&mut self, span: Span) {
        let mut tokens = std::mem::take(&mut self.tokens);
        if let Some(html) = &mut self.html {
            html.scanner.feed(span.range(), &mut tokens);
        }
        for token in tokens.drain(..) {
            self.html_token(token);
        }
        self.tokens = tokens;
    }

    fn html_token(&mut self, token: Token<'t>) {
        match token {
            Token::Text(range) => self.html_text(range),
            Token::Comment(range) => {
                self.sites.extend(directive::parse_html(&self.text[range.clone()], range.start));
            }
            Token::Tag { name, closes, span } => {
                self.html_tag(name, closes, Span::new(span.start, span.end));
            }
        }
    }

    fn html_tag(&mut self, name: &str, closes: bool, span: Span) {
        if name.eq_ignore_ascii_case("br") && self.open.is_some() {
            self.line_break(span);
        }
        if !html::is_block(name) {
            return;
        }
        self.close();
        let Some(html) = &mut self.html else { return };
        let lower = name.to_ascii_lowercase();
        html.kind = match lower.as_bytes() {
            [b'h', level @ b'1'..=b'6'] if !closes => BlockKind::Heading(level - b'0'),
            b"li" if !closes => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        };
        if lower == "blockquote" {
            html.quotes = if closes { html.quotes.saturating_sub(1) } else { html.quotes + 1 };
        }
    }

    fn html_text(&mut self, range: Range<usize>) {
        if self.open.is_none() && self.text[range.clone()].trim().is_empty() {
            return;
        }
        self.inline(Span::new(range.start, range.end));
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
            self.builder.push(&rest[..plain], at);
            at += plain;
            let Some((c, len)) = html::entity(&rest[plain..]) else {
                // A sign that starts no entity is itself.
                let len = usize::from(at < range.end);
                self.builder.push(&self.text[at..at + len], at);
                at += len;
                continue;
            };
            self.builder.push_as(c.encode_utf8(&mut [0; 4]), Span::new(at, at + len));
            at += len;
        }
    }
}
