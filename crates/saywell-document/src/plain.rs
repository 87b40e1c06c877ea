//! Reads plain text: paragraphs, list items, quoted lines, and lines that start a speaker's turn.

use crate::directive::{self, Site};
use crate::document::Prose;
use crate::{Block, BlockBuilder, BlockKind, Span, speaker};
use std::ops::Range;

/// A line longer than this, in bytes, was not wrapped by hand: it is a paragraph of its own.
const WRAP: usize = 200;

/// A paragraph that grows beyond this, in bytes, is cut, so that memory stays bounded whatever is in a file. No reader
/// takes so much for one paragraph.
const LONGEST: usize = 64 << 10;

/// The longest heading or salutation, in bytes.
const SHORT: usize = 80;

/// The prose of a plain text.
pub(crate) fn read(text: &str) -> Prose {
    let sites = directive::find(text);
    let mut reader = Reader {
        text,
        sites: &sites,
        builder: BlockBuilder::new(),
        open: None,
        blocks: Vec::new(),
    };
    for line in lines(text) {
        reader.line(line);
    }
    reader.close(BlockKind::Paragraph);
    let mut blocks = reader.blocks;
    // A heading has something under it.
    if let Some(last) =
        blocks.last_mut().filter(|block| matches!(block.kind, BlockKind::Heading(_)))
    {
        last.kind = BlockKind::Paragraph;
    }
    Prose { blocks, sites, ..Prose::default() }
}

/// The lines of a text, without their ends and without a byte order mark; CRLF, LF and CR alone end a line. A line longer
/// than [`LONGEST`] comes in pieces.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = Some(text.len() - text.trim_start_matches('\u{FEFF}').len());
    std::iter::from_fn(move || {
        let start = next?;
        // A line's end is looked for no further than a line may reach.
        let window = &bytes[start..bytes.len().min(start + LONGEST + 1)];
        let end =
            memchr::memchr2(b'\n', b'\r', window).map_or(start + window.len(), |at| start + at);
        if end - start > LONGEST {
            let cut = cut(text, start..end);
            next = Some(cut);
            return Some(start..cut);
        }
        next = match &bytes[end..] {
            [] => None,
            [b'\r', b'\n', ..] => Some(end + 2),
            _ => Some(end + 1),
        };
        Some(start..end)
    })
}

/// Where to cut a line that is too long: after a sentence if there is an end of one near, else at a space.
fn cut(text: &str, line: Range<usize>) -> usize {
    let window = line.start..text.floor_char_boundary(line.start + LONGEST);
    let part = &text[window.clone()];
    let sentence = part.rfind(". ").filter(|at| *at > LONGEST / 2);
    let at = sentence.map(|at| at + 1).or_else(|| part.rfind(' ').filter(|at| *at > 0));
    at.map_or(window.end, |at| window.start + at)
}

struct Reader<'t> {
    text: &'t str,
    sites: &'t [Site],
    builder: BlockBuilder,
    open: Option<Open>,
    blocks: Vec<Block>,
}

/// A block being read.
struct Open {
    item: bool,
    /// How many `>` stand before its lines.
    quotes: usize,
    /// From the first line's content to the last line's end.
    source: Span,
    /// Where what is not yet in the builder starts.
    pending: usize,
    /// Whether it is one line so far.
    single: bool,
}

/// A line, and what its start tells.
struct Line {
    /// Where the line starts.
    start: usize,
    /// What is to be read, without white space around it.
    content: Range<usize>,
    /// How many `>` stand before it.
    quotes: usize,
    marker: Option<Marker>,
}

/// What stands before an item of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// A bullet, or the first number or letter: it may end a paragraph without an empty line.
    First,
    /// Another number or letter, which may be a wrapped line's start unless a list is being read.
    Later,
}

impl<'t> Reader<'t> {
    fn line(&mut self, range: Range<usize>) {
        let line = parse(self.text, range);
        if self.is_directive(&line.content) {
            return;
        }
        if line.content.is_empty() {
            return self.close(self.kind_before_empty_line());
        }
        let content = &self.text[line.content.clone()];
        if is_rule(content) {
            return self.close(self.kind_before_rule(content));
        }
        let long = content.len() > WRAP;
        let salutation = is_salutation(content);
        let full = self.open.as_ref().is_some_and(|open| open.source.len() > LONGEST);
        if long || full || self.starts_block(&line) {
            self.close(BlockKind::Paragraph);
        }
        self.add(&line);
        if long || salutation {
            self.close(BlockKind::Paragraph);
        }
    }

    /// Whether a line holds nothing but a directive, or a part of one.
    fn is_directive(&self, content: &Range<usize>) -> bool {
        let mut rest = content.clone();
        for site in self.sites_in(content) {
            if !self.text[rest.start..site.span.start.max(rest.start)].trim().is_empty() {
                return false;
            }
            rest.start = site.span.end.min(rest.end);
        }
        rest.start > content.start && self.text[rest].trim().is_empty()
    }

    /// The directives that share a byte with `range`.
    fn sites_in(&self, range: &Range<usize>) -> impl Iterator<Item = &'t Site> + use<'t> {
        let first = self.sites.partition_point(|site| site.span.end <= range.start);
        let end = range.end;
        self.sites[first..].iter().take_while(move |site| site.span.start < end)
    }

    fn starts_block(&self, line: &Line) -> bool {
        let Some(open) = &self.open else { return false };
        let item = line.marker.is_some_and(|marker| marker == Marker::First || open.item);
        item || line.quotes != open.quotes
            || speaker::label(&self.text[line.content.clone()]).is_some()
    }

