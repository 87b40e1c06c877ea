//! Reads LaTeX: prose between commands, headings, items, notes and cells.
//!
//! LaTeX is a language that programs itself, so this is a reading by its usual commands. One pass, with a stack of the
//! groups around the place; a command that is not known is taken away and its arguments are read. Mathematics, code,
//! citations and references stand as one unknown word; the preamble (but for the title), comments and struck-out text
//! are not read.

mod commands;
mod skip;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::{BlockKind, Span};
use commands::{Command, Environment, command, environment};
use std::collections::{HashMap, HashSet};

/// The prose of a LaTeX document, or of a part of one without preamble.
pub(crate) fn read(text: &str) -> Prose {
    let preamble = memchr::memmem::find(text.as_bytes(), b"\\begin{document}").is_some();
    let mut reader = Reader {
        text,
        at: text.len() - text.trim_start_matches('\u{FEFF}').len(),
        blocks: Blocks::new(text),
        groups: Vec::new(),
        hidden: 0,
        preamble,
        titles: 0,
        next: Next::Nothing,
        tables: 0,
        column: 0,
        label_end: 0,
        endless: HashSet::new(),
        barren: HashMap::new(),
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.blocks.finish()
}

/// What a `{` opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// Text goes on.
    Plain,
    Heading,
    /// A block of its own, inside another.
    Apart,
    /// Text in quotation marks.
    Quote,
    /// An argument that is not read; so many follow it.
    Hidden(u8),
    /// A part of a definition.
    Definition,
}

/// What the next `{` opens, if it comes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    Heading(u8),
    Apart(BlockKind),
    Quote,
    Hidden(u8),
    /// Any number of arguments that are not read.
    Definition,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    blocks: Blocks<'t>,
    groups: Vec<Group>,
    /// How many groups around the place are not read.
    hidden: usize,
    /// Whether the document has not begun.
    preamble: bool,
    /// How many groups around the place are a heading: the title is read in the preamble too.
    titles: usize,
    next: Next,
    /// How many tables are around the place.
    tables: usize,
    column: u16,
    /// Where the bracket closes that opens an item's label.
    label_end: usize,
    /// Environments that are known to have no end in the rest of the text.
    endless: HashSet<&'t str>,
    /// Up to where no end of mathematics is to be found, for each sign that ends it.
    barren: HashMap<&'static str, usize>,
}

