//! Marks: whatever a Word document or an OpenDocument text holds, what is marked in it says what was meant.

use crate::document;
use saywell_engine::document::{Document, ReadOptions, Span};
use saywell_extract::{Mark, Outcome, Way};

/// What words are replaced by.
const REPLACEMENTS: &[&str] = &["", "people", "a < b & \"c\"", "é ", "\u{FFFE}x\u{7}"];

/// What is said at words; the last line tells what for.
const COMMENTS: &[&str] = &["Why & <how>.\nhouse/one", "Why.\n\nhouse/two", "house/one"];

const WHEN: &str = "2026-05-01T12:00:00Z";

/// How many bytes make a mark.
pub(crate) const BYTES: usize = 4;

/// Marks words of a document as the bytes tell, as tracked changes or plainly, and panics where what comes of it cannot
/// be read, or does not say what the document said with the edits made.
pub(crate) fn check(package: &[u8], old: &Document, is_tracked: bool, told: &[u8]) {
    let marks: Vec<Mark> = told.chunks(BYTES).filter_map(|bytes| mark_at(old, bytes)).collect();
    let way = if is_tracked { Way::Tracked } else { Way::Accepted }(WHEN.to_owned());
    let Ok(marked) = saywell_extract::mark(package, &marks, &way) else { return };
    let options = ReadOptions { format: Some(old.format), ..ReadOptions::default() };
    let new = saywell_extract::read(marked.bytes.clone(), &options).expect("it can be read again");
    document::check(&new);
    check_words(old, &new, &marks, &marked.outcomes);
}

/// A mark at some words of a block: whole ones, as findings are.
fn mark_at(document: &Document, bytes: &[u8]) -> Option<Mark> {
    let &[block, start, more, what] = bytes else { return None };
    let block = document.blocks.get(usize::from(block) % document.blocks.len().max(1))?;
    let text = block.text(&document.text);
    let spaces = || text.match_indices(' ').map(|(at, _)| at);
    let starts: Vec<usize> = [0].into_iter().chain(spaces().map(|at| at + 1)).collect();
    let ends: Vec<usize> = spaces().chain([text.len()]).collect();
    let first = usize::from(start) % starts.len();
    let last = (first + usize::from(more % 4)).min(ends.len() - 1);
    let span = block.span(starts[first]..ends[last]);
    let replacement = REPLACEMENTS[usize::from(what >> 4) % REPLACEMENTS.len()];
    let comment = COMMENTS[usize::from(what >> 2) % COMMENTS.len()];
    Some(Mark {
        span,
        comment: (what & 2 == 2).then(|| comment.to_owned()),
        edit: (what & 1 == 1).then(|| (span, replacement.to_owned())),
    })
}

/// The new document has the words of the old one with the edits made that are told as made.
fn check_words(old: &Document, new: &Document, marks: &[Mark], outcomes: &[Outcome]) {
    assert_eq!(marks.len(), outcomes.len(), "every mark has an outcome");
    let made = marks.iter().zip(outcomes).filter(|(_, outcome)| **outcome == Outcome::Edited);
    let mut edits: Vec<&(Span, String)> =
        made.map(|(mark, _)| mark.edit.as_ref().expect("only what is asked for is made")).collect();
    edits.sort_by_key(|(span, _)| span.start);
    let mut expected = String::new();
    let mut from = 0;
    for (span, replacement) in edits {
        expected.push_str(old.text.get(from..span.start).expect("edits lie apart"));
        expected.push_str(replacement);
        from = span.end;
    }
    expected.push_str(&old.text[from..]);
    // Other words may make a paragraph look like another language, or no longer so.
    if old.unread == new.unread {
        assert_eq!(letters(&new.text), letters(&expected), "{marks:?} in {:?}", old.text);
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
