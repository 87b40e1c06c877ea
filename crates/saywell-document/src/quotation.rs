//! Which parts of a block stand in quotation marks.
//!
//! Quotation marks are often wrong, straight ones are ambiguous, and apostrophes look like closing marks. So a mark
//! with no partner opens nothing: it must never hide the rest of a text.

use crate::{Block, BlockKind, Document};
use std::ops::Range;

/// The longest quotation between straight marks that is believed where the block's marks are odd in number, in bytes.
const MAX_STRAIGHT: usize = 1500;

/// Words that start with an apostrophe.
const ELIDED: &[&str] = &[
    "bout", "cause", "cos", "cuz", "em", "fraid", "n", "nother", "nuff", "round", "sup", "til",
    "till", "tis", "twas", "tween", "twere", "twill",
];

/// A quotation mark in block text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// Whether it opens, where the document's mark shows that.
    shown: Option<bool>,
    double: bool,
    before: Option<char>,
    after: Option<char>,
}

impl Document {
    /// The parts of a block's text that stand in quotation marks, without the marks: in order, apart from each other.
    /// Quotations inside a quotation belong to it.
    ///
    /// A block that is a quotation as a whole ([`Block::block_quote`]) is treated like any other. Empty if there is no
    /// such block.
    #[must_use]
    pub fn quotations(&self, block: usize) -> Vec<Range<usize>> {
        let Some(this) = self.blocks.get(block) else { return Vec::new() };
        if memchr::memchr2(b'"', b'\'', this.text.as_bytes()).is_none() {
            return Vec::new();
        }
        let goes_on = self.blocks.get(block + 1).is_some_and(|next| continues(this, next));
        let marks = marks(this);
        let mut ranges = doubles(&this.text, &marks, goes_on);
        ranges.extend(singles(this, &marks));
        merge(ranges)
    }
}

/// Whether `next` starts like the further paragraph of a quotation that `this` leaves open.
fn continues(this: &Block, next: &Block) -> bool {
    let opens = next.text[next.speech.min(next.text.len())..].starts_with('"');
    let closes =
        next.marks.first().is_some_and(|mark| mark.at as usize == next.speech && !mark.opens);
    opens && !closes && next.kind == BlockKind::Paragraph && next.block_quote == this.block_quote
}

fn marks(block: &Block) -> Vec<Mark> {
    let text = block.text.as_str();
    let mut shown = block.marks.iter().peekable();
    memchr::memchr2_iter(b'"', b'\'', text.as_bytes())
        .map(|at| Mark {
            at,
            shown: shown.next_if(|mark| mark.at as usize == at).map(|mark| mark.opens),
            double: text.as_bytes()[at] == b'"',
            before: text[..at].chars().next_back(),
            after: text[at + 1..].chars().next(),
        })
        .collect()
}

impl Mark {
    /// Whether it stands where an opening mark does: after white space or an opening sign, before something else.
    fn stands_open(self) -> bool {
        let free = self.before.is_none_or(|c| c == ' ' || "([{—–-/\"'".contains(c));
        free && self.after.is_some_and(|c| c != ' ')
    }

    fn opens(self) -> bool {
        self.shown.unwrap_or_else(|| self.stands_open())
    }
}

/// The quotations in double marks. Pairs are found as brackets are, from the inside, so that a mark without a partner
/// spoils no other pair.
fn doubles(text: &str, marks: &[Mark], goes_on: bool) -> Vec<Range<usize>> {
    let marks: Vec<Mark> = marks.iter().copied().filter(|mark| mark.double).collect();
    let mut open: Vec<Mark> = Vec::new();
    let mut ranges = Vec::new();
    for (index, &mark) in marks.iter().enumerate() {
        if mark.opens() {
            open.push(mark);
        } else if !is_inch(text, mark, marks.get(index + 1)) {
            let start = open.pop().filter(|start| is_believed(*start, mark, marks.len()));
            ranges.extend(start.map(|start| start.at + 1..mark.at));
        }
    }
    let left = open.last().filter(|_| goes_on);
    ranges.extend(left.map(|mark| mark.at + 1..text.len()));
    ranges
}

/// Whether a closing mark is one of measure: `6'2"`, or any after a digit where another closing mark follows.
fn is_inch(text: &str, mark: Mark, next: Option<&Mark>) -> bool {
    if mark.shown.is_some() || !mark.before.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let before = text[..mark.at].trim_end_matches(|c: char| c.is_ascii_digit());
    before.ends_with('\'') || next.is_some_and(|next| !next.opens())
}

fn is_believed(start: Mark, end: Mark, marks: usize) -> bool {
    let straight = start.shown.is_none() && end.shown.is_none();
    !straight || end.at - start.at <= MAX_STRAIGHT || marks.is_multiple_of(2)
}

/// The quotations in single marks.
fn singles(block: &Block, marks: &[Mark]) -> Vec<Range<usize>> {
    let marks: Vec<Mark> = marks.iter().copied().filter(|mark| !mark.double).collect();
    // In a text with curly marks, a single one that shows no direction is an apostrophe or closes.
    let curly = !block.marks.is_empty();
    let opens: Vec<bool> =
        marks.iter().map(|mark| opens_single(&block.text, *mark, curly)).collect();
    let mut ranges = Vec::new();
    let mut index = 0;
    while index < marks.len() {
        let open = index;
        index += 1;
        if !opens[open] {
            continue;
        }
        let until =
            opens[index..].iter().position(|&opens| opens).map_or(marks.len(), |next| index + next);
        if let Some(close) = closing_single(&block.text, &marks[index..until]) {
            ranges.push(marks[open].at + 1..close);
        }
        index = until;
    }
    ranges
}

fn opens_single(text: &str, mark: Mark, curly: bool) -> bool {
    let opens = if curly { mark.shown == Some(true) } else { mark.stands_open() };
    let rest = &text[mark.at + 1..];
    let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    opens && !word.is_empty() && !ELIDED.contains(&word.to_lowercase().as_str())
}

/// Where a quotation in single marks ends, among the marks up to the next opening one.
fn closing_single(text: &str, marks: &[Mark]) -> Option<usize> {
    let mut possessive = None;
    for mark in marks {
        let inside = mark.after.is_some_and(char::is_alphanumeric);
        let free = mark.before.is_none_or(|c| c == ' ');
        if inside || free {
            continue;
        }
        if !is_possessive(text, *mark) {
            return Some(mark.at);
        }
        possessive = possessive.or(Some(mark.at));
    }
    possessive
}

/// Whether the mark may be the apostrophe of a plural: `survivors' rights`.
fn is_possessive(text: &str, mark: Mark) -> bool {
    let goes_on = text[mark.at + 1..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    goes_on && mark.before.is_some_and(|c| c == 's' || c == 'S')
}

/// Sorts ranges and joins those that overlap.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged.retain(|range| !range.is_empty());
    merged
}
