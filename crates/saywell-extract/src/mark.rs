//! Marks in a document: what is to be changed and what is to be said, and what became of it.

mod plan;

use crate::flow::OwnComment;
use saywell_document::Span;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub(crate) use plan::{Planned, Sheet};

/// The name that saywell signs tracked changes and comments with. Comments of that name are not read as part of a
/// document.
pub const AUTHOR: &str = "saywell";

/// What is to be done at a place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words that the comment is about, in bytes of the document's text.
    pub span: Span,
    /// What to say there, one paragraph a line, where the edit is not asked for or cannot be made. The last line names
    /// what the comment is for: where saywell has said something for that before, it is not said again.
    pub comment: Option<String>,
    /// What to put in the place of a span that holds the words.
    pub edit: Option<(Span, String)>,
}

/// How edits are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// As tracked changes made at this time, written as `2026-05-01T12:00:00Z`, which a person can accept or reject.
    Tracked(String),
    /// As if a person had accepted them. Comments get this time.
    Accepted(String),
}

/// What became of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The edit was made.
    Edited,
    /// The comment was set.
    Commented,
    /// A comment for the same stands there from an earlier time.
    SaidBefore,
    /// Neither can be done at that place, such as a comment in a footnote.
    NotPossible,
}

/// A document with marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The file's new content.
    pub bytes: Vec<u8>,
    /// What became of each mark, in the order of the marks.
    pub outcomes: Vec<Outcome>,
}

impl Way {
    /// The time of changes and comments.
    pub(crate) fn date(&self) -> &str {
        match self {
            Self::Tracked(date) | Self::Accepted(date) => date,
        }
    }
}

/// So many comments for the same may stand on other words inside one that holds the words of a picture's run.
const MOST_INSIDE: usize = 32;

/// The comments that saywell set before, each good for one mark: by what they are for and where they end, where they start,
/// in order.
#[derive(Debug, Default)]
pub(crate) struct SaidBefore<'a>(HashMap<&'a str, BTreeMap<usize, Vec<usize>>>);

impl<'a> SaidBefore<'a> {
    pub(crate) fn new(comments: &'a [OwnComment]) -> Self {
        let mut said = Self::default();
        for OwnComment { about, said: text } in comments {
            said.0
                .entry(purpose(text))
                .or_default()
                .entry(about.end)
                .or_default()
                .push(about.start);
        }
        said.0
            .values_mut()
            .flat_map(BTreeMap::values_mut)
            .for_each(|starts| starts.sort_unstable());
        said
    }

    /// Whether something for the same was said on these words. It is taken as said once.
    pub(crate) fn take(&mut self, words: &Range<usize>, comment: &str) -> bool {
        let Some(by_end) = self.0.get_mut(purpose(comment)) else { return false };
        let mut near = by_end.range_mut(words.start + 1..).take(MOST_INSIDE);
        let found = near.find_map(|(end, starts)| {
            let closest = starts.partition_point(|start| *start < words.end).checked_sub(1)?;
            Some((*end, starts, closest))
        });
        let Some((end, starts, closest)) = found else { return false };
        starts.remove(closest);
        if starts.is_empty() {
            by_end.remove(&end);
        }
        true
    }
}

/// What a comment is for.
fn purpose(comment: &str) -> &str {
    comment.lines().last().unwrap_or_default().trim()
}

/// Text, written so that XML reads it as it is.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No other control character may stand in XML.
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}