impl<'t> Reader<'t> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'\\' => self.command(),
            b'%' => self.comment(),
            b' ' | b'\t' | b'\n' | b'\r' => self.white_space(),
            b'{' => self.open_group(),
            b'}' => self.close_group(),
            b'[' if self.next != Next::Nothing && self.option(0).is_some() => {
                self.at += self.option(0).unwrap_or(1);
            }
            b'$' => self.dollar(),
            b'~' => self.written(" ", 1),
            b'`' if bytes.starts_with(b"``") => self.written("“", 2),
            b'`' => self.written("‘", 1),
            b'\'' if bytes.starts_with(b"''") => self.written("”", 2),
            b'-' if bytes.starts_with(b"---") => self.written("—", 3),
            b'-' if bytes.starts_with(b"--") => self.written("–", 2),
            b'&' if self.tables > 0 => {
                self.at += 1;
                self.next_cell(self.column.saturating_add(1));
            }
            b']' if self.at == self.label_end => self.written(" ", 1),
            b'#' => self.at += 1 + usize::from(bytes.get(1).is_some_and(u8::is_ascii_digit)),
            _ => self.plain(),
        }
    }

    /// Whether text at the place is prose.
    fn is_read(&self) -> bool {
        self.hidden == 0 && (!self.preamble || self.titles > 0)
    }

    fn plain(&mut self) {
        self.next = Next::Nothing;
        let rest = &self.text[self.at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let special = |c: char| c.is_ascii() && b"\\%{}$~`'-&#[] \t\r\n".contains(&(c as u8));
        let len = rest[first..].find(special).map_or(rest.len(), |found| found + first);
        if self.is_read() {
            self.blocks.push(self.at..self.at + len);
        }
        self.at += len;
    }

    /// Reads `len` bytes that stand for `text`.
    fn written(&mut self, text: &str, len: usize) {
        self.next = Next::Nothing;
        let span = Span::new(self.at, self.at + len);
        self.at += len;
        if !self.is_read() {
        } else if text.trim().is_empty() {
            self.blocks.space(span);
        } else {
            self.blocks.push_as(text, span);
        }
    }

    fn mask(&mut self, start: usize) {
        if self.is_read() {
            self.blocks.mask(Span::new(start, self.at));
        }
    }

    fn white_space(&mut self) {
        let rest = &self.text[self.at..];
        let len = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let space = &rest[..len];
        let lines = space.bytes().filter(|&byte| byte == b'\n').count();
        let lines = lines.max(space.bytes().filter(|&byte| byte == b'\r').count());
        if lines > 1 {
            self.end_paragraph();
        } else if self.is_read() {
            self.blocks.space(Span::new(self.at, self.at + len));
        }
        self.at += len;
    }

    fn end_paragraph(&mut self) {
        self.next = Next::Nothing;
        // Arguments reach over no paragraph, but for definitions: one that does was not closed.
        while self.groups.pop_if(|group| matches!(group, Group::Hidden(_))).is_some() {
            self.hidden -= 1;
        }
        self.close();
    }

    fn close(&mut self) {
        if self.blocks.close() && self.blocks.kind == BlockKind::ListItem {
            self.blocks.kind = BlockKind::Paragraph;
        }
    }

    /// A comment ends its line, and swallows the white space at the start of the next one.
    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let inner = rest[..len].trim_start_matches('%');
        self.blocks.comment(inner, Span::new(self.at, self.at + len));
        self.at += len;
        let rest = &self.text[self.at..];
        let end = ["\r\n", "\n", "\r"]
            .iter()
            .find(|end| rest.starts_with(**end))
            .map_or(0, |end| end.len());
        let next = rest[end..].trim_start_matches([' ', '\t']);
        if next.starts_with(['\n', '\r']) {
            self.end_paragraph();
        }
        self.at = self.text.len() - next.len();
    }

    fn open_group(&mut self) {
        let start = self.at;
        self.at += 1;
        let group = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Nothing => Group::Plain,
            Next::Heading(level) if self.hidden == 0 => {
                self.titles += 1;
                self.blocks.open(BlockKind::Heading(level), Span::new(start, start));
                Group::Heading
            }
            Next::Apart(kind) if self.is_read() => {
                self.blocks.suspend();
                self.blocks.open(kind, Span::new(start, start));
                Group::Apart
            }
            Next::Quote if self.is_read() => {
                self.blocks.push_as("“", Span::new(start, self.at));
                Group::Quote
            }
            Next::Definition => Group::Definition,
            Next::Hidden(more) => Group::Hidden(more),
            Next::Heading(_) | Next::Apart(_) | Next::Quote => Group::Plain,
        };
        self.hidden += usize::from(matches!(group, Group::Hidden(_) | Group::Definition));
        self.groups.push(group);
    }

    fn close_group(&mut self) {
        let start = self.at;
        self.at += 1;
        self.next = Next::Nothing;
        match self.groups.pop() {
            Some(Group::Heading) => {
                self.close();
                self.titles -= 1;
            }
            Some(Group::Apart) => self.blocks.resume(self.at),
            Some(Group::Quote) if self.is_read() => {
                self.blocks.push_as("”", Span::new(start, self.at));
            }
            Some(Group::Hidden(more)) => {
                self.hidden -= 1;
                if more > 0 {
                    self.next = Next::Hidden(more - 1);
                }
            }
            Some(Group::Definition) => {
                self.hidden -= 1;
                self.next = Next::Definition;
            }
            Some(Group::Plain | Group::Quote) | None => {}
        }
    }

    fn command(&mut self) {
        let start = self.at;
        let name = name(&self.text[start + 1..]);
        self.at = start + 1 + name.len();
        self.next = Next::Nothing;
        let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if letters && self.text[self.at..].starts_with('*') {
            self.at += 1;
        }
        match (name, command(name)) {
            ("(", _) => self.skip_math(start, "\\)"),
            ("[", _) => self.skip_math(start, "\\]"),
            ("\\", _) => self.line(start),
            (_, Command::Begin) => self.begin(),
            (_, Command::End) => self.end(),
            (_, Command::Verb) => self.verb(start),
            (_, Command::Accent(mark)) => self.accent(start, mark),
            (_, Command::Text(text)) => {
                let len = self.at - start;
                self.at = start;
                self.written(text, len);
                if letters {
                    self.swallow_space();
                }
            }
            (_, Command::Line) => self.line(start),
            (_, Command::Paragraph) => self.end_paragraph(),
            (_, Command::Item) => {
                self.close();
                self.blocks.kind = BlockKind::ListItem;
                // `\item[Label]` is read without its brackets.
                if self.text[self.at..].starts_with('[')
                    && let Some(len) = self.option(0)
                {
                    self.label_end = self.at + len - 1;
                    self.at += 1;
                }
            }
            (_, command) => self.arguments(start, command),
        }
    }

    /// White space after a command's name only ends the name; `{}` there does so too.
    fn swallow_space(&mut self) {
        let rest = &self.text[self.at..];
        let next = rest.trim_start_matches([' ', '\t']);
        if next.starts_with("{}") {
            self.at += rest.len() - next.len() + 2;
        } else if !next.starts_with(['\n', '\r']) {
            self.at += rest.len() - next.len();
        }
    }

    /// Says what the arguments of a command are.
    fn arguments(&mut self, start: usize, command: Command) {
        self.next = match command {
            Command::Heading(level) => Next::Heading(level),
            Command::Note => Next::Apart(BlockKind::Footnote),
            Command::Caption => Next::Apart(BlockKind::Caption),
            Command::Quote => Next::Quote,
            Command::Define => Next::Definition,
            Command::Drop(count) => Next::Hidden(count - 1),
            Command::Mask(count) => {
                self.mask(start);
                if count > 0 { Next::Hidden(count - 1) } else { Next::Nothing }
            }
            _ => Next::Nothing,
        };
        // Options, and what a definition defines.
        loop {
            let rest = &self.text[self.at..];
            let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let after = &rest[space..];
            if after.starts_with('[')
                && let Some(len) = self.option(space)
            {
                self.at += len;
            } else if self.next == Next::Definition && after.starts_with(['\\', '#', '=', '*']) {
                self.at += space + 1 + name(&after[1..]).len();
            } else {
                if self.next != Next::Nothing || space < rest.len() && after.starts_with('{') {
                    self.at += space;
                }
                return;
            }
        }
    }

    fn line(&mut self, start: usize) {
        if self.tables > 0 && self.is_read() {
            self.next_cell(0);
        } else if self.is_read() && self.blocks.is_open() {
            self.blocks.line_break(Span::new(start, self.at));
        }
        let rest = &self.text[self.at..];
        if rest.starts_with('[')
            && let Some(len) = self.option(0)
        {
            self.at += len;
        }
    }

    fn next_cell(&mut self, column: u16) {
        self.close();
        self.column = column;
        self.blocks.kind = BlockKind::Cell { header: false, column };
    }

    fn begin(&mut self) {
        let Some(name) = self.environment_name() else { return };
        match environment(name) {
            Environment::Document => {
                self.preamble = false;
                self.groups.clear();
                self.hidden = 0;
                self.titles = 0;
            }
            Environment::Unread => self.skip_environment(name),
            Environment::Quote => {
                self.close();
                self.blocks.quotes += 1;
            }
            Environment::Table(arguments) => {
                self.next_cell(0);
                self.tables += 1;
                self.next = Next::Hidden(arguments - 1);
            }
            Environment::Styled(arguments) => {
                self.close();
                self.next = Next::Hidden(arguments - 1);
            }
            Environment::Frame => {
                self.close();
                self.next = Next::Heading(3);
            }
            Environment::Other => {
                self.close();
                let rest = &self.text[self.at..];
                if rest.starts_with('[')
                    && let Some(len) = self.option(0)
                {
                    self.at += len;
                }
            }
        }
    }

    fn end(&mut self) {
        let Some(name) = self.environment_name() else { return };
        self.end_paragraph();
        match environment(name) {
            Environment::Document => self.at = self.text.len(),
            Environment::Quote => self.blocks.quotes = self.blocks.quotes.saturating_sub(1),
            Environment::Table(_) => {
                self.tables = self.tables.saturating_sub(1);
                self.blocks.kind = BlockKind::Paragraph;
            }
            _ if self.tables == 0 => self.blocks.kind = BlockKind::Paragraph,
            _ => {}
        }
    }
}

/// The name of the command after a backslash: letters, or one other character.
fn name(text: &str) -> &str {
    let letters =
        text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'@').count();
    let letters = if text.starts_with('@') { 1 } else { letters };
    let other = text.chars().next().map_or(0, char::len_utf8);
    &text[..if letters > 0 { letters } else { other }]
}
