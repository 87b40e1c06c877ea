//! Reads HTML: what stands between tags, and what attributes show or read out.
//!
//! Tags are taken as they come; no tree is built, so that nothing depends on how deep elements stand in each other or
//! on whether they end. Where it matters to which start tag an end tag belongs, elements of the same name are counted.
//! Code, scripts, struck-out text and text marked as another language than English are not read.

mod elements;
mod tokens;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::{BlockBuilder, BlockKind, Span, directive, front, language};
use elements::{Element, element};
use std::ops::Range;
use tokens::{Token, reference, tokens};

/// The prose of an HTML document. Front matter of a site generator may stand before it.
pub(crate) fn read(text: &str) -> Prose {
    let front = front::matter(text);
    let prose = read_from(text, front.end);
    Prose { audience: front.audience.or(prose.audience), ..prose }
}

/// The prose of a piece of HTML.
pub(crate) fn read_piece(text: &str) -> Prose {
    read_from(text, 0)
}

fn read_from(text: &str, from: usize) -> Prose {
    let mut reader = Reader::new(text);
    tokens(text, from, |token| reader.token(token));
    let audience = reader.audience.take();
    reader.close();
    Prose { audience, foreign: reader.foreign, ..reader.blocks.finish() }
}

struct Reader<'t> {
    blocks: Blocks<'t>,
    /// What the element around the place makes of text.
    kind: BlockKind,
    column: u16,
    tag: Tag,
    /// The element around the place that is not read.
    skip: Option<Skip>,
    /// Elements around the place that are marked with a language, from the outermost.
    languages: Vec<Marked>,
    /// Whether the open block is in another language.
    foreign_block: bool,
    /// How many blocks were left out for their language.
    foreign: usize,
    audience: Option<String>,
}

/// The start tag being read.
#[derive(Default)]
struct Tag {
    name: String,
    span: Range<usize>,
    attribute: String,
    /// Values of attributes that are prose.
    captions: Vec<Range<usize>>,
    content: Option<Range<usize>>,
    /// Names that a `meta` element gives.
    meta: String,
    language: Option<Range<usize>>,
}

/// An element whose text is not read.
struct Skip {
    name: String,
    /// How many elements of this name are open.
    depth: usize,
    /// Whether it stands in a line of prose: it ends with that at the latest.
    inline: bool,
}

