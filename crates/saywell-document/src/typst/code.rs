//! Code in Typst: calls, statements, and the content that is given to them.

use super::{Called, Content, Mode, Reader};
use crate::{BlockKind, Span};

/// Words that start a statement after `#`.
const STATEMENTS: &[&str] =
    &["let", "set", "show", "import", "include", "if", "else", "for", "while", "return", "context"];

impl<'t> Reader<'t> {
    /// Code in markup.
    pub(super) fn hash(&mut self) {
        let start = self.at;
        self.at += 1;
        let name = self.identifier();
        if STATEMENTS.contains(&name) {
            if self.is_read() && matches!(name, "let" | "set" | "show" | "import") {
                self.blocks.close();
            }
            return self.modes.push(Mode::Statement);
        }
        let called = match name {
            "footnote" => Called::Note,
            "quote" => Called::Quote,
            "strike" | "raw" => Called::Strike,
            _ => Called::Other,
        };
        self.modes.push(Mode::Call { start, called, shown: false });
        if name.is_empty() {
            match self.text.as_bytes()[self.at] {
                b'"' => self.string(),
                b'{' => self.open_code(b'}'),
                b'(' => self.open_code(b')'),
                _ => {}
            }
        }
    }

    /// The identifier here, and moves behind it.
    pub(super) fn identifier(&mut self) -> &'t str {
        let text = self.text;
        let rest = &text[self.at..];
        let len = rest.len()
            - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_').len();
        self.at += len;
        &rest[..len]
    }

    pub(super) fn open_code(&mut self, end: u8) {
        self.at += 1;
        self.modes.push(Mode::Code(end));
    }

    pub(super) fn string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[self.at..]) {
            self.at += found + 1;
            if bytes[self.at - 1] == b'"' {
                return;
            }
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        }
        self.at = self.text.len();
    }

    /// What follows a call: arguments, content, a method; else it is over.
    pub(super) fn call(&mut self, start: usize, called: Called, shown: bool) {
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b'(' => self.open_code(b')'),
            b'[' => {
                if let Some(Mode::Call { shown, .. }) = self.modes.last_mut() {
                    *shown = true;
                }
                let content = match called {
                    Called::Other => Content::Inline,
                    Called::Note => Content::Apart,
                    Called::Quote => Content::Quote,
                    Called::Strike => Content::Hidden,
                };
                let kind =
                    if called == Called::Note { BlockKind::Footnote } else { BlockKind::Paragraph };
                self.open_content(content, kind);
            }
            b'.' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                self.at += 1;
                self.identifier();
            }
            _ => {
                self.modes.pop();
                if !shown {
                    self.mask(start);
                }
                if rest.starts_with(';') {
                    self.at += 1;
                }
            }
        }
    }

    pub(super) fn open_content(&mut self, content: Content, kind: BlockKind) {
        let start = self.at;
        self.at += 1;
        self.modes.push(Mode::Markup(content));
        match content {
            Content::Inline => {}
            Content::Hidden => self.hidden += 1,
            Content::Quote if self.is_read() => self.blocks.push_as("“", Span::new(start, self.at)),
            Content::Apart if self.is_read() => {
                self.blocks.suspend();
                self.blocks.open(kind, Span::new(self.at, self.at));
            }
            Content::Quote | Content::Apart => {}
        }
        self.line_start = true;
    }

    pub(super) fn end_content(&mut self, content: Content) {
        let start = self.at;
        self.at += 1;
        self.modes.pop();
        match content {
            Content::Inline => {}
            Content::Hidden => self.hidden -= 1,
            Content::Quote if self.is_read() => self.blocks.push_as("”", Span::new(start, self.at)),
            Content::Apart if self.is_read() => self.blocks.resume(self.at),
            Content::Quote | Content::Apart => {}
        }
    }

    /// Code up to `end`, which is a bracket or the end of a line.
    pub(super) fn code(&mut self, end: u8) {
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b'"' => self.string(),
            b'/' if self.comment() => {}
            b'`' => {
                let start = self.hidden;
                self.hidden += 1;
                self.raw();
                self.hidden = start;
            }
            b'$' => {
                self.hidden += 1;
                self.skip_to("$", 1, false);
                self.hidden -= 1;
            }
            b'(' => self.open_code(b')'),
            b'{' => self.open_code(b'}'),
            b'[' => self.open_content(Content::Apart, BlockKind::Paragraph),
            sign if sign == end || (end == b'\n' && sign == b';') => {
                self.at += 1;
                self.modes.pop();
                self.line_start = end == b'\n';
            }
            // A bracket that closes something further out ends a statement.
            b')' | b'}' | b']' if end == b'\n' => {
                self.modes.pop();
            }
            _ => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let next = rest[first..]
                    .find(['"', '/', '`', '$', '(', '{', '[', ')', '}', ']', '\n', ';']);
                self.at += next.map_or(rest.len(), |next| next + first);
            }
        }
    }
}
