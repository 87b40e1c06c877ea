//! The marks inside a paragraph of reStructuredText: emphasis, literals, links, roles.

use crate::Span;
use crate::blocks::Blocks;
use crate::paragraphs::{find_near, may_close, may_open, push_lines};

/// Roles whose text is prose, or shown as it is written.
#[rustfmt::skip] // a word a line is no list to read
const PROSE: &[&str] = &[
    "abbr", "abbreviation", "doc", "download", "em", "emphasis", "guilabel", "menuselection", "ref", "strong", "sub",
    "subscript", "sup", "superscript", "t", "term", "title", "title-reference",
];

/// Reads the text of the open block.
pub(super) fn read(blocks: &mut Blocks<'_>) {
    let text = blocks.text();
    // A paragraph that announces a literal block shows one colon.
    let end = if text.ends_with("::") { text.len() - 1 } else { text.len() };
    let mut at = 0;
    while at < end {
        let rest = &text[at..end];
        let plain = rest.find(['\\', '*', '`', ':', '|', '_', '[']).unwrap_or(rest.len());
        push_lines(blocks, at..at + plain);
        at += plain;
        if at < end {
            at = mark(blocks, text, at).min(end.max(at + 1));
        }
    }
}

/// Reads what starts at `at`; gives where it ends.
fn mark(blocks: &mut Blocks<'_>, text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let read = match rest.as_bytes()[0] {
        b'\\' => escape(blocks, text, at),
        b'*' => emphasis(text, at),
        b'`' if rest.starts_with("``") => literal(blocks, text, at),
        b'`' => phrase(blocks, text, at, 0, true),
        b':' => role(blocks, text, at),
        b'|' => substitution(blocks, text, at),
        b'[' => note(text, at),
        // The underscores behind a reference.
        _ => (text[..at].ends_with(char::is_alphanumeric) && may_close(text, at, 1))
            .then(|| at + rest.len() - rest.trim_start_matches('_').len()),
    };
    read.unwrap_or_else(|| {
        blocks.push(at..at + 1);
        at + 1
    })
}

fn escape(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let c = text[at + 1..].chars().next()?;
    let end = at + 1 + c.len_utf8();
    if !c.is_whitespace() {
        blocks.push(at + 1..end);
    }
    Some(end)
}

/// The stars around what is emphasised are dropped.
fn emphasis(text: &str, at: usize) -> Option<usize> {
    let len = if text[at..].starts_with("**") { 2 } else { 1 };
    (may_open(text, at, len) || may_close(text, at, len)).then_some(at + len)
}

fn literal(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let end = find_near(text, at + 2, "``")? + 2;
    blocks.mask(Span::new(at, end));
    Some(end)
}

/// `` `text` ``, `` `text`_ ``, `` `text <target>`_ ``; masked where it is no prose. `skip` bytes stand before it.
fn phrase(
    blocks: &mut Blocks<'_>,
    text: &str,
    at: usize,
    skip: usize,
    prose: bool,
) -> Option<usize> {
    let start = at + skip + 1;
    let close = find_near(text, start, "`").filter(|close| *close > start)?;
    let end =
        close + 1 + text[close + 1..].bytes().take(2).take_while(|byte| *byte == b'_').count();
    if !prose {
        blocks.mask(Span::new(at, end));
        return Some(end);
    }
    let inner = &text[start..close];
    let shown = inner.strip_suffix('>').and_then(|inner| inner.rfind('<')).unwrap_or(inner.len());
    if shown == 0 {
        blocks.mask(Span::new(at, end));
    } else {
        blocks.reach(Span::new(at, start));
        push_lines(blocks, start..start + inner[..shown].trim_end().len());
        blocks.reach(Span::new(close, end));
    }
    Some(end)
}

/// `` :role:`text` ``
fn role(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let window = &rest[..rest.floor_char_boundary(60)];
    let name = &window[..window.find(":`")?];
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:+".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let prose = PROSE.binary_search(&name.rsplit(':').next().unwrap_or(name)).is_ok();
    phrase(blocks, text, at, name.len() + 2, prose)
}

fn substitution(blocks: &mut Blocks<'_>, text: &str, at: usize) -> Option<usize> {
    let close = find_near(text, at + 1, "|")?;
    let inner = &text[at + 1..close];
    let named =
        !inner.is_empty() && inner.len() < 60 && inner.trim() == inner && !inner.contains('\n');
    named.then(|| {
        blocks.mask(Span::new(at, close + 1));
        close + 1
    })
}

/// A reference to a note, `[1]_`, is no part of the sentence.
fn note(text: &str, at: usize) -> Option<usize> {
    let close = find_near(text, at, "]_")?;
    let inner = &text[at + 1..close];
    (inner.len() < 60 && !inner.contains([' ', '[', '\n'])).then_some(close + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PROSE.is_sorted());
    }
}
