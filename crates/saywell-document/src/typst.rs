//! Reads Typst: markup, and the content that stands in square brackets in code.
//!
//! One pass, with a stack of what is open around the place: Typst's modes follow from its brackets. Code, strings,
//! mathematics, raw text and comments are not read.

mod code;

use crate::blocks::Blocks;
use crate::document::Prose;
use crate::paragraphs::{find_near, may_close, may_open};
use crate::{BlockKind, Span, plain};

/// The prose of a Typst document.
pub(crate) fn read(text: &str) -> Prose {
    let mut reader = Reader {
        text,
        at: text.len() - text.trim_start_matches('\u{FEFF}').len(),
        blocks: Blocks::new(text),
        modes: vec![Mode::Markup(Content::Inline)],
        hidden: 0,
        line_start: true,
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.blocks.finish()
}

/// What is open around the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Markup, up to `]`.
    Markup(Content),
    /// Code in round or curly brackets, up to this sign.
    Code(u8),
    /// A statement, up to the end of its line.
    Statement,
    /// What was called after `#`: arguments and content may follow. Where it starts, and what is called.
    Call { start: usize, called: Called, shown: bool },
}

/// What the content in brackets is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// A part of the text around it.
    Inline,
    /// A block of its own.
    Apart,
    /// Other people's words.
    Quote,
    /// Not read.
    Hidden,
}

/// What a call does to its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    Other,
    Note,
    Quote,
    Strike,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    blocks: Blocks<'t>,
    modes: Vec<Mode>,
    /// How much content around the place is not read.
    hidden: usize,
    /// Whether nothing but white space stands before the place on its line.
    line_start: bool,
}

impl<'t> Reader<'t> {
    fn step(&mut self) {
        match self.modes.last().copied().unwrap_or(Mode::Markup(Content::Inline)) {
            Mode::Markup(content) => self.markup(content),
            Mode::Call { start, called, shown } => self.call(start, called, shown),
            Mode::Code(end) => self.code(end),
            Mode::Statement => self.code(b'\n'),
        }
    }

    fn is_read(&self) -> bool {
        self.hidden == 0
    }

