//! Reads AsciiDoc: headings, paragraphs, lists, tables, quotations, notes and titles of blocks.

mod inline;

use crate::document::Prose;
use crate::paragraphs::Paragraphs;
use crate::{BlockKind, Span, directive, plain, source_lines};
use std::ops::Range;

/// The prose of an AsciiDoc document.
pub(crate) fn read(text: &str) -> Prose {
    let mut reader = Reader {
        text,
        out: Paragraphs::new(text, inline::read),
        fence: None,
        quotes: Vec::new(),
        next: Next::Prose,
        header: true,
        titled: false,
        table: None,
        in_list: false,
    };
    for range in source_lines::lines(text) {
        reader.line(range);
    }
    reader.out.close();
    reader.out.blocks.finish()
}

/// What the attributes above a block say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Prose,
    Quote,
    Unread,
}

struct Reader<'t> {
    text: &'t str,
    out: Paragraphs<'t>,
    /// The line that ends what is not read.
    fence: Option<&'t str>,
    /// The lines that end the quotations around the place.
    quotes: Vec<&'t str>,
    next: Next,
    /// Whether a document's header may still follow, or is being read.
    header: bool,
    /// Whether the document's title has been read.
    titled: bool,
    table: Option<Rows<'t>>,
    in_list: bool,
}

/// The rows of a table being read.
struct Rows<'t> {
    /// The line that ends them.
    end: &'t str,
    column: u16,
    /// Whether this may be the header.
    first: bool,
}

impl<'t> Reader<'t> {
    fn line(&mut self, range: Range<usize>) {
        let line = self.text[range.clone()].trim_end();
        let range = range.start..range.start + line.len();
        if let Some(fence) = self.fence {
            if line == fence {
                self.fence = None;
            }
            return self.directive(line, range);
        }
        if line.is_empty() {
            return self.empty_line();
        }
        if line.starts_with("//") && line.bytes().any(|byte| byte != b'/') {
            return self.directive(line, range);
        }
        if self.header && self.header_line(line, &range) {
            return;
        }
        if self.delimiter(line) || self.table_line(line, &range) {
            return;
        }
        self.content(line, range);
    }

    fn directive(&mut self, line: &str, range: Range<usize>) {
        let inner = line.trim_start_matches('/');
        self.out.blocks.site(directive::parse(inner, Span::new(range.start, range.end)));
    }

    fn empty_line(&mut self) {
        self.close();
        self.header = false;
        if let Some(table) = &mut self.table {
            table.first = false;
        }
    }

    fn close(&mut self) {
        let quotes = self.next == Next::Quote && self.out.is_open();
        self.out.blocks.quotes = self.quotes.len() + usize::from(quotes);
        if self.out.is_open() {
            self.next = Next::Prose;
        }
        self.out.close();
        self.out.blocks.quotes = self.quotes.len();
    }

    /// The lines under the document's title name authors and set attributes.
    fn header_line(&mut self, line: &str, range: &Range<usize>) -> bool {
        if line.starts_with("= ") || line.starts_with("# ") {
            self.titled = true;
            self.out.alone(BlockKind::Heading(1), range.start + 2..range.end);
            return true;
        }
        self.header = self.titled || is_attribute(line);
        self.header
    }

    /// Takes a line that starts or ends a delimited block.
    fn delimiter(&mut self, line: &'t str) -> bool {
        let sign = line.as_bytes()[0];
        let same = line.len() >= 4 && line.bytes().all(|byte| byte == sign);
        if line.starts_with("```")
            || (same && b"-.+/".contains(&sign))
            || (self.next == Next::Unread && (same || line == "--"))
        {
            self.close();
            self.next = Next::Prose;
            let end = line.find(|c: char| c.is_alphanumeric()).map_or(line, |_| "```");
            self.fence = Some(end);
            return true;
        }
        if !same && line != "--" {
            return false;
        }
        match sign {
            b'_' => {
                self.close();
                if self.quotes.pop_if(|end| *end == line).is_none() {
                    self.quotes.push(line);
                }
            }
            b'=' | b'*' | b'-' => {
                let quotes = self.next == Next::Quote;
                self.close();
                if self.quotes.pop_if(|end| *end == line).is_none() && quotes {
                    self.quotes.push(line);
                }
            }
            _ => return false,
        }
        self.next = Next::Prose;
        self.in_list = false;
        self.out.blocks.quotes = self.quotes.len();
        true
    }

    fn table_line(&mut self, line: &'t str, range: &Range<usize>) -> bool {
        let drawn = line.len() >= 4
            && b"|,:!".contains(&line.as_bytes()[0])
            && line[1..].bytes().all(|byte| byte == b'=');
        let Some(table) = &mut self.table else {
            if drawn {
                self.close();
                self.in_list = false;
                self.table = Some(Rows { end: line, column: 0, first: true });
            }
            return drawn;
        };
        if line == table.end {
            self.close();
            self.table = None;
            return true;
        }
        self.row(line, range);
        true
    }

    /// Cells stand behind bars, with what says how they look before those: `2+^a|`.
    fn row(&mut self, line: &str, range: &Range<usize>) {
        let mut at = range.start;
        for (index, piece) in line.split('|').enumerate() {
            let end = at + piece.len();
            let last = end == range.end;
            if index > 0
                && let Some(table) = &mut self.table
            {
                let kind = BlockKind::Cell { header: table.first, column: table.column };
                table.column = table.column.saturating_add(1);
                self.out.start(kind);
            }
            let shown = if last { piece } else { without_look(piece) };
            let content = shown.trim();
            let start = at + shown.len() - shown.trim_start().len();
            self.out.line(start..start + content.len());
            at = end + 1;
        }
        if let Some(table) = &mut self.table
            && line.contains('|')
        {
            table.column = if table.first { 0 } else { table.column };
        }
    }

