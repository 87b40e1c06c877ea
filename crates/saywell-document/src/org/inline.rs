//! The marks inside a paragraph of Org: emphasis, code, links, notes, times.

use crate::blocks::Blocks;
use crate::paragraphs::{find_near, may_close, may_open, push_lines};
use crate::{BlockKind, Span};

/// Reads the text of the open block.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let text = blocks.text();
    // Where links and notes around the place end, and whether they are notes.
    let mut around: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    loop {
        let end = around.last().map_or(text.len(), |(end, _)| *end);
        if at >= end {
            let Some((end, note)) = around.pop() else { return };
            let after = text.len().min(end + if note { 1 } else { 2 });
            at = at.max(after);
            if note {
                blocks.resume(at);
            } else {
                blocks.reach(Span::new(end, at));
            }
            continue;
        }
        let rest = &text[at..end];
        let plain = rest
            .find(['*', '/', '_', '+', '=', '~', '[', '\\', '$', '<', '@', '{'])
            .unwrap_or(rest.len());
        push_lines(blocks, at..at + plain);
        at += plain;
        if at < end {
            let next = mark(blocks, text, at, &mut around);
            at = next.unwrap_or_else(|| {
                blocks.push(at..at + 1);
                at + 1
            });
        }
    }
}

/// Reads what starts at `at`; gives where to go on. None if it is prose.
fn mark(
    blocks: &mut Blocks<'_>,
    text: &str,
    at: usize,
    around: &mut Vec<(usize, bool)>,
) -> Option<usize> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'*' | b'/' | b'_' => {
            // A slash between words, as in “and/or”, is prose.
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let within = inside(text[..at].chars().next_back()) && inside(rest[1..].chars().next());
            let address = text[..at].ends_with([':', '/']) || rest.starts_with("//");
            (!within && !address && (may_open(text, at, 1) || may_close(text, at, 1)))
                .then_some(at + 1)
        }
        sign @ (b'=' | b'~' | b'+') if may_open(text, at, 1) => {
            let mark = char::from(sign).to_string();
            let mut close = find_near(text, at + 1, &mark)?;
            while !may_close(text, close, 1) {
                close = find_near(text, close + 1, &mark).filter(|next| next - at < 500)?;
            }
            // What is struck out is not read.
            if sign != b'+' {
                blocks.mask(Span::new(at, close + 1));
            }
            Some(close + 1)
        }
        b'[' if rest.starts_with("[[") => link(blocks, text, at, around),
        b'[' if rest.starts_with("[fn:") => note(blocks, text, at, around),
        b'\\' if rest.starts_with("\\\\") => {
            blocks.line_break(Span::new(at, at + 2));
            Some(at + 2)
        }
        b'\\' if rest.starts_with("\\(") => masked(blocks, text, at, 2, "\\)"),
        b'\\' if rest.starts_with("\\[") => masked(blocks, text, at, 2, "\\]"),
        b'$' if may_open(text, at, 1) => masked(blocks, text, at, 1, "$"),
        b'<' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            masked(blocks, text, at, 1, ">")
        }
        b'{' if rest.starts_with("{{{") => masked(blocks, text, at, 3, "}}}"),
        b'@' if rest.starts_with("@@") => find_near(text, at + 2, "@@").map(|close| close + 2),
        _ => None,
    }
}

/// A mask up to the next `end`, which stands near.
fn masked(blocks: &mut Blocks<'_>, text: &str, at: usize, skip: usize, end: &str) -> Option<usize> {
    let close = find_near(text, at + skip, end)? + end.len();
    blocks.mask(Span::new(at, close));
    Some(close)
}

/// `[[target][words]]`, `[[target]]`
fn link(
    blocks: &mut Blocks<'_>,
    text: &str,
    at: usize,
    around: &mut Vec<(usize, bool)>,
) -> Option<usize> {
    let close = find_near(text, at + 2, "]]")?;
    let Some(words) = text[at..close].find("][") else {
        blocks.mask(Span::new(at, close + 2));
        return Some(close + 2);
    };
    let start = at + words + 2;
    blocks.reach(Span::new(at, start));
    around.push((close, false));
    Some(start)
}

/// `[fn:1]` is no part of its sentence; `[fn:: words]` and `[fn:1: words]` are notes.
fn note(
    blocks: &mut Blocks<'_>,
    text: &str,
    at: usize,
    around: &mut Vec<(usize, bool)>,
) -> Option<usize> {
    let close = find_near(text, at, "]")?;
    let inner = &text[at + 4..close];
    let Some(words) = inner.find(':') else { return Some(close + 1) };
    let start = at + 4 + words + 1;
    blocks.suspend();
    blocks.open(BlockKind::Footnote, Span::new(start, start));
    around.push((close, true));
    Some(start)
}