    fn add(&mut self, line: &Line) {
        let Some(mut open) = self.open.take() else {
            let source = Span::new(line.content.start, line.content.end);
            let (item, quotes, pending) = (line.marker.is_some(), line.quotes, source.start);
            self.open = Some(Open { item, quotes, source, pending, single: true });
            return;
        };
        if line.quotes > 0 {
            self.push(open.pending..line.start);
            open.pending = line.content.start;
        }
        open.source.end = line.content.end;
        open.single = false;
        self.open = Some(open);
    }

    /// Adds a part of the document, without the directives in it, to the block's text.
    fn push(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for site in self.sites_in(&range) {
            let end = site.span.start.max(at);
            self.builder.push(&self.text[at..end], at);
            at = site.span.end.min(range.end);
        }
        self.builder.push(&self.text[at..range.end], at);
    }

    fn kind_before_empty_line(&self) -> BlockKind {
        let heading = self.open.as_ref().is_some_and(|open| {
            open.single
                && !open.item
                && open.quotes == 0
                && is_heading(&self.text[open.source.range()])
        });
        if heading { BlockKind::Heading(1) } else { BlockKind::Paragraph }
    }

    /// A line underlined by `===` or `---` is a heading.
    fn kind_before_rule(&self, rule: &str) -> BlockKind {
        let single =
            self.open.as_ref().is_some_and(|open| open.single && !open.item && open.quotes == 0);
        if single && rule.starts_with(['=', '-']) {
            BlockKind::Heading(1)
        } else {
            BlockKind::Paragraph
        }
    }

    /// Ends the block; `kind` is what it is if it is no list item.
    fn close(&mut self, kind: BlockKind) {
        let Some(open) = self.open.take() else { return };
        self.push(open.pending..open.source.end);
        let kind = if open.item { BlockKind::ListItem } else { kind };
        if let Some(block) = self.builder.finish(kind) {
            self.blocks.push(Block { block_quote: open.quotes > 0, source: open.source, ..block });
        }
    }
}

fn parse(text: &str, range: Range<usize>) -> Line {
    let start = range.start;
    let line = &text[range];
    let (quotes, unquoted) = strip_quotes(line);
    let (marker, rest) = match strip_marker(unquoted) {
        Some((marker, rest)) => (Some(marker), rest),
        None => (None, unquoted),
    };
    let content = start + line.len() - rest.len();
    Line { start, content: content..content + rest.trim_end().len(), quotes, marker }
}

/// How many `>` stand at a line's start, and the line without them.
fn strip_quotes(line: &str) -> (usize, &str) {
    let mut rest = line.trim_start();
    let mut quotes = 0;
    while let Some(inner) = rest
        .strip_prefix('>')
        .filter(|inner| inner.is_empty() || inner.starts_with([' ', '>', '\t']))
    {
        rest = inner.trim_start();
        quotes += 1;
    }
    (quotes, rest)
}

/// A line's marker of a list item, and what follows it.
fn strip_marker(line: &str) -> Option<(Marker, &str)> {
    let bytes = line.as_bytes();
    if !matches!(bytes.first()?, b'-' | b'*' | b'(' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..)
    {
        return None;
    }
    let (marker, rest) = bullet(line).or_else(|| number(line))?;
    let content = rest.trim_start();
    (content.len() < rest.len()).then_some((marker, content))
}

/// What stands behind the marker of a list item at a line's start, if there is one.
pub(crate) fn without_marker(line: &str) -> Option<&str> {
    strip_marker(line).map(|(_, rest)| rest)
}

fn bullet(line: &str) -> Option<(Marker, &str)> {
    line.strip_prefix(['-', '*', '•', '◦', '▪', '‣', '·']).map(|rest| (Marker::First, rest))
}

/// `1.`, `1)`, `(1)`, `a)`, `(a)`
fn number(line: &str) -> Option<(Marker, &str)> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let len = match digits {
        0 if inner.starts_with(|c: char| c.is_ascii_alphabetic()) => 1,
        1..=3 => digits,
        _ => return None,
    };
    let (name, rest) = inner.split_at(len);
    let point = digits > 0 && inner.len() == line.len();
    let rest = rest.strip_prefix(')').or_else(|| rest.strip_prefix('.').filter(|_| point))?;
    let marker = if ["1", "a", "A"].contains(&name) { Marker::First } else { Marker::Later };
    Some((marker, rest))
}

/// Whether a line is drawn rather than written: `---`, `=====`, `* * *`
fn is_rule(line: &str) -> bool {
    let drawn = |byte: u8| b"-=_*~# ".contains(&byte);
    line.len() >= 3 && line.bytes().all(drawn)
}

/// Whether a line opens a letter: `Dear Ms. Alvarez,`
fn is_salutation(line: &str) -> bool {
    let greets = ["Dear ", "Hello ", "Hi "].iter().any(|word| line.starts_with(word));
    greets && line.len() <= SHORT && line.ends_with([',', ':'])
}

/// Whether a line of its own is a heading: short, without a full stop, most of its longer words capitalised.
fn is_heading(line: &str) -> bool {
    if line.len() > SHORT
        || line.ends_with(['.', '!', '?', ',', ';', ':'])
        || speaker::label(line).is_some()
    {
        return false;
    }
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
    let (capital, all) = words.fold((0, 0), |(capital, all), word| {
        (capital + usize::from(word.starts_with(char::is_uppercase)), all + 1)
    });
    all > 0 && capital * 2 >= all
}
