//! HTML in Markdown: comments may be directives, tags are dropped, and the text between them is read.

use super::Reader;
use crate::html::{self, Scanner, Token};
use crate::{BlockKind, Span, directive};
use std::ops::Range;

/// An HTML block being read.
pub(super) struct Html<'t> {
    scanner: Scanner<'t>,
    tokens: Vec<Token<'t>>,
    /// What the element around the place makes of text.
    pub(super) kind: BlockKind,
    /// How many of its block quotations are around the place.
    pub(super) quotes: usize,
}

impl<'t> Html<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            scanner: Scanner::new(text),
            tokens: Vec::new(),
            kind: BlockKind::Paragraph,
            quotes: 0,
        }
    }
}

impl<'t> Reader<'t> {
    pub(super) fn inline_html(&mut self, span: Span) {
        self.inline(span);
        let tag = &self.text[span.range()];
        if tag.starts_with("<!--") {
            self.sites.extend(directive::parse_html(tag, span.start));
        } else if tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
            self.line_break(span);
        }
    }

    pub(super) fn html_line(&mut self, span: Span) {
        let Some(html) = &mut self.html else { return };
        html.scanner.feed(span.range(), &mut html.tokens);
        for token in std::mem::take(&mut html.tokens) {
            self.html_token(token);
        }
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
            if let Some((c, len)) = html::entity(&rest[plain..]) {
                self.builder.push_as(c.encode_utf8(&mut [0; 4]), Span::new(at, at + len));
                at += len;
            } else if at < range.end {
                // A sign that starts no entity is itself.
                self.builder.push("&", at);
                at += 1;
            }
        }
    }
}
