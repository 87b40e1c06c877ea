//! The marks inside a paragraph of AsciiDoc: emphasis, code, links, macros, notes.

use crate::blocks::Blocks;
use crate::paragraphs::{find_near, may_close, may_open, push_lines};
use crate::{BlockKind, Span};

/// Macros whose text is prose: the name before the colon.
const PROSE: &[&str] = &["http", "https", "ftp", "irc", "link", "mailto", "xref"];

/// Macros that stand for something that is no prose.
const MASKED: &[&str] = &[
    "asciimath",
    "btn",
    "icon",
    "image",
    "kbd",
    "latexmath",
    "menu",
    "pass",
    "stem",
    "anchor",
    "indexterm",
];

/// Something open whose text is read: where it ends, and whether it is a note.
struct Open {
    close: usize,
    note: bool,
}

/// Macros whose text is a note.
const NOTES: &[&str] = &["footnote", "footnoteref"];

/// Reads the text of the open block.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let text = blocks.text();
    let mut around: Vec<Open> = Vec::new();
    let mut at = 0;
    loop {
        let end = around.last().map_or(text.len(), |open| open.close);
        if at >= end {
            let Some(open) = around.pop() else { return };
            at = at.max(open.close + 1);
            if open.note {
                blocks.resume(at);
            } else {
                blocks.reach(Span::new(at - 1, at));
            }
            continue;
        }
        let rest = &text[at..end];
        let plain = rest.find(SIGNS).unwrap_or(rest.len());
        let sign = at + plain;
        if rest[plain..].starts_with(':')
            && let Some(call) = Call::find(text, at, sign, end)
        {
            push_lines(blocks, at..call.start);
            at = call.read(blocks, &mut around);
            continue;
        }
        push_lines(blocks, at..sign);
        at = sign;
        if at < end {
            at = mark(blocks, text, at).unwrap_or_else(|| {
                blocks.push(at..at + 1);
                at + 1
            });
        }
    }
}

const SIGNS: [char; 16] =
    ['\\', '*', '_', '`', '#', '^', '~', '+', ':', '<', '[', '{', '(', '"', '\'', '-'];

/// Reads what starts at `at`; gives where it ends. None if it is prose.
fn mark(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let drop = |yes: bool, len: usize| yes.then_some(at + len);
    match rest.as_bytes()[0] {
        b'\\' => {
            let next = rest[1..].chars().next().filter(|c| c.is_ascii_punctuation())?;
            blocks.push(at + 1..at + 1 + next.len_utf8());
            Some(at + 2)
        }
        sign @ (b'*' | b'_' | b'#' | b'^' | b'~') => {
            let double = rest.as_bytes().get(1) == Some(&sign);
            let len = if double { 2 } else { 1 };
            drop(double || may_open(text, at, len) || may_close(text, at, len), len)
        }
        b'`' => code(blocks, text, at),
        b'+' => drop(may_open(text, at, 1) || may_close(text, at, 1), 1),
        b'"' | b'\'' if rest[1..].starts_with('`') => {
            let mark = if rest.starts_with('"') { "“" } else { "‘" };
            blocks.push_as(mark, Span::new(at, at + 2));
            Some(at + 2)
        }
        b'-' if rest.starts_with("-- ") || rest.starts_with("--\n") => {
            blocks.push_as("—", Span::new(at, at + 2));
            Some(at + 2)
        }
        b'<' if rest.starts_with("<<") => reference(blocks, text, at),
        b'[' => bracket(text, at),
        b'{' => attribute(blocks, text, at),
        b'(' => index(text, at),
        _ => None,
    }
}

/// `` `code` ``, and the end of `` "`quoted`" ``
fn code(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    if let Some(mark @ ('"' | '\'')) = text[at + 1..].chars().next() {
        let shown = if mark == '"' { "”" } else { "’" };
        blocks.push_as(shown, Span::new(at, at + 2));
        return Some(at + 2);
    }
    let mark = if text[at..].starts_with("``") { "``" } else { "`" };
    let end = find_near(text, at + mark.len(), mark)? + mark.len();
    blocks.mask(Span::new(at, end));
    Some(end)
}

/// `<<id>>`, `<<id,words>>`
fn reference(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let close = find_near(text, at + 2, ">>")?;
    match text[at + 2..close].find(',') {
        Some(comma) => {
            blocks.reach(Span::new(at, at + 2));
            push_lines(blocks, at + 2 + comma + 1..close);
            blocks.reach(Span::new(close, close + 2));
        }
        None => blocks.mask(Span::new(at, close + 2)),
    }
    Some(close + 2)
}

/// `[[anchor]]`, and what `[.role]#words#` says of its words
fn bracket(text: &str, at: usize) -> Option<usize> {
    if text[at..].starts_with("[[") {
        return Some(find_near(text, at, "]]")? + 2);
    }
    let close = find_near(text, at, "]")?;
    let marked = text[close + 1..].starts_with(['#', '*', '_', '`']);
    marked.then_some(close + 1)
}

/// `{name}` stands for something that is not here.
fn attribute(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let close = find_near(text, at, "}")?;
    let name = &text[at + 1..close];
    let plain = name.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c));
    if name.is_empty() || !plain {
        return None;
    }
    let span = Span::new(at, close + 1);
    match name {
        "empty" | "zwsp" | "wj" => {}
        "nbsp" | "sp" => blocks.space(span),
        "apos" | "rsquo" => blocks.push_as("’", span),
        "lsquo" => blocks.push_as("‘", span),
        "ldquo" => blocks.push_as("“", span),
        "rdquo" => blocks.push_as("”", span),
        _ => blocks.mask(span),
    }
    Some(close + 1)
}

/// The brackets of `((words))` for an index are dropped, and all of `(((words)))`.
fn index(text: &str, at: usize) -> Option<usize> {
    if text[at..].starts_with("(((") {
        return Some(find_near(text, at, ")))")? + 3);
    }
    text[at..].starts_with("((").then_some(at + 2)
}

/// A macro: `name:target[words]`.
struct Call<'t> {
    name: &'t str,
    start: usize,
    /// Where its words stand.
    words: std::ops::Range<usize>,
}

impl<'t> Call<'t> {
    /// The macro whose colon stands at `colon`, with a name that starts not before `from`.
    fn find(text: &'t str, from: usize, colon: usize, end: usize) -> Option<Self> {
        let before = &text[from..colon];
        let letters = before.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
        let name = &before[before.len() - letters..];
        if !PROSE.contains(&name) && !MASKED.contains(&name) && !NOTES.contains(&name) {
            return None;
        }
        let rest = &text[colon..text.floor_char_boundary(end.min(colon + 1000))];
        let target = rest.find('[').filter(|open| !rest[..*open].contains([' ', '\n']))?;
        let start = colon + target + 1;
        let close = find_near(text, start, "]").filter(|close| *close <= end)?;
        Some(Self { name, start: colon - letters, words: start..close })
    }

    /// Reads it, or says that it is around what follows; gives where to go on.
    fn read(self, blocks: &mut Blocks<'_>, around: &mut Vec<Open>) -> usize {
        let close = self.words.end;
        let note = NOTES.contains(&self.name);
        if note {
            blocks.suspend();
            blocks.open(BlockKind::Footnote, Span::new(self.words.start, self.words.start));
        } else if PROSE.contains(&self.name) && !self.words.is_empty() {
            blocks.reach(Span::new(self.start, self.words.start));
        } else {
            blocks.mask(Span::new(self.start, close + 1));
            return close + 1;
        }
        around.push(Open { close, note });
        self.words.start
    }
}