    fn content(&mut self, line: &'t str, range: Range<usize>) {
        let inner = line.trim_start();
        let start = range.end - inner.len();
        let open = self.out.is_open();
        if let Some(level) = heading(line) {
            self.close();
            self.in_list = false;
            let title = line[level + 1..].trim_end_matches(['=', ' ']);
            let at = range.start + level + 1;
            let kind = BlockKind::Heading(u8::try_from(level).unwrap_or(6).min(6));
            return self.out.alone(kind, at..at + title.len());
        }
        if line.starts_with('[') && line.ends_with(']') && (!open || self.in_list) {
            self.close();
            self.next = attributes(line).unwrap_or(self.next);
            return;
        }
        if is_attribute(line) || line == "+" || line == "'''" || line == "<<<" || line == "---" {
            return self.close();
        }
        if let Some(alt) = block_macro(line) {
            self.close();
            let end = range.end - 1;
            return self.out.alone(BlockKind::Caption, end - alt.len()..end);
        }
        if !open && let Some(title) = title(line) {
            let kind = BlockKind::Caption;
            return self.out.alone(kind, range.end - title.len()..range.end);
        }
        if let Some(item) = item(inner) {
            self.close();
            self.in_list = true;
            self.out.start(BlockKind::ListItem);
            return self.out.line(range.end - item.len()..range.end);
        }
        if let Some((term, rest)) = term(inner) {
            self.close();
            self.in_list = true;
            self.out.alone(BlockKind::Paragraph, start..start + term.len());
            return self.out.line(range.end - rest.len()..range.end);
        }
        let unread = self.next == Next::Unread || (inner.len() < line.len() && !self.in_list);
        if !open && unread {
            // A paragraph of code ends at the next empty line.
            self.next = Next::Prose;
            self.fence = Some("");
            return;
        }
        if !open && inner.len() == line.len() {
            self.in_list = false;
        }
        self.out.line(start + admonition(inner)..range.end);
    }
}

/// The level of a heading: `== Title`.
fn heading(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == line.as_bytes()[0]).count();
    (line.starts_with(['=', '#']) && level <= 6 && line[level..].starts_with(' ')).then_some(level)
}

/// `:name: value`
fn is_attribute(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    name.is_some_and(|(name, rest)| {
        let plain = name.chars().all(|c| c.is_alphanumeric() || "-_!".contains(c));
        !name.is_empty() && plain && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// What `[…]` above a block says of it.
fn attributes(line: &str) -> Option<Next> {
    let style = line[1..].split([',', ']', '%', '#', '.']).next()?.trim();
    match style {
        "quote" | "verse" => Some(Next::Quote),
        "source" | "listing" | "literal" | "stem" | "latexmath" | "asciimath" | "pass"
        | "comment" | "mermaid" | "plantuml" | "graphviz" | "ditaa" => Some(Next::Unread),
        _ => None,
    }
}

/// The description in a macro that is a block: `image::x.png[A desk]`. Empty in those that have none.
fn block_macro(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once("::")?;
    let inner = rest.strip_suffix(']')?;
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let (_, attributes) =
        inner.split_once('[').filter(|(target, _)| named && !target.contains(' '))?;
    let alt = attributes.split(',').next().unwrap_or_default();
    let shown = name == "image" && attributes.len() == alt.len() && !alt.contains('=');
    Some(if shown { alt } else { "" })
}

/// The title of a block: `.Title`
fn title(line: &str) -> Option<&str> {
    line.strip_prefix('.')
        .filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || "\"“`*_".contains(c)))
}

/// What stands behind the marker of a list item.
fn item(line: &str) -> Option<&str> {
    let marked = ['*', '.', '-'].iter().find_map(|&sign| {
        let rest = line.trim_start_matches(sign);
        let depth = line.len() - rest.len();
        ((1..=6).contains(&depth) && rest.starts_with(' ')).then(|| rest.trim_start())
    });
    let callout = || {
        let (number, rest) = line.strip_prefix('<')?.split_once("> ")?;
        (number == "." || number.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
    };
    let item = marked.or_else(callout).or_else(|| plain::without_marker(line))?;
    let checked = ["[x] ", "[*] ", "[ ] "].iter().find_map(|mark| item.strip_prefix(mark));
    Some(checked.unwrap_or(item))
}

/// A term and what describes it: `term:: description`.
fn term(line: &str) -> Option<(&str, &str)> {
    let end = line.strip_suffix("::").map(|term| (term, ""));
    let (term, rest) = end.or_else(|| line.split_once(":: "))?;
    let plain = !term.is_empty() && !term.ends_with(':') && !term.contains(['[', '<']);
    plain.then(|| (term.trim_end_matches(':'), rest.trim_start()))
}

/// How long the label is that makes a paragraph an admonition: `NOTE: `.
fn admonition(line: &str) -> usize {
    let labels = ["NOTE: ", "TIP: ", "IMPORTANT: ", "CAUTION: ", "WARNING: "];
    labels.iter().find(|label| line.starts_with(**label)).map_or(0, |label| label.len())
}

/// What stands before a bar, without what says how the next cell looks.
fn without_look(piece: &str) -> &str {
    let look = |c: char| c.is_ascii_digit() || ".+*<^>adehlmsv".contains(c);
    let bare = piece.trim_end_matches(look);
    let short = piece.len() - bare.len() <= 6;
    if short && (bare.is_empty() || bare.ends_with(' ')) { bare } else { piece }
}