    fn markup(&mut self, content: Content) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        let at_start = std::mem::take(&mut self.line_start);
        if at_start && self.line_mark() {
            return;
        }
        match bytes[0] {
            b' ' | b'\t' | b'\n' | b'\r' => self.white_space(at_start),
            b']' if self.modes.len() > 1 => self.end_content(content),
            b'/' if self.comment() => self.line_start = at_start,
            b'#' if bytes
                .get(1)
                .is_some_and(|c| c.is_ascii_alphabetic() || b"_([{\"".contains(c)) =>
            {
                self.hash();
            }
            b'\\' => self.escape(),
            b'`' => self.raw(),
            b'$' => self.skip_to("$", 1, true),
            b'@' => self.reference(),
            b'<' => self.label(),
            b'~' => self.written(" ", 1),
            b'-' if rest.starts_with("---") => self.written("—", 3),
            b'-' if rest.starts_with("--") => self.written("–", 2),
            b'-' if rest.starts_with("-?") => self.at += 2,
            b'*' | b'_' if may_open(self.text, self.at, 1) || may_close(self.text, self.at, 1) => {
                self.at += 1;
            }
            _ => self.plain(),
        }
    }

    /// A heading, or an item of a list, at a line's start.
    fn line_mark(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let level = rest.len() - rest.trim_start_matches('=').len();
        let head = &rest[..rest.floor_char_boundary(rest.len().min(80))];
        let (kind, len) = if (1..=6).contains(&level) && rest[level..].starts_with(' ') {
            (BlockKind::Heading(u8::try_from(level).unwrap_or(6)), level + 1)
        } else if rest.starts_with("- ") || rest.starts_with("+ ") || rest.starts_with("/ ") {
            (BlockKind::ListItem, 2)
        } else if let Some(body) =
            plain::without_marker(head).filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            (BlockKind::ListItem, head.len() - body.len())
        } else {
            return false;
        };
        if self.is_read() {
            self.blocks.open(kind, Span::new(self.at + len, self.at + len));
        }
        self.at += len;
        true
    }

    fn white_space(&mut self, at_start: bool) {
        let rest = &self.text[self.at..];
        let len = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let lines = memchr::memchr_iter(b'\n', &rest.as_bytes()[..len]).count();
        let heading =
            self.blocks.kind_of_open().is_some_and(|kind| matches!(kind, BlockKind::Heading(_)));
        if self.is_read() && (lines > 1 || (lines > 0 && heading)) {
            self.blocks.close();
        } else if self.is_read() {
            self.blocks.space(Span::new(self.at, self.at + len));
        }
        self.line_start = lines > 0 || at_start;
        self.at += len;
    }

    fn plain(&mut self) {
        let rest = &self.text[self.at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let special = |c: char| c.is_ascii() && b" \t\n\r]/#\\`$@<~-*_".contains(&(c as u8));
        let len = rest[first..].find(special).map_or(rest.len(), |found| found + first);
        if self.is_read() {
            self.blocks.push(self.at..self.at + len);
        }
        self.at += len;
    }

    fn written(&mut self, text: &str, len: usize) {
        let span = Span::new(self.at, self.at + len);
        self.at += len;
        if self.is_read() {
            self.blocks.push_as(text, span);
        }
    }

    fn mask(&mut self, start: usize) {
        if self.is_read() && start < self.at {
            self.blocks.mask(Span::new(start, self.at));
        }
    }

    /// A comment, which may be a directive. Tells whether there is one.
    fn comment(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let line = rest.starts_with("//") && !self.text[..self.at].ends_with(':');
        let len = if line {
            memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            memchr::memmem::find(rest.as_bytes(), b"*/").map_or(rest.len(), |found| found + 2)
        } else {
            return false;
        };
        let inner = rest[..len].trim_start_matches(['/', '*']).trim_end_matches(['/', '*']);
        self.blocks.comment(inner, Span::new(self.at, self.at + len));
        self.at += len;
        true
    }

    fn escape(&mut self) {
        let start = self.at;
        let rest = &self.text[start + 1..];
        if let Some(code) = rest.strip_prefix("u{").and_then(|hex| {
            let near = hex.as_bytes().iter().take(8).position(|byte| *byte == b'}')?;
            hex.get(..near)
        }) {
            let c = u32::from_str_radix(code.get(..code.len().min(6)).unwrap_or_default(), 16).ok();
            if let Some(c) = c.and_then(char::from_u32).filter(|_| code.len() <= 6) {
                return self.written(c.encode_utf8(&mut [0; 4]), code.len() + 4);
            }
        }
        match rest.chars().next() {
            Some(c) if !c.is_whitespace() => {
                self.at = start + 1 + c.len_utf8();
                if self.is_read() {
                    self.blocks.push(start + 1..self.at);
                }
            }
            // The end of a line.
            _ => {
                self.at += 1;
                if self.is_read() && self.blocks.is_open() {
                    self.blocks.line_break(Span::new(start, self.at));
                }
            }
        }
    }

    fn raw(&mut self) {
        let rest = &self.text[self.at..];
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks == 2 {
            self.at += 2;
        } else if ticks == 1 {
            self.skip_to("`", 1, true);
        } else {
            let start = self.at;
            let end = memchr::memmem::find(&rest.as_bytes()[ticks..], &rest.as_bytes()[..ticks]);
            self.at += end.map_or(rest.len(), |end| end + 2 * ticks);
            self.mask(start);
        }
    }

    /// Skips to behind the next `end`, which is looked for `skip` bytes from here; the sign is prose if there is none.
    fn skip_to(&mut self, end: &str, skip: usize, masks: bool) {
        let start = self.at;
        match find_near(self.text, start + skip, end) {
            Some(found) => {
                self.at = found + end.len();
                if masks {
                    self.mask(start);
                }
            }
            None => self.plain(),
        }
    }

    fn reference(&mut self) {
        let rest = &self.text[self.at + 1..];
        let name = rest.len()
            - rest.trim_start_matches(|c: char| c.is_alphanumeric() || "-_.:".contains(c)).len();
        if name == 0 {
            return self.plain();
        }
        let start = self.at;
        self.at += 1 + rest[..name].trim_end_matches(['.', ':']).len();
        self.mask(start);
    }

    /// `<label>` is not shown.
    fn label(&mut self) {
        let rest = &self.text[self.at + 1..];
        let name = rest.len()
            - rest.trim_start_matches(|c: char| c.is_alphanumeric() || "-_.:".contains(c)).len();
        if name > 0 && rest[name..].starts_with('>') { self.at += name + 2 } else { self.plain() }
    }
}