/// An element that is marked with a language.
struct Marked {
    name: String,
    depth: usize,
    foreign: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            blocks: Blocks::new(text),
            kind: BlockKind::Paragraph,
            column: 0,
            tag: Tag::default(),
            skip: None,
            languages: Vec::new(),
            foreign_block: false,
            foreign: 0,
            audience: None,
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(range) => self.words(range),
            Token::Comment(range) => {
                let comment = &self.blocks.text()[range.clone()];
                self.blocks.site(directive::parse_html(comment, range.start));
            }
            Token::Start { name, span } => {
                self.tag = Tag { name: name.to_owned(), span, ..Tag::default() };
            }
            Token::Attribute { name } => name.clone_into(&mut self.tag.attribute),
            Token::Value(range) => self.value(range),
            Token::Started(range) => {
                let tag = std::mem::take(&mut self.tag);
                let span = Span::new(tag.span.start, range.end.max(tag.span.start));
                self.start(&tag, span);
            }
            Token::End { name, span } => {
                self.tag = Tag::default();
                self.end(name, Span::new(span.start, span.end));
            }
        }
    }

    fn value(&mut self, range: Range<usize>) {
        let tag = &mut self.tag;
        match tag.attribute.as_str() {
            _ if tag.name.is_empty() => {}
            "lang" | "xml:lang" => tag.language = tag.language.take().or(Some(range)),
            "content" if tag.name == "meta" => tag.content = Some(range),
            "name" | "property" | "itemprop" if tag.name == "meta" => {
                self.blocks.text()[range].clone_into(&mut tag.meta);
            }
            name if elements::is_prose(name) => tag.captions.push(range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, span: Span) {
        let name = tag.name.as_str();
        let element = element(name);
        let breaks = !matches!(
            element,
            Element::Inline
                | Element::Quote
                | Element::Code
                | Element::Unread
                | Element::Thing
                | Element::Break
        );
        if let Some(skip) = &mut self.skip {
            if !(breaks && skip.inline) {
                skip.depth += usize::from(skip.name == name);
                return;
            }
            self.skip = None;
        }
        if breaks || elements::stands_alone(name) {
            self.close();
        }
        self.mark_language(tag, breaks);
        self.captions(tag);
        match element {
            Element::Heading(level) => self.kind = BlockKind::Heading(level),
            Element::Item => self.kind = BlockKind::ListItem,
            Element::Cell { header } => {
                self.kind = BlockKind::Cell { header, column: self.column };
                self.column = self.column.saturating_add(1);
            }
            Element::Row => self.column = 0,
            Element::BlockQuote => self.blocks.quotes += 1,
            Element::Block if name != "div" && matches!(self.kind, BlockKind::Heading(_)) => {
                self.kind = BlockKind::Paragraph;
            }
            Element::Break if self.blocks.is_open() => self.blocks.line_break(span),
            Element::Thing if !self.blocks.is_empty() => self.blocks.mask(span),
            Element::Quote => self.quote(span),
            Element::Code => {
                self.reach(span);
                self.blocks.mask(span);
                self.skip(name);
            }
            Element::Unread => self.skip(name),
            Element::Block | Element::Break | Element::Thing | Element::Inline => {}
        }
    }

    fn skip(&mut self, name: &str) {
        let inline = self.blocks.is_open() && !matches!(name, "svg" | "math");
        self.skip = Some(Skip { name: name.to_owned(), depth: 1, inline });
    }

    fn end(&mut self, name: &str, span: Span) {
        let element = element(name);
        if let Some(skip) = &mut self.skip {
            if skip.name == name {
                skip.depth -= 1;
                if skip.depth == 0 {
                    self.skip = None;
                }
                return;
            }
            let outside = skip.inline
                && !matches!(
                    element,
                    Element::Inline | Element::Quote | Element::Code | Element::Unread
                );
            if !outside {
                return;
            }
            self.skip = None;
        }
        match element {
            Element::Inline | Element::Code | Element::Unread | Element::Thing => {}
            Element::Break if self.blocks.is_open() => self.blocks.line_break(span),
            Element::Break => {}
            Element::Quote => self.quote(span),
            Element::BlockQuote => {
                self.close();
                self.blocks.quotes = self.blocks.quotes.saturating_sub(1);
            }
            Element::Block if matches!(name, "p" | "div" | "label" | "button") => self.close(),
            _ => {
                self.close();
                self.kind = BlockKind::Paragraph;
            }
        }
        self.end_language(name);
    }

    /// A quotation mark for a tag that means one.
    fn quote(&mut self, span: Span) {
        self.reach(span);
        self.blocks.push_as("\"", span);
    }

    /// Makes sure that a block is open.
    fn reach(&mut self, span: Span) {
        if !self.blocks.is_open() {
            self.foreign_block = self.is_foreign();
            self.blocks.open(self.kind, span);
        }
    }

    fn words(&mut self, range: Range<usize>) {
        if self.skip.is_some() || range.is_empty() {
            return;
        }
        let span = Span::new(range.start, range.end);
        if self.blocks.text()[range.clone()].trim().is_empty() {
            return self.blocks.space(span);
        }
        self.reach(span);
        if self.is_foreign() && !self.foreign_block {
            return self.blocks.mask(span);
        }
        for (text, piece) in pieces(self.blocks.text(), range) {
            match text {
                Some(text) => self.blocks.push_as(&text, piece),
                None => self.blocks.push(piece.range()),
            }
        }
    }

    fn close(&mut self) {
        let foreign = std::mem::take(&mut self.foreign_block);
        if foreign {
            self.foreign += usize::from(!self.blocks.is_empty());
            return self.blocks.forget();
        }
        if self.blocks.close() && self.kind == BlockKind::ListItem {
            self.kind = BlockKind::Paragraph;
        }
    }

    /// Keeps what the tag's attributes show or read out.
    fn captions(&mut self, tag: &Tag) {
        let described = tag.content.clone().filter(|_| elements::is_description(&tag.meta));
        if tag.meta == "saywell-audience" {
            let audience = tag.content.clone().map(|range| self.blocks.text()[range].trim());
            self.audience = self.audience.take().or(audience.map(str::to_owned));
        }
        if self.is_foreign() {
            return;
        }
        for range in tag.captions.iter().cloned().chain(described) {
            let source = Span::new(range.start, range.end);
            let mut builder = BlockBuilder::new();
            for (text, piece) in pieces(self.blocks.text(), range) {
                match text {
                    Some(text) => builder.push_as(&text, piece),
                    None => builder.push(&self.blocks.text()[piece.range()], piece.start),
                }
            }
            self.blocks.caption(builder.finish(BlockKind::Caption), source);
        }
    }

    fn is_foreign(&self) -> bool {
        self.languages.last().is_some_and(|marked| marked.foreign)
    }

    /// Notes the language that a start tag tells, and counts elements of the name of one that tells one.
    fn mark_language(&mut self, tag: &Tag, breaks: bool) {
        // A paragraph ends where another block starts, without an end tag.
        if breaks && self.languages.last().is_some_and(|marked| marked.name == "p") {
            self.languages.pop();
        }
        if let Some(range) = &tag.language {
            let foreign = language::is_foreign(&self.blocks.text()[range.clone()]);
            if !elements::is_void(&tag.name) {
                self.languages.push(Marked { name: tag.name.clone(), depth: 1, foreign });
            }
        } else if let Some(marked) = self.languages.last_mut() {
            marked.depth += usize::from(marked.name == tag.name);
        }
    }

    fn end_language(&mut self, name: &str) {
        let Some(marked) = self.languages.last_mut().filter(|marked| marked.name == name) else {
            return;
        };
        marked.depth -= 1;
        if marked.depth == 0 {
            self.languages.pop();
        }
    }
}

/// HTML's text in pieces: prose as it stands, and what character references stand for.
pub(crate) fn pieces(
    text: &str,
    range: Range<usize>,
) -> impl Iterator<Item = (Option<String>, Span)> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..range.end).filter(|rest| !rest.is_empty())?;
        let start = at;
        if rest.starts_with('&')
            && let Some((decoded, len)) = reference(rest)
        {
            at += len;
            return Some((Some(decoded), Span::new(start, at)));
        }
        // A sign that starts no reference is itself.
        let plain =
            memchr::memchr(b'&', &rest.as_bytes()[1..]).map_or(rest.len(), |found| found + 1);
        at += plain;
        Some((None, Span::new(start, at)))
    })
}
