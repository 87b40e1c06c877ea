//! Which parts of a block stand in quotation marks.
//!
//! Quotation marks are often wrong, straight ones are ambiguous, and apostrophes look like closing marks. So a mark
//! with no partner opens nothing: it must never hide the rest of a text.

use crate::{Block, BlockKind, Document, QuoteMark};
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
        let text = this.text(&self.text);
        if memchr::memchr2(b'"', b'\'', text.as_bytes()).is_none() {
            return Vec::new();
        }
        let goes_on = || self.blocks.get(block + 1).is_some_and(|next| self.continues(this, next));
        let marks = marks(&text, this.marks());
        let mut ranges = doubles(&text, &marks, goes_on);
        // In a text with curly marks, a single one that shows no direction is an apostrophe or closes.
        let curly = !this.marks().is_empty();
        ranges.extend(singles(&text, &marks, curly));
        merge(ranges)
    }

    /// Whether `next` starts like the further paragraph of a quotation that `this` leaves open.
    fn continues(&self, this: &Block, next: &Block) -> bool {
        let text = next.text(&self.text);
        let opens = text[next.speech().min(text.len())..].starts_with('"');
        let closes = next
            .marks()
            .first()
            .is_some_and(|mark| mark.at as usize == next.speech() && !mark.opens);
        opens
            && !closes
            && next.kind == BlockKind::Paragraph
            && next.block_quote == this.block_quote
    }
}

fn marks(text: &str, curly: &[QuoteMark]) -> Vec<Mark> {
    let mut shown = curly.iter().peekable();
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
        match self.shown {
            // A German closing mark looks like an English opening one.
            Some(true) => !self.stands_closed(),
            Some(false) => false,
            None => self.stands_open(),
        }
    }

    /// Whether it stands where only a closing mark does: after a word, before white space or punctuation.
    fn stands_closed(self) -> bool {
        let after = self.after.is_none_or(|c| c == ' ' || ".,;:!?)]".contains(c));
        after && self.before.is_some_and(|c| c.is_alphanumeric() || ".,!?…".contains(c))
    }
}

/// The quotations in double marks. Pairs are found as brackets are, from the inside, so that a mark without a partner
/// spoils no other pair.
fn doubles(text: &str, marks: &[Mark], goes_on: impl Fn() -> bool) -> Vec<Range<usize>> {
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
    let left = open.last().filter(|_| goes_on());
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
fn singles(text: &str, marks: &[Mark], curly: bool) -> Vec<Range<usize>> {
    let marks: Vec<Mark> = marks.iter().copied().filter(|mark| !mark.double).collect();
    let opens: Vec<bool> = marks.iter().map(|mark| opens_single(text, *mark, curly)).collect();
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
        if let Some(close) = closing_single(text, &marks[index..until]) {
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

/// Sorts ranges and joins those that overlap or touch.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged.retain(|range| !range.is_empty());
    merged
}

#[cfg(test)]
mod tests {
    use crate::{Format, read_text};

    /// The quotations of the first paragraph, each in `[ ]`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = read_text(text.to_owned(), Format::Plain).unwrap();
        let block = document.blocks[0].text(&document.text);
        let found: Vec<&str> =
            document.quotations(0).into_iter().map(|range| &block[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_double_marks() {
        check("He said \"no\" and \"not now.\"", &["no", "not now."]);
        check("“I was 12,” she said. “Twelve.”", &["I was 12,", "Twelve."]);
        check("(\"a\") [“b”] —\"c\"— \"d\"; x-\"e\".", &["a", "b", "c", "d", "e"]);
        check("«oui», « non » und „ja“ dann", &["oui", " non ", "ja"]);
        check("\"outer \"inner\" outer\" x", &["outer \"inner\" outer"]);
        check("“outer ‘inner’ outer” x", &["outer 'inner' outer"]);
        check("\"'No,' he said,\" she said", &["'No,' he said,"]);
        check("no marks", &[]);
        check("empty \"\" marks", &[]);
    }

    #[test]
    fn ignores_marks_without_a_partner() {
        check("He said \"no. She left. He stayed.", &[]);
        check("He said no\". \"Yes,\" she said.", &["Yes,"]);
        check("“He left. She said “no”, and left.", &["no"]);
        check("He was 6'2\" tall and said \"hello\" to 12\" pipes.", &["hello"]);
        check("\"He was 6'2\" tall,\" she said.", &["He was 6'2\" tall,"]);
        check("\"I was 12\" she said, \"and alone\".", &["I was 12", "and alone"]);
        check("a 12\" and a 14\" pipe", &[]);
        check("the \" mark", &[]);
    }

    #[test]
    fn finds_single_marks() {
        check("He called it 'consent' twice.", &["consent"]);
        check("'I am here,' she said. 'Now.'", &["I am here,", "Now."]);
        check("‘It’s mine,’ she said, ‘not his’.", &["It's mine,", "not his"]);
        check("'It's mine,' she said.", &["It's mine,"]);
        check("the 'survivors' rights movement' grew", &["survivors' rights movement"]);
        check("the 'survivors' were there", &["survivors"]);
        check("keep them looking 'prepubescent'.", &["prepubescent"]);
        check("the 'relationship' was 'consensual.'", &["relationship", "consensual."]);
        check("'No!' 'Why?' ('maybe')", &["No!", "Why?", "maybe"]);
    }

    #[test]
    fn leaves_apostrophes() {
        for text in [
            "It's the survivors' choice, don't you think? Y'all's.",
            "'Twas the '90s, rock 'n' roll, 'til they told 'em 'cause of it.",
            "’Twas the ’90s, rock ’n’ roll, ’til they told ’em and the girls’ mother.",
            "‘Til they left, the victims’ families stayed.",
            "The girls' mothers' houses' doors",
            "5' 10' and 6'2",
            "He said 'no and left. She stayed.",
            "“A” o’clock ’tis 'tis",
        ] {
            let expected: &[&str] = if text.starts_with('“') { &["A"] } else { &[] };
            check(text, expected);
        }
    }

    #[test]
    fn goes_on_in_the_next_paragraph() {
        check("She said: “I left.\n\n“Then I came back.”", &["I left."]);
        check("She said: \"I left.\n\n\"Then I came back.\"", &["I left."]);
        check("She said: \"I left.\n\nThen I came back.\"", &[]);
        check("She said: “I left.\n\n”Then I came back.", &[]);
        check("She said: “I left.\n\n> “Then I came back.”", &[]);
    }

    #[test]
    fn doubts_long_quotations() {
        let long = "word ".repeat(400);
        check(&format!("He said \"{long}.\" to \" them."), &[]);
        check(
            &format!("He said \"{long}.\" to them."),
            &[&format!("{}.", long.trim_end().to_owned() + " ")],
        );
        check(&format!("He said “{long}.” to \" them."), &[&format!("{long}.")]);
    }
}
